/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_JOBS_H
#define ZL_JOBS_H

#include "status.h"

/*
 * A bounded queue and the threads that empty it, each with something of its
 * own: a connection to a database.  The queue is a ring made at the start, so
 * asking needs no memory.
 */
struct zl_jobs;

/* What is to be done; its caller knows its true type. */
typedef void zl_job_do(void);

/**
 * Does one job.
 *
 * @param own      the thread's own.
 * @param job      what was asked.
 * @param context  what for.
 */
typedef void zl_job_run(void *own, zl_job_do *job, void *context);

/**
 * Make a queue without threads.
 *
 * @param queue     how many may wait.
 * @param run       does each.
 * @param ret_jobs  stop and free with zl_jobs_free().
 * @return ZL_OK or ZL_E_MEMORY.
 */
int zl_jobs_new(
    unsigned queue, zl_job_run *run, struct zl_jobs **ret_jobs) ZL_CHECKED;

enum { ZL_JOBS_THREADS_MAX = 16 };

/**
 * Start one more thread, before anything is asked.
 *
 * @param jobs  with fewer than ZL_JOBS_THREADS_MAX.
 * @param own   borrowed until zl_jobs_stop().
 * @return ZL_OK, ZL_E_SYSTEM or ZL_E_MEMORY.
 */
int zl_jobs_start(struct zl_jobs *jobs, void *own) ZL_CHECKED;

/**
 * Have something done.
 *
 * @param jobs     the queue.
 * @param job      is done once, on one of its threads.
 * @param context  for the job.
 * @return ZL_OK; ZL_E_BUSY when too much waits, or when stopped.
 */
int zl_jobs_ask(struct zl_jobs *jobs, zl_job_do *job, void *context) ZL_CHECKED;

/** Finish what waits and take no more. @param jobs NULL is allowed. */
void zl_jobs_stop(struct zl_jobs *jobs);

/** Stop, and free. @param jobs NULL is allowed. */
void zl_jobs_free(struct zl_jobs *jobs);

#endif
