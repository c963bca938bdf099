/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_CSV_WRITE_H
#define ZL_CLI_CSV_WRITE_H

#include "cli.h"

/*
 * A list as a file for a spreadsheet, as Dutch ones open it by a double click:
 * UTF-8 with its mark, semicolons, CR LF.  No cell of it is a formula.
 *
 * A command writes people's sentences, JSON and this: without --csv the sheet
 * is NULL, which every function here accepts.
 */
struct csv_sheet;

/* For a command that has a list. */
#define CSV_OPTION \
        { \
                "csv", N_("FILE"), false, \
                    N_("write the list to a new file for a spreadsheet") \
        }

/**
 * Begin, if --csv was given.
 *
 * @param cli        the run.
 * @param ret_sheet  receives the sheet, or NULL; csv_write__end() frees it.
 * @return EXIT_DONE, or the exit code.
 */
int csv_write__begin(struct cli *cli, struct csv_sheet **ret_sheet);

/** Begin without a command. @return for csv_write__take(); NULL without
 *  memory. */
struct csv_sheet *csv_write__new(void);

/** A cell with a text, whoever wrote it. @param sheet the sheet. @param text
 *  NULL is an empty cell. */
void csv_write__text(struct csv_sheet *sheet, const char *text);

/** A cell with a number of ours. @param sheet the sheet. @param number it. */
void csv_write__number(struct csv_sheet *sheet, uint64_t number);

/** A cell with a date. @param sheet the sheet. @param day days since
 *  1970-01-01; 0 is an empty cell. */
void csv_write__day(struct csv_sheet *sheet, uint32_t day);

/** Several cells with texts. @param sheet the sheet. @param texts in the
 *  person's language already; NULL ends them. */
void csv_write__texts(struct csv_sheet *sheet, const char *const *texts);

/** The line ends. @param sheet the sheet. */
void csv_write__row(struct csv_sheet *sheet);

/**
 * Take the bytes and free the sheet.
 *
 * @param sheet  NULL gives ZL_E_MEMORY.
 * @param buf    initialised; is appended to.
 * @return ZL_OK, ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
int csv_write__take(struct csv_sheet *sheet, struct zl_buf *buf) ZL_CHECKED;

/**
 * Write the file and free the sheet.  What is there is not written over.
 *
 * @param cli    the run.
 * @param sheet  NULL: nothing is done.
 * @param code   what the command returns; unless it is EXIT_DONE nothing is
 *               written.
 * @return it, or the exit code of what went wrong.
 */
int csv_write__end(struct cli *cli, struct csv_sheet *sheet, int code);

#endif
