/* SPDX-License-Identifier: EUPL-1.2 */
/* What a professional does with a signal: open, assess, answer.  Opening is
 * a contact's too, for what was answered. */
#include <stdlib.h>
#include <string.h>

#include "core_internal.h"

int zl_core_open(
    struct zl_core *core, struct zl_time now, const struct zl_id *signal)
{
        struct core__record *note = NULL;
        int status = core__begin(core, now);

        if (status != ZL_OK)
                return status;
        note = core__record(core, signal);
        if (note == NULL || note->kind != ZL_NOTE)
                return ZL_E_NOT_FOUND;
        for (size_t i = 0; i < core->record_count && status == ZL_OK; i++) {
                struct core__record *record = core->records[i];

                if (!zl_id_equal(&record->signal, signal) || !record->logged ||
                    record->closed || record->has_body || record->wanted ||
                    zl_kind_is_status(record->kind))
                        continue;
                record->wanted = true;
                status = core__put_record(core, record);
        }
        if (status == ZL_OK)
                core__sync_begin(core);
        return core__finish(core, status);
}

/* A record of ours about a signal we hold, sealed and queued. */
static int write_about(struct zl_core *core, enum zl_kind kind,
    const struct zl_id *signal, const struct zl_buf *body, struct zl_id *ret_id)
{
        const struct core__record *note = core__record(core, signal);
        struct core__item proto = {.quiet = false};
        struct core__record *record = NULL;
        struct zl_buf sealed;
        struct zl_id id;
        int status = ZL_E_NOT_FOUND;

        if (note == NULL || note->kind != ZL_NOTE)
                return status;
        status = core__may_seal(core);
        if (status == ZL_OK)
                status =
                    core__new_record(core, kind, signal, &note->club, &record);
        if (status != ZL_OK)
                return status;
        id = record->id;
        zl_buf_init(&sealed, ZL_RECORD_MAX);
        status = core__seal(core, record, NULL, 0, zl_buf_bytes(body), &sealed);
        if (status == ZL_OK) {
                status = core__queue_record(
                    core, record, body, zl_buf_bytes(&sealed), &proto);
                record = NULL;
        }
        if (status == ZL_OK) {
                *ret_id = id;
                core__sync_begin(core);
        }
        core__record_free(record);
        zl_buf_free(&sealed);
        return status;
}

/* Only a holder, whatever else may be wrong. */
static int check_act(
    const struct zl_core *core, enum zl_act act, const struct zl_id *signal)
{
        struct zl_signal_facts facts;
        enum zl_actor actor = zl_actor_of(core->profile.role);
        unsigned relations = 0;

        if (!core->profile.joined)
                return ZL_E_STATE;
        core__facts(core, signal, ZL_POSITION_END, &facts);
        if (facts.state == ZL_STATE_NONE)
                return ZL_E_NOT_FOUND;
        for (size_t i = 0; i < facts.holder_count; i++) {
                if (zl_id_equal(&facts.holders[i], &core->profile.member))
                        relations |= ZL_REL_HOLDER;
        }
        if (zl_policy_allows(act, actor, relations, facts.state))
                return ZL_OK;
        return zl_policy_allows(act, actor, relations, ZL_STATE_ACKNOWLEDGED)
            ? ZL_E_STATE
            : ZL_E_POLICY;
}

int zl_core_assess(struct zl_core *core, struct zl_time now,
    const struct zl_id *signal, const struct zl_assessment *assessment,
    struct zl_id *ret_id, const char **ret_field)
{
        struct zl_assessment written = *assessment;
        struct zl_buf body;
        int status = core__begin(core, now);

        if (status != ZL_OK)
                return status;
        *ret_field = NULL;
        status = check_act(core, ZL_ACT_ASSESS, signal);
        zl_buf_init(&body, ZL_BODY_JSON_MAX);
        written.written = now;
        if (status == ZL_OK)
                status = zl_assessment_write(&written, &body, ret_field);
        if (status == ZL_OK)
                status =
                    write_about(core, ZL_ASSESSMENT, signal, &body, ret_id);
        zl_buf_free(&body);
        return core__finish(core, status);
}

int zl_core_feedback(struct zl_core *core, struct zl_time now,
    const struct zl_id *signal, const struct zl_feedback *feedback,
    struct zl_id *ret_id, const char **ret_field)
{
        struct zl_feedback written = *feedback;
        struct zl_buf body;
        int status = core__begin(core, now);

        if (status != ZL_OK)
                return status;
        *ret_field = NULL;
        status = check_act(core, ZL_ACT_FEEDBACK, signal);
        zl_buf_init(&body, ZL_BODY_JSON_MAX);
        written.written = now;
        if (status == ZL_OK)
                status = zl_feedback_write(&written, &body, ret_field);
        if (status == ZL_OK)
                status = write_about(core, ZL_FEEDBACK, signal, &body, ret_id);
        zl_buf_free(&body);
        return core__finish(core, status);
}
