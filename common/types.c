/* SPDX-License-Identifier: EUPL-1.2 */
#include "types.h"

#include <string.h>

static const char *const role_words[] = {
    "none", "coordinator", "supporter", "professional", "contact"};

bool zl_id_equal(const struct zl_id *a, const struct zl_id *b)
{
        return memcmp(a->bytes, b->bytes, sizeof(a->bytes)) == 0;
}

bool zl_hash_equal(const struct zl_hash *a, const struct zl_hash *b)
{
        return memcmp(a->bytes, b->bytes, sizeof(a->bytes)) == 0;
}

bool zl_sign_key_equal(const struct zl_sign_key *a, const struct zl_sign_key *b)
{
        return memcmp(a->bytes, b->bytes, sizeof(a->bytes)) == 0;
}

bool zl_sealing_key_equal(
    const struct zl_sealing_key *a, const struct zl_sealing_key *b)
{
        return memcmp(a->bytes, b->bytes, sizeof(a->bytes)) == 0;
}

const char *zl_role_str(enum zl_role role)
{
        if ((unsigned)role > ZL_ROLE_CONTACT)
                return role_words[0];
        return role_words[role];
}

enum zl_role zl_role_of(const char *word)
{
        for (int role = ZL_ROLE_COORDINATOR; role <= ZL_ROLE_CONTACT; role++) {
                if (strcmp(word, role_words[role]) == 0)
                        return (enum zl_role)role;
        }
        return ZL_ROLE_NONE;
}
