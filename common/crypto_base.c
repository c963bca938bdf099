/* SPDX-License-Identifier: EUPL-1.2 */
/* Start, randomness, hashing, base64 and wiping by libsodium. */
#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "crypto.h"

_Static_assert(ZL_HASH_SIZE == crypto_hash_sha256_BYTES, "SHA-256");
_Static_assert(
    sizeof(struct zl_hasher) >= sizeof(crypto_hash_sha256_state), "state");
_Static_assert(ZL_HASH_SIZE == crypto_generichash_BYTES, "BLAKE2b");
_Static_assert(sizeof(struct zl_sum) >= sizeof(crypto_generichash_state) &&
        _Alignof(struct zl_sum) >= _Alignof(crypto_generichash_state),
    "state");

int zl_crypto_start(void)
{
        return sodium_init() < 0 ? ZL_E_RANDOM : ZL_OK;
}

void zl_random(void *ret, size_t size)
{
        randombytes_buf(ret, size);
}

struct zl_id zl_random_id(void)
{
        struct zl_id id;

        zl_random(id.bytes, sizeof(id.bytes));
        return id;
}

struct zl_hash zl_hash_of(const void *data, size_t size)
{
        struct zl_hash hash;

        (void)crypto_hash_sha256(hash.bytes, data, size);
        return hash;
}

void zl_hasher_init(struct zl_hasher *h)
{
        memset(h, 0, sizeof(*h));
        (void)crypto_hash_sha256_init((void *)h->state);
}

void zl_hasher_add(struct zl_hasher *h, const void *data, size_t size)
{
        if (size > 0)
                (void)crypto_hash_sha256_update((void *)h->state, data, size);
}

struct zl_hash zl_hasher_end(struct zl_hasher *h)
{
        struct zl_hash hash;

        (void)crypto_hash_sha256_final((void *)h->state, hash.bytes);
        return hash;
}

void zl_sum_init(struct zl_sum *sum)
{
        (void)crypto_generichash_init(
            (void *)sum->state, NULL, 0, ZL_HASH_SIZE);
}

void zl_sum_add(struct zl_sum *sum, const void *data, size_t size)
{
        if (size > 0)
                (void)crypto_generichash_update((void *)sum->state, data, size);
}

struct zl_hash zl_sum_end(struct zl_sum *sum)
{
        struct zl_hash hash;

        (void)crypto_generichash_final(
            (void *)sum->state, hash.bytes, sizeof(hash.bytes));
        return hash;
}

void zl_base64_of(const void *data, size_t size, char *ret)
{
        (void)sodium_bin2base64(ret, ZL_BASE64_TEXT(size), data, size,
            sodium_base64_VARIANT_ORIGINAL);
}

int zl_base64_parse(const char *text, size_t text_size, void *ret, size_t size)
{
        size_t got = 0;

        if (text_size != ZL_BASE64_TEXT(size) - 1)
                return ZL_E_MALFORMED;
        if (sodium_base642bin(ret, size, text, text_size, NULL, &got, NULL,
                sodium_base64_VARIANT_ORIGINAL) != 0 ||
            got != size)
                return ZL_E_MALFORMED;
        return ZL_OK;
}

bool zl_equal_secret(const void *a, const void *b, size_t size)
{
        return sodium_memcmp(a, b, size) == 0;
}

void zl_wipe(void *data, size_t size)
{
        sodium_memzero(data, size);
}
