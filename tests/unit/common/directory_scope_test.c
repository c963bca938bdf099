/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: a note goes to whom the coordinator named and to nobody else; each
 * member sees what its work needs; and everybody reckons the same hash of
 * what belongs together. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "common/calendar.h"
#include "common/policy.h"
#include "fault_alloc.h"
#include "samples.h"
#include "world.h"

static struct zl_routing route(
    const struct world *w, uint8_t club, struct zl_point at)
{
        struct zl_id id = sample_id(club);
        struct zl_routing routing;

        REQUIRE_OK(zl_directory_routing(w->directory, &id, at, &routing));
        return routing;
}

static void notes_go_to_holder_and_deputies(void)
{
        struct world *w = world_new();
        struct zl_routing r = route(w, CLUB_NORTH, w->at);
        struct zl_id nobody = sample_id(0x39);
        struct zl_point first = {1, w->at.time};
        struct zl_id club = sample_id(CLUB_NORTH);

        CHECK(r.has_account_holder);
        CHECK(zl_id_equal(&r.account_holder, &w->holder.id));
        REQUIRE_UINT(r.deputy_count, 1);
        CHECK(zl_id_equal(&r.deputies[0], &w->deputy.id));
        CHECK(strncmp(r.phone, "0123", 4) == 0);
        r = route(w, CLUB_SOUTH, w->at);
        CHECK(!r.has_account_holder);
        CHECK_UINT(r.deputy_count, 0);
        CHECK_STR(r.phone, NULL);
        CHECK_STATUS(zl_directory_routing(w->directory, &nobody, w->at, &r),
            ZL_E_NOT_FOUND);
        CHECK_STATUS(zl_directory_routing(w->directory, &club, first, &r),
            ZL_E_NOT_FOUND);
        world_free(w);
}

static void who_cannot_receive_is_left_out(void)
{
        struct world *w = world_new();
        const struct zl_signer *c = &w->coordinator.device;
        struct zl_point before = w->at;
        struct zl_routing r;

        REQUIRE_OK(world_left(w, c, &w->holder.appointment));
        r = route(w, CLUB_NORTH, w->at);
        CHECK(!r.has_account_holder);
        CHECK_UINT(r.deputy_count, 1);
        r = route(w, CLUB_NORTH, before); /* but was, before */
        CHECK(r.has_account_holder);
        REQUIRE_OK(world_left(w, c, &w->deputy.device_hash));
        r = route(w, CLUB_NORTH, w->at); /* no key to seal to */
        CHECK_UINT(r.deputy_count, 0);
        REQUIRE_OK(
            world_appoint(w, c, &w->holder, ZL_ROLE_PROFESSIONAL, "\x21"));
        CHECK(route(w, CLUB_NORTH, w->at).has_account_holder);
        /* Moved to a team of the other district. */
        REQUIRE_OK(
            world_appoint(w, c, &w->holder, ZL_ROLE_PROFESSIONAL, "\x22"));
        CHECK(!route(w, CLUB_NORTH, w->at).has_account_holder);
        REQUIRE_OK(world_assign(w, c, CLUB_NORTH, &w->deputy, NULL));
        r = route(w, CLUB_NORTH, w->at);
        CHECK(zl_id_equal(&r.account_holder, &w->deputy.id));
        CHECK(!r.has_account_holder);
        CHECK(route(w, CLUB_NORTH, before).has_account_holder);
        world_free(w);
}

static void relations_to_a_club(void)
{
        struct world *w = world_new();
        struct zl_id north = sample_id(CLUB_NORTH);
        struct zl_id south = sample_id(CLUB_SOUTH);
        const struct zl_directory *d = w->directory;
        struct zl_point early = {10, w->at.time};

        CHECK_UINT(zl_directory_club_relation(d, &w->contact.id, &north, w->at),
            ZL_REL_OF_CLUB);
        CHECK_UINT(
            zl_directory_club_relation(d, &w->contact.id, &south, w->at), 0);
        CHECK_UINT(
            zl_directory_club_relation(d, &w->contact.id, &north, early), 0);
        CHECK_UINT(zl_directory_club_relation(d, &w->holder.id, &north, w->at),
            ZL_REL_ASSIGNED);
        CHECK_UINT(zl_directory_club_relation(d, &w->deputy.id, &north, w->at),
            ZL_REL_ASSIGNED);
        CHECK_UINT(
            zl_directory_club_relation(d, &w->southern.id, &north, w->at), 0);
        CHECK_UINT(
            zl_directory_club_relation(d, &w->supporter.id, &north, w->at), 0);
        CHECK_UINT(
            zl_directory_club_relation(d, &north, &w->holder.id, w->at), 0);
        world_free(w);
}

static void sealing_keys_of_a_member(void)
{
        struct world *w = world_new();
        struct zl_sealing_entry keys[3];
        struct zl_point before = w->at;
        struct zl_sealing_key old = w->holder.sealing;
        struct zl_sealing sealing = {.member = w->holder.id};
        struct zl_signer second;

        REQUIRE_OK(zl_signer_new(&second));
        REQUIRE_OK(world_seal(w, &w->holder));
        REQUIRE_UINT(zl_directory_sealing_keys(
                         w->directory, &w->holder.id, w->at, keys, 3),
            1);
        CHECK(zl_sealing_key_equal(&keys[0].key, &w->holder.sealing));
        CHECK(zl_sign_key_equal(&keys[0].device, &w->holder.device.key));
        CHECK_UINT(keys[0].ended, ZL_POSITION_END);
        REQUIRE_UINT(zl_directory_sealing_keys(
                         w->directory, &w->holder.id, before, keys, 3),
            1);
        CHECK(zl_sealing_key_equal(&keys[0].key, &old));
        CHECK_UINT(keys[0].ended, before.position);
        REQUIRE_OK(world_device(w, &w->holder.device, &w->holder, &second));
        REQUIRE_OK(world_say(w, &second, ZL_SEALING_KEY, &sealing));
        REQUIRE_UINT(zl_directory_sealing_keys(
                         w->directory, &w->holder.id, w->at, keys, 3),
            2);
        CHECK(zl_sealing_key_equal(&keys[0].key, &sealing.key)); /* zeros */
        CHECK_UINT(zl_directory_sealing_keys(
                       w->directory, &w->holder.id, w->at, keys, 1),
            1);
        /* What was sealed to a device before it was found out stays sealed
         * rightly, or an honest note would become a wrong one. */
        before = w->at;
        REQUIRE_OK(world_compromised(w, &w->coordinator.device,
            &w->holder.device_hash, w->at.position - 1));
        CHECK_UINT(zl_directory_sealing_keys(
                       w->directory, &w->holder.id, before, keys, 3),
            2);
        CHECK_UINT(zl_directory_sealing_keys(
                       w->directory, &w->holder.id, w->at, keys, 3),
            1);
        zl_signer_free(&second);
        world_free(w);
}

/* Which types of statements a viewer sees of whom, as counts. */
struct seen {
        size_t by_type[11];
        size_t contact_sealing;
        size_t all;
};

static struct seen seen_with(const struct world *w, const struct person *viewer,
    const struct zl_id *more)
{
        struct zl_sight sight = {viewer->id, more, more == NULL ? 0 : 1};
        struct seen seen = {.all = 0};

        for (size_t i = 0; i < zl_directory_count(w->directory); i++) {
                const struct zl_statement *s =
                    zl_directory_statement(w->directory, i, NULL);

                if (!zl_directory_visible(w->directory, &sight, s))
                        continue;
                seen.all++;
                seen.by_type[s->type]++;
                if (s->type == ZL_SEALING_KEY &&
                    zl_id_equal(&s->is.sealing.member, &w->contact.id))
                        seen.contact_sealing++;
        }
        return seen;
}

static struct seen seen_by(const struct world *w, const struct person *viewer)
{
        return seen_with(w, viewer, NULL);
}

static void each_sees_what_the_work_needs(void)
{
        struct world *w = world_new();
        struct person other = {.id = sample_id(0x60)};
        struct seen seen;
        struct zl_hash first;

        REQUIRE_OK(world_publish(w, &w->supporter.device, 1, NULL));
        first = w->last;
        REQUIRE_OK(world_publish(w, &w->supporter.device, 2, &first));
        REQUIRE_OK(world_appoint(
            w, &w->everywhere.device, &other, ZL_ROLE_CONTACT, "\x32"));
        seen = seen_by(w, &w->coordinator);
        CHECK_UINT(seen.all, zl_directory_count(w->directory) - 2);
        CHECK_UINT(seen.by_type[ZL_DIRECTORY], 1);
        CHECK_UINT(seen.contact_sealing, 0);
        seen = seen_by(w, &w->supporter); /* all, not the districts only */
        CHECK_UINT(seen.all, zl_directory_count(w->directory) - 2);
        CHECK_UINT(seen.contact_sealing, 0);
        seen = seen_by(w, &w->contact);
        CHECK_UINT(seen.by_type[ZL_CHARTER], 1);
        CHECK_UINT(seen.by_type[ZL_CLUB], 1);
        CHECK_UINT(seen.by_type[ZL_ASSIGNMENT], 1);
        CHECK_UINT(seen.by_type[ZL_APPOINTMENT], 3 + 2 + 1);
        CHECK_UINT(seen.by_type[ZL_DEVICE], 3 + 2 + 1);
        CHECK_UINT(seen.by_type[ZL_SEALING_KEY], 2 + 1);
        CHECK_UINT(seen.contact_sealing, 1);
        seen = seen_by(w, &w->holder);
        CHECK_UINT(seen.by_type[ZL_CLUB], 1);
        CHECK_UINT(seen.by_type[ZL_APPOINTMENT], 3 + 3 + 1);
        CHECK_UINT(seen.by_type[ZL_SEALING_KEY], 3 + 1);
        CHECK_UINT(seen.contact_sealing, 1);
        seen = seen_by(w, &w->southern);
        CHECK_UINT(seen.by_type[ZL_CLUB], 1);
        CHECK_UINT(seen.by_type[ZL_ASSIGNMENT], 0);
        CHECK_UINT(seen.by_type[ZL_APPOINTMENT], 3 + 3 + 1);
        CHECK_UINT(seen.by_type[ZL_SEALING_KEY], 3);
        CHECK_UINT(seen.contact_sealing, 0);
        seen = seen_by(w, &other); /* of the southern club */
        CHECK_UINT(seen.contact_sealing, 0);
        CHECK_UINT(seen.by_type[ZL_ASSIGNMENT], 0);
        other.id = sample_id(0x61); /* nobody */
        CHECK_UINT(seen_by(w, &other).all, 0);
        person_free(&other);
        world_free(w);
}

/* Who holds a signal of a club elsewhere sees that club, and who waits for
 * an answer from elsewhere sees the professionals there. */
static void what_is_held_shows_more(void)
{
        struct world *w = world_new();
        struct person other = {.id = sample_id(0x60)};
        struct zl_id north = sample_id(NORTH);
        struct zl_id club = sample_id(CLUB_NORTH);
        struct zl_sight sight = {w->southern.id, &club, 1};
        struct seen seen;
        struct seen same;

        REQUIRE_OK(world_appoint(
            w, &w->everywhere.device, &other, ZL_ROLE_CONTACT, "\x32"));
        REQUIRE_OK(world_club(w, &w->coordinator.device, 0x33, NORTH));
        seen = seen_with(w, &w->southern, &club);
        CHECK_UINT(seen.by_type[ZL_CLUB], 2); /* not the third */
        CHECK_UINT(seen.by_type[ZL_ASSIGNMENT], 1);
        CHECK_UINT(seen.by_type[ZL_APPOINTMENT], 3 + 3 + 2);
        CHECK_UINT(seen.contact_sealing, 1);
        CHECK(zl_directory_sees_club(w->directory, &sight, &club));
        sight.extra_count = 0;
        CHECK(!zl_directory_sees_club(w->directory, &sight, &club));
        seen = seen_with(w, &other, &north);
        CHECK_UINT(seen.by_type[ZL_CLUB], 1);
        CHECK_UINT(seen.by_type[ZL_ASSIGNMENT], 0);
        CHECK_UINT(seen.by_type[ZL_APPOINTMENT], 3 + 3 + 1);
        CHECK_UINT(seen.by_type[ZL_SEALING_KEY], 3);
        CHECK_UINT(seen.contact_sealing, 0);
        sight = (struct zl_sight){other.id, &north, 1};
        CHECK(zl_directory_sees_person(w->directory, &sight, &w->holder.id));
        CHECK(!zl_directory_sees_person(w->directory, &sight, &w->contact.id));
        sight.extra_count = 0;
        CHECK(!zl_directory_sees_person(w->directory, &sight, &w->holder.id));
        CHECK(zl_directory_sees_person(w->directory, &sight, &w->southern.id));
        CHECK(zl_directory_sees_person(w->directory, &sight, &other.id));
        /* What is not theirs to see stays so, whatever is said they hold. */
        seen = seen_with(w, &other, &club);
        same = seen_by(w, &other);
        CHECK_UINT(seen.all, same.all);
        seen = seen_with(w, &w->southern, &north);
        same = seen_by(w, &w->southern);
        CHECK_UINT(seen.all, same.all);
        CHECK_UINT(seen_with(w, &w->supporter, &club).contact_sealing, 0);
        CHECK_UINT(seen_with(w, &w->coordinator, &club).contact_sealing, 0);
        person_free(&other);
        world_free(w);
}

static void the_district_of_a_professional(void)
{
        struct world *w = world_new();
        const struct zl_id *district =
            zl_directory_district_of(w->directory, &w->southern.id);
        struct zl_id nobody = sample_id(0x70);

        REQUIRE(district != NULL);
        CHECK_UINT(district->bytes[0], SOUTH);
        CHECK(zl_directory_district_of(w->directory, &w->contact.id) == NULL);
        CHECK(zl_directory_district_of(w->directory, &nobody) == NULL);
        world_free(w);
}

/* Whoever is chosen: of any team, but of one, and to be reached. */
static void who_may_be_chosen_is_of_a_team(void)
{
        struct world *w = world_new();
        struct zl_charter charter = sample_charter();
        struct zl_point before;

        CHECK(zl_directory_may_receive(w->directory, &w->holder.id, w->at));
        CHECK(zl_directory_may_receive(w->directory, &w->southern.id, w->at));
        CHECK(!zl_directory_may_receive(w->directory, &w->contact.id, w->at));
        CHECK(!zl_directory_may_receive(w->directory, &w->supporter.id, w->at));
        before = w->at;
        charter.number = 2;
        charter.has_previous = true;
        charter.previous = w->charter;
        charter.team_count = 1;
        REQUIRE_OK(world_say(w, &w->root, ZL_CHARTER, &charter));
        CHECK(zl_directory_may_receive(w->directory, &w->holder.id, w->at));
        CHECK(!zl_directory_may_receive(w->directory, &w->southern.id, w->at));
        CHECK(zl_directory_may_receive(w->directory, &w->southern.id, before));
        REQUIRE_OK(
            world_left(w, &w->coordinator.device, &w->holder.device_hash));
        CHECK(!zl_directory_may_receive(w->directory, &w->holder.id, w->at));
        world_free(w);
}

static void revocations_are_seen_with_whom_they_are_about(void)
{
        struct world *w = world_new();

        REQUIRE_OK(
            world_left(w, &w->coordinator.device, &w->southern.device_hash));
        CHECK_UINT(seen_by(w, &w->contact).by_type[ZL_REVOCATION], 0);
        CHECK_UINT(seen_by(w, &w->southern).by_type[ZL_REVOCATION], 1);
        REQUIRE_OK(
            world_left(w, &w->coordinator.device, &w->supporter.appointment));
        CHECK_UINT(seen_by(w, &w->contact).by_type[ZL_REVOCATION], 1);
        world_free(w);
}

/* The leaf of a scope, NULL when there is none. */
static const struct zl_scope_leaf *leaf_of(
    const struct zl_scope_leaf *leaves, size_t count, struct zl_id id)
{
        for (size_t i = 0; i < count; i++) {
                if (zl_id_equal(&leaves[i].scope, &id))
                        return &leaves[i];
        }
        return NULL;
}

static struct zl_hash hash_of_scope(
    const struct world *w, uint64_t statements, struct zl_id id)
{
        struct zl_scope_leaf *leaves = NULL;
        const struct zl_scope_leaf *leaf = NULL;
        struct zl_hash hash;
        size_t count = 0;

        REQUIRE_OK(
            zl_directory_scopes(w->directory, statements, &leaves, &count));
        leaf = leaf_of(leaves, count, id);
        REQUIRE(leaf != NULL);
        hash = leaf->hash;
        free(leaves);
        return hash;
}

/* Written out here once more. */
static struct zl_id clubs_of(uint8_t district)
{
        uint8_t data[15 + ZL_ID_SIZE];
        struct zl_id id = sample_id(district);
        struct zl_hash hash;

        memcpy(data, "zijlijn/1 clubs", 15);
        memcpy(data + 15, id.bytes, ZL_ID_SIZE);
        hash = zl_hash_of(data, sizeof(data));
        memcpy(id.bytes, hash.bytes, ZL_ID_SIZE);
        return id;
}

static void scopes_are_hashed_as_written(void)
{
        struct world *w = world_new();
        struct zl_scope_leaf *leaves = NULL;
        const struct zl_scope_leaf *leaf = NULL;
        struct zl_hasher h;
        struct zl_hash want;
        size_t count = 0;

        REQUIRE_OK(zl_directory_scopes(
            w->directory, ZL_POSITION_END, &leaves, &count));
        REQUIRE_UINT(count, 7);
        for (size_t i = 1; i < count; i++)
                CHECK(memcmp(leaves[i - 1].scope.bytes, leaves[i].scope.bytes,
                          ZL_ID_SIZE) < 0);
        /* The southern district: its professional's appointment, device and
         * sealing key, at positions 11, 12 and 15. */
        zl_hasher_init(&h);
        for (size_t i = 0; i < zl_directory_count(w->directory); i++) {
                const struct zl_statement *s =
                    zl_directory_statement(w->directory, i, NULL);

                if (i == 11 || i == 12 || i == 15)
                        zl_hasher_add(&h, s->hash.bytes, ZL_HASH_SIZE);
        }
        want = zl_hasher_end(&h);
        leaf = leaf_of(leaves, count, sample_id(SOUTH));
        REQUIRE(leaf != NULL);
        CHECK_BYTES(leaf->hash.bytes, 32, want.bytes, 32);
        /* The southern club: one statement, at 17. */
        want = zl_directory_statement(w->directory, 17, NULL)->hash;
        want = zl_hash_of(want.bytes, ZL_HASH_SIZE);
        leaf = leaf_of(leaves, count, sample_id(CLUB_SOUTH));
        REQUIRE(leaf != NULL);
        CHECK_BYTES(leaf->hash.bytes, 32, want.bytes, 32);
        leaf = leaf_of(leaves, count, clubs_of(SOUTH));
        REQUIRE(leaf != NULL);
        CHECK_BYTES(leaf->hash.bytes, 32, want.bytes, 32);
        free(leaves);
        /* Before the clubs there were five, before the charter one. */
        REQUIRE_OK(zl_directory_scopes(w->directory, 5, &leaves, &count));
        CHECK_UINT(count, 5);
        free(leaves);
        REQUIRE_OK(zl_directory_scopes(w->directory, 0, &leaves, &count));
        REQUIRE_UINT(count, 1);
        want = zl_hash_of(NULL, 0);
        CHECK_BYTES(leaves[0].hash.bytes, 32, want.bytes, 32);
        free(leaves);
        world_free(w);
}

static void contacts_sealing_keys_do_not_count(void)
{
        struct world *w = world_new();
        struct zl_id club = sample_id(CLUB_NORTH);
        struct zl_id district = sample_id(NORTH);
        struct zl_hash before = hash_of_scope(w, ZL_POSITION_END, club);
        struct zl_hash after;

        REQUIRE_OK(world_seal(w, &w->contact));
        after = hash_of_scope(w, ZL_POSITION_END, club);
        CHECK(zl_hash_equal(&before, &after));
        before = hash_of_scope(w, ZL_POSITION_END, district);
        REQUIRE_OK(world_seal(w, &w->holder));
        after = hash_of_scope(w, ZL_POSITION_END, district);
        CHECK(!zl_hash_equal(&before, &after));
        world_free(w);
}

/* A directory statement must not become wrong by what comes after it. */
static void nothing_later_changes_what_was_hashed(void)
{
        struct world *w = world_new();
        struct person p = {.id = sample_id(0x60)};
        struct zl_scope_leaf *before = NULL;
        struct zl_scope_leaf *after = NULL;
        size_t count = 0;
        size_t count_after = 0;
        uint64_t position = 0;

        REQUIRE_OK(world_appoint(
            w, &w->everywhere.device, &w->contact, ZL_ROLE_CONTACT, "\x32"));
        REQUIRE_OK(world_appoint(
            w, &w->supporter.device, &p, ZL_ROLE_CONTACT, "\x31"));
        REQUIRE_OK(world_club(w, &w->supporter.device, 0x33, NORTH));
        position = w->at.position;
        REQUIRE_OK(
            zl_directory_scopes(w->directory, position, &before, &count));
        REQUIRE_OK(world_compromised(
            w, &w->coordinator.device, &w->supporter.appointment, 20));
        REQUIRE_OK(world_compromised(
            w, &w->coordinator.device, &w->everywhere.appointment, 20));
        REQUIRE_OK(world_appoint(w, &w->coordinator.device, &w->deputy,
            ZL_ROLE_PROFESSIONAL, "\x22"));
        REQUIRE_OK(
            zl_directory_scopes(w->directory, position, &after, &count_after));
        CHECK_BYTES(after, count_after * sizeof(*after), before,
            count * sizeof(*before));
        free(before);
        free(after);
        person_free(&p);
        world_free(w);
}

static bool has_id(const struct zl_id *ids, size_t count, struct zl_id id)
{
        for (size_t i = 0; i < count; i++) {
                if (zl_id_equal(&ids[i], &id))
                        return true;
        }
        return false;
}

static struct zl_hash hash_of_two(
    const struct zl_hash *one, const struct zl_hash *other)
{
        struct zl_hasher h;

        zl_hasher_init(&h);
        zl_hasher_add(&h, one->bytes, ZL_HASH_SIZE);
        if (other != NULL)
                zl_hasher_add(&h, other->bytes, ZL_HASH_SIZE);
        return zl_hasher_end(&h);
}

/* The move stands with the clubs of both; what is said of it later with
 * those of its own district only. */
static void a_club_that_moves_is_told_to_both_districts(void)
{
        struct world *w = world_new();
        const struct zl_signer *c = &w->coordinator.device;
        struct zl_sight holder = {.viewer = w->holder.id};
        struct zl_sight southern = {.viewer = w->southern.id};
        struct zl_hash moved;
        struct zl_hash later;
        struct zl_hash want;
        struct zl_hash got;
        const struct zl_statement *s = NULL;
        size_t count = zl_directory_count(w->directory);

        REQUIRE_OK(world_club(w, c, CLUB_NORTH, SOUTH));
        moved = w->last;
        REQUIRE_OK(world_club(w, c, CLUB_NORTH, SOUTH));
        later = w->last;
        s = zl_directory_statement(w->directory, 16, NULL);
        REQUIRE(s->type == ZL_CLUB && s->is.club.club.bytes[0] == CLUB_NORTH);
        want = hash_of_two(&s->hash, &moved);
        got = hash_of_scope(w, ZL_POSITION_END, clubs_of(NORTH));
        CHECK_BYTES(got.bytes, 32, want.bytes, 32);
        want = hash_of_two(&s->hash, NULL); /* as it was before */
        got = hash_of_scope(w, count, clubs_of(NORTH));
        CHECK_BYTES(got.bytes, 32, want.bytes, 32);
        CHECK(zl_directory_visible(w->directory, &holder,
            zl_directory_statement(w->directory, count, NULL)));
        s = zl_directory_statement(w->directory, count + 1, NULL);
        CHECK(zl_hash_equal(&s->hash, &later));
        CHECK(!zl_directory_visible(w->directory, &holder, s));
        CHECK(zl_directory_visible(w->directory, &southern, s));
        world_free(w);
}

static void no_club_takes_the_id_of_all_of_them(void)
{
        struct world *w = world_new();
        struct zl_club club = {.written = w->at.time,
            .club = clubs_of(SOUTH),
            .kind = "music",
            .district = sample_id(NORTH),
            .name = "Fanfare"};
        struct zl_charter charter = sample_charter();

        CHECK_STATUS(world_say(w, &w->coordinator.device, ZL_CLUB, &club),
            ZL_E_CONFLICT);
        club.club = clubs_of(0x19); /* of no district yet */
        REQUIRE_OK(world_say(w, &w->coordinator.device, ZL_CLUB, &club));
        charter.number = 2;
        charter.has_previous = true;
        charter.previous = w->charter;
        charter.team_count = 0;
        charter.districts[0].id = sample_id(0x19);
        CHECK_STATUS(
            world_say(w, &w->root, ZL_CHARTER, &charter), ZL_E_CONFLICT);
        charter.districts[0].id = sample_id(0x18);
        charter.districts[1].id = clubs_of(0x18);
        CHECK_STATUS(
            world_say(w, &w->root, ZL_CHARTER, &charter), ZL_E_CONFLICT);
        charter.districts[1].id = sample_id(0x1a);
        CHECK_OK(world_say(w, &w->root, ZL_CHARTER, &charter));
        world_free(w);
}

static void scopes_of_a_member(void)
{
        struct world *w = world_new();
        struct zl_id club = sample_id(CLUB_NORTH);
        struct zl_sight sight = {.viewer = w->coordinator.id};
        struct zl_id *ids = NULL;
        size_t count = 0;

        REQUIRE_OK(zl_directory_scopes_of(w->directory, &sight, &ids, &count));
        CHECK_UINT(count, 7);
        free(ids);
        sight.viewer = w->contact.id;
        REQUIRE_OK(zl_directory_scopes_of(w->directory, &sight, &ids, &count));
        REQUIRE_UINT(count, 3);
        for (size_t i = 1; i < count; i++)
                CHECK(memcmp(ids[i - 1].bytes, ids[i].bytes, ZL_ID_SIZE) < 0);
        free(ids);
        sight.viewer = w->southern.id;
        REQUIRE_OK(zl_directory_scopes_of(w->directory, &sight, &ids, &count));
        REQUIRE_UINT(count, 5);
        CHECK(memcmp(&ids[0], &ids[1], ZL_ID_SIZE) < 0);
        CHECK(has_id(ids, count, sample_id(NORTH)));
        CHECK(has_id(ids, count, sample_id(SOUTH)));
        CHECK(has_id(ids, count, clubs_of(SOUTH)));
        CHECK(!has_id(ids, count, clubs_of(NORTH)));
        CHECK(!has_id(ids, count, club));
        free(ids);
        sight.extra = &club;
        sight.extra_count = 1;
        REQUIRE_OK(zl_directory_scopes_of(w->directory, &sight, &ids, &count));
        REQUIRE_UINT(count, 6);
        CHECK(has_id(ids, count, club));
        CHECK(!has_id(ids, count, clubs_of(NORTH)));
        free(ids);
        sight.viewer = sample_id(0x70); /* nobody */
        CHECK_STATUS(zl_directory_scopes_of(w->directory, &sight, &ids, &count),
            ZL_E_NOT_FOUND);
        world_free(w);
}

/* What a member sees, taken by a directory of its own, with gaps. */
static struct zl_directory *view_of(
    const struct world *w, const struct zl_sight *sight)
{
        struct zl_directory *d = NULL;

        REQUIRE_OK(zl_directory_new(&w->root.key, &d));
        for (size_t i = 0; i < zl_directory_count(w->directory); i++) {
                struct zl_point at;
                const struct zl_statement *s =
                    zl_directory_statement(w->directory, i, &at);
                struct zl_statement *copy = NULL;

                if (!zl_directory_visible(w->directory, sight, s))
                        continue;
                REQUIRE_OK(zl_statement_parse(s->bytes.data, s->bytes.size,
                    zl_directory_organisation(d), &copy));
                if (!CHECK_OK(zl_directory_add(d, copy, at)))
                        zl_statement_free(copy);
        }
        return d;
}

static void a_view_with_gaps_comes_to_the_same_end(void)
{
        struct world *w = world_new();
        struct zl_id club = sample_id(CLUB_NORTH);
        struct zl_id south = sample_id(SOUTH);
        const struct zl_sight viewers[] = {{.viewer = w->contact.id},
            {.viewer = w->holder.id}, {.viewer = w->southern.id},
            {.viewer = w->supporter.id}, {.viewer = w->coordinator.id},
            {w->southern.id, &club, 1}, {w->contact.id, &south, 1}};
        struct person wide = {.id = sample_id(0x60)};
        struct person moved = {.id = sample_id(0x61)};
        const struct zl_signer *c = &w->coordinator.device;

        /* A contact of two clubs, one of which the other contact does not
         * see; an account holder who moved away, whom it sees no more. */
        REQUIRE_OK(world_appoint(
            w, &w->everywhere.device, &wide, ZL_ROLE_CONTACT, "\x31\x32"));
        REQUIRE_OK(world_join(w, &wide));
        REQUIRE_OK(world_appoint(w, c, &moved, ZL_ROLE_PROFESSIONAL, "\x21"));
        REQUIRE_OK(world_assign(w, c, CLUB_NORTH, &moved, &w->deputy));
        REQUIRE_OK(world_appoint(w, c, &moved, ZL_ROLE_PROFESSIONAL, "\x22"));
        /* A club that came and went, and one that stays away. */
        REQUIRE_OK(world_club(w, c, 0x33, SOUTH));
        REQUIRE_OK(world_club(w, c, 0x33, NORTH));
        REQUIRE_OK(world_club(w, c, 0x33, SOUTH));
        REQUIRE_OK(world_club(w, c, 0x33, SOUTH));
        REQUIRE_OK(world_publish(w, c, 1, NULL));
        REQUIRE_OK(world_publish(w, c, 2, &w->last));
        REQUIRE_OK(world_compromised(
            w, c, &w->supporter.device_hash, w->at.position - 1));
        for (size_t i = 0; i < sizeof(viewers) / sizeof(viewers[0]); i++) {
                struct zl_directory *d = view_of(w, &viewers[i]);
                struct zl_scope_leaf *own = NULL;
                struct zl_scope_leaf *all = NULL;
                struct zl_id *ids = NULL;
                size_t own_count = 0;
                size_t all_count = 0;
                size_t count = 0;
                struct zl_routing here;
                struct zl_routing there = route(w, CLUB_NORTH, w->at);

                REQUIRE_OK(
                    zl_directory_scopes(d, w->at.position, &own, &own_count));
                REQUIRE_OK(zl_directory_scopes(
                    w->directory, w->at.position, &all, &all_count));
                REQUIRE_OK(
                    zl_directory_scopes_of(d, &viewers[i], &ids, &count));
                CHECK(count >= 3);
                for (size_t j = 0; j < count; j++) {
                        const struct zl_scope_leaf *a =
                            leaf_of(own, own_count, ids[j]);
                        const struct zl_scope_leaf *b =
                            leaf_of(all, all_count, ids[j]);

                        REQUIRE(a != NULL && b != NULL);
                        CHECK_BYTES(a->hash.bytes, 32, b->hash.bytes, 32);
                }
                if (zl_directory_club(d, &club) != NULL) {
                        REQUIRE_OK(
                            zl_directory_routing(d, &club, w->at, &here));
                        CHECK_INT(
                            here.has_account_holder, there.has_account_holder);
                        CHECK_UINT(here.deputy_count, there.deputy_count);
                }
                free(own);
                free(all);
                free(ids);
                zl_directory_free(d);
        }
        person_free(&wide);
        person_free(&moved);
        world_free(w);
}

static void every_allocation_may_fail(void)
{
        struct world *w = world_new();
        struct zl_sight sight = {.viewer = w->contact.id};
        struct zl_scope_leaf *leaves = NULL;
        struct zl_id *ids = NULL;
        size_t count = 0;
        int status = ZL_OK;

        for (size_t n = 1;; n++) {
                fault_alloc_fail_at(n);
                status = zl_directory_scopes(
                    w->directory, ZL_POSITION_END, &leaves, &count);
                if (!fault_alloc_stop())
                        break;
                CHECK_STATUS(status, ZL_E_MEMORY);
                CHECK(leaves == NULL && count == 0);
        }
        CHECK_OK(status);
        fault_alloc_fail_at(1);
        status = zl_directory_scopes_of(w->directory, &sight, &ids, &count);
        CHECK(fault_alloc_stop());
        CHECK_STATUS(status, ZL_E_MEMORY);
        CHECK(ids == NULL);
        free(leaves);
        world_free(w);
}

static const struct check_case cases[] = {
    CHECK_CASE(notes_go_to_holder_and_deputies),
    CHECK_CASE(who_cannot_receive_is_left_out),
    CHECK_CASE(relations_to_a_club),
    CHECK_CASE(sealing_keys_of_a_member),
    CHECK_CASE(each_sees_what_the_work_needs),
    CHECK_CASE(what_is_held_shows_more),
    CHECK_CASE(the_district_of_a_professional),
    CHECK_CASE(who_may_be_chosen_is_of_a_team),
    CHECK_CASE(revocations_are_seen_with_whom_they_are_about),
    CHECK_CASE(scopes_are_hashed_as_written),
    CHECK_CASE(contacts_sealing_keys_do_not_count),
    CHECK_CASE(nothing_later_changes_what_was_hashed),
    CHECK_CASE(a_club_that_moves_is_told_to_both_districts),
    CHECK_CASE(no_club_takes_the_id_of_all_of_them),
    CHECK_CASE(scopes_of_a_member),
    CHECK_CASE(a_view_with_gaps_comes_to_the_same_end),
    CHECK_CASE(every_allocation_may_fail),
};

CHECK_MAIN("directory_scope", cases)
