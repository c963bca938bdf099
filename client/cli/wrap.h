/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_WRAP_H
#define ZL_CLI_WRAP_H

#include <stdbool.h>

#include "bytes.h"

/*
 * Lines that end where the terminal does, at a space.  What does not go to a
 * terminal stays as it is, so that a program finds whole sentences.
 */

enum { WRAP_WIDTH = 80 }; /* a line that is easy to read, at most */

/* Where a line is.  All zero: at its beginning, and nothing is wrapped. */
struct wrap {
        size_t width; /* 0: never wrap */
        size_t column;
        size_t indent; /* of the lines that we make */
        bool labelled; /* the indent of this line is settled */
};

/**
 * How wide a line may be.
 *
 * @param fd  where it goes.
 * @return the terminal's width, at most WRAP_WIDTH; 0 for what is none, or is
 *         too narrow to wrap.
 */
size_t wrap__width(int fd);

/**
 * Append text, wrapped.  A line that is made begins as far in as the line it
 * continues; or, where a label and two spaces or more come first, as far in as
 * what stands behind them.
 *
 * @param wrap  where the line is; goes on from there at the next call.
 * @param text  NUL-terminated UTF-8; may end in the middle of a line.
 * @param buf   is appended to.
 */
void wrap__put(struct wrap *wrap, const char *text, struct zl_buf *buf);

/**
 * How much of a line fits: up to a space, if there is one.
 *
 * @param text  the line.
 * @param size  how many bytes it has.
 * @param most  letters that fit.
 * @return how many bytes to show before a new line begins.
 */
size_t wrap__fits(const char *text, size_t size, size_t most);

/**
 * Append a text as a cell of a table: as wide as this, in letters; longer
 * text is cut, and shows that it was.
 *
 * @param text   NUL-terminated UTF-8 on one line.
 * @param width  in letters, 2 or more.
 * @param buf    is appended to.
 */
void wrap__cell(const char *text, size_t width, struct zl_buf *buf);

#endif
