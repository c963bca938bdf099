/* SPDX-License-Identifier: EUPL-1.2 */
/* Who sees which statements (docs/protocol.md, 7.4). */
#include <stdlib.h>
#include <string.h>

#include "directory_internal.h"

static bool sees_all(const struct zl_member *viewer)
{
        return viewer->role == ZL_ROLE_COORDINATOR ||
            viewer->role == ZL_ROLE_SUPPORTER;
}

/* The district of a professional's team, NULL when the team is gone. */
static const struct zl_id *district_of(
    const struct zl_directory *d, const struct zl_id *team)
{
        const struct zl_team *known = zl_directory_team(d, team);

        return known == NULL ? NULL : &known->district;
}

static bool sees_district(const struct zl_directory *d,
    const struct zl_member *viewer, const struct zl_id *district)
{
        const struct zl_id *own = NULL;

        if (district == NULL)
                return false;
        if (viewer->role == ZL_ROLE_PROFESSIONAL) {
                own = district_of(d, &viewer->scope[0]);
                return own != NULL && zl_id_equal(own, district);
        }
        for (size_t i = 0; i < viewer->scope_count; i++) {
                const struct zl_club_entry *club =
                    zl_directory_club(d, &viewer->scope[i]);

                if (club != NULL && zl_id_equal(&club->club.district, district))
                        return true;
        }
        return false;
}

static bool sees_club(const struct zl_directory *d,
    const struct zl_member *viewer, const struct zl_id *id)
{
        const struct zl_club_entry *club = NULL;

        if (sees_all(viewer))
                return true;
        if (viewer->role == ZL_ROLE_CONTACT)
                return directory__among(viewer->scope, viewer->scope_count, id);
        club = zl_directory_club(d, id);
        return club != NULL && sees_district(d, viewer, &club->club.district);
}

/* Is one who was appointed so to be seen? */
static bool sees_person(const struct zl_directory *d,
    const struct zl_member *viewer, enum zl_role role,
    const struct zl_id *scope, size_t scope_count)
{
        switch (role) {
        case ZL_ROLE_COORDINATOR:
        case ZL_ROLE_SUPPORTER:
                return true;
        case ZL_ROLE_PROFESSIONAL:
                return sees_all(viewer) ||
                    sees_district(d, viewer, district_of(d, &scope[0]));
        case ZL_ROLE_CONTACT:
                for (size_t i = 0; i < scope_count; i++) {
                        if (sees_club(d, viewer, &scope[i]))
                                return true;
                }
                return false;
        case ZL_ROLE_NONE:
                break;
        }
        return false;
}

/* The newest appointment that was taken says where a statement belongs; the
 * newest that is not void is looked at too, so that a stolen device cannot
 * hide somebody by appointing anew. */
static bool sees_member(const struct zl_directory *d,
    const struct zl_member *viewer, const struct zl_statement *statement)
{
        const struct zl_id *id = directory__member_of(d, statement);
        const struct zl_member *member = NULL;
        const struct zl_appointment *a = NULL;
        size_t newest = DIRECTORY__NONE;

        if (id == NULL)
                return false;
        if (zl_id_equal(id, &viewer->id))
                return true;
        newest = directory__table_get(&d->appointed, id->bytes, ZL_ID_SIZE);
        if (newest == DIRECTORY__NONE)
                return false;
        a = &directory__entry_at(d, newest)->statement->is.appointment;
        member = zl_directory_member(d, id);
        if (statement->type == ZL_SEALING_KEY && a->role == ZL_ROLE_CONTACT &&
            viewer->role != ZL_ROLE_PROFESSIONAL)
                return false;
        return sees_person(d, viewer, a->role, a->scope, a->scope_count) ||
            (member != NULL &&
                sees_person(d, viewer, member->role, member->scope,
                    member->scope_count));
}

/* A professional sees also the clubs that left the district: the statement
 * that moved one belongs to the clubs of both. */
static bool sees_club_statement(const struct zl_directory *d,
    const struct zl_member *viewer, const struct zl_statement *statement)
{
        const struct zl_club *club = &statement->is.club;
        size_t i = DIRECTORY__NONE;

        if (sees_club(d, viewer, &club->club))
                return true;
        if (viewer->role != ZL_ROLE_PROFESSIONAL)
                return false;
        i = directory__table_get(
            &d->entry_of, statement->hash.bytes, ZL_HASH_SIZE);
        return sees_district(d, viewer, &club->district) ||
            (i != DIRECTORY__NONE &&
                sees_district(d, viewer,
                    directory__district_before(d, directory__entry_at(d, i))));
}

bool zl_directory_visible(const struct zl_directory *directory,
    const struct zl_id *viewer, const struct zl_statement *statement)
{
        const struct zl_member *member = zl_directory_member(directory, viewer);
        struct zl_claim_view newest = zl_directory_claim(directory);

        if (member == NULL)
                return false;
        switch (statement->type) {
        case ZL_CHARTER:
                return true;
        case ZL_DIRECTORY:
                return newest.claim != NULL &&
                    zl_hash_equal(&newest.hash, &statement->hash);
        case ZL_CLUB:
                return sees_club_statement(directory, member, statement);
        case ZL_ASSIGNMENT:
                return sees_club(
                    directory, member, &statement->is.assignment.club);
        case ZL_APPOINTMENT:
        case ZL_CARD:
        case ZL_DEVICE:
        case ZL_SEALING_KEY:
        case ZL_ABSENCE:
        case ZL_REVOCATION:
                return sees_member(directory, member, statement);
        }
        return false;
}

static int compare_ids(const void *a, const void *b)
{
        return memcmp(a, b, ZL_ID_SIZE);
}

int zl_directory_scopes_of(const struct zl_directory *directory,
    const struct zl_id *viewer, struct zl_id **ret_ids, size_t *ret_count)
{
        const struct zl_member *member = zl_directory_member(directory, viewer);
        const struct zl_charter *charter = zl_directory_charter(directory);
        size_t districts = charter == NULL ? 0 : charter->district_count;
        size_t clubs = zl_directory_club_count(directory);
        struct zl_id *ids = NULL;
        size_t count = 0;

        if (member == NULL)
                return ZL_E_NOT_FOUND;
        ids = calloc(1 + 2 * districts + clubs, sizeof(*ids));
        if (ids == NULL)
                return ZL_E_MEMORY;
        ids[count++] = directory->organisation;
        for (size_t i = 0; i < districts; i++) {
                const struct zl_id *id = &charter->districts[i].id;

                if (!sees_all(member) && !sees_district(directory, member, id))
                        continue;
                ids[count++] = *id;
                if (member->role != ZL_ROLE_CONTACT)
                        ids[count++] = directory__clubs_of(id);
        }
        for (size_t i = 0; i < clubs; i++) {
                const struct zl_id *id =
                    &zl_directory_club_at(directory, i)->club.club;

                if (sees_club(directory, member, id))
                        ids[count++] = *id;
        }
        qsort(ids, count, sizeof(*ids), compare_ids);
        *ret_ids = ids;
        *ret_count = count;
        return ZL_OK;
}
