/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_TESTS_LOOP_PROBLEM_H
#define ZL_TESTS_LOOP_PROBLEM_H

#include "bytes.h"
#include "types.h"

/**
 * The problem document of a failure (docs/protocol.md, 7.2).
 *
 * @param status  the failure.
 * @param now     the server's clock.
 * @param answer  receives the document.
 * @return the HTTP status; 500 without a document for what has none.
 */
int loop_problem(int status, struct zl_time now, struct zl_buf *answer);

#endif
