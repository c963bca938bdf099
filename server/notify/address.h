/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_NOTIFY_ADDRESS_H
#define ZL_NOTIFY_ADDRESS_H

#include <stdbool.h>

/**
 * Is it an e-mail address as docs/protocol.md, 7.17, has it: one @, and
 * nothing that means more than itself in a mail or on its way?
 *
 * @param text  any.
 */
bool zl_address_fits(const char *text);

#endif
