/* SPDX-License-Identifier: EUPL-1.2 */
/* The rows there are and the rows to store.  A check over the names and
 * values of all rows stands in the state row, so that a row that is missing,
 * or an old one put back, is noticed when they are loaded. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core_internal.h"

enum { CHECK_KIND = 255 }; /* no kind of row */

struct core__name {
        uint8_t name[ZL_ROW_NAME_SIZE];
        uint8_t check[ZL_ROW_NAME_SIZE];
        bool used;
        bool live;
};

static void change_free(struct zl_row *row)
{
        if (row->value.size > 0)
                free((void *)(uintptr_t)row->value.data);
        *row = (struct zl_row){.value = {NULL, 0}};
}

void core__changes_drop(struct zl_core *core)
{
        for (size_t i = 0; i < core->rows.change_count; i++)
                change_free(&core->rows.changes[i]);
        core->rows.change_count = 0;
}

void core__rows_free(struct core__rows *rows)
{
        for (size_t i = 0; i < rows->change_count; i++)
                change_free(&rows->changes[i]);
        free(rows->changes);
        free(rows->names);
        *rows = (struct core__rows){.changes = NULL};
}

/* Names are hashes already, so their bytes say where to look. */
static struct core__name *slot_of(
    const struct core__rows *rows, const uint8_t *name)
{
        size_t mask = rows->name_room - 1;
        size_t at = 0;

        for (size_t i = 0; i < sizeof(at); i++)
                at = at << 8 | name[i];
        for (at &= mask; rows->names[at].used; at = (at + 1) & mask) {
                if (memcmp(rows->names[at].name, name, ZL_ROW_NAME_SIZE) == 0)
                        break;
        }
        return &rows->names[at];
}

static int reserve_name(struct core__rows *rows)
{
        struct core__rows old = *rows;
        size_t room = rows->name_room == 0 ? 64 : rows->name_room * 2;

        if (rows->name_count * 2 < rows->name_room)
                return ZL_OK;
        rows->names = calloc(room, sizeof(*rows->names));
        if (rows->names == NULL) {
                rows->names = old.names;
                return ZL_E_MEMORY;
        }
        rows->name_room = room;
        for (size_t i = 0; i < old.name_room; i++) {
                if (old.names[i].used)
                        *slot_of(rows, old.names[i].name) = old.names[i];
        }
        free(old.names);
        return ZL_OK;
}

static void toggle(struct core__rows *rows, const struct core__name *slot)
{
        for (size_t i = 0; i < ZL_ROW_NAME_SIZE; i++)
                rows->check[i] ^= slot->check[i];
}

static void set_name(struct zl_core *core, const struct zl_row *row)
{
        struct core__rows *rows = &core->rows;
        struct core__name *slot = slot_of(rows, row->name);
        struct zl_hasher hasher;
        struct zl_hash hash;

        if (!slot->used)
                rows->name_count++;
        if (slot->live) {
                toggle(rows, slot);
                rows->live--;
        }
        slot->used = true;
        slot->live = row->value.size > 0;
        memcpy(slot->name, row->name, ZL_ROW_NAME_SIZE);
        if (!slot->live)
                return;
        zl_hasher_init(&hasher);
        zl_hasher_add(&hasher, row->name, ZL_ROW_NAME_SIZE);
        zl_hasher_add(&hasher, row->value.data, row->value.size);
        hash = zl_hasher_end(&hasher);
        /* Keyed: whoever keeps old rows cannot reckon which of them together
         * would leave the check as it is. */
        zl_vault_name(core->vault, CHECK_KIND,
            (struct zl_bytes){hash.bytes, sizeof(hash.bytes)}, slot->check);
        toggle(rows, slot);
        rows->live++;
}

int core__rows_load(struct zl_core *core, const struct zl_row *row)
{
        int status = reserve_name(&core->rows);

        if (status != ZL_OK)
                return status;
        if (slot_of(&core->rows, row->name)->live)
                return ZL_E_DAMAGED;
        set_name(core, row);
        return ZL_OK;
}

static struct zl_row *change_of(struct core__rows *rows, const uint8_t *name)
{
        for (size_t i = rows->change_count; i-- > 0;) {
                if (memcmp(rows->changes[i].name, name, ZL_ROW_NAME_SIZE) == 0)
                        return &rows->changes[i];
        }
        return NULL;
}

/* Takes the row over.  The state's own row is not part of its check. */
static int change(struct zl_core *core, struct zl_row *row, bool is_state)
{
        struct core__rows *rows = &core->rows;
        struct zl_row *before = change_of(rows, row->name);
        int status = reserve_name(rows);

        if (status == ZL_OK && before == NULL) {
                status = core__grow(
                    &rows->changes, rows->change_count, sizeof(*row));
                before = &rows->changes[rows->change_count];
                if (status == ZL_OK) {
                        rows->change_count++;
                        *before = (struct zl_row){.value = {NULL, 0}};
                }
        }
        if (status != ZL_OK) {
                change_free(row);
                return status;
        }
        if (!is_state)
                set_name(core, row);
        change_free(before);
        *before = *row;
        return ZL_OK;
}

int core__put(struct zl_core *core, enum core__row kind, const void *key,
    size_t key_size, const struct zl_buf *value)
{
        struct zl_row row = {.value = {NULL, 0}};
        struct zl_buf locked;
        int status = value->status;

        if (status != ZL_OK)
                return status;
        zl_buf_init(&locked, CORE__VALUE_MAX + 256);
        status = zl_vault_lock_row(core->vault, (uint8_t)kind,
            (struct zl_bytes){key, key_size}, zl_buf_bytes(value), row.name,
            &locked);
        if (status != ZL_OK) {
                zl_buf_free(&locked);
                return status;
        }
        row.value = zl_buf_bytes(&locked); /* its memory is the row's now */
        if (kind != CORE__STATE)
                core->dirty = true;
        return change(core, &row, kind == CORE__STATE);
}

int core__delete(
    struct zl_core *core, enum core__row kind, const void *key, size_t key_size)
{
        struct zl_row row = {.value = {NULL, 0}};

        assert(kind != CORE__STATE);
        zl_vault_name(core->vault, (uint8_t)kind,
            (struct zl_bytes){key, key_size}, row.name);
        if (core->rows.name_room == 0 || !slot_of(&core->rows, row.name)->live)
                return ZL_OK;
        core->dirty = true;
        return change(core, &row, false);
}
