/* SPDX-License-Identifier: EUPL-1.2 */
/* The directory's lists and look-ups.  Ids and keys are chosen by others, who
 * must not be able to make them collide: hashing is universal (pairwise
 * products of words, Carter and Wegman) with random seeds. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "directory_internal.h"

enum { WORDS = DIRECTORY__KEY_SIZE / 4, ROOM_MIN = 16 };

struct directory__slot {
        uint8_t key[DIRECTORY__KEY_SIZE];
        size_t value; /* NONE: the slot is free */
};

void directory__list_init(struct directory__list *list, size_t size)
{
        *list = (struct directory__list){.size = size};
}

void directory__list_free(struct directory__list *list)
{
        free(list->data);
        list->data = NULL;
        list->count = 0;
        list->room = 0;
}

int directory__list_reserve(struct directory__list *list, size_t extra)
{
        size_t room = list->room == 0 ? ROOM_MIN : list->room;
        void *data = NULL;

        if (extra <= list->room - list->count)
                return ZL_OK;
        while (room - list->count < extra) {
                if (room > SIZE_MAX / 2 / list->size)
                        return ZL_E_MEMORY;
                room *= 2;
        }
        data = realloc(list->data, room * list->size);
        if (data == NULL)
                return ZL_E_MEMORY;
        list->data = data;
        list->room = room;
        return ZL_OK;
}

size_t directory__list_add(struct directory__list *list, const void *item)
{
        assert(list->count < list->room);
        memcpy(
            (uint8_t *)list->data + list->count * list->size, item, list->size);
        return list->count++;
}

void *directory__list_at(const struct directory__list *list, size_t i)
{
        assert(i < list->count);
        return (uint8_t *)list->data + i * list->size;
}

void directory__table_init(struct directory__table *table)
{
        *table = (struct directory__table){.slots = NULL};
        zl_random(table->seed, sizeof(table->seed));
}

void directory__table_free(struct directory__table *table)
{
        free(table->slots);
        table->slots = NULL;
        table->room = 0;
        table->count = 0;
}

static size_t hash_of(const struct directory__table *table, const uint8_t *key)
{
        uint32_t words[WORDS];
        uint64_t sum = table->seed[WORDS];

        memcpy(words, key, sizeof(words));
        for (size_t i = 0; i < WORDS; i += 2)
                sum += (table->seed[i] + words[i]) *
                    (table->seed[i + 1] + words[i + 1]);
        return (size_t)(sum >> 32);
}

/* The slot that has the key, or the free one where it belongs. */
static struct directory__slot *slot_of(
    const struct directory__table *table, const uint8_t *key)
{
        size_t i = hash_of(table, key) & (table->room - 1);

        while (table->slots[i].value != DIRECTORY__NONE &&
            memcmp(table->slots[i].key, key, DIRECTORY__KEY_SIZE) != 0)
                i = (i + 1) & (table->room - 1);
        return &table->slots[i];
}

/* At most half full, so that a search ends soon. */
int directory__table_reserve(struct directory__table *table, size_t extra)
{
        struct directory__table larger = *table;

        if (2 * (table->count + extra) <= table->room)
                return ZL_OK;
        larger.room = table->room == 0 ? ROOM_MIN : table->room;
        while (larger.room < 2 * (table->count + extra))
                larger.room *= 2;
        larger.slots = calloc(larger.room, sizeof(*larger.slots));
        if (larger.slots == NULL)
                return ZL_E_MEMORY;
        for (size_t i = 0; i < larger.room; i++)
                larger.slots[i].value = DIRECTORY__NONE;
        for (size_t i = 0; i < table->room; i++) {
                if (table->slots[i].value != DIRECTORY__NONE)
                        *slot_of(&larger, table->slots[i].key) =
                            table->slots[i];
        }
        free(table->slots);
        *table = larger;
        return ZL_OK;
}

void directory__table_set(struct directory__table *table, const uint8_t *key,
    size_t size, size_t value)
{
        uint8_t whole[DIRECTORY__KEY_SIZE] = {0};
        struct directory__slot *slot = NULL;

        assert(size <= sizeof(whole) && value != DIRECTORY__NONE);
        memcpy(whole, key, size);
        assert(table->room > 0);
        slot = slot_of(table, whole);
        if (slot->value == DIRECTORY__NONE) {
                assert(2 * (table->count + 1) <= table->room);
                table->count++;
                memcpy(slot->key, whole, sizeof(whole));
        }
        slot->value = value;
}

size_t directory__table_get(
    const struct directory__table *table, const uint8_t *key, size_t size)
{
        uint8_t whole[DIRECTORY__KEY_SIZE] = {0};

        assert(size <= sizeof(whole));
        if (table->room == 0)
                return DIRECTORY__NONE;
        memcpy(whole, key, size);
        return slot_of(table, whole)->value;
}
