/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_BARS_H
#define ZL_CLI_BARS_H

#include "bytes.h"

/* A picture of a number in letters. */

enum { BARS_WIDTH = 32 }; /* letters of the longest */

/**
 * Append a bar: full for a part of it and light for the rest, or grey when the
 * part is not known.  What is not zero is seen.
 *
 * @param whole  how long.
 * @param part   how much of it is full; 0: not known.
 * @param most   the longest of all bars, at least whole.
 * @param buf    is appended to.
 */
void bars__put(
    uint32_t whole, uint32_t part, uint32_t most, struct zl_buf *buf);

/** Append a bar of one kind, all of it full.  @param whole how long. @param
 *  most the longest of all bars. @param buf is appended to. */
void bars__put_full(uint32_t whole, uint32_t most, struct zl_buf *buf);

#endif
