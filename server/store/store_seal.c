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

static const char each_added[] = ZL_DB_SELECT(
    "seal", STORE__SEAL) "WHERE record = ?1 AND member = ?2 ORDER BY key";
static const char put_added[] = ZL_DB_INSERT("seal", STORE__SEAL,
    ZL_DB_P4) "ON CONFLICT DO UPDATE SET bytes = excluded.bytes, "
              "row_hash = excluded.row_hash";
static const char drop_added[] =
    "DELETE FROM seal WHERE record = ?1 AND member = ?2 AND key = ?3";
static const char drop_all_added[] = "DELETE FROM seal WHERE record = ?1";
static const char drop_body[] = "DELETE FROM body WHERE record = ?1";
static const char next_of_signal[] = ZL_DB_SELECT("record",
    STORE__RECORD) "WHERE signal = ?1 AND kind <> 1 AND position >= ?2 "
                   "ORDER BY position LIMIT 1";
/* All columns are given again, for the hash; a trigger sees to it that the
 * others are as they were. */
static const char update_seals[] =
    "UPDATE record SET id = ?2, hash = ?3, signal = ?4, kind = ?5, "
    "author = ?6, author_role = ?7, hidden = ?8, time = ?9, "
    "statements = ?10, salt = ?11, head = ?12, seals = ?13, "
    "row_hash = " ZL_DB_HASH("record", ZL_DB_P13) " WHERE position = ?1";

int store__update_seals(struct zl_store *store,
    const struct store__record *record, struct zl_bytes seals)
{
        const struct zl_stored_record *r = &record->stored;
        struct zl_db_query q = zl_db_change(store->db, update_seals);

        zl_db_int(&q, r->proof.index);
        zl_db_id(&q, &r->id);
        zl_db_hash(&q, &r->hash);
        zl_db_id(&q, &r->signal);
        zl_db_int(&q, (uint64_t)r->kind);
        zl_db_id(&q, &r->author);
        zl_db_int(&q, (uint64_t)record->author_role);
        zl_db_int(&q, record->stored.hidden ? 1 : 0);
        zl_db_int(&q, r->proof.time.ms);
        zl_db_int(&q, r->proof.statements);
        zl_db_blob(&q, r->proof.salt, sizeof(r->proof.salt));
        zl_db_blob(&q, record->head.data, record->head.size);
        zl_db_blob(&q, seals.data, seals.size);
        return zl_db_run(&q);
}

int store__put_added(struct zl_store *store, uint64_t position,
    const struct zl_id *member, struct zl_buf *buf)
{
        struct zl_db_query q = zl_db_query(store->db, each_added);
        size_t at = buf->size;
        uint8_t count = 0;
        struct zl_bytes part;
        int status;

        zl_db_int(&q, position);
        zl_db_id(&q, member);
        zl_put_u8(buf, 0);
        while ((status = zl_db_next(&q)) == ZL_OK) {
                if (count++ == ZL_ADDED_MAX) {
                        status = ZL_E_DAMAGED;
                        break;
                }
                part = zl_db_get_bytes(&q, 3);
                zl_put_bytes(buf, part.data, part.size);
                part = zl_db_get_bytes(&q, 4);
                zl_put_bytes(buf, part.data, part.size);
        }
        if (zl_db_end(&q) != ZL_OK)
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
        struct zl_db_query q = zl_db_query(store->db, each_added);
        struct zl_sealing_key key;
        int status;

        zl_db_int(&q, position);
        zl_db_id(&q, &seal->member);
        while ((status = zl_db_next(&q)) == ZL_OK) {
                zl_db_get(&q, 3, key.bytes, sizeof(key.bytes));
                if (q.status == ZL_OK && !among(seal, key.bytes))
                        break;
        }
        if (zl_db_end(&q) != ZL_OK)
                return q.status;
        if (status == ZL_OK)
                *ret_key = key;
        return status;
}

static int drop_stale(
    struct zl_store *store, uint64_t position, const struct zl_new_seal *seal)
{
        struct zl_sealing_key key;
        struct zl_db_query q;
        int status;

        while ((status = find_stale(store, position, seal, &key)) == ZL_OK) {
                q = zl_db_change(store->db, drop_added);
                zl_db_int(&q, position);
                zl_db_id(&q, &seal->member);
                zl_db_blob(&q, key.bytes, sizeof(key.bytes));
                status = zl_db_run(&q);
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
        struct zl_db_query q = zl_db_query(store->db, each_added);
        struct zl_sealing_key key;
        bool found = false;

        zl_db_int(&q, position);
        zl_db_id(&q, member);
        while (!found && zl_db_next(&q) == ZL_OK) {
                zl_db_get(&q, 3, key.bytes, sizeof(key.bytes));
                found = zl_sealing_key_equal(&key, wanted);
        }
        if (zl_db_end(&q) != ZL_OK)
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
        struct zl_db_query q = zl_db_query(store->db, each_added);
        size_t count = 0;

        zl_db_int(&q, position);
        zl_db_id(&q, member);
        while (zl_db_next(&q) == ZL_OK)
                count++;
        if (zl_db_end(&q) != ZL_OK)
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
        struct zl_db_query q;
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
        q = zl_db_change(store->db, put_added);
        zl_db_int(&q, position);
        zl_db_id(&q, &seal->member);
        zl_db_blob(&q, seal->key.bytes, sizeof(seal->key.bytes));
        zl_db_blob(&q, seal->seal.bytes, sizeof(seal->seal.bytes));
        status = zl_db_run(&q);
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
        struct zl_db_query q = zl_db_change(store->db, text);

        zl_db_int(&q, position);
        return zl_db_run(&q);
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
                struct zl_db_query q;

                status = empty_record(store, &row);
                if (status != ZL_OK)
                        return status;
                q = zl_db_query(store->db, next_of_signal);
                zl_db_id(&q, signal);
                zl_db_int(&q, row.stored.proof.index + 1);
                status = store__find_row(store, &q, &row);
        }
        return status == ZL_E_NOT_FOUND ? ZL_OK : status;
}
