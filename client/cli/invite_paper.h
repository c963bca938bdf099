/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_INVITE_PAPER_H
#define ZL_CLI_INVITE_PAPER_H

#include "cli.h"
#include "core.h"

/*
 * An invitation on paper: --print FILE of the commands that make a code to
 * join with.  For a contact it has the agreement for the board of each club,
 * and for everybody the first steps.
 */

/** The options that such a command takes. */
#define INVITE_PAPER_OPTIONS \
        {"print", N_("FILE"), false, \
            N_("make a .pdf or .svg to print: first steps, and of a contact " \
               "the agreement with the board")}, \
        { \
                "print-code", NULL, false, \
                    N_("and put the code on it, on the page for that person " \
                       "alone") \
        }

/* Who is invited. */
struct invite_paper {
        const struct zl_id *member;
        const char *name;
        const char *code; /* the code or link that was shown; secret */
        bool link;
        const char *until; /* its last day */
};

/**
 * Can the paper that is asked for be made?  Ask before anybody is invited.
 *
 * @param cli  the run.
 * @return EXIT_DONE, also when none is asked for; or an exit code after saying
 *         what is wrong.
 */
int invite_paper__check(struct cli *cli);

/**
 * Make the paper, if it is asked for: under --json the field `files`.
 *
 * @param cli    the run, joined.
 * @param paper  who is invited; borrowed.
 * @return as invite_paper__check().
 */
int invite_paper__print(struct cli *cli, const struct invite_paper *paper);

#endif
