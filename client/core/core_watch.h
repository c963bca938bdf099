/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CORE_WATCH_H
#define ZL_CORE_WATCH_H

#include "core.h"
#include "log.h"

/*
 * Watching the log (docs/protocol.md, 5.2): an answer under a newer head than
 * the last verified one is held until the server proved the two consistent,
 * and the heads that authors had verified are held against ours.
 */

/* An answer that waits, and what it answers. */
struct core__held {
        unsigned ask; /* enum core__ask; 0: nothing waits */
        int status; /* of HTTP */
        uint8_t *bytes;
        size_t size;
        struct zl_head head;
        bool for_charters; /* its key is one that we do not know */
};

/* The head that the author of a record had verified. */
struct core__seen_head {
        struct zl_seen_head head;
        struct zl_id author; /* member */
};

/* Part of a sync. */
struct core__watch {
        struct core__held held;
        bool proven; /* `head` is consistent with the last verified one */
        struct zl_head head;
        bool charters; /* were asked for */
        struct core__seen_head *seen;
        size_t seen_count;
};

/** Free what is held. @param watch all zero is allowed. */
void core__watch_free(struct core__watch *watch);

/**
 * Must this answer wait until the log proved itself?
 *
 * @param core      the core.
 * @param ask       what was asked (enum core__ask), something whose answer is
 *                  a receipt or a bundle.
 * @param status    of HTTP.
 * @param body      the answer; copied when it is held.
 * @param ret_held  receives whether it is held now.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int core__hold(struct zl_core *core, unsigned ask, int status,
    struct zl_bytes body, bool *ret_held) ZL_CHECKED;

/**
 * Between which heads a proof is wanted now, if any.
 *
 * @param core      the core.
 * @param ret_from  receives the sizes of the earlier one.
 * @param ret_to    receives the sizes of the later one.
 */
bool core__wants_proof(const struct zl_core *core,
    struct zl_seen_head *ret_from, struct zl_seen_head *ret_to);

/** Are the charters wanted, for a key that we do not know? @param core the
 *  core. @param ret_after receives the number of the newest we have. */
bool core__wants_charters(const struct zl_core *core, uint64_t *ret_after);

/**
 * A consistency proof came.
 *
 * @param core    the core.
 * @param status  of HTTP.
 * @param body    the answer.
 * @param ret     receives the answer that was held, to be taken now and freed
 *                by the caller; ask 0 when none is.
 * @return as zl_core_answer(); ZL_E_LOG when the log contradicts itself.
 */
int core__proof_answer(struct zl_core *core, int status, struct zl_bytes body,
    struct core__held *ret) ZL_CHECKED;

/**
 * The charters came.
 *
 * @param core    the core.
 * @param status  of HTTP.
 * @param body    the answer.
 * @param ret     as above: what was held may go on, or be held again.
 * @return as zl_core_answer().
 */
int core__charters_answer(struct zl_core *core, int status,
    struct zl_bytes body, struct core__held *ret) ZL_CHECKED;

/** Say again that the server showed others another log, if it did. @param
 *  core the core. */
void core__say_forked(struct zl_core *core);

/** The author of a new record had verified this head. @param core the core.
 *  @param seen from its context. @param author the member. @return ZL_OK or
 *  ZL_E_MEMORY. */
int core__note_seen_head(struct zl_core *core, const struct zl_seen_head *seen,
    const struct zl_id *author) ZL_CHECKED;

#endif
