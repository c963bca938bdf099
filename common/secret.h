/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_SECRET_H
#define ZL_SECRET_H

#include "status.h"
#include "types.h"

/*
 * All keys, codes and passphrases live in one arena of memory between
 * guard pages that is locked (never swapped) and left out of core files.
 * Unlike a plain sodium_malloc() the lock is checked: without it the
 * program does not start.  In WebAssembly there is nothing to lock.
 */
struct zl_secret;

enum {
        ZL_SECRET_ARENA = 64 * 1024,
        /* The longest secret: a passphrase of 1,023 bytes and its NUL. */
        ZL_SECRET_MAX = 1024
};

/**
 * Make the arena.  Call once, after zl_crypto_start().
 *
 * @return ZL_OK; ZL_E_LOCK when memory cannot be locked (RLIMIT_MEMLOCK);
 *         ZL_E_MEMORY.
 */
int zl_secret_start(void) ZL_CHECKED;

/**
 * Wipe and give back the arena; every secret still held is gone.
 */
void zl_secret_stop(void);

/**
 * Take room for a secret, filled with zeros.
 *
 * @param size        1 to ZL_SECRET_MAX bytes.
 * @param ret_secret  give back with zl_secret_free().
 * @return ZL_OK or ZL_E_MEMORY (the arena is full).
 */
int zl_secret_new(size_t size, struct zl_secret **ret_secret) ZL_CHECKED;

/**
 * Wipe the secret and give back its room.
 *
 * @param secret  NULL is allowed.
 */
void zl_secret_free(struct zl_secret *secret);

/**
 * The bytes of a secret, valid until it is freed.
 *
 * @param secret  the secret.
 */
uint8_t *zl_secret_bytes(struct zl_secret *secret);

/**
 * As zl_secret_bytes(), for reading.
 *
 * @param secret  the secret.
 */
const uint8_t *zl_secret_view(const struct zl_secret *secret);

/**
 * The size asked for in zl_secret_new().
 *
 * @param secret  the secret.
 */
size_t zl_secret_size(const struct zl_secret *secret);

#endif
