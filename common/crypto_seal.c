/* SPDX-License-Identifier: EUPL-1.2 */
/* X25519 key pairs and sealed boxes by libsodium. */
#include "crypto_seal.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

enum { SECRET_KEY_SIZE = 32 };

_Static_assert(SECRET_KEY_SIZE == crypto_box_SECRETKEYBYTES, "X25519");
_Static_assert(SECRET_KEY_SIZE == crypto_box_SEEDBYTES, "X25519");
_Static_assert(ZL_SEALING_KEY_SIZE == crypto_box_PUBLICKEYBYTES, "X25519");
_Static_assert(
    ZL_SEAL_SIZE == ZL_SEALED_SIZE + crypto_box_SEALBYTES, "sealed box");

int zl_sealing_pair_new(struct zl_sealing_pair *ret_pair)
{
        struct zl_sealing_pair pair = {0};
        int status = zl_secret_new(SECRET_KEY_SIZE, &pair.secret);

        if (status != ZL_OK)
                return status;
        (void)crypto_box_keypair(pair.key.bytes, zl_secret_bytes(pair.secret));
        *ret_pair = pair;
        return ZL_OK;
}

int zl_sealing_pair_of(
    const uint8_t secret[static 32], struct zl_sealing_pair *ret_pair)
{
        struct zl_sealing_pair pair = {0};
        int status = zl_secret_new(SECRET_KEY_SIZE, &pair.secret);

        if (status != ZL_OK)
                return status;
        memcpy(zl_secret_bytes(pair.secret), secret, SECRET_KEY_SIZE);
        (void)crypto_scalarmult_base(
            pair.key.bytes, zl_secret_view(pair.secret));
        *ret_pair = pair;
        return ZL_OK;
}

int zl_sealing_pair_of_seed(
    const uint8_t seed[static 32], struct zl_sealing_pair *ret_pair)
{
        struct zl_sealing_pair pair = {0};
        int status = zl_secret_new(SECRET_KEY_SIZE, &pair.secret);

        if (status != ZL_OK)
                return status;
        (void)crypto_box_seed_keypair(
            pair.key.bytes, zl_secret_bytes(pair.secret), seed);
        *ret_pair = pair;
        return ZL_OK;
}

void zl_sealing_pair_free(struct zl_sealing_pair *pair)
{
        zl_secret_free(pair->secret);
        *pair = (struct zl_sealing_pair){0};
}

int zl_seal_make(const struct zl_secret *plain,
    const struct zl_sealing_key *key, struct zl_seal *ret_seal)
{
        struct zl_seal seal;

        assert(zl_secret_size(plain) == ZL_SEALED_SIZE);
        if (crypto_box_seal(seal.bytes, zl_secret_view(plain), ZL_SEALED_SIZE,
                key->bytes) != 0)
                return ZL_E_RECIPIENTS;
        *ret_seal = seal;
        return ZL_OK;
}

int zl_seal_open(const struct zl_seal *seal, const struct zl_sealing_pair *pair,
    struct zl_secret *plain)
{
        assert(zl_secret_size(plain) == ZL_SEALED_SIZE);
        return crypto_box_seal_open(zl_secret_bytes(plain), seal->bytes,
                   sizeof(seal->bytes), pair->key.bytes,
                   zl_secret_view(pair->secret)) == 0
            ? ZL_OK
            : ZL_E_DECRYPT;
}
