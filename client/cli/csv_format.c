/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the door to libcsv. It knows the format, quoted line breaks
 * included, but tells no line: so it is given one line of the file at a time,
 * and whoever calls it back is in that line. Strict, so that a quote in the
 * wrong place is found where it stands and not ten clubs later. */
#include "csv_format.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE = CSV_CELL_MAX };

/* With quotes doubled, a cell of which more came cannot be short enough. */
#define PENDING_MAX (3 * (size_t)PIECE)

struct reading {
        const struct csv_taker *taker;
        size_t line; /* of the file */
        size_t cell_line; /* in which the next cell begins */
        size_t cells; /* of this line so far */
        bool between; /* lines: the last one has ended */
        size_t pending; /* bytes since the last cell */
        int status;
};

static void take_cell(void *text, size_t size, void *context)
{
        struct reading *it = context;

        if (it->status == ZL_OK)
                it->status = it->taker->cell(it->taker->context,
                    (struct zl_bytes){text, size}, it->cell_line);
        it->cell_line = it->line;
        it->cells++;
        it->pending = 0;
}

static void take_row(int end, void *context)
{
        struct reading *it = context;

        (void)end;
        if (it->status == ZL_OK)
                it->status = it->taker->row(it->taker->context);
        it->cells = 0;
        it->between = true;
}

/* Up to and with the end of the line. */
static size_t line_size(struct zl_bytes text)
{
        for (size_t i = 0; i < text.size; i++) {
                if (text.data[i] == '\n')
                        return i + 1;
                if (text.data[i] == '\r')
                        return i + 1 < text.size && text.data[i + 1] == '\n'
                            ? i + 2
                            : i + 1;
        }
        return text.size;
}

static bool is_blank(struct zl_bytes line)
{
        for (size_t i = 0; i < line.size; i++) {
                if (strchr(" \t\r\n", line.data[i]) == NULL)
                        return false;
        }
        return true;
}

static int wrong(const struct reading *it, enum csv_trouble trouble,
    struct csv_place *ret_place)
{
        *ret_place = (struct csv_place){
            .trouble = trouble, .line = it->cell_line, .column = it->cells + 1};
        return ZL_E_MALFORMED;
}

static int failed(struct csv_parser *parser, const struct reading *it,
    enum csv_trouble trouble, struct csv_place *ret_place)
{
        return csv_error(parser) == CSV_EPARSE ? wrong(it, trouble, ret_place)
                                               : ZL_E_MEMORY;
}

/* One line, in pieces, so that nobody makes a cell grow without end. */
static int feed_line(struct csv_parser *parser, struct reading *it,
    struct zl_bytes line, struct csv_place *ret_place)
{
        while (line.size > 0 && it->status == ZL_OK) {
                size_t size = line.size < PIECE ? line.size : PIECE;

                it->pending += size;
                if (csv_parse(parser, line.data, size, take_cell, take_row,
                        it) != size)
                        return failed(parser, it, CSV_STRAY_QUOTE, ret_place);
                if (it->pending > PENDING_MAX)
                        return wrong(it, CSV_LONG_CELL, ret_place);
                line.data += size;
                line.size -= size;
        }
        return it->status;
}

static int feed(struct csv_parser *parser, struct reading *it,
    struct zl_bytes text, struct csv_place *ret_place)
{
        int status = ZL_OK;

        while (text.size > 0 && status == ZL_OK) {
                struct zl_bytes line = {text.data, line_size(text)};

                if (it->between) {
                        it->cell_line = it->line;
                        it->between = is_blank(line);
                        it->pending = 0;
                }
                status = feed_line(parser, it, line, ret_place);
                it->line++;
                text.data += line.size;
                text.size -= line.size;
        }
        if (status == ZL_OK && csv_fini(parser, take_cell, take_row, it) != 0)
                status = failed(parser, it, CSV_OPEN_QUOTE, ret_place);
        return status == ZL_OK ? it->status : status;
}

int csv_format__read(struct zl_bytes text, char separator, size_t line,
    const struct csv_taker *taker, struct csv_place *ret_place)
{
        struct reading it = {.taker = taker, .line = line, .between = true};
        struct csv_parser parser;
        int status = ZL_OK;

        if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
                return ZL_E_MEMORY;
        csv_set_delim(&parser, (unsigned char)separator);
        csv_set_blk_size(&parser, PIECE / 4);
        status = feed(&parser, &it, text, ret_place);
        csv_free(&parser);
        return status;
}

void csv_format__quote(const char *text, struct zl_buf *buf)
{
        size_t size = strlen(text);
        size_t room = csv_write(NULL, 0, text, size);
        char *quoted = malloc(room);

        if (quoted != NULL)
                zl_put_bytes(buf, quoted, csv_write(quoted, room, text, size));
        else if (buf->status == ZL_OK)
                buf->status = ZL_E_MEMORY;
        free(quoted);
}
