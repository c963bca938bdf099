/* SPDX-License-Identifier: EUPL-1.2 */
/* Who sees which statements (docs/protocol.md, 7.4). */
#include <stdlib.h>
#include <string.h>

#include "directory_internal.h"

/* Who looks, as the newest appointment has it. */
struct view {
        const struct zl_directory *d;
        const struct zl_member *viewer;
        const struct zl_sight *sight;
};

static bool sees_all(const struct view *v)
{
        return v->viewer->role == ZL_ROLE_COORDINATOR ||
            v->viewer->role == ZL_ROLE_SUPPORTER;
}

/* What this one holds shows more: of the clubs to a professional, of the
 * districts to a contact, and nothing else to anybody. */
static bool sees_more(const struct view *v, const struct zl_id *scope)
{
        return directory__among(v->sight->extra, v->sight->extra_count, scope);
}

/* The district of a professional's team, NULL when the team is gone. */
static const struct zl_id *district_of(
    const struct zl_directory *d, const struct zl_id *team)
{
        const struct zl_team *known = zl_directory_team(d, team);

        return known == NULL ? NULL : &known->district;
}

/* Does it see the professionals of a district?  A colleague may have to
 * receive from any of them. */
static bool sees_district(const struct view *v, const struct zl_id *district)
{
        if (district == NULL)
                return false;
        if (v->viewer->role != ZL_ROLE_CONTACT || sees_more(v, district))
                return true;
        for (size_t i = 0; i < v->viewer->scope_count; i++) {
                const struct zl_club_entry *club =
                    zl_directory_club(v->d, &v->viewer->scope[i]);

                if (club != NULL && zl_id_equal(&club->club.district, district))
                        return true;
        }
        return false;
}

/* Does it see all clubs of a district? */
static bool sees_clubs_of(const struct view *v, const struct zl_id *district)
{
        const struct zl_id *own = NULL;

        if (sees_all(v))
                return true;
        if (v->viewer->role != ZL_ROLE_PROFESSIONAL || district == NULL)
                return false;
        own = district_of(v->d, &v->viewer->scope[0]);
        return own != NULL && zl_id_equal(own, district);
}

static bool sees_club(const struct view *v, const struct zl_id *id)
{
        const struct zl_club_entry *club = NULL;

        if (sees_all(v))
                return true;
        if (v->viewer->role == ZL_ROLE_CONTACT)
                return directory__among(
                    v->viewer->scope, v->viewer->scope_count, id);
        if (sees_more(v, id))
                return true;
        club = zl_directory_club(v->d, id);
        return club != NULL && sees_clubs_of(v, &club->club.district);
}

/* Is one who was appointed so to be seen? */
static bool sees_person(const struct view *v, enum zl_role role,
    const struct zl_id *scope, size_t scope_count)
{
        switch (role) {
        case ZL_ROLE_COORDINATOR:
        case ZL_ROLE_SUPPORTER:
                return true;
        case ZL_ROLE_PROFESSIONAL:
                return sees_all(v) ||
                    sees_district(v, district_of(v->d, &scope[0]));
        case ZL_ROLE_CONTACT:
                for (size_t i = 0; i < scope_count; i++) {
                        if (sees_club(v, &scope[i]))
                                return true;
                }
                return false;
        case ZL_ROLE_NONE:
                break;
        }
        return false;
}

/* The newest appointment that was taken, void or not, or NULL. */
static const struct zl_appointment *appointment_of(
    const struct zl_directory *d, const struct zl_id *member)
{
        size_t newest =
            directory__table_get(&d->appointed, member->bytes, ZL_ID_SIZE);

        return newest == DIRECTORY__NONE
            ? NULL
            : &directory__entry_at(d, newest)->statement->is.appointment;
}

/* The newest appointment that was taken says where a statement belongs; the
 * newest that is not void is looked at too, so that a stolen device cannot
 * hide somebody by appointing anew. */
static bool sees_member(
    const struct view *v, const struct zl_statement *statement)
{
        const struct zl_id *id = directory__member_of(v->d, statement);
        const struct zl_member *member = NULL;
        const struct zl_appointment *a = NULL;

        if (id == NULL)
                return false;
        if (zl_id_equal(id, &v->viewer->id))
                return true;
        a = appointment_of(v->d, id);
        if (a == NULL)
                return false;
        member = zl_directory_member(v->d, id);
        if (statement->type == ZL_SEALING_KEY && a->role == ZL_ROLE_CONTACT &&
            v->viewer->role != ZL_ROLE_PROFESSIONAL)
                return false;
        return sees_person(v, a->role, a->scope, a->scope_count) ||
            (member != NULL &&
                sees_person(
                    v, member->role, member->scope, member->scope_count));
}

/* A professional sees also the clubs that left the district: the statement
 * that moved one belongs to the clubs of both. */
static bool sees_club_statement(
    const struct view *v, const struct zl_statement *statement)
{
        const struct zl_club *club = &statement->is.club;
        size_t i = DIRECTORY__NONE;

        if (sees_club(v, &club->club))
                return true;
        i = directory__table_get(
            &v->d->entry_of, statement->hash.bytes, ZL_HASH_SIZE);
        return sees_clubs_of(v, &club->district) ||
            (i != DIRECTORY__NONE &&
                sees_clubs_of(v,
                    directory__district_before(
                        v->d, directory__entry_at(v->d, i))));
}

bool zl_directory_visible(const struct zl_directory *directory,
    const struct zl_sight *sight, const struct zl_statement *statement)
{
        struct view v = {
            directory, zl_directory_member(directory, &sight->viewer), sight};
        struct zl_claim_view newest = zl_directory_claim(directory);

        if (v.viewer == NULL)
                return false;
        switch (statement->type) {
        case ZL_CHARTER:
                return true;
        case ZL_DIRECTORY:
                return newest.claim != NULL &&
                    zl_hash_equal(&newest.hash, &statement->hash);
        case ZL_CLUB:
                return sees_club_statement(&v, statement);
        case ZL_ASSIGNMENT:
                return sees_club(&v, &statement->is.assignment.club);
        case ZL_APPOINTMENT:
        case ZL_CARD:
        case ZL_DEVICE:
        case ZL_SEALING_KEY:
        case ZL_ABSENCE:
        case ZL_REVOCATION:
                return sees_member(&v, statement);
        }
        return false;
}

bool zl_directory_sees_club(const struct zl_directory *directory,
    const struct zl_sight *sight, const struct zl_id *club)
{
        struct view v = {
            directory, zl_directory_member(directory, &sight->viewer), sight};

        return v.viewer != NULL && sees_club(&v, club);
}

bool zl_directory_sees_person(const struct zl_directory *directory,
    const struct zl_sight *sight, const struct zl_id *member)
{
        struct view v = {
            directory, zl_directory_member(directory, &sight->viewer), sight};
        const struct zl_appointment *a = appointment_of(directory, member);

        return v.viewer != NULL && a != NULL &&
            (zl_id_equal(member, &sight->viewer) ||
                sees_person(&v, a->role, a->scope, a->scope_count));
}

const struct zl_id *zl_directory_district_of(
    const struct zl_directory *directory, const struct zl_id *member)
{
        const struct zl_appointment *a = appointment_of(directory, member);

        return a == NULL || a->role != ZL_ROLE_PROFESSIONAL
            ? NULL
            : district_of(directory, &a->scope[0]);
}

static int compare_ids(const void *a, const void *b)
{
        return memcmp(a, b, ZL_ID_SIZE);
}

int zl_directory_scopes_of(const struct zl_directory *directory,
    const struct zl_sight *sight, struct zl_id **ret_ids, size_t *ret_count)
{
        struct view v = {
            directory, zl_directory_member(directory, &sight->viewer), sight};
        const struct zl_charter *charter = zl_directory_charter(directory);
        size_t districts = charter == NULL ? 0 : charter->district_count;
        size_t clubs = zl_directory_club_count(directory);
        struct zl_id *ids = NULL;
        size_t count = 0;

        if (v.viewer == NULL)
                return ZL_E_NOT_FOUND;
        ids = calloc(1 + 2 * districts + clubs, sizeof(*ids));
        if (ids == NULL)
                return ZL_E_MEMORY;
        ids[count++] = directory->organisation;
        for (size_t i = 0; i < districts; i++) {
                const struct zl_id *id = &charter->districts[i].id;

                if (sees_district(&v, id))
                        ids[count++] = *id;
                if (sees_clubs_of(&v, id))
                        ids[count++] = directory__clubs_of(id);
        }
        for (size_t i = 0; i < clubs; i++) {
                const struct zl_id *id =
                    &zl_directory_club_at(directory, i)->club.club;

                if (sees_club(&v, id))
                        ids[count++] = *id;
        }
        qsort(ids, count, sizeof(*ids), compare_ids);
        *ret_ids = ids;
        *ret_count = count;
        return ZL_OK;
}
