/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_OWN_CODE_H
#define ZL_OWN_CODE_H

#include "envelope.h"
#include "invitation.h"

/*
 * Codes of one's own: a device whose keys come from a code, kept on paper or
 * typed on a new device (docs/protocol.md, 6.1).  Part of zl_envelope: only
 * clients link it.
 */

/* What such a code turns into. */
struct zl_own_code {
        struct zl_signer signer;
        struct zl_sealing_pair sealing;
};

/**
 * Make a fresh code.
 *
 * @param kind      ZL_CODE_RECOVERY or ZL_CODE_DEVICE.
 * @param ret_code  free with zl_code_free().
 * @return ZL_OK or ZL_E_MEMORY.
 */
int zl_own_code_new(
    enum zl_code_kind kind, struct zl_code *ret_code) ZL_CHECKED;

/**
 * Derive the device's keys; takes about a tenth of a second and 64 MiB.
 *
 * @param code      of one's own.
 * @param ret_keys  free with zl_own_code_free().
 * @return ZL_OK, ZL_E_CODE (an invitation's) or ZL_E_MEMORY.
 */
int zl_own_code_of(
    const struct zl_code *code, struct zl_own_code *ret_keys) ZL_CHECKED;

/** Wipe. @param keys all zero is allowed; all zero afterwards. */
void zl_own_code_free(struct zl_own_code *keys);

#endif
