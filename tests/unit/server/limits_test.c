/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! The limits of each device, with a clock that the test moves. */
#include "limits.h"

#include <stdlib.h>

#include "check.h"

static const struct zl_limit usual[ZL_LIMITED_COUNT] = {
    [ZL_LIMITED_ASK] = {.rate = 10, .burst = 5},
    [ZL_LIMITED_WRITE] = {.rate = 2, .burst = 3},
};

static struct zl_sign_key key_of(unsigned number)
{
        struct zl_sign_key key = {0};

        /* All in one row of the table. */
        key.bytes[8] = (uint8_t)(number >> 8);
        key.bytes[9] = (uint8_t)number;
        return key;
}

static struct zl_limits *limits_new(void)
{
        struct zl_limits *limits = NULL;

        REQUIRE_OK(zl_limits_new(usual, &limits));
        return limits;
}

/* How many one may take in a row. */
static unsigned taken(struct zl_limits *limits, unsigned who,
    enum zl_limited what, uint64_t now_ms)
{
        struct zl_sign_key key = key_of(who);
        unsigned count = 0;

        while (count < 100 && zl_limits_take(limits, &key, what, now_ms))
                count++;
        return count;
}

static void a_burst_and_then_the_rate(void)
{
        struct zl_limits *limits = limits_new();

        CHECK_UINT(taken(limits, 1, ZL_LIMITED_ASK, 1000), 5);
        CHECK_UINT(taken(limits, 1, ZL_LIMITED_ASK, 1099), 0);
        CHECK_UINT(taken(limits, 1, ZL_LIMITED_ASK, 1100), 1);
        CHECK_UINT(taken(limits, 1, ZL_LIMITED_ASK, 1300), 2);
        /* Within the second that Retry-After says there is one again. */
        CHECK_UINT(taken(limits, 1, ZL_LIMITED_WRITE, 1300), 3);
        CHECK_UINT(taken(limits, 1, ZL_LIMITED_WRITE, 2300), 2);
        zl_limits_free(limits);
}

/* However long one was quiet, the burst is all there is. */
static void quiet_time_is_not_saved_up(void)
{
        static const uint64_t later[] = {
            100000, UINT64_MAX / 1000, UINT64_MAX - 1};
        struct zl_limits *limits = limits_new();

        CHECK_UINT(taken(limits, 1, ZL_LIMITED_ASK, 1), 5);
        for (size_t i = 0; i < sizeof(later) / sizeof(later[0]); i++)
                CHECK_UINT(taken(limits, 1, ZL_LIMITED_ASK, later[i]), 5);
        zl_limits_free(limits);
}

static void each_device_and_each_thing_has_its_own(void)
{
        struct zl_limits *limits = limits_new();

        CHECK_UINT(taken(limits, 1, ZL_LIMITED_ASK, 1000), 5);
        CHECK_UINT(taken(limits, 1, ZL_LIMITED_WRITE, 1000), 3);
        CHECK_UINT(taken(limits, 2, ZL_LIMITED_ASK, 1000), 5);
        zl_limits_free(limits);
}

/* Threads may look at the clock in another order than they come here. */
static void an_earlier_moment_gives_nothing(void)
{
        struct zl_limits *limits = limits_new();

        CHECK_UINT(taken(limits, 1, ZL_LIMITED_ASK, 1000), 5);
        CHECK_UINT(taken(limits, 1, ZL_LIMITED_ASK, 900), 0);
        CHECK_UINT(taken(limits, 1, ZL_LIMITED_ASK, 1000), 0);
        CHECK_UINT(taken(limits, 1, ZL_LIMITED_ASK, 1100), 1);
        zl_limits_free(limits);
}

/* Who asks most lately keeps the place; who was quiet longest is pushed out,
 * and comes back with full buckets. */
static void the_table_does_not_grow(void)
{
        struct zl_limits *limits = limits_new();

        CHECK_UINT(taken(limits, 1, ZL_LIMITED_ASK, 1000), 5);
        for (unsigned who = 2; who < 2000; who++) {
                CHECK_UINT(taken(limits, who, ZL_LIMITED_ASK, 1001), 5);
                CHECK_UINT(taken(limits, 1, ZL_LIMITED_ASK, 1002), 0);
        }
        CHECK_UINT(taken(limits, 2, ZL_LIMITED_ASK, 1002), 5);
        zl_limits_free(limits);
}

static void a_rate_of_none_is_no_limit(void)
{
        static const struct zl_limit open[ZL_LIMITED_COUNT] = {
            {.rate = 0, .burst = 1}, {.rate = 0, .burst = 1}};
        struct zl_limits *limits = limits_new();

        CHECK_UINT(taken(limits, 1, ZL_LIMITED_ASK, 1000), 5);
        zl_limits_set(limits, open);
        CHECK_UINT(taken(limits, 1, ZL_LIMITED_ASK, 1000), 100);
        /* A lower limit holds at once. */
        zl_limits_set(limits, usual);
        CHECK_UINT(taken(limits, 1, ZL_LIMITED_ASK, 1000), 0);
        CHECK_UINT(taken(limits, 1, ZL_LIMITED_ASK, 9000), 5);
        zl_limits_free(limits);
}

static const struct check_case cases[] = {
    CHECK_CASE(a_burst_and_then_the_rate),
    CHECK_CASE(quiet_time_is_not_saved_up),
    CHECK_CASE(each_device_and_each_thing_has_its_own),
    CHECK_CASE(an_earlier_moment_gives_nothing),
    CHECK_CASE(the_table_does_not_grow),
    CHECK_CASE(a_rate_of_none_is_no_limit),
};
CHECK_MAIN("limits", cases)
