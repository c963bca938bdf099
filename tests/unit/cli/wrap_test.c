/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: a long sentence breaks at a space, and nothing else changes. */
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "wrap.h"

enum { WIDTH = 20 };

static void becomes(size_t width, const char *text, const char *wanted)
{
        struct wrap wrap = {.width = width};
        struct zl_buf buf = {0};

        zl_buf_init(&buf, 4096);
        wrap__put(&wrap, text, &buf);
        CHECK_BYTES(buf.data, buf.size, wanted, strlen(wanted));
        zl_buf_free(&buf);
}

static void what_fits_stays(void)
{
        becomes(WIDTH, "", "");
        becomes(
            WIDTH, "short\n\n  and  spaced \n", "short\n\n  and  spaced \n");
        becomes(WIDTH, "twenty letters wide.", "twenty letters wide.");
}

static void what_does_not_breaks_at_a_space(void)
{
        becomes(WIDTH, "twenty letters, wide.", "twenty letters,\nwide.");
        becomes(WIDTH, "one two three four five six seven\n",
            "one two three four\nfive six seven\n");
}

static void a_made_line_begins_as_far_in(void)
{
        becomes(WIDTH, "    one two three four five",
            "    one two three\n    four five");
}

static void what_stands_behind_a_label_stays_behind_it(void)
{
        becomes(WIDTH, "Words:  one two three four\nfive six seven eight nine",
            "Words:  one two\n        three four\nfive six seven eight\nnine");
        becomes(WIDTH, "  113   one two  three four",
            "  113   one two\n        three four");
        becomes(WIDTH, "one two three four  five  six seven",
            "one two three four\nfive  six seven");
}

static void a_word_that_is_too_long_stays_whole(void)
{
        becomes(WIDTH, "see https://zijlijn.example.nl/#code now",
            "see\nhttps://zijlijn.example.nl/#code\nnow");
        becomes(WIDTH, "  https://zijlijn.example.nl/#code",
            "  https://zijlijn.example.nl/#code");
}

static void letters_count_not_bytes(void)
{
        becomes(WIDTH, "één twéé dríé vïër…", "één twéé dríé vïër…");
        becomes(WIDTH, "één twéé dríé vïërtjes", "één twéé dríé\nvïërtjes");
}

static void no_width_is_no_wrapping(void)
{
        becomes(0, "one two three four five six seven eight\n",
            "one two three four five six seven eight\n");
}

static void it_goes_on_where_it_was(void)
{
        struct wrap wrap = {.width = WIDTH};
        struct zl_buf buf = {0};
        static const char wanted[] = "Signal 3f9a: opened\nby Samira\n";

        zl_buf_init(&buf, 4096);
        wrap__put(&wrap, "Signal 3f9a:", &buf);
        wrap__put(&wrap, " opened", &buf);
        wrap__put(&wrap, " by Samira", &buf);
        wrap__put(&wrap, "\n", &buf);
        CHECK_BYTES(buf.data, buf.size, wanted, strlen(wanted));
        CHECK_UINT(wrap.column, 0);
        zl_buf_free(&buf);
}

static void what_is_no_terminal_has_no_width(void)
{
        int ends[2];

        REQUIRE(pipe(ends) == 0);
        CHECK_UINT(wrap__width(ends[1]), 0);
        (void)close(ends[0]);
        (void)close(ends[1]);
}

static void cell_is(const char *text, const char *wanted)
{
        struct zl_buf buf = {0};

        zl_buf_init(&buf, 4096);
        wrap__cell(text, 6, &buf);
        CHECK_BYTES(buf.data, buf.size, wanted, strlen(wanted));
        zl_buf_free(&buf);
}

static void a_cell_is_as_wide_as_its_column(void)
{
        cell_is("", "      ");
        cell_is("club", "club  ");
        cell_is("zééën", "zééën ");
        cell_is("zééën!", "zééën!");
        cell_is("zéééééé", "zéééé~");
        cell_is("a longer one", "a lon~");
}

static const struct check_case cases[] = {
    CHECK_CASE(what_fits_stays),
    CHECK_CASE(what_does_not_breaks_at_a_space),
    CHECK_CASE(a_made_line_begins_as_far_in),
    CHECK_CASE(what_stands_behind_a_label_stays_behind_it),
    CHECK_CASE(a_word_that_is_too_long_stays_whole),
    CHECK_CASE(letters_count_not_bytes),
    CHECK_CASE(no_width_is_no_wrapping),
    CHECK_CASE(it_goes_on_where_it_was),
    CHECK_CASE(what_is_no_terminal_has_no_width),
    CHECK_CASE(a_cell_is_as_wide_as_its_column),
};
CHECK_MAIN("cli_wrap", cases)
