/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the jobs: a ring of what was asked, and the threads that wait
 * beside it. */
#include "jobs.h"

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

enum { THREAD_STACK = 512 * 1024 };

struct asked {
        zl_job_do *job;
        void *context;
};

struct worker {
        struct zl_jobs *jobs;
        void *own;
        pthread_t thread;
        bool runs;
};

struct zl_jobs {
        pthread_mutex_t lock;
        pthread_cond_t more;
        zl_job_run *run;
        struct asked *ring;
        unsigned room;
        unsigned first;
        unsigned count;
        bool stopping;
        unsigned threads;
        struct worker all[ZL_JOBS_THREADS_MAX];
};

static bool next_asked(struct zl_jobs *jobs, struct asked *ret)
{
        bool found = false;

        pthread_mutex_lock(&jobs->lock);
        while (jobs->count == 0 && !jobs->stopping)
                (void)pthread_cond_wait(&jobs->more, &jobs->lock);
        if (jobs->count > 0) {
                *ret = jobs->ring[jobs->first];
                jobs->first = (jobs->first + 1) % jobs->room;
                jobs->count--;
                found = true;
        }
        pthread_mutex_unlock(&jobs->lock);
        return found;
}

static void *work(void *context)
{
        struct worker *worker = context;
        struct asked asked;

        while (next_asked(worker->jobs, &asked))
                worker->jobs->run(worker->own, asked.job, asked.context);
        return NULL;
}

int zl_jobs_new(unsigned queue, zl_job_run *run, struct zl_jobs **ret_jobs)
{
        struct zl_jobs *jobs = calloc(1, sizeof(*jobs));

        assert(queue >= 1);
        if (jobs == NULL)
                return ZL_E_MEMORY;
        jobs->run = run;
        jobs->room = queue;
        jobs->ring = calloc(queue, sizeof(*jobs->ring));
        if (jobs->ring == NULL || pthread_mutex_init(&jobs->lock, NULL) != 0 ||
            pthread_cond_init(&jobs->more, NULL) != 0) {
                free(jobs->ring);
                free(jobs);
                return ZL_E_MEMORY;
        }
        *ret_jobs = jobs;
        return ZL_OK;
}

int zl_jobs_start(struct zl_jobs *jobs, void *own)
{
        struct worker *worker = &jobs->all[jobs->threads];
        pthread_attr_t attributes;

        assert(jobs->threads < ZL_JOBS_THREADS_MAX);
        worker->jobs = jobs;
        worker->own = own;
        if (pthread_attr_init(&attributes) != 0)
                return ZL_E_MEMORY;
        (void)pthread_attr_setstacksize(&attributes, THREAD_STACK);
        if (pthread_create(&worker->thread, &attributes, work, worker) == 0)
                worker->runs = true;
        (void)pthread_attr_destroy(&attributes);
        jobs->threads++;
        return worker->runs ? ZL_OK : ZL_E_SYSTEM;
}

int zl_jobs_ask(struct zl_jobs *jobs, zl_job_do *job, void *context)
{
        int status = ZL_E_BUSY;

        pthread_mutex_lock(&jobs->lock);
        if (!jobs->stopping && jobs->count < jobs->room) {
                unsigned at = (jobs->first + jobs->count) % jobs->room;

                jobs->ring[at] = (struct asked){job, context};
                jobs->count++;
                status = ZL_OK;
                (void)pthread_cond_signal(&jobs->more);
        }
        pthread_mutex_unlock(&jobs->lock);
        return status;
}

void zl_jobs_stop(struct zl_jobs *jobs)
{
        if (jobs == NULL)
                return;
        pthread_mutex_lock(&jobs->lock);
        jobs->stopping = true;
        (void)pthread_cond_broadcast(&jobs->more);
        pthread_mutex_unlock(&jobs->lock);
        for (unsigned i = 0; i < jobs->threads; i++) {
                if (jobs->all[i].runs)
                        (void)pthread_join(jobs->all[i].thread, NULL);
                jobs->all[i].runs = false;
        }
}

void zl_jobs_free(struct zl_jobs *jobs)
{
        if (jobs == NULL)
                return;
        zl_jobs_stop(jobs);
        (void)pthread_cond_destroy(&jobs->more);
        (void)pthread_mutex_destroy(&jobs->lock);
        free(jobs->ring);
        free(jobs);
}
