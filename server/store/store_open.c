/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the store's front door: one connection to the database of one
 * organisation. One process writes, held apart by a lock on a file of its
 * own beside the database; any number of connections read. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "store_internal.h"

enum { BUSY_MS = 5000 };

/* Each entry comes with two of these, so they are prepared as well. */
static const char begin_group[] = "BEGIN IMMEDIATE";
static const char commit_group[] = "COMMIT";
static const char begin_entry[] = "SAVEPOINT entry";
static const char end_entry[] = "RELEASE entry";
static const char undo_entry[] = "ROLLBACK TO entry";

/* What every connection is, before anything is read through it. */
static const char settings[] =
    "PRAGMA synchronous = FULL;"
    "PRAGMA foreign_keys = ON;"
    "PRAGMA trusted_schema = OFF;"
    "PRAGMA cell_size_check = ON;"
    /* At most 16 MiB, taken as needed: SQLite's 2 MB are soon too few for
     * the indexes, and a large database would be slow for it. */
    "PRAGMA cache_size = -16384;"
    /* what is erased is overwritten */
    "PRAGMA secure_delete = ON;"
    /* In pages, 16 MiB: after SQLite's own 1000 a busy server would copy the
     * same pages back after nearly every group. */
    "PRAGMA wal_autocheckpoint = 4000;"
    "PRAGMA temp_store = MEMORY;";

/*
 * Take the writer's lock. A file of its own: SQLite's locks on the database
 * would vanish if this process opened and closed that file.
 */
static int take_lock(const char *path, int *ret_lock)
{
        char *name = NULL;
        int lock = -1;
        int status = ZL_OK;

        if (asprintf(&name, "%s-writer", path) < 0)
                return ZL_E_MEMORY;
        lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        free(name);
        if (lock < 0)
                return ZL_E_STORAGE;
        if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
                status = errno == EWOULDBLOCK ? ZL_E_BUSY : ZL_E_STORAGE;
                (void)close(lock);
                return status;
        }
        *ret_lock = lock;
        return ZL_OK;
}

/* Make the file if it is not there, for nobody else to read. */
static int make_file(const char *path)
{
        int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

        if (file < 0)
                return errno == EEXIST ? ZL_OK : ZL_E_STORAGE;
        return close(file) == 0 ? ZL_OK : ZL_E_STORAGE;
}

static int set_flags(sqlite3 *db)
{
        static const struct {
                int what;
                int on;
        } flags[] = {
            {SQLITE_DBCONFIG_DEFENSIVE, 1},
            {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
            {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
            {SQLITE_DBCONFIG_ENABLE_TRIGGER, 1},
            {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
            {SQLITE_DBCONFIG_DQS_DML, 0},
            {SQLITE_DBCONFIG_DQS_DDL, 0},
            /* until it is known to be ours */
            {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1},
        };
        int now = 0;
        int rc;

        for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
                rc = sqlite3_db_config(db, flags[i].what, flags[i].on, &now);
                if (rc != SQLITE_OK || now != flags[i].on)
                        return ZL_E_STORAGE;
        }
        return ZL_OK;
}

static int connect(const char *path, enum zl_store_mode mode, sqlite3 **ret_db)
{
        int flags = mode == ZL_STORE_WRITE ? SQLITE_OPEN_READWRITE
                                           : SQLITE_OPEN_READONLY;
        sqlite3 *db = NULL;
        int status = store__status(sqlite3_open_v2(path, &db,
            flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL));

        if (status == ZL_OK)
                status = set_flags(db);
        if (status == ZL_OK)
                status = store__status(sqlite3_busy_timeout(db, BUSY_MS));
        if (status == ZL_OK)
                status =
                    store__status(sqlite3_exec(db, settings, NULL, NULL, NULL));
        if (status == ZL_OK)
                status = store__add_row_function(db);
        if (status != ZL_OK) {
                (void)sqlite3_close(db);
                return status;
        }
        *ret_db = db;
        return ZL_OK;
}

/* Is it our database, whole, and as new as this program? */
static int look(struct zl_store *store, const struct zl_id *organisation)
{
        int status = store__migrate(store, organisation);

        if (status == ZL_OK && store->mode == ZL_STORE_WRITE)
                status = store__check_structure(store);
        if (status == ZL_OK)
                status = store__check_newest(store);
        if (status == ZL_OK && store->mode == ZL_STORE_WRITE)
                status = store__status(sqlite3_db_config(
                    store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL));
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
        store->lock = -1;
        zl_buf_init(&store->answer, ZL_RECORD_MAX);
        zl_buf_init(&store->walked, ZL_RECORD_MAX);
        if (mode == ZL_STORE_WRITE)
                status = take_lock(path, &store->lock);
        if (status == ZL_OK && mode == ZL_STORE_WRITE)
                status = make_file(path);
        if (status == ZL_OK)
                status = connect(path, mode, &store->db);
        if (status == ZL_OK)
                status = look(store, organisation);
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
        store__forget(store);
        (void)sqlite3_close(store->db);
        if (store->lock >= 0)
                (void)close(store->lock);
        zl_buf_free(&store->answer);
        zl_buf_free(&store->walked);
        free(store);
}

/* Nothing is written any more through this connection. */
static int give_up(struct zl_store *store, int status)
{
        store__rollback(store);
        if (store->broken == ZL_OK)
                store->broken = status;
        return status;
}

int zl_store_begin(struct zl_store *store)
{
        int status = ZL_OK;

        if (store->mode != ZL_STORE_WRITE)
                return ZL_E_USAGE;
        if (store->broken != ZL_OK)
                return store->broken;
        if (!sqlite3_get_autocommit(store->db))
                return ZL_E_STATE;
        store__forget_log(store);
        status = store__do(store, begin_group);
        store->grouped = status == ZL_OK;
        return status;
}

int zl_store_commit(struct zl_store *store)
{
        int status;

        if (store->broken != ZL_OK)
                return store->broken;
        /* SQLite undid the group by itself, after an error told before. */
        if (sqlite3_get_autocommit(store->db))
                return give_up(store, ZL_E_STORAGE);
        store__forget_log(store);
        status = store__do(store, commit_group);
        if (status != ZL_OK)
                return give_up(store, status);
        store->grouped = false;
        return ZL_OK;
}

void zl_store_rollback(struct zl_store *store)
{
        store__rollback(store);
}

int zl_store_changes(struct zl_store *store, uint64_t *ret_changes)
{
        if (sqlite3_get_autocommit(store->db))
                return store__no_group(store);
        *ret_changes = (uint64_t)sqlite3_total_changes64(store->db);
        return ZL_OK;
}

/* Savepoints exist within a group only. */
static int point(struct zl_store *store, const char *text)
{
        if (store->broken != ZL_OK)
                return store->broken;
        if (sqlite3_get_autocommit(store->db))
                return store__no_group(store);
        return store__do(store, text);
}

int zl_store_savepoint(struct zl_store *store)
{
        return point(store, begin_entry);
}

int zl_store_release(struct zl_store *store)
{
        return point(store, end_entry);
}

int zl_store_undo(struct zl_store *store)
{
        int status = point(store, undo_entry);

        store__forget_log(store);
        return status == ZL_OK ? point(store, end_entry) : status;
}
