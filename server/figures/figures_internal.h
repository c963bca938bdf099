/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_FIGURES_INTERNAL_H
#define ZL_FIGURES_INTERNAL_H

#include "directory.h"
#include "figures/figures.h"
#include "store/quarters.h"

/* A club as it was at the end of a quarter. */
struct figures__club {
        const struct zl_club *said; /* borrowed from the directory */
        uint64_t position; /* of what was said */
        size_t row; /* its district's */
        bool has_contact;
};

/* A quarter, and what was counted in it. */
struct figures__table {
        struct zl_time from;
        struct zl_time until; /* the first moment after it */
        struct zl_point end; /* its last moment */
        const struct zl_charter *charter; /* then; NULL: there was none */
        struct figures__club *clubs; /* in order of their ids */
        size_t club_count;
        struct zl_id *districts; /* those with a club, in the order of rows */
        size_t count;
        struct zl_figures_row *rows[ZL_FIGURE_LISTS + 1]; /* by list */
};

/**
 * What was stated by the end of a quarter: its charter and clubs.
 *
 * @param directory  the newest; borrowed for as long as the table is used.
 * @param quarter    which.
 * @param ret        receives it; free with figures__free() in every case.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int figures__read(const struct zl_directory *directory, uint32_t quarter,
    struct figures__table *ret) ZL_CHECKED;

/**
 * Count its clubs, contacts and notes.
 *
 * @param directory  as before.
 * @param store      any.
 * @param table      as read; its rows are filled in.
 * @return ZL_OK, ZL_E_MEMORY or what the store says.
 */
int figures__count(const struct zl_directory *directory, struct zl_store *store,
    struct figures__table *table) ZL_CHECKED;

/** Free what a table holds. @param table it. */
void figures__free(struct figures__table *table);

#endif
