/* SPDX-License-Identifier: EUPL-1.2 */
/* Heads and receipts: what the log has once said must stay. */
#include <string.h>

#include "calendar.h"
#include "core_internal.h"

/* The log's clock may be ahead of ours by this much. */
#define AHEAD_MS (10 * ZL_MS_MINUTE)

const struct zl_sign_key *core__log_key(const struct zl_core *core)
{
        const struct zl_charter *charter = core->directory == NULL
            ? NULL
            : zl_directory_charter(core->directory);

        if (core->state.charter > (charter == NULL ? 0 : charter->number))
                return &core->state.log_key;
        if (charter != NULL)
                return &charter->log_key;
        return core->profile.joined ? &core->profile.log_key : NULL;
}

static int contradicts(struct zl_core *core, const char *what)
{
        core__say(core, ZL_MSG_LOG_CONTRADICTS, what, NULL, NULL, NULL);
        return ZL_E_LOG;
}

/* -1: the tree is older than the one we knew, 0 the same, 1 newer; 2: they
 * cannot both be. */
static int compare_tree(uint64_t known, const struct zl_hash *known_root,
    uint64_t size, const struct zl_hash *root)
{
        if (size != known)
                return size < known ? -1 : 1;
        return zl_hash_equal(known_root, root) ? 0 : 2;
}

int core__take_head(struct zl_core *core, const struct zl_sign_key *key,
    const struct zl_head *head, bool newest)
{
        const struct zl_head *last = &core->state.head;
        int statements = 1;
        int records = 1;

        if (key == NULL ||
            zl_head_verify(head, key, &core->profile.organisation) != ZL_OK)
                return contradicts(core, "signature");
        if (head->time.ms > core->state.now.ms + AHEAD_MS) {
                char minutes[24];

                core__number(
                    (head->time.ms - core->state.now.ms) / ZL_MS_MINUTE,
                    minutes);
                core__say(
                    core, ZL_MSG_CLOCK_OFF, minutes, "behind", NULL, NULL);
                return ZL_E_CLOCK;
        }
        if (core->state.has_head) {
                statements =
                    compare_tree(last->statements, &last->statement_root,
                        head->statements, &head->statement_root);
                records = compare_tree(last->records, &last->record_root,
                    head->records, &head->record_root);
        }
        if (statements == 2 || records == 2)
                return contradicts(core, "root");
        if (statements * records < 0)
                return contradicts(core, "size");
        /* A known thing's receipt is under the head of back then. */
        if (statements < 0 || records < 0)
                return newest ? contradicts(core, "size") : ZL_OK;
        if (statements == 0 && records == 0 && core->state.has_head)
                return ZL_OK;
        core->state.head = *head;
        core->state.has_head = true;
        core->dirty = true;
        return ZL_OK;
}

int core__take_receipt(struct zl_core *core, struct zl_bytes body,
    enum zl_log log, const struct zl_hash *hash, struct zl_receipt *ret)
{
        struct zl_receipt receipt;
        int status = zl_receipt_read(body.data, body.size, &receipt);

        if (status != ZL_OK || receipt.log != log)
                return contradicts(core, "receipt");
        status =
            core__take_head(core, core__log_key(core), &receipt.head, false);
        if (status != ZL_OK)
                return status;
        if (zl_proof_verify(log, &receipt.head, &receipt.proof, hash) != ZL_OK)
                return contradicts(core, "receipt");
        *ret = receipt;
        return ZL_OK;
}
