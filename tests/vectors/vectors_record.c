/* SPDX-License-Identifier: EUPL-1.2 */
/* Vectors of what is sealed: records and invitation packets. */
#include <stdlib.h>
#include <string.h>

#include "common/envelope.h"
#include "common/invitation.h"
#include "common/locker.h"
#include "common/record.h"
#include "vectors_internal.h"

static const char purpose[] = "zl-recrd";

/* The two keys that come of the content key. */
static void check_derived(struct vector *v, const struct zl_record *record,
    struct zl_secret **ret_content_key)
{
        struct zl_secret *key = NULL;
        uint8_t derived[32];

        if (zl_secret_new(32, &key) != ZL_OK)
                abort();
        zl_json_hex(&v->r, "content_key", zl_secret_bytes(key), 32);
        zl_derive(key, purpose, 1, derived, sizeof(derived));
        vector__same(v, "body_key", derived, sizeof(derived));
        zl_derive(key, purpose, 2, derived, sizeof(derived));
        vector__same(v, "commitment", derived, sizeof(derived));
        vector__must(v, "commitment in the record",
            memcmp(derived, record->commitment.bytes, sizeof(derived)) == 0);
        *ret_content_key = key;
}

void vector__reader(struct vector *v, const struct zl_record *record,
    const struct zl_secret *content_key, const char *json,
    const struct zl_json *reader)
{
        struct zl_json_reader r = zl_json_read(reader);
        struct zl_sealing_pair pair = {0};
        struct zl_secret *key = NULL;
        struct zl_id member;
        struct zl_buf body;
        uint8_t secret[32];
        bool listed = false;

        zl_buf_init(&body, ZL_RECORD_BODY_MAX);
        zl_json_hex(&r, "member", member.bytes, ZL_ID_SIZE);
        zl_json_hex(&r, "secret", secret, sizeof(secret));
        vector__ok(v, "recipient", zl_json_end(&r));
        if (zl_sealing_pair_of(secret, &pair) != ZL_OK)
                abort();
        for (uint8_t i = 0; i < record->context.recipient_count; i++) {
                const struct zl_recipient *to = &record->context.recipients[i];

                listed = listed ||
                    (zl_id_equal(&to->member, &member) &&
                        zl_sealing_key_equal(&to->key, &pair.key));
        }
        vector__must(v, "recipient is not listed", listed);
        if (vector__ok(v, "seal", zl_envelope_unseal(record, &pair, &key))) {
                vector__must(v, "content key",
                    zl_equal_secret(
                        zl_secret_view(key), zl_secret_view(content_key), 32));
                vector__ok(v, "body",
                    zl_envelope_open(record, key, record->body, &body));
                vector__must(v, "json",
                    body.size == strlen(json) &&
                        memcmp(body.data, json, body.size) == 0);
        }
        zl_secret_free(key);
        zl_sealing_pair_free(&pair);
        zl_buf_free(&body);
}

static void check_readers(struct vector *v, const struct zl_record *record)
{
        const struct zl_json *readers = NULL;
        const char *json = vector__text(v, "json");
        struct zl_secret *content_key = NULL;
        size_t count =
            zl_json_array(&v->r, "recipients", ZL_RECIPIENTS_MAX, &readers);

        check_derived(v, record, &content_key);
        vector__must(v, "recipients",
            count > 0 && count == record->context.recipient_count);
        for (size_t i = 0; i < count && v->wrong == NULL; i++)
                vector__reader(v, record, content_key, json,
                    zl_json_array_object(&v->r, readers, i));
        zl_secret_free(content_key);
}

/* Everything written again, from the parsed record. */
static void check_writing(struct vector *v, const struct zl_record *record,
    struct zl_bytes whole, const struct zl_signer *signer)
{
        struct zl_seal seals[ZL_RECIPIENTS_MAX];
        struct zl_buf buf;

        for (uint8_t i = 0; i < record->context.recipient_count; i++)
                seals[i] = record->seals[i].seal;
        zl_buf_init(&buf, ZL_RECORD_MAX);
        zl_context_write(&record->context, &buf);
        vector__same(v, "context", buf.data, buf.size);
        zl_buf_reset(&buf);
        vector__ok(v, "cannot be written",
            zl_record_write(signer, &record->context, &record->commitment,
                seals, record->body, &buf));
        vector__must(v, "written otherwise",
            buf.size == whole.size &&
                memcmp(buf.data, whole.data, buf.size) == 0);
        zl_buf_free(&buf);
}

void vector__record(struct vector *v)
{
        struct zl_bytes whole = vector__bytes(v, "record");
        struct zl_record *record = calloc(1, sizeof(*record));
        struct zl_signer signer = {0};
        struct zl_id organisation;

        if (record == NULL)
                abort();
        (void)zl_json_u64(&v->r, "statements", 0, INT32_MAX);
        (void)zl_json_u64(&v->r, "time", 0, INT64_MAX);
        vector__signer(v, &signer);
        zl_json_hex(&v->r, "organisation", organisation.bytes, ZL_ID_SIZE);
        if (vector__ok(v, "bytes are refused",
                zl_record_parse(
                    whole.data, whole.size, true, &organisation, record))) {
                vector__same(v, "hash", record->hash.bytes, ZL_HASH_SIZE);
                vector__same_text(v, "kind", zl_kind_str(record->context.kind));
                vector__must(v, "author",
                    zl_sign_key_equal(&record->context.author, &signer.key));
                if (v->wrong == NULL)
                        check_writing(v, record, whole, &signer);
                if (!zl_kind_is_status(record->context.kind))
                        check_readers(v, record);
        }
        zl_signer_free(&signer);
        free(record);
}

/* What a listed record holds for its reader. */
struct inside {
        const char *json;
        struct zl_bytes body;
        struct zl_bytes content_key;
};

/* Who has this sealing key reads the body, by a seal that was added. */
static void check_added(struct vector *v, const struct zl_record *record,
    const uint8_t secret[static 32], const struct inside *inside)
{
        struct zl_sealing_pair pair = {0};
        struct zl_secret *key = NULL;
        struct zl_buf body;

        zl_buf_init(&body, ZL_RECORD_BODY_MAX);
        if (zl_sealing_pair_of(secret, &pair) != ZL_OK)
                abort();
        if (vector__ok(
                v, "an added seal", zl_envelope_unseal(record, &pair, &key)) &&
            vector__ok(v, "body",
                zl_envelope_open(record, key, inside->body, &body))) {
                vector__must(v, "content key",
                    inside->content_key.size == 32 &&
                        zl_equal_secret(
                            zl_secret_view(key), inside->content_key.data, 32));
                vector__must(v, "json",
                    body.size == strlen(inside->json) &&
                        memcmp(body.data, inside->json, body.size) == 0);
        }
        zl_secret_free(key);
        zl_sealing_pair_free(&pair);
        zl_buf_free(&body);
}

/* The old key has no seal any more; every other recipient's is there. */
static void check_dropped(struct vector *v, const struct zl_record *record)
{
        struct zl_sealing_pair pair = {0};
        struct zl_secret *key = NULL;
        uint8_t secret[32];

        zl_json_hex(&v->r, "dropped", secret, sizeof(secret));
        if (zl_sealing_pair_of(secret, &pair) != ZL_OK)
                abort();
        vector__must(v, "a seal that was dropped",
            zl_envelope_unseal(record, &pair, &key) == ZL_E_NOT_FOR_US);
        for (uint8_t i = 0; i < record->context.recipient_count; i++)
                vector__must(v, "which seal was dropped",
                    record->seals[i].present ==
                        !zl_sealing_key_equal(
                            &record->context.recipients[i].key, &pair.key));
        zl_secret_free(key);
        zl_sealing_pair_free(&pair);
}

static void check_keys(struct vector *v, const struct zl_record *record)
{
        const struct inside inside = {vector__text(v, "json"),
            vector__bytes(v, "body"), vector__bytes(v, "content_key")};
        const struct zl_json *secrets = NULL;
        uint8_t secret[32];
        size_t count = zl_json_array(&v->r, "secrets", ZL_ADDED_MAX, &secrets);

        vector__must(v, "secrets", count > 0 && count == record->added_count);
        for (size_t i = 0; i < count && v->wrong == NULL; i++) {
                zl_json_array_hex(&v->r, secrets, i, secret, sizeof(secret));
                check_added(v, record, secret, &inside);
        }
}

void vector__listed(struct vector *v)
{
        struct zl_bytes listed = vector__bytes(v, "listed");
        struct zl_record *record = calloc(1, sizeof(*record));
        struct zl_id organisation;

        if (record == NULL)
                abort();
        zl_json_hex(&v->r, "organisation", organisation.bytes, ZL_ID_SIZE);
        if (vector__ok(v, "bytes are refused",
                zl_record_parse(
                    listed.data, listed.size, false, &organisation, record))) {
                vector__same(v, "hash", record->hash.bytes, ZL_HASH_SIZE);
                check_dropped(v, record);
                check_keys(v, record);
        }
        free(record);
}

static void check_items(struct vector *v, const struct zl_packet *packet)
{
        const struct zl_json *items = NULL;
        size_t count =
            zl_json_array(&v->r, "items", ZL_PACKET_ITEMS_MAX, &items);

        vector__must(v, "items", count > 0 && count == packet->item_count);
        for (size_t i = 0; i < count && v->wrong == NULL; i++) {
                const struct zl_packet_item *item = &packet->items[i];
                struct zl_json_reader r =
                    zl_json_read(zl_json_array_object(&v->r, items, i));
                struct zl_hash hash =
                    zl_hash_of(item->bytes.data, item->bytes.size);
                struct zl_hash wanted;

                vector__must(v, "what",
                    zl_json_u64(&r, "what", 1, 2) == (uint64_t)item->what);
                zl_json_hex(&r, "hash", wanted.bytes, ZL_HASH_SIZE);
                vector__must(v, "item", zl_hash_equal(&hash, &wanted));
                vector__ok(v, "items", zl_json_end(&r));
        }
}

void vector__packet(struct vector *v)
{
        struct zl_bytes locked = vector__bytes(v, "packet");
        struct zl_invitation invitation = {0};
        struct zl_packet *packet = calloc(1, sizeof(*packet));
        struct zl_code code = {0};

        if (packet == NULL)
                abort();
        if (vector__ok(
                v, "code", zl_code_parse(vector__text(v, "code"), &code)) &&
            vector__ok(v, "derivation", zl_invitation_of(&code, &invitation)) &&
            vector__ok(v, "does not open",
                zl_packet_unlock(&invitation, locked, packet))) {
                vector__same(v, "root", packet->root.bytes, ZL_SIGN_KEY_SIZE);
                vector__same_text(v, "origin", packet->origin);
                check_items(v, packet);
        }
        zl_packet_done(packet);
        free(packet);
        zl_invitation_free(&invitation);
        zl_code_free(&code);
}
