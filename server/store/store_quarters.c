/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to what is counted, and what was published of it. Counting reads
 * when a note came, of which club, by whom and when somebody first got it:
 * what is inside is not asked for, and may be erased long ago. */
#include "quarters.h"
#include "store_internal.h"

static const char each_note[] =
    ZL_DB_SELECT("record", STORE__RECORD) "WHERE kind = 1 AND time >= ?1 AND "
                                          "time < ?2 ORDER BY time";
static const char each_opened[] =
    ZL_DB_SELECT("opened", STORE__OPENED) "WHERE record = ?1";
static const char put_quarter[] =
    ZL_DB_INSERT("quarter", STORE__QUARTER, ZL_DB_P2);
static const char newest_quarter[] =
    ZL_DB_SELECT("quarter", STORE__QUARTER) "ORDER BY number DESC LIMIT 1";
static const char each_quarter[] =
    ZL_DB_SELECT("quarter", STORE__QUARTER) "WHERE number >= ?1 "
                                            "ORDER BY number";
static const char put_figure[] =
    ZL_DB_INSERT("figure", STORE__FIGURE, ZL_DB_P6);
static const char each_figure[] =
    ZL_DB_SELECT("figure", STORE__FIGURE) "WHERE quarter = ?1 AND list = ?2 "
                                          "ORDER BY place";

/* A walk that found no more went well. */
static int end_walk(struct zl_db_query *q, int status)
{
        if (zl_db_end(q) != ZL_OK)
                return q->status;
        return status == ZL_E_NOT_FOUND ? ZL_OK : status;
}

/* When a professional first got a body: whoever took the author's place read
 * nothing that was not known. */
static int find_opened(
    struct zl_store *store, uint64_t record, struct zl_time *ret_time)
{
        struct zl_db_query q = zl_db_query(store->db, each_opened);
        struct zl_time first = {0};
        struct zl_id member;
        enum zl_role role;
        int status;

        zl_db_int(&q, record);
        while ((status = zl_db_next(&q)) == ZL_OK) {
                uint64_t ms = zl_db_get_int(&q, 3);

                zl_db_get(&q, 2, member.bytes, ZL_ID_SIZE);
                if (q.status != ZL_OK)
                        break;
                status = store__role(store, &member, &role);
                if (status != ZL_OK) {
                        status =
                            status == ZL_E_NOT_FOUND ? ZL_E_DAMAGED : status;
                        break;
                }
                if (role == ZL_ROLE_PROFESSIONAL &&
                    (first.ms == 0 || ms < first.ms))
                        first.ms = ms;
        }
        status = end_walk(&q, status);
        if (status == ZL_OK)
                *ret_time = first;
        return status;
}

static int find_noted(
    struct zl_store *store, struct zl_db_query *q, struct zl_noted *ret)
{
        enum { POSITION = 1, ID = 2, ROLE = 7, TIME = 9 };
        uint64_t position = zl_db_get_int(q, POSITION);
        struct store__signal signal;
        struct zl_id id;
        int status = ZL_OK;

        zl_db_get(q, ID, id.bytes, ZL_ID_SIZE);
        ret->author = (enum zl_role)zl_db_get_int(q, ROLE);
        ret->time.ms = zl_db_get_int(q, TIME);
        if (q->status != ZL_OK)
                return q->status;
        status = store__find_signal(store, &id, &signal);
        if (status != ZL_OK)
                return status == ZL_E_NOT_FOUND ? ZL_E_DAMAGED : status;
        ret->club = signal.facts.club;
        ret->state = signal.facts.state;
        return find_opened(store, position, &ret->opened);
}

int zl_store_each_note(struct zl_store *store, struct zl_time from,
    struct zl_time until, zl_noted_visit *visit, void *context)
{
        struct zl_db_query q = zl_db_query(store->db, each_note);
        struct zl_noted noted;
        int status;

        zl_db_int(&q, from.ms);
        zl_db_int(&q, until.ms);
        while ((status = zl_db_next(&q)) == ZL_OK) {
                status = find_noted(store, &q, &noted);
                if (status == ZL_OK)
                        status = visit(context, &noted);
                if (status != ZL_OK)
                        break;
        }
        return end_walk(&q, status);
}

int zl_store_put_quarter(
    struct zl_store *store, uint32_t quarter, struct zl_time time)
{
        struct zl_db_query q = zl_db_change(store->db, put_quarter);

        zl_db_int(&q, quarter);
        zl_db_int(&q, time.ms);
        return zl_db_run(&q);
}

int zl_store_newest_quarter(struct zl_store *store, uint32_t *ret_quarter)
{
        struct zl_db_query q = zl_db_query(store->db, newest_quarter);
        uint32_t quarter = 0;
        int status = zl_db_next(&q);

        if (status == ZL_OK)
                quarter = (uint32_t)zl_db_get_int(&q, 1);
        if (zl_db_end(&q) != ZL_OK)
                return q.status;
        if (status == ZL_OK)
                *ret_quarter = quarter;
        return status;
}

int zl_store_each_quarter(struct zl_store *store, uint32_t from,
    zl_quarter_visit *visit, void *context)
{
        struct zl_db_query q = zl_db_query(store->db, each_quarter);
        int status;

        zl_db_int(&q, from);
        while ((status = zl_db_next(&q)) == ZL_OK) {
                uint32_t quarter = (uint32_t)zl_db_get_int(&q, 1);

                status = q.status == ZL_OK ? visit(context, quarter) : q.status;
                if (status != ZL_OK)
                        break;
        }
        return end_walk(&q, status);
}

int zl_store_put_figure(struct zl_store *store, const struct zl_figure *figure)
{
        struct zl_db_query q = zl_db_change(store->db, put_figure);

        zl_db_int(&q, figure->quarter);
        zl_db_int(&q, (uint64_t)figure->list);
        zl_db_int(&q, figure->place);
        zl_db_blob(&q, figure->districts, figure->district_count * ZL_ID_SIZE);
        zl_db_int(&q, figure->whole);
        zl_db_int(&q, figure->part);
        return zl_db_run(&q);
}

/* An id is an array of bytes and nothing else, so a column of them is an
 * array of ids. */
_Static_assert(
    sizeof(struct zl_id) == ZL_ID_SIZE && _Alignof(struct zl_id) == 1,
    "ids have no gaps");

static void read_figure(struct zl_db_query *q, struct zl_figure *ret)
{
        struct zl_bytes districts = zl_db_get_bytes(q, 4);

        ret->quarter = (uint32_t)zl_db_get_int(q, 1);
        ret->list = (enum zl_figure_list)zl_db_get_int(q, 2);
        ret->place = (uint32_t)zl_db_get_int(q, 3);
        ret->districts = (const struct zl_id *)districts.data;
        ret->district_count = districts.size / ZL_ID_SIZE;
        ret->whole = (uint32_t)zl_db_get_int(q, 5);
        ret->part = (uint32_t)zl_db_get_int(q, 6);
}

int zl_store_each_figure(struct zl_store *store, uint32_t quarter,
    enum zl_figure_list list, zl_figure_visit *visit, void *context)
{
        struct zl_db_query q = zl_db_query(store->db, each_figure);
        struct zl_figure figure;
        int status;

        zl_db_int(&q, quarter);
        zl_db_int(&q, (uint64_t)list);
        while ((status = zl_db_next(&q)) == ZL_OK) {
                read_figure(&q, &figure);
                status = q.status == ZL_OK ? visit(context, &figure) : q.status;
                if (status != ZL_OK)
                        break;
        }
        return end_walk(&q, status);
}
