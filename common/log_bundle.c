/* SPDX-License-Identifier: EUPL-1.2 */
/* Receipts and bundles: what the server answers; docs/protocol.md, 5.2. */
#include <assert.h>

#include "log.h"

enum { VERSION = 1 };

/* Both open with a version and which log they are of. */
static enum zl_log read_opening(struct zl_reader *r)
{
        uint8_t version = zl_read_u8(r);
        uint8_t log = 0;

        if (r->status == ZL_OK && version != VERSION)
                r->status = ZL_E_VERSION;
        log = zl_read_u8(r);
        if (r->status == ZL_OK && log != ZL_LOG_STATEMENTS &&
            log != ZL_LOG_RECORDS)
                r->status = ZL_E_MALFORMED;
        return (enum zl_log)log;
}

void zl_receipt_write(const struct zl_receipt *receipt, struct zl_buf *buf)
{
        zl_put_u8(buf, VERSION);
        zl_put_u8(buf, (uint8_t)receipt->log);
        zl_head_write(&receipt->head, buf);
        zl_proof_write(&receipt->proof, buf);
}

int zl_receipt_read(
    const uint8_t *data, size_t size, struct zl_receipt *ret_receipt)
{
        struct zl_reader r = zl_reader_of(data, size);
        struct zl_receipt receipt;
        int status = ZL_OK;

        receipt.log = read_opening(&r);
        zl_head_read(&r, &receipt.head);
        zl_proof_read(&r, &receipt.proof);
        status = zl_reader_end(&r);
        if (status == ZL_OK)
                *ret_receipt = receipt;
        return status;
}

void zl_bundle_write(enum zl_log log, const struct zl_head *head, uint64_t next,
    uint16_t count, struct zl_buf *buf)
{
        zl_put_u8(buf, VERSION);
        zl_put_u8(buf, (uint8_t)log);
        zl_head_write(head, buf);
        zl_put_u64(buf, next);
        zl_put_u16(buf, count);
}

int zl_bundle_read(
    const uint8_t *data, size_t size, struct zl_bundle *ret_bundle)
{
        struct zl_bundle bundle;

        if (size > ZL_BUNDLE_MAX)
                return ZL_E_TOO_LARGE;
        bundle.items = zl_reader_of(data, size);
        bundle.log = read_opening(&bundle.items);
        zl_head_read(&bundle.items, &bundle.head);
        bundle.next = zl_read_u64(&bundle.items);
        bundle.count = zl_read_u16(&bundle.items);
        if (bundle.items.status != ZL_OK)
                return bundle.items.status;
        *ret_bundle = bundle;
        return ZL_OK;
}

/* An item longer than what is left is cut short, not too large. */
int zl_bundle_next(struct zl_bundle *bundle, struct zl_proof *ret_proof,
    struct zl_bytes *ret_item)
{
        struct zl_proof proof;
        struct zl_bytes item;

        zl_proof_read(&bundle->items, &proof);
        item = zl_read_var(&bundle->items, SIZE_MAX);
        if (bundle->items.status != ZL_OK)
                return bundle->items.status;
        *ret_proof = proof;
        *ret_item = item;
        return ZL_OK;
}
