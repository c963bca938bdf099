/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the schema's keeper. It brings a database up to the newest
 * numbered file of schema/sql, and sees that the file is one of ours before
 * a byte of it is changed: by the application id in its header, by whose
 * organisation it says it is, and by a hash over the schema itself, so that
 * no constraint goes missing unnoticed. */
#include <stdio.h>
#include <string.h>

#include "db_internal.h"

static const char find_store[] =
    ZL_DB_SELECT("store", ZL_DB_STORE) "WHERE only = 1";
static const char put_store[] =
    "INSERT OR REPLACE INTO store(" ZL_DB_STORE ", row_hash) VALUES (" ZL_DB_P3
    ", " ZL_DB_HASH("store", ZL_DB_P3) ")";
/* What SQLite makes for itself has no text and follows from the rest. */
static const char each_schema[] =
    "SELECT 1, type, name, tbl_name, sql FROM sqlite_schema "
    "WHERE sql IS NOT NULL ORDER BY type, name";

/* SHA-256 over the text of every table, index and trigger. */
static int hash_schema(struct zl_db *db, struct zl_hash *ret_hash)
{
        struct zl_db_query q = zl_db_query(db, each_schema);
        struct zl_hasher h;
        struct zl_bytes part;
        uint8_t size[4];
        int status;

        zl_hasher_init(&h);
        while ((status = zl_db_next(&q)) == ZL_OK) {
                for (int column = 1; column <= 4; column++) {
                        part = zl_db_get_bytes(&q, column);
                        for (int i = 0; i < 4; i++)
                                size[i] = (uint8_t)(part.size >> (24 - 8 * i));
                        zl_hasher_add(&h, size, sizeof(size));
                        zl_hasher_add(&h, part.data, part.size);
                }
        }
        (void)zl_db_end(&q);
        if (status != ZL_E_NOT_FOUND)
                return status;
        *ret_hash = zl_hasher_end(&h);
        return ZL_OK;
}

static int keep_store(struct zl_db *db, const struct zl_id *organisation)
{
        struct zl_db_query q;
        struct zl_hash schema;
        int status = hash_schema(db, &schema);

        if (status != ZL_OK)
                return status;
        q = zl_db_change(db, put_store);
        zl_db_int(&q, 1);
        zl_db_id(&q, organisation);
        zl_db_hash(&q, &schema);
        return zl_db_run(&q);
}

/* Whose database is it, and is the schema what it was? */
static int check_store(struct zl_db *db, const struct zl_id *organisation)
{
        struct zl_db_query q = zl_db_query(db, find_store);
        struct zl_hash kept;
        struct zl_hash schema;
        struct zl_id whose;
        int status = zl_db_next(&q);

        if (status == ZL_OK) {
                zl_db_get(&q, 2, whose.bytes, sizeof(whose.bytes));
                zl_db_get(&q, 3, kept.bytes, sizeof(kept.bytes));
        }
        if (zl_db_end(&q) != ZL_OK || status != ZL_OK)
                return status == ZL_E_NOT_FOUND ? ZL_E_DAMAGED : q.status;
        status = hash_schema(db, &schema);
        if (status != ZL_OK)
                return status;
        if (!zl_hash_equal(&kept, &schema))
                return ZL_E_DAMAGED;
        if (!zl_id_equal(&whose, organisation))
                return ZL_E_ORGANISATION;
        return ZL_OK;
}

/* One migration, in a transaction of its own. */
static int run_migration(
    struct zl_db *db, int number, const struct zl_id *organisation)
{
        char version[96];
        int status = db__exec(db, "BEGIN IMMEDIATE");

        if (status != ZL_OK)
                return status;
        (void)snprintf(version, sizeof(version),
            "PRAGMA application_id = %u; PRAGMA user_version = %d",
            (unsigned)db->kind->application, number);
        status = db__exec(db, db->kind->migrations[number - 1].text);
        if (status == ZL_OK)
                status = db__exec(db, version);
        if (status == ZL_OK)
                status = keep_store(db, organisation);
        if (status == ZL_OK)
                status = db__exec(db, "COMMIT");
        if (status != ZL_OK)
                zl_db_rollback(db);
        /* The statements prepared so far were of the schema before. */
        db__forget(db);
        return status;
}

/* The version of a database that is ours; 0 for an empty one. */
static int find_version(struct zl_db *db, int64_t *ret_version)
{
        int64_t application = 0;
        int64_t version = 0;
        int64_t things = 0;
        int status = zl_db_one_int(db, "PRAGMA application_id", &application);

        if (status == ZL_OK)
                status = zl_db_one_int(db, "PRAGMA user_version", &version);
        if (status == ZL_OK)
                status = zl_db_one_int(
                    db, "SELECT count(*) FROM sqlite_schema", &things);
        if (status != ZL_OK)
                return status;
        if (application == 0 && version == 0 && things == 0) {
                *ret_version = 0;
                return ZL_OK;
        }
        if (application != (int64_t)db->kind->application || version < 1 ||
            things == 0)
                return ZL_E_DAMAGED;
        *ret_version = version;
        return ZL_OK;
}

/* A file system without shared memory would silently say no. */
static int use_wal(struct zl_db *db)
{
        sqlite3_stmt *stmt = NULL;
        const char *mode;
        int rc = sqlite3_prepare_v2(
            db->handle, "PRAGMA journal_mode = WAL", -1, &stmt, NULL);
        int status;

        if (rc == SQLITE_OK)
                rc = sqlite3_step(stmt);
        status = db__status(rc);
        if (status == ZL_OK) {
                mode = (const char *)sqlite3_column_text(stmt, 0);
                if (mode == NULL || strcmp(mode, "wal") != 0)
                        status = ZL_E_STORAGE;
        }
        (void)sqlite3_finalize(stmt);
        return status;
}

int db__migrate(struct zl_db *db, const struct zl_id *organisation)
{
        int64_t version = 0;
        int status = find_version(db, &version);

        if (status != ZL_OK)
                return status;
        if (version > db->kind->migration_count)
                return ZL_E_VERSION;
        if (version > 0)
                status = check_store(db, organisation);
        if (status != ZL_OK)
                return status;
        if (!db->writes)
                return version == db->kind->migration_count ? ZL_OK
                                                            : ZL_E_VERSION;
        /* From here on it is ours to write. */
        status = use_wal(db);
        for (int next = (int)version + 1;
             status == ZL_OK && next <= db->kind->migration_count; next++)
                status = run_migration(db, next, organisation);
        return status;
}
