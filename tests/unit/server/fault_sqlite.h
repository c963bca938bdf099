/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_TESTS_FAULT_SQLITE_H
#define ZL_TESTS_FAULT_SQLITE_H

#include <stdbool.h>

/* Makes the n-th call of SQLite for memory, or to the disk, fail: as
 * fault_alloc.h does in our own code. */

enum fault_sqlite {
        FAULT_MEMORY,
        FAULT_READ,
        FAULT_WRITE,
        FAULT_SYNC,
        FAULT_FULL
};

/** Takes SQLite's place with the system; before SQLite is used for the first
 *  time.  More than once is allowed. */
void fault_sqlite_install(void);

/** Lets call number `n` of a kind from now (1 is the next) fail. @param what
 *  which kind. @param n which. @param stays all later ones, too. */
void fault_sqlite_fail(enum fault_sqlite what, unsigned n, bool stays);

/** Back to normal. Says whether a call was made to fail. */
bool fault_sqlite_stop(void);

#endif
