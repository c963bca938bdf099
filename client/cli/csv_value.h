/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_CSV_VALUE_H
#define ZL_CLI_CSV_VALUE_H

#include "bytes.h"

/*
 * What stands in a cell, as people and spreadsheets write it.  What is wrong
 * with it comes back as a sentence for lang__text().
 */

/**
 * A text on one line: without white space around it, each run of it inside
 * one space, and without the mark that csv_value__safe() puts before it.
 *
 * @param cell  what stands there.
 * @param buf   initialised; receives it with a NUL behind, "" when there is
 *              nothing.
 */
void csv_value__line(const char *cell, struct zl_buf *buf);

/**
 * The other way: a text that a spreadsheet takes for no formula, whoever
 * wrote it.
 *
 * @param text  the text.
 * @param buf   is appended to, without a NUL.
 */
void csv_value__safe(const char *text, struct zl_buf *buf);

/**
 * A date: 2026-12-31, 31-12-2026, 1-3-2026, with / or . as well, and with a
 * time of midnight behind.
 *
 * @param text     of csv_value__line().
 * @param ret_day  receives days since 1970-01-01.
 * @param ret_why  receives what is wrong.
 * @return ZL_OK, ZL_E_NOT_FOUND (it says that there is none: empty, "nee",
 *         "-") or ZL_E_MALFORMED.
 */
int csv_value__date(
    const char *text, uint32_t *ret_day, const char **ret_why) ZL_CHECKED;

/**
 * A whole number as it is written in Dutch: 1024, 1.024, 88,0.
 *
 * @param text     of csv_value__line().
 * @param max      the largest allowed.
 * @param ret      receives it.
 * @param ret_why  receives what is wrong.
 * @return ZL_OK, ZL_E_NOT_FOUND (there is none) or ZL_E_MALFORMED.
 */
int csv_value__number(const char *text, uint32_t max, uint32_t *ret,
    const char **ret_why) ZL_CHECKED;

/**
 * How often: a number of days, or with a word behind it of weeks, months or
 * years; or a word such as yearly.
 *
 * @param text      of csv_value__line().
 * @param ret_days  receives it, 7 to 730.
 * @param ret_why   receives what is wrong.
 * @return ZL_OK, ZL_E_NOT_FOUND (there is none) or ZL_E_MALFORMED.
 */
int csv_value__rhythm(
    const char *text, uint32_t *ret_days, const char **ret_why) ZL_CHECKED;

/** Does it say yes: yes, ja, j, x, true, waar, 1?  @param text of
 *  csv_value__line(). */
bool csv_value__is_yes(const char *text);

/** Does it say no, or nothing: no, nee, n, geen, onwaar, 0, -, n.v.t.?  @param
 *  text of csv_value__line(). */
bool csv_value__is_no(const char *text);

#endif
