/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Records, put to a server that runs: a note travels, is answered,
 * and everything that is not in the policy table is refused. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "data.h"
#include "json.h"
#include "live_world.h"
#include "store/store.h"

static const struct zl_bytes nothing = {NULL, 0};

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

/* PUT what a person wrote; says how it went. */
static int put(const struct live *live, enum zl_kind kind,
    enum live_person author, const struct zl_id *signal,
    const struct zl_hash *follows, const enum live_person *to)
{
        struct live_answer answer;
        struct zl_buf bytes;
        struct zl_id id;
        int status = 0;

        live_record(live, kind, author, signal, follows, to, &id, &bytes);
        live_put_record(live, &id, &bytes, &answer);
        status = answer.status;
        live_done(&answer);
        zl_buf_free(&bytes);
        return status;
}

static void check_receipt(const struct live *live,
    const struct live_answer *answer, const struct zl_hash *hash)
{
        struct zl_receipt receipt;

        REQUIRE_OK(
            zl_receipt_read(answer->body.data, answer->body.size, &receipt));
        CHECK_INT(receipt.log, ZL_LOG_RECORDS);
        CHECK_OK(
            zl_head_verify(&receipt.head, &live->log_key, &live->organisation));
        CHECK_OK(zl_proof_verify(
            ZL_LOG_RECORDS, &receipt.head, &receipt.proof, hash));
        CHECK_UINT(receipt.proof.statements, 16);
}

static void a_note_is_taken_once(void)
{
        struct live *live = live_founded();
        struct live_answer first;
        struct live_answer again;
        struct zl_buf bytes;
        struct zl_hash hash;
        struct zl_id id;

        live_note(live, &id, &bytes);
        hash = hash_of(live, &bytes);
        live_put_record(live, &id, &bytes, &first);
        REQUIRE_INT(first.status, 201);
        check_receipt(live, &first, &hash);
        live_put_record(live, &id, &bytes, &again);
        CHECK_INT(again.status, 200);
        CHECK_BYTES(
            again.body.data, again.body.size, first.body.data, first.body.size);
        live_done(&again);
        live_stop(live);
        live_start(live);
        live_put_record(live, &id, &bytes, &again);
        CHECK_INT(again.status, 200);
        CHECK_BYTES(
            again.body.data, again.body.size, first.body.data, first.body.size);
        live_done(&again);
        live_done(&first);
        zl_buf_free(&bytes);
        live_free(live);
}

static void other_bytes_under_an_id_are_refused(void)
{
        static const enum live_person all[] = {
            LIVE_HOLDER, LIVE_DEPUTY, LIVE_CONTACT, LIVE_PERSONS};
        struct live *live = live_founded();
        struct live_answer answer;
        struct zl_context c = {.kind = ZL_NOTE};
        struct zl_seal seals[3];
        struct zl_hash commitment;
        uint8_t body[24 + 4096 + 16] = {0};
        struct zl_buf bytes;

        c.organisation = live->organisation;
        c.id = zl_record_id((struct zl_time){1795458419123});
        c.signal = c.id;
        c.club = live->club;
        c.author = live->devices[LIVE_CONTACT].key;
        for (; all[c.recipient_count] != LIVE_PERSONS; c.recipient_count++) {
                enum live_person who = all[c.recipient_count];

                c.recipients[c.recipient_count].member = live->members[who];
                c.recipients[c.recipient_count].key = live->sealing[who];
        }
        REQUIRE_OK(zl_context_sort(&c));
        for (int want = 201; want <= 409; want += 208) {
                zl_random(seals, sizeof(seals));
                zl_random(&commitment, sizeof(commitment));
                zl_buf_init(&bytes, ZL_RECORD_MAX);
                REQUIRE_OK(zl_record_write(&live->devices[LIVE_CONTACT], &c,
                    &commitment, seals, (struct zl_bytes){body, sizeof(body)},
                    &bytes));
                live_put_record(live, &c.id, &bytes, &answer);
                CHECK_INT(answer.status, want);
                if (want == 409)
                        live_check_problem(&answer, 409, "conflict");
                live_done(&answer);
                zl_buf_free(&bytes);
        }
        live_free(live);
}

/* PUT a note of somebody who says to have seen this head. */
static int note_that_saw(const struct live *live, const struct zl_head *head,
    struct live_answer *ret)
{
        static const enum live_person all[] = {
            LIVE_HOLDER, LIVE_DEPUTY, LIVE_CONTACT};
        struct zl_context c = {.kind = ZL_NOTE,
            .seen = {head->statements, head->statement_root, head->records,
                head->record_root}};
        struct zl_seal seals[3];
        struct zl_hash commitment;
        uint8_t body[24 + 4096 + 16] = {0};
        struct zl_buf bytes;

        c.organisation = live->organisation;
        c.id = zl_record_id((struct zl_time){1795458419123});
        c.signal = c.id;
        c.club = live->club;
        c.author = live->devices[LIVE_CONTACT].key;
        for (size_t i = 0; i < 3; i++) {
                c.recipients[i].member = live->members[all[i]];
                c.recipients[i].key = live->sealing[all[i]];
        }
        c.recipient_count = 3;
        REQUIRE_OK(zl_context_sort(&c));
        zl_random(seals, sizeof(seals));
        zl_random(&commitment, sizeof(commitment));
        zl_buf_init(&bytes, ZL_RECORD_MAX);
        REQUIRE_OK(zl_record_write(&live->devices[LIVE_CONTACT], &c,
            &commitment, seals, (struct zl_bytes){body, sizeof(body)}, &bytes));
        live_put_record(live, &c.id, &bytes, ret);
        zl_buf_free(&bytes);
        return ret->status;
}

/* Else one contact could make all readers believe that the server lies. */
static void a_head_that_was_never_signed_is_not_passed_on(void)
{
        struct live *live = live_founded();
        struct live_answer answer;
        struct zl_receipt receipt;
        struct zl_head lie;
        struct zl_buf bytes;
        struct zl_id id;

        live_note(live, &id, &bytes);
        live_put_record(live, &id, &bytes, &answer);
        REQUIRE_OK(
            zl_receipt_read(answer.body.data, answer.body.size, &receipt));
        live_done(&answer);
        for (int i = 0; i < 4; i++) {
                lie = receipt.head;
                lie.statement_root.bytes[7] ^= i == 0;
                lie.record_root.bytes[7] ^= i == 1;
                lie.statements += i == 2;
                lie.records += i == 3;
                (void)note_that_saw(live, &lie, &answer);
                live_check_problem(&answer, 409, "conflict");
                live_done(&answer);
        }
        CHECK_INT(note_that_saw(live, &receipt.head, &answer), 201);
        live_done(&answer);
        zl_buf_free(&bytes);
        live_free(live);
}

static void what_is_wrong_about_a_record_is_named(void)
{
        struct live *live = live_founded();
        struct live_answer answer;
        struct zl_buf bytes;
        struct zl_id id;
        struct zl_id other;

        live_note(live, &id, &bytes);
        other = id;
        other.bytes[15] ^= 1;
        live_put_record(live, &other, &bytes, &answer);
        live_check_problem(&answer, 400, "malformed");
        live_done(&answer);
        bytes.data[bytes.size - 1] ^= 1;
        live_put_record(live, &id, &bytes, &answer);
        CHECK_INT(answer.status, 400);
        live_done(&answer);
        bytes.data[bytes.size - 1] ^= 1;
        bytes.data[0] = 9;
        live_put_record(live, &id, &bytes, &answer);
        live_check_problem(&answer, 400, "version-unknown");
        live_done(&answer);
        bytes.data[0] = 1;
        bytes.data[3] ^= 1;
        live_put_record(live, &id, &bytes, &answer);
        live_check_problem(&answer, 400, "organisation-wrong");
        live_done(&answer);
        bytes.data[3] ^= 1;
        /* In the directory version: only the signature can tell. */
        bytes.data[2 + 4 * 16 + 32 + 7] ^= 1;
        live_put_record(live, &id, &bytes, &answer);
        live_check_problem(&answer, 401, "signature-wrong");
        live_done(&answer);
        bytes.data[2 + 4 * 16 + 32 + 7] ^= 1;
        bytes.size--;
        live_put_record(live, &id, &bytes, &answer);
        CHECK_INT(answer.status, 400);
        live_done(&answer);
        bytes.size++;
        live_put_record(live, &id, &bytes, &answer);
        CHECK_INT(answer.status, 201);
        live_done(&answer);
        zl_buf_free(&bytes);
        live_free(live);
}

static void recipients_are_those_in_force(void)
{
        static const enum live_person few[] = {
            LIVE_HOLDER, LIVE_CONTACT, LIVE_PERSONS};
        struct live *live = live_founded();
        struct live_answer answer;
        struct zl_json *json = NULL;
        struct zl_json_reader r;
        struct zl_buf bytes;
        struct zl_id id;

        live_record(live, ZL_NOTE, LIVE_CONTACT, NULL, NULL, few, &id, &bytes);
        live_put_record(live, &id, &bytes, &answer);
        live_check_problem(&answer, 409, "recipients-changed");
        REQUIRE_OK(zl_json_parse(answer.body.data, answer.body.size, &json));
        r = zl_json_read(json);
        CHECK_UINT(zl_json_u64(&r, "statements", 0, 1000), 16);
        zl_json_free(json);
        live_done(&answer);
        zl_buf_free(&bytes);
        live_free(live);
}

/* What was said before is said anew, and is news. */
static void an_assignment_said_again_holds_again(void)
{
        static const enum live_person first[] = {
            LIVE_HOLDER, LIVE_CONTACT, LIVE_PERSONS};
        static const enum live_person second[] = {
            LIVE_DEPUTY, LIVE_CONTACT, LIVE_PERSONS};
        struct live *live = live_founded();
        const struct zl_signer *by = &live->devices[LIVE_COORDINATOR];
        struct zl_assignment assignment = {
            .club = live->club, .phone = "0100000001"};

        for (uint64_t i = 0; i < 4; i++) {
                bool odd = i % 2 == 1;

                assignment.written.ms = 1795458419123 + i;
                assignment.account_holder =
                    live->members[odd ? LIVE_DEPUTY : LIVE_HOLDER];
                REQUIRE_INT(
                    live_say(live, by, ZL_ASSIGNMENT, &assignment, NULL), 201);
                CHECK_INT(put(live, ZL_NOTE, LIVE_CONTACT, NULL, NULL,
                              odd ? first : second),
                    409);
                CHECK_INT(put(live, ZL_NOTE, LIVE_CONTACT, NULL, NULL,
                              odd ? second : first),
                    201);
        }
        /* The same bytes: known, and not said again. */
        CHECK_INT(live_say(live, by, ZL_ASSIGNMENT, &assignment, NULL), 200);
        live_free(live);
}

static void clubs_note_and_professionals_assess(void)
{
        static const enum live_person all[] = {
            LIVE_HOLDER, LIVE_DEPUTY, LIVE_CONTACT, LIVE_PERSONS};
        static const enum live_person both[] = {
            LIVE_HOLDER, LIVE_DEPUTY, LIVE_PERSONS};
        static const enum live_person nobody[] = {LIVE_PERSONS};
        struct live *live = live_founded();
        struct live_answer answer;
        struct zl_buf bytes;
        struct zl_hash note;
        struct zl_id id;

        live_note(live, &id, &bytes);
        note = hash_of(live, &bytes);
        CHECK_INT(
            put(live, ZL_ACKNOWLEDGEMENT, LIVE_HOLDER, &id, &note, nobody),
            404);
        live_put_record(live, &id, &bytes, &answer);
        REQUIRE_INT(answer.status, 201);
        live_done(&answer);
        CHECK_INT(put(live, ZL_ASSESSMENT, LIVE_HOLDER, &id, &note, both), 409);
        CHECK_INT(
            put(live, ZL_ASSESSMENT, LIVE_CONTACT, &id, &note, both), 403);
        CHECK_INT(
            put(live, ZL_ACKNOWLEDGEMENT, LIVE_CONTACT, &id, &note, nobody),
            403);
        CHECK_INT(put(live, ZL_NOTE, LIVE_SUPPORTER, NULL, NULL, all), 403);
        CHECK_INT(
            put(live, ZL_ACKNOWLEDGEMENT, LIVE_HOLDER, &id, &note, nobody),
            201);
        CHECK_INT(
            put(live, ZL_ASSESSMENT, LIVE_CONTACT, &id, &note, both), 403);
        /* An assessment is sealed to no contact. */
        CHECK_INT(put(live, ZL_ASSESSMENT, LIVE_HOLDER, &id, &note, all), 409);
        CHECK_INT(put(live, ZL_ASSESSMENT, LIVE_HOLDER, &id, &note, both), 201);
        CHECK_INT(put(live, ZL_FEEDBACK, LIVE_CONTACT, &id, &note, all), 403);
        CHECK_INT(put(live, ZL_FEEDBACK, LIVE_DEPUTY, &id, &note, all), 201);
        zl_buf_free(&bytes);
        live_free(live);
}

static unsigned listed(const struct live *live, enum live_person who)
{
        struct zl_record *record = calloc(1, sizeof(*record));
        struct live_answer answer;
        struct zl_bundle bundle;
        unsigned count = 0;

        REQUIRE(record != NULL);
        live_ask_signed(live, &live->devices[who], "GET", "/v1/records?after=0",
            nothing, &answer);
        REQUIRE_INT(answer.status, 200);
        REQUIRE_OK(zl_bundle_read(answer.body.data, answer.body.size, &bundle));
        CHECK_INT(bundle.log, ZL_LOG_RECORDS);
        CHECK_UINT(bundle.next, bundle.head.records);
        for (; count < bundle.count; count++) {
                struct zl_proof proof;
                struct zl_bytes item;

                REQUIRE_OK(zl_bundle_next(&bundle, &proof, &item));
                REQUIRE_OK(zl_record_parse(
                    item.data, item.size, false, &live->organisation, record));
                CHECK_OK(zl_proof_verify(
                    ZL_LOG_RECORDS, &bundle.head, &proof, &record->hash));
        }
        CHECK_OK(zl_reader_end(&bundle.items));
        live_done(&answer);
        free(record);
        return count;
}

static void everybody_lists_what_is_theirs(void)
{
        static const enum live_person both[] = {
            LIVE_HOLDER, LIVE_DEPUTY, LIVE_PERSONS};
        static const enum live_person nobody[] = {LIVE_PERSONS};
        struct live *live = live_founded();
        struct live_answer answer;
        struct zl_buf bytes;
        struct zl_hash note;
        struct zl_id id;

        CHECK_UINT(listed(live, LIVE_CONTACT), 0);
        live_note(live, &id, &bytes);
        note = hash_of(live, &bytes);
        live_put_record(live, &id, &bytes, &answer);
        live_done(&answer);
        REQUIRE_INT(
            put(live, ZL_ACKNOWLEDGEMENT, LIVE_DEPUTY, &id, &note, nobody),
            201);
        REQUIRE_INT(
            put(live, ZL_ASSESSMENT, LIVE_HOLDER, &id, &note, both), 201);
        CHECK_UINT(listed(live, LIVE_CONTACT), 2); /* no assessment */
        CHECK_UINT(listed(live, LIVE_HOLDER), 3);
        zl_buf_free(&bytes);
        live_free(live);
}

static bool was_opened(
    const struct live *live, const struct zl_id *id, enum live_person who)
{
        struct zl_store *store = NULL;
        bool opened = false;
        char path[128];

        (void)snprintf(path, sizeof(path), "%s/zijlijn.db", live->data);
        REQUIRE_OK(
            zl_store_open(path, ZL_STORE_READ, &live->organisation, &store));
        REQUIRE_OK(
            zl_store_was_opened(store, id, &live->members[who], &opened));
        zl_store_close(store);
        return opened;
}

static int fetch(const struct live *live, enum live_person who,
    const char *method, const struct zl_id *id, const struct zl_buf *note)
{
        struct live_answer answer;
        char target[160] = "/v1/records/";
        size_t size = 24 + 4096 + 16;
        int status = 0;

        zl_hex_of(id->bytes, ZL_ID_SIZE, target + strlen(target));
        (void)snprintf(target + strlen(target), 8, "/body");
        live_ask_signed(
            live, &live->devices[who], method, target, nothing, &answer);
        status = answer.status;
        if (status == 200 && strcmp(method, "GET") == 0)
                CHECK_BYTES(answer.body.data, answer.body.size,
                    note->data + note->size - size, size);
        live_done(&answer);
        return status;
}

static void a_body_leaves_after_it_is_noted(void)
{
        struct live *live = live_founded();
        struct live_answer answer;
        struct zl_buf note;
        struct zl_id id;
        struct zl_id none = zl_random_id();

        live_note(live, &id, &note);
        live_put_record(live, &id, &note, &answer);
        live_done(&answer);
        CHECK_INT(fetch(live, LIVE_CONTACT, "GET", &id, &note), 200);
        CHECK(!was_opened(live, &id, LIVE_CONTACT));
        CHECK_INT(fetch(live, LIVE_HOLDER, "HEAD", &id, &note), 200);
        CHECK(!was_opened(live, &id, LIVE_HOLDER));
        CHECK_INT(fetch(live, LIVE_HOLDER, "GET", &id, &note), 200);
        CHECK(was_opened(live, &id, LIVE_HOLDER));
        CHECK(!was_opened(live, &id, LIVE_DEPUTY));
        CHECK_INT(fetch(live, LIVE_HOLDER, "GET", &id, &note), 200);
        CHECK_INT(fetch(live, LIVE_SUPPORTER, "GET", &id, &note), 403);
        CHECK_INT(fetch(live, LIVE_HOLDER, "GET", &none, &note), 404);
        zl_buf_free(&note);
        live_free(live);
}

static void somebody_who_left_is_refused(void)
{
        struct live *live = live_founded();
        struct zl_revocation left = {
            .subject = live->appointments[LIVE_CONTACT]};
        struct live_answer answer;
        struct zl_buf note;
        struct zl_id id;

        live_note(live, &id, &note);
        REQUIRE_INT(live_say(live, &live->devices[LIVE_SUPPORTER],
                        ZL_REVOCATION, &left, NULL),
            201);
        live_put_record(live, &id, &note, &answer);
        live_check_problem(&answer, 403, "revoked");
        live_done(&answer);
        live_ask_signed(live, &live->devices[LIVE_CONTACT], "GET",
            "/v1/records", nothing, &answer);
        live_check_problem(&answer, 403, "revoked");
        live_done(&answer);
        zl_buf_free(&note);
        live_free(live);
}

static void another_log_key_is_noticed(void)
{
        struct live *live = live_founded();
        struct zl_failure failure = {.detail = ""};
        struct zl_sign_key key;
        const char *detail = "";
        char name[128];

        live_stop(live);
        (void)snprintf(name, sizeof(name), "%s/log.key", live->data);
        REQUIRE(remove(name) == 0);
        REQUIRE_OK(zl_data_init(live->data, &key, &detail));
        CHECK_STATUS(
            zl_server_start(&live->config, &live->server, &failure), ZL_E_LOG);
        CHECK_INT(failure.stage, ZL_STAGE_DATABASE);
        live->config.root.bytes[0] ^= 1;
        CHECK_STATUS(zl_server_start(&live->config, &live->server, &failure),
            ZL_E_ORGANISATION);
        live_free(live);
}

static const struct check_case cases[] = {
    CHECK_CASE(a_note_is_taken_once),
    CHECK_CASE(other_bytes_under_an_id_are_refused),
    CHECK_CASE(a_head_that_was_never_signed_is_not_passed_on),
    CHECK_CASE(what_is_wrong_about_a_record_is_named),
    CHECK_CASE(recipients_are_those_in_force),
    CHECK_CASE(an_assignment_said_again_holds_again),
    CHECK_CASE(clubs_note_and_professionals_assess),
    CHECK_CASE(everybody_lists_what_is_theirs),
    CHECK_CASE(a_body_leaves_after_it_is_noted),
    CHECK_CASE(somebody_who_left_is_refused),
    CHECK_CASE(another_log_key_is_noticed),
};
CHECK_MAIN("live_record", cases)
