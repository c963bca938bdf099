/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the signals: what the server needs to know of each to judge
 * the next record about it. It follows from the records, by the same
 * zl_signal_advance() that every reader uses, and is kept beside them, since
 * it is asked for far more often than it changes. */
#include <string.h>

#include "store_internal.h"

static const char find_signal[] =
    ZL_DB_SELECT("signal", STORE__SIGNAL) "WHERE id = ?1";
static const char add_signal[] =
    ZL_DB_INSERT("signal", STORE__SIGNAL, ZL_DB_P12);
/* All columns again, so that the hash is over what was verified on reading
 * and not over what stands there by now. */
static const char update_signal[] =
    "UPDATE signal SET club = ?2, author = ?3, author_role = ?4, "
    "state = ?5, holders = ?6, note = ?7, held = ?8, bodies = ?9, "
    "left_out = ?10, stepped_out = ?11, from_club = ?12, row_hash "
    "= " ZL_DB_HASH("signal", ZL_DB_P12) " WHERE id = ?1";

/* Copy a column of ids, one after the other. */
static size_t read_ids(
    struct zl_db_query *q, int column, struct zl_id *ret, size_t max)
{
        struct zl_bytes ids = zl_db_get_bytes(q, column);

        if (ids.size % ZL_ID_SIZE != 0 || ids.size > max * ZL_ID_SIZE) {
                q->status = ZL_E_DAMAGED;
                return 0;
        }
        for (size_t i = 0; i < ids.size / ZL_ID_SIZE; i++)
                memcpy(ret[i].bytes, ids.data + i * ZL_ID_SIZE, ZL_ID_SIZE);
        return ids.size / ZL_ID_SIZE;
}

static void read_facts(struct zl_db_query *q, struct zl_signal_facts *facts)
{
        zl_db_get(q, 2, facts->club.bytes, ZL_ID_SIZE);
        zl_db_get(q, 3, facts->author.bytes, ZL_ID_SIZE);
        facts->author_role = (enum zl_role)zl_db_get_int(q, 4);
        facts->state = (enum zl_state)zl_db_get_int(q, 5);
        facts->holder_count = read_ids(q, 6, facts->holders, ZL_PERSONS_MAX);
        facts->held = zl_db_get_int(q, 8) == 1;
        facts->bodies = (uint16_t)zl_db_get_int(q, 9);
        facts->left_out_count =
            read_ids(q, 10, facts->left_out, ZL_LEFT_OUT_MAX);
        facts->stepped_out_count =
            read_ids(q, 11, facts->stepped_out, ZL_STEPPED_OUT_MAX);
        facts->from_club = (uint16_t)zl_db_get_int(q, 12);
}

void store__read_signal(struct zl_db_query *q, struct store__signal *ret)
{
        zl_db_get(q, 1, ret->id.bytes, ZL_ID_SIZE);
        read_facts(q, &ret->facts);
        ret->note = zl_db_get_int(q, 7);
}

int store__find_signal(
    struct zl_store *store, const struct zl_id *id, struct store__signal *ret)
{
        struct zl_db_query q = zl_db_query(store->db, find_signal);
        struct store__signal found = {.note = 0};
        int status;

        zl_db_id(&q, id);
        status = zl_db_next(&q);
        if (status == ZL_OK)
                store__read_signal(&q, &found);
        if (zl_db_end(&q) != ZL_OK)
                return q.status;
        if (status != ZL_OK)
                return status;
        *ret = found;
        return ZL_OK;
}

/* An id is an array of bytes and nothing else, so ids in a row are the bytes
 * of the column. */
_Static_assert(sizeof(struct zl_id) == ZL_ID_SIZE, "ids have no gaps");

static int put_signal(struct zl_store *store, const char *text,
    const struct store__signal *signal)
{
        const struct zl_signal_facts *facts = &signal->facts;
        struct zl_db_query q = zl_db_change(store->db, text);

        zl_db_id(&q, &signal->id);
        zl_db_id(&q, &facts->club);
        zl_db_id(&q, &facts->author);
        zl_db_int(&q, (uint64_t)facts->author_role);
        zl_db_int(&q, (uint64_t)facts->state);
        zl_db_blob(&q, facts->holders, facts->holder_count * ZL_ID_SIZE);
        zl_db_int(&q, signal->note);
        zl_db_int(&q, facts->held ? 1 : 0);
        zl_db_int(&q, facts->bodies);
        zl_db_blob(&q, facts->left_out, facts->left_out_count * ZL_ID_SIZE);
        zl_db_blob(
            &q, facts->stepped_out, facts->stepped_out_count * ZL_ID_SIZE);
        zl_db_int(&q, facts->from_club);
        return zl_db_run(&q);
}

int store__add_signal(
    struct zl_store *store, const struct store__signal *signal)
{
        return put_signal(store, add_signal, signal);
}

int store__update_signal(
    struct zl_store *store, const struct store__signal *signal)
{
        return put_signal(store, update_signal, signal);
}

int zl_store_signal(struct zl_store *store, const struct zl_id *signal,
    struct zl_signal_facts *ret_facts)
{
        struct store__signal found = {.facts = {.state = ZL_STATE_NONE}};
        int status = store__find_signal(store, signal, &found);

        if (status != ZL_OK && status != ZL_E_NOT_FOUND)
                return status;
        *ret_facts = found.facts;
        return ZL_OK;
}
