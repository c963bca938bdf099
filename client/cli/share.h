/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_SHARE_H
#define ZL_CLI_SHARE_H

#include <limits.h>
#include <stdbool.h>

/**
 * What is installed with the program stands beside it, in ../share: so it is
 * installed, wherever that is, and so it is built.
 *
 * @param rest  of its path, below share/.
 * @param ret   receives the whole path; undefined when it is not there.
 * @return whether it is there.
 */
bool share__beside(const char *rest, char ret[static PATH_MAX]);

#endif
