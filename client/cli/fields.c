/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the fields: what a record says, one field after the other, with
 * the words that people know them by. Showing, searching and printing all
 * begin here, so that none of them forgets a field. */
#include "fields.h"

#include <string.h>

#include "calendar.h"
#include "label.h"

/* Where the fields go. */
struct to {
        field_taker *take;
        void *context;
};

static void give(const struct to *to, enum field_kind kind, const char *name,
    const char *label, const char *text)
{
        struct field field = {
            .kind = kind, .name = name, .label = label, .text = text};

        if (text != NULL)
                to->take(to->context, &field);
}

static void line(
    const struct to *to, const char *name, const char *label, const char *text)
{
        give(to, FIELD_LINE, name, label, text);
}

static void lines(
    const struct to *to, const char *name, const char *label, const char *text)
{
        give(to, FIELD_LINES, name, label, text);
}

static void word(const struct to *to, const char *name, const char *label,
    const char *const *words, int at)
{
        if (at >= 0)
                give(to, FIELD_WORD, name, label, words[at]);
}

static void note_fields(const struct to *to, const struct zl_note *note)
{
        if (note->has_seen_on) {
                char date[ZL_DATE_TEXT];

                zl_date_of(note->seen_on, date);
                line(to, "seen_on", _("When"), date);
        }
        word(
            to, "day_part", _("Part of the day"), zl_day_parts, note->day_part);
        word(to, "place", _("Where"), zl_places, note->place);
        line(to, "place_words", _("Where, in words"), note->place_words);
        lines(to, "text", _("Seen or heard"), note->text);
        lines(to, "worry", _("What worries"), note->worry);
        lines(to, "seen_by", _("Who saw or heard it"), note->seen_by);
        lines(to, "about", _("About"), note->about);
        word(to, "parents_know", _("Do the parents know"), zl_parents_know,
            note->parents_know);
        line(to, "parents_at", _("Parents reachable at"), note->parents_at);
        word(to, "name_me", _("May the contact be named to the family"),
            zl_name_me, note->name_me);
        line(to, "contact_at", _("Ring"), note->contact_at);
        word(to, "came", _("How it came"), zl_came, note->came);
}

void fields__note(const struct zl_note *note, field_taker *take, void *context)
{
        note_fields(&(struct to){take, context}, note);
}

static int note_body(const struct to *to, const struct zl_buf *buf,
    const struct zl_member *author)
{
        struct zl_note note = {0};
        enum zl_role role = author != NULL ? author->role : ZL_ROLE_CONTACT;
        int status = zl_note_parse(buf->data, buf->size, role, &note, NULL);

        /* Of an author we no longer know, one of the two forms fits. */
        if (status != ZL_OK && author == NULL)
                status = zl_note_parse(
                    buf->data, buf->size, ZL_ROLE_PROFESSIONAL, &note, NULL);
        if (status == ZL_OK)
                note_fields(to, &note);
        zl_note_done(&note);
        return status;
}

static int assessment_body(const struct to *to, const struct zl_buf *buf)
{
        struct zl_assessment it = {0};
        int status = zl_assessment_parse(buf->data, buf->size, &it, NULL);

        if (status == ZL_OK) {
                lines(to, "text", _("Assessment"), it.text);
                if (it.step > 0) {
                        char digit[] = {(char)('0' + it.step), '\0'};

                        give(to, FIELD_DIGIT, "step", _("Step of the meldcode"),
                            digit);
                }
                word(to, "report_needed", _("Is a report needed"), zl_yes_no,
                    it.report_needed);
                word(to, "help_possible", _("Is help possible"), zl_yes_no,
                    it.help_possible);
        }
        zl_assessment_done(&it);
        return status;
}

static int feedback_body(const struct to *to, const struct zl_buf *buf)
{
        struct zl_feedback it = {0};
        int status = zl_feedback_parse(buf->data, buf->size, &it, NULL);

        if (status == ZL_OK) {
                word(to, "state", _("Answer"), zl_feedback_states, it.state);
                lines(to, "text", _("It says"), it.text);
        }
        zl_feedback_done(&it);
        return status;
}

static int family_body(const struct to *to, const struct zl_buf *buf)
{
        struct zl_family_statement it = {0};
        int status = zl_family_statement_parse(buf->data, buf->size, &it, NULL);

        if (status == ZL_OK) {
                line(to, "from", _("Who says so"), it.from);
                lines(to, "text", _("In their words"), it.text);
        }
        zl_family_statement_done(&it);
        return status;
}

static int passing_body(
    const struct to *to, const struct zl_buf *buf, bool with_text)
{
        struct zl_passing it = {0};
        int status =
            zl_passing_parse(buf->data, buf->size, with_text, &it, NULL);

        if (status == ZL_OK)
                lines(to, "text", _("What you should know"), it.text);
        zl_passing_done(&it);
        return status;
}

static int by_kind(struct cli *cli, const struct zl_record_view *record,
    const struct zl_buf *buf, const struct to *to)
{
        switch (record->kind) {
        case ZL_NOTE:
        case ZL_ADDENDUM:
                return note_body(to, buf,
                    zl_directory_member(
                        zl_core_directory(cli->core), &record->author));
        case ZL_ASSESSMENT:
                return assessment_body(to, buf);
        case ZL_FEEDBACK:
                return feedback_body(to, buf);
        case ZL_FAMILY_STATEMENT:
                return family_body(to, buf);
        case ZL_HANDOVER:
        case ZL_STEP_OUT:
        case ZL_RESEAL:
                return passing_body(to, buf, record->kind != ZL_RESEAL);
        default:
                return ZL_OK; /* marks say nothing */
        }
}

int fields__of(struct cli *cli, const struct zl_record_view *record,
    field_taker *take, void *context)
{
        struct to to = {take, context};
        struct zl_buf buf = {0};
        int status = ZL_OK;

        zl_buf_init(&buf, ZL_BODY_JSON_MAX);
        status = zl_core_body(cli->core, &record->id, &buf);
        if (status == ZL_OK)
                status = by_kind(cli, record, &buf, &to);
        zl_buf_free(&buf);
        return status;
}
