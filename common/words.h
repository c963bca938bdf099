/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_WORDS_H
#define ZL_WORDS_H

#include <stdint.h>

/*
 * A hash that two people can compare by reading it aloud: six common Dutch
 * words (docs/protocol.md 1.2).  The list, and with it this function, is part
 * of the protocol and never changes.
 */

enum {
        ZL_WORDS_COUNT = 6,
        ZL_WORDS_LONGEST = 8, /* letters in the longest word */
        /* six words, five spaces and NUL */
        ZL_WORDS_TEXT = ZL_WORDS_COUNT * ZL_WORDS_LONGEST + ZL_WORDS_COUNT
};

/**
 * Write the first 66 bits of a hash as six words with single spaces between:
 * eleven bits a word, most significant first, each an index into the list.
 *
 * @param hash  32 bytes; the caller says what of, docs/protocol.md 1.2 which.
 * @param ret   room for ZL_WORDS_TEXT characters; receives the words, NUL
 *              behind them.
 */
void zl_words_of_hash(
    const uint8_t hash[static 32], char ret[static ZL_WORDS_TEXT]);

#endif
