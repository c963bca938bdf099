/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_QR_H
#define ZL_CLI_QR_H

#include "bytes.h"

/* The only door to libqrencode. */

/**
 * Draw a QR code as the data of an SVG path, one unit for each module, with
 * the quiet margin that readers need.
 *
 * @param text      what it says, ASCII, 1 to 200 bytes.
 * @param path      is appended to.
 * @param ret_side  receives how many units it is wide and high.
 * @return ZL_OK, ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
int qr__draw(
    const char *text, struct zl_buf *path, unsigned *ret_side) ZL_CHECKED;

#endif
