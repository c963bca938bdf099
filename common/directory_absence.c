/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Absences: who receives besides a professional that is away (docs/protocol.md,
 * 2.11 and 2.12).  Nobody is removed by one, so an absence that a reader with
 * gaps cannot judge does no harm: whom it does not know receives nothing.
 */
#include "calendar.h"
#include "directory_internal.h"

static struct directory__absence *absence_of(
    const struct directory__state *s, const struct zl_id *id)
{
        size_t i = directory__table_get(&s->absence_of, id->bytes, ZL_ID_SIZE);

        return i == DIRECTORY__NONE ? NULL
                                    : directory__list_at(&s->absences, i);
}

/* What an absence said last, before a position; NULL when nothing yet. */
static const struct zl_absence *said_at(const struct zl_directory *d,
    const struct directory__state *s, const struct directory__absence *absence,
    uint64_t position)
{
        const struct directory__node *node =
            directory__node_at(d, s, absence->newest, position);

        return node == NULL ? NULL
                            : &directory__node_statement(d, node)->is.absence;
}

const struct zl_id *directory__absence_deputy(const struct zl_directory *d,
    const struct directory__state *s, const struct zl_absence *absence)
{
        const struct directory__absence *known =
            absence_of(s, &absence->absence);
        size_t i = known == NULL ? DIRECTORY__NONE : known->newest;

        while (i != DIRECTORY__NONE) {
                const struct directory__node *node =
                    directory__list_at(&s->nodes, i);
                const struct zl_absence *said =
                    &directory__node_statement(d, node)->is.absence;

                if (!said->ended &&
                    zl_id_equal(&said->member, &absence->member))
                        return &said->deputy;
                i = node->older;
        }
        return NULL;
}

static const struct zl_id *team_of(const struct zl_directory *d,
    const struct directory__state *s, const struct directory__member *member,
    uint64_t position)
{
        const struct directory__node *node =
            directory__node_at(d, s, member->newest, position);

        return node == NULL
            ? NULL
            : &directory__node_statement(d, node)->is.appointment.scope[0];
}

bool directory__same_team(const struct zl_directory *d,
    const struct directory__state *s, const struct zl_id *one,
    const struct zl_id *other, uint64_t position)
{
        const struct directory__member *a = directory__member(s, one);
        const struct directory__member *b = directory__member(s, other);
        const struct zl_id *team = NULL;
        const struct zl_id *same = NULL;

        if (a == NULL || b == NULL || a->is.role != ZL_ROLE_PROFESSIONAL ||
            b->is.role != ZL_ROLE_PROFESSIONAL)
                return false;
        team = team_of(d, s, a, position);
        same = team_of(d, s, b, position);
        return team != NULL && same != NULL && zl_id_equal(team, same);
}

/* No two absences of a member at once, and not too many to come. */
static int check_others(const struct zl_directory *d,
    const struct directory__state *s, const struct directory__member *member,
    const struct zl_absence *absence, struct zl_point at)
{
        uint32_t today = zl_time_day(at.time);
        size_t count = absence->until >= today ? 1 : 0;

        for (size_t i = member->absences; i != DIRECTORY__NONE;) {
                const struct directory__absence *other =
                    directory__list_at(&s->absences, i);
                const struct zl_absence *said =
                    said_at(d, s, other, at.position);

                i = other->next;
                if (said == NULL || said->ended ||
                    zl_id_equal(&said->absence, &absence->absence))
                        continue;
                if (said->from <= absence->until &&
                    absence->from <= said->until)
                        return ZL_E_CONFLICT;
                if (said->until >= today)
                        count++;
        }
        return count > ZL_ABSENCES_MAX ? ZL_E_CONFLICT : ZL_OK;
}

int directory__absence_check(const struct zl_directory *d,
    const struct directory__state *s, const struct zl_absence *absence,
    struct zl_point at, bool whole)
{
        const struct directory__absence *known =
            absence_of(s, &absence->absence);
        const struct directory__member *deputy = NULL;
        int status = ZL_OK;

        if (known != NULL && !zl_id_equal(&known->member, &absence->member))
                return ZL_E_CONFLICT;
        if (absence->ended)
                return known == NULL ? ZL_E_NOT_FOUND : ZL_OK;
        deputy = directory__member(s, &absence->deputy);
        if (deputy == NULL && whole)
                return ZL_E_NOT_FOUND;
        if (deputy != NULL) {
                if (!directory__same_team(
                        d, s, &absence->member, &absence->deputy, at.position))
                        return ZL_E_CONFLICT;
                status = directory__member_in_force(d, s, deputy, at);
        }
        return status != ZL_OK
            ? status
            : check_others(
                  d, s, directory__member(s, &absence->member), absence, at);
}

void directory__absence_apply(
    const struct zl_directory *d, struct directory__state *s, size_t index)
{
        const struct zl_absence *absence =
            &directory__entry_at(d, index)->statement->is.absence;
        struct directory__absence *known = absence_of(s, &absence->absence);

        if (known == NULL) {
                struct directory__member *member =
                    directory__member(s, &absence->member);
                struct directory__absence fresh = {.member = absence->member,
                    .newest = DIRECTORY__NONE,
                    .next = member->absences};
                size_t i = directory__list_add(&s->absences, &fresh);

                directory__table_set(
                    &s->absence_of, absence->absence.bytes, ZL_ID_SIZE, i);
                member->absences = i;
                known = directory__list_at(&s->absences, i);
        }
        known->newest = directory__node_add(s, index, known->newest);
}

const struct zl_absence *zl_directory_absence_of(
    const struct zl_directory *directory, const struct zl_id *member,
    struct zl_point at)
{
        const struct directory__state *s = directory->state;
        const struct directory__member *known = directory__member(s, member);
        uint32_t today = zl_time_day(at.time);

        for (size_t i = known == NULL ? DIRECTORY__NONE : known->absences;
             i != DIRECTORY__NONE;) {
                const struct directory__absence *absence =
                    directory__list_at(&s->absences, i);
                const struct zl_absence *said =
                    said_at(directory, s, absence, at.position);

                if (said != NULL && !said->ended && said->from <= today &&
                    today <= said->until)
                        return said;
                i = absence->next;
        }
        return NULL;
}
