/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Statements, cards, directory and invitations, put to a server that
 * runs and asked back from it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "check.h"
#include "events.h"
#include "live_world.h"
#include "scope_tree.h"

static const struct zl_bytes nothing = {NULL, 0};

static void target_of(
    const char *start, const void *id, size_t size, char ret[160])
{
        (void)snprintf(ret, 160, "%s", start);
        zl_hex_of(id, size, ret + strlen(ret));
}

/* A receipt that verifies, for this hash. */
static void check_receipt(const struct live *live,
    const struct live_answer *answer, enum zl_log log,
    const struct zl_hash *hash)
{
        struct zl_receipt receipt;

        REQUIRE_OK(
            zl_receipt_read(answer->body.data, answer->body.size, &receipt));
        CHECK_INT(receipt.log, log);
        CHECK_OK(
            zl_head_verify(&receipt.head, &live->log_key, &live->organisation));
        CHECK_OK(zl_proof_verify(log, &receipt.head, &receipt.proof, hash));
}

static struct zl_statement *club_named(
    const struct live *live, const char *name)
{
        struct zl_club club = {.club = zl_random_id(),
            .kind = "hockey",
            .district = live->district,
            .name = name};
        struct zl_statement *statement = NULL;

        REQUIRE_OK(zl_statement_make(&live->devices[LIVE_COORDINATOR],
            &live->organisation, ZL_CLUB, &club, &statement));
        return statement;
}

static void a_charter_must_name_this_log(void)
{
        struct live *live = live_new();
        struct zl_sign_key other = live->log_key;

        other.bytes[3] ^= 1;
        live_start(live);
        CHECK_INT(live_say_charter(live, &other), 403);
        CHECK_INT(live_say_charter(live, &live->log_key), 201);
        CHECK_INT(live_say_charter(live, &live->log_key), 200);
        live_free(live);
}

static void the_same_statement_gets_the_same_receipt(void)
{
        struct live *live = live_founded();
        struct zl_statement *one = club_named(live, "HC Noord");
        struct zl_statement *two = club_named(live, "HC Zuid");
        struct live_answer first;
        struct live_answer again;
        struct live_answer other;
        char target[160];

        target_of("/v1/statements/", one->hash.bytes, ZL_HASH_SIZE, target);
        live_ask(live, "PUT", target, NULL, one->bytes, &first);
        CHECK_INT(first.status, 201);
        check_receipt(live, &first, ZL_LOG_STATEMENTS, &one->hash);
        live_ask(live, "PUT", target, NULL, two->bytes, &other);
        live_check_problem(&other, 400, "malformed");
        live_done(&other);
        target_of("/v1/statements/", two->hash.bytes, ZL_HASH_SIZE, target);
        live_ask(live, "PUT", target, NULL, two->bytes, &other);
        CHECK_INT(other.status, 201);
        /* The log has grown and the server was started anew since. */
        live_stop(live);
        live_start(live);
        target_of("/v1/statements/", one->hash.bytes, ZL_HASH_SIZE, target);
        live_ask(live, "PUT", target, NULL, one->bytes, &again);
        CHECK_INT(again.status, 200);
        CHECK_BYTES(
            again.body.data, again.body.size, first.body.data, first.body.size);
        live_done(&first);
        live_done(&again);
        live_done(&other);
        zl_statement_free(one);
        zl_statement_free(two);
        live_free(live);
}

static void refused(const struct live *live, const uint8_t *data, size_t size,
    int status, const char *name)
{
        struct zl_hash hash = zl_hash_of(data, size);
        struct live_answer answer;
        char target[160];

        target_of("/v1/statements/", hash.bytes, ZL_HASH_SIZE, target);
        live_ask(
            live, "PUT", target, NULL, (struct zl_bytes){data, size}, &answer);
        live_check_problem(&answer, status, name);
        live_done(&answer);
}

static void what_is_wrong_about_a_statement_is_named(void)
{
        struct live *live = live_founded();
        struct zl_statement *club = club_named(live, "HC Noord");
        size_t size = club->bytes.size;
        uint8_t *copy = NULL;

        REQUIRE_OK(zl_bytes_copy(club->bytes.data, size, &copy));
        refused(live, copy, size - 1, 400, "malformed");
        refused(live, copy, 40, 400, "malformed");
        copy[size - 1] ^= 1;
        refused(live, copy, size, 401, "signature-wrong");
        copy[size - 1] ^= 1;
        copy[0] = 2;
        refused(live, copy, size, 400, "version-unknown");
        copy[0] = 1;
        copy[2] ^= 1;
        refused(live, copy, size, 400, "organisation-wrong");
        free(copy);
        zl_statement_free(club);
        live_free(live);
}

static void who_may_not_say_it_is_refused(void)
{
        struct live *live = live_founded();
        struct zl_club club = {.club = zl_random_id(),
            .kind = "hockey",
            .district = live->district,
            .name = "HC Noord"};
        struct zl_signer stranger;

        REQUIRE_OK(zl_signer_new(&stranger));
        CHECK_INT(
            live_say(live, &live->devices[LIVE_CONTACT], ZL_CLUB, &club, NULL),
            403);
        CHECK_INT(
            live_say(live, &live->devices[LIVE_HOLDER], ZL_CLUB, &club, NULL),
            403);
        CHECK_INT(live_say(live, &stranger, ZL_CLUB, &club, NULL), 403);
        CHECK_INT(live_say(live, &live->devices[LIVE_SUPPORTER], ZL_CLUB, &club,
                      NULL),
            201);
        zl_signer_free(&stranger);
        live_free(live);
}

/* Reads a bundle and verifies all of it.  Counts sealing keys of contacts. */
static unsigned read_bundle(const struct live *live, enum live_person who,
    uint64_t after, unsigned *ret_sealing, uint64_t *ret_next)
{
        struct live_answer answer;
        struct zl_bundle bundle;
        char target[64];
        unsigned count = 0;

        *ret_sealing = 0;
        (void)snprintf(target, sizeof(target), "/v1/statements?after=%llu",
            (unsigned long long)after);
        live_ask_signed(
            live, &live->devices[who], "GET", target, nothing, &answer);
        REQUIRE_INT(answer.status, 200);
        REQUIRE_OK(zl_bundle_read(answer.body.data, answer.body.size, &bundle));
        CHECK_OK(
            zl_head_verify(&bundle.head, &live->log_key, &live->organisation));
        for (; count < bundle.count; count++) {
                struct zl_statement *statement = NULL;
                struct zl_proof proof;
                struct zl_bytes item;

                REQUIRE_OK(zl_bundle_next(&bundle, &proof, &item));
                REQUIRE_OK(zl_statement_parse(
                    item.data, item.size, &live->organisation, &statement));
                CHECK_OK(zl_proof_verify(
                    ZL_LOG_STATEMENTS, &bundle.head, &proof, &statement->hash));
                if (statement->type == ZL_SEALING_KEY &&
                    zl_id_equal(&statement->is.sealing.member,
                        &live->members[LIVE_CONTACT]))
                        (*ret_sealing)++;
                zl_statement_free(statement);
        }
        CHECK_OK(zl_reader_end(&bundle.items));
        *ret_next = bundle.next;
        live_done(&answer);
        return count;
}

static void everybody_sees_their_part(void)
{
        struct live *live = live_founded();
        unsigned sealing = 0;
        uint64_t next = 0;

        /* charter, club, assignment, five persons, three sealing keys */
        CHECK_UINT(read_bundle(live, LIVE_CONTACT, 0, &sealing, &next), 16);
        CHECK_UINT(sealing, 1);
        CHECK_UINT(next, 16);
        CHECK_UINT(read_bundle(live, LIVE_HOLDER, 0, &sealing, &next), 16);
        CHECK_UINT(sealing, 1);
        CHECK_UINT(read_bundle(live, LIVE_SUPPORTER, 0, &sealing, &next), 15);
        CHECK_UINT(sealing, 0);
        CHECK_UINT(read_bundle(live, LIVE_COORDINATOR, 0, &sealing, &next), 15);
        CHECK_UINT(sealing, 0);
        CHECK_UINT(read_bundle(live, LIVE_COORDINATOR, 16, &sealing, &next), 0);
        CHECK_UINT(next, 16);
        CHECK_UINT(read_bundle(live, LIVE_COORDINATOR, 15, &sealing, &next), 1);
        live_free(live);
}

static void long_logs_come_in_pieces(void)
{
        struct live *live = live_founded();
        char name[401];
        unsigned sealing = 0;
        unsigned all = 0;
        unsigned pieces = 0;
        uint64_t next = 0;
        uint64_t after = 0;
        enum { CLUBS = 1200 };

        /* Long in bytes, not in code points. */
        for (size_t i = 0; i < 100; i++)
                memcpy(name + 4 * i, "\xf0\x9f\x8f\x90", 4);
        name[400] = '\0';
        for (int i = 0; i < CLUBS; i++) {
                struct zl_statement *club = club_named(live, name);
                struct live_answer answer;
                char target[160];

                target_of(
                    "/v1/statements/", club->hash.bytes, ZL_HASH_SIZE, target);
                live_ask(live, "PUT", target, NULL, club->bytes, &answer);
                REQUIRE_INT(answer.status, 201);
                live_done(&answer);
                zl_statement_free(club);
        }
        do {
                after = next;
                all +=
                    read_bundle(live, LIVE_COORDINATOR, after, &sealing, &next);
                pieces++;
                REQUIRE(next > after);
        } while (next < CLUBS + 16);
        CHECK_UINT(all, CLUBS + 15);
        CHECK(pieces >= 2);
        live_free(live);
}

static void a_card_is_kept_when_it_is_named(void)
{
        struct live *live = live_founded();
        struct zl_card_document document = {
            .member = live->members[LIVE_CONTACT],
            .name = "Sanne Jansen",
            .phone = "0600000000"};
        struct zl_card card = {.member = live->members[LIVE_CONTACT]};
        struct live_answer answer;
        struct zl_buf buf;
        char target[160];

        zl_random(document.salt, sizeof(document.salt));
        zl_buf_init(&buf, ZL_CARD_MAX);
        REQUIRE_OK(zl_card_write(&document, &buf));
        card.card = zl_hash_of(buf.data, buf.size);
        target_of("/v1/cards/", card.card.bytes, ZL_HASH_SIZE, target);
        live_ask(live, "PUT", target, NULL, zl_buf_bytes(&buf), &answer);
        live_check_problem(&answer, 404, "not-found");
        live_done(&answer);
        REQUIRE_INT(live_say(live, &live->devices[LIVE_SUPPORTER], ZL_CARD,
                        &card, NULL),
            201);
        live_ask_signed(
            live, &live->devices[LIVE_HOLDER], "GET", target, nothing, &answer);
        live_check_problem(&answer, 404, "not-found");
        live_done(&answer);
        live_ask(live, "PUT", target, NULL, zl_buf_bytes(&buf), &answer);
        CHECK_INT(answer.status, 201);
        live_done(&answer);
        live_ask(live, "PUT", target, NULL, zl_buf_bytes(&buf), &answer);
        CHECK_INT(answer.status, 200);
        live_done(&answer);
        live_ask_signed(
            live, &live->devices[LIVE_HOLDER], "GET", target, nothing, &answer);
        CHECK_INT(answer.status, 200);
        CHECK_BYTES(answer.body.data, answer.body.size, buf.data, buf.size);
        live_done(&answer);
        buf.data[9] ^= 1;
        live_ask(live, "PUT", target, NULL, zl_buf_bytes(&buf), &answer);
        live_check_problem(&answer, 400, "malformed");
        live_done(&answer);
        zl_buf_free(&buf);
        live_free(live);
}

static void an_invitation_is_kept_unread(void)
{
        struct live *live = live_founded();
        uint8_t packet[500];
        struct zl_bytes bytes = {packet, sizeof(packet)};
        struct zl_id lookup = zl_random_id();
        struct live_answer answer;
        char target[160];

        zl_random(packet, sizeof(packet));
        target_of("/v1/invitations/", lookup.bytes, ZL_ID_SIZE, target);
        live_ask(live, "GET", target, NULL, nothing, &answer);
        live_check_problem(&answer, 404, "not-found");
        live_done(&answer);
        live_ask_signed(
            live, &live->devices[LIVE_CONTACT], "PUT", target, bytes, &answer);
        live_check_problem(&answer, 403, "not-allowed");
        live_done(&answer);
        for (int want = 201; want >= 200; want--) {
                live_ask_signed(live, &live->devices[LIVE_SUPPORTER], "PUT",
                    target, bytes, &answer);
                CHECK_INT(answer.status, want);
                live_done(&answer);
        }
        live_ask(live, "GET", target, NULL, nothing, &answer);
        CHECK_INT(answer.status, 200);
        CHECK_BYTES(answer.body.data, answer.body.size, packet, sizeof(packet));
        live_done(&answer);
        packet[7] ^= 1;
        live_ask_signed(live, &live->devices[LIVE_SUPPORTER], "PUT", target,
            bytes, &answer);
        live_check_problem(&answer, 409, "conflict");
        live_done(&answer);
        live_free(live);
}

/* The client's side: all statements but sealing keys of contacts, and of
 * them the tree of scopes. */
static struct zl_directory *follow(const struct live *live)
{
        struct zl_directory *directory = NULL;
        struct live_answer answer;
        struct zl_bundle bundle;

        REQUIRE_OK(zl_directory_new(&live->root.key, &directory));
        live_ask_signed(live, &live->devices[LIVE_COORDINATOR], "GET",
            "/v1/statements?after=0", nothing, &answer);
        REQUIRE_OK(zl_bundle_read(answer.body.data, answer.body.size, &bundle));
        for (unsigned i = 0; i < bundle.count; i++) {
                struct zl_statement *statement = NULL;
                struct zl_proof proof;
                struct zl_bytes item;

                REQUIRE_OK(zl_bundle_next(&bundle, &proof, &item));
                REQUIRE_OK(zl_statement_parse(
                    item.data, item.size, &live->organisation, &statement));
                REQUIRE_OK(zl_directory_add(directory, statement,
                    (struct zl_point){proof.index, proof.time}));
        }
        live_done(&answer);
        return directory;
}

static struct zl_directory_claim claim_of(
    const struct zl_directory *directory, uint64_t statements)
{
        struct zl_claim_view newest = zl_directory_claim(directory);
        struct zl_directory_claim claim = {
            .version = 1, .statements = statements};
        struct zl_scope_leaf *leaves = NULL;
        size_t count = 0;

        if (newest.claim != NULL) {
                claim.version = newest.claim->version + 1;
                claim.has_previous = true;
                claim.previous = newest.hash;
        }
        claim.expires.ms = zl_clock_now().ms + 13 * ZL_MS_DAY;
        REQUIRE_OK(zl_directory_scopes(directory, statements, &leaves, &count));
        claim.scopes = count;
        REQUIRE_OK(zl_scope_tree_root(leaves, count, &claim.root));
        free(leaves);
        return claim;
}

static void check_paths(const struct live *live,
    const struct zl_directory_claim *claim, const struct zl_scope_leaf *leaves,
    size_t count)
{
        struct live_answer answer;
        struct zl_reader r;
        unsigned scopes = 0;

        live_ask_signed(live, &live->devices[LIVE_CONTACT], "GET",
            "/v1/directory", nothing, &answer);
        REQUIRE_INT(answer.status, 200);
        r = zl_reader_of(answer.body.data, answer.body.size);
        CHECK_UINT(zl_read_u8(&r), 1);
        (void)zl_read_view(&r, ZL_HASH_SIZE);
        scopes = zl_read_u16(&r);
        CHECK_UINT(scopes, 3); /* organisation, district, club */
        for (unsigned i = 0; i < scopes; i++) {
                uint8_t data[ZL_ID_SIZE + ZL_HASH_SIZE];
                struct zl_path path;
                struct zl_hash leaf;
                uint32_t index = 0;

                zl_read_bytes(&r, data, ZL_ID_SIZE);
                index = zl_read_u32(&r);
                path.count = zl_read_u8(&r);
                REQUIRE(index < count && path.count <= ZL_PATH_MAX);
                zl_read_bytes(
                    &r, path.hashes, path.count * sizeof(path.hashes[0]));
                CHECK_BYTES(
                    data, ZL_ID_SIZE, leaves[index].scope.bytes, ZL_ID_SIZE);
                memcpy(
                    data + ZL_ID_SIZE, leaves[index].hash.bytes, ZL_HASH_SIZE);
                leaf = zl_merkle_leaf(data, sizeof(data));
                CHECK_OK(zl_merkle_verify(
                    &leaf, index, claim->scopes, &path, &claim->root));
        }
        CHECK_OK(zl_reader_end(&r));
        live_done(&answer);
}

/* The client's directory up to the club, and the claim that was taken. */
static struct zl_directory *attest_one_club_more(
    const struct live *live, struct zl_directory_claim *ret)
{
        const struct zl_signer *by = &live->devices[LIVE_COORDINATOR];
        struct zl_directory *directory = NULL;
        struct zl_club club = {.club = zl_random_id(),
            .kind = "hockey",
            .district = live->district,
            .name = "HC Noord"};

        REQUIRE_INT(live_say(live, by, ZL_CLUB, &club, NULL), 201);
        directory = follow(live);
        *ret = claim_of(directory, 19);
        CHECK_INT(live_say(live, by, ZL_DIRECTORY, ret, NULL), 201);
        return directory;
}

static void a_directory_attests_what_is_there(void)
{
        struct live *live = live_founded();
        struct zl_directory *directory = follow(live);
        const struct zl_signer *by = &live->devices[LIVE_COORDINATOR];
        struct zl_directory_claim claim = claim_of(directory, 16);
        struct zl_directory_claim wrong = claim;
        struct zl_scope_leaf *leaves = NULL;
        struct live_answer answer;
        size_t count = 0;

        live_ask_signed(live, by, "GET", "/v1/directory", nothing, &answer);
        live_check_problem(&answer, 404, "not-found");
        live_done(&answer);
        wrong.root.bytes[0] ^= 1;
        CHECK_INT(live_say(live, by, ZL_DIRECTORY, &wrong, NULL), 409);
        /* For who may not say so, nothing is reckoned. */
        CHECK_INT(live_say(live, &live->devices[LIVE_CONTACT], ZL_DIRECTORY,
                      &wrong, NULL),
            403);
        wrong = claim;
        wrong.statements = 15;
        CHECK_INT(live_say(live, by, ZL_DIRECTORY, &wrong, NULL), 409);
        wrong = claim;
        wrong.version = 2;
        wrong.has_previous = true;
        CHECK_INT(live_say(live, by, ZL_DIRECTORY, &wrong, NULL), 409);
        CHECK_INT(live_say(live, &live->devices[LIVE_CONTACT], ZL_DIRECTORY,
                      &claim, NULL),
            403);
        CHECK_INT(live_say(live, by, ZL_DIRECTORY, &claim, NULL), 201);
        /* The loser of two signs the next one. */
        CHECK_INT(live_say(live, &live->devices[LIVE_SUPPORTER], ZL_DIRECTORY,
                      &claim, NULL),
            409);
        REQUIRE_OK(zl_directory_scopes(directory, 16, &leaves, &count));
        check_paths(live, &claim, leaves, count);
        free(leaves);
        zl_directory_free(directory);
        directory = follow(live);
        claim = claim_of(directory, 17);
        CHECK_INT(live_say(live, &live->devices[LIVE_SUPPORTER], ZL_DIRECTORY,
                      &claim, NULL),
            201);
        zl_directory_free(directory);
        directory = attest_one_club_more(live, &claim);
        /* The tree is another now, and asked for twice. */
        REQUIRE_OK(zl_directory_scopes(directory, 19, &leaves, &count));
        check_paths(live, &claim, leaves, count);
        check_paths(live, &claim, leaves, count);
        free(leaves);
        zl_directory_free(directory);
        live_free(live);
}

static const struct check_case cases[] = {
    CHECK_CASE(a_charter_must_name_this_log),
    CHECK_CASE(the_same_statement_gets_the_same_receipt),
    CHECK_CASE(what_is_wrong_about_a_statement_is_named),
    CHECK_CASE(who_may_not_say_it_is_refused),
    CHECK_CASE(everybody_sees_their_part),
    CHECK_CASE(long_logs_come_in_pieces),
    CHECK_CASE(a_card_is_kept_when_it_is_named),
    CHECK_CASE(an_invitation_is_kept_unread),
    CHECK_CASE(a_directory_attests_what_is_there),
};
CHECK_MAIN("live_statement", cases)
