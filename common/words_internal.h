/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_WORDS_INTERNAL_H
#define ZL_WORDS_INTERNAL_H

#include "words.h"

enum {
        WORDS__BITS = 11, /* bits that one word stands for */
        WORDS__SIZE = 1 << WORDS__BITS,
        WORDS__ROOM = ZL_WORDS_LONGEST + 1
};

/* In places of one size: pointers to them would be as large again. Sorted, all
 * different, each of 4 to 8 letters a to z.  The same words, one a line, are in
 * schema/words-nl.txt. */
extern const char words__list[WORDS__SIZE][WORDS__ROOM];

#endif
