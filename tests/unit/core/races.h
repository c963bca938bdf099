/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_TESTS_RACES_H
#define ZL_TESTS_RACES_H

#include "people.h"

/* What the suites about changes of people do with a town. */

/** Join a professional of the first team. @param town it. @param name the
 *  person's. @return the person. */
struct person *races_professional(struct town *town, const char *name);

/** Assign the club anew. @param town it. @param holder account holder. @param
 *  deputy NULL: none. */
void races_assign(struct town *town, const struct person *holder,
    const struct person *deputy);

/** Revoke a membership. @param town it. @param by who says so. @param p
 *  whose. @param since NULL: left; else compromised since that position. */
void races_revoke(struct town *town, struct person *by, const struct person *p,
    const uint64_t *since);

/** A town whose contact wrote a note that nobody opened. */
struct town *races_with_note(void);

/** Sync, open the town's signal and acknowledge. @param town it. @param p
 *  who. */
void races_open(struct town *town, struct person *p);

/** Does this person read that text in a record of the town's signal?
 *  @param town it. @param p who. @param kind of the record. @param text it. */
bool races_reads(
    struct town *town, struct person *p, enum zl_kind kind, const char *text);

/** Answer the contact. @param town it. @param p who. @param text what. */
void races_answer(struct town *town, struct person *p, const char *text);

/** Write an addition. @param town it. @param p who. @param text what.
 *  @return as zl_core_addendum(). */
int races_add(struct town *town, struct person *p, const char *text);

/** Say yes to the question that was heard. @param town it. @param p who.
 *  @return whom it named; "" when there was no question. */
const char *races_say_yes(struct town *town, struct person *p);

#endif
