/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CORE_RECORDS_H
#define ZL_CORE_RECORDS_H

#include "core_internal.h"

/* The second half of core_internal.h, which includes it: what the files of
 * the core share about signals and records. */

/* ---- core_sync_records.c ---- */

/** A bundle of records came, of the list or of one signal. @param core the
 *  core. @param body it. @return as zl_core_answer(). */
int core__records_answer(struct zl_core *core, struct zl_bytes body) ZL_CHECKED;
/** All records were listed: which signals are to be fetched whole? @param
 *  core the core. @return ZL_OK or ZL_E_MEMORY. */
int core__look_behind(struct zl_core *core) ZL_CHECKED;
/** The signal to fetch next, or NULL. @param core the core. */
struct core__fetch *core__fetch(const struct zl_core *core);
/** A signal's list was refused. @param core the core. @param status of HTTP.
 *  @param body the answer. @return as zl_core_answer(). */
int core__signal_refused(
    struct zl_core *core, int status, struct zl_bytes body) ZL_CHECKED;

/* ---- core_take.c ---- */

/** The log has this record: judge it at its point and keep it, or put it
 *  aside until more is known. @param core the core. @param record parsed.
 *  @param proof verified. @param item its bytes. @param whole everything
 *  before it in its signal was fetched. @return ZL_OK or ZL_E_MEMORY. */
int core__take_record(struct zl_core *core, const struct zl_record *record,
    const struct zl_proof *proof, struct zl_bytes item, bool whole) ZL_CHECKED;
/** Judge again what was put aside. @param core the core. @return ZL_OK or
 *  ZL_E_MEMORY. */
int core__take_pending(struct zl_core *core) ZL_CHECKED;
/** Refuse a record aloud. @param core the core. @param id it. @param reason
 *  why. */
void core__say_refused(
    struct zl_core *core, const struct zl_id *id, int reason);

/* ---- core_ours.c ---- */

/** Is a record that may be also ours to be shown? @param core the core. @param
 *  record judged. @param at its point. @param facts of its signal, before it.
 *  @param followed of an acknowledgement or unreadable. @param whole it was
 *  fetched, or waited, for what is behind something else. @return ZL_OK or
 *  ZL_E_POLICY. */
int core__check_ours(const struct zl_core *core, const struct zl_record *record,
    struct zl_point at, const struct zl_signal_facts *facts,
    const struct zl_followed *followed, bool whole) ZL_CHECKED;

/* ---- core_body.c ---- */

/** A body came. @param core the core. @param status of HTTP. @param body the
 *  answer. @return as zl_core_answer(). */
int core__body_answer(
    struct zl_core *core, int status, struct zl_bytes body) ZL_CHECKED;
/** Somebody reads a body that is here, which its author is told. @param core
 *  the core. @param known the record. @return ZL_OK or ZL_E_MEMORY. */
int core__is_read(struct zl_core *core, struct core__record *known) ZL_CHECKED;
/** Can we get at its content key? @param core the core. @param record it. */
bool core__can_open(
    const struct zl_core *core, const struct core__record *record);
/** Parse a record we keep. @param core the core. @param record it. @param ret
 *  receives it. @return as zl_record_parse(); ZL_E_NOT_FOUND (wiped). */
int core__parse(const struct zl_core *core, const struct core__record *record,
    struct zl_record *ret) ZL_CHECKED;
/** Its content key. @param core the core. @param record it. @param parsed the
 *  same, parsed. @param ret_key zl_secret_free() it. @return as
 *  zl_envelope_unseal(). */
int core__content_key(const struct zl_core *core,
    const struct core__record *record, const struct zl_record *parsed,
    struct zl_secret **ret_key) ZL_CHECKED;

/* ---- core_signal.c ---- */

/** A record as people look at it. @param core the core. @param record it.
 *  @param ret receives it. */
void core__look_at_record(const struct zl_core *core,
    const struct core__record *record, struct zl_record_view *ret);

/* ---- core_sight.c: what is proven to be whole ---- */

/** Who we are, and what we see besides our own scopes. @param core the core.
 *  @return borrows from the core. */
struct zl_sight core__sight(const struct zl_core *core);
/** Free. @param scopes all zero is allowed. */
void core__scopes_free(struct core__scopes *scopes);
/** Add one. @param scopes to these. @param id it. @return ZL_OK or
 *  ZL_E_MEMORY. */
int core__scopes_add(
    struct core__scopes *scopes, const struct zl_id *id) ZL_CHECKED;
/** Are all of these among others? @param scopes these. @param others the
 *  others. */
bool core__scopes_within(
    const struct core__scopes *scopes, const struct core__scopes *others);
/** These were proven to be whole, besides our own. @param core the core.
 *  @param scopes taken over. @return ZL_OK or ZL_E_MEMORY. */
int core__take_sight(
    struct zl_core *core, struct core__scopes *scopes) ZL_CHECKED;
/** Is what we know of somebody known to be whole, so that something about
 *  this club may be sealed to that person? @param core the core. @param club
 *  which club. @param member who. */
bool core__may_seal_to(const struct zl_core *core, const struct zl_id *club,
    const struct zl_id *member);
/** Is all in sight that says whether a record may be? @param core the core.
 *  @param context the record's. @param status how it was judged. */
bool core__in_sight(
    const struct zl_core *core, const struct zl_context *context, int status);

/* ---- core_wipe.c ---- */

/** Wipe what is not ours to keep: of signals that were taken back or erased,
 *  and of those that others hold now. @param core the core. @return ZL_OK or
 *  ZL_E_MEMORY. */
int core__wipe(struct zl_core *core) ZL_CHECKED;

/* ---- core_own_seals.c ---- */

/** Seal what we can open to those of our keys that lack a seal, and wipe old
 *  secrets that nothing needs any more. @param core the core. @return ZL_OK
 *  or ZL_E_MEMORY. */
int core__seal_own(struct zl_core *core) ZL_CHECKED;
/** Is everything that we can open sealed to this device's newest key, and at
 *  the server? @param core the core, its records fetched to the end. */
bool core__all_sealed(const struct zl_core *core);
/** The server has a seal of ours. @param core the core. @param item which.
 *  @return ZL_OK or ZL_E_MEMORY. */
int core__seal_made(
    struct zl_core *core, const struct core__item *item) ZL_CHECKED;
/** Which own keys is a record sealed to? @param core the core. @param record
 *  parsed. @param kept receives them. */
void core__take_seals(const struct zl_core *core,
    const struct zl_record *record, struct core__record *kept);

/* ---- core_records.c: what is known of signals ---- */

/** A record by id, or NULL. @param core the core. @param id it. */
struct core__record *core__record(
    const struct zl_core *core, const struct zl_id *id);
/** A record by its hash, or NULL. @param core the core. @param hash it. */
struct core__record *core__record_of_hash(
    const struct zl_core *core, const struct zl_hash *hash);
/** Keep a record, at its place. @param core the core. @param record taken
 *  over on success. @return ZL_OK or ZL_E_MEMORY. */
int core__add_record(
    struct zl_core *core, struct core__record *record) ZL_CHECKED;
/** Put records in order again. @param core the core. */
void core__sort_records(struct zl_core *core);
/** Forget a record. @param core the core. @param record freed. @return ZL_OK
 *  or ZL_E_MEMORY. */
int core__drop_record(
    struct zl_core *core, struct core__record *record) ZL_CHECKED;
/** Free a record. @param record NULL is allowed. */
void core__record_free(struct core__record *record);
/** What is known of a signal, by zl_signal_advance() over its records.
 *  @param core the core. @param signal its id. @param logged only what the
 *  log has; else with what is queued. @param before only what stands before
 *  this index of the log or, with what is queued, of the queue. @param ret
 *  receives it. */
void core__facts(const struct zl_core *core, const struct zl_id *signal,
    bool logged, uint64_t before, struct zl_signal_facts *ret);
/** The record that an acknowledgement follows, for judging. @param core the
 *  core. @param hash of it. @return borrowed until the next call. */
struct zl_followed core__followed(
    const struct zl_core *core, const struct zl_hash *hash);
/** Does this member hold a signal now? @param core the core. @param facts of
 *  the signal. @param member who. */
bool core__holds(const struct zl_core *core,
    const struct zl_signal_facts *facts, const struct zl_id *member);
/** Is it one of these? @param ids the list. @param count how many. @param id
 *  it. */
bool core__among(const struct zl_id *ids, size_t count, const struct zl_id *id);
/** Take recipients (persons) and lists from a context. @param context it.
 *  @param record receives them. */
void core__take_context(
    const struct zl_context *context, struct core__record *record);
/** Does it pass a signal on: handover, step-out or reseal? @param kind it. */
bool core__passes_on(enum zl_kind kind);
/** Does it say how it went with another record: acknowledgement or
 *  unreadable? @param kind it. */
bool core__answers(enum zl_kind kind);

/* ---- core_seen.c ---- */

/** Has this recipient been shown? @param core the core. @param member
 *  who. */
bool core__is_shown(const struct zl_core *core, const struct zl_id *member);
/** Was this recipient shown or told of? @param core the core. @param member
 *  who. */
bool core__is_told(const struct zl_core *core, const struct zl_id *member);
/** A recipient was shown, or told of. @param core the core. @param member
 *  who. @param shown or only told of. @return ZL_OK or ZL_E_MEMORY. */
int core__mark_seen(
    struct zl_core *core, const struct zl_id *member, bool shown) ZL_CHECKED;

/* ---- core_seal.c ---- */

/** The moment everything is judged at. @param core the core. */
struct zl_point core__point(const struct zl_core *core);
/** May we seal now? @param core the core. @return ZL_OK or
 *  ZL_E_INCOMPLETE. */
int core__may_seal(const struct zl_core *core) ZL_CHECKED;
/** Is the directory too old, or none there, to seal by? Notes are kept as
 *  drafts then. @param core the core. */
bool core__too_old(const struct zl_core *core);
/** Persons of a record of ours. @param core the core. @param record its kind,
 *  club and signal. @param choice who is left out (those who would receive
 *  nothing anyhow are passed over), or who was chosen. @param ret receives
 *  them. @param ret_count how many. @return as zl_signal_persons() and
 *  zl_signal_may_receive(). */
int core__persons(const struct zl_core *core, const struct core__record *record,
    const struct core__item *choice, struct zl_id ret[static ZL_PERSONS_MAX],
    size_t *ret_count) ZL_CHECKED;
/** Is somebody among the persons of a record of ours who was not shown?
 *  @param core the core. @param record it. @param choice as above. @return
 *  ZL_OK, ZL_E_STATE or as core__persons(). */
int core__check_shown(const struct zl_core *core,
    const struct core__record *record,
    const struct core__item *choice) ZL_CHECKED;
/** Seal a record of ours, and judge it as the server will. @param core the
 *  core. @param record all but hash and persons; these are set on success.
 *  @param choice as above. @param body the JSON; not of a status. @param
 *  followed of an acknowledgement or unreadable, else NULL. @param buf
 *  receives the record. @return as zl_signal_persons(), zl_envelope_seal() and
 *  zl_signal_judge(); ZL_E_STATE (its note is not sent yet). */
int core__seal(struct zl_core *core, struct core__record *record,
    const struct core__item *choice, struct zl_bytes body,
    const struct core__record *followed, struct zl_buf *buf) ZL_CHECKED;
/** A fresh record of ours. @param core the core. @param kind its kind. @param
 *  signal NULL: opens one. @param club of which club. @param ret free it.
 *  @return ZL_OK or ZL_E_MEMORY. */
int core__new_record(struct zl_core *core, enum zl_kind kind,
    const struct zl_id *signal, const struct zl_id *club,
    struct core__record **ret) ZL_CHECKED;
/** Keep, store and queue a record of ours. @param core the core. @param
 *  record taken over, also on failure. @param body its JSON, NULL for a
 *  status. @param sealed its bytes; empty: a draft. @param proto left_out and
 *  chosen are taken. @return ZL_OK or ZL_E_MEMORY. */
int core__queue_record(struct zl_core *core, struct core__record *record,
    const struct zl_buf *body, struct zl_bytes sealed,
    const struct core__item *proto) ZL_CHECKED;
/** Say how it went with a record. @param core the core. @param kind
 *  acknowledgement or unreadable. @param followed it. @return ZL_OK, also
 *  when that would be refused, or ZL_E_MEMORY. */
int core__answer(struct zl_core *core, enum zl_kind kind,
    const struct core__record *followed) ZL_CHECKED;

/* ---- core_stale.c: sealing anew, and asking ---- */

/** Seal what is stale, anew or for the first time. @param core the core.
 *  @param item of the record. @return ZL_OK or ZL_E_MEMORY. */
int core__seal_stale(struct zl_core *core, struct core__item *item) ZL_CHECKED;
/** Look at everything that is stale or asks. @param core the core. @param
 *  notes only these are sealed, else all but these. @return ZL_OK or
 *  ZL_E_MEMORY. */
int core__settle_items(struct zl_core *core, bool notes) ZL_CHECKED;

/* ---- core_act.c: what all acts begin with ---- */

/** May we do this with a signal now?  Only what our role and relation allow,
 *  whatever else may be wrong. @param core the core. @param act what. @param
 *  signal its id. @param ret_note receives its note; NULL allowed. @return
 *  ZL_OK, ZL_E_NOT_FOUND, ZL_E_POLICY, ZL_E_STATE, ZL_E_ERASED or
 *  ZL_E_INCOMPLETE. */
int core__check_act(const struct zl_core *core, enum zl_act act,
    const struct zl_id *signal,
    const struct core__record **ret_note) ZL_CHECKED;
/** Seal and queue a record of ours about a signal. @param core the core.
 *  @param kind its kind. @param note of the signal. @param choice receivers
 *  that were chosen. @param body what it says, NULL for a status. @param kept
 *  what is kept of that here; NULL for a status. @param ret_id receives the
 *  record's id. @return as core__seal(). */
int core__write_about(struct zl_core *core, enum zl_kind kind,
    const struct core__record *note, const struct core__item *choice,
    const struct zl_buf *body, const struct zl_buf *kept,
    struct zl_id *ret_id) ZL_CHECKED;

/** Queue such a record, to be sealed once the next sync has listed all there
 *  is. @param core the core. @param kind what passes a signal on. @param note
 *  of the signal. @param choice receivers that were chosen. @param kept what
 *  is kept of it here. @param ret_id receives the record's id. @return ZL_OK
 *  or ZL_E_MEMORY. */
int core__write_later(struct zl_core *core, enum zl_kind kind,
    const struct core__record *note, const struct core__item *choice,
    const struct zl_buf *kept, struct zl_id *ret_id) ZL_CHECKED;

/* ---- core_outrun.c ---- */

/** Would a handover or step-out that is sealed now name a head of records that
 *  we have not been listed, or that still wait to be judged?  The server could
 *  not tell then that we know too little. @param core the core. @param kind of
 *  what is to be sealed; of others the answer is no. @param signal which. */
bool core__names_too_much(
    const struct zl_core *core, enum zl_kind kind, const struct zl_id *signal);
/** A record that has to be opened before what waits can be passed on. @param
 *  core the core. @return NULL: none. */
const struct core__record *core__to_open(const struct zl_core *core);
/** List the records once more in this sync. @param core the core. */
void core__list_again(struct zl_core *core);

/* ---- core_keyless.c ---- */

/** Can this member have the content key of a note, by the records?  Its
 *  author sealed it to the member, or somebody who could have it passed it on,
 *  and the member did not say since that the note does not open. @param core
 *  the core. @param note it. @param member who. */
bool core__may_have_key(struct zl_core *core, const struct core__record *note,
    const struct zl_id *member);
/** Will anybody be able to read a note once it is handed over to these?
 *  @param core the core. @param note it. @param to who holds it then, and no
 *  others. @param count how many. @return ZL_OK, ZL_E_STATE (what was passed
 *  on to us is to be opened first) or ZL_E_NOT_FOR_US (nobody). */
int core__check_key(struct zl_core *core, const struct core__record *note,
    const struct zl_id *to, size_t count) ZL_CHECKED;

/* ---- core_pass.c, core_reseal.c ---- */

/** A record of the signal that whoever receives it would lack, because it was
 *  not opened here. @param core the core. @param record ours, that passes the
 *  signal on. @param choice who receives it. @return NULL: none. */
const struct core__record *core__unopened(const struct zl_core *core,
    const struct core__record *record, const struct core__item *choice);

/** The body of what passes a signal on, with the content keys of what we
 *  opened.  @param core the core. @param record ours, handover, step-out or
 *  reseal. @param choice who receives it. @param kept what we keep of it: the
 *  same without keys. @param buf receives the JSON. @return ZL_OK, ZL_E_STATE
 *  (something is not opened, or still on its way), ZL_E_TOO_LARGE or
 *  ZL_E_MEMORY. */
int core__write_passing(const struct zl_core *core,
    const struct core__record *record, const struct core__item *choice,
    const struct zl_buf *kept, struct zl_buf *buf) ZL_CHECKED;
/** Take what was passed on: keys that fit are kept. @param core the core.
 *  @param record the handover, step-out or reseal. @param body its body.
 *  @param kept receives it without the keys. @return ZL_OK, ZL_E_MALFORMED or
 *  ZL_E_MEMORY. */
int core__take_passing(struct zl_core *core, const struct core__record *record,
    const struct zl_buf *body, struct zl_buf *kept) ZL_CHECKED;
/** Where notes of ours wait with people who are gone, and the club has
 *  others now: seal them to these, or ask. @param core the core. @return
 *  ZL_OK or ZL_E_MEMORY. */
int core__reseal_waiting(struct zl_core *core) ZL_CHECKED;
/** Somebody is not to have it: do not ask again. @param core the core. @param
 *  record a reseal of ours that is withdrawn. @return ZL_OK or
 *  ZL_E_MEMORY. */
int core__decline(
    struct zl_core *core, const struct core__record *record) ZL_CHECKED;

#endif
