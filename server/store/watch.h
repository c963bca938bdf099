/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_STORE_WATCH_H
#define ZL_STORE_WATCH_H

#include "store.h"

/*
 * What waits (docs/protocol.md, 9): of every open signal since when, and
 * which steps were taken for it; and the clubs that have nobody.  Part of the
 * store; whoever changes any of it is in a group.
 */

/* An open signal.  Moments of 0: it does not. */
struct zl_watch {
        struct zl_id signal;
        struct zl_time unread; /* the oldest that nobody acknowledged */
        struct zl_time unheld; /* since when no holder wrote of it */
        struct zl_time since; /* the wait whose steps are counted */
        unsigned step; /* 0 to 3: taken of that wait */
        struct zl_time unanswered; /* the oldest without an answer */
        bool answer_told; /* holders were told of that */
        struct zl_time open; /* newest note, reopening or hold */
        uint32_t open_told; /* how often holders were told of that */
        struct zl_id actor; /* a holder who wrote of it; zeros: none */
        struct zl_time due; /* when it is to be looked at */
};

/**
 * What a signal waits for.
 *
 * @param store   any.
 * @param signal  which.
 * @param ret     receives it.
 * @return ZL_OK or ZL_E_NOT_FOUND (it is not open).
 */
int zl_store_find_watch(struct zl_store *store, const struct zl_id *signal,
    struct zl_watch *ret) ZL_CHECKED;

/** Keep what a signal waits for. @param store the writer. @param watch all
 *  of it. */
int zl_store_put_watch(
    struct zl_store *store, const struct zl_watch *watch) ZL_CHECKED;

/** A signal is not open any more. @param store the writer. @param signal
 *  which; one that is not there is allowed. */
int zl_store_drop_watch(
    struct zl_store *store, const struct zl_id *signal) ZL_CHECKED;

/**
 * Is called for each signal; another status than ZL_OK ends the walk.
 *
 * @param context  what the caller passed along.
 * @param watch    borrowed for this call.
 */
typedef int zl_watch_visit(void *context, const struct zl_watch *watch);

/**
 * Some of the signals that are to be looked at by now, which first.
 *
 * @param store      any.
 * @param now        the moment.
 * @param ret        room for max of them.
 * @param max        room.
 * @param ret_count  receives how many.
 */
int zl_store_due_watches(struct zl_store *store, struct zl_time now,
    struct zl_watch *ret, size_t max, size_t *ret_count) ZL_CHECKED;

/**
 * Some of the open signals, in order of their ids.
 *
 * @param store      any.
 * @param after      those behind this one; all zeros to begin.
 * @param ret        room for max of them.
 * @param max        room.
 * @param ret_count  receives how many.
 */
int zl_store_watches_after(struct zl_store *store, const struct zl_id *after,
    struct zl_watch *ret, size_t max, size_t *ret_count) ZL_CHECKED;

/**
 * Walk the signals whose third step was taken, those that wait longest first.
 *
 * @param store    any.
 * @param max      at most so many.
 * @param visit    what to do with each; may ask the store other things.
 * @param context  for visit.
 * @return ZL_OK, or what visit said.
 */
int zl_store_each_escalated(struct zl_store *store, size_t max,
    zl_watch_visit *visit, void *context) ZL_CHECKED;

/**
 * A contact's addendum waits to be acknowledged by a professional.
 *
 * @param store   the writer.
 * @param signal  its signal.
 * @param hash    of the record.
 * @param time    when it was taken.
 */
int zl_store_put_addendum(struct zl_store *store, const struct zl_id *signal,
    const struct zl_hash *hash, struct zl_time time) ZL_CHECKED;

/** It does not wait any more. @param store the writer. @param signal its
 *  signal. @param hash of the record; one that does not wait is allowed. */
int zl_store_drop_addendum(struct zl_store *store, const struct zl_id *signal,
    const struct zl_hash *hash) ZL_CHECKED;

/** None of a signal's waits any more. @param store the writer. @param signal
 *  which. */
int zl_store_drop_addenda(
    struct zl_store *store, const struct zl_id *signal) ZL_CHECKED;

/** The oldest addendum of a signal that waits. @param store any. @param signal
 *  which. @param ret_time receives when it was taken; 0: there is none. */
int zl_store_first_addendum(struct zl_store *store, const struct zl_id *signal,
    struct zl_time *ret_time) ZL_CHECKED;

/**
 * When a signal's note was taken.
 *
 * @param store     any.
 * @param signal    which.
 * @param ret_time  receives it.
 * @return ZL_OK or ZL_E_NOT_FOUND.
 */
int zl_store_noted(struct zl_store *store, const struct zl_id *signal,
    struct zl_time *ret_time) ZL_CHECKED;

/**
 * Has a club nobody, as far as was seen?
 *
 * @param store  any.
 * @param club   which.
 * @return ZL_OK (yes) or ZL_E_NOT_FOUND.
 */
int zl_store_find_alert(
    struct zl_store *store, const struct zl_id *club) ZL_CHECKED;

/** A club has nobody. @param store the writer. @param club which. @param time
 *  since when. */
int zl_store_put_alert(struct zl_store *store, const struct zl_id *club,
    struct zl_time time) ZL_CHECKED;

/** A club has somebody again. @param store the writer. @param club which; one
 *  without an alert is allowed. */
int zl_store_drop_alert(
    struct zl_store *store, const struct zl_id *club) ZL_CHECKED;

#endif
