/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_WORDS_INTERNAL_H
#define ZL_WORDS_INTERNAL_H

enum {
        WORDS__BITS = 11, /* bits that one word stands for */
        WORDS__SIZE = 1 << WORDS__BITS
};

/* Sorted, all different, each of 4 to 8 letters a to z.  The same words, one
 * a line, are in schema/words-nl.txt. */
extern const char *const words__list[WORDS__SIZE];

#endif
