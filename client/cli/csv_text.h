/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_CSV_TEXT_H
#define ZL_CLI_CSV_TEXT_H

#include "bytes.h"

/*
 * The bytes of a spreadsheet's file as text: UTF-8 with or without its mark,
 * or Windows-1252, as Dutch spreadsheets save it.
 */

/* What can be wrong with a file, and where. */
enum csv_trouble {
        CSV_FINE,
        CSV_NO_TEXT, /* NULs and other controls: no text at all */
        CSV_UTF16, /* "Unicode text", which is another form */
        CSV_LETTER, /* a byte that is no letter of its character set */
        CSV_STRAY_QUOTE, /* a quote where none can be */
        CSV_OPEN_QUOTE, /* a quote that nothing closes */
        CSV_TOO_WIDE, /* more cells than the first line has */
        CSV_COLUMNS, /* too many columns */
        CSV_ROWS, /* too many lines */
        CSV_LONG_CELL,
        CSV_NO_HEADER /* nothing in it */
};

enum { CSV_CELL_MAX = 64 * 1024 }; /* bytes */

struct csv_place {
        enum csv_trouble trouble;
        size_t line; /* of the file, from 1 */
        size_t column; /* from 1; 0: of the line as a whole */
};

/**
 * Make UTF-8 of a file, without a mark in front and without controls but tab,
 * CR and LF.
 *
 * @param bytes      the file.
 * @param buf        initialised; receives the text.
 * @param ret_place  says what is wrong, and where.
 * @return ZL_OK, ZL_E_MALFORMED (ret_place), ZL_E_TOO_LARGE, ZL_E_SYSTEM (the
 *         system does not know Windows-1252) or ZL_E_MEMORY.
 */
int csv_text__utf8(struct zl_bytes bytes, struct zl_buf *buf,
    struct csv_place *ret_place) ZL_CHECKED;

#endif
