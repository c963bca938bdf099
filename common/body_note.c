/* SPDX-License-Identifier: EUPL-1.2 */
/* The body of a note.  It has no field that grades, categorises or
 * concludes, and none may be added: docs/protocol.md, 3.2. */
#include "body_internal.h"
#include "calendar.h"

enum {
        LINE_MAX_CHARS = 200,
        TEXT_MAX_CHARS = 16000,
        WORRY_MAX_CHARS = 4000,
        WHO_MAX_CHARS = 1000
};

/* In the order of the lists below. */
enum { PLACE_OTHER = 5 };
enum { PARENTS_YES = 0, PARENTS_ASK_HELP = 2, PARENTS_UNSAFE = 3 };

const char *const zl_day_parts[] = {
    "morning", "afternoon", "evening", "night", NULL};
const char *const zl_places[] = {
    "training", "match", "camp", "changing-room", "online", "other", NULL};
const char *const zl_parents_know[] = {
    "yes", "no", "ask-help", "unsafe", "unknown", NULL};
const char *const zl_name_me[] = {"yes", "ask-first", "rather-not", NULL};
const char *const zl_came[] = {"visit", "phone", "trainer", "wijkagent",
    "opbouwwerker", "jongerenwerker", NULL};

struct zl_note zl_note_empty(void)
{
        return (struct zl_note){.day_part = -1,
            .place = -1,
            .parents_know = -1,
            .name_me = -1,
            .came = -1};
}

void zl_note_done(struct zl_note *note)
{
        zl_json_free(note->document);
        *note = zl_note_empty();
}

static const char *line(struct zl_json_reader *r, const char *name)
{
        return zl_json_text_optional(r, name, ZL_TEXT_LINE, LINE_MAX_CHARS);
}

static const char *lines(
    struct zl_json_reader *r, const char *name, size_t max_chars)
{
        return zl_json_text_optional(r, name, ZL_TEXT_LINES, max_chars);
}

static void read_fields(struct zl_json_reader *r, struct zl_note *note)
{
        note->has_seen_on = zl_json_has(r, "seen_on");
        if (note->has_seen_on)
                note->seen_on = zl_json_date(r, "seen_on");
        note->day_part = body__choice(r, "day_part", zl_day_parts);
        note->place = body__choice(r, "place", zl_places);
        note->place_words = line(r, "place_words");
        note->text = lines(r, "text", TEXT_MAX_CHARS);
        note->worry = lines(r, "worry", WORRY_MAX_CHARS);
        note->seen_by = lines(r, "seen_by", WHO_MAX_CHARS);
        note->about = lines(r, "about", WHO_MAX_CHARS);
        note->parents_know = body__choice(r, "parents_know", zl_parents_know);
        note->parents_at = line(r, "parents_at");
        note->name_me = body__choice(r, "name_me", zl_name_me);
        note->contact_at = line(r, "contact_at");
        note->came = body__choice(r, "came", zl_came);
}

/* Rules between fields. */
static void check_fields(
    struct zl_json_reader *r, const struct zl_note *note, enum zl_role author)
{
        bool says = note->text != NULL && note->text[0] != '\0';
        bool came = note->came >= 0;

        if (!says && note->contact_at == NULL)
                zl_json_fail(r, "text", ZL_E_MALFORMED);
        if (note->place_words != NULL && note->place != PLACE_OTHER)
                zl_json_fail(r, "place_words", ZL_E_MALFORMED);
        if (note->parents_at != NULL && note->parents_know != PARENTS_ASK_HELP)
                zl_json_fail(r, "parents_at", ZL_E_MALFORMED);
        /* Nobody but these two has a note to write at all. */
        if (!(author == ZL_ROLE_CONTACT && !came) &&
            !(author == ZL_ROLE_PROFESSIONAL && came))
                zl_json_fail(r, "came", ZL_E_MALFORMED);
}

static int parse(const void *data, size_t size, enum zl_role author,
    struct zl_note *ret_note, const char **ret_field)
{
        struct zl_note note = zl_note_empty();
        struct zl_json *document = NULL;
        struct zl_json_reader r = {0};
        int status = body__read(data, size, &document, &r, &note.written);

        if (status != ZL_OK)
                goto out;
        read_fields(&r, &note);
        check_fields(&r, &note, author);
        status = zl_json_end(&r);
        if (status != ZL_OK)
                goto out;
        note.document = document;
        document = NULL;
        *ret_note = note;
out:
        if (ret_field != NULL)
                *ret_field = r.field;
        zl_json_free(document);
        return status;
}

int zl_note_parse(const void *data, size_t size, enum zl_role author,
    struct zl_note *ret_note, const char **ret_field)
{
        if (size > ZL_BODY_JSON_MAX) {
                if (ret_field != NULL)
                        *ret_field = NULL;
                return ZL_E_TOO_LARGE;
        }
        return parse(data, size, author, ret_note, ret_field);
}

int zl_note_check_naming(const struct zl_note *note, enum zl_naming naming)
{
        bool known = note->parents_know == PARENTS_YES ||
            note->parents_know == PARENTS_ASK_HELP ||
            note->parents_know == PARENTS_UNSAFE;

        if (note->about == NULL || naming == ZL_NAMING_ALLOWED)
                return ZL_OK;
        if (naming == ZL_NAMING_KNOWN && known)
                return ZL_OK;
        return ZL_E_POLICY;
}

static int write_fields(
    const struct zl_note *note, struct zl_buf *buf, const char **ret_field)
{
        struct body__writer w = body__write(note->written);

        if (note->has_seen_on && note->seen_on > ZL_DAY_MAX)
                body__refuse(&w, "seen_on");
        else if (note->has_seen_on)
                zl_json_put_date(w.json, "seen_on", note->seen_on);
        body__put_choice(&w, "day_part", zl_day_parts, note->day_part);
        body__put_choice(&w, "place", zl_places, note->place);
        zl_json_put_text(w.json, "place_words", note->place_words);
        zl_json_put_text(w.json, "text", note->text);
        zl_json_put_text(w.json, "worry", note->worry);
        zl_json_put_text(w.json, "seen_by", note->seen_by);
        zl_json_put_text(w.json, "about", note->about);
        body__put_choice(
            &w, "parents_know", zl_parents_know, note->parents_know);
        zl_json_put_text(w.json, "parents_at", note->parents_at);
        body__put_choice(&w, "name_me", zl_name_me, note->name_me);
        zl_json_put_text(w.json, "contact_at", note->contact_at);
        body__put_choice(&w, "came", zl_came, note->came);
        return body__write_end(&w, buf, ret_field);
}

int zl_note_write(const struct zl_note *note, enum zl_role author,
    struct zl_buf *buf, const char **ret_field)
{
        struct zl_note again = zl_note_empty();
        const char *field = NULL;
        struct zl_buf json;
        int status = ZL_OK;

        /* Room beyond what a body may have, so that reading it again names
         * the text that is too long.  What passes that always fits. */
        zl_buf_init(&json, ZL_JSON_MAX);
        status = write_fields(note, &json, &field);
        if (status == ZL_OK)
                status = parse(json.data, json.size, author, &again, &field);
        if (status == ZL_OK) {
                zl_put_bytes(buf, json.data, json.size);
                status = buf->status;
        }
        if (ret_field != NULL)
                *ret_field = field;
        zl_note_done(&again);
        zl_buf_free(&json);
        return status;
}
