/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_STORE_INTERNAL_H
#define ZL_STORE_INTERNAL_H

#include "db/db.h"
#include "store.h"

/*
 * Between the files of the store.  Every table's columns stand here once, in
 * the order its row hash has them; the SQL is put together from them.
 */

#define STORE__STATEMENT "position, hash, type, salt, time, bytes"
#define STORE__MEMBER "id, role, appointment"
#define STORE__SIGNAL \
        "id, club, author, author_role, state, holders, note, held, bodies, " \
        "left_out, stepped_out, from_club"
#define STORE__RECORD \
        "position, id, hash, signal, kind, author, author_role, hidden, " \
        "time, statements, salt, head, seals"
#define STORE__BODY "record, bytes"
#define STORE__RECIPIENT "record, kind, author_role, member, role"
#define STORE__SEAL "record, member, key, bytes"
#define STORE__LISTED "member, record, besides"
#define STORE__OPENED "record, member, time"
#define STORE__CARD "hash, bytes, time"
#define STORE__INVITATION "lookup, bytes, member, time"
#define STORE__NODE "log, level, number, hash"
#define STORE__HEAD \
        "number, time, statements, statement_root, records, record_root, " \
        "signature"

#define STORE__WATCH \
        "signal, unread, unheld, since, step, unanswered, answer, open, " \
        "open_told, actor, due"
#define STORE__ADDENDUM "signal, hash, time"
#define STORE__ALERT "club, since"
#define STORE__MAILBOX \
        "member, address, token, state, since, sent, sent_day, tries, " \
        "failing, due"
#define STORE__MAIL "number, member, cause, about, record, time"
#define STORE__RELAY "only, state, since, tries, due"
#define STORE__QUARTER "number, time"
#define STORE__FIGURE "quarter, list, place, districts, whole, part"

/* What the store's database is; made by the build. */
extern const struct zl_db_kind store__kind;

/* A node of a log's tree, read or written in the group at hand; log 0:
 * none. */
struct store__node {
        enum zl_log log;
        unsigned level;
        uint64_t number;
        struct zl_hash hash;
};

enum { STORE__NODES = 512 };

struct zl_store {
        struct zl_db *db;
        enum zl_store_mode mode;
        struct zl_buf answer; /* bytes of the latest answer */
        struct zl_buf walked; /* the record that a walk is at */
        /* Of the group at hand: its paths share nearly all of their nodes. */
        bool size_known[ZL_LOG_RECORDS + 1];
        uint64_t size[ZL_LOG_RECORDS + 1];
        struct store__node nodes[STORE__NODES];
        zl_listed_take *listed; /* told whom records are listed to, or NULL */
        void *listed_context;
        uint64_t mails; /* newest number of one; 0: not known */
};

/**
 * Copy a blob into the store's answer.
 *
 * @param store   any.
 * @param q       on a row.
 * @param column  which.
 * @return borrowed until the answer changes.
 */
struct zl_bytes store__get_answer(
    struct zl_store *store, struct zl_db_query *q, int column);

/**
 * Is the newest head what the nodes say, and do entries and nodes go
 * together?  Cheap enough for every start.
 *
 * @param store  open.
 * @return ZL_OK or ZL_E_DAMAGED.
 */
int store__check_newest(struct zl_store *store) ZL_CHECKED;

/**
 * Look at the structure of all tables but the bodies, which are large and
 * have their hashes: PRAGMA quick_check.
 *
 * @param store  open.
 * @return ZL_OK or ZL_E_DAMAGED.
 */
int store__check_structure(struct zl_store *store) ZL_CHECKED;

/**
 * Append a leaf to a log and keep the subtrees it finishes.
 *
 * @param store  the writer, in a group.
 * @param log    which.
 * @param proof  its index must be the log's size.
 * @param hash   of the statement or record.
 * @return ZL_OK or ZL_E_CONFLICT (another index).
 */
int store__append(struct zl_store *store, enum zl_log log,
    const struct zl_proof *proof, const struct zl_hash *hash) ZL_CHECKED;

/** Forget what is known of the logs within a group, since some of it may be
 *  undone. @param store any. */
void store__forget_log(struct zl_store *store);

/**
 * A node of a log; a zl_merkle_fetch().
 *
 * @param context   a struct store__tree.
 * @param level     its level.
 * @param index     its number in that level.
 * @param ret_hash  receives it.
 * @return ZL_OK, or ZL_E_DAMAGED when it is not there.
 */
int store__fetch(void *context, unsigned level, uint64_t index,
    struct zl_hash *ret_hash) ZL_CHECKED;

struct store__tree {
        struct zl_store *store;
        enum zl_log log;
};

/**
 * The role of a member.
 *
 * @param store     any.
 * @param id        the member.
 * @param ret_role  receives it.
 * @return ZL_OK or ZL_E_NOT_FOUND.
 */
int store__role(struct zl_store *store, const struct zl_id *id,
    enum zl_role *ret_role) ZL_CHECKED;

/**
 * Keep a member that was appointed.
 *
 * @param store        the writer, in a group.
 * @param id           the member.
 * @param role         its role.
 * @param appointment  position of the appointment.
 * @return ZL_OK, also when it is known; ZL_E_CONFLICT in another role.
 */
int store__keep_member(struct zl_store *store, const struct zl_id *id,
    enum zl_role role, uint64_t appointment) ZL_CHECKED;

/* A row of signal. */
struct store__signal {
        struct zl_id id;
        uint64_t note;
        struct zl_signal_facts facts;
};

/** Read the row that a query over STORE__SIGNAL is at. @param q on a row; its
 *  status says how it went. @param ret receives it. */
void store__read_signal(struct zl_db_query *q, struct store__signal *ret);

/**
 * Find a signal.
 *
 * @param store  any.
 * @param id     its id.
 * @param ret    receives it.
 * @return ZL_OK or ZL_E_NOT_FOUND.
 */
int store__find_signal(struct zl_store *store, const struct zl_id *id,
    struct store__signal *ret) ZL_CHECKED;

/**
 * Add a signal.
 *
 * @param store   the writer, in a group.
 * @param signal  all of it.
 */
int store__add_signal(
    struct zl_store *store, const struct store__signal *signal) ZL_CHECKED;

/**
 * Keep what became of a signal.
 *
 * @param store   the writer, in a group.
 * @param signal  as found, with the new facts.
 */
int store__update_signal(
    struct zl_store *store, const struct store__signal *signal) ZL_CHECKED;

/* A row of record. */
struct store__record {
        struct zl_stored_record stored; /* its bytes: see store__find_row() */
        enum zl_role author_role;
        struct zl_bytes head; /* borrowed from the statement that runs */
        struct zl_bytes seals;
};

/**
 * Read the row that a query over STORE__RECORD is at.
 *
 * @param q    on a row; its status says how it went.
 * @param ret  receives it; its bytes are not set.
 */
void store__read_record(struct zl_db_query *q, struct store__record *ret);

/**
 * Read the one row of a query over STORE__RECORD, and end it.
 *
 * @param store  any.
 * @param q    all parameters bound.
 * @param ret  receives it, with its bytes in the store's answer, as a list
 *             without added seals has them; head and seals point into it.
 * @return ZL_OK or ZL_E_NOT_FOUND.
 */
int store__find_row(
    struct zl_store *store, struct zl_db_query *q, struct store__record *ret);

/**
 * Find a record's row by its id.
 *
 * @param store  any.
 * @param id     its id.
 * @param ret    as store__find_row().
 */
int store__find_record(struct zl_store *store, const struct zl_id *id,
    struct store__record *ret) ZL_CHECKED;

/**
 * Write a record's seals anew: some were dropped.
 *
 * @param store   the writer, in a group.
 * @param record  as found; its head is borrowed.
 * @param seals   the new ones.
 */
int store__update_seals(struct zl_store *store,
    const struct store__record *record, struct zl_bytes seals) ZL_CHECKED;

/**
 * Add a member's own seals of a record behind its head and seals, as lists
 * give them.
 *
 * @param store     any.
 * @param position  of the record.
 * @param member    whose.
 * @param buf       receives how many, and each with its key.
 */
int store__put_added(struct zl_store *store, uint64_t position,
    const struct zl_id *member, struct zl_buf *buf) ZL_CHECKED;

/**
 * Walk the rows of a query over one id, for the id in one of its columns.
 *
 * @param store    any.
 * @param text     the query, with one parameter.
 * @param column   which column.
 * @param id       for the parameter.
 * @param visit    what to do with each.
 * @param context  for visit.
 * @return ZL_OK, or what visit said.
 */
int store__each_id(struct zl_store *store, const char *text, int column,
    const struct zl_id *id, zl_part_visit *visit, void *context) ZL_CHECKED;

/**
 * Drop what is inside the records of a signal: bodies and seals.
 *
 * @param store   the writer, in a group.
 * @param signal  which.
 */
int store__empty_signal(
    struct zl_store *store, const struct zl_id *signal) ZL_CHECKED;

#endif
