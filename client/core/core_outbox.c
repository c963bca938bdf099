/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the outbox: what is to be sent, byte for byte as it will be
 * sent, in order.  An item goes when its receipt was verified; the same
 * bytes may be sent any number of times, for the server knows them by their
 * id.  A record of ours stays until somebody acknowledged it. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core_internal.h"

int core__queue(struct zl_core *core, const struct core__item *proto,
    struct zl_bytes bytes, struct core__item **ret_item)
{
        struct core__item *item = calloc(1, sizeof(*item));
        int status = ZL_E_MEMORY;

        if (item == NULL)
                return status;
        *item = *proto;
        item->number = core->state.next_item;
        item->bytes = NULL;
        item->size = bytes.size;
        status = core__grow(&core->items, core->item_count, sizeof(item));
        if (status == ZL_OK && bytes.size > 0)
                status = zl_bytes_copy(bytes.data, bytes.size, &item->bytes);
        if (status == ZL_OK)
                status = core__put_item(core, item);
        if (status != ZL_OK) {
                free(item->bytes);
                free(item);
                return status;
        }
        core->state.next_item++;
        core->items[core->item_count++] = item;
        if (ret_item != NULL)
                *ret_item = item;
        return ZL_OK;
}

struct core__item *core__item(const struct zl_core *core, uint64_t number)
{
        for (size_t i = 0; i < core->item_count; i++) {
                if (core->items[i]->number == number)
                        return core->items[i];
        }
        return NULL;
}

struct core__item *core__item_of(
    const struct zl_core *core, const struct zl_id *id)
{
        for (size_t i = 0; i < core->item_count; i++) {
                struct core__item *item = core->items[i];

                if (item->type == CORE__ITEM_RECORD &&
                    zl_id_equal(&item->id, id))
                        return item;
        }
        return NULL;
}

struct core__item *core__item_first(const struct zl_core *core)
{
        for (size_t i = 0; i < core->item_count; i++) {
                if (core->items[i]->state == CORE__WAITING)
                        return core->items[i];
        }
        return NULL;
}

int core__item_drop(struct zl_core *core, struct core__item *item)
{
        uint64_t number = item->number;
        uint8_t key[8];
        size_t at = 0;

        for (unsigned i = 0; i < 8; i++)
                key[i] = (uint8_t)(number >> (56 - 8 * i));
        while (core->items[at] != item)
                at++;
        core->item_count--;
        memmove(&core->items[at], &core->items[at + 1],
            (core->item_count - at) * sizeof(item));
        free(item->bytes);
        free(item);
        return core__delete(core, CORE__ITEM, key, sizeof(key));
}

int core__item_bytes(
    struct zl_core *core, struct core__item *item, struct zl_bytes bytes)
{
        uint8_t *copy = NULL;
        int status = zl_bytes_copy(bytes.data, bytes.size, &copy);

        if (status != ZL_OK)
                return status;
        free(item->bytes);
        item->bytes = copy;
        item->size = bytes.size;
        return core__put_item(core, item);
}

/* What an item is called in messages. */
static const char *what_of(
    const struct zl_core *core, const struct core__item *item)
{
        const struct core__record *record = NULL;

        switch (item->type) {
        case CORE__ITEM_STATEMENT:
                return zl_statement_type_str(item->what);
        case CORE__ITEM_CARD:
                return "card";
        case CORE__ITEM_PACKET:
                return "invitation";
        case CORE__ITEM_RECORD:
                record = core__record(core, &item->id);
                return record == NULL ? "record" : zl_kind_str(record->kind);
        case CORE__ITEM_SEAL:
                return "seal";
        }
        return "unknown";
}

int core__give_up(struct zl_core *core, struct core__item *item)
{
        struct core__record *record = core__record(core, &item->id);
        char id[ZL_ID_TEXT];
        int status = ZL_OK;

        assert(item->type == CORE__ITEM_RECORD && record != NULL);
        zl_hex_of(item->id.bytes, ZL_ID_SIZE, id);
        if (!item->rung)
                core__say(core, ZL_MSG_NOT_SENT_RING, id,
                    core__phone(core, &record->club), NULL, NULL);
        item->state = CORE__GIVEN_UP;
        item->rung = true;
        record->progress = ZL_FAILED;
        status = core__put_item(core, item);
        return status == ZL_OK ? core__put_record(core, record) : status;
}

static void say_refused(struct zl_core *core, const struct core__item *item,
    const struct core__problem *problem)
{
        char id[ZL_ID_TEXT];

        zl_hex_of(item->id.bytes, ZL_ID_SIZE, id);
        core__say(core, ZL_MSG_REFUSED, what_of(core, item), id, problem->name,
            problem->detail);
}

/* What rests on a refused item is refused with it, and told. */
static int drop_resting(
    struct zl_core *core, uint64_t number, const struct core__problem *problem)
{
        int status = ZL_OK;

        for (size_t i = 0; i < core->item_count && status == ZL_OK;) {
                struct core__item *item = core->items[i];

                if (item->rests_on != number) {
                        i++;
                        continue;
                }
                if (!item->quiet)
                        say_refused(core, item, problem);
                status = core__item_drop(core, item);
        }
        return status;
}

static int refuse_record(struct zl_core *core, struct core__item *item,
    const struct core__problem *problem)
{
        struct core__record *record = core__record(core, &item->id);
        int status = ZL_OK;

        /* What goes by itself is no news when it came too late. */
        if (!item->quiet)
                say_refused(core, item, problem);
        if (record == NULL || zl_kind_is_status(record->kind)) {
                status = core__item_drop(core, item);
                if (status == ZL_OK && record != NULL)
                        status = core__drop_record(core, record);
                return status;
        }
        if (core->profile.role == ZL_ROLE_CONTACT || record->kind == ZL_NOTE)
                return core__give_up(core, item);
        item->state = CORE__GIVEN_UP;
        record->progress = ZL_FAILED;
        status = core__put_item(core, item);
        return status == ZL_OK ? core__put_record(core, record) : status;
}

/* Others than those we sealed to, or more to be passed on: look at what there
 * is now, and seal anew. */
static int changed(struct zl_core *core, struct core__item *item)
{
        item->state = CORE__STALE;
        if (item->tries < UINT8_MAX)
                item->tries++;
        if (item->first_try.ms == 0)
                item->first_try = core->state.now;
        core__sync_again(core);
        /* Others may hold the signal by now. */
        core__list_again(core);
        return core__put_item(core, item);
}

static int refused(struct zl_core *core, struct core__item *item, int status,
    struct zl_bytes body)
{
        struct core__problem problem;
        uint64_t number = item->number;
        int stops = ZL_OK;

        core__problem_read(body, &problem);
        stops = core__problem_stops(core, status, &problem);
        if (stops != ZL_OK)
                return stops == ZL_E_STATE ? ZL_OK : stops;
        if (item->type == CORE__ITEM_RECORD)
                return strcmp(problem.name, "recipients-changed") == 0 ||
                        strcmp(problem.name, "signal-changed") == 0
                    ? changed(core, item)
                    : refuse_record(core, item, &problem);
        /* No seal any more for what others hold: tried again if need be. */
        if (item->type == CORE__ITEM_SEAL)
                return core__item_drop(core, item);
        /* Another client's directory statement was faster. */
        if (item->what == ZL_DIRECTORY)
                return core__item_drop(core, item);
        if (item->what == ZL_DEVICE &&
            strcmp(problem.name, "invitation-used") == 0)
                core__say(core, ZL_MSG_INVITATION_TWICE,
                    core__name_of(core, &core->profile.member), NULL, NULL,
                    NULL);
        else
                say_refused(core, item, &problem);
        core__working_drop(core);
        stops = core__item_drop(core, item);
        return stops == ZL_OK ? drop_resting(core, number, &problem) : stops;
}

static bool has_other_recipients(
    const struct zl_core *core, const struct core__record *record)
{
        for (uint8_t i = 0; i < record->person_count; i++) {
                if (!zl_id_equal(&record->persons[i], &core->profile.member))
                        return true;
        }
        return false;
}

static int record_accepted(struct zl_core *core, struct core__item *item,
    const struct zl_receipt *receipt)
{
        struct core__record *record = core__record(core, &item->id);
        int status = ZL_OK;

        if (record == NULL)
                return core__item_drop(core, item);
        record->progress = ZL_STORED;
        record->logged = true;
        record->index = receipt->proof.index;
        record->statements = receipt->proof.statements;
        record->time = receipt->proof.time;
        item->state = CORE__KEPT;
        status = core__put_record(core, record);
        if (status == ZL_OK)
                status = has_other_recipients(core, record)
                    ? core__put_item(core, item)
                    : core__item_drop(core, item);
        core__sort_records(core);
        return status;
}

int core__item_answer(struct zl_core *core, int status, struct zl_bytes body)
{
        struct core__item *item = core__item(core, core->sync.item);
        enum zl_log log = ZL_LOG_STATEMENTS;
        struct zl_receipt receipt;
        char id[ZL_ID_TEXT];
        int result = ZL_OK;

        if (item == NULL)
                return ZL_OK;
        if (status != 200 && status != 201)
                return refused(core, item, status, body);
        if (item->type == CORE__ITEM_RECORD)
                log = ZL_LOG_RECORDS;
        if (item->type == CORE__ITEM_RECORD ||
            item->type == CORE__ITEM_STATEMENT)
                result =
                    core__take_receipt(core, body, log, &item->hash, &receipt);
        if (result != ZL_OK)
                return result;
        zl_hex_of(item->id.bytes, ZL_ID_SIZE, id);
        if (!item->quiet)
                core__say(
                    core, ZL_MSG_SENT, what_of(core, item), id, NULL, NULL);
        if (item->type == CORE__ITEM_RECORD)
                return record_accepted(core, item, &receipt);
        if (item->type == CORE__ITEM_SEAL)
                result = core__seal_made(core, item);
        return result == ZL_OK ? core__item_drop(core, item) : result;
}
