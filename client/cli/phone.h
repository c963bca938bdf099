/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_PHONE_H
#define ZL_CLI_PHONE_H

#include <stdbool.h>

enum { PHONE_URI = 32 };

/**
 * The `tel:` URI of a telephone number (RFC 3966), without what people write
 * between the digits.  A number of this country stays one.
 *
 * @param phone  as people write it: "+31 (0)6-1234 5678".
 * @param ret    receives it.
 * @return whether it is one number, and nothing else.
 */
bool phone__uri(const char *phone, char ret[static PHONE_URI]);

#endif
