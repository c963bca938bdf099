/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the clock of a signal: how long it waits, and whose turn it is
 * (docs/protocol.md, 9.2).  By what is here and verified, and by our own clock:
 * a server that says nothing keeps nobody from being told. */
#include "calendar.h"
#include "core_internal.h"
#include "terms.h"

/* What came of the author's side, and was not thrown away. */
static bool is_of_club(const struct core__record *record)
{
        return (record->kind == ZL_NOTE || record->kind == ZL_ADDENDUM) &&
            record->author_role == ZL_ROLE_CONTACT;
}

static bool is_read(
    const struct zl_core *core, const struct core__record *record)
{
        for (size_t i = 0; i < core->record_count; i++) {
                const struct core__record *answer = core->records[i];

                if (answer->kind == ZL_ACKNOWLEDGEMENT &&
                    answer->author_role == ZL_ROLE_PROFESSIONAL &&
                    answer->logged && record->logged &&
                    zl_hash_equal(&answer->follows, &record->hash))
                        return true;
        }
        return false;
}

static void earlier(struct zl_clock *clock, struct zl_time time)
{
        if (!clock->waits || time.ms < clock->since.ms)
                clock->since = time;
        clock->waits = true;
}

/* It became others' with it. */
static bool passes_on(const struct core__record *record)
{
        return record->kind == ZL_HANDOVER || record->kind == ZL_STEP_OUT ||
            (record->kind == ZL_RESEAL &&
                record->author_role == ZL_ROLE_CONTACT);
}

/* What an acknowledgement follows, if it came from the author's side. */
static enum zl_kind followed_by(
    const struct zl_core *core, const struct core__record *acknowledgement)
{
        for (size_t i = 0; i < core->record_count; i++) {
                const struct core__record *record = core->records[i];

                if ((record->kind == ZL_NOTE || record->kind == ZL_ADDENDUM) &&
                    zl_hash_equal(&record->hash, &acknowledgement->follows))
                        return record->kind;
        }
        return acknowledgement->kind;
}

static bool is_held_by(const struct zl_core *core,
    const struct zl_signal_view *signal, const struct core__record *record)
{
        return record->logged &&
            core__among(
                signal->holders, signal->holder_count, &record->author) &&
            zl_kind_handles(record->kind, followed_by(core, record)) &&
            zl_directory_member_in_force(
                core->directory, &record->author, core__point(core)) == ZL_OK;
}

/* Since when it waits for somebody who holds it. */
static void look_at_holders(const struct zl_core *core,
    const struct zl_signal_view *signal, struct zl_clock *clock)
{
        const struct core__record *newest = NULL;

        for (size_t i = 0; i < core->record_count; i++) {
                const struct core__record *record = core->records[i];

                if (!zl_id_equal(&record->signal, &signal->id))
                        continue;
                if (is_held_by(core, signal, record))
                        return;
                if (record->logged && passes_on(record) &&
                    (newest == NULL || record->index > newest->index))
                        newest = record;
        }
        if (newest != NULL)
                earlier(clock, newest->time);
}

/* Is it later in the log?  What is unsent is later than all of it. */
static bool is_after(
    const struct core__record *one, const struct core__record *other)
{
        if (other == NULL || one->logged != other->logged)
                return other == NULL || !one->logged;
        return one->index > other->index;
}

/* Since when somebody waits for an answer; 0: nobody does. */
static struct zl_time unanswered_since(
    const struct zl_core *core, const struct zl_id *signal)
{
        const struct core__record *answer = NULL;
        const struct core__record *oldest = NULL;

        for (size_t i = 0; i < core->record_count; i++) {
                const struct core__record *record = core->records[i];

                if (zl_id_equal(&record->signal, signal) &&
                    record->progress != ZL_FAILED &&
                    (record->kind == ZL_FEEDBACK ||
                        record->kind == ZL_CLOSING) &&
                    is_after(record, answer))
                        answer = record;
        }
        for (size_t i = 0; i < core->record_count; i++) {
                const struct core__record *record = core->records[i];

                if (zl_id_equal(&record->signal, signal) &&
                    (is_of_club(record) || record->kind == ZL_REOPENING) &&
                    (answer == NULL || is_after(record, answer)) &&
                    (oldest == NULL || is_after(oldest, record)))
                        oldest = record;
        }
        return oldest == NULL ? (struct zl_time){0} : oldest->time;
}

/* What last said that it is open. */
static struct zl_time open_since(
    const struct zl_core *core, const struct zl_id *signal)
{
        const struct core__record *newest = NULL;

        for (size_t i = 0; i < core->record_count; i++) {
                const struct core__record *record = core->records[i];

                if (zl_id_equal(&record->signal, signal) &&
                    (record->kind == ZL_NOTE || record->kind == ZL_REOPENING ||
                        record->kind == ZL_HOLD) &&
                    is_after(record, newest))
                        newest = record;
        }
        return newest == NULL ? (struct zl_time){0} : newest->time;
}

static bool is_open(const struct zl_signal_view *signal)
{
        return signal->state == ZL_STATE_WAITING ||
            signal->state == ZL_STATE_OPENED ||
            signal->state == ZL_STATE_ACKNOWLEDGED;
}

void zl_core_clock(const struct zl_core *core, struct zl_time now,
    const struct zl_signal_view *signal, struct zl_clock *ret)
{
        const struct zl_charter *charter =
            zl_directory_charter(core->directory);
        struct zl_clock clock = {.phone = core__phone(core, &signal->club)};
        struct zl_time asked = {0};

        *ret = clock;
        if (charter == NULL || !is_open(signal))
                return;
        for (size_t i = 0; i < core->record_count; i++) {
                const struct core__record *record = core->records[i];

                if (zl_id_equal(&record->signal, &signal->id) &&
                    is_of_club(record) && !is_read(core, record))
                        earlier(&clock, record->time);
        }
        look_at_holders(core, signal, &clock);
        if (clock.waits) {
                clock.step = zl_terms_step(&charter->terms, clock.since, now);
                clock.read_by =
                    zl_terms_last_day(charter->terms.remind_days, clock.since);
        }
        asked = unanswered_since(core, &signal->id);
        if (asked.ms > 0) {
                clock.answer_by =
                    zl_terms_last_day(charter->terms.answer_days, asked);
                clock.answer_late =
                    zl_terms_answer_over(&charter->terms, asked, now);
        }
        clock.open_too_long = zl_terms_open_times(charter->retention.open_days,
                                  open_since(core, &signal->id), now) > 0;
        *ret = clock;
}

bool zl_core_successor(const struct zl_core *core, struct zl_time now,
    const struct zl_signal_view *signal, struct zl_id *ret_member)
{
        const struct zl_id *self = &core->profile.member;
        const struct core__record *note = core__record(core, &signal->id);
        struct zl_point then = {0, {0}};
        struct zl_point at = {ZL_POSITION_END, now};
        struct zl_routing routing;

        if (note == NULL || !note->logged || !signal->is_holder)
                return false;
        then = (struct zl_point){note->statements, note->time};
        if ((zl_directory_club_relation(
                 core->directory, self, &signal->club, then) &
                ZL_REL_ASSIGNED) == 0 ||
            (zl_directory_club_relation(
                 core->directory, self, &signal->club, at) &
                ZL_REL_ASSIGNED) != 0 ||
            zl_directory_routing(
                core->directory, &signal->club, at, &routing) != ZL_OK ||
            !routing.has_account_holder)
                return false;
        *ret_member = routing.account_holder;
        return true;
}
