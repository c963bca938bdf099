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
        status = core__drop_kept(core, CORE__BODY, &id);
        if (status == ZL_OK)
                status = core__drop_kept(core, CORE__KEY, &id);
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
        record->left_out_count = context->left_out_count;
        memcpy(record->left_out, context->left_out,
            context->left_out_count * sizeof(*context->left_out));
        if (core__answers(context->kind) && context->previous_count == 1)
                record->follows = context->previous[0];
}

bool core__passes_on(enum zl_kind kind)
{
        return kind == ZL_HANDOVER || kind == ZL_STEP_OUT || kind == ZL_RESEAL;
}

bool core__answers(enum zl_kind kind)
{
        return kind == ZL_ACKNOWLEDGEMENT || kind == ZL_UNREADABLE;
}

bool core__among(const struct zl_id *ids, size_t count, const struct zl_id *id)
{
        for (size_t i = 0; i < count; i++) {
                if (zl_id_equal(&ids[i], id))
                        return true;
        }
        return false;
}

/* As much of a record as judging and following it reads: persons, not their
 * keys.  It was parsed and verified when it was taken. */
static void rebuild(const struct core__record *record, struct zl_record *ret)
{
        struct zl_context *context = &ret->context;

        *context = (struct zl_context){.kind = record->kind,
            .id = record->id,
            .signal = record->signal,
            .club = record->club,
            .author = record->device,
            .left_out_count = record->left_out_count,
            .recipient_count = record->person_count};
        memcpy(context->left_out, record->left_out,
            record->left_out_count * sizeof(*record->left_out));
        for (uint8_t i = 0; i < record->person_count; i++)
                context->recipients[i].member = record->persons[i];
        if (core__answers(record->kind)) {
                context->previous_count = 1;
                context->previous[0] = record->follows;
        }
        ret->hash = record->hash;
}

static struct zl_followed followed_in(const struct zl_core *core,
    const struct zl_hash *hash, struct zl_record *room)
{
        const struct core__record *known = core__record_of_hash(core, hash);

        if (known == NULL)
                return (struct zl_followed){.known = false};
        rebuild(known, room);
        return (struct zl_followed){.known = true,
            .signal = known->signal,
            .author = known->author,
            .record = room};
}

struct zl_followed core__followed(
    const struct zl_core *core, const struct zl_hash *hash)
{
        return followed_in(core, hash, &core->scratch[CORE__SCRATCH_ANSWERED]);
}

/* Does it stand before?  What waits for an answer, or failed, does not. */
static bool stands_before(
    const struct core__record *record, bool logged, uint64_t before)
{
        if (record->logged)
                return !logged || record->index < before;
        return !logged && record->index < before &&
            record->progress != ZL_FAILED && record->progress != ZL_ASKING;
}

void core__facts(const struct zl_core *core, const struct zl_id *signal,
    bool logged, uint64_t before, struct zl_signal_facts *ret)
{
        struct zl_record *record = &core->scratch[CORE__SCRATCH_REPLAY];
        struct zl_record *room = &core->scratch[CORE__SCRATCH_FOLLOWED];

        *ret = (struct zl_signal_facts){.state = ZL_STATE_NONE};
        for (size_t i = 0; i < core->record_count; i++) {
                const struct core__record *known = core->records[i];
                struct zl_followed followed = {.known = false};
                struct zl_member author = {
                    .id = known->author, .role = known->author_role};

                if (!zl_id_equal(&known->signal, signal) ||
                    !stands_before(known, logged, before) ||
                    (known->kind != ZL_NOTE && ret->state == ZL_STATE_NONE))
                        continue;
                rebuild(known, record);
                if (core__answers(known->kind))
                        followed = followed_in(core, &known->follows, room);
                if (core__answers(known->kind) && !followed.known)
                        continue;
                /* More than fits was refused when it was judged. */
                if (zl_signal_advance(core->directory, record, &author,
                        &followed, ret) != ZL_OK)
                        continue;
        }
}

bool core__holds(const struct zl_core *core,
    const struct zl_signal_facts *facts, const struct zl_id *member)
{
        struct zl_id holders[ZL_PERSONS_MAX];
        size_t count = 0;

        if (facts->state == ZL_STATE_NONE)
                return false;
        zl_signal_holders(
            core->directory, facts, core__point(core), holders, &count);
        return core__among(holders, count, member);
}
