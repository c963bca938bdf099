/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the seals that recipients make for new keys of their own
 * (docs/protocol.md, 7.13), and to the releasing of bodies. Both are asked
 * once more who may: since the request came in, a signal may have been taken
 * back or handed over, and here nothing comes in between. */
#include <stdlib.h>

#include "access.h"
#include "committer_internal.h"

static struct zl_asking asking_of(
    const struct zl_committer *committer, const struct zl_id *id)
{
        const struct zl_member *member =
            zl_directory_member(zl_shared_own(committer->shared), id);

        return (struct zl_asking){
            .member = *id,
            .role = member != NULL ? member->role : ZL_ROLE_NONE,
            .at = {committer->statements, committer->now},
        };
}

static int take_opened(struct zl_committer *committer, struct entry *entry)
{
        struct zl_asking asking = asking_of(committer, &entry->member);
        struct zl_stored_about about;
        int status = zl_access_body(committer->store,
            zl_shared_own(committer->shared), &entry->id, &asking, &about);

        if (status != ZL_OK)
                return status;
        committer->wrote = true;
        return zl_store_note_opened(
            committer->store, &entry->id, &entry->member, committer->now);
}

/* May this member add a seal to that record? */
static int check_seal(struct zl_committer *committer, struct entry *entry)
{
        const struct zl_directory *directory = zl_shared_own(committer->shared);
        struct zl_asking asking = asking_of(committer, &entry->member);
        struct zl_signal_facts facts;
        struct zl_stored_about about;
        unsigned relations = 0;
        int status = zl_store_about(
            committer->store, &entry->id, &entry->member, &about);

        if (status == ZL_OK && !about.recipient)
                status = ZL_E_NOT_FOUND;
        if (status == ZL_OK)
                status =
                    zl_store_signal(committer->store, &about.signal, &facts);
        if (status != ZL_OK)
                return status;
        relations = zl_access_relations(directory, &facts, &asking);
        return zl_access_policy(ZL_ACT_PUT_SEAL, &asking,
            relations | ZL_REL_RECIPIENT, facts.state);
}

static int find_record(struct zl_committer *committer, const struct zl_id *id,
    uint8_t **ret_bytes, struct zl_record *ret)
{
        struct zl_stored_record stored;
        int status = zl_store_find_record(committer->store, id, &stored);

        if (status == ZL_OK)
                status = zl_bytes_copy(
                    stored.bytes.data, stored.bytes.size, ret_bytes);
        if (status != ZL_OK)
                return status;
        status = zl_record_parse(*ret_bytes, stored.bytes.size, false,
            zl_shared_organisation(committer->shared), ret);
        return status == ZL_OK ? ZL_OK : ZL_E_DAMAGED;
}

static bool among(const struct zl_sealing_entry *keys, size_t count,
    const struct zl_sealing_key *key)
{
        for (size_t i = 0; i < count; i++) {
                if (zl_sealing_key_equal(&keys[i].key, key))
                        return true;
        }
        return false;
}

static int put_seal(struct zl_committer *committer, struct entry *entry,
    const struct zl_record *record)
{
        struct zl_sealing_entry keys[ZL_DEVICES_MAX];
        struct zl_point at = {committer->statements, committer->now};
        struct zl_new_seal seal = {.member = entry->member,
            .key = entry->key,
            .seal = entry->seal,
            .keys = keys};

        seal.key_count =
            zl_directory_sealing_keys(zl_shared_own(committer->shared),
                &entry->member, at, keys, ZL_DEVICES_MAX);
        if (!among(keys, seal.key_count, &entry->key)) {
                entry->outcome.detail =
                    "That is no sealing key in force of yours: sync.";
                return ZL_E_RECIPIENTS;
        }
        committer->wrote = true;
        return zl_store_put_seal(
            committer->store, record, &seal, &entry->outcome.fresh);
}

static int take_seal(struct zl_committer *committer, struct entry *entry)
{
        struct zl_record *record = NULL;
        uint8_t *bytes = NULL;
        int status = check_seal(committer, entry);

        if (status != ZL_OK)
                return status;
        record = calloc(1, sizeof(*record));
        if (record == NULL)
                return ZL_E_MEMORY;
        status = find_record(committer, &entry->id, &bytes, record);
        if (status == ZL_OK)
                status = put_seal(committer, entry, record);
        free(bytes);
        free(record);
        return status;
}

int zl_commit_opened(struct zl_committer *committer, const struct zl_id *id,
    const struct zl_id *member, zl_outcome_take *take, void *context)
{
        struct entry *entry = committer__entry(take_opened, take, context);

        if (entry == NULL)
                return ZL_E_MEMORY;
        entry->id = *id;
        entry->member = *member;
        return committer__queue_or_free(committer, entry);
}

int zl_commit_seal(struct zl_committer *committer, const struct zl_id *id,
    const struct zl_id *member, const struct zl_sealing_key *key,
    const struct zl_seal *seal, zl_outcome_take *take, void *context)
{
        struct entry *entry = committer__entry(take_seal, take, context);

        if (entry == NULL)
                return ZL_E_MEMORY;
        entry->id = *id;
        entry->member = *member;
        entry->key = *key;
        entry->seal = *seal;
        return committer__queue_or_free(committer, entry);
}
