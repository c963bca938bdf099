/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! A signal goes to another district and comes back: who holds it sees
 * its club, its author sees who holds it, and nobody longer than that. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "check.h"
#include "events.h"
#include "live_world.h"
#include "scope_tree.h"

static const struct zl_bytes nothing = {NULL, 0};

/* Is anything of it in what somebody is given? */
struct sight {
        bool club;
        bool assignment;
        bool contact;
        bool contact_sealing;
        bool holder_sealing;
        bool outsider_sealing;
};

static void look_at(const struct live *live,
    const struct zl_statement *statement, struct sight *seen)
{
        const struct zl_id *of = &statement->is.sealing.member;

        if (statement->type == ZL_CLUB)
                seen->club = true;
        if (statement->type == ZL_ASSIGNMENT)
                seen->assignment = true;
        if (statement->type == ZL_DEVICE &&
            zl_id_equal(
                &statement->is.device.member, &live->members[LIVE_CONTACT]))
                seen->contact = true;
        if (statement->type != ZL_SEALING_KEY)
                return;
        seen->contact_sealing = seen->contact_sealing ||
            zl_id_equal(of, &live->members[LIVE_CONTACT]);
        seen->holder_sealing = seen->holder_sealing ||
            zl_id_equal(of, &live->members[LIVE_HOLDER]);
        seen->outsider_sealing = seen->outsider_sealing ||
            zl_id_equal(of, &live->members[LIVE_OUTSIDER]);
}

static struct sight statements_of(const struct live *live, enum live_person who)
{
        struct sight seen = {.club = false};
        struct live_answer answer;
        struct zl_bundle bundle;

        live_ask_signed(live, &live->devices[who], "GET",
            "/v1/statements?after=0", nothing, &answer);
        REQUIRE_INT(answer.status, 200);
        REQUIRE_OK(zl_bundle_read(answer.body.data, answer.body.size, &bundle));
        for (unsigned i = 0; i < bundle.count; i++) {
                struct zl_statement *statement = NULL;
                struct zl_proof proof;
                struct zl_bytes item;

                REQUIRE_OK(zl_bundle_next(&bundle, &proof, &item));
                REQUIRE_OK(zl_statement_parse(
                    item.data, item.size, &live->organisation, &statement));
                look_at(live, statement, &seen);
                zl_statement_free(statement);
        }
        live_done(&answer);
        return seen;
}

/* Has it a path for this scope? */
static bool has_scope(
    const struct live *live, enum live_person who, const struct zl_id *wanted)
{
        struct live_answer answer;
        struct zl_reader r;
        bool found = false;

        live_ask_signed(live, &live->devices[who], "GET", "/v1/directory",
            nothing, &answer);
        REQUIRE_INT(answer.status, 200);
        r = zl_reader_of(answer.body.data, answer.body.size);
        (void)zl_read_view(&r, 1 + ZL_HASH_SIZE);
        for (unsigned n = zl_read_u16(&r); n > 0; n--) {
                struct zl_id scope;

                zl_read_bytes(&r, scope.bytes, ZL_ID_SIZE);
                (void)zl_read_u32(&r);
                (void)zl_read_view(&r, (size_t)zl_read_u8(&r) * ZL_HASH_SIZE);
                found = found || zl_id_equal(&scope, wanted);
        }
        CHECK_OK(zl_reader_end(&r));
        live_done(&answer);
        return found;
}

static int card_status(
    const struct live *live, enum live_person who, const struct zl_hash *card)
{
        char target[128] = "/v1/cards/";
        struct live_answer answer;
        int status = 0;

        zl_hex_of(card->bytes, ZL_HASH_SIZE, target + strlen(target));
        live_ask_signed(
            live, &live->devices[who], "GET", target, nothing, &answer);
        status = answer.status;
        live_done(&answer);
        return status;
}

/* Somebody's name and phone, stated and put. */
static struct zl_hash put_card(const struct live *live, enum live_person by,
    enum live_person of, const char *name)
{
        struct zl_card_document document = {
            .member = live->members[of], .phone = "0600000000"};
        struct zl_card card = {.member = live->members[of]};
        char target[128] = "/v1/cards/";
        struct live_answer answer;
        struct zl_buf buf;

        (void)snprintf(document.name, sizeof(document.name), "%s", name);
        zl_random(document.salt, sizeof(document.salt));
        zl_buf_init(&buf, ZL_CARD_MAX);
        REQUIRE_OK(zl_card_write(&document, &buf));
        card.card = zl_hash_of(buf.data, buf.size);
        zl_hex_of(card.card.bytes, ZL_HASH_SIZE, target + strlen(target));
        REQUIRE_INT(
            live_say(live, &live->devices[by], ZL_CARD, &card, NULL), 201);
        live_ask(live, "PUT", target, NULL, zl_buf_bytes(&buf), &answer);
        REQUIRE_INT(answer.status, 201);
        live_done(&answer);
        zl_buf_free(&buf);
        return card.card;
}

/* A directory statement, by all that a coordinator is given. */
static void attest(const struct live *live)
{
        const struct zl_signer *by = &live->devices[LIVE_COORDINATOR];
        struct zl_directory_claim claim = {.version = 1};
        struct zl_directory *directory = NULL;
        struct zl_scope_leaf *leaves = NULL;
        struct live_answer answer;
        struct zl_bundle bundle;
        size_t count = 0;

        REQUIRE_OK(zl_directory_new(&live->root.key, &directory));
        live_ask_signed(
            live, by, "GET", "/v1/statements?after=0", nothing, &answer);
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
        claim.statements = bundle.next;
        claim.expires.ms = zl_clock_now().ms + 13 * ZL_MS_DAY;
        REQUIRE_OK(
            zl_directory_scopes(directory, bundle.next, &leaves, &count));
        claim.scopes = count;
        REQUIRE_OK(zl_scope_tree_root(leaves, count, &claim.root));
        REQUIRE_INT(live_say(live, by, ZL_DIRECTORY, &claim, NULL), 201);
        free(leaves);
        live_done(&answer);
        zl_directory_free(directory);
}

/* What is known by its hash and id. */
struct put {
        struct zl_id id;
        struct zl_hash hash;
};

static struct put put(const struct live *live, enum zl_kind kind,
    enum live_person author, const struct put *note, const enum live_person *to)
{
        struct zl_record *record = calloc(1, sizeof(*record));
        struct live_answer answer;
        struct put p;
        struct zl_buf buf;

        REQUIRE(record != NULL);
        live_record(live, kind, author, note == NULL ? NULL : &note->id,
            note == NULL ? NULL : &note->hash, to, &p.id, &buf);
        REQUIRE_OK(zl_record_parse(
            buf.data, buf.size, true, &live->organisation, record));
        p.hash = record->hash;
        live_put_record(live, &p.id, &buf, &answer);
        REQUIRE_INT(answer.status, 201);
        live_done(&answer);
        zl_buf_free(&buf);
        free(record);
        return p;
}

static void check_outsider(
    const struct live *live, bool holds, const struct zl_hash *card)
{
        struct sight seen = statements_of(live, LIVE_OUTSIDER);

        CHECK_INT(seen.club, holds);
        CHECK_INT(seen.assignment, holds);
        CHECK_INT(seen.contact, holds);
        CHECK_INT(seen.contact_sealing, holds);
        CHECK(seen.holder_sealing);
        CHECK_INT(has_scope(live, LIVE_OUTSIDER, &live->club), holds);
        CHECK(has_scope(live, LIVE_OUTSIDER, &live->district));
        CHECK(has_scope(live, LIVE_OUTSIDER, &live->elsewhere));
        CHECK_INT(card_status(live, LIVE_OUTSIDER, card), holds ? 200 : 404);
}

static void check_contact(
    const struct live *live, bool waits, const struct zl_hash *card)
{
        struct sight seen = statements_of(live, LIVE_CONTACT);

        CHECK(seen.club && seen.contact_sealing && seen.holder_sealing);
        CHECK_INT(seen.outsider_sealing, waits);
        CHECK_INT(has_scope(live, LIVE_CONTACT, &live->elsewhere), waits);
        CHECK_INT(card_status(live, LIVE_CONTACT, card), waits ? 200 : 404);
}

/* Nothing of all this shows a supporter or coordinator more. */
static void check_others(const struct live *live)
{
        CHECK(!statements_of(live, LIVE_SUPPORTER).contact_sealing);
        CHECK(!statements_of(live, LIVE_COORDINATOR).contact_sealing);
        CHECK(!has_scope(live, LIVE_SUPPORTER, &live->club)); /* all, so none */
        CHECK(statements_of(live, LIVE_HOLDER).contact_sealing);
        CHECK(has_scope(live, LIVE_HOLDER, &live->club));
}

static void who_holds_a_signal_sees_its_club(void)
{
        static const enum live_person all[] = {
            LIVE_HOLDER, LIVE_DEPUTY, LIVE_CONTACT, LIVE_PERSONS};
        static const enum live_person outsider[] = {
            LIVE_OUTSIDER, LIVE_PERSONS};
        static const enum live_person holder[] = {LIVE_HOLDER, LIVE_PERSONS};
        static const enum live_person nobody[] = {LIVE_PERSONS};
        struct live *live = live_founded();
        struct zl_hash contact;
        struct zl_hash professional;
        struct put note;

        live_join_elsewhere(live);
        contact = put_card(live, LIVE_SUPPORTER, LIVE_CONTACT, "Bo van Dam");
        professional =
            put_card(live, LIVE_COORDINATOR, LIVE_OUTSIDER, "Zita Zuid");
        attest(live);
        CHECK_INT(card_status(live, LIVE_HOLDER, &professional), 200);
        note = put(live, ZL_NOTE, LIVE_CONTACT, NULL, all);
        (void)put(live, ZL_ACKNOWLEDGEMENT, LIVE_HOLDER, &note, nobody);
        check_outsider(live, false, &contact);
        check_contact(live, false, &professional);
        (void)put(live, ZL_HANDOVER, LIVE_HOLDER, &note, outsider);
        check_outsider(live, true, &contact);
        check_contact(live, true, &professional);
        check_others(live);
        (void)put(live, ZL_ASSESSMENT, LIVE_OUTSIDER, &note, outsider);
        (void)put(live, ZL_HANDOVER, LIVE_OUTSIDER, &note, holder);
        check_outsider(live, false, &contact);
        /* Who wrote of the signal is still to be verified. */
        check_contact(live, true, &professional);
        check_others(live);
        live_free(live);
}

static const struct check_case cases[] = {
    CHECK_CASE(who_holds_a_signal_sees_its_club),
};

CHECK_MAIN("live sight", cases)
