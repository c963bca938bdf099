/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! What an e-mail address may be here: less than RFC 5321 lets it be,
 * and all that people have. */
#include "notify/address.h"

#include <string.h>

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              "abcdefghijklmnopqrstuvwxyz0123456789";
static const char besides[] = "!#$%&'*+-/=?^_`{|}~.";

bool zl_address_fits(const char *text)
{
        const char *at = strchr(text, '@');

        if (at == NULL || at == text || at[1] == '\0' || text[0] == '-')
                return false;
        for (const char *c = text; c < at; c++) {
                if (strchr(letters, *c) == NULL && strchr(besides, *c) == NULL)
                        return false;
        }
        for (const char *c = at + 1; *c != '\0'; c++) {
                if (strchr(letters, *c) == NULL && *c != '-' && *c != '.')
                        return false;
        }
        return strchr("-.", at[1]) == NULL;
}
