/* SPDX-License-Identifier: EUPL-1.2 */
/* What happened with a signal, in order: each record with who has read it. */
#include <assert.h>
#include <string.h>

#include "core_internal.h"

static bool is_event(
    const struct core__record *record, const struct zl_id *signal)
{
        return zl_id_equal(&record->signal, signal) &&
            !core__answers(record->kind);
}

size_t zl_core_event_count(
    const struct zl_core *core, const struct zl_id *signal)
{
        size_t count = 0;

        for (size_t i = 0; i < core->record_count; i++)
                count += is_event(core->records[i], signal);
        return count;
}

/* The first of each person; one who could not read it at first and did
 * later has read it. */
static void add_reading(const struct zl_core *core,
    const struct core__record *answer, struct zl_event *event)
{
        struct zl_reading reading = {.member = answer->author,
            .name = core__name_of(core, &answer->author),
            .time = answer->time,
            .unreadable = answer->kind == ZL_UNREADABLE};

        for (size_t i = 0; i < event->reading_count; i++) {
                if (!zl_id_equal(&event->readings[i].member, &reading.member))
                        continue;
                if (event->readings[i].unreadable && !reading.unreadable)
                        event->readings[i] = reading;
                return;
        }
        if (event->reading_count < ZL_PERSONS_MAX)
                event->readings[event->reading_count++] = reading;
}

static void look_at_event(const struct zl_core *core,
    const struct core__record *record, struct zl_event *ret)
{
        *ret = (struct zl_event){.refused = record->closed};
        core__look_at_record(core, record, &ret->record);
        if (core__passes_on(record->kind)) {
                ret->receiver_count = record->person_count;
                memcpy(ret->receivers, record->persons,
                    record->person_count * sizeof(*record->persons));
        }
        for (size_t i = 0; i < core->record_count; i++) {
                const struct core__record *answer = core->records[i];

                if (core__answers(answer->kind) &&
                    !zl_kind_is_status(record->kind) &&
                    zl_hash_equal(&answer->follows, &record->hash))
                        add_reading(core, answer, ret);
        }
}

void zl_core_event_at(const struct zl_core *core, const struct zl_id *signal,
    size_t index, struct zl_event *ret_event)
{
        for (size_t i = 0; i < core->record_count; i++) {
                if (is_event(core->records[i], signal) && index-- == 0) {
                        look_at_event(core, core->records[i], ret_event);
                        return;
                }
        }
        assert(false); /* beyond the count */
}
