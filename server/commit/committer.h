/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_COMMITTER_H
#define ZL_COMMITTER_H

#include "data.h"
#include "shared.h"
#include "store/mail.h"
#include "waiters.h"

/*
 * The one who writes.  All that changes the database passes through one
 * thread: it takes what waits, judges each entry, makes the group durable in
 * one transaction under one signed head, and only then tells anybody.
 */
struct zl_committer;

struct zl_committer_settings {
        const char *path; /* the database; copied */
        struct zl_shared *shared; /* loaded; borrowed */
        struct zl_store *store; /* the writer; taken over */
        struct zl_data *data; /* for its log keys; borrowed */
        struct zl_waiters *waiters; /* told of new records; borrowed */
        unsigned queue; /* how many entries may wait */
};

/* How it went with an entry. */
struct zl_outcome {
        int status; /* ZL_OK: it is durable */
        bool fresh; /* it was not there before */
        struct zl_bytes receipt; /* of a statement or record, when ZL_OK */
        uint64_t statements; /* size of the statement log */
        const char *detail; /* constant: why not; NULL: see status */
};

/**
 * Is called exactly once for each entry that was taken, on the committer's
 * thread, when all of its group is durable or refused.
 *
 * @param context  what the caller passed along.
 * @param outcome  borrowed for this call.
 */
typedef void zl_outcome_take(void *context, const struct zl_outcome *outcome);

/**
 * Start.
 *
 * @param settings       see there.
 * @param ret_committer  stop and free with zl_committer_free().
 * @return ZL_OK, what the store says, ZL_E_SYSTEM or ZL_E_MEMORY; the store
 *         is taken over in every case.
 */
int zl_committer_new(const struct zl_committer_settings *settings,
    struct zl_committer **ret_committer) ZL_CHECKED;

/** Finish what waits, answer it, take no more. @param committer NULL is
 *  allowed. */
void zl_committer_stop(struct zl_committer *committer);

/** Stop, close the store and free. @param committer NULL is allowed. */
void zl_committer_free(struct zl_committer *committer);

/**
 * Take a statement.
 *
 * @param committer  the committer.
 * @param statement  parsed; taken over on ZL_OK.
 * @param take       told how it went.
 * @param context    for take.
 * @return ZL_OK; ZL_E_BUSY (the queue is full) or ZL_E_MEMORY, and take will
 *         not be called.
 */
int zl_commit_statement(struct zl_committer *committer,
    struct zl_statement *statement, zl_outcome_take *take,
    void *context) ZL_CHECKED;

/**
 * Take a record.
 *
 * @param committer  the committer.
 * @param record     parsed from bytes, with its body; taken over on ZL_OK
 *                   and given to free().
 * @param bytes      the whole; must stay until take was called.
 * @param take       told how it went.
 * @param context    for take.
 * @return as zl_commit_statement().
 */
int zl_commit_record(struct zl_committer *committer, struct zl_record *record,
    struct zl_bytes bytes, zl_outcome_take *take, void *context) ZL_CHECKED;

/**
 * Take a card document, if a card statement names its hash.
 *
 * @param committer  the committer.
 * @param hash       of the bytes.
 * @param bytes      the document; must stay until take was called.
 * @param take       told how it went: ZL_E_NOT_FOUND when nobody names it.
 * @param context    for take.
 * @return as zl_commit_statement().
 */
int zl_commit_card(struct zl_committer *committer, const struct zl_hash *hash,
    struct zl_bytes bytes, zl_outcome_take *take, void *context) ZL_CHECKED;

/**
 * Take an invitation packet.
 *
 * @param committer  the committer.
 * @param lookup     its look-up id.
 * @param bytes      the packet; must stay until take was called.
 * @param member     who puts it.
 * @param take       told how it went.
 * @param context    for take.
 * @return as zl_commit_statement().
 */
int zl_commit_invitation(struct zl_committer *committer,
    const struct zl_id *lookup, struct zl_bytes bytes,
    const struct zl_id *member, zl_outcome_take *take,
    void *context) ZL_CHECKED;

/**
 * Note that a body is about to leave, to somebody who did not write it.
 *
 * @param committer  the committer.
 * @param id         the record.
 * @param member     who gets it.
 * @param take       told how it went: ZL_E_ERASED or ZL_E_NOT_FOUND when this
 *                   member may not have it any more.
 * @param context    for take.
 * @return as zl_commit_statement().
 */
int zl_commit_opened(struct zl_committer *committer, const struct zl_id *id,
    const struct zl_id *member, zl_outcome_take *take,
    void *context) ZL_CHECKED;

/**
 * Take a seal that a recipient made for a key of its own.
 *
 * @param committer  the committer.
 * @param id         the record.
 * @param member     who made it.
 * @param key        for which sealing key.
 * @param seal       the seal.
 * @param take       told how it went: ZL_E_NOT_FOUND (no record of this
 *                   member's), ZL_E_ERASED, ZL_E_RECIPIENTS (not a key in
 *                   force of this member).
 * @param context    for take.
 * @return as zl_commit_statement().
 */
int zl_commit_seal(struct zl_committer *committer, const struct zl_id *id,
    const struct zl_id *member, const struct zl_sealing_key *key,
    const struct zl_seal *seal, zl_outcome_take *take,
    void *context) ZL_CHECKED;

/**
 * Take the e-mail address that a member leaves, in place of another.
 *
 * @param committer  the committer.
 * @param member     whose.
 * @param address    as 7.17 has it, at most ZL_MAIL_MAX bytes; none: no mail
 *                   any more.  Must stay until take was called.
 * @param take       told how it went.
 * @param context    for take.
 * @return as zl_commit_statement().
 */
int zl_commit_mail_address(struct zl_committer *committer,
    const struct zl_id *member, struct zl_bytes address, zl_outcome_take *take,
    void *context) ZL_CHECKED;

enum { ZL_SWEEP_ROUND = 64 };

/* A round of looking at what waits, on the server's clock. */
struct zl_sweep {
        bool walk; /* at all open signals and clubs; else at what is due */
        struct zl_id after; /* of a walk: those behind this one; first zeros */
        bool more; /* answered: there is more to look at */
        struct zl_id next; /* answered: of a walk, `after` of the next round */
        struct {
                struct zl_id signal;
                unsigned from; /* the first that was taken */
                unsigned to; /* the last */
        } steps[ZL_SWEEP_ROUND]; /* answered: those taken */
        size_t step_count;
};

/**
 * Look at some of what waits (docs/protocol.md, 9), and take what is due.
 *
 * @param committer  the committer.
 * @param sweep      which; answered when take was called with ZL_OK.
 * @param take       told how it went.
 * @param context    for take.
 * @return as zl_commit_statement().
 */
int zl_commit_sweep(struct zl_committer *committer, struct zl_sweep *sweep,
    zl_outcome_take *take, void *context) ZL_CHECKED;

/** Was anything stated since this was last asked that a walk should see?
 *  @param committer the committer. */
bool zl_committer_changed(struct zl_committer *committer);

/* How it went with a mail. */
enum zl_mail_result {
        ZL_MAIL_DELIVERED, /* the mail server has it */
        ZL_MAIL_UNSURE, /* the connection ended before it said so */
        ZL_MAIL_LATER, /* this address not now */
        ZL_MAIL_NO_SUCH, /* this address never */
        ZL_MAIL_RELAY /* the mail server takes none now, for whomever */
};

/* A mail on its way. */
struct zl_mail_job {
        struct zl_mailbox before; /* to whom; as it was before the claim */
        uint64_t number; /* the newest cause that it tells of */
        enum zl_mail_result result; /* how it went */
};

/**
 * Who gets the next mail?  It counts from now on, whatever becomes of it,
 * until zl_commit_mail_sent().
 *
 * @param committer  the committer.
 * @param job        filled in when take was called with ZL_OK.
 * @param take       told how it went: ZL_E_NOT_FOUND when nobody does now.
 * @param context    for take.
 * @return as zl_commit_statement().
 */
int zl_commit_mail_claim(struct zl_committer *committer,
    struct zl_mail_job *job, zl_outcome_take *take, void *context) ZL_CHECKED;

/**
 * Keep how it went with a mail.
 *
 * @param committer  the committer.
 * @param job        with its result; must stay until take was called.
 * @param take       told how it went.
 * @param context    for take.
 * @return as zl_commit_statement().
 */
int zl_commit_mail_sent(struct zl_committer *committer, struct zl_mail_job *job,
    zl_outcome_take *take, void *context) ZL_CHECKED;

/**
 * A mail came back.
 *
 * @param committer  the committer.
 * @param token      of the address; one that nobody has is allowed.
 * @param take       told how it went.
 * @param context    for take.
 * @return as zl_commit_statement().
 */
int zl_commit_mail_bounced(struct zl_committer *committer,
    const struct zl_id *token, zl_outcome_take *take, void *context) ZL_CHECKED;

/** Is somebody to get mail since this was last asked?  @param committer the
 *  committer. */
bool zl_committer_mailed(struct zl_committer *committer);

/** From now on mail is sent, or not.  @param committer the committer.
 *  @param on whether; at first it is not. */
void zl_committer_set_mails(struct zl_committer *committer, bool on);

/** Is mail sent? @param committer the committer. */
bool zl_committer_mails(const struct zl_committer *committer);

/** All that time brings was done up to a moment. @param committer the
 *  committer. @param moment of its clock. */
void zl_committer_set_looked(
    struct zl_committer *committer, struct zl_time moment);

/** Up to when; 0: not since the start.  On any thread.  @param committer the
 *  committer. @return the moment. */
struct zl_time zl_committer_looked(const struct zl_committer *committer);

#endif
