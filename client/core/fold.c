/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the folding: what is the same to somebody who looks for it
 * becomes the same bytes. It knows where each of them stood, so that what is
 * found can be shown, or taken out, in the text as it was written. */
#include "fold.h"

#include <stdlib.h>
#include <string.h>

#include "letters.h"

enum { GROWTH = 2 }; /* no code point becomes more than twice its bytes */

/* ---- Code points ---- */

/* Letters that are no other with an accent. */
static const struct {
        uint16_t code; /* the small letter */
        const char *as;
} letters[] = {
    {0xdf, "ss"},
    {0xe6, "ae"},
    {0xf0, "d"},
    {0xf8, "o"},
    {0xfe, "th"},
    {0x111, "d"},
    {0x127, "h"},
    {0x131, "i"},
    {0x133, "ij"},
    {0x140, "l"},
    {0x142, "l"},
    {0x149, "n"},
    {0x14b, "n"},
    {0x153, "oe"},
    {0x167, "t"},
    {0x17f, "s"},
    {0x1e9e, "ss"},
    {0x439, "\xd0\xb8"}, /* Cyrillic i with its breve, e with its dots */
    {0x451, "\xd0\xb5"},
};

static bool within(uint32_t code, uint32_t first, uint32_t last)
{
        return code >= first && code <= last;
}

/* Capitals of the scripts whose letters letters__base() does not know. */
static uint32_t small(uint32_t code)
{
        if (within(code, 0xc0, 0xde) || within(code, 0x391, 0x3a9) ||
            within(code, 0x410, 0x42f))
                return code + 0x20;
        if (within(code, 0x400, 0x40f))
                return code + 0x50;
        if (code == 0x13f || code == 0x141)
                return code + 1;
        if ((within(code, 0x110, 0x137) || within(code, 0x14a, 0x17e)) &&
            letters__base(code) == '*')
                return code | 1; /* pairs, capitals first */
        return code;
}

/* Accents by themselves, vowel marks of Arabic and Hebrew, and what has no
 * shape at all. */
static bool is_unseen(uint32_t code)
{
        return within(code, 0x300, 0x36f) || code == 0xad ||
            within(code, 0x591, 0x5c7) || code == 0x61c || code == 0x640 ||
            within(code, 0x64b, 0x65f) || code == 0x670 ||
            within(code, 0x200b, 0x200f) || within(code, 0x202a, 0x202e) ||
            within(code, 0x2060, 0x206f) || within(code, 0xfe00, 0xfe0f) ||
            code == 0xfeff || within(code, 0x1ab0, 0x1aff) ||
            within(code, 0x1dc0, 0x1dff) || within(code, 0x20d0, 0x20ff) ||
            within(code, 0xfe20, 0xfe2f) || within(code, 0x180b, 0x180f) ||
            within(code, 0x115f, 0x1160) || code == 0x3164 || code == 0xffa0 ||
            within(code, 0xfff9, 0xfffb) || within(code, 0xe0000, 0xe0fff);
}

static bool is_space(uint32_t code)
{
        return code <= ' ' || within(code, 0x7f, 0xa0) || code == 0x1680 ||
            within(code, 0x2000, 0x200a) || within(code, 0x2028, 0x202f) ||
            code == 0x205f || code == 0x3000;
}

static char punctuation(uint32_t code)
{
        if (within(code, 0x2018, 0x201b) || code == 0xb4 || code == 0x2bc)
                return '\'';
        if (within(code, 0x201c, 0x201f) || code == 0xab || code == 0xbb)
                return '"';
        if (within(code, 0x2010, 0x2015) || code == 0x2212)
                return '-';
        if (within(code, 0xa1, 0xbf) || code == 0xd7 || code == 0xf7 ||
            within(code, 0x2000, 0x2bff) || within(code, 0x3001, 0x303f) ||
            code >= 0x1f000)
                return '.';
        return 0;
}

/* ---- The text ---- */

static void put_code(struct zl_buf *buf, uint32_t code)
{
        if (code >= 0x10000) {
                zl_put_u8(buf, (uint8_t)(0xf0 | code >> 18));
                zl_put_u8(buf, (uint8_t)(0x80 | (code >> 12 & 0x3f)));
        } else if (code >= 0x800) {
                zl_put_u8(buf, (uint8_t)(0xe0 | code >> 12));
        }
        if (code >= 0x800)
                zl_put_u8(buf, (uint8_t)(0x80 | (code >> 6 & 0x3f)));
        else
                zl_put_u8(buf, (uint8_t)(0xc0 | code >> 6));
        zl_put_u8(buf, (uint8_t)(0x80 | (code & 0x3f)));
}

static void put_letter(struct zl_buf *buf, uint32_t code)
{
        char base = letters__base(code);

        if (base >= 'a' && base <= 'z') {
                zl_put_u8(buf, (uint8_t)base);
                return;
        }
        code = small(code);
        for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++) {
                if (letters[i].code == code) {
                        zl_put_text(buf, letters[i].as);
                        return;
                }
        }
        if (code == 0x622 || code == 0x623 || code == 0x625)
                code = 0x627; /* alef with its marks */
        put_code(buf, code);
}

/* A full-width letter of ASCII is that letter. */
static uint32_t narrow(uint32_t code)
{
        return within(code, 0xff01, 0xff5e) ? code - 0xfee0 : code;
}

static void put_folded(struct zl_buf *buf, uint32_t code)
{
        code = narrow(code);
        if (is_unseen(code))
                return;
        if (is_space(code)) {
                if (buf->size == 0 || buf->data[buf->size - 1] != ' ')
                        zl_put_u8(buf, ' ');
        } else if (code >= 'A' && code <= 'Z') {
                zl_put_u8(buf, (uint8_t)(code - 'A' + 'a'));
        } else if (code < 0x80) {
                zl_put_u8(buf, (uint8_t)code);
        } else if (punctuation(code) != 0) {
                zl_put_u8(buf, (uint8_t)punctuation(code));
        } else {
                put_letter(buf, code);
        }
}

int zl_fold(const char *text, struct zl_folded *ret)
{
        size_t size = strlen(text);

        *ret = (struct zl_folded){.from = NULL};
        if (size > ZL_FOLD_MAX)
                return ZL_E_TOO_LARGE;
        zl_buf_init(&ret->text, GROWTH * size + 1);
        ret->from = calloc(GROWTH * size + 2, sizeof(*ret->from));
        if (ret->from == NULL)
                return ZL_E_MEMORY;
        for (size_t at = 0; at < size;) {
                size_t before = ret->text.size;
                size_t taken = 0;
                uint32_t code = letters__at(text + at, &taken);

                if (code != 0)
                        put_folded(&ret->text, code);
                if (ret->text.status != ZL_OK)
                        return ret->text.status;
                for (; before < ret->text.size; before++)
                        ret->from[before] = (uint32_t)at;
                at += taken;
        }
        ret->from[ret->text.size] = (uint32_t)size;
        return ZL_OK;
}

void zl_folded_free(struct zl_folded *folded)
{
        zl_buf_free(&folded->text);
        free(folded->from);
        folded->from = NULL;
}

size_t zl_folded_find(
    const struct zl_folded *in, const struct zl_folded *wanted, size_t at)
{
        size_t size = wanted->text.size;

        for (; size > 0 && at + size <= in->text.size; at++) {
                if (memcmp(in->text.data + at, wanted->text.data, size) == 0)
                        return at;
        }
        return in->text.size;
}

static bool is_letter(const struct zl_folded *in, size_t at)
{
        uint8_t byte = in->text.data[at];

        return byte >= 0x80 || within(byte, 'a', 'z') || within(byte, '0', '9');
}

bool zl_folded_in_word(const struct zl_folded *in, size_t at)
{
        return is_letter(in, at) ||
            (in->text.data[at] == '\'' && at > 0 && is_letter(in, at - 1) &&
                at + 1 < in->text.size && is_letter(in, at + 1));
}
