/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_POSTER_H
#define ZL_CLI_POSTER_H

#include "bytes.h"

/*
 * The poster of a club, in the language spoken now: who to tell, what to do,
 * and where to go when it cannot wait.
 */

enum { POSTER_CONTACTS_MAX = 3 };

struct poster_person {
        const char *name;
        const char *phone; /* NULL: not known */
};

/* What stands on it; all borrowed, and as others wrote it. */
struct poster {
        const char *club;
        const char *organisation;
        const char *date;
        const char *contact_word; /* what the roles are called here */
        const char *holder_word;
        struct poster_person contacts[POSTER_CONTACTS_MAX];
        size_t contact_count;
        const char *holder; /* the account holder, NULL: none in force */
        const char *team; /* whose it is, or of the district; or NULL */
        const char *phone; /* of the account holder or team, or NULL */
        struct poster_person supporter; /* name NULL: not known */
        struct { /* of this kind of club; phone NULL: the one of sport */
                const char *phone;
                const char *name;
                const char *when;
        } post;
};

/**
 * Draw it.
 *
 * @param template  client/paper/poster.svg.
 * @param poster    what stands on it.
 * @param svg       receives the page; initialised here, free it either way.
 * @return as page__write().
 */
int poster__draw(const char *template, const struct poster *poster,
    struct zl_buf *svg) ZL_CHECKED;

#endif
