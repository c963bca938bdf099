/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the signals: what the server needs to know of each to judge
 * the next record about it. It follows from the records and is kept beside
 * them, since they are asked for far more often than they change. */
#include <string.h>

#include "store_internal.h"

static const char find_signal[] =
    STORE__SELECT("signal", STORE__SIGNAL) "WHERE id = ?1";
static const char add_signal[] =
    STORE__INSERT("signal", STORE__SIGNAL, STORE__P7);
/* All columns again, so that the hash is over what was verified on reading
 * and not over what stands there by now. */
static const char update_signal[] =
    "UPDATE signal SET club = ?2, author = ?3, author_role = ?4, "
    "state = ?5, holders = ?6, note = ?7, row_hash = " STORE__HASH(
        "signal", STORE__P7) " WHERE id = ?1";

static void read_holders(struct store__query *q, struct zl_signal_facts *facts)
{
        struct zl_bytes ids = store__get_bytes(q, 6);

        if (ids.size % ZL_ID_SIZE != 0 ||
            ids.size > ZL_PERSONS_MAX * ZL_ID_SIZE) {
                q->status = ZL_E_DAMAGED;
                return;
        }
        facts->holder_count = ids.size / ZL_ID_SIZE;
        for (size_t i = 0; i < facts->holder_count; i++)
                memcpy(facts->holders[i].bytes, ids.data + i * ZL_ID_SIZE,
                    ZL_ID_SIZE);
}

int store__find_signal(
    struct zl_store *store, const struct zl_id *id, struct store__signal *ret)
{
        struct store__query q = store__query(store, find_signal);
        struct store__signal found = {.note = 0};
        int status;

        store__id(&q, id);
        status = store__next(&q);
        if (status == ZL_OK) {
                store__get(&q, 1, found.id.bytes, ZL_ID_SIZE);
                store__get(&q, 2, found.facts.club.bytes, ZL_ID_SIZE);
                store__get(&q, 3, found.facts.author.bytes, ZL_ID_SIZE);
                found.author_role = (enum zl_role)store__get_int(&q, 4);
                found.facts.author_role = found.author_role;
                found.facts.state = (enum zl_state)store__get_int(&q, 5);
                read_holders(&q, &found.facts);
                found.note = store__get_int(&q, 7);
        }
        if (store__end(&q) != ZL_OK)
                return q.status;
        if (status != ZL_OK)
                return status;
        *ret = found;
        return ZL_OK;
}

static int put_signal(struct zl_store *store, const char *text,
    const struct store__signal *signal)
{
        const struct zl_signal_facts *facts = &signal->facts;
        uint8_t holders[ZL_PERSONS_MAX * ZL_ID_SIZE];
        struct store__query q = store__change(store, text);

        for (size_t i = 0; i < facts->holder_count; i++)
                memcpy(holders + i * ZL_ID_SIZE, facts->holders[i].bytes,
                    ZL_ID_SIZE);
        store__id(&q, &signal->id);
        store__id(&q, &facts->club);
        store__id(&q, &facts->author);
        store__int(&q, (uint64_t)signal->author_role);
        store__int(&q, (uint64_t)facts->state);
        store__blob(&q, holders, facts->holder_count * ZL_ID_SIZE);
        store__int(&q, signal->note);
        return store__run(&q);
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
