/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: what waits comes to the next person on the day that one would find by
 * counting on a calendar, over weekends and holidays, and never twice
 * (docs/protocol.md, 9). */
#include "check.h"
#include "common/calendar.h"
#include "common/terms.h"

static const struct zl_terms terms = {.remind_days = 1,
    .deputy_days = 2,
    .coordinator_days = 3,
    .answer_days = 5};

static struct zl_time at(const char *date, unsigned hour)
{
        uint32_t day = 0;

        REQUIRE_OK(zl_date_parse(date, &day));
        return (struct zl_time){day * ZL_MS_DAY + hour * ZL_MS_HOUR};
}

static int step(const char *since, const char *now)
{
        return zl_terms_step(&terms, at(since, 23), at(now, 0));
}

static void steps_come_after_so_many_working_days(void)
{
        /* a Monday */
        CHECK_INT(step("2026-11-23", "2026-11-23"), ZL_STEP_NONE);
        CHECK_INT(step("2026-11-23", "2026-11-24"), ZL_STEP_NONE);
        CHECK_INT(step("2026-11-23", "2026-11-25"), ZL_STEP_HOLDER);
        CHECK_INT(step("2026-11-23", "2026-11-26"), ZL_STEP_HOLDERS);
        CHECK_INT(step("2026-11-23", "2026-11-27"), ZL_STEP_COORDINATORS);
        CHECK_INT(step("2026-11-23", "2029-11-27"), ZL_STEP_COORDINATORS);
        /* a Friday: Monday is the first */
        CHECK_INT(step("2026-11-20", "2026-11-23"), ZL_STEP_NONE);
        CHECK_INT(step("2026-11-20", "2026-11-24"), ZL_STEP_HOLDER);
        /* a Saturday and a Sunday are as the Friday */
        CHECK_INT(step("2026-11-22", "2026-11-23"), ZL_STEP_NONE);
        CHECK_INT(step("2026-11-22", "2026-11-24"), ZL_STEP_HOLDER);
}

/* Of a Thursday the first is over after Friday: on Monday. */
static void no_step_is_taken_on_a_free_day(void)
{
        CHECK_INT(step("2026-11-19", "2026-11-21"), ZL_STEP_NONE);
        CHECK_INT(step("2026-11-19", "2026-11-22"), ZL_STEP_NONE);
        CHECK_INT(step("2026-11-19", "2026-11-23"), ZL_STEP_HOLDER);
        CHECK_INT(step("2026-11-19", "2026-11-24"), ZL_STEP_HOLDERS);
        CHECK_INT(step("2026-11-18", "2026-11-21"), ZL_STEP_HOLDER);
        CHECK_INT(step("2026-11-18", "2026-11-23"), ZL_STEP_HOLDERS);
        CHECK_UINT(zl_terms_last_day(1, at("2026-11-19", 8)),
            zl_time_day(at("2026-11-20", 0)));
        CHECK_UINT(zl_terms_over_day(1, at("2026-11-19", 8)),
            zl_time_day(at("2026-11-23", 0)));
}

static void holidays_take_no_part(void)
{
        /* Wednesday; Christmas on Friday and Saturday, so Thursday, Monday */
        CHECK_INT(step("2026-12-23", "2026-12-24"), ZL_STEP_NONE);
        CHECK_INT(step("2026-12-23", "2026-12-27"), ZL_STEP_NONE);
        CHECK_INT(step("2026-12-23", "2026-12-28"), ZL_STEP_HOLDER);
        CHECK_INT(step("2026-12-23", "2026-12-29"), ZL_STEP_HOLDERS);
        CHECK_UINT(zl_terms_step_day(
                       &terms, at("2026-12-23", 8), ZL_STEP_COORDINATORS),
            zl_time_day(at("2026-12-30", 0)));
}

static void a_clock_that_went_back_takes_no_step(void)
{
        CHECK_INT(step("2026-11-23", "2026-11-01"), ZL_STEP_NONE);
        CHECK_INT(zl_terms_step(&terms, (struct zl_time){UINT64_MAX},
                      at("2026-11-23", 0)),
            ZL_STEP_NONE);
        CHECK_UINT(
            zl_terms_open_times(9, at("2026-11-23", 0), at("2026-11-01", 0)),
            0);
}

/* A charter may say so; the last step implies the others. */
static void a_later_step_may_come_first(void)
{
        struct zl_terms odd = {
            .remind_days = 9, .deputy_days = 9, .coordinator_days = 1};

        CHECK_INT(zl_terms_step(&odd, at("2026-11-23", 0), at("2026-11-25", 0)),
            ZL_STEP_COORDINATORS);
}

static void an_answer_has_its_own_term(void)
{
        struct zl_time since = at("2026-11-23", 9);

        CHECK_UINT(zl_terms_last_day(terms.answer_days, since),
            zl_time_day(at("2026-11-30", 0)));
        CHECK(!zl_terms_answer_over(&terms, since, at("2026-11-30", 23)));
        CHECK(zl_terms_answer_over(&terms, since, at("2026-12-01", 0)));
        /* of a Friday: not on the Saturday behind the next one */
        since = at("2026-11-20", 9);
        CHECK(!zl_terms_answer_over(&terms, since, at("2026-11-29", 23)));
        CHECK(zl_terms_answer_over(&terms, since, at("2026-11-30", 0)));
}

static void what_is_open_too_long_is_told_again_each_month(void)
{
        struct zl_time since = at("2026-01-10", 9);

        CHECK_UINT(zl_terms_open_times(10, since, at("2026-01-20", 23)), 0);
        CHECK_UINT(zl_terms_open_times(10, since, at("2026-01-21", 0)), 1);
        CHECK_UINT(zl_terms_open_times(10, since, at("2026-02-19", 0)), 1);
        CHECK_UINT(zl_terms_open_times(10, since, at("2026-02-20", 0)), 2);
        CHECK_UINT(zl_terms_open_times(10, since, at("2026-03-22", 0)), 3);
}

static const struct check_case cases[] = {
    CHECK_CASE(steps_come_after_so_many_working_days),
    CHECK_CASE(no_step_is_taken_on_a_free_day),
    CHECK_CASE(holidays_take_no_part),
    CHECK_CASE(a_clock_that_went_back_takes_no_step),
    CHECK_CASE(a_later_step_may_come_first),
    CHECK_CASE(an_answer_has_its_own_term),
    CHECK_CASE(what_is_open_too_long_is_told_again_each_month),
};

CHECK_MAIN("terms", cases)
