/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: who is away names who stands in, and both see it; what a revocation
 * would do is seen before it is said, and is what happens then. */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "check.h"
#include "people.h"

enum { ROOM = 8 };

static struct person *colleague(struct town *town, const char *name)
{
        const struct zl_charter *charter =
            zl_directory_charter(zl_core_directory(town->coordinator->core));
        struct zl_id team = charter->teams[0].id;

        return town_join(
            town, town->coordinator, ZL_ROLE_PROFESSIONAL, &team, name);
}

/* Away from `from` days after today, for a week. */
static int go_away(struct person *p, uint32_t from, const struct person *deputy,
    struct zl_id *ret_id)
{
        uint32_t today = zl_time_day(people_now);
        struct zl_absence absence = {.from = today + from,
            .until = today + from + 6,
            .deputy = deputy->member};

        return zl_core_absence(p->core, people_now, &absence, ret_id);
}

static void who_stands_in_receives_and_both_see_it(void)
{
        struct town *town = town_new();
        struct person *petra = colleague(town, "Petra Proef");
        struct zl_absence_view views[ROOM];
        struct zl_record_view record;
        struct zl_id id;

        town_confirm(town, town->contact);
        REQUIRE_OK(person_sync(town->holder, town->loop));
        REQUIRE_OK(go_away(town->holder, 0, petra, &id));
        CHECK_UINT(
            zl_core_absences(town->holder->core, people_now, views, ROOM), 1);
        CHECK(views[0].ours && views[0].begun && views[0].queued);
        CHECK_OK(person_run(town->holder, town->loop));
        person_reload(town->holder);
        CHECK_UINT(
            zl_core_absences(town->holder->core, people_now, views, ROOM), 1);
        CHECK(!views[0].queued);
        REQUIRE_OK(person_sync(petra, town->loop));
        CHECK_UINT(zl_core_absences(petra->core, people_now, views, ROOM), 1);
        CHECK(!views[0].ours);
        CHECK(zl_id_equal(&views[0].member, &town->holder->member));
        CHECK(zl_id_equal(&views[0].deputy, &petra->member));
        REQUIRE_OK(person_sync(town->coordinator, town->loop));
        REQUIRE_OK(person_sync(town->contact, town->loop));
        town_confirm(town, town->contact);
        REQUIRE_OK(town_note(town, town->contact, "Iets gezien."));
        CHECK_OK(person_run(town->contact, town->loop));
        REQUIRE_OK(person_sync(petra, town->loop));
        CHECK(town_record(town, petra, ZL_NOTE, &record));
        person_free(petra);
        town_free(town);
}

static void either_of_the_two_ends_it(void)
{
        struct town *town = town_new();
        struct person *petra = colleague(town, "Petra Proef");
        struct zl_absence_view views[ROOM];
        struct zl_id id;

        REQUIRE_OK(person_sync(town->holder, town->loop));
        REQUIRE_OK(person_sync(town->deputy, town->loop));
        REQUIRE_OK(go_away(town->holder, 0, petra, &id));
        REQUIRE_OK(person_run(town->holder, town->loop));
        REQUIRE_OK(person_sync(town->deputy, town->loop));
        CHECK_STATUS(zl_core_end_absence(town->deputy->core, people_now, &id),
            ZL_E_POLICY);
        REQUIRE_OK(person_sync(petra, town->loop));
        CHECK_OK(zl_core_end_absence(petra->core, people_now, &id));
        CHECK_STATUS(
            zl_core_end_absence(petra->core, people_now, &id), ZL_E_STATE);
        CHECK_OK(person_run(petra, town->loop));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        CHECK_UINT(
            zl_core_absences(town->holder->core, people_now, views, ROOM), 0);
        /* The same once more, and the own hand ends it. */
        REQUIRE_OK(go_away(town->holder, 0, petra, &id));
        CHECK_OK(zl_core_end_absence(town->holder->core, people_now, &id));
        CHECK_OK(person_run(town->holder, town->loop));
        CHECK(person_heard(town->holder, ZL_MSG_REFUSED) == NULL);
        CHECK_STATUS(
            zl_core_end_absence(town->holder->core, people_now, &town->club),
            ZL_E_NOT_FOUND);
        person_free(petra);
        town_free(town);
}

static void what_makes_no_absence_is_refused(void)
{
        struct town *town = town_new();
        const struct zl_charter *charter =
            zl_directory_charter(zl_core_directory(town->coordinator->core));
        struct zl_id team = charter->teams[1].id;
        struct person *zoe = town_join(
            town, town->coordinator, ZL_ROLE_PROFESSIONAL, &team, "Zoë Zuid");
        struct zl_absence absence = {.deputy = town->deputy->member};
        struct person *h = town->holder;
        struct zl_id id;

        REQUIRE_OK(go_away(h, 0, town->deputy, &id));
        CHECK_STATUS(go_away(h, 6, town->deputy, &id), ZL_E_CONFLICT);
        CHECK_OK(go_away(h, 7, town->deputy, &id));
        CHECK_STATUS(go_away(h, 20, h, &id), ZL_E_CONFLICT);
        CHECK_STATUS(go_away(h, 20, zoe, &id), ZL_E_NOT_FOUND);
        CHECK_STATUS(go_away(town->contact, 0, town->deputy, &id), ZL_E_POLICY);
        absence.from = zl_time_day(people_now) - 8;
        absence.until = absence.from + 7;
        CHECK_STATUS(
            zl_core_absence(h->core, people_now, &absence, &id), ZL_E_USAGE);
        absence.from = zl_time_day(people_now) + 20;
        absence.until = absence.from - 1;
        CHECK_STATUS(zl_core_absence(h->core, people_now, &absence, &id),
            ZL_E_MALFORMED);
        absence.until = absence.from + ZL_ABSENCE_DAYS + 1;
        CHECK_STATUS(zl_core_absence(h->core, people_now, &absence, &id),
            ZL_E_MALFORMED);
        /* Somebody else's cannot be changed. */
        REQUIRE_OK(person_run(h, town->loop));
        REQUIRE_OK(person_sync(town->deputy, town->loop));
        absence.absence = id;
        absence.until = absence.from;
        absence.deputy = h->member;
        CHECK_STATUS(
            zl_core_absence(town->deputy->core, people_now, &absence, &id),
            ZL_E_NOT_FOUND);
        person_free(zoe);
        town_free(town);
}

/* One can be lengthened under its own id, whatever its own days are. */
static void an_absence_can_be_changed(void)
{
        struct town *town = town_new();
        struct zl_absence_view views[ROOM];
        struct zl_absence absence = {.deputy = town->deputy->member};
        struct zl_id id;

        REQUIRE_OK(go_away(town->holder, 0, town->deputy, &absence.absence));
        absence.from = zl_time_day(people_now);
        absence.until = absence.from + 20;
        CHECK_OK(
            zl_core_absence(town->holder->core, people_now, &absence, &id));
        CHECK(zl_id_equal(&id, &absence.absence));
        CHECK_OK(person_run(town->holder, town->loop));
        CHECK(person_heard(town->holder, ZL_MSG_REFUSED) == NULL);
        CHECK_UINT(
            zl_core_absences(town->holder->core, people_now, views, ROOM), 1);
        CHECK_UINT(views[0].until, absence.until);
        town_free(town);
}

static void who_is_there_is_offered_first(void)
{
        struct town *town = town_new();
        struct person *petra = colleague(town, "Petra Proef");
        struct zl_deputy_view views[ROOM];
        uint32_t today = zl_time_day(people_now);
        struct zl_id id;

        REQUIRE_OK(go_away(town->deputy, 2, town->holder, &id));
        REQUIRE_OK(person_run(town->deputy, town->loop));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        REQUIRE(zl_core_deputies_for_absence(town->holder->core, people_now,
                    today, today + 6, views, ROOM) == 2);
        CHECK(zl_id_equal(&views[0].member, &petra->member));
        CHECK(!views[0].away);
        CHECK(zl_id_equal(&views[1].member, &town->deputy->member));
        CHECK(views[1].away);
        REQUIRE(zl_core_deputies_for_absence(town->holder->core, people_now,
                    today, today + 1, views, ROOM) == 2);
        CHECK(!views[0].away && !views[1].away);
        CHECK_UINT(zl_core_deputies_for_absence(town->holder->core, people_now,
                       today, today + 1, views, 1),
            1);
        CHECK_UINT(zl_core_deputies_for_absence(town->contact->core, people_now,
                       today, today, views, ROOM),
            0);
        person_free(petra);
        town_free(town);
}

/* ---- Revoking ---- */

static struct zl_hash appointment_of(
    const struct person *p, const struct zl_id *member)
{
        const struct zl_member *known =
            zl_directory_member(zl_core_directory(p->core), member);

        REQUIRE(known != NULL);
        return known->appointment;
}

static bool has(const struct zl_id *ids, size_t count, const struct zl_id *id)
{
        for (size_t i = 0; i < count; i++) {
                if (zl_id_equal(&ids[i], id))
                        return true;
        }
        return false;
}

static size_t count_voids(const struct zl_directory *directory)
{
        size_t count = 0;

        for (size_t i = 0; i < zl_directory_count(directory); i++)
                count += zl_directory_is_void(directory, i) ? 1 : 0;
        return count;
}

/* The supporter's key is stolen on the second day: with it go the contact
 * that was invited since and all that rests on that. */
static void a_preview_says_what_happens(void)
{
        struct town *town = town_new();
        struct person *c = town->coordinator;
        struct zl_revocation revocation = {.compromised = true};
        struct zl_preview preview = {.voids = NULL};
        struct person *late = NULL;
        struct zl_time stolen;
        uint64_t said = 0;

        people_now.ms += ZL_MS_DAY;
        stolen = people_now;
        late = town_join(
            town, town->supporter, ZL_ROLE_CONTACT, &town->club, "Lies Laat");
        REQUIRE_OK(person_sync(c, town->loop));
        said = loop_statements(town->loop);
        revocation.subject = appointment_of(c, &town->supporter->member);
        revocation.since = zl_core_position_at(c->core, stolen);
        REQUIRE_OK(zl_core_preview(c->core, people_now, &revocation, &preview));
        /* Her appointment, card and device; what else was said that day. */
        CHECK(preview.void_count >= 3);
        CHECK(has(preview.members, preview.member_count, &late->member));
        CHECK(has(
            preview.members, preview.member_count, &town->supporter->member));
        CHECK(!has(
            preview.members, preview.member_count, &town->contact->member));
        CHECK_UINT(preview.club_count, 0);
        for (size_t i = 0; i < preview.void_count; i++)
                CHECK(preview.voids[i].at.position >= revocation.since);
        /* Nothing was said. */
        CHECK_OK(person_sync(c, town->loop));
        CHECK_UINT(loop_statements(town->loop), said);
        CHECK_UINT(count_voids(zl_core_directory(c->core)), 0);
        REQUIRE_OK(zl_core_revoke(c->core, people_now, &revocation));
        CHECK_UINT(count_voids(zl_core_directory(c->core)), preview.void_count);
        CHECK_OK(person_run(c, town->loop));
        CHECK(person_heard(c, ZL_MSG_REFUSED) == NULL);
        CHECK_STATUS(zl_directory_member_in_force(loop_directory(town->loop),
                         &late->member, zl_core_point(c->core, people_now)),
            ZL_E_NOT_FOUND);
        zl_preview_free(&preview);
        person_free(late);
        town_free(town);
}

static void a_preview_names_the_clubs_it_touches(void)
{
        struct town *town = town_new();
        struct person *c = town->coordinator;
        struct zl_revocation revocation = {.compromised = false};
        struct zl_preview preview = {.voids = NULL};

        revocation.subject = appointment_of(c, &town->holder->member);
        REQUIRE_OK(zl_core_preview(c->core, people_now, &revocation, &preview));
        CHECK_UINT(preview.void_count, 0);
        CHECK_UINT(preview.member_count, 1);
        CHECK_UINT(preview.club_count, 1);
        CHECK(has(preview.clubs, preview.club_count, &town->club));
        zl_preview_free(&preview);
        /* Who may not say it sees nothing of it either. */
        CHECK_STATUS(zl_core_preview(town->supporter->core, people_now,
                         &revocation, &preview),
            ZL_E_SCOPE);
        revocation.subject.bytes[0] ^= 1;
        CHECK_STATUS(
            zl_core_preview(c->core, people_now, &revocation, &preview),
            ZL_E_NOT_FOUND);
        town_free(town);
}

static void a_position_is_that_of_a_time_or_a_statement(void)
{
        struct town *town = town_new();
        struct person *c = town->coordinator;
        struct zl_hash hash = appointment_of(c, &town->supporter->member);
        struct zl_time before = {people_now.ms - 1};
        struct zl_time later = {people_now.ms + 1};
        uint64_t position = 0;
        struct zl_point at;

        REQUIRE_OK(zl_core_position_of(c->core, &hash, &position));
        for (size_t i = 0; i < loop_statements(town->loop); i++) {
                const struct zl_statement *statement =
                    zl_directory_statement(loop_directory(town->loop), i, &at);

                CHECK(zl_hash_equal(&statement->hash, &hash) ==
                    (at.position == position));
        }
        CHECK_UINT(zl_core_position_at(c->core, before), 0);
        CHECK(zl_core_position_at(c->core, later) > position);
        CHECK(
            zl_core_position_at(c->core, later) <= loop_statements(town->loop));
        hash.bytes[0] ^= 1;
        CHECK_STATUS(
            zl_core_position_of(c->core, &hash, &position), ZL_E_NOT_FOUND);
        town_free(town);
}

static void who_would_leave_a_club_without_anybody_is_told(void)
{
        struct town *town = town_new();
        struct zl_core *core = town->coordinator->core;
        struct zl_revocation left = {.compromised = false};
        struct zl_preview preview = {.void_count = 0};
        struct zl_alarm *alarms = NULL;
        uint64_t position = 0;
        size_t count = 9;

        CHECK_STATUS(
            zl_core_alarms(town->contact->core, people_now, &alarms, &count),
            ZL_E_POLICY);
        REQUIRE_OK(zl_core_alarms(core, people_now, &alarms, &count));
        CHECK_UINT(count, 0);
        REQUIRE_OK(zl_core_said(core, people_now, &position));
        REQUIRE_OK(town_assign(town, town->holder, NULL));
        REQUIRE_OK(zl_core_caused(core, people_now, position, &alarms, &count));
        CHECK_UINT(count, 0);
        left.subject =
            zl_directory_member(zl_core_directory(core), &town->holder->member)
                ->appointment;
        REQUIRE_OK(zl_core_preview(core, people_now, &left, &preview));
        REQUIRE_UINT(preview.nobody_count, 1);
        CHECK(zl_id_equal(&preview.nobody[0].club, &town->club));
        CHECK_UINT(preview.nobody[0].day, zl_time_day(people_now));
        zl_preview_free(&preview);
        /* Said, it is an alarm, and was caused by what was said last. */
        REQUIRE_OK(zl_core_said(core, people_now, &position));
        REQUIRE_OK(zl_core_revoke(core, people_now, &left));
        REQUIRE_OK(zl_core_caused(core, people_now, position, &alarms, &count));
        CHECK_UINT(count, 1);
        free(alarms);
        REQUIRE_OK(zl_core_said(core, people_now, &position));
        REQUIRE_OK(zl_core_caused(core, people_now, position, &alarms, &count));
        CHECK_UINT(count, 0);
        REQUIRE_OK(zl_core_alarms(core, people_now, &alarms, &count));
        REQUIRE_UINT(count, 1);
        CHECK_UINT(alarms[0].day, zl_time_day(people_now));
        free(alarms);
        town_free(town);
}

/* More of them than a server is asked for anything else in one sync. */
static void hundreds_are_assigned_in_one_sync(void)
{
        enum { CLUBS = 230 };
        struct town *town = town_new();
        struct person *c = town->coordinator;
        const struct zl_charter *charter =
            zl_directory_charter(zl_core_directory(c->core));
        struct zl_club club = {.kind = "music",
            .district = charter->teams[0].district,
            .name = "Een van velen"};
        struct zl_assignment *all = calloc(CLUBS, sizeof(*all));
        struct zl_self self;
        size_t last = CLUBS - 1;

        REQUIRE(all != NULL);
        for (size_t i = 0; i < CLUBS; i++) {
                all[i] = (struct zl_assignment){
                    .account_holder = town->holder->member, .phone = "070 1"};
                REQUIRE_OK(
                    zl_core_put_club(c->core, people_now, &club, &all[i].club));
        }
        CHECK_OK(person_run(c, town->loop));
        /* All of them, or none. */
        all[last].deputies[0] = town->holder->member;
        all[last].deputy_count = 1;
        CHECK_STATUS(
            zl_core_assign(c->core, people_now, all, CLUBS), ZL_E_CONFLICT);
        zl_core_self(c->core, &self);
        CHECK_UINT(self.outbox, 0);
        CHECK(zl_core_assignment_of(c->core, &all[0].club) == NULL);
        all[last].deputy_count = 0;
        person_forget(c);
        REQUIRE_OK(zl_core_assign(c->core, people_now, all, CLUBS));
        CHECK(zl_core_assignment_of(c->core, &all[last].club) != NULL);
        CHECK_OK(person_run(c, town->loop));
        CHECK(person_heard(c, ZL_MSG_SENT) == NULL);
        zl_core_self(c->core, &self);
        CHECK_UINT(self.outbox, 0);
        REQUIRE_OK(person_sync(town->supporter, town->loop));
        CHECK(zl_core_assignment_of(town->supporter->core, &all[last].club) !=
            NULL);
        free(all);
        town_free(town);
}

static const struct check_case cases[] = {
    CHECK_CASE(who_stands_in_receives_and_both_see_it),
    CHECK_CASE(either_of_the_two_ends_it),
    CHECK_CASE(what_makes_no_absence_is_refused),
    CHECK_CASE(an_absence_can_be_changed),
    CHECK_CASE(who_is_there_is_offered_first),
    CHECK_CASE(a_preview_says_what_happens),
    CHECK_CASE(a_preview_names_the_clubs_it_touches),
    CHECK_CASE(a_position_is_that_of_a_time_or_a_statement),
    CHECK_CASE(who_would_leave_a_club_without_anybody_is_told),
    CHECK_CASE(hundreds_are_assigned_in_one_sync),
};
CHECK_MAIN("core organise", cases)
