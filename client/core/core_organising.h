/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CORE_ORGANISING_H
#define ZL_CORE_ORGANISING_H

#include "core_alarms.h"
#include "directory.h"
#include "invitation.h"

struct zl_core; /* core.h */

/*
 * What people state of the organisation: clubs, appointments, assignments and
 * revocations by coordinators and supporters, absences by professionals.  What
 * needs the root: core_root.h.
 */

/* ---- Clubs and people (core_organise.c): coordinator and supporter ---- */

/**
 * Add a club, or change one.
 *
 * @param core  joined.
 * @param now   the clock.
 * @param club  its id all zero: a new one is made; `written` is filled in.
 * @param ret_id receives the club's id.
 * @return ZL_OK, ZL_E_POLICY, ZL_E_SCOPE, ZL_E_NOT_FOUND (district),
 *         ZL_E_MALFORMED, ZL_E_STATE or ZL_E_MEMORY.
 */
int zl_core_put_club(struct zl_core *core, struct zl_time now,
    const struct zl_club *club, struct zl_id *ret_id) ZL_CHECKED;

/**
 * Add or change many clubs, all of them or none.  That each has arrived is no
 * message.
 *
 * @param core   joined.
 * @param now    the clock.
 * @param clubs  each with its id; `written` is filled in.
 * @param count  how many.
 * @return as zl_core_put_club().  After a failure nothing of it may be stored:
 *         free the core.
 */
int zl_core_put_clubs(struct zl_core *core, struct zl_time now,
    const struct zl_club *clubs, size_t count) ZL_CHECKED;

struct zl_invite {
        enum zl_role role;
        const struct zl_id *scope; /* districts, one team, or clubs */
        size_t scope_count;
        const char *name;
        const char *phone;
        uint32_t from; /* days since 1970-01-01 */
        uint32_t until;
        bool link; /* a link's code of 128 bits instead of a typed one */
};

/**
 * Appoint and invite somebody: appointment, card and packet are queued.  A
 * coordinator is appointed by the root or spare root that is here.
 *
 * @param core        joined.
 * @param now         the clock.
 * @param invite      who, as what.
 * @param ret_member  receives the new member's id.
 * @param ret_code    receives the code to hand over; shown once and stored
 *                    only until the packet was sent.  Free it.
 * @return ZL_OK, ZL_E_ROOT (a coordinator, and no root is here),
 *         ZL_E_POLICY, ZL_E_SCOPE, ZL_E_NOT_FOUND, ZL_E_MALFORMED, ZL_E_STATE
 *         or ZL_E_MEMORY.
 */
int zl_core_invite(struct zl_core *core, struct zl_time now,
    const struct zl_invite *invite, struct zl_id *ret_member,
    struct zl_code *ret_code) ZL_CHECKED;

/**
 * Assign clubs, each to an account holder and deputies: all of them or none.
 * Of more than one nothing is told but what the server refuses.
 *
 * @param core         joined.
 * @param now          the clock.
 * @param assignments  what holds from now on; `written` is filled in.
 * @param count        how many; no club stands twice.
 * @return ZL_OK, ZL_E_POLICY, ZL_E_NOT_FOUND, ZL_E_CONFLICT (not different
 *         professionals in force of the club's district), ZL_E_MALFORMED,
 *         ZL_E_STATE or ZL_E_MEMORY.
 */
int zl_core_assign(struct zl_core *core, struct zl_time now,
    const struct zl_assignment *assignments, size_t count) ZL_CHECKED;

/** What holds of a club, what is queued included. @param core joined. @param
 *  club which. @return borrowed until the core changes; NULL: it was never
 *  assigned. */
const struct zl_assignment *zl_core_assignment_of(
    const struct zl_core *core, const struct zl_id *club);

/**
 * Appoint somebody anew who has joined: with other dates, for other clubs, or
 * of another team.  The role stays, and so do devices and card.
 *
 * @param core    joined.
 * @param now     the clock.
 * @param member  who.
 * @param scope   as struct zl_invite has it; all of it, from now on.
 * @param count   how many.
 * @param until   the last day, since 1970-01-01.
 * @return as zl_core_invite(), ZL_E_STATE also when the person has no device:
 *         who never joined, or lost every device, is invited anew.
 */
int zl_core_appoint(struct zl_core *core, struct zl_time now,
    const struct zl_id *member, const struct zl_id *scope, size_t count,
    uint32_t until) ZL_CHECKED;

/**
 * May we print the poster of a club (core_poster.c): a coordinator, its
 * supporter or contact, or who is assigned to it?
 *
 * @param core  joined.
 * @param now   the clock.
 * @param club  which.
 * @return ZL_OK, ZL_E_POLICY, ZL_E_NOT_FOUND or ZL_E_STATE.
 */
int zl_core_may_post(const struct zl_core *core, struct zl_time now,
    const struct zl_id *club) ZL_CHECKED;

/**
 * Revoke an appointment or a device.  That of a coordinator is signed by the
 * root, if one is here: nobody can undo it then.
 *
 * @param core        joined.
 * @param now         the clock.
 * @param revocation  subject and reason.
 * @return ZL_OK, ZL_E_POLICY, ZL_E_SCOPE, ZL_E_NOT_FOUND, ZL_E_STATE or
 *         ZL_E_MEMORY.
 */
int zl_core_revoke(struct zl_core *core, struct zl_time now,
    const struct zl_revocation *revocation) ZL_CHECKED;

/* ---- What a revocation does (core_revoke.c) ---- */

/**
 * The log position at a time: `since` of a revocation as compromised, to make
 * void what was signed from then on.  Where we do not hold a statement of the
 * log, an earlier position rather than a later one.
 *
 * @param core  joined.
 * @param time  when it went wrong.
 */
uint64_t zl_core_position_at(const struct zl_core *core, struct zl_time time);

/**
 * The log position of a statement: to make void it and what came later.
 *
 * @param core          joined.
 * @param statement     its hash.
 * @param ret_position  receives it.
 * @return ZL_OK or ZL_E_NOT_FOUND (unknown, or not in the log yet).
 */
int zl_core_position_of(const struct zl_core *core,
    const struct zl_hash *statement, uint64_t *ret_position) ZL_CHECKED;

/* What would be void that is not. */
struct zl_void_view {
        const struct zl_statement *statement;
        struct zl_point at;
        struct zl_id member; /* whom it is about; all zero: nobody */
};

/* What a revocation would do. */
struct zl_preview {
        struct zl_void_view *voids; /* statements, in log order */
        size_t void_count;
        struct zl_id *members; /* in force, or with a device in force, and
                                  not so any more */
        size_t member_count;
        struct zl_id *clubs; /* of which others would receive, or nobody */
        size_t club_count;
        struct zl_alarm *nobody; /* that have nobody then, on some day within
                                    ZL_CAUSED_DAYS, and would have somebody */
        size_t nobody_count;
};

/**
 * What would a revocation do?  Nothing is said.
 *
 * @param core         joined.
 * @param now          the clock.
 * @param revocation   as for zl_core_revoke().
 * @param ret_preview  free with zl_preview_free(); the statements are borrowed
 *                     until the next call that changes the core.
 * @return as zl_core_revoke().
 */
int zl_core_preview(struct zl_core *core, struct zl_time now,
    const struct zl_revocation *revocation,
    struct zl_preview *ret_preview) ZL_CHECKED;

/** Free what a preview holds. @param preview all zero is allowed. */
void zl_preview_free(struct zl_preview *preview);

/* ---- Being away (core_absence.c): professionals ---- */

/**
 * Say that we are away, or change that.
 *
 * @param core     joined.
 * @param now      the clock.
 * @param absence  its id all zero: a new one is made; from, until and deputy
 *                 are ours to say; the rest is filled in.
 * @param ret_id   receives the absence's id.
 * @return ZL_OK, ZL_E_POLICY (no professional), ZL_E_NOT_FOUND (the deputy, or
 *         the absence to change), ZL_E_CONFLICT (the deputy is not of our
 *         team, or another absence of ours shares a day), ZL_E_EXPIRED or
 *         ZL_E_REVOKED (the deputy is not in force, or we are not),
 *         ZL_E_USAGE (it is over already), ZL_E_MALFORMED (ends before it
 *         begins, or more than ZL_ABSENCE_DAYS after), ZL_E_STATE or
 *         ZL_E_MEMORY.
 */
int zl_core_absence(struct zl_core *core, struct zl_time now,
    const struct zl_absence *absence, struct zl_id *ret_id) ZL_CHECKED;

/**
 * End an absence of our own, or one that names us as deputy.
 *
 * @param core     joined.
 * @param now      the clock.
 * @param absence  which.
 * @return ZL_OK, ZL_E_POLICY (neither ours nor naming us), ZL_E_NOT_FOUND,
 *         ZL_E_STATE (not joined, or it has ended) or ZL_E_MEMORY.
 */
int zl_core_end_absence(struct zl_core *core, struct zl_time now,
    const struct zl_id *absence) ZL_CHECKED;

/* Who may stand in. */
struct zl_deputy_view {
        struct zl_id member;
        bool away; /* on one of these days, and then stands in for nobody */
};

/**
 * Whom an absence may name: the other professionals in force of our team who
 * can receive, those who are there the whole time first.
 *
 * @param core   joined.
 * @param now    the clock.
 * @param from   first day of the absence, since 1970-01-01.
 * @param until  last day of it.
 * @param ret    room for max.
 * @param max    room.
 * @return how many there are; never more than max.
 */
size_t zl_core_deputies_for_absence(const struct zl_core *core,
    struct zl_time now, uint32_t from, uint32_t until,
    struct zl_deputy_view *ret, size_t max);

struct zl_absence_view {
        struct zl_id absence;
        struct zl_id member; /* who is away */
        struct zl_id deputy;
        uint32_t from;
        uint32_t until;
        bool ours; /* else it names us as deputy */
        bool begun; /* today is one of its days */
        bool queued; /* what it says is not in the log yet */
};

/**
 * Absences that are not over: our own, and those that name us.
 *
 * @param core  joined.
 * @param now   the clock.
 * @param ret   room for max, by first day.
 * @param max   room.
 * @return how many there are; never more than max.
 */
size_t zl_core_absences(const struct zl_core *core, struct zl_time now,
    struct zl_absence_view *ret, size_t max);

#endif
