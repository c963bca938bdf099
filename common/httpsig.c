/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * HTTP message signatures in one profile.  The reader does not parse what
 * structured fields can say: it takes out the three values that may differ,
 * writes the only text they allow, and compares.
 */
#include "httpsig.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
        BASE_MAX = 16 * 1024, /* longest signature base; URIs are short */
        PARAMS_TEXT = ZL_HTTPSIG_INPUT_TEXT - 3, /* without "zl=" */
        SIGNATURE_CHARS = ZL_BASE64_TEXT(ZL_SIGNATURE_SIZE) - 1
};

static const char label[] = "zl=";

/* RFC 9421, 2.5: a value with a line feed could pass for two components. */
static bool is_one_line(const char *text)
{
        return strchr(text, '\n') == NULL && strchr(text, '\r') == NULL;
}

void zl_signature_base(const struct zl_component *components, size_t count,
    const char *params, struct zl_buf *buf)
{
        for (size_t i = 0; i < count; i++) {
                if (buf->status == ZL_OK && !is_one_line(components[i].value))
                        buf->status = ZL_E_MALFORMED;
                zl_put_text(buf, "\"");
                zl_put_text(buf, components[i].name);
                zl_put_text(buf, "\": ");
                zl_put_text(buf, components[i].value);
                zl_put_text(buf, "\n");
        }
        zl_put_text(buf, "\"@signature-params\": ");
        zl_put_text(buf, params);
}

void zl_content_digest(
    struct zl_bytes body, char ret[static ZL_CONTENT_DIGEST_TEXT])
{
        char text[ZL_BASE64_TEXT(ZL_HASH_SIZE)];
        struct zl_hash hash = zl_hash_of(body.data, body.size);

        zl_base64_of(hash.bytes, sizeof(hash.bytes), text);
        (void)snprintf(ret, ZL_CONTENT_DIGEST_TEXT, "sha-256=:%s:", text);
}

/* What covers these parts, from the parenthesis on. */
static void params_of(const struct zl_sign_key *key,
    const struct zl_id *organisation, bool with_digest, uint64_t created,
    char ret[static PARAMS_TEXT])
{
        char key_text[2 * ZL_SIGN_KEY_SIZE + 1];
        char id_text[ZL_ID_TEXT];
        int size = 0;

        zl_hex_of(key->bytes, sizeof(key->bytes), key_text);
        zl_hex_of(organisation->bytes, sizeof(organisation->bytes), id_text);
        size = snprintf(ret, PARAMS_TEXT,
            "(\"@method\" \"@target-uri\"%s);created=%" PRIu64
            ";keyid=\"%s\";tag=\"zijlijn-1-%s\"",
            with_digest ? " \"content-digest\"" : "", created, key_text,
            id_text);
        assert(size > 0 && size < PARAMS_TEXT);
        (void)size;
}

static void base_of(const struct zl_request_parts *parts, const char *params,
    struct zl_buf *buf)
{
        const struct zl_component components[] = {
            {"@method", parts->method},
            {"@target-uri", parts->target_uri},
            {"content-digest", parts->digest},
        };

        zl_signature_base(
            components, parts->digest == NULL ? 2 : 3, params, buf);
}

int zl_request_sign(const struct zl_signer *signer,
    const struct zl_id *organisation, const struct zl_request_parts *parts,
    uint64_t created, char ret_input[static ZL_HTTPSIG_INPUT_TEXT],
    char ret_signature[static ZL_HTTPSIG_SIGNATURE_TEXT])
{
        char params[PARAMS_TEXT];
        char text[SIGNATURE_CHARS + 1];
        struct zl_signature signature;
        struct zl_buf base;
        int status = ZL_OK;

        zl_buf_init(&base, BASE_MAX);
        params_of(
            &signer->key, organisation, parts->digest != NULL, created, params);
        base_of(parts, params, &base);
        status = base.status;
        if (status != ZL_OK)
                goto out;
        signature = zl_sign_bytes(signer, base.data, base.size);
        zl_base64_of(signature.bytes, sizeof(signature.bytes), text);
        (void)snprintf(ret_input, ZL_HTTPSIG_INPUT_TEXT, "%s%s", label, params);
        (void)snprintf(
            ret_signature, ZL_HTTPSIG_SIGNATURE_TEXT, "%s:%s:", label, text);
out:
        zl_buf_free(&base);
        return status;
}

/* Passes over `text` if it stands at *at. */
static bool pass(const char **at, const char *text)
{
        size_t size = strlen(text);

        if (strncmp(*at, text, size) != 0)
                return false;
        *at += size;
        return true;
}

/* Takes `size` bytes of hexadecimal from *at. */
static bool take_hex(const char **at, void *ret, size_t size)
{
        char text[ZL_HASH_TEXT];

        assert(2 * size < sizeof(text));
        if (strnlen(*at, 2 * size) < 2 * size)
                return false;
        memcpy(text, *at, 2 * size);
        text[2 * size] = '\0';
        if (zl_hex_parse(text, ret, size) != ZL_OK)
                return false;
        *at += 2 * size;
        return true;
}

/* Takes a decimal number from *at; leading zeros show when it is written. */
static bool take_number(const char **at, uint64_t *ret_number)
{
        uint64_t number = 0;
        const char *start = *at;

        for (; **at >= '0' && **at <= '9'; (*at)++) {
                unsigned digit = (unsigned)(**at - '0');

                if (number > (UINT64_MAX - digit) / 10)
                        return false;
                number = number * 10 + digit;
        }
        *ret_number = number;
        return *at > start;
}

/* The values that may differ in a Signature-Input. */
struct request_input {
        uint64_t created;
        struct zl_sign_key key;
        struct zl_id organisation;
};

static int parse_input(const char *text, bool with_digest,
    struct request_input *ret_input, char ret_params[static PARAMS_TEXT])
{
        struct request_input input;
        const char *at = text;

        if (!pass(&at, label) || !pass(&at, "(\"@method\" \"@target-uri\"") ||
            (with_digest && !pass(&at, " \"content-digest\"")) ||
            !pass(&at, ");created=") || !take_number(&at, &input.created) ||
            !pass(&at, ";keyid=\"") ||
            !take_hex(&at, input.key.bytes, sizeof(input.key.bytes)) ||
            !pass(&at, "\";tag=\"zijlijn-1-") ||
            !take_hex(&at, input.organisation.bytes, ZL_ID_SIZE) ||
            !pass(&at, "\"") || *at != '\0')
                return ZL_E_MALFORMED;
        /* What came must be, to the byte, what we would have written. */
        params_of(&input.key, &input.organisation, with_digest, input.created,
            ret_params);
        if (strcmp(text + strlen(label), ret_params) != 0)
                return ZL_E_MALFORMED;
        *ret_input = input;
        return ZL_OK;
}

static int parse_signature(const char *text, struct zl_signature *ret_signature)
{
        const char *at = text;

        if (!pass(&at, label) || !pass(&at, ":") ||
            strlen(at) != SIGNATURE_CHARS + 1 || at[SIGNATURE_CHARS] != ':')
                return ZL_E_MALFORMED;
        return zl_base64_parse(at, SIGNATURE_CHARS, ret_signature->bytes,
            sizeof(ret_signature->bytes));
}

static bool is_near(uint64_t a, uint64_t b)
{
        return (a > b ? a - b : b - a) <= ZL_HTTPSIG_WINDOW_S;
}

int zl_request_verify(const struct zl_id *organisation,
    const struct zl_request_parts *parts, const char *input,
    const char *signature, uint64_t now, struct zl_sign_key *ret_key)
{
        char params[PARAMS_TEXT];
        struct request_input said;
        struct zl_signature bytes;
        struct zl_buf base;
        int status = ZL_OK;

        zl_buf_init(&base, BASE_MAX);
        status = parse_input(input, parts->digest != NULL, &said, params);
        if (status != ZL_OK)
                goto out;
        status = parse_signature(signature, &bytes);
        if (status != ZL_OK)
                goto out;
        if (!zl_id_equal(&said.organisation, organisation)) {
                status = ZL_E_ORGANISATION;
                goto out;
        }
        if (!is_near(said.created, now)) {
                status = ZL_E_CLOCK;
                goto out;
        }
        base_of(parts, params, &base);
        /* A request longer than any we make is not of our form. */
        status = base.status == ZL_E_TOO_LARGE ? ZL_E_MALFORMED : base.status;
        if (status != ZL_OK)
                goto out;
        status = zl_verify_bytes(&said.key, base.data, base.size, &bytes);
        if (status == ZL_OK)
                *ret_key = said.key;
out:
        zl_buf_free(&base);
        return status;
}
