/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the store's own examination. A start looks at what is cheap:
 * the structure of the tables without the bodies, and the newest head
 * against the trees. zl_store_check() reads everything: each row against
 * its hash, each leaf against its entry, each node against its children. */
#include <string.h>

#include "store_internal.h"

#define TABLE(name, columns) \
        { \
                "SELECT count(*) FROM " name \
                " WHERE NOT " ZL_DB_INTACT(name, columns), \
                    "PRAGMA quick_check('" name "')" \
        }

static const struct {
        const char *damaged; /* how many rows do not fit their hash */
        const char *structure;
} tables[] = {
    TABLE("store", ZL_DB_STORE),
    TABLE("statement", STORE__STATEMENT),
    TABLE("member", STORE__MEMBER),
    TABLE("signal", STORE__SIGNAL),
    TABLE("record", STORE__RECORD),
    TABLE("recipient", STORE__RECIPIENT),
    TABLE("seal", STORE__SEAL),
    TABLE("listed", STORE__LISTED),
    TABLE("opened", STORE__OPENED),
    TABLE("card", STORE__CARD),
    TABLE("invitation", STORE__INVITATION),
    TABLE("watch", STORE__WATCH),
    TABLE("addendum", STORE__ADDENDUM),
    TABLE("alert", STORE__ALERT),
    TABLE("mailbox", STORE__MAILBOX),
    TABLE("mail", STORE__MAIL),
    TABLE("relay", STORE__RELAY),
    TABLE("quarter", STORE__QUARTER),
    TABLE("figure", STORE__FIGURE),
    TABLE("node", STORE__NODE),
    TABLE("head", STORE__HEAD),
    /* last: large, and left out at a start */
    TABLE("body", STORE__BODY),
};

enum { TABLES = sizeof(tables) / sizeof(tables[0]) };

static const char each_statement[] =
    ZL_DB_SELECT("statement", STORE__STATEMENT) "ORDER BY position";
static const char each_record[] =
    ZL_DB_SELECT("record", STORE__RECORD) "ORDER BY position";
static const char each_node[] =
    ZL_DB_SELECT("node", STORE__NODE) "WHERE log = ?1 AND level > 0 "
                                      "ORDER BY level, number";
/* Kinds that have no recipients, seals and body. */
#define STATUSES "(3, 4, 5, 12, 13, 14, 15)"

/* A body unless it is a status or gone with its signal, recipients and seals
 * unless it is a status, and listed to its author. */
static const char records_without[] =
    "SELECT count(*) FROM record AS r JOIN signal AS s ON s.id = r.signal "
    "WHERE (r.kind NOT IN " STATUSES " AND s.state NOT IN (32, 64)) <> EXISTS "
    "(SELECT 1 FROM body AS b WHERE b.record = r.position) OR "
    "(r.kind NOT IN " STATUSES ") <> EXISTS "
    "(SELECT 1 FROM recipient AS p WHERE p.record = r.position) OR "
    "(r.kind NOT IN " STATUSES ") <> (length(r.seals) > 0) OR "
    "NOT EXISTS (SELECT 1 FROM listed AS l "
    "WHERE l.member = r.author AND l.record = r.position)";

/* Its note, and as many records with a body as it counted; and nothing is
 * left inside once it is gone: of each recipient the hash of a seal. */
static const char signals_without[] =
    "SELECT count(*) FROM signal AS s WHERE NOT EXISTS "
    "(SELECT 1 FROM record AS r WHERE r.position = s.note AND r.kind = 1 "
    "AND r.id = s.id) OR s.bodies <> "
    "(SELECT count(*) FROM record AS r WHERE r.signal = s.id AND "
    "r.kind NOT IN " STATUSES ") OR s.from_club <> "
    "(SELECT count(*) FROM record AS r WHERE r.signal = s.id AND "
    "r.kind NOT IN " STATUSES
    " AND r.author_role = 4) OR (s.state IN (32, 64) AND EXISTS "
    "(SELECT 1 FROM record AS r WHERE r.signal = s.id AND "
    "(length(r.seals) % 33 <> 0 OR EXISTS "
    "(SELECT 1 FROM seal WHERE seal.record = r.position))))";

static int check_none(struct zl_store *store, const char *text)
{
        int64_t count = 0;
        int status = zl_db_one_int(store->db, text, &count);

        if (status == ZL_OK && count != 0)
                status = ZL_E_DAMAGED;
        return status;
}

/* The PRAGMA puts what it could not read among what is damaged. Only what
 * is damaged stays so when it is read again. */
static int check_table(struct zl_store *store, size_t i)
{
        int status = zl_db_pragma(store->db, tables[i].structure);

        if (status != ZL_E_DAMAGED)
                return status;
        if (zl_db_pragma(store->db, tables[i].structure) == ZL_OK)
                return ZL_E_STORAGE;
        status = check_none(store, tables[i].damaged);
        return status == ZL_OK ? ZL_E_DAMAGED : status;
}

int store__check_structure(struct zl_store *store)
{
        int status = ZL_OK;

        for (size_t i = 0; status == ZL_OK && i + 1 < TABLES; i++)
                status = check_table(store, i);
        return status;
}

static int check_root(struct zl_store *store, enum zl_log log, uint64_t size,
    const struct zl_hash *root)
{
        struct zl_hash reckoned;
        int status = zl_store_log_root(store, log, size, &reckoned);

        /* A log that is shorter than its head said. */
        if (status == ZL_E_USAGE)
                return ZL_E_DAMAGED;
        if (status == ZL_OK && !zl_hash_equal(&reckoned, root))
                status = ZL_E_DAMAGED;
        return status;
}

int store__check_newest(struct zl_store *store)
{
        struct zl_head head;
        int status =
            zl_store_head(store, ZL_LOG_STATEMENTS, ZL_POSITION_END, &head);

        if (status == ZL_E_NOT_FOUND)
                return ZL_OK;
        if (status == ZL_OK)
                status = check_root(store, ZL_LOG_STATEMENTS, head.statements,
                    &head.statement_root);
        if (status == ZL_OK)
                status = check_root(
                    store, ZL_LOG_RECORDS, head.records, &head.record_root);
        return status;
}

/* Each entry of a log stands at its index and its leaf is in the tree. */
static int check_entries(struct zl_store *store, enum zl_log log)
{
        bool records = log == ZL_LOG_RECORDS;
        struct store__tree tree = {store, log};
        struct zl_db_query q =
            zl_db_query(store->db, records ? each_record : each_statement);
        struct zl_proof proof = {.index = 0};
        struct zl_hash hash;
        struct zl_hash leaf;
        uint64_t count = 0;
        uint64_t size = 0;
        int status;

        while ((status = zl_db_next(&q)) == ZL_OK) {
                proof.index = zl_db_get_int(&q, 1);
                zl_db_get(&q, records ? 3 : 2, hash.bytes, ZL_HASH_SIZE);
                proof.time.ms = zl_db_get_int(&q, records ? 9 : 5);
                proof.statements = zl_db_get_int(&q, records ? 10 : 1);
                zl_db_get(&q, records ? 11 : 4, proof.salt, ZL_SALT_SIZE);
                if (q.status != ZL_OK || proof.index != count++)
                        break;
                status = store__fetch(&tree, 0, proof.index, &leaf);
                if (status != ZL_OK)
                        break;
                hash = zl_log_leaf(log, &proof, &hash);
                if (!zl_hash_equal(&hash, &leaf))
                        break;
        }
        if (zl_db_end(&q) != ZL_OK)
                return q.status;
        if (status != ZL_E_NOT_FOUND)
                return status == ZL_OK ? ZL_E_DAMAGED : status;
        status = zl_store_log_size(store, log, &size);
        return status == ZL_OK && size != count ? ZL_E_DAMAGED : status;
}

/* Each node is the hash of its children, and all that there can be exist. */
static int check_nodes(struct zl_store *store, enum zl_log log)
{
        struct store__tree tree = {store, log};
        struct zl_db_query q = zl_db_query(store->db, each_node);
        struct zl_hash hash;
        struct zl_hash left;
        struct zl_hash right;
        uint64_t number;
        uint64_t size = 0;
        uint64_t count = 0;
        unsigned level;
        int status;

        zl_db_int(&q, (uint64_t)log);
        while ((status = zl_db_next(&q)) == ZL_OK) {
                level = (unsigned)zl_db_get_int(&q, 2);
                number = zl_db_get_int(&q, 3);
                zl_db_get(&q, 4, hash.bytes, ZL_HASH_SIZE);
                count++;
                if (q.status != ZL_OK || level > 63)
                        break;
                status = store__fetch(&tree, level - 1, 2 * number, &left);
                if (status == ZL_OK)
                        status = store__fetch(
                            &tree, level - 1, 2 * number + 1, &right);
                if (status != ZL_OK)
                        break;
                left = zl_merkle_node(&left, &right);
                if (!zl_hash_equal(&left, &hash))
                        break;
        }
        if (zl_db_end(&q) != ZL_OK)
                return q.status;
        if (status != ZL_E_NOT_FOUND)
                return status == ZL_OK ? ZL_E_DAMAGED : status;
        status = zl_store_log_size(store, log, &size);
        for (level = 1; level < 64; level++)
                count -= size >> level;
        return status == ZL_OK && count != 0 ? ZL_E_DAMAGED : status;
}

int zl_store_check(struct zl_store *store)
{
        int status = zl_db_pragma(store->db, "PRAGMA integrity_check");

        for (size_t i = 0; status == ZL_OK && i < TABLES; i++)
                status = check_none(store, tables[i].damaged);
        if (status == ZL_OK)
                status = check_none(
                    store, "SELECT count(*) FROM pragma_foreign_key_check");
        if (status == ZL_OK)
                status = check_none(store, records_without);
        if (status == ZL_OK)
                status = check_none(store, signals_without);
        for (enum zl_log log = ZL_LOG_STATEMENTS;
             status == ZL_OK && log <= ZL_LOG_RECORDS; log++) {
                status = check_entries(store, log);
                if (status == ZL_OK)
                        status = check_nodes(store, log);
        }
        if (status == ZL_OK)
                status = store__check_newest(store);
        return status;
}
