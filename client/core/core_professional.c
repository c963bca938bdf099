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
        struct zl_signal_facts facts;
        int status = core__begin(core, now);

        if (status != ZL_OK)
                return status;
        note = core__record(core, signal);
        if (note == NULL || note->kind != ZL_NOTE)
                return ZL_E_NOT_FOUND;
        core__facts(core, signal, true, ZL_POSITION_END, &facts);
        if (facts.state == ZL_STATE_RETRACTED || facts.state == ZL_STATE_ERASED)
                return ZL_E_ERASED;
        for (size_t i = 0; i < core->record_count && status == ZL_OK; i++) {
                struct core__record *record = core->records[i];

                if (!zl_id_equal(&record->signal, signal) || !record->logged ||
                    record->closed || record->wanted ||
                    zl_kind_is_status(record->kind))
                        continue;
                if (record->has_body) {
                        /* Opened before, to be passed on. */
                        if (record->progress == ZL_LISTED)
                                status = core__is_read(core, record);
                        continue;
                }
                record->wanted = true;
                status = core__put_record(core, record);
        }
        if (status == ZL_OK)
                core__sync_begin(core);
        return core__finish(core, status);
}

int zl_core_assess(struct zl_core *core, struct zl_time now,
    const struct zl_id *signal, const struct zl_assessment *assessment,
    struct zl_id *ret_id, const char **ret_field)
{
        const struct core__item proto = {.quiet = false};
        const struct core__record *note = NULL;
        struct zl_assessment written = *assessment;
        struct zl_buf body;
        int status = core__begin(core, now);

        if (status != ZL_OK)
                return status;
        *ret_field = NULL;
        status = core__check_act(core, ZL_ACT_ASSESS, signal, &note);
        zl_buf_init(&body, ZL_BODY_JSON_MAX);
        written.written = now;
        if (status == ZL_OK)
                status = zl_assessment_write(&written, &body, ret_field);
        if (status == ZL_OK)
                status = core__write_about(
                    core, ZL_ASSESSMENT, note, &proto, &body, &body, ret_id);
        zl_buf_free(&body);
        return core__finish(core, status);
}

int zl_core_feedback(struct zl_core *core, struct zl_time now,
    const struct zl_id *signal, const struct zl_feedback *feedback,
    struct zl_id *ret_id, const char **ret_field)
{
        const struct core__item proto = {.quiet = false};
        const struct core__record *note = NULL;
        struct zl_feedback written = *feedback;
        struct zl_buf body;
        int status = core__begin(core, now);

        if (status != ZL_OK)
                return status;
        *ret_field = NULL;
        status = core__check_act(core, ZL_ACT_FEEDBACK, signal, &note);
        zl_buf_init(&body, ZL_BODY_JSON_MAX);
        written.written = now;
        if (status == ZL_OK)
                status = zl_feedback_write(&written, &body, ret_field);
        if (status == ZL_OK)
                status = core__write_about(
                    core, ZL_FEEDBACK, note, &proto, &body, &body, ret_id);
        zl_buf_free(&body);
        return core__finish(core, status);
}

int zl_core_family_statement(struct zl_core *core, struct zl_time now,
    const struct zl_id *signal, const struct zl_family_statement *statement,
    struct zl_id *ret_id, const char **ret_field)
{
        const struct core__item proto = {.quiet = false};
        const struct core__record *note = NULL;
        struct zl_family_statement written = *statement;
        struct zl_buf body;
        int status = core__begin(core, now);

        if (status != ZL_OK)
                return status;
        *ret_field = NULL;
        status = core__check_act(core, ZL_ACT_FAMILY_STATEMENT, signal, &note);
        zl_buf_init(&body, ZL_BODY_JSON_MAX);
        written.written = now;
        if (status == ZL_OK)
                status = zl_family_statement_write(&written, &body, ret_field);
        if (status == ZL_OK)
                status = core__write_about(core, ZL_FAMILY_STATEMENT, note,
                    &proto, &body, &body, ret_id);
        zl_buf_free(&body);
        return core__finish(core, status);
}
