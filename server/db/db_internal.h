/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_DB_INTERNAL_H
#define ZL_DB_INTERNAL_H

#include <sqlite3.h>

#include "db.h"

/* Between the files of the door to SQLite. */

/* A prepared statement, known by the address of its text. */
struct db__prepared {
        const char *text;
        sqlite3_stmt *stmt;
        bool busy; /* a walk is under way */
};

enum { DB__PREPARED_MAX = 128 };

struct zl_db {
        sqlite3 *handle;
        const struct zl_db_kind *kind;
        bool writes;
        int lock; /* descriptor of the writer's lock, or -1 */
        int broken; /* first failure after which nothing may be written */
        bool grouped; /* a group was begun, and neither kept nor undone */
        size_t prepared_count;
        struct db__prepared prepared[DB__PREPARED_MAX];
};

/**
 * What a result code of SQLite means to us.
 *
 * @param rc  any result code, extended or not.
 * @return ZL_OK for OK, ROW and DONE.
 */
int db__status(int rc) ZL_CHECKED;

/**
 * Add zl_row() to a connection.
 *
 * @param handle  the connection.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int db__add_row_function(sqlite3 *handle) ZL_CHECKED;

/**
 * What it means that SQLite has no transaction: without a group somebody here
 * made a mistake; within one SQLite ended it by itself after an error of the
 * disk, and what came then would be committed at once.
 *
 * @param db  the writer.
 * @return ZL_E_STATE or ZL_E_STORAGE.
 */
int db__no_group(const struct zl_db *db) ZL_CHECKED;

/** Forget all prepared statements. @param db any. */
void db__forget(struct zl_db *db);

/**
 * Run SQL without parameters or rows of interest.
 *
 * @param db    any.
 * @param text  one statement or several.
 */
int db__exec(struct zl_db *db, const char *text) ZL_CHECKED;

/**
 * Bring the schema up to date and see that the database is ours: the
 * writer sets up an empty one.  Nothing is written to any other.
 *
 * @param db            the connection.
 * @param organisation  whose it must be.
 * @return as zl_db_open().
 */
int db__migrate(struct zl_db *db, const struct zl_id *organisation) ZL_CHECKED;

#endif
