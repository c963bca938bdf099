/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the committer: one thread that takes what waits, and makes it
 * durable as one group. The order is what everything rests on: judge, write,
 * sign one head, commit, and only then answer. */
#include "committer.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "committer_internal.h"
#include "events.h"

enum { GROUP_MAX = 256, THREAD_STACK = 512 * 1024 };

struct entry *committer__entry(
    take_entry *take, zl_outcome_take *told, void *context)
{
        struct entry *entry = calloc(1, sizeof(*entry));

        if (entry == NULL)
                return NULL;
        entry->take = take;
        entry->told = told;
        entry->context = context;
        return entry;
}

int committer__queue(struct zl_committer *committer, struct entry *entry)
{
        int status = ZL_E_BUSY;

        pthread_mutex_lock(&committer->lock);
        if (!committer->stopping && committer->waiting < committer->room) {
                if (committer->last != NULL)
                        committer->last->next = entry;
                else
                        committer->first = entry;
                committer->last = entry;
                committer->waiting++;
                status = ZL_OK;
                (void)pthread_cond_signal(&committer->more);
        }
        pthread_mutex_unlock(&committer->lock);
        return status;
}

int committer__queue_or_free(
    struct zl_committer *committer, struct entry *entry)
{
        int status = committer__queue(committer, entry);

        if (status != ZL_OK)
                free(entry);
        return status;
}

/* Take what waits, up to a group; NULL: stop. */
static struct entry *next_group(struct zl_committer *committer)
{
        struct entry *group = NULL;
        struct entry *end = NULL;
        unsigned count = 0;

        pthread_mutex_lock(&committer->lock);
        while (committer->first == NULL && !committer->stopping)
                (void)pthread_cond_wait(&committer->more, &committer->lock);
        group = committer->first;
        for (end = group; end != NULL; end = end->next) {
                if (++count == GROUP_MAX || end->next == NULL)
                        break;
        }
        if (end != NULL) {
                committer->first = end->next;
                if (committer->first == NULL)
                        committer->last = NULL;
                committer->waiting -= count;
                end->next = NULL;
        }
        pthread_mutex_unlock(&committer->lock);
        return group;
}

/* After a failure nothing that the store or the directory holds in memory is
 * believed: both are made anew from the disk. */
static int start_anew(struct zl_committer *committer)
{
        int status = ZL_OK;

        zl_store_close(committer->store);
        committer->store = NULL;
        status = zl_store_open(committer->path, ZL_STORE_WRITE,
            zl_shared_organisation(committer->shared), &committer->store);
        if (!committer->locked)
                zl_shared_write(committer->shared);
        committer->locked = true;
        if (status == ZL_OK)
                status = zl_shared_load(committer->shared, committer->store);
        if (status == ZL_OK)
                status = committer__recall(committer);
        if (status == ZL_OK)
                committer__watch(committer);
        zl_shared_write_end(committer->shared);
        committer->locked = false;
        committer->stale = false;
        zl_event("database opened again: %s", zl_status_str(status));
        if (status != ZL_OK) {
                zl_store_close(committer->store);
                committer->store = NULL;
        }
        return status;
}

static void refuse_all(struct entry *group, int status)
{
        for (struct entry *e = group; e != NULL; e = e->next) {
                e->outcome.status = status;
                e->outcome.fresh = false;
                e->outcome.detail = NULL;
        }
}

static int commit_group(struct zl_committer *committer, struct entry *group)
{
        struct zl_time clock = zl_clock_now();
        struct zl_time before = committer->now;
        int status = ZL_OK;

        /* Times never go down in a log, whatever the clock does. */
        if (clock.ms > committer->now.ms)
                committer->now = clock;
        committer->clock = clock;
        committer->grown = false;
        committer->mailed = false;
        committer->wrote = false;
        committer->listed_count = 0;
        status = zl_store_begin(committer->store);
        if (status != ZL_OK)
                return status;
        status = committer__take_group(committer, group);
        if (status != ZL_OK || !committer->wrote)
                zl_store_rollback(committer->store);
        else
                status = zl_store_commit(committer->store);
        /* A clock that was ahead for a moment must not take the log along,
         * when nothing was logged. */
        if (status != ZL_OK || !committer->grown)
                committer->now = before;
        return status;
}

static void do_group(struct zl_committer *committer, struct entry *group)
{
        int status = ZL_OK;

        if (committer->store == NULL)
                status = start_anew(committer);
        if (status == ZL_OK) {
                status = commit_group(committer, group);
                if (status != ZL_OK) {
                        zl_event("group refused: %s", zl_status_str(status));
                        (void)start_anew(committer);
                } else if (committer->grown) {
                        committer__take_key(committer);
                }
        }
        if (committer->locked)
                zl_shared_write_end(committer->shared);
        committer->locked = false;
        if (status == ZL_OK && committer->mailed)
                atomic_store(&committer->mail_waits, true);
        if (status == ZL_OK)
                committer__wake(committer);
        else
                refuse_all(group, status);
        committer__tell(committer, group);
}

static void *work(void *context)
{
        struct zl_committer *committer = context;
        struct entry *group = NULL;

        while ((group = next_group(committer)) != NULL)
                do_group(committer, group);
        return NULL;
}

static int start_thread(struct zl_committer *committer)
{
        pthread_attr_t attributes;

        if (pthread_attr_init(&attributes) != 0)
                return ZL_E_MEMORY;
        (void)pthread_attr_setstacksize(&attributes, THREAD_STACK);
        if (pthread_create(&committer->thread, &attributes, work, committer) ==
            0)
                committer->runs = true;
        (void)pthread_attr_destroy(&attributes);
        return committer->runs ? ZL_OK : ZL_E_SYSTEM;
}

int zl_committer_new(const struct zl_committer_settings *settings,
    struct zl_committer **ret_committer)
{
        struct zl_committer *committer = calloc(1, sizeof(*committer));
        int status = ZL_E_MEMORY;

        assert(settings->queue >= 1);
        if (committer == NULL ||
            (committer->path = strdup(settings->path)) == NULL ||
            pthread_mutex_init(&committer->lock, NULL) != 0) {
                zl_store_close(settings->store);
                if (committer != NULL)
                        free(committer->path);
                free(committer);
                return ZL_E_MEMORY;
        }
        committer->shared = settings->shared;
        committer->store = settings->store;
        committer->data = settings->data;
        committer->waiters = settings->waiters;
        committer__watch(committer);
        committer->room = settings->queue;
        if (pthread_cond_init(&committer->more, NULL) == 0)
                status = committer__recall(committer);
        if (status == ZL_OK) {
                committer__take_key(committer);
                status = start_thread(committer);
        }
        if (status != ZL_OK) {
                zl_committer_free(committer);
                return status;
        }
        *ret_committer = committer;
        return ZL_OK;
}

void zl_committer_stop(struct zl_committer *committer)
{
        if (committer == NULL)
                return;
        pthread_mutex_lock(&committer->lock);
        committer->stopping = true;
        (void)pthread_cond_broadcast(&committer->more);
        pthread_mutex_unlock(&committer->lock);
        if (committer->runs)
                (void)pthread_join(committer->thread, NULL);
        committer->runs = false;
        assert(committer->first == NULL);
}

void zl_committer_free(struct zl_committer *committer)
{
        if (committer == NULL)
                return;
        zl_committer_stop(committer);
        zl_store_close(committer->store);
        (void)pthread_cond_destroy(&committer->more);
        (void)pthread_mutex_destroy(&committer->lock);
        free(committer->path);
        free(committer);
}
