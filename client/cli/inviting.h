/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_INVITING_H
#define ZL_CLI_INVITING_H

#include "cli.h"
#include "core.h"

/* What inviting somebody, and inviting somebody again, have in common. */

/**
 * Show a code, once, and how it is used; and print it, if that was asked for
 * (invite_paper.h).  The code is worth nothing before what it opens is stored:
 * session__save() first.
 *
 * @param cli     the run.
 * @param name    whom it is for.
 * @param member  the same.
 * @param code    the code.
 * @param link    as a link, instead of a code to type.
 * @return EXIT_DONE, or an exit code after saying why there is no paper.
 */
int inviting__show_code(struct cli *cli, const char *name,
    const struct zl_id *member, const struct zl_code *code, bool link);

/**
 * Say why the core refused to appoint somebody.
 *
 * @param cli     the run.
 * @param status  what it said.
 * @return the exit code.
 */
int inviting__refused(struct cli *cli, int status);

/**
 * If somebody of that name has this role already, say so and what to do
 * instead; --another goes on.
 *
 * @param cli     the run.
 * @param invite  who is about to be invited.
 * @return EXIT_DONE when nobody has, or the exit code.
 */
int inviting__known_already(struct cli *cli, const struct zl_invite *invite);

/**
 * The clubs that have no contact when somebody leaves them, each with the
 * next step: under --json the array `vacant`.
 *
 * @param cli      the run.
 * @param leaving  the contact who leaves.
 * @param clubs    which clubs.
 * @param count    how many.
 */
void inviting__vacant(struct cli *cli, const struct zl_id *leaving,
    const struct zl_id *clubs, size_t count);

#endif
