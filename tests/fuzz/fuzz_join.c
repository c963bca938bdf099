/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Hello! Joining. First line: the HTTP status; the rest is what lies in the
 * packet, which is locked with the right key, or the body of any other
 * status. Stretching the code is left out: it takes long on purpose, and its
 * result is the same each time.
 */
#include <stdlib.h>
#include <string.h>

#include "core.h"
#include "fuzz.h"

static const struct zl_time now = {UINT64_C(1795435200000)};

/* The linker gives us the core's call, and has the real one under this name
 * (see CMakeLists.txt). */
int __real_zl_invitation_of(
    const struct zl_code *code, struct zl_invitation *ret_invitation);
int __wrap_zl_invitation_of(
    const struct zl_code *code, struct zl_invitation *ret_invitation);

static struct zl_invitation known;

int __wrap_zl_invitation_of(
    const struct zl_code *code, struct zl_invitation *ret_invitation)
{
        struct zl_invitation copy = {.packet_key = NULL};
        uint8_t seed[ZL_SEED_SIZE];

        if (known.packet_key == NULL)
                INSIST(__real_zl_invitation_of(code, &known) == ZL_OK);
        copy.lookup = known.lookup;
        INSIST(zl_secret_new(zl_secret_size(known.packet_key),
                   &copy.packet_key) == ZL_OK);
        memcpy(zl_secret_bytes(copy.packet_key),
            zl_secret_view(known.packet_key), zl_secret_size(known.packet_key));
        zl_signer_seed(&known.signer, seed);
        INSIST(zl_signer_of_seed(seed, &copy.signer) == ZL_OK);
        *ret_invitation = copy;
        return ZL_OK;
}

static struct zl_core *new_core(void)
{
        struct zl_secret *key = NULL;
        struct zl_vault *vault = NULL;
        struct zl_core *core = NULL;
        struct zl_buf header;

        zl_buf_init(&header, 1024);
        INSIST(zl_secret_new(ZL_KEY_FILE_SIZE, &key) == ZL_OK);
        INSIST(zl_vault_new(ZL_LOCK_KEY_FILE, key, 0, 0, &header, &vault) ==
            ZL_OK);
        INSIST(zl_core_new(vault, &core) == ZL_OK);
        INSIST(zl_core_loaded(core) == ZL_OK);
        zl_secret_free(key);
        zl_buf_free(&header);
        return core;
}

static int answer(struct zl_core *core, int http, struct zl_bytes body)
{
        struct zl_bytes lookup = {
            known.lookup.bytes, sizeof(known.lookup.bytes)};
        struct zl_buf locked;
        int status = ZL_OK;

        if (http != 200)
                return zl_core_answer(core, now, http, body);
        zl_buf_init(&locked, 2 * 1024 * 1024);
        INSIST(zl_lock(known.packet_key, body, lookup, &locked) == ZL_OK);
        status = zl_core_answer(core, now, http, zl_buf_bytes(&locked));
        zl_buf_free(&locked);
        return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct zl_code code = {NULL};
        struct zl_core *core = NULL;
        struct zl_request request;
        struct zl_offer offer;
        char word[32];

        fuzz_start();
        fuzz_line(&data, &size, word);
        core = new_core();
        INSIST(zl_code_parse("CXTC-BH7P-ER1M-EFDF-7", &code) == ZL_OK);
        INSIST(
            zl_core_join(core, now, &code, "https://zijlijn.example") == ZL_OK);
        zl_code_free(&code);
        zl_core_saved(core);
        INSIST(zl_core_next_request(core, now, &request) == ZL_OK);
        if (answer(core, (int)strtol(word, NULL, 10),
                (struct zl_bytes){data, size}) == ZL_OK &&
            zl_core_offer(core, &offer) == ZL_OK) {
                INSIST(offer.words[0] != '\0' && offer.organisation != NULL);
                INSIST(zl_core_join_accept(core, now) == ZL_OK);
        }
        zl_core_free(core);
        return 0;
}
