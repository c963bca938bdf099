/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to what a record makes of its signal's wait (docs/protocol.md,
 * 9.2), and who is to be mailed for it. It is written with the record, so
 * that neither is there without the other. */
#include "committer_internal.h"

static bool is_open(const struct zl_signal_facts *facts)
{
        return facts->state == ZL_STATE_WAITING ||
            facts->state == ZL_STATE_OPENED ||
            facts->state == ZL_STATE_ACKNOWLEDGED;
}

static bool is_unread(const struct zl_signal_facts *facts)
{
        return facts->state == ZL_STATE_WAITING ||
            facts->state == ZL_STATE_OPENED;
}

int committer__unwatch(struct zl_committer *committer,
    const struct zl_id *signal, const struct zl_signal_facts *facts)
{
        struct zl_store *store = committer->store;
        int status = zl_store_drop_watch(store, signal);

        /* What was closed may be opened again, and answered in time; what is
         * gone is gone. */
        if (facts->state != ZL_STATE_CLOSED) {
                if (status == ZL_OK)
                        status = zl_store_drop_addenda(store, signal);
                if (status == ZL_OK)
                        status = zl_store_drop_mail_about(store, signal);
                return status;
        }
        for (enum zl_mail_cause cause = ZL_MAIL_STEP;
             status == ZL_OK && cause <= ZL_MAIL_OPEN; cause++)
                status = zl_store_drop_mail(store, signal, cause);
        return status;
}

static void begin(
    struct zl_watch *watch, const struct zl_taken *taken, struct zl_time now)
{
        watch->open = now;
        if (taken->facts.author_role != ZL_ROLE_CONTACT)
                return;
        watch->unread = now;
        watch->unheld = now;
        watch->unanswered = now;
}

static int add(struct zl_committer *committer, struct zl_watch *watch,
    const struct zl_taken *taken)
{
        if (taken->author->role != ZL_ROLE_CONTACT)
                return ZL_OK;
        if (watch->unread.ms == 0)
                watch->unread = committer->clock;
        if (watch->unanswered.ms == 0)
                watch->unanswered = committer->clock;
        return zl_store_put_addendum(committer->store, &watch->signal,
            &taken->record->hash, committer->clock);
}

static int find_unread(struct zl_committer *committer,
    const struct zl_signal_facts *facts, struct zl_watch *watch)
{
        /* The note itself waits, and nothing is older. */
        if (is_unread(facts) && watch->unread.ms != 0)
                return ZL_OK;
        return zl_store_first_addendum(
            committer->store, &watch->signal, &watch->unread);
}

static int read_one(struct zl_committer *committer, struct zl_watch *watch,
    const struct zl_taken *taken, const struct zl_followed *followed)
{
        int status = zl_store_drop_addendum(
            committer->store, &watch->signal, &followed->record->hash);

        return status == ZL_OK ? find_unread(committer, &taken->facts, watch)
                               : status;
}

static int reopen(struct zl_committer *committer, struct zl_watch *watch,
    const struct zl_taken *taken)
{
        watch->open = committer->clock;
        watch->open_told = 0;
        if (taken->facts.author_role == ZL_ROLE_CONTACT)
                watch->unanswered = committer->clock;
        return find_unread(committer, &taken->facts, watch);
}

static int answer(struct zl_committer *committer, struct zl_watch *watch)
{
        watch->unanswered = (struct zl_time){0};
        watch->answer_told = false;
        return zl_store_drop_mail(
            committer->store, &watch->signal, ZL_MAIL_ANSWER);
}

static int hold(struct zl_committer *committer, struct zl_watch *watch)
{
        watch->open = committer->clock;
        watch->open_told = 0;
        return zl_store_drop_mail(
            committer->store, &watch->signal, ZL_MAIL_OPEN);
}

/* Others hold it from now on: whether one of them wrote of it is to be seen.
 * Where it waited for somebody to hold it, it goes on waiting. */
static int pass_on(struct zl_watch *watch)
{
        watch->actor = (struct zl_id){{0}};
        return ZL_OK;
}

static int change(struct zl_committer *committer, struct zl_watch *watch,
    const struct zl_taken *taken, const struct zl_followed *followed)
{
        switch (taken->record->context.kind) {
        case ZL_NOTE:
                begin(watch, taken, committer->clock);
                return ZL_OK;
        case ZL_ADDENDUM:
                return add(committer, watch, taken);
        case ZL_ACKNOWLEDGEMENT:
                return read_one(committer, watch, taken, followed);
        case ZL_FEEDBACK:
                return answer(committer, watch);
        case ZL_REOPENING:
                return reopen(committer, watch, taken);
        case ZL_HOLD:
                return hold(committer, watch);
        case ZL_HANDOVER:
        case ZL_STEP_OUT:
                return pass_on(watch);
        case ZL_RESEAL:
                return taken->author->role == ZL_ROLE_CONTACT ? pass_on(watch)
                                                              : ZL_OK;
        default:
                return ZL_OK;
        }
}

static int watch_signal(struct zl_committer *committer,
    const struct zl_taken *taken, const struct zl_followed *followed)
{
        const struct zl_context *c = &taken->record->context;
        struct zl_watch watch = {.signal = c->signal};
        int status = ZL_E_NOT_FOUND;

        if (!is_open(&taken->facts))
                return committer__unwatch(committer, &c->signal, &taken->facts);
        if (c->kind != ZL_NOTE)
                status =
                    zl_store_find_watch(committer->store, &c->signal, &watch);
        if (status != ZL_OK && status != ZL_E_NOT_FOUND)
                return status;
        status = change(committer, &watch, taken, followed);
        if (taken->author->role == ZL_ROLE_PROFESSIONAL &&
            zl_kind_handles(c->kind,
                followed != NULL ? followed->record->context.kind : ZL_NOTE))
                watch.actor = taken->author->id;
        if (status == ZL_OK)
                status = committer__reckon(
                    committer, &taken->facts, c->kind == ZL_NOTE, &watch, NULL);
        return status == ZL_OK ? zl_store_put_watch(committer->store, &watch)
                               : status;
}

/* Everybody who finds it in a list, but who wrote it. */
static int mail_all(
    struct zl_committer *committer, const struct zl_taken *taken)
{
        const struct zl_context *c = &taken->record->context;
        const struct zl_id *author = &taken->author->id;
        struct zl_mail mail = {.cause = ZL_MAIL_RECORD,
            .about = c->signal,
            .record = taken->record->hash,
            .time = committer->clock};
        int status = ZL_OK;

        for (size_t i = 0; status == ZL_OK && i < c->recipient_count; i++) {
                if (!zl_id_equal(&c->recipients[i].member, author))
                        status = committer__mail(
                            committer, &c->recipients[i].member, &mail);
        }
        for (size_t i = 0; status == ZL_OK && i < taken->listed_count; i++) {
                if (!zl_id_equal(&taken->listed[i], author))
                        status = committer__mail(
                            committer, &taken->listed[i], &mail);
        }
        return status;
}

int committer__follow(struct zl_committer *committer,
    const struct zl_taken *taken, const struct zl_followed *followed)
{
        const struct zl_context *c = &taken->record->context;
        int status = ZL_OK;

        if (c->kind == ZL_ACKNOWLEDGEMENT)
                status = zl_store_drop_mail_read(committer->store, &c->signal,
                    &followed->record->hash, taken->author->role);
        /* What a contact says of an answer changes no wait. */
        if (status == ZL_OK &&
            (taken->author->role != ZL_ROLE_CONTACT ||
                (c->kind != ZL_ACKNOWLEDGEMENT && c->kind != ZL_UNREADABLE)))
                status = watch_signal(committer, taken, followed);
        /* Of a closed one, too: an answer may come with the end. */
        if (status == ZL_OK && !zl_kind_is_status(c->kind) &&
            atomic_load(&committer->mails))
                status = mail_all(committer, taken);
        return status;
}
