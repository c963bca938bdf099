/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: the doors to libsodium and jansson give the same answers in
 * WebAssembly as on this machine. This file is built twice, as a program and
 * as a module; both write one line per act, and doors.test.mjs compares the
 * two texts with each other and with published vectors. Keys and inputs are
 * fixed, so the text is too; what is random is only told as true or false. */
#include "doors.h"
#include "crypto.h"
#include "doors_internal.h"
#include "json.h"
#include "secret.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static char text[16 * 1024];
static size_t at;

static __attribute__((format(printf, 1, 2))) void say(const char *format, ...)
{
        va_list args;
        int written;

        va_start(args, format);
        written = vsnprintf(text + at, sizeof(text) - at, format, args);
        va_end(args);
        if (written > 0 && (size_t)written < sizeof(text) - at)
                at += (size_t)written;
}

void doors_say_hex(const char *name, const void *data, size_t size)
{
        const uint8_t *bytes = data;

        say("%s ", name);
        for (size_t i = 0; i < size; i++)
                say("%02x", bytes[i]);
        say("\n");
}

void doors_say_yes(const char *name, bool yes)
{
        say("%s %s\n", name, yes ? "yes" : "no");
}

void doors_say_text(const char *name, const char *value)
{
        say("%s %s\n", name, value);
}

void doors_say_status(const char *name, int status)
{
        say("%s %d\n", name, status);
}

static void hashing(void)
{
        struct zl_hash hash = zl_hash_of("abc", 3);
        struct zl_hasher hasher;
        char base64[ZL_BASE64_TEXT(32)];
        uint8_t back[32];

        doors_say_hex("sha256-abc", hash.bytes, sizeof(hash.bytes));
        zl_hasher_init(&hasher);
        zl_hasher_add(&hasher, "a", 1);
        zl_hasher_add(&hasher, NULL, 0);
        zl_hasher_add(&hasher, "bc", 2);
        hash = zl_hasher_end(&hasher);
        doors_say_hex("sha256-in-pieces", hash.bytes, sizeof(hash.bytes));
        zl_base64_of(hash.bytes, sizeof(hash.bytes), base64);
        say("base64 %s\n", base64);
        doors_say_yes("base64-back",
            zl_base64_parse(base64, strlen(base64), back, sizeof(back)) ==
                    ZL_OK &&
                memcmp(back, hash.bytes, sizeof(back)) == 0);
}

static void signing(void)
{
        /* RFC 8032, 7.1, TEST 2: the seed, and the message 72. */
        static const uint8_t seed[ZL_SEED_SIZE] = {0x4c, 0xcd, 0x08, 0x9b, 0x28,
            0xff, 0x96, 0xda, 0x9d, 0xb6, 0xc3, 0x46, 0xec, 0x11, 0x4e, 0x0f,
            0x5b, 0x8a, 0x31, 0x9f, 0x35, 0xab, 0xa6, 0x24, 0xda, 0x8c, 0xf6,
            0xed, 0x4f, 0xb8, 0xa6, 0xfb};
        struct zl_signer signer = {0};
        struct zl_signature signature;
        struct zl_hash hash = zl_hash_of("note", 4);
        struct zl_id organisation = {{1}};
        struct zl_id other = {{2}};

        if (zl_signer_of_seed(seed, &signer) != ZL_OK) {
                say("signer no\n");
                return;
        }
        doors_say_hex(
            "ed25519-key", signer.key.bytes, sizeof(signer.key.bytes));
        signature = zl_sign_bytes(&signer, "\x72", 1);
        doors_say_hex(
            "ed25519-test-2", signature.bytes, sizeof(signature.bytes));
        doors_say_yes("ed25519-verified",
            zl_verify_bytes(&signer.key, "\x72", 1, &signature) == ZL_OK);
        doors_say_yes("ed25519-other-message-refused",
            zl_verify_bytes(&signer.key, "\x73", 1, &signature) ==
                ZL_E_SIGNATURE);
        signature = zl_sign(&signer, "record", &organisation, &hash);
        doors_say_hex("labelled", signature.bytes, sizeof(signature.bytes));
        doors_say_yes("labelled-verified",
            zl_verify(&signer.key, "record", &organisation, &hash,
                &signature) == ZL_OK);
        doors_say_yes("other-organisation-refused",
            zl_verify(&signer.key, "record", &other, &hash, &signature) ==
                ZL_E_SIGNATURE);
        zl_signer_free(&signer);
}

static void randomness(void)
{
        struct zl_id one = zl_random_id();
        struct zl_id two = zl_random_id();

        doors_say_yes(
            "random-ids-differ", memcmp(&one, &two, sizeof(one)) != 0);
}

static void secrets(void)
{
        struct zl_secret *secret = NULL;
        static const uint8_t zeros[32];

        if (zl_secret_new(sizeof(zeros), &secret) != ZL_OK) {
                say("secret no\n");
                return;
        }
        doors_say_yes("secret-starts-empty",
            zl_equal_secret(zl_secret_view(secret), zeros, sizeof(zeros)));
        zl_random(zl_secret_bytes(secret), sizeof(zeros));
        doors_say_yes("secret-filled",
            !zl_equal_secret(zl_secret_view(secret), zeros, sizeof(zeros)));
        zl_secret_free(secret);
}

static int parse(const char *document)
{
        struct zl_json *json = NULL;
        int status = zl_json_parse(document, strlen(document), &json);

        if (status == ZL_OK)
                zl_json_free(json);
        return status;
}

static void json(void)
{
        static const char document[] =
            "{\"words\":\"laat opgehaald \xc3\xa9\xc3\xa9n keer\","
            "\"count\":9007199254740991,\"day\":\"2026-02-28\","
            "\"known\":true}";
        struct zl_json *parsed = NULL;
        struct zl_json_reader reader;
        struct zl_json_writer *writer;
        struct zl_buf buf;

        if (zl_json_parse(document, sizeof(document) - 1, &parsed) != ZL_OK) {
                say("json no\n");
                return;
        }
        reader = zl_json_read(parsed);
        zl_buf_init(&buf, ZL_JSON_MAX);
        writer = zl_json_write();
        zl_json_put_text(
            writer, "words", zl_json_text(&reader, "words", ZL_TEXT_LINE, 100));
        zl_json_put_u64(writer, "count",
            zl_json_u64(&reader, "count", 0, 9007199254740991U));
        zl_json_put_date(writer, "day", zl_json_date(&reader, "day"));
        zl_json_put_bool(writer, "known", zl_json_bool(&reader, "known"));
        doors_say_status("json-read", zl_json_end(&reader));
        doors_say_status("json-write", zl_json_write_end(writer, &buf));
        say("json %.*s\n", (int)buf.size, (const char *)buf.data);
        zl_buf_free(&buf);
        zl_json_free(parsed);
        doors_say_status("json-twice", parse("{\"a\":1,\"a\":2}"));
        doors_say_status("json-cut", parse("{\"a\":"));
        doors_say_status("json-latin1", parse("{\"a\":\"\xe9\"}"));
        doors_say_status("json-deep", parse("{\"a\":[[[[[[[[[[1]]]]]]]]]]}"));
}

const char *doors_run(void)
{
        at = 0;
        text[0] = '\0';
        doors_say_status("crypto-start", zl_crypto_start());
        doors_say_status("secret-start", zl_secret_start());
        doors_say_status("json-start", zl_json_start());
        hashing();
        signing();
        randomness();
        secrets();
        json();
        doors_envelope();
        zl_secret_stop();
        say("end\n");
        return text;
}

#ifndef __wasm__
int main(void)
{
        return fputs(doors_run(), stdout) == EOF;
}
#endif
