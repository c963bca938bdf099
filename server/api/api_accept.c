/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! What a peer accepts (RFC 9110, 12.5.1). Each thing has one form
 * here, so all there is to know is whether it is excluded. */
#include <string.h>
#include <strings.h>

#include "api_internal.h"

static const char blanks[] = " \t";

/* Is there a weight of zero among a range's parameters? */
static bool has_no_weight(const char *parameters, size_t size)
{
        for (size_t i = 0; i + 3 <= size; i++) {
                size_t end = i + 3;

                if (parameters[i] != ';' && parameters[i] != ' ')
                        continue;
                if (strncasecmp(parameters + i + 1, "q=", 2) != 0)
                        continue;
                while (end < size &&
                    (parameters[end] == '0' || parameters[end] == '.'))
                        end++;
                if (end == size || strchr("; \t", parameters[end]) != NULL)
                        return true;
        }
        return false;
}

/* How closely a range names the type: 0 not at all, 3 exactly. */
static int closeness(const char *range, size_t size, const char *type)
{
        size_t family = strcspn(type, "/") + 1;

        if (size == strlen(type) && strncasecmp(range, type, size) == 0)
                return 3;
        if (size == family + 1 && strncasecmp(range, type, family) == 0 &&
            range[family] == '*')
                return 2;
        return size == 3 && strncmp(range, "*/*", 3) == 0 ? 1 : 0;
}

bool api__accepts(const char *accept, const char *type)
{
        bool accepted = false;
        int best = 0;

        if (accept == NULL || accept[strspn(accept, blanks)] == '\0')
                return true;
        while (*accept != '\0') {
                size_t whole = 0;
                size_t name = 0;
                int close = 0;

                accept += strspn(accept, " \t,");
                whole = strcspn(accept, ",");
                name = strcspn(accept, ",; \t");
                close = closeness(accept, name, type);
                if (close > best) {
                        best = close;
                        accepted = !has_no_weight(accept + name, whole - name);
                }
                accept += whole;
        }
        return accepted;
}
