/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello!  Somebody may write while a signal is handed over.  Whoever hands it
 * over says how much of the log was listed by then, the server refuses it when
 * there is more, and what came is opened and goes along; nobody has read it
 * for that, and nobody is told so. */
#include "core_internal.h"

/* Receipts bring newer heads than the lists did: what lies between must be
 * records of our own. */
static bool has_listed(const struct zl_core *core)
{
        uint64_t from = core->state.next_record;
        uint64_t to = core->state.has_head ? core->state.head.records : 0;
        uint64_t known = 0;

        for (size_t i = 0; i < core->record_count; i++)
                known +=
                    core->records[i]->logged && core->records[i]->index >= from;
        return to <= from || known == to - from;
}

bool core__names_too_much(
    const struct zl_core *core, enum zl_kind kind, const struct zl_id *signal)
{
        if (kind != ZL_HANDOVER && kind != ZL_STEP_OUT)
                return false;
        for (size_t i = 0; i < core->pending_count; i++) {
                if (!core->pending[i].told &&
                    zl_id_equal(&core->pending[i].signal, signal))
                        return true;
        }
        return !has_listed(core);
}

const struct core__record *core__to_open(const struct zl_core *core)
{
        const struct core__record *found = NULL;

        if (core->profile.role != ZL_ROLE_PROFESSIONAL ||
            core->sync.not_given || !core->sync.done)
                return NULL;
        for (size_t i = 0; i < core->item_count && found == NULL; i++) {
                const struct core__item *item = core->items[i];
                const struct core__record *record =
                    item->type == CORE__ITEM_RECORD &&
                        item->state == CORE__STALE
                    ? core__record(core, &item->id)
                    : NULL;

                if (record != NULL && core__passes_on(record->kind))
                        found = core__unopened(core, record, item);
        }
        return found;
}

/* That ends: a head can only be newer than the list once more when a signal
 * was fetched since, and none is fetched twice in a sync. */
void core__list_again(struct zl_core *core)
{
        core->sync.records = false;
        core->sync.looked = false;
        core->sync.done = false;
}
