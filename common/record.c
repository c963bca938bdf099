/* SPDX-License-Identifier: EUPL-1.2 */
/* Records as bytes: kinds, ids, the order of lists, writing and signing. */
#include "record.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "record_internal.h"

const char record__label[] = "record";

static const struct kind_row {
        enum zl_kind kind;
        const char *word;
        enum zl_act act;
        bool is_status;
} kinds[] = {
    {ZL_NOTE, "note", ZL_ACT_NOTE, false},
    {ZL_ADDENDUM, "addendum", ZL_ACT_ADDENDUM, false},
    {ZL_RETRACTION, "retraction", ZL_ACT_RETRACT, true},
    {ZL_ACKNOWLEDGEMENT, "acknowledgement", ZL_ACT_ACKNOWLEDGE, true},
    {ZL_UNREADABLE, "unreadable", ZL_ACT_UNREADABLE, true},
    {ZL_ASSESSMENT, "assessment", ZL_ACT_ASSESS, false},
    {ZL_FEEDBACK, "feedback", ZL_ACT_FEEDBACK, false},
    {ZL_FAMILY_STATEMENT, "family-statement", ZL_ACT_FAMILY_STATEMENT, false},
    {ZL_HANDOVER, "handover", ZL_ACT_HANDOVER, false},
    {ZL_STEP_OUT, "step-out", ZL_ACT_STEP_OUT, false},
    {ZL_RESEAL, "reseal", ZL_ACT_RESEAL, false},
    {ZL_CLOSING, "closing", ZL_ACT_CLOSE, true},
    {ZL_REOPENING, "reopening", ZL_ACT_REOPEN, true},
    {ZL_HOLD, "hold", ZL_ACT_HOLD, true},
    {ZL_ERASURE, "erasure", ZL_ACT_ERASE, true},
};

static const struct kind_row *row_of(enum zl_kind kind)
{
        for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
                if (kinds[i].kind == kind)
                        return &kinds[i];
        }
        return NULL;
}

const char *zl_kind_str(enum zl_kind kind)
{
        const struct kind_row *row = row_of(kind);

        return row == NULL ? "unknown" : row->word;
}

bool zl_kind_is_status(enum zl_kind kind)
{
        const struct kind_row *row = row_of(kind);

        return row != NULL && row->is_status;
}

enum zl_act zl_kind_act(enum zl_kind kind)
{
        const struct kind_row *row = row_of(kind);

        assert(row != NULL);
        return row->act;
}

bool record__is_kind(enum zl_kind kind)
{
        return row_of(kind) != NULL;
}

struct zl_id zl_record_id(struct zl_time now)
{
        struct zl_id id = zl_random_id();
        uint64_t hour = now.ms - now.ms % ZL_MS_HOUR;

        for (size_t i = 0; i < 6; i++)
                id.bytes[i] = (uint8_t)(hour >> (40 - 8 * i));
        id.bytes[6] = (uint8_t)(0x70 | (id.bytes[6] & 0x0f));
        id.bytes[8] = (uint8_t)(0x80 | (id.bytes[8] & 0x3f));
        return id;
}

/* A minute in the id would tell everybody on the way when it was written. */
bool record__is_id(const struct zl_id *id)
{
        uint64_t ms = 0;

        for (size_t i = 0; i < 6; i++)
                ms = ms << 8 | id->bytes[i];
        return ms % ZL_MS_HOUR == 0 && id->bytes[6] >> 4 == 7 &&
            id->bytes[8] >> 6 == 2;
}

static int compare_ids(const void *a, const void *b)
{
        return memcmp(a, b, ZL_ID_SIZE);
}

static int compare_recipients(const void *a, const void *b)
{
        const struct zl_recipient *x = a;
        const struct zl_recipient *y = b;
        int order = compare_ids(&x->member, &y->member);

        return order != 0
            ? order
            : memcmp(x->key.bytes, y->key.bytes, ZL_SEALING_KEY_SIZE);
}

/* Does each of a list's elements come after the one before? */
static bool ascends(const void *list, size_t count, size_t size,
    int (*compare)(const void *, const void *))
{
        const uint8_t *at = list;

        for (size_t i = 1; i < count; i++) {
                if (compare(at + (i - 1) * size, at + i * size) >= 0)
                        return false;
        }
        return true;
}

/* At most sixteen, and their order is the author's: each with each. */
static bool previous_once(const struct zl_context *context)
{
        for (uint8_t i = 1; i < context->previous_count; i++) {
                for (uint8_t j = 0; j < i; j++) {
                        if (zl_hash_equal(
                                &context->previous[i], &context->previous[j]))
                                return false;
                }
        }
        return true;
}

bool record__in_order(const struct zl_context *context)
{
        return ascends(context->left_out, context->left_out_count,
                   sizeof(context->left_out[0]), compare_ids) &&
            ascends(context->recipients, context->recipient_count,
                sizeof(context->recipients[0]), compare_recipients) &&
            previous_once(context);
}

int zl_context_sort(struct zl_context *context)
{
        qsort(context->left_out, context->left_out_count,
            sizeof(context->left_out[0]), compare_ids);
        qsort(context->recipients, context->recipient_count,
            sizeof(context->recipients[0]), compare_recipients);
        return record__in_order(context) ? ZL_OK : ZL_E_CONFLICT;
}

void zl_context_write(const struct zl_context *context, struct zl_buf *buf)
{
        const struct zl_seen_head *seen = &context->seen;

        assert(context->left_out_count <= ZL_LEFT_OUT_MAX);
        assert(context->previous_count <= ZL_PREVIOUS_MAX);
        assert(context->recipient_count <= ZL_RECIPIENTS_MAX);
        zl_put_u8(buf, RECORD__VERSION);
        zl_put_u8(buf, (uint8_t)context->kind);
        zl_put_bytes(buf, context->organisation.bytes, ZL_ID_SIZE);
        zl_put_bytes(buf, context->id.bytes, ZL_ID_SIZE);
        zl_put_bytes(buf, context->signal.bytes, ZL_ID_SIZE);
        zl_put_bytes(buf, context->club.bytes, ZL_ID_SIZE);
        zl_put_bytes(buf, context->author.bytes, ZL_SIGN_KEY_SIZE);
        zl_put_u64(buf, context->directory);
        zl_put_u64(buf, seen->statements);
        zl_put_bytes(buf, seen->statement_root.bytes, ZL_HASH_SIZE);
        zl_put_u64(buf, seen->records);
        zl_put_bytes(buf, seen->record_root.bytes, ZL_HASH_SIZE);
        zl_put_u8(buf, context->left_out_count);
        for (uint8_t i = 0; i < context->left_out_count; i++)
                zl_put_bytes(buf, context->left_out[i].bytes, ZL_ID_SIZE);
        zl_put_u8(buf, context->previous_count);
        for (uint8_t i = 0; i < context->previous_count; i++)
                zl_put_bytes(buf, context->previous[i].bytes, ZL_HASH_SIZE);
        zl_put_u8(buf, context->recipient_count);
        for (uint8_t i = 0; i < context->recipient_count; i++) {
                const struct zl_recipient *to = &context->recipients[i];

                zl_put_bytes(buf, to->member.bytes, ZL_ID_SIZE);
                zl_put_bytes(buf, to->key.bytes, ZL_SEALING_KEY_SIZE);
        }
}

int zl_record_write(const struct zl_signer *signer,
    const struct zl_context *context, const struct zl_hash *commitment,
    const struct zl_seal *seals, struct zl_bytes body, struct zl_buf *buf)
{
        size_t start = buf->size;
        struct zl_hash body_hash = zl_hash_of(body.data, body.size);
        struct zl_hash hash;
        struct zl_hasher all;
        struct zl_signature signature;

        assert(zl_sign_key_equal(&context->author, &signer->key));
        if (body.size > ZL_RECORD_BODY_MAX)
                return ZL_E_TOO_LARGE;
        zl_hasher_init(&all);
        for (uint8_t i = 0; i < context->recipient_count; i++) {
                hash = zl_hash_of(seals[i].bytes, ZL_SEAL_SIZE);
                zl_hasher_add(&all, hash.bytes, sizeof(hash.bytes));
        }
        hash = zl_hasher_end(&all);
        zl_context_write(context, buf);
        zl_put_bytes(buf, commitment->bytes, ZL_HASH_SIZE);
        zl_put_u32(buf, (uint32_t)body.size);
        zl_put_bytes(buf, body_hash.bytes, ZL_HASH_SIZE);
        zl_put_bytes(buf, hash.bytes, ZL_HASH_SIZE);
        if (buf->status != ZL_OK)
                return buf->status;
        hash = zl_hash_of(buf->data + start, buf->size - start);
        signature =
            zl_sign(signer, record__label, &context->organisation, &hash);
        zl_put_bytes(buf, signature.bytes, ZL_SIGNATURE_SIZE);
        for (uint8_t i = 0; i < context->recipient_count; i++) {
                zl_put_u8(buf, 1);
                zl_put_bytes(buf, seals[i].bytes, ZL_SEAL_SIZE);
        }
        zl_put_bytes(buf, body.data, body.size);
        return buf->status;
}
