/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the readers: a bounded queue and the threads that empty it. The
 * queue is a ring made at the start, so asking needs no memory. */
#include "readers.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

enum { THREADS_MAX = 16, THREAD_STACK = 512 * 1024 };

struct asked {
        zl_reading *reading;
        void *context;
};

struct reader {
        struct zl_readers *readers;
        struct zl_store *store;
        pthread_t thread;
        bool runs;
};

struct zl_readers {
        pthread_mutex_t lock;
        pthread_cond_t more;
        struct asked *ring;
        unsigned room;
        unsigned first;
        unsigned count;
        bool stopping;
        struct reader all[THREADS_MAX];
};

static bool next_asked(struct zl_readers *readers, struct asked *ret)
{
        bool found = false;

        pthread_mutex_lock(&readers->lock);
        while (readers->count == 0 && !readers->stopping)
                (void)pthread_cond_wait(&readers->more, &readers->lock);
        if (readers->count > 0) {
                *ret = readers->ring[readers->first];
                readers->first = (readers->first + 1) % readers->room;
                readers->count--;
                found = true;
        }
        pthread_mutex_unlock(&readers->lock);
        return found;
}

static void *work(void *context)
{
        struct reader *reader = context;
        struct asked asked;

        while (next_asked(reader->readers, &asked))
                asked.reading(reader->store, asked.context);
        return NULL;
}

static int start_one(struct zl_readers *readers, struct reader *reader,
    const char *path, const struct zl_id *organisation)
{
        pthread_attr_t attributes;
        int status =
            zl_store_open(path, ZL_STORE_READ, organisation, &reader->store);

        if (status != ZL_OK)
                return status;
        reader->readers = readers;
        if (pthread_attr_init(&attributes) != 0)
                return ZL_E_MEMORY;
        (void)pthread_attr_setstacksize(&attributes, THREAD_STACK);
        if (pthread_create(&reader->thread, &attributes, work, reader) == 0)
                reader->runs = true;
        (void)pthread_attr_destroy(&attributes);
        return reader->runs ? ZL_OK : ZL_E_SYSTEM;
}

int zl_readers_new(const char *path, const struct zl_id *organisation,
    unsigned threads, unsigned queue, struct zl_readers **ret_readers)
{
        struct zl_readers *readers = NULL;
        int status = ZL_OK;

        assert(threads >= 1 && threads <= THREADS_MAX && queue >= 1);
        readers = calloc(1, sizeof(*readers));
        if (readers == NULL)
                return ZL_E_MEMORY;
        readers->room = queue;
        readers->ring = calloc(queue, sizeof(*readers->ring));
        if (readers->ring == NULL ||
            pthread_mutex_init(&readers->lock, NULL) != 0 ||
            pthread_cond_init(&readers->more, NULL) != 0) {
                free(readers->ring);
                free(readers);
                return ZL_E_MEMORY;
        }
        for (unsigned i = 0; status == ZL_OK && i < threads; i++)
                status =
                    start_one(readers, &readers->all[i], path, organisation);
        if (status != ZL_OK) {
                zl_readers_free(readers);
                return status;
        }
        *ret_readers = readers;
        return ZL_OK;
}

int zl_readers_ask(
    struct zl_readers *readers, zl_reading *reading, void *context)
{
        int status = ZL_E_BUSY;

        pthread_mutex_lock(&readers->lock);
        if (!readers->stopping && readers->count < readers->room) {
                unsigned at = (readers->first + readers->count) % readers->room;

                readers->ring[at] = (struct asked){reading, context};
                readers->count++;
                status = ZL_OK;
                (void)pthread_cond_signal(&readers->more);
        }
        pthread_mutex_unlock(&readers->lock);
        return status;
}

void zl_readers_stop(struct zl_readers *readers)
{
        if (readers == NULL)
                return;
        pthread_mutex_lock(&readers->lock);
        readers->stopping = true;
        (void)pthread_cond_broadcast(&readers->more);
        pthread_mutex_unlock(&readers->lock);
        for (unsigned i = 0; i < THREADS_MAX; i++) {
                if (readers->all[i].runs)
                        (void)pthread_join(readers->all[i].thread, NULL);
                readers->all[i].runs = false;
        }
}

void zl_readers_free(struct zl_readers *readers)
{
        if (readers == NULL)
                return;
        zl_readers_stop(readers);
        for (unsigned i = 0; i < THREADS_MAX; i++)
                zl_store_close(readers->all[i].store);
        (void)pthread_cond_destroy(&readers->more);
        (void)pthread_mutex_destroy(&readers->lock);
        free(readers->ring);
        free(readers);
}
