/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! The parts of imports, from when they come until they are taken
 * together, or a day is over. */
#include "register_import.h"

#include "calendar.h"
#include "register_internal.h"

/* Of the other imports of this sender, those that do not fit any more. */
static const char drop_oldest[] =
    "DELETE FROM import_part WHERE sender = ?1 AND import <> ?2 AND import NOT "
    "IN (SELECT import FROM import_part WHERE sender = ?1 AND import <> ?2 "
    "GROUP BY import ORDER BY max(time) DESC, import LIMIT ?3)";
static const char put_part[] =
    ZL_DB_REPLACE("import_part", REGISTER__IMPORT_PART, ZL_DB_P5);
static const char find_part[] = ZL_DB_SELECT(
    "import_part", REGISTER__IMPORT_PART) "WHERE sender = ?1 AND import = ?2 "
                                          "AND number = ?3 AND time > ?4";
static const char drop_import[] =
    "DELETE FROM import_part WHERE sender = ?1 AND import = ?2";
static const char find_old[] = "SELECT 1 FROM import_part WHERE time <= ?1 "
                               "LIMIT 1";
static const char drop_old[] = "DELETE FROM import_part WHERE time <= ?1";

static uint64_t day_before(struct zl_time now)
{
        return now.ms > ZL_MS_DAY ? now.ms - ZL_MS_DAY : 0;
}

int zl_import_put_part(struct zl_register *reg,
    const struct zl_import_part *part, struct zl_time now,
    struct zl_bytes bytes)
{
        struct zl_db_query q = zl_db_change(reg->db, drop_oldest);
        int status;

        zl_db_id(&q, &part->sender);
        zl_db_id(&q, &part->import);
        zl_db_int(&q, ZL_IMPORTS_MAX - 1);
        status = zl_db_run(&q);
        if (status != ZL_OK)
                return status;
        q = zl_db_change(reg->db, put_part);
        zl_db_id(&q, &part->sender);
        zl_db_id(&q, &part->import);
        zl_db_int(&q, part->number);
        zl_db_int(&q, now.ms);
        zl_db_blob(&q, bytes.data, bytes.size);
        return zl_db_run(&q);
}

int zl_import_part(struct zl_register *reg, const struct zl_import_part *part,
    struct zl_time now, struct zl_buf *buf)
{
        struct zl_db_query q = zl_db_query(reg->db, find_part);
        struct zl_bytes bytes;
        int status;

        zl_db_id(&q, &part->sender);
        zl_db_id(&q, &part->import);
        zl_db_int(&q, part->number);
        zl_db_int(&q, day_before(now));
        status = zl_db_next(&q);
        if (status == ZL_OK) {
                bytes = zl_db_get_bytes(&q, 5);
                zl_put_bytes(buf, bytes.data, bytes.size);
                status = buf->status;
        }
        return zl_db_end(&q) != ZL_OK ? q.status : status;
}

int zl_import_drop(struct zl_register *reg, const struct zl_import_part *part)
{
        struct zl_db_query q = zl_db_change(reg->db, drop_import);

        zl_db_id(&q, &part->sender);
        zl_db_id(&q, &part->import);
        return zl_db_run(&q);
}

int zl_import_sweep(struct zl_register *reg, struct zl_time now)
{
        struct zl_db_query q = zl_db_query(reg->db, find_old);
        int status;

        zl_db_int(&q, day_before(now));
        status = zl_db_next(&q);
        if (zl_db_end(&q) != ZL_OK)
                return q.status;
        if (status == ZL_E_NOT_FOUND)
                return ZL_OK;
        status = zl_register_begin(reg);
        if (status != ZL_OK)
                return status;
        q = zl_db_change(reg->db, drop_old);
        zl_db_int(&q, day_before(now));
        status = zl_db_run(&q);
        if (status == ZL_OK)
                return zl_register_commit(reg);
        zl_register_rollback(reg);
        return status;
}
