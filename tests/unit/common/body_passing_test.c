/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: what passes a signal on holds exactly its records and their keys,
 * and what a family said is kept as it said it. */
#include "common/body.h"
#include "common/crypto.h"
#include "common/json.h"

#include "check.h"
#include "fault_alloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WHEN "\"v\":1,\"written\":1795458419123"
#define A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define ENTRY(record, key) "{\"record\":\"" record "\",\"key\":\"" key "\"}"

static void start(void)
{
        static bool started;

        if (started)
                return;
        REQUIRE_OK(zl_crypto_start());
        REQUIRE_OK(zl_json_start());
        started = true;
}

static int parse(const char *json, bool with_text, const char **ret_field)
{
        struct zl_passing passing = {0};
        int status = zl_passing_parse(
            json, strlen(json), with_text, &passing, ret_field);

        zl_passing_done(&passing);
        return status;
}

/* A handover of so many records; free its records. */
static struct zl_passing handover(size_t count)
{
        struct zl_passing passing = {.written = {1795458419123},
            .text = "Ik ga met verlof.\nJij kent het gezin.",
            .records = calloc(count, sizeof(*passing.records)),
            .record_count = count};

        REQUIRE(passing.records != NULL);
        for (size_t i = 0; i < count; i++) {
                passing.records[i].record.bytes[0] = (uint8_t)i;
                passing.records[i].record.bytes[1] = (uint8_t)(i >> 8);
                memset(passing.records[i].key, (int)i & 0xff, 32);
        }
        return passing;
}

static void what_is_passed_on_comes_back_in_its_order(void)
{
        struct zl_passing passing = handover(ZL_PASSED_MAX);
        struct zl_passing again = {0};
        const char *field = "untouched";
        struct zl_buf buf;

        start();
        passing.records[0].record.bytes[31] = 0xff; /* not sorted */
        zl_buf_init(&buf, ZL_BODY_JSON_MAX);
        REQUIRE_OK(zl_passing_write(&passing, true, &buf, &field));
        CHECK_STR(field, NULL);
        REQUIRE_OK(zl_passing_parse(buf.data, buf.size, true, &again, &field));
        CHECK_UINT(again.written.ms, passing.written.ms);
        CHECK_STR(again.text, passing.text);
        REQUIRE_UINT(again.record_count, ZL_PASSED_MAX);
        CHECK_BYTES(again.records, again.record_count * sizeof(*again.records),
            passing.records, passing.record_count * sizeof(*passing.records));
        zl_passing_done(&again);
        CHECK(again.records == NULL && again.document == NULL);
        zl_buf_free(&buf);
        free(passing.records);
}

static void a_reseal_has_no_words(void)
{
        struct zl_passing passing = handover(1);
        const char *field = NULL;
        struct zl_buf buf;

        start();
        zl_buf_init(&buf, ZL_BODY_JSON_MAX);
        CHECK_STATUS(
            zl_passing_write(&passing, false, &buf, &field), ZL_E_MALFORMED);
        CHECK_STR(field, "text");
        CHECK_UINT(buf.size, 0);
        passing.text = NULL;
        REQUIRE_OK(zl_passing_write(&passing, false, &buf, &field));
        CHECK_OK(parse("{" WHEN ",\"text\":\"a\",\"records\":[]}", true, NULL));
        CHECK_STATUS(
            parse("{" WHEN ",\"text\":\"a\",\"records\":[]}", false, NULL),
            ZL_E_MALFORMED);
        zl_buf_free(&buf);
        free(passing.records);
}

static void each_record_once_with_one_key_and_nothing_more(void)
{
        static const char *const right[] = {
            "{" WHEN ",\"records\":[]}",
            "{" WHEN ",\"records\":[" ENTRY(B, B) "," ENTRY(A, B) "]}",
            "{" WHEN ",\"text\":\"\",\"records\":[" ENTRY(A, B) "]}",
        };
        static const char *const wrong[] = {
            "{" WHEN "}",
            "{" WHEN ",\"records\":[" ENTRY(A, A) "," ENTRY(A, B) "]}",
            "{" WHEN ",\"records\":[" ENTRY(A, A) "," ENTRY(B, "bb") "]}",
            "{" WHEN ",\"records\":[{\"record\":\"" A "\"}]}",
            "{" WHEN ",\"records\":[{\"record\":\"" A "\",\"key\":\"" A
            "\",\"id\":1}]}",
            "{" WHEN ",\"records\":{}}",
        };
        const char *field = NULL;

        start();
        for (size_t i = 0; i < sizeof(right) / sizeof(*right); i++)
                if (!CHECK_OK(parse(right[i], true, &field)))
                        (void)printf("%s\n", right[i]);
        for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
                field = NULL;
                if (!CHECK_STATUS(
                        parse(wrong[i], true, &field), ZL_E_MALFORMED))
                        (void)printf("%s\n", wrong[i]);
                CHECK_STR(field, "records");
        }
        CHECK_STATUS(
            parse("{" WHEN ",\"records\":[1]}", true, NULL), ZL_E_MALFORMED);
        CHECK_STATUS(parse("{\"v\":2}", true, NULL), ZL_E_VERSION);
}

static void passing_on_has_its_limits(void)
{
        struct zl_passing passing = handover(ZL_PASSED_MAX + 1);
        char *text = malloc(4002);
        const char *field = NULL;
        struct zl_buf buf;

        start();
        REQUIRE(text != NULL);
        memset(text, 'a', 4001);
        text[4001] = '\0';
        zl_buf_init(&buf, ZL_BODY_JSON_MAX);
        CHECK(zl_passing_write(&passing, true, &buf, &field) != ZL_OK);
        CHECK_STR(field, "records");
        passing.record_count = 1;
        passing.text = text;
        CHECK(zl_passing_write(&passing, true, &buf, &field) != ZL_OK);
        CHECK_STR(field, "text");
        passing.text = text + 1;
        CHECK_OK(zl_passing_write(&passing, true, &buf, &field));
        CHECK_STATUS(
            zl_passing_parse(text, ZL_BODY_JSON_MAX + 1, true, NULL, &field),
            ZL_E_TOO_LARGE);
        zl_buf_free(&buf);
        free(text);
        free(passing.records);
}

static int write_both(struct zl_buf *buf, struct zl_passing *passing)
{
        struct zl_family_statement family = {
            .written = {1}, .text = "Zo was het niet.", .from = "de moeder"};
        int status = zl_passing_write(passing, true, buf, NULL);

        return status == ZL_OK ? zl_family_statement_write(&family, buf, NULL)
                               : status;
}

static void without_memory_nothing_is_passed_on(void)
{
        struct zl_passing passing = handover(3);
        struct zl_buf buf;
        int status = ZL_OK;
        size_t n = 1;

        start();
        zl_buf_init(&buf, ZL_BODY_JSON_MAX);
        for (;; n++) {
                zl_buf_free(&buf);
                fault_alloc_fail_at(n);
                status = write_both(&buf, &passing);
                if (!fault_alloc_stop())
                        break;
                CHECK_STATUS(status, ZL_E_MEMORY);
        }
        CHECK_OK(status);
        CHECK(n > 10);
        zl_buf_free(&buf);
        free(passing.records);
}

static int parse_family(const char *json, const char **ret_field)
{
        struct zl_family_statement family = {0};
        int status =
            zl_family_statement_parse(json, strlen(json), &family, ret_field);

        zl_family_statement_done(&family);
        return status;
}

static void a_family_statement_comes_back_as_it_was_written(void)
{
        struct zl_family_statement family = {.written = {1795458419123},
            .text = "Wij zien dat anders.\nHij was ziek.",
            .from = "de moeder en oma"};
        struct zl_family_statement again = {0};
        const char *field = "untouched";
        struct zl_buf buf;

        start();
        zl_buf_init(&buf, ZL_BODY_JSON_MAX);
        REQUIRE_OK(zl_family_statement_write(&family, &buf, &field));
        CHECK_STR(field, NULL);
        REQUIRE_OK(
            zl_family_statement_parse(buf.data, buf.size, &again, &field));
        CHECK_UINT(again.written.ms, family.written.ms);
        CHECK_STR(again.text, family.text);
        CHECK_STR(again.from, family.from);
        zl_family_statement_done(&again);
        CHECK(again.document == NULL);
        zl_buf_reset(&buf);
        family.from = NULL;
        REQUIRE_OK(zl_family_statement_write(&family, &buf, &field));
        zl_buf_reset(&buf);
        family.text = NULL;
        CHECK_STATUS(
            zl_family_statement_write(&family, &buf, &field), ZL_E_MALFORMED);
        CHECK_STR(field, "text");
        zl_buf_free(&buf);
}

static void a_family_statement_has_two_fields(void)
{
        static const struct {
                const char *json;
                const char *field; /* NULL: the whole */
        } wrong[] = {
            {"{" WHEN "}", "text"},
            {"{" WHEN ",\"text\":\"\"}", "text"},
            {"{" WHEN ",\"text\":\"a\",\"from\":\"\"}", "from"},
            {"{" WHEN ",\"text\":\"a\",\"from\":\"a\\nb\"}", "from"},
            {"{" WHEN ",\"text\":\"a\",\"step\":1}", NULL},
        };
        const char *field = NULL;

        start();
        CHECK_OK(parse_family("{" WHEN ",\"text\":\"a\"}", &field));
        CHECK_OK(
            parse_family("{" WHEN ",\"text\":\"a\",\"from\":\"b\"}", &field));
        for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
                field = "untouched";
                CHECK_STATUS(
                    parse_family(wrong[i].json, &field), ZL_E_MALFORMED);
                CHECK_STR(field, wrong[i].field);
        }
        CHECK_STATUS(
            zl_family_statement_parse("", ZL_BODY_JSON_MAX + 1, NULL, &field),
            ZL_E_TOO_LARGE);
}

static const struct check_case cases[] = {
    CHECK_CASE(what_is_passed_on_comes_back_in_its_order),
    CHECK_CASE(a_reseal_has_no_words),
    CHECK_CASE(each_record_once_with_one_key_and_nothing_more),
    CHECK_CASE(passing_on_has_its_limits),
    CHECK_CASE(without_memory_nothing_is_passed_on),
    CHECK_CASE(a_family_statement_comes_back_as_it_was_written),
    CHECK_CASE(a_family_statement_has_two_fields),
};

CHECK_MAIN("body_passing", cases)
