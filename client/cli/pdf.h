/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_PDF_H
#define ZL_CLI_PDF_H

#include "bytes.h"

/*
 * PDF of SVG pages, made by the program rsvg-convert.  Pages and PDF stay in
 * memory: there is no file that others could read, and nothing of them stands
 * among its arguments or in its environment.
 */

enum { PDF_PAGES_MAX = 101, PDF_MAX = 16 * 1024 * 1024, PDF_SECONDS = 30 };

/**
 * Make a PDF.
 *
 * @param pages    SVG of each page.
 * @param count    how many, 1 to PDF_PAGES_MAX.
 * @param seconds  how long it may take: PDF_SECONDS.
 * @param pdf      receives it; initialised here, free it either way.
 * @return ZL_OK, ZL_E_NOT_FOUND (there is no rsvg-convert), ZL_E_SYSTEM (it
 *         failed, or took too long), ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
int pdf__make(const struct zl_buf *pages, size_t count, unsigned seconds,
    struct zl_buf *pdf) ZL_CHECKED;

#endif
