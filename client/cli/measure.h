/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_MEASURE_H
#define ZL_CLI_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * How much room letters take on paper, without asking a font: those of DejaVu
 * Sans, which is wide, and rather too much than too little for what it does
 * not have.  In hundredths of the height of the letters.
 */

/** The room a text takes. @param text UTF-8. @param size how many bytes.
 *  @param bold whether it is set in bold. */
size_t measure__width(const char *text, size_t size, bool bold);

/**
 * How much of a text fits on a line: up to a space if there is one, and never
 * with an accent, or another part of a letter, cut off.
 *
 * @param text        NUL-terminated UTF-8.
 * @param width       the room there is; one letter is taken at least.
 * @param bold        whether it is set in bold.
 * @param ret_broken  set to true when a word is broken.
 * @return how many bytes; 0 for nothing left.
 */
size_t measure__line(
    const char *text, size_t width, bool bold, bool *ret_broken);

#endif
