/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to reading records: found one by one, or walked as a list. What
 * lists give is put together here: the head as it was signed, the seals that
 * are left of it, and the asking member's own that were added. */
#include "store_internal.h"

static const char find_by_id[] =
    ZL_DB_SELECT("record", STORE__RECORD) "WHERE id = ?1";
static const char find_by_hash[] =
    ZL_DB_SELECT("record", STORE__RECORD) "WHERE hash = ?1";
/* A record that is gone gives NULLs, whose hash fits nothing. */
static const char each_listed[] =
    "SELECT zl_row('listed', l.member, l.record, l.besides) IS l.row_hash AND "
    "zl_row('record', r.position, r.id, r.hash, r.signal, r.kind, r.author, "
    "r.author_role, r.hidden, r.time, r.statements, r.salt, r.head, "
    "r.seals) IS r.row_hash, " STORE__RECORD
    " FROM listed AS l LEFT JOIN record AS r ON r.position = l.record "
    "WHERE l.member = ?1 AND l.record >= ?2 ORDER BY l.record";
/* The note by its id, the others by the index, which has them in order. */
static const char newest_body[] = ZL_DB_SELECT("record",
    STORE__RECORD) "WHERE position = coalesce((SELECT position FROM record "
                   "WHERE signal = ?1 AND kind <> 1 AND kind IN (2, 6, 7, 8, "
                   "9, 10, 11) ORDER BY position DESC LIMIT 1), "
                   "(SELECT position FROM record WHERE id = ?1 AND kind = 1))";
/* The note by its id, the others by the index; both arms come in order. */
static const char each_of_signal[] = ZL_DB_SELECT("record",
    STORE__RECORD) "WHERE id = ?1 AND kind = 1 AND position >= ?2 "
                   "UNION ALL " ZL_DB_SELECT("record",
                       STORE__RECORD) "WHERE signal = ?1 AND kind <> 1 AND "
                                      "position >= ?2 AND hidden <= ?3 "
                                      "ORDER BY 2";

void store__read_record(struct zl_db_query *q, struct store__record *ret)
{
        struct zl_stored_record *r = &ret->stored;

        r->proof.index = zl_db_get_int(q, 1);
        zl_db_get(q, 2, r->id.bytes, sizeof(r->id.bytes));
        zl_db_get(q, 3, r->hash.bytes, sizeof(r->hash.bytes));
        zl_db_get(q, 4, r->signal.bytes, sizeof(r->signal.bytes));
        r->kind = (enum zl_kind)zl_db_get_int(q, 5);
        zl_db_get(q, 6, r->author.bytes, sizeof(r->author.bytes));
        ret->author_role = (enum zl_role)zl_db_get_int(q, 7);
        r->hidden = zl_db_get_int(q, 8) == 1;
        r->proof.time.ms = zl_db_get_int(q, 9);
        r->proof.statements = zl_db_get_int(q, 10);
        zl_db_get(q, 11, r->proof.salt, sizeof(r->proof.salt));
        ret->head = zl_db_get_bytes(q, 12);
        ret->seals = zl_db_get_bytes(q, 13);
}

int store__find_row(
    struct zl_store *store, struct zl_db_query *q, struct store__record *ret)
{
        struct zl_buf *answer = &store->answer;
        struct store__record row = {.stored = {.hidden = false}};
        int status = zl_db_next(q);

        if (status == ZL_OK) {
                store__read_record(q, &row);
                zl_buf_reset(answer);
                zl_put_bytes(answer, row.head.data, row.head.size);
                zl_put_bytes(answer, row.seals.data, row.seals.size);
                zl_put_u8(answer, 0);
                if (q->status == ZL_OK)
                        q->status = answer->status;
        }
        if (zl_db_end(q) != ZL_OK)
                return q->status;
        if (status != ZL_OK)
                return status;
        row.stored.bytes = zl_buf_bytes(answer);
        row.head.data = row.stored.bytes.data;
        row.seals.data = row.head.data + row.head.size;
        *ret = row;
        return ZL_OK;
}

int store__find_record(
    struct zl_store *store, const struct zl_id *id, struct store__record *ret)
{
        struct zl_db_query q = zl_db_query(store->db, find_by_id);

        zl_db_id(&q, id);
        return store__find_row(store, &q, ret);
}

int zl_store_find_record(struct zl_store *store, const struct zl_id *id,
    struct zl_stored_record *ret)
{
        struct store__record row;
        int status = store__find_record(store, id, &row);

        if (status == ZL_OK)
                *ret = row.stored;
        return status;
}

int zl_store_find_record_by_hash(struct zl_store *store,
    const struct zl_hash *hash, struct zl_stored_record *ret)
{
        struct zl_db_query q = zl_db_query(store->db, find_by_hash);
        struct store__record row;
        int status;

        zl_db_hash(&q, hash);
        status = store__find_row(store, &q, &row);
        if (status == ZL_OK)
                *ret = row.stored;
        return status;
}

int zl_store_newest_body(
    struct zl_store *store, const struct zl_id *signal, uint64_t *ret_index)
{
        struct zl_db_query q = zl_db_query(store->db, newest_body);
        struct store__record row = {.stored = {.hidden = false}};
        int status;

        zl_db_id(&q, signal);
        status = zl_db_next(&q);
        if (status == ZL_OK)
                store__read_record(&q, &row);
        if (zl_db_end(&q) != ZL_OK)
                return q.status;
        if (status == ZL_OK)
                *ret_index = row.stored.proof.index;
        return status;
}

/* Go through the rows of a query over STORE__RECORD, and end it. */
static int walk(struct zl_store *store, struct zl_db_query *q,
    const struct zl_id *member, zl_record_visit *visit, void *context)
{
        struct store__record row = {.stored = {.hidden = false}};
        int status;

        while ((status = zl_db_next(q)) == ZL_OK) {
                store__read_record(q, &row);
                if (q->status != ZL_OK)
                        break;
                zl_buf_reset(&store->walked);
                zl_put_bytes(&store->walked, row.head.data, row.head.size);
                zl_put_bytes(&store->walked, row.seals.data, row.seals.size);
                status = store__put_added(
                    store, row.stored.proof.index, member, &store->walked);
                row.stored.bytes = zl_buf_bytes(&store->walked);
                if (status == ZL_OK)
                        status = visit(context, &row.stored);
                if (status != ZL_OK)
                        break;
        }
        if (zl_db_end(q) != ZL_OK)
                return q->status;
        return status == ZL_E_NOT_FOUND ? ZL_OK : status;
}

int zl_store_each_record(struct zl_store *store, const struct zl_id *member,
    uint64_t from, zl_record_visit *visit, void *context)
{
        struct zl_db_query q = zl_db_query(store->db, each_listed);

        zl_db_id(&q, member);
        zl_db_int(&q, from);
        return walk(store, &q, member, visit, context);
}

int zl_store_each_of_signal(struct zl_store *store,
    const struct zl_signal_walk *of, zl_record_visit *visit, void *context)
{
        struct zl_db_query q = zl_db_query(store->db, each_of_signal);

        zl_db_id(&q, &of->signal);
        zl_db_int(&q, of->from);
        zl_db_int(&q, of->hidden ? 1 : 0);
        return walk(store, &q, &of->member, visit, context);
}
