/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_CLUB_LIST_H
#define ZL_CLI_CLUB_LIST_H

#include "cli.h"
#include "club_lists.h"

/*
 * Lists of the club register, piece by piece, in the server's order.
 */

/** Is given each piece. @param cli the run. @param list it, borrowed until it
 *  returns. @param context as it was given. */
typedef void club_list_taker(
    struct cli *cli, const struct zl_club_list *list, void *context);

/**
 * Ask for a list and hand over all of its pieces.
 *
 * @param cli      the run, after register__begin().
 * @param name     "clubs", "to-dos", "people" or "overview".
 * @param kind     of which kind it is.
 * @param take     is given each piece.
 * @param context  for it.
 * @return EXIT_DONE, or an exit code after saying what is wrong.
 */
int club_list__each(struct cli *cli, const char *name,
    enum zl_club_list_kind kind, club_list_taker *take, void *context);

/** The name of a district. @param cli the run. @param district which.
 *  @return borrowed; "?" when it is not in the charter. */
const char *club_list__district(struct cli *cli, const struct zl_id *district);

#endif
