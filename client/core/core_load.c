/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows read back.  The vault vouches for their bytes, yet every form is read
 * as if it came from outside. */
#include <stdlib.h>
#include <string.h>

#include "core_internal.h"

static void read_id(struct zl_reader *r, struct zl_id *ret)
{
        zl_read_bytes(r, ret->bytes, ZL_ID_SIZE);
}

static void read_hash(struct zl_reader *r, struct zl_hash *ret)
{
        zl_read_bytes(r, ret->bytes, ZL_HASH_SIZE);
}

static bool read_bool(struct zl_reader *r)
{
        uint8_t value = zl_read_u8(r);

        if (r->status == ZL_OK && value > 1)
                r->status = ZL_E_MALFORMED;
        return value == 1;
}

static uint8_t read_ids(struct zl_reader *r, struct zl_id *ret, uint8_t max)
{
        uint8_t count = zl_read_u8(r);

        if (r->status == ZL_OK && count > max)
                r->status = ZL_E_MALFORMED;
        for (uint8_t i = 0; i < count && r->status == ZL_OK; i++)
                read_id(r, &ret[i]);
        return count;
}

/* Copies a part with its length; NULL when it is empty. */
static int read_copy(struct zl_reader *r, uint8_t **ret, size_t *ret_size)
{
        struct zl_bytes view = zl_read_var(r, CORE__VALUE_MAX);

        if (r->status != ZL_OK)
                return r->status;
        *ret_size = view.size;
        return view.size == 0 ? ZL_OK
                              : zl_bytes_copy(view.data, view.size, ret);
}

static int load_profile(struct zl_core *core, struct zl_reader *r)
{
        struct core__profile p = {.joined = true};
        struct zl_bytes origin = zl_read_var(r, ZL_ORIGIN_CHARS);

        if (origin.size > 0)
                memcpy(p.origin, origin.data, origin.size);
        zl_read_bytes(r, p.root.bytes, ZL_SIGN_KEY_SIZE);
        read_id(r, &p.member);
        p.role = (enum zl_role)zl_read_u8(r);
        read_hash(r, &p.appointment);
        zl_read_bytes(r, p.log_key.bytes, ZL_SIGN_KEY_SIZE);
        p.organisation = zl_organisation_of(&p.root);
        core->profile = p;
        return zl_reader_end(r);
}

static int load_state(struct zl_core *core, struct zl_reader *r)
{
        struct core__state s = {.has_head = false};

        core->stored_live = zl_read_u64(r);
        zl_read_bytes(r, core->stored_check, sizeof(core->stored_check));
        s.next_item = zl_read_u64(r);
        s.next_statement = zl_read_u64(r);
        s.next_record = zl_read_u64(r);
        s.statement_time.ms = zl_read_u64(r);
        s.record_time.ms = zl_read_u64(r);
        s.claim = zl_read_u64(r);
        read_hash(r, &s.claim_hash);
        s.good = read_bool(r);
        s.met = read_bool(r);
        s.forked = read_bool(r);
        zl_read_bytes(r, s.forked_from.bytes, ZL_ID_SIZE);
        s.charter = zl_read_u64(r);
        zl_read_bytes(r, s.log_key.bytes, ZL_SIGN_KEY_SIZE);
        s.now.ms = zl_read_u64(r);
        s.has_head = read_bool(r);
        if (s.has_head)
                zl_head_read(r, &s.head);
        core->state = s;
        core->had_state = true;
        return zl_reader_end(r);
}

static int load_seed(struct zl_signer *signer, struct zl_reader *r)
{
        struct zl_bytes seed = zl_read_view(r, ZL_SEED_SIZE);
        int status = zl_reader_end(r);

        if (status == ZL_OK && signer->secret != NULL)
                status = ZL_E_MALFORMED;
        return status == ZL_OK ? zl_signer_of_seed(seed.data, signer) : status;
}

static int load_root_file(struct zl_core *core, struct zl_reader *r)
{
        struct core__root_file file;
        int status = core__grow(&core->root_files, core->root_file_count,
            sizeof(*core->root_files));

        if (status != ZL_OK)
                return status;
        zl_read_bytes(r, file.key.bytes, ZL_SIGN_KEY_SIZE);
        file.made.ms = zl_read_u64(r);
        file.checked.ms = zl_read_u64(r);
        core->root_files[core->root_file_count++] = file;
        return zl_reader_end(r);
}

static int load_print(
    struct zl_core *core, struct zl_bytes key, struct zl_reader *r)
{
        struct core__print print = {.taken_out = NULL};
        struct zl_reader number = zl_reader_of(key.data, key.size);
        struct zl_bytes words;
        bool kept = false;
        int status =
            core__grow(&core->prints, core->print_count, sizeof(*core->prints));

        print.number = zl_read_u64(&number);
        print.time.ms = zl_read_u64(r);
        read_id(r, &print.signal);
        print.what_for = (enum zl_print_for)zl_read_u8(r);
        kept = read_bool(r);
        words = zl_read_var(r, ZL_PRINT_WORDS_MAX);
        if (status == ZL_OK)
                status = zl_reader_end(&number);
        if (status == ZL_OK)
                status = zl_reader_end(r);
        if (status == ZL_OK && kept)
                status =
                    zl_bytes_copy(words.data, words.size, &print.taken_out);
        if (status == ZL_OK)
                core->prints[core->print_count++] = print;
        return status;
}

static int load_pair(
    struct zl_core *core, struct zl_bytes key, struct zl_reader *r)
{
        struct zl_bytes secret = zl_read_view(r, 32);
        struct core__pair pair = {.made = {zl_read_u64(r)}};
        int status = zl_reader_end(r);

        if (status == ZL_OK)
                status = core__grow(
                    &core->pairs, core->pair_count, sizeof(*core->pairs));
        if (status == ZL_OK)
                status = zl_sealing_pair_of(secret.data, &pair.pair);
        if (status != ZL_OK)
                return status;
        core->pairs[core->pair_count++] = pair;
        return key.size == ZL_SEALING_KEY_SIZE &&
                memcmp(pair.pair.key.bytes, key.data, key.size) == 0
            ? ZL_OK
            : ZL_E_MALFORMED;
}

static int load_statement(struct zl_core *core, struct zl_reader *r)
{
        struct core__loaded loaded = {.bytes = NULL};
        int status = ZL_OK;

        loaded.at.position = zl_read_u64(r);
        loaded.at.time.ms = zl_read_u64(r);
        status = read_copy(r, &loaded.bytes, &loaded.size);
        if (status == ZL_OK)
                status = zl_reader_end(r);
        if (status == ZL_OK)
                status = core__grow(
                    &core->loaded, core->loaded_count, sizeof(*core->loaded));
        if (status != ZL_OK) {
                free(loaded.bytes);
                return status;
        }
        core->loaded[core->loaded_count++] = loaded;
        return ZL_OK;
}

static int load_card(struct zl_core *core, struct zl_reader *r)
{
        struct zl_bytes bytes = zl_read_var(r, ZL_CARD_MAX);
        struct core__card card;
        int status = zl_reader_end(r);

        if (status == ZL_OK)
                status = zl_card_parse(bytes.data, bytes.size, &card.document);
        if (status == ZL_OK)
                status = core__grow(
                    &core->cards, core->card_count, sizeof(*core->cards));
        if (status != ZL_OK)
                return status;
        card.hash = zl_hash_of(bytes.data, bytes.size);
        core->cards[core->card_count++] = card;
        return ZL_OK;
}

static void read_record_lists(struct zl_reader *r, struct core__record *record)
{
        record->has_key = read_bool(r);
        record->behind = read_bool(r);
        record->left_out_count = read_ids(r, record->left_out, ZL_LEFT_OUT_MAX);
        record->sealed_count = zl_read_u8(r);
        if (r->status == ZL_OK && record->sealed_count > CORE__SEALED_MAX)
                r->status = ZL_E_MALFORMED;
        for (uint8_t i = 0; i < record->sealed_count && r->status == ZL_OK; i++)
                zl_read_bytes(r, record->sealed[i].bytes, ZL_SEALING_KEY_SIZE);
        record->declined_count = read_ids(r, record->declined, ZL_PERSONS_MAX);
}

static int read_record(struct zl_reader *r, struct core__record *record)
{
        int status = ZL_OK;

        read_id(r, &record->id);
        record->kind = (enum zl_kind)zl_read_u8(r);
        read_id(r, &record->signal);
        read_id(r, &record->club);
        zl_read_bytes(r, record->device.bytes, ZL_SIGN_KEY_SIZE);
        read_id(r, &record->author);
        record->author_role = (enum zl_role)zl_read_u8(r);
        read_hash(r, &record->hash);
        read_hash(r, &record->follows);
        record->progress = (enum zl_progress)zl_read_u8(r);
        record->logged = read_bool(r);
        record->index = zl_read_u64(r);
        record->statements = zl_read_u64(r);
        record->time.ms = zl_read_u64(r);
        record->wanted = read_bool(r);
        record->closed = read_bool(r);
        record->has_body = read_bool(r);
        record->person_count = read_ids(r, record->persons, ZL_PERSONS_MAX);
        read_record_lists(r, record);
        status = read_copy(r, &record->bytes, &record->size);
        return status == ZL_OK ? zl_reader_end(r) : status;
}

static int load_record(struct zl_core *core, struct zl_reader *r)
{
        struct core__record *record = calloc(1, sizeof(*record));
        int status = ZL_E_MEMORY;

        if (record == NULL)
                return status;
        status = read_record(r, record);
        if (status == ZL_OK)
                status = core__grow(
                    &core->records, core->record_count, sizeof(record));
        if (status != ZL_OK) {
                core__record_free(record);
                return status;
        }
        core->records[core->record_count++] = record;
        return ZL_OK;
}

/* Kept encrypted: it is only looked at when somebody wants to read it. */
static int load_body(struct zl_core *core, const struct zl_row *row,
    enum core__row kind, struct zl_reader *r)
{
        struct core__body body = {.kind = kind, .row = *row};
        uint8_t *copy = NULL;
        int status = ZL_OK;

        read_id(r, &body.id);
        (void)zl_read_var(r, CORE__VALUE_MAX);
        status = zl_reader_end(r);
        if (status == ZL_OK)
                status = core__grow(
                    &core->bodies, core->body_count, sizeof(*core->bodies));
        if (status == ZL_OK)
                status = zl_bytes_copy(row->value.data, row->value.size, &copy);
        if (status != ZL_OK)
                return status;
        body.row.value.data = copy;
        core->bodies[core->body_count++] = body;
        return ZL_OK;
}

static int load_pending(struct zl_core *core, struct zl_reader *r)
{
        struct core__pending pending = {.bytes = NULL};
        int status = ZL_OK;

        read_id(r, &pending.id);
        read_id(r, &pending.signal);
        pending.index = zl_read_u64(r);
        pending.statements = zl_read_u64(r);
        pending.time.ms = zl_read_u64(r);
        pending.told = read_bool(r);
        status = read_copy(r, &pending.bytes, &pending.size);
        if (status == ZL_OK)
                status = zl_reader_end(r);
        if (status == ZL_OK)
                status = core__grow(&core->pending, core->pending_count,
                    sizeof(*core->pending));
        if (status != ZL_OK) {
                free(pending.bytes);
                return status;
        }
        core->pending[core->pending_count++] = pending;
        return ZL_OK;
}

static int read_item(struct zl_reader *r, struct core__item *item)
{
        int status = ZL_OK;

        item->number = zl_read_u64(r);
        item->type = (enum core__item_type)zl_read_u8(r);
        item->state = (enum core__item_state)zl_read_u8(r);
        item->quiet = read_bool(r);
        item->rung = read_bool(r);
        item->tries = zl_read_u8(r);
        item->first_try.ms = zl_read_u64(r);
        item->rests_on = zl_read_u64(r);
        item->what = (enum zl_statement_type)zl_read_u8(r);
        read_id(r, &item->id);
        read_hash(r, &item->hash);
        item->left_out_count = read_ids(r, item->left_out, ZL_LEFT_OUT_MAX);
        item->chosen_count = read_ids(r, item->chosen, ZL_PERSONS_MAX);
        status = read_copy(r, &item->bytes, &item->size);
        return status == ZL_OK ? zl_reader_end(r) : status;
}

static int load_item(struct zl_core *core, struct zl_reader *r)
{
        struct core__item *item = calloc(1, sizeof(*item));
        int status = ZL_E_MEMORY;

        if (item == NULL)
                return status;
        status = read_item(r, item);
        if (status == ZL_OK)
                status =
                    core__grow(&core->items, core->item_count, sizeof(item));
        if (status != ZL_OK) {
                free(item->bytes);
                free(item);
                return status;
        }
        core->items[core->item_count++] = item;
        return ZL_OK;
}

static int load_seen(struct zl_core *core, struct zl_reader *r)
{
        uint32_t count = zl_read_u32(r);

        for (uint32_t i = 0; i < count && r->status == ZL_OK; i++) {
                struct core__seen seen;
                int status = core__grow(
                    &core->seen, core->seen_count, sizeof(*core->seen));

                if (status != ZL_OK)
                        return status;
                read_id(r, &seen.member);
                zl_read_bytes(r, seen.device.bytes, ZL_SIGN_KEY_SIZE);
                seen.shown = read_bool(r);
                core->seen[core->seen_count++] = seen;
        }
        return zl_reader_end(r);
}

static int load_code(struct zl_core *core, struct zl_reader *r)
{
        struct core__code code;
        int status = ZL_OK;

        code.kind = (enum zl_code_kind)zl_read_u8(r);
        code.used = read_bool(r);
        zl_read_bytes(r, code.key.bytes, ZL_SIGN_KEY_SIZE);
        zl_read_bytes(r, code.sealing.bytes, ZL_SEALING_KEY_SIZE);
        code.made.ms = zl_read_u64(r);
        status = zl_reader_end(r);
        if (status == ZL_OK)
                status = core__grow(
                    &core->codes, core->code_count, sizeof(*core->codes));
        if (status == ZL_OK)
                core->codes[core->code_count++] = code;
        return status;
}

static int load_sight(struct zl_core *core, struct zl_reader *r)
{
        uint32_t count = zl_read_u32(r);

        for (uint32_t i = 0; i < count && r->status == ZL_OK; i++) {
                struct zl_id id;
                int status = ZL_OK;

                read_id(r, &id);
                if (r->status == ZL_OK)
                        status = core__scopes_add(&core->extra, &id);
                if (status != ZL_OK)
                        return status;
        }
        return zl_reader_end(r);
}

static int load_value(struct zl_core *core, const struct zl_row *row,
    uint8_t kind, struct zl_bytes key, struct zl_reader *r)
{
        if (zl_read_u8(r) != CORE__ROW_VERSION)
                return ZL_E_VERSION;
        switch ((enum core__row)kind) {
        case CORE__STATE:
                return load_state(core, r);
        case CORE__PROFILE:
                return load_profile(core, r);
        case CORE__DEVICE:
                return load_seed(&core->device, r);
        case CORE__ROOT:
                core->root_kept = true;
                return load_seed(&core->root, r);
        case CORE__ROOT_FILE:
                return load_root_file(core, r);
        case CORE__PRINT:
                return load_print(core, key, r);
        case CORE__SEALING:
                return load_pair(core, key, r);
        case CORE__STATEMENT:
                return load_statement(core, r);
        case CORE__CARD:
                return load_card(core, r);
        case CORE__RECORD:
                return load_record(core, r);
        case CORE__BODY:
        case CORE__KEY:
                return load_body(core, row, (enum core__row)kind, r);
        case CORE__PENDING:
                return load_pending(core, r);
        case CORE__ITEM:
                return load_item(core, r);
        case CORE__SEEN:
                return load_seen(core, r);
        case CORE__SIGHT:
                return load_sight(core, r);
        case CORE__CODE:
                return load_code(core, r);
        case CORE__DRAFT:
                return core__draft_load(core, r);
        }
        return ZL_E_MALFORMED;
}

int core__load(struct zl_core *core, const struct zl_row *row)
{
        struct zl_bytes key;
        struct zl_bytes plain;
        struct zl_reader r;
        struct zl_buf buf;
        uint8_t kind = 0;
        int status = ZL_OK;

        zl_buf_init(&buf, CORE__VALUE_MAX + 256);
        status =
            zl_vault_unlock_row(core->vault, row, &buf, &kind, &key, &plain);
        if (status == ZL_OK) {
                r = zl_reader_of(plain.data, plain.size);
                status = load_value(core, row, kind, key, &r);
        }
        if (status == ZL_OK && kind != CORE__STATE)
                status = core__rows_load(core, row);
        zl_buf_free(&buf);
        return status == ZL_OK || status == ZL_E_MEMORY ||
                status == ZL_E_VERSION
            ? status
            : ZL_E_DAMAGED;
}

static int compare_loaded(const void *a, const void *b)
{
        const struct core__loaded *x = a;
        const struct core__loaded *y = b;

        return x->at.position < y->at.position
            ? -1
            : x->at.position > y->at.position;
}

static int add_loaded(struct zl_core *core, const struct core__loaded *loaded)
{
        struct zl_statement *statement = NULL;
        int status = zl_statement_parse(loaded->bytes, loaded->size,
            &core->profile.organisation, &statement);

        if (status == ZL_OK)
                status =
                    zl_directory_add(core->directory, statement, loaded->at);
        if (status != ZL_OK)
                zl_statement_free(statement);
        return status == ZL_OK || status == ZL_E_MEMORY ? status : ZL_E_DAMAGED;
}

int core__load_directory(struct zl_core *core)
{
        int status = zl_directory_new(&core->profile.root, &core->directory);

        if (core->loaded_count > 1)
                qsort(core->loaded, core->loaded_count, sizeof(*core->loaded),
                    compare_loaded);
        for (size_t i = 0; i < core->loaded_count && status == ZL_OK; i++)
                status = add_loaded(core, &core->loaded[i]);
        for (size_t i = 0; i < core->loaded_count; i++)
                free(core->loaded[i].bytes);
        free(core->loaded);
        core->loaded = NULL;
        core->loaded_count = 0;
        return status;
}
