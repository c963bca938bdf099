/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Revocations as compromised work back in time, and the compromised may have
 * signed such revocations as well.  So that every reader comes to the same
 * end, the newest is judged first: it stands, since it was right when it was
 * taken; an older one stands unless a newer one that stands voids the key
 * that signed it, or a key in that key's own chain.  The chain of a key does
 * not depend on what holds, so this never goes round in a circle.
 */
#include "directory_internal.h"

static const struct directory__mark *mark_at(
    const struct zl_directory *d, size_t i)
{
        return directory__list_at(&d->marks, i);
}

static uint64_t since(
    const struct zl_directory *d, const struct directory__mark *mark)
{
        return directory__entry_at(d, mark->entry)
            ->statement->is.revocation.since;
}

/* Is the key that came from this entry one of the subject's?  The subject is
 * a device, or a member with all keys it had when it was revoked; those of a
 * later appointment are new. */
static bool hits(const struct zl_directory *d,
    const struct directory__mark *mark, size_t entry)
{
        const struct directory__entry *key = directory__entry_at(d, entry);
        const struct directory__entry *subject =
            directory__entry_at(d, mark->subject);
        const struct directory__entry *by = directory__entry_at(d, mark->entry);

        if (subject->statement->type == ZL_DEVICE)
                return mark->subject == entry;
        return key->at.position < by->at.position &&
            zl_id_equal(directory__member_of(d, key->statement),
                directory__member_of(d, subject->statement));
}

uint64_t directory__compromised(const struct zl_directory *d, size_t entry)
{
        uint64_t first = ZL_POSITION_END;

        for (size_t i = 0; i < d->marks.count; i++) {
                const struct directory__mark *mark = mark_at(d, i);

                if (mark->live && since(d, mark) < first &&
                    hits(d, mark, entry))
                        first = since(d, mark);
        }
        return first;
}

/* Does a newer mark that lives void this one's signature? */
static bool voided(const struct zl_directory *d, size_t i)
{
        size_t entry = mark_at(d, i)->entry;
        size_t by = directory__entry_at(d, entry)->by;

        while (by != DIRECTORY__NONE) {
                uint64_t position = directory__entry_at(d, entry)->at.position;

                for (size_t j = i + 1; j < d->marks.count; j++) {
                        const struct directory__mark *newer = mark_at(d, j);

                        if (newer->live && since(d, newer) <= position &&
                            hits(d, newer, by))
                                return true;
                }
                entry = by;
                by = directory__entry_at(d, entry)->by;
        }
        return false;
}

void directory__marks_judge(struct zl_directory *d)
{
        for (size_t i = d->marks.count; i > 0; i--) {
                struct directory__mark *mark =
                    directory__list_at(&d->marks, i - 1);

                mark->live = !voided(d, i - 1);
        }
}

const struct directory__mark *directory__mark_of(
    const struct zl_directory *d, size_t entry)
{
        for (size_t i = 0; i < d->marks.count; i++) {
                if (mark_at(d, i)->entry == entry)
                        return mark_at(d, i);
        }
        return NULL;
}
