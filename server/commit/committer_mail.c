/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to mailboxes (docs/protocol.md, 7.17 and 9.3): left by their owners,
 * claimed before a mail goes out, and told how that went. A claim counts
 * for the caps before anything is sent, so that no crash makes more mail. */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "committer_internal.h"
#include "crypto.h"
#include "store/mail.h"

enum { MAILS_A_DAY = 4 };

struct zl_time committer__cap(const struct zl_mailbox *mailbox)
{
        uint64_t day = zl_time_day(mailbox->sent);

        if (mailbox->sent.ms == 0)
                return (struct zl_time){0};
        if (mailbox->sent_day >= MAILS_A_DAY)
                return (struct zl_time){(day + 1) * ZL_MS_DAY};
        return (struct zl_time){mailbox->sent.ms + ZL_MS_HOUR};
}

/* One that was left, in place of what there was. */
static void leave(
    struct zl_mailbox *mailbox, struct zl_bytes address, struct zl_time now)
{
        memset(mailbox->address, 0, sizeof(mailbox->address));
        memcpy(mailbox->address, address.data, address.size);
        zl_random(mailbox->token.bytes, sizeof(mailbox->token.bytes));
        mailbox->state = address.size > 0 ? ZL_MAIL_UNTRIED : ZL_MAIL_NONE;
        mailbox->since = now;
        mailbox->tries = 0;
        mailbox->failing = (struct zl_time){0};
        mailbox->due = committer__cap(mailbox);
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
