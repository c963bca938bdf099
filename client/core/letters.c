/* SPDX-License-Identifier: EUPL-1.2 */
/* Letters of Latin script without capitals and accents: what Unicode 15
 * decomposes them into. */
#include "letters.h"

/* U+00C0 to U+017F. */
static const char first[] =
    "aaaaaa*ceeeeiiii*nooooo *uuuuy**aaaaaa*ceeeeiiii*nooooo *uuuuy*y"
    "aaaaaaccccccccdd**eeeeeeeeeegggggggghh**iiiiiiiii***jjkk*llllll*"
    "***nnnnnn***oooooo**rrrrrrsssssssstttt**uuuuuuuuuuuuwwyyyzzzzzz*";
_Static_assert(sizeof(first) - 1 == 0x180 - 0xc0, "one for each letter");

/* U+1E00 to U+1EFF, Vietnamese among them. */
static const char second[] =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
    "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
    "wwwwwwwwwwxxxxyyzzzzzzhtwy******aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
    "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy******";
_Static_assert(sizeof(second) - 1 == 0x1f00 - 0x1e00, "one for each letter");

uint32_t letters__at(const char *text, size_t *ret_size)
{
        const unsigned char *at = (const unsigned char *)text;
        static const uint32_t bits[] = {0, 0, 0x1f, 0x0f, 0x07};
        size_t size = at[0] < 0x80 ? 1
            : at[0] >= 0xf0        ? 4
            : at[0] >= 0xe0        ? 3
            : at[0] >= 0xc0        ? 2
                                   : 0;
        uint32_t code = at[0];

        *ret_size = 1;
        if (size == 0)
                return 0;
        if (size > 1)
                code &= bits[size];
        for (size_t i = 1; i < size; i++) {
                if ((at[i] & 0xc0) != 0x80)
                        return 0;
                code = code << 6 | (at[i] & 0x3f);
        }
        *ret_size = size;
        return code;
}

char letters__base(uint32_t code)
{
        if (code >= 0xc0 && code < 0x180)
                return first[code - 0xc0];
        if (code >= 0x1e00 && code < 0x1f00)
                return second[code - 0x1e00];
        return 0;
}
