/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the margin: our own sentences are as long as they need to be,
 * in every language, and break here. */
#include "wrap.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* A label's column is no further in than this. */
enum { NARROWEST = 24, LABEL_MAX = 28 };

size_t wrap__width(int fd)
{
        struct winsize size = {0};

        if (isatty(fd) != 1)
                return 0;
        if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 ||
            size.ws_col > WRAP_WIDTH)
                return WRAP_WIDTH;
        return size.ws_col >= NARROWEST ? size.ws_col : 0;
}

/* Letters, not bytes. */
static size_t letters(const char *text, size_t size)
{
        size_t count = 0;

        for (size_t i = 0; i < size; i++)
                count += ((unsigned char)text[i] & 0xc0) != 0x80;
        return count;
}

static void put_spaces(struct zl_buf *buf, size_t count)
{
        for (; count > 0; count--)
                zl_put_u8(buf, ' ');
}

/* Some spaces and the word behind them, or a new line and the word. */
static void put_word(struct wrap *wrap, size_t spaces, const char *word,
    size_t size, struct zl_buf *buf)
{
        size_t width = letters(word, size);

        if (wrap->column == 0)
                wrap->indent = spaces;
        if (wrap->width > 0 && size > 0 && wrap->column > wrap->indent &&
            wrap->column + spaces + width > wrap->width) {
                zl_put_u8(buf, '\n');
                wrap->column = 0;
                spaces = wrap->indent;
                wrap->labelled = true;
        } else if (!wrap->labelled && wrap->column > wrap->indent &&
            spaces > 1 && size > 0 && wrap->column + spaces <= LABEL_MAX) {
                wrap->indent = wrap->column + spaces;
                wrap->labelled = true;
        }
        put_spaces(buf, spaces);
        zl_put_bytes(buf, word, size);
        wrap->column += spaces + width;
}

void wrap__put(struct wrap *wrap, const char *text, struct zl_buf *buf)
{
        while (*text != '\0') {
                size_t spaces = strspn(text, " ");
                size_t size = strcspn(text + spaces, " \n");

                put_word(wrap, spaces, text + spaces, size, buf);
                text += spaces + size;
                if (*text == '\n') {
                        zl_put_u8(buf, '\n');
                        wrap->column = 0;
                        wrap->indent = 0;
                        wrap->labelled = false;
                        text++;
                }
        }
}

/* How many bytes the first letters take. */
static size_t bytes_of(const char *text, size_t count)
{
        size_t size = 0;

        while (text[size] != '\0') {
                bool begins = ((unsigned char)text[size] & 0xc0) != 0x80;

                if (begins && count-- == 0)
                        break;
                size++;
        }
        return size;
}

void wrap__cell(const char *text, size_t width, struct zl_buf *buf)
{
        size_t count = letters(text, strlen(text));

        if (count <= width) {
                zl_put_text(buf, text);
                put_spaces(buf, width - count);
                return;
        }
        zl_put_bytes(buf, text, bytes_of(text, width - 1));
        zl_put_text(buf, "~");
}

size_t wrap__fits(const char *text, size_t size, size_t most)
{
        size_t letters = 0;
        size_t space = 0;

        for (size_t i = 0; i < size; i++) {
                letters += ((unsigned char)text[i] & 0xc0) != 0x80;
                if (letters > most)
                        return space > 0 ? space : i;
                if (text[i] == ' ')
                        space = i;
        }
        return size;
}
