/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the taking of a group. Its entries are taken one after another,
 * and each is judged before it writes: so what is refused has written nothing,
 * and there is nothing to undo. It is seen whether that holds, since the
 * database has constraints of its own, to be there when a judgement is wrong.
 * A group with an entry that wrote and then failed is undone, and taken again
 * with a savepoint for each: the others do not suffer. And while judgements
 * are right nobody pays for savepoints, for each of which SQLite copies every
 * page that an entry changes. */
#include "committer_internal.h"

/* Without a way back for each.  One that wrote and then failed spoils all. */
static int take_together(
    struct zl_committer *committer, struct entry *group, bool *ret_spoilt)
{
        uint64_t before = 0;
        uint64_t after = 0;
        int status = ZL_OK;

        for (struct entry *e = group; e != NULL; e = e->next) {
                status = zl_store_changes(committer->store, &before);
                if (status != ZL_OK)
                        return status;
                e->outcome.status = e->take(committer, e);
                status = zl_store_changes(committer->store, &after);
                if (status != ZL_OK)
                        return status;
                if (e->outcome.status != ZL_OK && after != before) {
                        *ret_spoilt = true;
                        return ZL_OK;
                }
        }
        return ZL_OK;
}

/* One entry in its savepoint.  Answers a failure of the group only. */
static int take_one(struct zl_committer *committer, struct entry *entry)
{
        uint64_t statements = committer->statements;
        uint64_t records = committer->records;
        int status = zl_store_savepoint(committer->store);

        if (status != ZL_OK)
                return status;
        entry->outcome.status = entry->take(committer, entry);
        if (entry->outcome.status == ZL_OK)
                return zl_store_release(committer->store);
        committer->statements = statements;
        committer->records = records;
        status = zl_store_undo(committer->store);
        if (status == ZL_OK && committer->stale) {
                status = zl_shared_load(committer->shared, committer->store);
                committer->stale = status != ZL_OK;
        }
        return status;
}

static int take_apart(struct zl_committer *committer, struct entry *group)
{
        int status = ZL_OK;

        for (struct entry *e = group; status == ZL_OK && e != NULL; e = e->next)
                status = take_one(committer, e);
        return status;
}

/* A statement changes the directory in memory, which is made anew when the
 * statement cannot be stored: that is for it alone to suffer. */
static bool has_statement(const struct entry *group)
{
        for (const struct entry *e = group; e != NULL; e = e->next) {
                if (e->statement != NULL)
                        return true;
        }
        return false;
}

/* As if nothing of the group had been taken yet. */
static int begin_again(
    struct zl_committer *committer, struct entry *group, uint64_t records)
{
        zl_store_rollback(committer->store);
        for (struct entry *e = group; e != NULL; e = e->next)
                e->outcome = (struct zl_outcome){.status = ZL_OK};
        committer->records = records;
        committer->grown = false;
        committer->wrote = false;
        committer->listed_count = 0;
        return zl_store_begin(committer->store);
}

int committer__take_group(struct zl_committer *committer, struct entry *group)
{
        uint64_t records = committer->records;
        bool apart = has_statement(group);
        int status = ZL_OK;

        if (!apart) {
                status = take_together(committer, group, &apart);
                if (status == ZL_OK && apart)
                        status = begin_again(committer, group, records);
        }
        if (status == ZL_OK && apart)
                status = take_apart(committer, group);
        if (status == ZL_OK && committer->grown)
                status = committer__sign_head(committer);
        if (status == ZL_OK)
                status = committer__write_receipts(committer, group);
        return status;
}
