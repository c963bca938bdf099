/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Codes of one's own: the keys of a device that sleeps on paper, so that who
 * loses every other device has not lost what was sealed to them. */
#include "own_code.h"

#include <assert.h>
#include <string.h>

enum { SIGNING_SEED = 1, SEALING_SEED = 2 };

static const char purpose[] = "zl-owncd";

int zl_own_code_new(enum zl_code_kind kind, struct zl_code *ret_code)
{
        int status = zl_code_new(ZL_CODE_LINK_BYTES, ret_code);

        assert(kind == ZL_CODE_RECOVERY || kind == ZL_CODE_DEVICE);
        if (status == ZL_OK)
                ret_code->kind = kind;
        return status;
}

/* Fixed salt: nobody guesses a code of 128 bits twice as fast for it. */
static int stretch(const struct zl_code *code, struct zl_secret **ret_master)
{
        static const char text[] = "zijlijn/1 own code";
        struct zl_hash hash = zl_hash_of(text, sizeof(text) - 1);
        struct zl_stretch stretch = {.passes = 3, .memory_kib = 64 * 1024};

        memcpy(stretch.salt, hash.bytes, sizeof(stretch.salt));
        return zl_stretch_key(
            code->bits, zl_secret_size(code->bits), &stretch, ret_master);
}

int zl_own_code_of(const struct zl_code *code, struct zl_own_code *ret_keys)
{
        struct zl_own_code keys = {.signer = {.secret = NULL}};
        struct zl_secret *master = NULL;
        struct zl_secret *seed = NULL;
        int status = ZL_OK;

        if (code->kind == ZL_CODE_INVITATION)
                return ZL_E_CODE;
        status = stretch(code, &master);
        if (status == ZL_OK)
                status = zl_secret_new(ZL_SEED_SIZE, &seed);
        if (status != ZL_OK)
                goto out;
        zl_derive(
            master, purpose, SIGNING_SEED, zl_secret_bytes(seed), ZL_SEED_SIZE);
        status = zl_signer_of_seed(zl_secret_view(seed), &keys.signer);
        if (status != ZL_OK)
                goto out;
        zl_derive(
            master, purpose, SEALING_SEED, zl_secret_bytes(seed), ZL_SEED_SIZE);
        status = zl_sealing_pair_of_seed(zl_secret_view(seed), &keys.sealing);
        if (status != ZL_OK)
                goto out;
        *ret_keys = keys;
        keys = (struct zl_own_code){.signer = {.secret = NULL}};
out:
        zl_own_code_free(&keys);
        zl_secret_free(seed);
        zl_secret_free(master);
        return status;
}

void zl_own_code_free(struct zl_own_code *keys)
{
        zl_signer_free(&keys->signer);
        zl_sealing_pair_free(&keys->sealing);
}
