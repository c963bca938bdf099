/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the clubs that nobody would hear.  They are found on the days on
 * which anything changes: an appointment or an absence begins or ends.  A
 * directory at a position is what was said before it, so what something causes
 * is the difference between two of these. */
#include "core_alarms.h"

#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "core_internal.h"

/* The days of one look, from today on: is it one to look at? */
struct days {
        uint32_t first;
        uint32_t count;
        bool at[ZL_CAUSED_DAYS + 1];
};

static void add_day(struct days *days, uint32_t day)
{
        if (day >= days->first && day - days->first < days->count)
                days->at[day - days->first] = true;
}

/* Also what was said before and holds no more: it made another difference. */
static void find_days(const struct zl_directory *directory, struct days *days)
{
        for (size_t i = 0; i < zl_directory_count(directory); i++) {
                const struct zl_statement *s =
                    zl_directory_statement(directory, i, NULL);

                if (s->type == ZL_APPOINTMENT &&
                    s->is.appointment.role == ZL_ROLE_PROFESSIONAL) {
                        add_day(days, s->is.appointment.from);
                        add_day(days, s->is.appointment.until + 1);
                } else if (s->type == ZL_ABSENCE && !s->is.absence.ended) {
                        add_day(days, s->is.absence.from);
                        add_day(days, s->is.absence.until + 1);
                }
        }
}

static struct days days_from(struct zl_time now, uint32_t count)
{
        struct days days = {.first = zl_time_day(now), .count = count + 1};

        days.at[0] = true;
        return days;
}

/* What was said, up to a position. */
struct core__look {
        const struct zl_directory *directory;
        uint64_t position;
};

static bool has_nobody(
    const struct core__look *look, const struct zl_id *club, uint32_t day)
{
        struct zl_point at = {look->position, {day * ZL_MS_DAY}};

        return zl_directory_has_nobody(look->directory, club, at);
}

/* A club that is new was not there to be deprived of anybody. */
static bool was_there(const struct core__look *look, const struct zl_id *club)
{
        const struct zl_club_entry *entry =
            zl_directory_club(look->directory, club);

        return entry != NULL && entry->position < look->position;
}

/* The first day on which it has nobody, and had somebody before. */
static bool find_first(const struct core__look *before,
    const struct core__look *after, const struct days *days,
    const struct zl_id *club, struct zl_alarm *ret)
{
        if (before != NULL && !was_there(before, club))
                return false;
        for (uint32_t i = 0; i < days->count; i++) {
                uint32_t day = days->first + i;

                if (!days->at[i] || !has_nobody(after, club, day) ||
                    (before != NULL && has_nobody(before, club, day)))
                        continue;
                *ret = (struct zl_alarm){*club, day};
                return true;
        }
        return false;
}

static int by_day(const void *a, const void *b)
{
        const struct zl_alarm *one = a;
        const struct zl_alarm *other = b;

        return one->day == other->day
            ? memcmp(one->club.bytes, other->club.bytes, ZL_ID_SIZE)
            : one->day < other->day ? -1
                                    : 1;
}

bool core__covers(const struct zl_member *supporter, const struct zl_id *id)
{
        return supporter->role != ZL_ROLE_SUPPORTER ||
            supporter->scope_count == 0 ||
            core__among(supporter->scope, supporter->scope_count, id);
}

/* In whose districts a club must be; NULL: any. */
static int find_alarms(const struct core__look *before,
    const struct core__look *after, const struct days *days,
    const struct zl_member *of, struct zl_alarm **ret, size_t *ret_count)
{
        struct zl_alarm *alarms = NULL;
        size_t count = 0;

        for (size_t i = 0; i < zl_directory_club_count(after->directory); i++) {
                const struct zl_club *club =
                    &zl_directory_club_at(after->directory, i)->club;
                struct zl_alarm alarm;

                if ((of != NULL && !core__covers(of, &club->district)) ||
                    !find_first(before, after, days, &club->club, &alarm))
                        continue;
                if (core__grow(&alarms, count, sizeof(alarm)) != ZL_OK) {
                        free(alarms);
                        return ZL_E_MEMORY;
                }
                alarms[count++] = alarm;
        }
        if (count > 1)
                qsort(alarms, count, sizeof(*alarms), by_day);
        *ret = alarms;
        *ret_count = count;
        return ZL_OK;
}

/* Who looks, with the directory that our own acts go by. */
static int begin(struct zl_core *core, struct zl_time now,
    struct zl_directory **ret_working, const struct zl_member **ret_self)
{
        int status = core__act(core, now);

        if (status != ZL_OK)
                return status;
        if (core->profile.role != ZL_ROLE_COORDINATOR &&
            core->profile.role != ZL_ROLE_SUPPORTER)
                return ZL_E_POLICY;
        status = core__working(core, ret_working);
        if (status != ZL_OK)
                return core__finish(core, status);
        *ret_self = zl_directory_member(*ret_working, &core->profile.member);
        return *ret_self != NULL ? ZL_OK : ZL_E_STATE;
}

int zl_core_alarms(struct zl_core *core, struct zl_time now,
    struct zl_alarm **ret_alarms, size_t *ret_count)
{
        struct core__look after = {.position = ZL_POSITION_END};
        struct days days = days_from(now, ZL_ALARM_DAYS);
        struct zl_directory *working = NULL;
        const struct zl_member *self = NULL;
        int status = begin(core, now, &working, &self);

        if (status != ZL_OK)
                return status;
        after.directory = working;
        find_days(working, &days);
        return core__finish(core,
            find_alarms(NULL, &after, &days, self, ret_alarms, ret_count));
}

/* How many clubs of ours somebody is assigned to. */
static size_t clubs_of(const struct zl_directory *directory,
    const struct zl_member *self, const struct zl_id *member,
    struct zl_time now)
{
        struct zl_point at = {ZL_POSITION_END, now};
        size_t count = 0;

        for (size_t i = 0; i < zl_directory_club_count(directory); i++) {
                const struct zl_club *club =
                    &zl_directory_club_at(directory, i)->club;

                count += !club->ended && core__covers(self, &club->district) &&
                    (zl_directory_club_relation(
                         directory, member, &club->club, at) &
                        ZL_REL_ASSIGNED) != 0;
        }
        return count;
}

static int by_until(const void *a, const void *b)
{
        const struct zl_ending *one = a;
        const struct zl_ending *other = b;

        return one->until == other->until
            ? memcmp(one->member.bytes, other->member.bytes, ZL_ID_SIZE)
            : one->until < other->until ? -1
                                        : 1;
}

int zl_core_endings(struct zl_core *core, struct zl_time now,
    struct zl_ending **ret_endings, size_t *ret_count)
{
        uint32_t today = zl_time_day(now);
        struct zl_directory *working = NULL;
        const struct zl_member *self = NULL;
        struct zl_ending *endings = NULL;
        size_t count = 0;
        int status = begin(core, now, &working, &self);

        if (status != ZL_OK)
                return status;
        for (size_t i = 0; i < zl_directory_member_count(working); i++) {
                const struct zl_member *member =
                    zl_directory_member_at(working, i);
                struct zl_ending ending = {member->id, member->until, 0};

                if (member->role != ZL_ROLE_PROFESSIONAL ||
                    member->ended != ZL_POSITION_END || member->until < today ||
                    member->until - today > ZL_ALARM_DAYS)
                        continue;
                ending.clubs = clubs_of(working, self, &member->id, now);
                if (ending.clubs == 0)
                        continue;
                if (core__grow(&endings, count, sizeof(ending)) != ZL_OK) {
                        free(endings);
                        return core__finish(core, ZL_E_MEMORY);
                }
                endings[count++] = ending;
        }
        if (count > 1)
                qsort(endings, count, sizeof(*endings), by_until);
        *ret_endings = endings;
        *ret_count = count;
        return core__finish(core, ZL_OK);
}

size_t zl_core_reach(const struct zl_core *core, const struct zl_id *club,
    struct zl_time now, uint32_t day, struct zl_reach ret[static ZL_REACH_MAX])
{
        struct zl_point at = {ZL_POSITION_END, now};

        if (day > zl_time_day(now))
                at.time.ms = day * ZL_MS_DAY;
        return zl_directory_reach(core__shown(core), club, at, ret);
}

int zl_core_said(
    struct zl_core *core, struct zl_time now, uint64_t *ret_position)
{
        struct zl_directory *working = NULL;
        int status = core__act(core, now);

        if (status == ZL_OK)
                status = core__working(core, &working);
        if (status == ZL_OK)
                *ret_position = core__next_point(core, working).position;
        return core__finish(core, status);
}

int core__alarms_between(const struct zl_directory *before,
    uint64_t before_position, const struct zl_directory *after,
    struct zl_time now, struct zl_alarm **ret_alarms, size_t *ret_count)
{
        struct core__look one = {before, before_position};
        struct core__look other = {after, ZL_POSITION_END};
        struct days days = days_from(now, ZL_CAUSED_DAYS);

        find_days(after, &days);
        return find_alarms(&one, &other, &days, NULL, ret_alarms, ret_count);
}

int zl_core_caused(struct zl_core *core, struct zl_time now, uint64_t position,
    struct zl_alarm **ret_alarms, size_t *ret_count)
{
        struct zl_directory *working = NULL;
        int status = core__act(core, now);

        if (status == ZL_OK)
                status = core__working(core, &working);
        if (status == ZL_OK)
                status = core__alarms_between(
                    working, position, working, now, ret_alarms, ret_count);
        return core__finish(core, status);
}
