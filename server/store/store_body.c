/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the bodies: kept apart from their records, and never given to
 * anybody but their author before it is noted that they are. */
#include "store_internal.h"

static const char find_recipient[] = ZL_DB_SELECT(
    "recipient", STORE__RECIPIENT) "WHERE record = ?1 AND member = ?2";
static const char find_contact[] = ZL_DB_SELECT(
    "recipient", STORE__RECIPIENT) "WHERE record = ?1 AND role = ?2";
static const char find_body[] =
    ZL_DB_SELECT("body", STORE__BODY) "WHERE record = ?1";
static const char find_opened[] =
    ZL_DB_SELECT("opened", STORE__OPENED) "WHERE record = ?1 AND member = ?2";
static const char add_opened[] =
    ZL_DB_INSERT("opened", STORE__OPENED, ZL_DB_P3) "ON CONFLICT DO NOTHING";

/* Is there a row? All parameters are bound; ends the query. */
static int is_there(struct zl_db_query *q, bool *ret)
{
        int status = zl_db_next(q);

        if (zl_db_end(q) != ZL_OK)
                return q->status;
        *ret = status == ZL_OK;
        return ZL_OK;
}

int zl_store_about(struct zl_store *store, const struct zl_id *id,
    const struct zl_id *member, struct zl_stored_about *ret)
{
        struct store__record row;
        struct zl_db_query q;
        struct zl_stored_about about;
        int status = store__find_record(store, id, &row);

        if (status != ZL_OK)
                return status;
        about.signal = row.stored.signal;
        about.kind = row.stored.kind;
        about.author = zl_id_equal(&row.stored.author, member);
        q = zl_db_query(store->db, find_recipient);
        zl_db_int(&q, row.stored.proof.index);
        zl_db_id(&q, member);
        status = is_there(&q, &about.recipient);
        if (status != ZL_OK)
                return status;
        q = zl_db_query(store->db, find_contact);
        zl_db_int(&q, row.stored.proof.index);
        zl_db_int(&q, ZL_ROLE_CONTACT);
        status = is_there(&q, &about.of_contact);
        if (status != ZL_OK)
                return status;
        if (row.author_role == ZL_ROLE_CONTACT)
                about.of_contact = true;
        *ret = about;
        return ZL_OK;
}

int zl_store_body(
    struct zl_store *store, const struct zl_id *id, struct zl_bytes *ret_body)
{
        struct zl_db_query q;
        struct store__record row;
        struct zl_bytes body = {NULL, 0};
        int status = store__find_record(store, id, &row);

        if (status != ZL_OK)
                return status;
        q = zl_db_query(store->db, find_body);
        zl_db_int(&q, row.stored.proof.index);
        status = zl_db_next(&q);
        if (status == ZL_OK)
                body = store__get_answer(store, &q, 2);
        if (zl_db_end(&q) != ZL_OK)
                return q.status;
        if (status == ZL_OK)
                *ret_body = body;
        return status;
}

/* What is read cannot be taken back any more. Whoever stands in the place of
 * the signal's author has read nothing that was not known. */
static int open_signal(
    struct zl_store *store, const struct zl_id *id, const struct zl_id *member)
{
        struct store__signal signal;
        int status = store__find_signal(store, id, &signal);

        if (status != ZL_OK)
                return status == ZL_E_NOT_FOUND ? ZL_E_DAMAGED : status;
        if (signal.facts.state != ZL_STATE_WAITING ||
            zl_id_equal(&signal.facts.author, member))
                return ZL_OK;
        signal.facts.state = ZL_STATE_OPENED;
        return store__update_signal(store, &signal);
}

int zl_store_note_opened(struct zl_store *store, const struct zl_id *id,
    const struct zl_id *member, struct zl_time time)
{
        struct zl_db_query q;
        struct store__record row;
        int status = store__find_record(store, id, &row);

        if (status != ZL_OK)
                return status;
        q = zl_db_change(store->db, add_opened);
        zl_db_int(&q, row.stored.proof.index);
        zl_db_id(&q, member);
        zl_db_int(&q, time.ms);
        status = zl_db_run(&q);
        return status == ZL_OK ? open_signal(store, &row.stored.signal, member)
                               : status;
}

int zl_store_was_opened(struct zl_store *store, const struct zl_id *id,
    const struct zl_id *member, bool *ret_opened)
{
        struct zl_db_query q;
        struct store__record row;
        int status = store__find_record(store, id, &row);

        if (status != ZL_OK)
                return status;
        q = zl_db_query(store->db, find_opened);
        zl_db_int(&q, row.stored.proof.index);
        zl_db_id(&q, member);
        return is_there(&q, ret_opened);
}
