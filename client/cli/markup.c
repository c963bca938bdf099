/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the one place where letters become markup. */
#include "markup.h"

#include <string.h>

static const char *escape_of(char letter)
{
        switch (letter) {
        case '&':
                return "&amp;";
        case '<':
                return "&lt;";
        case '>':
                return "&gt;";
        case '"':
                return "&quot;";
        case '\'':
                return "&#39;";
        default:
                return NULL;
        }
}

/* U+FFFE and U+FFFF, which XML has no place for, even escaped. U+FFFD stands
 * in for them. */
static bool is_no_letter(const char *text)
{
        return strncmp(text, "\357\277\276", 3) == 0 ||
            strncmp(text, "\357\277\277", 3) == 0;
}

void markup__put(const char *text, struct zl_buf *buf)
{
        for (; *text != '\0'; text++) {
                const char *escape = escape_of(*text);

                if (escape != NULL) {
                        zl_put_text(buf, escape);
                } else if (is_no_letter(text)) {
                        zl_put_text(buf, "\357\277\275");
                        text += 2;
                } else {
                        zl_put_u8(buf, (uint8_t)*text);
                }
        }
}
