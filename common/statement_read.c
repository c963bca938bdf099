/* SPDX-License-Identifier: EUPL-1.2 */
/* What reading the payloads of several types needs. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "statement_internal.h"

const char *statement__line(struct statement__in *in, struct zl_json_reader *r,
    const char *name, size_t max_chars)
{
        const char *text = zl_json_text(r, name, ZL_TEXT_LINE, max_chars);
        size_t size = strlen(text) + 1;
        char *copy = in->texts + in->used;

        if (r->status != ZL_OK)
                return "";
        assert(size <= in->room - in->used);
        memcpy(copy, text, size);
        in->used += size;
        return copy;
}

const char *statement__kind(
    struct statement__in *in, struct zl_json_reader *r, const char *name)
{
        const char *kind = statement__line(in, r, name, 40);

        if (strspn(kind, "abcdefghijklmnopqrstuvwxyz0123456789-") !=
            strlen(kind))
                zl_json_fail(r, name, ZL_E_MALFORMED);
        return kind;
}

void *statement__array(struct zl_json_reader *r, size_t count, size_t size)
{
        void *array = NULL;

        if (count == 0)
                return NULL;
        array = calloc(count, size);
        if (array == NULL)
                zl_json_fail(r, NULL, ZL_E_MEMORY);
        return array;
}

bool statement__twice(const struct zl_id *ids, size_t count, size_t step)
{
        const uint8_t *first = (const uint8_t *)ids;

        for (size_t i = 1; i < count; i++) {
                for (size_t j = 0; j < i; j++) {
                        if (memcmp(first + i * step, first + j * step,
                                ZL_ID_SIZE) == 0)
                                return true;
                }
        }
        return false;
}

void statement__end(struct zl_json_reader *outer, struct zl_json_reader *inner,
    const char *field)
{
        int status = zl_json_end(inner);

        if (status != ZL_OK)
                zl_json_fail(outer, field, status);
}
