/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to mailboxes (docs/protocol.md, 7.17 and 9.3): left by their owners,
 * claimed before a mail goes out, and told how that went. A claim counts
 * for the caps before anything is sent, so that no crash makes more mail. */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "committer_internal.h"
#include "crypto.h"
#include "events.h"
#include "store/mail.h"

enum {
        MAILS_A_DAY = 4,
        ADDRESS_PATIENCE = 5, /* minutes, before the second try */
        ADDRESS_PATIENCE_MAX = 4 * 60,
        RELAY_PATIENCE = 1,
        RELAY_PATIENCE_MAX = 60,
        DAYS_TRIED = 3
};

struct zl_time committer__cap(const struct zl_mailbox *mailbox)
{
        uint64_t day = zl_time_day(mailbox->sent);

        if (mailbox->sent.ms == 0)
                return (struct zl_time){0};
        if (mailbox->sent_day >= MAILS_A_DAY)
                return (struct zl_time){(day + 1) * ZL_MS_DAY};
        return (struct zl_time){mailbox->sent.ms + ZL_MS_HOUR};
}

/* A new address instead of one that was refused is tried at once, but counts
 * for the day: who left a wrong one need not wait, and who leaves one after
 * the other has us try four.  Nor does a new one hurry what is tried later. */
static struct zl_time due_of_new(
    const struct zl_mailbox *mailbox, struct zl_time now)
{
        struct zl_time cap = committer__cap(mailbox);
        struct zl_time patient = {now.ms + ADDRESS_PATIENCE * ZL_MS_MINUTE};

        if (mailbox->state == ZL_MAIL_REFUSED &&
            mailbox->sent_day < MAILS_A_DAY)
                return now;
        if (mailbox->due.ms <= cap.ms)
                return cap;
        return mailbox->due.ms < patient.ms ? mailbox->due : patient;
}

/* One that was left, in place of what there was. */
static void leave(
    struct zl_mailbox *mailbox, struct zl_bytes address, struct zl_time now)
{
        memset(mailbox->address, 0, sizeof(mailbox->address));
        memcpy(mailbox->address, address.data, address.size);
        zl_random(mailbox->token.bytes, sizeof(mailbox->token.bytes));
        mailbox->due = due_of_new(mailbox, now);
        mailbox->state = address.size > 0 ? ZL_MAIL_UNTRIED : ZL_MAIL_NONE;
        mailbox->since = now;
        mailbox->tries = 0;
        mailbox->failing = (struct zl_time){0};
}

static int take_address(struct zl_committer *committer, struct entry *entry)
{
        struct zl_mailbox mailbox = {.member = entry->member};
        struct zl_mail mail = {
            .cause = ZL_MAIL_ADDRESS, .time = committer->clock};
        int status =
            zl_store_find_mailbox(committer->store, &entry->member, &mailbox);

        if (status == ZL_E_NOT_FOUND && entry->bytes.size == 0)
                return ZL_OK;
        if (status != ZL_OK && status != ZL_E_NOT_FOUND)
                return status;
        leave(&mailbox, entry->bytes, committer->clock);
        committer->wrote = true;
        status =
            zl_store_drop_mail_to(committer->store, &entry->member, INT64_MAX);
        if (status == ZL_OK)
                status = zl_store_put_mailbox(committer->store, &mailbox);
        if (status == ZL_OK)
                status = committer__mail(committer, &entry->member, &mail);
        return status;
}

int committer__mail(struct zl_committer *committer, const struct zl_id *member,
    const struct zl_mail *mail)
{
        if (!atomic_load(&committer->mails))
                return ZL_OK;
        committer->wrote = true;
        committer->mailed = true;
        return zl_store_queue_mail(committer->store, member, mail);
}

int zl_commit_mail_address(struct zl_committer *committer,
    const struct zl_id *member, struct zl_bytes address, zl_outcome_take *take,
    void *context)
{
        struct entry *entry = committer__entry(take_address, take, context);

        if (entry == NULL)
                return ZL_E_MEMORY;
        entry->member = *member;
        entry->bytes = address;
        return committer__queue_or_free(committer, entry);
}

void zl_committer_set_mails(struct zl_committer *committer, bool on)
{
        atomic_store(&committer->mails, on);
}

bool zl_committer_mails(const struct zl_committer *committer)
{
        return atomic_load(&committer->mails);
}

/* ---- One mail ---- */

/* Twice as long after each failure, up to a limit. */
static uint64_t patience_ms(unsigned tries, unsigned first, unsigned max)
{
        unsigned minutes = first;

        for (unsigned i = 1; i < tries && minutes < max; i++)
                minutes *= 2;
        return (minutes < max ? minutes : max) * ZL_MS_MINUTE;
}

/* What lies more than a day ahead was set before somebody set the clock. */
static bool is_over(struct zl_time due, struct zl_time now)
{
        return due.ms <= now.ms || due.ms > now.ms + ZL_MS_DAY;
}

static bool tried_long_enough(struct zl_time since, struct zl_time now)
{
        return now.ms >= since.ms + DAYS_TRIED * ZL_MS_DAY;
}

static int take_claim(struct zl_committer *committer, struct entry *entry)
{
        struct zl_mail_job *job = entry->job;
        struct zl_time now = committer->clock;
        struct zl_mailbox mailbox;
        struct zl_relay relay;
        uint64_t number = 0;
        int status = zl_store_relay(committer->store, &relay);

        if (status != ZL_OK)
                return status;
        if (!atomic_load(&committer->mails) || !is_over(relay.due, now))
                return ZL_E_NOT_FOUND;
        status = zl_store_next_mail(committer->store, now, &mailbox, &number);
        if (status != ZL_OK)
                return status;
        *job = (struct zl_mail_job){.before = mailbox, .number = number};
        mailbox.sent_day = mailbox.sent.ms != 0 &&
                zl_time_day(mailbox.sent) == zl_time_day(now)
            ? mailbox.sent_day + 1
            : 1;
        mailbox.sent = now;
        mailbox.due = committer__cap(&mailbox);
        committer->wrote = true;
        return zl_store_put_mailbox(committer->store, &mailbox);
}

static void set_state(
    struct zl_mailbox *mailbox, enum zl_mail_state state, struct zl_time now)
{
        if (mailbox->state != state)
                mailbox->since = now;
        mailbox->state = state;
}

static void set_works(struct zl_mailbox *mailbox, struct zl_time now)
{
        set_state(mailbox, ZL_MAIL_WORKS, now);
        mailbox->tries = 0;
        mailbox->failing = (struct zl_time){0};
}

/* It did not leave: as if it had not been tried, but for the caps' sake. */
static void take_back(struct zl_mailbox *mailbox, const struct zl_mail_job *job)
{
        mailbox->sent = job->before.sent;
        mailbox->sent_day = job->before.sent_day;
        mailbox->due = committer__cap(mailbox);
}

/* Answers whether it is given up. */
static bool try_later(struct zl_mailbox *mailbox, struct zl_time now)
{
        uint64_t due = 0;

        if (mailbox->tries == 0)
                mailbox->failing = now;
        mailbox->tries++;
        due = now.ms +
            patience_ms(mailbox->tries, ADDRESS_PATIENCE, ADDRESS_PATIENCE_MAX);
        if (mailbox->due.ms < due)
                mailbox->due.ms = due;
        if (!tried_long_enough(mailbox->failing, now))
                return false;
        set_state(mailbox, ZL_MAIL_UNREACHABLE, now);
        mailbox->tries = 0;
        mailbox->failing = (struct zl_time){0};
        return true;
}

static int keep_relay(
    struct zl_committer *committer, enum zl_mail_result result)
{
        bool fails = result == ZL_MAIL_RELAY || result == ZL_MAIL_UNSURE;
        struct zl_time now = committer->clock;
        struct zl_relay relay;
        int status = zl_store_relay(committer->store, &relay);

        if (status != ZL_OK ||
            (!fails && !relay.failing && relay.since.ms != 0))
                return status;
        if (relay.failing != fails || relay.since.ms == 0) {
                zl_event("mail: %s", fails ? "failing" : "works");
                relay = (struct zl_relay){.failing = fails, .since = now};
        }
        if (fails) {
                relay.tries++;
                relay.due.ms = now.ms +
                    patience_ms(
                        relay.tries, RELAY_PATIENCE, RELAY_PATIENCE_MAX);
        }
        status = zl_store_put_relay(committer->store, &relay);
        if (status == ZL_OK && fails && tried_long_enough(relay.since, now))
                status = zl_store_drop_mail_before(committer->store,
                    (struct zl_time){now.ms - DAYS_TRIED * ZL_MS_DAY});
        return status;
}

/* What is over for this person: everything, what was in the mail, nothing. */
static uint64_t apply(struct zl_mailbox *mailbox, const struct zl_mail_job *job,
    enum zl_mail_result result, struct zl_time now)
{
        switch (result) {
        case ZL_MAIL_DELIVERED:
                set_works(mailbox, now);
                return job->number;
        case ZL_MAIL_NO_SUCH:
                set_state(mailbox, ZL_MAIL_REFUSED, now);
                return INT64_MAX;
        case ZL_MAIL_LATER:
                take_back(mailbox, job);
                return try_later(mailbox, now) ? INT64_MAX : 0;
        case ZL_MAIL_UNSURE:
                return try_later(mailbox, now) ? INT64_MAX : 0;
        case ZL_MAIL_RELAY:
                /* It may be for this address alone: others come first. */
                take_back(mailbox, job);
                if (mailbox->due.ms < now.ms)
                        mailbox->due = now;
                break;
        }
        return 0;
}

static int take_sent(struct zl_committer *committer, struct entry *entry)
{
        const struct zl_mail_job *job = entry->job;
        struct zl_mailbox mailbox;
        uint64_t over = 0;
        int status = keep_relay(committer, job->result);

        committer->wrote = true;
        if (status == ZL_OK)
                status = zl_store_find_mailbox(
                    committer->store, &job->before.member, &mailbox);
        /* Meanwhile it was erased, or another address was left. */
        if (status == ZL_E_NOT_FOUND)
                return ZL_OK;
        if (status != ZL_OK || !zl_id_equal(&mailbox.token, &job->before.token))
                return status;
        over = apply(&mailbox, job, job->result, committer->clock);
        status = zl_store_put_mailbox(committer->store, &mailbox);
        if (status == ZL_OK && over > 0)
                status = zl_store_drop_mail_to(
                    committer->store, &mailbox.member, over);
        return status;
}

static int take_bounced(struct zl_committer *committer, struct entry *entry)
{
        struct zl_mailbox mailbox;
        int status =
            zl_store_find_mailbox_of(committer->store, &entry->id, &mailbox);

        /* Of an address that is gone since. */
        if (status != ZL_OK || mailbox.state == ZL_MAIL_NONE)
                return status == ZL_E_NOT_FOUND ? ZL_OK : status;
        committer->wrote = true;
        set_state(&mailbox, ZL_MAIL_REFUSED, committer->clock);
        status = zl_store_put_mailbox(committer->store, &mailbox);
        return status == ZL_OK ? zl_store_drop_mail_to(committer->store,
                                     &mailbox.member, INT64_MAX)
                               : status;
}

static int queue_job(struct zl_committer *committer, take_entry *take,
    struct zl_mail_job *job, zl_outcome_take *told, void *context)
{
        struct entry *entry = committer__entry(take, told, context);

        if (entry == NULL)
                return ZL_E_MEMORY;
        entry->job = job;
        return committer__queue_or_free(committer, entry);
}

int zl_commit_mail_claim(struct zl_committer *committer,
    struct zl_mail_job *job, zl_outcome_take *take, void *context)
{
        return queue_job(committer, take_claim, job, take, context);
}

int zl_commit_mail_sent(struct zl_committer *committer, struct zl_mail_job *job,
    zl_outcome_take *take, void *context)
{
        return queue_job(committer, take_sent, job, take, context);
}

int zl_commit_mail_bounced(struct zl_committer *committer,
    const struct zl_id *token, zl_outcome_take *take, void *context)
{
        struct entry *entry = committer__entry(take_bounced, take, context);

        if (entry == NULL)
                return ZL_E_MEMORY;
        entry->id = *token;
        return committer__queue_or_free(committer, entry);
}

bool zl_committer_mailed(struct zl_committer *committer)
{
        return atomic_exchange(&committer->mail_waits, false);
}
