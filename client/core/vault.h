/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_VAULT_H
#define ZL_VAULT_H

#include "locker.h"

/*
 * The vault: everything a client keeps, encrypted at rest.  The shell stores
 * one header and any number of rows, and can read neither: a row has an
 * opaque name and an encrypted value, bound to each other, so that no row
 * can be read, altered, or put in another's place.
 *
 *   header  u8 version = 1, u8 lock (1 passphrase, 2 key file),
 *           bytes<16> salt, u32 passes, u32 memory in KiB,
 *           bytes<72> the vault key, locked (additional data: all before)
 *   name    first 16 bytes of BLAKE2b keyed by subkey 1, of u8 kind || key
 *   value   locked by subkey 2, additional data: the name;
 *           plaintext: u8 kind, u8 key size, key, value
 */
struct zl_vault;

enum { ZL_ROW_NAME_SIZE = 16, ZL_ROW_KEY_MAX = 64, ZL_KEY_FILE_SIZE = 32 };

/* Values are stored. */
enum zl_lock {
        ZL_LOCK_PASSPHRASE = 1,
        ZL_LOCK_KEY_FILE = 2 /* 32 random bytes: no stretching needed */
};

/* A row as the shell stores it. */
struct zl_row {
        uint8_t name[ZL_ROW_NAME_SIZE];
        struct zl_bytes value; /* size 0: delete the row */
};

/**
 * Make a vault with a fresh key.
 *
 * @param lock       what opens it.
 * @param secret     passphrase without its NUL, or 32 bytes.
 * @param passes     Argon2id passes and memory for a passphrase; not
 * @param memory_kib below the minimum of locker.h; 0: the defaults.
 * @param header     receives the header for the shell to store.
 * @param ret_vault  free with zl_vault_free().
 * @return ZL_OK, ZL_E_USAGE (cost out of bounds) or ZL_E_MEMORY.
 */
int zl_vault_new(enum zl_lock lock, const struct zl_secret *secret,
    uint32_t passes, uint32_t memory_kib, struct zl_buf *header,
    struct zl_vault **ret_vault) ZL_CHECKED;

/**
 * What opens a vault with this header.
 *
 * @param header    the stored header.
 * @param ret_lock  receives it.
 * @return ZL_OK, ZL_E_DAMAGED or ZL_E_VERSION.
 */
int zl_vault_lock_of(struct zl_bytes header, enum zl_lock *ret_lock) ZL_CHECKED;

/**
 * Unlock a vault.
 *
 * @param header     the stored header.
 * @param lock       what `secret` is.
 * @param secret     passphrase without its NUL, or 32 bytes.
 * @param ret_vault  free with zl_vault_free().
 * @return ZL_OK, ZL_E_PASSPHRASE (wrong, or the other kind of lock),
 *         ZL_E_DAMAGED (header), ZL_E_VERSION or ZL_E_MEMORY.
 */
int zl_vault_unlock(struct zl_bytes header, enum zl_lock lock,
    const struct zl_secret *secret, struct zl_vault **ret_vault) ZL_CHECKED;

/* What opens a vault, as for zl_vault_new(); costs count when it is made. */
struct zl_vault_secret {
        enum zl_lock lock;
        const struct zl_secret *secret;
        uint32_t passes;
        uint32_t memory_kib;
};

/**
 * Make another header for the same vault: the rows stay as they are.  For
 * another passphrase, once the new header took the old one's place; or for a
 * key of a moment, so that who cannot spare the memory of a passphrase need
 * not open it with that (the web app has a worker do it).
 *
 * @param header      the stored header.
 * @param from        what opens it.
 * @param to          what opens the new one.
 * @param ret_header  receives the new one.
 * @return as zl_vault_unlock(), or ZL_E_USAGE (cost out of bounds).
 */
int zl_vault_relock(struct zl_bytes header, const struct zl_vault_secret *from,
    const struct zl_vault_secret *to, struct zl_buf *ret_header) ZL_CHECKED;

/** Wipe and free. @param vault NULL is allowed. */
void zl_vault_free(struct zl_vault *vault);

/**
 * The opaque name of a row.
 *
 * @param vault  the vault.
 * @param kind   what is in it.
 * @param key    which one.
 * @param ret    receives 16 bytes.
 */
void zl_vault_name(const struct zl_vault *vault, uint8_t kind,
    struct zl_bytes key, uint8_t ret[static ZL_ROW_NAME_SIZE]);

/**
 * Encrypt a row.
 *
 * @param vault  the vault.
 * @param kind   what is in it.
 * @param key    which one; at most ZL_ROW_KEY_MAX bytes.
 * @param plain  the value.
 * @param name   receives the row's name.
 * @param value  receives the encrypted value.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int zl_vault_lock_row(const struct zl_vault *vault, uint8_t kind,
    struct zl_bytes key, struct zl_bytes plain,
    uint8_t name[static ZL_ROW_NAME_SIZE], struct zl_buf *value) ZL_CHECKED;

/**
 * Decrypt a row.
 *
 * @param vault     the vault.
 * @param row       as the shell stored it.
 * @param buf       receives the plaintext.
 * @param ret_kind  receives what is in it.
 * @param ret_key   receives which one, borrowed from buf.
 * @param ret_plain receives the value, borrowed from buf.
 * @return ZL_OK, ZL_E_DAMAGED or ZL_E_MEMORY.
 */
int zl_vault_unlock_row(const struct zl_vault *vault, const struct zl_row *row,
    struct zl_buf *buf, uint8_t *ret_kind, struct zl_bytes *ret_key,
    struct zl_bytes *ret_plain) ZL_CHECKED;

#endif
