/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the door to SQLite: the hash that every row carries, and
 * the few helpers through which all of its SQL goes.
 *
 * SQLite notices a torn page but not a changed value: of damaging bit flips
 * its own check misses most.  So every row has BLAKE2b over its table's name
 * and its columns, made by zl_row() in the same statement that writes them,
 * and compared in every statement that reads them.  Each column goes in with
 * its type and length, so that no two different rows give the same bytes. */
#include <assert.h>
#include <string.h>

#include "db_internal.h"

enum { TAG_NULL = 0, TAG_INTEGER = 1, TAG_TEXT = 2, TAG_BLOB = 3 };

static void add_u64(struct zl_sum *sum, uint8_t tag, uint64_t v)
{
        uint8_t bytes[9];

        bytes[0] = tag;
        for (int i = 0; i < 8; i++)
                bytes[1 + i] = (uint8_t)(v >> (56 - 8 * i));
        zl_sum_add(sum, bytes, sizeof(bytes));
}

static int add_value(struct zl_sum *sum, sqlite3_value *value)
{
        const void *data;
        size_t size;

        switch (sqlite3_value_type(value)) {
        case SQLITE_NULL:
                add_u64(sum, TAG_NULL, 0);
                return SQLITE_OK;
        case SQLITE_INTEGER:
                add_u64(sum, TAG_INTEGER, (uint64_t)sqlite3_value_int64(value));
                return SQLITE_OK;
        case SQLITE_TEXT:
                data = sqlite3_value_text(value);
                size = (size_t)sqlite3_value_bytes(value);
                add_u64(sum, TAG_TEXT, size);
                break;
        case SQLITE_BLOB:
                data = sqlite3_value_blob(value);
                size = (size_t)sqlite3_value_bytes(value);
                add_u64(sum, TAG_BLOB, size);
                break;
        default:
                return SQLITE_MISMATCH; /* a type that no table has */
        }
        if (data == NULL && size > 0)
                return SQLITE_NOMEM;
        zl_sum_add(sum, data, size);
        return SQLITE_OK;
}

static void row(sqlite3_context *context, int count, sqlite3_value **values)
{
        struct zl_sum sum;
        struct zl_hash hash;
        int rc;

        zl_sum_init(&sum);
        for (int i = 0; i < count; i++) {
                rc = add_value(&sum, values[i]);
                if (rc != SQLITE_OK) {
                        sqlite3_result_error_code(context, rc);
                        return;
                }
        }
        hash = zl_sum_end(&sum);
        sqlite3_result_blob(
            context, hash.bytes, sizeof(hash.bytes), SQLITE_TRANSIENT);
}

int db__add_row_function(sqlite3 *handle)
{
        return db__status(sqlite3_create_function_v2(handle, "zl_row", -1,
            SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, row,
            NULL, NULL, NULL));
}

int db__status(int rc)
{
        if (rc == SQLITE_IOERR_NOMEM)
                return ZL_E_MEMORY;
        switch (rc & 0xff) {
        case SQLITE_OK:
        case SQLITE_ROW:
        case SQLITE_DONE:
                return ZL_OK;
        case SQLITE_NOMEM:
                return ZL_E_MEMORY;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
                return ZL_E_BUSY;
        case SQLITE_CONSTRAINT:
                return ZL_E_CONFLICT;
        case SQLITE_TOOBIG:
                return ZL_E_TOO_LARGE;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
        case SQLITE_FORMAT:
        case SQLITE_MISMATCH:
        /* Our own SQL has no mistakes on a schema that is as we left it. */
        case SQLITE_ERROR:
        case SQLITE_SCHEMA:
                return ZL_E_DAMAGED;
        default:
                return ZL_E_STORAGE;
        }
}

static struct db__prepared *prepare(
    struct zl_db *db, const char *text, int *ret_status)
{
        struct db__prepared *p;
        int rc;

        for (size_t i = 0; i < db->prepared_count; i++)
                if (db->prepared[i].text == text)
                        return &db->prepared[i];
        assert(db->prepared_count < DB__PREPARED_MAX);
        p = &db->prepared[db->prepared_count];
        rc = sqlite3_prepare_v3(
            db->handle, text, -1, SQLITE_PREPARE_PERSISTENT, &p->stmt, NULL);
        if (rc != SQLITE_OK) {
                *ret_status = db__status(rc);
                return NULL;
        }
        p->text = text;
        p->busy = false;
        db->prepared_count++;
        return p;
}

struct zl_db_query zl_db_query(struct zl_db *db, const char *text)
{
        struct zl_db_query q = {.db = db, .status = ZL_OK};

        q.prepared = prepare(db, text, &q.status);
        if (q.prepared == NULL)
                return q;
        /* A walk may look up anything else, but not start itself anew. */
        assert(!q.prepared->busy);
        q.prepared->busy = true;
        q.stmt = q.prepared->stmt;
        return q;
}

int db__no_group(const struct zl_db *db)
{
        return db->grouped ? ZL_E_STORAGE : ZL_E_STATE;
}

struct zl_db_query zl_db_change(struct zl_db *db, const char *text)
{
        struct zl_db_query q = {.db = db, .status = ZL_OK};

        assert(db->writes);
        if (db->broken != ZL_OK)
                q.status = db->broken;
        else if (sqlite3_get_autocommit(db->handle))
                q.status = db__no_group(db);
        else
                q = zl_db_query(db, text);
        return q;
}

void zl_db_int(struct zl_db_query *q, uint64_t v)
{
        if (q->status != ZL_OK)
                return;
        if (v > INT64_MAX) {
                q->status = ZL_E_TOO_LARGE;
                return;
        }
        q->status = db__status(
            sqlite3_bind_int64(q->stmt, ++q->bound, (sqlite3_int64)v));
}

void zl_db_blob(struct zl_db_query *q, const void *data, size_t size)
{
        if (q->status != ZL_OK)
                return;
        /* A NULL pointer would bind NULL instead of no bytes. */
        q->status = db__status(sqlite3_bind_blob64(
            q->stmt, ++q->bound, size > 0 ? data : "", size, SQLITE_STATIC));
}

void zl_db_id(struct zl_db_query *q, const struct zl_id *id)
{
        zl_db_blob(q, id->bytes, sizeof(id->bytes));
}

void zl_db_hash(struct zl_db_query *q, const struct zl_hash *hash)
{
        zl_db_blob(q, hash->bytes, sizeof(hash->bytes));
}

int zl_db_next(struct zl_db_query *q)
{
        int rc;

        if (q->status != ZL_OK)
                return q->status;
        assert(q->bound == sqlite3_bind_parameter_count(q->stmt));
        rc = sqlite3_step(q->stmt);
        if (rc == SQLITE_DONE)
                return ZL_E_NOT_FOUND;
        if (rc != SQLITE_ROW)
                q->status = db__status(rc);
        else if (sqlite3_column_int(q->stmt, 0) != 1)
                q->status = ZL_E_DAMAGED;
        return q->status;
}

uint64_t zl_db_get_int(struct zl_db_query *q, int column)
{
        sqlite3_int64 v;

        if (q->status != ZL_OK)
                return 0;
        v = sqlite3_column_int64(q->stmt, column);
        if (v < 0) {
                q->status = ZL_E_DAMAGED;
                return 0;
        }
        return (uint64_t)v;
}

struct zl_bytes zl_db_get_bytes(struct zl_db_query *q, int column)
{
        struct zl_bytes bytes = {NULL, 0};

        if (q->status != ZL_OK)
                return bytes;
        bytes.data = sqlite3_column_blob(q->stmt, column);
        bytes.size = (size_t)sqlite3_column_bytes(q->stmt, column);
        if (bytes.data == NULL && bytes.size > 0) {
                q->status = ZL_E_MEMORY;
                bytes.size = 0;
        }
        return bytes;
}

void zl_db_get(struct zl_db_query *q, int column, void *ret, size_t size)
{
        struct zl_bytes bytes = zl_db_get_bytes(q, column);

        if (q->status == ZL_OK && bytes.size != size)
                q->status = ZL_E_DAMAGED;
        if (q->status != ZL_OK)
                memset(ret, 0, size);
        else
                memcpy(ret, bytes.data, size);
}

int zl_db_end(struct zl_db_query *q)
{
        if (q->prepared != NULL) {
                /* What reset says is what step said. */
                (void)sqlite3_reset(q->stmt);
                (void)sqlite3_clear_bindings(q->stmt);
                q->prepared->busy = false;
                q->prepared = NULL;
        }
        return q->status;
}

int zl_db_run(struct zl_db_query *q)
{
        int rc;

        if (q->status == ZL_OK) {
                assert(q->bound == sqlite3_bind_parameter_count(q->stmt));
                rc = sqlite3_step(q->stmt);
                assert(rc != SQLITE_ROW);
                q->status = db__status(rc);
        }
        return zl_db_end(q);
}

void db__forget(struct zl_db *db)
{
        for (size_t i = 0; i < db->prepared_count; i++) {
                assert(!db->prepared[i].busy);
                (void)sqlite3_finalize(db->prepared[i].stmt);
        }
        db->prepared_count = 0;
}

int db__exec(struct zl_db *db, const char *text)
{
        return db__status(sqlite3_exec(db->handle, text, NULL, NULL, NULL));
}

int zl_db_do(struct zl_db *db, const char *text)
{
        struct zl_db_query q = zl_db_query(db, text);

        return zl_db_run(&q);
}

int zl_db_one_int(struct zl_db *db, const char *text, int64_t *ret_value)
{
        sqlite3_stmt *stmt = NULL;
        int rc = sqlite3_prepare_v2(db->handle, text, -1, &stmt, NULL);

        if (rc == SQLITE_OK)
                rc = sqlite3_step(stmt);
        if (rc == SQLITE_ROW)
                *ret_value = sqlite3_column_int64(stmt, 0);
        else if (rc == SQLITE_DONE)
                rc = SQLITE_CORRUPT;
        (void)sqlite3_finalize(stmt);
        return db__status(rc);
}

int zl_db_pragma(struct zl_db *db, const char *text)
{
        sqlite3_stmt *stmt = NULL;
        const char *word;
        int rc = sqlite3_prepare_v2(db->handle, text, -1, &stmt, NULL);
        int status;

        if (rc == SQLITE_OK)
                rc = sqlite3_step(stmt);
        status = db__status(rc);
        if (rc == SQLITE_ROW) {
                word = (const char *)sqlite3_column_text(stmt, 0);
                if (word == NULL || strcmp(word, "ok") != 0)
                        status = ZL_E_DAMAGED;
        }
        (void)sqlite3_finalize(stmt);
        return status;
}
