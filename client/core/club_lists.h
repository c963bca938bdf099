/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLUB_LISTS_H
#define ZL_CLUB_LISTS_H

#include "club_item.h"

/*
 * Lists of the club register (docs/protocol.md, 10.6 and 10.7).  A long one
 * comes in pieces: the next is asked for with `after=` and what `next` says.
 */

struct zl_json; /* json.h */

/* A club in the list of clubs; what a role is not given is 0. */
struct zl_club_row {
        struct zl_id club;
        const char *name;
        const char *kind;
        struct zl_id district;
        uint32_t visited;
        uint32_t planned;
        bool has_contacts; /* is their number given? */
        uint32_t contacts;
        struct zl_club_light lights[ZL_CLUB_REQUIREMENTS];
        size_t light_count;
};

/* Something to do for a club. */
struct zl_club_task {
        struct zl_id club;
        const char *name;
        struct zl_club_to_do to_do;
};

/* Somebody of a club, in a list of several clubs; so are visits and needs. */
struct zl_club_people_row {
        struct zl_id club;
        struct zl_club_person person;
};
struct zl_club_visits_row {
        struct zl_id club;
        struct zl_club_visit visit;
};
struct zl_club_needs_row {
        struct zl_id club;
        struct zl_club_need need;
};

/* How many of a district's clubs have which light. */
struct zl_club_counts {
        unsigned requirement;
        uint32_t clubs[ZL_CLUB_COLOURS];
};

struct zl_club_district {
        struct zl_id district;
        uint32_t clubs;
        bool is_shown; /* else it has fewer than five clubs */
        uint32_t contacts; /* clubs with one in force */
        struct zl_club_counts lights[ZL_CLUB_REQUIREMENTS];
        size_t light_count;
};

/* One piece of a list; of its arrays those that were asked for. */
struct zl_club_list {
        struct zl_club_row *clubs;
        size_t club_count;
        struct zl_club_task *to_dos;
        size_t to_do_count;
        struct zl_club_people_row *people;
        size_t person_count;
        struct zl_club_visits_row *visits;
        size_t visit_count;
        struct zl_club_needs_row *needs;
        size_t need_count;
        struct zl_club_district *districts;
        size_t district_count;
        uint64_t next; /* 0: this was the last piece */
        struct zl_json *json; /* holds the texts */
};

enum zl_club_list_kind {
        ZL_CLUB_LIST_CLUBS,
        ZL_CLUB_LIST_TO_DOS,
        ZL_CLUB_LIST_PEOPLE,
        ZL_CLUB_LIST_OVERVIEW,
        ZL_CLUB_LIST_OWN /* people, visits and needs of one member */
};

/**
 * Read a piece of a list.
 *
 * @param body      of the answer; not needed afterwards.
 * @param kind      which list.
 * @param after     what was asked for: the next piece lies behind it.
 * @param ret_list  receives it; zl_club_list_free() it.
 * @return ZL_OK, ZL_E_MALFORMED, ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
int zl_club_list_read(struct zl_bytes body, enum zl_club_list_kind kind,
    uint64_t after, struct zl_club_list *ret_list) ZL_CHECKED;

/** Free what a piece holds. @param list all zero is allowed, and what it is
 *  afterwards. */
void zl_club_list_free(struct zl_club_list *list);

#endif
