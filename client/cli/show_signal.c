/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to a signal on the screen: each record with who wrote it, where it
 * stands, and what it says as far as it is here and was opened. */
#include <assert.h>
#include <string.h>

#include "calendar.h"
#include "label.h"
#include "out.h"
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

static const char *progress_sentence(enum zl_progress progress)
{
        switch (progress) {
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
                return _("not opened yet");
        case ZL_OPENED:
                return _("opened");
        }
        return "";
}

/* ---- What bodies say ---- */

static void line(
    struct cli *cli, const char *field, const char *label, const char *text)
{
        if (text == NULL)
                return;
        out__say(cli, "    %s: %s\n", label, text);
        zl_json_put_text(cli->json, field, text);
}

static void lines(
    struct cli *cli, const char *field, const char *label, const char *text)
{
        if (text == NULL)
                return;
        out__say(cli, "    %s:\n", label);
        out__text(cli, text);
        zl_json_put_text(cli->json, field, text);
}

static void word(struct cli *cli, const char *field, const char *label,
    const char *const *words, int at)
{
        if (at >= 0) {
                out__say(cli, "    %s: %s\n", label, label__of(words[at]));
                zl_json_put_text(cli->json, field, words[at]);
        }
}

void show__note(struct cli *cli, const struct zl_note *note)
{
        if (note->has_seen_on) {
                char date[ZL_DATE_TEXT];

                zl_date_of(note->seen_on, date);
                line(cli, "seen_on", _("When"), date);
        }
        word(cli, "day_part", _("Part of the day"), zl_day_parts,
            note->day_part);
        word(cli, "place", _("Where"), zl_places, note->place);
        line(cli, "place_words", _("Where, in words"), note->place_words);
        lines(cli, "text", _("Seen or heard"), note->text);
        lines(cli, "worry", _("What worries"), note->worry);
        lines(cli, "seen_by", _("Who saw or heard it"), note->seen_by);
        lines(cli, "about", _("About"), note->about);
        word(cli, "parents_know", _("Do the parents know"), zl_parents_know,
            note->parents_know);
        line(cli, "parents_at", _("Parents reachable at"), note->parents_at);
        word(cli, "name_me", _("May the contact be named to the family"),
            zl_name_me, note->name_me);
        line(cli, "contact_at", _("Ring"), note->contact_at);
        word(cli, "came", _("How it came"), zl_came, note->came);
}

static int note_body(
    struct cli *cli, const struct zl_buf *buf, const struct zl_member *author)
{
        struct zl_note note = {0};
        enum zl_role role = author != NULL ? author->role : ZL_ROLE_CONTACT;
        int status = zl_note_parse(buf->data, buf->size, role, &note, NULL);

        /* Of an author we no longer know, one of the two forms fits. */
        if (status != ZL_OK && author == NULL)
                status = zl_note_parse(
                    buf->data, buf->size, ZL_ROLE_PROFESSIONAL, &note, NULL);
        if (status == ZL_OK)
                show__note(cli, &note);
        zl_note_done(&note);
        return status;
}

static int assessment_body(struct cli *cli, const struct zl_buf *buf)
{
        struct zl_assessment it = {0};
        int status = zl_assessment_parse(buf->data, buf->size, &it, NULL);

        if (status == ZL_OK) {
                lines(cli, "text", _("Assessment"), it.text);
                if (it.step > 0) {
                        out__say(
                            cli, _("    Step %d of the meldcode\n"), it.step);
                        zl_json_put_u64(cli->json, "step", (uint64_t)it.step);
                }
                word(cli, "report_needed", _("Is a report needed"), zl_yes_no,
                    it.report_needed);
                word(cli, "help_possible", _("Is help possible"), zl_yes_no,
                    it.help_possible);
        }
        zl_assessment_done(&it);
        return status;
}

static int feedback_body(struct cli *cli, const struct zl_buf *buf)
{
        struct zl_feedback it = {0};
        int status = zl_feedback_parse(buf->data, buf->size, &it, NULL);

        if (status == ZL_OK) {
                word(cli, "state", _("Answer"), zl_feedback_states, it.state);
                lines(cli, "text", _("It says"), it.text);
        }
        zl_feedback_done(&it);
        return status;
}

static int body(struct cli *cli, const struct zl_record_view *record)
{
        const struct zl_member *author =
            zl_directory_member(zl_core_directory(cli->core), &record->author);
        struct zl_buf buf = {0};
        int status = ZL_OK;

        zl_buf_init(&buf, ZL_BODY_JSON_MAX);
        status = zl_core_body(cli->core, &record->id, &buf);
        zl_json_open_object(cli->json, "body");
        if (status == ZL_OK && record->kind == ZL_NOTE)
                status = note_body(cli, &buf, author);
        else if (status == ZL_OK && record->kind == ZL_ASSESSMENT)
                status = assessment_body(cli, &buf);
        else if (status == ZL_OK && record->kind == ZL_FEEDBACK)
                status = feedback_body(cli, &buf);
        zl_json_close(cli->json);
        zl_buf_free(&buf);
        return status;
}

/* ---- Records and signals ---- */

static const char *kind_name(const struct zl_record_view *record)
{
        switch (record->kind) {
        case ZL_NOTE:
                return _("Note");
        case ZL_ACKNOWLEDGEMENT:
                return _("Opened");
        case ZL_ASSESSMENT:
                return _("Assessment");
        case ZL_FEEDBACK:
                return _("Answer");
        default:
                break;
        }
        return label__of(zl_kind_str(record->kind));
}

/* One line for a person.  That we opened something ourselves is no news. */
static void record_line(struct cli *cli, const struct zl_record_view *record)
{
        char when[SHOW_TIME];
        char id[TEXT_ID];

        show__time(record->time, when);
        text__id(&record->id, id);
        if (record->kind == ZL_ACKNOWLEDGEMENT && record->ours)
                return;
        if (record->kind == ZL_ACKNOWLEDGEMENT) {
                out__say(cli, _("\n  Opened by %s, %s\n"), record->author_name,
                    when);
                return;
        }
        out__say(cli, "\n  %s %s, %s, %s%s%s (%s)\n", kind_name(record), id,
            when, record->ours ? _("yours") : _("from "),
            record->ours ? "" : record->author_name,
            record->former ? _(", no longer a member") : "",
            progress_sentence(record->progress));
        if (record->unproven)
                out__say(cli,
                    _("    Take care: the author's invitation was used twice. "
                      "Ring the author before you rely on this.\n"));
}

static int record_of(struct cli *cli, const struct zl_record_view *record)
{
        int status = ZL_OK;

        record_line(cli, record);
        zl_json_open_object(cli->json, NULL);
        zl_json_put_hex(cli->json, "id", record->id.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "kind", zl_kind_str(record->kind));
        zl_json_put_hex(cli->json, "author", record->author.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "author_name", record->author_name);
        zl_json_put_bool(cli->json, "ours", record->ours);
        zl_json_put_bool(cli->json, "former", record->former);
        zl_json_put_bool(cli->json, "unproven", record->unproven);
        zl_json_put_text(
            cli->json, "progress", show__progress(record->progress));
        zl_json_put_time(cli->json, "time", record->time);
        if (record->has_body)
                status = body(cli, record);
        zl_json_close(cli->json);
        return status;
}

static void signal_fields(struct cli *cli, const struct zl_signal_view *signal)
{
        zl_json_put_hex(cli->json, "id", signal->id.bytes, ZL_ID_SIZE);
        zl_json_put_hex(cli->json, "club", signal->club.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "club_name", signal->club_name);
        zl_json_put_text(cli->json, "state", zl_state_str(signal->state));
        zl_json_put_time(cli->json, "time", signal->time);
        zl_json_put_bool(cli->json, "new", signal->has_new);
        zl_json_put_u64(cli->json, "record_count", signal->record_count);
        if (signal->acknowledged_by_known) {
                zl_json_put_hex(cli->json, "acknowledged_by",
                    signal->acknowledged_by.bytes, ZL_ID_SIZE);
                zl_json_put_time(
                    cli->json, "acknowledged_at", signal->acknowledged_at);
        }
}

static void opened_line(struct cli *cli, const struct zl_signal_view *signal)
{
        char name[SHOW_NAME];
        char when[SHOW_TIME];

        if (!signal->acknowledged_by_known) {
                out__say(cli,
                    signal->state == ZL_STATE_ACKNOWLEDGED
                        ? _("opened")
                        : _("not opened yet"));
                return;
        }
        show__name(cli, &signal->acknowledged_by, name);
        show__time(signal->acknowledged_at, when);
        out__say(cli, _("opened by %s, %s"), name, when);
}

void show__signal_line(struct cli *cli, const struct zl_signal_view *signal)
{
        char when[SHOW_TIME];
        char id[TEXT_ID];

        text__id(&signal->id, id);
        show__time(signal->time, when);
        out__say(cli, "%s %s  %s  %s  ", signal->has_new ? "*" : " ", id, when,
            signal->club_name != NULL ? signal->club_name : "?");
        opened_line(cli, signal);
        out__say(cli, "\n");
        zl_json_open_object(cli->json, NULL);
        signal_fields(cli, signal);
        zl_json_close(cli->json);
}

int show__signal(struct cli *cli, const struct zl_signal_view *signal)
{
        char id[TEXT_ID];
        int status = ZL_OK;

        text__id(&signal->id, id);
        out__say(cli, _("Signal %s, %s: "), id,
            signal->club_name != NULL ? signal->club_name : "?");
        opened_line(cli, signal);
        out__say(cli, "\n");
        zl_json_open_object(cli->json, "signal");
        signal_fields(cli, signal);
        zl_json_open_array(cli->json, "records");
        for (size_t i = 0; status == ZL_OK && i < signal->record_count; i++) {
                struct zl_record_view record;

                zl_core_record_at(cli->core, &signal->id, i, &record);
                status = record_of(cli, &record);
        }
        zl_json_close(cli->json);
        zl_json_close(cli->json);
        return status == ZL_OK ? EXIT_DONE : out__fail(cli, status);
}
