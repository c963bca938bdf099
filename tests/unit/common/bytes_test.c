/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: readers never pass their end, buffers never their maximum, and every
 * value has one spelling. */
#include <string.h>

#include "check.h"
#include "common/bytes.h"
#include "common/crypto.h"
#include "fault_alloc.h"

static void integers_are_big_endian_both_ways(void)
{
        static const uint8_t wire[] = {
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
        struct zl_reader r = zl_reader_of(wire, sizeof(wire));
        struct zl_buf buf;

        CHECK_UINT(zl_read_u8(&r), 1);
        CHECK_UINT(zl_read_u16(&r), 0x0203);
        CHECK_UINT(zl_read_u32(&r), 0x04050607);
        CHECK_UINT(zl_read_u64(&r), UINT64_C(0x08090a0b0c0d0e0f));
        CHECK_OK(zl_reader_end(&r));
        zl_buf_init(&buf, 15);
        zl_put_u8(&buf, 1);
        zl_put_u16(&buf, 0x0203);
        zl_put_u32(&buf, 0x04050607);
        zl_put_u64(&buf, UINT64_C(0x08090a0b0c0d0e0f));
        CHECK_BYTES(buf.data, buf.size, wire, sizeof(wire));
        zl_buf_free(&buf);
}

static void a_reader_that_failed_stays_failed_and_yields_zeros(void)
{
        static const uint8_t wire[] = {0xff, 0xff, 0xff};
        struct zl_reader r = zl_reader_of(wire, sizeof(wire));
        uint8_t out[4] = {9, 9, 9, 9};

        CHECK_UINT(zl_read_u32(&r), 0);
        CHECK_UINT(zl_read_u8(&r), 0);
        zl_read_bytes(&r, out, sizeof(out));
        CHECK_BYTES(out, sizeof(out), "\0\0\0\0", 4);
        CHECK_STATUS(zl_reader_end(&r), ZL_E_MALFORMED);
}

static void bytes_left_over_are_malformed(void)
{
        static const uint8_t wire[] = {1, 2};
        struct zl_reader r = zl_reader_of(wire, sizeof(wire));
        struct zl_reader nothing = zl_reader_of(NULL, 0);

        (void)zl_read_u8(&r);
        CHECK_UINT(zl_reader_left(&r), 1);
        CHECK_STATUS(zl_reader_end(&r), ZL_E_MALFORMED);
        CHECK_OK(zl_reader_end(&nothing));
        CHECK_UINT(zl_read_u8(&nothing), 0);
        CHECK_STATUS(zl_reader_end(&nothing), ZL_E_MALFORMED);
}

static void a_length_is_held_against_its_limit_and_what_there_is(void)
{
        static const uint8_t wire[] = {0, 0, 0, 3, 'a', 'b', 'c'};
        struct zl_reader fits = zl_reader_of(wire, sizeof(wire));
        struct zl_reader over = zl_reader_of(wire, sizeof(wire));
        struct zl_reader cut = zl_reader_of(wire, sizeof(wire) - 1);
        struct zl_bytes view = zl_read_var(&fits, 3);

        CHECK_BYTES(view.data, view.size, "abc", 3);
        CHECK_OK(zl_reader_end(&fits));
        (void)zl_read_var(&over, 2);
        CHECK_STATUS(zl_reader_end(&over), ZL_E_TOO_LARGE);
        view = zl_read_var(&cut, 3);
        CHECK(view.data == NULL && view.size == 0);
        CHECK_STATUS(zl_reader_end(&cut), ZL_E_MALFORMED);
}

static void a_buffer_keeps_its_maximum_and_its_failure(void)
{
        struct zl_buf buf;

        zl_buf_init(&buf, 5);
        zl_put_text(&buf, "abcd");
        zl_put_u16(&buf, 1);
        CHECK_STATUS(buf.status, ZL_E_TOO_LARGE);
        CHECK_BYTES(buf.data, buf.size, "abcd", 4);
        zl_put_u8(&buf, 1);
        CHECK_UINT(buf.size, 4);
        zl_buf_reset(&buf);
        CHECK_OK(buf.status);
        zl_put_var(&buf, "x", 1);
        CHECK_BYTES(buf.data, buf.size, "\0\0\0\1x", 5);
        zl_buf_free(&buf);
        CHECK_UINT(buf.size, 0);
}

static void a_buffer_without_memory_says_so(void)
{
        struct zl_buf buf;
        uint8_t *copy = NULL;

        zl_buf_init(&buf, 1024 * 1024);
        fault_alloc_fail_at(1);
        zl_put_text(&buf, "abc");
        CHECK_STATUS(buf.status, ZL_E_MEMORY);
        fault_alloc_fail_at(1);
        CHECK_STATUS(zl_bytes_copy("abc", 3, &copy), ZL_E_MEMORY);
        (void)fault_alloc_stop();
        CHECK(copy == NULL);
        zl_buf_free(&buf);
}

static void hexadecimal_has_one_spelling(void)
{
        static const char *const bad[] = {
            "", "0", "00f", "00ff0", "00fF", "00fg", "0 ff", "-1ff"};
        uint8_t bytes[2] = {7, 7};
        char text[5];

        zl_hex_of("\x00\xff", 2, text);
        CHECK_STR(text, "00ff");
        for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
                CHECK_STATUS(zl_hex_parse(bad[i], bytes, 2), ZL_E_MALFORMED);
                CHECK_UINT(bytes[0], 7); /* untouched */
        }
        CHECK_OK(zl_hex_parse("00ff", bytes, 2));
        CHECK_BYTES(bytes, 2, "\x00\xff", 2);
}

static void base64_has_one_spelling(void)
{
        static const char *const bad[] = {
            "/+8", "/+9=", "_-8=", "/+8=\n", "/+8==", "/+8A", "    "};
        uint8_t bytes[2];
        char text[ZL_BASE64_TEXT(2)];

        zl_base64_of("\xff\xef", 2, text);
        CHECK_STR(text, "/+8=");
        CHECK_OK(zl_base64_parse(text, 4, bytes, 2));
        CHECK_BYTES(bytes, 2, "\xff\xef", 2);
        for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
                CHECK_STATUS(zl_base64_parse(bad[i], strlen(bad[i]), bytes, 2),
                    ZL_E_MALFORMED);
}

static void every_status_has_a_text_of_its_own(void)
{
        for (int status = 0; status >= ZL_E_OUTRUN; status--) {
                CHECK(strcmp(zl_status_str(status), "unknown status") != 0);
                for (int other = status + 1; other <= 0; other++)
                        CHECK(strcmp(zl_status_str(status),
                                  zl_status_str(other)) != 0);
        }
        CHECK_STR(zl_status_str(ZL_E_OUTRUN - 1), "unknown status");
        CHECK_STR(zl_status_str(1), "unknown status");
}

static void the_libraries_start(void)
{
        REQUIRE_OK(zl_crypto_start());
}

static const struct check_case cases[] = {
    CHECK_CASE(the_libraries_start),
    CHECK_CASE(integers_are_big_endian_both_ways),
    CHECK_CASE(a_reader_that_failed_stays_failed_and_yields_zeros),
    CHECK_CASE(bytes_left_over_are_malformed),
    CHECK_CASE(a_length_is_held_against_its_limit_and_what_there_is),
    CHECK_CASE(a_buffer_keeps_its_maximum_and_its_failure),
    CHECK_CASE(a_buffer_without_memory_says_so),
    CHECK_CASE(hexadecimal_has_one_spelling),
    CHECK_CASE(base64_has_one_spelling),
    CHECK_CASE(every_status_has_a_text_of_its_own),
};

CHECK_MAIN("bytes", cases)
