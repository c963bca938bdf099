/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_MARKUP_H
#define ZL_CLI_MARKUP_H

#include "bytes.h"

/**
 * Append a text to HTML or XML, in content or between quotes, so that it means
 * nothing but its own letters.
 *
 * @param text  NUL-terminated UTF-8.
 * @param buf   is appended to.
 */
void markup__put(const char *text, struct zl_buf *buf);

#endif
