/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the QR codes: a phone that is held before one rings a number. */
#include "qr.h"

#include <errno.h>
#include <qrencode.h>
#include <stdio.h>
#include <string.h>

enum { MARGIN = 4, LONGEST = 200, RUN = 64 };

/* One rectangle for each row of dark modules, so that no printer leaves a line
 * between two of them. */
static void put_row(
    const unsigned char *row, unsigned width, unsigned y, struct zl_buf *path)
{
        for (unsigned x = 0; x < width; x++) {
                unsigned begin = x;
                char run[RUN];

                while (x < width && (row[x] & 1) != 0)
                        x++;
                if (x == begin)
                        continue;
                (void)snprintf(run, sizeof(run), "M%u %uh%uv1h-%uz",
                    begin + MARGIN, y + MARGIN, x - begin, x - begin);
                zl_put_text(path, run);
        }
}

int qr__draw(const char *text, struct zl_buf *path, unsigned *ret_side)
{
        QRcode *code = NULL;
        unsigned width = 0;

        if (strlen(text) > LONGEST)
                return ZL_E_TOO_LARGE;
        /* M: a seventh of it may be dirty. */
        code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
        if (code == NULL)
                return errno == ENOMEM ? ZL_E_MEMORY : ZL_E_TOO_LARGE;
        width = (unsigned)code->width;
        for (unsigned y = 0; y < width; y++)
                put_row(code->data + (size_t)y * width, width, y, path);
        QRcode_free(code);
        *ret_side = width + 2 * MARGIN;
        return path->status;
}
