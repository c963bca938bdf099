/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! What is known of a club on a day. Who is a contact, who is invited
 * and who answers is asked of the directory each time, so it can never differ
 * from the statements. */
#include "view.h"

#include <stdlib.h>
#include <string.h>

#include "calendar.h"

enum { INVITATION_DAYS = 14 }; /* docs/protocol.md, 2.5 */

static const char *const state_words[] = {
    "in-force", "invited", "invitation-expired", "not-yet", "ended"};

const char *zl_contact_state_str(enum zl_contact_state state)
{
        return state_words[state];
}

bool zl_club_is_named(const struct zl_member *member, const struct zl_id *club)
{
        for (size_t i = 0; i < member->scope_count; i++) {
                if (zl_id_equal(&member->scope[i], club))
                        return true;
        }
        return false;
}

/* The day that the log took the statement at a position. */
static uint32_t day_of(const struct zl_directory *directory, uint64_t position)
{
        struct zl_point at = {0};

        if (position < zl_directory_count(directory))
                (void)zl_directory_statement(directory, (size_t)position, &at);
        return zl_time_day(at.time);
}

static struct zl_club_contact contact_of(const struct zl_directory *directory,
    const struct zl_member *member, struct zl_point at)
{
        struct zl_club_contact contact = {.member = member->id,
            .from = member->from,
            .until = member->until,
            .since = member->from,
            .joined = zl_directory_ever_joined(directory, &member->id)};
        uint32_t day = zl_time_day(at.time);

        if (member->ended != ZL_POSITION_END) {
                contact.state = ZL_CONTACT_ENDED;
                contact.since = day_of(directory, member->ended);
        } else if (day > member->until) {
                contact.state = ZL_CONTACT_ENDED;
                contact.since = member->until + 1;
        } else if (day < member->from) {
                contact.state = ZL_CONTACT_NOT_YET;
        } else if (zl_directory_has_joined(directory, &member->id, at)) {
                contact.state = ZL_CONTACT_IN_FORCE;
        } else {
                contact.since = zl_time_day(
                    zl_directory_appointed(directory, &member->id).time);
                contact.invited_until = contact.since + INVITATION_DAYS;
                contact.state = day < contact.invited_until
                    ? ZL_CONTACT_INVITED
                    : ZL_CONTACT_INVITATION_EXPIRED;
                if (contact.state == ZL_CONTACT_INVITATION_EXPIRED)
                        contact.since = contact.invited_until;
        }
        return contact;
}

static int gather_contacts(struct zl_club_view *view,
    const struct zl_club_viewing *viewing, const uint32_t *members,
    size_t count)
{
        if (count == 0)
                return ZL_OK;
        view->contacts = calloc(count, sizeof(*view->contacts));
        view->papers = calloc(count, sizeof(*view->papers));
        if (view->contacts == NULL || view->papers == NULL)
                return ZL_E_MEMORY;
        for (size_t i = 0; i < count; i++)
                view->contacts[view->contact_count++] =
                    contact_of(viewing->directory,
                        zl_directory_member_at(viewing->directory, members[i]),
                        viewing->at);
        return ZL_OK;
}

/* What the contacts come to: who is there, who is invited, since when nobody
 * is. */
static void weigh_contacts(struct zl_club_view *view)
{
        struct zl_club_facts *facts = &view->facts;
        uint32_t ended = 0;

        for (size_t i = 0; i < view->contact_count; i++) {
                const struct zl_club_contact *one = &view->contacts[i];

                if (one->state == ZL_CONTACT_IN_FORCE)
                        view->papers[facts->contact_count++].until = one->until;
                if (one->state == ZL_CONTACT_ENDED && one->joined &&
                    one->since > ended)
                        ended = one->since;
                if (one->state == ZL_CONTACT_INVITED ||
                    one->state == ZL_CONTACT_INVITATION_EXPIRED) {
                        facts->is_invited = true;
                        if (one->invited_until > facts->invited_until)
                                facts->invited_until = one->invited_until;
                }
        }
        facts->contacts = view->papers;
        if (facts->contact_count == 0)
                facts->vacant_since = ended;
}

struct seeing {
        const struct zl_club_viewing *viewing;
        struct zl_club_view *view;
        uint32_t day;
};

/* A contact's papers stand with the person who has that membership. */
static int see_person(void *context, const struct zl_register_person *person)
{
        struct seeing *seeing = context;
        struct zl_club_view *view = seeing->view;
        size_t number = 0;

        for (size_t i = 0; i < view->contact_count; i++) {
                if (view->contacts[i].state != ZL_CONTACT_IN_FORCE)
                        continue;
                if (zl_id_equal(&view->contacts[i].member, &person->member)) {
                        view->papers[number].vog_seen = person->vog_seen;
                        view->papers[number].trained_until =
                            person->trained_until;
                }
                number++;
        }
        return seeing->viewing->also != NULL
            ? seeing->viewing->also(seeing->viewing->context, person)
            : ZL_OK;
}

static int see_visit(void *context, const struct zl_register_visit *visit)
{
        struct seeing *seeing = context;
        struct zl_club_facts *facts = &seeing->view->facts;

        if (visit->done && visit->on <= seeing->day &&
            visit->on > facts->visited)
                facts->visited = visit->on;
        if (!visit->done && visit->on >= seeing->day &&
            (facts->visit_planned == 0 || visit->on < facts->visit_planned))
                facts->visit_planned = visit->on;
        return ZL_OK;
}

static int see_need(void *context, const struct zl_register_need *need)
{
        struct seeing *seeing = context;
        struct zl_club_facts *facts = &seeing->view->facts;

        if (need->status == ZL_NEED_OPEN &&
            (facts->need_since == 0 || need->since < facts->need_since))
                facts->need_since = need->since;
        return ZL_OK;
}

/* Whoever is behind the account holder, away that day or not. */
static bool has_deputy(const struct zl_club_view *view)
{
        for (size_t i = 0; i < view->reach_count; i++) {
                if (view->reach[i].as == ZL_REACH_DEPUTY &&
                    (view->reach[i].why == ZL_REACH_THERE ||
                        view->reach[i].why == ZL_REACH_AWAY))
                        return true;
        }
        return false;
}

static int gather_facts(
    struct zl_club_view *view, const struct zl_club_viewing *viewing)
{
        struct zl_register *reg = viewing->reg;
        const struct zl_id *club = &view->club->club.club;
        struct seeing seeing = {viewing, view, zl_time_day(viewing->at.time)};
        int status = zl_register_club(reg, club, &view->details);

        weigh_contacts(view);
        view->facts.has_nobody =
            zl_directory_has_nobody(viewing->directory, club, viewing->at);
        view->facts.has_deputy = has_deputy(view);
        view->facts.code_of_conduct = view->details.code_of_conduct;
        view->facts.trainers_trained = view->details.trainers_trained;
        view->facts.visit_days = view->details.visit_days;
        if (status == ZL_OK)
                status =
                    zl_register_each_person(reg, club, see_person, &seeing);
        if (status == ZL_OK)
                status = zl_register_each_visit(reg, club, see_visit, &seeing);
        if (status == ZL_OK)
                status = zl_register_each_need(reg, club, see_need, &seeing);
        return status;
}

int zl_club_view_with(const struct zl_club_viewing *viewing,
    const struct zl_id *club, const uint32_t *members, size_t count,
    struct zl_club_view *ret_view)
{
        const struct zl_directory *directory = viewing->directory;
        struct zl_club_view view = {
            .club = zl_directory_club(directory, club),
        };
        int status;

        if (view.club == NULL)
                return ZL_E_NOT_FOUND;
        view.ended = zl_directory_club_ended(directory, club, viewing->at);
        view.reach_count =
            zl_directory_reach(directory, club, viewing->at, view.reach);
        status = gather_contacts(&view, viewing, members, count);
        if (status == ZL_OK)
                status = gather_facts(&view, viewing);
        if (status != ZL_OK) {
                zl_club_view_free(&view);
                return status;
        }
        *ret_view = view;
        return ZL_OK;
}

int zl_club_view(struct zl_register *reg, const struct zl_directory *directory,
    const struct zl_id *club, struct zl_point at, struct zl_club_view *ret_view)
{
        struct zl_club_viewing viewing = {
            .reg = reg, .directory = directory, .at = at};
        size_t count = zl_directory_member_count(directory);
        uint32_t *members = NULL;
        size_t found = 0;
        int status;

        for (size_t i = 0; i < count; i++)
                found += zl_club_is_named(
                    zl_directory_member_at(directory, i), club);
        members = calloc(found + 1, sizeof(*members));
        if (members == NULL)
                return ZL_E_MEMORY;
        found = 0;
        for (size_t i = 0; i < count; i++) {
                if (zl_club_is_named(
                        zl_directory_member_at(directory, i), club))
                        members[found++] = (uint32_t)i;
        }
        status = zl_club_view_with(&viewing, club, members, found, ret_view);
        free(members);
        return status;
}

void zl_club_view_free(struct zl_club_view *view)
{
        free(view->contacts);
        free(view->papers);
        memset(view, 0, sizeof(*view));
}
