/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_STORE_QUARTERS_H
#define ZL_STORE_QUARTERS_H

#include "store.h"

/*
 * The figures of closed quarters (docs/protocol.md, 11): what they are
 * counted from, and what was published.  Part of the store; whoever changes
 * any of it is in a group.  A quarter is a number, as figures/figures.h has
 * it.
 */

enum zl_figure_list {
        ZL_FIGURE_CLUBS = 1,
        ZL_FIGURE_NOTES = 2, /* of contacts */
        ZL_FIGURE_OWN_NOTES = 3, /* of professionals */
        ZL_FIGURE_LISTS = 3
};

/* What is counted of a note: nothing that is inside. */
struct zl_noted {
        struct zl_id club;
        enum zl_role author; /* contact or professional */
        enum zl_state state; /* of its signal, now */
        struct zl_time time; /* when the log took it */
        struct zl_time opened; /* a professional first got it; 0: none did */
};

/**
 * Is called for each note; another status than ZL_OK ends the walk.
 *
 * @param context  what the caller passed along.
 * @param noted    borrowed for this call.
 */
typedef int zl_noted_visit(void *context, const struct zl_noted *noted);

/**
 * Walk the notes that the log took in a time.
 *
 * @param store    any.
 * @param from     first moment.
 * @param until    first moment after it.
 * @param visit    what to do with each.
 * @param context  for visit.
 * @return ZL_OK, or what visit said.
 */
int zl_store_each_note(struct zl_store *store, struct zl_time from,
    struct zl_time until, zl_noted_visit *visit, void *context) ZL_CHECKED;

/**
 * A quarter is published; its figures follow in the same group.
 *
 * @param store    the writer, in a group.
 * @param quarter  which.
 * @param time     now.
 * @return ZL_OK or ZL_E_CONFLICT (it was before).
 */
int zl_store_put_quarter(
    struct zl_store *store, uint32_t quarter, struct zl_time time) ZL_CHECKED;

/**
 * The newest quarter that was published.
 *
 * @param store        any.
 * @param ret_quarter  receives it.
 * @return ZL_OK or ZL_E_NOT_FOUND (none was).
 */
int zl_store_newest_quarter(
    struct zl_store *store, uint32_t *ret_quarter) ZL_CHECKED;

/**
 * Is called for each quarter; another status than ZL_OK ends the walk.
 *
 * @param context  what the caller passed along.
 * @param quarter  which.
 */
typedef int zl_quarter_visit(void *context, uint32_t quarter);

/**
 * Walk the quarters that were published, oldest first.
 *
 * @param store    any.
 * @param from     the first of them.
 * @param visit    what to do with each; may ask the store other things.
 * @param context  for visit.
 * @return ZL_OK, or what visit said.
 */
int zl_store_each_quarter(struct zl_store *store, uint32_t from,
    zl_quarter_visit *visit, void *context) ZL_CHECKED;

/* An entry of a list of a quarter. */
struct zl_figure {
        uint32_t quarter;
        enum zl_figure_list list;
        uint32_t place; /* in that list, from 0 */
        const struct zl_id *districts; /* borrowed */
        size_t district_count;
        uint32_t whole;
        uint32_t part; /* 0: left out */
};

/**
 * Publish an entry.
 *
 * @param store   the writer, in a group.
 * @param figure  all of it.
 * @return ZL_OK or ZL_E_CONFLICT: it was before, or the database refuses a
 *         number under five.
 */
int zl_store_put_figure(
    struct zl_store *store, const struct zl_figure *figure) ZL_CHECKED;

/**
 * Is called for each entry; another status than ZL_OK ends the walk.
 *
 * @param context  what the caller passed along.
 * @param figure   borrowed for this call.
 */
typedef int zl_figure_visit(void *context, const struct zl_figure *figure);

/**
 * Walk a list of a quarter, in its order.
 *
 * @param store    any.
 * @param quarter  which.
 * @param list     which.
 * @param visit    what to do with each; may ask the store other things.
 * @param context  for visit.
 * @return ZL_OK, or what visit said.
 */
int zl_store_each_figure(struct zl_store *store, uint32_t quarter,
    enum zl_figure_list list, zl_figure_visit *visit, void *context) ZL_CHECKED;

#endif
