/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_TYPES_H
#define ZL_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Types that cannot be mixed up: each kind of id, key, hash and time is a
 * structure of its own.  Sizes are those of docs/protocol.md.
 */

enum {
        ZL_ID_SIZE = 16,
        ZL_HASH_SIZE = 32,
        ZL_SIGN_KEY_SIZE = 32,
        ZL_SIGNATURE_SIZE = 64,
        ZL_SEALING_KEY_SIZE = 32,
        ZL_SEAL_SIZE = 96,
        ZL_ID_TEXT = 2 * ZL_ID_SIZE + 1,
        ZL_HASH_TEXT = 2 * ZL_HASH_SIZE + 1
};

/* An organisation, member, club, district, team, record or signal. */
struct zl_id {
        uint8_t bytes[ZL_ID_SIZE];
};

/* SHA-256, everywhere. */
struct zl_hash {
        uint8_t bytes[ZL_HASH_SIZE];
};

/* Ed25519 public key: a root, an invitation or a device. */
struct zl_sign_key {
        uint8_t bytes[ZL_SIGN_KEY_SIZE];
};

/* X25519 public key that records are sealed to. */
struct zl_sealing_key {
        uint8_t bytes[ZL_SEALING_KEY_SIZE];
};

/* Ed25519 signature. */
struct zl_signature {
        uint8_t bytes[ZL_SIGNATURE_SIZE];
};

/* crypto_box_seal of a record's id and content key. */
struct zl_seal {
        uint8_t bytes[ZL_SEAL_SIZE];
};

/* Milliseconds since 1970-01-01T00:00:00Z, without leap seconds. */
struct zl_time {
        uint64_t ms;
};

/* Bytes that somebody else owns. */
struct zl_bytes {
        const uint8_t *data;
        size_t size;
};

/* What a person is in an organisation.  Values are on the wire. */
enum zl_role {
        ZL_ROLE_NONE = 0,
        ZL_ROLE_COORDINATOR = 1,
        ZL_ROLE_SUPPORTER = 2,
        ZL_ROLE_PROFESSIONAL = 3,
        ZL_ROLE_CONTACT = 4
};

/**
 * Are two ids the same?
 *
 * @param a,b  the ids.
 */
bool zl_id_equal(const struct zl_id *a, const struct zl_id *b);

/**
 * Are two hashes the same?  (Not secret: no constant time is promised.)
 *
 * @param a,b  the hashes.
 */
bool zl_hash_equal(const struct zl_hash *a, const struct zl_hash *b);

/**
 * Are two public signing keys the same?
 *
 * @param a,b  the keys.
 */
bool zl_sign_key_equal(
    const struct zl_sign_key *a, const struct zl_sign_key *b);

/**
 * Are two public sealing keys the same?
 *
 * @param a,b  the keys.
 */
bool zl_sealing_key_equal(
    const struct zl_sealing_key *a, const struct zl_sealing_key *b);

/**
 * The word for a role in statements and JSON: "coordinator", "supporter",
 * "professional", "contact"; "none" for anything else.
 *
 * @param role  the role.
 * @return a constant string.
 */
const char *zl_role_str(enum zl_role role);

/**
 * The role that a word stands for.
 *
 * @param word  NUL-terminated.
 * @return the role, ZL_ROLE_NONE if there is none of that name.
 */
enum zl_role zl_role_of(const char *word);

#endif
