/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the table: what a spreadsheet saved, cell by cell. All cells
 * stand in one text, and a table of where each of them begins. */
#include "csv_read.h"

#include <stdlib.h>
#include <string.h>

#include "csv_format.h"

struct csv_table {
        struct zl_buf text; /* the cells, each with a NUL behind */
        uint32_t *cells; /* where each begins; the first line's first */
        size_t *lines; /* of the file, one for each line here */
        size_t columns;
        size_t rows; /* with the first line */
        size_t room; /* rows there is room for */
};

/* While it is read. */
struct reading {
        struct csv_table *table;
        uint32_t row[CSV_COLUMNS_MAX]; /* where the cells of this line begin */
        size_t count; /* of them */
        size_t beyond; /* cells behind the last column, which are empty */
        size_t line;
        bool filled; /* one of them says something */
        struct csv_place place;
};

enum { EMPTY = 0 }; /* the text begins with a cell that says nothing */

static int wrong(
    struct reading *it, enum csv_trouble trouble, size_t line, size_t column)
{
        it->place = (struct csv_place){trouble, line, column};
        return ZL_E_MALFORMED;
}

static int take_cell(void *context, struct zl_bytes text, size_t line)
{
        struct reading *it = context;
        struct zl_buf *all = &it->table->text;
        size_t most =
            it->table->rows == 0 ? CSV_COLUMNS_MAX : it->table->columns;

        if (it->count == 0)
                it->line = line;
        if (text.size > CSV_CELL_MAX)
                return wrong(it, CSV_LONG_CELL, line, it->count + 1);
        if (it->count >= most) {
                it->beyond++;
                if (text.size == 0)
                        return ZL_OK;
                return wrong(it,
                    it->table->rows == 0 ? CSV_COLUMNS : CSV_TOO_WIDE, line,
                    it->count + it->beyond);
        }
        it->row[it->count] = EMPTY;
        if (text.size > 0) {
                it->filled = true;
                it->row[it->count] = (uint32_t)all->size;
                zl_put_bytes(all, text.data, text.size);
                zl_put_u8(all, 0);
        }
        it->count++;
        return all->status;
}

static int grow(struct csv_table *table)
{
        size_t room = table->room == 0 ? 64 : 2 * table->room;
        size_t *lines = realloc(table->lines, room * sizeof(*lines));
        uint32_t *cells = NULL;

        if (lines == NULL)
                return ZL_E_MEMORY;
        table->lines = lines;
        cells = realloc(table->cells, room * table->columns * sizeof(*cells));
        if (cells == NULL)
                return ZL_E_MEMORY;
        table->cells = cells;
        table->room = room;
        return ZL_OK;
}

/* A spreadsheet saves columns that nobody filled in, too. */
static size_t filled_columns(const struct reading *it)
{
        size_t count = it->count;

        while (count > 0 && it->row[count - 1] == EMPTY)
                count--;
        return count;
}

static int take_row(void *context)
{
        struct reading *it = context;
        struct csv_table *table = it->table;
        size_t count = it->count;
        bool filled = it->filled;
        int status = ZL_OK;

        it->count = 0;
        it->beyond = 0;
        it->filled = false;
        if (!filled)
                return ZL_OK;
        if (table->rows == 0) {
                it->count = count;
                table->columns = filled_columns(it);
                it->count = 0;
        }
        if (table->rows > CSV_ROWS_MAX)
                return wrong(it, CSV_ROWS, it->line, 0);
        if (table->rows == table->room)
                status = grow(table);
        if (status != ZL_OK)
                return status;
        for (size_t i = 0; i < table->columns; i++)
                table->cells[table->rows * table->columns + i] =
                    i < count ? it->row[i] : EMPTY;
        table->lines[table->rows++] = it->line;
        return ZL_OK;
}

/* ---- Which separator ---- */

/* Some programs say it in a line of its own in front: sep=; */
static char said_separator(struct zl_bytes *text, size_t *ret_line)
{
        const char *at = (const char *)text->data;
        size_t size = 5;

        if (text->size < 6 || strncmp(at, "sep=", 4) != 0)
                return '\0';
        if (at[5] == '\r')
                size++;
        if (size >= text->size || (at[size] != '\n' && at[size - 1] != '\r') ||
            strchr(";,\t", at[4]) == NULL)
                return '\0';
        if (at[size] == '\n')
                size++;
        text->data += size;
        text->size -= size;
        *ret_line = 2;
        return at[4];
}

/* Whichever stands most often outside of quotes in the first line that says
 * something. */
static char find_separator(struct zl_bytes text)
{
        static const char separators[] = {';', ',', '\t'};
        size_t counts[sizeof(separators)] = {0};
        size_t best = 0;
        bool quoted = false;
        bool said = false;

        for (size_t i = 0; i < text.size; i++) {
                char byte = (char)text.data[i];

                if (byte == '"')
                        quoted = !quoted;
                if (!quoted && (byte == '\n' || byte == '\r') && said)
                        break;
                if (strchr("\r\n;,\t ", byte) == NULL)
                        said = true;
                for (size_t k = 0; !quoted && k < sizeof(separators); k++)
                        counts[k] += byte == separators[k];
        }
        for (size_t k = 1; k < sizeof(separators); k++) {
                if (counts[k] > counts[best])
                        best = k;
        }
        return separators[best];
}

/* ---- Life ---- */

static int read_text(
    struct zl_bytes text, struct csv_table *table, struct csv_place *ret_place)
{
        struct reading it = {.table = table};
        struct csv_taker taker = {
            .cell = take_cell, .row = take_row, .context = &it};
        size_t line = 1;
        char separator = said_separator(&text, &line);
        int status = ZL_OK;

        if (separator == '\0')
                separator = find_separator(text);
        status = csv_format__read(text, separator, line, &taker, &it.place);
        if (status == ZL_OK && table->rows == 0)
                status = wrong(&it, CSV_NO_HEADER, 1, 0);
        if (status == ZL_E_MALFORMED)
                *ret_place = it.place;
        return status;
}

int csv_read__table(struct zl_bytes bytes, struct csv_table **ret_table,
    struct csv_place *ret_place)
{
        struct csv_table *table = calloc(1, sizeof(*table));
        struct zl_buf text = {0};
        int status = ZL_OK;

        if (table == NULL)
                return ZL_E_MEMORY;
        zl_buf_init(&text, 3 * (size_t)CSV_FILE_MAX);
        zl_buf_init(&table->text, 4 * (size_t)CSV_FILE_MAX);
        zl_put_u8(&table->text, 0); /* EMPTY */
        if (bytes.size > CSV_FILE_MAX)
                status = ZL_E_TOO_LARGE;
        if (status == ZL_OK)
                status = csv_text__utf8(bytes, &text, ret_place);
        if (status == ZL_OK)
                status = read_text(zl_buf_bytes(&text), table, ret_place);
        zl_buf_free(&text);
        if (status != ZL_OK) {
                csv_read__free(table);
                return status;
        }
        *ret_table = table;
        return ZL_OK;
}

void csv_read__free(struct csv_table *table)
{
        if (table == NULL)
                return;
        zl_buf_free(&table->text);
        free(table->cells);
        free(table->lines);
        free(table);
}

size_t csv_read__columns(const struct csv_table *table)
{
        return table->columns;
}

size_t csv_read__rows(const struct csv_table *table)
{
        return table->rows - 1;
}

static const char *cell(
    const struct csv_table *table, size_t row, size_t column)
{
        return (const char *)table->text.data +
            table->cells[row * table->columns + column];
}

const char *csv_read__header(const struct csv_table *table, size_t column)
{
        return cell(table, 0, column);
}

const char *csv_read__cell(
    const struct csv_table *table, size_t row, size_t column)
{
        return cell(table, row + 1, column);
}

size_t csv_read__line(const struct csv_table *table, size_t row)
{
        return table->lines[row + 1];
}
