/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! What stands in a cell: dates, numbers and texts as people and
 * spreadsheets write them, and what of it is refused rather than guessed. */
#include "csv_value.h"

#include <string.h>

#include "calendar.h"
#include "check.h"

/* "why" when it is refused, "none" when it says that there is none. */
static const char *date_of(const char *text)
{
        static char iso[ZL_DATE_TEXT];
        const char *why = NULL;
        uint32_t day = 0;
        int status = csv_value__date(text, &day, &why);

        if (status == ZL_E_NOT_FOUND)
                return "none";
        if (status != ZL_OK)
                return why;
        zl_date_of(day, iso);
        return iso;
}

static void dates_are_read_as_dutch_people_write_them(void)
{
        CHECK_STR(date_of("2026-12-31"), "2026-12-31");
        CHECK_STR(date_of("31-12-2026"), "2026-12-31");
        CHECK_STR(date_of("1-3-2026"), "2026-03-01");
        CHECK_STR(date_of("01-03-2026"), "2026-03-01");
        CHECK_STR(date_of("1/3/2026"), "2026-03-01");
        CHECK_STR(date_of("1.3.2026"), "2026-03-01");
        CHECK_STR(date_of("29-2-2028"), "2028-02-29");
        CHECK_STR(date_of("31-12-2026 00:00"), "2026-12-31");
        CHECK_STR(date_of("2026-12-31T00:00:00"), "2026-12-31");
        CHECK_STR(date_of(""), "none");
        CHECK_STR(date_of("nee"), "none");
        CHECK_STR(date_of("-"), "none");
        CHECK_STR(date_of("n.v.t."), "none");
}

static void what_is_no_date_is_refused(void)
{
        const char *no_date =
            "That is not a date. Write it as 31-12-2026 or 2026-12-31.";

        CHECK_STR(date_of("29-02-2027"), "There is no such day.");
        CHECK_STR(date_of("2027-02-29"), "There is no such day.");
        CHECK_STR(date_of("31-4-2026"), "There is no such day.");
        CHECK_STR(date_of("0-1-2026"), "There is no such day.");
        CHECK_STR(date_of("12/31/2026"), "There is no such day.");
        CHECK_STR(date_of("1-3-26"), "Write the year with four digits.");
        CHECK_STR(date_of("ja"), "Write the date instead of yes.");
        CHECK_STR(date_of("31-12-2026 14:30"), no_date);
        CHECK_STR(date_of("31-12/2026"), no_date);
        CHECK_STR(date_of("31-12"), no_date);
        CHECK_STR(date_of("31--2026"), no_date);
        CHECK_STR(date_of("2026-1-3"), no_date);
        CHECK_STR(date_of("-1-3-2026"), no_date);
        CHECK_STR(date_of("46022"), no_date);
        CHECK_STR(date_of("maart 2026"), no_date);
        CHECK_STR(date_of("1-3-2026x"), no_date);
        CHECK_STR(date_of("1-3-99999999999999999999"), no_date);
}

/* -1 when it is refused, -2 when it says that there is none. */
static long number_of(const char *text)
{
        const char *why = NULL;
        uint32_t number = 0;
        int status = csv_value__number(text, 100000, &number, &why);

        if (status == ZL_E_NOT_FOUND)
                return -2;
        CHECK((status == ZL_OK) == (why == NULL));
        return status == ZL_OK ? (long)number : -1;
}

static void numbers_are_read_as_dutch_people_write_them(void)
{
        CHECK_INT(number_of("0"), 0);
        CHECK_INT(number_of("1024"), 1024);
        CHECK_INT(number_of("1.024"), 1024);
        CHECK_INT(number_of("100.000"), 100000);
        CHECK_INT(number_of("88,0"), 88);
        CHECK_INT(number_of("88,00"), 88);
        CHECK_INT(number_of("88.0"), 88);
        CHECK_INT(number_of("1.024,0"), 1024);
        CHECK_INT(number_of("00088"), 88);
        CHECK_INT(number_of(""), -2);
        CHECK_INT(number_of("-"), -2);
}

static void what_is_no_whole_number_is_refused(void)
{
        CHECK_INT(number_of("100.001"), -1);
        CHECK_INT(number_of("100001"), -1);
        CHECK_INT(number_of("88,5"), -1);
        CHECK_INT(number_of("1,024"), -1);
        CHECK_INT(number_of("1.02"), -1);
        CHECK_INT(number_of("0.024"), -1);
        CHECK_INT(number_of("1.024.00"), -1);
        CHECK_INT(number_of("88,"), -1);
        CHECK_INT(number_of("88."), -1);
        CHECK_INT(number_of(",5"), -1);
        CHECK_INT(number_of("-88"), -1);
        CHECK_INT(number_of("+88"), -1);
        CHECK_INT(number_of("ca. 80"), -1);
        CHECK_INT(number_of("80 leden"), -1);
        CHECK_INT(number_of("99999999999999999999999999"), -1);
        CHECK_INT(number_of("4294967296"), -1);
}

static long rhythm_of(const char *text)
{
        const char *why = NULL;
        uint32_t days = 0;
        int status = csv_value__rhythm(text, &days, &why);

        if (status == ZL_E_NOT_FOUND)
                return -2;
        return status == ZL_OK ? (long)days : -1;
}

static void how_often_is_a_number_or_a_word(void)
{
        CHECK_INT(rhythm_of("7"), 7);
        CHECK_INT(rhythm_of("6"), -1);
        CHECK_INT(rhythm_of("730"), 730);
        CHECK_INT(rhythm_of("731"), -1);
        CHECK_INT(rhythm_of("26 weken"), 182);
        CHECK_INT(rhythm_of("6 maanden"), 182);
        CHECK_INT(rhythm_of("12 Maanden"), 365);
        CHECK_INT(rhythm_of("2 jaar"), 730);
        CHECK_INT(rhythm_of("3 jaar"), -1);
        CHECK_INT(rhythm_of("Halfjaarlijks"), 182);
        CHECK_INT(rhythm_of("soms"), -1);
        CHECK_INT(rhythm_of("2x per jaar"), -1);
        CHECK_INT(rhythm_of(""), -2);
        CHECK_INT(rhythm_of("nee"), -2);
}

static const char *line_of(const char *cell)
{
        static char line[256];
        struct zl_buf buf;

        zl_buf_init(&buf, sizeof(line));
        csv_value__line(cell, &buf);
        CHECK_OK(buf.status);
        memcpy(line, buf.data, buf.size);
        zl_buf_free(&buf);
        return line;
}

static void a_text_is_one_line(void)
{
        CHECK_STR(line_of("  SV  Zuid\t "), "SV Zuid");
        CHECK_STR(line_of("Postbus 1\r\n2500 AA"), "Postbus 1 2500 AA");
        CHECK_STR(line_of("\xc2\xa0\xef\xbb\xbfSV\xc2\xa0Zuid"), "SV Zuid");
        CHECK_STR(line_of("Caf\xc3\xa9"), "Caf\xc3\xa9");
        CHECK_STR(line_of("'s-Graveland"), "'s-Graveland");
        CHECK_STR(line_of(" \r\n "), "");
}

static const char *safe_of(const char *text)
{
        static char safe[256];
        struct zl_buf buf;

        zl_buf_init(&buf, sizeof(safe));
        csv_value__safe(text, &buf);
        zl_put_u8(&buf, 0);
        CHECK_OK(buf.status);
        memcpy(safe, buf.data, buf.size);
        zl_buf_free(&buf);
        return safe;
}

static void no_text_is_a_formula(void)
{
        static const char *const evil[] = {"=1+1", "+31 6 1234", "-1",
            "@SUM(A1)", "\tx", "\rx", "\nx", " =1", "\"=1", "'=1", " '\" @x",
            "\xc2\xa0=1", "|calc", "%x",
            "\xef\xbc\x9d"
            "1",
            "''+x", NULL};
        static const char *const good[] = {"SV Zuid", "'s-Graveland",
            "1-3-2026", "a=b", "\"De Bal\"", "", "3+4", "'", NULL};

        for (size_t i = 0; evil[i] != NULL; i++) {
                char once[256];

                memcpy(once, safe_of(evil[i]), sizeof(once));
                CHECK_INT(once[0], '\'');
                CHECK_STR(once + 1, evil[i]);
        }
        for (size_t i = 0; good[i] != NULL; i++)
                CHECK_STR(safe_of(good[i]), good[i]);
}

/* Texts that are one line come back exactly as they were. */
static void what_was_made_safe_is_read_as_it_was(void)
{
        static const char *const texts[] = {"=1+1", "'=1+1", "''=1", "+31 6",
            "@x", "-", "'s-Graveland", "\"=x", "%", "'\"'=", NULL};

        for (size_t i = 0; texts[i] != NULL; i++)
                CHECK_STR(line_of(safe_of(texts[i])), texts[i]);
}

static const struct check_case cases[] = {
    CHECK_CASE(dates_are_read_as_dutch_people_write_them),
    CHECK_CASE(what_is_no_date_is_refused),
    CHECK_CASE(numbers_are_read_as_dutch_people_write_them),
    CHECK_CASE(what_is_no_whole_number_is_refused),
    CHECK_CASE(how_often_is_a_number_or_a_word),
    CHECK_CASE(a_text_is_one_line),
    CHECK_CASE(no_text_is_a_formula),
    CHECK_CASE(what_was_made_safe_is_read_as_it_was),
};

CHECK_MAIN("cli_csv_value", cases)
