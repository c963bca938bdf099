/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_FILES_H
#define ZL_CLI_FILES_H

#include "bytes.h"

/**
 * Read a text from a file.  Line ends (CR LF, LF, CR) become line feeds, and
 * those at the end go.
 *
 * @param path  the file; "-" is standard input.
 * @param max   most bytes.
 * @param buf   receives the text with a NUL behind; initialised here.
 * @return ZL_OK, ZL_E_NOT_FOUND, ZL_E_TOO_LARGE, ZL_E_MALFORMED (a NUL in
 *         it), ZL_E_STORAGE or ZL_E_MEMORY.
 */
int files__text(const char *path, size_t max, struct zl_buf *buf) ZL_CHECKED;

/**
 * Read a file as it is.
 *
 * @param path  the file.
 * @param max   most bytes.
 * @param buf   receives them; initialised here.
 * @return ZL_OK, ZL_E_NOT_FOUND, ZL_E_TOO_LARGE, ZL_E_STORAGE or ZL_E_MEMORY.
 */
int files__bytes(const char *path, size_t max, struct zl_buf *buf) ZL_CHECKED;

/**
 * Write a new file that only its owner may read, durably.  One that is there
 * is never written over.
 *
 * @param path   where.
 * @param bytes  what.
 * @return ZL_OK, ZL_E_CONFLICT (there is one) or ZL_E_STORAGE.
 */
int files__write_new(const char *path, struct zl_bytes bytes) ZL_CHECKED;

#endif
