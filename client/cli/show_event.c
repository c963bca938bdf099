/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the timeline: who did what when, with a sign in front that tells
 * from afar what it is, and below it who has read it. */
#include <string.h>

#include "label.h"
#include "out.h"
#include "persons.h"
#include "show.h"

const char *show__progress(enum zl_progress progress)
{
        switch (progress) {
        case ZL_QUEUED:
                return "queued";
        case ZL_ASKING:
                return "asking";
        case ZL_FAILED:
                return "failed";
        case ZL_STORED:
                return "stored";
        case ZL_LISTED:
                return "listed";
        case ZL_OPENED:
                return "opened";
        }
        return "unknown";
}

/* Of what carries words; of a mark only what keeps it from the server. */
static const char *progress_text(const struct zl_event *event)
{
        switch (event->record.progress) {
        case ZL_QUEUED:
                return _("kept safely here; goes out by itself");
        case ZL_ASKING:
                return _("waits for your answer about a new recipient: see "
                         "'zijlijn outbox'");
        case ZL_FAILED:
                return _("NOT SENT: ring the district team");
        case ZL_STORED:
                return _("on the server");
        case ZL_LISTED:
                return event->refused ? _("does not pass the checks; not shown")
                                      : _("not opened yet");
        case ZL_OPENED:
                return _("opened");
        }
        return "";
}

/* What is said about the family's side stands out: towards the contact, on
 * to others, or an end. */
static char sign_of(enum zl_kind kind)
{
        switch (kind) {
        case ZL_NOTE:
        case ZL_ADDENDUM:
                return '+';
        case ZL_ASSESSMENT:
                return '=';
        case ZL_FEEDBACK:
                return '<';
        case ZL_FAMILY_STATEMENT:
                return '"';
        case ZL_HANDOVER:
        case ZL_STEP_OUT:
        case ZL_RESEAL:
                return '>';
        case ZL_REOPENING:
                return 'o';
        case ZL_HOLD:
                return '!';
        default:
                return 'x'; /* taken back, closed, erased */
        }
}

const char *show__kind(enum zl_kind kind)
{
        switch (kind) {
        case ZL_NOTE:
                return _("Note");
        case ZL_ADDENDUM:
                return _("Addition");
        case ZL_ASSESSMENT:
                return _("Assessment");
        case ZL_FEEDBACK:
                return _("Answer");
        case ZL_FAMILY_STATEMENT:
                return _("Words of the family");
        case ZL_HANDOVER:
                return _("Handed over");
        case ZL_STEP_OUT:
                return _("Stepped out");
        case ZL_RESEAL:
                return _("Sealed again");
        case ZL_RETRACTION:
                return _("Taken back");
        case ZL_CLOSING:
                return _("Closed");
        case ZL_REOPENING:
                return _("Opened again");
        case ZL_HOLD:
                return _("Kept longer");
        case ZL_ERASURE:
                return _("Erased");
        default:
                return label__of(zl_kind_str(kind));
        }
}

static bool is_mark(enum zl_kind kind)
{
        return kind == ZL_RETRACTION || kind == ZL_CLOSING ||
            kind == ZL_REOPENING || kind == ZL_HOLD || kind == ZL_ERASURE;
}

static bool is_over(const struct zl_signal_view *signal)
{
        return signal->state == ZL_STATE_RETRACTED ||
            signal->state == ZL_STATE_ERASED;
}

/* Is it, or was it once, ours to open? */
static bool is_ours_to_open(struct cli *cli,
    const struct zl_signal_view *signal, const struct zl_event *event)
{
        struct zl_self self;

        zl_core_self(cli->core, &self);
        if (self.role == ZL_ROLE_PROFESSIONAL)
                return signal->is_holder;
        return event->receiver_count == 0;
}

/* Where it stands is said of what can still be read, and of whatever is not
 * on the server yet. */
static bool says_progress(struct cli *cli, const struct zl_signal_view *signal,
    const struct zl_event *event)
{
        switch (event->record.progress) {
        case ZL_QUEUED:
        case ZL_ASKING:
        case ZL_FAILED:
                return true;
        case ZL_STORED:
        case ZL_OPENED:
                return !is_mark(event->record.kind) && !is_over(signal);
        case ZL_LISTED:
                break;
        }
        return event->refused ||
            (!is_mark(event->record.kind) && !is_over(signal) &&
                is_ours_to_open(cli, signal, event));
}

/* "+ Note 3f9a1c2e, 2026-11-23 21:50, from Henk (opened)" */
static void event_line(struct cli *cli, const struct zl_signal_view *signal,
    const struct zl_event *event)
{
        const struct zl_record_view *record = &event->record;
        char when[SHOW_TIME];
        char name[SHOW_NAME];
        char id[TEXT_ID];

        show__time(record->time, when);
        show__name(cli, &record->author, name);
        text__id(&record->id, id);
        out__say(cli, "\n%c ", sign_of(record->kind));
        if (record->ours)
                out__say(cli, _("%s %s, %s, yours"), show__kind(record->kind),
                    id, when);
        else
                out__say(cli, _("%s %s, %s, from %s"), show__kind(record->kind),
                    id, when, name);
        if (record->former && !record->ours)
                out__say(cli, _(", no longer a member"));
        if (says_progress(cli, signal, event))
                out__say(cli, " (%s)", progress_text(event));
        out__say(cli, "\n");
        if (record->is_void)
                out__say(cli,
                    _("    Void: the author's key was stolen before this was "
                      "written, so it may be anybody's. Ring the author.\n"));
        if (record->unproven)
                out__say(cli,
                    _("    Take care: the author's invitation was used twice, "
                      "so this may be somebody else's. Ring the author before "
                      "you rely on it.\n"));
}

static void receivers_line(struct cli *cli, const struct zl_event *event)
{
        char names[PERSONS_NAMES];

        if (event->receiver_count == 0)
                return;
        persons__names(cli, event->receivers, event->receiver_count, names);
        out__say(cli, _("    To %s\n"), names);
        zl_json_open_array(cli->json, "receivers");
        for (size_t i = 0; i < event->receiver_count; i++) {
                char name[SHOW_NAME];

                show__name(cli, &event->receivers[i], name);
                zl_json_open_object(cli->json, NULL);
                zl_json_put_hex(
                    cli->json, "member", event->receivers[i].bytes, ZL_ID_SIZE);
                zl_json_put_text(cli->json, "name", name);
                zl_json_close(cli->json);
        }
        zl_json_close(cli->json);
}

/* That we opened something ourselves is no news. */
static void reading_lines(struct cli *cli, const struct zl_event *event)
{
        struct zl_self self;

        zl_core_self(cli->core, &self);
        zl_json_open_array(cli->json, "readings");
        for (size_t i = 0; i < event->reading_count; i++) {
                const struct zl_reading *reading = &event->readings[i];
                char name[SHOW_NAME];
                char when[SHOW_TIME];

                show__name(cli, &reading->member, name);
                show__time(reading->time, when);
                zl_json_open_object(cli->json, NULL);
                zl_json_put_hex(
                    cli->json, "member", reading->member.bytes, ZL_ID_SIZE);
                zl_json_put_text(cli->json, "name", name);
                zl_json_put_time(cli->json, "time", reading->time);
                zl_json_put_bool(cli->json, "unreadable", reading->unreadable);
                zl_json_close(cli->json);
                if (reading->unreadable)
                        out__say(cli, _("    %s COULD NOT READ IT, %s: ring\n"),
                            name, when);
                else if (!zl_id_equal(&reading->member, &self.member))
                        out__say(cli, _("    Opened by %s, %s\n"), name, when);
        }
        zl_json_close(cli->json);
}

int show__event(struct cli *cli, const struct zl_signal_view *signal,
    size_t index, bool with_body)
{
        const struct zl_record_view *record = NULL;
        struct zl_event event;
        int status = ZL_OK;

        zl_core_event_at(cli->core, &signal->id, index, &event);
        record = &event.record;
        event_line(cli, signal, &event);
        zl_json_open_object(cli->json, NULL);
        zl_json_put_hex(cli->json, "id", record->id.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "kind", zl_kind_str(record->kind));
        zl_json_put_hex(cli->json, "author", record->author.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "author_name", record->author_name);
        zl_json_put_bool(cli->json, "ours", record->ours);
        zl_json_put_bool(cli->json, "former", record->former);
        zl_json_put_bool(cli->json, "unproven", record->unproven);
        zl_json_put_bool(cli->json, "void", record->is_void);
        zl_json_put_bool(cli->json, "refused", event.refused);
        zl_json_put_text(
            cli->json, "progress", show__progress(record->progress));
        zl_json_put_time(cli->json, "time", record->time);
        receivers_line(cli, &event);
        reading_lines(cli, &event);
        if (with_body && record->has_body)
                status = show__body(cli, record);
        zl_json_close(cli->json);
        return status;
}
