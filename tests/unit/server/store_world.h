/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_TESTS_STORE_WORLD_H
#define ZL_TESTS_STORE_WORLD_H

#include "server/store/store.h"

/*
 * A small organisation with its database in a folder of its own: one club,
 * a contact, an account holder and a deputy. For the suites of the store.
 */
struct store_world {
        char folder[64];
        char path[96];
        struct zl_signer root;
        struct zl_signer log_key;
        struct zl_signer device; /* writes all records */
        struct zl_signer devices[2]; /* of coordinator and supporter */
        struct zl_id organisation;
        struct zl_id district;
        struct zl_id team;
        struct zl_id club;
        struct zl_id coordinator;
        struct zl_id supporter;
        struct zl_id holder;
        struct zl_id deputy;
        struct zl_id contact;
        struct zl_directory *directory;
        struct zl_store *store;
        uint64_t statements;
        uint64_t records;
        struct zl_time now;
        /* To whom the next records are listed besides. */
        struct zl_id besides[2];
        size_t besides_count;
};

/* A record that was written, with what to find it by. */
struct store_written {
        struct zl_id id;
        struct zl_hash hash;
        struct zl_bytes bytes; /* for free() */
        size_t body_size;
};

/** Start libraries, make keys, ids and a folder. @return free it. */
struct store_world *store_world_new(void);

/** Close, remove the folder, free. @param w NULL is allowed. */
void store_world_free(struct store_world *w);

/** Open the database for writing. @param w the world. @return the status. */
int store_world_open(struct store_world *w);

/** Add the statements that make the organisation, in one group with a head.
 *  @param w opened. */
void store_world_found(struct store_world *w);

/**
 * Add a statement of any kind: into the directory and into the store.
 *
 * @param w       opened, in a group.
 * @param signer  who signs.
 * @param type    which type.
 * @param of      its structure.
 * @param ret     receives its hash; NULL is allowed.
 */
void store_world_say(struct store_world *w, const struct zl_signer *signer,
    enum zl_statement_type type, const void *of, struct zl_hash *ret);

/**
 * Make a record and add it.
 *
 * @param w        opened, in a group.
 * @param kind     its kind.
 * @param author   the author as the store is to believe.
 * @param signal   of which signal; NULL: opens one.
 * @param follows  record hash, or NULL.
 * @param to       persons, any order.
 * @param count    how many.
 * @param ret      receives what was written; free its bytes; NULL allowed.
 * @return what zl_store_add_record() said.
 */
int store_world_write(struct store_world *w, enum zl_kind kind,
    const struct zl_member *author, const struct zl_id *signal,
    const struct zl_hash *follows, const struct zl_id *to, size_t count,
    struct store_written *ret);

/**
 * All that is to be stored of a record: what it makes of its signal, without
 * any judging, and the next place in the log.
 *
 * @param w        opened.
 * @param record   parsed with its body.
 * @param author   as the store is to believe.
 * @param written  its bytes.
 * @param ret      receives it.
 */
void store_world_take(struct store_world *w, const struct zl_record *record,
    const struct zl_member *author, const struct store_written *written,
    struct zl_taken *ret);

/**
 * Add a seal of random bytes to a record.
 *
 * @param w          opened, in a group.
 * @param written    the record.
 * @param member     who made it.
 * @param keeps      are the keys in force that the record was sealed to?
 * @param key        for which key.
 * @param ret_fresh  as zl_store_put_seal().
 * @return what zl_store_put_seal() said.
 */
int store_world_seal(struct store_world *w, const struct store_written *written,
    const struct zl_id *member, bool keeps, const struct zl_sealing_key *key,
    bool *ret_fresh);

/** A member by id, in the role the directory has for it. @param w the world.
 *  @param id who. */
const struct zl_member *store_world_member(
    const struct store_world *w, const struct zl_id *id);

/** Add a signed head over what there is. @param w opened, in a group. */
void store_world_head(struct store_world *w);

/** What store_world_fill() wrote. */
struct store_story {
        struct store_written note;
        struct store_written acknowledgement;
        struct store_written assessment;
        struct store_written feedback;
        struct zl_hash card;
        struct zl_id lookup;
};

/** A whole signal, a card, an invitation: something in every table.
 *  @param w founded. @param ret free with store_story_done(). */
void store_world_fill(struct store_world *w, struct store_story *ret);

/** Free a story. @param story all zero is allowed. */
void store_story_done(struct store_story *story);

/** Copy a file. @param from,to names. */
void store_copy(const char *from, const char *to);

#endif
