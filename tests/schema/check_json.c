/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the code's half of the comparison of code and schema. Standard
 * input is a row of samples, each a size (4 bytes), a kind (32, zeros behind)
 * and that many bytes of JSON. For each, one line goes out: "ok", or what the
 * code says is wrong. The other half, and the verdict, are in compare.py. */
#include "common/body.h"
#include "common/crypto.h"
#include "common/json.h"
#include "common/secret.h"
#include "common/statement.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SAMPLE_MAX = 1024 * 1024, KIND_SIZE = 32 };

static int note(const uint8_t *json, size_t size, enum zl_role author)
{
        struct zl_note note = zl_note_empty();
        int status = zl_note_parse(json, size, author, &note, NULL);

        zl_note_done(&note);
        return status;
}

static int assessment(const uint8_t *json, size_t size)
{
        struct zl_assessment assessment = {0};
        int status = zl_assessment_parse(json, size, &assessment, NULL);

        zl_assessment_done(&assessment);
        return status;
}

static int feedback(const uint8_t *json, size_t size)
{
        struct zl_feedback feedback = {0};
        int status = zl_feedback_parse(json, size, &feedback, NULL);

        zl_feedback_done(&feedback);
        return status;
}

static int family_statement(const uint8_t *json, size_t size)
{
        struct zl_family_statement family = {0};
        int status = zl_family_statement_parse(json, size, &family, NULL);

        zl_family_statement_done(&family);
        return status;
}

static int passing(const uint8_t *json, size_t size, bool with_text)
{
        struct zl_passing passing = {0};
        int status = zl_passing_parse(json, size, with_text, &passing, NULL);

        zl_passing_done(&passing);
        return status;
}

static int card_document(const uint8_t *json, size_t size)
{
        struct zl_card_document card = {0};

        return zl_card_parse(json, size, &card);
}

/* A payload has no parser of its own: it is signed and read as a whole. */
static int statement(
    enum zl_statement_type type, const uint8_t *json, size_t size)
{
        static const uint8_t seed[ZL_SEED_SIZE] = {1};
        const struct zl_id organisation = {{2}};
        struct zl_statement *parsed = NULL;
        struct zl_signer signer = {0};
        struct zl_signature signature;
        struct zl_hash hash;
        struct zl_buf buf;
        int status = zl_signer_of_seed(seed, &signer);

        if (status != ZL_OK)
                return status;
        zl_buf_init(&buf, SAMPLE_MAX + 1024);
        zl_put_u8(&buf, 1);
        zl_put_u8(&buf, (uint8_t)type);
        zl_put_bytes(&buf, organisation.bytes, ZL_ID_SIZE);
        zl_put_bytes(&buf, signer.key.bytes, ZL_SIGN_KEY_SIZE);
        zl_put_var(&buf, json, size);
        hash = zl_hash_of(buf.data, buf.size);
        signature =
            zl_sign(&signer, zl_statement_type_str(type), &organisation, &hash);
        zl_put_bytes(&buf, signature.bytes, ZL_SIGNATURE_SIZE);
        status = buf.status;
        if (status == ZL_OK)
                status = zl_statement_parse(
                    buf.data, buf.size, &organisation, &parsed);
        /* Ours is right, so this is the proof inside a device: a rule that
         * is not about the form. */
        if (status == ZL_E_SIGNATURE && type == ZL_DEVICE)
                status = ZL_OK;
        zl_statement_free(parsed);
        zl_buf_free(&buf);
        zl_signer_free(&signer);
        return status;
}

/* ZL_E_USAGE: no such kind. */
static int check(const char *kind, const uint8_t *json, size_t size)
{
        if (strcmp(kind, "note-contact") == 0)
                return note(json, size, ZL_ROLE_CONTACT);
        if (strcmp(kind, "note-professional") == 0)
                return note(json, size, ZL_ROLE_PROFESSIONAL);
        if (strcmp(kind, "assessment") == 0)
                return assessment(json, size);
        if (strcmp(kind, "feedback") == 0)
                return feedback(json, size);
        if (strcmp(kind, "family-statement") == 0)
                return family_statement(json, size);
        if (strcmp(kind, "handover") == 0 || strcmp(kind, "step-out") == 0)
                return passing(json, size, true);
        if (strcmp(kind, "reseal") == 0)
                return passing(json, size, false);
        if (strcmp(kind, "card-document") == 0)
                return card_document(json, size);
        for (int type = ZL_CHARTER; type <= ZL_DIRECTORY; type++) {
                if (strcmp(kind,
                        zl_statement_type_str((enum zl_statement_type)type)) ==
                    0)
                        return statement(
                            (enum zl_statement_type)type, json, size);
        }
        return ZL_E_USAGE;
}

/* Reads one sample to memory of exactly its size, so that a reader that
 * passes its end is noticed. Says whether there was one. */
static bool next(char *ret_kind, uint8_t **ret_json, size_t *ret_size)
{
        uint8_t head[4 + KIND_SIZE];
        struct zl_reader r = zl_reader_of(head, sizeof(head));
        size_t size = 0;

        if (fread(head, 1, sizeof(head), stdin) != sizeof(head))
                return false;
        size = zl_read_u32(&r);
        zl_read_bytes(&r, ret_kind, KIND_SIZE);
        if (size > SAMPLE_MAX || ret_kind[KIND_SIZE - 1] != '\0')
                return false;
        *ret_json = malloc(size > 0 ? size : 1);
        *ret_size = size;
        return *ret_json != NULL && fread(*ret_json, 1, size, stdin) == size;
}

int main(void)
{
        char kind[KIND_SIZE];
        uint8_t *json = NULL;
        size_t size = 0;

        if (zl_crypto_start() != ZL_OK || zl_secret_start() != ZL_OK ||
            zl_json_start() != ZL_OK)
                return EXIT_FAILURE;
        while (next(kind, &json, &size)) {
                int status = check(kind, json, size);

                (void)puts(status == ZL_OK ? "ok" : zl_status_str(status));
                free(json);
                json = NULL;
        }
        free(json);
        zl_secret_stop();
        return feof(stdin) ? EXIT_SUCCESS : EXIT_FAILURE;
}
