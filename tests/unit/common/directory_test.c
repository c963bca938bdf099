/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: nobody is who they say they are but by a chain to the root, and
 * nobody does what is not theirs to do. Each rule of docs/protocol.md, 2, is
 * broken here once. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "common/calendar.h"
#include "samples.h"
#include "world.h"

static struct zl_point end_of(const struct world *w)
{
        return (struct zl_point){ZL_POSITION_END, w->at.time};
}

static struct zl_charter next_charter(const struct world *w)
{
        struct zl_charter charter = *zl_directory_charter(w->directory);

        charter.number++;
        charter.has_previous = true;
        charter.previous = w->charter;
        return charter;
}

static void an_organisation_stands(void)
{
        struct world *w = world_new();
        const struct zl_member *m = NULL;
        const struct zl_device_entry *device = NULL;
        struct zl_id id = zl_organisation_of(&w->root.key);

        CHECK(zl_id_equal(zl_directory_organisation(w->directory), &id));
        CHECK_UINT(zl_directory_count(w->directory), w->at.position);
        CHECK_UINT(zl_directory_member_count(w->directory), 7);
        CHECK_UINT(zl_directory_device_count(w->directory), 7);
        CHECK_UINT(zl_directory_club_count(w->directory), 2);
        m = zl_directory_member(w->directory, &w->contact.id);
        REQUIRE(m != NULL);
        CHECK_INT(m->role, ZL_ROLE_CONTACT);
        CHECK(zl_id_equal(&m->appointed_by, &w->supporter.id));
        CHECK(zl_hash_equal(&m->appointment, &w->contact.appointment));
        CHECK_UINT(m->ended, ZL_POSITION_END);
        CHECK(zl_directory_member_at(w->directory, 6) == m);
        m = zl_directory_member(w->directory, &w->coordinator.id);
        REQUIRE(m != NULL);
        id = (struct zl_id){{0}};
        CHECK(zl_id_equal(&m->appointed_by, &id));
        REQUIRE_OK(zl_directory_device_in_force(
            w->directory, &w->contact.device.key, end_of(w), &device));
        CHECK(zl_id_equal(&device->member, &w->contact.id));
        CHECK(device->by_invitation && !device->voided);
        CHECK(zl_hash_equal(&device->statement, &w->contact.device_hash));
        id = sample_id(TEAM_SOUTH);
        REQUIRE(zl_directory_team(w->directory, &id) != NULL);
        CHECK_STR(zl_directory_team(w->directory, &id)->name, "Wijkteam Zuid");
        id = sample_id(99);
        CHECK(zl_directory_team(w->directory, &id) == NULL);
        CHECK(zl_directory_member(w->directory, &id) == NULL);
        CHECK(zl_directory_club(w->directory, &id) == NULL);
        CHECK(zl_directory_device(w->directory, &w->root.key) == NULL);
        id = sample_id(CLUB_SOUTH);
        REQUIRE(zl_directory_club(w->directory, &id) != NULL);
        CHECK_STR(zl_directory_club_at(w->directory, 1)->club.kind, "football");
        world_free(w);
}

static void the_chain_begins_at_the_root(void)
{
        struct world *w = world_new();
        struct zl_signer stranger;
        struct person p = {.id = sample_id(0x60)};
        struct zl_charter charter = next_charter(w);

        REQUIRE_OK(zl_signer_new(&stranger));
        CHECK_STATUS(world_say(w, &stranger, ZL_CHARTER, &charter), ZL_E_CHAIN);
        CHECK_STATUS(world_appoint(w, &stranger, &p, ZL_ROLE_COORDINATOR, ""),
            ZL_E_CHAIN);
        CHECK_STATUS(world_club(w, &stranger, 0x33, NORTH), ZL_E_CHAIN);
        CHECK_STATUS(
            world_left(w, &stranger, &w->contact.appointment), ZL_E_CHAIN);
        CHECK_STATUS(world_publish(w, &stranger, 1, NULL), ZL_E_CHAIN);
        CHECK_STATUS(
            world_device(w, &stranger, &w->contact, &stranger), ZL_E_CHAIN);
        zl_signer_free(&stranger);
        world_free(w);
}

static void roles_keep_to_the_policy(void)
{
        struct world *w = world_new();
        struct person p = {.id = sample_id(0x60)};
        struct zl_charter charter = next_charter(w);
        const struct zl_signer *c = &w->coordinator.device;

        CHECK_STATUS(world_say(w, c, ZL_CHARTER, &charter), ZL_E_POLICY);
        CHECK_STATUS(
            world_appoint(w, c, &p, ZL_ROLE_COORDINATOR, ""), ZL_E_POLICY);
        CHECK_STATUS(
            world_appoint(w, &w->root, &p, ZL_ROLE_SUPPORTER, ""), ZL_E_POLICY);
        CHECK_STATUS(
            world_appoint(w, c, &p, ZL_ROLE_CONTACT, "\x31"), ZL_E_POLICY);
        CHECK_STATUS(world_appoint(w, &w->supporter.device, &p,
                         ZL_ROLE_SUPPORTER, "\x11"),
            ZL_E_POLICY);
        CHECK_STATUS(
            world_appoint(w, &w->holder.device, &p, ZL_ROLE_CONTACT, "\x31"),
            ZL_E_POLICY);
        CHECK_STATUS(
            world_club(w, &w->contact.device, 0x33, NORTH), ZL_E_POLICY);
        CHECK_STATUS(world_club(w, &w->root, 0x33, NORTH), ZL_E_POLICY);
        CHECK_STATUS(
            world_club(w, &w->contact.invitation, 0x33, NORTH), ZL_E_POLICY);
        CHECK_STATUS(
            world_assign(w, &w->supporter.device, CLUB_NORTH, &w->holder, NULL),
            ZL_E_POLICY);
        CHECK_STATUS(world_publish(w, &w->holder.device, 1, NULL), ZL_E_POLICY);
        CHECK_STATUS(world_seal(w, &w->coordinator), ZL_E_POLICY);
        CHECK_STATUS(world_seal(w, &w->supporter), ZL_E_POLICY);
        world_free(w);
}

static void supporters_keep_to_their_districts(void)
{
        struct world *w = world_new();
        struct person p = {.id = sample_id(0x60)};
        const struct zl_signer *s = &w->supporter.device;

        CHECK_OK(world_club(w, s, 0x33, NORTH));
        CHECK_STATUS(world_club(w, s, 0x34, SOUTH), ZL_E_SCOPE);
        CHECK_STATUS(world_club(w, s, CLUB_NORTH, SOUTH), ZL_E_SCOPE);
        CHECK_STATUS(world_club(w, s, CLUB_SOUTH, NORTH), ZL_E_SCOPE);
        CHECK_STATUS(
            world_appoint(w, s, &p, ZL_ROLE_CONTACT, "\x32"), ZL_E_SCOPE);
        CHECK_STATUS(
            world_appoint(w, s, &p, ZL_ROLE_CONTACT, "\x31\x32"), ZL_E_SCOPE);
        CHECK_OK(world_appoint(
            w, &w->everywhere.device, &p, ZL_ROLE_CONTACT, "\x31\x32"));
        CHECK_OK(world_appoint(w, s, &p, ZL_ROLE_CONTACT, "\x31\x33"));
        CHECK_OK(world_appoint(
            w, &w->everywhere.device, &p, ZL_ROLE_CONTACT, "\x32"));
        /* Now a contact of the south, not to be taken over or revoked. */
        CHECK_STATUS(
            world_appoint(w, s, &p, ZL_ROLE_CONTACT, "\x31"), ZL_E_SCOPE);
        CHECK_STATUS(world_left(w, s, &p.appointment), ZL_E_SCOPE);
        CHECK_STATUS(world_left(w, s, &w->holder.appointment), ZL_E_SCOPE);
        CHECK_OK(world_left(w, s, &w->contact.appointment));
        person_free(&p);
        world_free(w);
}

static void what_is_spoken_of_exists(void)
{
        struct world *w = world_new();
        struct person p = {.id = sample_id(0x60)};
        struct zl_card card = {.member = sample_id(0x60)};
        struct zl_hash unknown = {{1}};
        const struct zl_signer *c = &w->coordinator.device;
        const struct zl_signer *e = &w->everywhere.device;

        CHECK_STATUS(world_club(w, c, 0x33, 0x13), ZL_E_NOT_FOUND);
        CHECK_STATUS(
            world_appoint(w, c, &p, ZL_ROLE_SUPPORTER, "\x13"), ZL_E_NOT_FOUND);
        CHECK_STATUS(world_appoint(w, c, &p, ZL_ROLE_PROFESSIONAL, "\x23"),
            ZL_E_NOT_FOUND);
        CHECK_STATUS(
            world_appoint(w, e, &p, ZL_ROLE_CONTACT, "\x33"), ZL_E_NOT_FOUND);
        CHECK_STATUS(world_say(w, c, ZL_CARD, &card), ZL_E_NOT_FOUND);
        CHECK_STATUS(
            world_assign(w, c, 0x33, &w->holder, NULL), ZL_E_NOT_FOUND);
        CHECK_STATUS(world_assign(w, c, CLUB_NORTH, &p, NULL), ZL_E_NOT_FOUND);
        CHECK_STATUS(
            world_assign(w, c, CLUB_NORTH, &w->holder, &p), ZL_E_NOT_FOUND);
        CHECK_STATUS(world_left(w, c, &unknown), ZL_E_NOT_FOUND);
        CHECK_STATUS(world_left(w, c, &w->charter), ZL_E_NOT_FOUND);
        p = w->contact;
        p.appointment = unknown;
        CHECK_STATUS(
            world_device(w, &w->contact.device, &p, &w->contact.invitation),
            ZL_E_NOT_FOUND);
        p.appointment = w->holder.appointment;
        CHECK_STATUS(
            world_device(w, &w->contact.device, &p, &w->contact.invitation),
            ZL_E_NOT_FOUND);
        world_free(w);
}

static void a_member_has_one_role_and_a_key_one_use(void)
{
        struct world *w = world_new();
        struct person p = {.id = w->holder.id};
        struct zl_sealing sealing = {.member = w->deputy.id};
        struct zl_appointment a = {.member = sample_id(0x60),
            .role = ZL_ROLE_SUPPORTER,
            .from = 0,
            .until = 90000};
        const struct zl_signer *c = &w->coordinator.device;

        CHECK_STATUS(
            world_appoint(w, c, &p, ZL_ROLE_SUPPORTER, ""), ZL_E_CONFLICT);
        a.invitation = w->holder.invitation.key;
        CHECK_STATUS(world_say(w, c, ZL_APPOINTMENT, &a), ZL_E_CONFLICT);
        a.invitation = w->holder.device.key;
        CHECK_STATUS(world_say(w, c, ZL_APPOINTMENT, &a), ZL_E_CONFLICT);
        a.invitation = w->root.key;
        CHECK_STATUS(world_say(w, c, ZL_APPOINTMENT, &a), ZL_E_CONFLICT);
        CHECK_STATUS(
            world_device(w, &w->holder.device, &w->holder, &w->holder.device),
            ZL_E_CONFLICT);
        CHECK_STATUS(world_device(w, &w->holder.device, &w->holder,
                         &w->deputy.invitation),
            ZL_E_CONFLICT);
        CHECK_STATUS(world_device(w, &w->holder.device, &w->holder, &w->root),
            ZL_E_CONFLICT);
        sealing.key = w->holder.sealing;
        CHECK_STATUS(world_say(w, &w->deputy.device, ZL_SEALING_KEY, &sealing),
            ZL_E_CONFLICT);
        sealing.key = w->deputy.sealing; /* also its own, once replaced */
        REQUIRE_OK(world_seal(w, &w->deputy));
        CHECK_STATUS(world_say(w, &w->deputy.device, ZL_SEALING_KEY, &sealing),
            ZL_E_CONFLICT);
        CHECK_OK(world_club(w, c, CLUB_NORTH, NORTH)); /* a minute later */
        world_free(w);
}

static void nobody_speaks_for_another(void)
{
        struct world *w = world_new();
        struct zl_signer device;
        struct zl_sealing sealing = {.member = w->deputy.id, .key = {{1}}};

        REQUIRE_OK(zl_signer_new(&device));
        CHECK_STATUS(world_device(w, &w->holder.device, &w->deputy, &device),
            ZL_E_POLICY);
        CHECK_STATUS(
            world_device(w, &w->coordinator.device, &w->deputy, &device),
            ZL_E_POLICY);
        CHECK_STATUS(world_say(w, &w->holder.device, ZL_SEALING_KEY, &sealing),
            ZL_E_POLICY);
        CHECK_STATUS(
            world_device(w, &w->holder.invitation, &w->deputy, &device),
            ZL_E_POLICY);
        CHECK_STATUS(world_left(w, &w->holder.device, &w->deputy.appointment),
            ZL_E_POLICY);
        CHECK_STATUS(world_left(w, &w->contact.device, &w->holder.device_hash),
            ZL_E_POLICY);
        zl_signer_free(&device);
        world_free(w);
}

static void clubs_districts_and_the_organisation_have_ids_apart(void)
{
        struct world *w = world_new();
        struct zl_charter charter = next_charter(w);
        struct zl_district districts[3] = {
            charter.districts[0], charter.districts[1]};
        struct zl_club club = {.written = w->at.time,
            .club = *zl_directory_organisation(w->directory),
            .kind = "football",
            .district = sample_id(NORTH),
            .name = "vv De Linde"};

        CHECK_STATUS(
            world_club(w, &w->coordinator.device, SOUTH, NORTH), ZL_E_CONFLICT);
        CHECK_STATUS(world_say(w, &w->coordinator.device, ZL_CLUB, &club),
            ZL_E_CONFLICT);
        charter.districts = districts;
        charter.district_count = 3;
        districts[2] = (struct zl_district){sample_id(CLUB_NORTH), "Oost"};
        CHECK_STATUS(
            world_say(w, &w->root, ZL_CHARTER, &charter), ZL_E_CONFLICT);
        districts[2].id = club.club;
        CHECK_STATUS(
            world_say(w, &w->root, ZL_CHARTER, &charter), ZL_E_CONFLICT);
        districts[2].id = sample_id(0x13);
        CHECK_OK(world_say(w, &w->root, ZL_CHARTER, &charter));
        world_free(w);
}

static void charters_follow_one_another(void)
{
        struct world *w = world_bare();
        struct zl_charter charter = next_charter(w);
        struct zl_charter other = charter;
        struct zl_signer spare;
        struct zl_team team;

        charter.number = 3;
        CHECK_STATUS(
            world_say(w, &w->root, ZL_CHARTER, &charter), ZL_E_ROLLBACK);
        charter.number = 2;
        charter.previous.bytes[0] ^= 1;
        CHECK_STATUS(
            world_say(w, &w->root, ZL_CHARTER, &charter), ZL_E_ROLLBACK);
        other.number = 1;
        other.has_previous = false;
        other.name = "Lindeveen";
        CHECK_STATUS(world_say(w, &w->root, ZL_CHARTER, &other), ZL_E_ROLLBACK);
        /* A team never moves, not even after a charter without it. */
        charter = next_charter(w);
        team = charter.teams[0];
        team.district = sample_id(SOUTH);
        charter.teams = &team;
        charter.team_count = 1;
        CHECK_STATUS(
            world_say(w, &w->root, ZL_CHARTER, &charter), ZL_E_CONFLICT);
        charter.team_count = 0;
        REQUIRE_OK(zl_signer_new(&spare));
        charter.spare_root = spare.key;
        CHECK_STATUS(world_say(w, &spare, ZL_CHARTER, &charter), ZL_E_CHAIN);
        CHECK_OK(world_say(w, &w->spare, ZL_CHARTER, &charter));
        w->charter = w->last;
        CHECK_UINT(zl_directory_charter(w->directory)->number, 2);
        charter = next_charter(w);
        charter.teams = &team;
        charter.team_count = 1;
        CHECK_STATUS(world_say(w, &spare, ZL_CHARTER, &charter), ZL_E_CONFLICT);
        charter.team_count = 0;
        CHECK_STATUS(world_say(w, &w->spare, ZL_CHARTER, &charter), ZL_E_CHAIN);
        CHECK_OK(world_say(w, &spare, ZL_CHARTER, &charter));
        zl_signer_free(&spare);
        world_free(w);
}

static void the_first_charter_is_the_roots(void)
{
        struct zl_signer root;
        struct zl_signer other;
        struct zl_directory *d = NULL;
        struct zl_charter charter = sample_charter();
        struct zl_statement *s = NULL;
        struct zl_point at = {0, {1795458419123}};

        samples_start();
        REQUIRE_OK(zl_signer_new(&root));
        REQUIRE_OK(zl_signer_new(&other));
        REQUIRE_OK(zl_directory_new(&root.key, &d));
        CHECK(zl_directory_charter(d) == NULL);
        CHECK(zl_directory_claim(d).claim == NULL);
        charter.spare_root = other.key;
        REQUIRE_OK(zl_statement_make(
            &other, zl_directory_organisation(d), ZL_CHARTER, &charter, &s));
        CHECK_STATUS(zl_directory_add(d, s, at), ZL_E_CHAIN);
        zl_statement_free(s);
        charter.number = 2;
        charter.has_previous = true;
        REQUIRE_OK(zl_statement_make(
            &root, zl_directory_organisation(d), ZL_CHARTER, &charter, &s));
        CHECK_STATUS(zl_directory_add(d, s, at), ZL_E_ROLLBACK);
        zl_statement_free(s);
        s = sample_statement(ZL_CHARTER); /* of another organisation */
        CHECK_STATUS(zl_directory_add(d, s, at), ZL_E_ORGANISATION);
        zl_statement_free(s);
        zl_signer_free(&root);
        zl_signer_free(&other);
        zl_directory_free(d);
        zl_directory_free(NULL);
}

static void an_invitation_holds_for_fourteen_days(void)
{
        struct world *w = world_new();
        struct person p = {.id = sample_id(0x60)};
        struct zl_time began = w->at.time;

        REQUIRE_OK(world_appoint(
            w, &w->supporter.device, &p, ZL_ROLE_CONTACT, "\x31"));
        w->at.time.ms = began.ms + 14 * ZL_MS_DAY + 1;
        CHECK_STATUS(world_join(w, &p), ZL_E_EXPIRED);
        w->at.time.ms = began.ms + 14 * ZL_MS_DAY;
        CHECK_OK(world_join(w, &p));
        person_free(&p);
        world_free(w);
}

static void a_newer_invitation_replaces_an_unused_one(void)
{
        struct world *w = world_new();
        struct person p = {.id = sample_id(0x60)};
        struct person old = {.id = p.id};

        REQUIRE_OK(world_appoint(
            w, &w->supporter.device, &old, ZL_ROLE_CONTACT, "\x31"));
        REQUIRE_OK(world_appoint(
            w, &w->supporter.device, &p, ZL_ROLE_CONTACT, "\x31"));
        CHECK_STATUS(world_join(w, &old), ZL_E_REVOKED);
        old.appointment = p.appointment;
        CHECK_STATUS(world_join(w, &old), ZL_E_CONFLICT);
        CHECK_OK(world_join(w, &p));
        person_free(&old);
        person_free(&p);
        world_free(w);
}

static void a_second_use_voids_both_and_what_they_made(void)
{
        struct world *w = world_new();
        struct zl_signer mine;
        struct zl_signer more;
        const struct zl_device_entry *device = NULL;
        struct zl_point before;
        struct zl_sealing_entry key;

        REQUIRE_OK(zl_signer_new(&mine));
        REQUIRE_OK(zl_signer_new(&more));
        REQUIRE_OK(world_device(w, &w->contact.device, &w->contact, &more));
        before = w->at;
        CHECK_OK(world_device(w, &w->contact.invitation, &w->contact, &mine));
        device = zl_directory_device(w->directory, &w->contact.device.key);
        CHECK(device->voided);
        device = zl_directory_device(w->directory, &mine.key);
        CHECK(device->voided);
        device = zl_directory_device(w->directory, &more.key);
        CHECK(device->voided && !device->by_invitation);
        CHECK_STATUS(zl_directory_device_in_force(
                         w->directory, &w->contact.device.key, w->at, NULL),
            ZL_E_CODE_USED);
        CHECK_STATUS(
            zl_directory_device_in_force(w->directory, &mine.key, w->at, NULL),
            ZL_E_CODE_USED);
        CHECK_STATUS(
            zl_directory_device_in_force(w->directory, &more.key, w->at, NULL),
            ZL_E_CODE_USED);
        CHECK_UINT(zl_directory_sealing_keys(
                       w->directory, &w->contact.id, w->at, &key, 1),
            0);
        /* What was said before stands. */
        CHECK_OK(zl_directory_device_in_force(
            w->directory, &w->contact.device.key, before, NULL));
        CHECK_STATUS(world_seal(w, &w->contact), ZL_E_CODE_USED);
        CHECK_STATUS(
            world_device(w, &more, &w->contact, &w->spare), ZL_E_CODE_USED);
        CHECK_STATUS(
            world_device(w, &w->contact.invitation, &w->contact, &w->spare),
            ZL_E_CODE_USED);
        /* The supporter helps within minutes. */
        CHECK_OK(world_appoint(
            w, &w->supporter.device, &w->contact, ZL_ROLE_CONTACT, "\x31"));
        CHECK_STATUS(world_join(w, &w->contact), ZL_E_CONFLICT);
        w->contact.id.bytes[0] ^= 0x80; /* but as a new member */
        CHECK_OK(world_appoint(
            w, &w->supporter.device, &w->contact, ZL_ROLE_CONTACT, "\x31"));
        CHECK_OK(world_join(w, &w->contact));
        CHECK_OK(world_seal(w, &w->contact));
        CHECK_UINT(zl_directory_sealing_keys(
                       w->directory, &w->contact.id, w->at, &key, 1),
            1);
        zl_signer_free(&mine);
        zl_signer_free(&more);
        world_free(w);
}

static void members_hold_between_their_dates(void)
{
        struct world *w = world_new();
        struct zl_point at = end_of(w);
        const struct zl_member *m =
            zl_directory_member(w->directory, &w->contact.id);
        struct zl_id nobody = sample_id(0x70);

        at.time.ms = m->until * ZL_MS_DAY + ZL_MS_DAY - 1;
        CHECK_OK(zl_directory_member_in_force(w->directory, &m->id, at));
        at.time.ms++;
        CHECK_STATUS(zl_directory_member_in_force(w->directory, &m->id, at),
            ZL_E_EXPIRED);
        CHECK_STATUS(zl_directory_device_in_force(
                         w->directory, &w->contact.device.key, at, NULL),
            ZL_E_EXPIRED);
        at.time.ms = m->from * ZL_MS_DAY - 1;
        CHECK_STATUS(zl_directory_member_in_force(w->directory, &m->id, at),
            ZL_E_EXPIRED);
        CHECK_STATUS(zl_directory_member_in_force(w->directory, &nobody, at),
            ZL_E_NOT_FOUND);
        at = (struct zl_point){m->position, w->at.time};
        CHECK_STATUS(zl_directory_member_in_force(w->directory, &m->id, at),
            ZL_E_NOT_FOUND);
        w->at.time.ms += 400 * ZL_MS_DAY;
        CHECK_STATUS(world_seal(w, &w->contact), ZL_E_EXPIRED);
        CHECK_STATUS(
            world_club(w, &w->supporter.device, 0x33, NORTH), ZL_E_EXPIRED);
        world_free(w);
}

static void what_left_holds_no_more_but_did(void)
{
        struct world *w = world_new();
        struct zl_point before = w->at;
        const struct zl_member *m = NULL;

        CHECK_OK(world_left(
            w, &w->contact.device, &w->contact.appointment)); /* oneself */
        m = zl_directory_member(w->directory, &w->contact.id);
        CHECK_UINT(m->ended, before.position);
        CHECK_OK(
            zl_directory_member_in_force(w->directory, &w->contact.id, before));
        CHECK_STATUS(
            zl_directory_member_in_force(w->directory, &w->contact.id, w->at),
            ZL_E_REVOKED);
        CHECK_STATUS(world_seal(w, &w->contact), ZL_E_REVOKED);
        /* Appointed anew, the device holds again. */
        CHECK_OK(world_appoint(
            w, &w->supporter.device, &w->contact, ZL_ROLE_CONTACT, "\x31"));
        CHECK_OK(world_seal(w, &w->contact));
        CHECK_STATUS(zl_directory_member_in_force(w->directory, &w->contact.id,
                         (struct zl_point){before.position + 1, w->at.time}),
            ZL_E_REVOKED);
        /* A device alone. */
        before = w->at;
        CHECK_OK(world_left(w, &w->coordinator.device, &w->holder.device_hash));
        CHECK_UINT(
            zl_directory_device(w->directory, &w->holder.device.key)->ended,
            before.position);
        CHECK_STATUS(world_seal(w, &w->holder), ZL_E_REVOKED);
        CHECK_OK(
            zl_directory_member_in_force(w->directory, &w->holder.id, w->at));
        CHECK_OK(zl_directory_device_in_force(
            w->directory, &w->holder.device.key, before, NULL));
        world_free(w);
}

/* Whoever appoints must not be able to join in somebody's place. */
static void a_member_who_joined_takes_no_other_invitation(void)
{
        struct world *w = world_new();
        struct zl_signer theirs = w->contact.device;
        struct person thief = w->contact;

        CHECK_OK(world_appoint(
            w, &w->supporter.device, &thief, ZL_ROLE_CONTACT, "\x31"));
        memset(&thief.device, 0, sizeof(thief.device));
        CHECK_STATUS(world_join(w, &thief), ZL_E_CONFLICT);
        zl_signer_free(&thief.device);
        CHECK_OK(zl_directory_device_in_force(
            w->directory, &theirs.key, w->at, NULL));
        w->contact.invitation = thief.invitation;
        world_free(w);
}

static void devices_are_as_many_as_seals_have_room_for(void)
{
        struct world *w = world_new();
        struct zl_signer more[ZL_DEVICES_MAX] = {{0}};

        for (size_t i = 0; i < ZL_DEVICES_MAX; i++) {
                REQUIRE_OK(zl_signer_new(&more[i]));
                CHECK_STATUS(
                    world_device(w, &w->holder.device, &w->holder, &more[i]),
                    i + 1 < ZL_DEVICES_MAX ? ZL_OK : ZL_E_CONFLICT);
        }
        /* A revoked one makes room. */
        CHECK_OK(world_left(w, &w->coordinator.device, &w->holder.device_hash));
        CHECK_OK(
            world_device(w, &more[0], &w->holder, &more[ZL_DEVICES_MAX - 1]));
        for (size_t i = 0; i < ZL_DEVICES_MAX; i++)
                zl_signer_free(&more[i]);
        world_free(w);
}

static void who_may_revoke_whom(void)
{
        struct world *w = world_new();

        CHECK_STATUS(
            world_left(w, &w->root, &w->supporter.appointment), ZL_E_SCOPE);
        CHECK_STATUS(world_compromised(
                         w, &w->contact.device, &w->contact.appointment, 0),
            ZL_E_POLICY);
        CHECK_OK(world_compromised(
            w, &w->contact.device, &w->contact.device_hash, w->at.position));
        CHECK_STATUS(world_compromised(w, &w->coordinator.device,
                         &w->contact.appointment, w->at.position + 1),
            ZL_E_CONFLICT);
        CHECK_OK(
            world_left(w, &w->coordinator.device, &w->supporter.appointment));
        CHECK_OK(world_left(w, &w->root, &w->coordinator.appointment));
        CHECK_STATUS(
            world_club(w, &w->coordinator.device, 0x33, NORTH), ZL_E_REVOKED);
        world_free(w);
}

static void directories_count_up(void)
{
        struct world *w = world_new();
        const struct zl_signer *s = &w->supporter.device;
        struct zl_hash first;
        struct zl_claim_view view;
        struct zl_directory_claim claim = {.version = 3,
            .has_previous = true,
            .statements = w->at.position,
            .expires = {w->at.time.ms + 14 * ZL_MS_DAY}};

        CHECK_STATUS(world_publish(w, s, 2, &w->charter), ZL_E_ROLLBACK);
        CHECK_OK(world_publish(w, s, 1, NULL));
        first = w->last;
        CHECK_STATUS(world_publish(w, s, 1, NULL), ZL_E_ROLLBACK);
        CHECK_STATUS(world_publish(w, s, 3, &first), ZL_E_ROLLBACK);
        CHECK_STATUS(world_publish(w, s, 2, &w->charter), ZL_E_ROLLBACK);
        CHECK_OK(world_publish(w, &w->coordinator.device, 2, &first));
        view = zl_directory_claim(w->directory);
        REQUIRE(view.claim != NULL);
        CHECK_UINT(view.claim->version, 2);
        CHECK(zl_hash_equal(&view.hash, &w->last));
        CHECK_UINT(view.position, w->at.position - 1);
        claim.previous = w->last;
        claim.expires.ms = w->at.time.ms + 14 * ZL_MS_DAY + ZL_MS_HOUR + 1;
        CHECK_STATUS(world_say(w, s, ZL_DIRECTORY, &claim), ZL_E_CONFLICT);
        claim.expires.ms = w->at.time.ms;
        CHECK_STATUS(world_say(w, s, ZL_DIRECTORY, &claim), ZL_E_EXPIRED);
        claim.expires.ms = w->at.time.ms + 1;
        claim.statements = w->at.position + 1;
        CHECK_STATUS(world_say(w, s, ZL_DIRECTORY, &claim), ZL_E_CONFLICT);
        claim.statements = w->at.position;
        CHECK_OK(world_say(w, s, ZL_DIRECTORY, &claim));
        first = w->last;
        /* With a gap before it, a later version is taken. */
        w->at.position++;
        CHECK_OK(world_publish(w, s, 9, &w->charter));
        CHECK_STATUS(world_publish(w, s, 10, &w->charter), ZL_E_ROLLBACK);
        CHECK_STATUS(world_publish(w, s, 8, &w->charter), ZL_E_ROLLBACK);
        /* Nobody runs ahead of the log. */
        CHECK_STATUS(world_publish(w, s, w->at.position + 1, &w->charter),
            ZL_E_CONFLICT);
        CHECK_OK(world_publish(w, s, w->at.position, &w->charter));
        world_free(w);
}

static void assignments_name_professionals_of_the_district(void)
{
        struct world *w = world_new();
        const struct zl_signer *c = &w->coordinator.device;

        CHECK_STATUS(
            world_assign(w, c, CLUB_NORTH, &w->southern, NULL), ZL_E_CONFLICT);
        CHECK_STATUS(
            world_assign(w, c, CLUB_NORTH, &w->supporter, NULL), ZL_E_CONFLICT);
        CHECK_STATUS(world_assign(w, c, CLUB_NORTH, &w->holder, &w->contact),
            ZL_E_CONFLICT);
        REQUIRE_OK(world_left(w, c, &w->deputy.appointment));
        CHECK_STATUS(world_assign(w, c, CLUB_NORTH, &w->holder, &w->deputy),
            ZL_E_REVOKED);
        CHECK_OK(world_assign(w, c, CLUB_SOUTH, &w->southern, NULL));
        world_free(w);
}

static void an_assignment_said_again_holds_again(void)
{
        struct world *w = world_new();
        const struct zl_signer *c = &w->coordinator.device;
        const struct zl_id club = sample_id(CLUB_NORTH);
        struct zl_routing routing;

        for (unsigned i = 0; i < 4; i++) {
                const struct person *p = i % 2 == 1 ? &w->deputy : &w->holder;

                REQUIRE_OK(world_assign(w, c, CLUB_NORTH, p, NULL));
                REQUIRE_OK(
                    zl_directory_routing(w->directory, &club, w->at, &routing));
                CHECK(routing.has_account_holder &&
                    zl_id_equal(&routing.account_holder, &p->id));
        }
        world_free(w);
}

static void positions_rise(void)
{
        struct world *w = world_new();
        struct zl_statement *s = NULL;
        struct zl_club club = {.written = w->at.time,
            .club = sample_id(0x33),
            .kind = "music",
            .district = sample_id(NORTH),
            .name = "Fanfare"};
        struct zl_point at = w->at;
        struct zl_point taken;

        REQUIRE_OK(zl_statement_make(&w->supporter.device,
            zl_directory_organisation(w->directory), ZL_CLUB, &club, &s));
        at.position--;
        CHECK_STATUS(zl_directory_add(w->directory, s, at), ZL_E_USAGE);
        at.position = ZL_POSITION_END;
        CHECK_STATUS(zl_directory_add(w->directory, s, at), ZL_E_USAGE);
        at.position = w->at.position + 5;
        CHECK_OK(zl_directory_add(w->directory, s, at));
        CHECK(zl_directory_statement(w->directory,
                  zl_directory_count(w->directory) - 1, &taken) == s);
        CHECK_UINT(taken.position, at.position);
        CHECK_UINT(taken.time.ms, at.time.ms);
        /* The same once more is no news. */
        REQUIRE_OK(zl_statement_make(&w->supporter.device,
            zl_directory_organisation(w->directory), ZL_CLUB, &club, &s));
        at.position++;
        CHECK_STATUS(zl_directory_add(w->directory, s, at), ZL_E_CONFLICT);
        zl_statement_free(s);
        world_free(w);
}

static void cards_come_from_who_appoints(void)
{
        struct world *w = world_new();
        struct zl_card card = {.member = w->contact.id, .card = {{7}}};
        const struct zl_member *m = NULL;

        CHECK_STATUS(
            world_say(w, &w->coordinator.device, ZL_CARD, &card), ZL_E_POLICY);
        CHECK_STATUS(
            world_say(w, &w->contact.device, ZL_CARD, &card), ZL_E_POLICY);
        CHECK_OK(world_say(w, &w->supporter.device, ZL_CARD, &card));
        m = zl_directory_member(w->directory, &w->contact.id);
        CHECK(m->has_card && zl_hash_equal(&m->card, &card.card));
        card.member = w->coordinator.id;
        CHECK_OK(world_say(w, &w->root, ZL_CARD, &card));
        card.member = w->supporter.id;
        CHECK_STATUS(world_say(w, &w->root, ZL_CARD, &card), ZL_E_POLICY);
        CHECK_OK(world_say(w, &w->coordinator.device, ZL_CARD, &card));
        world_free(w);
}

static const struct check_case cases[] = {
    CHECK_CASE(an_organisation_stands),
    CHECK_CASE(the_chain_begins_at_the_root),
    CHECK_CASE(roles_keep_to_the_policy),
    CHECK_CASE(supporters_keep_to_their_districts),
    CHECK_CASE(what_is_spoken_of_exists),
    CHECK_CASE(a_member_has_one_role_and_a_key_one_use),
    CHECK_CASE(nobody_speaks_for_another),
    CHECK_CASE(clubs_districts_and_the_organisation_have_ids_apart),
    CHECK_CASE(charters_follow_one_another),
    CHECK_CASE(the_first_charter_is_the_roots),
    CHECK_CASE(an_invitation_holds_for_fourteen_days),
    CHECK_CASE(a_newer_invitation_replaces_an_unused_one),
    CHECK_CASE(a_second_use_voids_both_and_what_they_made),
    CHECK_CASE(members_hold_between_their_dates),
    CHECK_CASE(what_left_holds_no_more_but_did),
    CHECK_CASE(who_may_revoke_whom),
    CHECK_CASE(directories_count_up),
    CHECK_CASE(assignments_name_professionals_of_the_district),
    CHECK_CASE(an_assignment_said_again_holds_again),
    CHECK_CASE(a_member_who_joined_takes_no_other_invitation),
    CHECK_CASE(devices_are_as_many_as_seals_have_room_for),
    CHECK_CASE(positions_rise),
    CHECK_CASE(cards_come_from_who_appoints),
};

CHECK_MAIN("directory", cases)
