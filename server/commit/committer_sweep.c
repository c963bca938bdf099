/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the sweep: what time alone brings (docs/protocol.md, 9). Each
 * round looks at some signals, takes the steps that are due with the mail they
 * cause, and is one entry like any other: all of it is durable, or none. What
 * was taken is kept with the signal, so a sweep may come as often, as late
 * and with as wrong a clock as it likes. */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "committer_internal.h"
#include "directory_reach.h"
#include "figures/publish.h"
#include "terms.h"

static struct zl_point now_of(const struct zl_committer *committer)
{
        return (struct zl_point){committer->statements, committer->clock};
}

/* ---- Steps ---- */

static int mail_holders(struct zl_committer *committer,
    const struct committer__holding *holding, const struct zl_mail *mail)
{
        int status = ZL_OK;

        for (size_t i = 0; status == ZL_OK && i < holding->count; i++)
                status = committer__mail(committer, &holding->ids[i], mail);
        return status;
}

/* Coordinators; with a district, the supporters of it, too. */
static int mail_office(struct zl_committer *committer,
    const struct zl_id *district, const struct zl_mail *mail)
{
        const struct zl_directory *directory = zl_shared_own(committer->shared);
        struct zl_point at = now_of(committer);
        size_t count = zl_directory_member_count(directory);
        int status = ZL_OK;

        for (size_t i = 0; status == ZL_OK && i < count; i++) {
                const struct zl_member *member =
                    zl_directory_member_at(directory, i);
                bool told = member->role == ZL_ROLE_COORDINATOR;

                if (member->role == ZL_ROLE_SUPPORTER && district != NULL) {
                        told = member->scope_count == 0;
                        for (size_t k = 0; k < member->scope_count; k++)
                                told = told ||
                                    zl_id_equal(&member->scope[k], district);
                }
                if (told &&
                    zl_directory_member_in_force(directory, &member->id, at) ==
                        ZL_OK)
                        status = committer__mail(committer, &member->id, mail);
        }
        return status;
}

/* The account holder, or who stands in while it is away: NULL when that one
 * does not hold the signal. */
static const struct zl_id *first_to_tell(struct zl_committer *committer,
    const struct zl_id *club, const struct committer__holding *holding,
    struct zl_routing *routing)
{
        const struct zl_directory *directory = zl_shared_own(committer->shared);
        struct zl_point at = now_of(committer);
        const struct zl_absence *absence = NULL;
        const struct zl_id *who = &routing->account_holder;

        if (zl_directory_routing(directory, club, at, routing) != ZL_OK ||
            !routing->has_account_holder)
                return NULL;
        absence = zl_directory_absence_of(directory, who, at);
        if (absence != NULL)
                who = &absence->deputy;
        return committer__among(holding, who) ? who : NULL;
}

static int take_step(struct zl_committer *committer,
    const struct zl_signal_facts *facts,
    const struct committer__holding *holding, struct zl_watch *watch)
{
        struct zl_mail mail = {.cause = ZL_MAIL_STEP,
            .about = watch->signal,
            .time = committer->clock};
        struct zl_routing routing = {.has_account_holder = false};
        const struct zl_id *first = NULL;

        watch->step++;
        if (watch->step == ZL_STEP_COORDINATORS)
                return mail_office(committer, NULL, &mail);
        if (watch->step == ZL_STEP_HOLDER)
                first =
                    first_to_tell(committer, &facts->club, holding, &routing);
        return first != NULL ? committer__mail(committer, first, &mail)
                             : mail_holders(committer, holding, &mail);
}

static int take_steps(struct zl_committer *committer,
    const struct zl_charter *charter, const struct zl_signal_facts *facts,
    const struct committer__holding *holding, struct zl_watch *watch)
{
        unsigned due = ZL_STEP_NONE;
        int status = ZL_OK;

        if (watch->since.ms == 0)
                return ZL_OK;
        due = (unsigned)zl_terms_step(
            &charter->terms, watch->since, committer->clock);
        if (!holding->there)
                due = ZL_STEP_COORDINATORS;
        while (status == ZL_OK && watch->step < due)
                status = take_step(committer, facts, holding, watch);
        return status;
}

/* No answer in time, or open for very long: holders are told. */
static int tell_terms(struct zl_committer *committer,
    const struct zl_charter *charter, const struct committer__holding *holding,
    struct zl_watch *watch)
{
        struct zl_mail mail = {
            .about = watch->signal, .time = committer->clock};
        uint32_t times = zl_terms_open_times(
            charter->retention.open_days, watch->open, committer->clock);
        int status = ZL_OK;

        if (watch->unanswered.ms != 0 && !watch->answer_told &&
            zl_terms_answer_over(
                &charter->terms, watch->unanswered, committer->clock)) {
                watch->answer_told = true;
                mail.cause = ZL_MAIL_ANSWER;
                status = mail_holders(committer, holding, &mail);
        }
        if (status == ZL_OK && times > watch->open_told) {
                watch->open_told = times;
                mail.cause = ZL_MAIL_OPEN;
                status = mail_holders(committer, holding, &mail);
        }
        return status;
}

static bool is_same(const struct zl_watch *a, const struct zl_watch *b)
{
        return a->unread.ms == b->unread.ms && a->unheld.ms == b->unheld.ms &&
            a->since.ms == b->since.ms && a->step == b->step &&
            a->unanswered.ms == b->unanswered.ms &&
            a->answer_told == b->answer_told && a->open.ms == b->open.ms &&
            a->open_told == b->open_told && zl_id_equal(&a->actor, &b->actor) &&
            a->due.ms == b->due.ms;
}

static void note_steps(
    struct zl_sweep *sweep, const struct zl_watch *watch, unsigned before)
{
        if (watch->step == before)
                return;
        sweep->steps[sweep->step_count].signal = watch->signal;
        sweep->steps[sweep->step_count].from = before + 1;
        sweep->steps[sweep->step_count++].to = watch->step;
}

static int look(struct zl_committer *committer, struct zl_sweep *sweep,
    struct zl_watch *watch)
{
        const struct zl_charter *charter =
            zl_directory_charter(zl_shared_own(committer->shared));
        const struct zl_watch before = *watch;
        struct committer__holding holding = {.count = 0};
        struct zl_signal_facts facts;
        unsigned step = ZL_STEP_NONE;
        int status = zl_store_signal(committer->store, &watch->signal, &facts);

        if (status == ZL_OK)
                status = committer__reckon(
                    committer, &facts, false, watch, &holding);
        step = watch->step;
        if (status == ZL_OK)
                status =
                    take_steps(committer, charter, &facts, &holding, watch);
        if (status == ZL_OK)
                status = tell_terms(committer, charter, &holding, watch);
        if (status != ZL_OK)
                return status;
        committer__set_due(charter, &holding, committer->clock, watch);
        if (is_same(&before, watch))
                return ZL_OK;
        note_steps(sweep, watch, step);
        committer->wrote = true;
        return zl_store_put_watch(committer->store, watch);
}

/* ---- Once for each walk ---- */

struct ended {
        struct zl_committer *committer;
        struct zl_id *ids;
        size_t count;
        size_t room;
};

static int note_ended(void *context, const struct zl_mailbox *mailbox)
{
        struct ended *ended = context;
        size_t room = ended->room == 0 ? 16 : 2 * ended->room;
        struct zl_id *ids = NULL;

        if (zl_directory_member_in_force(
                zl_shared_own(ended->committer->shared), &mailbox->member,
                now_of(ended->committer)) == ZL_OK)
                return ZL_OK;
        if (ended->count == ended->room) {
                ids = realloc(ended->ids, room * sizeof(*ids));
                if (ids == NULL)
                        return ZL_E_MEMORY;
                ended->ids = ids;
                ended->room = room;
        }
        ended->ids[ended->count++] = mailbox->member;
        return ZL_OK;
}

/* Nothing of who is not in force any more. */
static int erase_mailboxes(struct zl_committer *committer)
{
        struct ended ended = {.committer = committer};
        int status =
            zl_store_each_mailbox(committer->store, false, note_ended, &ended);

        for (size_t i = 0; status == ZL_OK && i < ended.count; i++) {
                committer->wrote = true;
                status = zl_store_drop_mailbox(committer->store, &ended.ids[i]);
        }
        free(ended.ids);
        return status;
}

static int look_at_club(
    struct zl_committer *committer, const struct zl_club *club)
{
        const struct zl_directory *directory = zl_shared_own(committer->shared);
        struct zl_mail mail = {.cause = ZL_MAIL_ALERT,
            .about = club->club,
            .time = committer->clock};
        bool nobody =
            zl_directory_has_nobody(directory, &club->club, now_of(committer));
        int status = zl_store_find_alert(committer->store, &club->club);

        if (status != ZL_OK && status != ZL_E_NOT_FOUND)
                return status;
        if (nobody == (status == ZL_OK))
                return ZL_OK;
        committer->wrote = true;
        if (nobody) {
                status = zl_store_put_alert(
                    committer->store, &club->club, committer->clock);
                return status == ZL_OK
                    ? mail_office(committer, &club->district, &mail)
                    : status;
        }
        status = zl_store_drop_alert(committer->store, &club->club);
        return status == ZL_OK
            ? zl_store_drop_mail(committer->store, &club->club, ZL_MAIL_ALERT)
            : status;
}

static int look_at_clubs(struct zl_committer *committer)
{
        const struct zl_directory *directory = zl_shared_own(committer->shared);
        size_t count = zl_directory_club_count(directory);
        int status = ZL_OK;

        for (size_t i = 0; status == ZL_OK && i < count; i++)
                status = look_at_club(
                    committer, &zl_directory_club_at(directory, i)->club);
        return status;
}

/* What entries a quarter has is certain once there is a later one: theirs is
 * the time of the log, and this never goes down. */
static int publish_figures(struct zl_committer *committer)
{
        struct zl_time now = committer->head.time;
        size_t published = 0;
        int status = ZL_OK;

        if (committer->clock.ms < now.ms)
                now = committer->clock;
        status = zl_figures_publish(committer->store,
            zl_shared_own(committer->shared), now, &published);
        if (published > 0)
                committer->wrote = true;
        return status;
}

/* ---- Rounds ---- */

static int take_round(struct zl_committer *committer, struct entry *entry)
{
        static const struct zl_id beginning;
        struct zl_sweep *sweep = entry->sweep;
        struct zl_watch watches[ZL_SWEEP_ROUND];
        size_t count = 0;
        int status = ZL_OK;

        sweep->step_count = 0;
        if (sweep->walk && zl_id_equal(&sweep->after, &beginning)) {
                status = erase_mailboxes(committer);
                if (status == ZL_OK)
                        status = look_at_clubs(committer);
                if (status == ZL_OK)
                        status = publish_figures(committer);
        }
        if (status == ZL_OK && sweep->walk)
                status = zl_store_watches_after(committer->store, &sweep->after,
                    watches, ZL_SWEEP_ROUND, &count);
        else if (status == ZL_OK)
                status = zl_store_due_watches(committer->store,
                    committer->clock, watches, ZL_SWEEP_ROUND, &count);
        for (size_t i = 0; status == ZL_OK && i < count; i++)
                status = look(committer, sweep, &watches[i]);
        sweep->more = count == ZL_SWEEP_ROUND;
        if (count > 0)
                sweep->next = watches[count - 1].signal;
        return status;
}

bool zl_committer_changed(struct zl_committer *committer)
{
        return atomic_exchange(&committer->changed, false);
}

void zl_committer_set_looked(
    struct zl_committer *committer, struct zl_time moment)
{
        atomic_store(&committer->looked, moment.ms);
}

struct zl_time zl_committer_looked(const struct zl_committer *committer)
{
        return (struct zl_time){atomic_load(&committer->looked)};
}

int zl_commit_sweep(struct zl_committer *committer, struct zl_sweep *sweep,
    zl_outcome_take *take, void *context)
{
        struct entry *entry = committer__entry(take_round, take, context);

        if (entry == NULL)
                return ZL_E_MEMORY;
        entry->sweep = sweep;
        return committer__queue_or_free(committer, entry);
}
