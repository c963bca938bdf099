/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_TESTS_DOORS_H
#define ZL_TESTS_DOORS_H

/**
 * Does one of everything that the doors in common/ offer.
 *
 * @return what came out, a line each, NUL-terminated; valid until the next
 *         call.
 */
const char *doors_run(void);

#endif
