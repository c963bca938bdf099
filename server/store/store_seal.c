/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the seals after the record: those that a recipient makes for
 * new keys of its own, and the dropping of what nobody needs any more. A seal
 * that came with a record leaves its hash behind, which the head rests on; an
 * added one leaves nothing. */
#include <string.h>

#include "store_internal.h"

enum {
        SEALED = 1 + ZL_SEAL_SIZE, /* as in the column `seals` */
        DROPPED = 1 + ZL_HASH_SIZE,
        SEALS_MAX = ZL_RECIPIENTS_MAX * SEALED
};

static const char each_added[] = STORE__SELECT(
    "seal", STORE__SEAL) "WHERE record = ?1 AND member = ?2 ORDER BY key";
static const char put_added[] = STORE__INSERT("seal", STORE__SEAL,
    STORE__P4) "ON CONFLICT DO UPDATE SET bytes = excluded.bytes, "
               "row_hash = excluded.row_hash";
static const char drop_added[] =
    "DELETE FROM seal WHERE record = ?1 AND member = ?2 AND key = ?3";
static const char drop_all_added[] = "DELETE FROM seal WHERE record = ?1";
static const char drop_body[] = "DELETE FROM body WHERE record = ?1";
static const char next_of_signal[] = STORE__SELECT("record",
    STORE__RECORD) "WHERE signal = ?1 AND kind <> 1 AND position >= ?2 "
                   "ORDER BY position LIMIT 1";
/* All columns are given again, for the hash; a trigger sees to it that the
 * others are as they were. */
static const char update_seals[] =
    "UPDATE record SET id = ?2, hash = ?3, signal = ?4, kind = ?5, "
    "author = ?6, author_role = ?7, hidden = ?8, time = ?9, "
    "statements = ?10, salt = ?11, head = ?12, seals = ?13, "
    "row_hash = " STORE__HASH("record", STORE__P13) " WHERE position = ?1";

int store__update_seals(struct zl_store *store,
    const struct store__record *record, struct zl_bytes seals)
{
        const struct zl_stored_record *r = &record->stored;
        struct store__query q = store__change(store, update_seals);

        store__int(&q, r->proof.index);
        store__id(&q, &r->id);
        store__hash(&q, &r->hash);
        store__id(&q, &r->signal);
        store__int(&q, (uint64_t)r->kind);
        store__id(&q, &r->author);
        store__int(&q, (uint64_t)record->author_role);
        store__int(&q, record->stored.hidden ? 1 : 0);
        store__int(&q, r->proof.time.ms);
        store__int(&q, r->proof.statements);
        store__blob(&q, r->proof.salt, sizeof(r->proof.salt));
        store__blob(&q, record->head.data, record->head.size);
        store__blob(&q, seals.data, seals.size);
        return store__run(&q);
}

int store__put_added(struct zl_store *store, uint64_t position,
    const struct zl_id *member, struct zl_buf *buf)
{
        struct store__query q = store__query(store, each_added);
        size_t at = buf->size;
        uint8_t count = 0;
        struct zl_bytes part;
        int status;

        store__int(&q, position);
        store__id(&q, member);
        zl_put_u8(buf, 0);
        while ((status = store__next(&q)) == ZL_OK) {
                if (count++ == ZL_ADDED_MAX) {
                        status = ZL_E_DAMAGED;
                        break;
                }
                part = store__get_bytes(&q, 3);
                zl_put_bytes(buf, part.data, part.size);
                part = store__get_bytes(&q, 4);
                zl_put_bytes(buf, part.data, part.size);
        }
        if (store__end(&q) != ZL_OK)
                return q.status;
        if (status != ZL_E_NOT_FOUND)
                return status;
        if (buf->status == ZL_OK)
                buf->data[at] = count;
        return buf->status;
}

static bool among(const struct zl_new_seal *seal, const uint8_t *key)
{
        for (size_t i = 0; i < seal->key_count; i++) {
                if (memcmp(seal->keys[i].key.bytes, key, ZL_SEALING_KEY_SIZE) ==
                    0)
                        return true;
        }
        return false;
}

/* The next seal of this member for a key that is not in force; at most as
 * many as there are keys, so a walk of its own for each is cheap. */
static int find_stale(struct zl_store *store, uint64_t position,
    const struct zl_new_seal *seal, struct zl_sealing_key *ret_key)
{
        struct store__query q = store__query(store, each_added);
        struct zl_sealing_key key;
        int status;

        store__int(&q, position);
        store__id(&q, &seal->member);
        while ((status = store__next(&q)) == ZL_OK) {
                store__get(&q, 3, key.bytes, sizeof(key.bytes));
                if (q.status == ZL_OK && !among(seal, key.bytes))
                        break;
        }
        if (store__end(&q) != ZL_OK)
                return q.status;
        if (status == ZL_OK)
                *ret_key = key;
        return status;
}

static int drop_stale(
    struct zl_store *store, uint64_t position, const struct zl_new_seal *seal)
{
        struct zl_sealing_key key;
        struct store__query q;
        int status;

        while ((status = find_stale(store, position, seal, &key)) == ZL_OK) {
                q = store__change(store, drop_added);
                store__int(&q, position);
                store__id(&q, &seal->member);
                store__blob(&q, key.bytes, sizeof(key.bytes));
                status = store__run(&q);
                if (status != ZL_OK)
                        break;
        }
        return status == ZL_E_NOT_FOUND ? ZL_OK : status;
}

static void put_dropped(struct zl_buf *buf, const struct zl_hash *hash)
{
        zl_put_u8(buf, 0);
        zl_put_bytes(buf, hash->bytes, sizeof(hash->bytes));
}

/* The record's own seals, without this member's for keys not in force. */
static int drop_original(struct zl_store *store,
    const struct store__record *row, const struct zl_record *record,
    const struct zl_new_seal *seal)
{
        const struct zl_context *c = &record->context;
        struct zl_buf buf;
        bool changed = false;
        int status;

        zl_buf_init(&buf, SEALS_MAX);
        for (size_t i = 0; i < c->recipient_count; i++) {
                const struct zl_record_seal *old = &record->seals[i];
                bool stale =
                    zl_id_equal(&c->recipients[i].member, &seal->member) &&
                    !among(seal, c->recipients[i].key.bytes);

                if (!old->present || stale) {
                        changed = changed || old->present;
                        put_dropped(&buf, &old->hash);
                        continue;
                }
                zl_put_u8(&buf, 1);
                zl_put_bytes(&buf, old->seal.bytes, sizeof(old->seal.bytes));
        }
        status = buf.status;
        if (status == ZL_OK && changed)
                status = store__update_seals(store, row, zl_buf_bytes(&buf));
        zl_buf_free(&buf);
        return status;
}

/* Has this member added a seal for that key? */
static int find_added(struct zl_store *store, uint64_t position,
    const struct zl_id *member, const struct zl_sealing_key *wanted,
    bool *ret_found)
{
        struct store__query q = store__query(store, each_added);
        struct zl_sealing_key key;
        bool found = false;

        store__int(&q, position);
        store__id(&q, member);
        while (!found && store__next(&q) == ZL_OK) {
                store__get(&q, 3, key.bytes, sizeof(key.bytes));
                found = zl_sealing_key_equal(&key, wanted);
        }
        if (store__end(&q) != ZL_OK)
                return q.status;
        *ret_found = found;
        return ZL_OK;
}

static bool has_original(const struct zl_record *record,
    const struct zl_id *member, const struct zl_sealing_key *key)
{
        const struct zl_context *c = &record->context;

        for (size_t i = 0; i < c->recipient_count; i++) {
                if (record->seals[i].present &&
                    zl_id_equal(&c->recipients[i].member, member) &&
                    zl_sealing_key_equal(&c->recipients[i].key, key))
                        return true;
        }
        return false;
}

static int count_added(struct zl_store *store, uint64_t position,
    const struct zl_id *member, size_t *ret_count)
{
        struct store__query q = store__query(store, each_added);
        size_t count = 0;

        store__int(&q, position);
        store__id(&q, member);
        while (store__next(&q) == ZL_OK)
                count++;
        if (store__end(&q) != ZL_OK)
                return q.status;
        *ret_count = count;
        return ZL_OK;
}

/* Has every key in force of this member a seal?  Before, a device that has
 * just stated a new key may still need the seal for its old one.  More than a
 * list can hold are not kept for that. */
static int covers_all(struct zl_store *store, uint64_t position,
    const struct zl_record *record, const struct zl_new_seal *seal,
    bool *ret_all)
{
        bool all = true;
        size_t added = 0;
        int status = count_added(store, position, &seal->member, &added);

        if (status == ZL_OK && added > ZL_ADDED_MAX) {
                *ret_all = true;
                return ZL_OK;
        }
        for (size_t i = 0; i < seal->key_count && all && status == ZL_OK; i++) {
                const struct zl_sealing_key *key = &seal->keys[i].key;

                if (!has_original(record, &seal->member, key))
                        status = find_added(
                            store, position, &seal->member, key, &all);
        }
        if (status == ZL_OK)
                *ret_all = all;
        return status;
}

int zl_store_put_seal(struct zl_store *store, const struct zl_record *record,
    const struct zl_new_seal *seal, bool *ret_fresh)
{
        struct store__record row;
        struct store__query q;
        bool known = false;
        bool all = false;
        uint64_t position;
        int status = store__find_record(store, &record->context.id, &row);

        if (status != ZL_OK)
                return status;
        position = row.stored.proof.index;
        status = find_added(store, position, &seal->member, &seal->key, &known);
        if (status != ZL_OK)
                return status;
        q = store__change(store, put_added);
        store__int(&q, position);
        store__id(&q, &seal->member);
        store__blob(&q, seal->key.bytes, sizeof(seal->key.bytes));
        store__blob(&q, seal->seal.bytes, sizeof(seal->seal.bytes));
        status = store__run(&q);
        if (status == ZL_OK)
                status = covers_all(store, position, record, seal, &all);
        if (status == ZL_OK && all)
                status = drop_stale(store, position, seal);
        if (status == ZL_OK && all)
                status = drop_original(store, &row, record, seal);
        if (status == ZL_OK)
                *ret_fresh = !known;
        return status;
}

/* All of a record's seals become their hashes. */
static int drop_seals(struct zl_store *store, const struct store__record *row)
{
        const uint8_t *at = row->seals.data;
        size_t left = row->seals.size;
        struct zl_hash hash;
        struct zl_buf buf;
        int status = ZL_OK;

        zl_buf_init(&buf, SEALS_MAX);
        while (left > 0 && status == ZL_OK) {
                size_t size = *at == 1 ? SEALED : DROPPED;

                if (left < size) {
                        status = ZL_E_DAMAGED;
                        break;
                }
                if (*at == 1)
                        hash = zl_hash_of(at + 1, ZL_SEAL_SIZE);
                else
                        memcpy(hash.bytes, at + 1, ZL_HASH_SIZE);
                put_dropped(&buf, &hash);
                at += size;
                left -= size;
        }
        if (status == ZL_OK)
                status = buf.status;
        if (status == ZL_OK && row->seals.size > 0)
                status = store__update_seals(store, row, zl_buf_bytes(&buf));
        zl_buf_free(&buf);
        return status;
}

static int drop_rows(
    struct zl_store *store, const char *text, uint64_t position)
{
        struct store__query q = store__change(store, text);

        store__int(&q, position);
        return store__run(&q);
}

static int empty_record(struct zl_store *store, const struct store__record *row)
{
        uint64_t position = row->stored.proof.index;
        int status = drop_seals(store, row);

        if (status == ZL_OK)
                status = drop_rows(store, drop_body, position);
        if (status == ZL_OK)
                status = drop_rows(store, drop_all_added, position);
        return status;
}

int store__empty_signal(struct zl_store *store, const struct zl_id *signal)
{
        struct store__record row = {.stored = {.hidden = false}};
        int status = store__find_record(store, signal, &row);

        if (status == ZL_E_NOT_FOUND)
                return ZL_E_DAMAGED;
        while (status == ZL_OK) {
                struct store__query q;

                status = empty_record(store, &row);
                if (status != ZL_OK)
                        return status;
                q = store__query(store, next_of_signal);
                store__id(&q, signal);
                store__int(&q, row.stored.proof.index + 1);
                status = store__find_row(&q, &row);
        }
        return status == ZL_E_NOT_FOUND ? ZL_OK : status;
}
