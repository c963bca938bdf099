/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CORE_INTERNAL_H
#define ZL_CORE_INTERNAL_H

#include "core_kept.h"

/*
 * What the files of the core share: what each does for the others.
 *
 * The core is what its rows say.  A command or an answer first makes what it
 * needs and checks it, then changes memory and puts rows; core__finish()
 * closes it.  When memory runs out in between, the core is broken: it gives
 * no more rows, and its shell loads the stored ones again.
 */

/* ---- core.c ---- */

/** Make room for one more in an array. @param array points at the array.
 *  @param count elements it has. @param size of one. @return ZL_OK or
 *  ZL_E_MEMORY. */
int core__grow(void *array, size_t count, size_t size) ZL_CHECKED;

/** Something is to be shown. @param core the core. @param id which message.
 *  @param a,b,c,d its arguments; NULL where unused. */
void core__say(struct zl_core *core, enum zl_message_id id, const char *a,
    const char *b, const char *c, const char *d);

/** The same with every argument there is. @param core the core. @param id
 *  which message. @param args its arguments; NULL where unused. */
void core__say_all(struct zl_core *core, enum zl_message_id id,
    const char *const args[static ZL_MSG_ARGS]);

/** Begin a command or answer. @param core the core. @param now the clock.
 *  @return ZL_OK, or what broke the core. */
int core__begin(struct zl_core *core, struct zl_time now) ZL_CHECKED;

/** End a command or answer: put the state row, or break. @param core the
 *  core. @param status how it went. @return status, or what went wrong. */
int core__finish(struct zl_core *core, int status) ZL_CHECKED;

/** A whole number as text. @param number it. @param ret receives it. */
void core__number(uint64_t number, char ret[static 24]);

/* ---- core_store.c: keeping what is kept ---- */

/** Store who we are. @param core the core. @return ZL_OK or ZL_E_MEMORY. */
int core__put_profile(struct zl_core *core) ZL_CHECKED;
/** Store how far we are. @param core the core. @return ZL_OK or
 *  ZL_E_MEMORY. */
int core__put_state(struct zl_core *core) ZL_CHECKED;
/** Store when a root was written to a file. @param core the core. @param file
 *  it. @return ZL_OK or ZL_E_MEMORY. */
int core__put_root_file(
    struct zl_core *core, const struct core__root_file *file) ZL_CHECKED;
/** Store a print. @param core the core. @param print it. @param key of its
 *  number. @return ZL_OK or ZL_E_MEMORY. */
int core__put_print(struct zl_core *core, const struct core__print *print,
    const uint8_t key[static 8]) ZL_CHECKED;
/** Store our device's or the root's seed. @param core the core. @param kind
 *  DEVICE or ROOT. @param signer whose. @return ZL_OK or ZL_E_MEMORY. */
int core__put_seed(struct zl_core *core, enum core__row kind,
    const struct zl_signer *signer) ZL_CHECKED;
/** Keep and store a sealing pair. @param core the core. @param pair taken
 *  over on success. @param made when. @return ZL_OK or ZL_E_MEMORY. */
int core__add_pair(struct zl_core *core, struct zl_sealing_pair *pair,
    struct zl_time made) ZL_CHECKED;
/** Store a statement of the log. @param core the core. @param statement it.
 *  @param at its point. @return ZL_OK or ZL_E_MEMORY. */
int core__put_statement(struct zl_core *core,
    const struct zl_statement *statement, struct zl_point at) ZL_CHECKED;
/** Keep and store a card document, once. @param core the core. @param bytes
 *  it. @return ZL_OK, ZL_E_MALFORMED, ZL_E_TOO_LARGE or ZL_E_MEMORY. */
int core__add_card(struct zl_core *core, struct zl_bytes bytes) ZL_CHECKED;
/** Store a record. @param core the core. @param record it. @return ZL_OK or
 *  ZL_E_MEMORY. */
int core__put_record(
    struct zl_core *core, const struct core__record *record) ZL_CHECKED;
/** Store a decrypted body. @param core the core. @param record whose;
 *  marked. @param body it. @return ZL_OK or ZL_E_MEMORY. */
int core__add_body(struct zl_core *core, struct core__record *record,
    const struct zl_buf *body) ZL_CHECKED;
/** Store a content key that was passed on. @param core the core. @param
 *  record whose; marked. @param key it. @return ZL_OK or ZL_E_MEMORY. */
int core__add_key(struct zl_core *core, struct core__record *record,
    const struct zl_secret *key) ZL_CHECKED;
/** What is kept of a record, decrypted. @param core the core. @param kind
 *  BODY or KEY. @param id the record. @param buf receives it. @return ZL_OK,
 *  ZL_E_NOT_FOUND or ZL_E_MEMORY. */
int core__read_kept(const struct zl_core *core, enum core__row kind,
    const struct zl_id *id, struct zl_buf *buf) ZL_CHECKED;
/** Wipe a record's body or key. @param core the core. @param kind BODY or
 *  KEY. @param id the record. @return ZL_OK or ZL_E_MEMORY. */
int core__drop_kept(struct zl_core *core, enum core__row kind,
    const struct zl_id *id) ZL_CHECKED;
/** Store a record that could not be judged. @param core the core. @param
 *  pending it. @return ZL_OK or ZL_E_MEMORY. */
int core__put_pending(
    struct zl_core *core, const struct core__pending *pending) ZL_CHECKED;
/** The key of a row that a number names. @param number it. @param ret
 *  receives it. */
void core__number_key(uint64_t number, uint8_t ret[static 8]);
/** Store an item. @param core the core. @param item it. @return ZL_OK or
 *  ZL_E_MEMORY. */
int core__put_item(
    struct zl_core *core, const struct core__item *item) ZL_CHECKED;
/** Store who was shown. @param core the core. @return ZL_OK or
 *  ZL_E_MEMORY. */
int core__put_seen(struct zl_core *core) ZL_CHECKED;
/** Store what is in sight. @param core the core. @return ZL_OK or
 *  ZL_E_MEMORY. */
int core__put_sight(struct zl_core *core) ZL_CHECKED;

/* ---- core_load.c: taking it back ---- */

/** Take what a row says. @param core the core. @param row as stored. @return
 *  ZL_OK, ZL_E_DAMAGED or ZL_E_MEMORY. */
int core__load(struct zl_core *core, const struct zl_row *row) ZL_CHECKED;
/** Build the directory of what was loaded. @param core the core. @return
 *  ZL_OK, ZL_E_DAMAGED or ZL_E_MEMORY. */
int core__load_directory(struct zl_core *core) ZL_CHECKED;

/* ---- core_working.c: the directory with what is queued ---- */

/** The directory that commands act on: verified, with our own queued
 *  statements behind. @param core the core. @param ret borrowed. @return
 *  ZL_OK or ZL_E_MEMORY. */
int core__working(struct zl_core *core, struct zl_directory **ret) ZL_CHECKED;
/** A copy of a directory, with all it took. @param core the core. @param from
 *  it. @param ret free with zl_directory_free(). @return ZL_OK or
 *  ZL_E_MEMORY. */
int core__copy_directory(const struct zl_core *core,
    const struct zl_directory *from, struct zl_directory **ret) ZL_CHECKED;
/** The point of the next statement of ours. @param core the core. @param
 *  directory behind what it has. */
struct zl_point core__next_point(
    const struct zl_core *core, const struct zl_directory *directory);
/** It has changed: make it anew when next asked. @param core the core. */
void core__working_drop(struct zl_core *core);
/** The directory to show. @param core the core. @return borrowed. */
const struct zl_directory *core__shown(const struct zl_core *core);
/**
 * Make, check and queue a statement.
 *
 * @param core       the core.
 * @param signer     who signs.
 * @param type       which type.
 * @param of         what it says.
 * @param proto      item: quiet, rests_on and id are taken.
 * @param ret_hash   receives its hash; NULL is allowed.
 * @param ret_number receives the item's number; NULL is allowed.
 * @return as zl_statement_make() and zl_directory_check().
 */
int core__say_statement(struct zl_core *core, const struct zl_signer *signer,
    enum zl_statement_type type, const void *of, const struct core__item *proto,
    struct zl_hash *ret_hash, uint64_t *ret_number) ZL_CHECKED;

/* ---- core_outbox.c ---- */

/** Queue an item. @param core the core. @param proto copied, but number and
 *  bytes. @param bytes copied. @param ret_item borrowed; NULL is allowed.
 *  @return ZL_OK or ZL_E_MEMORY. */
int core__queue(struct zl_core *core, const struct core__item *proto,
    struct zl_bytes bytes, struct core__item **ret_item) ZL_CHECKED;
/** The item of this number, or NULL. @param core the core. @param number
 *  it. */
struct core__item *core__item(const struct zl_core *core, uint64_t number);
/** The item of a record, or NULL. @param core the core. @param id the
 *  record. */
struct core__item *core__item_of(
    const struct zl_core *core, const struct zl_id *id);
/** The first item that can be sent, or NULL. @param core the core. */
struct core__item *core__item_first(const struct zl_core *core);
/** Take an item out. @param core the core. @param item freed. @return ZL_OK
 *  or ZL_E_MEMORY. */
int core__item_drop(struct zl_core *core, struct core__item *item) ZL_CHECKED;
/** Other bytes. @param core the core. @param item it. @param bytes copied.
 *  @return ZL_OK or ZL_E_MEMORY. */
int core__item_bytes(struct zl_core *core, struct core__item *item,
    struct zl_bytes bytes) ZL_CHECKED;
/** Give a record up, and say to ring. @param core the core. @param item of
 *  the record. @return ZL_OK or ZL_E_MEMORY. */
int core__give_up(struct zl_core *core, struct core__item *item) ZL_CHECKED;
/** The answer to an item's request. @param core the core. @param status of
 *  HTTP. @param body the answer. @return as zl_core_answer(). */
int core__item_answer(
    struct zl_core *core, int status, struct zl_bytes body) ZL_CHECKED;

/* ---- core_problem.c ---- */

/* What a refusal says (RFC 9457). */
struct core__problem {
        bool known; /* it was a problem document of ours */
        char name[32]; /* "conflict", or "" */
        char detail[ZL_MSG_ARG_CHARS + 1];
        bool has_time;
        struct zl_time time; /* of the server */
};

/** Read a refusal, whatever its body. @param body it. @param ret receives
 *  it. */
void core__problem_read(struct zl_bytes body, struct core__problem *ret);
/** A refusal that stops the sync and is no single thing's fault. @param core
 *  the core. @param status of HTTP. @param problem it. @return ZL_OK: none
 *  of these; else what stopped it; ZL_E_STATE: ask the same again. */
int core__problem_stops(struct zl_core *core, int status,
    const struct core__problem *problem) ZL_CHECKED;
/** A signed question was refused. @param core the core. @param status of
 *  HTTP. @param body the answer. @return what stopped the sync, or ZL_OK:
 *  ask again. */
int core__refused(
    struct zl_core *core, int status, struct zl_bytes body) ZL_CHECKED;

/* ---- core_sync_head.c ---- */

/** The log key we believe. @param core the core. @return borrowed, NULL when
 *  there is none yet. */
const struct zl_sign_key *core__log_key(const struct zl_core *core);
/** Verify a head and hold it against the last. @param core the core. @param
 *  key the log key. @param head it. @param newest true: it may not be older
 *  than the last (a receipt's may). @return ZL_OK, ZL_E_LOG or ZL_E_CLOCK. */
int core__take_head(struct zl_core *core, const struct zl_sign_key *key,
    const struct zl_head *head, bool newest) ZL_CHECKED;
/** Verify a receipt of ours. @param core the core. @param body it. @param log
 *  which log. @param hash of what. @param ret receives it. @return ZL_OK,
 *  ZL_E_LOG or ZL_E_CLOCK. */
int core__take_receipt(struct zl_core *core, struct zl_bytes body,
    enum zl_log log, const struct zl_hash *hash,
    struct zl_receipt *ret) ZL_CHECKED;

/* ---- core_sync_statements.c, core_sync_directory.c ---- */

/** A bundle of statements came. @param core the core. @param body it.
 *  @return as zl_core_answer(). */
int core__statements_answer(
    struct zl_core *core, struct zl_bytes body) ZL_CHECKED;
/** Fetch all statements from position 0, beside those we keep. @param core the
 *  core. @return ZL_OK or ZL_E_MEMORY. */
int core__ask_anew(struct zl_core *core) ZL_CHECKED;

/** Statements are whole: look at versions, and at the scopes if we hold them
 *  all. @param core the core. @return as zl_core_answer(). */
int core__statements_done(struct zl_core *core) ZL_CHECKED;
/** Paths of our scopes came. @param core the core. @param status of HTTP.
 *  @param body the answer. @return as zl_core_answer(). */
int core__directory_answer(
    struct zl_core *core, int status, struct zl_bytes body) ZL_CHECKED;
/** Sign the next directory statement if one is due. @param core the core.
 *  @return ZL_OK or ZL_E_MEMORY. */
int core__claim(struct zl_core *core) ZL_CHECKED;
/** Do we hold every scope? @param core the core. */
bool core__holds_all(const struct zl_core *core);

/* ---- core_settle.c: what is done once the directory is known ---- */

/** Do what waits for a directory that was found complete. @param core the
 *  core. @return ZL_OK or ZL_E_MEMORY. */
int core__settle(struct zl_core *core) ZL_CHECKED;
/** Do what waits for all records. @param core the core. @return ZL_OK or
 *  ZL_E_MEMORY. */
int core__settle_records(struct zl_core *core) ZL_CHECKED;
/** Begin or go on with a sync. @param core the core. */
void core__sync_begin(struct zl_core *core);
/** Look at the directory again before the sync ends. @param core the
 *  core. */
void core__sync_again(struct zl_core *core);
/** End the sync. @param core the core. */
void core__sync_end(struct zl_core *core);

/* ---- core_view.c, core_names.c ---- */

/** The name of a member, "" if unknown. @param core the core. @param member
 *  who. */
const char *core__name_of(
    const struct zl_core *core, const struct zl_id *member);
/** What a charter calls a role. @param charter it. @param role which.
 *  @return borrowed; "" for none. */
const char *core__role_word(
    const struct zl_charter *charter, enum zl_role role);

/* Names in one message. */
struct core__names {
        char names[ZL_MSG_ARG_CHARS + 1]; /* whole ones, commas between */
        char others[24]; /* how many more there are; "": none */
};

/** The names of these members, or what they are described by; see
 *  zl_core_describe(). @param core the core. @param ids the members. @param
 *  count how many. @param ret receives them. */
void core__names(const struct zl_core *core, const struct zl_id *ids,
    size_t count, struct core__names *ret);
/** A phone number to ring about a club, "" if none. @param core the core.
 *  @param club NULL: any of ours. */
const char *core__phone(const struct zl_core *core, const struct zl_id *club);

/* ---- core_organise.c: what all do who state something ---- */

/** Begin a command of a member. @param core the core. @param now the clock.
 *  @return ZL_OK, ZL_E_STATE (not joined), or what broke the core. */
int core__act(struct zl_core *core, struct zl_time now) ZL_CHECKED;
/** End it: what was queued goes out. @param core the core. @param status how
 *  it went. @return as core__finish(). */
int core__acted(struct zl_core *core, int status) ZL_CHECKED;
/** Take back what was queued for nothing. @param core the core. @param first
 *  number of the first. @return ZL_OK or ZL_E_MEMORY. */
int core__take_back(struct zl_core *core, uint64_t first) ZL_CHECKED;
/** A statement by its hash, or NULL. @param directory where. @param hash of
 *  which. @param ret_at receives its point; NULL is allowed. */
const struct zl_statement *core__find_statement(
    const struct zl_directory *directory, const struct zl_hash *hash,
    struct zl_point *ret_at);

/** Is it the device that somebody joined with?  @param directory by which.
 *  @param member who. @param key the device's. */
bool core__is_first_device(const struct zl_directory *directory,
    const struct zl_id *member, const struct zl_sign_key *key);
/** Whose invitations are somebody's to renew and withdraw, but for what only
 *  the root says.  @param directory by which. @param self who would. @param
 *  member whose. */
bool core__appoints(const struct zl_directory *directory,
    const struct zl_member *self, const struct zl_member *member);

/* ---- core_news.c ---- */

/** Statements are about to be taken: what is new begins here. @param core the
 *  core. */
void core__news_begin(struct zl_core *core);
/** Tell what became new for us. @param core the core, its directory whole. */
void core__news_tell(struct zl_core *core);

/* ---- core_root.c ---- */

/** The root or spare root that can sign now, or NULL. @param core the
 *  core. */
const struct zl_signer *core__root_here(const struct zl_core *core);
/** Does a key stand for the root by a directory? @param directory it. @param
 *  root the first root. @param key which. */
bool core__stands_for_root(const struct zl_directory *directory,
    const struct zl_sign_key *root, const struct zl_sign_key *key);

/* ---- core_print.c ---- */

/** What prints of a signal left out is kept no longer. @param core the core.
 *  @param signal which. @return ZL_OK or ZL_E_MEMORY. */
int core__prints_forget(
    struct zl_core *core, const struct zl_id *signal) ZL_CHECKED;
/** Wipe and free the prints. @param core the core. */
void core__prints_free(struct zl_core *core);

/* ---- core_join.c, core_found.c, core_charter.c, core_restore.c ---- */

/** Give what has no id one, and districts by index theirs. @param from what
 *  is given. @param team_districts as in struct zl_founding, or NULL. @param
 *  ret receives it, with arrays of its own for free(), also on failure.
 *  @return ZL_OK, ZL_E_MALFORMED, ZL_E_TOO_LARGE or ZL_E_MEMORY. */
int core__charter_ids(const struct zl_charter *from,
    const size_t *team_districts, struct zl_charter *ret) ZL_CHECKED;
/** Become a coordinator whom the root appoints: appointment, card and device.
 *  @param core the core, with its profile. @param root signs. @param name
 *  ours. @param phone ours. @return ZL_OK, or what was refused. */
int core__become_coordinator(struct zl_core *core, const struct zl_signer *root,
    const char *name, const char *phone) ZL_CHECKED;
/** What to fetch to restore. @param core the core. @param ret_origin of which
 *  server. @param ret_after charters behind this one. @return is there
 *  something? */
bool core__restore_wants(
    const struct zl_core *core, const char **ret_origin, uint64_t *ret_after);
/** Charters came. @param core restoring. @param status of HTTP. @param body
 *  the answer. @return as zl_core_answer(). */
int core__restore_answer(
    struct zl_core *core, int status, struct zl_bytes body) ZL_CHECKED;
/** As zl_core_offer(). @param core restoring. @param ret_offer receives
 *  it. @return ZL_OK or ZL_E_STATE. */
int core__restore_offer(
    const struct zl_core *core, struct zl_offer *ret_offer) ZL_CHECKED;
/** As zl_core_join_accept(). @param core restoring. @return ZL_OK, ZL_E_STATE
 *  or ZL_E_MEMORY. */
int core__restore_accept(struct zl_core *core) ZL_CHECKED;
/** Free what restoring holds. @param core the core. */
void core__restore_free(struct zl_core *core);

/** Is it an origin we may speak to? @param origin "https://host[:port]", or
 *  http on loopback. */
bool core__origin_fits(const char *origin);
/** What to fetch to join; NULL when it was fetched. @param core joining.
 *  @param ret_origin of which server. */
const struct zl_id *core__join_lookup(
    const struct zl_core *core, const char **ret_origin);
/** An invitation came. @param core joining. @param status of HTTP. @param
 *  body the answer. @return as zl_core_answer(). */
int core__join_answer(
    struct zl_core *core, int status, struct zl_bytes body) ZL_CHECKED;
/** State and queue our own card. @param core the core, with its profile.
 *  @param signer who may appoint us. @param name ours. @param phone ours.
 *  @return as zl_card_write() and zl_directory_check(). */
int core__make_card(struct zl_core *core, const struct zl_signer *signer,
    const char *name, const char *phone) ZL_CHECKED;
/** State something of our own without holding it against a directory: ours
 *  is not here yet. @param core the core, with its profile. @param signer who
 *  says it. @param type which type. @param of what it says. @return ZL_OK or
 *  what zl_statement_make() says. */
int core__queue_own(struct zl_core *core, const struct zl_signer *signer,
    enum zl_statement_type type, const void *of) ZL_CHECKED;
/** Free what joining holds. @param core the core. */
void core__join_free(struct zl_core *core);
/** Make and queue a device, and a sealing key for who needs one. @param core
 *  the core, with its profile. @param invitation signs the device. @return
 *  ZL_OK, or what the statements were refused for. */
int core__make_device(
    struct zl_core *core, const struct zl_signer *invitation) ZL_CHECKED;

#include "core_records.h"

/* ---- core_alarms.c ---- */

/** Is a district in the scope of a supporter?  Of others any is.
 *  @param supporter who. @param id the district. */
bool core__covers(const struct zl_member *supporter, const struct zl_id *id);

/**
 * The clubs that have nobody in one directory and had somebody in another.
 *
 * @param before           as it was.
 * @param before_position  only what was said before this.
 * @param after            as it is, or would be.
 * @param now              the clock.
 * @param ret_alarms       receives an array for free(), or NULL.
 * @param ret_count        receives how many.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int core__alarms_between(const struct zl_directory *before,
    uint64_t before_position, const struct zl_directory *after,
    struct zl_time now, struct zl_alarm **ret_alarms,
    size_t *ret_count) ZL_CHECKED;

/* ---- What is being typed (core_draft.c) ---- */

/** Read it back. @param core the core. @param r its row. @return ZL_OK,
 *  ZL_E_MALFORMED or ZL_E_MEMORY. */
int core__draft_load(struct zl_core *core, struct zl_reader *r) ZL_CHECKED;

#endif
