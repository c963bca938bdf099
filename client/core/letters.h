/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_LETTERS_H
#define ZL_LETTERS_H

#include <stddef.h>
#include <stdint.h>

/*
 * Letters one by one, for who compares texts as people do.
 */

/**
 * The code point at a position.
 *
 * @param text      NUL-terminated.
 * @param ret_size  receives how many bytes it takes; 1 for what is no UTF-8.
 * @return the code point; 0 at the end, and for what is no UTF-8.
 */
uint32_t letters__at(const char *text, size_t *ret_size);

/**
 * A letter of Latin script beyond ASCII, without capital and accent.
 *
 * @param code  U+00C0 to U+017F or U+1E00 to U+1EFF.
 * @return 'a' to 'z'; '*' for a letter that is no other, ' ' for no letter;
 *         0 for every other code point.
 */
char letters__base(uint32_t code);

#endif
