/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: every day of the calendar from 1970 to 9999 and nothing else, the
 * same as the C library reckons them. */
#include <string.h>
#include <time.h>

#include "check.h"
#include "common/calendar.h"

static void every_day_is_the_one_the_c_library_has(void)
{
        size_t wrong = 0;

        for (uint32_t day = 0; day <= ZL_DAY_MAX; day++) {
                time_t seconds = (time_t)day * 86400;
                char ours[ZL_DATE_TEXT];
                char theirs[32];
                uint32_t back = 0;
                struct tm tm;

                zl_date_of(day, ours);
                (void)gmtime_r(&seconds, &tm);
                (void)strftime(theirs, sizeof(theirs), "%Y-%m-%d", &tm);
                wrong += strcmp(ours, theirs) != 0 ||
                    zl_date_parse(ours, &back) != ZL_OK || back != day;
        }
        CHECK_UINT(wrong, 0);
}

static void what_is_no_date_is_refused(void)
{
        static const char *const bad[] = {"", "2026-11-3", "2026-11-031",
            "2026/11/03", "26-11-03", "2026-02-29", "2028-02-30", "2100-02-29",
            "2026-04-31", "2026-00-10", "2026-13-10", "2026-01-00",
            "2026-01-32", "1969-12-31", "2026-1a-01", " 2026-01-1",
            "+026-01-01", "10000-01-1"};
        uint32_t day = 77;

        for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
                CHECK_STATUS(zl_date_parse(bad[i], &day), ZL_E_MALFORMED);
        CHECK_UINT(day, 77);
        CHECK_OK(zl_date_parse("2028-02-29", &day));
        CHECK_OK(zl_date_parse("2000-02-29", &day));
}

static void moments_are_written_in_utc_with_milliseconds(void)
{
        char text[ZL_TIME_TEXT];

        zl_time_of((struct zl_time){0}, text);
        CHECK_STR(text, "1970-01-01T00:00:00.000Z");
        zl_time_of((struct zl_time){UINT64_C(1800000000123)}, text);
        CHECK_STR(text, "2027-01-15T08:00:00.123Z");
        CHECK_UINT(
            zl_time_day((struct zl_time){UINT64_C(1800000000123)}), 20833);
        zl_time_of((struct zl_time){UINT64_MAX}, text);
        CHECK_STR(text, "9999-12-31T23:59:59.999Z");
        CHECK_UINT(zl_time_day((struct zl_time){UINT64_MAX}), ZL_DAY_MAX);
}

static uint32_t day_of(const char *date)
{
        uint32_t day = 0;

        CHECK_OK(zl_date_parse(date, &day));
        return day;
}

static void working_days_are_weekdays(void)
{
        uint32_t friday = day_of("2026-11-20");

        CHECK(zl_day_is_working(friday));
        CHECK(!zl_day_is_working(friday + 1));
        CHECK(!zl_day_is_working(friday + 2));
        CHECK(zl_day_is_working(friday + 3));
        CHECK_UINT(zl_working_day_after(friday, 0), friday);
        CHECK_UINT(zl_working_day_after(friday, 1), friday + 3);
        CHECK_UINT(zl_working_day_after(friday, 5), friday + 7);
        CHECK_UINT(zl_working_day_after(friday + 1, 1), friday + 3);
        CHECK_UINT(zl_working_day_after(ZL_DAY_MAX - 1, 9), ZL_DAY_MAX);
        CHECK_UINT(zl_working_days_between(friday, friday), 0);
        CHECK_UINT(zl_working_days_between(friday, friday + 2), 0);
        CHECK_UINT(zl_working_days_between(friday, friday + 3), 1);
        CHECK_UINT(zl_working_days_between(friday + 3, friday), 0);
        CHECK_UINT(zl_working_days_between(friday, friday + 14), 10);
}

/* What somebody would look up; the list itself is compared elsewhere. */
static void public_holidays_are_no_working_days(void)
{
        static const char *const free_days[] = {"2026-01-01", "2026-04-06",
            "2026-04-27", "2026-05-14", "2026-05-25", "2026-12-25",
            "2025-05-05", "2025-12-26", "2060-04-27"};
        static const char *const working[] = {"2026-04-03", "2026-05-05",
            "2027-04-26", "2026-12-24", "2026-12-31", "2026-05-15"};

        for (size_t i = 0; i < sizeof(free_days) / sizeof(*free_days); i++)
                CHECK(!zl_day_is_working(day_of(free_days[i])));
        for (size_t i = 0; i < sizeof(working) / sizeof(*working); i++)
                CHECK(zl_day_is_working(day_of(working[i])));
        /* Thursday before Easter, then Friday, Tuesday. */
        CHECK_UINT(zl_working_day_after(day_of("2026-04-02"), 2),
            day_of("2026-04-07"));
        CHECK_UINT(
            zl_working_days_between(day_of("2026-12-23"), day_of("2027-01-04")),
            6);
}

static void after_the_last_year_of_the_list_only_weekends_count(void)
{
        CHECK(!zl_day_is_working(day_of("2060-01-01")));
        /* a Saturday; New Year's Day of 2063 is a Monday */
        CHECK(!zl_day_is_working(day_of("2061-01-01")));
        CHECK(zl_day_is_working(day_of("2063-01-01")));
        CHECK(zl_day_is_working(day_of("2061-04-27")));
        CHECK(zl_day_is_working(day_of("2024-12-25")));
}

static const struct check_case cases[] = {
    CHECK_CASE(every_day_is_the_one_the_c_library_has),
    CHECK_CASE(what_is_no_date_is_refused),
    CHECK_CASE(moments_are_written_in_utc_with_milliseconds),
    CHECK_CASE(working_days_are_weekdays),
    CHECK_CASE(public_holidays_are_no_working_days),
    CHECK_CASE(after_the_last_year_of_the_list_only_weekends_count),
};

CHECK_MAIN("calendar", cases)
