/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_REGISTER_LISTS_H
#define ZL_REGISTER_LISTS_H

#include "index.h"
#include "page.h"

/*
 * The lists of all clubs (docs/protocol.md, 10.6): of each club what its page
 * gives to who asks.
 */

enum {
        ZL_LIST_CLUBS = 500, /* entries of an answer, at most */
        ZL_LIST_TO_DOS = 1000,
        ZL_LIST_PEOPLE = 500,
        ZL_LIST_ROOM = 256 * 1024, /* bytes of one */
        ZL_OVERVIEW_LEAST = 5 /* clubs of a district that is counted */
};

/* What is asked. */
struct zl_listing {
        const struct zl_index *index; /* up to date */
        struct zl_register *reg;
        const struct zl_directory *directory;
        const struct zl_register_asker *asker;
        enum zl_act act; /* which list, and by which rows of the policy */
        uint64_t after; /* entries to skip */
};

/**
 * Write a list, or the overview.
 *
 * @param listing  what is asked, by somebody for whom the policy has a row.
 * @param buf      receives it; of at least ZL_LIST_ROOM.
 * @return ZL_OK, ZL_E_MEMORY or what the register says.
 */
int zl_list_write(
    const struct zl_listing *listing, struct zl_buf *buf) ZL_CHECKED;

#endif
