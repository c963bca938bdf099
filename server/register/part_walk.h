/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_REGISTER_PART_WALK_H
#define ZL_REGISTER_PART_WALK_H

#include "bytes.h"
#include "register.h"

/* What is done with what a part of an import says; another status than ZL_OK
 * ends it. */
struct zl_part_walker {
        void *context;
        /* A club, with what is said of it. */
        int (*club)(void *context, const struct zl_register_club *said);
        /* A person of that club. */
        int (*person)(void *context, const struct zl_register_person *said);
        /* That was this club. */
        int (*club_end)(void *context);
};

/* Where in a part, counted from 1; 0: in none. */
struct zl_part_place {
        size_t club;
        size_t person;
};

/**
 * Walk a part of an import (docs/protocol.md, 10.8).
 *
 * @param body       JSON.
 * @param walk       what to do; NULL: look at the form only.
 * @param ret_place  receives how far it came, of a failure, too.
 * @return ZL_OK, ZL_E_MALFORMED, ZL_E_TOO_LARGE, ZL_E_MEMORY or what the walk
 *         says.
 */
int zl_part_walk(struct zl_bytes body, const struct zl_part_walker *walk,
    struct zl_part_place *ret_place) ZL_CHECKED;

#endif
