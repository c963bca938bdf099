/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_COMMITTER_INTERNAL_H
#define ZL_COMMITTER_INTERNAL_H

#include <pthread.h>
#include <stdatomic.h>

#include "committer.h"
#include "store/mail.h"
#include "store/watch.h"

enum { COMMITTER__LISTED_MAX = 1024 };

struct entry;

/**
 * Judges one entry, then writes it.  May be called again when its group was
 * undone, unless it is a statement.
 *
 * @param committer  the committer, in a group.
 * @param entry      its outcome is filled in.
 * @return ZL_OK, or why not; then what was written is undone.
 */
typedef int take_entry(struct zl_committer *committer, struct entry *entry);

/* One thing that waits to be made durable. */
struct entry {
        take_entry *take;
        zl_outcome_take *told;
        void *context;
        struct entry *next;
        /* What it is; each kind uses some of these. */
        struct zl_statement *statement; /* owned, until the directory has it */
        struct zl_record *record; /* owned */
        struct zl_bytes bytes;
        struct zl_hash hash;
        struct zl_id id;
        struct zl_id member;
        struct zl_sealing_key key;
        struct zl_seal seal;
        struct zl_sweep *sweep; /* whose take waits for it */
        struct zl_mail_job *job; /* likewise */
        /* How it went. */
        enum zl_log log; /* 0: in none */
        struct zl_proof proof;
        struct zl_outcome outcome;
        struct zl_buf receipt;
};

struct zl_committer {
        char *path;
        struct zl_shared *shared;
        struct zl_data *data;
        struct zl_waiters *waiters;
        struct zl_store *store; /* NULL: failed, to be opened again */
        /* The group at hand. */
        struct zl_time now; /* of the logs: never goes down */
        struct zl_time clock; /* as the wall has it */
        uint64_t statements;
        uint64_t records;
        bool grown; /* a log did */
        bool wrote; /* anything was written */
        bool locked; /* readers of the directory are kept out */
        bool stale; /* the directory has what the store has not */
        bool mailed; /* somebody is to get mail */
        struct zl_head head; /* the newest signed one, once there is any */
        struct zl_id listed[COMMITTER__LISTED_MAX]; /* who got something */
        size_t listed_count; /* more than these: too many to name */
        atomic_bool changed; /* the directory did, since the last walk */
        atomic_bool mail_waits; /* somebody is to get mail, since asked */
        atomic_bool mails; /* there is a server that takes mail */
        atomic_uint_fast64_t looked; /* up to when time's work is done */
        /* The queue. */
        pthread_t thread;
        bool runs;
        pthread_mutex_t lock;
        pthread_cond_t more;
        struct entry *first;
        struct entry *last;
        unsigned waiting;
        unsigned room;
        bool stopping;
};

/**
 * Put an entry into the queue.
 *
 * @param committer  the committer.
 * @param entry      on the heap; taken over on ZL_OK.
 * @return ZL_OK or ZL_E_BUSY.
 */
int committer__queue(
    struct zl_committer *committer, struct entry *entry) ZL_CHECKED;

/**
 * Put an entry that owns nothing into the queue.
 *
 * @param committer  the committer.
 * @param entry      on the heap; taken over in every case.
 * @return ZL_OK or ZL_E_BUSY.
 */
int committer__queue_or_free(
    struct zl_committer *committer, struct entry *entry) ZL_CHECKED;

/**
 * What a record that was judged makes of its signal, and to whom it is listed
 * besides its author and recipients.
 *
 * @param committer  the committer, in a group.
 * @param followed   for an acknowledgement or unreadable; else NULL.
 * @param before     what was known of the signal.
 * @param taken      record and author are read; facts, hidden and listed are
 *                   filled in.
 * @return ZL_OK or ZL_E_TOO_LARGE.
 */
int committer__advance(struct zl_committer *committer,
    const struct zl_followed *followed, const struct zl_signal_facts *before,
    struct zl_taken *taken) ZL_CHECKED;

/* Who holds a signal now, of those in force. */
struct committer__holding {
        struct zl_id ids[ZL_PERSONS_MAX];
        size_t count;
        bool there; /* one of them at least is not away today */
};

/** Is somebody one of them? @param holding who holds. @param member who. */
bool committer__among(
    const struct committer__holding *holding, const struct zl_id *member);

/**
 * Reckon since when a signal waits, and when to look at it again.
 *
 * @param committer    the committer, in a group.
 * @param facts        of the signal, which is open.
 * @param is_new       nobody but its author can have written of it.
 * @param watch        what is known; brought up to now, but no step is taken.
 * @param ret_holding  receives who holds it; NULL allowed.
 * @return ZL_OK or what the store says.
 */
int committer__reckon(struct zl_committer *committer,
    const struct zl_signal_facts *facts, bool is_new, struct zl_watch *watch,
    struct committer__holding *ret_holding) ZL_CHECKED;

/** When to look at a signal again.  @param charter the newest. @param holding
 *  who holds it. @param now the moment. @param watch its due is set. */
void committer__set_due(const struct zl_charter *charter,
    const struct committer__holding *holding, struct zl_time now,
    struct zl_watch *watch);

/**
 * What a record that was stored makes of its signal's wait, and who is mailed.
 *
 * @param committer  the committer, in a group.
 * @param taken      the record.
 * @param followed   for an acknowledgement or unreadable; else NULL.
 * @return ZL_OK or what the store says.
 */
int committer__follow(struct zl_committer *committer,
    const struct zl_taken *taken,
    const struct zl_followed *followed) ZL_CHECKED;

/**
 * A signal is not open any more: nobody waits for it.
 *
 * @param committer  the committer, in a group.
 * @param signal     which.
 * @param facts      of it.
 * @return ZL_OK or what the store says.
 */
int committer__unwatch(struct zl_committer *committer,
    const struct zl_id *signal, const struct zl_signal_facts *facts) ZL_CHECKED;

/**
 * Before a reseal is judged: who has acknowledged the signal's note.
 *
 * @param committer  the committer, in a group.
 * @param record     what is to be judged; of any but a reseal nothing is read.
 * @param facts      of its signal; the readers are added.
 * @return ZL_OK, ZL_E_MEMORY, ZL_E_DAMAGED or what the store says.
 */
int committer__find_readers(struct zl_committer *committer,
    const struct zl_record *record, struct zl_signal_facts *facts) ZL_CHECKED;

/**
 * Who of those who hold a signal handles it.
 *
 * @param committer   the committer, in a group.
 * @param signal      which.
 * @param holding     who holds it.
 * @param ret_member  receives one of them; zeros: nobody does.
 * @return ZL_OK, ZL_E_MEMORY, ZL_E_DAMAGED or what the store says.
 */
int committer__find_handler(struct zl_committer *committer,
    const struct zl_id *signal, const struct committer__holding *holding,
    struct zl_id *ret_member) ZL_CHECKED;

/**
 * Have somebody mailed, if mail is sent at all.
 *
 * @param committer  the committer, in a group.
 * @param member     who.
 * @param mail       what for.
 * @return ZL_OK or what the store says.
 */
int committer__mail(struct zl_committer *committer, const struct zl_id *member,
    const struct zl_mail *mail) ZL_CHECKED;

/** When somebody may get the next mail: one an hour, four a day.  @param
 *  mailbox whose. @return 0: at any time. */
struct zl_time committer__cap(const struct zl_mailbox *mailbox);

/**
 * Is what a record says of others so: the head that its author had seen, the
 * records it follows, and, where it passes the signal on, that nothing came
 * since which the receivers would lack (docs/protocol.md, 3.3 and 5.2)?
 *
 * @param committer  the committer, in a group.
 * @param entry      of a record that was judged; its outcome's detail may be
 *                   filled in.
 * @param facts      of its signal, before it.
 * @return ZL_OK, ZL_E_CONFLICT (no such head), ZL_E_NOT_FOUND and ZL_E_POLICY
 *         (what it follows), ZL_E_OUTRUN, or what the store says.
 */
int committer__check_context(struct zl_committer *committer,
    struct entry *entry, const struct zl_signal_facts *facts) ZL_CHECKED;

/**
 * A fresh entry.
 *
 * @param take     what to do with it.
 * @param told     who is told.
 * @param context  for told.
 * @return NULL when out of memory.
 */
struct entry *committer__entry(
    take_entry *take, zl_outcome_take *told, void *context);

/**
 * Judge and write a group's entries, sign a head if a log grew, and write their
 * receipts.
 *
 * @param committer  the committer, in a group.
 * @param group      each entry's outcome is filled in.
 * @return ZL_OK, or what the store says: then all of the group failed.
 */
int committer__take_group(
    struct zl_committer *committer, struct entry *group) ZL_CHECKED;

/**
 * Where the next entry of a log will stand: index, salt, time, statements.
 *
 * @param committer  the committer, in a group.
 * @param log        which log.
 */
struct zl_proof committer__next_proof(
    const struct zl_committer *committer, enum zl_log log);

/**
 * Write the receipts of a group's entries, while its transaction is open:
 * outside of it each node of a path would cost a lock.
 *
 * @param committer  the committer, in a group, its head signed.
 * @param entries    the group.
 * @return ZL_OK or what the store says.
 */
int committer__write_receipts(
    struct zl_committer *committer, struct entry *entries) ZL_CHECKED;

/**
 * Tell everybody how it went.
 *
 * @param committer  the committer, after the commit.
 * @param entries    the group; freed by this.
 */
void committer__tell(struct zl_committer *committer, struct entry *entries);

/**
 * Sign the head over both logs as they are in the group.
 *
 * @param committer  the committer, in a group that made a log grow.
 * @return ZL_OK or what the store says.
 */
int committer__sign_head(struct zl_committer *committer) ZL_CHECKED;

/**
 * Be told by the store whom records are listed to.
 *
 * @param committer  the committer, with a store.
 */
void committer__watch(struct zl_committer *committer);

/**
 * What a group listed is durable: wake those who wait for it.
 *
 * @param committer  the committer, after the commit.
 */
void committer__wake(struct zl_committer *committer);

/**
 * The newest charter is durable: the log key it names is the server's.
 *
 * @param committer  the committer, with a directory.
 */
void committer__take_key(struct zl_committer *committer);

/**
 * Learn sizes, newest head and time from the store.
 *
 * @param committer  the committer, with a store.
 * @return ZL_OK; ZL_E_LOG when a head does not fit key or entries.
 */
int committer__recall(struct zl_committer *committer) ZL_CHECKED;

#endif
