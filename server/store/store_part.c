/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Who had a part in which signal. The lists say which signals come
 * into question, and nothing more: what somebody is to a signal, the signal's
 * own row says, and that is verified as every row. */
#include "store_internal.h"

/* Whoever holds a signal or stands in its author's place was listed its note
 * or what passed it on. */
static const char each_signal[] = ZL_DB_SELECT("signal",
    STORE__SIGNAL) "WHERE id IN (SELECT r.signal FROM listed AS l JOIN record "
                   "AS r "
                   "ON r.position = l.record WHERE l.member = ?1 AND r.kind IN "
                   "(1, 9, 10, 11))";
static const char each_recipient[] = ZL_DB_SELECT(
    "recipient", STORE__RECIPIENT) "WHERE role = 3 AND record IN "
                                   "(SELECT position FROM record WHERE id = ?1 "
                                   "AND kind = 1 UNION ALL "
                                   "SELECT position FROM record WHERE signal = "
                                   "?1 AND kind <> 1 AND "
                                   "hidden = 0)";
static const char each_author[] =
    ZL_DB_SELECT("record", STORE__RECORD) "WHERE signal = ?1 AND kind <> 1 "
                                          "AND hidden = 0 AND author_role = 3";

int zl_store_each_signal(struct zl_store *store, const struct zl_id *member,
    zl_signal_visit *visit, void *context)
{
        struct zl_db_query q = zl_db_query(store->db, each_signal);
        struct store__signal signal = {.note = 0};
        int status;

        zl_db_id(&q, member);
        while ((status = zl_db_next(&q)) == ZL_OK) {
                store__read_signal(&q, &signal);
                if (q.status != ZL_OK)
                        break;
                status = visit(context, &signal.id, &signal.facts);
                if (status != ZL_OK)
                        break;
        }
        if (zl_db_end(&q) != ZL_OK)
                return q.status;
        return status == ZL_E_NOT_FOUND ? ZL_OK : status;
}

int store__each_id(struct zl_store *store, const char *text, int column,
    const struct zl_id *id, zl_part_visit *visit, void *context)
{
        struct zl_db_query q = zl_db_query(store->db, text);
        struct zl_id member;
        int status;

        zl_db_id(&q, id);
        while ((status = zl_db_next(&q)) == ZL_OK) {
                zl_db_get(&q, column, member.bytes, ZL_ID_SIZE);
                if (q.status != ZL_OK)
                        break;
                status = visit(context, &member);
                if (status != ZL_OK)
                        break;
        }
        if (zl_db_end(&q) != ZL_OK)
                return q.status;
        return status == ZL_E_NOT_FOUND ? ZL_OK : status;
}

int zl_store_each_professional(struct zl_store *store,
    const struct zl_id *signal, zl_part_visit *visit, void *context)
{
        enum { MEMBER = 4, AUTHOR = 6 };
        int status = store__each_id(
            store, each_recipient, MEMBER, signal, visit, context);

        return status == ZL_OK
            ? store__each_id(store, each_author, AUTHOR, signal, visit, context)
            : status;
}

struct zl_bytes store__get_answer(
    struct zl_store *store, struct zl_db_query *q, int column)
{
        struct zl_bytes bytes = zl_db_get_bytes(q, column);

        zl_buf_reset(&store->answer);
        zl_put_bytes(&store->answer, bytes.data, bytes.size);
        if (q->status == ZL_OK)
                q->status = store->answer.status;
        return zl_buf_bytes(&store->answer);
}
