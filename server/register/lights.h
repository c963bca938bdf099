/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_LIGHTS_H
#define ZL_LIGHTS_H

#include "types.h"

/*
 * Lights and to-dos (docs/protocol.md, 10.5 and 10.6): pure answers from plain
 * facts about a club and a day.  Days are days since 1970-01-01, in UTC; 0
 * where none is known.
 */

enum zl_requirement {
        ZL_REQUIRE_CONTACT,
        ZL_REQUIRE_ACCOUNT_HOLDER,
        ZL_REQUIRE_VOG,
        ZL_REQUIRE_TRAINING,
        ZL_REQUIRE_CODE_OF_CONDUCT,
        ZL_REQUIRE_TRAINERS,
        ZL_REQUIRE_VISIT,
        ZL_REQUIRE_NEED,
        ZL_REQUIREMENTS
};

enum zl_light_colour {
        ZL_LIGHT_OUT, /* nobody it could be about */
        ZL_LIGHT_GREEN,
        ZL_LIGHT_AMBER,
        ZL_LIGHT_RED
};

struct zl_light {
        const char *reason; /* constant; NULL: none, when green */
        enum zl_light_colour colour;
        uint32_t on; /* when it turns red, or turned; 0: not known */
};

/* Somebody who is a contact of the club that day. */
struct zl_contact_facts {
        uint32_t until; /* the last day of the appointment */
        uint32_t vog_seen;
        uint32_t trained_until; /* the last day it holds */
};

/* What lights and to-dos follow from. */
struct zl_club_facts {
        const struct zl_contact_facts *contacts; /* in force */
        size_t contact_count;
        uint32_t vacant_since; /* with none of these */
        bool is_invited; /* somebody, who has not joined yet */
        uint32_t invited_until; /* the day from which it cannot be used */
        bool has_nobody; /* whom a note would reach (9.4) */
        bool has_deputy;
        uint32_t code_of_conduct; /* adopted on */
        uint32_t trainers_trained; /* the last time */
        uint32_t visit_days; /* 0: a year */
        uint32_t visited; /* the last time */
        uint32_t visit_planned; /* the next one; 0: none */
        uint32_t need_since; /* the oldest that is open; 0: none */
};

/** Word for a requirement. @param requirement which. */
const char *zl_requirement_str(enum zl_requirement requirement);

/** Word for a colour. @param colour which, but ZL_LIGHT_OUT. */
const char *zl_light_colour_str(enum zl_light_colour colour);

/**
 * The same day of a later year; 28 February for 29 February where there is
 * none.
 *
 * @param day    the day.
 * @param years  how many.
 * @return at most ZL_DAY_MAX.
 */
uint32_t zl_years_after(uint32_t day, unsigned years);

/**
 * The lights of a club.
 *
 * @param facts  about it; one that has not ended.
 * @param day    which day it is.
 * @param ret    receives them, by requirement.
 */
void zl_lights_of(const struct zl_club_facts *facts, uint32_t day,
    struct zl_light ret[static ZL_REQUIREMENTS]);

enum zl_urgency { ZL_URGENT_NOW, ZL_URGENT_2_WEEKS, ZL_URGENT_8_WEEKS };

/* Something for a supporter to do. */
struct zl_to_do {
        const char *what; /* requirement, or "invitation" */
        const char *reason;
        unsigned rank; /* what matters most has the lowest */
        enum zl_urgency urgency;
        uint32_t on; /* 0: not known */
};

enum { ZL_TO_DOS_MAX = ZL_REQUIREMENTS + 1 };

/** Word for an urgency. @param urgency which. */
const char *zl_urgency_str(enum zl_urgency urgency);

/**
 * What is to be done for a club, what matters most first.
 *
 * @param facts  about it; one that has not ended.
 * @param day    which day it is.
 * @param ret    receives them.
 * @return how many.
 */
size_t zl_to_dos_of(const struct zl_club_facts *facts, uint32_t day,
    struct zl_to_do ret[static ZL_TO_DOS_MAX]);

/** Which of two of different clubs matters more: below 0 when the first does.
 *  @param a one. @param b another. @return 0: neither. */
int zl_to_do_weigh(const struct zl_to_do *a, const struct zl_to_do *b);

/** As zl_to_do_weigh() of one club; never 0. @param a one. @param b
 *  another. */
int zl_to_do_compare(const struct zl_to_do *a, const struct zl_to_do *b);

#endif
