/* SPDX-License-Identifier: EUPL-1.2 */
/* What is not ours to keep is wiped: bodies and keys of a signal that others
 * hold now; of one that was taken back or erased the sealed bytes as well.
 * The marks stay. */
#include <stdlib.h>
#include <string.h>

#include "core_internal.h"

static int wipe_record(
    struct zl_core *core, struct core__record *record, bool for_ever)
{
        int status = ZL_OK;

        if (!record->has_body && !record->has_key && !record->wanted &&
            (!for_ever || record->bytes == NULL))
                return ZL_OK;
        if (record->progress == ZL_OPENED)
                record->progress = ZL_LISTED;
        record->has_body = false;
        record->has_key = false;
        record->wanted = false;
        if (for_ever) {
                zl_wipe(record->bytes, record->size);
                free(record->bytes);
                record->bytes = NULL;
                record->size = 0;
                record->sealed_count = 0;
        }
        status = core__drop_kept(core, CORE__BODY, &record->id);
        if (status == ZL_OK)
                status = core__drop_kept(core, CORE__KEY, &record->id);
        return status == ZL_OK ? core__put_record(core, record) : status;
}

/* What waits to be sent would be refused now, and holds sealed bytes. */
static int drop_items(struct zl_core *core, const struct zl_id *signal)
{
        int status = ZL_OK;

        for (size_t i = 0; i < core->item_count && status == ZL_OK;) {
                struct core__item *item = core->items[i];
                struct core__record *record = core__record(core, &item->id);
                char id[ZL_ID_TEXT];

                if ((item->type != CORE__ITEM_RECORD &&
                        item->type != CORE__ITEM_SEAL) ||
                    record == NULL || !zl_id_equal(&record->signal, signal)) {
                        i++;
                        continue;
                }
                if (!record->logged && !item->quiet) {
                        zl_hex_of(item->id.bytes, ZL_ID_SIZE, id);
                        core__say(core, ZL_MSG_REFUSED,
                            zl_kind_str(record->kind), id, "erased", "");
                }
                status = core__item_drop(core, item);
                if (status == ZL_OK && !record->logged)
                        status = core__drop_record(core, record);
        }
        return status;
}

static int wipe_signal(
    struct zl_core *core, const struct zl_id *signal, bool for_ever)
{
        int status = for_ever ? drop_items(core, signal) : ZL_OK;

        if (status == ZL_OK)
                status = core__prints_forget(core, signal);
        for (size_t i = 0; i < core->record_count && status == ZL_OK; i++) {
                struct core__record *record = core->records[i];

                if (record->logged && zl_id_equal(&record->signal, signal) &&
                    !zl_kind_is_status(record->kind))
                        status = wipe_record(core, record, for_ever);
        }
        return status;
}

/* Is there anything to wipe, and was it somebody else who passed it on? */
static bool is_news(const struct zl_core *core, const struct zl_id *signal)
{
        bool kept = false;
        bool ours = false;

        for (size_t i = 0; i < core->record_count; i++) {
                const struct core__record *record = core->records[i];

                if (!zl_id_equal(&record->signal, signal) || !record->logged)
                        continue;
                kept = kept || record->has_body || record->has_key;
                if (record->kind == ZL_HANDOVER || record->kind == ZL_STEP_OUT)
                        ours =
                            zl_id_equal(&record->author, &core->profile.member);
        }
        return kept && !ours;
}

static int wipe_former(struct zl_core *core, const struct zl_id *signal)
{
        char id[ZL_ID_TEXT];

        zl_hex_of(signal->bytes, ZL_ID_SIZE, id);
        if (is_news(core, signal))
                core__say(core, ZL_MSG_NO_LONGER_HELD, id, NULL, NULL, NULL);
        return wipe_signal(core, signal, false);
}

int core__wipe(struct zl_core *core)
{
        int status = ZL_OK;

        for (size_t i = 0; i < core->record_count && status == ZL_OK; i++) {
                const struct core__record *note = core->records[i];
                struct zl_id signal = note->id;
                struct zl_signal_facts facts;

                if (note->kind != ZL_NOTE || !note->logged)
                        continue;
                core__facts(core, &signal, true, ZL_POSITION_END, &facts);
                if (facts.state == ZL_STATE_RETRACTED ||
                    facts.state == ZL_STATE_ERASED)
                        status = wipe_signal(core, &signal, true);
                else if (core->profile.role == ZL_ROLE_PROFESSIONAL &&
                    !core__holds(core, &facts, &core->profile.member))
                        status = wipe_former(core, &signal);
        }
        return status;
}
