/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_CLUB_DIFF_H
#define ZL_CLI_CLUB_DIFF_H

#include "cli.h"
#include "club_page.h"

/* Two pages of one club, held against each other. */

/** Say what differs, a line or two for each. @param cli the run. @param
 *  before the older. @param after the newer. @return whether something
 *  does. */
bool club_diff__show(struct cli *cli, const struct zl_club_page *before,
    const struct zl_club_page *after);

/** The same as the field `changes`. @param cli the run. @param before the
 *  older. @param after the newer. */
void club_diff__json(struct cli *cli, const struct zl_club_page *before,
    const struct zl_club_page *after);

#endif
