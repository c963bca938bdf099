/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CALENDAR_H
#define ZL_CALENDAR_H

#include <stdbool.h>

#include "status.h"
#include "types.h"

/* Dates of the proleptic Gregorian calendar as days since 1970-01-01, UTC.
 * Working without the C library's calendar keeps locale and zone out. */

enum {
        ZL_DATE_TEXT = 11, /* "2026-11-23" and NUL */
        ZL_TIME_TEXT = 25, /* "2026-11-23T18:26:59.000Z" and NUL */
        ZL_DAY_MAX = 2932896 /* 9999-12-31 */
};

#define ZL_MS_SECOND UINT64_C(1000)
#define ZL_MS_MINUTE (60 * ZL_MS_SECOND)
#define ZL_MS_HOUR (60 * ZL_MS_MINUTE)
#define ZL_MS_DAY (24 * ZL_MS_HOUR)

/**
 * Parse "YYYY-MM-DD" (RFC 3339 full-date), 1970 to 9999.
 *
 * @param text     NUL-terminated.
 * @param ret_day  receives days since 1970-01-01.
 * @return ZL_OK or ZL_E_MALFORMED (also for 30 February).
 */
int zl_date_parse(const char *text, uint32_t *ret_day) ZL_CHECKED;

/**
 * Write a date.
 *
 * @param day  days since 1970-01-01, at most ZL_DAY_MAX.
 * @param ret  room for ZL_DATE_TEXT characters.
 */
void zl_date_of(uint32_t day, char ret[static ZL_DATE_TEXT]);

/**
 * Write a moment as RFC 3339 in UTC with milliseconds.
 *
 * @param time  the moment, up to the end of 9999 (later shows as that).
 * @param ret   room for ZL_TIME_TEXT characters.
 */
void zl_time_of(struct zl_time time, char ret[static ZL_TIME_TEXT]);

/**
 * The day a moment falls on, in UTC.
 *
 * @param time  the moment.
 */
uint32_t zl_time_day(struct zl_time time);

/**
 * Is it a working day: Monday to Friday, and no date in
 * schema/holidays-nl.txt?  After the last year of that list only weekends are
 * none.
 *
 * @param day  days since 1970-01-01.
 */
bool zl_day_is_working(uint32_t day);

/**
 * The day so many working days later; 0 of them: the day itself.
 *
 * @param day    days since 1970-01-01, working or not.
 * @param count  working days.
 * @return the day, at most ZL_DAY_MAX.
 */
uint32_t zl_working_day_after(uint32_t day, uint32_t count);

/**
 * Working days after one day, up to and including another.
 *
 * @param from  days since 1970-01-01; it is not counted itself.
 * @param to    days since 1970-01-01.
 * @return how many; 0 when `to` is not after `from`.
 */
uint32_t zl_working_days_between(uint32_t from, uint32_t to);

#endif
