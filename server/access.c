/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Who may have what of a signal: relations are found here, and the
 * policy table decides. A former holder has no relation any more; neither
 * has whoever once stood in the author's place. */
#include "access.h"

static bool holds(const struct zl_directory *directory,
    const struct zl_signal_facts *facts, const struct zl_asking *asking)
{
        struct zl_id holders[ZL_PERSONS_MAX];
        size_t count = 0;

        zl_signal_holders(directory, facts, asking->at, holders, &count);
        for (size_t i = 0; i < count; i++) {
                if (zl_id_equal(&holders[i], &asking->member))
                        return true;
        }
        return false;
}

unsigned zl_access_relations(const struct zl_directory *directory,
    const struct zl_signal_facts *facts, const struct zl_asking *asking)
{
        unsigned relations = 0;

        if (facts->state == ZL_STATE_NONE)
                return 0;
        if (holds(directory, facts, asking))
                relations |= ZL_REL_HOLDER;
        if (zl_id_equal(&facts->author, &asking->member))
                relations |= ZL_REL_AUTHOR;
        return relations;
}

int zl_access_policy(enum zl_act act, const struct zl_asking *asking,
    unsigned relations, enum zl_state state)
{
        enum zl_actor actor = zl_actor_of(asking->role);

        if (relations == 0)
                return ZL_E_NOT_FOUND;
        if (zl_policy_allows(act, actor, relations, state))
                return ZL_OK;
        if ((state == ZL_STATE_RETRACTED || state == ZL_STATE_ERASED) &&
            zl_policy_allows(act, actor, relations, ZL_STATE_WAITING))
                return ZL_E_ERASED;
        return ZL_E_NOT_FOUND;
}

int zl_access_body(struct zl_store *store, const struct zl_directory *directory,
    const struct zl_id *id, const struct zl_asking *asking,
    struct zl_stored_about *ret_about)
{
        struct zl_signal_facts facts;
        struct zl_stored_about about;
        unsigned relations = 0;
        int status = zl_store_about(store, id, &asking->member, &about);

        if (status == ZL_OK)
                status = zl_store_signal(store, &about.signal, &facts);
        if (status != ZL_OK)
                return status;
        relations = zl_access_relations(directory, &facts, asking);
        /* To the author of the note, or who took that place, only what that
         * place wrote or received. */
        if (!about.of_contact)
                relations &= ~(unsigned)ZL_REL_AUTHOR;
        if (zl_kind_is_status(about.kind))
                return ZL_E_NOT_FOUND;
        status =
            zl_access_policy(ZL_ACT_READ_BODY, asking, relations, facts.state);
        if (status == ZL_OK)
                *ret_about = about;
        return status;
}
