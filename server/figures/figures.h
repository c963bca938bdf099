/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_FIGURES_H
#define ZL_FIGURES_H

#include <stdbool.h>
#include <stddef.h>

#include "types.h"

/*
 * Figures that point at nobody (docs/protocol.md, 11): which numbers of a
 * closed quarter are published, and when.  Numbers in, numbers out.
 */

enum {
        ZL_FIGURES_LEAST = 5, /* what is fewer is never published */
        ZL_FIGURES_DAYS = 60 /* so long after its end a quarter is published */
};

/* What was counted of one district. */
struct zl_figures_row {
        uint32_t whole;
        uint32_t part; /* how many of these; at most the whole */
};

/* What is published of districts side by side. */
struct zl_figures_entry {
        size_t first; /* its first row */
        size_t count; /* how many rows */
        uint32_t whole; /* of all of them; at least ZL_FIGURES_LEAST */
        uint32_t part; /* 0: left out; else it and the rest are not fewer */
};

/**
 * What of some numbers is published.
 *
 * @param rows   of districts, in the order of the charter; which districts
 *               these are must not depend on the numbers.
 * @param count  how many.
 * @param ret    room for count entries.
 * @return how many entries; 0: all rows together are too few.
 */
size_t zl_figures_merge(const struct zl_figures_row *rows, size_t count,
    struct zl_figures_entry *ret);

/* A quarter by number: four times its year, and 0 to 3. */

enum {
        ZL_QUARTER_TEXT = 8, /* "2026-Q3" and NUL */
        ZL_QUARTER_MAX = 4 * 9999 + 3
};

/** The quarter of a day. @param day days since 1970-01-01. */
uint32_t zl_quarter_of(uint32_t day);

/** Its first day. @param quarter by number. @return days since
 *  1970-01-01. */
uint32_t zl_quarter_begins(uint32_t quarter);

/** Write it as the protocol does. @param quarter by number, at most
 *  ZL_QUARTER_MAX. @param ret room for ZL_QUARTER_TEXT characters. */
void zl_quarter_text(uint32_t quarter, char ret[static ZL_QUARTER_TEXT]);

#endif
