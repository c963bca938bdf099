/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: what the server says of its logs can be read, and nothing else can:
 * no altered head, proof, receipt or bundle passes for a genuine one. */
#include <string.h>

#include "check.h"
#include "common/log.h"
#include "common/secret.h"

enum { ENTRIES = 3 };

static const struct zl_id organisation = {{1, 2, 3}};

static struct zl_signer log_key(void)
{
        static const uint8_t seed[ZL_SEED_SIZE] = {7};
        struct zl_signer signer = {0};

        REQUIRE_OK(zl_signer_of_seed(seed, &signer));
        return signer;
}

struct world {
        struct zl_head head;
        struct zl_hash items[ENTRIES];
        struct zl_proof proofs[ENTRIES];
        struct zl_hash leaves[ENTRIES];
};

static int fetch(
    void *context, unsigned level, uint64_t index, struct zl_hash *ret_hash)
{
        const struct zl_hash *leaves = context;

        if (level > 0)
                *ret_hash =
                    zl_merkle_node(&leaves[2 * index], &leaves[2 * index + 1]);
        else
                *ret_hash = leaves[index];
        return ZL_OK;
}

/* One log of three entries; the other has as many and stands for nothing. */
static struct world make_world(enum zl_log log)
{
        struct world w = {.head = {.time = {1000}}};
        struct zl_signer signer = log_key();
        struct zl_hash root;

        for (uint64_t i = 0; i < ENTRIES; i++) {
                w.items[i] = zl_hash_of(&i, sizeof(i));
                w.proofs[i] = (struct zl_proof){
                    .index = i, .time = {900 + i}, .statements = i};
                memset(w.proofs[i].salt, (int)i + 1, ZL_SALT_SIZE);
                w.leaves[i] = zl_log_leaf(log, &w.proofs[i], &w.items[i]);
        }
        for (uint64_t i = 0; i < ENTRIES; i++)
                REQUIRE_OK(zl_merkle_path(
                    fetch, w.leaves, i, ENTRIES, &w.proofs[i].path));
        REQUIRE_OK(zl_merkle_root(fetch, w.leaves, ENTRIES, &root));
        w.head.statements = ENTRIES;
        w.head.records = ENTRIES;
        w.head.statement_root = root;
        w.head.record_root = root;
        if (log == ZL_LOG_STATEMENTS)
                w.head.record_root.bytes[0] ^= 1;
        else
                w.head.statement_root.bytes[0] ^= 1;
        zl_head_sign(&signer, &organisation, &w.head);
        zl_signer_free(&signer);
        return w;
}

/* The formula of docs/protocol.md, 5.1, written out once more. */
static void a_leaf_is_what_the_protocol_says(void)
{
        struct zl_proof proof = {
            .time = {0x0102030405060708}, .statements = 0x1112131415161718};
        struct zl_hash hash = {{0xaa}};
        struct zl_hash data;
        struct zl_hash want;
        struct zl_hash got;
        struct zl_buf buf;

        memset(proof.salt, 0x5a, sizeof(proof.salt));
        zl_buf_init(&buf, 1000);
        zl_put_bytes(&buf, proof.salt, 32);
        zl_put_u8(&buf, 2);
        zl_put_u64(&buf, 0x0102030405060708);
        zl_put_u64(&buf, 0x1112131415161718);
        zl_put_bytes(&buf, hash.bytes, 32);
        data = zl_hash_of(buf.data, buf.size);
        want = zl_merkle_leaf(data.bytes, sizeof(data.bytes));
        got = zl_log_leaf(ZL_LOG_RECORDS, &proof, &hash);
        CHECK_BYTES(got.bytes, 32, want.bytes, 32);
        zl_buf_free(&buf);
}

static void a_head_is_signed_whole(void)
{
        struct world w = make_world(ZL_LOG_RECORDS);
        struct zl_signer signer = log_key();
        struct zl_id other = organisation;
        struct zl_buf buf;

        CHECK_OK(zl_head_verify(&w.head, &signer.key, &organisation));
        other.bytes[15] ^= 1;
        CHECK_STATUS(zl_head_verify(&w.head, &signer.key, &other), ZL_E_LOG);
        zl_buf_init(&buf, 1000);
        zl_head_write(&w.head, &buf);
        REQUIRE_UINT(buf.size, 8 + 8 + 32 + 8 + 32 + 64);
        for (size_t bit = 0; bit < 8 * buf.size; bit++) {
                struct zl_reader r = zl_reader_of(buf.data, buf.size);
                struct zl_head head;

                buf.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
                zl_head_read(&r, &head);
                REQUIRE_OK(zl_reader_end(&r));
                CHECK_STATUS(zl_head_verify(&head, &signer.key, &organisation),
                    ZL_E_LOG);
                buf.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
        }
        zl_buf_free(&buf);
        zl_signer_free(&signer);
}

static void check_proofs(enum zl_log log)
{
        struct world w = make_world(log);
        enum zl_log other =
            log == ZL_LOG_RECORDS ? ZL_LOG_STATEMENTS : ZL_LOG_RECORDS;

        for (size_t i = 0; i < ENTRIES; i++) {
                struct zl_proof p = w.proofs[i];

                CHECK_OK(zl_proof_verify(log, &w.head, &p, &w.items[i]));
                CHECK_STATUS(
                    zl_proof_verify(other, &w.head, &p, &w.items[i]), ZL_E_LOG);
                CHECK_STATUS(
                    zl_proof_verify(log, &w.head, &p, &w.items[(i + 1) % 3]),
                    ZL_E_LOG);
                p.salt[9] ^= 1;
                CHECK_STATUS(
                    zl_proof_verify(log, &w.head, &p, &w.items[i]), ZL_E_LOG);
                p = w.proofs[i];
                p.time.ms++;
                CHECK_STATUS(
                    zl_proof_verify(log, &w.head, &p, &w.items[i]), ZL_E_LOG);
                p = w.proofs[i];
                p.statements++;
                CHECK_STATUS(
                    zl_proof_verify(log, &w.head, &p, &w.items[i]), ZL_E_LOG);
                p = w.proofs[i];
                p.index = ENTRIES;
                CHECK_STATUS(
                    zl_proof_verify(log, &w.head, &p, &w.items[i]), ZL_E_LOG);
        }
}

static void a_proof_holds_for_its_entry_only(void)
{
        check_proofs(ZL_LOG_STATEMENTS);
        check_proofs(ZL_LOG_RECORDS);
}

/* A tree of one leaf, so that only the rule on `statements` can refuse it. */
static void statements_must_fit_the_head(void)
{
        struct zl_hash item = {{3}};
        struct zl_proof proof = {.statements = 5};
        struct zl_head head = {.statements = 4, .records = 1};

        head.record_root = zl_log_leaf(ZL_LOG_RECORDS, &proof, &item);
        CHECK_STATUS(
            zl_proof_verify(ZL_LOG_RECORDS, &head, &proof, &item), ZL_E_LOG);
        head.statements = 5;
        CHECK_OK(zl_proof_verify(ZL_LOG_RECORDS, &head, &proof, &item));
        head.statements = 1;
        head.statement_root = zl_log_leaf(ZL_LOG_STATEMENTS, &proof, &item);
        CHECK_STATUS(
            zl_proof_verify(ZL_LOG_STATEMENTS, &head, &proof, &item), ZL_E_LOG);
}

static void a_receipt_comes_back_the_same(void)
{
        struct world w = make_world(ZL_LOG_RECORDS);
        struct zl_receipt receipt = {ZL_LOG_RECORDS, w.head, w.proofs[2]};
        struct zl_receipt got;
        struct zl_buf again;
        struct zl_buf buf;

        zl_buf_init(&buf, 10000);
        zl_buf_init(&again, 10000);
        zl_receipt_write(&receipt, &buf);
        REQUIRE_OK(zl_receipt_read(buf.data, buf.size, &got));
        CHECK_OK(zl_proof_verify(got.log, &got.head, &got.proof, &w.items[2]));
        zl_receipt_write(&got, &again);
        CHECK_BYTES(again.data, again.size, buf.data, buf.size);
        zl_buf_free(&again);
        zl_buf_free(&buf);
}

static void a_receipt_of_another_form_is_refused(void)
{
        struct world w = make_world(ZL_LOG_RECORDS);
        struct zl_receipt receipt = {ZL_LOG_RECORDS, w.head, w.proofs[1]};
        struct zl_receipt got = {.log = 0};
        struct zl_buf buf;

        zl_buf_init(&buf, 10000);
        zl_receipt_write(&receipt, &buf);
        for (size_t size = 0; size < buf.size; size++)
                CHECK_STATUS(
                    zl_receipt_read(buf.data, size, &got), ZL_E_MALFORMED);
        zl_put_u8(&buf, 0);
        CHECK_STATUS(zl_receipt_read(buf.data, buf.size, &got), ZL_E_MALFORMED);
        buf.size--;
        buf.data[0] = 2;
        CHECK_STATUS(zl_receipt_read(buf.data, buf.size, &got), ZL_E_VERSION);
        buf.data[0] = 1;
        buf.data[1] = 3;
        CHECK_STATUS(zl_receipt_read(buf.data, buf.size, &got), ZL_E_MALFORMED);
        buf.data[1] = 0;
        CHECK_STATUS(zl_receipt_read(buf.data, buf.size, &got), ZL_E_MALFORMED);
        CHECK_INT(got.log, 0);
        zl_buf_free(&buf);
}

static void a_path_of_more_than_64_is_refused(void)
{
        struct zl_proof proof = {.index = 0};
        struct zl_proof got = {.index = 99};
        struct zl_hash hash = {{0}};
        struct zl_reader r;
        struct zl_buf buf;

        zl_buf_init(&buf, 10000);
        proof.path.count = ZL_PATH_MAX;
        zl_proof_write(&proof, &buf);
        r = zl_reader_of(buf.data, buf.size);
        zl_proof_read(&r, &got);
        CHECK_OK(zl_reader_end(&r));
        CHECK_UINT(got.path.count, ZL_PATH_MAX);
        buf.data[8 + 32 + 8 + 8] = ZL_PATH_MAX + 1;
        zl_put_bytes(&buf, hash.bytes, sizeof(hash.bytes));
        r = zl_reader_of(buf.data, buf.size);
        zl_proof_read(&r, &got);
        CHECK_STATUS(r.status, ZL_E_MALFORMED);
        zl_buf_free(&buf);
}

static void write_bundle(const struct world *w, struct zl_buf *buf)
{
        zl_bundle_write(ZL_LOG_STATEMENTS, &w->head, ENTRIES, ENTRIES, buf);
        for (size_t i = 0; i < ENTRIES; i++) {
                zl_proof_write(&w->proofs[i], buf);
                zl_put_var(buf, w->items[i].bytes, 10 * i);
        }
}

/* Reads it all; says how that went. */
static int read_bundle(const uint8_t *data, size_t size)
{
        struct zl_bundle bundle;
        struct zl_proof proof;
        struct zl_bytes item;
        int status = zl_bundle_read(data, size, &bundle);

        if (status != ZL_OK)
                return status;
        for (uint16_t i = 0; i < bundle.count; i++) {
                status = zl_bundle_next(&bundle, &proof, &item);
                if (status != ZL_OK)
                        return status;
        }
        return zl_reader_end(&bundle.items);
}

static void a_bundle_comes_back_item_by_item(void)
{
        struct world w = make_world(ZL_LOG_STATEMENTS);
        struct zl_bundle bundle;
        struct zl_proof proof;
        struct zl_bytes item;
        struct zl_buf buf;

        zl_buf_init(&buf, 10000);
        write_bundle(&w, &buf);
        REQUIRE_OK(zl_bundle_read(buf.data, buf.size, &bundle));
        CHECK_INT(bundle.log, ZL_LOG_STATEMENTS);
        CHECK_UINT(bundle.next, ENTRIES);
        REQUIRE_UINT(bundle.count, ENTRIES);
        for (size_t i = 0; i < ENTRIES; i++) {
                REQUIRE_OK(zl_bundle_next(&bundle, &proof, &item));
                CHECK_OK(zl_proof_verify(
                    bundle.log, &bundle.head, &proof, &w.items[i]));
                CHECK_BYTES(item.data, item.size, w.items[i].bytes, 10 * i);
        }
        CHECK_OK(zl_reader_end(&bundle.items));
        zl_buf_free(&buf);
}

static void a_bundle_of_another_form_is_refused(void)
{
        struct world w = make_world(ZL_LOG_STATEMENTS);
        struct zl_buf buf;

        zl_buf_init(&buf, ZL_BUNDLE_MAX + 1);
        write_bundle(&w, &buf);
        REQUIRE_OK(read_bundle(buf.data, buf.size));
        for (size_t size = 0; size < buf.size; size++)
                CHECK_STATUS(read_bundle(buf.data, size), ZL_E_MALFORMED);
        zl_put_u8(&buf, 0);
        CHECK_STATUS(read_bundle(buf.data, buf.size), ZL_E_MALFORMED);
        buf.data[0] = 0;
        CHECK_STATUS(read_bundle(buf.data, buf.size), ZL_E_VERSION);
        while (buf.size <= ZL_BUNDLE_MAX && buf.status == ZL_OK)
                zl_put_u8(&buf, 0);
        CHECK_STATUS(read_bundle(buf.data, buf.size), ZL_E_TOO_LARGE);
        zl_buf_free(&buf);
}

static const struct check_case cases[] = {
    CHECK_CASE(a_leaf_is_what_the_protocol_says),
    CHECK_CASE(a_head_is_signed_whole),
    CHECK_CASE(a_proof_holds_for_its_entry_only),
    CHECK_CASE(statements_must_fit_the_head),
    CHECK_CASE(a_receipt_comes_back_the_same),
    CHECK_CASE(a_receipt_of_another_form_is_refused),
    CHECK_CASE(a_path_of_more_than_64_is_refused),
    CHECK_CASE(a_bundle_comes_back_item_by_item),
    CHECK_CASE(a_bundle_of_another_form_is_refused),
};

int main(int argc, char **argv)
{
        if (zl_crypto_start() != ZL_OK || zl_secret_start() != ZL_OK)
                return 1;
        return check_run(
            "log", cases, sizeof(cases) / sizeof(cases[0]), argc, argv);
}
