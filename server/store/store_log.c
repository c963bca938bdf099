/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the two logs as they are stored: every complete subtree of
 * each tree is a row, so a root or a path takes as many rows as the tree is
 * high, and nothing is ever written twice. */
#include <assert.h>
#include <string.h>

#include "store_internal.h"

static const char add_node[] = ZL_DB_INSERT("node", STORE__NODE, ZL_DB_P4);
static const char find_node[] = ZL_DB_SELECT(
    "node", STORE__NODE) "WHERE log = ?1 AND level = ?2 AND number = ?3";
static const char last_leaf[] =
    ZL_DB_SELECT("node", STORE__NODE) "WHERE log = ?1 AND level = 0 "
                                      "ORDER BY number DESC LIMIT 1";
static const char add_head[] = ZL_DB_INSERT("head", STORE__HEAD, ZL_DB_P7);
static const char last_head[] =
    ZL_DB_SELECT("head", STORE__HEAD) "ORDER BY number DESC LIMIT 1";
static const char head_of_statement[] =
    ZL_DB_SELECT("head", STORE__HEAD) "WHERE statements > ?1 "
                                      "ORDER BY statements, number LIMIT 1";
static const char head_of_record[] =
    ZL_DB_SELECT("head", STORE__HEAD) "WHERE records > ?1 "
                                      "ORDER BY records, number LIMIT 1";

/* Only within a group: nobody else writes then, and what this connection
 * wrote or checked a moment ago needs no second look. */
static bool may_remember(const struct zl_store *store)
{
        return store->mode == ZL_STORE_WRITE && zl_db_in_group(store->db);
}

static struct store__node *place_of(
    struct zl_store *store, enum zl_log log, unsigned level, uint64_t number)
{
        return &store->nodes[(number + level * 61 + log * 31) % STORE__NODES];
}

static void remember(struct zl_store *store, enum zl_log log, unsigned level,
    uint64_t number, const struct zl_hash *hash)
{
        if (may_remember(store))
                *place_of(store, log, level, number) =
                    (struct store__node){log, level, number, *hash};
}

void store__forget_log(struct zl_store *store)
{
        memset(store->nodes, 0, sizeof(store->nodes));
        memset(store->size_known, 0, sizeof(store->size_known));
}

int zl_store_log_size(
    struct zl_store *store, enum zl_log log, uint64_t *ret_size)
{
        struct zl_db_query q;
        uint64_t last = 0;
        int status;

        if (store->size_known[log] && may_remember(store)) {
                *ret_size = store->size[log];
                return ZL_OK;
        }
        q = zl_db_query(store->db, last_leaf);
        zl_db_int(&q, (uint64_t)log);
        status = zl_db_next(&q);
        if (status == ZL_OK)
                last = zl_db_get_int(&q, 3);
        if (zl_db_end(&q) != ZL_OK)
                return q.status;
        store->size[log] = status == ZL_E_NOT_FOUND ? 0 : last + 1;
        store->size_known[log] = may_remember(store);
        *ret_size = store->size[log];
        return ZL_OK;
}

int store__fetch(
    void *context, unsigned level, uint64_t index, struct zl_hash *ret_hash)
{
        struct store__tree *tree = context;
        const struct store__node *known =
            place_of(tree->store, tree->log, level, index);
        struct zl_db_query q;
        struct zl_hash hash = {{0}};
        int status;

        if (may_remember(tree->store) && known->log == tree->log &&
            known->level == level && known->number == index) {
                *ret_hash = known->hash;
                return ZL_OK;
        }
        q = zl_db_query(tree->store->db, find_node);
        zl_db_int(&q, (uint64_t)tree->log);
        zl_db_int(&q, level);
        zl_db_int(&q, index);
        status = zl_db_next(&q);
        if (status == ZL_OK)
                zl_db_get(&q, 4, hash.bytes, sizeof(hash.bytes));
        if (zl_db_end(&q) != ZL_OK)
                return q.status;
        if (status == ZL_E_NOT_FOUND)
                return ZL_E_DAMAGED;
        remember(tree->store, tree->log, level, index, &hash);
        *ret_hash = hash;
        return ZL_OK;
}

static int put_node(struct zl_store *store, enum zl_log log, unsigned level,
    uint64_t number, const struct zl_hash *hash)
{
        struct zl_db_query q = zl_db_change(store->db, add_node);
        int status;

        zl_db_int(&q, (uint64_t)log);
        zl_db_int(&q, level);
        zl_db_int(&q, number);
        zl_db_hash(&q, hash);
        status = zl_db_run(&q);
        if (status == ZL_OK)
                remember(store, log, level, number, hash);
        return status;
}

int store__append(struct zl_store *store, enum zl_log log,
    const struct zl_proof *proof, const struct zl_hash *hash)
{
        struct store__tree tree = {store, log};
        struct zl_hash node = zl_log_leaf(log, proof, hash);
        struct zl_hash left;
        unsigned levels = zl_merkle_finished(proof->index);
        uint64_t size = 0;
        int status = zl_store_log_size(store, log, &size);

        if (status != ZL_OK)
                return status;
        if (proof->index != size)
                return ZL_E_CONFLICT;
        status = put_node(store, log, 0, proof->index, &node);
        for (unsigned level = 1; status == ZL_OK && level < levels; level++) {
                /* The leaf is the last of a right half; its left half has
                 * been complete before. */
                assert(((proof->index >> (level - 1)) & 1) == 1);
                status = store__fetch(
                    &tree, level - 1, (proof->index >> (level - 1)) - 1, &left);
                if (status != ZL_OK)
                        break;
                node = zl_merkle_node(&left, &node);
                status =
                    put_node(store, log, level, proof->index >> level, &node);
        }
        if (status == ZL_OK)
                store->size[log] = size + 1;
        return status;
}

int zl_store_log_root(struct zl_store *store, enum zl_log log, uint64_t size,
    struct zl_hash *ret_root)
{
        struct store__tree tree = {store, log};
        uint64_t whole = 0;
        int status = zl_store_log_size(store, log, &whole);

        if (status != ZL_OK)
                return status;
        if (size > whole)
                return ZL_E_USAGE;
        return zl_merkle_root(store__fetch, &tree, size, ret_root);
}

int zl_store_log_path(struct zl_store *store, enum zl_log log, uint64_t index,
    uint64_t size, struct zl_path *ret_path)
{
        struct store__tree tree = {store, log};
        uint64_t whole = 0;
        int status = zl_store_log_size(store, log, &whole);

        if (status != ZL_OK)
                return status;
        if (size > whole || index >= size)
                return ZL_E_USAGE;
        return zl_merkle_path(store__fetch, &tree, index, size, ret_path);
}

int zl_store_log_consistency(struct zl_store *store, enum zl_log log,
    uint64_t first, uint64_t second, struct zl_consistency *ret_path)
{
        struct store__tree tree = {store, log};
        uint64_t whole = 0;
        int status = zl_store_log_size(store, log, &whole);

        if (status != ZL_OK)
                return status;
        if (second > whole || first > second)
                return ZL_E_USAGE;
        return zl_merkle_consistency(
            store__fetch, &tree, first, second, ret_path);
}

/* Reads a head, and ends the query. */
static int read_head(
    struct zl_db_query *q, uint64_t *ret_number, struct zl_head *ret_head)
{
        struct zl_head head = {.statements = 0};
        uint64_t number = 0;
        int status = zl_db_next(q);

        if (status == ZL_OK) {
                number = zl_db_get_int(q, 1);
                head.time.ms = zl_db_get_int(q, 2);
                head.statements = zl_db_get_int(q, 3);
                zl_db_get(q, 4, head.statement_root.bytes, ZL_HASH_SIZE);
                head.records = zl_db_get_int(q, 5);
                zl_db_get(q, 6, head.record_root.bytes, ZL_HASH_SIZE);
                zl_db_get(q, 7, head.signature.bytes, ZL_SIGNATURE_SIZE);
        }
        if (zl_db_end(q) != ZL_OK)
                return q->status;
        if (status != ZL_OK)
                return status;
        if (ret_number != NULL)
                *ret_number = number;
        *ret_head = head;
        return ZL_OK;
}

int zl_store_head(struct zl_store *store, enum zl_log log, uint64_t index,
    struct zl_head *ret_head)
{
        struct zl_db_query q;

        if (index == ZL_POSITION_END) {
                q = zl_db_query(store->db, last_head);
        } else {
                q = zl_db_query(store->db,
                    log == ZL_LOG_STATEMENTS ? head_of_statement
                                             : head_of_record);
                zl_db_int(&q, index);
        }
        return read_head(&q, NULL, ret_head);
}

/* A head never goes back, and never beyond the entries there are. */
static int check_head(
    struct zl_store *store, const struct zl_head *head, uint64_t *ret_number)
{
        struct zl_db_query q = zl_db_query(store->db, last_head);
        struct zl_head before = {.statements = 0};
        uint64_t number = 0;
        uint64_t statements = 0;
        uint64_t records = 0;
        int status = read_head(&q, &number, &before);

        if (status == ZL_OK)
                number++;
        else if (status != ZL_E_NOT_FOUND)
                return status;
        status = zl_store_log_size(store, ZL_LOG_STATEMENTS, &statements);
        if (status == ZL_OK)
                status = zl_store_log_size(store, ZL_LOG_RECORDS, &records);
        if (status != ZL_OK)
                return status;
        if (head->statements > statements || head->records > records ||
            head->statements < before.statements ||
            head->records < before.records || head->time.ms < before.time.ms)
                return ZL_E_CONFLICT;
        *ret_number = number;
        return ZL_OK;
}

int zl_store_add_head(struct zl_store *store, const struct zl_head *head)
{
        struct zl_db_query q;
        uint64_t number = 0;
        int status = check_head(store, head, &number);

        if (status != ZL_OK)
                return status;
        q = zl_db_change(store->db, add_head);
        zl_db_int(&q, number);
        zl_db_int(&q, head->time.ms);
        zl_db_int(&q, head->statements);
        zl_db_hash(&q, &head->statement_root);
        zl_db_int(&q, head->records);
        zl_db_hash(&q, &head->record_root);
        zl_db_blob(&q, head->signature.bytes, ZL_SIGNATURE_SIZE);
        return zl_db_run(&q);
}
