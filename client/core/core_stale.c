/* SPDX-License-Identifier: EUPL-1.2 */
/* Sealing anew: for the same persons silently; somebody new is shown first,
 * and when that goes on for too long, the person is told to ring. */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "core_internal.h"

/* Somebody nobody has shown yet, or who had not received it before. */
static bool is_new(const struct zl_core *core, const struct core__item *item,
    const struct core__record *record, const struct zl_id *person)
{
        if (!core__is_shown(core, person))
                return true;
        return item->size > 0 &&
            !core__among(record->persons, record->person_count, person);
}

static int ask(struct zl_core *core, struct core__item *item,
    struct core__record *record, const struct zl_id *persons, size_t count)
{
        struct zl_id new_ones[ZL_PERSONS_MAX];
        struct core__names names;
        size_t new_count = 0;
        char id[ZL_ID_TEXT];
        char signal[ZL_ID_TEXT];
        int status = ZL_OK;

        for (size_t i = 0; i < count; i++) {
                if (is_new(core, item, record, &persons[i]))
                        new_ones[new_count++] = persons[i];
        }
        core__names(core, new_ones, new_count, &names);
        zl_hex_of(record->id.bytes, ZL_ID_SIZE, id);
        zl_hex_of(record->signal.bytes, ZL_ID_SIZE, signal);
        core__say_all(core, ZL_MSG_ASK_NEW_RECIPIENTS,
            (const char *const[ZL_MSG_ARGS]){id, names.names,
                zl_kind_str(record->kind), signal, names.others});
        if (item->first_try.ms == 0)
                item->first_try = core->state.now;
        item->state = CORE__ASKS;
        record->progress = ZL_ASKING;
        status = core__put_item(core, item);
        return status == ZL_OK ? core__put_record(core, record) : status;
}

/* What is to be sealed: of what passes a signal on the keys are put in now. */
static int body_of(struct zl_core *core, const struct core__item *item,
    const struct core__record *record, struct zl_buf *buf)
{
        struct zl_buf kept;
        int status = ZL_OK;

        if (!core__passes_on(record->kind))
                return core__read_kept(core, CORE__BODY, &record->id, buf);
        if (core__names_too_much(core, record->kind, &record->signal)) {
                core__list_again(core);
                return ZL_E_INCOMPLETE;
        }
        zl_buf_init(&kept, ZL_BODY_JSON_MAX);
        status = core__read_kept(core, CORE__BODY, &record->id, &kept);
        if (status == ZL_OK)
                status = core__write_passing(core, record, item, &kept, buf);
        zl_buf_free(&kept);
        /* What came in between is opened first. */
        return status == ZL_E_STATE ? ZL_E_INCOMPLETE : status;
}

static int sealed(struct zl_core *core, struct core__item *item,
    struct core__record *record, const struct zl_buf *bytes)
{
        bool anew = item->size > 0;
        char id[ZL_ID_TEXT];
        int status = ZL_OK;

        item->state = CORE__WAITING;
        item->hash = record->hash;
        record->progress = ZL_QUEUED;
        status = core__item_bytes(core, item, zl_buf_bytes(bytes));
        if (status == ZL_OK)
                status = core__put_record(core, record);
        zl_hex_of(record->id.bytes, ZL_ID_SIZE, id);
        if (anew)
                core__say(core, ZL_MSG_SEALED_ANEW, id, NULL, NULL, NULL);
        return status;
}

static int seal_now(
    struct zl_core *core, struct core__item *item, struct core__record *record)
{
        struct zl_buf body;
        struct zl_buf bytes;
        int status = ZL_OK;

        zl_buf_init(&body, ZL_BODY_JSON_MAX);
        zl_buf_init(&bytes, ZL_RECORD_MAX);
        status = body_of(core, item, record, &body);
        if (status == ZL_OK)
                status = core__seal(
                    core, record, item, zl_buf_bytes(&body), NULL, &bytes);
        if (status == ZL_OK)
                status = sealed(core, item, record, &bytes);
        else if (status == ZL_E_INCOMPLETE)
                status = ZL_OK; /* somebody is out of sight: a later sync */
        else if (status != ZL_E_MEMORY)
                status = core__give_up(core, item);
        zl_buf_free(&body);
        zl_buf_free(&bytes);
        return status;
}

static bool is_hopeless(
    const struct zl_core *core, const struct core__item *item)
{
        return item->tries > CORE__TRIES_MAX ||
            (item->first_try.ms != 0 &&
                core->state.now.ms > item->first_try.ms + ZL_MS_HOUR);
}

/* A contact is shown whoever is to receive what is written; a professional of
 * a signal that others hold as well has been told of them. */
static bool asks_first(
    const struct zl_core *core, const struct core__record *record)
{
        return record->kind == ZL_NOTE || core->profile.role == ZL_ROLE_CONTACT;
}

int core__seal_stale(struct zl_core *core, struct core__item *item)
{
        struct core__record *record = core__record(core, &item->id);
        struct zl_id persons[ZL_PERSONS_MAX];
        size_t count = 0;
        int status = ZL_OK;

        if (record == NULL)
                return core__item_drop(core, item);
        if (core__too_old(core))
                return ZL_OK; /* it stays a draft */
        status = core__persons(core, record, item, persons, &count);
        if (status == ZL_E_MEMORY)
                return status;
        if (status != ZL_OK || is_hopeless(core, item))
                return core__give_up(core, item);
        for (size_t i = 0; asks_first(core, record) && i < count; i++) {
                if (is_new(core, item, record, &persons[i]))
                        return ask(core, item, record, persons, count);
        }
        return seal_now(core, item, record);
}

/* A question that nobody answers within the hour: better ring. */
static int ring_if_late(struct zl_core *core, struct core__item *item)
{
        const struct core__record *record = core__record(core, &item->id);
        char id[ZL_ID_TEXT];

        if (item->rung || record == NULL || !is_hopeless(core, item))
                return ZL_OK;
        zl_hex_of(item->id.bytes, ZL_ID_SIZE, id);
        core__say(core, ZL_MSG_NOT_SENT_RING, id,
            core__phone(core, &record->club), NULL, NULL);
        item->rung = true;
        return core__put_item(core, item);
}

static bool is_note(const struct zl_core *core, const struct core__item *item)
{
        const struct core__record *record = core__record(core, &item->id);

        return record == NULL || record->kind == ZL_NOTE;
}

int core__settle_items(struct zl_core *core, bool notes)
{
        int status = ZL_OK;

        for (size_t i = 0; i < core->item_count && status == ZL_OK; i++) {
                struct core__item *item = core->items[i];
                size_t before = core->item_count;

                /* Who holds a signal follows from its records. */
                if (item->state == CORE__STALE && is_note(core, item) != notes)
                        continue;
                if (item->state == CORE__STALE)
                        status = core__seal_stale(core, item);
                else if (item->state == CORE__ASKS)
                        status = ring_if_late(core, item);
                if (core->item_count < before)
                        i--; /* it went */
        }
        return status;
}
