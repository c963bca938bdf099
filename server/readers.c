/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the readers: threads with a store each. */
#include "readers.h"

#include <assert.h>
#include <stdlib.h>

#include "jobs.h"

struct zl_readers {
        struct zl_jobs *jobs;
        unsigned count;
        struct zl_store *stores[ZL_JOBS_THREADS_MAX];
};

static void run(void *own, zl_job_do *job, void *context)
{
        ((zl_reading *)job)(own, context);
}

int zl_readers_new(const char *path, const struct zl_id *organisation,
    unsigned threads, unsigned queue, struct zl_readers **ret_readers)
{
        struct zl_readers *readers = calloc(1, sizeof(*readers));
        int status = ZL_OK;

        assert(threads >= 1 && threads <= ZL_JOBS_THREADS_MAX);
        if (readers == NULL)
                return ZL_E_MEMORY;
        status = zl_jobs_new(queue, run, &readers->jobs);
        while (status == ZL_OK && readers->count < threads) {
                struct zl_store **store = &readers->stores[readers->count];

                status =
                    zl_store_open(path, ZL_STORE_READ, organisation, store);
                if (status == ZL_OK)
                        status = zl_jobs_start(readers->jobs, *store);
                readers->count++;
        }
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
        return zl_jobs_ask(readers->jobs, (zl_job_do *)reading, context);
}

void zl_readers_stop(struct zl_readers *readers)
{
        if (readers != NULL)
                zl_jobs_stop(readers->jobs);
}

void zl_readers_free(struct zl_readers *readers)
{
        if (readers == NULL)
                return;
        zl_jobs_free(readers->jobs);
        for (unsigned i = 0; i < readers->count; i++)
                zl_store_close(readers->stores[i]);
        free(readers);
}
