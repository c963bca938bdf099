/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_CSV_OPEN_H
#define ZL_CLI_CSV_OPEN_H

#include "cli.h"
#include "csv_read.h"

/**
 * Read the file of a spreadsheet that an option or operand names, or say what
 * is wrong with it and where.
 *
 * @param cli        the run.
 * @param path       the file.
 * @param ret_table  receives the table; free with csv_read__free().
 * @return EXIT_DONE, or the exit code.
 */
int csv_open__table(
    struct cli *cli, const char *path, struct csv_table **ret_table);

/**
 * A name of a column as it is compared: without capitals, accents, spaces and
 * marks.
 *
 * @param text  as it stands there.
 * @param buf   initialised here; receives letters and digits with a NUL
 *              behind.
 * @return ZL_OK, ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
int csv_open__key(const char *text, struct zl_buf *buf) ZL_CHECKED;

#endif
