/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the reckoning of one signal's wait (docs/protocol.md, 9.2): who
 * holds it and is there, since when it waits, which step that makes due, and
 * when it is to be looked at again. Reckoned with each record of the signal,
 * and by the sweep, which alone takes steps. */
#include <string.h>

#include "calendar.h"
#include "committer_internal.h"
#include "terms.h"

static const struct zl_id nobody;

bool committer__among(
    const struct committer__holding *holding, const struct zl_id *member)
{
        for (size_t i = 0; i < holding->count; i++) {
                if (zl_id_equal(&holding->ids[i], member))
                        return true;
        }
        return false;
}

static struct zl_point now_of(const struct zl_committer *committer)
{
        return (struct zl_point){committer->statements, committer->clock};
}

/* Holders in force, and whether anybody of them is there today. */
static void find_holding(const struct zl_committer *committer,
    const struct zl_signal_facts *facts, struct committer__holding *ret)
{
        const struct zl_directory *directory = zl_shared_own(committer->shared);
        struct zl_point at = now_of(committer);
        struct zl_id all[ZL_PERSONS_MAX];
        size_t count = 0;

        ret->count = 0;
        ret->there = false;
        zl_signal_holders(directory, facts, at, all, &count);
        for (size_t i = 0; i < count; i++) {
                if (zl_directory_member_in_force(directory, &all[i], at) !=
                    ZL_OK)
                        continue;
                ret->ids[ret->count++] = all[i];
                if (zl_directory_absence_of(directory, &all[i], at) == NULL)
                        ret->there = true;
        }
}

/* Does any of the holders handle it? */
static int find_actor(struct zl_committer *committer,
    const struct committer__holding *holding, bool is_new,
    struct zl_watch *watch)
{
        struct zl_id found = nobody;
        int status = ZL_OK;

        if (!committer__among(holding, &watch->actor)) {
                if (!is_new && holding->count > 0)
                        status = committer__find_handler(
                            committer, &watch->signal, holding, &found);
                if (status != ZL_OK)
                        return status;
                watch->actor = found;
        }
        if (!zl_id_equal(&watch->actor, &nobody))
                watch->unheld = (struct zl_time){0};
        else if (watch->unheld.ms == 0)
                watch->unheld = committer->clock;
        return ZL_OK;
}

/* Somebody set the clock back: what lies ahead is of now.  Nothing begins
 * anew by that. */
static void settle(struct zl_time *time, struct zl_time now)
{
        if (time->ms > now.ms)
                *time = now;
}

static void settle_all(struct zl_watch *watch, struct zl_time now)
{
        settle(&watch->unread, now);
        settle(&watch->unheld, now);
        settle(&watch->since, now);
        settle(&watch->unanswered, now);
        settle(&watch->open, now);
}

/* The earlier of both, of those there are. */
static struct zl_time wait_of(const struct zl_watch *watch)
{
        if (watch->unread.ms == 0)
                return watch->unheld;
        if (watch->unheld.ms == 0 || watch->unread.ms < watch->unheld.ms)
                return watch->unread;
        return watch->unheld;
}

static void no_later(struct zl_time *time, uint64_t day)
{
        uint64_t ms = day * ZL_MS_DAY;

        if (ms < time->ms)
                time->ms = ms;
}

void committer__set_due(const struct zl_charter *charter,
    const struct committer__holding *holding, struct zl_time now,
    struct zl_watch *watch)
{
        const struct zl_terms *terms = &charter->terms;
        uint64_t open = zl_time_day(watch->open) +
            (uint64_t)charter->retention.open_days + 1 +
            (uint64_t)watch->open_told * ZL_OPEN_AGAIN_DAYS;

        watch->due.ms = open * ZL_MS_DAY;
        if (watch->unanswered.ms != 0 && !watch->answer_told)
                no_later(&watch->due,
                    zl_terms_over_day(terms->answer_days, watch->unanswered));
        if (watch->since.ms == 0)
                return;
        for (unsigned step = watch->step + 1; step <= ZL_STEP_COORDINATORS;
             step++)
                no_later(&watch->due,
                    zl_terms_step_day(terms, watch->since, (int)step));
        if (!holding->there && watch->step < ZL_STEP_COORDINATORS)
                watch->due = now;
}

int committer__reckon(struct zl_committer *committer,
    const struct zl_signal_facts *facts, bool is_new, struct zl_watch *watch,
    struct committer__holding *ret_holding)
{
        const struct zl_charter *charter =
            zl_directory_charter(zl_shared_own(committer->shared));
        struct committer__holding holding;
        struct zl_time since;
        int status = ZL_OK;

        if (charter == NULL)
                return ZL_E_DAMAGED; /* who noted, under no charter? */
        settle_all(watch, committer->clock);
        find_holding(committer, facts, &holding);
        status = find_actor(committer, &holding, is_new, watch);
        if (status != ZL_OK)
                return status;
        since = wait_of(watch);
        if (since.ms != watch->since.ms) {
                watch->since = since;
                /* A note waits for the first time. */
                if (watch->step != 0)
                        status = zl_store_drop_mail(
                            committer->store, &watch->signal, ZL_MAIL_STEP);
                watch->step = ZL_STEP_NONE;
        }
        committer__set_due(charter, &holding, committer->clock, watch);
        if (ret_holding != NULL)
                *ret_holding = holding;
        return status;
}
