/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the databases' front door: one connection to a database of one
 * organisation. One process writes, held apart by a lock on a file of its
 * own beside the database; any number of connections read. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "db_internal.h"

enum { BUSY_MS = 5000 };

static const char begin_group[] = "BEGIN IMMEDIATE";
static const char commit_group[] = "COMMIT";

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

static int connect(const char *path, bool writes, sqlite3 **ret_db)
{
        int flags = writes ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
        sqlite3 *db = NULL;
        int status = db__status(sqlite3_open_v2(path, &db,
            flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL));

        if (status == ZL_OK)
                status = set_flags(db);
        if (status == ZL_OK)
                (void)sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
        if (status == ZL_OK)
                status = db__status(sqlite3_busy_timeout(db, BUSY_MS));
        if (status == ZL_OK)
                status =
                    db__status(sqlite3_exec(db, settings, NULL, NULL, NULL));
        if (status == ZL_OK)
                status = db__add_row_function(db);
        if (status != ZL_OK) {
                (void)sqlite3_close(db);
                return status;
        }
        *ret_db = db;
        return ZL_OK;
}

int zl_db_open(const char *path, bool writes, const struct zl_db_kind *kind,
    const struct zl_id *organisation, struct zl_db **ret_db)
{
        struct zl_db *db = calloc(1, sizeof(*db));
        int status = ZL_OK;

        if (db == NULL)
                return ZL_E_MEMORY;
        db->kind = kind;
        db->writes = writes;
        db->lock = -1;
        if (writes)
                status = take_lock(path, &db->lock);
        if (status == ZL_OK && writes)
                status = make_file(path);
        if (status == ZL_OK)
                status = connect(path, writes, &db->handle);
        if (status == ZL_OK)
                status = db__migrate(db, organisation);
        if (status != ZL_OK) {
                zl_db_close(db);
                return status;
        }
        *ret_db = db;
        return ZL_OK;
}

int zl_db_accept(struct zl_db *db)
{
        return db__status(sqlite3_db_config(
            db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL));
}

void zl_db_close(struct zl_db *db)
{
        if (db == NULL)
                return;
        db__forget(db);
        (void)sqlite3_close(db->handle);
        if (db->lock >= 0)
                (void)close(db->lock);
        free(db);
}

bool zl_db_writes(const struct zl_db *db)
{
        return db->writes;
}

bool zl_db_in_group(const struct zl_db *db)
{
        return !sqlite3_get_autocommit(db->handle);
}

/* Nothing is written any more through this connection. */
static int give_up(struct zl_db *db, int status)
{
        zl_db_rollback(db);
        if (db->broken == ZL_OK)
                db->broken = status;
        return status;
}

int zl_db_begin(struct zl_db *db)
{
        int status = ZL_OK;

        if (!db->writes)
                return ZL_E_USAGE;
        if (db->broken != ZL_OK)
                return db->broken;
        if (!sqlite3_get_autocommit(db->handle))
                return ZL_E_STATE;
        status = zl_db_do(db, begin_group);
        db->grouped = status == ZL_OK;
        return status;
}

int zl_db_commit(struct zl_db *db)
{
        int status;

        if (db->broken != ZL_OK)
                return db->broken;
        /* SQLite undid the group by itself, after an error told before. */
        if (sqlite3_get_autocommit(db->handle))
                return give_up(db, ZL_E_STORAGE);
        status = zl_db_do(db, commit_group);
        if (status != ZL_OK)
                return give_up(db, status);
        db->grouped = false;
        return ZL_OK;
}

void zl_db_rollback(struct zl_db *db)
{
        int status = ZL_OK;

        db->grouped = false;
        if (!sqlite3_get_autocommit(db->handle))
                status = db__exec(db, "ROLLBACK");
        if (status != ZL_OK && db->broken == ZL_OK)
                db->broken = status;
}

int zl_db_changes(struct zl_db *db, uint64_t *ret_changes)
{
        if (sqlite3_get_autocommit(db->handle))
                return db__no_group(db);
        *ret_changes = (uint64_t)sqlite3_total_changes64(db->handle);
        return ZL_OK;
}

int zl_db_point(struct zl_db *db, const char *text)
{
        if (db->broken != ZL_OK)
                return db->broken;
        if (sqlite3_get_autocommit(db->handle))
                return db__no_group(db);
        return zl_db_do(db, text);
}
