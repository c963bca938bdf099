/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CORE_SIGNALS_H
#define ZL_CORE_SIGNALS_H

#include "body.h"
#include "directory.h"
#include "message.h"
#include "record.h"

struct zl_core; /* core.h */

/*
 * Signals in the client core: what one may do with them, and what there is
 * to see.  core.h includes it and says how a core is used.
 *
 * Every act checks the policy and the state before anything is sealed, as
 * the server will.  ZL_E_POLICY: this role, or who does not hold the signal,
 * never may; ZL_E_STATE: not in this state of the signal; ZL_E_INCOMPLETE:
 * the directory is not known to be whole, so nothing is sealed.  Every act
 * can also answer ZL_E_MEMORY.
 */

/* ---- Writing (core_note.c, core_addendum.c) ---- */

/**
 * Write a note: check, seal to those in force, queue.
 *
 * @param core       contact, or professional assigned to the club.
 * @param now        the clock.
 * @param club       of which club.
 * @param note       what it says; `written` is filled in.
 * @param left_out   members the contact leaves out.
 * @param left_count how many.
 * @param ret_id     receives the note's id, which is the signal's.
 * @param ret_field  receives the field that is wrong, or NULL.
 * @return ZL_OK, ZL_E_POLICY (may not note for this club, or the charter
 *         does not allow naming), ZL_E_RECIPIENTS (nobody can receive),
 *         ZL_E_NOT_FOUND (the club has ended), ZL_E_STATE (a new recipient
 *         must be shown first: see zl_core_unseen()), ZL_E_INCOMPLETE,
 *         ZL_E_MALFORMED, ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
int zl_core_note(struct zl_core *core, struct zl_time now,
    const struct zl_id *club, const struct zl_note *note,
    const struct zl_id *left_out, size_t left_count, struct zl_id *ret_id,
    const char **ret_field) ZL_CHECKED;

/**
 * Recipients of a club's notes whom this person has not been shown yet.
 *
 * @param core  joined.
 * @param now   the clock.
 * @param club  which club.
 * @param ret   room for ZL_PERSONS_MAX members.
 * @return how many.
 */
size_t zl_core_unseen(const struct zl_core *core, struct zl_time now,
    const struct zl_id *club, struct zl_id ret[static ZL_PERSONS_MAX]);

/**
 * Holders of a signal whom this person has not been shown yet: a contact is
 * shown them before an addendum.
 *
 * @param core    joined.
 * @param now     the clock.
 * @param signal  which signal.
 * @param ret     room for ZL_PERSONS_MAX members.
 * @return how many.
 */
size_t zl_core_unseen_holders(const struct zl_core *core, struct zl_time now,
    const struct zl_id *signal, struct zl_id ret[static ZL_PERSONS_MAX]);

/**
 * They have been shown; notes may go to them.
 *
 * @param core   joined.
 * @param ids    the members.
 * @param count  how many.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int zl_core_seen(
    struct zl_core *core, const struct zl_id *ids, size_t count) ZL_CHECKED;

/**
 * Add to a note of one's own, for those who hold the signal now.
 *
 * @param core      the note's author, or who took that place.
 * @param now       the clock.
 * @param signal    its id.
 * @param note      what it says; `written` is filled in.
 * @param ret_id    receives the record's id.
 * @param ret_field receives the field that is wrong, or NULL.
 * @return ZL_OK, ZL_E_POLICY (not the author, or naming), ZL_E_STATE (closed,
 *         the note is not sent yet, or a holder must be shown first: see
 *         zl_core_unseen_holders()), ZL_E_ERASED, ZL_E_NOT_FOUND,
 *         ZL_E_RECIPIENTS, ZL_E_INCOMPLETE, ZL_E_MALFORMED or
 *         ZL_E_TOO_LARGE.
 */
int zl_core_addendum(struct zl_core *core, struct zl_time now,
    const struct zl_id *signal, const struct zl_note *note,
    struct zl_id *ret_id, const char **ret_field) ZL_CHECKED;

/**
 * Assess a signal.
 *
 * @param core        professional.
 * @param now         the clock.
 * @param signal      its id.
 * @param assessment  what it says; `written` is filled in.
 * @param ret_id      receives the record's id.
 * @param ret_field   receives the field that is wrong, or NULL.
 * @return ZL_OK, ZL_E_POLICY (not a holder, or a contact), ZL_E_STATE (not
 *         acknowledged, or its note not sent yet), ZL_E_ERASED,
 *         ZL_E_NOT_FOUND, ZL_E_RECIPIENTS, ZL_E_INCOMPLETE, ZL_E_MALFORMED,
 *         ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
int zl_core_assess(struct zl_core *core, struct zl_time now,
    const struct zl_id *signal, const struct zl_assessment *assessment,
    struct zl_id *ret_id, const char **ret_field) ZL_CHECKED;

/**
 * Answer the author of a signal's note.
 *
 * @param core      professional.
 * @param now       the clock.
 * @param signal    its id.
 * @param feedback  what it says; `written` is filled in.
 * @param ret_id    receives the record's id.
 * @param ret_field receives the field that is wrong, or NULL.
 * @return as zl_core_assess().
 */
int zl_core_feedback(struct zl_core *core, struct zl_time now,
    const struct zl_id *signal, const struct zl_feedback *feedback,
    struct zl_id *ret_id, const char **ret_field) ZL_CHECKED;

/**
 * Keep the family's own view with a signal.
 *
 * @param core      professional.
 * @param now       the clock.
 * @param signal    its id.
 * @param statement what it says; `written` is filled in.
 * @param ret_id    receives the record's id.
 * @param ret_field receives the field that is wrong, or NULL.
 * @return as zl_core_assess().
 */
int zl_core_family_statement(struct zl_core *core, struct zl_time now,
    const struct zl_id *signal, const struct zl_family_statement *statement,
    struct zl_id *ret_id, const char **ret_field) ZL_CHECKED;

/* ---- Passing on (core_pass.c) ---- */

/**
 * Who may be chosen as a receiver of a signal.
 *
 * @param core    professional who holds it.
 * @param now     the clock.
 * @param kind    ZL_HANDOVER or ZL_STEP_OUT: professionals; ZL_RESEAL: fellow
 *                holders, and contacts who may take the author's place.
 * @param signal  its id.
 * @param ret     room for max members, sorted by id; never ourselves.
 * @param max     room.
 * @return how many there are; no more than max were written.
 */
size_t zl_core_receivers(const struct zl_core *core, struct zl_time now,
    enum zl_kind kind, const struct zl_id *signal, struct zl_id *ret,
    size_t max);

/**
 * Hand a signal over: whoever receives it holds it from then on, and nobody
 * else.  What this device has opened of it goes along, as it was written.
 *
 * @param core      professional who holds it.
 * @param now       the clock.
 * @param signal    its id.
 * @param to        receivers; see zl_core_receivers().
 * @param to_count  how many; none is allowed only with with_me.
 * @param with_me   we stay a holder besides them.
 * @param text      for the receivers, or NULL.
 * @param ret_id    receives the record's id.
 * @param ret_field receives the field that is wrong, or NULL.
 * @return as zl_core_assess(); ZL_E_RECIPIENTS also when somebody may not be
 *         chosen; ZL_E_STATE also while something of the signal is still on
 *         its way, or has not been opened here (open it first);
 *         ZL_E_NOT_FOR_US when the note cannot be opened here and no receiver
 *         has it: then the contact's device must come first, or a call.
 */
int zl_core_handover(struct zl_core *core, struct zl_time now,
    const struct zl_id *signal, const struct zl_id *to, size_t to_count,
    bool with_me, const char *text, struct zl_id *ret_id,
    const char **ret_field) ZL_CHECKED;

/**
 * Step out of a signal for good, because it is too near: nobody can ever
 * make us a holder of it again.  Unopened, it can only be left to fellow
 * holders, who have it already.
 *
 * @param core      professional who holds it.
 * @param now       the clock.
 * @param signal    its id.
 * @param to        who holds it from then on.
 * @param to_count  how many.
 * @param text      for the receivers, or NULL.
 * @param ret_id    receives the record's id.
 * @param ret_field receives the field that is wrong, or NULL.
 * @return as zl_core_handover().
 */
int zl_core_step_out(struct zl_core *core, struct zl_time now,
    const struct zl_id *signal, const struct zl_id *to, size_t to_count,
    const char *text, struct zl_id *ret_id, const char **ret_field) ZL_CHECKED;

/**
 * Seal a signal anew: to fellow holders who cannot open all of it, or to one
 * contact who takes the place of an author who lost every device.  Ring that
 * person first: whoever receives it reads what the author could read.
 *
 * @param core      professional who holds it.
 * @param now       the clock.
 * @param signal    its id.
 * @param to        holders, or one contact; see zl_core_receivers().
 * @param to_count  how many.
 * @param ret_id    receives the record's id.
 * @return as zl_core_handover().
 */
int zl_core_reseal(struct zl_core *core, struct zl_time now,
    const struct zl_id *signal, const struct zl_id *to, size_t to_count,
    struct zl_id *ret_id) ZL_CHECKED;

/* ---- Marks (core_mark.c) ---- */

/**
 * Take a note back, as long as nobody opened it.  The server knows whether
 * somebody did, and may still refuse.
 *
 * @param core    contact who wrote it.
 * @param now     the clock.
 * @param signal  its id.
 * @param ret_id  receives the record's id.
 * @return ZL_OK, ZL_E_POLICY, ZL_E_STATE (it was opened, or not sent yet: see
 *         zl_core_withdraw()), ZL_E_ERASED, ZL_E_NOT_FOUND or
 *         ZL_E_INCOMPLETE.
 */
int zl_core_retract(struct zl_core *core, struct zl_time now,
    const struct zl_id *signal, struct zl_id *ret_id) ZL_CHECKED;

/**
 * Close a signal, open it again, hold up its erasing, or erase it for good.
 * These carry no words: reasons go into an assessment before.
 *
 * @param core    professional who holds it.
 * @param now     the clock.
 * @param kind    ZL_CLOSING, ZL_REOPENING, ZL_HOLD or ZL_ERASURE.
 * @param signal  its id.
 * @param ret_id  receives the record's id.
 * @return as zl_core_assess(), or ZL_E_USAGE (another kind).
 */
int zl_core_mark(struct zl_core *core, struct zl_time now, enum zl_kind kind,
    const struct zl_id *signal, struct zl_id *ret_id) ZL_CHECKED;

/* ---- Opening, and the outbox (core_professional.c, core_note.c) ---- */

/**
 * Open what is new of a signal: the next requests fetch the bodies, and
 * acknowledgements are queued once they are decrypted.  What was passed on
 * to us is opened with the keys that came with it.
 *
 * @param core    joined.
 * @param now     the clock.
 * @param signal  its id.
 * @return ZL_OK, ZL_E_ERASED, ZL_E_NOT_FOUND or ZL_E_MEMORY.
 */
int zl_core_open(struct zl_core *core, struct zl_time now,
    const struct zl_id *signal) ZL_CHECKED;

/**
 * The decrypted body of a record.  Of a handover, step-out or reseal the
 * keys are left out.
 *
 * @param core    the core.
 * @param record  its id.
 * @param buf     receives the JSON; parse it by the record's kind.
 * @return ZL_OK, ZL_E_NOT_FOUND, ZL_E_REVOKED (the record is void) or
 *         ZL_E_MEMORY.
 */
int zl_core_body(const struct zl_core *core, const struct zl_id *record,
    struct zl_buf *buf) ZL_CHECKED;

/**
 * Answer the question of ZL_MSG_ASK_NEW_RECIPIENTS: send to those now in
 * force after all.  (Not to send: zl_core_withdraw().)
 *
 * @param core    joined.
 * @param now     the clock.
 * @param record  the record that waits.
 * @return ZL_OK, ZL_E_NOT_FOUND, ZL_E_STATE (it waits for nothing),
 *         ZL_E_RECIPIENTS (nobody can receive) or ZL_E_MEMORY.
 */
int zl_core_send_anyway(struct zl_core *core, struct zl_time now,
    const struct zl_id *record) ZL_CHECKED;

/**
 * Take a record out of the outbox that the server never accepted: one that
 * waits for an answer, was refused, or was not sealed yet.
 *
 * @param core    joined.
 * @param record  the record.
 * @return ZL_OK, ZL_E_NOT_FOUND, ZL_E_STATE (it was sent, or may have been
 *         with its answer lost) or ZL_E_MEMORY.
 */
int zl_core_withdraw(
    struct zl_core *core, const struct zl_id *record) ZL_CHECKED;

/* ---- What there is to see (core_signal.c) ---- */

/* Where a record stands. */
enum zl_progress {
        ZL_QUEUED, /* safe here, goes out by itself */
        ZL_ASKING, /* waits for an answer about a new recipient */
        ZL_FAILED, /* not sent: ring */
        ZL_STORED, /* on the server, receipt verified */
        ZL_LISTED, /* somebody else's, body not fetched */
        ZL_OPENED /* somebody else's, body here and acknowledged */
};

struct zl_record_view {
        struct zl_id id;
        enum zl_kind kind;
        struct zl_id author; /* member */
        const char *author_name;
        bool ours;
        bool former; /* its author is no longer a member */
        bool unproven; /* its author's invitation was used twice */
        bool is_void; /* its author's key was declared compromised since
                         before it: what it says counts for nothing */
        enum zl_progress progress;
        struct zl_time time; /* server's, or made here when queued */
        bool has_body; /* zl_core_body() will work */
};

struct zl_signal_view {
        struct zl_id id;
        struct zl_id club;
        const char *club_name;
        enum zl_state state;
        bool held; /* its erasing is held up */
        struct zl_time time; /* of the note */
        struct zl_id author; /* of the note, or who took that place */
        bool is_holder; /* we hold it */
        size_t holder_count; /* who has it now; names: zl_core_name() */
        struct zl_id holders[ZL_PERSONS_MAX];
        bool acknowledged_by_known;
        struct zl_id acknowledged_by; /* first professional who opened */
        struct zl_time acknowledged_at;
        bool answered; /* there was feedback */
        struct zl_time answered_at; /* the first */
        size_t record_count;
        bool has_new; /* something listed and not opened */
};

/** The name of a member. @param core the core. @param member who. @return
 *  borrowed; "" when we have no card. */
const char *zl_core_name(
    const struct zl_core *core, const struct zl_id *member);

/**
 * A name for who may have none: the member's, or role and team or club as the
 * charter and the appointment say, "sociaal werker (Team Noord)".
 *
 * @param core    the core.
 * @param member  who.
 * @param ret     receives it; "" when nothing is known of this member.
 */
void zl_core_describe(const struct zl_core *core, const struct zl_id *member,
    char ret[static ZL_MSG_ARG_CHARS + 1]);

/** How many signals we know. @param core the core. */
size_t zl_core_signal_count(const struct zl_core *core);

/** A signal, newest first. @param core the core. @param index below the
 *  count. @param ret_signal receives it. */
void zl_core_signal_at(const struct zl_core *core, size_t index,
    struct zl_signal_view *ret_signal);

/**
 * Find a signal by the end of its id in text, which is how ids are shown:
 * those of one hour begin alike.
 *
 * @param core        the core.
 * @param suffix      the last four hexadecimal digits or more.
 * @param ret_signal  receives it.
 * @return ZL_OK, ZL_E_NOT_FOUND, ZL_E_CONFLICT (several) or ZL_E_MALFORMED.
 */
int zl_core_find_signal(const struct zl_core *core, const char *suffix,
    struct zl_signal_view *ret_signal) ZL_CHECKED;

/** A record of a signal, in log order, unsent ones last. @param core the
 *  core. @param signal its id. @param index below record_count.
 *  @param ret_record receives it. */
void zl_core_record_at(const struct zl_core *core, const struct zl_id *signal,
    size_t index, struct zl_record_view *ret_record);

/* ---- Timeline and worklist (core_timeline.c, core_worklist.c) ---- */

/* Somebody opened a record, or could not. */
struct zl_reading {
        struct zl_id member;
        const char *name;
        struct zl_time time;
        bool unreadable; /* it did not open */
};

/* What happened, with who has read it. */
struct zl_event {
        struct zl_record_view record; /* no acknowledgement or unreadable */
        bool refused; /* it does not open, or is not what it should be */
        size_t receiver_count; /* of a handover, step-out or reseal */
        struct zl_id receivers[ZL_PERSONS_MAX];
        size_t reading_count;
        struct zl_reading readings[ZL_PERSONS_MAX]; /* the first of each */
};

/** How many events a signal has. @param core the core. @param signal its
 *  id. */
size_t zl_core_event_count(
    const struct zl_core *core, const struct zl_id *signal);

/** An event of a signal, in log order, unsent ones last. @param core the
 *  core. @param signal its id. @param index below the count. @param ret_event
 *  receives it, with borrowed names. */
void zl_core_event_at(const struct zl_core *core, const struct zl_id *signal,
    size_t index, struct zl_event *ret_event);

/* How long a signal waits (docs/protocol.md, 9.2), by our own clock and what
 * was verified here. */
struct zl_clock {
        bool waits; /* something of it was not opened by anybody it is for */
        struct zl_time since; /* when it waits */
        int step; /* ZL_STEP_NONE to ZL_STEP_COORDINATORS (terms.h) */
        uint32_t read_by; /* last day to open it, since 1970-01-01; 0: it does
                             not wait */
        uint32_t answer_by; /* last day to answer; 0: nobody waits for one */
        bool answer_late;
        bool open_too_long; /* to be closed, or held with a reason */
        const char *phone; /* borrowed: where to ring about it; "": unknown */
};

/**
 * How long has a signal waited?
 *
 * @param core    joined.
 * @param now     the clock.
 * @param signal  as it was looked at.
 * @param ret     receives it; nothing waits of one that is not open.
 */
void zl_core_clock(const struct zl_core *core, struct zl_time now,
    const struct zl_signal_view *signal, struct zl_clock *ret);

/**
 * Is it a signal of a club that was ours when it was noted, and is another's
 * now?
 *
 * @param core        professional.
 * @param now         the clock.
 * @param signal      as it was looked at.
 * @param ret_member  receives the account holder it could be handed to.
 */
bool zl_core_successor(const struct zl_core *core, struct zl_time now,
    const struct zl_signal_view *signal, struct zl_id *ret_member);

/* What a signal waits for. */
enum zl_stage {
        ZL_STAGE_NEW, /* nobody has opened it, or what was added to it, or
                         whoever it was handed to */
        ZL_STAGE_WAITING, /* taken up, and no answer given yet */
        ZL_STAGE_ANSWERED /* open, with an answer given */
};

/* How near the charter's term is. */
enum zl_urgency {
        ZL_IN_TIME,
        ZL_NEAR_TERM, /* due within one working day */
        ZL_OVER_TERM
};

struct zl_work {
        struct zl_id signal;
        enum zl_stage stage;
        enum zl_urgency urgency;
        bool opened_here; /* we have opened its note */
        bool open_too_long; /* close it, or hold it with a reason */
        bool has_successor; /* the club is another's by now */
        struct zl_id successor; /* to whom it could be handed over */
        uint32_t due; /* last day of the term, days since 1970-01-01; 0 once
                         answered */
};

/**
 * The open signals that a professional holds: what is over its term first,
 * then by day due, then by age.  New ones, and those with an addendum that
 * nobody opened, are due `remind_days` working days after that was written,
 * an answer `answer_days` after.
 *
 * @param core  professional.
 * @param now   the clock.
 * @param ret   room for max entries.
 * @param max   room.
 * @return how many there are; no more than max were written.
 */
size_t zl_core_worklist(const struct zl_core *core, struct zl_time now,
    struct zl_work *ret, size_t max);

#endif
