/* SPDX-License-Identifier: EUPL-1.2 */
/* Symmetric encryption and key derivation by libsodium. */
#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "locker.h"

enum {
        NONCE_SIZE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
        TAG_SIZE = crypto_aead_xchacha20poly1305_ietf_ABYTES
};

_Static_assert(ZL_LOCKER_OVERHEAD == NONCE_SIZE + TAG_SIZE, "XChaCha20");
_Static_assert(
    ZL_LOCKER_KEY_SIZE == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "key");
_Static_assert(ZL_LOCKER_KEY_SIZE == crypto_kdf_KEYBYTES, "key");
_Static_assert(
    sizeof(((struct zl_stretch *)0)->salt) == crypto_pwhash_SALTBYTES, "salt");

/*
 * A nonce of 24 bytes is long enough to be drawn at random for every message
 * under a key.  The plaintext is put in place and encrypted there, so that it
 * stands nowhere else.
 */
int zl_lock(const struct zl_secret *key, struct zl_bytes plain,
    struct zl_bytes data, struct zl_buf *buf)
{
        uint8_t nonce[NONCE_SIZE];
        uint8_t tag[TAG_SIZE] = {0};
        uint8_t *at = NULL;

        assert(zl_secret_size(key) == ZL_LOCKER_KEY_SIZE);
        zl_random(nonce, sizeof(nonce));
        zl_put_bytes(buf, nonce, sizeof(nonce));
        zl_put_bytes(buf, plain.data, plain.size);
        zl_put_bytes(buf, tag, sizeof(tag));
        if (buf->status != ZL_OK)
                return buf->status;
        at = buf->data + buf->size - plain.size - sizeof(tag);
        (void)crypto_aead_xchacha20poly1305_ietf_encrypt_detached(at,
            at + plain.size, NULL, at, plain.size, data.data, data.size, NULL,
            nonce, zl_secret_view(key));
        return ZL_OK;
}

int zl_unlock(const struct zl_secret *key, struct zl_bytes locked,
    struct zl_bytes data, struct zl_buf *buf)
{
        const uint8_t *nonce = locked.data;
        size_t start = buf->size;
        size_t size = 0;
        uint8_t none = 0;
        uint8_t *at = NULL;

        assert(zl_secret_size(key) == ZL_LOCKER_KEY_SIZE);
        if (locked.size < ZL_LOCKER_OVERHEAD)
                return ZL_E_DECRYPT;
        size = locked.size - ZL_LOCKER_OVERHEAD;
        zl_put_bytes(buf, nonce + NONCE_SIZE, size);
        if (buf->status != ZL_OK)
                return buf->status;
        /* Without a plaintext the buffer may have no memory to point at. */
        at = size == 0 ? &none : buf->data + start;
        if (crypto_aead_xchacha20poly1305_ietf_decrypt_detached(at, NULL, at,
                size, nonce + NONCE_SIZE + size, data.data, data.size, nonce,
                zl_secret_view(key)) != 0) {
                buf->size = start;
                return ZL_E_DECRYPT;
        }
        return ZL_OK;
}

void zl_derive(const struct zl_secret *key, const char *context,
    uint64_t number, void *ret, size_t size)
{
        assert(zl_secret_size(key) == ZL_LOCKER_KEY_SIZE);
        assert(strlen(context) == crypto_kdf_CONTEXTBYTES);
        assert(size >= crypto_kdf_BYTES_MIN && size <= crypto_kdf_BYTES_MAX);
        (void)crypto_kdf_derive_from_key(
            ret, size, number, context, zl_secret_view(key));
}

void zl_keyed_hash(const struct zl_secret *key, const void *data, size_t size,
    uint8_t ret[static 16])
{
        uint8_t hash[crypto_generichash_BYTES];

        assert(zl_secret_size(key) == ZL_LOCKER_KEY_SIZE);
        (void)crypto_generichash(hash, sizeof(hash), data, size,
            zl_secret_view(key), ZL_LOCKER_KEY_SIZE);
        memcpy(ret, hash, 16);
        sodium_memzero(hash, sizeof(hash));
}

static bool is_bearable(const struct zl_stretch *stretch)
{
        return stretch->passes >= ZL_STRETCH_PASSES_MIN &&
            stretch->passes <= ZL_STRETCH_PASSES_MAX &&
            stretch->memory_kib >= ZL_STRETCH_KIB_MIN &&
            stretch->memory_kib <= ZL_STRETCH_KIB_MAX;
}

/*
 * The costs come from stored rows: too little would give a passphrase away,
 * too much would keep the machine busy for ever.
 */
int zl_stretch_key(const struct zl_secret *input, size_t size,
    const struct zl_stretch *stretch, struct zl_secret **ret_key)
{
        uint64_t memory = (uint64_t)stretch->memory_kib * 1024;
        struct zl_secret *key = NULL;
        int status = ZL_OK;

        assert(size <= zl_secret_size(input));
        if (!is_bearable(stretch))
                return ZL_E_DAMAGED;
        if (memory != (size_t)memory)
                return ZL_E_MEMORY;
        status = zl_secret_new(ZL_LOCKER_KEY_SIZE, &key);
        if (status != ZL_OK)
                return status;
        if (crypto_pwhash(zl_secret_bytes(key), ZL_LOCKER_KEY_SIZE,
                (const char *)zl_secret_view(input), size, stretch->salt,
                stretch->passes, (size_t)memory,
                crypto_pwhash_ALG_ARGON2ID13) != 0) {
                zl_secret_free(key);
                return ZL_E_MEMORY;
        }
        *ret_key = key;
        return ZL_OK;
}
