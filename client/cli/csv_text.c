/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the character sets. A file does not say which one it is in; but
 * what is no UTF-8 and comes from a Dutch spreadsheet is Windows-1252, and
 * what is neither is no list of clubs. */
#include "csv_text.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

enum { BLOCK = 4096 };

static size_t line_at(struct zl_bytes bytes, size_t end)
{
        size_t line = 1;

        for (size_t i = 0; i < end; i++) {
                bool before_lf = bytes.data[i] == '\r' && i + 1 < bytes.size &&
                    bytes.data[i + 1] == '\n';

                if (bytes.data[i] == '\n' ||
                    (bytes.data[i] == '\r' && !before_lf))
                        line++;
        }
        return line;
}

static int wrong(enum csv_trouble trouble, struct zl_bytes bytes, size_t at,
    struct csv_place *ret_place)
{
        *ret_place =
            (struct csv_place){.trouble = trouble, .line = line_at(bytes, at)};
        return ZL_E_MALFORMED;
}

static bool begins(struct zl_bytes bytes, const char *mark)
{
        size_t size = strlen(mark);

        return bytes.size >= size && memcmp(bytes.data, mark, size) == 0;
}

static bool is_control(uint8_t byte)
{
        return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') ||
            byte == 0x7f;
}

/* From one character set to UTF-8; where it stops stands in ret_done. */
static int convert(const char *from, struct zl_bytes bytes, struct zl_buf *buf,
    size_t *ret_done)
{
        iconv_t door = iconv_open("UTF-8", from);
        char block[BLOCK];
        /* iconv() takes what it only reads without const. */
        char *in = (char *)(uintptr_t)bytes.data;
        size_t left = bytes.size;
        int status = ZL_OK;

        if (door == (iconv_t)-1)
                return errno == ENOMEM ? ZL_E_MEMORY : ZL_E_SYSTEM;
        while (left > 0 && status == ZL_OK) {
                char *out = block;
                size_t room = sizeof(block);
                size_t done = iconv(door, &in, &left, &out, &room);

                if (done == (size_t)-1 && errno != E2BIG)
                        status = ZL_E_MALFORMED;
                zl_put_bytes(buf, block, sizeof(block) - room);
                if (buf->status != ZL_OK)
                        status = buf->status;
        }
        (void)iconv_close(door);
        *ret_done = bytes.size - left;
        return status;
}

int csv_text__utf8(
    struct zl_bytes bytes, struct zl_buf *buf, struct csv_place *ret_place)
{
        bool marked = begins(bytes, "\xef\xbb\xbf");
        struct zl_bytes text = bytes;
        size_t done = 0;
        int status = ZL_OK;

        if (begins(bytes, "\xff\xfe") || begins(bytes, "\xfe\xff"))
                return wrong(CSV_UTF16, bytes, 0, ret_place);
        if (marked) {
                text.data += 3;
                text.size -= 3;
        }
        for (size_t i = 0; i < text.size; i++) {
                if (is_control(text.data[i]))
                        return wrong(CSV_NO_TEXT, text, i, ret_place);
        }
        status = convert("UTF-8", text, buf, &done);
        if (status == ZL_E_MALFORMED && !marked) {
                zl_buf_reset(buf);
                status = convert("WINDOWS-1252", text, buf, &done);
        }
        return status == ZL_E_MALFORMED
            ? wrong(CSV_LETTER, text, done, ret_place)
            : status;
}
