/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_STORE_H
#define ZL_STORE_H

#include "directory.h"
#include "log.h"
#include "signals.h"

/*
 * The database of one organisation: statements, records, logs, cards,
 * invitations.  All SQL of the server stands in this folder; the answers are
 * in the words of the domain.  A store is one connection and belongs to one
 * thread at a time.  Every row carries a hash over all its columns, written
 * with it and checked whenever it is read: a row that does not fit its hash
 * is ZL_E_DAMAGED and is never served.
 *
 * Borrowed results hold until the next call on the same store.
 *
 * Every function that touches the disk may answer ZL_E_STORAGE (I/O error,
 * disk full) or ZL_E_DAMAGED besides what it lists.
 */
struct zl_store;

enum zl_store_mode {
        ZL_STORE_WRITE, /* one writer; makes the file, runs migrations */
        ZL_STORE_READ /* any number of readers; the file must be there */
};

/**
 * Open the database: WAL, synchronous=FULL, foreign keys on, and a quick
 * check of its structure.  The writer runs the migrations that are missing,
 * in one transaction each; a database of a newer program is refused.
 *
 * @param path          file name.
 * @param mode          writer or reader.
 * @param organisation  whose database it must be; the writer notes it in a
 *                      new file.
 * @param ret_store     close with zl_store_close().
 * @return ZL_OK, ZL_E_ORGANISATION (somebody else's), ZL_E_VERSION (newer),
 *         ZL_E_DAMAGED (not a database, or damaged: it is left as it is),
 *         ZL_E_STORAGE, ZL_E_BUSY (another writer has it), ZL_E_MEMORY.
 */
int zl_store_open(const char *path, enum zl_store_mode mode,
    const struct zl_id *organisation, struct zl_store **ret_store) ZL_CHECKED;

/**
 * Examine everything: structure, each row's hash, references, both trees
 * with their entries, and the newest head.  Reads the whole file.
 *
 * @param store  any.
 * @return ZL_OK or ZL_E_DAMAGED.
 */
int zl_store_check(struct zl_store *store) ZL_CHECKED;

/** Close. @param store NULL is allowed. */
void zl_store_close(struct zl_store *store);

/**
 * Begin a group: one durable transaction for several entries.
 *
 * @param store  the writer.
 */
int zl_store_begin(struct zl_store *store) ZL_CHECKED;

/**
 * Make the group durable.  After a failure nothing of it counts, and the
 * store must be closed and opened again before anything is acknowledged.
 *
 * @param store  the writer.
 */
int zl_store_commit(struct zl_store *store) ZL_CHECKED;

/** Give up the group. @param store the writer. */
void zl_store_rollback(struct zl_store *store);

/**
 * How many rows were ever written through this connection: who compares two
 * answers knows whether anything was between them.
 *
 * @param store        the writer, in a group.
 * @param ret_changes  receives it.
 * @return ZL_OK; ZL_E_STORAGE when the group was ended by a failing disk.
 */
int zl_store_changes(struct zl_store *store, uint64_t *ret_changes) ZL_CHECKED;

/** Mark a point within the group.  Until it is released or undone, each page
 *  is copied before it changes.  @param store the writer. */
int zl_store_savepoint(struct zl_store *store) ZL_CHECKED;

/** Keep what came since the mark. @param store the writer. */
int zl_store_release(struct zl_store *store) ZL_CHECKED;

/** Undo what came since the mark. @param store the writer. */
int zl_store_undo(struct zl_store *store) ZL_CHECKED;

/* A stored statement as the log has it. */
struct zl_stored_statement {
        struct zl_proof proof; /* without its path */
        struct zl_hash hash;
        struct zl_bytes bytes;
};

/**
 * Add a statement and its log entry.
 *
 * @param store      the writer, in a group.
 * @param statement  parsed and accepted by the directory.
 * @param directory  after it took the statement: member tables follow it.
 * @param proof      index (its position), salt, time, statements.
 * @return ZL_OK or ZL_E_CONFLICT (a constraint of the database).
 */
int zl_store_add_statement(struct zl_store *store,
    const struct zl_statement *statement, const struct zl_directory *directory,
    const struct zl_proof *proof) ZL_CHECKED;

/**
 * Find a statement by hash.
 *
 * @param store  any.
 * @param hash   its hash.
 * @param ret    receives it, borrowed.
 * @return ZL_OK or ZL_E_NOT_FOUND.
 */
int zl_store_find_statement(struct zl_store *store, const struct zl_hash *hash,
    struct zl_stored_statement *ret) ZL_CHECKED;

/**
 * Is called for each row; another status than ZL_OK ends the walk.
 *
 * @param context    what the caller passed along.
 * @param statement  borrowed for this call.
 */
typedef int zl_statement_visit(
    void *context, const struct zl_stored_statement *statement);

/**
 * Walk the statements in log order.
 *
 * @param store    any.
 * @param from     first position.
 * @param visit    what to do with each.
 * @param context  for visit.
 * @return ZL_OK, or what visit said.
 */
int zl_store_each_statement(struct zl_store *store, uint64_t from,
    zl_statement_visit *visit, void *context) ZL_CHECKED;

/* A stored record as the log has it. */
struct zl_stored_record {
        struct zl_proof proof; /* without its path */
        struct zl_hash hash;
        struct zl_id id;
        struct zl_id signal;
        enum zl_kind kind;
        struct zl_id author; /* member */
        bool hidden; /* from the club: see zl_kind_is_inner() */
        struct zl_bytes bytes; /* as lists give it */
};

/* A record that was judged, with all that is to be stored of it. */
struct zl_taken {
        const struct zl_record *record; /* parsed with its body */
        const struct zl_member *author;
        struct zl_bytes bytes; /* the whole PUT body */
        struct zl_proof proof; /* index, salt, time, statements */
        struct zl_signal_facts facts; /* of its signal, after it */
        bool hidden; /* from the club: see zl_kind_is_inner() */
        /* To whom it is listed besides its author and recipients, and, of an
         * acknowledgement or unreadable, whom the record it follows is listed
         * to.  Anybody may stand here twice. */
        struct zl_id listed[2 * ZL_PERSONS_MAX + 2];
        size_t listed_count;
};

/**
 * Add a record and its log entry, and keep what it makes of its signal.  One
 * that takes the signal back or erases it drops what is inside all of its
 * records: bodies and seals.
 *
 * @param store  the writer, in a group.
 * @param taken  all of it.
 * @return ZL_OK or ZL_E_CONFLICT: a constraint of the database, which has
 *         "clubs note, professionals assess" once more.
 */
int zl_store_add_record(
    struct zl_store *store, const struct zl_taken *taken) ZL_CHECKED;

/**
 * Find a record by id, without its body and without added seals.
 *
 * @param store  any.
 * @param id     its id.
 * @param ret    receives it, borrowed.
 * @return ZL_OK or ZL_E_NOT_FOUND.
 */
int zl_store_find_record(struct zl_store *store, const struct zl_id *id,
    struct zl_stored_record *ret) ZL_CHECKED;

/**
 * Find a record by its hash, as zl_store_find_record().
 *
 * @param store  any.
 * @param hash   the record hash.
 * @param ret    receives it, borrowed.
 */
int zl_store_find_record_by_hash(struct zl_store *store,
    const struct zl_hash *hash, struct zl_stored_record *ret) ZL_CHECKED;

/**
 * The index of the newest record of a signal that has, or had, a body.
 *
 * @param store      any.
 * @param signal     its id.
 * @param ret_index  receives it.
 * @return ZL_OK or ZL_E_NOT_FOUND: no such signal.
 */
int zl_store_newest_body(struct zl_store *store, const struct zl_id *signal,
    uint64_t *ret_index) ZL_CHECKED;

/**
 * What is known of a signal.
 *
 * @param store      any.
 * @param signal     its id.
 * @param ret_facts  receives the facts; state NONE when unknown.
 * @return ZL_OK.
 */
int zl_store_signal(struct zl_store *store, const struct zl_id *signal,
    struct zl_signal_facts *ret_facts) ZL_CHECKED;

/**
 * Is called for each signal; another status than ZL_OK ends the walk.
 *
 * @param context  what the caller passed along.
 * @param signal   borrowed for this call.
 * @param facts    borrowed for this call.
 */
typedef int zl_signal_visit(void *context, const struct zl_id *signal,
    const struct zl_signal_facts *facts);

/**
 * Walk the signals that a member may hold, or stand in the author's place of:
 * those of which a note, or what passed one on, was listed to the member.
 *
 * @param store    any.
 * @param member   who.
 * @param visit    what to do with each; may ask the store other things.
 * @param context  for visit.
 * @return ZL_OK, or what visit said.
 */
int zl_store_each_signal(struct zl_store *store, const struct zl_id *member,
    zl_signal_visit *visit, void *context) ZL_CHECKED;

/**
 * Is called for each member; another status than ZL_OK ends the walk.
 *
 * @param context  what the caller passed along.
 * @param member   borrowed for this call.
 */
typedef int zl_part_visit(void *context, const struct zl_id *member);

/**
 * Walk the professionals who wrote or received something of a signal that is
 * not hidden from the club.  One may come several times.
 *
 * @param store    any.
 * @param signal   which.
 * @param visit    what to do with each.
 * @param context  for visit.
 * @return ZL_OK, or what visit said.
 */
int zl_store_each_professional(struct zl_store *store,
    const struct zl_id *signal, zl_part_visit *visit, void *context) ZL_CHECKED;

/**
 * Is called for each member that a record becomes listed to.
 *
 * @param context  what the caller passed along.
 * @param member   borrowed for this call.
 */
typedef void zl_listed_take(void *context, const struct zl_id *member);

/**
 * Have it told from now on whom records are listed to, as they are added;
 * what is rolled back then was told as well.
 *
 * @param store    the writer.
 * @param take     is told.
 * @param context  for take.
 */
void zl_store_tell_listed(
    struct zl_store *store, zl_listed_take *take, void *context);

/**
 * Is called for each record; another status than ZL_OK ends the walk.
 *
 * @param context  what the caller passed along.
 * @param record   borrowed for this call.
 */
typedef int zl_record_visit(
    void *context, const struct zl_stored_record *record);

/**
 * Walk the records that are listed to a member, in log order, with the seals
 * that this member added.
 *
 * @param store    any.
 * @param member   who asks.
 * @param from     first index.
 * @param visit    what to do with each.
 * @param context  for visit.
 * @return ZL_OK, or what visit said.
 */
int zl_store_each_record(struct zl_store *store, const struct zl_id *member,
    uint64_t from, zl_record_visit *visit, void *context) ZL_CHECKED;

/* Which records of a signal are walked, and for whom. */
struct zl_signal_walk {
        struct zl_id signal;
        struct zl_id member; /* whose added seals are given */
        bool hidden; /* what is hidden from the club as well */
        uint64_t from; /* first index */
};

/**
 * Walk the records of a signal in log order.
 *
 * @param store    any.
 * @param walk     which.
 * @param visit    what to do with each.
 * @param context  for visit.
 * @return ZL_OK, or what visit said.
 */
int zl_store_each_of_signal(struct zl_store *store,
    const struct zl_signal_walk *walk, zl_record_visit *visit,
    void *context) ZL_CHECKED;

/* What the access to a record's body goes by. */
struct zl_stored_about {
        struct zl_id signal;
        enum zl_kind kind;
        bool author; /* the member wrote it */
        bool recipient; /* it was sealed to the member */
        bool of_contact; /* a contact wrote or received it */
};

/**
 * How a member stands to a record.
 *
 * @param store   any.
 * @param id      the record.
 * @param member  who.
 * @param ret     receives it.
 * @return ZL_OK or ZL_E_NOT_FOUND.
 */
int zl_store_about(struct zl_store *store, const struct zl_id *id,
    const struct zl_id *member, struct zl_stored_about *ret) ZL_CHECKED;

/**
 * The body of a record.  Who may have it is not asked here.
 *
 * @param store     any.
 * @param id        the record.
 * @param ret_body  receives it, borrowed.
 * @return ZL_OK or ZL_E_NOT_FOUND (no record, or it has no body any more).
 */
int zl_store_body(struct zl_store *store, const struct zl_id *id,
    struct zl_bytes *ret_body) ZL_CHECKED;

/**
 * Note that a body is about to be released to a member who did not write it;
 * the first time only.  A signal that waited is opened from then on, unless
 * the member stands in its author's place.
 *
 * @param store   the writer, in a group.
 * @param id      the record.
 * @param member  who gets it.
 * @param time    now.
 */
int zl_store_note_opened(struct zl_store *store, const struct zl_id *id,
    const struct zl_id *member, struct zl_time time) ZL_CHECKED;

/**
 * Was a body released to this member before?
 *
 * @param store       any.
 * @param id          the record.
 * @param member      who.
 * @param ret_opened  receives the answer.
 */
int zl_store_was_opened(struct zl_store *store, const struct zl_id *id,
    const struct zl_id *member, bool *ret_opened) ZL_CHECKED;

/* A seal that a recipient made for a key of its own. */
struct zl_new_seal {
        struct zl_id member;
        struct zl_sealing_key key;
        struct zl_seal seal;
        const struct zl_sealing_entry *keys; /* the member's, in force */
        size_t key_count;
};

/**
 * Keep a seal that a recipient added, in place of an earlier one for that
 * key, and drop all of this member's seals for keys not in force.
 *
 * @param store      the writer, in a group.
 * @param record     as zl_store_find_record() gave it, parsed.
 * @param seal       the seal.
 * @param ret_fresh  receives whether there was none for that key.
 * @return ZL_OK, ZL_E_NOT_FOUND (no such record) or ZL_E_CONFLICT (not a
 *         recipient of it).
 */
int zl_store_put_seal(struct zl_store *store, const struct zl_record *record,
    const struct zl_new_seal *seal, bool *ret_fresh) ZL_CHECKED;

/**
 * Keep a card document or an invitation packet.
 *
 * @param store  the writer, in a group.
 * @param card   hash of the document.
 * @param bytes  the document.
 * @param time   now.
 * @return ZL_OK; again the same: ZL_OK.
 */
int zl_store_add_card(struct zl_store *store, const struct zl_hash *card,
    struct zl_bytes bytes, struct zl_time time) ZL_CHECKED;

/**
 * Find a card document.
 *
 * @param store      any.
 * @param card       its hash.
 * @param ret_bytes  receives it, borrowed.
 * @return ZL_OK or ZL_E_NOT_FOUND.
 */
int zl_store_find_card(struct zl_store *store, const struct zl_hash *card,
    struct zl_bytes *ret_bytes) ZL_CHECKED;

/**
 * Keep an invitation packet.
 *
 * @param store   the writer, in a group.
 * @param lookup  its look-up id.
 * @param bytes   the packet.
 * @param member  who put it.
 * @param time    now.
 * @return ZL_OK, or ZL_E_CONFLICT when other bytes are there.
 */
int zl_store_add_invitation(struct zl_store *store, const struct zl_id *lookup,
    struct zl_bytes bytes, const struct zl_id *member,
    struct zl_time time) ZL_CHECKED;

/**
 * Find an invitation packet.
 *
 * @param store      any.
 * @param lookup     its look-up id.
 * @param ret_bytes  receives it, borrowed.
 * @param ret_time   receives when it was put.
 * @return ZL_OK or ZL_E_NOT_FOUND.
 */
int zl_store_find_invitation(struct zl_store *store, const struct zl_id *lookup,
    struct zl_bytes *ret_bytes, struct zl_time *ret_time) ZL_CHECKED;

/** How many entries a log has. @param store any. @param log which.
 *  @param ret_size receives it. */
int zl_store_log_size(
    struct zl_store *store, enum zl_log log, uint64_t *ret_size) ZL_CHECKED;

/**
 * Root of a log's first entries.
 *
 * @param store     any.
 * @param log       which.
 * @param size      how many entries, at most the log's size.
 * @param ret_root  receives the root.
 */
int zl_store_log_root(struct zl_store *store, enum zl_log log, uint64_t size,
    struct zl_hash *ret_root) ZL_CHECKED;

/**
 * Inclusion path of an entry.
 *
 * @param store     any.
 * @param log       which.
 * @param index     the entry.
 * @param size      under the tree of this size.
 * @param ret_path  receives the path.
 */
int zl_store_log_path(struct zl_store *store, enum zl_log log, uint64_t index,
    uint64_t size, struct zl_path *ret_path) ZL_CHECKED;

/**
 * Consistency path between two sizes of a log.
 *
 * @param store     any.
 * @param log       which.
 * @param first     the smaller size.
 * @param second    the larger size.
 * @param ret_path  receives the path.
 * @return ZL_OK; ZL_E_USAGE when first is above second, or second beyond the
 *         log; else as the others.
 */
int zl_store_log_consistency(struct zl_store *store, enum zl_log log,
    uint64_t first, uint64_t second,
    struct zl_consistency *ret_path) ZL_CHECKED;

/**
 * Keep a signed head; entries added in the same group refer to it.
 *
 * @param store  the writer, in a group, after the group's entries.
 * @param head   signed.
 */
int zl_store_add_head(
    struct zl_store *store, const struct zl_head *head) ZL_CHECKED;

/**
 * The head an entry was first receipted under, or the newest one.
 *
 * @param store     any.
 * @param log       which log.
 * @param index     the entry; ZL_POSITION_END for the newest head.
 * @param ret_head  receives the head.
 * @return ZL_OK or ZL_E_NOT_FOUND.
 */
int zl_store_head(struct zl_store *store, enum zl_log log, uint64_t index,
    struct zl_head *ret_head) ZL_CHECKED;

#endif
