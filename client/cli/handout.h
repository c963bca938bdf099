/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_HANDOUT_H
#define ZL_CLI_HANDOUT_H

#include "bytes.h"
#include "types.h"

/*
 * What somebody who is invited gets on paper, in the language spoken now: the
 * first steps, for that person alone; and of a contact the agreement that the
 * board of each club signs too.
 */

/* What stands on it; all borrowed, and as others wrote it. */
struct handout {
        enum zl_role role;
        const char *role_word; /* what the role is called here */
        const char *holder_word;
        const char *name; /* of who is invited */
        const char *organisation;
        const char *server;
        const char *words; /* six, to compare */
        const char *until; /* the code's last day */
        const char *date;
        const char *by; /* who invites */
        const char *by_phone; /* or NULL */
        bool link; /* the code is a link */
        const char *code; /* secret; NULL: it is to be written in by hand */
};

/**
 * Draw the agreement with the board of a club.
 *
 * @param template  client/paper/agreement.svg.
 * @param handout   of a contact.
 * @param club      the club's name.
 * @param svg       receives the page; initialised here, free it either way.
 * @return as page__write().
 */
int handout__agreement(const char *template, const struct handout *handout,
    const char *club, struct zl_buf *svg) ZL_CHECKED;

/**
 * Draw the first steps.
 *
 * @param template  client/paper/first-steps.svg.
 * @param handout   of anybody.
 * @param svg       receives the page; initialised here, free it either way.
 * @return as page__write().
 */
int handout__first_steps(const char *template, const struct handout *handout,
    struct zl_buf *svg) ZL_CHECKED;

#endif
