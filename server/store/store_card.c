/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the card documents: names and phone numbers, kept by their
 * hash and apart from every log, so that they can go. */
#include "store_internal.h"

static const char add_card[] =
    STORE__INSERT("card", STORE__CARD, STORE__P3) "ON CONFLICT DO NOTHING";
static const char find_card[] =
    STORE__SELECT("card", STORE__CARD) "WHERE hash = ?1";

int zl_store_add_card(struct zl_store *store, const struct zl_hash *card,
    struct zl_bytes bytes, struct zl_time time)
{
        struct store__query q = store__change(store, add_card);

        store__hash(&q, card);
        store__blob(&q, bytes.data, bytes.size);
        store__int(&q, time.ms);
        return store__run(&q);
}

int zl_store_find_card(struct zl_store *store, const struct zl_hash *card,
    struct zl_bytes *ret_bytes)
{
        struct store__query q = store__query(store, find_card);
        struct zl_bytes bytes = {NULL, 0};
        int status;

        store__hash(&q, card);
        status = store__next(&q);
        if (status == ZL_OK)
                bytes = store__get_answer(&q, 2);
        if (store__end(&q) != ZL_OK)
                return q.status;
        if (status == ZL_OK)
                *ret_bytes = bytes;
        return status;
}
