/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Hello! A spreadsheet's file, whatever is in it: it is a table or it is
 * refused with a line of it, and what is a table can be written and read again.
 */
#include <stdlib.h>
#include <string.h>

#include "csv_read.h"
#include "csv_value.h"
#include "csv_write.h"
#include "fuzz.h"

static void line_of(const char *cell, struct zl_buf *buf)
{
        zl_buf_init(buf, 4 * (size_t)CSV_CELL_MAX);
        csv_value__line(cell, buf);
        INSIST(buf->status == ZL_OK);
}

/* What a cell says is the same once it has been one line, made safe, and read
 * again. */
static void try_cell(const char *cell)
{
        const char *why = NULL;
        uint32_t value = 0;
        struct zl_buf line;
        struct zl_buf safe;
        struct zl_buf again;

        line_of(cell, &line);
        zl_buf_init(&safe, 4 * (size_t)CSV_CELL_MAX);
        csv_value__safe((const char *)line.data, &safe);
        zl_put_u8(&safe, 0);
        line_of((const char *)safe.data, &again);
        INSIST(fuzz_same(&line, &again));
        INSIST(
            strchr("=+-@\t\r\n", safe.data[0]) == NULL || safe.data[0] == '\0');
        if (csv_value__date((const char *)line.data, &value, &why) != ZL_OK)
                INSIST(why != NULL || csv_value__is_no((char *)line.data));
        if (csv_value__number((const char *)line.data, 1000, &value, &why) ==
            ZL_OK)
                INSIST(value <= 1000);
        if (csv_value__rhythm((const char *)line.data, &value, &why) == ZL_OK)
                INSIST(value >= 7 && value <= 730);
        zl_buf_free(&line);
        zl_buf_free(&safe);
        zl_buf_free(&again);
}

static void write_again(const struct csv_table *table, struct zl_buf *bytes)
{
        struct csv_sheet *sheet = csv_write__new();

        INSIST(sheet != NULL);
        for (size_t i = 0; i < csv_read__columns(table); i++)
                csv_write__text(sheet, csv_read__header(table, i));
        csv_write__row(sheet);
        for (size_t row = 0; row < csv_read__rows(table); row++) {
                for (size_t i = 0; i < csv_read__columns(table); i++)
                        csv_write__text(sheet, csv_read__cell(table, row, i));
                csv_write__row(sheet);
        }
        zl_buf_init(bytes, 8 * (size_t)CSV_FILE_MAX);
        INSIST(csv_write__take(sheet, bytes) == ZL_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        uint8_t *copy = fuzz_copy(data, size);
        struct csv_place place = {CSV_FINE, 0, 0};
        struct csv_table *table = NULL;
        struct csv_table *again = NULL;
        struct zl_buf bytes = {0};
        int status =
            csv_read__table((struct zl_bytes){copy, size}, &table, &place);

        free(copy);
        INSIST(status == ZL_OK || status == ZL_E_MALFORMED);
        if (status != ZL_OK) {
                INSIST(place.trouble != CSV_FINE && place.line > 0);
                return 0;
        }
        for (size_t row = 0; row < csv_read__rows(table); row++) {
                INSIST(csv_read__line(table, row) > row + 1);
                for (size_t i = 0; i < csv_read__columns(table); i++)
                        try_cell(csv_read__cell(table, row, i));
        }
        write_again(table, &bytes);
        status = csv_read__table(zl_buf_bytes(&bytes), &again, &place);
        INSIST(status == ZL_OK);
        INSIST(csv_read__rows(again) == csv_read__rows(table));
        INSIST(csv_read__columns(again) == csv_read__columns(table));
        zl_buf_free(&bytes);
        csv_read__free(again);
        csv_read__free(table);
        return 0;
}
