/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_TESTS_WORLD_H
#define ZL_TESTS_WORLD_H

#include "common/directory.h"

/* An organisation to try things on: two districts with a team and a club
 * each, and somebody in every role. */

struct person {
        struct zl_id id;
        struct zl_signer invitation;
        struct zl_signer device;
        struct zl_hash appointment;
        struct zl_hash device_hash;
        struct zl_sealing_key sealing;
};

/* The ids of things. */
enum {
        NORTH = 0x11,
        SOUTH = 0x12,
        TEAM_NORTH = 0x21,
        TEAM_SOUTH = 0x22,
        CLUB_NORTH = 0x31,
        CLUB_SOUTH = 0x32
};

struct world {
        struct zl_signer root;
        struct zl_signer spare;
        struct zl_directory *directory;
        struct zl_point at; /* of the next statement */
        struct zl_hash last; /* the newest statement that was taken */
        struct person coordinator;
        struct person supporter; /* of north */
        struct person everywhere; /* supporter without districts */
        struct person holder; /* account holder of the northern club */
        struct person deputy;
        struct person southern; /* professional of the south */
        struct person contact; /* of the northern club */
        struct zl_hash charter;
};

/** The whole organisation. @return free it with world_free(). */
struct world *world_new(void);

/** A root with a charter and nobody yet. @return free with world_free(). */
struct world *world_bare(void);

/** Free a world. @param w it. */
void world_free(struct world *w);

/** Wipe a person's keys. @param p the person; all zero is allowed. */
void person_free(struct person *p);

/**
 * Somebody says something, at the next position and a minute later.
 *
 * @param w       the world; unchanged when the directory refuses.
 * @param signer  who says it.
 * @param type    which type.
 * @param of      its structure.
 * @return what zl_directory_add() says; zl_directory_check() said the same.
 */
int world_say(struct world *w, const struct zl_signer *signer,
    enum zl_statement_type type, const void *of);

/**
 * Appoint somebody, from a day ago and for a year.
 *
 * @param w       the world.
 * @param signer  who appoints.
 * @param p       gets a fresh invitation; id is read.
 * @param role    as what.
 * @param scope   one byte for each id of the scope, 0 ends it.
 * @return as world_say().
 */
int world_appoint(struct world *w, const struct zl_signer *signer,
    struct person *p, enum zl_role role, const char *scope);

/** Use the invitation: a fresh device. @param w the world. @param p who.
 *  @return as world_say(). */
int world_join(struct world *w, struct person *p);

/** State a device. @param w the world. @param by the signer. @param p whose,
 *  with the appointment. @param device its key. @return as world_say(). */
int world_device(struct world *w, const struct zl_signer *by,
    const struct person *p, const struct zl_signer *device);

/** A fresh sealing key. @param w the world. @param p of whom. @return as
 *  world_say(). */
int world_seal(struct world *w, struct person *p);

/** Say what a club is. @param w the world. @param signer who. @param club
 *  its id's byte. @param district of its district. @return as world_say(). */
int world_club(struct world *w, const struct zl_signer *signer, uint8_t club,
    uint8_t district);

/** Assign a club. @param w the world. @param signer who. @param club its
 *  id's byte. @param holder the account holder. @param deputy NULL: none.
 *  @return as world_say(). */
int world_assign(struct world *w, const struct zl_signer *signer, uint8_t club,
    const struct person *holder, const struct person *deputy);

/** State an absence. @param w the world. @param signer who. @param member
 *  whose. @param absence its id's byte. @param from,until days from today;
 *  until below from ends the absence. @param deputy who. @return as
 *  world_say(). */
int world_absent(struct world *w, const struct zl_signer *signer,
    const struct person *member, uint8_t absence, int from, int until,
    const struct person *deputy);

/** Revoke. @param w the world. @param signer who. @param subject what.
 *  @return as world_say(). */
int world_left(struct world *w, const struct zl_signer *signer,
    const struct zl_hash *subject);

/** Revoke as compromised. @param w the world. @param signer who. @param
 *  subject what. @param since the position. @return as world_say(). */
int world_compromised(struct world *w, const struct zl_signer *signer,
    const struct zl_hash *subject, uint64_t since);

/** Publish a directory. @param w the world. @param signer who. @param version
 *  which. @param previous NULL: none. @return as world_say(). */
int world_publish(struct world *w, const struct zl_signer *signer,
    uint64_t version, const struct zl_hash *previous);

#endif
