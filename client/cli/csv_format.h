/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_CSV_FORMAT_H
#define ZL_CLI_CSV_FORMAT_H

#include "csv_text.h"

/*
 * The door to libcsv: cells out of a text, and a cell into one.
 */

/* Where the cells go; another status than ZL_OK ends the reading. */
struct csv_taker {
        /* A cell: not NUL-terminated, and where it begins. */
        int (*cell)(void *context, struct zl_bytes text, size_t line);
        /* The line that these cells were of has ended. */
        int (*row)(void *context);
        void *context;
};

/**
 * Read the lines of a text; those without anything are passed over.
 *
 * @param text       UTF-8.
 * @param separator  between the cells.
 * @param line       of the file, in which the text begins.
 * @param taker      is given each cell and the end of each line.
 * @param ret_place  says what is wrong, and where.
 * @return ZL_OK, ZL_E_MALFORMED (ret_place, unless the taker said so),
 *         ZL_E_MEMORY, or what the taker said.
 */
int csv_format__read(struct zl_bytes text, char separator, size_t line,
    const struct csv_taker *taker, struct csv_place *ret_place) ZL_CHECKED;

/** Put a text in quotes. @param text NUL-terminated. @param buf is appended
 *  to. */
void csv_format__quote(const char *text, struct zl_buf *buf);

#endif
