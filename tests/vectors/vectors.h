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

/* One file of vectors. */
struct vectors_file {
        const void *json;
        size_t size;
};

/**
 * Play the organisation of the vectors: its statements are taken one by one
 * into a directory, whose scopes are compared, and each record is judged in
 * its place.
 *
 * @param statements   statement.json.
 * @param directories  directory.json.
 * @param records      record.json.
 * @return NULL when all is allowed and agrees; else what does not.
 */
const char *vectors_play(const struct vectors_file *statements,
    const struct vectors_file *directories, const struct vectors_file *records);

#endif
