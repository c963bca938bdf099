/* SPDX-License-Identifier: EUPL-1.2 */
#include "words.h"

#include <assert.h>
#include <string.h>

#include "words_internal.h"

/* The eleven bits from bit number `first`, where 0 is the highest bit of the
 * first byte.  They lie in two or three bytes; 32 bytes hold them all. */
static unsigned index_at(const uint8_t *hash, unsigned first)
{
        const uint8_t *at = hash + first / 8;
        unsigned bits =
            (unsigned)at[0] << 16 | (unsigned)at[1] << 8 | (unsigned)at[2];

        return bits >> (24 - WORDS__BITS - first % 8) & (WORDS__SIZE - 1);
}

void zl_words_of_hash(
    const uint8_t hash[static 32], char ret[static ZL_WORDS_TEXT])
{
        char *to = ret;

        for (unsigned i = 0; i < ZL_WORDS_COUNT; i++) {
                const char *word = words__list[index_at(hash, i * WORDS__BITS)];
                size_t length = strlen(word);

                assert(length <= ZL_WORDS_LONGEST);
                if (i > 0)
                        *to++ = ' ';
                memcpy(to, word, length);
                to += length;
        }
        *to = '\0';
}
