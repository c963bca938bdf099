/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: signature bases are those of RFC 9421 (its vectors), and a request is
 * accepted in exactly one spelling, for exactly what was signed. */
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "common/httpsig.h"
#include "common/secret.h"
#include "fault_alloc.h"

enum { NOW = 1700000000 };

static const struct zl_id organisation = {{0xab, 0xcd, 0xef}};

/* test-key-ed25519 of RFC 9421, B.1.4. */
static struct zl_signer test_key(void)
{
        uint8_t seed[ZL_SEED_SIZE];
        struct zl_signer signer = {0};

        REQUIRE_OK(zl_hex_parse("9f8362f87a484a954e6e740c5b4c0e84"
                                "229139a20aa8ab56ff66586f6a7d29c5",
            seed, sizeof(seed)));
        REQUIRE_OK(zl_signer_of_seed(seed, &signer));
        return signer;
}

static struct zl_signature signature_of(const char *text)
{
        struct zl_signature signature = {{0}};

        REQUIRE_OK(zl_base64_parse(
            text, strlen(text), signature.bytes, sizeof(signature.bytes)));
        return signature;
}

static void the_vector_of_b_2_6_holds(void)
{
        static const struct zl_component components[] = {
            {"date", "Tue, 20 Apr 2021 02:07:55 GMT"}, {"@method", "POST"},
            {"@path", "/foo"}, {"@authority", "example.com"},
            {"content-type", "application/json"}, {"content-length", "18"}};
        static const char base[] =
            "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n"
            "\"@method\": POST\n\"@path\": /foo\n"
            "\"@authority\": example.com\n"
            "\"content-type\": application/json\n\"content-length\": 18\n"
            "\"@signature-params\": (\"date\" \"@method\" \"@path\" "
            "\"@authority\" \"content-type\" \"content-length\")"
            ";created=1618884473;keyid=\"test-key-ed25519\"";
        struct zl_signature want = signature_of(
            "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A"
            "0w6vuQv5lIp5WPpBKRCw==");
        struct zl_signer signer = test_key();
        struct zl_signature got;
        struct zl_buf buf;

        zl_buf_init(&buf, 1000);
        zl_signature_base(components, 6,
            "(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" "
            "\"content-length\");created=1618884473;"
            "keyid=\"test-key-ed25519\"",
            &buf);
        CHECK_BYTES(buf.data, buf.size, base, sizeof(base) - 1);
        got = zl_sign_bytes(&signer, buf.data, buf.size);
        CHECK_BYTES(got.bytes, 64, want.bytes, 64);
        CHECK_OK(zl_verify_bytes(&signer.key, buf.data, buf.size, &want));
        zl_buf_free(&buf);
        zl_signer_free(&signer);
}

/* What B.4 leaves uncovered may change; what is covered may not. */
static void the_vector_of_b_4_holds(void)
{
        static const char params[] = "(\"@method\" \"@path\" \"@authority\" "
                                     "\"accept\");created=1618884473;"
                                     "keyid=\"test-key-ed25519\"";
        struct zl_component components[] = {{"@method", "GET"},
            {"@path", "/demo"}, {"@authority", "example.org"},
            {"accept", "application/json, */*"}};
        struct zl_signature signature = signature_of(
            "ZT1kooQsEHpZ0I1IjCqtQppOmIqlJPeo7DHR3SoMn0s5JZ1eRGS0A+vyYP9t/LXlh5"
            "QMFFQ6cpLt2m0pmj3NDA==");
        struct zl_signer signer = test_key();
        struct zl_buf buf;

        zl_buf_init(&buf, 1000);
        zl_signature_base(components, 4, params, &buf);
        CHECK_OK(zl_verify_bytes(&signer.key, buf.data, buf.size, &signature));
        for (size_t i = 0; i < 3; i++) {
                struct zl_component genuine = components[i];

                components[i].value = "other";
                zl_buf_reset(&buf);
                zl_signature_base(components, 4, params, &buf);
                CHECK_STATUS(zl_verify_bytes(
                                 &signer.key, buf.data, buf.size, &signature),
                    ZL_E_SIGNATURE);
                components[i] = genuine;
        }
        zl_buf_free(&buf);
        zl_signer_free(&signer);
}

static void a_value_of_two_lines_is_refused(void)
{
        struct zl_component component = {"@path", "/a\n\"@method\": PUT"};
        struct zl_buf buf;

        zl_buf_init(&buf, 1000);
        zl_signature_base(&component, 1, "()", &buf);
        CHECK_STATUS(buf.status, ZL_E_MALFORMED);
        zl_buf_free(&buf);
}

static void digests_are_those_of_rfc_9530(void)
{
        static const struct {
                const char *body;
                const char *digest;
        } known[] = {
            {"{\"hello\": \"world\"}",
                "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:"},
            {"{\"hello\": \"world\"}\n",
                "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"},
            {"", "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"},
        };
        char got[ZL_CONTENT_DIGEST_TEXT];

        for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
                struct zl_bytes body = {
                    (const uint8_t *)known[i].body, strlen(known[i].body)};

                zl_content_digest(body, got);
                CHECK_STR(got, known[i].digest);
        }
}

/* A signed request, and what a server needs to verify it. */
struct request {
        struct zl_signer signer;
        struct zl_request_parts parts;
        char input[ZL_HTTPSIG_INPUT_TEXT];
        char signature[ZL_HTTPSIG_SIGNATURE_TEXT];
};

static struct request make_request(const char *digest)
{
        struct request q = {.signer = test_key()};

        q.parts = (struct zl_request_parts){
            "GET", "https://zijlijn.example:8443/v1/records?after=0", digest};
        REQUIRE_OK(zl_request_sign(
            &q.signer, &organisation, &q.parts, NOW, q.input, q.signature));
        return q;
}

static int verify(const struct request *q, uint64_t now)
{
        struct zl_sign_key key = {{0}};
        const struct zl_sign_key none = {{0}};
        int status = zl_request_verify(
            &organisation, &q->parts, q->input, q->signature, now, &key);

        if (status == ZL_OK)
                CHECK(zl_sign_key_equal(&key, &q->signer.key));
        else
                CHECK(zl_sign_key_equal(&key, &none));
        return status;
}

static void a_request_has_exactly_the_written_form(void)
{
        struct request q = make_request(NULL);

        CHECK_STR(q.input,
            "zl=(\"@method\" \"@target-uri\");created=1700000000;"
            "keyid=\"26b40b8f93fff3d897112f7ebc582b232dbd72517d082fe83cfb30ddce"
            "43d1bb\";tag=\"zijlijn-1-abcdef00000000000000000000000000\"");
        CHECK_UINT(strlen(q.signature), 4 + 88 + 1);
        CHECK_OK(verify(&q, NOW));
        zl_signer_free(&q.signer);
        q = make_request("sha-256=:abc:");
        CHECK(strncmp(q.input,
                  "zl=(\"@method\" \"@target-uri\" \"content-digest\");c",
                  47) == 0);
        CHECK_OK(verify(&q, NOW));
        zl_signer_free(&q.signer);
}

static void what_is_covered_may_not_change(void)
{
        struct request q = make_request("sha-256=:abc:");
        struct request bare = make_request(NULL);

        q.parts.method = "PUT";
        CHECK_STATUS(verify(&q, NOW), ZL_E_SIGNATURE);
        q.parts.method = "GET";
        q.parts.target_uri = "https://zijlijn.example:8443/v1/records?after=1";
        CHECK_STATUS(verify(&q, NOW), ZL_E_SIGNATURE);
        q.parts.target_uri = bare.parts.target_uri;
        q.parts.digest = "sha-256=:abd:";
        CHECK_STATUS(verify(&q, NOW), ZL_E_SIGNATURE);
        q.parts.digest = NULL;
        CHECK_STATUS(verify(&q, NOW), ZL_E_MALFORMED);
        bare.parts.digest = "sha-256=:abc:";
        CHECK_STATUS(verify(&bare, NOW), ZL_E_MALFORMED);
        bare.parts.digest = NULL;
        bare.parts.target_uri = "https://a\r\nb";
        CHECK_STATUS(verify(&bare, NOW), ZL_E_MALFORMED);
        zl_signer_free(&q.signer);
        zl_signer_free(&bare.signer);
}

static void the_clock_may_differ_by_300_seconds(void)
{
        struct request q = make_request(NULL);

        CHECK_OK(verify(&q, NOW - 300));
        CHECK_OK(verify(&q, NOW + 300));
        CHECK_STATUS(verify(&q, NOW - 301), ZL_E_CLOCK);
        CHECK_STATUS(verify(&q, NOW + 301), ZL_E_CLOCK);
        CHECK_STATUS(verify(&q, 0), ZL_E_CLOCK);
        CHECK_STATUS(verify(&q, UINT64_MAX), ZL_E_CLOCK);
        zl_signer_free(&q.signer);
}

static void another_organisation_is_named_as_the_cause(void)
{
        struct request q = make_request(NULL);
        struct zl_id other = organisation;
        struct zl_sign_key key;

        other.bytes[0] ^= 1;
        CHECK_STATUS(zl_request_verify(
                         &other, &q.parts, q.input, q.signature, NOW, &key),
            ZL_E_ORGANISATION);
        zl_signer_free(&q.signer);
}

/* One form, altered in each place: what stands at `from` becomes `to`. */
static int verify_altered(
    const struct request *genuine, const char *from, const char *to)
{
        struct request q = *genuine;
        const char *at = strstr(q.input, from);
        char text[2 * ZL_HTTPSIG_INPUT_TEXT];

        REQUIRE(at != NULL);
        (void)snprintf(text, sizeof(text), "%.*s%s%s", (int)(at - q.input),
            q.input, to, at + strlen(from));
        REQUIRE(strlen(text) < sizeof(q.input));
        memcpy(q.input, text, strlen(text) + 1);
        return verify(&q, NOW);
}

static void every_other_spelling_is_refused(void)
{
        static const struct {
                const char *from;
                const char *to;
        } altered[] = {{"zl=", "sig="}, {"zl=", ""}, {"zl=", " zl="},
            {"(\"@method\" ", "(\"@method\"  "},
            {"\"@method\" \"@target-uri\"", "\"@target-uri\" \"@method\""},
            {"\"@target-uri\"", "\"@target-uri\" \"date\""},
            {" \"@target-uri\"", ""}, {";created=17", "; created=17"},
            {";created=1700000000", ""}, {"=1700000000", "=01700000000"},
            {"=1700000000", "=+1700000000"}, {"=1700000000", "=-1700000000"},
            {"=1700000000", "=1700000000.0"}, {"=1700000000", "="},
            {"=1700000000", "=18446744073709551616"},
            {"=1700000000", "=99999999999999999999999999"},
            {"keyid=\"26b4", "keyid=\"26B4"}, {"keyid=\"26b4", "keyid=\"26b"},
            {"keyid=\"26b4", "keyid=26b4"}, {"keyid", "keyId"},
            {"zijlijn-1-", "zijlijn-2-"}, {"-abcdef", "-ABCDEF"},
            {"tag=", "alg=\"ed25519\";tag="}, {"0000\"", "0000\" "},
            {"0000\"", "0000\", zl=()"}, {"0000\"", "0000\";alg=\"ed25519\""},
            {"0000\"", "0000"}, {"0000\"", "000\""}};
        struct request q = make_request(NULL);

        for (size_t i = 0; i < sizeof(altered) / sizeof(altered[0]); i++) {
                if (!CHECK_STATUS(
                        verify_altered(&q, altered[i].from, altered[i].to),
                        ZL_E_MALFORMED))
                        (void)printf(
                            "%s to %s\n", altered[i].from, altered[i].to);
        }
        CHECK_STATUS(
            verify_altered(&q, "=1700000000", "=1700000001"), ZL_E_SIGNATURE);
        CHECK_STATUS(verify_altered(&q, "\"26b4", "\"26b5"), ZL_E_SIGNATURE);
        zl_signer_free(&q.signer);
}

static void inputs_cut_short_are_refused(void)
{
        struct request q = make_request(NULL);
        size_t size = strlen(q.input);

        while (size > 0) {
                q.input[--size] = '\0';
                CHECK_STATUS(verify(&q, NOW), ZL_E_MALFORMED);
        }
        zl_signer_free(&q.signer);
        q = make_request(NULL);
        size = strlen(q.signature);
        while (size > 0) {
                q.signature[--size] = '\0';
                CHECK_STATUS(verify(&q, NOW), ZL_E_MALFORMED);
        }
        zl_signer_free(&q.signer);
}

static void an_altered_signature_is_refused(void)
{
        struct request q = make_request(NULL);
        char genuine[ZL_HTTPSIG_SIGNATURE_TEXT];

        memcpy(genuine, q.signature, sizeof(genuine));
        for (size_t i = 0; i < strlen(genuine); i++) {
                int status = ZL_OK;

                q.signature[i] = q.signature[i] == 'A' ? 'B' : 'A';
                status = verify(&q, NOW);
                CHECK(status == ZL_E_MALFORMED || status == ZL_E_SIGNATURE);
                memcpy(q.signature, genuine, sizeof(genuine));
        }
        (void)snprintf(q.signature + strlen(genuine), 2, " ");
        CHECK_STATUS(verify(&q, NOW), ZL_E_MALFORMED);
        zl_signer_free(&q.signer);
}

static void an_enormous_target_is_refused(void)
{
        static char target[20000];
        struct request q = make_request(NULL);

        memset(target, 'a', sizeof(target) - 1);
        q.parts.target_uri = target;
        CHECK_STATUS(verify(&q, NOW), ZL_E_MALFORMED);
        CHECK_STATUS(zl_request_sign(&q.signer, &organisation, &q.parts, NOW,
                         q.input, q.signature),
            ZL_E_TOO_LARGE);
        zl_signer_free(&q.signer);
}

static void no_memory_is_no_signature(void)
{
        struct request q = make_request(NULL);
        struct zl_sign_key key;
        int status = ZL_OK;
        size_t n = 1;

        for (;; n++) {
                fault_alloc_fail_at(n);
                status = zl_request_sign(&q.signer, &organisation, &q.parts,
                    NOW, q.input, q.signature);
                if (!fault_alloc_stop())
                        break;
                CHECK_STATUS(status, ZL_E_MEMORY);
        }
        CHECK_OK(status);
        CHECK(n > 1);
        for (n = 1;; n++) {
                fault_alloc_fail_at(n);
                status = zl_request_verify(
                    &organisation, &q.parts, q.input, q.signature, NOW, &key);
                if (!fault_alloc_stop())
                        break;
                CHECK_STATUS(status, ZL_E_MEMORY);
        }
        CHECK_OK(status);
        CHECK(n > 1);
        zl_signer_free(&q.signer);
}

static const struct check_case cases[] = {
    CHECK_CASE(the_vector_of_b_2_6_holds),
    CHECK_CASE(the_vector_of_b_4_holds),
    CHECK_CASE(a_value_of_two_lines_is_refused),
    CHECK_CASE(digests_are_those_of_rfc_9530),
    CHECK_CASE(a_request_has_exactly_the_written_form),
    CHECK_CASE(what_is_covered_may_not_change),
    CHECK_CASE(the_clock_may_differ_by_300_seconds),
    CHECK_CASE(another_organisation_is_named_as_the_cause),
    CHECK_CASE(every_other_spelling_is_refused),
    CHECK_CASE(inputs_cut_short_are_refused),
    CHECK_CASE(an_altered_signature_is_refused),
    CHECK_CASE(an_enormous_target_is_refused),
    CHECK_CASE(no_memory_is_no_signature),
};

int main(int argc, char **argv)
{
        if (zl_crypto_start() != ZL_OK || zl_secret_start() != ZL_OK)
                return 1;
        return check_run(
            "httpsig", cases, sizeof(cases) / sizeof(cases[0]), argc, argv);
}
