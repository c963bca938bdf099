/* SPDX-License-Identifier: EUPL-1.2 */
/* Leaves, heads and proofs of the two logs; docs/protocol.md, 5. */
#include "log.h"

#include <assert.h>
#include <string.h>

enum {
        /* salt, log, time, statements, hash */
        ENTRY_SIZE = ZL_SALT_SIZE + 1 + 8 + 8 + ZL_HASH_SIZE,
        /* time, then size and root of both trees */
        HEAD_SIGNED_SIZE = 8 + 2 * (8 + ZL_HASH_SIZE)
};

/* Bytes of a known size, put together without an allocation that can fail. */
struct fixed {
        uint8_t *at;
};

static void put(struct fixed *to, const void *data, size_t size)
{
        memcpy(to->at, data, size);
        to->at += size;
}

static void put_u64(struct fixed *to, uint64_t v)
{
        for (int shift = 56; shift >= 0; shift -= 8)
                *to->at++ = (uint8_t)(v >> shift);
}

/*
 * The salt keeps an erased entry from being guessed; hashing it with the
 * entry before the tree does lets salt and entry go while the tree stays.
 */
struct zl_hash zl_log_leaf(
    enum zl_log log, const struct zl_proof *proof, const struct zl_hash *hash)
{
        uint8_t entry[ENTRY_SIZE];
        struct fixed to = {entry};
        struct zl_hash data;

        put(&to, proof->salt, sizeof(proof->salt));
        *to.at++ = (uint8_t)log;
        put_u64(&to, proof->time.ms);
        put_u64(&to, proof->statements);
        put(&to, hash->bytes, sizeof(hash->bytes));
        assert(to.at == entry + sizeof(entry));
        data = zl_hash_of(entry, sizeof(entry));
        return zl_merkle_leaf(data.bytes, sizeof(data.bytes));
}

static void head_bytes(
    const struct zl_head *head, uint8_t ret[static HEAD_SIGNED_SIZE])
{
        struct fixed to = {ret};

        put_u64(&to, head->time.ms);
        put_u64(&to, head->statements);
        put(&to, head->statement_root.bytes, ZL_HASH_SIZE);
        put_u64(&to, head->records);
        put(&to, head->record_root.bytes, ZL_HASH_SIZE);
        assert(to.at == ret + HEAD_SIGNED_SIZE);
}

void zl_head_sign(const struct zl_signer *signer,
    const struct zl_id *organisation, struct zl_head *head)
{
        uint8_t bytes[HEAD_SIGNED_SIZE];
        struct zl_hash hash;

        head_bytes(head, bytes);
        hash = zl_hash_of(bytes, sizeof(bytes));
        head->signature = zl_sign(signer, "head", organisation, &hash);
}

int zl_head_verify(const struct zl_head *head,
    const struct zl_sign_key *log_key, const struct zl_id *organisation)
{
        uint8_t bytes[HEAD_SIGNED_SIZE];
        struct zl_hash hash;

        head_bytes(head, bytes);
        hash = zl_hash_of(bytes, sizeof(bytes));
        if (zl_verify(log_key, "head", organisation, &hash, &head->signature) !=
            ZL_OK)
                return ZL_E_LOG;
        return ZL_OK;
}

/*
 * `statements` says what the server knew when it accepted the entry: in the
 * statement log the entry's own index, in the record log no more than the
 * head over both logs holds.
 */
int zl_proof_verify(enum zl_log log, const struct zl_head *head,
    const struct zl_proof *proof, const struct zl_hash *hash)
{
        bool first = log == ZL_LOG_STATEMENTS;
        struct zl_hash leaf = zl_log_leaf(log, proof, hash);

        if (first && proof->statements != proof->index)
                return ZL_E_LOG;
        if (!first && proof->statements > head->statements)
                return ZL_E_LOG;
        return zl_merkle_verify(&leaf, proof->index,
            first ? head->statements : head->records, &proof->path,
            first ? &head->statement_root : &head->record_root);
}

void zl_head_write(const struct zl_head *head, struct zl_buf *buf)
{
        uint8_t bytes[HEAD_SIGNED_SIZE];

        head_bytes(head, bytes);
        zl_put_bytes(buf, bytes, sizeof(bytes));
        zl_put_bytes(buf, head->signature.bytes, ZL_SIGNATURE_SIZE);
}

void zl_head_read(struct zl_reader *r, struct zl_head *ret_head)
{
        struct zl_head head;

        head.time.ms = zl_read_u64(r);
        head.statements = zl_read_u64(r);
        zl_read_bytes(r, head.statement_root.bytes, ZL_HASH_SIZE);
        head.records = zl_read_u64(r);
        zl_read_bytes(r, head.record_root.bytes, ZL_HASH_SIZE);
        zl_read_bytes(r, head.signature.bytes, ZL_SIGNATURE_SIZE);
        if (r->status == ZL_OK)
                *ret_head = head;
}

void zl_proof_write(const struct zl_proof *proof, struct zl_buf *buf)
{
        assert(proof->path.count <= ZL_PATH_MAX);
        zl_put_u64(buf, proof->index);
        zl_put_bytes(buf, proof->salt, sizeof(proof->salt));
        zl_put_u64(buf, proof->time.ms);
        zl_put_u64(buf, proof->statements);
        zl_put_u8(buf, proof->path.count);
        for (uint8_t i = 0; i < proof->path.count; i++)
                zl_put_bytes(buf, proof->path.hashes[i].bytes, ZL_HASH_SIZE);
}

void zl_proof_read(struct zl_reader *r, struct zl_proof *ret_proof)
{
        struct zl_proof proof = {.index = zl_read_u64(r)};

        zl_read_bytes(r, proof.salt, sizeof(proof.salt));
        proof.time.ms = zl_read_u64(r);
        proof.statements = zl_read_u64(r);
        proof.path.count = zl_read_u8(r);
        if (r->status == ZL_OK && proof.path.count > ZL_PATH_MAX)
                r->status = ZL_E_MALFORMED;
        for (uint8_t i = 0; r->status == ZL_OK && i < proof.path.count; i++)
                zl_read_bytes(r, proof.path.hashes[i].bytes, ZL_HASH_SIZE);
        if (r->status == ZL_OK)
                *ret_proof = proof;
}
