/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! What became new for us among the statements: a club that is ours,
 * somebody we stand in for, who has joined.  It is told of what others said
 * since the last sync, once the directory was found whole and names are here;
 * who was never told of anybody tells of recipients (core_settle.c). */
#include "calendar.h"
#include "core_internal.h"

/* Something that may be so of many clubs or people at once. */
struct tally {
        const char *first; /* name of one of them */
        size_t count;
};

static void count_one(struct tally *tally, const char *name)
{
        if (tally->count++ == 0)
                tally->first = name;
}

static void tell_tally(struct zl_core *core, enum zl_message_id id,
    const struct tally *tally, const char *what)
{
        char others[24] = "";

        if (tally->count == 0)
                return;
        if (tally->count > 1)
                core__number(tally->count - 1, others);
        core__say_all(core, id,
            (const char *const[ZL_MSG_ARGS]){
                tally->first, what, NULL, NULL, others});
}

/* ---- Clubs ---- */

enum part { NO_PART, DEPUTY, HOLDER, PARTS };

static const char *const part_words[PARTS] = {
    [NO_PART] = "none",
    [DEPUTY] = "deputy",
    [HOLDER] = "account-holder",
};

static enum part part_of(
    const struct zl_core *core, const struct zl_assignment *assignment)
{
        const struct zl_id *self = &core->profile.member;

        if (assignment == NULL)
                return NO_PART;
        if (zl_id_equal(&assignment->account_holder, self))
                return HOLDER;
        return core__among(assignment->deputies, assignment->deputy_count, self)
            ? DEPUTY
            : NO_PART;
}

/* What held of a club before an index of the directory, at most `end`. */
static const struct zl_assignment *assigned_before(
    const struct zl_core *core, const struct zl_id *club, size_t end)
{
        for (size_t i = end; i-- > 0;) {
                const struct zl_statement *statement =
                    zl_directory_statement(core->directory, i, NULL);

                if (statement->type == ZL_ASSIGNMENT &&
                    !zl_directory_is_void(core->directory, i) &&
                    zl_id_equal(&statement->is.assignment.club, club))
                        return &statement->is.assignment;
        }
        return NULL;
}

static void tell_holder(struct zl_core *core, const char *club,
    const struct zl_id *before, const struct zl_id *after)
{
        char name[ZL_MSG_ARG_CHARS + 1];

        if (zl_id_equal(before, after) || !core__is_told(core, after))
                return;
        zl_core_describe(core, after, name);
        core__say(core, ZL_MSG_NEW_HOLDER, name, club, NULL, NULL);
}

static void tell_assigned(struct zl_core *core, size_t first, size_t count)
{
        struct tally tallies[PARTS] = {{NULL, 0}};

        for (size_t i = first; i < count; i++) {
                const struct zl_statement *statement =
                    zl_directory_statement(core->directory, i, NULL);
                const struct zl_assignment *after = &statement->is.assignment;
                const struct zl_assignment *before = NULL;
                const struct zl_club_entry *club = NULL;

                if (statement->type != ZL_ASSIGNMENT ||
                    assigned_before(core, &after->club, count) != after)
                        continue;
                club = zl_directory_club(core->directory, &after->club);
                before = assigned_before(core, &after->club, first);
                if (club == NULL)
                        continue;
                if (part_of(core, before) != part_of(core, after))
                        count_one(
                            &tallies[part_of(core, after)], club->club.name);
                else if (before != NULL &&
                    zl_directory_club_relation(core->directory,
                        &core->profile.member, &after->club,
                        core__point(core)) != 0)
                        tell_holder(core, club->club.name,
                            &before->account_holder, &after->account_holder);
        }
        for (size_t part = PARTS; part-- > 0;)
                tell_tally(
                    core, ZL_MSG_ASSIGNED, &tallies[part], part_words[part]);
}

/* ---- Absences ---- */

/* Whom an absence named before it ended. */
static bool named(const struct zl_core *core, const struct zl_id *absence,
    size_t end, const struct zl_id *deputy)
{
        for (size_t i = end; i-- > 0;) {
                const struct zl_statement *statement =
                    zl_directory_statement(core->directory, i, NULL);
                const struct zl_absence *it = &statement->is.absence;

                if (statement->type == ZL_ABSENCE && !it->ended &&
                    zl_id_equal(&it->absence, absence))
                        return zl_id_equal(&it->deputy, deputy);
        }
        return false;
}

static void tell_absence(
    struct zl_core *core, const struct zl_statement *statement, size_t index)
{
        const struct zl_absence *absence = &statement->is.absence;
        const struct zl_id *self = &core->profile.member;
        const struct zl_device_entry *by =
            zl_directory_device(core->directory, &statement->signer);
        char name[ZL_MSG_ARG_CHARS + 1];
        char from[ZL_DATE_TEXT];
        char until[ZL_DATE_TEXT];

        if (absence->ended && by != NULL &&
            (zl_id_equal(&absence->member, self) ||
                named(core, &absence->absence, index, self))) {
                zl_core_describe(core, &by->member, name);
                core__say(core, ZL_MSG_ABSENCE_ENDED, name,
                    zl_id_equal(&absence->member, self) ? "own" : "deputy",
                    NULL, NULL);
                return;
        }
        if (absence->ended || !zl_id_equal(&absence->deputy, self))
                return;
        zl_core_describe(core, &absence->member, name);
        zl_date_of(absence->from, from);
        zl_date_of(absence->until, until);
        core__say(core, ZL_MSG_STANDS_IN, name, from, until, NULL);
}

/* ---- People ---- */

/* A contact of a club of ours: of which? */
static const struct zl_id *club_in_common(
    const struct zl_core *core, const struct zl_member *contact)
{
        for (size_t i = 0; i < contact->scope_count; i++) {
                if (zl_directory_club_relation(core->directory,
                        &core->profile.member, &contact->scope[i],
                        core__point(core)) != 0)
                        return &contact->scope[i];
        }
        return NULL;
}

static bool is_near(const struct zl_core *core, const struct zl_member *joined)
{
        const struct zl_member *self =
            zl_directory_member(core->directory, &core->profile.member);

        if (self == NULL || zl_id_equal(&self->id, &joined->id))
                return false;
        if (self->role == ZL_ROLE_COORDINATOR ||
            self->role == ZL_ROLE_SUPPORTER)
                return core__appoints(core->directory, self, joined);
        if (joined->role == ZL_ROLE_CONTACT)
                return self->role == ZL_ROLE_PROFESSIONAL &&
                    club_in_common(core, joined) != NULL;
        return self->role == ZL_ROLE_PROFESSIONAL &&
            joined->role == ZL_ROLE_PROFESSIONAL && self->scope_count > 0 &&
            joined->scope_count > 0 &&
            zl_id_equal(&self->scope[0], &joined->scope[0]);
}

/* Signals that we hold of a contact who is gone can be sealed to the one who
 * came: it may be the same person, after a lost device. */
static void tell_of_reseal(
    struct zl_core *core, const struct zl_member *contact, const char *name)
{
        for (size_t i = 0; i < zl_core_signal_count(core); i++) {
                struct zl_signal_view signal;
                char id[ZL_ID_TEXT];

                zl_core_signal_at(core, i, &signal);
                if (!signal.is_holder ||
                    !core__among(
                        contact->scope, contact->scope_count, &signal.club) ||
                    zl_directory_member_in_force(core->directory,
                        &signal.author, core__point(core)) == ZL_OK)
                        continue;
                zl_hex_of(signal.id.bytes, ZL_ID_SIZE, id);
                core__say(
                    core, ZL_MSG_RESEAL, name, id, signal.club_name, NULL);
        }
}

static void tell_joined(struct zl_core *core, size_t first, size_t count)
{
        const char *club_name = NULL;

        for (size_t i = first; i < count; i++) {
                const struct zl_statement *statement =
                    zl_directory_statement(core->directory, i, NULL);
                const struct zl_device *device = &statement->is.device;
                const struct zl_member *member = NULL;
                const struct zl_id *club = NULL;
                char name[ZL_MSG_ARG_CHARS + 1];

                if (statement->type != ZL_DEVICE ||
                    zl_directory_is_void(core->directory, i) ||
                    !core__is_first_device(
                        core->directory, &device->member, &device->key))
                        continue;
                member = zl_directory_member(core->directory, &device->member);
                if (member == NULL || !is_near(core, member))
                        continue;
                zl_core_describe(core, &member->id, name);
                club = club_in_common(core, member);
                if (member->role == ZL_ROLE_CONTACT && club != NULL)
                        club_name =
                            zl_directory_club(core->directory, club)->club.name;
                else
                        club_name = NULL;
                core__say(
                    core, ZL_MSG_PERSON_JOINED, name, club_name, NULL, NULL);
                if (member->role == ZL_ROLE_CONTACT &&
                    core->profile.role == ZL_ROLE_PROFESSIONAL)
                        tell_of_reseal(core, member, name);
        }
}

static void tell_appointed(
    struct zl_core *core, const struct zl_statement *statement)
{
        const struct zl_appointment *it = &statement->is.appointment;
        char until[ZL_DATE_TEXT];

        if (!zl_id_equal(&it->member, &core->profile.member))
                return;
        zl_date_of(it->until, until);
        core__say(core, ZL_MSG_APPOINTED, until, NULL, NULL, NULL);
}

/* ---- All of it ---- */

static bool is_ours(
    const struct zl_core *core, const struct zl_statement *statement)
{
        const struct zl_device_entry *device =
            zl_directory_device(core->directory, &statement->signer);

        return device != NULL &&
            zl_id_equal(&device->member, &core->profile.member);
}

void core__news_begin(struct zl_core *core)
{
        if (core->news_known)
                return;
        core->news_known = true;
        core->news_from = core->state.next_statement;
}

void core__news_tell(struct zl_core *core)
{
        size_t count = zl_directory_count(core->directory);
        size_t first = count;
        struct zl_point at;

        if (!core->news_known)
                return;
        core->news_known = false;
        /* At the very first sync everything is new. */
        if (!core->state.met)
                return;
        for (; first > 0; first--) {
                (void)zl_directory_statement(core->directory, first - 1, &at);
                if (at.position < core->news_from)
                        break;
        }
        tell_assigned(core, first, count);
        for (size_t i = first; i < count; i++) {
                const struct zl_statement *statement =
                    zl_directory_statement(core->directory, i, NULL);

                if (zl_directory_is_void(core->directory, i) ||
                    is_ours(core, statement))
                        continue;
                if (statement->type == ZL_ABSENCE)
                        tell_absence(core, statement, i);
                if (statement->type == ZL_APPOINTMENT)
                        tell_appointed(core, statement);
        }
        tell_joined(core, first, count);
}
