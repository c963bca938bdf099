/* SPDX-License-Identifier: EUPL-1.2 */
/* Opening a member's profile from a test program. */
#include "profile_session.h"

#include <stdlib.h>
#include <time.h>

#include "keyfile.h"

struct zl_time profile_session_now(void)
{
        struct timespec t;

        (void)clock_gettime(CLOCK_REALTIME, &t);
        return (struct zl_time){
            (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000};
}

static int take_row(void *user, const struct zl_row *row)
{
        return zl_core_load(user, row);
}

int profile_session_open(const char *key_file, struct profile_session *s)
{
        const char *home = getenv("ZIJLIJN_HOME");
        struct zl_secret *key = NULL;
        struct zl_vault *vault = NULL;
        int status = ZL_E_USAGE;

        if (home == NULL)
                goto out;
        status = keyfile__read(key_file, &key);
        if (status == ZL_OK)
                status = vault_file__open(home, false, &s->file);
        if (status == ZL_OK)
                status = zl_vault_unlock(
                    vault_file__header(s->file), ZL_LOCK_KEY_FILE, key, &vault);
        if (status == ZL_OK)
                status = zl_core_new(vault, &s->core);
        if (status == ZL_OK)
                status = vault_file__each(s->file, take_row, s->core);
        if (status == ZL_OK)
                status = zl_core_loaded(s->core);
        if (status == ZL_OK)
                status = transport__new(&transport__usual,
                    vault_file__socket(s->file), &s->transport);
out:
        zl_secret_free(key);
        return status;
}

void profile_session_close(struct profile_session *s)
{
        transport__free(s->transport);
        zl_core_free(s->core);
        vault_file__close(s->file);
}
