/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLUB_ITEM_H
#define ZL_CLUB_ITEM_H

#include "bytes.h"

/*
 * What the club register keeps of a club (docs/protocol.md, 10.1 to 10.5), as
 * clients read and write it.  An empty text, day 0, an id of zeros and the
 * number 0 stand for what nobody said.  Texts are borrowed.
 */

enum {
        ZL_CLUB_LINE = 200, /* code points */
        ZL_CLUB_NAME = 60,
        ZL_CLUB_PREFIX = 20,
        ZL_CLUB_PHONE = 40,
        ZL_CLUB_MAIL = 254,
        ZL_CLUB_YOUTH_MAX = 100000,
        ZL_CLUB_RHYTHM_MIN = 7,
        ZL_CLUB_RHYTHM_MAX = 730,
        ZL_CLUB_BODY_MAX = 64 * 1024 /* bytes of what is put */
};

/* The words of what is numbered below; each list ends with NULL. */
extern const char *const zl_club_posts[];
extern const char *const zl_club_hows[];
extern const char *const zl_club_abouts[];
extern const char *const zl_club_whats[];
extern const char *const zl_club_statuses[];
extern const char *const zl_club_requirements[]; /* the last: "invitation" */
extern const char *const zl_club_colours[];
extern const char *const zl_club_reasons[];
extern const char *const zl_club_urgencies[];

enum { ZL_CLUB_POST_CONTACT = 0 };
enum { ZL_CLUB_NEED_OPEN, ZL_CLUB_NEED_IN_HAND, ZL_CLUB_NEED_DONE };
enum { ZL_CLUB_GREEN, ZL_CLUB_AMBER, ZL_CLUB_RED, ZL_CLUB_COLOURS };
enum { ZL_CLUB_NOW, ZL_CLUB_2_WEEKS, ZL_CLUB_8_WEEKS };
enum { ZL_CLUB_HOW_VISIT, ZL_CLUB_HOW_PHONE };
enum { ZL_CLUB_ABOUT_RHYTHM = 1 };

/* Indexes into zl_club_requirements. */
enum {
        ZL_CLUB_CONTACT,
        ZL_CLUB_ACCOUNT_HOLDER,
        ZL_CLUB_VOG,
        ZL_CLUB_TRAINING,
        ZL_CLUB_CODE_OF_CONDUCT,
        ZL_CLUB_TRAINERS,
        ZL_CLUB_VISIT,
        ZL_CLUB_NEED,
        ZL_CLUB_REQUIREMENTS,
        ZL_CLUB_INVITATION = ZL_CLUB_REQUIREMENTS
};

/* Indexes into zl_club_reasons. */
enum {
        ZL_CLUB_VACANT,
        ZL_CLUB_ENDS,
        ZL_CLUB_INVITED,
        ZL_CLUB_NOBODY,
        ZL_CLUB_NO_DEPUTY,
        ZL_CLUB_MISSING,
        ZL_CLUB_EXPIRED,
        ZL_CLUB_OVERDUE,
        ZL_CLUB_DUE,
        ZL_CLUB_UNANSWERED,
        ZL_CLUB_OPEN,
        ZL_CLUB_UNUSED,
        ZL_CLUB_FINE /* a green light has none */
};

struct zl_club_details {
        const char *address;
        const char *website;
        bool has_youth_members;
        uint32_t youth_members;
        const char *extra_support;
        uint32_t visit_days;
        uint32_t code_of_conduct; /* the day it was adopted */
        uint32_t trainers_trained; /* the last day */
};

struct zl_club_person {
        struct zl_id id;
        const char *given;
        const char *prefix;
        const char *family;
        unsigned post; /* of zl_club_posts */
        struct zl_id member;
        const char *phone;
        const char *mail;
        uint32_t vog_seen;
        uint32_t trained_until;
};

struct zl_club_visit {
        struct zl_id id;
        uint32_t on;
        bool done;
        struct zl_id by;
        unsigned how; /* of zl_club_hows */
        unsigned about; /* of zl_club_abouts */
        const char *note;
};

struct zl_club_need {
        struct zl_id id;
        unsigned what; /* of zl_club_whats */
        bool asked; /* by the club; else noticed */
        unsigned status; /* of zl_club_statuses */
        uint32_t since;
        struct zl_id helper;
        const char *note;
};

struct zl_club_light {
        unsigned requirement;
        unsigned colour; /* of zl_club_colours */
        unsigned reason; /* ZL_CLUB_FINE when green */
        uint32_t on; /* when it turns red, or turned */
};

struct zl_club_to_do {
        unsigned what; /* a requirement, or ZL_CLUB_INVITATION */
        unsigned reason;
        unsigned urgency; /* of zl_club_urgencies */
        uint32_t on;
};

/** Is it nobody's id? @param id which. */
bool zl_club_is_nobody(const struct zl_id *id);

/**
 * The id of a new person: who is put twice is there once (10.2).
 *
 * @param club    whose.
 * @param person  given, prefix and family are looked at.
 * @param ret     receives it.
 * @return ZL_OK, ZL_E_MALFORMED (not UTF-8) or ZL_E_MEMORY.
 */
int zl_club_person_id(const struct zl_id *club,
    const struct zl_club_person *person, struct zl_id *ret) ZL_CHECKED;

/**
 * Is it a text that the register takes?
 *
 * @param text    UTF-8, NUL-terminated.
 * @param points  most code points.
 * @return ZL_OK; ZL_E_TOO_LARGE; or ZL_E_MALFORMED: empty, no UTF-8, or with
 *         a control character or a mark that turns the direction of writing
 *         or cannot be seen.
 */
int zl_club_check_line(const char *text, size_t points) ZL_CHECKED;

/** What is put of a club. @param details all of it. @param buf receives the
 *  JSON. @return ZL_OK, ZL_E_MALFORMED, ZL_E_TOO_LARGE or ZL_E_MEMORY. */
int zl_club_write_details(
    const struct zl_club_details *details, struct zl_buf *buf) ZL_CHECKED;

/** What is put of a person. @param person all of it. @param buf receives the
 *  JSON. @return as zl_club_write_details(). */
int zl_club_write_person(
    const struct zl_club_person *person, struct zl_buf *buf) ZL_CHECKED;

/** What is put of a visit. @param visit all of it. @param buf receives the
 *  JSON. @return as zl_club_write_details(). */
int zl_club_write_visit(
    const struct zl_club_visit *visit, struct zl_buf *buf) ZL_CHECKED;

/** What is put of a need. @param need all of it. @param buf receives the
 *  JSON. @return as zl_club_write_details(). */
int zl_club_write_need(
    const struct zl_club_need *need, struct zl_buf *buf) ZL_CHECKED;

#endif
