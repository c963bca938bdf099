/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_HINT_H
#define ZL_CLI_HINT_H

#include "cli.h"

/**
 * Before a text is sent: show the words in it that judge instead of describe,
 * with what to ask oneself, and where to ring if it may not be able to wait.
 * Nothing is refused, and nothing of it is kept.
 *
 * @param cli    the run.
 * @param seen   what was seen or heard, or NULL.
 * @param worry  what worries: there one's own words are as they should be, and
 *               only the telephone numbers come up; or NULL.
 */
void hint__show(struct cli *cli, const char *seen, const char *worry);

#endif
