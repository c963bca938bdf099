/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to what waits: a row for each open signal, found by the moment at
 * which it is to be looked at, so that nobody walks all of them each minute;
 * contacts' addenda that nobody acknowledged; clubs that have nobody. */
#include "store_internal.h"
#include "watch.h"

static const char find_watch[] =
    ZL_DB_SELECT("watch", STORE__WATCH) "WHERE signal = ?1";
static const char put_watch[] =
    "INSERT OR REPLACE INTO watch(" STORE__WATCH
    ", row_hash) VALUES (" ZL_DB_P11 ", " ZL_DB_HASH("watch", ZL_DB_P11) ")";
static const char drop_watch[] = "DELETE FROM watch WHERE signal = ?1";
static const char due_watches[] =
    ZL_DB_SELECT("watch", STORE__WATCH) "WHERE due <= ?1 ORDER BY due LIMIT ?2";
static const char watches_after[] = ZL_DB_SELECT(
    "watch", STORE__WATCH) "WHERE signal > ?1 ORDER BY signal LIMIT ?2";
static const char each_escalated[] = ZL_DB_SELECT(
    "watch", STORE__WATCH) "WHERE step = 3 ORDER BY since LIMIT ?1";
static const char put_addendum[] =
    ZL_DB_INSERT("addendum", STORE__ADDENDUM, ZL_DB_P3);
static const char drop_addendum[] =
    "DELETE FROM addendum WHERE signal = ?1 AND hash = ?2";
static const char drop_addenda[] = "DELETE FROM addendum WHERE signal = ?1";
static const char first_addendum[] = ZL_DB_SELECT(
    "addendum", STORE__ADDENDUM) "WHERE signal = ?1 ORDER BY time LIMIT 1";
static const char find_note[] =
    ZL_DB_SELECT("record", STORE__RECORD) "WHERE id = ?1 AND kind = 1";
static const char find_alert[] =
    ZL_DB_SELECT("alert", STORE__ALERT) "WHERE club = ?1";
static const char put_alert[] =
    ZL_DB_INSERT("alert", STORE__ALERT, ZL_DB_P2) "ON CONFLICT DO NOTHING";
static const char drop_alert[] = "DELETE FROM alert WHERE club = ?1";

static void read_watch(struct zl_db_query *q, struct zl_watch *ret)
{
        zl_db_get(q, 1, ret->signal.bytes, ZL_ID_SIZE);
        ret->unread.ms = zl_db_get_int(q, 2);
        ret->unheld.ms = zl_db_get_int(q, 3);
        ret->since.ms = zl_db_get_int(q, 4);
        ret->step = (unsigned)zl_db_get_int(q, 5);
        ret->unanswered.ms = zl_db_get_int(q, 6);
        ret->answer_told = zl_db_get_int(q, 7) == 1;
        ret->open.ms = zl_db_get_int(q, 8);
        ret->open_told = (uint32_t)zl_db_get_int(q, 9);
        zl_db_get(q, 10, ret->actor.bytes, ZL_ID_SIZE);
        ret->due.ms = zl_db_get_int(q, 11);
}

int zl_store_find_watch(
    struct zl_store *store, const struct zl_id *signal, struct zl_watch *ret)
{
        struct zl_db_query q = zl_db_query(store->db, find_watch);
        struct zl_watch found = {.step = 0};
        int status;

        zl_db_id(&q, signal);
        status = zl_db_next(&q);
        if (status == ZL_OK)
                read_watch(&q, &found);
        if (zl_db_end(&q) != ZL_OK)
                return q.status;
        if (status == ZL_OK)
                *ret = found;
        return status;
}

int zl_store_put_watch(struct zl_store *store, const struct zl_watch *watch)
{
        struct zl_db_query q = zl_db_change(store->db, put_watch);

        zl_db_id(&q, &watch->signal);
        zl_db_int(&q, watch->unread.ms);
        zl_db_int(&q, watch->unheld.ms);
        zl_db_int(&q, watch->since.ms);
        zl_db_int(&q, watch->step);
        zl_db_int(&q, watch->unanswered.ms);
        zl_db_int(&q, watch->answer_told ? 1 : 0);
        zl_db_int(&q, watch->open.ms);
        zl_db_int(&q, watch->open_told);
        zl_db_id(&q, &watch->actor);
        zl_db_int(&q, watch->due.ms);
        return zl_db_run(&q);
}

/* Run what has one id for its only parameter. */
static int drop(
    struct zl_store *store, const char *text, const struct zl_id *id)
{
        struct zl_db_query q = zl_db_change(store->db, text);

        zl_db_id(&q, id);
        return zl_db_run(&q);
}

int zl_store_drop_watch(struct zl_store *store, const struct zl_id *signal)
{
        return drop(store, drop_watch, signal);
}

/* The rows of a query whose parameters but the last are bound. */
static int take_watches(
    struct zl_db_query *q, struct zl_watch *ret, size_t max, size_t *ret_count)
{
        size_t count = 0;
        int status;

        zl_db_int(q, max);
        while ((status = zl_db_next(q)) == ZL_OK && count < max) {
                read_watch(q, &ret[count++]);
                if (q->status != ZL_OK)
                        break;
        }
        if (zl_db_end(q) != ZL_OK)
                return q->status;
        *ret_count = count;
        return ZL_OK;
}

int zl_store_due_watches(struct zl_store *store, struct zl_time now,
    struct zl_watch *ret, size_t max, size_t *ret_count)
{
        struct zl_db_query q = zl_db_query(store->db, due_watches);

        zl_db_int(&q, now.ms);
        return take_watches(&q, ret, max, ret_count);
}

int zl_store_watches_after(struct zl_store *store, const struct zl_id *after,
    struct zl_watch *ret, size_t max, size_t *ret_count)
{
        struct zl_db_query q = zl_db_query(store->db, watches_after);

        zl_db_id(&q, after);
        return take_watches(&q, ret, max, ret_count);
}

int zl_store_each_escalated(
    struct zl_store *store, size_t max, zl_watch_visit *visit, void *context)
{
        struct zl_db_query q = zl_db_query(store->db, each_escalated);
        struct zl_watch watch = {.step = 0};
        int status;

        zl_db_int(&q, max);
        while ((status = zl_db_next(&q)) == ZL_OK) {
                read_watch(&q, &watch);
                if (q.status != ZL_OK)
                        break;
                status = visit(context, &watch);
                if (status != ZL_OK)
                        break;
        }
        if (zl_db_end(&q) != ZL_OK)
                return q.status;
        return status == ZL_E_NOT_FOUND ? ZL_OK : status;
}

int zl_store_put_addendum(struct zl_store *store, const struct zl_id *signal,
    const struct zl_hash *hash, struct zl_time time)
{
        struct zl_db_query q = zl_db_change(store->db, put_addendum);

        zl_db_id(&q, signal);
        zl_db_hash(&q, hash);
        zl_db_int(&q, time.ms);
        return zl_db_run(&q);
}

int zl_store_drop_addendum(struct zl_store *store, const struct zl_id *signal,
    const struct zl_hash *hash)
{
        struct zl_db_query q = zl_db_change(store->db, drop_addendum);

        zl_db_id(&q, signal);
        zl_db_hash(&q, hash);
        return zl_db_run(&q);
}

int zl_store_drop_addenda(struct zl_store *store, const struct zl_id *signal)
{
        return drop(store, drop_addenda, signal);
}

/* A moment in the one row of a query over one id, if it has one. */
static int find_time(struct zl_store *store, const char *text,
    const struct zl_id *id, int column, struct zl_time *ret_time)
{
        struct zl_db_query q = zl_db_query(store->db, text);
        struct zl_time time = {0};
        int status;

        zl_db_id(&q, id);
        status = zl_db_next(&q);
        if (status == ZL_OK)
                time.ms = zl_db_get_int(&q, column);
        if (zl_db_end(&q) != ZL_OK)
                return q.status;
        if (status == ZL_OK)
                *ret_time = time;
        return status;
}

int zl_store_first_addendum(struct zl_store *store, const struct zl_id *signal,
    struct zl_time *ret_time)
{
        enum { TIME = 3 };
        struct zl_time time = {0};
        int status = find_time(store, first_addendum, signal, TIME, &time);

        if (status != ZL_OK && status != ZL_E_NOT_FOUND)
                return status;
        *ret_time = time;
        return ZL_OK;
}

int zl_store_noted(struct zl_store *store, const struct zl_id *signal,
    struct zl_time *ret_time)
{
        enum { TIME = 9 };

        return find_time(store, find_note, signal, TIME, ret_time);
}

int zl_store_find_alert(struct zl_store *store, const struct zl_id *club)
{
        enum { SINCE = 2 };
        struct zl_time since;

        return find_time(store, find_alert, club, SINCE, &since);
}

int zl_store_put_alert(
    struct zl_store *store, const struct zl_id *club, struct zl_time time)
{
        struct zl_db_query q = zl_db_change(store->db, put_alert);

        zl_db_id(&q, club);
        zl_db_int(&q, time.ms);
        return zl_db_run(&q);
}

int zl_store_drop_alert(struct zl_store *store, const struct zl_id *club)
{
        return drop(store, drop_alert, club);
}
