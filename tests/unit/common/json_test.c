/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: JSON that is not exactly what is expected is refused, and what is
 * written reads back. */
#include <string.h>

#include "check.h"
#include "common/crypto.h"
#include "common/json.h"
#include "fault_alloc.h"

static void what_is_no_strict_object_is_refused(void)
{
        static const struct {
                const char *text;
                int status;
        } bad[] = {
            {"", ZL_E_MALFORMED},
            {"[]", ZL_E_MALFORMED},
            {"\"x\"", ZL_E_MALFORMED},
            {"{} {}", ZL_E_MALFORMED},
            {"{\"a\":1,\"a\":1}", ZL_E_MALFORMED},
            {"{\"a\":\"\\u0000\"}", ZL_E_MALFORMED},
            {"{\"a\":\"\xff\"}", ZL_E_MALFORMED},
            {"{\"a\":\"\xc0\x80\"}", ZL_E_MALFORMED},
            {"\xef\xbb\xbf{}", ZL_E_MALFORMED},
            {"{'a':1}", ZL_E_MALFORMED},
            {"{\"a\":01}", ZL_E_MALFORMED},
            {"{\"a\":[[[[[[[[1]]]]]]]]}", ZL_E_TOO_LARGE},
        };

        for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
                struct zl_json *json = NULL;

                CHECK_STATUS(
                    zl_json_parse(bad[i].text, strlen(bad[i].text), &json),
                    bad[i].status);
                CHECK(json == NULL);
        }
}

static void size_is_bounded_before_parsing(void)
{
        static char large[ZL_JSON_MAX + 1];
        struct zl_json *json = NULL;

        memset(large, ' ', sizeof(large));
        large[0] = '{';
        large[ZL_JSON_MAX - 1] = '}';
        CHECK_OK(zl_json_parse(large, ZL_JSON_MAX, &json));
        zl_json_free(json);
        json = NULL;
        CHECK_STATUS(
            zl_json_parse(large, sizeof(large), &json), ZL_E_TOO_LARGE);
}

static void lists_may_be_longer(void)
{
        static char large[ZL_JSON_LIST_MAX + 1];
        struct zl_json *json = NULL;

        memset(large, ' ', sizeof(large));
        large[0] = '{';
        large[ZL_JSON_LIST_MAX - 1] = '}';
        CHECK_OK(zl_json_parse_list(large, ZL_JSON_LIST_MAX, &json));
        zl_json_free(json);
        json = NULL;
        CHECK_STATUS(
            zl_json_parse_list(large, sizeof(large), &json), ZL_E_TOO_LARGE);
}

/* Read the one field "a" of a document in some way. */
typedef void read_field(struct zl_json_reader *r);

static int read_as(const char *text, read_field *read, const char **ret_field)
{
        struct zl_json *json = NULL;
        struct zl_json_reader r;
        int status = ZL_OK;

        REQUIRE_OK(zl_json_parse(text, strlen(text), &json));
        r = zl_json_read(json);
        read(&r);
        status = zl_json_end(&r);
        *ret_field = r.field;
        zl_json_free(json);
        return status;
}

static void as_line(struct zl_json_reader *r)
{
        (void)zl_json_text(r, "a", ZL_TEXT_LINE, 3);
}

static void as_lines(struct zl_json_reader *r)
{
        (void)zl_json_text(r, "a", ZL_TEXT_LINES, 3);
}

static void as_number(struct zl_json_reader *r)
{
        (void)zl_json_u64(r, "a", 2, 5);
}

static void as_hex(struct zl_json_reader *r)
{
        uint8_t bytes[2];

        zl_json_hex(r, "a", bytes, sizeof(bytes));
}

static void as_choice(struct zl_json_reader *r)
{
        static const char *const words[] = {"yes", "no", NULL};

        (void)zl_json_choice(r, "a", words);
}

static void as_date(struct zl_json_reader *r)
{
        (void)zl_json_date(r, "a");
}

static void as_bool(struct zl_json_reader *r)
{
        (void)zl_json_bool(r, "a");
}

static void as_array(struct zl_json_reader *r)
{
        const struct zl_json *array = NULL;
        size_t count = zl_json_array(r, "a", 2, &array);
        uint8_t bytes[1];

        for (size_t i = 0; i < count; i++)
                zl_json_array_hex(r, array, i, bytes, sizeof(bytes));
}

static void as_object(struct zl_json_reader *r)
{
        struct zl_json_reader inner = zl_json_read(zl_json_object(r, "a"));

        (void)zl_json_u64(&inner, "b", 0, 9);
        if (zl_json_end(&inner) != ZL_OK)
                zl_json_fail(r, "a", inner.status);
}

static const struct {
        const char *text;
        read_field *read;
        int status;
} fields[] = {
    {"{\"a\":\"abc\"}", as_line, ZL_OK},
    {"{\"a\":\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x91\x8d\"}", as_line, ZL_OK},
    {"{\"a\":\"abcd\"}", as_line, ZL_E_TOO_LARGE},
    {"{\"a\":\"\"}", as_line, ZL_E_MALFORMED},
    {"{\"a\":\"a\\n\"}", as_line, ZL_E_MALFORMED},
    {"{\"a\":\"a\\u007f\"}", as_line, ZL_E_MALFORMED},
    {"{\"a\":1}", as_line, ZL_E_MALFORMED},
    {"{}", as_line, ZL_E_MALFORMED},
    {"{\"a\":\"x\",\"b\":1}", as_line, ZL_E_MALFORMED},
    {"{\"a\":\"\"}", as_lines, ZL_OK},
    {"{\"a\":\"\\n\\tx\"}", as_lines, ZL_OK},
    {"{\"a\":\"\\r\"}", as_lines, ZL_E_MALFORMED},
    {"{\"a\":\"\\u001b\"}", as_lines, ZL_E_MALFORMED},
    {"{\"a\":2}", as_number, ZL_OK},
    {"{\"a\":5}", as_number, ZL_OK},
    {"{\"a\":1}", as_number, ZL_E_MALFORMED},
    {"{\"a\":6}", as_number, ZL_E_MALFORMED},
    {"{\"a\":-3}", as_number, ZL_E_MALFORMED},
    {"{\"a\":3.0}", as_number, ZL_E_MALFORMED},
    {"{\"a\":\"3\"}", as_number, ZL_E_MALFORMED},
    {"{\"a\":true}", as_number, ZL_E_MALFORMED},
    {"{\"a\":\"00ff\"}", as_hex, ZL_OK},
    {"{\"a\":\"00FF\"}", as_hex, ZL_E_MALFORMED},
    {"{\"a\":\"00f\"}", as_hex, ZL_E_MALFORMED},
    {"{\"a\":null}", as_hex, ZL_E_MALFORMED},
    {"{\"a\":\"no\"}", as_choice, ZL_OK},
    {"{\"a\":\"No\"}", as_choice, ZL_E_MALFORMED},
    {"{\"a\":\"\"}", as_choice, ZL_E_MALFORMED},
    {"{\"a\":\"2028-02-29\"}", as_date, ZL_OK},
    {"{\"a\":\"2027-02-29\"}", as_date, ZL_E_MALFORMED},
    {"{\"a\":20270228}", as_date, ZL_E_MALFORMED},
    {"{\"a\":false}", as_bool, ZL_OK},
    {"{\"a\":0}", as_bool, ZL_E_MALFORMED},
    {"{\"a\":[]}", as_array, ZL_OK},
    {"{\"a\":[\"00\",\"01\"]}", as_array, ZL_OK},
    {"{\"a\":[\"00\",\"01\",\"02\"]}", as_array, ZL_E_TOO_LARGE},
    {"{\"a\":[\"00\",1]}", as_array, ZL_E_MALFORMED},
    {"{\"a\":{}}", as_array, ZL_E_MALFORMED},
    {"{\"a\":{\"b\":1}}", as_object, ZL_OK},
    {"{\"a\":{\"b\":1,\"c\":1}}", as_object, ZL_E_MALFORMED},
    {"{\"a\":[]}", as_object, ZL_E_MALFORMED},
};

static void every_field_is_held_to_its_form(void)
{
        for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
                const char *field = NULL;
                int status = read_as(fields[i].text, fields[i].read, &field);

                if (status != fields[i].status)
                        CHECK_STR(fields[i].text, zl_status_str(status));
                CHECK_STATUS(status, fields[i].status);
        }
}

static int write_sample(struct zl_buf *buf)
{
        struct zl_json_writer *w = zl_json_write();

        zl_json_put_text(w, "t", "een \"regel\"\n\xe2\x82\xac");
        zl_json_put_text(w, "left-out", NULL);
        zl_json_put_hex(w, "h", "\x00\xff", 2);
        zl_json_put_u64(w, "n", 9007199254740991);
        zl_json_put_bool(w, "b", true);
        zl_json_put_date(w, "d", 20833);
        zl_json_put_time(w, "m", (struct zl_time){UINT64_C(1800000000123)});
        zl_json_open_array(w, "l");
        zl_json_put_u64(w, NULL, 1);
        zl_json_open_object(w, NULL);
        zl_json_put_bool(w, "x", false);
        zl_json_close(w);
        zl_json_close(w);
        return zl_json_write_end(w, buf);
}

static const char sample[] =
    "{\"t\":\"een \\\"regel\\\"\\n\xe2\x82\xac\",\"h\":\"00ff\","
    "\"n\":9007199254740991,\"b\":true,\"d\":\"2027-01-15\","
    "\"m\":\"2027-01-15T08:00:00.123Z\",\"l\":[1,{\"x\":false}]}";

static void what_is_written_stands_in_order(void)
{
        struct zl_buf buf;

        zl_buf_init(&buf, 1000);
        CHECK_OK(write_sample(&buf));
        CHECK_BYTES(buf.data, buf.size, sample, strlen(sample));
        zl_buf_free(&buf);
}

static void text_that_is_not_utf8_is_not_written(void)
{
        struct zl_json_writer *w = zl_json_write();
        struct zl_buf buf;

        zl_buf_init(&buf, 1000);
        zl_json_put_text(w, "t", "\xff");
        CHECK_STATUS(zl_json_write_end(w, &buf), ZL_E_MALFORMED);
        zl_buf_free(&buf);
}

static void a_full_buffer_and_no_memory_are_told_apart(void)
{
        struct zl_buf buf;
        int status = ZL_E_MEMORY;

        zl_buf_init(&buf, 10);
        CHECK_STATUS(write_sample(&buf), ZL_E_TOO_LARGE);
        zl_buf_free(&buf);
        for (size_t n = 1; n < 200 && status != ZL_OK; n++) {
                zl_buf_init(&buf, 1000);
                fault_alloc_fail_at(n);
                status = write_sample(&buf);
                (void)fault_alloc_stop();
                if (status != ZL_OK)
                        CHECK_STATUS(status, ZL_E_MEMORY);
                zl_buf_free(&buf);
        }
        CHECK_OK(status);
}

static void the_libraries_start(void)
{
        REQUIRE_OK(zl_crypto_start());
        REQUIRE_OK(zl_json_start());
}

static const struct check_case cases[] = {
    CHECK_CASE(the_libraries_start),
    CHECK_CASE(what_is_no_strict_object_is_refused),
    CHECK_CASE(size_is_bounded_before_parsing),
    CHECK_CASE(lists_may_be_longer),
    CHECK_CASE(every_field_is_held_to_its_form),
    CHECK_CASE(what_is_written_stands_in_order),
    CHECK_CASE(text_that_is_not_utf8_is_not_written),
    CHECK_CASE(a_full_buffer_and_no_memory_are_told_apart),
};

CHECK_MAIN("json", cases)
