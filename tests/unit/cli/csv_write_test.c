/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! A list for a spreadsheet: the bytes that Dutch spreadsheets open, and
 * no cell that they would reckon with. */
#include "csv_write.h"

#include <string.h>

#include "check.h"
#include "csv_read.h"
#include "csv_value.h"

static void a_sheet_is_what_spreadsheets_open(void)
{
        static const char wanted[] =
            "\xef\xbb\xbf"
            "\"Naam\";\"Leden\";\"VOG\"\r\n"
            "\"De \"\"Bal\"\"; Zuid\";1024;2026-12-31\r\n"
            ";0;\r\n";
        static const char *const names[] = {"Naam", "Leden", "VOG", NULL};
        struct csv_sheet *sheet = csv_write__new();
        struct zl_buf bytes;

        csv_write__texts(sheet, names);
        csv_write__row(sheet);
        csv_write__text(sheet, "De \"Bal\"; Zuid");
        csv_write__number(sheet, 1024);
        csv_write__day(sheet, 20818);
        csv_write__row(sheet);
        csv_write__text(sheet, NULL);
        csv_write__number(sheet, 0);
        csv_write__day(sheet, 0);
        csv_write__row(sheet);
        zl_buf_init(&bytes, 4096);
        REQUIRE_OK(csv_write__take(sheet, &bytes));
        CHECK_BYTES(bytes.data, bytes.size, wanted, sizeof(wanted) - 1);
        zl_buf_free(&bytes);
}

static void what_is_written_is_read_again(void)
{
        static const char *const texts[] = {"=HYPERLINK(\"http://x\";\"y\")",
            "+31 6 12345678", "'=x", "@a;b", "\"", "a,b", "-", NULL};
        struct csv_sheet *sheet = csv_write__new();
        struct csv_table *table = NULL;
        struct csv_place place = {CSV_FINE, 0, 0};
        struct zl_buf bytes;
        struct zl_buf line;

        csv_write__texts(sheet, texts);
        csv_write__row(sheet);
        csv_write__texts(sheet, texts);
        csv_write__row(sheet);
        zl_buf_init(&bytes, 4096);
        zl_buf_init(&line, 4096);
        REQUIRE_OK(csv_write__take(sheet, &bytes));
        REQUIRE_OK(csv_read__table(zl_buf_bytes(&bytes), &table, &place));
        for (size_t i = 0; texts[i] != NULL; i++) {
                const char *cell = csv_read__cell(table, 0, i);

                CHECK(cell[0] == '\'' || strchr("=+-@", cell[0]) == NULL);
                zl_buf_reset(&line);
                csv_value__line(cell, &line);
                CHECK_STR((const char *)line.data, texts[i]);
        }
        csv_read__free(table);
        zl_buf_free(&bytes);
        zl_buf_free(&line);
}

/* Without --csv a command writes into nothing. */
static void no_sheet_takes_everything(void)
{
        struct zl_buf bytes;

        csv_write__text(NULL, "x");
        csv_write__number(NULL, 1);
        csv_write__day(NULL, 1);
        csv_write__row(NULL);
        zl_buf_init(&bytes, 16);
        CHECK_STATUS(csv_write__take(NULL, &bytes), ZL_E_MEMORY);
        zl_buf_free(&bytes);
}

static const struct check_case cases[] = {
    CHECK_CASE(a_sheet_is_what_spreadsheets_open),
    CHECK_CASE(what_is_written_is_read_again),
    CHECK_CASE(no_sheet_takes_everything),
};

CHECK_MAIN("cli_csv_write", cases)
