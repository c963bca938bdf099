/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the cleaning: what others wrote is shown, never obeyed. */
#include <stdio.h>

#include "out.h"

/* Is there a code point at `at` that turns the direction of writing, or a
 * control character of the C1 set?  Returns its bytes, 0 for none. */
static size_t hidden(const unsigned char *at)
{
        if (at[0] == 0xc2 && at[1] >= 0x80 && at[1] <= 0x9f)
                return 2;
        if (at[0] == 0xd8 && at[1] == 0x9c)
                return 2;
        if (at[0] == 0xe2 && at[1] == 0x80 &&
            ((at[2] >= 0x8e && at[2] <= 0x8f) ||
                (at[2] >= 0xa8 && at[2] <= 0xae)))
                return 3;
        if (at[0] == 0xe2 && at[1] == 0x81 && at[2] >= 0xa6 && at[2] <= 0xa9)
                return 3;
        return 0;
}

void out__clean(const char *text, bool keep_lines, struct zl_buf *buf)
{
        const unsigned char *at = (const unsigned char *)text;
        char escape[8];

        while (*at != '\0') {
                size_t size = hidden(at);

                if ((*at < 0x20 || *at == 0x7f) &&
                    !(keep_lines && (*at == '\n' || *at == '\t')))
                        size = 1;
                if (size == 0) {
                        zl_put_u8(buf, *at++);
                        continue;
                }
                for (; size > 0; size--) {
                        (void)snprintf(
                            escape, sizeof(escape), "\\x%02x", *at++);
                        zl_put_text(buf, escape);
                }
        }
}
