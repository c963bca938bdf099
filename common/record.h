/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_RECORD_H
#define ZL_RECORD_H

#include "crypto.h"
#include "directory.h"
#include "log.h"
#include "policy.h"

/*
 * Records: what is said about a signal, as everybody on the way can see it
 * (docs/protocol.md, 3).  What is inside, only envelope.h opens.
 */

/* Values are on the wire. */
enum zl_kind {
        ZL_NOTE = 1,
        ZL_ADDENDUM = 2,
        ZL_RETRACTION = 3,
        ZL_ACKNOWLEDGEMENT = 4,
        ZL_UNREADABLE = 5,
        ZL_ASSESSMENT = 6,
        ZL_FEEDBACK = 7,
        ZL_FAMILY_STATEMENT = 8,
        ZL_HANDOVER = 9,
        ZL_STEP_OUT = 10,
        ZL_RESEAL = 11,
        ZL_CLOSING = 12,
        ZL_REOPENING = 13,
        ZL_HOLD = 14,
        ZL_ERASURE = 15
};

enum {
        ZL_RECORD_MAX = 160 * 1024,
        ZL_LEFT_OUT_MAX = 8,
        ZL_PREVIOUS_MAX = 16,
        ZL_ADDED_MAX = ZL_DEVICES_MAX, /* a seal for each own key */
        /* nonce, largest size class, authenticator */
        ZL_RECORD_BODY_MAX = 24 + 131072 + 16
};

struct zl_recipient {
        struct zl_id member;
        struct zl_sealing_key key;
};

/* One seal, or the hash of one that was dropped. */
struct zl_record_seal {
        bool present;
        struct zl_seal seal;
        struct zl_hash hash; /* of the seal, always set */
};

/* A seal that a recipient made later, for a newer key of its own. */
struct zl_added_seal {
        struct zl_sealing_key key;
        struct zl_seal seal;
};

/* The last verified head that the author had; all zero: none. */
struct zl_seen_head {
        uint64_t statements;
        struct zl_hash statement_root;
        uint64_t records;
        struct zl_hash record_root;
};

/* What the author says to everybody on the way. */
struct zl_context {
        enum zl_kind kind;
        struct zl_id organisation;
        struct zl_id id;
        struct zl_id signal;
        struct zl_id club;
        struct zl_sign_key author;
        uint64_t directory;
        struct zl_seen_head seen;
        uint8_t left_out_count;
        struct zl_id left_out[ZL_LEFT_OUT_MAX];
        uint8_t previous_count;
        struct zl_hash previous[ZL_PREVIOUS_MAX];
        uint8_t recipient_count;
        struct zl_recipient recipients[ZL_RECIPIENTS_MAX];
};

struct zl_record {
        struct zl_context context;
        struct zl_hash commitment;
        uint32_t body_size;
        struct zl_hash body_hash;
        struct zl_hash seals_hash;
        struct zl_signature signature;
        struct zl_hash hash; /* the record hash */
        struct zl_record_seal seals[ZL_RECIPIENTS_MAX];
        uint8_t added_count; /* in lists only */
        struct zl_added_seal added[ZL_ADDED_MAX]; /* sorted by key */
        struct zl_bytes context_bytes; /* borrowed: the additional data */
        struct zl_bytes head_bytes; /* borrowed */
        struct zl_bytes body; /* borrowed; {NULL, 0} in lists */
};

/**
 * The word of a kind: "note", "acknowledgement", ...
 *
 * @param kind  the kind.
 */
const char *zl_kind_str(enum zl_kind kind);

/**
 * Does this kind have no recipients, seals and body?
 *
 * @param kind  the kind.
 */
bool zl_kind_is_status(enum zl_kind kind);

/**
 * The act of the policy table that writing this kind is.
 *
 * @param kind  a known kind.
 */
enum zl_act zl_kind_act(enum zl_kind kind);

/**
 * Parse a record and verify everything that needs no directory: form,
 * order, limits, organisation, hashes, and the author's signature.
 *
 * @param data          the bytes, which must outlive the record.
 * @param size          how many.
 * @param with_body     true: the body follows the seals and must fit its
 *                      hash, and every seal is present; false: as in lists,
 *                      where the seals that the reader added follow.
 * @param organisation  whose record it must be.
 * @param ret_record    receives it; about 24 KiB, so best on the heap.
 * @return ZL_OK, ZL_E_MALFORMED, ZL_E_VERSION, ZL_E_TOO_LARGE,
 *         ZL_E_ORGANISATION or ZL_E_SIGNATURE.
 */
int zl_record_parse(const uint8_t *data, size_t size, bool with_body,
    const struct zl_id *organisation, struct zl_record *ret_record) ZL_CHECKED;

/**
 * Write a context.
 *
 * @param context  sorted as the protocol says.
 * @param buf      is appended to.
 */
void zl_context_write(const struct zl_context *context, struct zl_buf *buf);

/**
 * Write and sign a record, as it is sent.
 *
 * @param signer      the author's device.
 * @param context     its author is the signer's key.
 * @param commitment  zeros for a status.
 * @param seals       one for each recipient.
 * @param body        the sealed body; {NULL, 0} for a status.
 * @param buf         receives the whole record.
 * @return ZL_OK, ZL_E_MEMORY or ZL_E_TOO_LARGE.
 */
int zl_record_write(const struct zl_signer *signer,
    const struct zl_context *context, const struct zl_hash *commitment,
    const struct zl_seal *seals, struct zl_bytes body,
    struct zl_buf *buf) ZL_CHECKED;

/**
 * Sort and check a context's lists as the wire needs them.
 *
 * @param context  left_out and recipients are sorted in place.
 * @return ZL_OK, or ZL_E_CONFLICT when something stands twice.
 */
int zl_context_sort(struct zl_context *context) ZL_CHECKED;

/**
 * A new record id: UUIDv7 (RFC 9562, 5.7), its time rounded down to the
 * hour, so that the id does not tell the minute.
 *
 * @param now  the client's clock.
 */
struct zl_id zl_record_id(struct zl_time now);

#endif
