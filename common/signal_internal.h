/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_SIGNAL_INTERNAL_H
#define ZL_SIGNAL_INTERNAL_H

#include "signals.h"

/* Between the files of signals. */

/* A sorted set of ids in somebody's array. */
struct signal__set {
        struct zl_id *ids;
        size_t count;
        size_t max;
        bool full; /* something did not fit */
};

/**
 * Add an id that is not there yet.
 *
 * @param set  the set.
 * @param id   the id.
 */
void signal__set_add(struct signal__set *set, const struct zl_id *id);

/**
 * Take an id out.
 *
 * @param set  the set.
 * @param id   the id.
 * @return was it there?
 */
bool signal__set_remove(struct signal__set *set, const struct zl_id *id);

/**
 * Is it one of these?
 *
 * @param ids    the list, in any order.
 * @param count  how many.
 * @param id     the id.
 */
bool signal__among(
    const struct zl_id *ids, size_t count, const struct zl_id *id);

/**
 * Is one of these members in force?
 *
 * @param directory  the directory.
 * @param ids        members.
 * @param count      how many.
 * @param at         the point.
 */
bool signal__any_in_force(const struct zl_directory *directory,
    const struct zl_id *ids, size_t count, struct zl_point at);

#endif
