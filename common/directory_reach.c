/* SPDX-License-Identifier: EUPL-1.2 */
/* Who of a club can be reached, and why somebody cannot (docs/protocol.md,
 * 9.4).  The same rules as zl_directory_routing(), told with their reasons. */
#include "directory_reach.h"

#include "calendar.h"
#include "directory_internal.h"

/* A club at a point: what was said of it last. */
static const struct zl_club *said_of(const struct zl_directory *d,
    const struct directory__club *known, struct zl_point at)
{
        const struct directory__node *node = known == NULL
            ? NULL
            : directory__node_at(d, d->state, known->newest, at.position);

        return node == NULL ? NULL
                            : &directory__node_statement(d, node)->is.club;
}

bool zl_directory_club_ended(const struct zl_directory *directory,
    const struct zl_id *club, struct zl_point at)
{
        const struct zl_club *said =
            said_of(directory, directory__club(directory->state, club), at);

        return said != NULL && said->ended;
}

/* What the newest appointment before a point says. */
static const struct zl_appointment *appointed(
    const struct zl_directory *d, const struct zl_id *id, struct zl_point at)
{
        const struct directory__member *member =
            directory__member(d->state, id);
        const struct directory__node *node = member == NULL
            ? NULL
            : directory__node_at(d, d->state, member->newest, at.position);

        return node == NULL
            ? NULL
            : &directory__node_statement(d, node)->is.appointment;
}

/* Is it of a team in this district, by the charter of the point? */
static bool works_in(const struct zl_directory *d,
    const struct zl_appointment *appointment, const struct zl_id *district,
    struct zl_point at)
{
        const struct zl_statement *charter =
            directory__charter_at(d, d->state, at.position);
        const struct zl_team *team =
            charter == NULL || appointment->role != ZL_ROLE_PROFESSIONAL
            ? NULL
            : directory__team_in(&charter->is.charter, &appointment->scope[0]);

        return team != NULL && zl_id_equal(&team->district, district);
}

/* Does what is noted reach this person; if not, why not? */
static void judge(const struct zl_directory *d, const struct zl_id *district,
    struct zl_point at, struct zl_reach *reach)
{
        const struct zl_appointment *appointment =
            appointed(d, &reach->member, at);
        const struct zl_absence *absence =
            zl_directory_absence_of(d, &reach->member, at);
        struct zl_sealing_entry key;
        int status = zl_directory_member_in_force(d, &reach->member, at);

        if (appointment == NULL) {
                reach->why = ZL_REACH_UNKNOWN;
        } else if (status == ZL_E_REVOKED) {
                reach->why = ZL_REACH_REVOKED;
        } else if (status != ZL_OK) {
                bool over = appointment->until < zl_time_day(at.time);

                reach->why = over ? ZL_REACH_EXPIRED : ZL_REACH_NOT_YET;
                reach->day = over ? appointment->until : appointment->from;
        } else if (!works_in(d, appointment, district, at) ||
            (reach->as == ZL_REACH_STAND_IN &&
                !directory__same_team(d, d->state, &reach->instead_of,
                    &reach->member, at.position))) {
                reach->why = ZL_REACH_ELSEWHERE;
        } else if (zl_directory_sealing_keys(d, &reach->member, at, &key, 1) ==
            0) {
                reach->why = ZL_REACH_NOT_JOINED;
        } else if (absence != NULL) {
                reach->why = ZL_REACH_AWAY;
                reach->day = absence->until;
                reach->deputy = absence->deputy;
        } else {
                reach->why = ZL_REACH_THERE;
        }
}

size_t zl_directory_reach(const struct zl_directory *directory,
    const struct zl_id *club, struct zl_point at,
    struct zl_reach ret[static ZL_REACH_MAX])
{
        const struct directory__club *known =
            directory__club(directory->state, club);
        const struct zl_club *said = said_of(directory, known, at);
        const struct directory__node *node = said == NULL
            ? NULL
            : directory__node_at(
                  directory, directory->state, known->assignment, at.position);
        const struct zl_assignment *a = node == NULL
            ? NULL
            : &directory__node_statement(directory, node)->is.assignment;
        size_t assigned = a == NULL ? 0 : 1 + a->deputy_count;
        size_t count = assigned;

        for (size_t i = 0; i < assigned; i++) {
                ret[i] = (struct zl_reach){
                    .member = i == 0 ? a->account_holder : a->deputies[i - 1],
                    .as = i == 0 ? ZL_REACH_HOLDER : ZL_REACH_DEPUTY};
                judge(directory, &said->district, at, &ret[i]);
        }
        for (size_t i = 0; i < assigned; i++) {
                if (ret[i].why != ZL_REACH_AWAY)
                        continue;
                ret[count] = (struct zl_reach){.member = ret[i].deputy,
                    .as = ZL_REACH_STAND_IN,
                    .instead_of = ret[i].member};
                judge(directory, &said->district, at, &ret[count++]);
        }
        return count;
}

bool zl_directory_has_nobody(const struct zl_directory *directory,
    const struct zl_id *club, struct zl_point at)
{
        const struct zl_club *said =
            said_of(directory, directory__club(directory->state, club), at);
        struct zl_reach reach[ZL_REACH_MAX];
        size_t count = 0;

        if (said == NULL || said->ended)
                return false;
        count = zl_directory_reach(directory, club, at, reach);
        for (size_t i = 0; i < count; i++) {
                if (reach[i].why == ZL_REACH_THERE)
                        return false;
        }
        return true;
}
