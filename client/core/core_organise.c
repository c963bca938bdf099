/* SPDX-License-Identifier: EUPL-1.2 */
/*~ What coordinators and supporters state: clubs and assignments.  Each is
 * checked as the server will check it before it is queued. */
#include "core_internal.h"

int core__act(struct zl_core *core, struct zl_time now)
{
        int status = core__begin(core, now);

        if (status == ZL_OK && !core->profile.joined)
                status = ZL_E_STATE;
        return status;
}

int core__acted(struct zl_core *core, int status)
{
        if (status == ZL_OK)
                core__sync_begin(core);
        return core__finish(core, status);
}

static bool is_zero(const struct zl_id *id)
{
        static const struct zl_id zero;

        return zl_id_equal(id, &zero);
}

/* Which club a statement describes or assigns, and when it was written. */
static const struct zl_id *about_club(
    const struct zl_statement *statement, struct zl_time *ret_written)
{
        switch (statement->type) {
        case ZL_CLUB:
                *ret_written = statement->is.club.written;
                return &statement->is.club.club;
        case ZL_ASSIGNMENT:
                *ret_written = statement->is.assignment.written;
                return &statement->is.assignment.club;
        default:
                return NULL;
        }
}

/* When we say something of a club: now, but after what was said of it
 * before, so that saying the same again is a new statement. */
static struct zl_time when_said(
    const struct zl_core *core, struct zl_time now, const struct zl_id *club)
{
        const struct zl_directory *directory = core__shown(core);

        for (size_t i = 0; i < zl_directory_count(directory); i++) {
                struct zl_time written = {0};
                const struct zl_id *about = about_club(
                    zl_directory_statement(directory, i, NULL), &written);

                if (about != NULL && zl_id_equal(about, club) &&
                    written.ms >= now.ms)
                        now.ms = written.ms + 1;
        }
        return now;
}

int zl_core_put_club(struct zl_core *core, struct zl_time now,
    const struct zl_club *club, struct zl_id *ret_id)
{
        struct zl_club stated = *club;
        struct core__item proto = {.quiet = false};
        int status = core__act(core, now);

        if (status != ZL_OK)
                return status;
        if (is_zero(&stated.club))
                stated.club = zl_random_id();
        stated.written = when_said(core, now, &stated.club);
        proto.id = stated.club;
        status = core__say_statement(
            core, &core->device, ZL_CLUB, &stated, &proto, NULL, NULL);
        if (status == ZL_OK)
                *ret_id = stated.club;
        return core__acted(core, status);
}

/* A club that nobody stated before needs no look at what was said of it. */
int zl_core_put_clubs(struct zl_core *core, struct zl_time now,
    const struct zl_club *clubs, size_t count)
{
        int status = core__act(core, now);

        if (status != ZL_OK)
                return status;
        for (size_t i = 0; i < count && status == ZL_OK; i++) {
                struct zl_club stated = clubs[i];
                struct core__item proto = {.quiet = true, .id = stated.club};

                stated.written =
                    zl_directory_club(core__shown(core), &stated.club) == NULL
                    ? now
                    : when_said(core, now, &stated.club);
                status = core__say_statement(
                    core, &core->device, ZL_CLUB, &stated, &proto, NULL, NULL);
        }
        return core__acted(core, status);
}

static bool has_twice(const struct zl_assignment *assignment)
{
        for (size_t i = 0; i < assignment->deputy_count; i++) {
                const struct zl_id *deputy = &assignment->deputies[i];

                if (zl_id_equal(deputy, &assignment->account_holder))
                        return true;
                for (size_t j = 0; j < i; j++) {
                        if (zl_id_equal(deputy, &assignment->deputies[j]))
                                return true;
                }
        }
        return false;
}

static int assign(struct zl_core *core, struct zl_time now,
    const struct zl_assignment *assignment, bool quiet)
{
        struct core__item proto = {.id = assignment->club, .quiet = quiet};
        struct zl_assignment stated = *assignment;
        int status = ZL_OK;

        if (assignment->deputy_count > ZL_DEPUTIES_MAX)
                return ZL_E_MALFORMED;
        if (has_twice(assignment))
                return ZL_E_CONFLICT;
        stated.written = when_said(core, now, &stated.club);
        status = core__say_statement(
            core, &core->device, ZL_ASSIGNMENT, &stated, &proto, NULL, NULL);
        /* Somebody's term may be over, too. */
        if (status == ZL_E_EXPIRED || status == ZL_E_REVOKED) {
                struct zl_point at = core__point(core);

                if (zl_directory_device_in_force(core__shown(core),
                        &core->device.key, at, NULL) == ZL_OK)
                        status = ZL_E_CONFLICT;
        }
        return status;
}

int zl_core_assign(struct zl_core *core, struct zl_time now,
    const struct zl_assignment *assignments, size_t count)
{
        uint64_t first = core->state.next_item;
        int status = core__act(core, now);

        if (status != ZL_OK)
                return status;
        for (size_t i = 0; i < count && status == ZL_OK; i++)
                status = assign(core, now, &assignments[i], count > 1);
        if (status != ZL_OK && status != ZL_E_MEMORY &&
            core__take_back(core, first) != ZL_OK)
                status = ZL_E_MEMORY;
        return core__acted(core, status);
}

const struct zl_assignment *zl_core_assignment_of(
    const struct zl_core *core, const struct zl_id *club)
{
        const struct zl_directory *directory = core__shown(core);

        for (size_t i = zl_directory_count(directory); i-- > 0;) {
                const struct zl_statement *statement =
                    zl_directory_statement(directory, i, NULL);

                if (statement->type == ZL_ASSIGNMENT &&
                    zl_id_equal(&statement->is.assignment.club, club) &&
                    !zl_directory_is_void(directory, i))
                        return &statement->is.assignment;
        }
        return NULL;
}
