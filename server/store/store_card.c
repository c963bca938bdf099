/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the card documents: names and phone numbers, kept by their
 * hash and apart from every log, so that they can go. */
#include "store_internal.h"

static const char add_card[] =
    ZL_DB_INSERT("card", STORE__CARD, ZL_DB_P3) "ON CONFLICT DO NOTHING";
static const char find_card[] =
    ZL_DB_SELECT("card", STORE__CARD) "WHERE hash = ?1";

int zl_store_add_card(struct zl_store *store, const struct zl_hash *card,
    struct zl_bytes bytes, struct zl_time time)
{
        struct zl_db_query q = zl_db_change(store->db, add_card);

        zl_db_hash(&q, card);
        zl_db_blob(&q, bytes.data, bytes.size);
        zl_db_int(&q, time.ms);
        return zl_db_run(&q);
}

int zl_store_find_card(struct zl_store *store, const struct zl_hash *card,
    struct zl_bytes *ret_bytes)
{
        struct zl_db_query q = zl_db_query(store->db, find_card);
        struct zl_bytes bytes = {NULL, 0};
        int status;

        zl_db_hash(&q, card);
        status = zl_db_next(&q);
        if (status == ZL_OK)
                bytes = store__get_answer(store, &q, 2);
        if (zl_db_end(&q) != ZL_OK)
                return q.status;
        if (status == ZL_OK)
                *ret_bytes = bytes;
        return status;
}
