/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_RESOLVE_H
#define ZL_CLI_RESOLVE_H

#include "cli.h"
#include "core.h"

/*
 * From what a person types to an id: the whole name, else the beginning of
 * one name only, else the id or its last digits.  All return EXIT_DONE, or
 * an exit code after saying what is wrong.
 */

/** A club we know. @param cli the run. @param text what was typed.
 *  @param ret receives its id. */
int resolve__club(struct cli *cli, const char *text, struct zl_id *ret);

/** The club meant when none was named: the only one, or the one chosen at the
 *  terminal. @param cli the run.
 *  @param text what was typed, or NULL. @param ret receives its id. */
int resolve__own_club(struct cli *cli, const char *text, struct zl_id *ret);

/** A member. @param cli the run. @param text what was typed. @param role
 *  only of this role, ZL_ROLE_NONE: any. @param ret receives its id. */
int resolve__member(
    struct cli *cli, const char *text, enum zl_role role, struct zl_id *ret);

/** The club that this is the whole name of, or the end of its id; nothing is
 *  said. @param cli the run. @param text what was written. @param ret receives
 *  its id. @return ZL_OK, ZL_E_NOT_FOUND, ZL_E_CONFLICT (several) or
 *  ZL_E_MEMORY. */
int resolve__whole_club(
    struct cli *cli, const char *text, struct zl_id *ret) ZL_CHECKED;

/** The same of a professional in force. @param cli the run. @param text what
 *  was written. @param ret receives the id. @return as
 *  resolve__whole_club(). */
int resolve__whole_professional(
    struct cli *cli, const char *text, struct zl_id *ret) ZL_CHECKED;

/** A member of a list. @param cli the run. @param text what was typed.
 *  @param ids the list. @param count how many. @param ret receives the id. */
int resolve__among(struct cli *cli, const char *text, const struct zl_id *ids,
    size_t count, struct zl_id *ret);

/** A district of the charter. @param cli the run. @param text what was
 *  typed. @param ret receives its id. */
int resolve__district(struct cli *cli, const char *text, struct zl_id *ret);

/** A team of the charter. @param cli the run. @param text what was typed.
 *  @param ret receives its id. */
int resolve__team(struct cli *cli, const char *text, struct zl_id *ret);

/** A signal, by its id or the last digits of it. @param cli the run.
 *  @param text what was typed. @param ret receives it. */
int resolve__signal(
    struct cli *cli, const char *text, struct zl_signal_view *ret);

/** Does its note still have to be opened?  @param cli the run. @param signal
 *  as resolved.  @return whether. */
bool resolve__unopened(struct cli *cli, const struct zl_signal_view *signal);

/** A record of any signal. @param cli the run. @param text what was typed.
 *  @param ret receives it. */
int resolve__record(
    struct cli *cli, const char *text, struct zl_record_view *ret);

/** A date; "today" and "yesterday" count as well. @param cli the run. @param
 * text what was typed.
 *  @param ret receives days since 1970-01-01. */
int resolve__day(struct cli *cli, const char *text, uint32_t *ret);

/** The beginning of a day here. @param cli the run. @param text as for
 *  resolve__day(). @param ret receives it. */
int resolve__midnight(struct cli *cli, const char *text, struct zl_time *ret);

/** A date that is not after today.  @param text what was typed.
 *  @param ret receives days since 1970-01-01.
 *  @return NULL, or a sentence that says what is wrong with it. */
const char *resolve__past_day(const char *text, uint32_t *ret);

/** A word of a list. @param cli the run. @param option for the sentence.
 *  @param text what was typed, NULL gives -1. @param words ends with NULL.
 *  @param ret receives the index. */
int resolve__word(struct cli *cli, const char *option, const char *text,
    const char *const *words, int *ret);

#endif
