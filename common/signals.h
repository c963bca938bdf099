/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_SIGNALS_H
#define ZL_SIGNALS_H

#include "record.h"

/*
 * A signal: one concern with all its records.  What may be written about it,
 * by whom and to whom, and what each record makes of it.  The server asks
 * before it takes a record, and every reader asks again of the same point in
 * the log (docs/protocol.md, 3.3).  (Not signal.h, which is the system's.)
 */

enum {
        ZL_STEPPED_OUT_MAX = 16,
        ZL_SIGNAL_BODIES_MAX = 512,
        ZL_FROM_CLUB_MAX = 128, /* of these, by contacts */
        ZL_READERS_MAX = 2 * ZL_PERSONS_MAX
};

/* What is known of a signal, from the records before a point. */
struct zl_signal_facts {
        enum zl_state state; /* ZL_STATE_NONE: unknown signal */
        bool held; /* its erasing is held up */
        struct zl_id club;
        struct zl_id author; /* of the note, or who took that place */
        enum zl_role author_role;
        struct zl_id holders[ZL_PERSONS_MAX]; /* by the records, sorted */
        size_t holder_count;
        struct zl_id left_out[ZL_LEFT_OUT_MAX]; /* by the note, sorted */
        size_t left_out_count;
        struct zl_id stepped_out[ZL_STEPPED_OUT_MAX];
        size_t stepped_out_count;
        uint16_t bodies; /* records with a body */
        uint16_t from_club; /* those of them that contacts wrote */
        struct zl_id readers[ZL_READERS_MAX]; /* zl_signal_read() */
        size_t reader_count;
};

/* What is known of the record that an acknowledgement or unreadable
 * follows. */
struct zl_followed {
        bool known;
        struct zl_id signal;
        struct zl_id author; /* member */
        const struct zl_record *record; /* its recipients are read */
};

/**
 * Judge a record as both the server and every reader must: author in force,
 * club, policy, what it follows, recipients.
 *
 * @param directory   statements up to the point at least.
 * @param record      parsed.
 * @param at          receipt's statements and time; the server: now.
 * @param facts       of the record's signal, before it.
 * @param followed    for an acknowledgement or unreadable; else NULL.
 * @param ret_author  receives the author's member; NULL allowed.
 * @return ZL_OK, ZL_E_CHAIN, ZL_E_CODE_USED, ZL_E_EXPIRED, ZL_E_REVOKED,
 *         ZL_E_POLICY, ZL_E_SCOPE (another club), ZL_E_STATE, ZL_E_ERASED,
 *         ZL_E_RECIPIENTS, ZL_E_NOT_FOUND (club or followed record),
 *         ZL_E_TOO_LARGE (more records than a signal may have).
 */
int zl_signal_judge(const struct zl_directory *directory,
    const struct zl_record *record, struct zl_point at,
    const struct zl_signal_facts *facts, const struct zl_followed *followed,
    const struct zl_member **ret_author) ZL_CHECKED;

/**
 * What a record that was judged makes of its signal.  The same for the
 * server and every reader, so that both know the same holders and state.
 *
 * @param directory  the directory.
 * @param record     judged.
 * @param author     its author.
 * @param followed   as for zl_signal_judge().
 * @param facts      before it, all zero for a note; after it on success.
 * @return ZL_OK or ZL_E_TOO_LARGE (more holders or stepped out than fit).
 */
int zl_signal_advance(const struct zl_directory *directory,
    const struct zl_record *record, const struct zl_member *author,
    const struct zl_followed *followed,
    struct zl_signal_facts *facts) ZL_CHECKED;

/**
 * A professional acknowledged the note.  zl_signal_advance() notes it; who
 * keeps the facts without the readers notes it before the judging of a reseal
 * by the note's author, which nothing else needs them for.
 *
 * @param facts   of the signal.
 * @param member  who has read it.  When there are too many, those go who hold
 *                the signal no more.
 */
void zl_signal_read(struct zl_signal_facts *facts, const struct zl_id *member);

/**
 * The holders of a signal at a point: those of its records, or, when none of
 * them is in force, the club's recipients less those left out and those who
 * stepped out.
 *
 * @param directory  the directory.
 * @param facts      of the signal.
 * @param at         the point.
 * @param ret        room for ZL_PERSONS_MAX ids; receives them sorted, also
 *                   those who are not in force while another one is.
 * @param ret_count  receives how many.
 */
void zl_signal_holders(const struct zl_directory *directory,
    const struct zl_signal_facts *facts, struct zl_point at,
    struct zl_id ret[static ZL_PERSONS_MAX], size_t *ret_count);

/**
 * The persons a record must be sealed to, where there is no choice.
 *
 * @param directory  the directory.
 * @param kind       note, addendum, assessment, feedback, family statement,
 *                   or a reseal by the note's author.
 * @param author     member who writes.
 * @param club       the club.
 * @param at         the point.
 * @param facts      of the signal; state NONE for a note.
 * @param left_out   members left out of a note, or NULL.
 * @param left_count how many.
 * @param ret        room for ZL_PERSONS_MAX ids; receives them sorted, each
 *                   once.
 * @param ret_count  receives how many.
 * @return ZL_OK, ZL_E_NOT_FOUND (no such club), ZL_E_RECIPIENTS (nobody but
 *         the author remains).
 */
int zl_signal_persons(const struct zl_directory *directory, enum zl_kind kind,
    const struct zl_id *author, const struct zl_id *club, struct zl_point at,
    const struct zl_signal_facts *facts, const struct zl_id *left_out,
    size_t left_count, struct zl_id ret[static ZL_PERSONS_MAX],
    size_t *ret_count) ZL_CHECKED;

/**
 * May this person be chosen as a receiver: of a handover or step-out a
 * professional of any team, of a holder's reseal a holder or a contact of the
 * club?
 *
 * @param directory  the directory.
 * @param kind       handover, step-out, or reseal.
 * @param author     the holder who writes.
 * @param facts      of the signal.
 * @param member     who is to receive.
 * @param at         the point.
 * @return ZL_OK or ZL_E_RECIPIENTS.
 */
int zl_signal_may_receive(const struct zl_directory *directory,
    enum zl_kind kind, const struct zl_id *author,
    const struct zl_signal_facts *facts, const struct zl_id *member,
    struct zl_point at) ZL_CHECKED;

/**
 * Is this kind hidden from the club: an assessment or a family statement?
 * Acknowledgements and unreadables of these are as well.
 *
 * @param kind  the kind.
 */
bool zl_kind_is_inner(enum zl_kind kind);

/**
 * Does who writes this, and holds the signal, handle it, so that it waits for
 * nobody to hold it (docs/protocol.md, 9.2)?
 *
 * @param kind      of the record.
 * @param followed  of an acknowledgement: the kind of what it follows.
 */
bool zl_kind_handles(enum zl_kind kind, enum zl_kind followed);

#endif
