/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: who has nothing left but a code on paper has everything back, at
 * whatever moment the new computer dies in between; who has another computer
 * adds it; and a code that is worth nothing any more says so before anything
 * was made.  And what was ended is known to be, but never on a mere word. */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "check.h"
#include "core_codes.h"
#include "own_code.h"
#include "races.h"

static const char *origin_of(const struct person *p)
{
        return p->core->profile.origin;
}

/* A code is made, written down, and known to the server. */
static struct zl_code make_code(
    struct town *town, struct person *p, enum zl_code_kind kind)
{
        struct zl_code code = {.bits = NULL};

        REQUIRE_OK(zl_own_code_new(kind, &code));
        REQUIRE_OK(zl_core_add_code(p->core, people_now, &code));
        REQUIRE_OK(person_run(p, town->loop));
        /* Whoever seals learns of the new key, and the maker seals to it. */
        REQUIRE_OK(person_sync(town->supporter, town->loop));
        REQUIRE_OK(person_sync(p, town->loop));
        REQUIRE_OK(person_sync(p, town->loop));
        return code;
}

static size_t count_of(struct person *p, enum zl_device_what what)
{
        struct zl_device_view devices[ZL_DEVICES_MAX];
        size_t all = zl_core_devices(p->core, people_now, devices);
        size_t count = 0;

        for (size_t i = 0; i < all; i++)
                count += devices[i].what == what;
        return count;
}

static int look(struct town *town, struct person *p, const struct zl_code *code,
    const char *origin)
{
        REQUIRE_OK(zl_core_join(p->core, people_now, code, origin));
        return person_run(p, town->loop);
}

static struct person *offered(
    struct town *town, const struct person *of, const struct zl_code *code)
{
        struct person *p = person_new();
        struct zl_self self;
        struct zl_offer offer;

        REQUIRE_OK(look(town, p, code, origin_of(of)));
        REQUIRE_OK(zl_core_offer(p->core, &offer));
        zl_core_self(of->core, &self);
        CHECK_STR(offer.words, self.words);
        CHECK_STR(offer.organisation, "Gemeente Voorbeeld");
        CHECK_INT(offer.role, self.role);
        CHECK_INT(offer.own_code, code->kind);
        p->member = self.member;
        return p;
}

/* All other devices are gone. */
static void lose_others(struct person *p)
{
        struct zl_device_view devices[ZL_DEVICES_MAX];
        size_t count = zl_core_devices(p->core, people_now, devices);

        for (size_t i = 0; i < count; i++) {
                if (devices[i].what == ZL_DEVICE_OTHER)
                        REQUIRE_OK(zl_core_lost(p->core, &devices[i].key));
                else
                        CHECK_STATUS(zl_core_lost(p->core, &devices[i].key),
                            ZL_E_NOT_FOUND);
        }
}

static void accept(struct person *p)
{
        REQUIRE_OK(zl_core_join_accept(p->core, people_now));
        person_store(p);
}

static void with_a_note_for_the_code(struct town **ret, struct zl_code *code)
{
        struct town *town = races_with_note();

        REQUIRE_OK(person_sync(town->holder, town->loop));
        *code = make_code(town, town->holder, ZL_CODE_RECOVERY);
        *ret = town;
}

static void check_recovered(struct town *town, struct person *p)
{
        CHECK_UINT(count_of(p, ZL_DEVICE_HERE), 1);
        CHECK_UINT(count_of(p, ZL_DEVICE_OTHER), 0);
        CHECK_UINT(count_of(p, ZL_DEVICE_USED), 0);
        CHECK_UINT(p->core->code_count, 0);
        CHECK_UINT(p->core->pair_count, 1);
        CHECK_UINT(p->core->item_count, 0);
        CHECK(person_heard(p, ZL_MSG_STRANGE_DEVICE) == NULL);
        CHECK(person_heard(p, ZL_MSG_REFUSED) == NULL);
        races_open(town, p);
        CHECK(races_reads(town, p, ZL_NOTE, "laat"));
}

static void a_code_on_paper_brings_everything_back(void)
{
        struct zl_code code = {.bits = NULL};
        struct zl_record_view record;
        struct town *town = NULL;
        struct person *p = NULL;

        with_a_note_for_the_code(&town, &code);
        CHECK_UINT(count_of(town->holder, ZL_DEVICE_RECOVERY), 1);
        p = offered(town, town->holder, &code);
        CHECK_UINT(count_of(p, ZL_DEVICE_OTHER), 1);
        lose_others(p);
        accept(p);
        REQUIRE_OK(person_sync(p, town->loop));
        /* Until the log shows its end somebody may still seal to it. */
        CHECK_UINT(p->core->pair_count, 2);
        CHECK_STATUS(zl_directory_device_in_force(loop_directory(town->loop),
                         &p->core->codes[0].key,
                         zl_core_point(p->core, people_now), NULL),
            ZL_E_REVOKED);
        for (int i = 0; i < 2; i++)
                REQUIRE_OK(person_sync(p, town->loop));
        check_recovered(town, p);
        /* What is written now comes here, and nowhere else. */
        REQUIRE_OK(person_sync(town->supporter, town->loop));
        REQUIRE_OK(person_sync(town->contact, town->loop));
        town_confirm(town, town->contact);
        REQUIRE_OK(town_note(town, town->contact, "Vandaag weer."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        CHECK_STATUS(person_sync(town->holder, town->loop), ZL_E_REVOKED);
        CHECK_INT(zl_core_over(town->holder->core), ZL_OVER_DEVICE);
        CHECK(!town_record(town, town->holder, ZL_NOTE, &record));
        races_open(town, p);
        CHECK(races_reads(town, p, ZL_NOTE, "Vandaag weer."));
        CHECK_INT(zl_core_over(p->core), ZL_OVER_NONE);
        zl_code_free(&code);
        person_free(p);
        town_free(town);
}

static bool counts(const struct town *town, const struct zl_sign_key *key)
{
        return zl_directory_device_in_force(loop_directory(town->loop), key,
                   (struct zl_point){ZL_POSITION_END, people_now},
                   NULL) == ZL_OK;
}

/* The code ends when all it opens is sealed anew, and its secret goes when the
 * log shows that it ended. */
static void a_code_ends_when_it_is_not_needed(void)
{
        struct zl_code code = {.bits = NULL};
        struct zl_sign_key key;
        struct town *town = NULL;
        struct person *p = NULL;

        with_a_note_for_the_code(&town, &code);
        p = offered(town, town->holder, &code);
        accept(p);
        key = p->core->codes[0].key;
        loop_lies(town->loop, LOOP_NO_SEALS);
        for (int i = 0; i < 2; i++)
                REQUIRE_OK(person_sync(p, town->loop));
        CHECK(counts(town, &key));
        loop_lies(town->loop, LOOP_HONEST);
        REQUIRE_OK(person_sync(p, town->loop));
        CHECK(!counts(town, &key));
        zl_code_free(&code);
        person_free(p);
        town_free(town);
        /* Nothing was sealed to it yet; but somebody may be doing so. */
        town = town_new();
        code = make_code(town, town->holder, ZL_CODE_RECOVERY);
        p = offered(town, town->holder, &code);
        accept(p);
        REQUIRE_OK(person_sync(p, town->loop));
        CHECK_UINT(p->core->pair_count, 2);
        for (int i = 0; i < 2; i++)
                REQUIRE_OK(person_sync(p, town->loop));
        CHECK_UINT(p->core->pair_count, 1);
        zl_code_free(&code);
        person_free(p);
        town_free(town);
}

/* A note that came when the code was the only device there was. */
static void what_came_meanwhile_is_not_lost(void)
{
        struct zl_code code = {.bits = NULL};
        struct zl_revocation lost = {.compromised = false};
        struct town *town = NULL;
        struct person *p = NULL;

        with_a_note_for_the_code(&town, &code);
        lost.subject = zl_directory_device(
            loop_directory(town->loop), &town->holder->core->device.key)
                           ->statement;
        REQUIRE_OK(zl_core_revoke(town->coordinator->core, people_now, &lost));
        REQUIRE_OK(person_run(town->coordinator, town->loop));
        REQUIRE_OK(person_sync(town->supporter, town->loop));
        REQUIRE_OK(person_sync(town->contact, town->loop));
        REQUIRE_OK(town_note(town, town->contact, "Blauwe plekken."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        p = offered(town, town->holder, &code);
        CHECK_UINT(count_of(p, ZL_DEVICE_OTHER), 0);
        accept(p);
        REQUIRE_OK(person_sync(p, town->loop));
        races_open(town, p);
        CHECK(races_reads(town, p, ZL_NOTE, "Blauwe plekken."));
        zl_code_free(&code);
        person_free(p);
        town_free(town);
}

/* The computer dies at each step, and goes on from what it stored. */
static void recovering_may_be_interrupted_anywhere(void)
{
        unsigned crashed = 1;

        for (unsigned n = 1; crashed > 0; n += 1 + n / 2) {
                struct zl_code code = {.bits = NULL};
                struct town *town = NULL;
                struct person *p = NULL;

                REQUIRE(n < 120);
                with_a_note_for_the_code(&town, &code);
                p = offered(town, town->holder, &code);
                lose_others(p);
                accept(p);
                p->step = 0;
                p->crash_at = n;
                for (int i = 0; i < 4; i++)
                        REQUIRE_OK(person_sync(p, town->loop));
                crashed = p->crashes;
                p->crash_at = 0;
                check_recovered(town, p);
                zl_code_free(&code);
                person_free(p);
                town_free(town);
        }
}

static void who_seals_nothing_recovers_as_well(void)
{
        struct town *town = town_new();
        struct person *all[] = {town->coordinator, town->supporter};

        for (size_t i = 0; i < 2; i++) {
                struct zl_code code = make_code(town, all[i], ZL_CODE_RECOVERY);
                struct person *p = offered(town, all[i], &code);

                lose_others(p);
                accept(p);
                person_reload(p);
                for (int n = 0; n < 3; n++)
                        REQUIRE_OK(person_sync(p, town->loop));
                CHECK_UINT(count_of(p, ZL_DEVICE_HERE), 1);
                CHECK_UINT(count_of(p, ZL_DEVICE_USED), 0);
                CHECK_UINT(p->core->code_count, 0);
                CHECK_UINT(p->core->pair_count, 0);
                REQUIRE_OK(person_sync(town->contact, town->loop));
                zl_code_free(&code);
                person_free(p);
        }
        town_free(town);
}

static void a_device_code_adds_a_device(void)
{
        struct town *town = races_with_note();
        struct zl_code code = {.bits = NULL};
        struct person *p = NULL;
        const struct zl_message *heard = NULL;

        REQUIRE_OK(person_sync(town->holder, town->loop));
        code = make_code(town, town->holder, ZL_CODE_DEVICE);
        CHECK_UINT(count_of(town->holder, ZL_DEVICE_CODE), 1);
        p = offered(town, town->holder, &code);
        accept(p);
        for (int i = 0; i < 3; i++)
                REQUIRE_OK(person_sync(p, town->loop));
        CHECK_UINT(count_of(p, ZL_DEVICE_OTHER), 1);
        CHECK_UINT(count_of(p, ZL_DEVICE_USED), 0);
        REQUIRE_OK(person_sync(town->supporter, town->loop));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        heard = person_heard(town->holder, ZL_MSG_CODE_REDEEMED);
        REQUIRE(heard != NULL);
        CHECK_STR(heard->args[0], "device");
        CHECK_UINT(count_of(town->holder, ZL_DEVICE_CODE), 0);
        CHECK_UINT(count_of(town->holder, ZL_DEVICE_OTHER), 1);
        /* Both read, what was and what comes. */
        races_open(town, p);
        CHECK(races_reads(town, p, ZL_NOTE, "laat"));
        REQUIRE_OK(person_sync(town->contact, town->loop));
        REQUIRE_OK(town_note(town, town->contact, "Vandaag weer."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        CHECK(person_heard(town->contact, ZL_MSG_ASK_NEW_RECIPIENTS) == NULL);
        races_open(town, p);
        CHECK(races_reads(town, p, ZL_NOTE, "Vandaag weer."));
        races_open(town, town->holder);
        CHECK(races_reads(town, town->holder, ZL_NOTE, "Vandaag weer."));
        zl_code_free(&code);
        person_free(p);
        town_free(town);
}

static void a_device_code_lives_for_a_day(void)
{
        struct town *town = town_new();
        struct person *p = person_new();
        struct zl_code code = make_code(town, town->holder, ZL_CODE_DEVICE);

        people_now.ms += ZL_MS_DAY;
        REQUIRE_OK(person_sync(town->supporter, town->loop));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        CHECK_UINT(count_of(town->holder, ZL_DEVICE_CODE), 1);
        people_now.ms += 1;
        person_reload(town->holder);
        REQUIRE_OK(person_sync(town->holder, town->loop));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        CHECK_UINT(count_of(town->holder, ZL_DEVICE_CODE), 0);
        CHECK_UINT(town->holder->core->code_count, 0);
        CHECK_STATUS(
            look(town, p, &code, origin_of(town->holder)), ZL_E_REVOKED);
        zl_code_free(&code);
        person_free(p);
        town_free(town);
}

/* Sends so many requests, of which the last may not be answered. */
static void send_some(
    struct town *town, struct person *p, unsigned count, bool answered)
{
        struct zl_request request;
        struct zl_buf answer;

        zl_buf_init(&answer, ZL_BUNDLE_MAX);
        loop_time(town->loop, people_now);
        for (unsigned i = 1; i <= count; i++) {
                int http = 0;

                person_store(p);
                REQUIRE_OK(zl_core_next_request(p->core, people_now, &request));
                zl_buf_reset(&answer);
                http = loop_ask(town->loop, &request, &answer);
                if (i < count || answered)
                        REQUIRE_OK(zl_core_answer(
                            p->core, people_now, http, zl_buf_bytes(&answer)));
        }
        zl_core_no_answer(p->core);
        person_store(p);
        zl_buf_free(&answer);
}

/* The connection breaks before, during or after the statement of its device
 * is sent: nothing more goes out, and what did is ended by itself. */
static void a_code_that_was_not_shown_is_taken_back(void)
{
        for (unsigned sent = 0; sent < 3; sent++) {
                struct town *town = town_new();
                struct person *p = town->holder;
                struct zl_code code = {.bits = NULL};
                struct zl_sign_key key;
                uint64_t before = loop_statements(town->loop);

                REQUIRE_OK(zl_own_code_new(ZL_CODE_DEVICE, &code));
                CHECK_STATUS(zl_core_withdraw_code(p->core, people_now, &code),
                    ZL_E_NOT_FOUND);
                REQUIRE_OK(zl_core_add_code(p->core, people_now, &code));
                key = p->core->codes[0].key;
                send_some(town, p, sent > 0, sent == 2);
                CHECK_UINT(loop_statements(town->loop), before + (sent > 0));
                CHECK_OK(zl_core_withdraw_code(p->core, people_now, &code));
                person_store(p);
                person_reload(p);
                for (int i = 0; i < 2; i++)
                        REQUIRE_OK(person_sync(p, town->loop));
                CHECK_UINT(count_of(p, ZL_DEVICE_CODE), 0);
                CHECK_UINT(count_of(p, ZL_DEVICE_OTHER), 0);
                CHECK_UINT(p->core->item_count, 0);
                CHECK(person_heard(p, ZL_MSG_STRANGE_DEVICE) == NULL);
                CHECK(person_heard(p, ZL_MSG_REFUSED) == NULL);
                CHECK(zl_directory_device_in_force(loop_directory(town->loop),
                          &key, zl_core_point(p->core, people_now),
                          NULL) != ZL_OK);
                if (sent == 0)
                        CHECK_UINT(loop_statements(town->loop), before);
                code.kind = ZL_CODE_RECOVERY;
                CHECK_STATUS(zl_core_withdraw_code(p->core, people_now, &code),
                    ZL_E_CODE);
                zl_code_free(&code);
                town_free(town);
        }
}

/* A recovery code stays, and a newer one takes its place. */
static void a_newer_code_ends_the_older(void)
{
        struct town *town = town_new();
        struct person *p = person_new();
        struct zl_code older = make_code(town, town->holder, ZL_CODE_RECOVERY);
        struct zl_code newer = {.bits = NULL};

        people_now.ms += 5 * ZL_MS_DAY;
        REQUIRE_OK(person_sync(town->supporter, town->loop));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        CHECK_UINT(count_of(town->holder, ZL_DEVICE_RECOVERY), 1);
        newer = make_code(town, town->holder, ZL_CODE_RECOVERY);
        CHECK_UINT(count_of(town->holder, ZL_DEVICE_RECOVERY), 1);
        CHECK_STATUS(
            look(town, p, &older, origin_of(town->holder)), ZL_E_REVOKED);
        CHECK_OK(look(town, p, &newer, origin_of(town->holder)));
        zl_code_free(&older);
        zl_code_free(&newer);
        person_free(p);
        town_free(town);
}

static void a_code_that_is_worth_nothing_makes_nothing(void)
{
        struct town *town = town_new();
        struct town *other = town_new();
        struct person *p = person_new();
        struct person *q = NULL;
        struct zl_code code = {.bits = NULL};
        struct zl_code used = make_code(town, town->holder, ZL_CODE_RECOVERY);
        struct zl_code gone = make_code(town, town->deputy, ZL_CODE_RECOVERY);
        const char *origin = origin_of(town->holder);

        REQUIRE_OK(zl_own_code_new(ZL_CODE_RECOVERY, &code));
        /* Of nobody, of another organisation, of one who left. */
        CHECK_STATUS(look(town, p, &code, origin), ZL_E_NOT_FOUND);
        CHECK_STATUS(look(other, p, &used, origin), ZL_E_NOT_FOUND);
        races_revoke(town, town->coordinator, town->deputy, NULL);
        CHECK_STATUS(look(town, p, &gone, origin), ZL_E_REVOKED);
        q = offered(town, town->holder, &used);
        accept(q);
        REQUIRE_OK(person_sync(q, town->loop));
        CHECK_STATUS(look(town, p, &used, origin), ZL_E_REVOKED);
        CHECK_STATUS(zl_core_join_accept(p->core, people_now), ZL_E_STATE);
        CHECK_UINT(p->row_count, 0);
        /* The dates of the appointment are over. */
        people_now.ms += 400 * ZL_MS_DAY;
        CHECK_STATUS(look(other, p, &used, origin), ZL_E_NOT_FOUND);
        zl_code_free(&used);
        used = (struct zl_code){.bits = NULL};
        /* Contacts are invited anew; an invitation's code is none of these. */
        people_now.ms -= 400 * ZL_MS_DAY;
        CHECK_STATUS(zl_core_add_code(town->contact->core, people_now, &code),
            ZL_E_POLICY);
        code.kind = ZL_CODE_INVITATION;
        CHECK_STATUS(
            zl_core_add_code(town->holder->core, people_now, &code), ZL_E_CODE);
        zl_code_free(&code);
        zl_code_free(&gone);
        person_free(p);
        person_free(q);
        town_free(town);
        town_free(other);
}

static void there_is_always_a_place_for_the_next(void)
{
        struct town *town = town_new();
        struct person *all[5] = {NULL};
        struct zl_code code = {.bits = NULL};
        struct zl_code paper = make_code(town, town->holder, ZL_CODE_RECOVERY);

        for (size_t i = 0; i < 3; i++) {
                code = make_code(town, town->holder, ZL_CODE_DEVICE);
                all[i] = offered(town, town->holder, &code);
                accept(all[i]);
                for (int n = 0; n < 3; n++)
                        REQUIRE_OK(person_sync(all[i], town->loop));
                REQUIRE_OK(person_sync(town->holder, town->loop));
                zl_code_free(&code);
        }
        /* Four devices and the code on paper. */
        REQUIRE_OK(zl_own_code_new(ZL_CODE_DEVICE, &code));
        CHECK_STATUS(zl_core_add_code(town->holder->core, people_now, &code),
            ZL_E_TOO_LARGE);
        zl_code_free(&code);
        CHECK_OK(zl_core_may_add_code(
            town->holder->core, people_now, ZL_CODE_RECOVERY));
        all[3] = offered(town, town->holder, &paper);
        accept(all[3]);
        REQUIRE_OK(person_sync(all[3], town->loop));
        CHECK_UINT(count_of(all[3], ZL_DEVICE_OTHER), 4);
        zl_code_free(&paper);
        for (size_t i = 0; i < 4; i++)
                person_free(all[i]);
        town_free(town);
}

/* ---- What was ended ---- */

static void who_was_revoked_knows_it(void)
{
        struct town *town = town_new();
        struct person *all[] = {town->holder, town->contact};
        uint64_t since = 0;

        for (size_t i = 0; i < 2; i++) {
                since = zl_directory_count(loop_directory(town->loop));
                CHECK_INT(zl_core_over(all[i]->core), ZL_OVER_NONE);
                races_revoke(
                    town, town->coordinator, all[i], i == 0 ? NULL : &since);
                CHECK_STATUS(person_sync(all[i], town->loop), ZL_E_REVOKED);
                CHECK_INT(zl_core_over(all[i]->core), ZL_OVER_MEMBER);
                person_reload(all[i]);
                CHECK_INT(zl_core_over(all[i]->core), ZL_OVER_MEMBER);
        }
        races_revoke(town, town->coordinator, town->supporter, NULL);
        CHECK_STATUS(person_sync(town->supporter, town->loop), ZL_E_REVOKED);
        CHECK_INT(zl_core_over(town->supporter->core), ZL_OVER_MEMBER);
        town_free(town);
}

static void nothing_is_ended_on_a_mere_word(void)
{
        struct town *town = town_new();
        struct person *p = town->holder;

        loop_lies(town->loop, LOOP_REVOKED);
        CHECK_STATUS(person_sync(p, town->loop), ZL_E_REVOKED);
        CHECK_INT(zl_core_over(p->core), ZL_OVER_NONE);
        loop_lies(town->loop, LOOP_HONEST);
        /* The dates are over: the appointment may be renewed. */
        people_now.ms += 400 * ZL_MS_DAY;
        CHECK(person_sync(p, town->loop) != ZL_OK);
        CHECK_INT(zl_core_over(p->core), ZL_OVER_NONE);
        people_now.ms -= 400 * ZL_MS_DAY;
        /* Of a log that is not to be trusted nothing is believed. */
        races_revoke(town, town->coordinator, p, NULL);
        p->core->state.forked = true;
        (void)person_sync(p, town->loop);
        CHECK_INT(zl_core_over(p->core), ZL_OVER_NONE);
        p->core->state.forked = false;
        CHECK_INT(zl_core_over(p->core), ZL_OVER_MEMBER);
        p->core->state.good = false;
        CHECK_INT(zl_core_over(p->core), ZL_OVER_NONE);
        town_free(town);
}

/* ---- Another name ---- */

/* Who may appoint says that this member is called otherwise. */
static void rename_member(struct town *town, const struct zl_id *member,
    const char *name, const char *phone)
{
        struct zl_card_document document = {.member = *member};
        struct zl_request request = {
            .method = "PUT", .origin = "https://zijlijn.example.org"};
        struct zl_card card = {.member = *member};
        char path[128] = "/v1/cards/";
        struct zl_buf answer;
        struct zl_buf bytes;

        memcpy(document.name, name, strlen(name) + 1);
        memcpy(document.phone, phone, strlen(phone) + 1);
        zl_buf_init(&bytes, ZL_CARD_MAX);
        zl_buf_init(&answer, 4096);
        REQUIRE_OK(zl_card_write(&document, &bytes));
        card.card = zl_hash_of(bytes.data, bytes.size);
        REQUIRE_OK(loop_say(
            town->loop, &town->coordinator->core->device, ZL_CARD, &card));
        zl_hex_of(card.card.bytes, ZL_HASH_SIZE, path + strlen(path));
        request.path = path;
        request.body = zl_buf_bytes(&bytes);
        REQUIRE_INT(loop_ask(town->loop, &request, &answer), 201);
        zl_buf_free(&bytes);
        zl_buf_free(&answer);
}

/* An account that goes to somebody else under the old keys is noticed. */
static void a_new_name_is_told_by_both(void)
{
        struct town *town = town_new();
        struct person *all[] = {town->contact, town->deputy};
        char before[ZL_MSG_ARG_CHARS + 1];

        zl_core_describe(town->contact->core, &town->holder->member, before);
        rename_member(town, &town->holder->member, "Iemand Anders", "1");
        REQUIRE_OK(person_sync(town->supporter, town->loop));
        for (size_t i = 0; i < 2; i++) {
                const struct zl_message *heard = NULL;

                REQUIRE_OK(person_sync(all[i], town->loop));
                heard = person_heard(all[i], ZL_MSG_RENAMED);
                REQUIRE(heard != NULL);
                CHECK(strstr(before, heard->args[0]) != NULL);
                CHECK_STR(heard->args[1], "Iemand Anders");
                person_forget(all[i]);
                REQUIRE_OK(person_sync(all[i], town->loop));
                CHECK(person_heard(all[i], ZL_MSG_RENAMED) == NULL);
        }
        /* The same name with another number is no other person. */
        rename_member(town, &town->holder->member, "Iemand Anders", "2");
        REQUIRE_OK(person_sync(town->supporter, town->loop));
        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK(person_heard(town->contact, ZL_MSG_RENAMED) == NULL);
        town_free(town);
}

static const struct check_case cases[] = {
    CHECK_CASE(a_code_on_paper_brings_everything_back),
    CHECK_CASE(a_code_ends_when_it_is_not_needed),
    CHECK_CASE(what_came_meanwhile_is_not_lost),
    CHECK_CASE(recovering_may_be_interrupted_anywhere),
    CHECK_CASE(who_seals_nothing_recovers_as_well),
    CHECK_CASE(a_device_code_adds_a_device),
    CHECK_CASE(a_device_code_lives_for_a_day),
    CHECK_CASE(a_code_that_was_not_shown_is_taken_back),
    CHECK_CASE(a_newer_code_ends_the_older),
    CHECK_CASE(a_code_that_is_worth_nothing_makes_nothing),
    CHECK_CASE(there_is_always_a_place_for_the_next),
    CHECK_CASE(who_was_revoked_knows_it),
    CHECK_CASE(nothing_is_ended_on_a_mere_word),
    CHECK_CASE(a_new_name_is_told_by_both),
};
CHECK_MAIN("core codes", cases)
