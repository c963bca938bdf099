/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the bundles: items copied out of a walk, then written with
 * their paths under one head. What came after that head waits for the next
 * bundle. */
#include <stdlib.h>

#include "api_internal.h"

enum {
        BUNDLE_BYTES = 1024 * 1024,
        BUNDLE_ITEMS = 4096,
        BUNDLE_HEAD = 256, /* more than what stands before the items */
        ITEM_BYTES = 8 + ZL_SALT_SIZE + 8 + 8 + 1 + 4 /* without path */
};

struct api_item {
        struct zl_proof proof;
        uint8_t *data;
        size_t size;
};

int api__bundle_begin(
    struct zl_store *store, enum zl_log log, struct api_bundle *ret_bundle)
{
        struct zl_head head;
        int status = zl_store_head(store, log, ZL_POSITION_END, &head);
        uint64_t size = 0;

        if (status != ZL_OK)
                return status;
        size = log == ZL_LOG_STATEMENTS ? head.statements : head.records;
        *ret_bundle = (struct api_bundle){
            .log = log,
            .head = head,
            .size = size,
            .next = size,
            .bytes = BUNDLE_HEAD,
        };
        return ZL_OK;
}

/* Hashes in the longest path of a tree of this size. */
static size_t path_length(uint64_t size)
{
        size_t length = 0;

        while (length < ZL_PATH_MAX && (uint64_t)1 << length < size)
                length++;
        return length;
}

bool api__bundle_fits(struct api_bundle *bundle, uint64_t index, size_t size)
{
        size_t needed =
            size + ITEM_BYTES + ZL_HASH_SIZE * path_length(bundle->size);

        if (index >= bundle->size)
                return false;
        if (bundle->count < BUNDLE_ITEMS &&
            bundle->bytes + needed <= BUNDLE_BYTES) {
                bundle->bytes += needed;
                return true;
        }
        bundle->next = index;
        return false;
}

int api__bundle_add(struct api_bundle *bundle, const struct zl_proof *proof,
    struct zl_bytes bytes)
{
        struct api_item *item = NULL;
        int status = ZL_OK;

        if (bundle->count == bundle->room) {
                size_t room = bundle->room == 0 ? 16 : 2 * bundle->room;
                struct api_item *more =
                    realloc(bundle->items, room * sizeof(*more));

                if (more == NULL)
                        return ZL_E_MEMORY;
                bundle->items = more;
                bundle->room = room;
        }
        item = &bundle->items[bundle->count];
        item->proof = *proof;
        item->size = bytes.size;
        status = zl_bytes_copy(bytes.data, bytes.size, &item->data);
        if (status == ZL_OK)
                bundle->count++;
        return status;
}

/* Ends a walk that went well: the bundle has what it can have. */
enum { ENOUGH = 1 };

int api__bundle_record(void *context, const struct zl_stored_record *record)
{
        struct api_bundle *bundle = context;

        if (!api__bundle_fits(bundle, record->proof.index, record->bytes.size))
                return ENOUGH;
        return api__bundle_add(bundle, &record->proof, record->bytes);
}

int api__bundle_ended(int status)
{
        return status == ENOUGH ? ZL_OK : status;
}

int api__bundle_write(
    struct api_bundle *bundle, struct zl_store *store, struct zl_buf *buf)
{
        int status = ZL_OK;

        zl_bundle_write(bundle->log, &bundle->head, bundle->next,
            (uint16_t)bundle->count, buf);
        for (size_t i = 0; status == ZL_OK && i < bundle->count; i++) {
                struct api_item *item = &bundle->items[i];

                status = zl_store_log_path(store, bundle->log,
                    item->proof.index, bundle->size, &item->proof.path);
                if (status != ZL_OK)
                        break;
                zl_proof_write(&item->proof, buf);
                zl_put_var(buf, item->data, item->size);
                status = buf->status;
        }
        return status;
}

void api__bundle_free(struct api_bundle *bundle)
{
        for (size_t i = 0; i < bundle->count; i++)
                free(bundle->items[i].data);
        free(bundle->items);
        *bundle = (struct api_bundle){0};
}
