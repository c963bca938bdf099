/* SPDX-License-Identifier: EUPL-1.2 */
/*~ What is in sight.  Our appointment says which scopes are ours; what we
 * hold, or wait for an answer to, shows more, and the server says what.  It is
 * believed no further than what it gave was proven to be whole: what is of no
 * such scope can be old, so nothing is sealed to it and nothing of it taken. */
#include <stdlib.h>
#include <string.h>

#include "core_internal.h"

struct zl_sight core__sight(const struct zl_core *core)
{
        return (struct zl_sight){
            core->profile.member, core->extra.ids, core->extra.count};
}

void core__scopes_free(struct core__scopes *scopes)
{
        free(scopes->ids);
        *scopes = (struct core__scopes){.ids = NULL};
}

int core__scopes_add(struct core__scopes *scopes, const struct zl_id *id)
{
        int status =
            core__grow(&scopes->ids, scopes->count, sizeof(*scopes->ids));

        if (status == ZL_OK)
                scopes->ids[scopes->count++] = *id;
        return status;
}

bool core__scopes_within(
    const struct core__scopes *scopes, const struct core__scopes *others)
{
        for (size_t i = 0; i < scopes->count; i++) {
                if (!core__among(others->ids, others->count, &scopes->ids[i]))
                        return false;
        }
        return true;
}

int core__take_sight(struct zl_core *core, struct core__scopes *scopes)
{
        bool same = core__scopes_within(scopes, &core->extra) &&
            core__scopes_within(&core->extra, scopes);

        core__scopes_free(&core->extra);
        core->extra = *scopes;
        *scopes = (struct core__scopes){.ids = NULL};
        return same ? ZL_OK : core__put_sight(core);
}

static bool sees_club(const struct zl_core *core, const struct zl_id *club)
{
        struct zl_sight sight = core__sight(core);

        return core->profile.role != ZL_ROLE_PROFESSIONAL ||
            zl_directory_sees_club(core->directory, &sight, club);
}

/* Who is of a team that is no more belongs to no scope, for anybody. */
static bool sees_professional(
    const struct zl_core *core, const struct zl_id *member)
{
        struct zl_sight sight = core__sight(core);

        return zl_directory_district_of(core->directory, member) == NULL ||
            zl_directory_sees_person(core->directory, &sight, member);
}

bool core__may_seal_to(const struct zl_core *core, const struct zl_id *club,
    const struct zl_id *member)
{
        const struct zl_member *known =
            zl_directory_member(core->directory, member);

        if (known == NULL)
                return false;
        return known->role == ZL_ROLE_CONTACT ? sees_club(core, club)
                                              : sees_professional(core, member);
}

static bool sees_recipients(
    const struct zl_core *core, const struct zl_context *context)
{
        for (uint8_t i = 0; i < context->recipient_count; i++) {
                const struct zl_id *id = &context->recipients[i].member;

                if (zl_directory_member(core->directory, id) == NULL ||
                    !sees_professional(core, id))
                        return false;
        }
        return true;
}

bool core__in_sight(
    const struct zl_core *core, const struct zl_context *context, int status)
{
        const struct zl_device_entry *device =
            zl_directory_device(core->directory, &context->author);
        const struct zl_member *author = device == NULL
            ? NULL
            : zl_directory_member(core->directory, &device->member);

        if (author == NULL || !sees_recipients(core, context))
                return false;
        /* What a professional says of a signal rests on its records, not on
         * what the club is by now. */
        if (author->role == ZL_ROLE_CONTACT || status != ZL_OK)
                return sees_club(core, &context->club) &&
                    sees_professional(core, &author->id);
        return sees_professional(core, &author->id);
}
