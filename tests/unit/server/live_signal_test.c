/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Whole signals, on a server that runs: who holds one, what is taken
 * back or erased, who may have which body, and seals for newer keys. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "live_world.h"
#include "store/store.h"

static const struct zl_bytes nothing = {NULL, 0};

static const enum live_person all[] = {
    LIVE_HOLDER, LIVE_DEPUTY, LIVE_CONTACT, LIVE_PERSONS};
static const enum live_person pros[] = {LIVE_HOLDER, LIVE_DEPUTY, LIVE_PERSONS};
static const enum live_person deputy[] = {LIVE_DEPUTY, LIVE_PERSONS};
static const enum live_person nobody[] = {LIVE_PERSONS};

/* A record that was put, with what it is known by. */
struct put {
        int status;
        struct zl_id id;
        struct zl_hash hash;
        struct zl_buf bytes; /* zl_buf_free() */
        struct zl_buf answer; /* zl_buf_free() */
};

static struct zl_hash hash_of(
    const struct live *live, const struct zl_buf *bytes)
{
        struct zl_record *record = calloc(1, sizeof(*record));
        struct zl_hash hash;

        REQUIRE(record != NULL);
        REQUIRE_OK(zl_record_parse(
            bytes->data, bytes->size, true, &live->organisation, record));
        hash = record->hash;
        free(record);
        return hash;
}

/* PUT the bytes once more, or for the first time. */
static int put_again(const struct live *live, struct put *p)
{
        struct live_answer answer;

        live_put_record(live, &p->id, &p->bytes, &answer);
        p->status = answer.status;
        zl_buf_free(&p->answer);
        zl_buf_init(&p->answer, answer.body.size + 1);
        zl_put_bytes(&p->answer, answer.body.data, answer.body.size);
        live_done(&answer);
        return p->status;
}

static struct put make(const struct live *live, enum zl_kind kind,
    enum live_person author, const struct put *note, const struct put *follows,
    const enum live_person *to)
{
        struct put p = {.status = 0};

        zl_buf_init(&p.answer, 1);
        live_record(live, kind, author, note != NULL ? &note->id : NULL,
            follows != NULL ? &follows->hash : NULL, to, &p.id, &p.bytes);
        p.hash = hash_of(live, &p.bytes);
        return p;
}

static struct put put(const struct live *live, enum zl_kind kind,
    enum live_person author, const struct put *note, const struct put *follows,
    const enum live_person *to)
{
        struct put p = make(live, kind, author, note, follows, to);

        (void)put_again(live, &p);
        return p;
}

static void done(struct put *p)
{
        zl_buf_free(&p->bytes);
        zl_buf_free(&p->answer);
}

/* PUT what is not looked at again; says how it went. */
static int say(const struct live *live, enum zl_kind kind,
    enum live_person author, const struct put *note, const struct put *follows,
    const enum live_person *to)
{
        struct put p = put(live, kind, author, note, follows, to);

        done(&p);
        return p.status;
}

static struct put note_of(const struct live *live)
{
        struct put note = put(live, ZL_NOTE, LIVE_CONTACT, NULL, NULL, all);

        REQUIRE_INT(note.status, 201);
        return note;
}

/* A note that the deputy acknowledged. */
static struct put taken_up(const struct live *live)
{
        struct put note = note_of(live);

        REQUIRE_INT(
            say(live, ZL_ACKNOWLEDGEMENT, LIVE_DEPUTY, &note, &note, nobody),
            201);
        return note;
}

static int fetch(
    const struct live *live, enum live_person who, const struct put *record)
{
        struct live_answer answer;
        char target[160] = "/v1/records/";
        int status = 0;

        zl_hex_of(record->id.bytes, ZL_ID_SIZE, target + strlen(target));
        (void)snprintf(target + strlen(target), 8, "/body");
        live_ask_signed(
            live, &live->devices[who], "GET", target, nothing, &answer);
        status = answer.status;
        if (status == 410)
                live_check_problem(&answer, 410, "erased");
        live_done(&answer);
        return status;
}

/* What a list said of a record. */
struct seen {
        bool there;
        unsigned sealed; /* seals that are there still */
        unsigned added;
        struct zl_seal seal; /* the first that was added */
};

/* Look for a record in a list; -1: the list was refused with not-found. */
static int look(const struct live *live, enum live_person who,
    const char *target, const struct put *wanted, struct seen *ret)
{
        struct zl_record *record = calloc(1, sizeof(*record));
        struct live_answer answer;
        struct zl_bundle bundle;
        int count = 0;

        REQUIRE(record != NULL);
        memset(ret, 0, sizeof(*ret));
        live_ask_signed(
            live, &live->devices[who], "GET", target, nothing, &answer);
        if (answer.status != 200) {
                live_check_problem(&answer, 404, "not-found");
                live_done(&answer);
                free(record);
                return -1;
        }
        REQUIRE_OK(zl_bundle_read(answer.body.data, answer.body.size, &bundle));
        for (; count < bundle.count; count++) {
                struct zl_proof proof;
                struct zl_bytes item;

                REQUIRE_OK(zl_bundle_next(&bundle, &proof, &item));
                REQUIRE_OK(zl_record_parse(
                    item.data, item.size, false, &live->organisation, record));
                CHECK_OK(zl_proof_verify(
                    ZL_LOG_RECORDS, &bundle.head, &proof, &record->hash));
                if (!zl_hash_equal(&record->hash, &wanted->hash))
                        continue;
                ret->there = true;
                ret->added = record->added_count;
                ret->seal = record->added[0].seal;
                for (uint8_t i = 0; i < record->context.recipient_count; i++)
                        ret->sealed += record->seals[i].present;
        }
        CHECK_OK(zl_reader_end(&bundle.items));
        live_done(&answer);
        free(record);
        return count;
}

static struct seen in_list(
    const struct live *live, enum live_person who, const struct put *wanted)
{
        struct seen seen;

        REQUIRE(look(live, who, "/v1/records", wanted, &seen) >= 0);
        return seen;
}

static int in_signal(const struct live *live, enum live_person who,
    const struct put *note, const struct put *wanted, struct seen *ret)
{
        char target[160] = "/v1/signals/";

        zl_hex_of(note->id.bytes, ZL_ID_SIZE, target + strlen(target));
        (void)snprintf(target + strlen(target), 10, "/records");
        return look(live, who, target, wanted, ret);
}

static void what_is_taken_back_is_gone(void)
{
        struct live *live = live_founded();
        struct put note = note_of(live);
        struct put mark;
        struct zl_buf first;
        struct seen seen;

        first = note.answer;
        zl_buf_init(&note.answer, 1);
        CHECK_INT(
            say(live, ZL_RETRACTION, LIVE_HOLDER, &note, &note, nobody), 403);
        mark = put(live, ZL_RETRACTION, LIVE_CONTACT, &note, &note, nobody);
        CHECK_INT(mark.status, 201);
        for (int round = 0; round < 2; round++) {
                CHECK_INT(fetch(live, LIVE_CONTACT, &note), 410);
                CHECK_INT(fetch(live, LIVE_HOLDER, &note), 410);
                CHECK_INT(fetch(live, LIVE_SUPPORTER, &note), 403);
                CHECK_INT(put_again(live, &note), 200);
                CHECK_BYTES(
                    note.answer.data, note.answer.size, first.data, first.size);
                seen = in_list(live, LIVE_HOLDER, &note);
                CHECK(seen.there);
                CHECK_UINT(seen.sealed, 0);
                seen = in_list(live, LIVE_DEPUTY, &mark);
                CHECK(seen.there);
                CHECK_INT(say(live, ZL_ACKNOWLEDGEMENT, LIVE_HOLDER, &note,
                              &note, nobody),
                    410);
                live_stop(live);
                live_start(live);
        }
        zl_buf_free(&first);
        done(&mark);
        done(&note);
        live_free(live);
}

static void what_was_given_out_is_not_taken_back(void)
{
        struct live *live = live_founded();
        struct put note = note_of(live);

        /* its author's own look does not count */
        CHECK_INT(fetch(live, LIVE_CONTACT, &note), 200);
        CHECK_INT(fetch(live, LIVE_DEPUTY, &note), 200);
        CHECK_INT(
            say(live, ZL_RETRACTION, LIVE_CONTACT, &note, &note, nobody), 409);
        CHECK_INT(fetch(live, LIVE_HOLDER, &note), 200);
        done(&note);
        note = note_of(live);
        CHECK_INT(fetch(live, LIVE_CONTACT, &note), 200);
        CHECK_INT(
            say(live, ZL_RETRACTION, LIVE_CONTACT, &note, &note, nobody), 201);
        done(&note);
        live_free(live);
}

/* Somebody who fetches, while somebody else takes back. */
struct racer {
        const struct live *live;
        const struct put *note;
        pthread_barrier_t *line;
        int status;
};

static void *run_fetch(void *context)
{
        struct racer *racer = context;

        (void)pthread_barrier_wait(racer->line);
        racer->status = fetch(racer->live, LIVE_HOLDER, racer->note);
        return NULL;
}

static void fetching_and_taking_back_have_one_winner(void)
{
        struct live *live = live_founded();
        pthread_barrier_t line;
        pthread_t thread;
        int fetched = 0;

        REQUIRE_INT(pthread_barrier_init(&line, NULL, 2), 0);
        for (int round = 0; round < 24; round++) {
                struct put note = note_of(live);
                struct put mark = make(
                    live, ZL_RETRACTION, LIVE_CONTACT, &note, &note, nobody);
                struct racer racer = {live, &note, &line, 0};

                REQUIRE_INT(
                    pthread_create(&thread, NULL, run_fetch, &racer), 0);
                (void)pthread_barrier_wait(&line);
                /* else the way to the disk is the shorter one each time */
                if (round % 2 == 1)
                        (void)in_list(live, LIVE_CONTACT, &note);
                (void)put_again(live, &mark);
                REQUIRE_INT(pthread_join(thread, NULL), 0);
                if (racer.status == 200) {
                        CHECK_INT(mark.status, 409);
                        CHECK_INT(fetch(live, LIVE_HOLDER, &note), 200);
                        fetched++;
                } else {
                        CHECK_INT(racer.status, 410);
                        CHECK_INT(mark.status, 201);
                        CHECK_INT(fetch(live, LIVE_HOLDER, &note), 410);
                }
                done(&mark);
                done(&note);
        }
        (void)printf("%d of 24 were fetched first\n", fetched);
        (void)pthread_barrier_destroy(&line);
        live_free(live);
}

static void what_is_erased_is_gone_for_all(void)
{
        struct live *live = live_founded();
        struct put note = taken_up(live);
        struct put weighed =
            put(live, ZL_ASSESSMENT, LIVE_HOLDER, &note, &note, pros);
        struct put told =
            put(live, ZL_FEEDBACK, LIVE_HOLDER, &note, &note, all);
        struct seen seen;

        REQUIRE_INT(weighed.status, 201);
        REQUIRE_INT(told.status, 201);
        CHECK_INT(
            say(live, ZL_ERASURE, LIVE_CONTACT, &note, &note, nobody), 403);
        CHECK_INT(
            say(live, ZL_ERASURE, LIVE_DEPUTY, &note, &note, nobody), 201);
        CHECK_INT(fetch(live, LIVE_HOLDER, &weighed), 410);
        CHECK_INT(fetch(live, LIVE_CONTACT, &weighed), 404);
        CHECK_INT(fetch(live, LIVE_CONTACT, &told), 410);
        CHECK_INT(fetch(live, LIVE_CONTACT, &note), 410);
        CHECK_INT(put_again(live, &weighed), 200);
        seen = in_list(live, LIVE_HOLDER, &weighed);
        CHECK(seen.there);
        CHECK_UINT(seen.sealed, 0);
        CHECK_INT(in_signal(live, LIVE_HOLDER, &note, &told, &seen), 5);
        CHECK(seen.there);
        CHECK_UINT(seen.sealed, 0);
        CHECK_INT(say(live, ZL_FEEDBACK, LIVE_HOLDER, &note, &note, all), 410);
        done(&told);
        done(&weighed);
        done(&note);
        live_free(live);
}

static void who_handed_over_gets_nothing_any_more(void)
{
        struct live *live = live_founded();
        struct put note = taken_up(live);
        struct put weighed =
            put(live, ZL_ASSESSMENT, LIVE_HOLDER, &note, &note, pros);
        struct put handed;
        struct seen seen;

        REQUIRE_INT(weighed.status, 201);
        CHECK_INT(fetch(live, LIVE_HOLDER, &note), 200);
        handed = put(live, ZL_HANDOVER, LIVE_HOLDER, &note, &note, deputy);
        REQUIRE_INT(handed.status, 201);
        /* not even what was fetched before */
        CHECK_INT(fetch(live, LIVE_HOLDER, &note), 404);
        CHECK_INT(fetch(live, LIVE_HOLDER, &weighed), 404);
        CHECK_INT(fetch(live, LIVE_DEPUTY, &note), 200);
        CHECK_INT(fetch(live, LIVE_DEPUTY, &handed), 200);
        CHECK_INT(fetch(live, LIVE_CONTACT, &handed), 404);
        CHECK_INT(fetch(live, LIVE_CONTACT, &note), 200);
        /* it is told to all it concerns: before, after, the author */
        CHECK(in_list(live, LIVE_HOLDER, &handed).there);
        CHECK(in_list(live, LIVE_DEPUTY, &handed).there);
        CHECK(in_list(live, LIVE_CONTACT, &handed).there);
        CHECK_INT(in_signal(live, LIVE_HOLDER, &note, &note, &seen), -1);
        CHECK_INT(in_signal(live, LIVE_DEPUTY, &note, &weighed, &seen), 4);
        CHECK(seen.there);
        CHECK_INT(
            say(live, ZL_CLOSING, LIVE_HOLDER, &note, &note, nobody), 403);
        CHECK_INT(
            say(live, ZL_CLOSING, LIVE_DEPUTY, &note, &note, nobody), 201);
        done(&handed);
        done(&weighed);
        done(&note);
        live_free(live);
}

static void the_club_sees_nothing_of_what_is_weighed(void)
{
        struct live *live = live_founded();
        struct put note = taken_up(live);
        struct put weighed =
            put(live, ZL_ASSESSMENT, LIVE_HOLDER, &note, &note, pros);
        struct put family =
            put(live, ZL_FAMILY_STATEMENT, LIVE_DEPUTY, &note, &note, pros);
        struct put read =
            put(live, ZL_ACKNOWLEDGEMENT, LIVE_DEPUTY, &note, &weighed, nobody);
        struct put unread =
            put(live, ZL_UNREADABLE, LIVE_HOLDER, &note, &family, nobody);
        const struct put *hidden[] = {&weighed, &family, &read, &unread};
        struct seen seen;

        for (size_t i = 0; i < 4; i++) {
                CHECK_INT(hidden[i]->status, 201);
                CHECK(in_list(live, LIVE_HOLDER, hidden[i]).there);
                CHECK(in_list(live, LIVE_DEPUTY, hidden[i]).there);
                CHECK(!in_list(live, LIVE_CONTACT, hidden[i]).there);
                CHECK_INT(
                    in_signal(live, LIVE_HOLDER, &note, hidden[i], &seen), 6);
                CHECK(seen.there);
                /* the note and its acknowledgement */
                CHECK_INT(
                    in_signal(live, LIVE_CONTACT, &note, hidden[i], &seen), 2);
                CHECK(!seen.there);
                CHECK_INT(fetch(live, LIVE_CONTACT, hidden[i]), 404);
        }
        CHECK_INT(in_signal(live, LIVE_DEPUTY, &weighed, &note, &seen), -1);
        done(&unread);
        done(&read);
        done(&family);
        done(&weighed);
        done(&note);
        live_free(live);
}

static int put_seal(const struct live *live, enum live_person who,
    const struct put *record, const struct zl_sealing_key *key,
    const struct zl_seal *seal)
{
        struct zl_bytes body = {seal->bytes, sizeof(seal->bytes)};
        struct live_answer answer;
        char target[200] = "/v1/records/";
        int status = 0;

        zl_hex_of(record->id.bytes, ZL_ID_SIZE, target + strlen(target));
        (void)snprintf(target + strlen(target), 8, "/seals/");
        zl_hex_of(key->bytes, ZL_SEALING_KEY_SIZE, target + strlen(target));
        live_ask_signed(
            live, &live->devices[who], "PUT", target, body, &answer);
        status = answer.status;
        live_done(&answer);
        return status;
}

static struct zl_sealing_key new_key(
    const struct live *live, enum live_person who)
{
        struct zl_sealing sealing = {.member = live->members[who]};

        zl_random(sealing.key.bytes, sizeof(sealing.key.bytes));
        REQUIRE_INT(
            live_say(live, &live->devices[who], ZL_SEALING_KEY, &sealing, NULL),
            201);
        return sealing.key;
}

/* Another device of the account holder, with its sealing key. */
static struct zl_sealing_key second_device(
    const struct live *live, struct zl_signer *ret_device)
{
        struct zl_sealing sealing = {.member = live->members[LIVE_HOLDER]};
        struct zl_device device = {.member = live->members[LIVE_HOLDER],
            .appointment = live->appointments[LIVE_HOLDER]};

        REQUIRE_OK(zl_signer_new(ret_device));
        device.key = ret_device->key;
        device.proof =
            zl_device_proof(ret_device, &live->organisation, &device.member);
        REQUIRE_INT(live_say(live, &live->devices[LIVE_HOLDER], ZL_DEVICE,
                        &device, NULL),
            201);
        zl_random(sealing.key.bytes, sizeof(sealing.key.bytes));
        REQUIRE_INT(
            live_say(live, ret_device, ZL_SEALING_KEY, &sealing, NULL), 201);
        return sealing.key;
}

/* While the second device has no seal of the record, nothing is dropped: the
 * first one's old key may be all there is to open it with. */
static void a_device_keeps_its_seal_until_all_have_one(void)
{
        struct live *live = live_founded();
        struct put note = note_of(live);
        struct zl_signer device = {.secret = NULL};
        struct zl_sealing_key other = second_device(live, &device);
        struct zl_sealing_key fresh = new_key(live, LIVE_HOLDER);
        struct zl_seal seal;
        struct seen seen;

        zl_random(seal.bytes, sizeof(seal.bytes));
        CHECK_INT(put_seal(live, LIVE_HOLDER, &note, &fresh, &seal), 201);
        seen = in_list(live, LIVE_HOLDER, &note);
        CHECK_UINT(seen.sealed, 3);
        CHECK_UINT(seen.added, 1);
        CHECK_INT(put_seal(live, LIVE_HOLDER, &note, &other, &seal), 201);
        seen = in_list(live, LIVE_HOLDER, &note);
        CHECK_UINT(seen.sealed, 2);
        CHECK_UINT(seen.added, 2);
        zl_signer_free(&device);
        done(&note);
        live_free(live);
}

static void a_recipient_seals_anew(void)
{
        struct live *live = live_founded();
        struct put note = note_of(live);
        struct zl_sealing_key first = live->sealing[LIVE_HOLDER];
        struct zl_sealing_key second;
        struct zl_sealing_key third;
        struct zl_seal seal;
        struct seen seen;

        zl_random(seal.bytes, sizeof(seal.bytes));
        second = new_key(live, LIVE_HOLDER);
        CHECK_UINT(in_list(live, LIVE_HOLDER, &note).sealed, 3);
        /* a key that is not in force, somebody else's, and no recipient */
        CHECK_INT(put_seal(live, LIVE_HOLDER, &note, &first, &seal), 409);
        CHECK_INT(put_seal(live, LIVE_DEPUTY, &note, &second, &seal), 409);
        CHECK_INT(put_seal(live, LIVE_SUPPORTER, &note, &second, &seal), 403);
        CHECK_UINT(in_list(live, LIVE_HOLDER, &note).sealed, 3);
        CHECK_INT(put_seal(live, LIVE_HOLDER, &note, &second, &seal), 201);
        seal.bytes[5] ^= 1;
        CHECK_INT(put_seal(live, LIVE_HOLDER, &note, &second, &seal), 200);
        live_stop(live);
        live_start(live);
        seen = in_list(live, LIVE_HOLDER, &note);
        CHECK_UINT(seen.sealed, 2); /* the first key's is dropped */
        CHECK_UINT(seen.added, 1);
        CHECK_BYTES(seen.seal.bytes, sizeof(seen.seal.bytes), seal.bytes,
            sizeof(seal.bytes));
        CHECK_UINT(in_list(live, LIVE_DEPUTY, &note).added, 0);
        CHECK_UINT(in_list(live, LIVE_CONTACT, &note).added, 0);
        CHECK_INT(in_signal(live, LIVE_HOLDER, &note, &note, &seen), 1);
        CHECK_UINT(seen.added, 1);
        third = new_key(live, LIVE_HOLDER);
        seal.bytes[5] ^= 2;
        CHECK_INT(put_seal(live, LIVE_HOLDER, &note, &third, &seal), 201);
        seen = in_list(live, LIVE_HOLDER, &note);
        CHECK_UINT(seen.added, 1); /* the second key's is dropped */
        CHECK_BYTES(seen.seal.bytes, sizeof(seen.seal.bytes), seal.bytes,
            sizeof(seal.bytes));
        CHECK_INT(put_again(live, &note), 200);
        CHECK_INT(
            say(live, ZL_RETRACTION, LIVE_CONTACT, &note, &note, nobody), 201);
        CHECK_INT(put_seal(live, LIVE_HOLDER, &note, &third, &seal), 410);
        CHECK_UINT(in_list(live, LIVE_HOLDER, &note).added, 0);
        done(&note);
        live_free(live);
}

/* Who did not receive a record has no seal of it to make anew. */
static void only_a_recipient_seals_anew(void)
{
        struct live *live = live_founded();
        struct put note = taken_up(live);
        struct put weighed =
            put(live, ZL_ASSESSMENT, LIVE_HOLDER, &note, &note, pros);
        struct zl_seal seal = {{0}};

        REQUIRE_INT(weighed.status, 201);
        CHECK_INT(put_seal(live, LIVE_CONTACT, &weighed,
                      &live->sealing[LIVE_CONTACT], &seal),
            404);
        CHECK_INT(put_seal(live, LIVE_CONTACT, &note,
                      &live->sealing[LIVE_CONTACT], &seal),
            201);
        CHECK_INT(
            say(live, ZL_HANDOVER, LIVE_HOLDER, &note, &note, deputy), 201);
        CHECK_INT(put_seal(live, LIVE_HOLDER, &weighed,
                      &live->sealing[LIVE_HOLDER], &seal),
            404);
        done(&weighed);
        done(&note);
        live_free(live);
}

static void check_refused(
    const struct live *live, struct put *p, int status, const char *name)
{
        struct live_answer answer;

        live_put_record(live, &p->id, &p->bytes, &answer);
        live_check_problem(&answer, status, name);
        live_done(&answer);
}

/* Sealed to those who are about to go: whoever receives the signal would lack
 * it, so what hands it over has to be made anew. */
static void nothing_comes_between_what_is_known_and_a_handover(void)
{
        static const enum zl_kind kinds[] = {ZL_HANDOVER, ZL_STEP_OUT};
        static const struct {
                enum zl_kind kind;
                enum live_person by;
                const enum live_person *to;
        } news[] = {{ZL_ADDENDUM, LIVE_CONTACT, all},
            {ZL_ASSESSMENT, LIVE_DEPUTY, pros},
            {ZL_FEEDBACK, LIVE_DEPUTY, all}};
        struct live *live = live_founded();

        for (size_t k = 0; k < 2; k++) {
                for (size_t i = 0; i < 3; i++) {
                        struct put note = taken_up(live);
                        struct put early = make(
                            live, kinds[k], LIVE_HOLDER, &note, &note, deputy);
                        struct put late;

                        CHECK_INT(say(live, news[i].kind, news[i].by, &note,
                                      &note, news[i].to),
                            201);
                        check_refused(live, &early, 409, "signal-changed");
                        late = put(
                            live, kinds[k], LIVE_HOLDER, &note, &note, deputy);
                        CHECK_INT(late.status, 201);
                        CHECK_INT(put_again(live, &late), 200);
                        done(&late);
                        done(&early);
                        done(&note);
                }
        }
        live_free(live);
}

/* A mark, and what came of another signal, are nothing to pass on. */
static void what_has_no_body_outruns_nobody(void)
{
        struct live *live = live_founded();
        struct put note = taken_up(live);
        struct put early =
            make(live, ZL_HANDOVER, LIVE_HOLDER, &note, &note, deputy);
        struct put other = note_of(live);

        CHECK_INT(say(live, ZL_HOLD, LIVE_DEPUTY, &note, &note, nobody), 201);
        CHECK_INT(put_again(live, &early), 201);
        done(&early);
        done(&other);
        done(&note);
        live_free(live);
}

/* The club is shown everything but what is weighed; so what it is shown must
 * not name that. */
static void nothing_names_what_the_club_must_not_learn_of(void)
{
        struct live *live = live_founded();
        struct put note = taken_up(live);
        struct put other = note_of(live);
        struct put weighed =
            put(live, ZL_ASSESSMENT, LIVE_HOLDER, &note, &note, pros);
        struct put family =
            put(live, ZL_FAMILY_STATEMENT, LIVE_HOLDER, &note, &weighed, pros);
        struct put read =
            put(live, ZL_ACKNOWLEDGEMENT, LIVE_DEPUTY, &note, &weighed, nobody);
        struct put *inner[] = {&weighed, &family, &read};

        for (size_t i = 0; i < 3; i++) {
                struct put told =
                    make(live, ZL_FEEDBACK, LIVE_HOLDER, &note, inner[i], all);
                struct put closing = make(
                    live, ZL_CLOSING, LIVE_HOLDER, &note, inner[i], nobody);
                struct put given = make(
                    live, ZL_HANDOVER, LIVE_HOLDER, &note, inner[i], deputy);

                CHECK_INT(inner[i]->status, 201);
                check_refused(live, &told, 403, "not-allowed");
                check_refused(live, &closing, 403, "not-allowed");
                check_refused(live, &given, 403, "not-allowed");
                done(&told);
                done(&closing);
                done(&given);
                /* among themselves they may */
                CHECK_INT(say(live, ZL_ASSESSMENT, LIVE_HOLDER, &note, inner[i],
                              pros),
                    201);
        }
        CHECK_INT(say(live, ZL_FEEDBACK, LIVE_HOLDER, &note, &other, all), 404);
        CHECK_INT(
            say(live, ZL_ASSESSMENT, LIVE_HOLDER, &note, &other, pros), 404);
        CHECK_INT(say(live, ZL_FEEDBACK, LIVE_HOLDER, &note, &note, all), 201);
        for (size_t i = 0; i < 3; i++)
                done(inner[i]);
        done(&other);
        done(&note);
        live_free(live);
}

/* Of what a professional wrote no contact is shown anything. */
static void where_no_club_looks_everything_can_be_named(void)
{
        struct live *live = live_founded();
        struct put note = put(live, ZL_NOTE, LIVE_HOLDER, NULL, NULL, pros);
        struct put weighed =
            put(live, ZL_ASSESSMENT, LIVE_DEPUTY, &note, &note, pros);

        CHECK_INT(note.status, 201);
        CHECK_INT(weighed.status, 201);
        CHECK_INT(
            say(live, ZL_FEEDBACK, LIVE_DEPUTY, &note, &weighed, pros), 201);
        done(&weighed);
        done(&note);
        live_free(live);
}

static const struct check_case cases[] = {
    CHECK_CASE(what_is_taken_back_is_gone),
    CHECK_CASE(what_was_given_out_is_not_taken_back),
    CHECK_CASE(fetching_and_taking_back_have_one_winner),
    CHECK_CASE(what_is_erased_is_gone_for_all),
    CHECK_CASE(who_handed_over_gets_nothing_any_more),
    CHECK_CASE(the_club_sees_nothing_of_what_is_weighed),
    CHECK_CASE(a_device_keeps_its_seal_until_all_have_one),
    CHECK_CASE(a_recipient_seals_anew),
    CHECK_CASE(only_a_recipient_seals_anew),
    CHECK_CASE(nothing_comes_between_what_is_known_and_a_handover),
    CHECK_CASE(what_has_no_body_outruns_nobody),
    CHECK_CASE(nothing_names_what_the_club_must_not_learn_of),
    CHECK_CASE(where_no_club_looks_everything_can_be_named),
};
CHECK_MAIN("live_signal", cases)
