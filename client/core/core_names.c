/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Names in what is said to a person.  A name is never cut in half, and who
 * has no name here is told of by what is signed: role, and team or club. */
#include <string.h>

#include "core_internal.h"

const char *core__role_word(const struct zl_charter *charter, enum zl_role role)
{
        switch (role) {
        case ZL_ROLE_COORDINATOR:
                return charter->roles.coordinator;
        case ZL_ROLE_SUPPORTER:
                return charter->roles.supporter;
        case ZL_ROLE_PROFESSIONAL:
                return charter->roles.professional;
        case ZL_ROLE_CONTACT:
                return charter->roles.contact;
        case ZL_ROLE_NONE:
                break;
        }
        return "";
}

/* The team or the first club, "" when there is none. */
static const char *place_of(
    const struct zl_directory *directory, const struct zl_member *member)
{
        const struct zl_team *team = NULL;
        const struct zl_club_entry *club = NULL;

        if (member->scope_count == 0)
                return "";
        if (member->role == ZL_ROLE_PROFESSIONAL)
                team = zl_directory_team(directory, &member->scope[0]);
        if (member->role == ZL_ROLE_CONTACT)
                club = zl_directory_club(directory, &member->scope[0]);
        if (team != NULL)
                return team->name;
        return club == NULL ? "" : club->club.name;
}

/* Whole, or not at all. */
static bool append(char *ret, size_t *at, const char *text)
{
        size_t size = strlen(text);

        if (*at + size > ZL_MSG_ARG_CHARS)
                return false;
        memcpy(ret + *at, text, size + 1);
        *at += size;
        return true;
}

void zl_core_describe(const struct zl_core *core, const struct zl_id *member,
    char ret[static ZL_MSG_ARG_CHARS + 1])
{
        const struct zl_directory *directory = zl_core_directory(core);
        const struct zl_charter *charter =
            directory == NULL ? NULL : zl_directory_charter(directory);
        const struct zl_member *known =
            directory == NULL ? NULL : zl_directory_member(directory, member);
        const char *place = "";
        size_t at = 0;

        ret[0] = '\0';
        if (append(ret, &at, core__name_of(core, member)) && at > 0)
                return;
        if (charter == NULL || known == NULL)
                return;
        place = place_of(directory, known);
        (void)append(ret, &at, core__role_word(charter, known->role));
        if (place[0] != '\0' && at + strlen(place) + 3 <= ZL_MSG_ARG_CHARS)
                (void)(append(ret, &at, " (") && append(ret, &at, place) &&
                    append(ret, &at, ")"));
}

void core__names(const struct zl_core *core, const struct zl_id *ids,
    size_t count, struct core__names *ret)
{
        char name[ZL_MSG_ARG_CHARS + 1];
        size_t at = 0;
        size_t others = 0;

        ret->names[0] = '\0';
        ret->others[0] = '\0';
        for (size_t i = 0; i < count; i++) {
                zl_core_describe(core, &ids[i], name);
                if (name[0] == '\0' ||
                    at + (at > 0 ? 2 : 0) + strlen(name) > ZL_MSG_ARG_CHARS) {
                        others++;
                        continue;
                }
                if (at > 0)
                        (void)append(ret->names, &at, ", ");
                (void)append(ret->names, &at, name);
        }
        if (others > 0)
                core__number(others, ret->others);
}
