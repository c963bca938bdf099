/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Welcome to the envelope, where what was said becomes bytes that only the
 * recipients can open; docs/protocol.md, 3.1.  The commitment binds a seal to
 * one content key, so that no two recipients can be made to read different
 * bodies, and so that a seal can be checked before the body is asked for.
 */
#include "envelope.h"

#include <assert.h>
#include <string.h>

#include "crypto_seal.h"
#include "locker.h"

enum {
        BODY_KEY = 1,
        COMMITMENT = 2,
        KEY_SIZE = ZL_LOCKER_KEY_SIZE,
        LENGTH_SIZE = 4, /* before the JSON */
        PLAIN_MAX = 131072, /* the largest size class */
        CONTEXT_MAX = 8 * 1024 /* more than the lists can hold */
};

_Static_assert(ZL_SEALED_SIZE == ZL_ID_SIZE + KEY_SIZE, "what a seal holds");
_Static_assert(
    ZL_RECORD_BODY_MAX == PLAIN_MAX + ZL_LOCKER_OVERHEAD, "largest body");

static const char purpose[] = "zl-recrd";

static const size_t size_classes[] = {4096, 16384, PLAIN_MAX};

/* The smallest class that fits; 0 when none does. */
static size_t class_of(size_t json_size)
{
        for (size_t i = 0; i < sizeof(size_classes) / sizeof(size_classes[0]);
             i++) {
                if (json_size <= size_classes[i] - LENGTH_SIZE)
                        return size_classes[i];
        }
        return 0;
}

static struct zl_hash commitment_of(const struct zl_secret *content_key)
{
        struct zl_hash commitment;

        zl_derive(content_key, purpose, COMMITMENT, commitment.bytes,
            sizeof(commitment.bytes));
        return commitment;
}

static int body_key_of(
    const struct zl_secret *content_key, struct zl_secret **ret_key)
{
        int status = zl_secret_new(KEY_SIZE, ret_key);

        if (status == ZL_OK)
                zl_derive(content_key, purpose, BODY_KEY,
                    zl_secret_bytes(*ret_key), KEY_SIZE);
        return status;
}

static int encrypt(const struct zl_context *context,
    const struct zl_secret *content_key, struct zl_bytes body,
    struct zl_buf *buf)
{
        static const uint8_t zeros[256];
        size_t size = class_of(body.size);
        struct zl_secret *key = NULL;
        struct zl_buf data;
        struct zl_buf plain;
        int status = ZL_OK;

        zl_buf_init(&data, CONTEXT_MAX);
        zl_buf_init(&plain, PLAIN_MAX);
        zl_context_write(context, &data);
        zl_put_var(&plain, body.data, body.size);
        while (plain.status == ZL_OK && plain.size < size) {
                size_t left = size - plain.size;

                zl_put_bytes(
                    &plain, zeros, left < sizeof(zeros) ? left : sizeof(zeros));
        }
        status = data.status != ZL_OK ? data.status : plain.status;
        if (status != ZL_OK)
                goto out;
        status = body_key_of(content_key, &key);
        if (status != ZL_OK)
                goto out;
        status = zl_lock(key, zl_buf_bytes(&plain), zl_buf_bytes(&data), buf);
out:
        zl_secret_free(key);
        zl_buf_free(&plain);
        zl_buf_free(&data);
        return status;
}

/* The 48 bytes that every seal of a record holds. */
static int plain_of(const struct zl_context *context,
    const struct zl_secret *content_key, struct zl_secret **ret_plain)
{
        struct zl_secret *plain = NULL;
        int status = zl_secret_new(ZL_SEALED_SIZE, &plain);

        if (status != ZL_OK)
                return status;
        memcpy(zl_secret_bytes(plain), context->id.bytes, ZL_ID_SIZE);
        memcpy(zl_secret_bytes(plain) + ZL_ID_SIZE, zl_secret_view(content_key),
            KEY_SIZE);
        *ret_plain = plain;
        return ZL_OK;
}

static int seal_for_all(const struct zl_context *context,
    const struct zl_secret *content_key, struct zl_seal *seals)
{
        struct zl_secret *plain = NULL;
        int status = plain_of(context, content_key, &plain);

        if (status != ZL_OK)
                return status;
        for (uint8_t i = 0; i < context->recipient_count; i++) {
                status =
                    zl_seal_make(plain, &context->recipients[i].key, &seals[i]);
                if (status != ZL_OK)
                        break;
        }
        zl_secret_free(plain);
        return status;
}

int zl_envelope_seal(const struct zl_signer *signer,
    const struct zl_context *context, struct zl_bytes body, struct zl_buf *buf)
{
        struct zl_seal seals[ZL_RECIPIENTS_MAX];
        struct zl_secret *content_key = NULL;
        struct zl_hash commitment;
        struct zl_buf locked;
        int status = ZL_OK;

        assert(!zl_kind_is_status(context->kind));
        if (class_of(body.size) == 0)
                return ZL_E_TOO_LARGE;
        zl_buf_init(&locked, ZL_RECORD_BODY_MAX);
        status = zl_secret_new(KEY_SIZE, &content_key);
        if (status != ZL_OK)
                goto out;
        zl_random(zl_secret_bytes(content_key), KEY_SIZE);
        commitment = commitment_of(content_key);
        status = seal_for_all(context, content_key, seals);
        if (status != ZL_OK)
                goto out;
        status = encrypt(context, content_key, body, &locked);
        if (status != ZL_OK)
                goto out;
        status = zl_record_write(
            signer, context, &commitment, seals, zl_buf_bytes(&locked), buf);
out:
        zl_secret_free(content_key);
        zl_buf_free(&locked);
        return status;
}

/* Our seal, or NULL: the author's, or one made later for a newer key. */
static const struct zl_seal *seal_of(
    const struct zl_record *record, const struct zl_sealing_key *key)
{
        const struct zl_context *context = &record->context;

        for (uint8_t i = 0; i < context->recipient_count; i++) {
                if (record->seals[i].present &&
                    zl_sealing_key_equal(&context->recipients[i].key, key))
                        return &record->seals[i].seal;
        }
        for (uint8_t i = 0; i < record->added_count; i++) {
                if (zl_sealing_key_equal(&record->added[i].key, key))
                        return &record->added[i].seal;
        }
        return NULL;
}

int zl_envelope_take_key(const struct zl_record *record,
    const uint8_t key[static 32], struct zl_secret **ret_content_key)
{
        struct zl_secret *taken = NULL;
        struct zl_hash commitment;
        int status = zl_secret_new(KEY_SIZE, &taken);

        if (status != ZL_OK)
                return status;
        memcpy(zl_secret_bytes(taken), key, KEY_SIZE);
        commitment = commitment_of(taken);
        if (!zl_equal_secret(commitment.bytes, record->commitment.bytes,
                sizeof(commitment.bytes))) {
                zl_secret_free(taken);
                return ZL_E_COMMITMENT;
        }
        *ret_content_key = taken;
        return ZL_OK;
}

/* A seal of another record, or of another content key, is refused alike. */
static int take_content_key(const struct zl_record *record,
    const struct zl_secret *plain, struct zl_secret **ret_content_key)
{
        const uint8_t *bytes = zl_secret_view(plain);

        if (!zl_equal_secret(bytes, record->context.id.bytes, ZL_ID_SIZE))
                return ZL_E_COMMITMENT;
        return zl_envelope_take_key(
            record, bytes + ZL_ID_SIZE, ret_content_key);
}

int zl_envelope_unseal(const struct zl_record *record,
    const struct zl_sealing_pair *pair, struct zl_secret **ret_content_key)
{
        const struct zl_seal *seal = seal_of(record, &pair->key);
        struct zl_secret *plain = NULL;
        int status = ZL_OK;

        if (seal == NULL)
                return ZL_E_NOT_FOR_US;
        status = zl_secret_new(ZL_SEALED_SIZE, &plain);
        if (status != ZL_OK)
                return status;
        status = zl_seal_open(seal, pair, plain);
        if (status == ZL_OK)
                status = take_content_key(record, plain, ret_content_key);
        zl_secret_free(plain);
        return status;
}

int zl_envelope_reseal(const struct zl_record *record,
    const struct zl_secret *content_key, const struct zl_sealing_key *key,
    struct zl_seal *ret_seal)
{
        struct zl_secret *plain = NULL;
        int status = plain_of(&record->context, content_key, &plain);

        if (status == ZL_OK)
                status = zl_seal_make(plain, key, ret_seal);
        zl_secret_free(plain);
        return status;
}

/* Anything but zeros behind the JSON would be a channel nobody sees. */
static int unpad(const struct zl_buf *plain, struct zl_bytes *ret_json)
{
        struct zl_reader r = zl_reader_of(plain->data, plain->size);
        struct zl_bytes json = zl_read_var(&r, PLAIN_MAX);
        uint8_t any = 0;

        if (r.status != ZL_OK || class_of(json.size) != plain->size)
                return ZL_E_MALFORMED;
        while (zl_reader_left(&r) > 0)
                any |= zl_read_u8(&r);
        if (any != 0)
                return ZL_E_MALFORMED;
        *ret_json = json;
        return ZL_OK;
}

int zl_envelope_open(const struct zl_record *record,
    const struct zl_secret *content_key, struct zl_bytes body,
    struct zl_buf *buf)
{
        struct zl_hash hash = zl_hash_of(body.data, body.size);
        struct zl_secret *key = NULL;
        struct zl_bytes json;
        struct zl_buf plain;
        int status = ZL_OK;

        zl_buf_init(&plain, PLAIN_MAX);
        if (body.size != record->body_size ||
            !zl_hash_equal(&hash, &record->body_hash)) {
                status = ZL_E_DECRYPT;
                goto out;
        }
        status = body_key_of(content_key, &key);
        if (status != ZL_OK)
                goto out;
        status = zl_unlock(key, body, record->context_bytes, &plain);
        if (status != ZL_OK)
                goto out;
        status = unpad(&plain, &json);
        if (status != ZL_OK)
                goto out;
        zl_put_bytes(buf, json.data, json.size);
        status = buf->status;
out:
        zl_secret_free(key);
        zl_buf_free(&plain);
        return status;
}
