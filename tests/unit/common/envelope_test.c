/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: a recipient reads what was written, nobody else anything, and a
 * record whose seal, commitment, padding or body do not agree is refused,
 * even when its author signed it so. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "common/crypto_seal.h"
#include "common/envelope.h"
#include "common/locker.h"
#include "common/secret.h"
#include "fault_alloc.h"

enum { PEOPLE = 3, JSON_MAX = 131072 - 4 };

/* An author, three recipients and somebody else. */
struct scene {
        struct zl_signer signer;
        struct zl_sealing_pair pairs[PEOPLE];
        struct zl_sealing_pair stranger;
        struct zl_context context;
        struct zl_buf buf;
        struct zl_record record;
        uint8_t json[JSON_MAX + 1];
};

static struct scene *scene_new(void)
{
        struct scene *s = calloc(1, sizeof(*s));
        struct zl_context *c = NULL;

        REQUIRE(s != NULL);
        REQUIRE_OK(zl_signer_new(&s->signer));
        REQUIRE_OK(zl_sealing_pair_new(&s->stranger));
        zl_buf_init(&s->buf, ZL_RECORD_MAX);
        c = &s->context;
        c->kind = ZL_NOTE;
        c->organisation = zl_random_id();
        c->id = zl_record_id((struct zl_time){1795458419123});
        c->signal = c->id;
        c->club = zl_random_id();
        c->author = s->signer.key;
        c->recipient_count = PEOPLE;
        for (uint8_t i = 0; i < PEOPLE; i++) {
                REQUIRE_OK(zl_sealing_pair_new(&s->pairs[i]));
                c->recipients[i].member.bytes[0] = i;
                c->recipients[i].key = s->pairs[i].key;
        }
        memset(s->json, 'n', sizeof(s->json));
        return s;
}

static void scene_free(struct scene *s)
{
        for (size_t i = 0; i < PEOPLE; i++)
                zl_sealing_pair_free(&s->pairs[i]);
        zl_sealing_pair_free(&s->stranger);
        zl_signer_free(&s->signer);
        zl_buf_free(&s->buf);
        free(s);
}

static void parse(struct scene *s)
{
        REQUIRE_OK(zl_record_parse(s->buf.data, s->buf.size, true,
            &s->context.organisation, &s->record));
}

static void seal(struct scene *s, size_t json_size)
{
        zl_buf_reset(&s->buf);
        REQUIRE_OK(zl_envelope_seal(&s->signer, &s->context,
            (struct zl_bytes){s->json, json_size}, &s->buf));
        parse(s);
}

/* What person i reads; the answer goes to out. */
static int read_as(
    struct scene *s, const struct zl_sealing_pair *pair, struct zl_buf *out)
{
        struct zl_secret *key = NULL;
        int status = zl_envelope_unseal(&s->record, pair, &key);

        if (status != ZL_OK) {
                CHECK(key == NULL);
                return status;
        }
        status = zl_envelope_open(&s->record, key, s->record.body, out);
        zl_secret_free(key);
        return status;
}

static void every_recipient_reads_what_was_written(void)
{
        static const struct {
                size_t json;
                size_t padded;
        } edges[] = {{0, 4096}, {1, 4096}, {4092, 4096}, {4093, 16384},
            {16380, 16384}, {16381, 131072}, {JSON_MAX, 131072}};
        struct scene *s = scene_new();

        for (size_t i = 0; i < sizeof(edges) / sizeof(edges[0]); i++) {
                seal(s, edges[i].json);
                CHECK_UINT(s->record.body_size, 24 + edges[i].padded + 16);
                for (size_t who = 0; who < PEOPLE; who++) {
                        struct zl_buf out;

                        zl_buf_init(&out, JSON_MAX);
                        CHECK_OK(read_as(s, &s->pairs[who], &out));
                        CHECK_BYTES(out.data, out.size, s->json, edges[i].json);
                        zl_buf_free(&out);
                }
        }
        scene_free(s);
}

static void too_much_is_not_sealed(void)
{
        struct scene *s = scene_new();

        CHECK_STATUS(zl_envelope_seal(&s->signer, &s->context,
                         (struct zl_bytes){s->json, JSON_MAX + 1}, &s->buf),
            ZL_E_TOO_LARGE);
        CHECK_UINT(s->buf.size, 0);
        scene_free(s);
}

/* The formulas of docs/protocol.md, 3.1, in libsodium's own calls. */
static void a_second_reader_can_be_written_from_the_protocol(void)
{
        struct scene *s = scene_new();
        uint8_t opened[48];
        uint8_t key[32];
        uint8_t plain[4096];

        seal(s, 100);
        REQUIRE(crypto_box_seal_open(opened, s->record.seals[0].seal.bytes, 96,
                    s->pairs[0].key.bytes,
                    zl_secret_view(s->pairs[0].secret)) == 0);
        CHECK_BYTES(opened, 16, s->context.id.bytes, 16);
        REQUIRE(crypto_kdf_derive_from_key(
                    key, 32, 2, "zl-recrd", opened + 16) == 0);
        CHECK_BYTES(key, 32, s->record.commitment.bytes, 32);
        REQUIRE(crypto_kdf_derive_from_key(
                    key, 32, 1, "zl-recrd", opened + 16) == 0);
        REQUIRE(crypto_aead_xchacha20poly1305_ietf_decrypt(plain, NULL, NULL,
                    s->record.body.data + 24, s->record.body.size - 24,
                    s->record.context_bytes.data, s->record.context_bytes.size,
                    s->record.body.data, key) == 0);
        CHECK_BYTES(plain, 4, "\0\0\0\x64", 4);
        CHECK_BYTES(plain + 4, 100, s->json, 100);
        CHECK(sodium_is_zero(plain + 104, sizeof(plain) - 104) == 1);
        scene_free(s);
}

static void a_stranger_has_no_seal(void)
{
        struct scene *s = scene_new();
        struct zl_buf out;

        zl_buf_init(&out, JSON_MAX);
        seal(s, 10);
        CHECK_STATUS(read_as(s, &s->stranger, &out), ZL_E_NOT_FOR_US);
        s->record.seals[1].present = false;
        CHECK_STATUS(read_as(s, &s->pairs[1], &out), ZL_E_NOT_FOR_US);
        CHECK_OK(read_as(s, &s->pairs[0], &out));
        zl_buf_free(&out);
        scene_free(s);
}

/* A new key of an own device: the old seal is dropped, a new one follows. */
static void a_seal_made_later_opens_as_the_first_did(void)
{
        struct scene *s = scene_new();
        struct zl_added_seal *added = &s->record.added[0];
        struct zl_secret *key = NULL;
        struct zl_sealing_key no_key = {{0}};
        struct zl_seal untouched;
        struct zl_buf out;

        zl_buf_init(&out, JSON_MAX);
        seal(s, 10);
        REQUIRE_OK(zl_envelope_unseal(&s->record, &s->pairs[0], &key));
        REQUIRE_OK(zl_envelope_reseal(
            &s->record, key, &s->stranger.key, &added->seal));
        CHECK_STATUS(read_as(s, &s->stranger, &out), ZL_E_NOT_FOR_US);
        added->key = s->stranger.key;
        s->record.added_count = 1;
        CHECK_OK(read_as(s, &s->stranger, &out));
        CHECK_BYTES(out.data, out.size, s->json, 10);
        s->record.seals[0].present = false;
        CHECK_STATUS(read_as(s, &s->pairs[0], &out), ZL_E_NOT_FOR_US);
        added->seal.bytes[40] ^= 1;
        CHECK_STATUS(read_as(s, &s->stranger, &out), ZL_E_DECRYPT);
        memset(&untouched, 7, sizeof(untouched));
        CHECK_STATUS(zl_envelope_reseal(&s->record, key, &no_key, &untouched),
            ZL_E_RECIPIENTS);
        CHECK_INT(untouched.bytes[0], 7);
        zl_secret_free(key);
        zl_buf_free(&out);
        scene_free(s);
}

static void a_key_that_was_passed_on_is_of_this_record(void)
{
        struct scene *s = scene_new();
        struct zl_secret *key = NULL;
        struct zl_secret *taken = NULL;
        uint8_t passed[32];
        struct zl_buf out;

        zl_buf_init(&out, JSON_MAX);
        seal(s, 10);
        REQUIRE_OK(zl_envelope_unseal(&s->record, &s->pairs[2], &key));
        memcpy(passed, zl_secret_view(key), sizeof(passed));
        REQUIRE_OK(zl_envelope_take_key(&s->record, passed, &taken));
        REQUIRE_OK(zl_envelope_open(&s->record, taken, s->record.body, &out));
        CHECK_BYTES(out.data, out.size, s->json, 10);
        zl_secret_free(taken);
        taken = NULL;
        passed[31] ^= 1;
        CHECK_STATUS(
            zl_envelope_take_key(&s->record, passed, &taken), ZL_E_COMMITMENT);
        CHECK(taken == NULL);
        zl_secret_free(key);
        zl_buf_free(&out);
        scene_free(s);
}

static void an_altered_seal_is_named(void)
{
        struct scene *s = scene_new();
        struct zl_buf out;
        struct zl_seal genuine;

        zl_buf_init(&out, JSON_MAX);
        seal(s, 10);
        genuine = s->record.seals[0].seal;
        for (size_t bit = 0; bit < 8 * ZL_SEAL_SIZE; bit++) {
                uint8_t *at = &s->record.seals[0].seal.bytes[bit / 8];

                *at ^= (uint8_t)(1 << bit % 8);
                CHECK_STATUS(read_as(s, &s->pairs[0], &out), ZL_E_DECRYPT);
                *at ^= (uint8_t)(1 << bit % 8);
        }
        s->record.seals[0].seal = s->record.seals[1].seal;
        CHECK_STATUS(read_as(s, &s->pairs[0], &out), ZL_E_DECRYPT);
        s->record.seals[0].seal = genuine;
        CHECK_OK(read_as(s, &s->pairs[0], &out));
        zl_buf_free(&out);
        scene_free(s);
}

static void an_altered_body_does_not_open(void)
{
        struct scene *s = scene_new();
        struct zl_secret *key = NULL;
        struct zl_bytes body;
        struct zl_buf out;

        zl_buf_init(&out, JSON_MAX);
        seal(s, 10);
        REQUIRE_OK(zl_envelope_unseal(&s->record, &s->pairs[0], &key));
        body = s->record.body;
        s->buf.data[s->buf.size - 1] ^= 1;
        CHECK_STATUS(
            zl_envelope_open(&s->record, key, body, &out), ZL_E_DECRYPT);
        /* Also when the record's hash was made to fit. */
        s->record.body_hash = zl_hash_of(body.data, body.size);
        CHECK_STATUS(
            zl_envelope_open(&s->record, key, body, &out), ZL_E_DECRYPT);
        s->buf.data[s->buf.size - 1] ^= 1;
        body.size--;
        CHECK_STATUS(
            zl_envelope_open(&s->record, key, body, &out), ZL_E_DECRYPT);
        CHECK_UINT(out.size, 0);
        zl_secret_free(key);
        zl_buf_free(&out);
        scene_free(s);
}

/* The same seals, commitment and body, signed again under another context. */
static void resign(struct scene *s)
{
        struct zl_seal seals[PEOPLE];
        struct zl_buf again;

        for (size_t i = 0; i < PEOPLE; i++)
                seals[i] = s->record.seals[i].seal;
        zl_buf_init(&again, ZL_RECORD_MAX);
        REQUIRE_OK(zl_record_write(&s->signer, &s->context,
            &s->record.commitment, seals, s->record.body, &again));
        zl_buf_free(&s->buf);
        s->buf = again;
        parse(s);
}

static void a_body_belongs_to_its_context(void)
{
        struct scene *s = scene_new();
        struct zl_buf out;

        zl_buf_init(&out, JSON_MAX);
        seal(s, 10);
        resign(s);
        CHECK_OK(read_as(s, &s->pairs[0], &out));
        s->context.directory++;
        resign(s);
        CHECK_STATUS(read_as(s, &s->pairs[0], &out), ZL_E_DECRYPT);
        s->context.directory--;
        s->context.club.bytes[0] ^= 1;
        resign(s);
        CHECK_STATUS(read_as(s, &s->pairs[0], &out), ZL_E_DECRYPT);
        s->context.club.bytes[0] ^= 1;
        s->context.id.bytes[15] ^= 1;
        s->context.signal = s->context.id;
        resign(s);
        CHECK_STATUS(read_as(s, &s->pairs[0], &out), ZL_E_COMMITMENT);
        zl_buf_free(&out);
        scene_free(s);
}

static void seal_and_commitment_must_agree(void)
{
        struct scene *s = scene_new();
        struct zl_hash genuine;
        struct zl_buf out;

        zl_buf_init(&out, JSON_MAX);
        seal(s, 10);
        genuine = s->record.commitment;
        s->record.commitment.bytes[31] ^= 1;
        resign(s);
        CHECK_STATUS(read_as(s, &s->pairs[0], &out), ZL_E_COMMITMENT);
        s->record.commitment = genuine;
        resign(s);
        CHECK_OK(read_as(s, &s->pairs[0], &out));
        zl_buf_free(&out);
        scene_free(s);
}

/* A record around any plaintext at all, by an author who means ill. */
static void craft(struct scene *s, const uint8_t *plain, size_t size)
{
        struct zl_seal seals[PEOPLE];
        struct zl_secret *sealed = NULL;
        struct zl_secret *content = NULL;
        struct zl_secret *key = NULL;
        struct zl_hash commitment;
        struct zl_buf data;
        struct zl_buf body;

        REQUIRE_OK(zl_secret_new(ZL_SEALED_SIZE, &sealed));
        REQUIRE_OK(zl_secret_new(32, &content));
        REQUIRE_OK(zl_secret_new(32, &key));
        memset(zl_secret_bytes(content), 0x33, 32);
        memcpy(zl_secret_bytes(sealed), s->context.id.bytes, 16);
        memcpy(zl_secret_bytes(sealed) + 16, zl_secret_view(content), 32);
        for (size_t i = 0; i < PEOPLE; i++)
                REQUIRE_OK(zl_seal_make(sealed, &s->pairs[i].key, &seals[i]));
        zl_derive(content, "zl-recrd", 1, zl_secret_bytes(key), 32);
        zl_derive(content, "zl-recrd", 2, commitment.bytes, 32);
        zl_buf_init(&data, 10000);
        zl_buf_init(&body, ZL_RECORD_BODY_MAX);
        zl_context_write(&s->context, &data);
        REQUIRE_OK(zl_lock(
            key, (struct zl_bytes){plain, size}, zl_buf_bytes(&data), &body));
        zl_buf_reset(&s->buf);
        REQUIRE_OK(zl_record_write(&s->signer, &s->context, &commitment, seals,
            zl_buf_bytes(&body), &s->buf));
        parse(s);
        zl_buf_free(&data);
        zl_buf_free(&body);
        zl_secret_free(sealed);
        zl_secret_free(content);
        zl_secret_free(key);
}

static void padding_is_zero_and_the_smallest_that_fits(void)
{
        static const struct {
                size_t json;
                size_t padded;
                size_t dirty; /* this byte is not zero; 0: none */
                int want;
        } made[] = {
            {10, 4096, 0, ZL_OK},
            {10, 4096, 4095, ZL_E_MALFORMED},
            {10, 4096, 14, ZL_E_MALFORMED},
            {10, 16384, 0, ZL_E_MALFORMED},
            {10, 131072, 0, ZL_E_MALFORMED},
            {4092, 16384, 0, ZL_E_MALFORMED},
            {4093, 16384, 0, ZL_OK},
            {16380, 131072, 0, ZL_E_MALFORMED},
            {16381, 131072, 131071, ZL_E_MALFORMED},
            {4093, 4096, 0, ZL_E_MALFORMED}, /* longer than there is */
            {0x7fffffff, 4096, 0, ZL_E_MALFORMED},
            {0xffffffff, 131072, 0, ZL_E_MALFORMED},
        };
        struct scene *s = scene_new();
        uint8_t *plain = calloc(1, 131072);
        struct zl_buf out;

        REQUIRE(plain != NULL);
        zl_buf_init(&out, JSON_MAX);
        for (size_t i = 0; i < sizeof(made) / sizeof(made[0]); i++) {
                memset(plain, 0, 131072);
                for (size_t j = 0; j < 4; j++)
                        plain[j] = (uint8_t)(made[i].json >> (24 - 8 * j));
                if (made[i].dirty != 0)
                        plain[made[i].dirty] = 1;
                craft(s, plain, made[i].padded);
                CHECK_STATUS(read_as(s, &s->pairs[2], &out), made[i].want);
        }
        free(plain);
        zl_buf_free(&out);
        scene_free(s);
}

static void a_key_of_small_order_is_no_recipient(void)
{
        struct scene *s = scene_new();

        s->context.recipients[1].key = (struct zl_sealing_key){{0}};
        CHECK_STATUS(zl_envelope_seal(&s->signer, &s->context,
                         (struct zl_bytes){s->json, 10}, &s->buf),
            ZL_E_RECIPIENTS);
        CHECK_UINT(s->buf.size, 0);
        scene_free(s);
}

static void a_pair_comes_back_from_its_secret(void)
{
        struct zl_sealing_pair pair = {0};
        struct zl_sealing_pair again = {0};

        REQUIRE_OK(zl_sealing_pair_new(&pair));
        REQUIRE_OK(zl_sealing_pair_of(zl_secret_view(pair.secret), &again));
        CHECK(zl_sealing_key_equal(&pair.key, &again.key));
        zl_sealing_pair_free(&again);
        CHECK(again.secret == NULL);
        zl_sealing_pair_free(&again);
        fault_alloc_fail_at(1);
        CHECK_STATUS(zl_sealing_pair_new(&again), ZL_E_MEMORY);
        CHECK(fault_alloc_stop());
        fault_alloc_fail_at(1);
        CHECK_STATUS(zl_sealing_pair_of(zl_secret_view(pair.secret), &again),
            ZL_E_MEMORY);
        CHECK(fault_alloc_stop());
        zl_sealing_pair_free(&pair);
}

static void no_memory_is_no_envelope(void)
{
        struct scene *s = scene_new();
        struct zl_buf out;
        int status = ZL_OK;
        size_t n = 1;

        for (;; n++) {
                zl_buf_free(&s->buf);
                fault_alloc_fail_at(n);
                status = zl_envelope_seal(&s->signer, &s->context,
                    (struct zl_bytes){s->json, 5000}, &s->buf);
                if (!fault_alloc_stop())
                        break;
                CHECK_STATUS(status, ZL_E_MEMORY);
        }
        CHECK_OK(status);
        CHECK(n > 5);
        parse(s);
        zl_buf_init(&out, JSON_MAX);
        for (n = 1;; n++) {
                zl_buf_free(&out);
                fault_alloc_fail_at(n);
                status = read_as(s, &s->pairs[0], &out);
                if (!fault_alloc_stop())
                        break;
                CHECK_STATUS(status, ZL_E_MEMORY);
        }
        CHECK_OK(status);
        CHECK(n > 4);
        CHECK_BYTES(out.data, out.size, s->json, 5000);
        zl_buf_free(&out);
        scene_free(s);
}

static const struct check_case cases[] = {
    CHECK_CASE(every_recipient_reads_what_was_written),
    CHECK_CASE(too_much_is_not_sealed),
    CHECK_CASE(a_second_reader_can_be_written_from_the_protocol),
    CHECK_CASE(a_stranger_has_no_seal),
    CHECK_CASE(a_seal_made_later_opens_as_the_first_did),
    CHECK_CASE(a_key_that_was_passed_on_is_of_this_record),
    CHECK_CASE(an_altered_seal_is_named),
    CHECK_CASE(an_altered_body_does_not_open),
    CHECK_CASE(a_body_belongs_to_its_context),
    CHECK_CASE(seal_and_commitment_must_agree),
    CHECK_CASE(padding_is_zero_and_the_smallest_that_fits),
    CHECK_CASE(a_key_of_small_order_is_no_recipient),
    CHECK_CASE(a_pair_comes_back_from_its_secret),
    CHECK_CASE(no_memory_is_no_envelope),
};

int main(int argc, char **argv)
{
        if (zl_crypto_start() != ZL_OK || zl_secret_start() != ZL_OK)
                return 1;
        return check_run(
            "envelope", cases, sizeof(cases) / sizeof(cases[0]), argc, argv);
}
