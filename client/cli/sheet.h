/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_SHEET_H
#define ZL_CLI_SHEET_H

#include "bytes.h"
#include "cli.h"

/*
 * Pages as files that only their owner may read: one PDF, or, for a name that
 * ends in .svg and where there is no program to make PDF with, an SVG of each
 * page.
 */

/**
 * Could a file be written here: is its name one that says what it is, and is
 * nothing there yet?
 *
 * @param cli   the run.
 * @param path  as typed.
 * @return EXIT_DONE, or an exit code after saying what is wrong.
 */
int sheet__check(struct cli *cli, const char *path);

/**
 * Read a page to fill in, of client/paper/.
 *
 * @param cli   the run.
 * @param name  a constant string: "poster.svg".
 * @param buf   receives it with a NUL behind; initialised here, free it either
 *              way.
 * @return EXIT_DONE, or an exit code after saying what is wrong.
 */
int sheet__template(struct cli *cli, const char *name, struct zl_buf *buf);

/**
 * Write the pages, and say where: under --json the field `files`.
 *
 * @param cli    the run.
 * @param path   of sheet__check().
 * @param pages  SVG of each page.
 * @param count  how many.
 * @return EXIT_DONE, or an exit code after saying what is wrong.
 */
int sheet__write(struct cli *cli, const char *path, const struct zl_buf *pages,
    size_t count);

#endif
