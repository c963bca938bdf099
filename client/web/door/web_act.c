/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the acts on a signal. What a record says comes as bytes, in the
 * very form that docs/protocol.md gives its body, and is read by the reader
 * that reads those of others; the core writes its own time into it. */
#include <string.h>

#include "record.h"
#include "web_internal.h"

enum { TEXT_MAX = 64 * 1024 };

static int put_record(
    struct web__call *call, int status, const struct zl_id *record)
{
        if (status == ZL_OK)
                web__put_id(call, "record", record);
        return status;
}

/* ---- Writing ---- */

static int run_note(struct web__call *call)
{
        struct zl_id left_out[ZL_LEFT_OUT_MAX];
        struct zl_id club = web__id(call, "club");
        size_t count = web__ids(call, "left_out", left_out, ZL_LEFT_OUT_MAX);
        struct zl_note note = {0};
        struct zl_self self;
        struct zl_id id = {{0}};
        int status = zl_json_end(&call->in);

        if (status != ZL_OK)
                return status;
        zl_core_self(call->core, &self);
        status = zl_note_parse(
            call->bytes.data, call->bytes.size, self.role, &note, &call->field);
        if (status == ZL_OK)
                status = zl_core_note(call->core, call->now, &club, &note,
                    left_out, count, &id, &call->field);
        zl_note_done(&note);
        return put_record(call, status, &id);
}

static int run_addendum(struct web__call *call)
{
        struct zl_id signal = web__id(call, "signal");
        struct zl_note note = {0};
        struct zl_self self;
        struct zl_id id = {{0}};
        int status = zl_json_end(&call->in);

        if (status != ZL_OK)
                return status;
        zl_core_self(call->core, &self);
        status = zl_note_parse(
            call->bytes.data, call->bytes.size, self.role, &note, &call->field);
        if (status == ZL_OK)
                status = zl_core_addendum(
                    call->core, call->now, &signal, &note, &id, &call->field);
        zl_note_done(&note);
        return put_record(call, status, &id);
}

static int run_assessment(struct web__call *call)
{
        struct zl_id signal = web__id(call, "signal");
        struct zl_assessment it = {0};
        struct zl_id id = {{0}};
        int status = zl_json_end(&call->in);

        if (status == ZL_OK)
                status = zl_assessment_parse(
                    call->bytes.data, call->bytes.size, &it, &call->field);
        if (status == ZL_OK)
                status = zl_core_assess(
                    call->core, call->now, &signal, &it, &id, &call->field);
        zl_assessment_done(&it);
        return put_record(call, status, &id);
}

static int run_feedback(struct web__call *call)
{
        struct zl_id signal = web__id(call, "signal");
        struct zl_feedback it = {0};
        struct zl_id id = {{0}};
        int status = zl_json_end(&call->in);

        if (status == ZL_OK)
                status = zl_feedback_parse(
                    call->bytes.data, call->bytes.size, &it, &call->field);
        if (status == ZL_OK)
                status = zl_core_feedback(
                    call->core, call->now, &signal, &it, &id, &call->field);
        zl_feedback_done(&it);
        return put_record(call, status, &id);
}

static int run_family(struct web__call *call)
{
        struct zl_id signal = web__id(call, "signal");
        struct zl_family_statement it = {0};
        struct zl_id id = {{0}};
        int status = zl_json_end(&call->in);

        if (status == ZL_OK)
                status = zl_family_statement_parse(
                    call->bytes.data, call->bytes.size, &it, &call->field);
        if (status == ZL_OK)
                status = zl_core_family_statement(
                    call->core, call->now, &signal, &it, &id, &call->field);
        zl_family_statement_done(&it);
        return put_record(call, status, &id);
}

/* ---- Passing on: the bytes are the text for the receivers ---- */

struct passing {
        struct zl_id signal;
        struct zl_id to[ZL_PERSONS_MAX];
        size_t count;
        bool with_me;
        struct zl_buf text;
        const char *words; /* NULL: none */
};

/* Free its text, also on failure. */
static int read_passing(
    struct web__call *call, bool may_stay, struct passing *ret)
{
        int status = ZL_OK;

        *ret = (struct passing){.signal = web__id(call, "signal")};
        ret->count = web__ids(call, "to", ret->to, ZL_PERSONS_MAX);
        ret->with_me = may_stay && zl_json_bool(&call->in, "with_me");
        zl_buf_init(&ret->text, TEXT_MAX + 1);
        status = zl_json_end(&call->in);
        if (status != ZL_OK || call->bytes.size == 0)
                return status;
        if (memchr(call->bytes.data, 0, call->bytes.size) != NULL)
                return ZL_E_MALFORMED;
        zl_put_bytes(&ret->text, call->bytes.data, call->bytes.size);
        zl_put_u8(&ret->text, 0);
        ret->words = (const char *)ret->text.data;
        return ret->text.status;
}

static int run_handover(struct web__call *call)
{
        struct passing it;
        struct zl_id id = {{0}};
        int status = read_passing(call, true, &it);

        if (status == ZL_OK)
                status = zl_core_handover(call->core, call->now, &it.signal,
                    it.to, it.count, it.with_me, it.words, &id, &call->field);
        zl_buf_free(&it.text);
        return put_record(call, status, &id);
}

static int run_step_out(struct web__call *call)
{
        struct passing it;
        struct zl_id id = {{0}};
        int status = read_passing(call, false, &it);

        if (status == ZL_OK)
                status = zl_core_step_out(call->core, call->now, &it.signal,
                    it.to, it.count, it.words, &id, &call->field);
        zl_buf_free(&it.text);
        return put_record(call, status, &id);
}

static int run_reseal(struct web__call *call)
{
        struct zl_id to[ZL_PERSONS_MAX];
        struct zl_id signal = web__id(call, "signal");
        size_t count = web__ids(call, "to", to, ZL_PERSONS_MAX);
        struct zl_id id = {{0}};
        int status = zl_json_end(&call->in);

        if (status == ZL_OK)
                status = zl_core_reseal(
                    call->core, call->now, &signal, to, count, &id);
        return put_record(call, status, &id);
}

/* ---- Marks ---- */

static int run_mark(struct web__call *call)
{
        static const char *const words[] = {
            "closing", "reopening", "hold", "erasure", NULL};
        static const enum zl_kind kinds[] = {
            ZL_CLOSING, ZL_REOPENING, ZL_HOLD, ZL_ERASURE};
        struct zl_id signal = web__id(call, "signal");
        enum zl_kind kind = kinds[zl_json_choice(&call->in, "kind", words)];
        struct zl_id id = {{0}};
        int status = zl_json_end(&call->in);

        if (status == ZL_OK)
                status =
                    zl_core_mark(call->core, call->now, kind, &signal, &id);
        return put_record(call, status, &id);
}

static int run_retract(struct web__call *call)
{
        struct zl_id signal = web__id(call, "signal");
        struct zl_id id = {{0}};
        int status = zl_json_end(&call->in);

        if (status == ZL_OK)
                status = zl_core_retract(call->core, call->now, &signal, &id);
        return put_record(call, status, &id);
}

/* ---- Opening, and the outbox ---- */

static int run_open(struct web__call *call)
{
        struct zl_id signal = web__id(call, "signal");
        int status = zl_json_end(&call->in);

        return status == ZL_OK ? zl_core_open(call->core, call->now, &signal)
                               : status;
}

static int run_send_anyway(struct web__call *call)
{
        struct zl_id record = web__id(call, "record");
        int status = zl_json_end(&call->in);

        return status == ZL_OK
            ? zl_core_send_anyway(call->core, call->now, &record)
            : status;
}

static int run_withdraw(struct web__call *call)
{
        struct zl_id record = web__id(call, "record");
        int status = zl_json_end(&call->in);

        return status == ZL_OK ? zl_core_withdraw(call->core, &record) : status;
}

/* These persons have been shown. */
static int run_seen(struct web__call *call)
{
        struct zl_id members[ZL_PERSONS_MAX];
        size_t count = web__ids(call, "members", members, ZL_PERSONS_MAX);
        int status = zl_json_end(&call->in);

        return status == ZL_OK ? zl_core_seen(call->core, members, count)
                               : status;
}

/* ---- What is being typed: as the bytes, in a form of the shell's ---- */

static int run_draft(struct web__call *call)
{
        struct zl_bytes draft = zl_core_draft(call->core);
        int status = zl_json_end(&call->in);

        if (status == ZL_OK)
                zl_put_bytes(call->ret_bytes, draft.data, draft.size);
        return status == ZL_OK ? call->ret_bytes->status : status;
}

static int run_put_draft(struct web__call *call)
{
        int status = zl_json_end(&call->in);

        return status == ZL_OK
            ? zl_core_put_draft(call->core, call->now, call->bytes)
            : status;
}

const struct web__command web__acts[] = {
    {"draft", run_draft, false},
    {"put-draft", run_put_draft, false},
    {"note", run_note, false},
    {"addendum", run_addendum, false},
    {"assessment", run_assessment, false},
    {"feedback", run_feedback, false},
    {"family-statement", run_family, false},
    {"handover", run_handover, false},
    {"step-out", run_step_out, false},
    {"reseal", run_reseal, false},
    {"mark", run_mark, false},
    {"retract", run_retract, false},
    {"open", run_open, false},
    {"send-anyway", run_send_anyway, false},
    {"withdraw", run_withdraw, false},
    {"seen", run_seen, false},
    {NULL, NULL, false},
};
