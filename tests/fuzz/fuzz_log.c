/* SPDX-License-Identifier: EUPL-1.2 */
/* Hello! Receipts, bundles and consistency proofs: every input is read as all
 * of them. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "log.h"
#include "log_consistency.h"

static void read_receipt(const uint8_t *data, size_t size)
{
        struct zl_receipt *receipt = calloc(1, sizeof(*receipt));
        struct zl_hash hash = {{0}};
        struct zl_buf buf;

        INSIST(receipt != NULL);
        zl_buf_init(&buf, 64 * 1024);
        if (zl_receipt_read(data, size, receipt) == ZL_OK) {
                zl_receipt_write(receipt, &buf);
                INSIST(buf.status == ZL_OK && buf.size == size);
                INSIST(memcmp(buf.data, data, size) == 0);
                /* Nobody signed the head, and nothing is under it. */
                INSIST(zl_head_verify(&receipt->head, &fuzz_signer()->key,
                           fuzz_organisation()) != ZL_OK);
                (void)!zl_proof_verify(
                    receipt->log, &receipt->head, &receipt->proof, &hash);
        }
        zl_buf_free(&buf);
        free(receipt);
}

static void read_bundle(const uint8_t *data, size_t size)
{
        struct zl_bundle bundle;
        struct zl_proof *proof = calloc(1, sizeof(*proof));
        struct zl_bytes item;
        struct zl_buf buf;
        int status = zl_bundle_read(data, size, &bundle);

        INSIST(proof != NULL);
        zl_buf_init(&buf, ZL_BUNDLE_MAX);
        if (status == ZL_OK)
                zl_bundle_write(
                    bundle.log, &bundle.head, bundle.next, bundle.count, &buf);
        for (uint16_t i = 0; status == ZL_OK && i < bundle.count; i++) {
                status = zl_bundle_next(&bundle, proof, &item);
                if (status != ZL_OK)
                        break;
                zl_proof_write(proof, &buf);
                zl_put_var(&buf, item.data, item.size);
        }
        if (status == ZL_OK && zl_reader_end(&bundle.items) == ZL_OK) {
                INSIST(buf.status == ZL_OK && buf.size == size);
                INSIST(memcmp(buf.data, data, size) == 0);
        }
        zl_buf_free(&buf);
        free(proof);
}

static void read_consistency(const uint8_t *data, size_t size)
{
        struct zl_log_consistency *both = calloc(1, sizeof(*both));
        struct zl_hash hash = {{0}};
        struct zl_buf buf;

        INSIST(both != NULL);
        zl_buf_init(&buf, 64 * 1024);
        if (zl_log_consistency_read(data, size, both) == ZL_OK) {
                zl_log_consistency_write(both, &buf);
                INSIST(buf.status == ZL_OK && buf.size == size);
                INSIST(memcmp(buf.data, data, size) == 0);
                /* No roots of any tree are all zero. */
                for (uint64_t first = 1; first < 9; first++)
                        INSIST(zl_merkle_consistent(first, &hash, 9, &hash,
                                   &both->statements) != ZL_OK);
        }
        zl_buf_free(&buf);
        free(both);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        uint8_t *copy = fuzz_copy(data, size);

        fuzz_start();
        read_receipt(copy, size);
        read_bundle(copy, size);
        read_consistency(copy, size);
        free(copy);
        return 0;
}
