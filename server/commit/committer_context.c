/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to what a record says of others: the head that its author had seen,
 * and the records it follows.  Readers cannot hold all of this against what
 * they know, or should not be told of it, so it is judged here. */
#include "committer_internal.h"

/* What a record says its author has seen of a log, is it of this one?  Readers
 * hold it against what they saw, and would believe that the server shows
 * different logs to different people. */
static int check_seen_log(struct zl_committer *committer, enum zl_log log,
    uint64_t size, const struct zl_hash *root)
{
        struct zl_hash ours;
        int status = zl_store_log_root(committer->store, log, size, &ours);

        if (status != ZL_OK)
                return status == ZL_E_USAGE ? ZL_E_CONFLICT : status;
        return zl_hash_equal(&ours, root) ? ZL_OK : ZL_E_CONFLICT;
}

static int check_seen(struct zl_committer *committer, struct entry *entry)
{
        const struct zl_seen_head *seen = &entry->record->context.seen;
        int status = ZL_OK;

        if (seen->statements == 0 && seen->records == 0)
                return ZL_OK; /* none yet */
        status = check_seen_log(committer, ZL_LOG_STATEMENTS, seen->statements,
            &seen->statement_root);
        if (status == ZL_OK)
                status = check_seen_log(committer, ZL_LOG_RECORDS,
                    seen->records, &seen->record_root);
        if (status == ZL_E_CONFLICT)
                entry->outcome.detail =
                    "The head that it names is none of these logs.";
        return status;
}

/* Whoever receives the signal gets the keys of what its author knew.  What
 * came since was sealed to those who held it before, and nobody would have it
 * any more. */
static int check_outrun(
    struct zl_committer *committer, const struct zl_context *context)
{
        uint64_t newest = 0;
        int status = ZL_OK;

        if (context->kind != ZL_HANDOVER && context->kind != ZL_STEP_OUT)
                return ZL_OK;
        status =
            zl_store_newest_body(committer->store, &context->signal, &newest);
        if (status != ZL_OK)
                return status;
        return context->seen.records > newest ? ZL_OK : ZL_E_OUTRUN;
}

/* Does this speak of what the club must not learn of, or how it went with
 * that?  Who followed something hidden is hidden with it. */
static int check_followed(struct zl_committer *committer,
    const struct zl_context *context, const struct zl_hash *hash,
    bool shown_to_club)
{
        struct zl_stored_record followed;
        int status =
            zl_store_find_record_by_hash(committer->store, hash, &followed);

        if (status != ZL_OK)
                return status;
        if (!zl_id_equal(&followed.signal, &context->signal))
                return ZL_E_NOT_FOUND;
        return shown_to_club && followed.hidden ? ZL_E_POLICY : ZL_OK;
}

static int check_previous(struct zl_committer *committer, struct entry *entry,
    const struct zl_signal_facts *facts)
{
        const struct zl_context *context = &entry->record->context;
        bool answers = context->kind == ZL_ACKNOWLEDGEMENT ||
            context->kind == ZL_UNREADABLE;
        bool shown_to_club = facts->author_role == ZL_ROLE_CONTACT &&
            !zl_kind_is_inner(context->kind);
        int status = ZL_OK;

        /* Judged with what it follows, and hidden with it. */
        if (answers)
                return ZL_OK;
        for (uint8_t i = 0; i < context->previous_count && status == ZL_OK; i++)
                status = check_followed(
                    committer, context, &context->previous[i], shown_to_club);
        if (status == ZL_E_NOT_FOUND)
                entry->outcome.detail =
                    "It follows what is no record of its signal.";
        if (status == ZL_E_POLICY)
                entry->outcome.detail =
                    "It follows what the club must not learn of.";
        return status;
}

int committer__check_context(struct zl_committer *committer,
    struct entry *entry, const struct zl_signal_facts *facts)
{
        int status = check_seen(committer, entry);

        if (status == ZL_OK)
                status = check_previous(committer, entry, facts);
        if (status == ZL_OK)
                status = check_outrun(committer, &entry->record->context);
        return status;
}
