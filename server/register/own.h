/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_REGISTER_OWN_H
#define ZL_REGISTER_OWN_H

#include "bytes.h"
#include "register.h"

/**
 * Write what is kept of a member (docs/protocol.md, 10.7).
 *
 * @param reg     any.
 * @param member  whose data.
 * @param buf     receives it.
 * @return ZL_OK, ZL_E_MEMORY or what the register and the buffer say.
 */
int zl_register_own(struct zl_register *reg, const struct zl_id *member,
    struct zl_buf *buf) ZL_CHECKED;

#endif
