/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Whose poster may somebody print? It shows no more than who looks at the
 * club's page sees, and what coordinators see anyway. */
#include "core_internal.h"

static unsigned relations_of(const struct zl_core *core, struct zl_time now,
    const struct zl_club_entry *club)
{
        const struct zl_directory *directory = core__shown(core);
        const struct zl_id *self = &core->profile.member;
        const struct zl_member *member = zl_directory_member(directory, self);
        unsigned relations = zl_directory_club_relation(
            directory, self, &club->club.club, zl_core_point(core, now));

        /* A supporter without districts has them all. */
        if (member != NULL && member->role == ZL_ROLE_SUPPORTER &&
            (member->scope_count == 0 ||
                core__among(
                    member->scope, member->scope_count, &club->club.district)))
                relations |= ZL_REL_SCOPE;
        return relations;
}

int zl_core_may_post(
    const struct zl_core *core, struct zl_time now, const struct zl_id *club)
{
        const struct zl_club_entry *entry = NULL;
        enum zl_actor actor = zl_actor_of(core->profile.role);

        if (!core->profile.joined)
                return ZL_E_STATE;
        entry = zl_directory_club(core__shown(core), club);
        if (entry == NULL)
                return ZL_E_NOT_FOUND;
        if (actor == ZL_ACTOR_COORDINATOR ||
            zl_policy_allows(ZL_ACT_READ_CLUB, actor,
                relations_of(core, now, entry), ZL_STATE_NONE))
                return ZL_OK;
        return ZL_E_POLICY;
}
