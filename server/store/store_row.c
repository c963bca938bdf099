/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the bottom of the store: the hash that every row carries, and
 * the few helpers through which all of its SQL goes.
 *
 * SQLite notices a torn page but not a changed value: of damaging bit flips
 * its own check misses most.  So every row has BLAKE2b over its table's name
 * and its columns, made by zl_row() in the same statement that writes them,
 * and compared in every statement that reads them.  Each column goes in with
 * its type and length, so that no two different rows give the same bytes. */
#include <assert.h>
#include <string.h>

#include "store_internal.h"

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

int store__add_row_function(sqlite3 *db)
{
        return store__status(sqlite3_create_function_v2(db, "zl_row", -1,
            SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, row,
            NULL, NULL, NULL));
}

int store__status(int rc)
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

static struct store__prepared *prepare(
    struct zl_store *store, const char *text, int *ret_status)
{
        struct store__prepared *p;
        int rc;

        for (size_t i = 0; i < store->prepared_count; i++)
                if (store->prepared[i].text == text)
                        return &store->prepared[i];
        assert(store->prepared_count < STORE__PREPARED_MAX);
        p = &store->prepared[store->prepared_count];
        rc = sqlite3_prepare_v3(
            store->db, text, -1, SQLITE_PREPARE_PERSISTENT, &p->stmt, NULL);
        if (rc != SQLITE_OK) {
                *ret_status = store__status(rc);
                return NULL;
        }
        p->text = text;
        p->busy = false;
        store->prepared_count++;
        return p;
}

struct store__query store__query(struct zl_store *store, const char *text)
{
        struct store__query q = {.store = store, .status = ZL_OK};

        q.prepared = prepare(store, text, &q.status);
        if (q.prepared == NULL)
                return q;
        /* A walk may look up anything else, but not start itself anew. */
        assert(!q.prepared->busy);
        q.prepared->busy = true;
        q.stmt = q.prepared->stmt;
        return q;
}

int store__no_group(const struct zl_store *store)
{
        return store->grouped ? ZL_E_STORAGE : ZL_E_STATE;
}

struct store__query store__change(struct zl_store *store, const char *text)
{
        struct store__query q = {.store = store, .status = ZL_OK};

        assert(store->mode == ZL_STORE_WRITE);
        if (store->broken != ZL_OK)
                q.status = store->broken;
        else if (sqlite3_get_autocommit(store->db))
                q.status = store__no_group(store);
        else
                q = store__query(store, text);
        return q;
}

void store__int(struct store__query *q, uint64_t v)
{
        if (q->status != ZL_OK)
                return;
        if (v > INT64_MAX) {
                q->status = ZL_E_TOO_LARGE;
                return;
        }
        q->status = store__status(
            sqlite3_bind_int64(q->stmt, ++q->bound, (sqlite3_int64)v));
}

void store__blob(struct store__query *q, const void *data, size_t size)
{
        if (q->status != ZL_OK)
                return;
        /* A NULL pointer would bind NULL instead of no bytes. */
        q->status = store__status(sqlite3_bind_blob64(
            q->stmt, ++q->bound, size > 0 ? data : "", size, SQLITE_STATIC));
}

void store__id(struct store__query *q, const struct zl_id *id)
{
        store__blob(q, id->bytes, sizeof(id->bytes));
}

void store__hash(struct store__query *q, const struct zl_hash *hash)
{
        store__blob(q, hash->bytes, sizeof(hash->bytes));
}

int store__next(struct store__query *q)
{
        int rc;

        if (q->status != ZL_OK)
                return q->status;
        assert(q->bound == sqlite3_bind_parameter_count(q->stmt));
        rc = sqlite3_step(q->stmt);
        if (rc == SQLITE_DONE)
                return ZL_E_NOT_FOUND;
        if (rc != SQLITE_ROW)
                q->status = store__status(rc);
        else if (sqlite3_column_int(q->stmt, 0) != 1)
                q->status = ZL_E_DAMAGED;
        return q->status;
}

uint64_t store__get_int(struct store__query *q, int column)
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

struct zl_bytes store__get_bytes(struct store__query *q, int column)
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

void store__get(struct store__query *q, int column, void *ret, size_t size)
{
        struct zl_bytes bytes = store__get_bytes(q, column);

        if (q->status == ZL_OK && bytes.size != size)
                q->status = ZL_E_DAMAGED;
        if (q->status != ZL_OK)
                memset(ret, 0, size);
        else
                memcpy(ret, bytes.data, size);
}

struct zl_bytes store__get_answer(struct store__query *q, int column)
{
        struct zl_bytes bytes = store__get_bytes(q, column);

        zl_buf_reset(&q->store->answer);
        zl_put_bytes(&q->store->answer, bytes.data, bytes.size);
        if (q->status == ZL_OK)
                q->status = q->store->answer.status;
        return zl_buf_bytes(&q->store->answer);
}

int store__end(struct store__query *q)
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

int store__run(struct store__query *q)
{
        int rc;

        if (q->status == ZL_OK) {
                assert(q->bound == sqlite3_bind_parameter_count(q->stmt));
                rc = sqlite3_step(q->stmt);
                assert(rc != SQLITE_ROW);
                q->status = store__status(rc);
        }
        return store__end(q);
}

void store__forget(struct zl_store *store)
{
        for (size_t i = 0; i < store->prepared_count; i++) {
                assert(!store->prepared[i].busy);
                (void)sqlite3_finalize(store->prepared[i].stmt);
        }
        store->prepared_count = 0;
}

int store__exec(struct zl_store *store, const char *text)
{
        return store__status(sqlite3_exec(store->db, text, NULL, NULL, NULL));
}

int store__do(struct zl_store *store, const char *text)
{
        struct store__query q = store__query(store, text);

        return store__run(&q);
}

void store__rollback(struct zl_store *store)
{
        int status = ZL_OK;

        store__forget_log(store);
        store->grouped = false;
        if (!sqlite3_get_autocommit(store->db))
                status = store__exec(store, "ROLLBACK");
        if (status != ZL_OK && store->broken == ZL_OK)
                store->broken = status;
}

int store__one_int(struct zl_store *store, const char *text, int64_t *ret_value)
{
        sqlite3_stmt *stmt = NULL;
        int rc = sqlite3_prepare_v2(store->db, text, -1, &stmt, NULL);

        if (rc == SQLITE_OK)
                rc = sqlite3_step(stmt);
        if (rc == SQLITE_ROW)
                *ret_value = sqlite3_column_int64(stmt, 0);
        else if (rc == SQLITE_DONE)
                rc = SQLITE_CORRUPT;
        (void)sqlite3_finalize(stmt);
        return store__status(rc);
}
