/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the client core: everything a client does between the keyboard
 * and the network, and nothing of either.  It is a set of rows, turned into
 * what they mean; commands and answers change it, and what they change are
 * rows to store.  core.h says how a shell uses it; the other files are:
 *
 *   rows, store, load      what is kept, as rows and back
 *   working, outbox        what is queued for the server
 *   sync*, settle, problem requests and answers
 *   records, take, body, wipe    records of others, and what is in them
 *   seal, stale, seen      sealing for those in force, and asking first
 *   own_seals, reseal      seals for newer keys, and for who came later
 *   found, join, organise, note, act, addendum, professional, pass, mark
 *                          the commands
 *   absence, revoke        more of them, of members
 *   root, charter, restore and of the root
 *   devices, recover       codes of one's own, and beginning with one
 *   view, signal, timeline, worklist     what there is to see
 *   print                                and what was printed of it
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core_internal.h"

int core__grow(void *array, size_t count, size_t size)
{
        void *old = NULL;
        void *grown = NULL;

        /* Room is a power of two, so that only these are ever full. */
        if ((count & (count - 1)) != 0)
                return ZL_OK;
        memcpy(&old, array, sizeof(old));
        grown = realloc(old, (count == 0 ? 1 : 2 * count) * size);
        if (grown == NULL)
                return ZL_E_MEMORY;
        memcpy(array, &grown, sizeof(grown));
        return ZL_OK;
}

void core__number(uint64_t number, char ret[static 24])
{
        (void)snprintf(ret, 24, "%llu", (unsigned long long)number);
}

static void set_arg(char ret[static ZL_MSG_ARG_CHARS + 1], const char *text)
{
        size_t size = text == NULL ? 0 : strlen(text);

        /* Never in the middle of a UTF-8 sequence. */
        if (size > ZL_MSG_ARG_CHARS) {
                size = ZL_MSG_ARG_CHARS;
                while (size > 0 && ((unsigned char)text[size] & 0xc0) == 0x80)
                        size--;
        }
        if (size > 0)
                memcpy(ret, text, size);
        ret[size] = '\0';
}

void core__say_all(struct zl_core *core, enum zl_message_id id,
    const char *const args[static ZL_MSG_ARGS])
{
        struct zl_message *message = NULL;

        if (core__grow(&core->messages, core->message_count,
                sizeof(*core->messages)) != ZL_OK) {
                /* What must be told must not get lost. */
                core->broken = ZL_E_MEMORY;
                return;
        }
        message = &core->messages[core->message_count++];
        message->id = id;
        for (size_t i = 0; i < ZL_MSG_ARGS; i++)
                set_arg(message->args[i], args[i]);
}

void core__say(struct zl_core *core, enum zl_message_id id, const char *a,
    const char *b, const char *c, const char *d)
{
        core__say_all(
            core, id, (const char *const[ZL_MSG_ARGS]){a, b, c, d, NULL});
}

bool zl_core_next_message(struct zl_core *core, struct zl_message *ret_message)
{
        if (core->message_next == core->message_count) {
                core->message_next = 0;
                core->message_count = 0;
                return false;
        }
        *ret_message = core->messages[core->message_next++];
        return true;
}

int zl_core_new(struct zl_vault *vault, struct zl_core **ret_core)
{
        struct zl_core *core = calloc(1, sizeof(*core));

        if (core == NULL) {
                zl_vault_free(vault);
                return ZL_E_MEMORY;
        }
        core->vault = vault;
        core->scratch = calloc(CORE__SCRATCH, sizeof(*core->scratch));
        if (core->scratch == NULL) {
                zl_core_free(core);
                return ZL_E_MEMORY;
        }
        core->state.next_item = 1;
        zl_buf_init(&core->request.path, 256);
        zl_buf_init(&core->request.target, 512);
        *ret_core = core;
        return ZL_OK;
}

static void free_kept(struct zl_core *core)
{
        for (size_t i = 0; i < core->pair_count; i++)
                zl_sealing_pair_free(&core->pairs[i].pair);
        free(core->pairs);
        for (size_t i = 0; i < core->loaded_count; i++)
                free(core->loaded[i].bytes);
        free(core->loaded);
        for (size_t i = 0; i < core->card_count; i++)
                zl_wipe(&core->cards[i], sizeof(core->cards[i]));
        free(core->cards);
        for (size_t i = 0; i < core->record_count; i++)
                core__record_free(core->records[i]);
        free(core->records);
        for (size_t i = 0; i < core->body_count; i++)
                free((void *)(uintptr_t)core->bodies[i].row.value.data);
        free(core->bodies);
        for (size_t i = 0; i < core->pending_count; i++)
                free(core->pending[i].bytes);
        free(core->pending);
        for (size_t i = 0; i < core->item_count; i++) {
                free(core->items[i]->bytes);
                free(core->items[i]);
        }
        free(core->items);
        free(core->seen);
        free(core->root_files);
        core__prints_free(core);
        free(core->codes);
        core__scopes_free(&core->extra);
}

void zl_core_free(struct zl_core *core)
{
        if (core == NULL)
                return;
        core__join_free(core);
        core__restore_free(core);
        core__sync_end(core);
        core__question_free(&core->question);
        zl_buf_free(&core->draft);
        free_kept(core);
        zl_signer_free(&core->device);
        zl_signer_free(&core->root);
        zl_directory_free(core->directory);
        zl_directory_free(core->working);
        zl_buf_free(&core->request.path);
        zl_buf_free(&core->request.target);
        core__rows_free(&core->rows);
        free(core->messages);
        free(core->scratch);
        zl_vault_free(core->vault);
        free(core);
}

int core__begin(struct zl_core *core, struct zl_time now)
{
        if (core->broken != ZL_OK)
                return core->broken;
        core->state.now = now;
        return ZL_OK;
}

int core__finish(struct zl_core *core, int status)
{
        if (core->broken == ZL_OK && status != ZL_E_MEMORY && core->dirty) {
                int put = core__put_state(core);

                if (put != ZL_OK)
                        status = put;
                else
                        core->dirty = false;
        }
        /* Memory and rows may no longer agree: the stored rows do. */
        if (status == ZL_E_MEMORY)
                core->broken = status;
        if (core->broken != ZL_OK) {
                core__changes_drop(core);
                return core->broken;
        }
        return status;
}

int zl_core_load(struct zl_core *core, const struct zl_row *row)
{
        int status = core__begin(core, core->state.now);

        if (status == ZL_OK)
                status = core__load(core, row);
        if (status != ZL_OK)
                core->broken = status;
        return status;
}

static int compare_prints(const void *a, const void *b)
{
        const struct core__print *x = a;
        const struct core__print *y = b;

        return x->number < y->number ? -1 : x->number > y->number;
}

/* Does everything hang together? */
static int check_loaded(const struct zl_core *core)
{
        if (core->rows.live == 0)
                return core->had_state ? ZL_E_DAMAGED : ZL_OK;
        if (!core->had_state || core->stored_live != core->rows.live ||
            memcmp(core->stored_check, core->rows.check,
                sizeof(core->stored_check)) != 0)
                return ZL_E_DAMAGED;
        if (!core->profile.joined || core->device.secret == NULL)
                return ZL_E_DAMAGED;
        return ZL_OK;
}

static int compare_items(const void *a, const void *b)
{
        const struct core__item *x = *(struct core__item *const *)a;
        const struct core__item *y = *(struct core__item *const *)b;

        return x->number < y->number ? -1 : x->number > y->number;
}

static int compare_pending(const void *a, const void *b)
{
        const struct core__pending *x = a;
        const struct core__pending *y = b;

        return x->index < y->index ? -1 : x->index > y->index;
}

int zl_core_loaded(struct zl_core *core)
{
        int status = core__begin(core, core->state.now);

        if (status == ZL_OK)
                status = check_loaded(core);
        if (status == ZL_OK && core->profile.joined)
                status = core__load_directory(core);
        if (status != ZL_OK) {
                core->broken = status;
                return status;
        }
        if (core->item_count > 1)
                qsort(core->items, core->item_count, sizeof(*core->items),
                    compare_items);
        if (core->pending_count > 1)
                qsort(core->pending, core->pending_count,
                    sizeof(*core->pending), compare_pending);
        if (core->print_count > 1)
                qsort(core->prints, core->print_count, sizeof(*core->prints),
                    compare_prints);
        core__sort_records(core);
        return ZL_OK;
}

const struct zl_row *zl_core_changes(
    const struct zl_core *core, size_t *ret_count)
{
        *ret_count = core->rows.change_count;
        return core->rows.changes;
}

void zl_core_saved(struct zl_core *core)
{
        core__changes_drop(core);
}
