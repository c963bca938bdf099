/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_WAITERS_H
#define ZL_WAITERS_H

#include "crypto.h"

/*
 * Who waits for news: calls that found no record for their member, and stay
 * until one is committed.  Each device waits once; all together there is a
 * limit.  Nothing here blocks: a call that waits is woken on the thread that
 * has the news.
 */
struct zl_waiters;

struct zl_waiter {
        struct zl_sign_key device;
        struct zl_id member;
        void *who; /* for the wake; never two of the same */
};

/**
 * Its waiting is over.
 *
 * @param who   the waiter's.
 * @param last  there is no use in waiting again: another call of the device
 *              waits now, or the server ends.
 */
typedef void zl_waiter_wake(void *who, bool last);

/**
 * Make an empty one.
 *
 * @param most         so many may wait, at most ZL_WAITERS_MAX.
 * @param wake         called once for each that waits and does not leave.
 * @param ret_waiters  free with zl_waiters_free(), when nobody waits.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int zl_waiters_new(unsigned most, zl_waiter_wake *wake,
    struct zl_waiters **ret_waiters) ZL_CHECKED;

enum { ZL_WAITERS_MAX = 3840 };

/** Free it. @param waiters NULL is allowed. */
void zl_waiters_free(struct zl_waiters *waiters);

/** From now on so many may wait; who waits already stays. @param waiters the
 *  waiters. @param most how many. */
void zl_waiters_set(struct zl_waiters *waiters, unsigned most);

/**
 * Before looking whether there is anything: how much news there was so far.
 *
 * @param waiters  the waiters.
 */
uint64_t zl_waiters_mark(struct zl_waiters *waiters);

/**
 * Wait from now on.  An earlier call of the same device is woken.
 *
 * @param waiters  the waiters.
 * @param mark     from before the caller looked.
 * @param waiter   copied.
 * @return ZL_OK: it waits, and may have been woken already; ZL_E_STATE:
 *         there was news since the mark, look again; ZL_E_BUSY: too many
 *         wait, or the server ends.
 */
int zl_waiters_enter(struct zl_waiters *waiters, uint64_t mark,
    const struct zl_waiter *waiter) ZL_CHECKED;

/**
 * Wait no longer.
 *
 * @param waiters  the waiters.
 * @param who      the waiter's.
 * @return false: it does not wait, or was woken already.
 */
bool zl_waiters_leave(struct zl_waiters *waiters, const void *who) ZL_CHECKED;

/**
 * There is something new for these.
 *
 * @param waiters  the waiters.
 * @param members  in any order, some perhaps twice; sorted by this.
 * @param count    how many.
 */
void zl_waiters_news(
    struct zl_waiters *waiters, struct zl_id *members, size_t count);

/** As zl_waiters_news(), for everybody. @param waiters the waiters. */
void zl_waiters_news_for_all(struct zl_waiters *waiters);

/** Wake everybody for the last time, and let nobody enter. @param waiters
 *  the waiters. */
void zl_waiters_stop(struct zl_waiters *waiters);

#endif
