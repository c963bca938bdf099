/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the measuring of letters. Linking what draws them would make the
 * program half as large again; knowing about how wide they are is enough to
 * break lines. */
#include "measure.h"

#include <stdint.h>
#include <string.h>

/* DejaVu Sans Bold, from the space to the tilde. */
static const uint8_t ascii[] = {35, 46, 53, 84, 70, 101, 88, 31, 46, 46, 53, 84,
    38, 42, 38, 37, 70, 70, 70, 70, 70, 70, 70, 70, 70, 70, 40, 40, 84, 84, 84,
    59, 100, 78, 77, 74, 84, 69, 69, 83, 84, 38, 38, 78, 64, 100, 84, 86, 74,
    86, 78, 73, 69, 82, 78, 111, 78, 73, 73, 46, 37, 46, 84, 50, 50, 68, 72, 60,
    72, 68, 44, 72, 72, 35, 35, 67, 35, 105, 72, 69, 72, 72, 50, 60, 48, 72, 66,
    93, 65, 66, 59, 72, 37, 72, 84};

/* Others: up to and with this one, this wide. The last one is for what every
 * machine draws in its own way: writing of the East, and pictures. */
static const struct {
        uint32_t last;
        uint8_t width;
} others[] = {
    {0x0000a0, 35},
    {0x0002ff, 115}, /* Latin with accents */
    {0x00036f, 0}, /* accents that stand by themselves */
    {0x000482, 120}, /* Greek, Cyrillic */
    {0x000489, 0},
    {0x00058f, 120},
    {0x0005c7, 0}, /* points of Hebrew */
    {0x00060f, 80},
    {0x00061a, 0},
    {0x00064a, 140}, /* Arabic */
    {0x00065f, 0},
    {0x0006ff, 140},
    {0x001aaf, 140},
    {0x001aff, 0},
    {0x001dbf, 120},
    {0x001dff, 0},
    {0x00200a, 125},
    {0x00200f, 0}, /* of no width, joiners, marks of direction */
    {0x002029, 110},
    {0x00202e, 0},
    {0x00205f, 110},
    {0x00206f, 0},
    {0x0020cf, 160},
    {0x0020ff, 0},
    {0x002e7f, 140},
    {0x00fdff, 140},
    {0x00fe0f, 0}, /* which form a letter has */
    {0x00fe1f, 140},
    {0x00fe2f, 0},
    {0x01f3fa, 140},
    {0x01f3ff, 0}, /* the colour of a skin */
    {0x0e0000, 140},
    {0x0e01ef, 0}, /* tags, forms */
    {UINT32_MAX, 140},
};

/* One code point, and how many bytes it is; text is valid UTF-8, and whatever
 * is not counts byte by byte. */
static size_t take(const char *text, size_t left, uint32_t *ret_point)
{
        uint8_t first = (uint8_t)text[0];
        size_t size = first < 0xc0 ? 1
            : first < 0xe0         ? 2
            : first < 0xf0         ? 3
                                   : 4;
        uint32_t point = first;

        if (size > left)
                size = 1;
        if (size > 1)
                point = first & (0xffU >> (size + 1));
        for (size_t i = 1; i < size; i++)
                point = point << 6 | ((uint8_t)text[i] & 0x3fU);
        *ret_point = point;
        return size;
}

static size_t width_of(uint32_t point)
{
        size_t i = 0;

        if (point < 0x20)
                return 0;
        if (point < 0x7f)
                return ascii[point - 0x20];
        while (point > others[i].last)
                i++;
        return others[i].width;
}

/* The other weight is a tenth less wide, over a line; one letter may be much
 * less. */
static size_t weigh(size_t width, bool bold)
{
        return bold ? width : (width * 9 + 9) / 10;
}

/* With what belongs to it: what has no width of its own, and what a joiner
 * (U+200D) ties to it. */
static size_t letter(const char *text, size_t left, size_t *ret_width)
{
        uint32_t point = 0;
        size_t size = take(text, left, &point);

        *ret_width = width_of(point);
        while (size < left) {
                bool joined = point == 0x200d;
                size_t more = take(text + size, left - size, &point);

                /* What opens an isolation belongs to the letter behind. */
                if (!joined &&
                    (width_of(point) > 0 ||
                        (point >= 0x2066 && point <= 0x2068)))
                        break;
                size += more;
        }
        return size;
}

size_t measure__width(const char *text, size_t size, bool bold)
{
        size_t width = 0;

        for (size_t at = 0; at < size;) {
                size_t more = 0;

                at += letter(text + at, size - at, &more);
                width += more;
        }
        return weigh(width, bold);
}

size_t measure__line(
    const char *text, size_t width, bool bold, bool *ret_broken)
{
        size_t left = strlen(text);
        size_t used = 0;
        size_t space = 0;
        size_t at = 0;

        while (at < left) {
                size_t more = 0;
                size_t size = letter(text + at, left - at, &more);

                if (text[at] == ' ')
                        space = at;
                else if (at > 0 && weigh(used + more, bold) > width)
                        break;
                used += more;
                at += size;
        }
        if (at == left)
                return at;
        if (space > 0)
                return space;
        *ret_broken = true;
        return at;
}
