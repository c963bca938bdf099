/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: who is away has somebody standing in, for those days and for what the
 * member would receive; nobody is taken out of it, and nobody else can arrange
 * it (docs/protocol.md, 2.11 and 2.12). */
#include <stdlib.h>

#include "check.h"
#include "common/calendar.h"
#include "samples.h"
#include "world.h"

/* Another professional of the northern team, with a sealing key. */
static struct person joined(struct world *w, uint8_t id, const char *team)
{
        struct person p = {.id = sample_id(id)};

        REQUIRE_OK(world_appoint(
            w, &w->coordinator.device, &p, ZL_ROLE_PROFESSIONAL, team));
        REQUIRE_OK(world_join(w, &p));
        REQUIRE_OK(world_seal(w, &p));
        return p;
}

static struct zl_routing route_at(const struct world *w, struct zl_point at)
{
        struct zl_id id = sample_id(CLUB_NORTH);
        struct zl_routing routing;

        REQUIRE_OK(zl_directory_routing(w->directory, &id, at, &routing));
        return routing;
}

/* Does this one receive the northern club's notes at a point? */
static bool receives_at(
    const struct world *w, const struct person *p, struct zl_point at)
{
        struct zl_routing r = route_at(w, at);

        for (size_t i = 0; i < r.deputy_count; i++) {
                if (zl_id_equal(&r.deputies[i], &p->id))
                        return true;
        }
        return r.has_account_holder && zl_id_equal(&r.account_holder, &p->id);
}

static bool receives(const struct world *w, const struct person *p)
{
        return receives_at(w, p, w->at);
}

static struct zl_point later(struct zl_point at, unsigned days)
{
        at.time.ms += days * ZL_MS_DAY;
        return at;
}

static void the_deputy_receives_on_those_days(void)
{
        struct world *w = world_new();
        struct person other = joined(w, 0x51, "\x21");
        struct zl_point before = w->at;
        struct zl_point at;

        CHECK(!receives(w, &other));
        REQUIRE_OK(
            world_absent(w, &w->holder.device, &w->holder, 1, 2, 4, &other));
        at = w->at;
        CHECK(!receives_at(w, &other, later(at, 1)));
        CHECK(receives_at(w, &other, later(at, 2)));
        CHECK(receives_at(w, &other, later(at, 4)));
        CHECK(!receives_at(w, &other, later(at, 5)));
        /* Nobody is taken out. */
        CHECK(receives_at(w, &w->holder, later(at, 2)));
        CHECK(receives_at(w, &w->deputy, later(at, 2)));
        CHECK_UINT(route_at(w, later(at, 2)).deputy_count, 2);
        /* Who judges an earlier point knows nothing of it. */
        CHECK(!receives_at(w, &other, later(before, 2)));
        person_free(&other);
        world_free(w);
}

static void the_newest_statement_of_an_absence_holds(void)
{
        struct world *w = world_new();
        const struct zl_signer *holder = &w->holder.device;
        struct person other = joined(w, 0x51, "\x21");
        struct person third = joined(w, 0x52, "\x21");

        REQUIRE_OK(world_absent(w, holder, &w->holder, 1, 0, 4, &other));
        REQUIRE_OK(world_absent(w, holder, &w->holder, 1, 0, 9, &third));
        CHECK(!receives(w, &other));
        CHECK(receives(w, &third));
        CHECK(receives_at(w, &third, later(w->at, 9)));
        REQUIRE_OK(world_absent(w, holder, &w->holder, 1, 0, -1, NULL));
        CHECK(!receives(w, &third));
        REQUIRE_OK(world_absent(w, holder, &w->holder, 1, 0, 0, &other));
        CHECK(receives(w, &other));
        person_free(&other);
        person_free(&third);
        world_free(w);
}

static void member_and_deputy_end_it_and_nobody_else(void)
{
        struct world *w = world_new();
        const struct zl_signer *holder = &w->holder.device;
        struct person other = joined(w, 0x51, "\x21");
        const struct zl_signer *strangers[] = {&w->deputy.device,
            &w->southern.device, &w->supporter.device, &w->coordinator.device,
            &w->contact.device, &w->root};

        CHECK_STATUS(world_absent(w, holder, &w->holder, 1, 0, -1, NULL),
            ZL_E_NOT_FOUND);
        REQUIRE_OK(world_absent(w, holder, &w->holder, 1, 0, 9, &other));
        for (size_t i = 0; i < sizeof(strangers) / sizeof(strangers[0]); i++) {
                CHECK_STATUS(
                    world_absent(w, strangers[i], &w->holder, 1, 0, -1, NULL),
                    ZL_E_POLICY);
                CHECK_STATUS(world_absent(w, strangers[i], &w->holder, 2, 20,
                                 21, &other),
                    ZL_E_POLICY);
        }
        /* The deputy may end it, and not say another thing about it. */
        CHECK_STATUS(
            world_absent(w, &other.device, &w->holder, 1, 0, 3, &w->deputy),
            ZL_E_POLICY);
        CHECK_OK(world_absent(w, &other.device, &w->holder, 1, 0, -1, NULL));
        CHECK(!receives(w, &other));
        /* Who was the deputy before is not any more. */
        REQUIRE_OK(world_absent(w, holder, &w->holder, 1, 0, 9, &w->deputy));
        CHECK_STATUS(world_absent(w, &other.device, &w->holder, 1, 0, -1, NULL),
            ZL_E_POLICY);
        person_free(&other);
        world_free(w);
}

static void the_deputy_is_a_professional_of_the_team(void)
{
        struct world *w = world_new();
        const struct zl_signer *holder = &w->holder.device;
        struct person nobody = {.id = sample_id(0x59)};

        CHECK_STATUS(world_absent(w, holder, &w->holder, 1, 0, 1, &nobody),
            ZL_E_NOT_FOUND);
        CHECK_STATUS(world_absent(w, holder, &w->holder, 1, 0, 1, &w->southern),
            ZL_E_CONFLICT);
        CHECK_STATUS(world_absent(w, holder, &w->holder, 1, 0, 1, &w->contact),
            ZL_E_CONFLICT);
        CHECK_STATUS(
            world_absent(w, holder, &w->holder, 1, 0, 1, &w->supporter),
            ZL_E_CONFLICT);
        REQUIRE_OK(
            world_left(w, &w->coordinator.device, &w->deputy.appointment));
        CHECK_STATUS(world_absent(w, holder, &w->holder, 1, 0, 1, &w->deputy),
            ZL_E_REVOKED);
        /* With a gap, one that is not known may have moved since. */
        w->at.position++;
        CHECK_OK(world_absent(w, holder, &w->holder, 1, 0, 1, &nobody));
        CHECK_UINT(route_at(w, w->at).deputy_count, 0);
        world_free(w);
}

static void absences_do_not_overlap(void)
{
        struct world *w = world_new();
        const struct zl_signer *holder = &w->holder.device;
        const struct zl_signer *deputy = &w->deputy.device;

        REQUIRE_OK(world_absent(w, holder, &w->holder, 1, 3, 5, &w->deputy));
        CHECK_STATUS(world_absent(w, holder, &w->holder, 2, 5, 9, &w->deputy),
            ZL_E_CONFLICT);
        CHECK_STATUS(world_absent(w, holder, &w->holder, 2, 1, 3, &w->deputy),
            ZL_E_CONFLICT);
        CHECK_STATUS(world_absent(w, holder, &w->holder, 2, 1, 9, &w->deputy),
            ZL_E_CONFLICT);
        CHECK_STATUS(world_absent(w, holder, &w->holder, 2, 4, 4, &w->deputy),
            ZL_E_CONFLICT);
        CHECK_OK(world_absent(w, holder, &w->holder, 2, 6, 9, &w->deputy));
        CHECK_OK(world_absent(w, holder, &w->holder, 3, 1, 2, &w->deputy));
        /* Another's absence is another's, and so is its id. */
        CHECK_OK(world_absent(w, deputy, &w->deputy, 4, 1, 9, &w->holder));
        CHECK_STATUS(world_absent(w, deputy, &w->deputy, 1, 20, 21, &w->holder),
            ZL_E_CONFLICT);
        CHECK_STATUS(
            world_absent(w, deputy, &w->deputy, 2, 0, -1, NULL), ZL_E_CONFLICT);
        /* What has ended makes room. */
        REQUIRE_OK(world_absent(w, holder, &w->holder, 2, 0, -1, NULL));
        CHECK_OK(world_absent(w, holder, &w->holder, 5, 6, 9, &w->deputy));
        world_free(w);
}

static void at_most_sixteen_are_to_come(void)
{
        struct world *w = world_new();
        const struct zl_signer *holder = &w->holder.device;
        int days = 0;

        for (uint8_t i = 0; i < ZL_ABSENCES_MAX; i++, days += 2)
                REQUIRE_OK(world_absent(w, holder, &w->holder, (uint8_t)(1 + i),
                    days, days + 1, &w->deputy));
        CHECK_STATUS(
            world_absent(w, holder, &w->holder, 60, days, days, &w->deputy),
            ZL_E_CONFLICT);
        /* To say one of them again, or one that is over, is no more. */
        CHECK_OK(world_absent(w, holder, &w->holder, 1, 0, 0, &w->deputy));
        CHECK_OK(world_absent(w, holder, &w->holder, 61, -3, -2, &w->deputy));
        /* On its last day it is not over. */
        CHECK_STATUS(
            world_absent(w, holder, &w->holder, 60, days, days, &w->deputy),
            ZL_E_CONFLICT);
        w->at = later(w->at, 1); /* the first is over now */
        days--;
        CHECK_OK(
            world_absent(w, holder, &w->holder, 60, days, days, &w->deputy));
        CHECK_STATUS(world_absent(w, holder, &w->holder, 62, days + 1, days + 1,
                         &w->deputy),
            ZL_E_CONFLICT);
        world_free(w);
}

static void nobody_stands_in_for_who_stands_in(void)
{
        struct world *w = world_new();
        struct person a = joined(w, 0x53, "\x21");
        struct person b = joined(w, 0x51, "\x21");
        struct person c = joined(w, 0x52, "\x21");
        struct zl_routing r;

        REQUIRE_OK(world_absent(w, &w->holder.device, &w->holder, 1, 0, 1, &a));
        REQUIRE_OK(world_absent(w, &a.device, &a, 2, 0, 1, &c));
        CHECK(receives(w, &a));
        CHECK(!receives(w, &c));
        /* Each once, those by absence behind the assigned, sorted. */
        REQUIRE_OK(world_absent(w, &w->deputy.device, &w->deputy, 3, 0, 1, &b));
        r = route_at(w, w->at);
        REQUIRE_UINT(r.deputy_count, 3);
        CHECK(zl_id_equal(&r.deputies[0], &w->deputy.id));
        CHECK(zl_id_equal(&r.deputies[1], &b.id));
        CHECK(zl_id_equal(&r.deputies[2], &a.id));
        REQUIRE_OK(world_absent(w, &w->deputy.device, &w->deputy, 3, 0, 1, &a));
        CHECK_UINT(route_at(w, w->at).deputy_count, 2);
        REQUIRE_OK(world_absent(
            w, &w->deputy.device, &w->deputy, 3, 0, 1, &w->holder));
        CHECK_UINT(route_at(w, w->at).deputy_count, 2);
        REQUIRE_OK(world_absent(
            w, &w->holder.device, &w->holder, 1, 0, 1, &w->deputy));
        CHECK_UINT(route_at(w, w->at).deputy_count, 1);
        person_free(&a);
        person_free(&b);
        person_free(&c);
        world_free(w);
}

static void who_stands_in_must_be_able_to_receive(void)
{
        struct world *w = world_new();
        const struct zl_signer *c = &w->coordinator.device;
        struct person other = joined(w, 0x51, "\x21");
        struct person keyless = {.id = sample_id(0x52)};
        struct zl_point before;

        REQUIRE_OK(world_appoint(w, c, &keyless, ZL_ROLE_PROFESSIONAL, "\x21"));
        REQUIRE_OK(world_join(w, &keyless));
        REQUIRE_OK(
            world_absent(w, &w->holder.device, &w->holder, 1, 0, 9, &keyless));
        CHECK(!receives(w, &keyless));
        REQUIRE_OK(
            world_absent(w, &w->holder.device, &w->holder, 1, 0, 9, &other));
        before = w->at;
        REQUIRE_OK(world_left(w, c, &other.appointment));
        CHECK(!receives(w, &other));
        CHECK(receives_at(w, &other, before));
        REQUIRE_OK(world_appoint(w, c, &other, ZL_ROLE_PROFESSIONAL, "\x21"));
        CHECK(receives(w, &other));
        REQUIRE_OK(world_appoint(w, c, &other, ZL_ROLE_PROFESSIONAL, "\x22"));
        CHECK(!receives(w, &other));
        REQUIRE_OK(world_appoint(w, c, &other, ZL_ROLE_PROFESSIONAL, "\x21"));
        CHECK(receives(w, &other));
        /* In the place of one that would receive nothing, nobody does. */
        before = w->at;
        REQUIRE_OK(world_left(w, c, &w->holder.appointment));
        CHECK(!receives(w, &other));
        CHECK(receives_at(w, &other, before));
        person_free(&other);
        person_free(&keyless);
        world_free(w);
}

static void what_a_stolen_device_said_is_void(void)
{
        struct world *w = world_new();
        const struct zl_signer *c = &w->coordinator.device;
        struct person other = joined(w, 0x51, "\x21");
        uint64_t since = w->at.position;

        REQUIRE_OK(
            world_absent(w, &w->holder.device, &w->holder, 1, 0, 9, &other));
        CHECK(receives(w, &other));
        REQUIRE_OK(world_compromised(w, c, &w->holder.device_hash, since));
        CHECK_UINT(route_at(w, w->at).deputy_count, 1);
        since = w->at.position;
        REQUIRE_OK(
            world_absent(w, &w->deputy.device, &w->deputy, 2, 0, 9, &other));
        REQUIRE_OK(world_absent(w, &other.device, &w->deputy, 2, 0, -1, NULL));
        CHECK(!receives(w, &other));
        /* Void: the end by the deputy, so the absence goes on, although who
         * stands in has no device any more to receive with. */
        REQUIRE_OK(world_compromised(w, c, &other.device_hash, since));
        CHECK(!receives(w, &other));
        CHECK_STATUS(
            world_absent(w, &w->deputy.device, &w->deputy, 3, 9, 9, &other),
            ZL_E_CONFLICT);
        person_free(&other);
        world_free(w);
}

static bool sees(const struct world *w, const struct person *viewer,
    const struct zl_statement *statement)
{
        struct zl_sight sight = {.viewer = viewer->id};

        return zl_directory_visible(w->directory, &sight, statement);
}

/* A directory of what one member sees. */
static struct zl_directory *view_of(
    const struct world *w, const struct person *viewer)
{
        struct zl_directory *d = NULL;

        REQUIRE_OK(zl_directory_new(&w->root.key, &d));
        for (size_t i = 0; i < zl_directory_count(w->directory); i++) {
                struct zl_point at;
                const struct zl_statement *s =
                    zl_directory_statement(w->directory, i, &at);
                struct zl_statement *copy = NULL;

                if (!sees(w, viewer, s))
                        continue;
                REQUIRE_OK(zl_statement_parse(s->bytes.data, s->bytes.size,
                    zl_directory_organisation(d), &copy));
                if (!CHECK_OK(zl_directory_add(d, copy, at)))
                        zl_statement_free(copy);
        }
        return d;
}

static void absences_are_seen_with_their_member(void)
{
        struct world *w = world_new();
        struct person other = joined(w, 0x51, "\x22");
        const struct zl_statement *s = NULL;
        size_t n = zl_directory_count(w->directory);

        REQUIRE_OK(world_absent(
            w, &w->holder.device, &w->holder, 1, 0, 9, &w->deputy));
        s = zl_directory_statement(w->directory, n, NULL);
        REQUIRE(s->type == ZL_ABSENCE);
        CHECK(sees(w, &w->contact, s));
        CHECK(sees(w, &w->deputy, s));
        CHECK(sees(w, &w->supporter, s));
        CHECK(sees(w, &w->southern, s));
        REQUIRE_OK(world_absent(
            w, &w->southern.device, &w->southern, 2, 0, 9, &other));
        s = zl_directory_statement(w->directory, n + 1, NULL);
        CHECK(sees(w, &w->holder, s));
        CHECK(!sees(w, &w->contact, s));
        person_free(&other);
        world_free(w);
}

static bool scope_changed(
    const struct world *w, uint64_t before, uint8_t district)
{
        struct zl_id id = sample_id(district);
        struct zl_hash hashes[2] = {{{0}}, {{0}}};

        for (size_t i = 0; i < 2; i++) {
                struct zl_scope_leaf *leaves = NULL;
                size_t count = 0;

                REQUIRE_OK(zl_directory_scopes(w->directory,
                    i == 0 ? before : ZL_POSITION_END, &leaves, &count));
                for (size_t j = 0; j < count; j++) {
                        if (zl_id_equal(&leaves[j].scope, &id))
                                hashes[i] = leaves[j].hash;
                }
                free(leaves);
        }
        return !zl_hash_equal(&hashes[0], &hashes[1]);
}

static void absences_count_in_the_district_of_the_team(void)
{
        struct world *w = world_new();
        uint64_t before = w->at.position;

        REQUIRE_OK(world_absent(
            w, &w->holder.device, &w->holder, 1, 0, 9, &w->deputy));
        CHECK(scope_changed(w, before, NORTH));
        CHECK(!scope_changed(w, before, SOUTH));
        CHECK(!scope_changed(w, before, CLUB_NORTH));
        world_free(w);
}

/* Who ended it moved to another district, so that the contact sees neither
 * the appointment nor the device of that one any more. */
static void a_view_with_gaps_takes_what_a_moved_deputy_said(void)
{
        struct world *w = world_new();
        struct person other = joined(w, 0x51, "\x21");
        struct zl_directory *d = NULL;
        struct zl_id club = sample_id(CLUB_NORTH);
        struct zl_routing routing;

        REQUIRE_OK(
            world_absent(w, &w->holder.device, &w->holder, 1, 0, 9, &other));
        REQUIRE_OK(world_absent(w, &other.device, &w->holder, 1, 0, -1, NULL));
        REQUIRE_OK(world_appoint(
            w, &w->coordinator.device, &other, ZL_ROLE_PROFESSIONAL, "\x22"));
        REQUIRE_OK(world_absent(
            w, &w->holder.device, &w->holder, 2, 3, 9, &w->deputy));
        d = view_of(w, &w->contact);
        CHECK(zl_directory_member(d, &other.id) == NULL);
        REQUIRE_OK(zl_directory_routing(d, &club, later(w->at, 4), &routing));
        CHECK_UINT(routing.deputy_count, 1);
        CHECK(routing.has_account_holder);
        zl_directory_free(d);
        person_free(&other);
        world_free(w);
}

static const struct check_case cases[] = {
    CHECK_CASE(the_deputy_receives_on_those_days),
    CHECK_CASE(the_newest_statement_of_an_absence_holds),
    CHECK_CASE(member_and_deputy_end_it_and_nobody_else),
    CHECK_CASE(the_deputy_is_a_professional_of_the_team),
    CHECK_CASE(absences_do_not_overlap),
    CHECK_CASE(at_most_sixteen_are_to_come),
    CHECK_CASE(nobody_stands_in_for_who_stands_in),
    CHECK_CASE(who_stands_in_must_be_able_to_receive),
    CHECK_CASE(what_a_stolen_device_said_is_void),
    CHECK_CASE(absences_are_seen_with_their_member),
    CHECK_CASE(absences_count_in_the_district_of_the_team),
    CHECK_CASE(a_view_with_gaps_takes_what_a_moved_deputy_said),
};

CHECK_MAIN("directory_absence", cases)
