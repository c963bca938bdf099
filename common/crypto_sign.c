/* SPDX-License-Identifier: EUPL-1.2 */
/* Ed25519 signatures (RFC 8032) under labels; docs/protocol.md, Signatures. */
#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "crypto.h"

_Static_assert(ZL_SIGN_KEY_SIZE == crypto_sign_PUBLICKEYBYTES, "Ed25519");
_Static_assert(ZL_SIGNATURE_SIZE == crypto_sign_BYTES, "Ed25519");
_Static_assert(ZL_SEED_SIZE == crypto_sign_SEEDBYTES, "Ed25519");

enum { LABEL_MAX = 32 };

static const char prefix[] = "zijlijn/1 ";

struct signing_input {
        uint8_t bytes[sizeof(prefix) + LABEL_MAX + ZL_ID_SIZE + ZL_HASH_SIZE];
        size_t size;
};

static void append(struct signing_input *input, const void *data, size_t size)
{
        assert(size <= sizeof(input->bytes) - input->size);
        memcpy(input->bytes + input->size, data, size);
        input->size += size;
}

/* The label's NUL ends it, so that no label can run on into an id. */
static struct signing_input signing_input(const char *label,
    const struct zl_id *organisation, const struct zl_hash *hash)
{
        struct signing_input input = {.size = 0};

        assert(strlen(label) < LABEL_MAX);
        append(&input, prefix, sizeof(prefix) - 1);
        append(&input, label, strlen(label) + 1);
        append(&input, organisation->bytes, ZL_ID_SIZE);
        append(&input, hash->bytes, ZL_HASH_SIZE);
        return input;
}

int zl_signer_new(struct zl_signer *ret_signer)
{
        struct zl_signer signer = {0};
        int status = zl_secret_new(crypto_sign_SECRETKEYBYTES, &signer.secret);

        if (status != ZL_OK)
                return status;
        (void)crypto_sign_keypair(
            signer.key.bytes, zl_secret_bytes(signer.secret));
        *ret_signer = signer;
        return ZL_OK;
}

int zl_signer_of_seed(
    const uint8_t seed[static ZL_SEED_SIZE], struct zl_signer *ret_signer)
{
        struct zl_signer signer = {0};
        int status = zl_secret_new(crypto_sign_SECRETKEYBYTES, &signer.secret);

        if (status != ZL_OK)
                return status;
        (void)crypto_sign_seed_keypair(
            signer.key.bytes, zl_secret_bytes(signer.secret), seed);
        *ret_signer = signer;
        return ZL_OK;
}

void zl_signer_seed(
    const struct zl_signer *signer, uint8_t ret[static ZL_SEED_SIZE])
{
        (void)crypto_sign_ed25519_sk_to_seed(
            ret, zl_secret_view(signer->secret));
}

void zl_signer_free(struct zl_signer *signer)
{
        zl_secret_free(signer->secret);
        *signer = (struct zl_signer){0};
}

struct zl_signature zl_sign_bytes(
    const struct zl_signer *signer, const void *data, size_t size)
{
        struct zl_signature signature;

        (void)crypto_sign_detached(
            signature.bytes, NULL, data, size, zl_secret_view(signer->secret));
        return signature;
}

int zl_verify_bytes(const struct zl_sign_key *key, const void *data,
    size_t size, const struct zl_signature *signature)
{
        return crypto_sign_verify_detached(
                   signature->bytes, data, size, key->bytes) == 0
            ? ZL_OK
            : ZL_E_SIGNATURE;
}

struct zl_signature zl_sign(const struct zl_signer *signer, const char *label,
    const struct zl_id *organisation, const struct zl_hash *hash)
{
        struct signing_input input = signing_input(label, organisation, hash);

        return zl_sign_bytes(signer, input.bytes, input.size);
}

int zl_verify(const struct zl_sign_key *key, const char *label,
    const struct zl_id *organisation, const struct zl_hash *hash,
    const struct zl_signature *signature)
{
        struct signing_input input = signing_input(label, organisation, hash);

        return zl_verify_bytes(key, input.bytes, input.size, signature);
}
