/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to what records say: each kind with the words that people know its
 * fields by. */
#include <string.h>

#include "calendar.h"
#include "label.h"
#include "out.h"
#include "show.h"

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

static int family_body(struct cli *cli, const struct zl_buf *buf)
{
        struct zl_family_statement it = {0};
        int status = zl_family_statement_parse(buf->data, buf->size, &it, NULL);

        if (status == ZL_OK) {
                line(cli, "from", _("Who says so"), it.from);
                lines(cli, "text", _("In their words"), it.text);
        }
        zl_family_statement_done(&it);
        return status;
}

static int passing_body(
    struct cli *cli, const struct zl_buf *buf, bool with_text)
{
        struct zl_passing it = {0};
        int status =
            zl_passing_parse(buf->data, buf->size, with_text, &it, NULL);

        if (status == ZL_OK)
                lines(cli, "text", _("What you should know"), it.text);
        zl_passing_done(&it);
        return status;
}

static int by_kind(struct cli *cli, const struct zl_record_view *record,
    const struct zl_buf *buf)
{
        switch (record->kind) {
        case ZL_NOTE:
        case ZL_ADDENDUM:
                return note_body(cli, buf,
                    zl_directory_member(
                        zl_core_directory(cli->core), &record->author));
        case ZL_ASSESSMENT:
                return assessment_body(cli, buf);
        case ZL_FEEDBACK:
                return feedback_body(cli, buf);
        case ZL_FAMILY_STATEMENT:
                return family_body(cli, buf);
        case ZL_HANDOVER:
        case ZL_STEP_OUT:
        case ZL_RESEAL:
                return passing_body(cli, buf, record->kind != ZL_RESEAL);
        default:
                return ZL_OK; /* marks say nothing */
        }
}

int show__body(struct cli *cli, const struct zl_record_view *record)
{
        struct zl_buf buf = {0};
        int status = ZL_OK;

        zl_buf_init(&buf, ZL_BODY_JSON_MAX);
        status = zl_core_body(cli->core, &record->id, &buf);
        zl_json_open_object(cli->json, "body");
        if (status == ZL_OK)
                status = by_kind(cli, record, &buf);
        zl_json_close(cli->json);
        zl_buf_free(&buf);
        return status;
}
