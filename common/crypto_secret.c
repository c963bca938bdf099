/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The arena of secret memory.  One sodium_malloc() block (guard pages, no
 * core dump) whose lock is asked for once more and checked, because
 * sodium_malloc() ignores a refused mlock().  Secrets are few and small, so
 * a first-fit search over granules is all the allocator needs.
 */
#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "crypto.h"
#include "secret.h"

enum { GRANULE = 64, GRANULES = ZL_SECRET_ARENA / GRANULE };

struct zl_secret {
        size_t first; /* granule */
        size_t size; /* bytes asked for */
};

static uint8_t *arena;
static bool taken[GRANULES];

int zl_secret_start(void)
{
        assert(arena == NULL);
        arena = sodium_malloc(ZL_SECRET_ARENA);
        if (arena == NULL)
                return ZL_E_MEMORY;
#ifndef __wasm__
        if (sodium_mlock(arena, ZL_SECRET_ARENA) != 0) {
                sodium_free(arena);
                arena = NULL;
                return ZL_E_LOCK;
        }
#endif
        memset(taken, 0, sizeof(taken));
        sodium_memzero(arena, ZL_SECRET_ARENA);
        return ZL_OK;
}

void zl_secret_stop(void)
{
        if (arena == NULL)
                return;
        /* sodium_free() wipes natively, but nothing in WebAssembly. */
        sodium_memzero(arena, ZL_SECRET_ARENA);
        sodium_free(arena);
        arena = NULL;
}

static size_t granules_of(size_t size)
{
        return (size + GRANULE - 1) / GRANULE;
}

static bool is_free(size_t first, size_t count)
{
        for (size_t i = first; i < first + count; i++) {
                if (taken[i])
                        return false;
        }
        return true;
}

int zl_secret_new(size_t size, struct zl_secret **ret_secret)
{
        size_t count = granules_of(size);
        struct zl_secret *secret = NULL;

        assert(arena != NULL);
        assert(size > 0 && size <= ZL_SECRET_MAX);
        for (size_t first = 0; first + count <= GRANULES; first++) {
                if (!is_free(first, count))
                        continue;
                secret = malloc(sizeof(*secret));
                if (secret == NULL)
                        return ZL_E_MEMORY;
                *secret = (struct zl_secret){first, size};
                memset(taken + first, true, count);
                *ret_secret = secret;
                return ZL_OK;
        }
        return ZL_E_MEMORY;
}

void zl_secret_free(struct zl_secret *secret)
{
        if (secret == NULL)
                return;
        assert(arena != NULL);
        sodium_memzero(arena + secret->first * GRANULE,
            granules_of(secret->size) * GRANULE);
        memset(taken + secret->first, false, granules_of(secret->size));
        free(secret);
}

uint8_t *zl_secret_bytes(struct zl_secret *secret)
{
        assert(arena != NULL);
        return arena + secret->first * GRANULE;
}

const uint8_t *zl_secret_view(const struct zl_secret *secret)
{
        assert(arena != NULL);
        return arena + secret->first * GRANULE;
}

size_t zl_secret_size(const struct zl_secret *secret)
{
        return secret->size;
}
