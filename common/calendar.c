/* SPDX-License-Identifier: EUPL-1.2 */
#include "calendar.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "calendar_internal.h"

static bool is_leap(uint32_t year)
{
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static uint32_t days_in_month(uint32_t year, uint32_t month)
{
        static const uint8_t days[] = {
            31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

        return days[month - 1] + (month == 2 && is_leap(year) ? 1U : 0U);
}

/* Days from 1970-01-01 to the first of January of a year from 1970. */
static uint32_t days_before_year(uint32_t year)
{
        uint32_t y = year - 1;

        return y * 365 + y / 4 - y / 100 + y / 400 - 719162;
}

static int parse_digits(const char *text, size_t count, uint32_t *ret)
{
        uint32_t v = 0;

        for (size_t i = 0; i < count; i++) {
                if (text[i] < '0' || text[i] > '9')
                        return ZL_E_MALFORMED;
                v = v * 10 + (uint32_t)(text[i] - '0');
        }
        *ret = v;
        return ZL_OK;
}

int zl_date_parse(const char *text, uint32_t *ret_day)
{
        uint32_t year = 0;
        uint32_t month = 0;
        uint32_t day = 0;
        uint32_t days = 0;

        if (strlen(text) != 10 || text[4] != '-' || text[7] != '-' ||
            parse_digits(text, 4, &year) != ZL_OK ||
            parse_digits(text + 5, 2, &month) != ZL_OK ||
            parse_digits(text + 8, 2, &day) != ZL_OK)
                return ZL_E_MALFORMED;
        if (year < 1970 || month < 1 || month > 12 || day < 1 ||
            day > days_in_month(year, month))
                return ZL_E_MALFORMED;
        days = days_before_year(year);
        for (uint32_t m = 1; m < month; m++)
                days += days_in_month(year, m);
        *ret_day = days + day - 1;
        return ZL_OK;
}

static void split(
    uint32_t day, uint32_t *ret_year, uint32_t *ret_month, uint32_t *ret_day)
{
        uint32_t year = 1970 + day / 366;
        uint32_t month = 1;

        assert(day <= ZL_DAY_MAX);
        while (days_before_year(year + 1) <= day)
                year++;
        day -= days_before_year(year);
        while (day >= days_in_month(year, month))
                day -= days_in_month(year, month++);
        *ret_year = year;
        *ret_month = month;
        *ret_day = day + 1;
}

void zl_date_of(uint32_t day, char ret[static ZL_DATE_TEXT])
{
        uint32_t y = 0;
        uint32_t m = 0;
        uint32_t d = 0;

        split(day, &y, &m, &d);
        (void)snprintf(
            ret, ZL_DATE_TEXT, "%04u-%02u-%02u", y % 10000, m % 100, d % 100);
}

void zl_time_of(struct zl_time time, char ret[static ZL_TIME_TEXT])
{
        const uint64_t last = (ZL_DAY_MAX + UINT64_C(1)) * ZL_MS_DAY - 1;
        uint64_t ms = time.ms > last ? last : time.ms;
        char date[ZL_DATE_TEXT];

        zl_date_of((uint32_t)(ms / ZL_MS_DAY), date);
        ms %= ZL_MS_DAY;
        (void)snprintf(ret, ZL_TIME_TEXT, "%sT%02u:%02u:%02u.%03uZ", date,
            (unsigned)(ms / ZL_MS_HOUR) % 100,
            (unsigned)(ms / ZL_MS_MINUTE % 60),
            (unsigned)(ms / ZL_MS_SECOND % 60), (unsigned)(ms % 1000));
}

uint32_t zl_time_day(struct zl_time time)
{
        uint64_t day = time.ms / ZL_MS_DAY;

        return day > ZL_DAY_MAX ? ZL_DAY_MAX : (uint32_t)day;
}

/* By halves: which is the first that is not before the day? */
static bool is_holiday(uint32_t day)
{
        size_t low = 0;
        size_t high = calendar__holiday_count;

        while (low < high) {
                size_t middle = low + (high - low) / 2;

                if (calendar__holidays[middle] < day)
                        low = middle + 1;
                else
                        high = middle;
        }
        return low < calendar__holiday_count && calendar__holidays[low] == day;
}

/* 1970-01-01 was a Thursday; Saturday and Sunday are days 2 and 3 after. */
bool zl_day_is_working(uint32_t day)
{
        uint32_t since_thursday = day % 7;

        return since_thursday != 2 && since_thursday != 3 && !is_holiday(day);
}

uint32_t zl_working_day_after(uint32_t day, uint32_t count)
{
        while (count > 0 && day < ZL_DAY_MAX)
                count -= zl_day_is_working(++day);
        return day;
}

uint32_t zl_working_days_between(uint32_t from, uint32_t to)
{
        uint32_t count = 0;

        while (from < to)
                count += zl_day_is_working(++from);
        return count;
}
