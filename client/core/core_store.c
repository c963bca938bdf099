/* SPDX-License-Identifier: EUPL-1.2 */
/* What is kept, written as rows.  core_load.c reads the same forms. */
#include <stdlib.h>
#include <string.h>

#include "core_internal.h"

static void begin_row(struct zl_buf *buf)
{
        zl_buf_init(buf, CORE__VALUE_MAX);
        zl_put_u8(buf, CORE__ROW_VERSION);
}

/* Puts the row, and frees its plaintext. */
static int end_row(struct zl_core *core, enum core__row kind, const void *key,
    size_t key_size, struct zl_buf *buf)
{
        int status = core__put(core, kind, key, key_size, buf);

        zl_buf_free(buf);
        return status;
}

static void put_id(struct zl_buf *buf, const struct zl_id *id)
{
        zl_put_bytes(buf, id->bytes, ZL_ID_SIZE);
}

static void put_hash(struct zl_buf *buf, const struct zl_hash *hash)
{
        zl_put_bytes(buf, hash->bytes, ZL_HASH_SIZE);
}

static void put_ids(struct zl_buf *buf, const struct zl_id *ids, uint8_t count)
{
        zl_put_u8(buf, count);
        for (uint8_t i = 0; i < count; i++)
                put_id(buf, &ids[i]);
}

static void position_key(uint64_t position, uint8_t ret[static 8])
{
        for (unsigned i = 0; i < 8; i++)
                ret[i] = (uint8_t)(position >> (56 - 8 * i));
}

int core__put_profile(struct zl_core *core)
{
        const struct core__profile *p = &core->profile;
        struct zl_buf buf;

        begin_row(&buf);
        zl_put_var(&buf, p->origin, strlen(p->origin));
        zl_put_bytes(&buf, p->root.bytes, ZL_SIGN_KEY_SIZE);
        put_id(&buf, &p->member);
        zl_put_u8(&buf, (uint8_t)p->role);
        put_hash(&buf, &p->appointment);
        zl_put_bytes(&buf, p->log_key.bytes, ZL_SIGN_KEY_SIZE);
        return end_row(core, CORE__PROFILE, NULL, 0, &buf);
}

int core__put_state(struct zl_core *core)
{
        const struct core__state *s = &core->state;
        struct zl_buf buf;

        begin_row(&buf);
        zl_put_u64(&buf, core->rows.live);
        zl_put_bytes(&buf, core->rows.check, sizeof(core->rows.check));
        zl_put_u64(&buf, s->next_item);
        zl_put_u64(&buf, s->next_statement);
        zl_put_u64(&buf, s->next_record);
        zl_put_u64(&buf, s->statement_time.ms);
        zl_put_u64(&buf, s->record_time.ms);
        zl_put_u64(&buf, s->claim);
        put_hash(&buf, &s->claim_hash);
        zl_put_u8(&buf, s->good);
        zl_put_u8(&buf, s->met);
        zl_put_u64(&buf, s->now.ms);
        zl_put_u8(&buf, s->has_head);
        if (s->has_head)
                zl_head_write(&s->head, &buf);
        return end_row(core, CORE__STATE, NULL, 0, &buf);
}

int core__put_seed(
    struct zl_core *core, enum core__row kind, const struct zl_signer *signer)
{
        struct zl_secret *seed = NULL;
        struct zl_buf buf;
        int status = zl_secret_new(ZL_SEED_SIZE, &seed);

        if (status != ZL_OK)
                return status;
        zl_signer_seed(signer, zl_secret_bytes(seed));
        begin_row(&buf);
        zl_put_bytes(&buf, zl_secret_view(seed), ZL_SEED_SIZE);
        zl_secret_free(seed);
        return end_row(core, kind, NULL, 0, &buf);
}

int core__add_pair(
    struct zl_core *core, struct zl_sealing_pair *pair, struct zl_time made)
{
        struct zl_buf buf;
        int status =
            core__grow(&core->pairs, core->pair_count, sizeof(*core->pairs));

        if (status != ZL_OK)
                return status;
        begin_row(&buf);
        zl_put_bytes(&buf, zl_secret_view(pair->secret), 32);
        zl_put_u64(&buf, made.ms);
        status = end_row(
            core, CORE__SEALING, pair->key.bytes, ZL_SEALING_KEY_SIZE, &buf);
        if (status != ZL_OK)
                return status;
        core->pairs[core->pair_count++] = (struct core__pair){*pair, made};
        *pair = (struct zl_sealing_pair){.secret = NULL};
        return ZL_OK;
}

int core__put_statement(struct zl_core *core,
    const struct zl_statement *statement, struct zl_point at)
{
        uint8_t key[8];
        struct zl_buf buf;

        position_key(at.position, key);
        begin_row(&buf);
        zl_put_u64(&buf, at.position);
        zl_put_u64(&buf, at.time.ms);
        zl_put_var(&buf, statement->bytes.data, statement->bytes.size);
        return end_row(core, CORE__STATEMENT, key, sizeof(key), &buf);
}

int core__add_card(struct zl_core *core, struct zl_bytes bytes)
{
        struct core__card card = {.hash = zl_hash_of(bytes.data, bytes.size)};
        struct zl_buf buf;
        int status = zl_card_parse(bytes.data, bytes.size, &card.document);

        for (size_t i = 0; i < core->card_count && status == ZL_OK; i++) {
                if (zl_hash_equal(&core->cards[i].hash, &card.hash))
                        return ZL_OK;
        }
        if (status == ZL_OK)
                status = core__grow(
                    &core->cards, core->card_count, sizeof(*core->cards));
        if (status != ZL_OK)
                return status;
        begin_row(&buf);
        zl_put_var(&buf, bytes.data, bytes.size);
        status = end_row(core, CORE__CARD, card.hash.bytes, ZL_HASH_SIZE, &buf);
        if (status == ZL_OK)
                core->cards[core->card_count++] = card;
        return status;
}

int core__put_record(struct zl_core *core, const struct core__record *record)
{
        struct zl_buf buf;

        begin_row(&buf);
        put_id(&buf, &record->id);
        zl_put_u8(&buf, (uint8_t)record->kind);
        put_id(&buf, &record->signal);
        put_id(&buf, &record->club);
        zl_put_bytes(&buf, record->device.bytes, ZL_SIGN_KEY_SIZE);
        put_id(&buf, &record->author);
        zl_put_u8(&buf, (uint8_t)record->author_role);
        put_hash(&buf, &record->hash);
        put_hash(&buf, &record->follows);
        zl_put_u8(&buf, (uint8_t)record->progress);
        zl_put_u8(&buf, record->logged);
        zl_put_u64(&buf, record->index);
        zl_put_u64(&buf, record->time.ms);
        zl_put_u8(&buf, record->wanted);
        zl_put_u8(&buf, record->closed);
        zl_put_u8(&buf, record->has_body);
        put_ids(&buf, record->persons, record->person_count);
        put_ids(&buf, record->holders, record->holder_count);
        zl_put_var(&buf, record->bytes, record->size);
        return end_row(core, CORE__RECORD, record->id.bytes, ZL_ID_SIZE, &buf);
}

/* The row as it is stored, to be decrypted when it is looked at. */
static int keep_body(struct zl_core *core, const struct zl_id *id)
{
        struct zl_row row = {.value = {NULL, 0}};
        struct core__body body = {.id = *id};
        uint8_t *copy = NULL;
        int status = ZL_OK;

        zl_vault_name(core->vault, CORE__BODY,
            (struct zl_bytes){id->bytes, ZL_ID_SIZE}, row.name);
        for (size_t i = core->rows.change_count; i-- > 0;) {
                if (memcmp(core->rows.changes[i].name, row.name,
                        sizeof(row.name)) == 0)
                        row = core->rows.changes[i];
        }
        status = zl_bytes_copy(row.value.data, row.value.size, &copy);
        if (status == ZL_OK)
                status = core__grow(
                    &core->bodies, core->body_count, sizeof(*core->bodies));
        if (status != ZL_OK) {
                free(copy);
                return status;
        }
        body.row = row;
        body.row.value.data = copy;
        core->bodies[core->body_count++] = body;
        return ZL_OK;
}

int core__add_body(struct zl_core *core, struct core__record *record,
    const struct zl_buf *body)
{
        struct zl_buf buf;
        int status = ZL_OK;

        begin_row(&buf);
        put_id(&buf, &record->id);
        zl_put_var(&buf, body->data, body->size);
        status = end_row(core, CORE__BODY, record->id.bytes, ZL_ID_SIZE, &buf);
        if (status == ZL_OK)
                status = keep_body(core, &record->id);
        if (status == ZL_OK)
                record->has_body = true;
        return status;
}

int core__put_item(struct zl_core *core, const struct core__item *item)
{
        uint8_t key[8];
        struct zl_buf buf;

        position_key(item->number, key);
        begin_row(&buf);
        zl_put_u64(&buf, item->number);
        zl_put_u8(&buf, (uint8_t)item->type);
        zl_put_u8(&buf, (uint8_t)item->state);
        zl_put_u8(&buf, item->quiet);
        zl_put_u8(&buf, item->rung);
        zl_put_u8(&buf, item->tries);
        zl_put_u64(&buf, item->first_try.ms);
        zl_put_u64(&buf, item->rests_on);
        zl_put_u8(&buf, (uint8_t)item->what);
        put_id(&buf, &item->id);
        put_hash(&buf, &item->hash);
        put_ids(&buf, item->left_out, item->left_out_count);
        zl_put_var(&buf, item->bytes, item->size);
        return end_row(core, CORE__ITEM, key, sizeof(key), &buf);
}

int core__put_seen(struct zl_core *core)
{
        struct zl_buf buf;

        begin_row(&buf);
        zl_put_u32(&buf, (uint32_t)core->seen_count);
        for (size_t i = 0; i < core->seen_count; i++) {
                put_id(&buf, &core->seen[i].member);
                zl_put_bytes(
                    &buf, core->seen[i].device.bytes, ZL_SIGN_KEY_SIZE);
                zl_put_u8(&buf, core->seen[i].shown);
        }
        return end_row(core, CORE__SEEN, NULL, 0, &buf);
}
