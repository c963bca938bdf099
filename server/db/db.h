/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_DB_H
#define ZL_DB_H

#include "bytes.h"
#include "crypto.h"

/*
 * The door to SQLite: a connection to one database of ours, whose every row
 * carries a hash, and the few helpers through which all SQL goes.  No
 * connection can attach another database, so what one holds is never joined
 * with what another holds.
 */
struct zl_db;

/* A numbered file of schema/sql, carried in the program. */
struct zl_db_migration {
        const char *name;
        const char *text;
};

/* What a database of one kind is. */
struct zl_db_kind {
        uint32_t application; /* in the file's header */
        const struct zl_db_migration *migrations;
        int migration_count;
};

/* Parameters ?1 to ?n. */
#define ZL_DB_P2 "?1, ?2"
#define ZL_DB_P3 ZL_DB_P2 ", ?3"
#define ZL_DB_P4 ZL_DB_P3 ", ?4"
#define ZL_DB_P5 ZL_DB_P4 ", ?5"
#define ZL_DB_P6 ZL_DB_P5 ", ?6"
#define ZL_DB_P7 ZL_DB_P6 ", ?7"
#define ZL_DB_P8 ZL_DB_P7 ", ?8"
#define ZL_DB_P10 ZL_DB_P8 ", ?9, ?10"
#define ZL_DB_P11 ZL_DB_P10 ", ?11"
#define ZL_DB_P12 ZL_DB_P11 ", ?12"
#define ZL_DB_P13 ZL_DB_P12 ", ?13"

/* The row hash of these columns, and whether the stored one is that. */
#define ZL_DB_HASH(table, columns) "zl_row('" table "', " columns ")"
#define ZL_DB_INTACT(table, columns) \
        "(" ZL_DB_HASH(table, columns) " IS row_hash)"

/* Column 0 of every SELECT says whether the row is intact; the table's
 * columns follow from 1. */
#define ZL_DB_SELECT(table, columns) \
        "SELECT " ZL_DB_INTACT(table, columns) ", " columns " FROM " table " "

#define ZL_DB_INSERT(table, columns, parameters) \
        "INSERT INTO " table "(" columns ", row_hash) VALUES (" parameters \
        ", " ZL_DB_HASH(table, parameters) ") "

#define ZL_DB_REPLACE(table, columns, parameters) \
        "INSERT OR REPLACE INTO " table "(" columns \
        ", row_hash) VALUES (" parameters \
        ", " ZL_DB_HASH(table, parameters) ") "

/* Of every kind: whose database it is, one row. */
#define ZL_DB_STORE "only, organisation, schema_hash"

/*
 * A statement being bound and read.  The first failure sticks in `status`;
 * after it everything else does nothing, so a caller looks once.
 */
struct zl_db_query {
        struct zl_db *db;
        struct db__prepared *prepared;
        struct sqlite3_stmt *stmt;
        int bound; /* parameters bound so far */
        int status;
};

/**
 * Open a database: WAL, synchronous=FULL, foreign keys on.  A writer makes the
 * file, holds a lock beside it, and runs the migrations that are missing, in
 * one transaction each.
 *
 * @param path          file name.
 * @param writes        whether it is the one writer.
 * @param kind          what it must be; borrowed, constant.
 * @param organisation  whose it must be; noted in a new one.
 * @param ret_db        close with zl_db_close().
 * @return ZL_OK, ZL_E_ORGANISATION (somebody else's), ZL_E_VERSION (newer),
 *         ZL_E_DAMAGED (not a database, or damaged: it is left as it is),
 *         ZL_E_STORAGE, ZL_E_BUSY (another writer has it), ZL_E_MEMORY.
 */
int zl_db_open(const char *path, bool writes, const struct zl_db_kind *kind,
    const struct zl_id *organisation, struct zl_db **ret_db) ZL_CHECKED;

/**
 * The caller has looked at what is inside as well, and found it well: from now
 * on the log that SQLite writes ahead may be copied back at the end.
 *
 * @param db  the writer.
 */
int zl_db_accept(struct zl_db *db) ZL_CHECKED;

/** Close. @param db NULL is allowed. */
void zl_db_close(struct zl_db *db);

/** Does it write? @param db any. */
bool zl_db_writes(const struct zl_db *db);

/** Is a transaction under way? @param db any. */
bool zl_db_in_group(const struct zl_db *db);

/** Begin a group: one durable transaction. @param db the writer.
 *  @return ZL_OK; ZL_E_USAGE (a reader), ZL_E_STATE (in one already). */
int zl_db_begin(struct zl_db *db) ZL_CHECKED;

/**
 * Make a group durable.  When that fails, nothing is written any more through
 * this connection.
 *
 * @param db  the writer.
 */
int zl_db_commit(struct zl_db *db) ZL_CHECKED;

/** Undo the transaction, if there is one.  Should even that fail, nothing is
 *  written any more through this connection. @param db the writer. */
void zl_db_rollback(struct zl_db *db);

/**
 * How many rows were changed through this connection, in a group.
 *
 * @param db           the writer.
 * @param ret_changes  receives it.
 * @return ZL_OK, ZL_E_STATE or ZL_E_STORAGE.
 */
int zl_db_changes(struct zl_db *db, uint64_t *ret_changes) ZL_CHECKED;

/**
 * Run one of the statements about a savepoint; they exist within a group only.
 *
 * @param db    the writer.
 * @param text  a constant; its address is its name.
 */
int zl_db_point(struct zl_db *db, const char *text) ZL_CHECKED;

/**
 * Start a statement.  Its text is prepared once and kept.
 *
 * @param db    any.
 * @param text  a constant; its address is its name.
 */
struct zl_db_query zl_db_query(struct zl_db *db, const char *text);

/**
 * Start a statement that writes.  Fails outside a group: with ZL_E_STORAGE
 * when SQLite ended it by itself after an error of the disk.
 *
 * @param db    the writer.
 * @param text  a constant.
 */
struct zl_db_query zl_db_change(struct zl_db *db, const char *text);

/** Bind the next parameter. @param q the query. @param v at most
 *  INT64_MAX, else ZL_E_TOO_LARGE. */
void zl_db_int(struct zl_db_query *q, uint64_t v);

/** Bind the next parameter. @param q the query. @param data what, which must
 *  stay until the query ended. @param size how much. */
void zl_db_blob(struct zl_db_query *q, const void *data, size_t size);

/** Bind the next parameter. @param q the query. @param id an id. */
void zl_db_id(struct zl_db_query *q, const struct zl_id *id);

/** Bind the next parameter. @param q the query. @param hash a hash. */
void zl_db_hash(struct zl_db_query *q, const struct zl_hash *hash);

/**
 * Step to the next row.
 *
 * @param q  all parameters bound.
 * @return ZL_OK: a row whose hash fits; ZL_E_NOT_FOUND: no more;
 *         ZL_E_DAMAGED: the row does not fit its hash; another failure.
 */
int zl_db_next(struct zl_db_query *q) ZL_CHECKED;

/** An integer of the row. @param q on a row. @param column which.
 *  @return it; a negative one is damage (status). */
uint64_t zl_db_get_int(struct zl_db_query *q, int column);

/** Copy a blob of exactly this size; any other size is damage (status).
 *  @param q on a row. @param column which. @param ret receives it.
 *  @param size its size. */
void zl_db_get(struct zl_db_query *q, int column, void *ret, size_t size);

/** Borrow a blob until the next step. @param q on a row.
 *  @param column which. */
struct zl_bytes zl_db_get_bytes(struct zl_db_query *q, int column);

/**
 * End a query: it may be used again.
 *
 * @param q  any; more than once is allowed.
 * @return its status.
 */
int zl_db_end(struct zl_db_query *q);

/**
 * Run a statement that has no rows, and end it.
 *
 * @param q  all parameters bound.
 * @return ZL_OK, ZL_E_CONFLICT (a constraint) or another failure.
 */
int zl_db_run(struct zl_db_query *q) ZL_CHECKED;

/**
 * Run a statement without parameters that is used again and again.
 *
 * @param db    any.
 * @param text  a constant; its address is its name.
 */
int zl_db_do(struct zl_db *db, const char *text) ZL_CHECKED;

/**
 * The one integer that a PRAGMA or SELECT gives.
 *
 * @param db         any.
 * @param text       the statement.
 * @param ret_value  receives it.
 */
int zl_db_one_int(
    struct zl_db *db, const char *text, int64_t *ret_value) ZL_CHECKED;

/**
 * Run a PRAGMA that says "ok", and nothing else, when all is well.
 *
 * @param db    any.
 * @param text  the statement.
 * @return ZL_OK, ZL_E_DAMAGED (it said something else) or another failure.
 */
int zl_db_pragma(struct zl_db *db, const char *text) ZL_CHECKED;

#endif
