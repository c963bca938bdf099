/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Records as the server lists them, for us or of one signal: signature and
 * place in the log are verified here, whether they may be in core_take.c.
 * One signal's list is fetched where something came before what we know. */
#include <stdlib.h>
#include <string.h>

#include "core_internal.h"

/* Which list a bundle is of. */
struct list {
        uint64_t *next; /* to be asked from */
        bool whole; /* one signal's */
};

/* Bytes that no honest server would have taken: it altered them, so nothing
 * is passed over and the same is asked again. */
static int not_a_record(struct zl_core *core, int reason)
{
        if (reason == ZL_E_VERSION)
                return reason;
        core__say(
            core, ZL_MSG_RECORD_REFUSED, "", zl_status_str(reason), NULL, NULL);
        return ZL_E_SERVER;
}

/* One item of the list.  `record` is room for parsing. */
static int take_item(struct zl_core *core, const struct zl_bundle *bundle,
    const struct list *list, const struct zl_proof *proof, struct zl_bytes item,
    struct zl_record *record)
{
        int status = ZL_OK;

        if (proof->index < *list->next || proof->index >= bundle->next ||
            (!list->whole && proof->time.ms < core->state.record_time.ms))
                return ZL_E_SERVER;
        status = zl_record_parse(
            item.data, item.size, false, &core->profile.organisation, record);
        if (status != ZL_OK)
                return not_a_record(core, status);
        if (zl_proof_verify(
                ZL_LOG_RECORDS, &bundle->head, proof, &record->hash) != ZL_OK) {
                core__say(
                    core, ZL_MSG_LOG_CONTRADICTS, "proof", NULL, NULL, NULL);
                return ZL_E_LOG;
        }
        status = core__take_record(core, record, proof, item, list->whole);
        if (status != ZL_OK)
                return status;
        *list->next = proof->index + 1;
        if (!list->whole)
                core->state.record_time = proof->time;
        core->dirty = true;
        return ZL_OK;
}

/* Is there a record that rests on statements we have not seen? */
static bool is_ahead(const struct zl_core *core, struct zl_bundle bundle)
{
        for (uint16_t i = 0; i < bundle.count; i++) {
                struct zl_proof proof;
                struct zl_bytes item;

                if (zl_bundle_next(&bundle, &proof, &item) != ZL_OK)
                        return false;
                if (proof.statements > core->state.next_statement)
                        return true;
        }
        return false;
}

static int take_all(
    struct zl_core *core, struct zl_bundle *bundle, const struct list *list)
{
        struct zl_record *record = calloc(1, sizeof(*record));
        int status = record == NULL ? ZL_E_MEMORY : ZL_OK;

        for (uint16_t i = 0; i < bundle->count && status == ZL_OK; i++) {
                struct zl_proof proof;
                struct zl_bytes item;

                status = zl_bundle_next(bundle, &proof, &item) == ZL_OK
                    ? take_item(core, bundle, list, &proof, item, record)
                    : ZL_E_SERVER;
        }
        if (status == ZL_OK && zl_reader_end(&bundle->items) != ZL_OK)
                status = ZL_E_SERVER;
        free(record);
        return status;
}

static struct core__fetch *fetch_of(
    const struct zl_core *core, const struct zl_id *signal)
{
        for (size_t i = 0; i < core->sync.fetch_count; i++) {
                if (zl_id_equal(&core->sync.fetches[i].signal, signal))
                        return &core->sync.fetches[i];
        }
        return NULL;
}

/* Nothing of this signal is behind any more. */
static int fetched(struct zl_core *core, struct core__fetch *fetch)
{
        fetch->done = true;
        for (size_t i = 0; i < core->record_count; i++) {
                struct core__record *record = core->records[i];

                if (!record->behind ||
                    !zl_id_equal(&record->signal, &fetch->signal))
                        continue;
                record->behind = false;
                if (core__put_record(core, record) != ZL_OK)
                        return ZL_E_MEMORY;
        }
        return ZL_OK;
}

int core__records_answer(struct zl_core *core, struct zl_bytes body)
{
        struct core__fetch *fetch = core->sync.ask == CORE__ASK_SIGNAL
            ? fetch_of(core, &core->sync.record)
            : NULL;
        struct list list = {
            .next = fetch == NULL ? &core->state.next_record : &fetch->after,
            .whole = fetch != NULL};
        struct zl_bundle bundle;
        uint64_t after = *list.next;
        struct zl_time time = core->state.record_time;
        int status = zl_bundle_read(body.data, body.size, &bundle);

        if (status != ZL_OK)
                return status == ZL_E_VERSION ? status : ZL_E_SERVER;
        if (bundle.log != ZL_LOG_RECORDS)
                return ZL_E_SERVER;
        status = core__take_head(core, core__log_key(core), &bundle.head, true);
        if (status != ZL_OK)
                return status;
        if (bundle.next > bundle.head.records || bundle.next < after ||
            (bundle.next == after && bundle.next < bundle.head.records))
                return ZL_E_SERVER;
        if (is_ahead(core, bundle)) {
                core__sync_again(core);
                return ZL_OK;
        }
        status = take_all(core, &bundle, &list);
        if (status != ZL_OK) {
                /* Not in order, or altered: the same is asked again, or what
                 * was moved behind others would be passed over for ever. */
                *list.next = after;
                core->state.record_time = time;
                return status;
        }
        *list.next = bundle.next;
        core->dirty = true;
        if (bundle.next < bundle.head.records)
                return ZL_OK;
        if (fetch != NULL)
                return fetched(core, fetch);
        core->sync.records = true;
        return ZL_OK;
}

/* ---- Signals to be fetched whole ---- */

static int want(struct zl_core *core, const struct zl_id *signal)
{
        if (fetch_of(core, signal) != NULL)
                return ZL_OK;
        if (core__grow(&core->sync.fetches, core->sync.fetch_count,
                sizeof(*core->sync.fetches)) != ZL_OK)
                return ZL_E_MEMORY;
        core->sync.fetches[core->sync.fetch_count++] =
            (struct core__fetch){.signal = *signal};
        return ZL_OK;
}

/* Another device of ours may have made a seal for this one since. */
static bool lacks_seal(
    const struct zl_core *core, const struct core__record *record)
{
        struct zl_signal_facts facts;

        if (!record->logged || record->closed || record->bytes == NULL ||
            zl_kind_is_status(record->kind) || core__can_open(core, record) ||
            !core__among(
                record->persons, record->person_count, &core->profile.member))
                return false;
        core__facts(core, &record->signal, true, ZL_POSITION_END, &facts);
        return core->profile.role != ZL_ROLE_PROFESSIONAL ||
            core__holds(core, &facts, &core->profile.member);
}

int core__look_behind(struct zl_core *core)
{
        int status = ZL_OK;

        core->sync.looked = true;
        for (size_t i = 0; i < core->pending_count && status == ZL_OK; i++)
                status = want(core, &core->pending[i].signal);
        for (size_t i = 0; i < core->record_count && status == ZL_OK; i++) {
                const struct core__record *record = core->records[i];

                if (record->behind || lacks_seal(core, record))
                        status = want(core, &record->signal);
        }
        return status;
}

struct core__fetch *core__fetch(const struct zl_core *core)
{
        for (size_t i = 0; i < core->sync.fetch_count; i++) {
                if (!core->sync.fetches[i].done)
                        return &core->sync.fetches[i];
        }
        return NULL;
}

/* It is not for us (any more): nothing to be learnt there. */
int core__signal_refused(struct zl_core *core, int status, struct zl_bytes body)
{
        struct core__fetch *fetch = fetch_of(core, &core->sync.record);
        struct core__problem problem;

        core__problem_read(body, &problem);
        if (fetch == NULL || strcmp(problem.name, "not-found") != 0)
                return core__refused(core, status, body);
        return fetched(core, fetch);
}
