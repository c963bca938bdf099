/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_TESTS_CAST_H
#define ZL_TESTS_CAST_H

#include "people.h"
#include "signals.h"

/*
 * Everybody who could write a record, rightly or not, each with keys but most
 * without a core; and four readers with one.  Made once, and set back to an
 * empty record log as often as wanted.
 */

enum role_played {
        COORDINATOR,
        SUPPORTER,
        HOLDER, /* account holder */
        DEPUTY,
        LEFT_OUT, /* deputy, left out of the contacts' notes */
        STEPPED_OUT, /* deputy, stepped out of each signal */
        COLLEAGUE, /* of the team, not assigned */
        ELSEWHERE, /* of a team in another district */
        AUTHOR, /* contact who wrote the note */
        CONTACT, /* another one of the club */
        OTHER_CLUB, /* contact of another club */
        REVOKED, /* deputy */
        EXPIRED, /* contact of the club */
        VOIDED, /* deputy whose invitation was used twice */
        UNKNOWN, /* a key that nobody stated */
        ACTORS
};

/* Somebody who writes. */
struct actor {
        const char *name;
        enum zl_role role;
        struct zl_id id;
        const struct zl_signer *device;
        struct zl_signer own; /* of who has no core */
        struct zl_sealing_key key;
        bool has_key; /* in force */
        bool in_force;
        unsigned relations; /* to the club */
};

enum { READERS = 4 };

/* A reader, as it was before there were records. */
struct reader {
        enum role_played who;
        struct person *person; /* borrowed */
        struct person_row *rows;
        size_t row_count;
};

struct cast {
        struct town *town;
        struct person *contact;
        struct zl_id other_club;
        struct actor actors[ACTORS];
        struct reader readers[READERS];
        uint64_t statements;
        uint64_t directory; /* its version */
        unsigned unlisted; /* readers whom records are not listed to: bits */
};

/* A signal that records are written about. */
struct scene {
        enum zl_state state; /* as readers know it */
        struct zl_id id;
        struct zl_hash note;
};

/** Make everybody. @return free with cast_free(). */
struct cast *cast_new(void);

/** Free it. @param cast NULL is allowed. */
void cast_free(struct cast *cast);

/** No record was ever written, and the readers know of none. @param cast
 *  it. */
void cast_rewind(struct cast *cast);

/** A context that is right in all but, perhaps, who writes it and when: its
 *  recipients are those it should have. @param cast it. @param kind of what.
 *  @param by whom. @param scene about which signal. @param ret receives it. */
void cast_context(const struct cast *cast, enum zl_kind kind,
    enum role_played by, const struct scene *scene, struct zl_context *ret);

/** Make these the recipients, each with the key it has. @param cast it.
 *  @param to bits, 1 << enum role_played. @param context of what. */
void cast_recipients(
    const struct cast *cast, unsigned to, struct zl_context *context);

/** What a right body of this kind says. @param kind it. @param author's role.
 *  @param buf receives the JSON. */
void cast_body(enum zl_kind kind, enum zl_role author, struct zl_buf *buf);

/** Sign a record and put it into the log, listed to all readers. @param cast
 *  it. @param by whom. @param context of what. @param body NULL: a right one.
 *  @param ret_hash receives the record hash; NULL allowed. @return what an
 *  honest server would have said. */
int cast_say(struct cast *cast, enum role_played by,
    const struct zl_context *context, const struct zl_buf *body,
    struct zl_hash *ret_hash);

/** The same for bytes that were made otherwise. @param cast it. @param bytes
 *  the record. @param ret_hash as above. @return as above. */
int cast_put(
    struct cast *cast, struct zl_bytes bytes, struct zl_hash *ret_hash);

/** Make a signal that is in this state, without anything wrong. @param cast
 *  it. @param state which. @param ret receives it. */
void cast_scene(struct cast *cast, enum zl_state state, struct scene *ret);

/** Does this reader show that record? @param reader who. @param signal of
 *  which signal. @param id the record. */
bool reader_shows(const struct reader *reader, const struct zl_id *signal,
    const struct zl_id *id);

/** Did this reader say that the record is refused, or waits? @param reader
 *  who. @param id the record. */
bool reader_said(struct reader *reader, const struct zl_id *id);

/** The signal as this reader sees it, all zero where it knows none. @param
 *  reader who. @param scene which. */
struct zl_signal_view reader_view(
    const struct reader *reader, const struct scene *scene);

#endif
