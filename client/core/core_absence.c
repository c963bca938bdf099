/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to being away.  One act names the days and who stands in, so that
 * nothing that is sent meanwhile lies waiting; the deputy may end it as well,
 * for who is back sooner than thought is busy.  Nobody is removed by it. */
#include <string.h>

#include "calendar.h"
#include "core_internal.h"

static bool is_zero(const struct zl_id *id)
{
        static const struct zl_id zero;

        return zl_id_equal(id, &zero);
}

/* What an absence says now, or NULL. */
static const struct zl_absence *find_absence(
    const struct zl_directory *directory, const struct zl_id *absence)
{
        for (size_t i = zl_directory_absence_count(directory); i-- > 0;) {
                const struct zl_absence *said =
                    zl_directory_absence_at(directory, i);

                if (zl_id_equal(&said->absence, absence))
                        return said;
        }
        return NULL;
}

/* Says it, later than what was said of it before: so it is a new statement. */
static int say(struct zl_core *core, struct zl_absence *absence,
    const struct zl_absence *before)
{
        struct core__item proto = {.id = absence->absence};

        absence->written = core->state.now;
        if (before != NULL && before->written.ms >= absence->written.ms)
                absence->written.ms = before->written.ms + 1;
        return core__say_statement(
            core, &core->device, ZL_ABSENCE, absence, &proto, NULL, NULL);
}

int zl_core_absence(struct zl_core *core, struct zl_time now,
    const struct zl_absence *absence, struct zl_id *ret_id)
{
        const struct zl_absence *before = NULL;
        struct zl_absence stated = *absence;
        struct zl_directory *working = NULL;
        int status = core__act(core, now);

        if (status == ZL_OK)
                status = core__working(core, &working);
        if (status != ZL_OK)
                return core__finish(core, status);
        stated.member = core->profile.member;
        stated.ended = false;
        if (stated.until < zl_time_day(now))
                return ZL_E_USAGE;
        if (zl_id_equal(&stated.deputy, &stated.member))
                return ZL_E_CONFLICT;
        /* Of our own team we know everybody. */
        if (zl_directory_member(working, &stated.deputy) == NULL)
                return ZL_E_NOT_FOUND;
        if (is_zero(&stated.absence)) {
                stated.absence = zl_random_id();
        } else {
                before = find_absence(working, &stated.absence);
                if (before == NULL ||
                    !zl_id_equal(&before->member, &stated.member))
                        return ZL_E_NOT_FOUND;
        }
        status = say(core, &stated, before);
        if (status == ZL_OK)
                *ret_id = stated.absence;
        return core__acted(core, status);
}

int zl_core_end_absence(
    struct zl_core *core, struct zl_time now, const struct zl_id *absence)
{
        const struct zl_absence *before = NULL;
        struct zl_absence stated = {.ended = true};
        struct zl_directory *working = NULL;
        int status = core__act(core, now);

        if (status == ZL_OK)
                status = core__working(core, &working);
        if (status != ZL_OK)
                return core__finish(core, status);
        before = find_absence(working, absence);
        if (before == NULL)
                return ZL_E_NOT_FOUND;
        if (before->ended)
                return ZL_E_STATE;
        stated.absence = before->absence;
        stated.member = before->member;
        return core__acted(core, say(core, &stated, before));
}

static bool shares_days(
    const struct zl_absence *said, uint32_t from, uint32_t until)
{
        return !said->ended && said->from <= until && from <= said->until;
}

static bool is_away(const struct zl_directory *directory,
    const struct zl_id *member, uint32_t from, uint32_t until)
{
        for (size_t i = zl_directory_absence_count(directory); i-- > 0;) {
                const struct zl_absence *said =
                    zl_directory_absence_at(directory, i);

                if (zl_id_equal(&said->member, member) &&
                    shares_days(said, from, until))
                        return true;
        }
        return false;
}

static bool can_stand_in(const struct zl_core *core,
    const struct zl_directory *directory, const struct zl_member *member,
    struct zl_time now)
{
        const struct zl_member *self =
            zl_directory_member(directory, &core->profile.member);
        struct zl_point at = {ZL_POSITION_END, now};
        struct zl_sealing_entry key;

        return self != NULL && self->role == ZL_ROLE_PROFESSIONAL &&
            member->role == ZL_ROLE_PROFESSIONAL &&
            !zl_id_equal(&member->id, &self->id) &&
            zl_id_equal(&member->scope[0], &self->scope[0]) &&
            zl_directory_member_in_force(directory, &member->id, at) == ZL_OK &&
            zl_directory_sealing_keys(directory, &member->id, at, &key, 1) > 0;
}

size_t zl_core_deputies_for_absence(const struct zl_core *core,
    struct zl_time now, uint32_t from, uint32_t until,
    struct zl_deputy_view *ret, size_t max)
{
        const struct zl_directory *directory = zl_core_directory(core);
        size_t members =
            directory == NULL ? 0 : zl_directory_member_count(directory);
        size_t count = 0;
        size_t there = 0;

        for (size_t i = 0; i < members && count < max; i++) {
                const struct zl_member *member =
                    zl_directory_member_at(directory, i);
                struct zl_deputy_view view = {.member = member->id};

                if (!can_stand_in(core, directory, member, now))
                        continue;
                view.away = is_away(directory, &member->id, from, until);
                ret[count++] = view;
                if (view.away)
                        continue;
                /* Before those who are away. */
                ret[count - 1] = ret[there];
                ret[there++] = view;
        }
        return count;
}

/* Is what an absence says now still to be sent? */
static bool is_queued(const struct zl_core *core, const struct zl_id *absence)
{
        for (size_t i = 0; i < core->item_count; i++) {
                const struct core__item *item = core->items[i];

                if (item->type == CORE__ITEM_STATEMENT &&
                    item->what == ZL_ABSENCE && zl_id_equal(&item->id, absence))
                        return true;
        }
        return false;
}

size_t zl_core_absences(const struct zl_core *core, struct zl_time now,
    struct zl_absence_view *ret, size_t max)
{
        const struct zl_directory *directory = zl_core_directory(core);
        const struct zl_id *self = &core->profile.member;
        size_t all =
            directory == NULL ? 0 : zl_directory_absence_count(directory);
        uint32_t today = zl_time_day(now);
        size_t count = 0;

        for (size_t i = 0; i < all && count < max; i++) {
                const struct zl_absence *said =
                    zl_directory_absence_at(directory, i);
                struct zl_absence_view view = {.absence = said->absence,
                    .member = said->member,
                    .deputy = said->deputy,
                    .from = said->from,
                    .until = said->until,
                    .ours = zl_id_equal(&said->member, self),
                    .begun = said->from <= today};
                size_t at = count;

                if (said->ended || said->until < today ||
                    (!view.ours && !zl_id_equal(&said->deputy, self)))
                        continue;
                view.queued = is_queued(core, &said->absence);
                while (at > 0 && ret[at - 1].from > view.from) {
                        ret[at] = ret[at - 1];
                        at--;
                }
                ret[at] = view;
                count++;
        }
        return count;
}
