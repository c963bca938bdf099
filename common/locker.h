/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_LOCKER_H
#define ZL_LOCKER_H

#include "crypto.h"

/*
 * Symmetric encryption and key derivation for clients: vault rows,
 * invitation packets, passphrases.  Part of zl_envelope: the server does not
 * link it.
 */

enum { ZL_LOCKER_OVERHEAD = 24 + 16, ZL_LOCKER_KEY_SIZE = 32 };

/**
 * Encrypt: 24 random bytes, then XChaCha20-Poly1305.
 *
 * @param key    32 secret bytes.
 * @param plain  what; may be empty.
 * @param data   additional data that must be the same when opening.
 * @param buf    ZL_LOCKER_OVERHEAD + plain.size bytes are appended.
 * @return ZL_OK, or what the buffer says.
 */
int zl_lock(const struct zl_secret *key, struct zl_bytes plain,
    struct zl_bytes data, struct zl_buf *buf) ZL_CHECKED;

/**
 * Decrypt what zl_lock() made.
 *
 * @param key     the same key.
 * @param locked  the bytes.
 * @param data    the same additional data.
 * @param buf     the plaintext is appended.
 * @return ZL_OK, ZL_E_DECRYPT, or what the buffer says.
 */
int zl_unlock(const struct zl_secret *key, struct zl_bytes locked,
    struct zl_bytes data, struct zl_buf *buf) ZL_CHECKED;

/**
 * Derive a key from a key (crypto_kdf).
 *
 * @param key      32 secret bytes.
 * @param context  exactly eight characters: what the keys are for.
 * @param number   which key.
 * @param ret      receives size bytes, 16 to 64.
 * @param size     how many.
 */
void zl_derive(const struct zl_secret *key, const char *context,
    uint64_t number, void *ret, size_t size);

/**
 * Hash with a key (BLAKE2b, crypto_generichash): a name that tells nothing to
 * who has not the key.
 *
 * @param key   32 secret bytes.
 * @param data  what; may be NULL if size is 0.
 * @param size  how many bytes.
 * @param ret   receives the first 16 bytes of the hash of 32 bytes.
 */
void zl_keyed_hash(const struct zl_secret *key, const void *data, size_t size,
    uint8_t ret[static 16]);

/* How hard guessing is made (Argon2id 1.3). */
struct zl_stretch {
        uint8_t salt[16];
        uint32_t passes;
        uint32_t memory_kib;
};

enum {
        ZL_STRETCH_PASSES_MIN = 3,
        ZL_STRETCH_KIB_MIN = 64 * 1024,
        ZL_STRETCH_PASSES_MAX = 32,
        ZL_STRETCH_KIB_MAX = 4 * 1024 * 1024
};

/**
 * Stretch a passphrase or code to a 32-byte key.
 *
 * @param input    the secret.
 * @param size     how many bytes of it.
 * @param stretch  salt and cost; outside the bounds above is ZL_E_DAMAGED.
 * @param ret_key  receives 32 secret bytes; zl_secret_free() it.
 * @return ZL_OK, ZL_E_DAMAGED or ZL_E_MEMORY.
 */
int zl_stretch_key(const struct zl_secret *input, size_t size,
    const struct zl_stretch *stretch, struct zl_secret **ret_key) ZL_CHECKED;

#endif
