/* SPDX-License-Identifier: EUPL-1.2 */
/* Small sorted sets of persons, as the rules about signals need them. */
#include <string.h>

#include "signal_internal.h"

/* Where the id stands, or should. */
static size_t place_of(const struct signal__set *set, const struct zl_id *id)
{
        size_t at = 0;

        while (at < set->count &&
            memcmp(set->ids[at].bytes, id->bytes, ZL_ID_SIZE) < 0)
                at++;
        return at;
}

static bool stands_at(
    const struct signal__set *set, size_t at, const struct zl_id *id)
{
        return at < set->count && zl_id_equal(&set->ids[at], id);
}

void signal__set_add(struct signal__set *set, const struct zl_id *id)
{
        size_t at = place_of(set, id);

        if (stands_at(set, at, id))
                return;
        if (set->count == set->max) {
                set->full = true;
                return;
        }
        memmove(&set->ids[at + 1], &set->ids[at],
            (set->count - at) * sizeof(*set->ids));
        set->ids[at] = *id;
        set->count++;
}

bool signal__set_remove(struct signal__set *set, const struct zl_id *id)
{
        size_t at = place_of(set, id);

        if (!stands_at(set, at, id))
                return false;
        set->count--;
        memmove(&set->ids[at], &set->ids[at + 1],
            (set->count - at) * sizeof(*set->ids));
        return true;
}

bool signal__among(
    const struct zl_id *ids, size_t count, const struct zl_id *id)
{
        for (size_t i = 0; i < count; i++) {
                if (zl_id_equal(&ids[i], id))
                        return true;
        }
        return false;
}

bool signal__any_in_force(const struct zl_directory *directory,
    const struct zl_id *ids, size_t count, struct zl_point at)
{
        for (size_t i = 0; i < count; i++) {
                if (zl_directory_member_in_force(directory, &ids[i], at) ==
                    ZL_OK)
                        return true;
        }
        return false;
}
