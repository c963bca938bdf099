/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Who is woken by a group: those that one of its records was listed
 * to. The store says so while it writes; they are told once it is durable. */
#include "committer_internal.h"

static void note_listed(void *context, const struct zl_id *member)
{
        struct zl_committer *committer = context;

        if (committer->listed_count < COMMITTER__LISTED_MAX)
                committer->listed[committer->listed_count] = *member;
        if (committer->listed_count <= COMMITTER__LISTED_MAX)
                committer->listed_count++;
}

void committer__watch(struct zl_committer *committer)
{
        zl_store_tell_listed(committer->store, note_listed, committer);
}

void committer__wake(struct zl_committer *committer)
{
        if (committer->listed_count > COMMITTER__LISTED_MAX)
                zl_waiters_news_for_all(committer->waiters);
        else
                zl_waiters_news(committer->waiters, committer->listed,
                    committer->listed_count);
}
