/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reading a record.  Whoever read one knows afterwards that it says what its
 * author's key signed, in the one form that docs/protocol.md, 3, allows;
 * whether the author may say it, signal_judge.c knows.
 */
#include <string.h>

#include "record_internal.h"

enum { BODY_OVERHEAD = 24 + 16 /* nonce and authenticator */ };

static const uint32_t size_classes[] = {4096, 16384, 131072};

static uint8_t read_count(struct zl_reader *r, uint8_t max)
{
        uint8_t count = zl_read_u8(r);

        if (r->status == ZL_OK && count > max)
                r->status = ZL_E_TOO_LARGE;
        return r->status == ZL_OK ? count : 0;
}

static void read_lists(struct zl_reader *r, struct zl_context *context)
{
        context->left_out_count = read_count(r, ZL_LEFT_OUT_MAX);
        for (uint8_t i = 0; i < context->left_out_count; i++)
                zl_read_bytes(r, context->left_out[i].bytes, ZL_ID_SIZE);
        context->previous_count = read_count(r, ZL_PREVIOUS_MAX);
        for (uint8_t i = 0; i < context->previous_count; i++)
                zl_read_bytes(r, context->previous[i].bytes, ZL_HASH_SIZE);
        context->recipient_count = read_count(r, ZL_RECIPIENTS_MAX);
        for (uint8_t i = 0; i < context->recipient_count; i++) {
                struct zl_recipient *to = &context->recipients[i];

                zl_read_bytes(r, to->member.bytes, ZL_ID_SIZE);
                zl_read_bytes(r, to->key.bytes, ZL_SEALING_KEY_SIZE);
        }
}

static int read_context(struct zl_reader *r, const struct zl_id *organisation,
    struct zl_context *context)
{
        uint8_t kind = 0;

        if (zl_read_u8(r) != RECORD__VERSION && r->status == ZL_OK)
                return ZL_E_VERSION;
        kind = zl_read_u8(r);
        zl_read_bytes(r, context->organisation.bytes, ZL_ID_SIZE);
        if (r->status != ZL_OK)
                return r->status;
        if (!record__is_kind((enum zl_kind)kind))
                return ZL_E_MALFORMED;
        if (!zl_id_equal(&context->organisation, organisation))
                return ZL_E_ORGANISATION;
        context->kind = (enum zl_kind)kind;
        zl_read_bytes(r, context->id.bytes, ZL_ID_SIZE);
        zl_read_bytes(r, context->signal.bytes, ZL_ID_SIZE);
        zl_read_bytes(r, context->club.bytes, ZL_ID_SIZE);
        zl_read_bytes(r, context->author.bytes, ZL_SIGN_KEY_SIZE);
        context->directory = zl_read_u64(r);
        context->seen.statements = zl_read_u64(r);
        zl_read_bytes(r, context->seen.statement_root.bytes, ZL_HASH_SIZE);
        context->seen.records = zl_read_u64(r);
        zl_read_bytes(r, context->seen.record_root.bytes, ZL_HASH_SIZE);
        read_lists(r, context);
        if (r->status != ZL_OK)
                return r->status;
        if (!record__is_id(&context->id) || !record__in_order(context) ||
            zl_id_equal(&context->id, &context->signal) !=
                (context->kind == ZL_NOTE))
                return ZL_E_MALFORMED;
        return ZL_OK;
}

/* The rest of the head, up to the signature included. */
static int read_head(struct zl_reader *r, const uint8_t *start,
    const struct zl_id *organisation, struct zl_record *record)
{
        int status = read_context(r, organisation, &record->context);

        if (status != ZL_OK)
                return status;
        record->context_bytes =
            (struct zl_bytes){start, (size_t)(r->at - start)};
        zl_read_bytes(r, record->commitment.bytes, ZL_HASH_SIZE);
        record->body_size = zl_read_u32(r);
        zl_read_bytes(r, record->body_hash.bytes, ZL_HASH_SIZE);
        zl_read_bytes(r, record->seals_hash.bytes, ZL_HASH_SIZE);
        zl_read_bytes(r, record->signature.bytes, ZL_SIGNATURE_SIZE);
        if (r->status != ZL_OK)
                return r->status;
        record->head_bytes = (struct zl_bytes){start, (size_t)(r->at - start)};
        record->hash =
            zl_hash_of(record->head_bytes.data, record->head_bytes.size);
        return ZL_OK;
}

/* A status says nothing but that it is there. */
static bool is_bare(const struct zl_record *record)
{
        static const struct zl_hash zeros;

        return record->context.recipient_count == 0 && record->body_size == 0 &&
            zl_hash_equal(&record->commitment, &zeros);
}

static int check_body_size(const struct zl_record *record)
{
        if (zl_kind_is_status(record->context.kind))
                return is_bare(record) ? ZL_OK : ZL_E_MALFORMED;
        for (size_t i = 0; i < sizeof(size_classes) / sizeof(size_classes[0]);
             i++) {
                if (record->body_size == size_classes[i] + BODY_OVERHEAD)
                        return ZL_OK;
        }
        return record->body_size > ZL_RECORD_BODY_MAX ? ZL_E_TOO_LARGE
                                                      : ZL_E_MALFORMED;
}

static int read_seals(
    struct zl_reader *r, bool all_present, struct zl_record *record)
{
        struct zl_hasher all;
        struct zl_hash hash;

        zl_hasher_init(&all);
        for (uint8_t i = 0; i < record->context.recipient_count; i++) {
                struct zl_record_seal *seal = &record->seals[i];
                uint8_t present = zl_read_u8(r);

                if (r->status == ZL_OK &&
                    (present > 1 || (all_present && present == 0)))
                        return ZL_E_MALFORMED;
                seal->present = present == 1;
                if (seal->present) {
                        zl_read_bytes(r, seal->seal.bytes, ZL_SEAL_SIZE);
                        seal->hash = zl_hash_of(seal->seal.bytes, ZL_SEAL_SIZE);
                } else {
                        zl_read_bytes(r, seal->hash.bytes, ZL_HASH_SIZE);
                }
                zl_hasher_add(&all, seal->hash.bytes, ZL_HASH_SIZE);
        }
        if (r->status != ZL_OK)
                return r->status;
        hash = zl_hasher_end(&all);
        return zl_hash_equal(&hash, &record->seals_hash) ? ZL_OK
                                                         : ZL_E_MALFORMED;
}

/* Nothing of these is signed: what they are worth, the commitment says. */
static int read_added(struct zl_reader *r, struct zl_record *record)
{
        uint8_t max =
            zl_kind_is_status(record->context.kind) ? 0 : ZL_ADDED_MAX;

        record->added_count = read_count(r, max);
        for (uint8_t i = 0; i < record->added_count; i++) {
                struct zl_added_seal *added = &record->added[i];

                zl_read_bytes(r, added->key.bytes, ZL_SEALING_KEY_SIZE);
                zl_read_bytes(r, added->seal.bytes, ZL_SEAL_SIZE);
                if (i > 0 &&
                    memcmp(added[-1].key.bytes, added->key.bytes,
                        ZL_SEALING_KEY_SIZE) >= 0 &&
                    r->status == ZL_OK)
                        return ZL_E_MALFORMED;
        }
        return zl_reader_end(r);
}

static int read_body(struct zl_reader *r, struct zl_record *record)
{
        struct zl_hash hash;
        int status = ZL_OK;

        record->body = zl_read_view(r, record->body_size);
        status = zl_reader_end(r);
        if (status != ZL_OK)
                return status;
        hash = zl_hash_of(record->body.data, record->body.size);
        return zl_hash_equal(&hash, &record->body_hash) ? ZL_OK
                                                        : ZL_E_MALFORMED;
}

static int verify(const struct zl_record *record)
{
        struct zl_hash hash = zl_hash_of(record->head_bytes.data,
            record->head_bytes.size - ZL_SIGNATURE_SIZE);

        return zl_verify(&record->context.author, record__label,
            &record->context.organisation, &hash, &record->signature);
}

/* Cheap checks first; the signature, which costs most, last. */
int zl_record_parse(const uint8_t *data, size_t size, bool with_body,
    const struct zl_id *organisation, struct zl_record *ret_record)
{
        struct zl_reader r = zl_reader_of(data, size);
        struct zl_record record = {.body = {NULL, 0}};
        int status = ZL_OK;

        if (size > ZL_RECORD_MAX)
                return ZL_E_TOO_LARGE;
        status = read_head(&r, data, organisation, &record);
        if (status == ZL_OK)
                status = check_body_size(&record);
        if (status == ZL_OK)
                status = read_seals(&r, with_body, &record);
        if (status == ZL_OK)
                status = with_body ? read_body(&r, &record)
                                   : read_added(&r, &record);
        if (status == ZL_OK)
                status = verify(&record);
        if (status == ZL_OK)
                *ret_record = record;
        return status;
}
