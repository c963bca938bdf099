/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the invitation packets. The server cannot read one; it keeps
 * the first that came under a look-up id, and never another. */
#include <string.h>

#include "store_internal.h"

static const char add_invitation[] =
    ZL_DB_INSERT("invitation", STORE__INVITATION, ZL_DB_P4);
static const char find_invitation[] =
    ZL_DB_SELECT("invitation", STORE__INVITATION) "WHERE lookup = ?1";

int zl_store_find_invitation(struct zl_store *store, const struct zl_id *lookup,
    struct zl_bytes *ret_bytes, struct zl_time *ret_time)
{
        struct zl_db_query q = zl_db_query(store->db, find_invitation);
        struct zl_bytes bytes = {NULL, 0};
        struct zl_time time = {0};
        int status;

        zl_db_id(&q, lookup);
        status = zl_db_next(&q);
        if (status == ZL_OK) {
                bytes = store__get_answer(store, &q, 2);
                time.ms = zl_db_get_int(&q, 4);
        }
        if (zl_db_end(&q) != ZL_OK)
                return q.status;
        if (status != ZL_OK)
                return status;
        *ret_bytes = bytes;
        *ret_time = time;
        return ZL_OK;
}

int zl_store_add_invitation(struct zl_store *store, const struct zl_id *lookup,
    struct zl_bytes bytes, const struct zl_id *member, struct zl_time time)
{
        struct zl_db_query q;
        struct zl_bytes known;
        struct zl_time then;
        int status = zl_store_find_invitation(store, lookup, &known, &then);

        if (status == ZL_OK) {
                if (known.size != bytes.size ||
                    memcmp(known.data, bytes.data, bytes.size) != 0)
                        return ZL_E_CONFLICT;
                return ZL_OK;
        }
        if (status != ZL_E_NOT_FOUND)
                return status;
        q = zl_db_change(store->db, add_invitation);
        zl_db_id(&q, lookup);
        zl_db_blob(&q, bytes.data, bytes.size);
        zl_db_id(&q, member);
        zl_db_int(&q, time.ms);
        return zl_db_run(&q);
}
