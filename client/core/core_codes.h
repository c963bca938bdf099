/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CORE_CODES_H
#define ZL_CORE_CODES_H

#include "core_internal.h"

/* Codes of one's own, within the core (core_devices.c, core_store.c). */

/** Store a code. @param core the core. @param code it. @return ZL_OK or
 *  ZL_E_MEMORY. */
int core__put_code(
    struct zl_core *core, const struct core__code *code) ZL_CHECKED;

/** A code that we made or came by, or NULL. @param core the core. @param key
 *  of its device. */
const struct core__code *core__code(
    const struct zl_core *core, const struct zl_sign_key *key);
/** Remember a code. @param core the core. @param code copied. @return ZL_OK
 *  or ZL_E_MEMORY. */
int core__add_code_row(
    struct zl_core *core, const struct core__code *code) ZL_CHECKED;
/** Is this sealing key of the code we came by, and not ended yet? @param core
 *  the core. @param key which. */
bool core__waits_for_code(
    const struct zl_core *core, const struct zl_sealing_key *key);
/** End codes whose time is over. @param core the core, when a sync has done
 *  all else. @return ZL_OK or ZL_E_MEMORY. */
int core__settle_codes(struct zl_core *core) ZL_CHECKED;
/** Tell of a device that says it is ours. @param core the core. @param
 *  statement any, before the directory takes it. */
void core__look_at_device(
    struct zl_core *core, const struct zl_statement *statement);

#endif
