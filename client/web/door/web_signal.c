/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to what there is to see of signals: the list, one with all that
 * happened, what a record says, who may be chosen, and what to do first. */
#include <stdlib.h>

#include "record.h"
#include "web_internal.h"

static const char *const progress_words[] = {
    [ZL_QUEUED] = "queued",
    [ZL_ASKING] = "asking",
    [ZL_FAILED] = "failed",
    [ZL_STORED] = "stored",
    [ZL_LISTED] = "listed",
    [ZL_OPENED] = "opened",
};

static void put_signal(
    struct web__call *call, const struct zl_signal_view *signal)
{
        web__put_id(call, "id", &signal->id);
        web__put_id(call, "club", &signal->club);
        zl_json_put_text(call->out, "club_name", signal->club_name);
        zl_json_put_text(call->out, "state", zl_state_str(signal->state));
        zl_json_put_bool(call->out, "held", signal->held);
        zl_json_put_time(call->out, "time", signal->time);
        web__put_person(call, "author", &signal->author);
        zl_json_put_bool(call->out, "is_holder", signal->is_holder);
        zl_json_put_bool(call->out, "new", signal->has_new);
        zl_json_put_bool(call->out, "answered", signal->answered);
        if (signal->acknowledged_by_known) {
                web__put_person(
                    call, "acknowledged_by", &signal->acknowledged_by);
                zl_json_put_time(
                    call->out, "acknowledged_at", signal->acknowledged_at);
        }
        zl_json_open_array(call->out, "holders");
        for (size_t i = 0; i < signal->holder_count; i++)
                web__put_person(call, NULL, &signal->holders[i]);
        zl_json_close(call->out);
}

/* Newest first. */
static int run_signals(struct web__call *call)
{
        struct zl_signal_view signal;
        int status = zl_json_end(&call->in);

        if (status != ZL_OK)
                return status;
        zl_json_open_array(call->out, "signals");
        for (size_t i = 0; i < zl_core_signal_count(call->core); i++) {
                zl_core_signal_at(call->core, i, &signal);
                zl_json_open_object(call->out, NULL);
                put_signal(call, &signal);
                zl_json_close(call->out);
        }
        zl_json_close(call->out);
        return ZL_OK;
}

/* ---- One signal ---- */

static int find_signal(struct web__call *call, const struct zl_id *id,
    struct zl_signal_view *ret_signal)
{
        char text[ZL_ID_TEXT];

        zl_hex_of(id->bytes, ZL_ID_SIZE, text);
        return zl_core_find_signal(call->core, text, ret_signal);
}

static void put_readings(struct web__call *call, const struct zl_event *event)
{
        zl_json_open_array(call->out, "readings");
        for (size_t i = 0; i < event->reading_count; i++) {
                const struct zl_reading *reading = &event->readings[i];

                zl_json_open_object(call->out, NULL);
                web__put_person(call, "by", &reading->member);
                zl_json_put_time(call->out, "time", reading->time);
                zl_json_put_bool(call->out, "unreadable", reading->unreadable);
                zl_json_close(call->out);
        }
        zl_json_close(call->out);
        zl_json_open_array(call->out, "receivers");
        for (size_t i = 0; i < event->receiver_count; i++)
                web__put_person(call, NULL, &event->receivers[i]);
        zl_json_close(call->out);
}

static void put_event(struct web__call *call, const struct zl_event *event)
{
        const struct zl_record_view *record = &event->record;

        zl_json_open_object(call->out, NULL);
        web__put_id(call, "id", &record->id);
        zl_json_put_text(call->out, "kind", zl_kind_str(record->kind));
        web__put_person(call, "author", &record->author);
        zl_json_put_bool(call->out, "ours", record->ours);
        zl_json_put_bool(call->out, "former", record->former);
        zl_json_put_bool(call->out, "unproven", record->unproven);
        zl_json_put_bool(call->out, "void", record->is_void);
        zl_json_put_bool(call->out, "refused", event->refused);
        zl_json_put_text(
            call->out, "progress", progress_words[record->progress]);
        zl_json_put_time(call->out, "time", record->time);
        zl_json_put_bool(call->out, "has_body", record->has_body);
        put_readings(call, event);
        zl_json_close(call->out);
}

/* How long it waits, and where to ring. */
static void put_clock(
    struct web__call *call, const struct zl_signal_view *signal)
{
        struct zl_clock clock;

        zl_core_clock(call->core, call->now, signal, &clock);
        zl_json_open_object(call->out, "clock");
        zl_json_put_bool(call->out, "waits", clock.waits);
        zl_json_put_u64(call->out, "step", (uint64_t)clock.step);
        if (clock.read_by > 0)
                zl_json_put_date(call->out, "read_by", clock.read_by);
        if (clock.answer_by > 0)
                zl_json_put_date(call->out, "answer_by", clock.answer_by);
        zl_json_put_bool(call->out, "answer_late", clock.answer_late);
        zl_json_put_bool(call->out, "open_too_long", clock.open_too_long);
        zl_json_put_text(call->out, "phone", clock.phone);
        zl_json_close(call->out);
}

/* With its clock and events, and what has not been shown of its holders. */
static int run_signal(struct web__call *call)
{
        struct zl_id id = web__id(call, "signal");
        struct zl_id unseen[ZL_PERSONS_MAX];
        struct zl_signal_view signal;
        struct zl_event event;
        size_t count = 0;
        int status = zl_json_end(&call->in);

        if (status == ZL_OK)
                status = find_signal(call, &id, &signal);
        if (status != ZL_OK)
                return status;
        put_signal(call, &signal);
        put_clock(call, &signal);
        count = zl_core_unseen_holders(call->core, call->now, &id, unseen);
        zl_json_open_array(call->out, "unseen");
        for (size_t i = 0; i < count; i++)
                web__put_person(call, NULL, &unseen[i]);
        zl_json_close(call->out);
        zl_json_open_array(call->out, "records");
        for (size_t i = 0; i < zl_core_event_count(call->core, &id); i++) {
                zl_core_event_at(call->core, &id, i, &event);
                put_event(call, &event);
        }
        zl_json_close(call->out);
        return ZL_OK;
}

/* The result's bytes are the JSON of docs/protocol.md, without keys. */
static int run_body(struct web__call *call)
{
        struct zl_id record = web__id(call, "record");
        int status = zl_json_end(&call->in);

        return status == ZL_OK
            ? zl_core_body(call->core, &record, call->ret_bytes)
            : status;
}

/* ---- Choosing, and what comes first ---- */

static int run_receivers(struct web__call *call)
{
        enum { MAX = 2000 };
        static const char *const words[] = {
            "handover", "step-out", "reseal", NULL};
        static const enum zl_kind kinds[] = {
            ZL_HANDOVER, ZL_STEP_OUT, ZL_RESEAL};
        struct zl_id signal = web__id(call, "signal");
        enum zl_kind kind = kinds[zl_json_choice(&call->in, "kind", words)];
        struct zl_id *all = NULL;
        size_t count = 0;
        int status = zl_json_end(&call->in);

        if (status != ZL_OK)
                return status;
        all = calloc(MAX, sizeof(*all));
        if (all == NULL)
                return ZL_E_MEMORY;
        count =
            zl_core_receivers(call->core, call->now, kind, &signal, all, MAX);
        zl_json_put_u64(call->out, "count", count);
        zl_json_open_array(call->out, "receivers");
        for (size_t i = 0; i < count && i < MAX; i++)
                web__put_person(call, NULL, &all[i]);
        zl_json_close(call->out);
        free(all);
        return ZL_OK;
}

static void put_work(struct web__call *call, const struct zl_work *work)
{
        static const char *const stages[] = {
            [ZL_STAGE_NEW] = "new",
            [ZL_STAGE_WAITING] = "waiting",
            [ZL_STAGE_ANSWERED] = "answered",
        };
        static const char *const urgencies[] = {
            [ZL_IN_TIME] = "in-time",
            [ZL_NEAR_TERM] = "near-term",
            [ZL_OVER_TERM] = "over-term",
        };

        zl_json_open_object(call->out, NULL);
        web__put_id(call, "signal", &work->signal);
        zl_json_put_text(call->out, "stage", stages[work->stage]);
        zl_json_put_text(call->out, "urgency", urgencies[work->urgency]);
        zl_json_put_bool(call->out, "opened_here", work->opened_here);
        if (work->due > 0)
                zl_json_put_date(call->out, "due", work->due);
        zl_json_close(call->out);
}

static int run_worklist(struct web__call *call)
{
        struct zl_work *all = NULL;
        size_t count = zl_core_signal_count(call->core);
        int status = zl_json_end(&call->in);

        if (status != ZL_OK)
                return status;
        all = calloc(count + 1, sizeof(*all));
        if (all == NULL)
                return ZL_E_MEMORY;
        count = zl_core_worklist(call->core, call->now, all, count);
        zl_json_open_array(call->out, "work");
        for (size_t i = 0; i < count; i++)
                put_work(call, &all[i]);
        zl_json_close(call->out);
        free(all);
        return ZL_OK;
}

const struct web__command web__signal_views[] = {
    {"signals", run_signals, false},
    {"signal", run_signal, false},
    {"body", run_body, false},
    {"receivers", run_receivers, false},
    {"worklist", run_worklist, false},
    {NULL, NULL, false},
};
