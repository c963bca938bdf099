/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_FIGURES_PAGE_H
#define ZL_FIGURES_PAGE_H

#include "bytes.h"
#include "status.h"
#include "types.h"

/*
 * What GET /v1/figures answers (docs/protocol.md, 11.1), checked: finished
 * numbers of closed quarters.
 */

enum zl_figures_list {
        ZL_FIGURES_NOTES, /* of contacts, and how many within the term */
        ZL_FIGURES_OWN_NOTES, /* of professionals */
        ZL_FIGURES_CLUBS, /* and how many have a contact */
        ZL_FIGURES_LISTS
};

enum { ZL_FIGURES_QUARTERS = 40, ZL_FIGURES_QUARTER_TEXT = 8 };

/* A number of some districts, which are put together. */
struct zl_figures_line {
        struct zl_id *districts;
        size_t district_count;
        uint32_t whole;
        uint32_t part; /* 0: it was left out */
};

struct zl_figures_quarter {
        char name[ZL_FIGURES_QUARTER_TEXT]; /* "2026-Q3" */
        struct zl_figures_line *lines[ZL_FIGURES_LISTS];
        size_t counts[ZL_FIGURES_LISTS];
};

struct zl_figures_page {
        struct zl_figures_quarter quarters[ZL_FIGURES_QUARTERS];
        size_t count; /* oldest first */
};

/**
 * Read an answer.
 *
 * @param body      as the server gave it.
 * @param ret_page  receives it; free with zl_figures_page_free().
 * @return ZL_OK, ZL_E_SERVER (not as the protocol has it) or ZL_E_MEMORY.
 */
int zl_figures_page_read(
    struct zl_bytes body, struct zl_figures_page **ret_page) ZL_CHECKED;

/** Free a page. @param page NULL is allowed. */
void zl_figures_page_free(struct zl_figures_page *page);

#endif
