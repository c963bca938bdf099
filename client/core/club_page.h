/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLUB_PAGE_H
#define ZL_CLUB_PAGE_H

#include "club_item.h"

/*
 * A club's page (docs/protocol.md, 10.1): everything a role is given of a
 * club.  A server may say anything: what is not exactly such a page is
 * refused, and nothing rests on it but what is shown.
 */

enum zl_club_filled {
        ZL_CLUB_IN_FORCE,
        ZL_CLUB_WAS_INVITED,
        ZL_CLUB_INVITATION_EXPIRED,
        ZL_CLUB_NOT_YET,
        ZL_CLUB_ENDED
};

/* A membership that names the club. */
struct zl_club_contact {
        struct zl_id member;
        uint32_t from;
        uint32_t until;
        unsigned state; /* enum zl_club_filled */
        uint32_t since;
};

extern const char *const zl_club_filled_words[];

enum { ZL_CLUB_THERE = 0, ZL_CLUB_AWAY = 1 };

/* Who answers for the club. */
struct zl_club_answers {
        struct zl_id member;
        unsigned state; /* of zl_club_answers_words */
};

extern const char *const zl_club_answers_words[];

struct zl_club_page {
        struct zl_id club;
        const char *name;
        const char *kind;
        struct zl_id district;
        bool ended;
        struct zl_club_details details;
        struct zl_club_contact *contacts;
        size_t contact_count;
        uint32_t vacant_since; /* 0: somebody is in force, or nobody was */
        bool has_account_holder;
        struct zl_club_answers account_holder;
        struct zl_club_answers *deputies;
        size_t deputy_count;
        bool has_people; /* this role is given them */
        struct zl_club_person *people;
        size_t person_count;
        struct zl_club_visit *visits; /* newest first */
        size_t visit_count;
        struct zl_club_need *needs; /* oldest first */
        size_t need_count;
        bool has_lights; /* this role is given them, and to-dos */
        struct zl_club_light *lights;
        size_t light_count;
        struct zl_club_to_do *to_dos; /* what matters most first */
        size_t to_do_count;
        struct zl_json *json; /* holds the texts */
};

/**
 * Read a page.
 *
 * @param body      of the answer; not needed afterwards.
 * @param club      whose page was asked for.
 * @param ret_page  receives it; zl_club_page_free() it.
 * @return ZL_OK, ZL_E_MALFORMED (no such page, or another club's),
 *         ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
int zl_club_page_read(struct zl_bytes body, const struct zl_id *club,
    struct zl_club_page *ret_page) ZL_CHECKED;

/** Free what a page holds. @param page all zero is allowed, and what it is
 *  afterwards. */
void zl_club_page_free(struct zl_club_page *page);

#endif
