/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the receipts: what the server signs for, and what it says once
 * a group is durable. The receipt of an entry that was known already is made
 * of the head it was first receipted under, so it is the same, byte for
 * byte, as long as the log keeps its key. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "committer_internal.h"
#include "events.h"

enum { RECEIPT_MAX = 8 * 1024 };

struct zl_proof committer__next_proof(
    const struct zl_committer *committer, enum zl_log log)
{
        struct zl_proof proof = {
            .index = log == ZL_LOG_STATEMENTS ? committer->statements
                                              : committer->records,
            .time = committer->now,
            .statements = committer->statements,
        };

        zl_random(proof.salt, sizeof(proof.salt));
        return proof;
}

static int roots(struct zl_committer *committer, struct zl_head *head)
{
        int status = zl_store_log_root(committer->store, ZL_LOG_STATEMENTS,
            head->statements, &head->statement_root);

        if (status == ZL_OK)
                status = zl_store_log_root(committer->store, ZL_LOG_RECORDS,
                    head->records, &head->record_root);
        return status;
}

/* The key that signs a head over what the directory has now. */
static int find_key(
    struct zl_committer *committer, const struct zl_signer **ret_signer)
{
        const struct zl_charter *charter =
            zl_directory_charter(zl_shared_own(committer->shared));

        if (charter == NULL) {
                *ret_signer = zl_data_log_key(committer->data);
                return ZL_OK;
        }
        return zl_data_find_key(
                   committer->data, &charter->log_key, ret_signer) == ZL_OK
            ? ZL_OK
            : ZL_E_LOG;
}

void committer__take_key(struct zl_committer *committer)
{
        const struct zl_charter *charter =
            zl_directory_charter(zl_shared_own(committer->shared));
        int status = ZL_OK;

        if (charter == NULL ||
            zl_sign_key_equal(
                &charter->log_key, &zl_data_log_key(committer->data)->key))
                return;
        status = zl_data_take_key(committer->data, &charter->log_key);
        if (status == ZL_OK)
                zl_event("the log has the key that was to follow; the old one "
                         "is gone");
        else
                zl_event("log.next.key cannot become log.key: %s",
                    zl_status_str(status));
}

int committer__sign_head(struct zl_committer *committer)
{
        struct zl_head head = {
            .time = committer->now,
            .statements = committer->statements,
            .records = committer->records,
        };
        const struct zl_signer *signer = NULL;
        int status = roots(committer, &head);

        if (status == ZL_OK)
                status = find_key(committer, &signer);
        if (status != ZL_OK)
                return status;
        zl_head_sign(signer, zl_shared_organisation(committer->shared), &head);
        status = zl_store_add_head(committer->store, &head);
        if (status == ZL_OK)
                committer->head = head;
        return status;
}

/* The newest head must be ours and over exactly what is there. */
static int check_head(
    struct zl_committer *committer, const struct zl_head *newest)
{
        struct zl_head now = *newest;
        const struct zl_signer *signer = NULL;
        int status = find_key(committer, &signer);

        if (status == ZL_OK)
                status = zl_head_verify(newest, &signer->key,
                    zl_shared_organisation(committer->shared));
        if (status != ZL_OK)
                return status;
        if (newest->statements != committer->statements ||
            newest->records != committer->records)
                return ZL_E_LOG;
        status = roots(committer, &now);
        if (status != ZL_OK)
                return status;
        if (!zl_hash_equal(&now.statement_root, &newest->statement_root) ||
            !zl_hash_equal(&now.record_root, &newest->record_root))
                return ZL_E_LOG;
        return ZL_OK;
}

int committer__recall(struct zl_committer *committer)
{
        struct zl_head head;
        int status = zl_store_log_size(
            committer->store, ZL_LOG_STATEMENTS, &committer->statements);

        if (status == ZL_OK)
                status = zl_store_log_size(
                    committer->store, ZL_LOG_RECORDS, &committer->records);
        if (status != ZL_OK)
                return status;
        status = zl_store_head(
            committer->store, ZL_LOG_STATEMENTS, ZL_POSITION_END, &head);
        if (status == ZL_E_NOT_FOUND)
                return committer->statements + committer->records == 0
                    ? ZL_OK
                    : ZL_E_LOG;
        if (status == ZL_OK)
                status = check_head(committer, &head);
        if (status != ZL_OK)
                return status;
        committer->head = head;
        if (head.time.ms > committer->now.ms)
                committer->now = head.time;
        return ZL_OK;
}

/* The head an entry was first receipted under; the newest one if that was
 * signed by a log key of before, which nobody takes any more. */
static int find_head(struct zl_committer *committer, const struct entry *entry,
    struct zl_head *ret_head)
{
        const struct zl_signer *signer = NULL;
        struct zl_head head;
        int status = zl_store_head(
            committer->store, entry->log, entry->proof.index, &head);

        if (status == ZL_OK)
                status = find_key(committer, &signer);
        if (status != ZL_OK)
                return status;
        if (zl_head_verify(&head, &signer->key,
                zl_shared_organisation(committer->shared)) != ZL_OK)
                head = committer->head;
        *ret_head = head;
        return ZL_OK;
}

static int write_receipt(struct zl_committer *committer, struct entry *entry)
{
        struct zl_receipt *receipt = calloc(1, sizeof(*receipt));
        uint64_t size = 0;
        int status = ZL_OK;

        if (receipt == NULL)
                return ZL_E_MEMORY;
        receipt->log = entry->log;
        receipt->head = committer->head;
        receipt->proof = entry->proof;
        if (!entry->outcome.fresh)
                status = find_head(committer, entry, &receipt->head);
        size = entry->log == ZL_LOG_STATEMENTS ? receipt->head.statements
                                               : receipt->head.records;
        if (status == ZL_OK)
                status = zl_store_log_path(committer->store, entry->log,
                    entry->proof.index, size, &receipt->proof.path);
        if (status == ZL_OK) {
                zl_buf_init(&entry->receipt, RECEIPT_MAX);
                zl_receipt_write(receipt, &entry->receipt);
                status = entry->receipt.status;
        }
        free(receipt);
        return status;
}

int committer__write_receipts(
    struct zl_committer *committer, struct entry *entries)
{
        int status = ZL_OK;

        for (struct entry *e = entries; e != NULL; e = e->next) {
                if (e->outcome.status != ZL_OK || e->log == 0)
                        continue;
                status = write_receipt(committer, e);
                if (status != ZL_OK)
                        break;
        }
        return status;
}

void committer__tell(struct zl_committer *committer, struct entry *entries)
{
        struct entry *next = NULL;

        for (struct entry *e = entries; e != NULL; e = next) {
                next = e->next;
                e->outcome.statements = committer->statements;
                if (e->outcome.status == ZL_OK)
                        e->outcome.receipt = zl_buf_bytes(&e->receipt);
                e->told(e->context, &e->outcome);
                zl_buf_free(&e->receipt);
                zl_statement_free(e->statement);
                free(e->record);
                free(e);
        }
}
