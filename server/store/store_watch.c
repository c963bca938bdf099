/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to what waits: a row for each open signal, found by the moment at
 * which it is to be looked at, so that nobody walks all of them each minute;
 * contacts' addenda that nobody acknowledged; clubs that have nobody. */
#include "store_internal.h"
#include "watch.h"

static const char find_watch[] =
    STORE__SELECT("watch", STORE__WATCH) "WHERE signal = ?1";
static const char put_watch[] =
    "INSERT OR REPLACE INTO watch(" STORE__WATCH
    ", row_hash) VALUES (" STORE__P11 ", " STORE__HASH("watch", STORE__P11) ")";
static const char drop_watch[] = "DELETE FROM watch WHERE signal = ?1";
static const char due_watches[] = STORE__SELECT(
    "watch", STORE__WATCH) "WHERE due <= ?1 ORDER BY due LIMIT ?2";
static const char watches_after[] = STORE__SELECT(
    "watch", STORE__WATCH) "WHERE signal > ?1 ORDER BY signal LIMIT ?2";
static const char each_escalated[] = STORE__SELECT(
    "watch", STORE__WATCH) "WHERE step = 3 ORDER BY since LIMIT ?1";
static const char put_addendum[] =
    STORE__INSERT("addendum", STORE__ADDENDUM, STORE__P3);
static const char drop_addendum[] =
    "DELETE FROM addendum WHERE signal = ?1 AND hash = ?2";
static const char drop_addenda[] = "DELETE FROM addendum WHERE signal = ?1";
static const char first_addendum[] = STORE__SELECT(
    "addendum", STORE__ADDENDUM) "WHERE signal = ?1 ORDER BY time LIMIT 1";
static const char find_note[] =
    STORE__SELECT("record", STORE__RECORD) "WHERE id = ?1 AND kind = 1";
static const char each_writer[] =
    STORE__SELECT("record", STORE__RECORD) "WHERE author_role = 3 AND "
                                           "(id = ?1 OR "
                                           "(signal = ?1 AND kind <> 1))";
static const char find_alert[] =
    STORE__SELECT("alert", STORE__ALERT) "WHERE club = ?1";
static const char put_alert[] =
    STORE__INSERT("alert", STORE__ALERT, STORE__P2) "ON CONFLICT DO NOTHING";
static const char drop_alert[] = "DELETE FROM alert WHERE club = ?1";

static void read_watch(struct store__query *q, struct zl_watch *ret)
{
        store__get(q, 1, ret->signal.bytes, ZL_ID_SIZE);
        ret->unread.ms = store__get_int(q, 2);
        ret->unheld.ms = store__get_int(q, 3);
        ret->since.ms = store__get_int(q, 4);
        ret->step = (unsigned)store__get_int(q, 5);
        ret->unanswered.ms = store__get_int(q, 6);
        ret->answer_told = store__get_int(q, 7) == 1;
        ret->open.ms = store__get_int(q, 8);
        ret->open_told = (uint32_t)store__get_int(q, 9);
        store__get(q, 10, ret->actor.bytes, ZL_ID_SIZE);
        ret->due.ms = store__get_int(q, 11);
}

int zl_store_find_watch(
    struct zl_store *store, const struct zl_id *signal, struct zl_watch *ret)
{
        struct store__query q = store__query(store, find_watch);
        struct zl_watch found = {.step = 0};
        int status;

        store__id(&q, signal);
        status = store__next(&q);
        if (status == ZL_OK)
                read_watch(&q, &found);
        if (store__end(&q) != ZL_OK)
                return q.status;
        if (status == ZL_OK)
                *ret = found;
        return status;
}

int zl_store_put_watch(struct zl_store *store, const struct zl_watch *watch)
{
        struct store__query q = store__change(store, put_watch);

        store__id(&q, &watch->signal);
        store__int(&q, watch->unread.ms);
        store__int(&q, watch->unheld.ms);
        store__int(&q, watch->since.ms);
        store__int(&q, watch->step);
        store__int(&q, watch->unanswered.ms);
        store__int(&q, watch->answer_told ? 1 : 0);
        store__int(&q, watch->open.ms);
        store__int(&q, watch->open_told);
        store__id(&q, &watch->actor);
        store__int(&q, watch->due.ms);
        return store__run(&q);
}

/* Run what has one id for its only parameter. */
static int drop(
    struct zl_store *store, const char *text, const struct zl_id *id)
{
        struct store__query q = store__change(store, text);

        store__id(&q, id);
        return store__run(&q);
}

int zl_store_drop_watch(struct zl_store *store, const struct zl_id *signal)
{
        return drop(store, drop_watch, signal);
}

/* The rows of a query whose parameters but the last are bound. */
static int take_watches(
    struct store__query *q, struct zl_watch *ret, size_t max, size_t *ret_count)
{
        size_t count = 0;
        int status;

        store__int(q, max);
        while ((status = store__next(q)) == ZL_OK && count < max) {
                read_watch(q, &ret[count++]);
                if (q->status != ZL_OK)
                        break;
        }
        if (store__end(q) != ZL_OK)
                return q->status;
        *ret_count = count;
        return ZL_OK;
}

int zl_store_due_watches(struct zl_store *store, struct zl_time now,
    struct zl_watch *ret, size_t max, size_t *ret_count)
{
        struct store__query q = store__query(store, due_watches);

        store__int(&q, now.ms);
        return take_watches(&q, ret, max, ret_count);
}

int zl_store_watches_after(struct zl_store *store, const struct zl_id *after,
    struct zl_watch *ret, size_t max, size_t *ret_count)
{
        struct store__query q = store__query(store, watches_after);

        store__id(&q, after);
        return take_watches(&q, ret, max, ret_count);
}

int zl_store_each_escalated(
    struct zl_store *store, size_t max, zl_watch_visit *visit, void *context)
{
        struct store__query q = store__query(store, each_escalated);
        struct zl_watch watch = {.step = 0};
        int status;

        store__int(&q, max);
        while ((status = store__next(&q)) == ZL_OK) {
                read_watch(&q, &watch);
                if (q.status != ZL_OK)
                        break;
                status = visit(context, &watch);
                if (status != ZL_OK)
                        break;
        }
        if (store__end(&q) != ZL_OK)
                return q.status;
        return status == ZL_E_NOT_FOUND ? ZL_OK : status;
}

int zl_store_put_addendum(struct zl_store *store, const struct zl_id *signal,
    const struct zl_hash *hash, struct zl_time time)
{
        struct store__query q = store__change(store, put_addendum);

        store__id(&q, signal);
        store__hash(&q, hash);
        store__int(&q, time.ms);
        return store__run(&q);
}

int zl_store_drop_addendum(struct zl_store *store, const struct zl_id *signal,
    const struct zl_hash *hash)
{
        struct store__query q = store__change(store, drop_addendum);

        store__id(&q, signal);
        store__hash(&q, hash);
        return store__run(&q);
}

int zl_store_drop_addenda(struct zl_store *store, const struct zl_id *signal)
{
        return drop(store, drop_addenda, signal);
}

/* A moment in the one row of a query over one id, if it has one. */
static int find_time(struct zl_store *store, const char *text,
    const struct zl_id *id, int column, struct zl_time *ret_time)
{
        struct store__query q = store__query(store, text);
        struct zl_time time = {0};
        int status;

        store__id(&q, id);
        status = store__next(&q);
        if (status == ZL_OK)
                time.ms = store__get_int(&q, column);
        if (store__end(&q) != ZL_OK)
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

int zl_store_each_writer(struct zl_store *store, const struct zl_id *signal,
    zl_part_visit *visit, void *context)
{
        enum { AUTHOR = 6 };

        return store__each_id(
            store, each_writer, AUTHOR, signal, visit, context);
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
        struct store__query q = store__change(store, put_alert);

        store__id(&q, club);
        store__int(&q, time.ms);
        return store__run(&q);
}

int zl_store_drop_alert(struct zl_store *store, const struct zl_id *club)
{
        return drop(store, drop_alert, club);
}
