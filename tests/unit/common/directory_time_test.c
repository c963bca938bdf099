/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: what was stolen works back to when it was stolen, for every reader
 * in the same way; and what was right before stays right. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "common/calendar.h"
#include "fault_alloc.h"
#include "samples.h"
#include "world.h"

/* The same statements once more, at the same points, by another reader. */
static struct zl_directory *read_again(const struct world *w)
{
        struct zl_directory *d = NULL;

        REQUIRE_OK(zl_directory_new(&w->root.key, &d));
        for (size_t i = 0; i < zl_directory_count(w->directory); i++) {
                struct zl_point at;
                const struct zl_statement *s =
                    zl_directory_statement(w->directory, i, &at);
                struct zl_statement *copy = NULL;

                REQUIRE_OK(zl_statement_parse(s->bytes.data, s->bytes.size,
                    zl_directory_organisation(d), &copy));
                REQUIRE_OK(zl_directory_add(d, copy, at));
        }
        return d;
}

/* Both readers know the same people and devices. */
static void check_same(
    const struct zl_directory *a, const struct zl_directory *b)
{
        REQUIRE_UINT(
            zl_directory_member_count(a), zl_directory_member_count(b));
        REQUIRE_UINT(
            zl_directory_device_count(a), zl_directory_device_count(b));
        REQUIRE_UINT(zl_directory_club_count(a), zl_directory_club_count(b));
        for (size_t i = 0; i < zl_directory_member_count(a); i++) {
                const struct zl_member *x = zl_directory_member_at(a, i);
                const struct zl_member *y = zl_directory_member_at(b, i);

                CHECK(zl_id_equal(&x->id, &y->id));
                CHECK(zl_hash_equal(&x->appointment, &y->appointment));
                CHECK_UINT(x->ended, y->ended);
        }
        for (size_t i = 0; i < zl_directory_device_count(a); i++) {
                const struct zl_device_entry *x = zl_directory_device_at(a, i);
                const struct zl_device_entry *y = zl_directory_device_at(b, i);

                CHECK(zl_sign_key_equal(&x->key, &y->key));
                CHECK_UINT(x->ended, y->ended);
                CHECK_UINT(x->compromised, y->compromised);
                CHECK_INT(x->voided, y->voided);
        }
}

static const char *club_name(const struct world *w, uint8_t club)
{
        struct zl_id id = sample_id(club);
        const struct zl_club_entry *entry =
            zl_directory_club(w->directory, &id);

        return entry == NULL ? NULL : entry->club.name;
}

static void what_a_thief_signed_is_void(void)
{
        struct world *w = world_new();
        struct person puppet = {.id = sample_id(0x60)};
        struct zl_directory *again = NULL;
        uint64_t since = w->at.position;

        /* With the supporter's device: a club renamed, a contact of its own,
         * which joins and goes on. */
        REQUIRE_OK(world_club(w, &w->supporter.device, CLUB_NORTH, NORTH));
        CHECK_STR(club_name(w, CLUB_NORTH), "vv De Linde 22");
        REQUIRE_OK(world_appoint(
            w, &w->supporter.device, &puppet, ZL_ROLE_CONTACT, "\x31"));
        REQUIRE_OK(world_join(w, &puppet));
        REQUIRE_OK(world_seal(w, &puppet));
        REQUIRE_OK(
            world_left(w, &w->supporter.device, &w->contact.appointment));
        CHECK_STATUS(world_seal(w, &w->contact), ZL_E_REVOKED);
        REQUIRE_OK(world_compromised(
            w, &w->coordinator.device, &w->supporter.device_hash, since));
        CHECK_STR(club_name(w, CLUB_NORTH), "vv De Linde 16");
        CHECK(zl_directory_member(w->directory, &puppet.id) == NULL);
        CHECK(zl_directory_device(w->directory, &puppet.device.key) == NULL);
        CHECK_STATUS(world_seal(w, &puppet), ZL_E_CHAIN);
        CHECK_STATUS(world_club(w, &w->supporter.device, CLUB_NORTH, NORTH),
            ZL_E_REVOKED);
        CHECK_UINT(zl_directory_device(w->directory, &w->supporter.device.key)
                       ->compromised,
            since);
        /* The contact was never revoked. What it says counts again, and so
         * does what the supporter said before. */
        CHECK_OK(world_seal(w, &w->contact));
        CHECK_OK(
            zl_directory_device_in_force(w->directory, &w->supporter.device.key,
                (struct zl_point){since - 1, w->at.time}, NULL));
        CHECK_STATUS(
            zl_directory_device_in_force(w->directory, &w->supporter.device.key,
                (struct zl_point){since, w->at.time}, NULL),
            ZL_E_REVOKED);
        again = read_again(w);
        check_same(w->directory, again);
        zl_directory_free(again);
        person_free(&puppet);
        world_free(w);
}

static void a_compromised_member_loses_all_keys(void)
{
        struct world *w = world_new();
        struct zl_signer second;
        struct zl_signer third;
        struct zl_hash second_hash;
        uint64_t since = 0;

        REQUIRE_OK(zl_signer_new(&second));
        REQUIRE_OK(zl_signer_new(&third));
        REQUIRE_OK(
            world_device(w, &w->supporter.device, &w->supporter, &second));
        second_hash = w->last;
        since = w->at.position;
        REQUIRE_OK(world_device(w, &second, &w->supporter, &third));
        REQUIRE_OK(world_compromised(
            w, &w->coordinator.device, &w->supporter.appointment, since));
        CHECK(zl_directory_device(w->directory, &third.key) == NULL);
        CHECK_STATUS(world_club(w, &second, 0x33, NORTH), ZL_E_REVOKED);
        CHECK_STATUS(
            world_device(w, &w->supporter.invitation, &w->supporter, &third),
            ZL_E_REVOKED);
        REQUIRE_OK(world_appoint(w, &w->coordinator.device, &w->supporter,
            ZL_ROLE_SUPPORTER, "\x11"));
        CHECK_STATUS(world_club(w, &second, 0x33, NORTH), ZL_E_REVOKED);
        CHECK_STATUS(world_join(w, &w->supporter), ZL_E_CONFLICT);
        /* The contact was appointed before, so it stands. */
        CHECK_OK(world_seal(w, &w->contact));
        CHECK_OK(world_left(w, &w->coordinator.device, &second_hash));
        zl_signer_free(&second);
        zl_signer_free(&third);
        world_free(w);
}

static void a_thiefs_revocation_falls_with_the_thief(void)
{
        struct world *w = world_new();
        struct zl_directory *again = NULL;
        uint64_t stolen = w->at.position;

        /* The thief has the supporter's device and silences the contact
         * from the very beginning. */
        REQUIRE_OK(world_compromised(
            w, &w->supporter.device, &w->contact.appointment, 0));
        CHECK(
            zl_directory_device(w->directory, &w->contact.device.key) == NULL);
        CHECK_STATUS(world_seal(w, &w->contact), ZL_E_CHAIN);
        REQUIRE_OK(world_compromised(
            w, &w->coordinator.device, &w->supporter.device_hash, stolen));
        CHECK_OK(world_seal(w, &w->contact));
        again = read_again(w);
        check_same(w->directory, again);
        zl_directory_free(again);
        world_free(w);
}

static void through_a_chain_of_devices_too(void)
{
        struct world *w = world_new();
        struct zl_signer next;
        struct zl_signer last;
        uint64_t stolen = w->at.position;

        REQUIRE_OK(zl_signer_new(&next));
        REQUIRE_OK(zl_signer_new(&last));
        REQUIRE_OK(world_device(w, &w->supporter.device, &w->supporter, &next));
        REQUIRE_OK(world_device(w, &next, &w->supporter, &last));
        REQUIRE_OK(
            world_compromised(w, &last, &w->contact.device_hash, stolen - 3));
        CHECK(zl_directory_device(w->directory, &w->contact.device.key)
                  ->compromised == stolen - 3);
        REQUIRE_OK(world_compromised(
            w, &w->coordinator.device, &w->supporter.device_hash, stolen));
        CHECK(zl_directory_device(w->directory, &last.key) == NULL);
        CHECK_UINT(zl_directory_device(w->directory, &w->contact.device.key)
                       ->compromised,
            ZL_POSITION_END);
        CHECK_OK(world_seal(w, &w->contact));
        zl_signer_free(&next);
        zl_signer_free(&last);
        world_free(w);
}

static void two_that_revoke_each_other_the_first_wins(void)
{
        struct world *w = world_new();
        struct person other = {.id = sample_id(0x60)};
        uint64_t since = 0;

        REQUIRE_OK(world_appoint(w, &w->root, &other, ZL_ROLE_COORDINATOR, ""));
        REQUIRE_OK(world_join(w, &other));
        since = w->at.position;
        REQUIRE_OK(world_compromised(
            w, &w->coordinator.device, &other.device_hash, since));
        CHECK_STATUS(world_compromised(
                         w, &other.device, &w->coordinator.device_hash, since),
            ZL_E_REVOKED);
        /* The root has the last word. */
        REQUIRE_OK(
            world_compromised(w, &w->root, &w->coordinator.appointment, since));
        CHECK_OK(world_club(w, &other.device, 0x33, NORTH));
        CHECK_STATUS(
            world_club(w, &w->coordinator.device, 0x34, NORTH), ZL_E_REVOKED);
        person_free(&other);
        world_free(w);
}

static void one_may_void_ones_own_device(void)
{
        struct world *w = world_new();
        struct zl_signer second;
        uint64_t since = w->at.position;

        REQUIRE_OK(zl_signer_new(&second));
        REQUIRE_OK(world_device(w, &w->contact.device, &w->contact, &second));
        /* Stated by the device that is void from before that statement. */
        REQUIRE_OK(world_compromised(
            w, &w->contact.device, &w->contact.device_hash, since + 1));
        CHECK(zl_directory_device(w->directory, &second.key) != NULL);
        CHECK_STATUS(world_seal(w, &w->contact), ZL_E_REVOKED);
        CHECK_OK(world_compromised(
            w, &w->supporter.device, &w->contact.device_hash, since));
        CHECK(zl_directory_device(w->directory, &second.key) == NULL);
        CHECK_UINT(zl_directory_device(w->directory, &w->contact.device.key)
                       ->compromised,
            since);
        zl_signer_free(&second);
        world_free(w);
}

static void a_key_stays_taken_when_its_statement_is_void(void)
{
        struct world *w = world_new();
        struct zl_signer device;
        uint64_t since = w->at.position;

        REQUIRE_OK(zl_signer_new(&device));
        REQUIRE_OK(world_device(w, &w->contact.device, &w->contact, &device));
        REQUIRE_OK(world_compromised(
            w, &w->supporter.device, &w->contact.device_hash, since));
        w->contact.id.bytes[0] ^= 0x80; /* a new member */
        REQUIRE_OK(world_appoint(
            w, &w->supporter.device, &w->contact, ZL_ROLE_CONTACT, "\x31"));
        CHECK_STATUS(
            world_device(w, &w->contact.invitation, &w->contact, &device),
            ZL_E_CONFLICT);
        CHECK_OK(world_join(w, &w->contact));
        zl_signer_free(&device);
        world_free(w);
}

/* Versions never go down, also when a thief signed the newest: whoever saw it
 * would take the next one for a rollback. */
static void directories_go_on_behind_a_thiefs(void)
{
        struct world *w = world_new();
        struct zl_hash first;
        struct zl_hash second;
        uint64_t since = 0;

        REQUIRE_OK(world_publish(w, &w->coordinator.device, 1, NULL));
        first = w->last;
        since = w->at.position;
        REQUIRE_OK(world_publish(w, &w->supporter.device, 2, &first));
        second = w->last;
        REQUIRE_OK(world_compromised(
            w, &w->coordinator.device, &w->supporter.device_hash, since));
        CHECK_UINT(zl_directory_claim(w->directory).claim->version, 2);
        CHECK_STATUS(
            world_publish(w, &w->coordinator.device, 2, &first), ZL_E_ROLLBACK);
        CHECK_OK(world_publish(w, &w->coordinator.device, 3, &second));
        world_free(w);
}

/* Everything that was true of the contact is true again. */
static void check_untouched(const struct world *w)
{
        CHECK_UINT(zl_directory_count(w->directory), w->at.position);
        CHECK_UINT(zl_directory_device(w->directory, &w->contact.device.key)
                       ->compromised,
            ZL_POSITION_END);
        CHECK_OK(zl_directory_device_in_force(
            w->directory, &w->contact.device.key, w->at, NULL));
        CHECK_OK(zl_directory_device_in_force(
            w->directory, &w->supporter.device.key, w->at, NULL));
}

/* Adds a statement while the n-th allocation fails, for every n. */
static void starve(struct world *w, const struct zl_signer *signer,
    enum zl_statement_type type, const void *of)
{
        struct zl_statement *statement = NULL;
        size_t failures = 0;
        int status = ZL_OK;

        REQUIRE_OK(zl_statement_make(signer,
            zl_directory_organisation(w->directory), type, of, &statement));
        for (size_t n = 1;; n++) {
                fault_alloc_fail_at(n);
                status = zl_directory_add(w->directory, statement, w->at);
                if (!fault_alloc_stop())
                        break;
                failures++;
                CHECK_STATUS(status, ZL_E_MEMORY);
                check_untouched(w);
        }
        CHECK_OK(status);
        if (type == ZL_REVOCATION)
                CHECK(failures > 5);
        w->last = statement->hash;
        w->at.position++;
}

static void every_allocation_may_fail(void)
{
        struct world *w = world_new();
        struct zl_charter charter = *zl_directory_charter(w->directory);
        struct zl_revocation r = {.subject = w->contact.device_hash,
            .compromised = true,
            .since = w->at.position};

        charter.number = 2;
        charter.has_previous = true;
        charter.previous = w->charter;
        starve(w, &w->root, ZL_CHARTER, &charter);
        /* Until every list and table has grown once. */
        for (uint8_t i = 0; i < 40; i++) {
                struct zl_club club = {.written = w->at.time,
                    .club = sample_id((uint8_t)(0x80 + i)),
                    .kind = "football",
                    .district = sample_id(NORTH),
                    .name = "vv De Linde"};
                struct zl_appointment a = {
                    .member = sample_id((uint8_t)(0x80 + i)),
                    .role = ZL_ROLE_PROFESSIONAL,
                    .scope_count = 1,
                    .until = 90000,
                    .invitation = {{i, 1}}};
                struct zl_id team = sample_id(TEAM_NORTH);

                a.scope = &team;
                starve(w, &w->coordinator.device, ZL_CLUB, &club);
                starve(w, &w->coordinator.device, ZL_APPOINTMENT, &a);
        }
        starve(w, &w->supporter.device, ZL_REVOCATION, &r);
        CHECK_UINT(zl_directory_device(w->directory, &w->contact.device.key)
                       ->compromised,
            r.since);
        world_free(w);
}

static void a_directory_is_made_or_not(void)
{
        struct zl_sign_key root = {{1}};
        struct zl_directory *d = NULL;
        int status = ZL_OK;

        samples_start();
        for (size_t n = 1;; n++) {
                fault_alloc_fail_at(n);
                status = zl_directory_new(&root, &d);
                if (!fault_alloc_stop())
                        break;
                CHECK_STATUS(status, ZL_E_MEMORY);
                CHECK(d == NULL);
        }
        CHECK_OK(status);
        zl_directory_free(d);
}

static const struct check_case cases[] = {
    CHECK_CASE(what_a_thief_signed_is_void),
    CHECK_CASE(a_compromised_member_loses_all_keys),
    CHECK_CASE(a_thiefs_revocation_falls_with_the_thief),
    CHECK_CASE(through_a_chain_of_devices_too),
    CHECK_CASE(two_that_revoke_each_other_the_first_wins),
    CHECK_CASE(one_may_void_ones_own_device),
    CHECK_CASE(a_key_stays_taken_when_its_statement_is_void),
    CHECK_CASE(directories_go_on_behind_a_thiefs),
    CHECK_CASE(every_allocation_may_fail),
    CHECK_CASE(a_directory_is_made_or_not),
};

CHECK_MAIN("directory_time", cases)
