/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the sheets: lists that leave the program. Names in them were
 * typed by many hands, and a spreadsheet reckons with whatever begins like a
 * formula; so every text is made harmless here, and numbers and dates, which
 * are ours, stay what they are. */
#include "csv_write.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "calendar.h"
#include "csv_format.h"
#include "csv_value.h"
#include "files.h"
#include "out.h"

enum { SHEET_MAX = 64 * 1024 * 1024, CELL_MAX = 64 * 1024 };

struct csv_sheet {
        struct zl_buf bytes;
        struct zl_buf cell;
        size_t cells; /* of this line */
        size_t rows;
};

struct csv_sheet *csv_write__new(void)
{
        struct csv_sheet *sheet = calloc(1, sizeof(*sheet));

        if (sheet == NULL)
                return NULL;
        zl_buf_init(&sheet->bytes, SHEET_MAX);
        zl_buf_init(&sheet->cell, CELL_MAX);
        zl_put_text(&sheet->bytes, "\xef\xbb\xbf");
        return sheet;
}

static void release(struct csv_sheet *sheet)
{
        zl_buf_free(&sheet->bytes);
        zl_buf_free(&sheet->cell);
        free(sheet);
}

int csv_write__begin(struct cli *cli, struct csv_sheet **ret_sheet)
{
        *ret_sheet = NULL;
        if (args__get(&cli->args, "csv") == NULL)
                return EXIT_DONE;
        *ret_sheet = csv_write__new();
        return *ret_sheet != NULL ? EXIT_DONE : out__fail(cli, ZL_E_MEMORY);
}

static void begin_cell(struct csv_sheet *sheet)
{
        if (sheet->cells++ > 0)
                zl_put_text(&sheet->bytes, ";");
}

void csv_write__text(struct csv_sheet *sheet, const char *text)
{
        if (sheet == NULL)
                return;
        begin_cell(sheet);
        if (text == NULL || text[0] == '\0')
                return;
        zl_buf_reset(&sheet->cell);
        csv_value__safe(text, &sheet->cell);
        zl_put_u8(&sheet->cell, 0);
        if (sheet->cell.status == ZL_OK)
                csv_format__quote(
                    (const char *)sheet->cell.data, &sheet->bytes);
        else if (sheet->bytes.status == ZL_OK)
                sheet->bytes.status = sheet->cell.status;
}

void csv_write__texts(struct csv_sheet *sheet, const char *const *texts)
{
        for (size_t i = 0; texts[i] != NULL; i++)
                csv_write__text(sheet, texts[i]);
}

void csv_write__number(struct csv_sheet *sheet, uint64_t number)
{
        char digits[24];

        if (sheet == NULL)
                return;
        begin_cell(sheet);
        (void)snprintf(digits, sizeof(digits), "%" PRIu64, number);
        zl_put_text(&sheet->bytes, digits);
}

void csv_write__day(struct csv_sheet *sheet, uint32_t day)
{
        char date[ZL_DATE_TEXT] = "";

        if (sheet == NULL)
                return;
        begin_cell(sheet);
        if (day != 0)
                zl_date_of(day, date);
        zl_put_text(&sheet->bytes, date);
}

void csv_write__row(struct csv_sheet *sheet)
{
        if (sheet == NULL)
                return;
        zl_put_text(&sheet->bytes, "\r\n");
        sheet->cells = 0;
        sheet->rows++;
}

int csv_write__take(struct csv_sheet *sheet, struct zl_buf *buf)
{
        int status = ZL_E_MEMORY;

        if (sheet == NULL)
                return status;
        status = sheet->bytes.status;
        if (status == ZL_OK) {
                zl_put_bytes(buf, sheet->bytes.data, sheet->bytes.size);
                status = buf->status;
        }
        release(sheet);
        return status;
}

int csv_write__end(struct cli *cli, struct csv_sheet *sheet, int code)
{
        const char *path = args__get(&cli->args, "csv");
        size_t rows = 0;
        int status = ZL_OK;

        if (sheet == NULL)
                return code;
        rows = sheet->rows > 0 ? sheet->rows - 1 : 0;
        status = sheet->bytes.status;
        if (code == EXIT_DONE && status == ZL_OK)
                status = files__write_new(path, zl_buf_bytes(&sheet->bytes));
        release(sheet);
        if (code != EXIT_DONE)
                return code;
        if (status != ZL_OK)
                return out__fail_file(cli, path, status);
        out__say(cli,
            P_("%zu line is in %s. It holds names: keep it as you keep the "
               "list of clubs.\n",
                "%zu lines are in %s. It holds names: keep it as you keep the "
                "list of clubs.\n",
                rows),
            rows, path);
        zl_json_put_text(cli->json, "csv", path);
        return EXIT_DONE;
}
