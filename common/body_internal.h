/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_BODY_INTERNAL_H
#define ZL_BODY_INTERNAL_H

#include "body.h"
#include "json.h"

/* What the bodies of all kinds have in common. */

/**
 * Parse a body and read what each one opens with: `v` and `written`.
 *
 * @param data          the JSON.
 * @param size          how many bytes.
 * @param ret_document  receives the document; zl_json_free() it.
 * @param ret_reader    receives a reader that read those two; its status may
 *                      be a failure already.
 * @param ret_written   receives the moment.
 * @return ZL_OK, ZL_E_MALFORMED, ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
int body__read(const void *data, size_t size, struct zl_json **ret_document,
    struct zl_json_reader *ret_reader, struct zl_time *ret_written) ZL_CHECKED;

/**
 * Read one of a list of words that may be left out.
 *
 * @param r      the reader.
 * @param name   the field.
 * @param words  the words, ended by NULL.
 * @return index into words, -1 where left out (or on failure).
 */
int body__choice(
    struct zl_json_reader *r, const char *name, const char *const *words);

/**
 * Read a text that must be there and say something.
 *
 * @param r          the reader.
 * @param name       the field.
 * @param max_chars  most code points allowed.
 * @return as zl_json_text().
 */
const char *body__words(
    struct zl_json_reader *r, const char *name, size_t max_chars);

/* Writing: as the writer of json.h, but a value that has no written form
 * is noted together with its field instead of ending the program. */
struct body__writer {
        struct zl_json_writer *json;
        int status;
        const char *field;
};

/**
 * Start a body with `v` and `written`.
 *
 * @param written  when it was written.
 * @return for body__write_end(), which must be called.
 */
struct body__writer body__write(struct zl_time written);

/**
 * Note that a value has no written form, if nothing was noted yet.
 *
 * @param w      the writer.
 * @param field  constant string: the field that is wrong.
 */
void body__refuse(struct body__writer *w, const char *field);

/**
 * Set a choice, unless it is -1.
 *
 * @param w       the writer.
 * @param name    the field.
 * @param words   the words, ended by NULL.
 * @param choice  index into words, or -1.
 */
void body__put_choice(struct body__writer *w, const char *name,
    const char *const *words, int choice);

/**
 * Finish and free the writer.
 *
 * @param w          the writer.
 * @param buf        the JSON is appended.
 * @param ret_field  receives the field that is wrong, or NULL.
 * @return ZL_OK, ZL_E_MALFORMED, ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
int body__write_end(struct body__writer *w, struct zl_buf *buf,
    const char **ret_field) ZL_CHECKED;

#endif
