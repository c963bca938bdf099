/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CRYPTO_H
#define ZL_CRYPTO_H

#include "bytes.h"
#include "secret.h"

/*
 * The door to libsodium for everybody, server included: hashing, signing,
 * randomness, base64.  What opens or seals stands in envelope_crypto.h and
 * in a library that only clients link.
 */

/**
 * Start the library.  Call once before anything else.
 *
 * @return ZL_OK or ZL_E_RANDOM.
 */
int zl_crypto_start(void) ZL_CHECKED;

/**
 * Fill with random bytes from the operating system.
 *
 * @param ret   where.
 * @param size  how many.
 */
void zl_random(void *ret, size_t size);

/**
 * A random 16-byte id.
 */
struct zl_id zl_random_id(void);

/**
 * SHA-256 (FIPS 180-4) of one piece.
 *
 * @param data  the bytes; may be NULL if size is 0.
 * @param size  how many.
 */
struct zl_hash zl_hash_of(const void *data, size_t size);

/* SHA-256 in several pieces. */
struct zl_hasher {
        uint64_t state[16];
};

/** Start hashing. @param h the hasher to initialise. */
void zl_hasher_init(struct zl_hasher *h);
/** Add bytes. @param h the hasher. @param data what. @param size how many. */
void zl_hasher_add(struct zl_hasher *h, const void *data, size_t size);
/** The hash of all that was added. @param h the hasher, finished by this. */
struct zl_hash zl_hasher_end(struct zl_hasher *h);

/*
 * BLAKE2b (RFC 7693) of 32 bytes, in several pieces.  Four times as fast as
 * SHA-256 is here, for what leaves no program: who else reads a hash, expects
 * SHA-256.
 */
struct zl_sum {
        _Alignas(64) uint8_t state[384];
};

/** Start summing. @param sum the sum to initialise. */
void zl_sum_init(struct zl_sum *sum);
/** Add bytes. @param sum the sum. @param data what. @param size how many. */
void zl_sum_add(struct zl_sum *sum, const void *data, size_t size);
/** The sum of all that was added. @param sum finished by this. */
struct zl_hash zl_sum_end(struct zl_sum *sum);

/*
 * A signing key pair: the secret (Ed25519 seed and public key, 64 bytes)
 * lives in the arena of secret memory.
 */
struct zl_signer {
        struct zl_secret *secret;
        struct zl_sign_key key;
};

enum { ZL_SEED_SIZE = 32 };

/**
 * Make a signer with a fresh key.
 *
 * @param ret_signer  give back with zl_signer_free().
 * @return ZL_OK or ZL_E_MEMORY.
 */
int zl_signer_new(struct zl_signer *ret_signer) ZL_CHECKED;

/**
 * Make a signer from its 32-byte seed (RFC 8032, 5.1.5).
 *
 * @param seed        the seed; the caller keeps it.
 * @param ret_signer  give back with zl_signer_free().
 * @return ZL_OK or ZL_E_MEMORY.
 */
int zl_signer_of_seed(const uint8_t seed[static ZL_SEED_SIZE],
    struct zl_signer *ret_signer) ZL_CHECKED;

/**
 * Read back the seed, to store it encrypted.
 *
 * @param signer  the signer.
 * @param ret     receives 32 secret bytes; put it in secret memory.
 */
void zl_signer_seed(
    const struct zl_signer *signer, uint8_t ret[static ZL_SEED_SIZE]);

/**
 * Wipe the secret key.
 *
 * @param signer  all zero is allowed; all zero afterwards.
 */
void zl_signer_free(struct zl_signer *signer);

/**
 * Sign a hash under a label, for one organisation: Ed25519 over
 * "zijlijn/1 " label NUL organisation hash (docs/protocol.md, Signatures).
 *
 * @param signer        who signs.
 * @param label         what kind of thing is signed.
 * @param organisation  for which organisation.
 * @param hash          SHA-256 of the exact bytes that are signed.
 */
struct zl_signature zl_sign(const struct zl_signer *signer, const char *label,
    const struct zl_id *organisation, const struct zl_hash *hash);

/**
 * Verify what zl_sign() made.
 *
 * @param key           whose signature it should be.
 * @param label         what kind of thing is signed.
 * @param organisation  for which organisation.
 * @param hash          SHA-256 of the exact bytes.
 * @param signature     the signature.
 * @return ZL_OK or ZL_E_SIGNATURE.
 */
int zl_verify(const struct zl_sign_key *key, const char *label,
    const struct zl_id *organisation, const struct zl_hash *hash,
    const struct zl_signature *signature) ZL_CHECKED;

/**
 * Plain Ed25519 (RFC 8032) over any bytes, for HTTP message signatures.
 *
 * @param signer  who signs.
 * @param data    the bytes.
 * @param size    how many.
 */
struct zl_signature zl_sign_bytes(
    const struct zl_signer *signer, const void *data, size_t size);

/**
 * Verify plain Ed25519.
 *
 * @param key        whose signature.
 * @param data       the bytes.
 * @param size       how many.
 * @param signature  the signature.
 * @return ZL_OK or ZL_E_SIGNATURE.
 */
int zl_verify_bytes(const struct zl_sign_key *key, const void *data,
    size_t size, const struct zl_signature *signature) ZL_CHECKED;

/** How many characters base64 makes of n bytes, NUL included. */
#define ZL_BASE64_TEXT(n) (((n) + 2) / 3 * 4 + 1)

/**
 * Base64 with padding (RFC 4648, section 4), as structured fields use it.
 *
 * @param data  the bytes.
 * @param size  how many.
 * @param ret   room for ZL_BASE64_TEXT(size) characters.
 */
void zl_base64_of(const void *data, size_t size, char *ret);

/**
 * Decode exactly size bytes from base64; the one canonical spelling only.
 *
 * @param text         the characters.
 * @param text_size    how many.
 * @param ret          room for size bytes; undefined on failure.
 * @param size         how many bytes are expected.
 * @return ZL_OK or ZL_E_MALFORMED.
 */
int zl_base64_parse(
    const char *text, size_t text_size, void *ret, size_t size) ZL_CHECKED;

/**
 * Compare in constant time.
 *
 * @param a,b   the bytes.
 * @param size  how many.
 */
bool zl_equal_secret(const void *a, const void *b, size_t size);

/**
 * Wipe memory in a way the compiler cannot remove.
 *
 * @param data  what.
 * @param size  how many bytes.
 */
void zl_wipe(void *data, size_t size);

#endif
