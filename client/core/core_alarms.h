/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CORE_ALARMS_H
#define ZL_CORE_ALARMS_H

#include "directory_reach.h"

struct zl_core; /* core.h */

/*
 * Clubs whose notes would reach nobody (docs/protocol.md, 9.4): those there
 * are, those that come, and those that something we are about to say would
 * cause.  All by the statements here, what is queued included.
 */

enum {
        ZL_ALARM_DAYS = 56, /* how far ahead somebody is warned */
        ZL_CAUSED_DAYS = 366 /* how far ahead what is said is looked at */
};

/* A club that has nobody, from a day on. */
struct zl_alarm {
        struct zl_id club;
        uint32_t day; /* the first one, since 1970-01-01; today: it has
                         nobody now */
};

/* An appointment that ends, of somebody to whom clubs are assigned. */
struct zl_ending {
        struct zl_id member;
        uint32_t until; /* its last day */
        size_t clubs; /* how many clubs */
};

/**
 * The clubs in our districts that have nobody, or will have within
 * ZL_ALARM_DAYS: the soonest first.
 *
 * @param core        coordinator, or supporter.
 * @param now         the clock.
 * @param ret_alarms  receives an array for free(); NULL when there is none.
 * @param ret_count   receives how many.
 * @return ZL_OK, ZL_E_POLICY (another role), ZL_E_STATE (not joined) or
 *         ZL_E_MEMORY.
 */
int zl_core_alarms(struct zl_core *core, struct zl_time now,
    struct zl_alarm **ret_alarms, size_t *ret_count) ZL_CHECKED;

/**
 * The appointments that end within ZL_ALARM_DAYS, of professionals to whom
 * clubs in our districts are assigned: the soonest first.
 *
 * @param core         coordinator, or supporter.
 * @param now          the clock.
 * @param ret_endings  receives an array for free(); NULL when there is none.
 * @param ret_count    receives how many.
 * @return as zl_core_alarms().
 */
int zl_core_endings(struct zl_core *core, struct zl_time now,
    struct zl_ending **ret_endings, size_t *ret_count) ZL_CHECKED;

/**
 * Why nobody of a club is there on a day: as zl_directory_reach(), by what is
 * here and queued.
 *
 * @param core  joined.
 * @param club  the club.
 * @param now   the clock.
 * @param day   the day, today or later.
 * @param ret   receives the persons.
 * @return how many; 0: nobody is assigned to it.
 */
size_t zl_core_reach(const struct zl_core *core, const struct zl_id *club,
    struct zl_time now, uint32_t day, struct zl_reach ret[static ZL_REACH_MAX]);

/**
 * Where what is said next will stand: for zl_core_caused().
 *
 * @param core          joined.
 * @param now           the clock.
 * @param ret_position  receives it.
 * @return ZL_OK, ZL_E_STATE (not joined) or ZL_E_MEMORY.
 */
int zl_core_said(struct zl_core *core, struct zl_time now,
    uint64_t *ret_position) ZL_CHECKED;

/**
 * The clubs that have nobody, on some day within ZL_CAUSED_DAYS, because of
 * what we said from a position on.  It is queued then, and nothing of it
 * stored: a shell that is told no frees the core.
 *
 * @param core        joined.
 * @param now         the clock.
 * @param position    of zl_core_said(), before it was said.
 * @param ret_alarms  receives an array for free(); NULL when there is none.
 * @param ret_count   receives how many.
 * @return ZL_OK, ZL_E_STATE or ZL_E_MEMORY.
 */
int zl_core_caused(struct zl_core *core, struct zl_time now, uint64_t position,
    struct zl_alarm **ret_alarms, size_t *ret_count) ZL_CHECKED;

#endif
