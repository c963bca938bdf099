/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CRYPTO_SEAL_H
#define ZL_CRYPTO_SEAL_H

#include "envelope.h"

/*
 * Sealed boxes, as envelope.c needs them: the part of the door to libsodium
 * that only clients link.
 */

enum { ZL_SEALED_SIZE = 48 }; /* record id and content key */

/**
 * Seal for one recipient (crypto_box_seal).
 *
 * @param plain     ZL_SEALED_SIZE secret bytes.
 * @param key       whose seal.
 * @param ret_seal  receives it.
 * @return ZL_OK or ZL_E_RECIPIENTS (a key of small order).
 */
int zl_seal_make(const struct zl_secret *plain,
    const struct zl_sealing_key *key, struct zl_seal *ret_seal) ZL_CHECKED;

/**
 * Open a seal (crypto_box_seal_open).
 *
 * @param seal   the seal.
 * @param pair   whose.
 * @param plain  ZL_SEALED_SIZE bytes of secret memory that receive it.
 * @return ZL_OK or ZL_E_DECRYPT.
 */
int zl_seal_open(const struct zl_seal *seal, const struct zl_sealing_pair *pair,
    struct zl_secret *plain) ZL_CHECKED;

#endif
