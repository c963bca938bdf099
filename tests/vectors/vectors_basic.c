/* SPDX-License-Identifier: EUPL-1.2 */
/* Vectors of what all else stands on: hashes, names, signatures, codes. */
#include <string.h>

#include "common/httpsig.h"
#include "common/own_code.h"
#include "common/statement.h"
#include "common/words.h"
#include "vectors_internal.h"

void vector__hash(struct vector *v)
{
        const char *message = vector__text(v, "message");
        struct zl_hash hash = zl_hash_of(message, strlen(message));

        vector__same(v, "hash", hash.bytes, ZL_HASH_SIZE);
}

void vector__organisation(struct vector *v)
{
        struct zl_sign_key root;
        struct zl_id organisation;
        struct zl_hash hash;
        char words[ZL_WORDS_TEXT];

        zl_json_hex(&v->r, "root", root.bytes, sizeof(root.bytes));
        organisation = zl_organisation_of(&root);
        vector__same(v, "organisation", organisation.bytes, ZL_ID_SIZE);
        hash = zl_root_words_hash(&root);
        vector__same(v, "words_hash", hash.bytes, ZL_HASH_SIZE);
        zl_words_of_hash(hash.bytes, words);
        vector__same_text(v, "words", words);
}

void vector__signature(struct vector *v)
{
        struct zl_signer signer = {0};
        struct zl_id organisation;
        struct zl_signature signature;
        struct zl_signature plain;
        struct zl_bytes message = vector__bytes(v, "message");
        struct zl_bytes covered = vector__bytes(v, "signed");
        struct zl_hash hash = zl_hash_of(message.data, message.size);
        const char *label = vector__text(v, "label");

        zl_json_hex(&v->r, "organisation", organisation.bytes, ZL_ID_SIZE);
        vector__signer(v, &signer);
        vector__same(v, "key", signer.key.bytes, ZL_SIGN_KEY_SIZE);
        signature = zl_sign(&signer, label, &organisation, &hash);
        vector__same(v, "signature", signature.bytes, ZL_SIGNATURE_SIZE);
        vector__ok(v, "signature does not verify",
            zl_verify(&signer.key, label, &organisation, &hash, &signature));
        plain = zl_sign_bytes(&signer, covered.data, covered.size);
        vector__must(v, "signed",
            memcmp(plain.bytes, signature.bytes, ZL_SIGNATURE_SIZE) == 0);
        zl_signer_free(&signer);
}

void vector__device_proof(struct vector *v)
{
        struct zl_signer signer = {0};
        struct zl_id organisation;
        struct zl_id member;
        struct zl_signature proof;

        vector__signer(v, &signer);
        zl_json_hex(&v->r, "organisation", organisation.bytes, ZL_ID_SIZE);
        zl_json_hex(&v->r, "member", member.bytes, ZL_ID_SIZE);
        proof = zl_device_proof(&signer, &organisation, &member);
        vector__same(v, "key", signer.key.bytes, ZL_SIGN_KEY_SIZE);
        vector__same(v, "proof", proof.bytes, ZL_SIGNATURE_SIZE);
        zl_signer_free(&signer);
}

void vector__card(struct vector *v)
{
        const char *document = vector__text(v, "document");
        size_t size = strlen(document);
        struct zl_hash hash = zl_hash_of(document, size);
        struct zl_card_document card = {0};
        struct zl_buf again;

        zl_buf_init(&again, ZL_CARD_MAX);
        vector__same(v, "hash", hash.bytes, ZL_HASH_SIZE);
        vector__ok(v, "document",
            zl_card_parse((const uint8_t *)document, size, &card));
        vector__ok(
            v, "document cannot be written", zl_card_write(&card, &again));
        vector__must(v, "document is written otherwise",
            again.size == size && memcmp(again.data, document, size) == 0);
        zl_buf_free(&again);
}

static void check_keys(struct vector *v, const struct zl_code *code)
{
        struct zl_invitation invitation = {0};
        uint8_t seed[ZL_SEED_SIZE];

        if (!vector__ok(v, "derivation", zl_invitation_of(code, &invitation)))
                return;
        vector__same(v, "look_up", invitation.lookup.bytes, ZL_ID_SIZE);
        vector__same(
            v, "packet_key", zl_secret_view(invitation.packet_key), 32);
        zl_signer_seed(&invitation.signer, seed);
        vector__same(v, "signing_seed", seed, sizeof(seed));
        zl_invitation_free(&invitation);
}

/* The code of a vector, its bits and text compared; free it. */
static bool read_code(struct vector *v, struct zl_code *ret_code)
{
        struct zl_bytes bits = vector__bytes(v, "bits");
        const char *text = vector__text(v, "text");
        struct zl_code code = {0};
        char again[ZL_CODE_TEXT];

        if (!vector__ok(v, "text is refused", zl_code_parse(text, &code)))
                return false;
        vector__must(v, "bits",
            zl_secret_size(code.bits) == bits.size &&
                memcmp(zl_secret_view(code.bits), bits.data, bits.size) == 0);
        zl_code_text(&code, again);
        vector__must(v, "text", strcmp(text, again) == 0);
        *ret_code = code;
        return true;
}

void vector__invitation(struct vector *v)
{
        struct zl_code code = {0};

        if (!read_code(v, &code))
                return;
        vector__must(v, "kind", code.kind == ZL_CODE_INVITATION);
        check_keys(v, &code);
        zl_code_free(&code);
}

void vector__own_code(struct vector *v)
{
        static const char *const kinds[] = {"invitation", "recovery", "device"};
        struct zl_own_code keys = {.signer = {.secret = NULL}};
        struct zl_code code = {0};
        uint8_t seed[ZL_SEED_SIZE];

        if (!read_code(v, &code))
                return;
        vector__same_text(v, "kind", kinds[code.kind]);
        if (vector__ok(v, "derivation", zl_own_code_of(&code, &keys))) {
                zl_signer_seed(&keys.signer, seed);
                vector__same(v, "signing_seed", seed, sizeof(seed));
                vector__same(
                    v, "signing_key", keys.signer.key.bytes, ZL_SIGN_KEY_SIZE);
                vector__same(v, "sealing_secret",
                    zl_secret_view(keys.sealing.secret), 32);
                vector__same(v, "sealing_key", keys.sealing.key.bytes,
                    ZL_SEALING_KEY_SIZE);
        }
        zl_own_code_free(&keys);
        zl_code_free(&code);
}

/* The base itself, which signing does not show. */
static void check_base(struct vector *v, const struct zl_request_parts *parts,
    const char *signature_input)
{
        const struct zl_component covered[] = {
            {"@method", parts->method},
            {"@target-uri", parts->target_uri},
            {"content-digest", parts->digest},
        };
        struct zl_buf base;

        zl_buf_init(&base, 4096);
        zl_signature_base(covered, parts->digest == NULL ? 2 : 3,
            signature_input + strlen("zl="), &base);
        zl_put_u8(&base, 0);
        if (vector__ok(v, "base", base.status))
                vector__same_text(v, "base", (const char *)base.data);
        zl_buf_free(&base);
}

void vector__request(struct vector *v)
{
        struct zl_request_parts parts = {
            .method = vector__text(v, "method"),
            .target_uri = vector__text(v, "target_uri"),
        };
        uint64_t created = zl_json_u64(&v->r, "created", 0, UINT32_MAX);
        char digest[ZL_CONTENT_DIGEST_TEXT];
        char input[ZL_HTTPSIG_INPUT_TEXT];
        char signature[ZL_HTTPSIG_SIGNATURE_TEXT];
        struct zl_id organisation;
        struct zl_signer signer = {0};
        struct zl_sign_key key = {{0}};

        zl_json_hex(&v->r, "organisation", organisation.bytes, ZL_ID_SIZE);
        vector__signer(v, &signer);
        if (zl_json_has(&v->r, "body")) {
                zl_content_digest(vector__bytes(v, "body"), digest);
                vector__same_text(v, "content_digest", digest);
                parts.digest = digest;
        }
        if (vector__ok(v, "signing",
                zl_request_sign(&signer, &organisation, &parts, created, input,
                    signature))) {
                vector__same_text(v, "signature_input", input);
                vector__same_text(v, "signature", signature);
                check_base(v, &parts, input);
                vector__ok(v, "does not verify",
                    zl_request_verify(&organisation, &parts, input, signature,
                        created, &key));
                vector__must(v, "key", zl_sign_key_equal(&key, &signer.key));
        }
        zl_signer_free(&signer);
}
