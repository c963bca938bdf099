/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! What an e-mail address may be here: less than RFC 5321 lets it be,
 * and all that people have. It takes part in no routing ("%", "!"), and
 * names no program or file to a mail server that still knows these
 * ("|", "/"). */
#include "notify/address.h"

#include <string.h>

enum { LOCAL_MAX = 64, LABEL_MAX = 63 };

/* The end of the parts with dots between them at the beginning of a text, each
 * one or more of these marks and at most so long; NULL: there are none. */
static const char *end_of_parts(const char *text, const char *marks, size_t max)
{
        for (;;) {
                size_t size = strspn(text, marks);

                if (size == 0 || size > max)
                        return NULL;
                text += size;
                if (*text != '.')
                        return text;
                text++;
        }
}

/* RFC 5321, 4.1.2: a Dot-string with fewer marks. */
static bool is_local_part(const char *text, const char **ret_end)
{
        static const char marks[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                    "abcdefghijklmnopqrstuvwxyz0123456789"
                                    "#&'+-=_~";
        const char *end = end_of_parts(text, marks, LOCAL_MAX);

        if (end == NULL || end - text > LOCAL_MAX || text[0] == '-')
                return false;
        *ret_end = end;
        return true;
}

/* RFC 5321, 4.1.2: a Domain; each part begins and ends with a letter or
 * digit. */
static bool is_domain(const char *text)
{
        static const char marks[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                    "abcdefghijklmnopqrstuvwxyz0123456789-";
        const char *end = end_of_parts(text, marks, LABEL_MAX);

        if (end == NULL || *end != '\0')
                return false;
        for (const char *c = strchr(text, '-'); c != NULL;
             c = strchr(c + 1, '-')) {
                if (c == text || c[-1] == '.' || c[1] == '.' || c[1] == '\0')
                        return false;
        }
        return true;
}

bool zl_address_fits(const char *text)
{
        const char *at = NULL;

        return is_local_part(text, &at) && *at == '@' && is_domain(at + 1);
}
