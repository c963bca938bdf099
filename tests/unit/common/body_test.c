/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: a body says exactly what its kind may say. What is refused names
 * its field, and nothing can be written that a reader would refuse. Sweeps
 * over every field stand in tests/schema; here are the rules between fields,
 * the limits, and what happens when memory runs out. */
#include "common/body.h"
#include "common/calendar.h"
#include "common/crypto.h"
#include "common/json.h"

#include "check.h"
#include "fault_alloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WHEN "\"v\":1,\"written\":1795458419123"

static int parse_note(
    const char *json, enum zl_role author, const char **ret_field)
{
        struct zl_note note = zl_note_empty();
        int status =
            zl_note_parse(json, strlen(json), author, &note, ret_field);

        zl_note_done(&note);
        return status;
}

static int parse_assessment(const char *json, const char **ret_field)
{
        struct zl_assessment assessment = {0};
        int status =
            zl_assessment_parse(json, strlen(json), &assessment, ret_field);

        zl_assessment_done(&assessment);
        return status;
}

static int parse_feedback(const char *json, const char **ret_field)
{
        struct zl_feedback feedback = {0};
        int status =
            zl_feedback_parse(json, strlen(json), &feedback, ret_field);

        zl_feedback_done(&feedback);
        return status;
}

static void start(void)
{
        static bool started;

        if (started)
                return;
        REQUIRE_OK(zl_crypto_start());
        REQUIRE_OK(zl_json_start());
        started = true;
}

static struct zl_note full_note(void)
{
        return (struct zl_note){.written = {1795458419123},
            .has_seen_on = true,
            .seen_on = 20780,
            .day_part = 2,
            .place = 5,
            .place_words = "bij de fietsenstalling",
            .text =
                "Hij bleef na de training zitten.\nHij wilde niet naar huis.",
            .worry = "Dit was de derde keer.",
            .seen_by = "Ik, en de trainer van de D2",
            .about = "jongen van een jaar of tien",
            .parents_know = 2,
            .parents_at = "de moeder, na zessen",
            .name_me = 1,
            .contact_at = "06 12345678, 's avonds",
            .came = -1};
}

static void a_note_comes_back_as_it_was_written(void)
{
        struct zl_note note = full_note();
        struct zl_note again = zl_note_empty();
        const char *field = "untouched";
        struct zl_buf buf;

        start();
        zl_buf_init(&buf, ZL_BODY_JSON_MAX);
        REQUIRE_OK(zl_note_write(&note, ZL_ROLE_CONTACT, &buf, &field));
        CHECK_STR(field, NULL);
        REQUIRE_OK(
            zl_note_parse(buf.data, buf.size, ZL_ROLE_CONTACT, &again, &field));
        CHECK_UINT(again.written.ms, note.written.ms);
        CHECK(again.has_seen_on);
        CHECK_UINT(again.seen_on, note.seen_on);
        CHECK_INT(again.day_part, 2);
        CHECK_INT(again.place, 5);
        CHECK_STR(again.place_words, note.place_words);
        CHECK_STR(again.text, note.text);
        CHECK_STR(again.worry, note.worry);
        CHECK_STR(again.seen_by, note.seen_by);
        CHECK_STR(again.about, note.about);
        CHECK_INT(again.parents_know, 2);
        CHECK_STR(again.parents_at, note.parents_at);
        CHECK_INT(again.name_me, 1);
        CHECK_STR(again.contact_at, note.contact_at);
        CHECK_INT(again.came, -1);
        zl_note_done(&again);
        zl_buf_free(&buf);
}

static void a_note_has_these_fields_and_no_other(void)
{
        /* The whole list: who adds a field changes this test, and has to
         * think of the line that a note may not cross. */
        static const char wanted[] =
            "{\"v\":1,\"written\":1795458419123,\"seen_on\":\"2026-11-23\","
            "\"day_part\":\"evening\",\"place\":\"other\",\"place_words\":"
            "\"p\",\"text\":\"t\",\"worry\":\"w\",\"seen_by\":\"s\","
            "\"about\":\"a\",\"parents_know\":\"ask-help\",\"parents_at\":"
            "\"h\",\"name_me\":\"rather-not\",\"contact_at\":\"c\","
            "\"came\":\"opbouwwerker\"}";
        struct zl_note note = full_note();
        struct zl_buf buf;

        start();
        note.place_words = "p";
        note.text = "t";
        note.worry = "w";
        note.seen_by = "s";
        note.about = "a";
        note.parents_at = "h";
        note.name_me = 2;
        note.contact_at = "c";
        note.came = 4;
        zl_buf_init(&buf, ZL_BODY_JSON_MAX);
        REQUIRE_OK(zl_note_write(&note, ZL_ROLE_PROFESSIONAL, &buf, NULL));
        CHECK_BYTES(buf.data, buf.size, wanted, sizeof(wanted) - 1);
        zl_buf_free(&buf);
}

static void ring_me_is_a_whole_note(void)
{
        const char *field = NULL;

        start();
        CHECK_OK(parse_note("{" WHEN ",\"contact_at\":\"06 12345678\"}",
            ZL_ROLE_CONTACT, &field));
        CHECK_OK(parse_note("{" WHEN ",\"text\":\"\",\"contact_at\":\"06\"}",
            ZL_ROLE_CONTACT, &field));
        CHECK_STATUS(
            parse_note("{" WHEN "}", ZL_ROLE_CONTACT, &field), ZL_E_MALFORMED);
        CHECK_STR(field, "text");
        CHECK_STATUS(
            parse_note("{" WHEN ",\"text\":\"\",\"worry\":\"Toch wel.\"}",
                ZL_ROLE_CONTACT, &field),
            ZL_E_MALFORMED);
        CHECK_STR(field, "text");
}

static void nothing_in_a_note_grades_or_concludes(void)
{
        static const char *const words[] = {"urgency", "severity", "category",
            "cause", "step", "report_needed", "help_possible", "conclusion",
            "state", "assessment"};
        char json[200];

        start();
        for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
                const char *field = "untouched";

                (void)snprintf(json, sizeof(json),
                    "{" WHEN ",\"text\":\"t\",\"%s\":\"yes\"}", words[i]);
                CHECK_STATUS(
                    parse_note(json, ZL_ROLE_CONTACT, &field), ZL_E_MALFORMED);
                CHECK_STR(field, NULL);
        }
}

static void a_professional_says_how_it_came_and_a_contact_cannot(void)
{
        static const char plain[] = "{" WHEN ",\"text\":\"t\"}";
        static const char came[] =
            "{" WHEN ",\"text\":\"t\",\"came\":\"visit\"}";
        const char *field = NULL;

        start();
        CHECK_OK(parse_note(plain, ZL_ROLE_CONTACT, &field));
        CHECK_OK(parse_note(came, ZL_ROLE_PROFESSIONAL, &field));
        CHECK_STATUS(
            parse_note(plain, ZL_ROLE_PROFESSIONAL, &field), ZL_E_MALFORMED);
        CHECK_STR(field, "came");
        CHECK_STATUS(parse_note(came, ZL_ROLE_CONTACT, &field), ZL_E_MALFORMED);
        CHECK_STR(field, "came");
        CHECK_STATUS(
            parse_note(plain, ZL_ROLE_SUPPORTER, &field), ZL_E_MALFORMED);
        CHECK_STATUS(
            parse_note(came, ZL_ROLE_COORDINATOR, &field), ZL_E_MALFORMED);
}

/* A note of a contact with one more field, and what it must be called. */
static const struct {
        const char *more;
        int status;
        const char *field;
} note_rules[] = {
    {",\"place\":\"other\"", ZL_OK, NULL},
    {",\"place\":\"other\",\"place_words\":\"bus\"", ZL_OK, NULL},
    {",\"place\":\"camp\",\"place_words\":\"bus\"", ZL_E_MALFORMED,
        "place_words"},
    {",\"place_words\":\"bus\"", ZL_E_MALFORMED, "place_words"},
    {",\"place\":\"other\",\"place_words\":\"\"", ZL_E_MALFORMED,
        "place_words"},
    {",\"parents_know\":\"ask-help\"", ZL_OK, NULL},
    {",\"parents_know\":\"ask-help\",\"parents_at\":\"06\"", ZL_OK, NULL},
    {",\"parents_know\":\"yes\",\"parents_at\":\"06\"", ZL_E_MALFORMED,
        "parents_at"},
    {",\"parents_at\":\"06\"", ZL_E_MALFORMED, "parents_at"},
    {",\"parents_know\":\"maybe\"", ZL_E_MALFORMED, "parents_know"},
    {",\"parents_know\":2", ZL_E_MALFORMED, "parents_know"},
    {",\"seen_on\":\"2026-02-29\"", ZL_E_MALFORMED, "seen_on"},
    {",\"seen_on\":\"2028-02-29\"", ZL_OK, NULL},
    {",\"day_part\":\"noon\"", ZL_E_MALFORMED, "day_part"},
    {",\"worry\":\"\"", ZL_OK, NULL},
    {",\"worry\":null", ZL_E_MALFORMED, "worry"},
    {",\"contact_at\":\"a\\nb\"", ZL_E_MALFORMED, "contact_at"},
    {",\"about\":\"a\\nb\"", ZL_OK, NULL},
};

static void rules_between_fields_of_a_note(void)
{
        char json[300];

        start();
        for (size_t i = 0; i < sizeof(note_rules) / sizeof(*note_rules); i++) {
                const char *field = "untouched";

                (void)snprintf(json, sizeof(json),
                    "{" WHEN ",\"text\":\"t\"%s}", note_rules[i].more);
                if (!CHECK_STATUS(parse_note(json, ZL_ROLE_CONTACT, &field),
                        note_rules[i].status))
                        (void)printf("%s\n", json);
                CHECK_STR(field, note_rules[i].field);
        }
}

static void another_version_is_named_before_anything_else(void)
{
        const char *field = NULL;

        start();
        CHECK_STATUS(
            parse_note("{\"v\":2,\"words\":[]}", ZL_ROLE_CONTACT, &field),
            ZL_E_VERSION);
        CHECK_STR(field, "v");
        CHECK_STATUS(parse_assessment("{\"v\":2}", &field), ZL_E_VERSION);
        CHECK_STATUS(parse_feedback("{\"v\":0}", &field), ZL_E_VERSION);
        CHECK_STATUS(parse_feedback("{\"v\":\"1\"}", &field), ZL_E_MALFORMED);
        CHECK_STR(field, "v");
        CHECK_STATUS(parse_feedback("{}", &field), ZL_E_MALFORMED);
        CHECK_STR(field, "v");
}

/* A text of `count` times the same character of two bytes. */
static char *long_text(size_t count)
{
        char *text = malloc(2 * count + 1);

        REQUIRE(text != NULL);
        for (size_t i = 0; i < count; i++)
                memcpy(text + 2 * i, "\xc3\xab", 2);
        text[2 * count] = '\0';
        return text;
}

static int note_with(size_t offset, size_t chars, const char **ret_field)
{
        struct zl_note note = full_note();
        char *text = long_text(chars);
        struct zl_buf buf;
        int status = ZL_OK;

        memcpy((char *)&note + offset, &text, sizeof(text));
        zl_buf_init(&buf, ZL_BODY_JSON_MAX);
        status = zl_note_write(&note, ZL_ROLE_CONTACT, &buf, ret_field);
        CHECK_UINT(buf.size == 0, status != ZL_OK);
        zl_buf_free(&buf);
        free(text);
        return status;
}

static void every_text_of_a_note_has_its_limit(void)
{
        static const struct {
                size_t offset;
                size_t limit;
                const char *name;
        } texts[] = {
            {offsetof(struct zl_note, place_words), 200, "place_words"},
            {offsetof(struct zl_note, text), 16000, "text"},
            {offsetof(struct zl_note, worry), 4000, "worry"},
            {offsetof(struct zl_note, seen_by), 1000, "seen_by"},
            {offsetof(struct zl_note, about), 1000, "about"},
            {offsetof(struct zl_note, parents_at), 200, "parents_at"},
            {offsetof(struct zl_note, contact_at), 200, "contact_at"},
        };

        start();
        for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
                const char *field = NULL;

                CHECK_OK(note_with(texts[i].offset, texts[i].limit, &field));
                CHECK_STATUS(
                    note_with(texts[i].offset, texts[i].limit + 1, &field),
                    ZL_E_TOO_LARGE);
                CHECK_STR(field, texts[i].name);
        }
}

static void a_body_over_the_largest_class_is_refused(void)
{
        char *json = malloc(ZL_BODY_JSON_MAX + 1);
        const char *field = "untouched";
        static const char note[] = "{" WHEN ",\"text\":\"t\"}";

        start();
        REQUIRE(json != NULL);
        memset(json, ' ', ZL_BODY_JSON_MAX + 1);
        memcpy(json, note, sizeof(note) - 1);
        for (size_t more = 0; more < 2; more++) {
                size_t size = ZL_BODY_JSON_MAX + more;
                int wanted = more == 0 ? ZL_OK : ZL_E_TOO_LARGE;
                struct zl_note parsed = zl_note_empty();

                CHECK_STATUS(
                    zl_note_parse(json, size, ZL_ROLE_CONTACT, &parsed, &field),
                    wanted);
                zl_note_done(&parsed);
        }
        CHECK_STR(field, NULL);
        free(json);
}

static void the_charter_decides_whether_somebody_is_named(void)
{
        struct zl_note note = full_note();

        note.about = NULL;
        CHECK_OK(zl_note_check_naming(&note, ZL_NAMING_NEVER));
        note.about = "een meisje uit de E1";
        CHECK_STATUS(zl_note_check_naming(&note, ZL_NAMING_NEVER), ZL_E_POLICY);
        for (int know = -1; zl_parents_know[know + 1] != NULL; know++) {
                bool may = know == 0 || know == 2 || know == 3;

                note.parents_know = know;
                CHECK_STATUS(zl_note_check_naming(&note, ZL_NAMING_KNOWN),
                    may ? ZL_OK : ZL_E_POLICY);
                CHECK_OK(zl_note_check_naming(&note, ZL_NAMING_ALLOWED));
        }
        note.parents_know = 4; /* unknown: the last of the words */
        CHECK_STATUS(zl_note_check_naming(&note, ZL_NAMING_KNOWN), ZL_E_POLICY);
}

static void only_step_five_answers_two_questions(void)
{
        static const struct {
                const char *more;
                const char *field;
        } rules[] = {
            {"", NULL},
            {",\"step\":1", NULL},
            {",\"step\":4", NULL},
            {",\"step\":5,\"report_needed\":\"no\",\"help_possible\":\"yes\"",
                NULL},
            {",\"step\":5", "report_needed"},
            {",\"step\":5,\"report_needed\":\"no\"", "help_possible"},
            {",\"step\":5,\"help_possible\":\"no\"", "report_needed"},
            {",\"step\":4,\"report_needed\":\"no\",\"help_possible\":\"yes\"",
                "report_needed"},
            {",\"report_needed\":\"no\",\"help_possible\":\"yes\"",
                "report_needed"},
            {",\"step\":0", "step"},
            {",\"step\":6", "step"},
            {",\"step\":\"5\"", "step"},
        };
        char json[300];

        start();
        for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++) {
                const char *field = "untouched";

                (void)snprintf(json, sizeof(json),
                    "{" WHEN ",\"text\":\"t\"%s}", rules[i].more);
                CHECK_STATUS(parse_assessment(json, &field),
                    rules[i].field == NULL ? ZL_OK : ZL_E_MALFORMED);
                CHECK_STR(field, rules[i].field);
        }
        CHECK_STATUS(
            parse_assessment("{" WHEN ",\"text\":\"\"}", NULL), ZL_E_MALFORMED);
        CHECK_STATUS(parse_assessment("{" WHEN ",\"state\":\"closed\","
                                      "\"text\":\"t\"}",
                         NULL),
            ZL_E_MALFORMED);
}

static void an_assessment_comes_back_as_it_was_written(void)
{
        struct zl_assessment written = {.written = {1},
            .text = "Gewogen met een collega.",
            .step = 5,
            .report_needed = 1,
            .help_possible = 0};
        struct zl_assessment again = {0};
        struct zl_buf buf;

        start();
        zl_buf_init(&buf, ZL_BODY_JSON_MAX);
        REQUIRE_OK(zl_assessment_write(&written, &buf, NULL));
        REQUIRE_OK(zl_assessment_parse(buf.data, buf.size, &again, NULL));
        CHECK_UINT(again.written.ms, 1);
        CHECK_STR(again.text, written.text);
        CHECK_INT(again.step, 5);
        CHECK_INT(again.report_needed, 1);
        CHECK_INT(again.help_possible, 0);
        zl_assessment_done(&again);
        zl_buf_free(&buf);
}

static void a_feedback_comes_back_as_it_was_written(void)
{
        struct zl_feedback written = {
            .written = {2}, .state = 2, .text = "Mag ik je bellen?"};
        struct zl_feedback again = {0};
        struct zl_buf buf;

        start();
        zl_buf_init(&buf, ZL_BODY_JSON_MAX);
        REQUIRE_OK(zl_feedback_write(&written, &buf, NULL));
        REQUIRE_OK(zl_feedback_parse(buf.data, buf.size, &again, NULL));
        CHECK_UINT(again.written.ms, 2);
        CHECK_STR(zl_feedback_states[again.state], "question");
        CHECK_STR(again.text, written.text);
        zl_feedback_done(&again);
        zl_buf_free(&buf);
        CHECK_STATUS(parse_feedback("{" WHEN ",\"state\":\"closed\","
                                    "\"text\":\"\"}",
                         NULL),
            ZL_E_MALFORMED);
        CHECK_STATUS(
            parse_feedback("{" WHEN ",\"text\":\"t\"}", NULL), ZL_E_MALFORMED);
}

static void what_has_no_written_form_is_refused_by_its_field(void)
{
        struct zl_note note = full_note();
        struct zl_assessment assessment = {.text = "t", .step = 6};
        struct zl_feedback feedback = {.text = "t", .state = 4};
        const char *field = NULL;
        struct zl_buf buf;

        start();
        zl_buf_init(&buf, ZL_BODY_JSON_MAX);
        note.seen_on = ZL_DAY_MAX + 1;
        CHECK_STATUS(zl_note_write(&note, ZL_ROLE_CONTACT, &buf, &field),
            ZL_E_MALFORMED);
        CHECK_STR(field, "seen_on");
        note = full_note();
        note.written.ms = UINT64_C(1) << 53;
        CHECK_STATUS(zl_note_write(&note, ZL_ROLE_CONTACT, &buf, &field),
            ZL_E_MALFORMED);
        CHECK_STR(field, "written");
        note = full_note();
        note.name_me = 3;
        CHECK_STATUS(zl_note_write(&note, ZL_ROLE_CONTACT, &buf, &field),
            ZL_E_MALFORMED);
        CHECK_STR(field, "name_me");
        note = full_note();
        note.text = "caf\xe9"; /* not UTF-8 */
        CHECK_STATUS(zl_note_write(&note, ZL_ROLE_CONTACT, &buf, &field),
            ZL_E_MALFORMED);
        CHECK_STATUS(
            zl_assessment_write(&assessment, &buf, &field), ZL_E_MALFORMED);
        CHECK_STR(field, "step");
        CHECK_STATUS(
            zl_feedback_write(&feedback, &buf, &field), ZL_E_MALFORMED);
        CHECK_STR(field, "state");
        feedback.state = -1; /* it must be said */
        CHECK_STATUS(
            zl_feedback_write(&feedback, &buf, &field), ZL_E_MALFORMED);
        CHECK_STR(field, "state");
        CHECK_UINT(buf.size, 0);
        zl_buf_free(&buf);
}

static int write_one(int kind, struct zl_buf *buf)
{
        struct zl_note note = full_note();
        struct zl_assessment assessment = {
            .text = "t", .step = 5, .report_needed = 0, .help_possible = 0};
        struct zl_feedback feedback = {.text = "t"};

        if (kind == 0)
                return zl_note_write(&note, ZL_ROLE_CONTACT, buf, NULL);
        if (kind == 1)
                return zl_assessment_write(&assessment, buf, NULL);
        return zl_feedback_write(&feedback, buf, NULL);
}

/* Writing reads again, so this fails every allocation of both. jansson copes
 * when a table of fields cannot grow: then the whole body must be there. */
static void without_memory_nothing_is_written(void)
{
        size_t refused = 0;

        start();
        for (int kind = 0; kind < 3; kind++) {
                struct zl_buf whole;
                struct zl_buf buf;
                int status = ZL_OK;

                zl_buf_init(&whole, ZL_BODY_JSON_MAX);
                zl_buf_init(&buf, ZL_BODY_JSON_MAX);
                REQUIRE_OK(write_one(kind, &whole));
                for (size_t n = 1;; n++) {
                        fault_alloc_fail_at(n);
                        status = write_one(kind, &buf);
                        if (!fault_alloc_stop())
                                break;
                        if (status != ZL_OK) {
                                refused++;
                                CHECK_STATUS(status, ZL_E_MEMORY);
                                CHECK_UINT(buf.size, 0);
                        } else {
                                CHECK_BYTES(
                                    buf.data, buf.size, whole.data, whole.size);
                        }
                        zl_buf_free(&buf);
                        zl_buf_init(&buf, ZL_BODY_JSON_MAX);
                }
                CHECK_OK(status);
                zl_buf_free(&buf);
                zl_buf_free(&whole);
        }
        CHECK(refused > 100);
}

static const struct check_case cases[] = {
    CHECK_CASE(a_note_comes_back_as_it_was_written),
    CHECK_CASE(a_note_has_these_fields_and_no_other),
    CHECK_CASE(ring_me_is_a_whole_note),
    CHECK_CASE(nothing_in_a_note_grades_or_concludes),
    CHECK_CASE(a_professional_says_how_it_came_and_a_contact_cannot),
    CHECK_CASE(rules_between_fields_of_a_note),
    CHECK_CASE(another_version_is_named_before_anything_else),
    CHECK_CASE(every_text_of_a_note_has_its_limit),
    CHECK_CASE(a_body_over_the_largest_class_is_refused),
    CHECK_CASE(the_charter_decides_whether_somebody_is_named),
    CHECK_CASE(only_step_five_answers_two_questions),
    CHECK_CASE(an_assessment_comes_back_as_it_was_written),
    CHECK_CASE(a_feedback_comes_back_as_it_was_written),
    CHECK_CASE(what_has_no_written_form_is_refused_by_its_field),
    CHECK_CASE(without_memory_nothing_is_written),
};

CHECK_MAIN("body", cases)
