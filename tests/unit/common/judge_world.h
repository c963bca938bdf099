/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_TESTS_JUDGE_WORLD_H
#define ZL_TESTS_JUDGE_WORLD_H

#include "common/directory.h"
#include "common/record.h"

/*
 * A small organisation for judging records in: two clubs of one district.
 * The first has an account holder and two deputies, the second the account
 * holder alone.
 */

enum person {
        COORDINATOR,
        SUPPORTER,
        HOLDER,
        DEPUTY,
        OTHER_DEPUTY,
        STRANGER, /* a professional of the team, assigned to no club */
        CONTACT,
        OTHER_CONTACT, /* of the other club */
        SECOND_CONTACT, /* of the first club */
        OTHER_DISTRICT, /* a professional of its team */
        PERSONS
};

struct world {
        struct zl_directory *directory;
        struct zl_id organisation;
        struct zl_signer root;
        struct zl_signer devices[PERSONS];
        struct zl_hash appointments[PERSONS];
        struct zl_id club;
        struct zl_id other_club;
        uint64_t position; /* of the next statement */
};

/** The world's people, joined. @param w free with world_end(). */
void world_start(struct world *w);

/** Free it. @param w the world. */
void world_end(struct world *w);

/** The id of a person. @param p who. */
struct zl_id world_id(enum person p);

/** The sealing key of a person's first device. @param p who. */
struct zl_sealing_key world_key(enum person p);

/** A point behind all statements, a minute after the last. @param w it. */
struct zl_point world_now(const struct world *w);

/**
 * Make a statement and have the directory take it.
 *
 * @param w       the world.
 * @param signer  who says it.
 * @param type    which type.
 * @param of      its structure.
 * @return its hash.
 */
struct zl_hash world_say(struct world *w, const struct zl_signer *signer,
    enum zl_statement_type type, const void *of);

/** The first club is assigned to one person alone. @param w the world.
 *  @param p a professional. */
void world_assign_to(struct world *w, enum person p);

/** The person's appointment ends. @param w the world. @param p who. */
void world_revoke(struct world *w, enum person p);

/** A person's first device gets another sealing key. @param w the world.
 *  @param p who. @param n the byte that the new key is made of. */
void world_new_key(struct world *w, enum person p, uint8_t n);

/** A person gets a second device with a sealing key. @param w the world.
 *  @param p who. @param n the byte that the second sealing key is made of. */
void world_second_device(struct world *w, enum person p, uint8_t n);

/**
 * A record as zl_record_parse() would give it, in the first club.
 *
 * @param w       the world.
 * @param author  whose device.
 * @param kind    which kind; a note has signal id 1 and no predecessor, the
 *                others one.
 * @param to      its recipients, each with the first key.
 * @param count   how many.
 * @return free it with free().
 */
struct zl_record *world_record(const struct world *w, enum person author,
    enum zl_kind kind, const enum person *to, size_t count);

/** Add a recipient, at its place. @param record the record. @param member
 *  who. @param key which key. */
void world_seal_to(struct zl_record *record, const struct zl_id *member,
    const struct zl_sealing_key *key);

#endif
