/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_NEWCOMERS_H
#define ZL_CLI_NEWCOMERS_H

#include "cli.h"
#include "core.h"

/**
 * Show who is new among those that receive what one writes, and ask whether
 * that is right, before anything is sealed to them.
 *
 * @param cli       the run.
 * @param ids       who is new.
 * @param count     how many; 0 asks nothing.
 * @param question  what is asked.
 * @return EXIT_DONE when it is right, or the exit code.
 */
int newcomers__show(struct cli *cli, const struct zl_id *ids, size_t count,
    const char *question);

#endif
