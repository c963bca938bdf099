/* SPDX-License-Identifier: EUPL-1.2 */
/* What is kept, written as rows.  core_load.c reads the same forms. */
#include <stdlib.h>
#include <string.h>

#include "core_codes.h"

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

void core__number_key(uint64_t number, uint8_t ret[static 8])
{
        for (unsigned i = 0; i < 8; i++)
                ret[i] = (uint8_t)(number >> (56 - 8 * i));
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
        zl_put_u8(&buf, s->forked);
        put_id(&buf, &s->forked_from);
        zl_put_u64(&buf, s->charter);
        zl_put_bytes(&buf, s->log_key.bytes, ZL_SIGN_KEY_SIZE);
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

int core__put_root_file(
    struct zl_core *core, const struct core__root_file *file)
{
        struct zl_buf buf;

        begin_row(&buf);
        zl_put_bytes(&buf, file->key.bytes, ZL_SIGN_KEY_SIZE);
        zl_put_u64(&buf, file->made.ms);
        zl_put_u64(&buf, file->checked.ms);
        return end_row(
            core, CORE__ROOT_FILE, file->key.bytes, ZL_SIGN_KEY_SIZE, &buf);
}

int core__put_print(struct zl_core *core, const struct core__print *print,
    const uint8_t key[static 8])
{
        const char *words = (const char *)print->taken_out;
        struct zl_buf buf;

        begin_row(&buf);
        zl_put_u64(&buf, print->time.ms);
        put_id(&buf, &print->signal);
        zl_put_u8(&buf, (uint8_t)print->what_for);
        zl_put_u8(&buf, words != NULL);
        zl_put_var(&buf, words, words != NULL ? strlen(words) : 0);
        return end_row(core, CORE__PRINT, key, 8, &buf);
}

int core__put_code(struct zl_core *core, const struct core__code *code)
{
        struct zl_buf buf;

        begin_row(&buf);
        zl_put_u8(&buf, (uint8_t)code->kind);
        zl_put_u8(&buf, code->used);
        zl_put_bytes(&buf, code->key.bytes, ZL_SIGN_KEY_SIZE);
        zl_put_bytes(&buf, code->sealing.bytes, ZL_SEALING_KEY_SIZE);
        zl_put_u64(&buf, code->made.ms);
        return end_row(
            core, CORE__CODE, code->key.bytes, ZL_SIGN_KEY_SIZE, &buf);
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

        core__number_key(at.position, key);
        begin_row(&buf);
        zl_put_u64(&buf, at.position);
        zl_put_u64(&buf, at.time.ms);
        zl_put_var(&buf, statement->bytes.data, statement->bytes.size);
        return end_row(core, CORE__STATEMENT, key, sizeof(key), &buf);
}

/* An account never silently becomes another person's. */
static void look_at_name(
    struct zl_core *core, const struct zl_card_document *card)
{
        for (size_t i = core->card_count; i-- > 0;) {
                const struct zl_card_document *before =
                    &core->cards[i].document;

                if (!zl_id_equal(&before->member, &card->member))
                        continue;
                if (strcmp(before->name, card->name) != 0 &&
                    !zl_id_equal(&card->member, &core->profile.member))
                        core__say(core, ZL_MSG_RENAMED, before->name,
                            card->name, NULL, NULL);
                return;
        }
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
        if (status == ZL_OK) {
                look_at_name(core, &card.document);
                core->cards[core->card_count++] = card;
        }
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
        zl_put_u64(&buf, record->statements);
        zl_put_u64(&buf, record->time.ms);
        zl_put_u8(&buf, record->wanted);
        zl_put_u8(&buf, record->closed);
        zl_put_u8(&buf, record->has_body);
        put_ids(&buf, record->persons, record->person_count);
        zl_put_u8(&buf, record->has_key);
        zl_put_u8(&buf, record->behind);
        put_ids(&buf, record->left_out, record->left_out_count);
        zl_put_u8(&buf, record->sealed_count);
        for (uint8_t i = 0; i < record->sealed_count; i++)
                zl_put_bytes(
                    &buf, record->sealed[i].bytes, ZL_SEALING_KEY_SIZE);
        put_ids(&buf, record->declined, record->declined_count);
        zl_put_var(&buf, record->bytes, record->size);
        return end_row(core, CORE__RECORD, record->id.bytes, ZL_ID_SIZE, &buf);
}

/* The row as it is stored, to be decrypted when it is looked at. */
static int keep_row(
    struct zl_core *core, enum core__row kind, const struct zl_id *id)
{
        struct zl_row row = {.value = {NULL, 0}};
        struct core__body body = {.kind = kind, .id = *id};
        uint8_t *copy = NULL;
        int status = ZL_OK;

        zl_vault_name(core->vault, (uint8_t)kind,
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

static void forget_row(
    struct zl_core *core, enum core__row kind, const struct zl_id *id)
{
        for (size_t i = 0; i < core->body_count; i++) {
                if (core->bodies[i].kind != kind ||
                    !zl_id_equal(&core->bodies[i].id, id))
                        continue;
                free((void *)(uintptr_t)core->bodies[i].row.value.data);
                core->bodies[i] = core->bodies[--core->body_count];
                return;
        }
}

static int keep(struct zl_core *core, enum core__row kind,
    const struct zl_id *id, struct zl_bytes value)
{
        struct zl_buf buf;
        int status = ZL_OK;

        begin_row(&buf);
        put_id(&buf, id);
        zl_put_var(&buf, value.data, value.size);
        status = end_row(core, kind, id->bytes, ZL_ID_SIZE, &buf);
        if (status != ZL_OK)
                return status;
        forget_row(core, kind, id);
        return keep_row(core, kind, id);
}

int core__add_body(struct zl_core *core, struct core__record *record,
    const struct zl_buf *body)
{
        int status = keep(core, CORE__BODY, &record->id, zl_buf_bytes(body));

        if (status == ZL_OK)
                record->has_body = true;
        return status;
}

int core__add_key(struct zl_core *core, struct core__record *record,
    const struct zl_secret *key)
{
        int status = keep(core, CORE__KEY, &record->id,
            (struct zl_bytes){zl_secret_view(key), zl_secret_size(key)});

        if (status == ZL_OK)
                record->has_key = true;
        return status;
}

int core__drop_kept(
    struct zl_core *core, enum core__row kind, const struct zl_id *id)
{
        forget_row(core, kind, id);
        return core__delete(core, kind, id->bytes, ZL_ID_SIZE);
}

int core__read_kept(const struct zl_core *core, enum core__row kind,
    const struct zl_id *id, struct zl_buf *buf)
{
        const struct core__body *found = NULL;
        struct zl_bytes key;
        struct zl_bytes plain;
        struct zl_reader r;
        struct zl_buf row;
        uint8_t stored = 0;
        int status = ZL_OK;

        for (size_t i = 0; i < core->body_count; i++) {
                if (core->bodies[i].kind == kind &&
                    zl_id_equal(&core->bodies[i].id, id))
                        found = &core->bodies[i];
        }
        if (found == NULL)
                return ZL_E_NOT_FOUND;
        zl_buf_init(&row, CORE__VALUE_MAX + 256);
        status = zl_vault_unlock_row(
            core->vault, &found->row, &row, &stored, &key, &plain);
        if (status == ZL_OK) {
                r = zl_reader_of(plain.data, plain.size);
                (void)zl_read_u8(&r); /* version */
                (void)zl_read_view(&r, ZL_ID_SIZE);
                plain = zl_read_var(&r, CORE__VALUE_MAX);
                status = zl_reader_end(&r);
        }
        if (status == ZL_OK) {
                zl_put_bytes(buf, plain.data, plain.size);
                status = buf->status;
        }
        zl_buf_free(&row);
        return status;
}

int core__put_pending(struct zl_core *core, const struct core__pending *pending)
{
        uint8_t key[8];
        struct zl_buf buf;

        core__number_key(pending->index, key);
        begin_row(&buf);
        put_id(&buf, &pending->id);
        put_id(&buf, &pending->signal);
        zl_put_u64(&buf, pending->index);
        zl_put_u64(&buf, pending->statements);
        zl_put_u64(&buf, pending->time.ms);
        zl_put_u8(&buf, pending->told);
        zl_put_var(&buf, pending->bytes, pending->size);
        return end_row(core, CORE__PENDING, key, sizeof(key), &buf);
}

int core__put_item(struct zl_core *core, const struct core__item *item)
{
        uint8_t key[8];
        struct zl_buf buf;

        core__number_key(item->number, key);
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
        put_ids(&buf, item->chosen, item->chosen_count);
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

int core__put_sight(struct zl_core *core)
{
        struct zl_buf buf;

        begin_row(&buf);
        zl_put_u32(&buf, (uint32_t)core->extra.count);
        for (size_t i = 0; i < core->extra.count; i++)
                put_id(&buf, &core->extra.ids[i]);
        return end_row(core, CORE__SIGHT, NULL, 0, &buf);
}
