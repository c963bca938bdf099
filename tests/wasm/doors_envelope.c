/* SPDX-License-Identifier: EUPL-1.2 */
/*~ The half of the doors test that only clients have: stretching, deriving,
 * locking, sealing, invitation codes. What must be equal to the answer of
 * another implementation stands in doors.test.mjs. */
#include "doors_internal.h"

#include "envelope.h"
#include "invitation.h"
#include "locker.h"

#include <stdlib.h>
#include <string.h>

static const struct zl_bytes row = {(const uint8_t *)"row 7", 5};
static const struct zl_bytes words = {(const uint8_t *)"Een zorg.", 9};

/* A key that counts: 00 01 02 ... */
static struct zl_secret *counting_key(void)
{
        struct zl_secret *key = NULL;

        if (zl_secret_new(ZL_LOCKER_KEY_SIZE, &key) != ZL_OK)
                return NULL;
        for (uint8_t i = 0; i < ZL_LOCKER_KEY_SIZE; i++)
                zl_secret_bytes(key)[i] = i;
        return key;
}

static void stretching(void)
{
        static const char passphrase[] = "een lange wachtzin";
        struct zl_stretch stretch = {
            .passes = ZL_STRETCH_PASSES_MIN, .memory_kib = ZL_STRETCH_KIB_MIN};
        struct zl_secret *input = NULL;
        struct zl_secret *key = NULL;

        for (uint8_t i = 0; i < sizeof(stretch.salt); i++)
                stretch.salt[i] = (uint8_t)(i + 1);
        if (zl_secret_new(sizeof(passphrase), &input) != ZL_OK)
                return;
        memcpy(zl_secret_bytes(input), passphrase, sizeof(passphrase));
        doors_say_status("stretch",
            zl_stretch_key(input, sizeof(passphrase) - 1, &stretch, &key));
        if (key != NULL)
                doors_say_hex(
                    "argon2id", zl_secret_view(key), zl_secret_size(key));
        zl_secret_free(key);
        zl_secret_free(input);
}

static void deriving(void)
{
        struct zl_secret *key = counting_key();
        uint8_t derived[32];

        if (key == NULL)
                return;
        zl_derive(key, "zl-doors", 7, derived, sizeof(derived));
        doors_say_hex("derived", derived, sizeof(derived));
        zl_secret_free(key);
}

static bool same(const struct zl_buf *buf, struct zl_bytes bytes)
{
        return buf->size == bytes.size &&
            memcmp(buf->data, bytes.data, bytes.size) == 0;
}

static void locking(void)
{
        /* "Een zorg." under the counting key, nonce 40 41 42 ... and the
         * additional data "row 7", by another implementation. */
        static const uint8_t foreign[] = {0x40, 0x41, 0x42, 0x43, 0x44, 0x45,
            0x46, 0x47, 0x48, 0x49, 0x4a, 0x4b, 0x4c, 0x4d, 0x4e, 0x4f, 0x50,
            0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57, 0x91, 0x5c, 0x6b, 0x50,
            0xaa, 0x8f, 0x0b, 0x71, 0xa1, 0xcf, 0xf0, 0xa4, 0x62, 0x85, 0xee,
            0xe8, 0x63, 0xac, 0x74, 0x8b, 0x67, 0x95, 0x03, 0x63, 0xa2};
        struct zl_secret *key = counting_key();
        struct zl_buf locked;
        struct zl_buf plain;
        struct zl_bytes bytes = {foreign, sizeof(foreign)};

        zl_buf_init(&locked, 1000);
        zl_buf_init(&plain, 1000);
        if (key == NULL)
                return;
        doors_say_status("unlock-foreign", zl_unlock(key, bytes, row, &plain));
        doors_say_yes("unlocked-foreign", same(&plain, words));
        zl_buf_reset(&plain);
        doors_say_status("lock", zl_lock(key, words, row, &locked));
        bytes = (struct zl_bytes){locked.data, locked.size};
        doors_say_status("unlock", zl_unlock(key, bytes, row, &plain));
        doors_say_yes("unlocked", same(&plain, words));
        doors_say_status(
            "unlock-other-row", zl_unlock(key, bytes, words, &plain));
        if (locked.size > 0)
                locked.data[locked.size - 1] ^= 1;
        doors_say_status("unlock-altered", zl_unlock(key, bytes, row, &plain));
        zl_buf_free(&plain);
        zl_buf_free(&locked);
        zl_secret_free(key);
}

/* Opens a record with a pair: all statuses in one line each. */
static void open_record(const char *unseal_name, const char *open_name,
    const struct zl_record *record, const struct zl_sealing_pair *pair)
{
        struct zl_secret *content_key = NULL;
        struct zl_buf plain;
        int status = zl_envelope_unseal(record, pair, &content_key);

        doors_say_status(unseal_name, status);
        if (status != ZL_OK)
                return;
        zl_buf_init(&plain, ZL_RECORD_BODY_MAX);
        doors_say_status(open_name,
            zl_envelope_open(record, content_key, record->body, &plain));
        doors_say_yes("record-words", same(&plain, words));
        zl_buf_free(&plain);
        zl_secret_free(content_key);
}

static void seal_and_open(const struct zl_signer *signer,
    const struct zl_sealing_pair *pair, const struct zl_sealing_pair *other,
    struct zl_record *record)
{
        struct zl_id id = zl_record_id((struct zl_time){1780000000000});
        struct zl_context context = {.kind = ZL_NOTE,
            .organisation = {{1}},
            .id = id,
            .signal = id,
            .club = {{3}},
            .author = signer->key,
            .directory = 1,
            .recipient_count = 1};
        struct zl_buf buf;

        context.recipients[0].member = (struct zl_id){{4}};
        context.recipients[0].key = pair->key;
        zl_buf_init(&buf, ZL_RECORD_MAX);
        doors_say_status(
            "seal", zl_envelope_seal(signer, &context, words, &buf));
        doors_say_status("record-parse",
            zl_record_parse(
                buf.data, buf.size, true, &context.organisation, record));
        open_record("unseal", "open", record, pair);
        open_record("unseal-other", "open-other", record, other);
        zl_buf_free(&buf);
}

static void sealing(void)
{
        struct zl_record *record = calloc(1, sizeof(*record));
        struct zl_secret *key = counting_key();
        struct zl_sealing_pair pair = {0};
        struct zl_sealing_pair other = {0};
        struct zl_signer signer = {0};

        if (record == NULL || key == NULL)
                return;
        doors_say_status(
            "pair", zl_sealing_pair_of(zl_secret_view(key), &pair));
        doors_say_hex("x25519", pair.key.bytes, sizeof(pair.key.bytes));
        doors_say_status("pair-new", zl_sealing_pair_new(&other));
        doors_say_status(
            "signer", zl_signer_of_seed(zl_secret_view(key), &signer));
        seal_and_open(&signer, &pair, &other, record);
        zl_signer_free(&signer);
        zl_sealing_pair_free(&other);
        zl_sealing_pair_free(&pair);
        zl_secret_free(key);
        free(record);
}

static void inviting(void)
{
        struct zl_code code = {0};
        struct zl_invitation invitation = {0};
        char text[ZL_CODE_TEXT];

        if (zl_code_new(ZL_CODE_TYPED_BYTES, &code) != ZL_OK)
                return;
        memset(zl_secret_bytes(code.bits), 0x5a, ZL_CODE_TYPED_BYTES);
        zl_code_text(&code, text);
        doors_say_text("code", text);
        zl_code_free(&code);
        doors_say_status("code-parse", zl_code_parse(text, &code));
        doors_say_status("invitation", zl_invitation_of(&code, &invitation));
        doors_say_hex("invitation-lookup", invitation.lookup.bytes,
            sizeof(invitation.lookup.bytes));
        doors_say_hex("invitation-signer", invitation.signer.key.bytes,
            sizeof(invitation.signer.key.bytes));
        zl_invitation_free(&invitation);
        zl_code_free(&code);
        text[0] = text[0] == 'A' ? 'B' : 'A';
        doors_say_status("code-mistyped", zl_code_parse(text, &code));
}

void doors_envelope(void)
{
        stretching();
        deriving();
        locking();
        sealing();
        inviting();
}
