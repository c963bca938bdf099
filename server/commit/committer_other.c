/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to what is durable without standing in a log: card documents and
 * invitation packets. */
#include <stdlib.h>
#include <string.h>

#include "committer_internal.h"

/* Does any card statement name this document, as that member's? */
static int find_card_statement(const struct zl_directory *directory,
    const struct zl_hash *hash, const struct zl_id *member)
{
        for (size_t i = zl_directory_count(directory); i-- > 0;) {
                const struct zl_statement *statement =
                    zl_directory_statement(directory, i, NULL);

                if (statement->type == ZL_CARD &&
                    zl_hash_equal(&statement->is.card.card, hash) &&
                    zl_id_equal(&statement->is.card.member, member))
                        return ZL_OK;
        }
        return ZL_E_NOT_FOUND;
}

static int take_card(struct zl_committer *committer, struct entry *entry)
{
        struct zl_card_document card;
        struct zl_bytes known;
        int status = ZL_OK;

        status = zl_store_find_card(committer->store, &entry->hash, &known);
        if (status != ZL_E_NOT_FOUND)
                return status;
        status = zl_card_parse(entry->bytes.data, entry->bytes.size, &card);
        if (status != ZL_OK)
                return status;
        status = find_card_statement(
            zl_shared_own(committer->shared), &entry->hash, &card.member);
        zl_wipe(&card, sizeof(card));
        if (status != ZL_OK) {
                entry->outcome.detail =
                    "No card statement names this document: put that first.";
                return status;
        }
        status = zl_store_add_card(
            committer->store, &entry->hash, entry->bytes, committer->now);
        committer->wrote = true;
        entry->outcome.fresh = true;
        return status;
}

static int take_invitation(struct zl_committer *committer, struct entry *entry)
{
        struct zl_time time;
        struct zl_bytes known;
        int status = zl_store_find_invitation(
            committer->store, &entry->id, &known, &time);

        if (status == ZL_E_NOT_FOUND) {
                committer->wrote = true;
                entry->outcome.fresh = true;
                return zl_store_add_invitation(committer->store, &entry->id,
                    entry->bytes, &entry->member, committer->now);
        }
        if (status != ZL_OK)
                return status;
        if (known.size != entry->bytes.size ||
            memcmp(known.data, entry->bytes.data, known.size) != 0)
                return ZL_E_CONFLICT;
        return ZL_OK;
}

int zl_commit_card(struct zl_committer *committer, const struct zl_hash *hash,
    struct zl_bytes bytes, zl_outcome_take *take, void *context)
{
        struct entry *entry = committer__entry(take_card, take, context);

        if (entry == NULL)
                return ZL_E_MEMORY;
        entry->hash = *hash;
        entry->bytes = bytes;
        return committer__queue_or_free(committer, entry);
}

int zl_commit_invitation(struct zl_committer *committer,
    const struct zl_id *lookup, struct zl_bytes bytes,
    const struct zl_id *member, zl_outcome_take *take, void *context)
{
        struct entry *entry = committer__entry(take_invitation, take, context);

        if (entry == NULL)
                return ZL_E_MEMORY;
        entry->id = *lookup;
        entry->bytes = bytes;
        entry->member = *member;
        return committer__queue_or_free(committer, entry);
}
