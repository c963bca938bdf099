/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the store's front door: the database of one organisation with
 * its two logs. */
#include <stdlib.h>

#include "store_internal.h"

/* Each entry comes with two of these, so they are prepared as well. */
static const char begin_entry[] = "SAVEPOINT entry";
static const char end_entry[] = "RELEASE entry";
static const char undo_entry[] = "ROLLBACK TO entry";

/* Is it whole? */
static int look(struct zl_store *store)
{
        int status = ZL_OK;

        if (store->mode == ZL_STORE_WRITE)
                status = store__check_structure(store);
        if (status == ZL_OK)
                status = store__check_newest(store);
        if (status == ZL_OK && store->mode == ZL_STORE_WRITE)
                status = zl_db_accept(store->db);
        return status;
}

int zl_store_open(const char *path, enum zl_store_mode mode,
    const struct zl_id *organisation, struct zl_store **ret_store)
{
        struct zl_store *store = calloc(1, sizeof(*store));
        int status = ZL_OK;

        if (store == NULL)
                return ZL_E_MEMORY;
        store->mode = mode;
        zl_buf_init(&store->answer, ZL_RECORD_MAX);
        zl_buf_init(&store->walked, ZL_RECORD_MAX);
        status = zl_db_open(path, mode == ZL_STORE_WRITE, &store__kind,
            organisation, &store->db);
        if (status == ZL_OK)
                status = look(store);
        if (status != ZL_OK) {
                zl_store_close(store);
                return status;
        }
        *ret_store = store;
        return ZL_OK;
}

void zl_store_close(struct zl_store *store)
{
        if (store == NULL)
                return;
        zl_db_close(store->db);
        zl_buf_free(&store->answer);
        zl_buf_free(&store->walked);
        free(store);
}

int zl_store_begin(struct zl_store *store)
{
        store__forget_log(store);
        return zl_db_begin(store->db);
}

int zl_store_commit(struct zl_store *store)
{
        store__forget_log(store);
        return zl_db_commit(store->db);
}

void zl_store_rollback(struct zl_store *store)
{
        store__forget_log(store);
        zl_db_rollback(store->db);
}

int zl_store_changes(struct zl_store *store, uint64_t *ret_changes)
{
        return zl_db_changes(store->db, ret_changes);
}

int zl_store_savepoint(struct zl_store *store)
{
        return zl_db_point(store->db, begin_entry);
}

int zl_store_release(struct zl_store *store)
{
        return zl_db_point(store->db, end_entry);
}

int zl_store_undo(struct zl_store *store)
{
        int status = zl_db_point(store->db, undo_entry);

        store__forget_log(store);
        return status == ZL_OK ? zl_db_point(store->db, end_entry) : status;
}
