/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CORE_INVITATIONS_H
#define ZL_CORE_INVITATIONS_H

#include "core_organising.h"

struct zl_core; /* core.h */

/*
 * What became of invitations, and what can still be done about one.  All of
 * it follows from the statements: the server's clock says when each was taken,
 * and what is queued here counts as taken now.
 */

enum zl_invited {
        ZL_INVITED_OPEN, /* its code can be used */
        ZL_INVITED_EXPIRED, /* nobody used it in time */
        ZL_INVITED_TWICE, /* somebody else had the code as well */
        ZL_INVITED_USED, /* the person has joined */
        ZL_INVITED_WITHDRAWN /* ended before anybody used it */
};

struct zl_invitation_view {
        struct zl_id member;
        enum zl_invited state;
        struct zl_time made; /* the newest appointment */
        struct zl_time ends; /* the code's */
        struct zl_time became; /* used or withdrawn; else 0 */
};

/**
 * The invitations of those whom we may appoint: a coordinator's are those of
 * supporters, professionals and coordinators, a supporter's those of contacts
 * of the own districts.  What needs somebody comes first, then by time.
 *
 * @param core       joined.
 * @param now        the clock.
 * @param ret_views  receives an array for free(); NULL when there is none.
 * @param ret_count  receives how many.
 * @return ZL_OK, ZL_E_POLICY (another role), ZL_E_STATE (not joined) or
 *         ZL_E_MEMORY.
 */
int zl_core_invitations(struct zl_core *core, struct zl_time now,
    struct zl_invitation_view **ret_views, size_t *ret_count) ZL_CHECKED;

/**
 * Invite somebody again who has not joined, or whose invitation was withdrawn:
 * a new code for the same member, and the one before is void.
 *
 * @param core      joined.
 * @param now       the clock.
 * @param member    who.
 * @param until     the last day of the appointment, since 1970-01-01.
 * @param link      a link's code instead of a typed one.
 * @param ret_code  as zl_core_invite() says.
 * @return as zl_core_invite(); ZL_E_CODE_USED when the person has joined, or
 *         somebody in that name.
 */
int zl_core_renew(struct zl_core *core, struct zl_time now,
    const struct zl_id *member, uint32_t until, bool link,
    struct zl_code *ret_code) ZL_CHECKED;

/**
 * Withdraw an invitation: its code is void, and nobody is appointed by it.
 *
 * @param core    joined.
 * @param now     the clock.
 * @param member  who was invited.
 * @return as zl_core_revoke(); ZL_E_CODE_USED when the person has joined, and
 *         ZL_E_STATE when it was withdrawn before.
 */
int zl_core_uninvite(struct zl_core *core, struct zl_time now,
    const struct zl_id *member) ZL_CHECKED;

/**
 * Somebody in force, or invited, of the same role and name as somebody who is
 * about to be invited: perhaps the same person.
 *
 * @param core    joined.
 * @param now     the clock.
 * @param invite  who is about to be invited.
 * @param ret     receives who that is.
 * @return ZL_OK, ZL_E_NOT_FOUND (nobody) or ZL_E_MEMORY.
 */
int zl_core_known_already(const struct zl_core *core, struct zl_time now,
    const struct zl_invite *invite, struct zl_id *ret) ZL_CHECKED;

/** Has somebody joined, with whatever became of the device since?  @param
 *  core joined. @param member who. */
bool zl_core_has_joined(const struct zl_core *core, const struct zl_id *member);

#endif
