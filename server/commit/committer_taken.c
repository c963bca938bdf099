/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to what becomes of a record that was judged: what it makes of its
 * signal, and to whom it is listed (docs/protocol.md, 7.9). */
#include <string.h>

#include "committer_internal.h"

/* Kinds that the note's author and all holders learn of, whoever else does. */
static bool concerns_all(enum zl_kind kind)
{
        switch (kind) {
        case ZL_RETRACTION:
        case ZL_HANDOVER:
        case ZL_STEP_OUT:
        case ZL_RESEAL:
        case ZL_CLOSING:
        case ZL_REOPENING:
        case ZL_HOLD:
        case ZL_ERASURE:
                return true;
        default:
                return false;
        }
}

static void list_all(const struct zl_directory *directory,
    const struct zl_signal_facts *facts, struct zl_point at,
    struct zl_taken *taken)
{
        struct zl_id holders[ZL_PERSONS_MAX];
        size_t count = 0;

        zl_signal_holders(directory, facts, at, holders, &count);
        memcpy(&taken->listed[taken->listed_count], holders,
            count * sizeof(*holders));
        taken->listed_count += count;
        taken->listed[taken->listed_count++] = facts->author;
}

int committer__advance(struct zl_committer *committer,
    const struct zl_followed *followed, const struct zl_signal_facts *before,
    struct zl_taken *taken)
{
        const struct zl_directory *directory = zl_shared_own(committer->shared);
        struct zl_point at = {committer->statements, committer->now};
        enum zl_kind kind = taken->record->context.kind;
        int status = ZL_OK;

        taken->facts = *before;
        status = zl_signal_advance(
            directory, taken->record, taken->author, followed, &taken->facts);
        if (status != ZL_OK)
                return status;
        taken->hidden = zl_kind_is_inner(kind);
        if (followed != NULL)
                taken->hidden =
                    zl_kind_is_inner(followed->record->context.kind);
        taken->listed_count = 0;
        if (concerns_all(kind)) {
                list_all(directory, before, at, taken);
                list_all(directory, &taken->facts, at, taken);
        }
        return ZL_OK;
}
