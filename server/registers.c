/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the register's two threads. */
#include "registers.h"

#include <stdlib.h>

#include "events.h"
#include "jobs.h"
#include "register/register_import.h"

struct hand {
        struct zl_jobs *jobs;
        struct zl_register *reg;
};

struct zl_registers {
        struct zl_register_news *news; /* from the writer to the index */
        struct zl_index *index; /* the reader's */
        struct hand writer;
        struct hand reader;
};

static void run(void *own, zl_job_do *job, void *context)
{
        ((zl_registering *)job)(own, context);
}

static int start(struct hand *hand, const char *path, bool writes,
    const struct zl_id *organisation, unsigned queue)
{
        int status = zl_register_open(path, writes, organisation, &hand->reg);

        if (status == ZL_OK)
                status = zl_jobs_new(queue, run, &hand->jobs);
        return status == ZL_OK ? zl_jobs_start(hand->jobs, hand->reg) : status;
}

int zl_registers_new(const char *path, const struct zl_id *organisation,
    unsigned queue, struct zl_registers **ret_registers)
{
        struct zl_registers *registers = calloc(1, sizeof(*registers));
        int status;

        if (registers == NULL)
                return ZL_E_MEMORY;
        status = zl_register_news_new(&registers->news);
        if (status == ZL_OK)
                status = zl_index_new(registers->news, &registers->index);
        if (status == ZL_OK)
                status =
                    start(&registers->writer, path, true, organisation, queue);
        if (status == ZL_OK)
                zl_register_tell(registers->writer.reg, registers->news);
        if (status == ZL_OK)
                status =
                    start(&registers->reader, path, false, organisation, queue);
        if (status != ZL_OK) {
                zl_registers_free(registers);
                return status;
        }
        *ret_registers = registers;
        return ZL_OK;
}

int zl_registers_read(
    struct zl_registers *registers, zl_registering *what, void *context)
{
        return zl_jobs_ask(registers->reader.jobs, (zl_job_do *)what, context);
}

int zl_registers_write(
    struct zl_registers *registers, zl_registering *what, void *context)
{
        return zl_jobs_ask(registers->writer.jobs, (zl_job_do *)what, context);
}

struct zl_index *zl_registers_index(struct zl_registers *registers)
{
        return registers->index;
}

static void sweep(struct zl_register *reg, void *context)
{
        int status = zl_import_sweep(reg, zl_clock_now());

        (void)context;
        if (status != ZL_OK)
                zl_event("register not swept: %s", zl_status_str(status));
}

void zl_registers_sweep(struct zl_registers *registers)
{
        /* Who is busy is asked again, a minute later. */
        (void)!zl_jobs_ask(registers->writer.jobs, (zl_job_do *)sweep, NULL);
}

void zl_registers_stop(struct zl_registers *registers)
{
        if (registers == NULL)
                return;
        zl_jobs_stop(registers->writer.jobs);
        zl_jobs_stop(registers->reader.jobs);
}

void zl_registers_free(struct zl_registers *registers)
{
        if (registers == NULL)
                return;
        zl_jobs_free(registers->writer.jobs);
        zl_jobs_free(registers->reader.jobs);
        zl_register_close(registers->reader.reg);
        zl_register_close(registers->writer.reg);
        zl_index_free(registers->index);
        zl_register_news_free(registers->news);
        free(registers);
}
