/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_TERMS_H
#define ZL_TERMS_H

#include "statement.h"

/*
 * How long something may wait (docs/protocol.md, 9): pure answers from the
 * charter's terms and two moments.  Server and clients reckon with these.
 * Moments count by their day, in UTC; a clock that went back before `since`
 * is as if no day had passed.
 */

enum {
        ZL_STEP_NONE = 0,
        ZL_STEP_HOLDER = 1, /* the account holder is told */
        ZL_STEP_HOLDERS = 2, /* all holders; the contact: the phone number */
        ZL_STEP_COORDINATORS = 3, /* and the contact: ring */
        ZL_OPEN_AGAIN_DAYS = 30 /* an open signal is told of anew */
};

/**
 * How far has what nobody opened come?  A step implies those below it.
 *
 * @param terms  the charter's.
 * @param since  since when it waits.
 * @param now    the moment it is asked.
 * @return ZL_STEP_NONE to ZL_STEP_COORDINATORS.
 */
int zl_terms_step(
    const struct zl_terms *terms, struct zl_time since, struct zl_time now);

/**
 * From which day on a step is due.
 *
 * @param terms  the charter's.
 * @param since  since when it waits.
 * @param step   ZL_STEP_HOLDER to ZL_STEP_COORDINATORS.
 * @return days since 1970-01-01.
 */
uint32_t zl_terms_step_day(
    const struct zl_terms *terms, struct zl_time since, int step);

/**
 * The last day of a term: by then it should have been done.
 *
 * @param days   working days, as the charter says.
 * @param since  from when it runs.
 * @return days since 1970-01-01.
 */
uint32_t zl_terms_last_day(uint8_t days, struct zl_time since);

/**
 * The day on which a term is over: the first working day behind its last.
 *
 * @param days   working days, as the charter says.
 * @param since  from when it runs.
 * @return days since 1970-01-01.
 */
uint32_t zl_terms_over_day(uint8_t days, struct zl_time since);

/**
 * Is the term for an answer over?
 *
 * @param terms  the charter's.
 * @param since  the oldest note, addendum of a contact or reopening after the
 *               newest feedback or closing.
 * @param now    the moment it is asked.
 */
bool zl_terms_answer_over(
    const struct zl_terms *terms, struct zl_time since, struct zl_time now);

/**
 * How often should the holders have been told that a signal is open too long:
 * once when it is older than so many days, and every 30 days after?
 *
 * @param open_days  the charter's retention.open_days; days, not working days.
 * @param since      the newest note, reopening or hold.
 * @param now        the moment it is asked.
 * @return 0: it is not open too long.
 */
uint32_t zl_terms_open_times(
    uint16_t open_days, struct zl_time since, struct zl_time now);

#endif
