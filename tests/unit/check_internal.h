/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_TESTS_CHECK_INTERNAL_H
#define ZL_TESTS_CHECK_INTERNAL_H

#include "check.h"

/**
 * Count an assertion, and tell of it when it failed.  CUnit does
 * (check_cunit.c), or check_plain.c where CUnit cannot be: it needs longjmp.
 *
 * @param held     whether it held.
 * @param message  what to print if not.
 * @param place    where it stands; a fatal one does not return.
 * @return held.
 */
bool check__verdict(bool held, const char *message, struct check_place place);

#endif
