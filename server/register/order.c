/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Names in the order in which readers look for them. ICU's keys are
 * compared byte by byte and end with a zero that is nowhere else in them, so
 * several in a row sort by the first, then by the next. */
#include "order.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>

enum {
        UNITS_MAX = 200, /* of UTF-16: two for a code point */
        KEY_MAX = 4096
};

struct zl_order {
        UCollator *collator;
};

struct zl_order_key {
        uint32_t size;
        uint8_t bytes[];
};

int zl_order_new(struct zl_order **ret_order)
{
        struct zl_order *order = calloc(1, sizeof(*order));
        UErrorCode failed = U_ZERO_ERROR;

        if (order == NULL)
                return ZL_E_MEMORY;
        order->collator = ucol_open("", &failed); /* the root */
        if (U_SUCCESS(failed))
                ucol_setAttribute(
                    order->collator, UCOL_NORMALIZATION_MODE, UCOL_ON, &failed);
        if (U_FAILURE(failed)) {
                zl_order_free(order);
                return ZL_E_MEMORY;
        }
        *ret_order = order;
        return ZL_OK;
}

void zl_order_free(struct zl_order *order)
{
        if (order == NULL)
                return;
        ucol_close(order->collator);
        free(order);
}

/* Append a text's key; the size afterwards, 0 when it does not fit. */
static size_t append(const struct zl_order *order, const char *text,
    uint8_t ret[static KEY_MAX], size_t size)
{
        UErrorCode failed = U_ZERO_ERROR;
        UChar units[UNITS_MAX];
        int32_t count = 0;
        int32_t added = 0;

        u_strFromUTF8(units, UNITS_MAX, &count, text, -1, &failed);
        if (U_FAILURE(failed))
                return 0;
        added = ucol_getSortKey(order->collator, units, count, ret + size,
            (int32_t)(KEY_MAX - size));
        if (added <= 0 || (size_t)added > KEY_MAX - size)
                return 0;
        return size + (size_t)added;
}

int zl_order_key_new(const struct zl_order *order, const char *const *texts,
    size_t count, const struct zl_id *id, struct zl_order_key **ret_key)
{
        uint8_t bytes[KEY_MAX];
        struct zl_order_key *key = NULL;
        size_t size = 0;

        for (size_t i = 0; i < count; i++) {
                size = append(order, texts[i], bytes, size);
                if (size == 0)
                        return ZL_E_MALFORMED;
        }
        if (size > sizeof(bytes) - ZL_ID_SIZE)
                return ZL_E_MALFORMED;
        memcpy(bytes + size, id->bytes, ZL_ID_SIZE);
        size += ZL_ID_SIZE;
        key = malloc(sizeof(*key) + size);
        if (key == NULL)
                return ZL_E_MEMORY;
        key->size = (uint32_t)size;
        memcpy(key->bytes, bytes, size);
        *ret_key = key;
        return ZL_OK;
}

int zl_order_compare(const struct zl_order_key *a, const struct zl_order_key *b)
{
        size_t size = a->size < b->size ? a->size : b->size;
        int differs = memcmp(a->bytes, b->bytes, size);

        if (differs != 0)
                return differs;
        return (a->size > b->size) - (a->size < b->size);
}
