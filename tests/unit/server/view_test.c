/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: who is a contact, who is invited and since when the post is vacant
 * follows from the statements and the day, and from nothing else. */
#include "register/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../common/samples.h"
#include "../common/world.h"
#include "calendar.h"
#include "check.h"

/* A world, and an empty register beside it. */
struct scene {
        struct world *w;
        struct zl_register *reg;
        char folder[64];
        char path[96];
};

static struct scene begin(void)
{
        struct scene s = {.w = world_new(), .folder = "/tmp/view.XXXXXX"};

        REQUIRE(mkdtemp(s.folder) != NULL);
        (void)snprintf(s.path, sizeof(s.path), "%s/register.db", s.folder);
        REQUIRE_OK(zl_register_open(
            s.path, true, zl_directory_organisation(s.w->directory), &s.reg));
        return s;
}

static void end(struct scene *s)
{
        char name[128];

        zl_register_close(s->reg);
        world_free(s->w);
        (void)unlink(s->path);
        (void)snprintf(name, sizeof(name), "%s-writer", s->path);
        (void)unlink(name);
        CHECK_INT(rmdir(s->folder), 0);
}

/* The northern club, so many days from now. */
static struct zl_club_view view_of(const struct scene *s, unsigned days)
{
        struct zl_id club = sample_id(CLUB_NORTH);
        struct zl_point at = {ZL_POSITION_END, s->w->at.time};
        struct zl_club_view view = {.club = NULL};

        at.time.ms += days * ZL_MS_DAY;
        REQUIRE_OK(zl_club_view(s->reg, s->w->directory, &club, at, &view));
        return view;
}

static uint32_t today(const struct scene *s)
{
        return zl_time_day(s->w->at.time);
}

static void check_state(const struct scene *s, unsigned days, size_t number,
    enum zl_contact_state state, uint32_t since)
{
        struct zl_club_view view = view_of(s, days);

        REQUIRE(number < view.contact_count);
        CHECK_STR(zl_contact_state_str(view.contacts[number].state),
            zl_contact_state_str(state));
        CHECK_UINT(view.contacts[number].since, since);
        zl_club_view_free(&view);
}

static void a_contact_is_in_force_until_the_last_day(void)
{
        struct scene s = begin();
        struct zl_club_view view = view_of(&s, 0);
        uint32_t day = today(&s);

        CHECK_UINT(view.contact_count, 1);
        CHECK_UINT(view.facts.contact_count, 1);
        CHECK_UINT(view.facts.vacant_since, 0);
        CHECK(!view.facts.is_invited);
        zl_club_view_free(&view);
        check_state(&s, 0, 0, ZL_CONTACT_IN_FORCE, day - 1);
        check_state(&s, 365, 0, ZL_CONTACT_IN_FORCE, day - 1);
        check_state(&s, 366, 0, ZL_CONTACT_ENDED, day + 366);
        view = view_of(&s, 400);
        CHECK_UINT(view.facts.contact_count, 0);
        CHECK_UINT(view.facts.vacant_since, day + 366);
        zl_club_view_free(&view);
        end(&s);
}

static void a_contact_who_left_leaves_the_post_vacant(void)
{
        struct scene s = begin();
        struct zl_club_view view;
        uint32_t day = 0;

        s.w->at.time.ms += 3 * ZL_MS_DAY;
        day = today(&s);
        REQUIRE_OK(
            world_left(s.w, &s.w->supporter.device, &s.w->contact.appointment));
        check_state(&s, 0, 0, ZL_CONTACT_ENDED, day);
        view = view_of(&s, 9);
        CHECK_UINT(view.facts.vacant_since, day);
        zl_club_view_free(&view);
        end(&s);
}

/* An invitation that was withdrawn is no contact who left. */
static void who_never_joined_leaves_no_post(void)
{
        struct scene s = begin();
        struct person second = {.id = sample_id(0x51)};
        struct zl_club_view view;
        uint32_t day = 0;

        REQUIRE_OK(world_appoint(
            s.w, &s.w->supporter.device, &second, ZL_ROLE_CONTACT, "\x31"));
        s.w->at.time.ms += 3 * ZL_MS_DAY;
        day = today(&s);
        REQUIRE_OK(
            world_left(s.w, &s.w->supporter.device, &s.w->contact.appointment));
        s.w->at.time.ms += 3 * ZL_MS_DAY;
        REQUIRE_OK(
            world_left(s.w, &s.w->supporter.device, &second.appointment));
        view = view_of(&s, 0);
        CHECK_UINT(view.facts.vacant_since, day);
        zl_club_view_free(&view);
        person_free(&second);
        end(&s);
}

static void an_invitation_holds_for_fourteen_days(void)
{
        struct scene s = begin();
        struct person second = {.id = sample_id(0x51)};
        struct zl_club_view view;
        uint32_t day = today(&s);

        REQUIRE_OK(world_appoint(
            s.w, &s.w->supporter.device, &second, ZL_ROLE_CONTACT, "\x31"));
        check_state(&s, 0, 1, ZL_CONTACT_INVITED, day);
        check_state(&s, 13, 1, ZL_CONTACT_INVITED, day);
        check_state(&s, 14, 1, ZL_CONTACT_INVITATION_EXPIRED, day + 14);
        view = view_of(&s, 13);
        CHECK(view.facts.is_invited);
        CHECK_UINT(view.facts.invited_until, day + 14);
        CHECK_UINT(view.facts.contact_count, 1);
        zl_club_view_free(&view);
        /* appointed anew, the days count anew */
        s.w->at.time.ms += 10 * ZL_MS_DAY;
        REQUIRE_OK(world_appoint(
            s.w, &s.w->supporter.device, &second, ZL_ROLE_CONTACT, "\x31"));
        check_state(&s, 13, 1, ZL_CONTACT_INVITED, day + 10);
        REQUIRE_OK(world_join(s.w, &second));
        check_state(&s, 14, 1, ZL_CONTACT_IN_FORCE, day + 9);
        view = view_of(&s, 14);
        CHECK(!view.facts.is_invited);
        CHECK_UINT(view.facts.contact_count, 2);
        zl_club_view_free(&view);
        person_free(&second);
        end(&s);
}

static void papers_are_those_of_the_membership(void)
{
        struct scene s = begin();
        struct zl_register_person person = {.club = sample_id(CLUB_NORTH),
            .id = {{1}},
            .given = "Karin",
            .family = "Smit",
            .member = s.w->contact.id,
            .vog_seen = 20000,
            .trained_until = 21000};
        struct zl_club_view view;

        REQUIRE_OK(zl_register_begin(s.reg));
        REQUIRE_OK(zl_register_put_person(s.reg, &person));
        /* of nobody's membership */
        person.id.bytes[0] = 2;
        person.member = (struct zl_id){{0}};
        person.vog_seen = 1;
        REQUIRE_OK(zl_register_put_person(s.reg, &person));
        REQUIRE_OK(zl_register_commit(s.reg));
        view = view_of(&s, 0);
        REQUIRE_UINT(view.facts.contact_count, 1);
        CHECK_UINT(view.facts.contacts[0].vog_seen, 20000);
        CHECK_UINT(view.facts.contacts[0].trained_until, 21000);
        CHECK(!view.facts.has_nobody);
        CHECK(view.facts.has_deputy);
        zl_club_view_free(&view);
        end(&s);
}

static const struct check_case cases[] = {
    CHECK_CASE(a_contact_is_in_force_until_the_last_day),
    CHECK_CASE(a_contact_who_left_leaves_the_post_vacant),
    CHECK_CASE(who_never_joined_leaves_no_post),
    CHECK_CASE(an_invitation_holds_for_fourteen_days),
    CHECK_CASE(papers_are_those_of_the_membership),
};
CHECK_MAIN("view", cases)
