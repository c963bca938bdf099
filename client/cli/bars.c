/* SPDX-License-Identifier: EUPL-1.2 */
/* Bars side by side say more than numbers, and the numbers stand beside them:
 * who hears the screen loses nothing. */
#include "bars.h"

/* Rounded, but never to nothing. */
static uint32_t letters_of(uint32_t number, uint32_t most)
{
        uint64_t letters =
            ((uint64_t)number * BARS_WIDTH + most / 2) / (most == 0 ? 1 : most);

        return letters == 0 && number > 0 ? 1 : (uint32_t)letters;
}

static void put(uint32_t count, const char *letter, struct zl_buf *buf)
{
        for (uint32_t i = 0; i < count; i++)
                zl_put_text(buf, letter);
}

void bars__put(uint32_t whole, uint32_t part, uint32_t most, struct zl_buf *buf)
{
        uint32_t all = letters_of(whole, most);
        uint32_t full = letters_of(part, most);

        if (part == 0) {
                put(all, "▒", buf);
                return;
        }
        /* The rest is seen as well. */
        if (full >= all && part < whole)
                full = all > 1 ? all - 1 : all;
        put(full, "█", buf);
        put(all - full, "░", buf);
}

void bars__put_full(uint32_t whole, uint32_t most, struct zl_buf *buf)
{
        put(letters_of(whole, most), "█", buf);
}
