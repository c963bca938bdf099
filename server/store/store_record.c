/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to adding a record: the entry itself, its body apart, the persons
 * it is sealed to, who may list it, its leaf in the log, and what it makes of
 * its signal. All or nothing: the caller's savepoint sees to that.
 *
 * No role is taken from the caller's word. The author's goes into the row
 * and has to be the one in the member table, by a composite foreign key;
 * recipients' are read there. So the constraints hold whatever the program
 * above believes. */
#include <assert.h>

#include "store_internal.h"

static const char add_record[] =
    ZL_DB_INSERT("record", STORE__RECORD, ZL_DB_P13);
static const char add_body[] = ZL_DB_INSERT("body", STORE__BODY, ZL_DB_P2);
static const char add_recipient[] =
    ZL_DB_INSERT("recipient", STORE__RECIPIENT, ZL_DB_P5);
static const char add_listed[] =
    ZL_DB_INSERT("listed", STORE__LISTED, ZL_DB_P3) "ON CONFLICT DO NOTHING";
static const char each_recipient[] =
    ZL_DB_SELECT("recipient", STORE__RECIPIENT) "WHERE record = ?1";
static const char each_besides[] =
    ZL_DB_SELECT("listed", STORE__LISTED) "WHERE record = ?1 AND besides = 1";

/* A record's recipients as persons, with their roles as the member table
 * has them. */
struct persons {
        size_t count;
        struct person {
                const struct zl_id *id;
                enum zl_role role;
        } of[ZL_RECIPIENTS_MAX];
};

static int find_persons(
    struct zl_store *store, const struct zl_context *c, struct persons *persons)
{
        int status = ZL_OK;

        persons->count = 0;
        for (size_t i = 0; status == ZL_OK && i < c->recipient_count; i++) {
                struct person *person = &persons->of[persons->count];

                person->id = &c->recipients[i].member;
                /* One person, several devices: sorted, so side by side. */
                if (i > 0 &&
                    zl_id_equal(person->id, &c->recipients[i - 1].member))
                        continue;
                status = store__role(store, person->id, &person->role);
                persons->count++;
        }
        return status == ZL_E_NOT_FOUND ? ZL_E_CONFLICT : status;
}

/* A note opens a signal, which the record's row then points at; anything
 * else finds it there. */
static int keep_signal(struct zl_store *store, const struct zl_taken *taken)
{
        const struct zl_context *c = &taken->record->context;
        struct store__signal signal = {.id = c->id, .note = taken->proof.index};
        int status = ZL_OK;

        if (c->kind != ZL_NOTE) {
                status = store__find_signal(store, &c->signal, &signal);
                if (status == ZL_E_NOT_FOUND)
                        status = ZL_E_CONFLICT;
        }
        if (status != ZL_OK)
                return status;
        signal.facts = taken->facts;
        return c->kind == ZL_NOTE ? store__add_signal(store, &signal)
                                  : store__update_signal(store, &signal);
}

static int put_record(struct zl_store *store, const struct zl_taken *taken)
{
        const struct zl_record *record = taken->record;
        const struct zl_context *c = &record->context;
        const struct zl_proof *proof = &taken->proof;
        struct zl_bytes bytes = taken->bytes;
        size_t head = record->head_bytes.size;
        struct zl_db_query q = zl_db_change(store->db, add_record);

        zl_db_int(&q, proof->index);
        zl_db_id(&q, &c->id);
        zl_db_hash(&q, &record->hash);
        zl_db_id(&q, &c->signal);
        zl_db_int(&q, (uint64_t)c->kind);
        zl_db_id(&q, &taken->author->id);
        zl_db_int(&q, (uint64_t)taken->author->role);
        zl_db_int(&q, taken->hidden ? 1 : 0);
        zl_db_int(&q, proof->time.ms);
        zl_db_int(&q, proof->statements);
        zl_db_blob(&q, proof->salt, sizeof(proof->salt));
        zl_db_blob(&q, bytes.data, head);
        zl_db_blob(
            &q, bytes.data + head, bytes.size - head - record->body.size);
        return zl_db_run(&q);
}

static int put_body(
    struct zl_store *store, const struct zl_record *record, uint64_t position)
{
        struct zl_db_query q;

        if (record->body.size == 0)
                return ZL_OK;
        q = zl_db_change(store->db, add_body);
        zl_db_int(&q, position);
        zl_db_blob(&q, record->body.data, record->body.size);
        return zl_db_run(&q);
}

void zl_store_tell_listed(
    struct zl_store *store, zl_listed_take *take, void *context)
{
        store->listed = take;
        store->listed_context = context;
}

static int list(struct zl_store *store, const struct zl_id *member,
    uint64_t position, bool besides)
{
        struct zl_db_query q = zl_db_change(store->db, add_listed);

        if (store->listed != NULL)
                store->listed(store->listed_context, member);
        zl_db_id(&q, member);
        zl_db_int(&q, position);
        zl_db_int(&q, besides ? 1 : 0);
        return zl_db_run(&q);
}

static int put_person(struct zl_store *store, const struct zl_taken *taken,
    const struct person *person)
{
        uint64_t position = taken->proof.index;
        struct zl_db_query q = zl_db_change(store->db, add_recipient);
        int status;

        zl_db_int(&q, position);
        zl_db_int(&q, (uint64_t)taken->record->context.kind);
        zl_db_int(&q, (uint64_t)taken->author->role);
        zl_db_id(&q, person->id);
        zl_db_int(&q, (uint64_t)person->role);
        status = zl_db_run(&q);
        return status == ZL_OK ? list(store, person->id, position, false)
                               : status;
}

/* The persons it is sealed to, and its author, may list it. */
static int put_persons(struct zl_store *store, const struct zl_taken *taken,
    const struct persons *persons)
{
        const struct zl_id *author = &taken->author->id;
        bool listed = false;
        int status = ZL_OK;

        for (size_t i = 0; status == ZL_OK && i < persons->count; i++) {
                status = put_person(store, taken, &persons->of[i]);
                listed = listed || zl_id_equal(persons->of[i].id, author);
        }
        if (status == ZL_OK && !listed)
                status = list(store, author, taken->proof.index, false);
        return status;
}

/* List to each member that the rows of a query name in this column. */
static int list_each(struct zl_store *store, const char *text, int column,
    uint64_t followed, uint64_t position)
{
        struct zl_db_query q = zl_db_query(store->db, text);
        struct zl_id member;
        int status;

        zl_db_int(&q, followed);
        while ((status = zl_db_next(&q)) == ZL_OK) {
                zl_db_get(&q, column, member.bytes, sizeof(member.bytes));
                if (q.status != ZL_OK)
                        break;
                status = list(store, &member, position, true);
                if (status != ZL_OK)
                        break;
        }
        if (zl_db_end(&q) != ZL_OK)
                return q.status;
        return status == ZL_E_NOT_FOUND ? ZL_OK : status;
}

/* How it went with a record is listed to whom that is listed to: whoever
 * could not see the record must not learn of it. */
static int list_as_followed(
    struct zl_store *store, const struct zl_context *c, uint64_t position)
{
        struct zl_stored_record followed;
        uint64_t at;
        int status = c->previous_count > 0
            ? zl_store_find_record_by_hash(store, &c->previous[0], &followed)
            : ZL_E_NOT_FOUND;

        if (status != ZL_OK)
                return status == ZL_E_NOT_FOUND ? ZL_E_CONFLICT : status;
        at = followed.proof.index;
        status = list(store, &followed.author, position, true);
        if (status == ZL_OK)
                status = list_each(store, each_recipient, 4, at, position);
        if (status == ZL_OK)
                status = list_each(store, each_besides, 1, at, position);
        return status;
}

static int list_besides(struct zl_store *store, const struct zl_taken *taken)
{
        const struct zl_context *c = &taken->record->context;
        uint64_t position = taken->proof.index;
        int status = ZL_OK;

        for (size_t i = 0; status == ZL_OK && i < taken->listed_count; i++)
                status = list(store, &taken->listed[i], position, true);
        if (status == ZL_OK &&
            (c->kind == ZL_ACKNOWLEDGEMENT || c->kind == ZL_UNREADABLE))
                status = list_as_followed(store, c, position);
        return status;
}

int zl_store_add_record(struct zl_store *store, const struct zl_taken *taken)
{
        const struct zl_record *record = taken->record;
        enum zl_state state = taken->facts.state;
        struct persons persons;
        int status = find_persons(store, &record->context, &persons);

        assert(record->body.size == record->body_size);
        assert(taken->bytes.size > record->body.size);
        if (status == ZL_OK)
                status = keep_signal(store, taken);
        if (status == ZL_OK)
                status = put_record(store, taken);
        if (status == ZL_OK)
                status = put_body(store, record, taken->proof.index);
        if (status == ZL_OK)
                status = put_persons(store, taken, &persons);
        if (status == ZL_OK)
                status = list_besides(store, taken);
        if (status == ZL_OK &&
            (state == ZL_STATE_RETRACTED || state == ZL_STATE_ERASED))
                status = store__empty_signal(store, &record->context.signal);
        if (status == ZL_OK)
                status = store__append(
                    store, ZL_LOG_RECORDS, &taken->proof, &record->hash);
        return status;
}
