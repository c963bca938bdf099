/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_CSV_READ_H
#define ZL_CLI_CSV_READ_H

#include "csv_text.h"

/*
 * A spreadsheet's file as a table: the first line names the columns, and each
 * other line has a cell for each of them.  Semicolon, comma or tab: whichever
 * the first line has most of.  Empty lines are no lines.
 */
struct csv_table;

enum {
        CSV_FILE_MAX = 16 * 1024 * 1024, /* bytes */
        CSV_COLUMNS_MAX = 64,
        CSV_ROWS_MAX = 30000
};

/**
 * Read a file.
 *
 * @param bytes      the file.
 * @param ret_table  receives the table; free with csv_read__free().
 * @param ret_place  says what is wrong, and where.
 * @return ZL_OK, ZL_E_MALFORMED (ret_place), ZL_E_TOO_LARGE, ZL_E_SYSTEM or
 *         ZL_E_MEMORY.
 */
int csv_read__table(struct zl_bytes bytes, struct csv_table **ret_table,
    struct csv_place *ret_place) ZL_CHECKED;

/** Wipe and free. @param table NULL is allowed. */
void csv_read__free(struct csv_table *table);

/** How many columns. @param table the table. */
size_t csv_read__columns(const struct csv_table *table);

/** How many lines, without the first. @param table the table. */
size_t csv_read__rows(const struct csv_table *table);

/** What the first line says of a column. @param table the table. @param column
 *  from 0. @return borrowed, as it stands there. */
const char *csv_read__header(const struct csv_table *table, size_t column);

/** A cell. @param table the table. @param row from 0. @param column from 0.
 *  @return borrowed; "" where the line is shorter. */
const char *csv_read__cell(
    const struct csv_table *table, size_t row, size_t column);

/** Where a line stands in the file, from 1. @param table the table. @param row
 *  from 0. */
size_t csv_read__line(const struct csv_table *table, size_t row);

#endif
