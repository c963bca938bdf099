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

static bool names(const struct zl_member *member, const struct zl_id *club)
{
        for (size_t i = 0; i < member->scope_count; i++) {
                if (zl_id_equal(&member->scope[i], club))
                        return true;
        }
        return false;
}

static bool has_joined(const struct zl_directory *directory,
    const struct zl_member *member, struct zl_point at)
{
        size_t count = zl_directory_device_count(directory);

        for (size_t i = 0; i < count; i++) {
                const struct zl_device_entry *device =
                    zl_directory_device_at(directory, i);

                if (zl_id_equal(&device->member, &member->id) &&
                    zl_directory_device_in_force(
                        directory, &device->key, at, NULL) == ZL_OK)
                        return true;
        }
        return false;
}

/* The day that the log took a member's newest appointment. */
static uint32_t appointed_on(
    const struct zl_directory *directory, const struct zl_member *member)
{
        struct zl_point at = {0};

        for (size_t i = zl_directory_count(directory); i > 0; i--) {
                const struct zl_statement *statement =
                    zl_directory_statement(directory, i - 1, &at);

                if (zl_hash_equal(&statement->hash, &member->appointment))
                        break;
        }
        return zl_time_day(at.time);
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
            .since = member->from};
        uint32_t day = zl_time_day(at.time);

        if (member->ended != ZL_POSITION_END) {
                contact.state = ZL_CONTACT_ENDED;
                contact.since = day_of(directory, member->ended);
        } else if (day > member->until) {
                contact.state = ZL_CONTACT_ENDED;
                contact.since = member->until + 1;
        } else if (day < member->from) {
                contact.state = ZL_CONTACT_NOT_YET;
        } else if (has_joined(directory, member, at)) {
                contact.state = ZL_CONTACT_IN_FORCE;
        } else {
                contact.since = appointed_on(directory, member);
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
    const struct zl_directory *directory, struct zl_point at)
{
        size_t members = zl_directory_member_count(directory);
        size_t count = 0;

        for (size_t i = 0; i < members; i++)
                count += names(zl_directory_member_at(directory, i),
                    &view->club->club.club);
        if (count == 0)
                return ZL_OK;
        view->contacts = calloc(count, sizeof(*view->contacts));
        view->papers = calloc(count, sizeof(*view->papers));
        if (view->contacts == NULL || view->papers == NULL)
                return ZL_E_MEMORY;
        for (size_t i = 0; i < members; i++) {
                const struct zl_member *member =
                    zl_directory_member_at(directory, i);

                if (names(member, &view->club->club.club))
                        view->contacts[view->contact_count++] =
                            contact_of(directory, member, at);
        }
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
                if (one->state == ZL_CONTACT_ENDED && one->since > ended)
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

/* A contact's papers stand with the person who has that membership. */
static int see_person(void *context, const struct zl_register_person *person)
{
        struct zl_club_view *view = context;
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
        return ZL_OK;
}

struct seeing {
        struct zl_club_facts *facts;
        uint32_t day;
};

static int see_visit(void *context, const struct zl_register_visit *visit)
{
        struct seeing *seeing = context;
        struct zl_club_facts *facts = seeing->facts;

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
        struct zl_club_facts *facts = context;

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

static int gather_facts(struct zl_club_view *view, struct zl_register *reg,
    const struct zl_directory *directory, struct zl_point at)
{
        const struct zl_id *club = &view->club->club.club;
        struct seeing seeing = {&view->facts, zl_time_day(at.time)};
        int status = zl_register_club(reg, club, &view->details);

        weigh_contacts(view);
        view->facts.has_nobody = zl_directory_has_nobody(directory, club, at);
        view->facts.has_deputy = has_deputy(view);
        view->facts.code_of_conduct = view->details.code_of_conduct;
        view->facts.trainers_trained = view->details.trainers_trained;
        view->facts.visit_days = view->details.visit_days;
        if (status == ZL_OK)
                status = zl_register_each_person(reg, club, see_person, view);
        if (status == ZL_OK)
                status = zl_register_each_visit(reg, club, see_visit, &seeing);
        if (status == ZL_OK)
                status =
                    zl_register_each_need(reg, club, see_need, &view->facts);
        return status;
}

int zl_club_view(struct zl_register *reg, const struct zl_directory *directory,
    const struct zl_id *club, struct zl_point at, struct zl_club_view *ret_view)
{
        struct zl_club_view view = {
            .club = zl_directory_club(directory, club),
        };
        int status;

        if (view.club == NULL)
                return ZL_E_NOT_FOUND;
        view.ended = zl_directory_club_ended(directory, club, at);
        view.reach_count = zl_directory_reach(directory, club, at, view.reach);
        status = gather_contacts(&view, directory, at);
        if (status == ZL_OK)
                status = gather_facts(&view, reg, directory, at);
        if (status != ZL_OK) {
                zl_club_view_free(&view);
                return status;
        }
        *ret_view = view;
        return ZL_OK;
}

void zl_club_view_free(struct zl_club_view *view)
{
        free(view->contacts);
        free(view->papers);
        memset(view, 0, sizeof(*view));
}
