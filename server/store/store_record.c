/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to adding a record: the entry itself, its body apart, the persons
 * it is sealed to, who may list it, its leaf in the log, and what it changes
 * about its signal. All or nothing: the caller's savepoint sees to that.
 *
 * No role is taken from the caller's word. The author's goes into the row
 * and has to be the one in the member table, by a composite foreign key;
 * recipients' are read there. So the constraints hold whatever the program
 * above believes. */
#include <assert.h>

#include "store_internal.h"

static const char add_record[] =
    STORE__INSERT("record", STORE__RECORD, STORE__P12);
static const char add_body[] = STORE__INSERT("body", STORE__BODY, STORE__P2);
static const char add_recipient[] =
    STORE__INSERT("recipient", STORE__RECIPIENT, STORE__P4);
static const char add_listed[] =
    STORE__INSERT("listed", STORE__LISTED, STORE__P2) "ON CONFLICT DO NOTHING";
static const char each_recipient[] =
    STORE__SELECT("recipient", STORE__RECIPIENT) "WHERE record = ?1";

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

/* A note opens a signal, which the record's row then points at. */
static int open_signal(struct zl_store *store, const struct zl_record *record,
    const struct zl_member *author, const struct persons *persons,
    uint64_t position)
{
        const struct zl_context *c = &record->context;
        struct store__signal signal = {.note = position};

        signal.id = c->id;
        signal.author_role = author->role;
        signal.facts.club = c->club;
        signal.facts.author = author->id;
        /* Nobody has to acknowledge what a professional wrote. */
        signal.facts.state = author->role == ZL_ROLE_PROFESSIONAL
            ? ZL_STATE_ACKNOWLEDGED
            : ZL_STATE_WAITING;
        for (size_t i = 0; i < persons->count; i++) {
                if (persons->of[i].role != ZL_ROLE_PROFESSIONAL)
                        continue;
                if (signal.facts.holder_count == ZL_PERSONS_MAX)
                        return ZL_E_CONFLICT;
                signal.facts.holders[signal.facts.holder_count++] =
                    *persons->of[i].id;
        }
        return store__add_signal(store, &signal);
}

static int put_record(struct zl_store *store, const struct zl_record *record,
    const struct zl_member *author, const struct zl_sent *sent,
    const struct zl_proof *proof)
{
        const struct zl_context *c = &record->context;
        struct store__query q = store__change(store, add_record);

        store__int(&q, proof->index);
        store__id(&q, &c->id);
        store__hash(&q, &record->hash);
        store__id(&q, &c->signal);
        store__int(&q, (uint64_t)c->kind);
        store__id(&q, &author->id);
        store__int(&q, (uint64_t)author->role);
        store__int(&q, proof->time.ms);
        store__int(&q, proof->statements);
        store__blob(&q, proof->salt, sizeof(proof->salt));
        store__hash(&q, &sent->hash);
        store__blob(&q, sent->bytes.data, sent->bytes.size - record->body.size);
        return store__run(&q);
}

static int put_body(
    struct zl_store *store, const struct zl_record *record, uint64_t position)
{
        struct store__query q;

        if (record->body.size == 0)
                return ZL_OK;
        q = store__change(store, add_body);
        store__int(&q, position);
        store__blob(&q, record->body.data, record->body.size);
        return store__run(&q);
}

void zl_store_tell_listed(
    struct zl_store *store, zl_listed_take *take, void *context)
{
        store->listed = take;
        store->listed_context = context;
}

static int list(
    struct zl_store *store, const struct zl_id *member, uint64_t position)
{
        struct store__query q = store__change(store, add_listed);

        if (store->listed != NULL)
                store->listed(store->listed_context, member);
        store__id(&q, member);
        store__int(&q, position);
        return store__run(&q);
}

static int put_person(struct zl_store *store, enum zl_kind kind,
    const struct person *person, uint64_t position)
{
        struct store__query q = store__change(store, add_recipient);
        int status;

        store__int(&q, position);
        store__int(&q, (uint64_t)kind);
        store__id(&q, person->id);
        store__int(&q, (uint64_t)person->role);
        status = store__run(&q);
        return status == ZL_OK ? list(store, person->id, position) : status;
}

/* The persons it is sealed to, and its author, may list it. */
static int put_persons(struct zl_store *store, enum zl_kind kind,
    const struct persons *persons, const struct zl_id *author,
    uint64_t position)
{
        bool listed = false;
        int status = ZL_OK;

        for (size_t i = 0; status == ZL_OK && i < persons->count; i++) {
                status = put_person(store, kind, &persons->of[i], position);
                listed = listed || zl_id_equal(persons->of[i].id, author);
        }
        if (status == ZL_OK && !listed)
                status = list(store, author, position);
        return status;
}

/* What became of a record is listed to those it is sealed to, its author
 * among them: whoever could not see the record must not learn of it. */
static int list_status(struct zl_store *store, const struct zl_context *c,
    const struct store__signal *signal, uint64_t position)
{
        struct zl_stored_record followed = {.proof = {.index = signal->note}};
        struct store__query q;
        struct zl_id member;
        int status = ZL_OK;

        if (c->previous_count > 0)
                status = zl_store_find_record_by_hash(
                    store, &c->previous[0], &followed);
        if (status != ZL_OK)
                return status == ZL_E_NOT_FOUND ? ZL_E_CONFLICT : status;
        q = store__query(store, each_recipient);
        store__int(&q, followed.proof.index);
        while ((status = store__next(&q)) == ZL_OK) {
                store__get(&q, 3, member.bytes, sizeof(member.bytes));
                if (q.status != ZL_OK)
                        break;
                status = list(store, &member, position);
                if (status != ZL_OK)
                        break;
        }
        if (store__end(&q) != ZL_OK)
                return q.status;
        return status == ZL_E_NOT_FOUND ? ZL_OK : status;
}

/* A signal is acknowledged once a professional acknowledged its note. */
static int note_state(struct zl_store *store, const struct zl_record *record,
    const struct zl_member *author, struct store__signal *signal)
{
        const struct zl_context *c = &record->context;
        struct zl_stored_record note;
        int status;

        if (signal->facts.state != ZL_STATE_WAITING ||
            author->role != ZL_ROLE_PROFESSIONAL || c->previous_count != 1)
                return ZL_OK;
        status = zl_store_find_record(store, &signal->id, &note);
        if (status != ZL_OK)
                return status == ZL_E_NOT_FOUND ? ZL_E_DAMAGED : status;
        if (!zl_hash_equal(&c->previous[0], &note.hash))
                return ZL_OK;
        signal->facts.state = ZL_STATE_ACKNOWLEDGED;
        return store__update_signal(store, signal);
}

static int note_status(struct zl_store *store, const struct zl_record *record,
    const struct zl_member *author, uint64_t position)
{
        struct store__signal signal;
        int status =
            store__find_signal(store, &record->context.signal, &signal);

        if (status != ZL_OK)
                return status == ZL_E_NOT_FOUND ? ZL_E_DAMAGED : status;
        status = list_status(store, &record->context, &signal, position);
        if (status == ZL_OK && record->context.kind == ZL_ACKNOWLEDGEMENT)
                status = note_state(store, record, author, &signal);
        return status;
}

int zl_store_add_record(struct zl_store *store, const struct zl_record *record,
    const struct zl_member *author, const struct zl_sent *sent,
    const struct zl_proof *proof, const struct zl_signal_facts *facts)
{
        const struct zl_context *c = &record->context;
        struct persons persons;
        int status = ZL_OK;

        assert(record->body.size == record->body_size);
        assert(sent->bytes.size > record->body.size);
        if ((c->kind == ZL_NOTE) != (facts->state == ZL_STATE_NONE))
                return ZL_E_CONFLICT;
        status = find_persons(store, c, &persons);
        if (status == ZL_OK && c->kind == ZL_NOTE)
                status =
                    open_signal(store, record, author, &persons, proof->index);
        if (status == ZL_OK)
                status = put_record(store, record, author, sent, proof);
        if (status == ZL_OK)
                status = put_body(store, record, proof->index);
        if (status == ZL_OK)
                status = put_persons(
                    store, c->kind, &persons, &author->id, proof->index);
        if (status == ZL_OK && zl_kind_is_status(c->kind))
                status = note_status(store, record, author, proof->index);
        if (status == ZL_OK)
                status =
                    store__append(store, ZL_LOG_RECORDS, proof, &record->hash);
        return status;
}
