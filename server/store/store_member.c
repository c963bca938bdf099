/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the members: id and role of everybody ever appointed. Nothing
 * is decided from these rows; the constraints of the other tables lean on
 * them. */
#include "store_internal.h"

static const char find_member[] =
    STORE__SELECT("member", STORE__MEMBER) "WHERE id = ?1";
static const char add_member[] =
    STORE__INSERT("member", STORE__MEMBER, STORE__P3);

int store__role(
    struct zl_store *store, const struct zl_id *id, enum zl_role *ret_role)
{
        struct store__query q = store__query(store, find_member);
        uint64_t role = 0;
        int status;

        store__id(&q, id);
        status = store__next(&q);
        if (status == ZL_OK)
                role = store__get_int(&q, 2);
        if (store__end(&q) != ZL_OK)
                return q.status;
        if (status != ZL_OK)
                return status;
        *ret_role = (enum zl_role)role;
        return ZL_OK;
}

int store__keep_member(struct zl_store *store, const struct zl_id *id,
    enum zl_role role, uint64_t appointment)
{
        struct store__query q;
        enum zl_role known = ZL_ROLE_NONE;
        int status = store__role(store, id, &known);

        if (status == ZL_OK)
                return known == role ? ZL_OK : ZL_E_CONFLICT;
        if (status != ZL_E_NOT_FOUND)
                return status;
        q = store__change(store, add_member);
        store__id(&q, id);
        store__int(&q, (uint64_t)role);
        store__int(&q, appointment);
        return store__run(&q);
}
