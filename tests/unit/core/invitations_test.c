/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: what became of an invitation is seen; a new code makes the old one
 * void and keeps the person; one that was withdrawn lets nobody in. */
#include <stdlib.h>

#include "calendar.h"
#include "check.h"
#include "people.h"

static struct zl_id invite(struct person *by, struct town *town,
    const char *name, struct zl_code *ret_code)
{
        uint32_t today = zl_time_day(people_now);
        struct zl_invite wanted = {.role = ZL_ROLE_CONTACT,
            .scope = &town->club,
            .scope_count = 1,
            .name = name,
            .phone = "0612345678",
            .from = today,
            .until = today + 100};
        struct zl_id member = {{0}};

        REQUIRE_OK(
            zl_core_invite(by->core, people_now, &wanted, &member, ret_code));
        REQUIRE_OK(person_run(by, town->loop));
        return member;
}

/* What a person sees of somebody's invitation. */
static struct zl_invitation_view look(
    struct person *p, const struct zl_id *member)
{
        struct zl_invitation_view found = {.state = ZL_INVITED_WITHDRAWN};
        struct zl_invitation_view *views = NULL;
        size_t count = 0;
        size_t times = 0;

        REQUIRE_OK(zl_core_invitations(p->core, people_now, &views, &count));
        for (size_t i = 0; i < count; i++) {
                CHECK(i == 0 || views[i - 1].state <= views[i].state);
                if (!zl_id_equal(&views[i].member, member))
                        continue;
                found = views[i];
                times++;
        }
        CHECK_UINT(times, 1);
        free(views);
        return found;
}

static void an_invitation_is_open_used_or_over(void)
{
        struct town *town = town_new();
        struct person *s = town->supporter;
        struct person *lies = person_new();
        struct zl_time start = people_now;
        struct zl_invitation_view *views = NULL;
        struct zl_code code = {0};
        struct zl_id member = invite(s, town, "Lies Laat", &code);
        size_t count = 9;

        CHECK_UINT(look(s, &member).state, ZL_INVITED_OPEN);
        CHECK_UINT(look(s, &town->contact->member).state, ZL_INVITED_USED);
        CHECK(look(s, &town->contact->member).became.ms > 0);
        people_now.ms = look(s, &member).ends.ms;
        CHECK_UINT(look(s, &member).state, ZL_INVITED_OPEN);
        people_now.ms++;
        CHECK_UINT(look(s, &member).state, ZL_INVITED_EXPIRED);
        people_now = start;
        CHECK_OK(town_join_with(town, lies, &code));
        REQUIRE_OK(person_sync(s, town->loop));
        CHECK_UINT(look(s, &member).state, ZL_INVITED_USED);
        CHECK_STATUS(
            zl_core_uninvite(s->core, people_now, &member), ZL_E_CODE_USED);
        /* Contacts are the supporter's, and others nobody's business. */
        REQUIRE_OK(person_sync(town->coordinator, town->loop));
        REQUIRE_OK(zl_core_invitations(
            town->coordinator->core, people_now, &views, &count));
        for (size_t i = 0; i < count; i++)
                CHECK(!zl_id_equal(&views[i].member, &member));
        CHECK_UINT(count, 3);
        free(views);
        CHECK_STATUS(
            zl_core_invitations(town->holder->core, people_now, &views, &count),
            ZL_E_POLICY);
        zl_code_free(&code);
        person_free(lies);
        town_free(town);
}

static void a_new_code_is_for_the_same_person(void)
{
        struct town *town = town_new();
        struct person *s = town->supporter;
        struct person *thief = person_new();
        struct person *lies = person_new();
        struct zl_code first = {0};
        struct zl_code second = {0};
        struct zl_id member = invite(s, town, "Lies Laat", &first);
        struct zl_self self;

        people_now.ms += 20 * ZL_MS_DAY;
        CHECK_UINT(look(s, &member).state, ZL_INVITED_EXPIRED);
        REQUIRE_OK(zl_core_renew(s->core, people_now, &member,
            zl_time_day(people_now) + 80, false, &second));
        CHECK_UINT(look(s, &member).state, ZL_INVITED_OPEN);
        REQUIRE_OK(person_run(s, town->loop));
        CHECK(person_heard(s, ZL_MSG_REFUSED) == NULL);
        CHECK(town_join_with(town, thief, &first) != ZL_OK ||
            person_heard(thief, ZL_MSG_REFUSED) != NULL);
        CHECK_OK(town_join_with(town, lies, &second));
        CHECK(person_heard(lies, ZL_MSG_REFUSED) == NULL);
        zl_core_self(lies->core, &self);
        CHECK(self.joined && zl_id_equal(&self.member, &member));
        CHECK_STR(self.name, "Lies Laat");
        REQUIRE_OK(person_sync(s, town->loop));
        CHECK_UINT(look(s, &member).state, ZL_INVITED_USED);
        zl_code_free(&second);
        CHECK_STATUS(zl_core_renew(s->core, people_now, &member,
                         zl_time_day(people_now) + 80, false, &second),
            ZL_E_CODE_USED);
        CHECK_STATUS(zl_core_renew(town->coordinator->core, people_now,
                         &town->supporter->member, zl_time_day(people_now) + 80,
                         false, &second),
            ZL_E_CODE_USED);
        zl_code_free(&first);
        person_free(lies);
        person_free(thief);
        town_free(town);
}

static void who_is_withdrawn_cannot_join(void)
{
        struct town *town = town_new();
        struct person *s = town->supporter;
        struct person *lies = person_new();
        struct person *again = person_new();
        struct zl_code code = {0};
        struct zl_code renewed = {0};
        struct zl_id member = invite(s, town, "Lies Laat", &code);

        REQUIRE_OK(zl_core_uninvite(s->core, people_now, &member));
        REQUIRE_OK(person_run(s, town->loop));
        CHECK_UINT(look(s, &member).state, ZL_INVITED_WITHDRAWN);
        CHECK(look(s, &member).became.ms > 0);
        CHECK_STATUS(
            zl_core_uninvite(s->core, people_now, &member), ZL_E_STATE);
        CHECK(town_join_with(town, lies, &code) != ZL_OK ||
            person_heard(lies, ZL_MSG_REFUSED) != NULL);
        CHECK_STATUS(zl_directory_member_in_force(loop_directory(town->loop),
                         &member, zl_core_point(s->core, people_now)),
            ZL_E_REVOKED);
        /* And it is not for ever. */
        REQUIRE_OK(zl_core_renew(s->core, people_now, &member,
            zl_time_day(people_now) + 80, true, &renewed));
        REQUIRE_OK(person_run(s, town->loop));
        CHECK_OK(town_join_with(town, again, &renewed));
        CHECK(person_heard(again, ZL_MSG_REFUSED) == NULL);
        REQUIRE_OK(person_sync(s, town->loop));
        CHECK_UINT(look(s, &member).state, ZL_INVITED_USED);
        zl_code_free(&renewed);
        zl_code_free(&code);
        person_free(again);
        person_free(lies);
        town_free(town);
}

static void who_has_the_name_is_known(void)
{
        struct town *town = town_new();
        struct person *s = town->supporter;
        struct zl_code code = {0};
        struct zl_id member = invite(s, town, "José Laat", &code);
        struct zl_invite wanted = {
            .role = ZL_ROLE_CONTACT, .name = "jose  laat", .phone = "06"};
        struct zl_id found;

        CHECK_OK(zl_core_known_already(s->core, people_now, &wanted, &found));
        CHECK(zl_id_equal(&found, &member));
        wanted.name = "Jose Laater";
        CHECK_STATUS(
            zl_core_known_already(s->core, people_now, &wanted, &found),
            ZL_E_NOT_FOUND);
        wanted.name = "José Laat";
        wanted.role = ZL_ROLE_SUPPORTER;
        CHECK_STATUS(
            zl_core_known_already(s->core, people_now, &wanted, &found),
            ZL_E_NOT_FOUND);
        wanted.role = ZL_ROLE_CONTACT;
        REQUIRE_OK(zl_core_uninvite(s->core, people_now, &member));
        CHECK_STATUS(
            zl_core_known_already(s->core, people_now, &wanted, &found),
            ZL_E_NOT_FOUND);
        zl_code_free(&code);
        town_free(town);
}

static const struct check_case cases[] = {
    CHECK_CASE(an_invitation_is_open_used_or_over),
    CHECK_CASE(a_new_code_is_for_the_same_person),
    CHECK_CASE(who_is_withdrawn_cannot_join),
    CHECK_CASE(who_has_the_name_is_known),
};
CHECK_MAIN("core invitations", cases)
