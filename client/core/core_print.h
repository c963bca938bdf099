/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CORE_PRINT_H
#define ZL_CORE_PRINT_H

#include "record.h"

struct zl_core; /* core.h */

/*
 * Prints of a signal: that one was made is kept in the vault, since it takes
 * words out of it that nobody can call back.  What it left out is kept with
 * it only as long as the signal itself is: then those words go too, and when
 * and for whom it was printed stays.
 */

/* Whom a print is for.  Values are stored. */
enum zl_print_for {
        ZL_PRINT_DOSSIER = 1, /* the team's own file */
        ZL_PRINT_FAMILY = 2 /* parents or child, who see what is kept */
};

struct zl_print_view {
        struct zl_time time;
        struct zl_id member; /* who printed */
        enum zl_print_for what_for;
        const char *taken_out; /* a line for each; NULL: kept no longer */
};

enum { ZL_PRINT_WORDS_MAX = 64 * 1024 };

/**
 * A signal is about to be printed.  Store this before the print is made.
 *
 * @param core        professional who holds the signal.
 * @param now         the clock.
 * @param signal      its id.
 * @param what_for    whom it is for.
 * @param taken_out   what does not stand in it, a line for each; "": nothing.
 * @param ret_number  receives its number, for zl_core_print_undo().
 * @return ZL_OK, ZL_E_POLICY (not a holder), ZL_E_ERASED, ZL_E_NOT_FOUND,
 *         ZL_E_STATE (not joined), ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
int zl_core_print(struct zl_core *core, struct zl_time now,
    const struct zl_id *signal, enum zl_print_for what_for,
    const char *taken_out, uint64_t *ret_number) ZL_CHECKED;

/**
 * There is no such print after all: nothing was written.
 *
 * @param core    as above.
 * @param now     the clock.
 * @param number  of which.
 * @return ZL_OK, ZL_E_NOT_FOUND, ZL_E_STATE or ZL_E_MEMORY.
 */
int zl_core_print_undo(
    struct zl_core *core, struct zl_time now, uint64_t number) ZL_CHECKED;

/**
 * The prints of a signal that were made with this vault, oldest first.
 *
 * @param core    joined.
 * @param signal  its id.
 * @param index   from 0.
 * @param ret     receives it, borrowed.
 * @return was there one?
 */
bool zl_core_print_at(const struct zl_core *core, const struct zl_id *signal,
    size_t index, struct zl_print_view *ret);

#endif
