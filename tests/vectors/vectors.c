/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the test vectors, seen from the code. schema/vectors was made
 * by tests/vectors/make_vectors.py, which was written from docs/protocol.md
 * and shares nothing with common/; here the same inputs go through the code.
 * This file walks through the vectors of a file, the others know what each
 * means. */
#include "vectors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vectors_internal.h"

enum { VECTORS_MAX = 100, TEXT_MAX = ZL_JSON_MAX };

static const struct {
        const char *name;
        vector_check *check;
} kinds[] = {
    {"hash", vector__hash},
    {"organisation", vector__organisation},
    {"signature", vector__signature},
    {"device-proof", vector__device_proof},
    {"card", vector__card},
    {"invitation", vector__invitation},
    {"own-code", vector__own_code},
    {"http-signature", vector__request},
    {"statement", vector__statement},
    {"leaf", vector__leaf},
    {"head", vector__head},
    {"receipt", vector__receipt},
    {"bundle", vector__bundle},
    {"directory", vector__directory},
    {"record", vector__record},
    {"packet", vector__packet},
    {"change", vector__change},
    {"consistency", vector__consistency},
    {"signal", vector__signal},
    {"listed", vector__listed},
};

void vector__wrong(struct vector *v, const char *what)
{
        if (v->wrong == NULL)
                v->wrong = what;
}

void vector__must(struct vector *v, const char *what, bool held)
{
        if (!held)
                vector__wrong(v, what);
}

bool vector__ok(struct vector *v, const char *what, int status)
{
        vector__must(v, what, status == ZL_OK);
        return status == ZL_OK;
}

const char *vector__text(struct vector *v, const char *name)
{
        return zl_json_text(&v->r, name, ZL_TEXT_LINES, TEXT_MAX);
}

struct zl_bytes vector__bytes(struct vector *v, const char *name)
{
        const char *text = vector__text(v, name);
        size_t size = strlen(text) / 2;
        uint8_t *bytes = malloc(size + 1);

        if (bytes == NULL || zl_hex_parse(text, bytes, size) != ZL_OK ||
            v->owned_count == sizeof(v->owned) / sizeof(v->owned[0])) {
                vector__wrong(v, name);
                free(bytes);
                return (struct zl_bytes){NULL, 0};
        }
        v->owned[v->owned_count++] = bytes;
        return (struct zl_bytes){bytes, size};
}

void vector__same(
    struct vector *v, const char *name, const void *data, size_t size)
{
        struct zl_bytes wanted = vector__bytes(v, name);

        vector__must(v, name,
            wanted.size == size &&
                (size == 0 || memcmp(wanted.data, data, size) == 0));
}

void vector__same_text(struct vector *v, const char *name, const char *text)
{
        vector__must(v, name, strcmp(vector__text(v, name), text) == 0);
}

void vector__signer(struct vector *v, struct zl_signer *ret_signer)
{
        uint8_t seed[ZL_SEED_SIZE];

        zl_json_hex(&v->r, "seed", seed, sizeof(seed));
        if (zl_signer_of_seed(seed, ret_signer) != ZL_OK)
                abort(); /* nothing can be checked without memory */
}

/* NULL, or what is wrong with one vector. */
static const char *check_one(vector_check *check, const struct zl_json *object)
{
        struct vector v = {.r = zl_json_read(object)};
        int status = ZL_OK;

        check(&v);
        /* A field that is not looked at would prove nothing. */
        status = zl_json_end(&v.r);
        if (status != ZL_OK)
                vector__wrong(&v, v.r.field != NULL ? v.r.field : "its fields");
        while (v.owned_count > 0)
                free(v.owned[--v.owned_count]);
        return v.wrong;
}

static const char *check_all(
    vector_check *check, const struct zl_json *document, size_t *ret_count)
{
        static char message[200];
        struct zl_json_reader r = zl_json_read(document);
        const struct zl_json *array = NULL;
        size_t count = 0;

        (void)zl_json_text(&r, "about", ZL_TEXT_LINE, TEXT_MAX);
        count = zl_json_array(&r, "vectors", VECTORS_MAX, &array);
        if (zl_json_end(&r) != ZL_OK || count == 0)
                return "not a file of vectors";
        for (size_t i = 0; i < count; i++) {
                const struct zl_json *one = zl_json_array_object(&r, array, i);
                const char *wrong = check_one(check, one);

                if (wrong != NULL) {
                        (void)snprintf(message, sizeof(message),
                            "vector %zu: %s", i, wrong);
                        return message;
                }
                *ret_count = i + 1;
        }
        return NULL;
}

const char *vectors_check(
    const char *name, const void *json, size_t size, size_t *ret_count)
{
        struct zl_json *document = NULL;
        const char *wrong = "nobody checks vectors of this name";

        *ret_count = 0;
        for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
                if (strcmp(kinds[i].name, name) != 0)
                        continue;
                if (zl_json_parse(json, size, &document) != ZL_OK)
                        return "not JSON";
                wrong = check_all(kinds[i].check, document, ret_count);
                zl_json_free(document);
        }
        return wrong;
}
