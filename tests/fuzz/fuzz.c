/* SPDX-License-Identifier: EUPL-1.2 */
/* Hello! What the harnesses share; see fuzz.h. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "secret.h"

static struct zl_signer signer;
static bool started;

void fuzz_failed(const char *what, const char *file, int line)
{
        fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
        abort();
}

void fuzz_start(void)
{
        static const uint8_t seed[ZL_SEED_SIZE] =
            "everybody knows this seed......";

        if (started)
                return;
        started = true;
        INSIST(zl_crypto_start() == ZL_OK);
        INSIST(zl_secret_start() == ZL_OK);
        INSIST(zl_json_start() == ZL_OK);
        INSIST(zl_signer_of_seed(seed, &signer) == ZL_OK);
}

uint8_t *fuzz_copy(const uint8_t *data, size_t size)
{
        uint8_t *copy = malloc(size > 0 ? size : 1);

        INSIST(copy != NULL);
        if (size > 0)
                memcpy(copy, data, size);
        return copy;
}

char *fuzz_text(const uint8_t *data, size_t size)
{
        const uint8_t *end = size > 0 ? memchr(data, 0, size) : NULL;
        size_t length = end != NULL ? (size_t)(end - data) : size;
        char *copy = malloc(length + 1);

        INSIST(copy != NULL);
        if (length > 0)
                memcpy(copy, data, length);
        copy[length] = '\0';
        return copy;
}

void fuzz_line(const uint8_t **data, size_t *size, char ret[static 32])
{
        size_t used = 0;

        while (used < *size && (*data)[used] != '\n') {
                if (used < 31)
                        ret[used] = (char)(*data)[used];
                used++;
        }
        ret[used < 31 ? used : 31] = '\0';
        if (used < *size)
                used++;
        *data += used;
        *size -= used;
}

const struct zl_id *fuzz_organisation(void)
{
        static const struct zl_id id = {{0x4d, 0x10, 0xdc, 0x6d, 0x80, 0x1e,
            0xfa, 0xdc, 0x3e, 0xc7, 0x72, 0x6f, 0x2d, 0x26, 0x5c, 0xfc}};

        return &id;
}

const struct zl_signer *fuzz_signer(void)
{
        return &signer;
}

bool fuzz_same(const struct zl_buf *a, const struct zl_buf *b)
{
        return a->size == b->size &&
            (a->size == 0 || memcmp(a->data, b->data, a->size) == 0);
}
