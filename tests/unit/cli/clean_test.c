/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! What others wrote is shown, never obeyed. */
#include <string.h>

#include "check.h"
#include "out.h"

static void becomes(const char *text, bool keep_lines, const char *wanted)
{
        struct zl_buf buf = {0};

        zl_buf_init(&buf, 4096);
        out__clean(text, keep_lines, &buf);
        CHECK_BYTES(buf.data, buf.size, wanted, strlen(wanted));
        zl_buf_free(&buf);
}

static void plain_text_stays(void)
{
        becomes("Zoë zei: “au”, €2 ☂", false, "Zoë zei: “au”, €2 ☂");
        becomes("a\tb\nc", true, "a\tb\nc");
}

static void what_moves_a_cursor_is_spelled_out(void)
{
        becomes("\x1b[2J", true, "\\x1b[2J");
        becomes("a\rb", true, "a\\x0db");
        becomes("a\bb\x7f", true, "a\\x08b\\x7f");
        becomes("a\nb\tc", false, "a\\x0ab\\x09c");
        /* CSI as one character of the C1 set */
        becomes("\xc2\x9b"
                "2J",
            true, "\\xc2\\x9b2J");
}

static void what_turns_the_direction_is_spelled_out(void)
{
        becomes("a\xe2\x80\xae"
                "b",
            true,
            "a\\xe2\\x80\\xae"
            "b");
        becomes("a\xe2\x81\xa6"
                "b",
            true,
            "a\\xe2\\x81\\xa6"
            "b");
}

static void the_mark_of_arabic_is_spelled_out(void)
{
        becomes("a\xd8\x9c"
                "b",
            true,
            "a\\xd8\\x9c"
            "b");
}

static void text_that_ends_early_is_not_read_past(void)
{
        becomes("\xc2", true, "\xc2");
        becomes("\xe2\x80", true, "\xe2\x80");
}

static const struct check_case cases[] = {
    CHECK_CASE(plain_text_stays),
    CHECK_CASE(what_moves_a_cursor_is_spelled_out),
    CHECK_CASE(what_turns_the_direction_is_spelled_out),
    CHECK_CASE(the_mark_of_arabic_is_spelled_out),
    CHECK_CASE(text_that_ends_early_is_not_read_past),
};
CHECK_MAIN("cli_clean", cases)
