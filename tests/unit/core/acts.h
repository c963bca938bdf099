/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_TESTS_ACTS_H
#define ZL_TESTS_ACTS_H

#include "people.h"

/* What people do with the signal of a town. */

/** A town where the contact sent a note. @return free with town_free(). */
struct town *town_with_note(void);

/** ... which the account holder opened. @return free with town_free(). */
struct town *town_with_opened_note(void);

/** Sync, open all there is of the signal, and acknowledge it. @param town it.
 *  @param p who. */
void town_open(struct town *town, struct person *p);

/** Does somebody read a text in the signal's record of a kind? @param town it.
 *  @param p who. @param kind which. @param text part of it. */
bool town_reads(
    struct town *town, struct person *p, enum zl_kind kind, const char *text);

/** Assess. @param town it. @param p who. @param text the words. @return what
 *  zl_core_assess() says. */
int town_assess(struct town *town, struct person *p, const char *text);

/** Feed back. @param town it. @param p who. @param text the words. @return
 *  what zl_core_feedback() says. */
int town_answer(struct town *town, struct person *p, const char *text);

/** Add to the note. @param town it. @param p who. @param text the words.
 *  @return what zl_core_addendum() says. */
int town_add(struct town *town, struct person *p, const char *text);

/** Hand over. @param town it. @param from who. @param to whom. @param with_me
 *  does the one who hands over stay? @return what zl_core_handover() says. */
int town_hand_over(struct town *town, struct person *from,
    const struct person *to, bool with_me);

/** Nothing was refused or kept waiting. @param p what this person heard. */
void person_check_quiet(struct person *p);

#endif
