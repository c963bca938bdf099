/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to reading records: lists come without bodies, and a body comes
 * to its author and recipients only. */
#include "store_internal.h"

static const char find_by_id[] =
    STORE__SELECT("record", STORE__RECORD) "WHERE id = ?1";
static const char find_by_hash[] =
    STORE__SELECT("record", STORE__RECORD) "WHERE hash = ?1";
/* A record that is gone gives NULLs, whose hash fits nothing. */
static const char each_listed[] =
    "SELECT zl_row('listed', l.member, l.record) IS l.row_hash AND "
    "zl_row('record', r.position, r.id, r.hash, r.signal, r.kind, r.author, "
    "r.author_role, r.time, r.statements, r.salt, r.sent_hash, r.head) IS "
    "r.row_hash, " STORE__RECORD
    " FROM listed AS l LEFT JOIN record AS r ON r.position = l.record "
    "WHERE l.member = ?1 AND l.record >= ?2 ORDER BY l.record";
static const char find_recipient[] = STORE__SELECT(
    "recipient", STORE__RECIPIENT) "WHERE record = ?1 AND member = ?2";
static const char find_body[] =
    STORE__SELECT("body", STORE__BODY) "WHERE record = ?1";
static const char find_opened[] =
    STORE__SELECT("opened", STORE__OPENED) "WHERE record = ?1 AND member = ?2";
static const char add_opened[] =
    STORE__INSERT("opened", STORE__OPENED, STORE__P3) "ON CONFLICT DO NOTHING";

/* A record's row with what its author's row says. */
struct row {
        struct zl_stored_record record;
        struct zl_id author;
};

static void read_row(struct store__query *q, struct row *row)
{
        struct zl_stored_record *r = &row->record;

        r->proof.index = store__get_int(q, 1);
        store__get(q, 2, r->id.bytes, sizeof(r->id.bytes));
        store__get(q, 3, r->hash.bytes, sizeof(r->hash.bytes));
        store__get(q, 6, row->author.bytes, sizeof(row->author.bytes));
        r->proof.time.ms = store__get_int(q, 8);
        r->proof.statements = store__get_int(q, 9);
        store__get(q, 10, r->proof.salt, sizeof(r->proof.salt));
        store__get(q, 11, r->bytes_hash.bytes, sizeof(r->bytes_hash.bytes));
        r->bytes = store__get_bytes(q, 12);
}

/* The query's one parameter is bound; ends it. */
static int find_row(struct store__query *q, struct row *ret)
{
        struct row row = {.record = {.bytes = {NULL, 0}}};
        int status = store__next(q);

        if (status == ZL_OK) {
                read_row(q, &row);
                row.record.bytes = store__get_answer(q, 12);
        }
        if (store__end(q) != ZL_OK)
                return q->status;
        if (status == ZL_OK)
                *ret = row;
        return status;
}

static int find_row_by_id(
    struct zl_store *store, const struct zl_id *id, struct row *ret)
{
        struct store__query q = store__query(store, find_by_id);

        store__id(&q, id);
        return find_row(&q, ret);
}

int zl_store_find_record(struct zl_store *store, const struct zl_id *id,
    struct zl_stored_record *ret)
{
        struct row row;
        int status = find_row_by_id(store, id, &row);

        if (status == ZL_OK)
                *ret = row.record;
        return status;
}

int zl_store_find_record_by_hash(struct zl_store *store,
    const struct zl_hash *hash, struct zl_stored_record *ret)
{
        struct store__query q = store__query(store, find_by_hash);
        struct row row;
        int status;

        store__hash(&q, hash);
        status = find_row(&q, &row);
        if (status == ZL_OK)
                *ret = row.record;
        return status;
}

int zl_store_each_record(struct zl_store *store, const struct zl_id *member,
    uint64_t from, zl_record_visit *visit, void *context)
{
        struct store__query q = store__query(store, each_listed);
        struct row row = {.record = {.bytes = {NULL, 0}}};
        int status;

        store__id(&q, member);
        store__int(&q, from);
        while ((status = store__next(&q)) == ZL_OK) {
                read_row(&q, &row);
                if (q.status != ZL_OK)
                        break;
                status = visit(context, &row.record);
                if (status != ZL_OK)
                        break;
        }
        if (store__end(&q) != ZL_OK)
                return q.status;
        return status == ZL_E_NOT_FOUND ? ZL_OK : status;
}

/* Is there a row for this record and member? */
static int find_pair(struct zl_store *store, const char *text,
    uint64_t position, const struct zl_id *member)
{
        struct store__query q = store__query(store, text);
        int status;

        store__int(&q, position);
        store__id(&q, member);
        status = store__next(&q);
        return store__end(&q) != ZL_OK ? q.status : status;
}

int zl_store_body(struct zl_store *store, const struct zl_id *id,
    const struct zl_id *member, struct zl_bytes *ret_body, bool *ret_author)
{
        struct store__query q;
        struct row row;
        struct zl_bytes body = {NULL, 0};
        bool author;
        int status = find_row_by_id(store, id, &row);

        if (status != ZL_OK)
                return status;
        author = zl_id_equal(&row.author, member);
        if (!author)
                status = find_pair(
                    store, find_recipient, row.record.proof.index, member);
        if (status != ZL_OK)
                return status;
        q = store__query(store, find_body);
        store__int(&q, row.record.proof.index);
        status = store__next(&q);
        if (status == ZL_OK)
                body = store__get_answer(&q, 2);
        if (store__end(&q) != ZL_OK)
                return q.status;
        if (status != ZL_OK)
                return status;
        *ret_body = body;
        *ret_author = author;
        return ZL_OK;
}

int zl_store_note_opened(struct zl_store *store, const struct zl_id *id,
    const struct zl_id *member, struct zl_time time)
{
        struct store__query q;
        struct row row;
        int status = find_row_by_id(store, id, &row);

        if (status != ZL_OK)
                return status;
        q = store__change(store, add_opened);
        store__int(&q, row.record.proof.index);
        store__id(&q, member);
        store__int(&q, time.ms);
        return store__run(&q);
}

int zl_store_was_opened(struct zl_store *store, const struct zl_id *id,
    const struct zl_id *member, bool *ret_opened)
{
        struct row row;
        int status = find_row_by_id(store, id, &row);

        if (status != ZL_OK)
                return status;
        status = find_pair(store, find_opened, row.record.proof.index, member);
        if (status != ZL_OK && status != ZL_E_NOT_FOUND)
                return status;
        *ret_opened = status == ZL_OK;
        return ZL_OK;
}
