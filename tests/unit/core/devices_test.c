/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: one person may have several devices, one contact several clubs and
 * one human being a place in two organisations; all of it silently right, and
 * nothing of it mixed. */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "check.h"
#include "core_internal.h"
#include "races.h"

/* A second device of the same member, stated by the first one, with a vault
 * and keys of its own. */
static struct person *second_device(struct town *town, const struct person *p)
{
        struct person *second = person_new();
        struct zl_core *core = second->core;
        const struct zl_member *member =
            zl_directory_member(loop_directory(town->loop), &p->member);
        struct zl_device device = {.member = p->member};
        struct zl_sealing sealing = {.member = p->member};
        struct zl_sealing_pair pair = {.secret = NULL};

        second->member = p->member;
        device.appointment = member->appointment;
        REQUIRE_OK(core__begin(core, people_now));
        core->profile = p->core->profile;
        REQUIRE_OK(zl_signer_new(&core->device));
        REQUIRE_OK(zl_sealing_pair_new(&pair));
        device.key = core->device.key;
        device.proof = zl_device_proof(
            &core->device, &core->profile.organisation, &p->member);
        sealing.key = pair.key;
        loop_time(town->loop, people_now);
        REQUIRE_OK(loop_say(town->loop, &p->core->device, ZL_DEVICE, &device));
        REQUIRE_OK(
            loop_say(town->loop, &core->device, ZL_SEALING_KEY, &sealing));
        REQUIRE_OK(zl_directory_new(&core->profile.root, &core->directory));
        REQUIRE_OK(core__put_profile(core));
        REQUIRE_OK(core__put_seed(core, CORE__DEVICE, &core->device));
        REQUIRE_OK(core__add_pair(core, &pair, people_now));
        zl_sealing_pair_free(&pair);
        REQUIRE_OK(core__finish(core, ZL_OK));
        REQUIRE_OK(person_sync(second, town->loop));
        return second;
}

static void a_second_device_reads_what_the_first_reads(void)
{
        struct town *town = races_with_note();
        struct zl_id first = town->signal;
        struct person *second = second_device(town, town->holder);
        struct zl_revocation lost = {.compromised = false};
        struct zl_record_view record;

        /* Written before: sealed to it by the first device, unopened. */
        CHECK(!races_reads(town, second, ZL_NOTE, "laat"));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        races_open(town, second);
        CHECK(races_reads(town, second, ZL_NOTE, "laat"));
        /* Written since: sealed to both, and nobody was asked. */
        REQUIRE_OK(person_sync(town->supporter, town->loop));
        REQUIRE_OK(person_sync(town->contact, town->loop));
        REQUIRE_OK(town_note(town, town->contact, "Vandaag weer."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        CHECK(person_heard(town->contact, ZL_MSG_ASK_NEW_RECIPIENTS) == NULL);
        races_open(town, second);
        CHECK(races_reads(town, second, ZL_NOTE, "Vandaag weer."));
        races_open(town, town->holder);
        CHECK(races_reads(town, town->holder, ZL_NOTE, "Vandaag weer."));
        /* Lost: it receives nothing more, the first one does. */
        lost.subject = zl_directory_device(
            loop_directory(town->loop), &second->core->device.key)
                           ->statement;
        REQUIRE_OK(zl_core_revoke(town->holder->core, people_now, &lost));
        REQUIRE_OK(person_run(town->holder, town->loop));
        REQUIRE_OK(person_sync(town->contact, town->loop));
        REQUIRE_OK(town_note(town, town->contact, "En nog eens."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        CHECK(person_heard(town->contact, ZL_MSG_ASK_NEW_RECIPIENTS) == NULL);
        CHECK(person_sync(second, town->loop) != ZL_OK);
        CHECK(!town_record(town, second, ZL_NOTE, &record));
        races_open(town, town->holder);
        CHECK(races_reads(town, town->holder, ZL_NOTE, "En nog eens."));
        town->signal = first;
        races_open(town, town->holder);
        CHECK(races_reads(town, town->holder, ZL_NOTE, "laat"));
        person_free(second);
        town_free(town);
}

/* A device that its own member does not know is told of, loudly. */
static void a_strange_device_of_ours_is_told(void)
{
        struct town *town = town_new();
        struct person *second = second_device(town, town->contact);

        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK(person_heard(town->contact, ZL_MSG_STRANGE_DEVICE) != NULL);
        person_free(second);
        town_free(town);
}

/* The contact of two clubs: each note goes to that club's people only. */
static void a_contact_of_two_clubs_reaches_each(void)
{
        struct town *town = town_new();
        struct person *petra = races_professional(town, "Petra Proef");
        struct person *nora = person_new();
        const struct zl_charter *charter =
            zl_directory_charter(zl_core_directory(town->coordinator->core));
        struct zl_club club = {.kind = "hockey",
            .district = charter->districts[0].id,
            .name = "HV Noord"};
        struct zl_id clubs[2] = {town->club};
        struct zl_invite invite = {.role = ZL_ROLE_CONTACT,
            .scope = clubs,
            .scope_count = 2,
            .name = "Nora Nieuw",
            .phone = "06-87654321",
            .from = zl_time_day(people_now),
            .until = zl_time_day(people_now) + 365,
            .link = true};
        struct zl_code code = {.bits = NULL};
        struct zl_id unseen[ZL_PERSONS_MAX];
        struct zl_id first;
        struct zl_record_view record;

        REQUIRE_OK(person_sync(town->supporter, town->loop));
        REQUIRE_OK(zl_core_put_club(
            town->supporter->core, people_now, &club, &clubs[1]));
        REQUIRE_OK(person_run(town->supporter, town->loop));
        REQUIRE_OK(zl_core_invite(
            town->supporter->core, people_now, &invite, &nora->member, &code));
        REQUIRE_OK(person_run(town->supporter, town->loop));
        town->club = clubs[1];
        races_assign(town, petra, NULL);
        REQUIRE_OK(town_join_with(town, nora, &code));
        zl_code_free(&code);
        /* Shown for each club. */
        REQUIRE(zl_core_unseen(nora->core, people_now, &clubs[1], unseen) == 1);
        CHECK(zl_id_equal(&unseen[0], &petra->member));
        CHECK_UINT(
            zl_core_unseen(nora->core, people_now, &clubs[0], unseen), 2);
        town_confirm(town, nora);
        REQUIRE_OK(town_note(town, nora, "Over de hockeyclub."));
        REQUIRE_OK(person_run(nora, town->loop));
        first = town->signal;
        town->club = clubs[0];
        town_confirm(town, nora);
        REQUIRE_OK(town_note(town, nora, "Over de voetbalclub."));
        REQUIRE_OK(person_run(nora, town->loop));
        REQUIRE_OK(person_sync(petra, town->loop));
        CHECK(!town_record(town, petra, ZL_NOTE, &record));
        races_open(town, town->holder);
        CHECK(races_reads(town, town->holder, ZL_NOTE, "voetbalclub"));
        CHECK_UINT(zl_core_signal_count(town->holder->core), 1);
        town->signal = first;
        races_open(town, petra);
        CHECK(races_reads(town, petra, ZL_NOTE, "hockeyclub"));
        CHECK_UINT(zl_core_signal_count(petra->core), 1);
        person_free(petra);
        person_free(nora);
        town_free(town);
}

/* One human being, a profile in each of two organisations. */
static void two_organisations_do_not_mix(void)
{
        struct town *one = races_with_note();
        struct town *other = town_new();
        struct person *p = one->contact;
        struct zl_self here;
        struct zl_self there;

        zl_core_self(p->core, &here);
        zl_core_self(other->contact->core, &there);
        CHECK(!zl_id_equal(&here.organisation, &there.organisation));
        CHECK(!zl_sign_key_equal(&here.device, &there.device));
        /* What is written here is refused there, as are all questions. */
        town_confirm(one, p);
        REQUIRE_OK(town_note(one, p, "Iets gezien."));
        CHECK(person_sync(p, other->loop) != ZL_OK);
        CHECK_UINT(loop_records(other->loop), 0);
        /* And nothing was lost by that: it goes where it belongs. */
        person_reload(p);
        REQUIRE_OK(person_sync(p, one->loop));
        CHECK_UINT(loop_records(one->loop), 2);
        REQUIRE_OK(person_sync(other->contact, other->loop));
        CHECK_UINT(zl_core_signal_count(other->contact->core), 0);
        town_free(one);
        town_free(other);
}

static bool has_row(const struct person *p, const uint8_t *name)
{
        for (size_t i = 0; i < p->row_count; i++) {
                if (memcmp(p->rows[i].name, name, ZL_ROW_NAME_SIZE) == 0)
                        return true;
        }
        return false;
}

static void row_of_key(const struct person *p, uint8_t ret[ZL_ROW_NAME_SIZE])
{
        const struct zl_sealing_key *key = &p->core->pairs[0].pair.key;

        zl_vault_name(p->core->vault, CORE__SEALING,
            (struct zl_bytes){key->bytes, ZL_SEALING_KEY_SIZE}, ret);
}

/* Months go by, and each time the server is away in the middle of it. */
static void old_secrets_leave_no_row_behind(void)
{
        struct town *town = races_with_note();
        uint8_t old[ZL_ROW_NAME_SIZE];

        REQUIRE_OK(person_sync(town->holder, town->loop));
        for (int month = 0; month < 3; month++) {
                row_of_key(town->holder, old);
                REQUIRE(has_row(town->holder, old));
                people_now.ms += 31 * ZL_MS_DAY;
                REQUIRE_OK(person_sync(town->supporter, town->loop));
                /* The key is stated, its seals are not. */
                loop_lies(town->loop, LOOP_NO_SEALS);
                REQUIRE_OK(person_sync(town->holder, town->loop));
                loop_lies(town->loop, LOOP_BUSY);
                (void)person_sync(town->holder, town->loop);
                person_reload(town->holder);
                CHECK(has_row(town->holder, old));
                CHECK_UINT(town->holder->core->pair_count, 2);
                loop_lies(town->loop, LOOP_HONEST);
                for (int i = 0; i < 3; i++)
                        REQUIRE_OK(person_sync(town->holder, town->loop));
                CHECK(!has_row(town->holder, old));
                person_reload(town->holder);
                CHECK_UINT(town->holder->core->pair_count, 1);
        }
        races_open(town, town->holder);
        CHECK(races_reads(town, town->holder, ZL_NOTE, "laat"));
        town_free(town);
}

/* The code of the one who wrote was used by somebody else as well. */
static void a_note_from_a_code_used_twice_is_marked(void)
{
        struct town *town = town_new();
        struct person *nora = person_new();
        struct person *thief = person_new();
        struct zl_invite invite = {.role = ZL_ROLE_CONTACT,
            .scope = &town->club,
            .scope_count = 1,
            .name = "Nora Nieuw",
            .phone = "06-87654321",
            .from = zl_time_day(people_now),
            .until = zl_time_day(people_now) + 365,
            .link = true};
        struct zl_code code = {.bits = NULL};
        struct zl_record_view record;

        REQUIRE_OK(zl_core_invite(
            town->supporter->core, people_now, &invite, &nora->member, &code));
        REQUIRE_OK(person_run(town->supporter, town->loop));
        REQUIRE_OK(town_join_with(town, nora, &code));
        town_confirm(town, nora);
        REQUIRE_OK(town_note(town, nora, "Een lege broodtrommel."));
        REQUIRE_OK(person_run(nora, town->loop));
        races_open(town, town->holder);
        REQUIRE(town_record(town, town->holder, ZL_NOTE, &record));
        CHECK(!record.unproven);
        CHECK_STATUS(town_join_with(town, thief, &code), ZL_E_CODE_USED);
        zl_code_free(&code);
        REQUIRE_OK(person_sync(town->holder, town->loop));
        REQUIRE(town_record(town, town->holder, ZL_NOTE, &record));
        CHECK(record.unproven && !record.is_void);
        CHECK(races_reads(town, town->holder, ZL_NOTE, "broodtrommel"));
        /* Who had not seen it yet sees the same. */
        races_open(town, town->deputy);
        REQUIRE(town_record(town, town->deputy, ZL_NOTE, &record));
        CHECK(record.unproven && record.has_body);
        person_free(nora);
        person_free(thief);
        town_free(town);
}

/* A member has one role for ever, whoever says otherwise. */
static void nobody_gets_a_second_role(void)
{
        struct town *town = town_new();
        struct zl_signer invitation;
        struct zl_appointment as = {.member = town->holder->member,
            .role = ZL_ROLE_SUPPORTER,
            .from = zl_time_day(people_now),
            .until = zl_time_day(people_now) + 365};

        REQUIRE_OK(zl_signer_new(&invitation));
        as.invitation = invitation.key;
        CHECK_STATUS(loop_say(town->loop, &town->coordinator->core->device,
                         ZL_APPOINTMENT, &as),
            ZL_E_CONFLICT);
        as.member = town->supporter->member;
        CHECK_OK(loop_say(
            town->loop, &town->coordinator->core->device, ZL_APPOINTMENT, &as));
        zl_signer_free(&invitation);
        town_free(town);
}

static const struct check_case cases[] = {
    CHECK_CASE(a_second_device_reads_what_the_first_reads),
    CHECK_CASE(a_strange_device_of_ours_is_told),
    CHECK_CASE(a_contact_of_two_clubs_reaches_each),
    CHECK_CASE(two_organisations_do_not_mix),
    CHECK_CASE(old_secrets_leave_no_row_behind),
    CHECK_CASE(a_note_from_a_code_used_twice_is_marked),
    CHECK_CASE(nobody_gets_a_second_role),
};
CHECK_MAIN("core devices", cases)
