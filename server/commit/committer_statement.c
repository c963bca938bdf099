/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the taking of statements: known ones get their receipt again,
 * new ones are judged by the directory they will become part of. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "committer_internal.h"
#include "scope_tree.h"

/* Keep readers of the directory out until the group is durable, so nobody
 * acts on what may yet be lost. */
static void lock_directory(struct zl_committer *committer)
{
        if (!committer->locked)
                zl_shared_write(committer->shared);
        committer->locked = true;
}

static int check_charter(struct zl_committer *committer, struct entry *entry)
{
        const struct zl_charter *charter = &entry->statement->is.charter;
        const struct zl_signer *signer = NULL;

        if (zl_data_find_key(committer->data, &charter->log_key, &signer) ==
            ZL_OK)
                return ZL_OK;
        entry->outcome.detail =
            "The charter names a log_key that this server does not have; "
            "zijlijnd --init or --new-log-key printed the right one.";
        return ZL_E_POLICY;
}

/* A directory statement attests what this server has, or it is late. */
static int check_claim(struct zl_committer *committer, struct entry *entry)
{
        const struct zl_directory *directory = zl_shared_own(committer->shared);
        const struct zl_directory_claim *claim =
            &entry->statement->is.directory;
        struct zl_claim_view newest = zl_directory_claim(directory);
        struct zl_scope_leaf *leaves = NULL;
        struct zl_hash root;
        size_t count = 0;
        int status = ZL_OK;

        if (claim->statements != committer->statements) {
                entry->outcome.detail =
                    "Other statements came in between: sync and sign anew.";
                return ZL_E_ROLLBACK;
        }
        if (claim->version !=
            (newest.claim != NULL ? newest.claim->version + 1 : 1)) {
                entry->outcome.detail =
                    "Another directory of this version is there: sync first.";
                return ZL_E_ROLLBACK;
        }
        status =
            zl_directory_scopes(directory, claim->statements, &leaves, &count);
        if (status == ZL_OK)
                status = zl_scope_tree_root(leaves, count, &root);
        if (status == ZL_OK &&
            (claim->scopes != count || !zl_hash_equal(&claim->root, &root))) {
                entry->outcome.detail =
                    "The tree of scopes is not what this server reckons.";
                status = ZL_E_CONFLICT;
        }
        free(leaves);
        return status;
}

static int take_new(struct zl_committer *committer, struct entry *entry)
{
        struct zl_directory *directory = zl_shared_own(committer->shared);
        const struct zl_statement *statement = entry->statement;
        struct zl_point at = {committer->statements, committer->now};
        int status = ZL_OK;

        if (statement->type == ZL_CHARTER)
                status = check_charter(committer, entry);
        /* What is refused never keeps a reader out; and all scopes are hashed
         * only for who may say so. */
        if (status == ZL_OK)
                status = zl_directory_check(directory, statement, at);
        if (statement->type == ZL_DIRECTORY &&
            (status == ZL_OK || status == ZL_E_ROLLBACK))
                status = check_claim(committer, entry);
        if (status != ZL_OK)
                return status;
        lock_directory(committer);
        status = zl_directory_add(directory, entry->statement, at);
        if (status != ZL_OK)
                return status;
        entry->statement = NULL; /* the directory has it now */
        entry->proof = committer__next_proof(committer, ZL_LOG_STATEMENTS);
        status = zl_store_add_statement(
            committer->store, statement, directory, &entry->proof);
        if (status != ZL_OK) {
                committer->stale = true;
                return status;
        }
        if (statement->type != ZL_DIRECTORY && statement->type != ZL_CARD)
                atomic_store(&committer->changed, true);
        committer->statements++;
        committer->grown = true;
        committer->wrote = true;
        entry->outcome.fresh = true;
        return ZL_OK;
}

static int take_statement(struct zl_committer *committer, struct entry *entry)
{
        struct zl_stored_statement known;
        int status = zl_store_find_statement(
            committer->store, &entry->statement->hash, &known);

        entry->log = ZL_LOG_STATEMENTS;
        if (status == ZL_OK)
                entry->proof = known.proof;
        return status == ZL_E_NOT_FOUND ? take_new(committer, entry) : status;
}

int zl_commit_statement(struct zl_committer *committer,
    struct zl_statement *statement, zl_outcome_take *take, void *context)
{
        struct entry *entry = committer__entry(take_statement, take, context);
        int status = ZL_OK;

        if (entry == NULL)
                return ZL_E_MEMORY;
        entry->statement = statement;
        status = committer__queue(committer, entry);
        if (status != ZL_OK)
                free(entry);
        return status;
}
