/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_TESTS_SAMPLES_H
#define ZL_TESTS_SAMPLES_H

#include "common/statement.h"

/* One good statement of each type, for suites that then spoil it. */

/** Starts the libraries; call it first. Ends the test when that fails. */
void samples_start(void);

/** An id that is all `n`. @param n the byte. */
struct zl_id sample_id(uint8_t n);

/** A signer with the same key in each run. @param n which one. */
struct zl_signer sample_signer(uint8_t n);

/** A charter with two districts, two teams and two signposts; texts and
 *  arrays are constant. */
struct zl_charter sample_charter(void);

/**
 * The structure that zl_statement_make() takes for a type.
 *
 * @param type          the type; any but ZL_ABSENCE.
 * @param organisation  for a device's proof.
 * @return memory that the next call uses again.
 */
const void *sample_of(
    enum zl_statement_type type, const struct zl_id *organisation);

/**
 * A statement made of sample_of(), signed by sample_signer(1), whose
 * organisation is sample_id(7).
 *
 * @param type  the type.
 * @return free it with zl_statement_free().
 */
struct zl_statement *sample_statement(enum zl_statement_type type);

/**
 * The bytes of a statement with any payload, signed well.
 *
 * @param type     the type's byte.
 * @param payload  NUL-terminated JSON.
 * @param buf      receives the bytes; initialised by this, to be freed.
 */
void sample_signed(uint8_t type, const char *payload, struct zl_buf *buf);

#endif
