/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the schema's keeper. It brings a database up to the newest
 * numbered file of schema/sql, and sees that the file is one of ours before
 * a byte of it is changed: by the application id in its header, by whose
 * organisation it says it is, and by a hash over the schema itself, so that
 * no constraint goes missing unnoticed. */
#include <stdio.h>
#include <string.h>

#include "store_internal.h"

/* "ZLYN" in the file's header: this is a database of zijlijnd. */
#define APPLICATION_ID INT64_C(0x5a4c594e)
#define APPLICATION_ID_TEXT "1514953038"

static const char find_store[] =
    STORE__SELECT("store", STORE__STORE) "WHERE only = 1";
static const char put_store[] =
    "INSERT OR REPLACE INTO store(" STORE__STORE
    ", row_hash) VALUES (" STORE__P3 ", " STORE__HASH("store", STORE__P3) ")";
/* What SQLite makes for itself has no text and follows from the rest. */
static const char each_schema[] =
    "SELECT 1, type, name, tbl_name, sql FROM sqlite_schema "
    "WHERE sql IS NOT NULL ORDER BY type, name";

/* SHA-256 over the text of every table, index and trigger. */
static int hash_schema(struct zl_store *store, struct zl_hash *ret_hash)
{
        struct store__query q = store__query(store, each_schema);
        struct zl_hasher h;
        struct zl_bytes part;
        uint8_t size[4];
        int status;

        zl_hasher_init(&h);
        while ((status = store__next(&q)) == ZL_OK) {
                for (int column = 1; column <= 4; column++) {
                        part = store__get_bytes(&q, column);
                        for (int i = 0; i < 4; i++)
                                size[i] = (uint8_t)(part.size >> (24 - 8 * i));
                        zl_hasher_add(&h, size, sizeof(size));
                        zl_hasher_add(&h, part.data, part.size);
                }
        }
        (void)store__end(&q);
        if (status != ZL_E_NOT_FOUND)
                return status;
        *ret_hash = zl_hasher_end(&h);
        return ZL_OK;
}

static int keep_store(struct zl_store *store, const struct zl_id *organisation)
{
        struct store__query q;
        struct zl_hash schema;
        int status = hash_schema(store, &schema);

        if (status != ZL_OK)
                return status;
        q = store__change(store, put_store);
        store__int(&q, 1);
        store__id(&q, organisation);
        store__hash(&q, &schema);
        return store__run(&q);
}

/* Whose database is it, and is the schema what it was? */
static int check_store(struct zl_store *store, const struct zl_id *organisation)
{
        struct store__query q = store__query(store, find_store);
        struct zl_hash kept;
        struct zl_hash schema;
        struct zl_id whose;
        int status = store__next(&q);

        if (status == ZL_OK) {
                store__get(&q, 2, whose.bytes, sizeof(whose.bytes));
                store__get(&q, 3, kept.bytes, sizeof(kept.bytes));
        }
        if (store__end(&q) != ZL_OK || status != ZL_OK)
                return status == ZL_E_NOT_FOUND ? ZL_E_DAMAGED : q.status;
        status = hash_schema(store, &schema);
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
    struct zl_store *store, int number, const struct zl_id *organisation)
{
        char version[96];
        int status = store__exec(store, "BEGIN IMMEDIATE");

        if (status != ZL_OK)
                return status;
        (void)snprintf(version, sizeof(version),
            "PRAGMA application_id = " APPLICATION_ID_TEXT
            "; PRAGMA user_version = %d",
            number);
        status = store__exec(store, store__migrations[number - 1].text);
        if (status == ZL_OK)
                status = store__exec(store, version);
        if (status == ZL_OK)
                status = keep_store(store, organisation);
        if (status == ZL_OK)
                status = store__exec(store, "COMMIT");
        if (status != ZL_OK)
                store__rollback(store);
        /* The statements prepared so far were of the schema before. */
        store__forget(store);
        return status;
}

/* The version of a database that is ours; 0 for an empty one. */
static int find_version(struct zl_store *store, int64_t *ret_version)
{
        int64_t application = 0;
        int64_t version = 0;
        int64_t things = 0;
        int status =
            store__one_int(store, "PRAGMA application_id", &application);

        if (status == ZL_OK)
                status = store__one_int(store, "PRAGMA user_version", &version);
        if (status == ZL_OK)
                status = store__one_int(
                    store, "SELECT count(*) FROM sqlite_schema", &things);
        if (status != ZL_OK)
                return status;
        if (application == 0 && version == 0 && things == 0) {
                *ret_version = 0;
                return ZL_OK;
        }
        if (application != APPLICATION_ID || version < 1 || things == 0)
                return ZL_E_DAMAGED;
        *ret_version = version;
        return ZL_OK;
}

/* A file system without shared memory would silently say no. */
static int use_wal(struct zl_store *store)
{
        sqlite3_stmt *stmt = NULL;
        const char *mode;
        int rc = sqlite3_prepare_v2(
            store->db, "PRAGMA journal_mode = WAL", -1, &stmt, NULL);
        int status;

        if (rc == SQLITE_OK)
                rc = sqlite3_step(stmt);
        status = store__status(rc);
        if (status == ZL_OK) {
                mode = (const char *)sqlite3_column_text(stmt, 0);
                if (mode == NULL || strcmp(mode, "wal") != 0)
                        status = ZL_E_STORAGE;
        }
        (void)sqlite3_finalize(stmt);
        return status;
}

int store__migrate(struct zl_store *store, const struct zl_id *organisation)
{
        int64_t version = 0;
        int status = find_version(store, &version);

        if (status != ZL_OK)
                return status;
        if (version > store__migration_count)
                return ZL_E_VERSION;
        if (version > 0)
                status = check_store(store, organisation);
        if (status != ZL_OK)
                return status;
        if (store->mode == ZL_STORE_READ)
                return version == store__migration_count ? ZL_OK : ZL_E_VERSION;
        /* From here on it is ours to write. */
        status = use_wal(store);
        for (int next = (int)version + 1;
             status == ZL_OK && next <= store__migration_count; next++)
                status = run_migration(store, next, organisation);
        return status;
}
