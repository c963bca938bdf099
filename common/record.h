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

/* Values are on the wire.  Others are reserved. */
enum zl_kind {
        ZL_NOTE = 1,
        ZL_ACKNOWLEDGEMENT = 4,
        ZL_ASSESSMENT = 6,
        ZL_FEEDBACK = 7
};

enum {
        ZL_RECORD_MAX = 160 * 1024,
        ZL_LEFT_OUT_MAX = 8,
        ZL_PREVIOUS_MAX = 16,
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
 *                      hash, and every seal is present; false: as in lists.
 * @param organisation  whose record it must be.
 * @param ret_record    receives it; about 14 KiB, so best on the heap.
 * @return ZL_OK, ZL_E_MALFORMED, ZL_E_VERSION, ZL_E_TOO_LARGE, ZL_E_POLICY
 *         (a kind that is not in use), ZL_E_ORGANISATION or ZL_E_SIGNATURE.
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
 * Write and sign a record.
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

/* What is known of the signal a record belongs to, before that record. */
struct zl_signal_facts {
        enum zl_state state; /* ZL_STATE_NONE: unknown signal */
        struct zl_id club;
        struct zl_id author; /* member who wrote the note */
        struct zl_id holders[ZL_PERSONS_MAX]; /* professionals, sorted */
        size_t holder_count;
};

/* What is known of the record an acknowledgement follows. */
struct zl_followed {
        bool known;
        struct zl_id signal;
        struct zl_id author; /* member */
        const struct zl_record *record; /* its recipients are read */
};

/**
 * Judge a record as both the server and every reader must: author in force,
 * club, policy, recipients (docs/protocol.md, 3.3).
 *
 * @param directory   statements up to the point at least.
 * @param record      parsed.
 * @param at          receipt's statements and time; the server: now.
 * @param facts       of the record's signal.
 * @param followed    for an acknowledgement; NULL otherwise.
 * @param ret_author  receives the author's member; NULL allowed.
 * @return ZL_OK, ZL_E_CHAIN, ZL_E_CODE_USED, ZL_E_EXPIRED, ZL_E_REVOKED,
 *         ZL_E_POLICY, ZL_E_SCOPE (another club), ZL_E_STATE,
 *         ZL_E_RECIPIENTS, ZL_E_NOT_FOUND (club or followed record).
 */
int zl_record_judge(const struct zl_directory *directory,
    const struct zl_record *record, struct zl_point at,
    const struct zl_signal_facts *facts, const struct zl_followed *followed,
    const struct zl_member **ret_author) ZL_CHECKED;

/**
 * The persons a record must be sealed to.
 *
 * @param directory  the directory.
 * @param kind       note, assessment or feedback.
 * @param author     member who writes.
 * @param club       the club.
 * @param at         the point.
 * @param facts      of the signal; state NONE for a note.
 * @param left_out   members left out of a note, or NULL.
 * @param left_count how many.
 * @param ret        room for ZL_PERSONS_MAX ids; receives them sorted, each
 *                   once.
 * @param ret_count  receives how many.
 * @return ZL_OK, ZL_E_NOT_FOUND (no such club), ZL_E_RECIPIENTS (nobody but
 *         the author remains, or somebody left out is no recipient).
 */
int zl_record_persons(const struct zl_directory *directory, enum zl_kind kind,
    const struct zl_id *author, const struct zl_id *club, struct zl_point at,
    const struct zl_signal_facts *facts, const struct zl_id *left_out,
    size_t left_count, struct zl_id ret[static ZL_PERSONS_MAX],
    size_t *ret_count) ZL_CHECKED;

/**
 * The professionals among the recipients of a note: the signal's holders.
 *
 * @param directory  the directory.
 * @param note       the note's record.
 * @param ret_facts  holders and holder_count are set, nothing else.
 */
void zl_signal_holders(const struct zl_directory *directory,
    const struct zl_record *note, struct zl_signal_facts *ret_facts);

#endif
