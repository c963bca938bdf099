/* SPDX-License-Identifier: EUPL-1.2 */
/* Hello! Pictures of numbers. */
#include "bars.h"

#include "check.h"

static void check_bar(
    uint32_t whole, uint32_t part, uint32_t most, const char *want)
{
        struct zl_buf buf;

        zl_buf_init(&buf, 4 * BARS_WIDTH);
        bars__put(whole, part, most, &buf);
        zl_put_u8(&buf, 0);
        CHECK_STR((const char *)buf.data, want);
        zl_buf_free(&buf);
}

static void a_bar_is_as_long_as_its_number(void)
{
        check_bar(32, 16, 32, "████████████████░░░░░░░░░░░░░░░░");
        check_bar(8, 0, 32, "▒▒▒▒▒▒▒▒");
        check_bar(10, 5, 80, "██░░");
}

/* Of many there is little to see, and that much is seen. */
static void what_is_not_zero_is_seen(void)
{
        check_bar(5, 0, 100000, "▒");
        check_bar(1000, 5, 1000, "█░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░");
        check_bar(1000, 995, 1000, "███████████████████████████████░");
        check_bar(UINT32_MAX, UINT32_MAX, UINT32_MAX,
            "████████████████████████████████");
}

static void what_has_no_part_is_full(void)
{
        struct zl_buf buf;

        zl_buf_init(&buf, 4 * BARS_WIDTH);
        bars__put_full(4, 32, &buf);
        zl_put_u8(&buf, 0);
        CHECK_STR((const char *)buf.data, "████");
        zl_buf_free(&buf);
}

static const struct check_case cases[] = {
    CHECK_CASE(a_bar_is_as_long_as_its_number),
    CHECK_CASE(what_is_not_zero_is_seen),
    CHECK_CASE(what_has_no_part_is_full),
};
CHECK_MAIN("cli_bars", cases)
