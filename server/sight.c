/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! A signal can go to another district, and then each side must be
 * able to verify what the other one wrote. Worked out anew for each request,
 * so that who holds a signal no more sees its club no more. */
#include "sight.h"

#include <stdlib.h>
#include <string.h>

/* A sight that grows. */
struct finding {
        struct zl_store *store;
        const struct zl_directory *directory;
        const struct zl_asking *asking;
        struct zl_id *ids;
        struct zl_sight sight; /* of these ids */
};

static int add(struct finding *f, const struct zl_id *id)
{
        size_t count = f->sight.extra_count;
        struct zl_id *more = realloc(f->ids, (count + 1) * sizeof(*more));

        if (more == NULL)
                return ZL_E_MEMORY;
        more[count] = *id;
        f->ids = more;
        f->sight.extra = more;
        f->sight.extra_count = count + 1;
        return ZL_OK;
}

static int add_district(void *context, const struct zl_id *member)
{
        struct finding *f = context;
        const struct zl_id *district =
            zl_directory_district_of(f->directory, member);

        if (district == NULL ||
            zl_directory_sees_person(f->directory, &f->sight, member))
                return ZL_OK;
        return add(f, district);
}

/* Those of before as well: what they wrote stays to be verified. */
static int add_districts(struct finding *f, const struct zl_id *signal,
    const struct zl_signal_facts *facts)
{
        struct zl_id holders[ZL_PERSONS_MAX];
        size_t count = 0;
        int status =
            zl_store_each_professional(f->store, signal, add_district, f);

        zl_signal_holders(f->directory, facts, f->asking->at, holders, &count);
        for (size_t i = 0; i < count && status == ZL_OK; i++)
                status = add_district(f, &holders[i]);
        return status;
}

static int look_at(void *context, const struct zl_id *signal,
    const struct zl_signal_facts *facts)
{
        struct finding *f = context;
        unsigned relations =
            zl_access_relations(f->directory, facts, f->asking);

        if (f->asking->role == ZL_ROLE_CONTACT)
                return (relations & ZL_REL_AUTHOR) != 0
                    ? add_districts(f, signal, facts)
                    : ZL_OK;
        if ((relations & ZL_REL_HOLDER) == 0 ||
            zl_directory_sees_club(f->directory, &f->sight, &facts->club))
                return ZL_OK;
        return add(f, &facts->club);
}

int zl_sight_find(struct zl_store *store, const struct zl_directory *directory,
    const struct zl_asking *asking, struct zl_sight *ret_sight)
{
        struct finding f = {
            store, directory, asking, NULL, {.viewer = asking->member}};
        int status = ZL_OK;

        /* Supporters and coordinators have no part in any. */
        if (asking->role == ZL_ROLE_PROFESSIONAL ||
            asking->role == ZL_ROLE_CONTACT)
                status =
                    zl_store_each_signal(store, &asking->member, look_at, &f);
        if (status != ZL_OK) {
                free(f.ids);
                return status;
        }
        *ret_sight = f.sight;
        return ZL_OK;
}

void zl_sight_free(struct zl_sight *sight)
{
        free((void *)(uintptr_t)sight->extra);
        *sight = (struct zl_sight){.extra = NULL};
}
