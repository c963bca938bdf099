/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Not a test: a program of assertions that are all false. harness_test runs
 * each case of it and wants to see it fail, and say so with both values. */
#include "check.h"

static void fails_bool(void)
{
        CHECK(1 > 2);
}

static void fails_int(void)
{
        CHECK_INT(-1, 1);
}

static void fails_uint(void)
{
        CHECK_UINT(1U, 2U);
}

static void fails_str(void)
{
        CHECK_STR("note", "notes");
}

static void fails_null(void)
{
        CHECK_STR(NULL, "");
}

static void fails_bytes(void)
{
        CHECK_BYTES("abc", 3, "abd", 3);
}

static void fails_short(void)
{
        CHECK_BYTES("abc", 2, "abc", 3);
}

static void fails_status(void)
{
        CHECK_STATUS(-1, 0);
}

static void fails_hard(void)
{
        REQUIRE_INT(1, 2);
        CHECK_STR("came here after a REQUIRE", "");
}

static const struct check_case cases[] = {
    CHECK_CASE(fails_bool),
    CHECK_CASE(fails_int),
    CHECK_CASE(fails_uint),
    CHECK_CASE(fails_str),
    CHECK_CASE(fails_null),
    CHECK_CASE(fails_bytes),
    CHECK_CASE(fails_short),
    CHECK_CASE(fails_status),
    CHECK_CASE(fails_hard),
};

CHECK_MAIN("bad", cases)
