/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to those who wait for news. Between looking and waiting nothing may
 * be missed: so the news is counted, and whoever looked before the newest of
 * it has to look again. A wake is called without the lock, one at a time. */
#include "waiters.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct waiting {
        struct zl_waiter is;
        uint64_t mark; /* it entered after so much news */
};

struct zl_waiters {
        zl_waiter_wake *wake;
        pthread_mutex_t lock;
        unsigned most;
        bool stopped;
        uint64_t news;
        size_t count;
        struct waiting all[ZL_WAITERS_MAX];
};

int zl_waiters_new(
    unsigned most, zl_waiter_wake *wake, struct zl_waiters **ret_waiters)
{
        struct zl_waiters *waiters = calloc(1, sizeof(*waiters));

        assert(most <= ZL_WAITERS_MAX);
        if (waiters == NULL || pthread_mutex_init(&waiters->lock, NULL) != 0) {
                free(waiters);
                return ZL_E_MEMORY;
        }
        waiters->most = most;
        waiters->wake = wake;
        *ret_waiters = waiters;
        return ZL_OK;
}

void zl_waiters_free(struct zl_waiters *waiters)
{
        if (waiters == NULL)
                return;
        assert(waiters->count == 0);
        (void)pthread_mutex_destroy(&waiters->lock);
        free(waiters);
}

void zl_waiters_set(struct zl_waiters *waiters, unsigned most)
{
        assert(most <= ZL_WAITERS_MAX);
        pthread_mutex_lock(&waiters->lock);
        waiters->most = most;
        pthread_mutex_unlock(&waiters->lock);
}

uint64_t zl_waiters_mark(struct zl_waiters *waiters)
{
        uint64_t mark = 0;

        pthread_mutex_lock(&waiters->lock);
        mark = waiters->news;
        pthread_mutex_unlock(&waiters->lock);
        return mark;
}

static void *take_out(struct zl_waiters *waiters, size_t index)
{
        void *who = waiters->all[index].is.who;

        waiters->all[index] = waiters->all[--waiters->count];
        return who;
}

/* The earlier call of this device; NULL: none. */
static void *take_out_device(
    struct zl_waiters *waiters, const struct zl_sign_key *device)
{
        for (size_t i = 0; i < waiters->count; i++) {
                if (zl_sign_key_equal(&waiters->all[i].is.device, device))
                        return take_out(waiters, i);
        }
        return NULL;
}

int zl_waiters_enter(
    struct zl_waiters *waiters, uint64_t mark, const struct zl_waiter *waiter)
{
        void *earlier = NULL;
        int status = ZL_OK;

        pthread_mutex_lock(&waiters->lock);
        if (waiters->stopped)
                status = ZL_E_BUSY;
        else if (waiters->news != mark)
                status = ZL_E_STATE;
        if (status == ZL_OK)
                earlier = take_out_device(waiters, &waiter->device);
        if (status == ZL_OK && waiters->count >= waiters->most)
                status = ZL_E_BUSY;
        if (status == ZL_OK)
                waiters->all[waiters->count++] =
                    (struct waiting){.is = *waiter, .mark = mark};
        pthread_mutex_unlock(&waiters->lock);
        if (earlier != NULL)
                waiters->wake(earlier, true);
        return status;
}

bool zl_waiters_leave(struct zl_waiters *waiters, const void *who)
{
        bool left = false;

        pthread_mutex_lock(&waiters->lock);
        for (size_t i = 0; i < waiters->count && !left; i++) {
                if (waiters->all[i].is.who == who)
                        left = take_out(waiters, i) != NULL;
        }
        pthread_mutex_unlock(&waiters->lock);
        return left;
}

static int compare_ids(const void *a, const void *b)
{
        return memcmp(((const struct zl_id *)a)->bytes,
            ((const struct zl_id *)b)->bytes, ZL_ID_SIZE);
}

/* Who is woken: members that stand here, or all of them. */
struct news {
        uint64_t number;
        const struct zl_id *members; /* sorted; NULL: all */
        size_t count;
};

/* Who entered after the news has seen it. */
static bool concerns(const struct news *news, const struct waiting *waiting)
{
        if (waiting->mark >= news->number)
                return false;
        return news->members == NULL ||
            bsearch(&waiting->is.member, news->members, news->count,
                sizeof(*news->members), compare_ids) != NULL;
}

/* One of those it concerns.  Places change while nobody has the lock, so each
 * search is from the first. */
static void *next_concerned(struct zl_waiters *waiters, const struct news *news)
{
        void *who = NULL;

        pthread_mutex_lock(&waiters->lock);
        for (size_t i = 0; i < waiters->count && who == NULL; i++) {
                if (concerns(news, &waiters->all[i]))
                        who = take_out(waiters, i);
        }
        pthread_mutex_unlock(&waiters->lock);
        return who;
}

static void tell(
    struct zl_waiters *waiters, const struct zl_id *members, size_t count)
{
        struct news news = {.members = members, .count = count};
        void *who = NULL;
        bool last = false;

        pthread_mutex_lock(&waiters->lock);
        news.number = ++waiters->news;
        last = waiters->stopped;
        pthread_mutex_unlock(&waiters->lock);
        while ((who = next_concerned(waiters, &news)) != NULL)
                waiters->wake(who, last);
}

void zl_waiters_news(
    struct zl_waiters *waiters, struct zl_id *members, size_t count)
{
        if (count == 0)
                return;
        qsort(members, count, sizeof(*members), compare_ids);
        tell(waiters, members, count);
}

void zl_waiters_news_for_all(struct zl_waiters *waiters)
{
        tell(waiters, NULL, 0);
}

void zl_waiters_stop(struct zl_waiters *waiters)
{
        pthread_mutex_lock(&waiters->lock);
        waiters->stopped = true;
        pthread_mutex_unlock(&waiters->lock);
        tell(waiters, NULL, 0);
}
