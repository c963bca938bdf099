/* SPDX-License-Identifier: EUPL-1.2 */
/* Vectors of statements and of the two logs. */
#include <stdlib.h>
#include <string.h>

#include "common/log.h"
#include "common/record.h"
#include "common/statement.h"
#include "vectors_internal.h"

enum { NUMBER_MAX = INT32_MAX };

static void must_be(struct vector *v, const char *what, struct zl_bytes got,
    struct zl_bytes wanted)
{
        vector__must(v, what,
            got.size == wanted.size &&
                memcmp(got.data, wanted.data, got.size) == 0);
}

/* From payload and seed, as section 2 says. */
static void check_layout(struct vector *v, const struct zl_signer *signer,
    const struct zl_statement *statement)
{
        const char *payload = vector__text(v, "payload");
        struct zl_signature signature;
        struct zl_hash hash;
        struct zl_buf buf;

        zl_buf_init(&buf, ZL_STATEMENT_MAX);
        zl_put_u8(&buf, 1);
        zl_put_u8(&buf, (uint8_t)statement->type);
        zl_put_bytes(&buf, statement->organisation.bytes, ZL_ID_SIZE);
        zl_put_bytes(&buf, signer->key.bytes, ZL_SIGN_KEY_SIZE);
        zl_put_var(&buf, payload, strlen(payload));
        hash = zl_hash_of(buf.data, buf.size);
        signature = zl_sign(signer, zl_statement_type_str(statement->type),
            &statement->organisation, &hash);
        zl_put_bytes(&buf, signature.bytes, ZL_SIGNATURE_SIZE);
        must_be(v, "layout", zl_buf_bytes(&buf), statement->bytes);
        zl_buf_free(&buf);
}

static void check_statement(struct vector *v, const struct zl_signer *signer,
    const struct zl_statement *statement)
{
        struct zl_statement *again = NULL;

        vector__same_text(v, "type", zl_statement_type_str(statement->type));
        vector__same(v, "hash", statement->hash.bytes, ZL_HASH_SIZE);
        vector__must(
            v, "signer", zl_sign_key_equal(&statement->signer, &signer->key));
        check_layout(v, signer, statement);
        if (vector__ok(v, "cannot be made",
                zl_statement_make(signer, &statement->organisation,
                    statement->type, &statement->is, &again)))
                must_be(v, "made otherwise", again->bytes, statement->bytes);
        zl_statement_free(again);
}

void vector__statement(struct vector *v)
{
        struct zl_bytes bytes = vector__bytes(v, "bytes");
        struct zl_sign_key root;
        struct zl_id organisation;
        struct zl_signer signer = {0};
        struct zl_statement *statement = NULL;

        (void)zl_json_u64(&v->r, "position", 0, NUMBER_MAX);
        (void)zl_json_u64(&v->r, "time", 0, INT64_MAX);
        zl_json_hex(&v->r, "root", root.bytes, sizeof(root.bytes));
        organisation = zl_organisation_of(&root);
        vector__signer(v, &signer);
        if (vector__ok(v, "bytes are refused",
                zl_statement_parse(
                    bytes.data, bytes.size, &organisation, &statement)))
                check_statement(v, &signer, statement);
        zl_statement_free(statement);
        zl_signer_free(&signer);
}

static enum zl_log log_of(struct vector *v)
{
        return zl_json_u64(&v->r, "log", 1, 2) == 1 ? ZL_LOG_STATEMENTS
                                                    : ZL_LOG_RECORDS;
}

void vector__leaf(struct vector *v)
{
        struct zl_proof proof = {0};
        struct zl_hash hash;
        struct zl_hash leaf;
        enum zl_log log = log_of(v);

        zl_json_hex(&v->r, "salt", proof.salt, sizeof(proof.salt));
        proof.time.ms = zl_json_u64(&v->r, "time", 0, INT64_MAX);
        proof.statements = zl_json_u64(&v->r, "statements", 0, NUMBER_MAX);
        zl_json_hex(&v->r, "hash", hash.bytes, ZL_HASH_SIZE);
        leaf = zl_log_leaf(log, &proof, &hash);
        vector__same(v, "leaf", leaf.bytes, ZL_HASH_SIZE);
}

void vector__head(struct vector *v)
{
        struct zl_head head = {0};
        struct zl_id organisation;
        struct zl_signer signer = {0};
        struct zl_buf buf;

        zl_buf_init(&buf, 1000);
        vector__signer(v, &signer);
        vector__same(v, "log_key", signer.key.bytes, ZL_SIGN_KEY_SIZE);
        zl_json_hex(&v->r, "organisation", organisation.bytes, ZL_ID_SIZE);
        head.time.ms = zl_json_u64(&v->r, "time", 0, INT64_MAX);
        head.statements = zl_json_u64(&v->r, "statements", 0, NUMBER_MAX);
        head.records = zl_json_u64(&v->r, "records", 0, NUMBER_MAX);
        zl_json_hex(
            &v->r, "statement_root", head.statement_root.bytes, ZL_HASH_SIZE);
        zl_json_hex(&v->r, "record_root", head.record_root.bytes, ZL_HASH_SIZE);
        zl_head_sign(&signer, &organisation, &head);
        zl_head_write(&head, &buf);
        vector__same(v, "bytes", buf.data, buf.size);
        vector__ok(v, "does not verify",
            zl_head_verify(&head, &signer.key, &organisation));
        zl_buf_free(&buf);
        zl_signer_free(&signer);
}

static void check_head(struct vector *v, const struct zl_head *head,
    struct zl_id *ret_organisation)
{
        struct zl_sign_key key;

        zl_json_hex(&v->r, "organisation", ret_organisation->bytes, ZL_ID_SIZE);
        zl_json_hex(&v->r, "log_key", key.bytes, sizeof(key.bytes));
        vector__ok(v, "head", zl_head_verify(head, &key, ret_organisation));
}

void vector__receipt(struct vector *v)
{
        struct zl_bytes bytes = vector__bytes(v, "bytes");
        struct zl_receipt receipt = {0};
        struct zl_id organisation;
        struct zl_hash hash;
        enum zl_log log = log_of(v);
        struct zl_buf again;

        zl_buf_init(&again, 10000);
        zl_json_hex(&v->r, "hash", hash.bytes, ZL_HASH_SIZE);
        if (vector__ok(v, "bytes are refused",
                zl_receipt_read(bytes.data, bytes.size, &receipt))) {
                check_head(v, &receipt.head, &organisation);
                vector__must(v, "log", receipt.log == log);
                vector__must(v, "index",
                    receipt.proof.index ==
                        zl_json_u64(&v->r, "index", 0, NUMBER_MAX));
                vector__ok(v, "proof",
                    zl_proof_verify(log, &receipt.head, &receipt.proof, &hash));
                zl_receipt_write(&receipt, &again);
                must_be(v, "written otherwise", zl_buf_bytes(&again), bytes);
        }
        zl_buf_free(&again);
}

static struct zl_hash item_hash(struct vector *v, enum zl_log log,
    struct zl_bytes item, const struct zl_id *organisation)
{
        struct zl_record *record = NULL;
        struct zl_hash hash;

        if (log == ZL_LOG_STATEMENTS)
                return zl_hash_of(item.data, item.size);
        record = calloc(1, sizeof(*record));
        if (record == NULL)
                abort();
        vector__ok(v, "record",
            zl_record_parse(item.data, item.size, false, organisation, record));
        hash = record->hash;
        free(record);
        return hash;
}

static void check_item(struct vector *v, struct zl_bundle *bundle,
    const struct zl_id *organisation, const struct zl_json *wanted)
{
        struct zl_json_reader r = zl_json_read(wanted);
        uint64_t index = zl_json_u64(&r, "index", 0, NUMBER_MAX);
        struct zl_proof proof = {0};
        struct zl_bytes item = {NULL, 0};
        struct zl_hash hash;
        struct zl_hash got;

        zl_json_hex(&r, "hash", hash.bytes, ZL_HASH_SIZE);
        vector__ok(v, "items", zl_json_end(&r));
        if (!vector__ok(v, "item", zl_bundle_next(bundle, &proof, &item)))
                return;
        got = item_hash(v, bundle->log, item, organisation);
        vector__must(v, "item's hash", zl_hash_equal(&got, &hash));
        vector__must(v, "item's index", proof.index == index);
        vector__ok(v, "item's proof",
            zl_proof_verify(bundle->log, &bundle->head, &proof, &hash));
}

void vector__bundle(struct vector *v)
{
        struct zl_bytes bytes = vector__bytes(v, "bytes");
        struct zl_bundle bundle = {0};
        struct zl_id organisation;
        const struct zl_json *items = NULL;
        size_t count = zl_json_array(&v->r, "items", 100, &items);

        if (!vector__ok(v, "bytes are refused",
                zl_bundle_read(bytes.data, bytes.size, &bundle)))
                return;
        check_head(v, &bundle.head, &organisation);
        vector__must(v, "log", bundle.log == log_of(v));
        vector__must(v, "next",
            bundle.next == zl_json_u64(&v->r, "next", 0, NUMBER_MAX));
        vector__must(v, "count", bundle.count == count);
        for (size_t i = 0; i < count && v->wrong == NULL; i++)
                check_item(v, &bundle, &organisation,
                    zl_json_array_object(&v->r, items, i));
        vector__ok(v, "bytes are left", zl_reader_end(&bundle.items));
}

int vector__fetch(
    void *context, unsigned level, uint64_t index, struct zl_hash *ret_hash)
{
        const struct zl_hash *leaves = context;
        struct zl_hash left;
        struct zl_hash right;
        int status = ZL_OK;

        if (level == 0) {
                *ret_hash = leaves[index];
                return ZL_OK;
        }
        status = vector__fetch(context, level - 1, 2 * index, &left);
        if (status == ZL_OK)
                status =
                    vector__fetch(context, level - 1, 2 * index + 1, &right);
        if (status == ZL_OK)
                *ret_hash = zl_merkle_node(&left, &right);
        return status;
}

/* The tree over the scopes; that these are the scopes of the statements,
 * the suite of the directory shows. */
void vector__directory(struct vector *v)
{
        struct zl_hash leaves[100];
        struct zl_hash root;
        const struct zl_json *array = NULL;
        size_t count = zl_json_array(&v->r, "leaves", 100, &array);

        (void)zl_json_u64(&v->r, "statements", 0, NUMBER_MAX);
        for (size_t i = 0; i < count; i++) {
                struct zl_json_reader r =
                    zl_json_read(zl_json_array_object(&v->r, array, i));
                uint8_t data[ZL_ID_SIZE + ZL_HASH_SIZE];

                zl_json_hex(&r, "scope", data, ZL_ID_SIZE);
                zl_json_hex(&r, "hash", data + ZL_ID_SIZE, ZL_HASH_SIZE);
                vector__ok(v, "leaves", zl_json_end(&r));
                leaves[i] = zl_merkle_leaf(data, sizeof(data));
        }
        if (vector__ok(
                v, "tree", zl_merkle_root(vector__fetch, leaves, count, &root)))
                vector__same(v, "root", root.bytes, ZL_HASH_SIZE);
}
