/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the taking of records: known ids first, then the judgement that
 * every reader will repeat. */
#include <stdlib.h>
#include <string.h>

#include "committer_internal.h"

/* The record that an acknowledgement or unreadable follows.  It lives as long
 * as both. */
struct following {
        struct zl_followed followed;
        struct zl_record record;
        uint8_t *bytes;
};

static void following_free(struct following *following)
{
        if (following == NULL)
                return;
        free(following->bytes);
        free(following);
}

static int fill_following(struct zl_committer *committer,
    const struct zl_hash *hash, struct following *following)
{
        struct zl_stored_record stored;
        int status =
            zl_store_find_record_by_hash(committer->store, hash, &stored);

        if (status != ZL_OK)
                return status == ZL_E_NOT_FOUND ? ZL_OK : status;
        status = zl_bytes_copy(
            stored.bytes.data, stored.bytes.size, &following->bytes);
        if (status != ZL_OK)
                return status;
        status = zl_record_parse(following->bytes, stored.bytes.size, false,
            zl_shared_organisation(committer->shared), &following->record);
        if (status != ZL_OK)
                return ZL_E_DAMAGED;
        following->followed = (struct zl_followed){
            .known = true,
            .signal = stored.signal,
            .author = stored.author,
            .record = &following->record,
        };
        return ZL_OK;
}

static int find_following(struct zl_committer *committer,
    const struct zl_record *record, struct following **ret_following)
{
        struct following *following = NULL;
        int status = ZL_OK;

        if (record->context.kind != ZL_ACKNOWLEDGEMENT &&
            record->context.kind != ZL_UNREADABLE)
                return ZL_OK;
        following = calloc(1, sizeof(*following));
        if (following == NULL)
                return ZL_E_MEMORY;
        if (record->context.previous_count == 1)
                status = fill_following(
                    committer, &record->context.previous[0], following);
        if (status != ZL_OK) {
                following_free(following);
                return status;
        }
        *ret_following = following;
        return ZL_OK;
}

/* A record that was judged, to be stored. */
static int store_new(struct zl_committer *committer, struct entry *entry,
    const struct zl_member *author, const struct zl_followed *followed,
    const struct zl_signal_facts *before)
{
        struct zl_taken taken = {
            .record = entry->record, .author = author, .bytes = entry->bytes};
        int status = committer__advance(committer, followed, before, &taken);

        if (status != ZL_OK)
                return status;
        taken.proof = committer__next_proof(committer, ZL_LOG_RECORDS);
        entry->proof = taken.proof;
        status = zl_store_add_record(committer->store, &taken);
        return status == ZL_OK ? committer__follow(committer, &taken, followed)
                               : status;
}

static int take_new(struct zl_committer *committer, struct entry *entry)
{
        const struct zl_record *record = entry->record;
        struct zl_point at = {committer->statements, committer->now};
        const struct zl_followed *followed = NULL;
        const struct zl_member *author = NULL;
        struct following *following = NULL;
        struct zl_signal_facts facts;
        int status =
            zl_store_signal(committer->store, &record->context.signal, &facts);

        if (status == ZL_OK)
                status = committer__find_readers(committer, record, &facts);
        if (status == ZL_OK)
                status = find_following(committer, record, &following);
        if (status == ZL_OK && following != NULL)
                followed = &following->followed;
        if (status == ZL_OK)
                status = zl_signal_judge(zl_shared_own(committer->shared),
                    record, at, &facts, followed, &author);
        if (status == ZL_OK)
                status = committer__check_context(committer, entry, &facts);
        if (status == ZL_OK)
                status = store_new(committer, entry, author, followed, &facts);
        following_free(following);
        if (status != ZL_OK)
                return status;
        committer->records++;
        committer->grown = true;
        committer->wrote = true;
        entry->outcome.fresh = true;
        return ZL_OK;
}

static int take_record(struct zl_committer *committer, struct entry *entry)
{
        struct zl_stored_record known;
        int status = zl_store_find_record(
            committer->store, &entry->record->context.id, &known);

        entry->log = ZL_LOG_RECORDS;
        if (status == ZL_E_NOT_FOUND)
                return take_new(committer, entry);
        if (status != ZL_OK)
                return status;
        /* Over the head, which has the hashes of all that comes after it. */
        if (!zl_hash_equal(&known.hash, &entry->record->hash))
                return ZL_E_CONFLICT;
        entry->proof = known.proof;
        return ZL_OK;
}

int zl_commit_record(struct zl_committer *committer, struct zl_record *record,
    struct zl_bytes bytes, zl_outcome_take *take, void *context)
{
        struct entry *entry = committer__entry(take_record, take, context);
        int status = ZL_OK;

        if (entry == NULL)
                return ZL_E_MEMORY;
        entry->record = record;
        entry->bytes = bytes;
        status = committer__queue(committer, entry);
        if (status != ZL_OK)
                free(entry);
        return status;
}
