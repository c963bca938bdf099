/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_REVOKING_H
#define ZL_CLI_REVOKING_H

#include "cli.h"
#include "core.h"

/* All return EXIT_DONE, or an exit code after saying what is wrong. */

/** --left or --compromised. @param cli the run. @param revocation receives
 *  it. */
int revoking__reason(struct cli *cli, struct zl_revocation *revocation);

/** --since or --since-position. @param cli the run, joined. @param revocation
 *  receives it. */
int revoking__since(struct cli *cli, struct zl_revocation *revocation);

/** Shows what it would do, before it is done. @param cli the run, joined.
 *  @param revocation which. */
int revoking__preview(struct cli *cli, const struct zl_revocation *revocation);

#endif
