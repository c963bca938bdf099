/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_TESTS_VECTORS_H
#define ZL_TESTS_VECTORS_H

#include <stddef.h>

/**
 * Hold the code against one file of schema/vectors. Reads no file itself, so
 * that it can be asked in a browser too; the doors must have been started.
 *
 * @param name       what the file is about: its name without ".json".
 * @param json       the file.
 * @param size       how many bytes.
 * @param ret_count  receives how many vectors agreed.
 * @return NULL when all agree; else which one does not, and in what, valid
 *         until the next call.
 */
const char *vectors_check(
    const char *name, const void *json, size_t size, size_t *ret_count);

#endif
