/* SPDX-License-Identifier: EUPL-1.2 */
/* Records as we know them, in order: those in the log by index, then our own
 * that are still on their way. */
#include <stdlib.h>
#include <string.h>

#include "core_internal.h"

void core__record_free(struct core__record *record)
{
        if (record == NULL)
                return;
        free(record->bytes);
        free(record);
}

struct core__record *core__record(
    const struct zl_core *core, const struct zl_id *id)
{
        for (size_t i = 0; i < core->record_count; i++) {
                if (zl_id_equal(&core->records[i]->id, id))
                        return core->records[i];
        }
        return NULL;
}

struct core__record *core__record_of_hash(
    const struct zl_core *core, const struct zl_hash *hash)
{
        for (size_t i = 0; i < core->record_count; i++) {
                if (zl_hash_equal(&core->records[i]->hash, hash))
                        return core->records[i];
        }
        return NULL;
}

static int compare(const void *a, const void *b)
{
        const struct core__record *x = *(struct core__record *const *)a;
        const struct core__record *y = *(struct core__record *const *)b;

        if (x->logged != y->logged)
                return x->logged ? -1 : 1;
        return x->index < y->index ? -1 : x->index > y->index;
}

void core__sort_records(struct zl_core *core)
{
        if (core->record_count > 1)
                qsort(core->records, core->record_count, sizeof(*core->records),
                    compare);
}

int core__add_record(struct zl_core *core, struct core__record *record)
{
        int status =
            core__grow(&core->records, core->record_count, sizeof(record));

        if (status == ZL_OK)
                status = core__put_record(core, record);
        if (status != ZL_OK)
                return status;
        core->records[core->record_count++] = record;
        core__sort_records(core);
        return ZL_OK;
}

static void drop_body(struct zl_core *core, const struct zl_id *id)
{
        for (size_t i = 0; i < core->body_count; i++) {
                if (!zl_id_equal(&core->bodies[i].id, id))
                        continue;
                free((void *)(uintptr_t)core->bodies[i].row.value.data);
                core->bodies[i] = core->bodies[--core->body_count];
                return;
        }
}

int core__drop_record(struct zl_core *core, struct core__record *record)
{
        struct zl_id id = record->id;
        size_t at = 0;
        int status = ZL_OK;

        while (core->records[at] != record)
                at++;
        core->record_count--;
        memmove(&core->records[at], &core->records[at + 1],
            (core->record_count - at) * sizeof(record));
        core__record_free(record);
        drop_body(core, &id);
        status = core__delete(core, CORE__BODY, id.bytes, ZL_ID_SIZE);
        if (status == ZL_OK)
                status = core__delete(core, CORE__RECORD, id.bytes, ZL_ID_SIZE);
        return status;
}

void core__take_context(
    const struct zl_context *context, struct core__record *record)
{
        record->person_count = 0;
        for (uint8_t i = 0; i < context->recipient_count; i++) {
                const struct zl_id *id = &context->recipients[i].member;

                /* They are sorted by member. */
                if ((i > 0 &&
                        zl_id_equal(id, &context->recipients[i - 1].member)) ||
                    record->person_count == ZL_PERSONS_MAX)
                        continue;
                record->persons[record->person_count++] = *id;
        }
        if (context->kind == ZL_ACKNOWLEDGEMENT && context->previous_count == 1)
                record->follows = context->previous[0];
}

/* Was it sent, or will it be sent before anything that comes now? */
static bool counts(const struct core__record *record, uint64_t before)
{
        if (record->progress == ZL_FAILED || record->progress == ZL_ASKING)
                return false;
        return record->logged ? record->index < before
                              : before == ZL_POSITION_END;
}

void core__facts(const struct zl_core *core, const struct zl_id *signal,
    uint64_t before, struct zl_signal_facts *ret)
{
        const struct core__record *note = core__record(core, signal);

        *ret = (struct zl_signal_facts){.state = ZL_STATE_NONE};
        if (note == NULL || note->kind != ZL_NOTE || !counts(note, before))
                return;
        ret->club = note->club;
        ret->author = note->author;
        ret->author_role = note->author_role;
        ret->holder_count = note->holder_count;
        memcpy(ret->holders, note->holders,
            note->holder_count * sizeof(*note->holders));
        ret->state = note->author_role == ZL_ROLE_PROFESSIONAL
            ? ZL_STATE_ACKNOWLEDGED
            : ZL_STATE_WAITING;
        for (size_t i = 0; i < core->record_count; i++) {
                const struct core__record *record = core->records[i];

                if (record->kind == ZL_ACKNOWLEDGEMENT &&
                    record->author_role == ZL_ROLE_PROFESSIONAL &&
                    counts(record, before) &&
                    zl_hash_equal(&record->follows, &note->hash))
                        ret->state = ZL_STATE_ACKNOWLEDGED;
        }
}
