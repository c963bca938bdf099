/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the watch over the log.  Who runs the server can sign any head;
 * what it cannot do is to prove that a head with another past is consistent
 * with the one we verified, or with the ones other people did. */
#include "core_watch.h"

#include <stdlib.h>
#include <string.h>

#include "core_internal.h"
#include "log_consistency.h"

enum { HEAD_AT = 2 }; /* behind version and log, in receipts and bundles */

void core__watch_free(struct core__watch *watch)
{
        free(watch->held.bytes);
        free(watch->seen);
        *watch = (struct core__watch){.proven = false};
}

static struct zl_seen_head sizes_of(const struct zl_head *head)
{
        return (struct zl_seen_head){head->statements, head->statement_root,
            head->records, head->record_root};
}

static bool read_head(struct zl_bytes body, struct zl_head *ret)
{
        struct zl_reader r;

        if (body.size < HEAD_AT)
                return false;
        r = zl_reader_of(body.data + HEAD_AT, body.size - HEAD_AT);
        zl_head_read(&r, ret);
        return r.status == ZL_OK;
}

/* Nothing is to be proven of an empty tree, nor of the same one. */
static bool is_trivial(uint64_t from, uint64_t to)
{
        return from == 0 || from == to;
}

/* Can a proof show that the one grew into the other? */
static bool is_provable(
    const struct zl_seen_head *a, const struct zl_seen_head *b)
{
        if (a->statements > b->statements || a->records > b->records)
                return false; /* a contradiction, which others tell */
        return !is_trivial(a->statements, b->statements) ||
            !is_trivial(a->records, b->records);
}

static bool same_head(const struct zl_head *a, const struct zl_head *b)
{
        return a->statements == b->statements && a->records == b->records &&
            zl_hash_equal(&a->statement_root, &b->statement_root) &&
            zl_hash_equal(&a->record_root, &b->record_root);
}

/* Until the server knows our device it answers no question of ours. */
static bool is_stranger(const struct zl_core *core)
{
        for (size_t i = 0; i < core->item_count; i++) {
                if (core->items[i]->type == CORE__ITEM_STATEMENT &&
                    core->items[i]->what == ZL_DEVICE)
                        return true;
        }
        return false;
}

int core__hold(struct zl_core *core, unsigned ask, int status,
    struct zl_bytes body, bool *ret_held)
{
        struct core__watch *watch = &core->sync.watch;
        const struct zl_sign_key *key = core__log_key(core);
        struct zl_seen_head last = sizes_of(&core->state.head);
        struct zl_seen_head now;
        struct zl_head head;
        bool unknown_key = false;

        *ret_held = false;
        if (!read_head(body, &head) || key == NULL)
                return ZL_OK; /* refused when it is taken */
        unknown_key =
            zl_head_verify(&head, key, &core->profile.organisation) != ZL_OK;
        now = sizes_of(&head);
        if (unknown_key ? watch->charters
                        : !core->state.has_head || is_stranger(core) ||
                    (watch->proven && same_head(&head, &watch->head)) ||
                    (!is_provable(&last, &now) && !is_provable(&now, &last)))
                return ZL_OK;
        free(watch->held.bytes);
        watch->held = (struct core__held){.ask = ask,
            .status = status,
            .size = body.size,
            .head = head,
            .for_charters = unknown_key};
        if (zl_bytes_copy(body.data, body.size, &watch->held.bytes) != ZL_OK) {
                watch->held.ask = 0;
                return ZL_E_MEMORY;
        }
        *ret_held = true;
        return ZL_OK;
}

bool core__wants_proof(const struct zl_core *core,
    struct zl_seen_head *ret_from, struct zl_seen_head *ret_to)
{
        const struct core__watch *watch = &core->sync.watch;
        struct zl_seen_head last = sizes_of(&core->state.head);
        struct zl_seen_head held = sizes_of(&watch->held.head);

        if (watch->held.ask != 0 && !watch->held.for_charters) {
                bool newer = is_provable(&last, &held);

                *ret_from = newer ? last : held;
                *ret_to = newer ? held : last;
                return true;
        }
        if (watch->held.ask != 0 || watch->seen_count == 0)
                return false;
        *ret_from = watch->seen[watch->seen_count - 1].head;
        *ret_to = last;
        return true;
}

static bool is_consistent(const struct zl_log_consistency *proof,
    const struct zl_seen_head *from, const struct zl_seen_head *to)
{
        return zl_merkle_consistent(from->statements, &from->statement_root,
                   to->statements, &to->statement_root,
                   &proof->statements) == ZL_OK &&
            zl_merkle_consistent(from->records, &from->record_root, to->records,
                &to->record_root, &proof->records) == ZL_OK;
}

/* What we verified once is not the past of what is offered now. */
static int rewritten(struct zl_core *core)
{
        core__say(
            core, ZL_MSG_LOG_CONTRADICTS, "consistency", NULL, NULL, NULL);
        return ZL_E_LOG;
}

/* Somebody was shown another log than we are. It goes on being said. */
static int forked(struct zl_core *core, const struct zl_id *author)
{
        if (core->state.forked && zl_id_equal(&core->state.forked_from, author))
                return ZL_OK; /* was said */
        core->state.forked = true;
        core->state.forked_from = *author;
        core->dirty = true;
        core__say_forked(core);
        return ZL_OK;
}

void core__say_forked(struct zl_core *core)
{
        if (core->state.forked)
                core__say(core, ZL_MSG_LOG_FORKED,
                    core__name_of(core, &core->state.forked_from), NULL, NULL,
                    NULL);
}

int core__proof_answer(struct zl_core *core, int status, struct zl_bytes body,
    struct core__held *ret)
{
        struct core__watch *watch = &core->sync.watch;
        struct zl_log_consistency proof;
        struct zl_seen_head from;
        struct zl_seen_head to;
        const struct zl_id *author = NULL;
        struct core__problem problem;
        bool holds = false;

        ret->ask = 0;
        if (!core__wants_proof(core, &from, &to))
                return ZL_E_STATE;
        if (watch->held.ask == 0)
                author = &watch->seen[watch->seen_count - 1].author;
        if (status == 200) {
                holds = zl_log_consistency_read(body.data, body.size, &proof) ==
                        ZL_OK &&
                    is_consistent(&proof, &from, &to);
        } else {
                core__problem_read(body, &problem);
                /* It does not know sizes that it has signed itself. */
                if (strcmp(problem.name, "malformed") != 0)
                        return core__refused(core, status, body);
        }
        if (author != NULL) {
                int result = holds ? ZL_OK : forked(core, author);

                watch->seen_count--;
                return result;
        }
        if (!holds)
                return rewritten(core);
        watch->proven = true;
        watch->head = watch->held.head;
        *ret = watch->held;
        watch->held = (struct core__held){.ask = 0};
        return ZL_OK;
}

static bool same_seen(
    const struct zl_seen_head *a, const struct zl_seen_head *b)
{
        return a->statements == b->statements && a->records == b->records &&
            zl_hash_equal(&a->statement_root, &b->statement_root) &&
            zl_hash_equal(&a->record_root, &b->record_root);
}

int core__note_seen_head(struct zl_core *core, const struct zl_seen_head *seen,
    const struct zl_id *author)
{
        struct core__watch *watch = &core->sync.watch;
        struct zl_seen_head last = sizes_of(&core->state.head);

        if (seen->statements == 0 && seen->records == 0)
                return ZL_OK; /* it had seen none yet */
        if (same_seen(seen, &last))
                return ZL_OK;
        if (!is_provable(seen, &last)) {
                bool fits = seen->statements <= last.statements &&
                    seen->records <= last.records &&
                    (seen->statements != last.statements ||
                        zl_hash_equal(
                            &seen->statement_root, &last.statement_root)) &&
                    (seen->records != last.records ||
                        zl_hash_equal(&seen->record_root, &last.record_root));

                return fits ? ZL_OK : forked(core, author);
        }
        for (size_t i = 0; i < watch->seen_count; i++) {
                if (same_seen(&watch->seen[i].head, seen))
                        return ZL_OK;
        }
        if (core__grow(&watch->seen, watch->seen_count, sizeof(*watch->seen)) !=
            ZL_OK)
                return ZL_E_MEMORY;
        watch->seen[watch->seen_count++] =
            (struct core__seen_head){*seen, *author};
        return ZL_OK;
}
