/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_RECOVERY_H
#define ZL_CLI_RECOVERY_H

#include "cli.h"
#include "core.h"

/**
 * Reach the server before a code is made: one that is shown or kept and not
 * stated is worth nothing.
 *
 * @param cli  the run, joined.
 * @return EXIT_DONE, or an exit code after saying that no code was made.
 */
int recovery__connect(struct cli *cli);

/** Say that no code was made. @param cli the run. @param status what the sync
 *  said. @return the exit code. */
int recovery__none_made(struct cli *cli, int status);

/**
 * Make a recovery code: show it once, have it typed back (or write it to
 * --file, or put it into --json), state it, and bring it to the server.
 *
 * @param cli  the run, joined.
 * @return EXIT_DONE, or an exit code after saying what is wrong.
 */
int recovery__make(struct cli *cli);

/**
 * Who has just joined is asked to make one, or told how to.
 *
 * @param cli  the run, joined.
 * @return as recovery__make(); EXIT_DONE when the person does not want to now.
 */
int recovery__offer(struct cli *cli);

/** Is there a recovery code that was made here? @param cli the run,
 *  joined. */
bool recovery__is_there(struct cli *cli);

/** Say why there can be no code. @param cli the run. @param status what
 *  zl_core_may_add_code() or zl_core_add_code() said. @return the exit
 *  code. */
int recovery__refused(struct cli *cli, int status);

#endif
