/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: a club that nobody would hear is known before anybody writes, with the
 * reason for each person, and agrees with who receives (docs/protocol.md, 9.4).
 */
#include <stdlib.h>

#include "check.h"
#include "common/calendar.h"
#include "common/directory_reach.h"
#include "samples.h"
#include "world.h"

static const struct zl_id *north(void)
{
        static struct zl_id id;

        id = sample_id(CLUB_NORTH);
        return &id;
}

/* By who receives: is everybody away, or nobody there? */
static bool routed_to_nobody(const struct world *w, struct zl_point at)
{
        struct zl_routing r;
        size_t there = 0;

        REQUIRE_OK(zl_directory_routing(w->directory, north(), at, &r));
        if (r.has_account_holder)
                there += zl_directory_absence_of(
                             w->directory, &r.account_holder, at) == NULL;
        for (size_t i = 0; i < r.deputy_count; i++)
                there += zl_directory_absence_of(
                             w->directory, &r.deputies[i], at) == NULL;
        return there == 0;
}

static bool nobody_at(const struct world *w, struct zl_point at)
{
        bool nobody = zl_directory_has_nobody(w->directory, north(), at);

        CHECK_INT(nobody, routed_to_nobody(w, at));
        return nobody;
}

static struct zl_point later(struct zl_point at, unsigned days)
{
        at.time.ms += days * ZL_MS_DAY;
        return at;
}

/* Why one of the list is not there. */
static struct zl_reach reach_of(
    const struct world *w, size_t count, size_t i, struct zl_point at)
{
        struct zl_reach reach[ZL_REACH_MAX];

        REQUIRE_UINT(
            zl_directory_reach(w->directory, north(), at, reach), count);
        return reach[i];
}

static struct person joined(struct world *w, uint8_t id)
{
        struct person p = {.id = sample_id(id)};

        REQUIRE_OK(world_appoint(
            w, &w->coordinator.device, &p, ZL_ROLE_PROFESSIONAL, "\x21"));
        REQUIRE_OK(world_join(w, &p));
        REQUIRE_OK(world_seal(w, &p));
        return p;
}

static void who_is_there_is_there(void)
{
        struct world *w = world_new();
        struct zl_reach holder = reach_of(w, 2, 0, w->at);
        struct zl_reach deputy = reach_of(w, 2, 1, w->at);

        CHECK_INT(holder.as, ZL_REACH_HOLDER);
        CHECK_INT(holder.why, ZL_REACH_THERE);
        CHECK(zl_id_equal(&holder.member, &w->holder.id));
        CHECK_INT(deputy.as, ZL_REACH_DEPUTY);
        CHECK_INT(deputy.why, ZL_REACH_THERE);
        CHECK(!nobody_at(w, w->at));
        world_free(w);
}

static void a_club_without_an_assignment_has_nobody(void)
{
        struct world *w = world_new();
        struct zl_id club = sample_id(0x39);
        struct zl_reach reach[ZL_REACH_MAX];

        CHECK(!zl_directory_has_nobody(w->directory, &club, w->at));
        REQUIRE_OK(world_club(w, &w->coordinator.device, 0x39, NORTH));
        CHECK(zl_directory_has_nobody(w->directory, &club, w->at));
        CHECK_UINT(zl_directory_reach(w->directory, &club, w->at, reach), 0);
        world_free(w);
}

static void dates_and_revocations_are_told_apart(void)
{
        struct world *w = world_new();
        struct zl_point before = w->at;
        struct zl_point past = w->at;

        CHECK_INT(reach_of(w, 2, 0, later(w->at, 400)).why, ZL_REACH_EXPIRED);
        CHECK_UINT(reach_of(w, 2, 0, later(w->at, 400)).day,
            zl_directory_member(w->directory, &w->holder.id)->until);
        CHECK(nobody_at(w, later(w->at, 400)));
        past.time.ms -= 9 * ZL_MS_DAY;
        CHECK_INT(reach_of(w, 2, 0, past).why, ZL_REACH_NOT_YET);
        CHECK_UINT(reach_of(w, 2, 0, past).day,
            zl_directory_member(w->directory, &w->holder.id)->from);
        REQUIRE_OK(
            world_left(w, &w->coordinator.device, &w->deputy.appointment));
        CHECK_INT(reach_of(w, 2, 1, w->at).why, ZL_REACH_REVOKED);
        CHECK(!nobody_at(w, w->at));
        REQUIRE_OK(
            world_left(w, &w->coordinator.device, &w->holder.appointment));
        CHECK(nobody_at(w, w->at));
        CHECK(!nobody_at(w, before));
        world_free(w);
}

static void who_never_joined_is_not_there(void)
{
        struct world *w = world_new();
        struct person p = {.id = sample_id(0x51)};
        int wanted[] = {
            ZL_REACH_NOT_JOINED, ZL_REACH_NOT_JOINED, ZL_REACH_THERE};

        REQUIRE_OK(world_appoint(
            w, &w->coordinator.device, &p, ZL_ROLE_PROFESSIONAL, "\x21"));
        REQUIRE_OK(
            world_assign(w, &w->coordinator.device, CLUB_NORTH, &p, NULL));
        for (int i = 0; i < 3; i++) {
                if (i == 1)
                        REQUIRE_OK(world_join(w, &p));
                if (i == 2)
                        REQUIRE_OK(world_seal(w, &p));
                CHECK_INT(reach_of(w, 1, 0, w->at).why, wanted[i]);
                CHECK_INT(nobody_at(w, w->at), i < 2);
        }
        REQUIRE_OK(world_left(w, &p.device, &p.device_hash));
        CHECK_INT(reach_of(w, 1, 0, w->at).why, ZL_REACH_NOT_JOINED);
        CHECK(nobody_at(w, w->at));
        person_free(&p);
        world_free(w);
}

static void a_club_that_moved_has_nobody_of_its_old_team(void)
{
        struct world *w = world_new();

        REQUIRE_OK(world_club(w, &w->coordinator.device, CLUB_NORTH, SOUTH));
        CHECK_INT(reach_of(w, 2, 0, w->at).why, ZL_REACH_ELSEWHERE);
        CHECK(nobody_at(w, w->at));
        REQUIRE_OK(world_assign(
            w, &w->coordinator.device, CLUB_NORTH, &w->southern, NULL));
        CHECK(!nobody_at(w, w->at));
        world_free(w);
}

static void who_is_away_needs_somebody_who_is_not(void)
{
        struct world *w = world_new();
        struct person other = joined(w, 0x51);
        struct zl_reach away;
        struct zl_reach stand_in;

        REQUIRE_OK(world_assign(
            w, &w->coordinator.device, CLUB_NORTH, &w->holder, NULL));
        REQUIRE_OK(
            world_absent(w, &w->holder.device, &w->holder, 1, 0, 4, &other));
        away = reach_of(w, 2, 0, w->at);
        stand_in = reach_of(w, 2, 1, w->at);
        CHECK_INT(away.why, ZL_REACH_AWAY);
        CHECK_UINT(away.day, zl_time_day(w->at.time) + 4);
        CHECK(zl_id_equal(&away.deputy, &other.id));
        CHECK_INT(stand_in.as, ZL_REACH_STAND_IN);
        CHECK(zl_id_equal(&stand_in.instead_of, &w->holder.id));
        CHECK_INT(stand_in.why, ZL_REACH_THERE);
        CHECK(!nobody_at(w, w->at));
        /* The one who stands in goes away as well, on the third day. */
        REQUIRE_OK(world_absent(w, &other.device, &other, 2, 2, 9, &w->deputy));
        CHECK(!nobody_at(w, later(w->at, 1)));
        CHECK(nobody_at(w, later(w->at, 2)));
        CHECK_INT(reach_of(w, 2, 1, later(w->at, 2)).why, ZL_REACH_AWAY);
        CHECK(!nobody_at(w, later(w->at, 5)));
        person_free(&other);
        world_free(w);
}

static void a_stand_in_of_another_team_does_not_count(void)
{
        struct world *w = world_new();
        struct person other = joined(w, 0x51);

        REQUIRE_OK(world_assign(
            w, &w->coordinator.device, CLUB_NORTH, &w->holder, NULL));
        REQUIRE_OK(
            world_absent(w, &w->holder.device, &w->holder, 1, 0, 4, &other));
        REQUIRE_OK(world_appoint(
            w, &w->coordinator.device, &other, ZL_ROLE_PROFESSIONAL, "\x22"));
        CHECK_INT(reach_of(w, 2, 1, w->at).why, ZL_REACH_ELSEWHERE);
        CHECK(nobody_at(w, w->at));
        person_free(&other);
        world_free(w);
}

static int end_club(struct world *w, const struct zl_signer *by, bool ended)
{
        struct zl_club club = {.written = {ended ? 7 : 8},
            .club = sample_id(CLUB_NORTH),
            .kind = "football",
            .district = sample_id(NORTH),
            .name = "vv Noord",
            .ended = ended};

        return world_say(w, by, ZL_CLUB, &club);
}

static void a_club_that_ended_alarms_nobody(void)
{
        struct world *w = world_new();
        struct zl_point before = w->at;

        REQUIRE_OK(
            world_left(w, &w->coordinator.device, &w->holder.appointment));
        REQUIRE_OK(
            world_left(w, &w->coordinator.device, &w->deputy.appointment));
        CHECK(nobody_at(w, w->at));
        CHECK_STATUS(end_club(w, &w->holder.device, true), ZL_E_REVOKED);
        REQUIRE_OK(end_club(w, &w->supporter.device, true));
        CHECK(!zl_directory_has_nobody(w->directory, north(), w->at));
        CHECK(zl_directory_club_ended(w->directory, north(), w->at));
        CHECK(!zl_directory_club_ended(w->directory, north(), before));
        CHECK(zl_directory_club(w->directory, north())->club.ended);
        REQUIRE_OK(end_club(w, &w->supporter.device, false));
        CHECK(nobody_at(w, w->at));
        CHECK(!zl_directory_club_ended(w->directory, north(), w->at));
        world_free(w);
}

static const struct check_case cases[] = {
    CHECK_CASE(who_is_there_is_there),
    CHECK_CASE(a_club_without_an_assignment_has_nobody),
    CHECK_CASE(dates_and_revocations_are_told_apart),
    CHECK_CASE(who_never_joined_is_not_there),
    CHECK_CASE(a_club_that_moved_has_nobody_of_its_old_team),
    CHECK_CASE(who_is_away_needs_somebody_who_is_not),
    CHECK_CASE(a_stand_in_of_another_team_does_not_count),
    CHECK_CASE(a_club_that_ended_alarms_nobody),
};

CHECK_MAIN("directory_reach", cases)
