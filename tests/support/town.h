/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_TESTS_TOWN_H
#define ZL_TESTS_TOWN_H

#include "register/register.h"
#include "statement.h"

/*
 * A made-up organisation of any size, the same each time it is made of the
 * same numbers: its statements, signed by keys that follow from names, and what
 * its supporters wrote in the register.  Keys and ids are those of
 * tests/faults/organisation.py: the seed of "device of supporter 3" is
 * secret("device of supporter 3") there, the id of "club 7" id_("club 7").
 */

/* How large it is. */
struct town {
        uint64_t seed; /* sets apart what is drawn by lot */
        struct zl_time now; /* days are counted from here */
        struct zl_sign_key log_key;
        unsigned districts; /* 1 to 100, each with a team and a supporter */
        unsigned professionals; /* of a team, 2 to 20 */
        unsigned clubs;
        unsigned contacts; /* with an appointment; a club has none to two */
        unsigned people;
        unsigned visits;
        unsigned needs;
};

/** Of as many clubs, with people, visits and the rest in the usual proportion:
 *  30,000 people and 100,000 visits to 25,000 clubs. @param clubs how many.
 *  @param contacts with an appointment. @param now the clock. */
struct town town_of(unsigned clubs, unsigned contacts, struct zl_time now);

/** The id of something by its name. @param name such as "club 7". */
struct zl_id town_id(const char *name);

/** The signer of that name. @param name such as "device of supporter 3".
 *  @param ret_signer give back with zl_signer_free(). */
int town_signer(const char *name, struct zl_signer *ret_signer) ZL_CHECKED;

/* Statements of a phase follow from those of the phases before it only. */
enum { TOWN_PHASES = 14 };

/**
 * Is called for each statement; another status than ZL_OK ends it.
 *
 * @param context    what the caller passed along.
 * @param phase      from 0, rising.
 * @param statement  freed afterwards, unless it is taken: set to NULL.
 */
typedef int town_visit(
    void *context, unsigned phase, struct zl_statement **statement);

/**
 * Make all statements, in an order in which they hold.
 *
 * @param town     which.
 * @param visit    what to do with each.
 * @param context  for visit.
 * @return ZL_OK, what visit said, or ZL_E_MEMORY.
 */
int town_state(
    const struct town *town, town_visit *visit, void *context) ZL_CHECKED;

/**
 * Write its register, in one group.
 *
 * @param town  which.
 * @param reg   a writer.
 */
int town_write(const struct town *town, struct zl_register *reg) ZL_CHECKED;

#endif
