/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! What supporters keep of a club itself. */
#include <string.h>

#include "register_internal.h"

static const char find_club[] =
    ZL_DB_SELECT("club", REGISTER__CLUB) "WHERE id = ?1";
static const char put_club[] = ZL_DB_REPLACE("club", REGISTER__CLUB, ZL_DB_P8);

static void read_club(struct zl_db_query *q, struct zl_register_club *ret)
{
        uint64_t youth;

        zl_db_get(q, 1, ret->id.bytes, ZL_ID_SIZE);
        register__get_text(q, 2, ret->address, sizeof(ret->address));
        register__get_text(q, 3, ret->website, sizeof(ret->website));
        youth = zl_db_get_int(q, 4);
        ret->has_youth_members = youth > 0;
        ret->youth_members = youth > 0 ? (uint32_t)youth - 1 : 0;
        register__get_text(
            q, 5, ret->extra_support, sizeof(ret->extra_support));
        ret->visit_days = (uint32_t)zl_db_get_int(q, 6);
        ret->code_of_conduct = (uint32_t)zl_db_get_int(q, 7);
        ret->trainers_trained = (uint32_t)zl_db_get_int(q, 8);
}

int zl_register_club(struct zl_register *reg, const struct zl_id *club,
    struct zl_register_club *ret)
{
        struct zl_db_query q = zl_db_query(reg->db, find_club);
        struct zl_register_club found = {.visit_days = 0};
        int status;

        zl_db_id(&q, club);
        status = zl_db_next(&q);
        if (status == ZL_OK)
                read_club(&q, &found);
        if (zl_db_end(&q) != ZL_OK)
                return q.status;
        found.id = *club;
        *ret = found;
        return ZL_OK;
}

int zl_register_put_club(
    struct zl_register *reg, const struct zl_register_club *club)
{
        struct zl_db_query q = zl_db_change(reg->db, put_club);

        register__touch(reg, &club->id);
        zl_db_id(&q, &club->id);
        register__text(&q, club->address);
        register__text(&q, club->website);
        zl_db_int(&q,
            club->has_youth_members ? (uint64_t)club->youth_members + 1 : 0);
        register__text(&q, club->extra_support);
        zl_db_int(&q, club->visit_days);
        zl_db_int(&q, club->code_of_conduct);
        zl_db_int(&q, club->trainers_trained);
        return zl_db_run(&q);
}
