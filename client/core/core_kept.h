/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CORE_KEPT_H
#define ZL_CORE_KEPT_H

#include "core.h"
#include "core_question.h"
#include "core_watch.h"
#include "envelope.h"
#include "httpsig.h"
#include "signals.h"

/*
 * What the core keeps: in rows, and in memory while it runs.  What its files
 * do with it: core_internal.h.
 */

/* Kinds of rows.  Values are stored. */
enum core__row {
        CORE__STATE = 1, /* one: how far we are, and a check over all rows */
        CORE__PROFILE = 2, /* one: who we are */
        CORE__DEVICE = 3, /* one: the seed of our device */
        CORE__SEALING = 4, /* by public key: our sealing secrets */
        CORE__ROOT = 5, /* one: the root's seed, where it was made */
        CORE__STATEMENT = 6, /* by position */
        CORE__CARD = 7, /* by hash: card documents */
        CORE__RECORD = 8, /* by record id */
        CORE__BODY = 9, /* by record id: decrypted bodies */
        CORE__ITEM = 10, /* by number: the outbox */
        CORE__ROOT_FILE = 14, /* by public key: when it was written to a file */
        CORE__SEEN = 11, /* one: recipients who were shown */
        CORE__PENDING = 12, /* by log index: records not judged yet */
        CORE__KEY = 13, /* by record id: content keys that were passed on */
        CORE__SIGHT = 15, /* one: scopes we see besides our own */
        CORE__PRINT = 16, /* by number: prints that were made of a signal */
        CORE__CODE = 17, /* by public key: codes of one's own */
        CORE__DRAFT = 18 /* one: what is being typed */
};

enum {
        CORE__ROW_VERSION = 3,
        CORE__VALUE_MAX = 256 * 1024,
        CORE__TRIES_MAX = 3,
        CORE__SEALING_DAYS = 30, /* a sealing key is replaced after these */
        CORE__DRAFT_DAYS = 30, /* after expiry notes are kept unsealed */
        CORE__ROUNDS_MAX = 200, /* of fetching, in one sync */
        CORE__SEALED_MAX = 2 * ZL_DEVICES_MAX, /* own keys on one record */
        CORE__PENDING_MAX = 1024, /* records that could not be judged */
        CORE__WAIT_S = 2 /* when the server is busy */
};

/* ---- Rows (core_rows.c) ---- */

/* The rows there are, by name, and what is to be stored. */
struct core__rows {
        struct zl_row *changes;
        size_t change_count;
        size_t change_room;
        struct core__name *names; /* hash table */
        size_t name_count; /* slots that were ever used */
        size_t name_room;
        uint64_t live;
        uint8_t check[ZL_ROW_NAME_SIZE]; /* of all live rows but the state */
};

/** Free. @param rows all zero is allowed. */
void core__rows_free(struct core__rows *rows);

/** Count a stored row in. @param core the core. @param row the row.
 *  @return ZL_OK, ZL_E_DAMAGED (twice) or ZL_E_MEMORY. */
int core__rows_load(struct zl_core *core, const struct zl_row *row) ZL_CHECKED;

/** A row is to be stored. @param core the core. @param kind what is in it.
 *  @param key which. @param key_size of the key. @param value its plaintext,
 *  whose failure is found here. @return ZL_OK or ZL_E_MEMORY. */
int core__put(struct zl_core *core, enum core__row kind, const void *key,
    size_t key_size, const struct zl_buf *value) ZL_CHECKED;

/** A row is to be deleted, if it is there. @param core the core. @param kind
 *  what is in it. @param key which. @param key_size of the key. @return ZL_OK
 *  or ZL_E_MEMORY. */
int core__delete(struct zl_core *core, enum core__row kind, const void *key,
    size_t key_size) ZL_CHECKED;

/** The changes were stored, or are dropped. @param core the core. */
void core__changes_drop(struct zl_core *core);

/* ---- What is kept ---- */

struct core__profile {
        bool joined;
        char origin[ZL_ORIGIN_CHARS + 1];
        struct zl_sign_key root;
        struct zl_id organisation;
        struct zl_id member;
        enum zl_role role;
        struct zl_hash appointment;
        struct zl_sign_key log_key; /* of the charter we began with */
};

/* How far we are.  Stored with a check over all other rows. */
struct core__state {
        uint64_t next_item; /* numbers of the outbox and unsent records */
        uint64_t next_statement;
        uint64_t next_record;
        struct zl_time statement_time; /* of the newest in the log */
        struct zl_time record_time;
        bool has_head;
        struct zl_head head; /* the last one that was verified */
        uint64_t claim; /* highest directory version seen; 0: none */
        struct zl_hash claim_hash;
        bool good; /* the last look at the directory found all there */
        bool met; /* one sync has been whole */
        bool forked; /* the server showed somebody another log */
        struct zl_id forked_from; /* whom */
        uint64_t charter; /* the one that named this key; 0: see directory */
        struct zl_sign_key log_key;
        struct zl_time now; /* the latest we were told */
};

struct core__pair {
        struct zl_sealing_pair pair;
        struct zl_time made;
};

struct core__card {
        struct zl_hash hash;
        struct zl_card_document document;
};

/* A body, or a content key: decrypted when it is looked at. */
struct core__body {
        enum core__row kind; /* BODY or KEY */
        struct zl_id id;
        struct zl_row row; /* as it is stored, owned */
};

/* A root that was written to a file, or came from one. */
struct core__root_file {
        struct zl_sign_key key;
        struct zl_time made; /* the newest file of it; 0: none */
        struct zl_time checked; /* when one was read back; 0: never */
};

/* A print of a signal. */
struct core__print {
        uint64_t number;
        struct zl_time time;
        struct zl_id signal;
        enum zl_print_for what_for;
        uint8_t *taken_out; /* lines, with a NUL; NULL: kept no longer */
};

/* A code of one's own that we made, or came by. */
struct core__code {
        enum zl_code_kind kind;
        bool used; /* we came by it */
        struct zl_sign_key key; /* of its device */
        struct zl_sealing_key sealing;
        struct zl_time made;
};

/* A recipient who was shown or told of.  A device that came by another
 * invitation makes a new person. */
struct core__seen {
        struct zl_id member;
        struct zl_sign_key device; /* newest device by an invitation */
        bool shown; /* may be sealed to; else only told of */
};

/* A statement's bytes, before the directory is built. */
struct core__loaded {
        struct zl_point at;
        uint8_t *bytes;
        size_t size;
};

/* A record as we know it. */
struct core__record {
        struct zl_id id;
        enum zl_kind kind;
        struct zl_id signal;
        struct zl_id club;
        struct zl_sign_key device; /* of its author */
        struct zl_id author; /* member */
        enum zl_role author_role;
        struct zl_hash hash; /* zeros while it is not sealed */
        struct zl_hash follows; /* of an acknowledgement or unreadable */
        enum zl_progress progress;
        bool logged; /* the next three are known */
        uint64_t index; /* in the log; else in order of writing */
        uint64_t statements; /* there were when it was logged */
        struct zl_time time;
        bool wanted; /* its body is to be fetched */
        bool closed; /* our seal, or what is in it, was refused */
        bool has_body;
        bool has_key; /* its content key was passed on to us */
        bool behind; /* what came before it is to be fetched */
        bool brings_key; /* core_keyless.c; not stored */
        uint8_t person_count; /* recipients, each person once */
        struct zl_id persons[ZL_PERSONS_MAX];
        uint8_t left_out_count;
        struct zl_id left_out[ZL_LEFT_OUT_MAX];
        uint8_t sealed_count; /* own sealing keys it is sealed to */
        struct zl_sealing_key sealed[CORE__SEALED_MAX];
        uint8_t declined_count; /* of a note: who is not to have it */
        struct zl_id declined[ZL_PERSONS_MAX];
        uint8_t *bytes; /* without body; NULL while unsent, and of a signal
                           that was taken back or erased */
        size_t size;
};

/* A record of the log that cannot be judged before more is known. */
struct core__pending {
        struct zl_id id;
        struct zl_id signal;
        uint64_t index;
        uint64_t statements;
        struct zl_time time;
        bool told; /* it was judged again, and something is still missing */
        bool news; /* came with the list of this sync; not stored */
        uint8_t *bytes;
        size_t size;
};

/* What the outbox holds.  Values are stored. */
enum core__item_type {
        CORE__ITEM_STATEMENT = 1,
        CORE__ITEM_CARD = 2,
        CORE__ITEM_PACKET = 3,
        CORE__ITEM_RECORD = 4,
        CORE__ITEM_SEAL = 5 /* hash: the own sealing key it is for */
};

enum core__item_state {
        CORE__WAITING = 1, /* goes out next */
        CORE__STALE = 2, /* is to be sealed, or sealed anew */
        CORE__ASKS = 3, /* waits for an answer about a new recipient */
        CORE__GIVEN_UP = 4, /* of a record: ring */
        CORE__KEPT = 5 /* was sent; kept until acknowledged */
};

struct core__item {
        uint64_t number;
        enum core__item_type type;
        enum core__item_state state;
        bool quiet; /* a lost race or success need not be told */
        bool rung; /* the person was told to ring */
        uint8_t tries; /* how often it had to be sealed anew */
        struct zl_time first_try; /* of sealing anew; 0: none */
        uint64_t rests_on; /* goes when that one is refused; 0: none */
        enum zl_statement_type what; /* of a statement */
        struct zl_id id; /* record, look-up, or whom or what it is about */
        struct zl_hash hash; /* of statement, card or record */
        uint8_t left_out_count;
        struct zl_id left_out[ZL_LEFT_OUT_MAX];
        uint8_t chosen_count; /* receivers of what is passed on */
        struct zl_id chosen[ZL_PERSONS_MAX];
        uint8_t *bytes;
        size_t size; /* 0: a record that is not sealed yet */
};

/* What the last request asked. */
enum core__ask {
        CORE__ASK_NOTHING,
        CORE__ASK_INVITATION,
        CORE__ASK_ITEM,
        CORE__ASK_STATEMENTS,
        CORE__ASK_DIRECTORY,
        CORE__ASK_CARD,
        CORE__ASK_RECORDS,
        CORE__ASK_SIGNAL,
        CORE__ASK_BODY,
        CORE__ASK_PROOF,
        CORE__ASK_CHARTERS,
        CORE__ASK_RESTORE,
        CORE__ASK_RECOVER,
        CORE__ASK_QUESTION
};

/* A signal whose whole list is fetched. */
struct core__fetch {
        struct zl_id signal;
        uint64_t after;
        bool done;
};

/* Ids of scopes. */
struct core__scopes {
        struct zl_id *ids;
        size_t count;
};

/* A sync, as far as it got.  Not stored: it can always begin again. */
struct core__sync {
        bool active;
        bool statements; /* fetched to the end */
        bool directory; /* and found complete */
        bool settled; /* and what rests on that was done */
        bool claimed; /* a directory statement was tried */
        bool records; /* fetched to the end */
        bool busy; /* the server was, since it last answered */
        bool at_once; /* only the question is asked */
        bool looked; /* for signals to be fetched whole */
        bool done; /* with what rests on all records */
        bool unread; /* the body asked for is to be passed on, not read */
        bool not_given; /* such a body: it is not asked for again */
        struct core__fetch *fetches;
        size_t fetch_count;
        unsigned news_s; /* wait so long for records; 0: do not */
        unsigned rounds;
        uint64_t wait_s;
        struct zl_directory *fresh; /* everything anew, from 0 */
        bool refetched;
        struct core__scopes extra; /* when everything anew began */
        bool aside; /* a record was put aside */
        bool look_again; /* ... and may be judged with newer statements */
        bool looked_again; /* those were asked for */
        uint64_t next; /* of fresh */
        struct zl_time time; /* of fresh */
        enum core__ask ask;
        uint64_t item;
        struct zl_hash card;
        struct zl_id record;
        struct core__watch watch;
        struct zl_hash *lost_cards; /* that were not found */
        size_t lost_count;
};

/* The parts of a request, which the shell borrows. */
struct core__request {
        struct zl_buf path;
        struct zl_buf target;
        char digest[ZL_CONTENT_DIGEST_TEXT];
        char input[ZL_HTTPSIG_INPUT_TEXT];
        char signature[ZL_HTTPSIG_SIGNATURE_TEXT];
};

/* What the room for parsing is used for. */
enum core__scratch {
        CORE__SCRATCH_REPLAY, /* core__facts() */
        CORE__SCRATCH_FOLLOWED, /* core__facts() */
        CORE__SCRATCH_JUDGED,
        CORE__SCRATCH_ANSWERED, /* core__followed() */
        CORE__SCRATCH
};

struct core__joining; /* core_join.c */
struct core__restoring; /* core_restore.c */

struct zl_core {
        struct zl_vault *vault;
        int broken; /* ZL_OK, or what it broke of */
        bool dirty; /* the state row is to be stored */
        struct core__rows rows;
        struct core__profile profile;
        struct core__state state;
        struct zl_signer device;
        struct zl_signer root; /* all zero: not here */
        bool root_kept; /* it stands in a row */
        struct core__root_file *root_files;
        size_t root_file_count;
        struct core__print *prints; /* in order */
        size_t print_count;
        struct core__code *codes;
        size_t code_count;
        struct core__pair *pairs;
        size_t pair_count;
        struct core__loaded *loaded;
        size_t loaded_count;
        bool had_state;
        uint64_t stored_live; /* what the state row says */
        uint8_t stored_check[ZL_ROW_NAME_SIZE];
        struct zl_directory *directory; /* verified */
        struct core__scopes extra; /* seen besides our own, and whole */
        struct zl_directory *working; /* with what is queued, or NULL */
        struct core__card *cards;
        size_t card_count;
        struct core__record **records; /* in order */
        size_t record_count;
        struct core__body *bodies; /* and content keys */
        size_t body_count;
        struct core__pending *pending; /* by log index */
        size_t pending_count;
        struct zl_record *scratch; /* CORE__SCRATCH of them: they are big */
        struct core__item **items; /* in order */
        size_t item_count;
        struct core__seen *seen;
        size_t seen_count;
        struct core__sync sync;
        bool news_known; /* statements from here on are to be told of: */
        uint64_t news_from;
        struct core__question question;
        struct zl_buf draft;
        struct core__request request;
        struct core__joining *joining;
        struct core__restoring *restoring;
        struct zl_message *messages;
        size_t message_count;
        size_t message_next;
};

#endif
