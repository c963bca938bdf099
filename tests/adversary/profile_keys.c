/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello!  What somebody has who took a member's profile and its key file: the
 * secrets, on standard output, for tests that sign with a member's own key.
 *
 *     profile-keys FILE
 *             one line for each: `member`, `root` or `device` and a seed,
 *             `sealing` and a secret
 *
 * ZIJLIJN_HOME chooses the profile, FILE unlocks it.  Only for profiles that
 * a test made: nothing here keeps a secret. */
#include <stdio.h>

#include "json.h"
#include "profile_session.h"

static void print_hex(const char *what, const uint8_t *bytes, size_t size)
{
        printf("%s ", what);
        for (size_t i = 0; i < size; i++)
                printf("%02x", bytes[i]);
        printf("\n");
}

static void print_seed(const char *what, const struct zl_signer *signer)
{
        uint8_t seed[ZL_SEED_SIZE];

        if (signer->secret == NULL)
                return;
        zl_signer_seed(signer, seed);
        print_hex(what, seed, sizeof(seed));
        zl_wipe(seed, sizeof(seed));
}

static void print_all(const struct zl_core *core)
{
        print_hex("member", core->profile.member.bytes, ZL_ID_SIZE);
        print_seed("root", &core->root);
        print_seed("device", &core->device);
        for (size_t i = 0; i < core->pair_count; i++) {
                const struct zl_secret *secret = core->pairs[i].pair.secret;

                print_hex(
                    "sealing", zl_secret_view(secret), zl_secret_size(secret));
        }
}

int main(int argc, char **argv)
{
        struct profile_session s = {0};
        int status = ZL_E_USAGE;

        if (argc == 2 && zl_crypto_start() == ZL_OK &&
            zl_secret_start() == ZL_OK && zl_json_start() == ZL_OK)
                status = profile_session_open(argv[1], &s);
        if (status == ZL_OK)
                print_all(s.core);
        else
                fprintf(stderr, "profile-keys: %s\n", zl_status_str(status));
        profile_session_close(&s);
        zl_secret_stop();
        return status == ZL_OK ? 0 : 1;
}
