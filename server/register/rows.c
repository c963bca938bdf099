/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Rows that stay sorted. */
#include "rows.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM_MIN = 16 };

void *zl_rows_at(const struct zl_rows *rows, size_t i)
{
        assert(i < rows->count);
        return rows->data + i * rows->size;
}

int zl_rows_add(struct zl_rows *rows, const void *row)
{
        if (rows->count == rows->room) {
                /* A quarter more: there are many, and few come at a time. */
                size_t room = rows->room + rows->room / 4 + ROOM_MIN;
                uint8_t *data = realloc(rows->data, room * rows->size);

                if (data == NULL)
                        return ZL_E_MEMORY;
                rows->data = data;
                rows->room = room;
        }
        memcpy(rows->data + rows->count * rows->size, row, rows->size);
        rows->count++;
        return ZL_OK;
}

void zl_rows_filter(struct zl_rows *rows, zl_rows_keep *keep, void *context)
{
        size_t kept = 0;

        for (size_t i = 0; i < rows->count; i++) {
                uint8_t *row = rows->data + i * rows->size;

                if (!keep(context, row))
                        continue;
                if (kept != i)
                        memcpy(rows->data + kept * rows->size, row, rows->size);
                kept++;
        }
        rows->count = kept;
}

int zl_rows_merge(struct zl_rows *rows, size_t sorted, zl_rows_compare *compare,
    void *context)
{
        size_t size = rows->size;
        size_t came = rows->count - sorted;
        size_t at = rows->count;
        uint8_t *tail = NULL;

        if (came == 0)
                return ZL_OK;
        qsort_r(rows->data + sorted * size, came, size, compare, context);
        if (sorted == 0)
                return ZL_OK;
        tail = malloc(came * size);
        if (tail == NULL)
                return ZL_E_MEMORY;
        memcpy(tail, rows->data + sorted * size, came * size);
        /* From behind, so that nothing is overwritten that is still to go. */
        while (came > 0) {
                const uint8_t *next = tail + (came - 1) * size;

                at--;
                if (sorted > 0 &&
                    compare(rows->data + (sorted - 1) * size, next, context) >
                        0) {
                        sorted--;
                        memcpy(rows->data + at * size,
                            rows->data + sorted * size, size);
                } else {
                        came--;
                        memcpy(rows->data + at * size, next, size);
                }
        }
        free(tail);
        return ZL_OK;
}

void zl_rows_free(struct zl_rows *rows)
{
        free(rows->data);
        *rows = (struct zl_rows){.size = rows->size};
}
