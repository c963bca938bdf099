/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Sealing keys are replaced about monthly.  Whatever this device can open is
 * sealed once more to every key of its member that lacks a seal: newer ones,
 * and those of other devices (docs/protocol.md, 3.4).  An old secret is wiped
 * once nothing needs it: the log shows the newer key, all records before that
 * were listed, and every seal was made anew. */
#include <stdlib.h>
#include <string.h>

#include "core_codes.h"

enum { ADDED_SIZE = ZL_SEALING_KEY_SIZE + ZL_SEAL_SIZE };

/* Own sealing keys in force. */
struct own_keys {
        struct zl_sealing_entry all[ZL_RECIPIENTS_MAX];
        size_t count;
        const struct zl_sealing_entry *here; /* of this device, or NULL */
};

static void find_own_keys(const struct zl_core *core, struct own_keys *ret)
{
        ret->here = NULL;
        ret->count =
            zl_directory_sealing_keys(core->directory, &core->profile.member,
                core__point(core), ret->all, ZL_RECIPIENTS_MAX);
        for (size_t i = 0; i < ret->count; i++) {
                if (zl_sign_key_equal(&ret->all[i].device, &core->device.key))
                        ret->here = &ret->all[i];
        }
}

static bool is_sealed_to(
    const struct core__record *record, const struct zl_sealing_key *key)
{
        for (uint8_t i = 0; i < record->sealed_count; i++) {
                if (zl_sealing_key_equal(&record->sealed[i], key))
                        return true;
        }
        return false;
}

static void add_sealed(
    struct core__record *record, const struct zl_sealing_key *key)
{
        if (!is_sealed_to(record, key) &&
            record->sealed_count < CORE__SEALED_MAX)
                record->sealed[record->sealed_count++] = *key;
}

void core__take_seals(const struct zl_core *core,
    const struct zl_record *record, struct core__record *kept)
{
        const struct zl_context *context = &record->context;

        kept->sealed_count = 0;
        for (uint8_t i = 0; i < record->added_count; i++)
                add_sealed(kept, &record->added[i].key);
        for (uint8_t i = 0; i < context->recipient_count; i++) {
                if (record->seals[i].present &&
                    zl_id_equal(
                        &context->recipients[i].member, &core->profile.member))
                        add_sealed(kept, &context->recipients[i].key);
        }
}

/* May the server take a seal of this record from us? */
static bool may_seal(
    const struct zl_core *core, const struct core__record *record)
{
        struct zl_signal_facts facts;
        unsigned relations = 0;

        core__facts(core, &record->signal, true, ZL_POSITION_END, &facts);
        if (core__holds(core, &facts, &core->profile.member))
                relations |= ZL_REL_HOLDER;
        if (core__among(
                record->persons, record->person_count, &core->profile.member))
                relations |= ZL_REL_RECIPIENT;
        return facts.state != ZL_STATE_NONE &&
            zl_policy_allows(ZL_ACT_PUT_SEAL, zl_actor_of(core->profile.role),
                relations, facts.state);
}

static bool can_seal(
    const struct zl_core *core, const struct core__record *record)
{
        return record->logged && record->bytes != NULL && !record->closed &&
            !zl_kind_is_status(record->kind) && core__can_open(core, record);
}

static bool is_queued(const struct zl_core *core, const struct zl_id *record,
    const struct zl_sealing_key *key)
{
        for (size_t i = 0; i < core->item_count; i++) {
                const struct core__item *item = core->items[i];

                if (item->type == CORE__ITEM_SEAL &&
                    zl_id_equal(&item->id, record) &&
                    memcmp(item->hash.bytes, key->bytes, sizeof(*key)) == 0)
                        return true;
        }
        return false;
}

static int queue_seal(struct zl_core *core, const struct core__record *record,
    const struct zl_record *parsed, const struct zl_secret *content_key,
    const struct zl_sealing_key *key)
{
        struct core__item item = {.type = CORE__ITEM_SEAL,
            .state = CORE__WAITING,
            .quiet = true,
            .id = record->id};
        struct zl_seal seal;
        int status = zl_envelope_reseal(parsed, content_key, key, &seal);

        memcpy(item.hash.bytes, key->bytes, sizeof(*key));
        if (status == ZL_OK)
                status = core__queue(core, &item,
                    (struct zl_bytes){seal.bytes, sizeof(seal.bytes)}, NULL);
        return status == ZL_E_MEMORY ? status : ZL_OK;
}

static int seal_record(struct zl_core *core, const struct core__record *record,
    const struct own_keys *keys, struct zl_record *room)
{
        struct zl_secret *content_key = NULL;
        int status = core__parse(core, record, room);

        if (status == ZL_OK)
                status = core__content_key(core, record, room, &content_key);
        for (size_t i = 0; i < keys->count && status == ZL_OK; i++) {
                const struct zl_sealing_key *key = &keys->all[i].key;

                if (!is_sealed_to(record, key) &&
                    !is_queued(core, &record->id, key))
                        status =
                            queue_seal(core, record, room, content_key, key);
        }
        zl_secret_free(content_key);
        return status == ZL_E_MEMORY ? status : ZL_OK;
}

static bool lacks(
    const struct core__record *record, const struct own_keys *keys)
{
        for (size_t i = 0; i < keys->count; i++) {
                if (!is_sealed_to(record, &keys->all[i].key))
                        return true;
        }
        return false;
}

/* ---- A seal that the server has ---- */

/* What is kept is as lists will show it: sorted by key, at most six. */
static int rebuild_added(struct core__record *record,
    const struct zl_record *parsed, const struct zl_sealing_key *key,
    struct zl_bytes seal, const struct own_keys *keys, struct zl_buf *buf)
{
        size_t head = record->size - 1 - parsed->added_count * ADDED_SIZE;
        struct zl_added_seal added[ZL_ADDED_MAX + 1];
        uint8_t count = 0;

        for (uint8_t i = 0; i < parsed->added_count; i++) {
                bool in_force = false;

                for (size_t k = 0; k < keys->count; k++)
                        in_force = in_force ||
                            zl_sealing_key_equal(
                                &keys->all[k].key, &parsed->added[i].key);
                if (in_force &&
                    !zl_sealing_key_equal(&parsed->added[i].key, key))
                        added[count++] = parsed->added[i];
        }
        if (count == ZL_ADDED_MAX)
                return ZL_E_TOO_LARGE;
        for (uint8_t i = count++;; i--) {
                if (i > 0 &&
                    memcmp(added[i - 1].key.bytes, key->bytes, sizeof(*key)) >
                        0) {
                        added[i] = added[i - 1];
                        continue;
                }
                added[i].key = *key;
                memcpy(added[i].seal.bytes, seal.data, ZL_SEAL_SIZE);
                break;
        }
        zl_put_bytes(buf, record->bytes, head);
        zl_put_u8(buf, count);
        for (uint8_t i = 0; i < count; i++) {
                zl_put_bytes(buf, added[i].key.bytes, ZL_SEALING_KEY_SIZE);
                zl_put_bytes(buf, added[i].seal.bytes, ZL_SEAL_SIZE);
        }
        return buf->status;
}

int core__seal_made(struct zl_core *core, const struct core__item *item)
{
        struct zl_record *parsed = &core->scratch[CORE__SCRATCH_JUDGED];
        struct core__record *record = core__record(core, &item->id);
        struct zl_sealing_key key;
        struct own_keys keys;
        struct zl_buf buf;
        uint8_t *copy = NULL;
        size_t size = 0;
        int status = ZL_OK;

        if (record == NULL || record->bytes == NULL)
                return ZL_OK;
        find_own_keys(core, &keys);
        memcpy(key.bytes, item->hash.bytes, sizeof(key.bytes));
        zl_buf_init(&buf, ZL_RECORD_MAX);
        status = core__parse(core, record, parsed);
        if (status == ZL_OK)
                status = rebuild_added(record, parsed, &key,
                    (struct zl_bytes){item->bytes, item->size}, &keys, &buf);
        if (status == ZL_OK)
                status = zl_bytes_copy(buf.data, buf.size, &copy);
        size = buf.size;
        zl_buf_free(&buf);
        if (status != ZL_OK)
                return status == ZL_E_MEMORY ? status : ZL_OK;
        free(record->bytes);
        record->bytes = copy;
        record->size = size;
        status = core__parse(core, record, parsed);
        if (status == ZL_OK)
                core__take_seals(core, parsed, record);
        return core__put_record(core, record);
}

/* ---- Old secrets ---- */

/* Is there a record that only this secret opens? */
static bool needs(const struct zl_core *core, const struct core__pair *pair,
    const struct own_keys *keys)
{
        for (size_t i = 0; i < core->record_count; i++) {
                const struct core__record *record = core->records[i];

                if (record->closed || record->has_key ||
                    zl_kind_is_status(record->kind))
                        continue;
                /* Ours, and not listed yet. */
                if (record->bytes == NULL && record->sealed_count == 0 &&
                    record->has_body)
                        return true;
                if (is_sealed_to(record, &pair->pair.key) &&
                    !is_sealed_to(record, &keys->here->key) &&
                    may_seal(core, record))
                        return true;
        }
        return false;
}

static int wipe_old(struct zl_core *core, const struct own_keys *keys)
{
        const struct core__pair *newest = NULL;
        int status = ZL_OK;

        for (size_t i = 0; keys->here != NULL && i < core->pair_count; i++) {
                if (zl_sealing_key_equal(
                        &core->pairs[i].pair.key, &keys->here->key))
                        newest = &core->pairs[i];
        }
        if (newest == NULL || core->pending_count > 0)
                return ZL_OK;
        for (size_t i = 0; i < core->pair_count && status == ZL_OK;) {
                struct core__pair *pair = &core->pairs[i];

                if (pair->made.ms >= newest->made.ms ||
                    core__waits_for_code(core, &pair->pair.key) ||
                    needs(core, pair, keys)) {
                        i++;
                        continue;
                }
                status = core__delete(core, CORE__SEALING, pair->pair.key.bytes,
                    ZL_SEALING_KEY_SIZE);
                zl_sealing_pair_free(&pair->pair);
                core->pair_count--;
                memmove(pair, pair + 1, (core->pair_count - i) * sizeof(*pair));
                if (newest > pair)
                        newest--;
        }
        return status;
}

bool core__all_sealed(const struct zl_core *core)
{
        struct own_keys keys;

        find_own_keys(core, &keys);
        if (keys.here == NULL || core->pending_count > 0)
                return false;
        for (size_t i = 0; i < core->item_count; i++) {
                if (core->items[i]->type == CORE__ITEM_SEAL)
                        return false;
        }
        for (size_t i = 0; i < core->record_count; i++) {
                const struct core__record *record = core->records[i];

                if (can_seal(core, record) &&
                    !is_sealed_to(record, &keys.here->key) &&
                    may_seal(core, record))
                        return false;
        }
        return true;
}

int core__seal_own(struct zl_core *core)
{
        struct zl_record *room = NULL;
        struct own_keys keys;
        int status = ZL_OK;

        find_own_keys(core, &keys);
        if (keys.here == NULL)
                return ZL_OK;
        room = calloc(1, sizeof(*room));
        if (room == NULL)
                return ZL_E_MEMORY;
        for (size_t i = 0; i < core->record_count && status == ZL_OK; i++) {
                const struct core__record *record = core->records[i];

                if (can_seal(core, record) && lacks(record, &keys) &&
                    may_seal(core, record))
                        status = seal_record(core, record, &keys, room);
        }
        free(room);
        return status == ZL_OK ? wipe_old(core, &keys) : status;
}
