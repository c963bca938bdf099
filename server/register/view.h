/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_REGISTER_VIEW_H
#define ZL_REGISTER_VIEW_H

#include "directory_reach.h"
#include "lights.h"
#include "register.h"

/*
 * What is known of a club on a day, from the statements and the register
 * together: its contacts, who answers, and the facts that lights follow from.
 */

enum zl_contact_state {
        ZL_CONTACT_IN_FORCE,
        ZL_CONTACT_INVITED, /* has not joined yet */
        ZL_CONTACT_INVITATION_EXPIRED,
        ZL_CONTACT_NOT_YET, /* the appointment has not begun */
        ZL_CONTACT_ENDED
};

/** Word for a state. @param state which. */
const char *zl_contact_state_str(enum zl_contact_state state);

/* A membership that names the club. */
struct zl_club_contact {
        struct zl_id member;
        uint32_t from;
        uint32_t until;
        enum zl_contact_state state;
        uint32_t since; /* of the state */
        uint32_t invited_until; /* the day from which the code is void */
        bool joined; /* or had: who never did leaves no post vacant */
};

struct zl_club_view {
        const struct zl_club_entry *club; /* of the directory */
        bool ended;
        struct zl_register_club details;
        struct zl_club_contact *contacts; /* in the order of the log */
        size_t contact_count;
        struct zl_reach reach[ZL_REACH_MAX];
        size_t reach_count;
        struct zl_contact_facts *papers; /* of those in force */
        struct zl_club_facts facts;
};

/**
 * Gather it.
 *
 * @param reg        any.
 * @param directory  that nobody changes while the view is used.
 * @param club       which club.
 * @param at         the point.
 * @param ret_view   free with zl_club_view_free().
 * @return ZL_OK, ZL_E_NOT_FOUND (no such club was stated), ZL_E_MEMORY or
 *         what the register says.
 */
int zl_club_view(struct zl_register *reg, const struct zl_directory *directory,
    const struct zl_id *club, struct zl_point at,
    struct zl_club_view *ret_view) ZL_CHECKED;

/* A view of many: what all of them need, asked once. */
struct zl_club_viewing {
        struct zl_register *reg;
        const struct zl_directory *directory;
        struct zl_point at;
        zl_register_person_visit *also; /* sees each person, too; or NULL */
        void *context; /* for it */
};

/** Does a member name a club? @param member any. @param club which. */
bool zl_club_is_named(const struct zl_member *member, const struct zl_id *club);

/**
 * As zl_club_view(), by somebody who knows already which members name the
 * club.
 *
 * @param viewing   what for.
 * @param club      which club.
 * @param members   their numbers in the directory, rising.
 * @param count     how many.
 * @param ret_view  free with zl_club_view_free().
 * @return as zl_club_view(), or what `also` says.
 */
int zl_club_view_with(const struct zl_club_viewing *viewing,
    const struct zl_id *club, const uint32_t *members, size_t count,
    struct zl_club_view *ret_view) ZL_CHECKED;

/** Free what was gathered. @param view all zero is allowed. */
void zl_club_view_free(struct zl_club_view *view);

#endif
