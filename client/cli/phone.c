/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the telephone numbers. Two numbers, or one with words behind it,
 * are no number: rather none to ring than a wrong one. */
#include "phone.h"

#include <string.h>

enum { FEWEST = 3, MOST = 15 }; /* digits; E.164 has 15 at most */

bool phone__uri(const char *phone, char ret[static PHONE_URI])
{
        static const char scheme[] = {'t', 'e', 'l', ':'};
        size_t size = sizeof(scheme);
        size_t digits = 0;
        const char *at = phone + strspn(phone, " ");

        memcpy(ret, scheme, size);
        if (*at == '+')
                ret[size++] = *at++;
        for (; *at != '\0'; at++) {
                /* Not dialled behind the number of a country. */
                if (ret[4] == '+' && digits > 0 && strncmp(at, "(0)", 3) == 0) {
                        at += 2;
                        continue;
                }
                if (strchr(" -.()", *at) != NULL)
                        continue;
                if (*at < '0' || *at > '9' || digits == MOST)
                        return false;
                ret[size++] = *at;
                digits++;
        }
        ret[size] = '\0';
        return digits >= FEWEST;
}
