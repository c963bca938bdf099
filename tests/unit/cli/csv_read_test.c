/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! A spreadsheet's file as a table, and what is wrong with one: which
 * line, and which column. */
#include "csv_read.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

static struct csv_table *table_of(const char *text)
{
        struct csv_table *table = NULL;
        struct csv_place place = {CSV_FINE, 0, 0};

        REQUIRE_OK(csv_read__table(
            (struct zl_bytes){(const uint8_t *)text, strlen(text)}, &table,
            &place));
        CHECK_INT(place.trouble, CSV_FINE);
        return table;
}

static void refused_bytes(const void *data, size_t size,
    enum csv_trouble trouble, size_t line, size_t column)
{
        struct csv_table *table = NULL;
        struct csv_place place = {CSV_FINE, 0, 0};

        CHECK_STATUS(
            csv_read__table((struct zl_bytes){data, size}, &table, &place),
            ZL_E_MALFORMED);
        CHECK(table == NULL);
        CHECK_INT(place.trouble, trouble);
        CHECK_UINT(place.line, line);
        CHECK_UINT(place.column, column);
}

static void refused(
    const char *text, enum csv_trouble trouble, size_t line, size_t column)
{
        refused_bytes(text, strlen(text), trouble, line, column);
}

static void a_dutch_file_is_a_table(void)
{
        struct csv_table *table =
            table_of("\xef\xbb\xbf"
                     "Naam;Wijk;Adres\r\n"
                     "SV Zuid;Zuid;\"Laan 1\r\n2500 AA\"\r\n"
                     "\"De \"\"Bal\"\"\";Noord\r\n"
                     ";;\r\n"
                     "\r\n"
                     "  Los ; Oost ;x;;;\r\n;;;\r\n\r\n");

        CHECK_UINT(csv_read__columns(table), 3);
        REQUIRE_UINT(csv_read__rows(table), 3);
        CHECK_STR(csv_read__header(table, 0), "Naam");
        CHECK_STR(csv_read__cell(table, 0, 2), "Laan 1\r\n2500 AA");
        CHECK_UINT(csv_read__line(table, 0), 2);
        CHECK_STR(csv_read__cell(table, 1, 0), "De \"Bal\"");
        CHECK_STR(csv_read__cell(table, 1, 2), "");
        CHECK_UINT(csv_read__line(table, 1), 4);
        CHECK_STR(csv_read__cell(table, 2, 0), "Los");
        CHECK_UINT(csv_read__line(table, 2), 7);
        csv_read__free(table);
}

static void check_two(const char *text, size_t line)
{
        struct csv_table *table = table_of(text);

        CHECK_UINT(csv_read__columns(table), 2);
        REQUIRE_UINT(csv_read__rows(table), 1);
        CHECK_STR(csv_read__cell(table, 0, 0), "A, B");
        CHECK_STR(csv_read__cell(table, 0, 1), "c;d");
        CHECK_UINT(csv_read__line(table, 0), line);
        csv_read__free(table);
}

static void the_separator_is_that_of_the_first_line(void)
{
        check_two("Naam;\"Wijk,,,\"\nA, B;\"c;d\"", 2);
        check_two("Naam,Wijk\n\"A, B\",c;d\n", 2);
        check_two("\n  \nNaam\tWijk\nA, B\tc;d\n", 4);
        check_two("sep=;\r\nNaam;Wijk\r\nA, B;\"c;d\"\r\n", 3);
        check_two("sep=,\nNaam,Wijk\n\"A, B\",c;d\n", 3);
        check_two("Naam,Wijk\r\"A, B\",c;d\r", 2);
}

static void windows_1252_and_utf_8_are_told_apart(void)
{
        struct csv_table *table = table_of("Naam\nCaf\xe9 \x80 \x96\n");

        CHECK_STR(csv_read__cell(table, 0, 0),
            "Caf\xc3\xa9 \xe2\x82\xac \xe2\x80\x93");
        csv_read__free(table);
        table = table_of("Naam\nCaf\xc3\xa9\n");
        CHECK_STR(csv_read__cell(table, 0, 0), "Caf\xc3\xa9");
        csv_read__free(table);
        /* No letter of either, and the mark promises UTF-8. */
        refused("Naam\nCaf\xe9\nx\x81y\n", CSV_LETTER, 3, 0);
        refused("\xef\xbb\xbfNaam\nCaf\xe9\n", CSV_LETTER, 2, 0);
        refused("\xef\xbb\xbfNaam\r\nCaf\xed\xa0\x80\r\n", CSV_LETTER, 2, 0);
        refused("\xff\xfeN", CSV_UTF16, 1, 0);
}

static void what_is_no_text_is_refused(void)
{
        static const uint8_t nul[] = "Naam\r\nSV\0Zuid\r\n";
        static const uint8_t program[] = "\x7f"
                                         "ELF\x02\x01";

        refused_bytes(nul, sizeof(nul) - 1, CSV_NO_TEXT, 2, 0);
        refused_bytes(program, sizeof(program) - 1, CSV_NO_TEXT, 1, 0);
        refused("Naam\rA\rB\x1b[2J\r", CSV_NO_TEXT, 3, 0);
        refused("", CSV_NO_HEADER, 1, 0);
        refused("\r\n;;;\r\n  \r\n", CSV_NO_HEADER, 1, 0);
        refused("\xef\xbb\xbf", CSV_NO_HEADER, 1, 0);
}

static void quotes_are_counted(void)
{
        refused("Naam;Wijk\nSV;\"Zuid\nx;y\nz;w\n", CSV_OPEN_QUOTE, 2, 2);
        refused("Naam;Wijk\nSV;Zuid\nSV \"De Bal\";x\n", CSV_STRAY_QUOTE, 3, 1);
        refused("Naam;Wijk\nSV;\"Zuid\"x\n", CSV_STRAY_QUOTE, 2, 2);
        refused("Naam;Wijk\n\"a\nb\";c\nd;\"e\nf\"g\n", CSV_STRAY_QUOTE, 4, 2);
        refused("\"", CSV_OPEN_QUOTE, 1, 1);
}

static void a_line_fits_the_first_one(void)
{
        refused("Naam;Wijk\nSV;Zuid;x\n", CSV_TOO_WIDE, 2, 3);
        refused("Naam;Wijk\nSV;Zuid;;;x\n", CSV_TOO_WIDE, 2, 5);
}

/* What somebody can make grow has a limit. */
static void limits_hold(void)
{
        size_t size = 6 + CSV_CELL_MAX + 1;
        char *text = malloc(CSV_FILE_MAX + 2);
        struct csv_table *table = NULL;
        struct csv_place place = {CSV_FINE, 0, 0};

        REQUIRE(text != NULL);
        memset(text, 'x', CSV_FILE_MAX + 2);
        memcpy(text, "Naam\nx", 6);
        refused_bytes(text, size, CSV_LONG_CELL, 2, 1);
        refused_bytes(text, CSV_FILE_MAX, CSV_LONG_CELL, 2, 1);
        CHECK_STATUS(csv_read__table(
                         (struct zl_bytes){(uint8_t *)text, CSV_FILE_MAX + 1},
                         &table, &place),
            ZL_E_TOO_LARGE);
        text[size - 2] = '\0';
        table = table_of(text);
        CHECK_UINT(strlen(csv_read__cell(table, 0, 0)), CSV_CELL_MAX);
        csv_read__free(table);
        for (size_t i = 0; i < 2 * (CSV_ROWS_MAX + 2); i += 2)
                memcpy(text + i, "x\n", 2);
        refused_bytes(text, (size_t)2 * (CSV_ROWS_MAX + 2), CSV_ROWS,
            CSV_ROWS_MAX + 2, 0);
        text[2 * (CSV_ROWS_MAX + 1)] = '\0';
        table = table_of(text);
        CHECK_UINT(csv_read__rows(table), CSV_ROWS_MAX);
        csv_read__free(table);
        memset(text, ';', CSV_COLUMNS_MAX);
        text[CSV_COLUMNS_MAX] = 'x';
        refused_bytes(
            text, CSV_COLUMNS_MAX + 1, CSV_COLUMNS, 1, CSV_COLUMNS_MAX + 1);
        free(text);
}

static const struct check_case cases[] = {
    CHECK_CASE(a_dutch_file_is_a_table),
    CHECK_CASE(the_separator_is_that_of_the_first_line),
    CHECK_CASE(windows_1252_and_utf_8_are_told_apart),
    CHECK_CASE(what_is_no_text_is_refused),
    CHECK_CASE(quotes_are_counted),
    CHECK_CASE(a_line_fits_the_first_one),
    CHECK_CASE(limits_hold),
};

CHECK_MAIN("cli_csv_read", cases)
