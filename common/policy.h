/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_POLICY_H
#define ZL_POLICY_H

#include "types.h"

/*
 * The policy: one table, data rather than code, read by client, server,
 * tests and docs.  What has no row is refused.
 */

enum zl_act {
        /* statements */
        ZL_ACT_CHARTER,
        ZL_ACT_CLUB,
        ZL_ACT_APPOINT_COORDINATOR, /* revoking and the card go with it */
        ZL_ACT_APPOINT_SUPPORTER,
        ZL_ACT_APPOINT_PROFESSIONAL,
        ZL_ACT_APPOINT_CONTACT,
        ZL_ACT_DEVICE,
        ZL_ACT_SEALING_KEY,
        ZL_ACT_ASSIGN,
        ZL_ACT_ABSENCE,
        ZL_ACT_END_ABSENCE,
        ZL_ACT_REVOKE,
        ZL_ACT_DIRECTORY,
        /* records */
        ZL_ACT_NOTE,
        ZL_ACT_ADDENDUM,
        ZL_ACT_RETRACT,
        ZL_ACT_ACKNOWLEDGE,
        ZL_ACT_UNREADABLE,
        ZL_ACT_ASSESS,
        ZL_ACT_FEEDBACK,
        ZL_ACT_FAMILY_STATEMENT,
        ZL_ACT_HANDOVER,
        ZL_ACT_STEP_OUT,
        ZL_ACT_RESEAL,
        ZL_ACT_CLOSE,
        ZL_ACT_REOPEN,
        ZL_ACT_HOLD,
        ZL_ACT_ERASE,
        /* reading and the rest */
        ZL_ACT_READ_STATEMENTS,
        ZL_ACT_READ_CARD,
        ZL_ACT_READ_RECORDS,
        ZL_ACT_READ_BODY,
        ZL_ACT_PUT_SEAL,
        ZL_ACT_PUT_INVITATION,
        ZL_ACT_MAIL_ADDRESS,
        ZL_ACT_READ_ATTENTION,
        ZL_ACT_OWN_DATA,
        ZL_ACT_READ_FIGURES,
        /* the club register */
        ZL_ACT_READ_CLUB,
        ZL_ACT_PUT_CLUB,
        ZL_ACT_IMPORT,
        ZL_ACT_PUT_PERSON,
        ZL_ACT_PUT_VISIT,
        ZL_ACT_PUT_NEED,
        ZL_ACT_LIST_CLUBS,
        ZL_ACT_LIST_TO_DOS,
        ZL_ACT_LIST_PEOPLE,
        ZL_ACT_READ_OVERVIEW,
        ZL_ACT_COUNT
};

/* Who acts: roles, and two keys that are no member's device. */
enum zl_actor {
        ZL_ACTOR_ROOT = 1 << 0,
        ZL_ACTOR_INVITATION = 1 << 1,
        ZL_ACTOR_COORDINATOR = 1 << 2,
        ZL_ACTOR_SUPPORTER = 1 << 3,
        ZL_ACTOR_PROFESSIONAL = 1 << 4,
        ZL_ACTOR_CONTACT = 1 << 5
};

/* How the actor stands to what is acted on.  Bits; several may hold. */
enum zl_relation {
        ZL_REL_ANY = 1 << 0, /* always holds */
        ZL_REL_SELF = 1 << 1, /* about the actor's own membership */
        ZL_REL_SCOPE = 1 << 2, /* within the actor's scope */
        ZL_REL_OF_CLUB = 1 << 3, /* contact appointed for the club */
        ZL_REL_ASSIGNED = 1 << 4, /* account holder or deputy of the club */
        ZL_REL_RECIPIENT = 1 << 5, /* recipient of the record */
        ZL_REL_HOLDER = 1 << 6, /* holder of the signal */
        ZL_REL_AUTHOR = 1 << 7, /* author of the note, or took that place */
        ZL_REL_DEPUTY = 1 << 8 /* deputy of the absence */
};

/* State of a signal, as bits. */
enum zl_state {
        ZL_STATE_NONE = 1 << 0, /* no such signal yet, or not about one */
        ZL_STATE_WAITING = 1 << 1, /* nobody acknowledged the note */
        ZL_STATE_OPENED = 1 << 2, /* a body was given out; the server knows */
        ZL_STATE_ACKNOWLEDGED = 1 << 3, /* by a professional */
        ZL_STATE_CLOSED = 1 << 4,
        ZL_STATE_RETRACTED = 1 << 5, /* for ever: only the marks are left */
        ZL_STATE_ERASED = 1 << 6 /* for ever, likewise */
};

struct zl_policy_row {
        enum zl_act act;
        enum zl_actor actor;
        enum zl_relation relation; /* which one must hold */
        unsigned states; /* in which states; bits of zl_state */
};

/**
 * Is it allowed?
 *
 * @param act        what is done.
 * @param actor      who does it (one bit).
 * @param relations  every relation that holds (ZL_REL_ANY is added).
 * @param state      the state of the signal (one bit).
 */
bool zl_policy_allows(enum zl_act act, enum zl_actor actor, unsigned relations,
    enum zl_state state);

/**
 * The whole table, for docs and tests.
 *
 * @param ret_count  receives the number of rows.
 * @return the rows, constant.
 */
const struct zl_policy_row *zl_policy_rows(size_t *ret_count);

/**
 * The actor that a member of this role is.
 *
 * @param role  coordinator to contact.
 * @return the bit, 0 for ZL_ROLE_NONE.
 */
enum zl_actor zl_actor_of(enum zl_role role);

/**
 * The act of appointing somebody in this role.
 *
 * @param role  coordinator to contact.
 */
enum zl_act zl_act_appoint(enum zl_role role);

/** Word for an act, such as "assess". @param act the act. */
const char *zl_act_str(enum zl_act act);

/** Word for an actor. @param actor one bit. */
const char *zl_actor_str(enum zl_actor actor);

/** Word for a relation. @param relation one bit. */
const char *zl_relation_str(enum zl_relation relation);

/** Word for a state. @param state one bit. */
const char *zl_state_str(enum zl_state state);

#endif
