/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_DIRECTORY_REACH_H
#define ZL_DIRECTORY_REACH_H

#include "directory.h"

/*
 * Can anybody of a club be reached, and if not, why not?  Server and clients
 * answer alike, from statements alone (docs/protocol.md, 9.4).
 */

/* As what somebody is to receive what is noted of a club. */
enum zl_reach_as {
        ZL_REACH_HOLDER, /* its account holder */
        ZL_REACH_DEPUTY, /* one of its deputies */
        ZL_REACH_STAND_IN /* instead of one of these, who is away */
};

/* Whether somebody can be reached, and if not, why not. */
enum zl_reach_why {
        ZL_REACH_THERE, /* receives, and is not away */
        ZL_REACH_AWAY, /* receives, and is absent that day */
        ZL_REACH_UNKNOWN, /* was never appointed, for all that is known */
        ZL_REACH_NOT_YET, /* the appointment has not begun */
        ZL_REACH_EXPIRED, /* the appointment is over */
        ZL_REACH_REVOKED,
        ZL_REACH_ELSEWHERE, /* of another district's team, or of a team that
                               the charter dropped; a stand-in: of a team
                               that is not the absent one's */
        ZL_REACH_NOT_JOINED /* no device, or no sealing key, in force */
};

struct zl_reach {
        struct zl_id member;
        enum zl_reach_as as;
        struct zl_id instead_of; /* of a stand-in: the one who is away */
        enum zl_reach_why why;
        uint32_t day; /* AWAY, EXPIRED: the last day of it; NOT_YET: the
                         first */
        struct zl_id deputy; /* AWAY: whom the absence names */
};

enum { ZL_REACH_MAX = 2 * (ZL_DEPUTIES_MAX + 1) };

/**
 * Whom a club is assigned to, and whether each can be reached that day: the
 * account holder first, then the deputies, then who stands in for those who
 * receive and are away (docs/protocol.md, 2.12 and 9.4).
 *
 * @param directory  the directory.
 * @param club       the club.
 * @param at         the point.
 * @param ret        receives them.
 * @return how many; 0: the club is unknown, or assigned to nobody.
 */
size_t zl_directory_reach(const struct zl_directory *directory,
    const struct zl_id *club, struct zl_point at,
    struct zl_reach ret[static ZL_REACH_MAX]);

/**
 * Has a club nobody whom what is noted would reach that day
 * (docs/protocol.md, 9.4)?
 *
 * @param directory  the directory.
 * @param club       the club.
 * @param at         the point.
 * @return false as well when it is unknown or has ended.
 */
bool zl_directory_has_nobody(const struct zl_directory *directory,
    const struct zl_id *club, struct zl_point at);

#endif
