/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_LOG_H
#define ZL_LOG_H

#include "crypto.h"
#include "merkle.h"

/*
 * The two logs on the wire: heads, proofs, receipts, bundles
 * (docs/protocol.md, 5).
 */

/* Values are on the wire. */
enum zl_log { ZL_LOG_STATEMENTS = 1, ZL_LOG_RECORDS = 2 };

enum { ZL_SALT_SIZE = 32, ZL_BUNDLE_MAX = 2 * 1024 * 1024 };

struct zl_head {
        struct zl_time time;
        uint64_t statements;
        struct zl_hash statement_root;
        uint64_t records;
        struct zl_hash record_root;
        struct zl_signature signature;
};

/* Where an entry stands in its log. */
struct zl_proof {
        uint64_t index;
        uint8_t salt[ZL_SALT_SIZE];
        struct zl_time time;
        uint64_t statements;
        struct zl_path path;
};

struct zl_receipt {
        enum zl_log log;
        struct zl_head head;
        struct zl_proof proof;
};

/**
 * The leaf hash of an entry: zl_merkle_leaf() of H(salt || entry).
 *
 * @param log    which log.
 * @param proof  salt, time and statements are read.
 * @param hash   the statement's or record's hash.
 */
struct zl_hash zl_log_leaf(
    enum zl_log log, const struct zl_proof *proof, const struct zl_hash *hash);

/**
 * Sign a head.
 *
 * @param signer        the log key.
 * @param organisation  the organisation.
 * @param head          all but the signature is read; the signature is set.
 */
void zl_head_sign(const struct zl_signer *signer,
    const struct zl_id *organisation, struct zl_head *head);

/**
 * Verify a head's signature.
 *
 * @param head          the head.
 * @param log_key       the charter's log key.
 * @param organisation  the organisation.
 * @return ZL_OK or ZL_E_LOG.
 */
int zl_head_verify(const struct zl_head *head,
    const struct zl_sign_key *log_key,
    const struct zl_id *organisation) ZL_CHECKED;

/**
 * Verify that an entry is in its log under a head that was verified.
 *
 * @param log    which log.
 * @param head   verified.
 * @param proof  the entry's proof.
 * @param hash   the statement's or record's hash.
 * @return ZL_OK or ZL_E_LOG.
 */
int zl_proof_verify(enum zl_log log, const struct zl_head *head,
    const struct zl_proof *proof, const struct zl_hash *hash) ZL_CHECKED;

/** Write a head. @param head the head. @param buf is appended to. */
void zl_head_write(const struct zl_head *head, struct zl_buf *buf);

/** Read a head. @param r the reader, whose status says how it went.
 *  @param ret_head receives it. */
void zl_head_read(struct zl_reader *r, struct zl_head *ret_head);

/** Write a proof. @param proof the proof. @param buf is appended to. */
void zl_proof_write(const struct zl_proof *proof, struct zl_buf *buf);

/** Read a proof. @param r the reader, whose status says how it went.
 *  @param ret_proof receives it. */
void zl_proof_read(struct zl_reader *r, struct zl_proof *ret_proof);

/** Write a receipt. @param receipt it. @param buf is appended to. */
void zl_receipt_write(const struct zl_receipt *receipt, struct zl_buf *buf);

/**
 * Read a receipt, which must be all there is.
 *
 * @param data         the bytes.
 * @param size         how many.
 * @param ret_receipt  receives it.
 * @return ZL_OK, ZL_E_MALFORMED or ZL_E_VERSION.
 */
int zl_receipt_read(const uint8_t *data, size_t size,
    struct zl_receipt *ret_receipt) ZL_CHECKED;

/* Reading a bundle item by item. */
struct zl_bundle {
        enum zl_log log;
        struct zl_head head;
        uint64_t next;
        uint16_t count;
        struct zl_reader items;
};

/**
 * Start a bundle for writing: version, log, head, next, count.  Items follow
 * by zl_proof_write() and zl_put_var().
 *
 * @param log    which log.
 * @param head   the head all proofs are under.
 * @param next   where to ask from next.
 * @param count  how many items will follow.
 * @param buf    is appended to.
 */
void zl_bundle_write(enum zl_log log, const struct zl_head *head, uint64_t next,
    uint16_t count, struct zl_buf *buf);

/**
 * Start reading a bundle.
 *
 * @param data        the bytes, which must outlive the bundle.
 * @param size        how many.
 * @param ret_bundle  receives it.
 * @return ZL_OK, ZL_E_MALFORMED, ZL_E_VERSION or ZL_E_TOO_LARGE.
 */
int zl_bundle_read(
    const uint8_t *data, size_t size, struct zl_bundle *ret_bundle) ZL_CHECKED;

/**
 * Read the next item; call `count` times, then zl_reader_end() on items.
 *
 * @param bundle     from zl_bundle_read().
 * @param ret_proof  receives the proof.
 * @param ret_item   receives the item, borrowed from the bundle's bytes.
 * @return ZL_OK or ZL_E_MALFORMED.
 */
int zl_bundle_next(struct zl_bundle *bundle, struct zl_proof *ret_proof,
    struct zl_bytes *ret_item) ZL_CHECKED;

#endif
