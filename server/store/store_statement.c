/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the stored statements. They are kept as they were signed; the
 * directory is built from them again at every start. */
#include <assert.h>

#include "store_internal.h"

static const char add_statement[] =
    ZL_DB_INSERT("statement", STORE__STATEMENT, ZL_DB_P6);
static const char find_statement[] =
    ZL_DB_SELECT("statement", STORE__STATEMENT) "WHERE hash = ?1";
static const char each_statement[] = ZL_DB_SELECT(
    "statement", STORE__STATEMENT) "WHERE position >= ?1 ORDER BY position";

static int put_statement(struct zl_store *store,
    const struct zl_statement *statement, const struct zl_proof *proof)
{
        struct zl_db_query q = zl_db_change(store->db, add_statement);

        zl_db_int(&q, proof->index);
        zl_db_hash(&q, &statement->hash);
        zl_db_int(&q, (uint64_t)statement->type);
        zl_db_blob(&q, proof->salt, sizeof(proof->salt));
        zl_db_int(&q, proof->time.ms);
        zl_db_blob(&q, statement->bytes.data, statement->bytes.size);
        return zl_db_run(&q);
}

int zl_store_add_statement(struct zl_store *store,
    const struct zl_statement *statement, const struct zl_directory *directory,
    const struct zl_proof *proof)
{
        const struct zl_member *member;
        int status;

        /* In its own log an entry's `statements` is its index. */
        if (proof->statements != proof->index)
                return ZL_E_USAGE;
        status = put_statement(store, statement, proof);
        if (status == ZL_OK)
                status = store__append(
                    store, ZL_LOG_STATEMENTS, proof, &statement->hash);
        if (status != ZL_OK || statement->type != ZL_APPOINTMENT)
                return status;
        member =
            zl_directory_member(directory, &statement->is.appointment.member);
        if (member == NULL)
                return ZL_E_USAGE;
        return store__keep_member(
            store, &member->id, member->role, proof->index);
}

static void read_statement(
    struct zl_db_query *q, struct zl_stored_statement *ret)
{
        ret->proof.index = zl_db_get_int(q, 1);
        ret->proof.statements = ret->proof.index;
        zl_db_get(q, 2, ret->hash.bytes, sizeof(ret->hash.bytes));
        zl_db_get(q, 4, ret->proof.salt, sizeof(ret->proof.salt));
        ret->proof.time.ms = zl_db_get_int(q, 5);
        ret->bytes = zl_db_get_bytes(q, 6);
}

int zl_store_find_statement(struct zl_store *store, const struct zl_hash *hash,
    struct zl_stored_statement *ret)
{
        struct zl_db_query q = zl_db_query(store->db, find_statement);
        struct zl_stored_statement found = {.bytes = {NULL, 0}};
        int status;

        zl_db_hash(&q, hash);
        status = zl_db_next(&q);
        if (status == ZL_OK) {
                read_statement(&q, &found);
                found.bytes = store__get_answer(store, &q, 6);
        }
        if (zl_db_end(&q) != ZL_OK)
                return q.status;
        if (status != ZL_OK)
                return status;
        *ret = found;
        return ZL_OK;
}

int zl_store_each_statement(struct zl_store *store, uint64_t from,
    zl_statement_visit *visit, void *context)
{
        struct zl_db_query q = zl_db_query(store->db, each_statement);
        struct zl_stored_statement found = {.bytes = {NULL, 0}};
        uint64_t expected = from;
        int status;

        zl_db_int(&q, from);
        while ((status = zl_db_next(&q)) == ZL_OK) {
                read_statement(&q, &found);
                if (q.status != ZL_OK)
                        break;
                /* A gap is a row that is gone. */
                if (found.proof.index != expected++) {
                        status = ZL_E_DAMAGED;
                        break;
                }
                status = visit(context, &found);
                if (status != ZL_OK)
                        break;
        }
        if (zl_db_end(&q) != ZL_OK)
                return q.status;
        return status == ZL_E_NOT_FOUND ? ZL_OK : status;
}
