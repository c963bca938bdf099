/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Hello! Records. The first byte says how the rest is read: 'b' with a body,
 * 'l' as in lists, as it is; 'B' and 'L' the same, after author, hashes and
 * signature were made good again. For those, u16 says how long the context
 * is, and u16 how long the seals are; the rest is the body. As in lists, what
 * is more than a body of the smallest size are the seals that were added.
 */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "record.h"

enum { AUTHOR_AT = 1 + 1 + 4 * ZL_ID_SIZE, BODY_SMALLEST = 24 + 4096 + 16 };

/* A context that was accepted is written as it was read. */
static void write_again(const struct zl_record *record)
{
        struct zl_context context = record->context;
        struct zl_buf buf;

        zl_buf_init(&buf, 64 * 1024);
        zl_context_write(&record->context, &buf);
        INSIST(buf.status == ZL_OK);
        INSIST(buf.size == record->context_bytes.size);
        INSIST(memcmp(buf.data, record->context_bytes.data, buf.size) == 0);
        INSIST(zl_context_sort(&context) == ZL_OK);
        INSIST(memcmp(&context, &record->context, sizeof(context)) == 0);
        zl_buf_free(&buf);
}

static void parse(const uint8_t *data, size_t size, bool with_body)
{
        uint8_t *copy = fuzz_copy(data, size);
        struct zl_record *record = calloc(1, sizeof(*record));

        INSIST(record != NULL);
        if (zl_record_parse(
                copy, size, with_body, fuzz_organisation(), record) == ZL_OK)
                write_again(record);
        free(record);
        free(copy);
}

/* The hash over the seals' hashes, as far as they can be taken apart. */
static struct zl_hash seals_hash(struct zl_bytes seals)
{
        struct zl_reader r = zl_reader_of(seals.data, seals.size);
        struct zl_hasher all;
        struct zl_hash hash;

        zl_hasher_init(&all);
        while (zl_reader_left(&r) > 0) {
                bool present = zl_read_u8(&r) == 1;
                struct zl_bytes view =
                    zl_read_view(&r, present ? ZL_SEAL_SIZE : ZL_HASH_SIZE);

                if (r.status != ZL_OK)
                        break;
                if (present) {
                        hash = zl_hash_of(view.data, view.size);
                        zl_hasher_add(&all, hash.bytes, ZL_HASH_SIZE);
                } else {
                        zl_hasher_add(&all, view.data, view.size);
                }
        }
        return zl_hasher_end(&all);
}

static void parse_mended(const uint8_t *data, size_t size, bool with_body)
{
        struct zl_reader r = zl_reader_of(data, size);
        size_t context_size = zl_read_u16(&r);
        size_t seals_size = zl_read_u16(&r);
        struct zl_bytes context = zl_read_view(&r, context_size);
        struct zl_bytes seals = zl_read_view(&r, seals_size);
        size_t left = zl_reader_left(&r);
        size_t body_size =
            with_body || left < BODY_SMALLEST ? left : BODY_SMALLEST;
        struct zl_bytes body = zl_read_view(&r, body_size);
        struct zl_bytes added = zl_read_view(&r, left - body_size);
        struct zl_signature signature;
        struct zl_hash hash;
        struct zl_buf buf;

        if (r.status != ZL_OK || context.size < AUTHOR_AT + ZL_SIGN_KEY_SIZE)
                return;
        zl_buf_init(&buf, 1024 * 1024);
        zl_put_bytes(&buf, context.data, context.size);
        memset(&hash, body.size > 0 ? 1 : 0, sizeof(hash));
        zl_put_bytes(&buf, hash.bytes, ZL_HASH_SIZE); /* the commitment */
        zl_put_u32(&buf, (uint32_t)body.size);
        hash = zl_hash_of(body.data, body.size);
        zl_put_bytes(&buf, hash.bytes, ZL_HASH_SIZE);
        hash = seals_hash(seals);
        zl_put_bytes(&buf, hash.bytes, ZL_HASH_SIZE);
        INSIST(buf.status == ZL_OK);
        memcpy(
            buf.data + AUTHOR_AT, fuzz_signer()->key.bytes, ZL_SIGN_KEY_SIZE);
        hash = zl_hash_of(buf.data, buf.size);
        signature =
            zl_sign(fuzz_signer(), "record", fuzz_organisation(), &hash);
        zl_put_bytes(&buf, signature.bytes, ZL_SIGNATURE_SIZE);
        zl_put_bytes(&buf, seals.data, seals.size);
        if (with_body)
                zl_put_bytes(&buf, body.data, body.size);
        else if (added.size > 0)
                zl_put_bytes(&buf, added.data, added.size);
        else
                zl_put_u8(&buf, 0);
        INSIST(buf.status == ZL_OK);
        parse(buf.data, buf.size, with_body);
        zl_buf_free(&buf);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        fuzz_start();
        if (size == 0)
                return 0;
        if (*data == 'b' || *data == 'l')
                parse(data + 1, size - 1, *data == 'b');
        if (*data == 'B' || *data == 'L')
                parse_mended(data + 1, size - 1, *data == 'B');
        return 0;
}
