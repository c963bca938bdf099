/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the members: id and role of everybody ever appointed. Nothing
 * is decided from these rows; the constraints of the other tables lean on
 * them. */
#include "store_internal.h"

static const char find_member[] =
    ZL_DB_SELECT("member", STORE__MEMBER) "WHERE id = ?1";
static const char add_member[] =
    ZL_DB_INSERT("member", STORE__MEMBER, ZL_DB_P3);

int store__role(
    struct zl_store *store, const struct zl_id *id, enum zl_role *ret_role)
{
        struct zl_db_query q = zl_db_query(store->db, find_member);
        uint64_t role = 0;
        int status;

        zl_db_id(&q, id);
        status = zl_db_next(&q);
        if (status == ZL_OK)
                role = zl_db_get_int(&q, 2);
        if (zl_db_end(&q) != ZL_OK)
                return q.status;
        if (status != ZL_OK)
                return status;
        *ret_role = (enum zl_role)role;
        return ZL_OK;
}

int store__keep_member(struct zl_store *store, const struct zl_id *id,
    enum zl_role role, uint64_t appointment)
{
        struct zl_db_query q;
        enum zl_role known = ZL_ROLE_NONE;
        int status = store__role(store, id, &known);

        if (status == ZL_OK)
                return known == role ? ZL_OK : ZL_E_CONFLICT;
        if (status != ZL_E_NOT_FOUND)
                return status;
        q = zl_db_change(store->db, add_member);
        zl_db_id(&q, id);
        zl_db_int(&q, (uint64_t)role);
        zl_db_int(&q, appointment);
        return zl_db_run(&q);
}
