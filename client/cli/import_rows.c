/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the lines of an import: what each cell says, or why it says
 * nothing that could be taken. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "csv_value.h"
#include "import.h"
#include "lang.h"
#include "statement.h"

/* How a cell is read. */
static int read_number(const char *text, uint32_t *ret, const char **ret_why)
{
        return csv_value__number(text, ZL_CLUB_YOUTH_MAX, ret, ret_why);
}

static int read_post(const char *text, uint32_t *ret, const char **ret_why)
{
        int post = csv_words__post(text);

        *ret_why = N_("A post is contact, chair, secretary, trainer or other.");
        if (post < 0)
                return ZL_E_MALFORMED;
        *ret = (uint32_t)post;
        return ZL_OK;
}

static const struct {
        size_t letters; /* a text, at most so long; else: */
        int (*read)(const char *text, uint32_t *ret, const char **ret_why);
} cells[CSV_COLUMN_COUNT] = {
    [CSV_NAME] = {ZL_NAME_CHARS, NULL},
    [CSV_KIND] = {ZL_CLUB_LINE, NULL},
    [CSV_DISTRICT] = {ZL_CLUB_LINE, NULL},
    [CSV_ADDRESS] = {ZL_CLUB_LINE, NULL},
    [CSV_WEBSITE] = {ZL_CLUB_LINE, NULL},
    [CSV_YOUTH] = {0, read_number},
    [CSV_SUPPORT] = {ZL_CLUB_LINE, NULL},
    [CSV_VISIT_DAYS] = {0, csv_value__rhythm},
    [CSV_CONDUCT] = {0, csv_value__date},
    [CSV_TRAINERS] = {0, csv_value__date},
    [CSV_CONTACT] = {2 * ZL_CLUB_NAME, NULL},
    [CSV_GIVEN] = {ZL_CLUB_NAME, NULL},
    [CSV_PREFIX] = {ZL_CLUB_PREFIX, NULL},
    [CSV_FAMILY] = {ZL_CLUB_NAME, NULL},
    [CSV_POST] = {0, read_post},
    [CSV_PHONE] = {ZL_CLUB_PHONE, NULL},
    [CSV_MAIL] = {ZL_CLUB_MAIL, NULL},
    [CSV_VOG] = {0, csv_value__date},
    [CSV_TRAINED] = {0, csv_value__date},
};

void import__refuse(
    struct import *import, size_t row, size_t column, const char *format, ...)
{
        struct import_refusal *refusal = NULL;
        va_list list;

        if (import->refused++ >= IMPORT_SHOWN_MAX)
                return;
        refusal = &import->refusals[import->refused - 1];
        refusal->line = csv_read__line(import->table, row);
        refusal->column = column < CSV_COLUMNS_MAX ? column + 1 : 0;
        va_start(list, format);
        (void)vsnprintf(refusal->why, sizeof(refusal->why), format, list);
        va_end(list);
}

static void take_text(struct import *import, size_t row, size_t column,
    enum csv_column what, const char *text)
{
        int status = zl_club_check_line(text, cells[what].letters);

        if (status == ZL_E_TOO_LARGE)
                import__refuse(import, row, column,
                    _("That is longer than %zu letters."), cells[what].letters);
        else if (status != ZL_OK)
                import__refuse(import, row, column,
                    _("That holds a character that is no text."));
}

static int take_cell(
    struct import *import, size_t row, size_t column, struct zl_buf *line)
{
        struct import_row *it = &import->rows[row];
        enum csv_column what = import->of[column];
        const char *text = NULL;
        const char *why = NULL;
        int status = ZL_OK;

        zl_buf_reset(line);
        csv_value__line(csv_read__cell(import->table, row, column), line);
        if (line->status != ZL_OK)
                return line->status;
        text = (const char *)line->data;
        if (text[0] == '\0' ||
            (what != CSV_NAME && cells[what].read == NULL &&
                csv_value__is_no(text)))
                return ZL_OK;
        if (cells[what].read == NULL) {
                take_text(import, row, column, what, text);
        } else {
                status = cells[what].read(text, &it->number[what], &why);
                if (status == ZL_E_NOT_FOUND)
                        return ZL_OK;
                if (status != ZL_OK)
                        import__refuse(import, row, column, _("\"%.60s\": %s"),
                            text, lang__text(why));
        }
        it->text[what] = strdup(text);
        return it->text[what] != NULL ? ZL_OK : ZL_E_MEMORY;
}

/* ---- The contact person ---- */

static char *copy_of(const char *text, size_t size)
{
        return size == 0 ? NULL : strndup(text, size);
}

/* "Jan van der Berg": the first word, what stands between, and the rest. */
static void split_name(struct import_row *it)
{
        const char *at = it->text[CSV_CONTACT];
        size_t given = strcspn(at, " ");
        const char *rest = at + given + strspn(at + given, " ");
        const char *family = rest;

        for (;;) {
                size_t size = strcspn(family, " ");

                if (family[size] == '\0' || !csv_words__is_prefix(family, size))
                        break;
                family += size + 1;
        }
        it->text[CSV_GIVEN] = copy_of(at, given);
        if (family > rest)
                it->text[CSV_PREFIX] =
                    copy_of(rest, (size_t)(family - rest) - 1);
        it->text[CSV_FAMILY] = copy_of(family, strlen(family));
}

static const char *said(const struct import_row *it, enum csv_column what)
{
        return it->text[what] != NULL ? it->text[what] : "";
}

static bool speaks_of_somebody(const struct import_row *it)
{
        for (int what = CSV_CONTACT; what <= CSV_TRAINED; what++) {
                if (it->text[what] != NULL)
                        return true;
        }
        return false;
}

static void take_person(struct import *import, size_t row)
{
        struct import_row *it = &import->rows[row];

        if (!speaks_of_somebody(it))
                return;
        if (it->text[CSV_CONTACT] != NULL && it->text[CSV_GIVEN] == NULL &&
            it->text[CSV_FAMILY] == NULL)
                split_name(it);
        if (it->text[CSV_GIVEN] == NULL || it->text[CSV_FAMILY] == NULL) {
                import__refuse(import, row, CSV_COLUMNS_MAX,
                    _("The contact needs a given name and a family name."));
                return;
        }
        it->person = (struct zl_club_person){
            .given = it->text[CSV_GIVEN],
            .prefix = said(it, CSV_PREFIX),
            .family = it->text[CSV_FAMILY],
            .post = it->number[CSV_POST], /* contact, if nobody says */
            .phone = said(it, CSV_PHONE),
            .mail = said(it, CSV_MAIL),
            .vog_seen = it->number[CSV_VOG],
            .trained_until = it->number[CSV_TRAINED],
        };
}

static int take_row(struct import *import, size_t row, struct zl_buf *line)
{
        struct import_row *it = &import->rows[row];
        int status = ZL_OK;

        it->line = csv_read__line(import->table, row);
        it->first = row;
        for (size_t i = 0; i < csv_read__columns(import->table); i++) {
                if (import->of[i] < CSV_COLUMN_COUNT && status == ZL_OK)
                        status = take_cell(import, row, i, line);
        }
        if (status != ZL_OK)
                return status;
        if (it->text[CSV_NAME] == NULL)
                import__refuse(import, row, import__column(import, CSV_NAME),
                    _("The club has no name."));
        take_person(import, row);
        return ZL_OK;
}

int import__rows(struct import *import)
{
        struct zl_buf line = {0};
        int status = ZL_OK;

        import->count = csv_read__rows(import->table);
        import->rows = calloc(import->count + 1, sizeof(*import->rows));
        if (import->rows == NULL)
                return ZL_E_MEMORY;
        zl_buf_init(&line, 4 * (size_t)CSV_CELL_MAX);
        for (size_t i = 0; i < import->count && status == ZL_OK; i++)
                status = take_row(import, i, &line);
        zl_buf_free(&line);
        return status;
}

void import__free(struct import *import)
{
        for (size_t i = 0; i < import->count && import->rows != NULL; i++) {
                for (size_t k = 0; k < CSV_COLUMN_COUNT; k++)
                        free(import->rows[i].text[k]);
        }
        free(import->rows);
        csv_read__free(import->table);
        *import = (struct import){.table = NULL};
}
