/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_ENVELOPE_H
#define ZL_ENVELOPE_H

#include "record.h"

/*
 * Sealing and opening.  In a library of its own (zl_envelope) that only
 * clients link: the server has no code that could open anything.
 * docs/protocol.md, 3.1.
 */

/* An X25519 key pair; the secret lives in the arena. */
struct zl_sealing_pair {
        struct zl_secret *secret;
        struct zl_sealing_key key;
};

/**
 * Make a sealing key pair.
 *
 * @param ret_pair  give back with zl_sealing_pair_free().
 * @return ZL_OK or ZL_E_MEMORY.
 */
int zl_sealing_pair_new(struct zl_sealing_pair *ret_pair) ZL_CHECKED;

/**
 * Take a sealing key pair from its 32 secret bytes.
 *
 * @param secret    32 bytes; the caller keeps them.
 * @param ret_pair  give back with zl_sealing_pair_free().
 * @return ZL_OK or ZL_E_MEMORY.
 */
int zl_sealing_pair_of(const uint8_t secret[static 32],
    struct zl_sealing_pair *ret_pair) ZL_CHECKED;

/**
 * Make the sealing key pair of a seed (crypto_box_seed_keypair).
 *
 * @param seed      32 bytes; the caller keeps them.
 * @param ret_pair  give back with zl_sealing_pair_free().
 * @return ZL_OK or ZL_E_MEMORY.
 */
int zl_sealing_pair_of_seed(
    const uint8_t seed[static 32], struct zl_sealing_pair *ret_pair) ZL_CHECKED;

/** Wipe a pair. @param pair all zero is allowed; all zero afterwards. */
void zl_sealing_pair_free(struct zl_sealing_pair *pair);

/**
 * Seal a body and write the signed record.
 *
 * @param signer   the author's device.
 * @param context  complete and sorted, recipients included.
 * @param body     the JSON.
 * @param buf      receives the record.
 * @return ZL_OK, ZL_E_TOO_LARGE, ZL_E_RECIPIENTS (a key nothing can be
 *         sealed to) or ZL_E_MEMORY.
 */
int zl_envelope_seal(const struct zl_signer *signer,
    const struct zl_context *context, struct zl_bytes body,
    struct zl_buf *buf) ZL_CHECKED;

/**
 * Open our seal of a record, the author's or one that was added, and hold it
 * against the commitment; the body is not needed.
 *
 * @param record           parsed, with or without body.
 * @param pair             our sealing key pair.
 * @param ret_content_key  receives the content key; zl_secret_free() it.
 * @return ZL_OK, ZL_E_NOT_FOR_US (no seal for this key, or dropped),
 *         ZL_E_DECRYPT (the seal was altered), ZL_E_COMMITMENT or
 *         ZL_E_MEMORY.
 */
int zl_envelope_unseal(const struct zl_record *record,
    const struct zl_sealing_pair *pair,
    struct zl_secret **ret_content_key) ZL_CHECKED;

/**
 * Take a content key that was passed on, and hold it against the record's
 * commitment.
 *
 * @param record           parsed.
 * @param key              32 bytes; the caller wipes them.
 * @param ret_content_key  receives it; zl_secret_free() it.
 * @return ZL_OK, ZL_E_COMMITMENT or ZL_E_MEMORY.
 */
int zl_envelope_take_key(const struct zl_record *record,
    const uint8_t key[static 32],
    struct zl_secret **ret_content_key) ZL_CHECKED;

/**
 * Seal a record's content key once more, for another key
 * (docs/protocol.md, 3.4).  The body is not needed.
 *
 * @param record       which record.
 * @param content_key  from zl_envelope_unseal() or zl_envelope_take_key().
 * @param key          for which sealing key.
 * @param ret_seal     receives the seal.
 * @return ZL_OK, ZL_E_RECIPIENTS (a key nothing can be sealed to) or
 *         ZL_E_MEMORY.
 */
int zl_envelope_reseal(const struct zl_record *record,
    const struct zl_secret *content_key, const struct zl_sealing_key *key,
    struct zl_seal *ret_seal) ZL_CHECKED;

/**
 * Decrypt a body.
 *
 * @param record       the record the body belongs to; body hash is checked.
 * @param content_key  from zl_envelope_unseal().
 * @param body         the encrypted body.
 * @param buf          receives the JSON; wiped when freed.
 * @return ZL_OK, ZL_E_DECRYPT, ZL_E_MALFORMED (padding) or ZL_E_MEMORY.
 */
int zl_envelope_open(const struct zl_record *record,
    const struct zl_secret *content_key, struct zl_bytes body,
    struct zl_buf *buf) ZL_CHECKED;

#endif
