/* SPDX-License-Identifier: EUPL-1.2 */
/* What a professional has to do, most pressing first.  Terms are the
 * charter's, in working days after the day the note reached the log. */
#include "calendar.h"
#include "core_internal.h"

static enum zl_urgency urgency_of(uint32_t today, uint32_t due)
{
        if (zl_working_days_between(due, today) > 0)
                return ZL_OVER_TERM;
        return zl_working_days_between(today, due) <= 1 ? ZL_NEAR_TERM
                                                        : ZL_IN_TIME;
}

static bool is_opened_here(
    const struct zl_core *core, const struct zl_id *signal)
{
        const struct core__record *note = core__record(core, signal);

        return note != NULL &&
            (note->progress == ZL_OPENED || note->has_body ||
                zl_id_equal(&note->author, &core->profile.member));
}

/* Is it open, and ours to do something with? */
static bool is_work(const struct zl_signal_view *view)
{
        return view->is_holder &&
            (view->state == ZL_STATE_WAITING ||
                view->state == ZL_STATE_OPENED ||
                view->state == ZL_STATE_ACKNOWLEDGED);
}

static struct zl_work work_of(const struct zl_core *core, struct zl_time now,
    const struct zl_signal_view *view)
{
        struct zl_work work = {.signal = view->id,
            .stage = ZL_STAGE_ANSWERED,
            .urgency = ZL_IN_TIME,
            .opened_here = is_opened_here(core, &view->id)};
        struct zl_clock clock;

        zl_core_clock(core, now, view, &clock);
        work.open_too_long = clock.open_too_long;
        work.has_successor =
            zl_core_successor(core, now, view, &work.successor);
        if (clock.waits) {
                work.stage = ZL_STAGE_NEW;
                work.due = clock.read_by;
        } else if (clock.answer_by > 0) {
                work.stage = ZL_STAGE_WAITING;
                work.due = clock.answer_by;
        }
        if (work.due > 0)
                work.urgency = urgency_of(zl_time_day(now), work.due);
        return work;
}

/* What is answered has no term any more, and comes last. */
static bool comes_before(const struct zl_work *a, const struct zl_work *b)
{
        if ((a->due == 0) != (b->due == 0))
                return b->due == 0;
        return a->due < b->due;
}

static void insert(
    struct zl_work *list, size_t count, size_t max, const struct zl_work *work)
{
        size_t at = count < max ? count : max;

        while (at > 0 && comes_before(work, &list[at - 1])) {
                if (at < max)
                        list[at] = list[at - 1];
                at--;
        }
        if (at < max)
                list[at] = *work;
}

size_t zl_core_worklist(const struct zl_core *core, struct zl_time now,
    struct zl_work *ret, size_t max)
{
        const struct zl_charter *charter =
            core->profile.joined ? zl_directory_charter(core->directory) : NULL;
        size_t all = zl_core_signal_count(core);
        size_t count = 0;

        if (charter == NULL || core->profile.role != ZL_ROLE_PROFESSIONAL)
                return 0;
        /* Oldest first, so that what is due on one day stays in order. */
        for (size_t i = all; i-- > 0;) {
                struct zl_signal_view view;
                struct zl_work work;

                zl_core_signal_at(core, i, &view);
                if (!is_work(&view))
                        continue;
                work = work_of(core, now, &view);
                insert(ret, count, max, &work);
                count++;
        }
        return count;
}
