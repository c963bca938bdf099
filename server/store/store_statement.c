/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the stored statements. They are kept as they were signed; the
 * directory is built from them again at every start. */
#include <assert.h>

#include "store_internal.h"

static const char add_statement[] =
    STORE__INSERT("statement", STORE__STATEMENT, STORE__P6);
static const char find_statement[] =
    STORE__SELECT("statement", STORE__STATEMENT) "WHERE hash = ?1";
static const char each_statement[] = STORE__SELECT(
    "statement", STORE__STATEMENT) "WHERE position >= ?1 ORDER BY position";

static int put_statement(struct zl_store *store,
    const struct zl_statement *statement, const struct zl_proof *proof)
{
        struct store__query q = store__change(store, add_statement);

        store__int(&q, proof->index);
        store__hash(&q, &statement->hash);
        store__int(&q, (uint64_t)statement->type);
        store__blob(&q, proof->salt, sizeof(proof->salt));
        store__int(&q, proof->time.ms);
        store__blob(&q, statement->bytes.data, statement->bytes.size);
        return store__run(&q);
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
    struct store__query *q, struct zl_stored_statement *ret)
{
        ret->proof.index = store__get_int(q, 1);
        ret->proof.statements = ret->proof.index;
        store__get(q, 2, ret->hash.bytes, sizeof(ret->hash.bytes));
        store__get(q, 4, ret->proof.salt, sizeof(ret->proof.salt));
        ret->proof.time.ms = store__get_int(q, 5);
        ret->bytes = store__get_bytes(q, 6);
}

int zl_store_find_statement(struct zl_store *store, const struct zl_hash *hash,
    struct zl_stored_statement *ret)
{
        struct store__query q = store__query(store, find_statement);
        struct zl_stored_statement found = {.bytes = {NULL, 0}};
        int status;

        store__hash(&q, hash);
        status = store__next(&q);
        if (status == ZL_OK) {
                read_statement(&q, &found);
                found.bytes = store__get_answer(&q, 6);
        }
        if (store__end(&q) != ZL_OK)
                return q.status;
        if (status != ZL_OK)
                return status;
        *ret = found;
        return ZL_OK;
}

int zl_store_each_statement(struct zl_store *store, uint64_t from,
    zl_statement_visit *visit, void *context)
{
        struct store__query q = store__query(store, each_statement);
        struct zl_stored_statement found = {.bytes = {NULL, 0}};
        uint64_t expected = from;
        int status;

        store__int(&q, from);
        while ((status = store__next(&q)) == ZL_OK) {
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
        if (store__end(&q) != ZL_OK)
                return q.status;
        return status == ZL_E_NOT_FOUND ? ZL_OK : status;
}
