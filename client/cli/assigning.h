/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_ASSIGNING_H
#define ZL_CLI_ASSIGNING_H

#include "cli.h"
#include "core.h"

/*
 * Assigning many clubs at once: what is wanted of each is gathered first,
 * then judged as a whole, shown, and only then said.
 */

enum { ASSIGNING_WHY = 240 };

/* What is wanted of one club. */
struct assigning_row {
        size_t line; /* of the file, from 1; 0: of no file */
        struct zl_assignment wanted; /* borrows its telephone number */
        const struct zl_assignment *before; /* borrowed; NULL: none */
        bool same; /* it is so already */
        char why[ASSIGNING_WHY]; /* it cannot be; "": it can */
        char label[ASSIGNING_WHY]; /* where the club is not known */
};

struct assigning {
        struct assigning_row *rows;
        size_t count;
        struct zl_buf phones; /* numbers of a file, each with a NUL */
};

/** Begin. @param plan receives an empty plan. */
void assigning__init(struct assigning *plan);

/** Free what it holds. @param plan it. */
void assigning__free(struct assigning *plan);

/**
 * One club more.
 *
 * @param plan  the plan.
 * @param ret   receives its row, all zero; borrowed until the next one.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int assigning__add(
    struct assigning *plan, struct assigning_row **ret) ZL_CHECKED;

/** Say why a row cannot be: the first reason stays. @param row it. @param
 *  format as printf(). */
void assigning__refuse(struct assigning_row *row, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/**
 * Read what is wanted from a file for spreadsheets.
 *
 * @param cli   the run.
 * @param path  the file.
 * @param plan  is added to; rows that cannot be say why.
 * @return EXIT_DONE, or the exit code after saying what is wrong with the
 *         file.
 */
int assigning__read(struct cli *cli, const char *path, struct assigning *plan);

/**
 * Judge the rows, and show what would change, club by club.
 *
 * @param cli       the run; under --json `changes` and `same` are written.
 * @param plan      the plan.
 * @param ret_left  receives how many change.
 * @return EXIT_DONE, or the exit code after saying which rows cannot be.
 */
int assigning__show(struct cli *cli, struct assigning *plan, size_t *ret_left);

/**
 * Say all that changes, stored nowhere yet.
 *
 * @param cli   the run.
 * @param plan  that was shown.
 * @return EXIT_DONE, or the exit code.
 */
int assigning__say(struct cli *cli, const struct assigning *plan);

/** Tell of whom receives nothing yet, and where nobody is deputy.  @param cli
 *  the run. @param plan that was said. */
void assigning__warn(struct cli *cli, const struct assigning *plan);

#endif
