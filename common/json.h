/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_JSON_H
#define ZL_JSON_H

#include "bytes.h"

/*
 * The door to jansson: strict reading (no duplicate keys, no unknown field,
 * bounded depth and size, whole numbers only, texts without control
 * characters) and writing in the order the fields were set.
 */
struct zl_json;

enum {
        ZL_JSON_MAX = 256 * 1024, /* bytes of one document */
        ZL_JSON_LIST_MAX = 3 * 1024 * 1024, /* of a long list */
        ZL_JSON_DEPTH = 8
};

/**
 * Seed and prepare the library; call once after zl_crypto_start().  What
 * it frees is wiped from then on.
 *
 * @return ZL_OK or ZL_E_MEMORY.
 */
int zl_json_start(void) ZL_CHECKED;

/**
 * Parse one document, which must be an object.
 *
 * @param data      UTF-8 bytes.
 * @param size      how many; over ZL_JSON_MAX is ZL_E_TOO_LARGE.
 * @param ret_json  receives the document; free with zl_json_free().
 * @return ZL_OK, ZL_E_MALFORMED, ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
int zl_json_parse(
    const void *data, size_t size, struct zl_json **ret_json) ZL_CHECKED;

/**
 * As zl_json_parse(), for the lists of the club register: they are longer
 * than any other document.
 *
 * @param data      UTF-8 bytes.
 * @param size      how many; over ZL_JSON_LIST_MAX is ZL_E_TOO_LARGE.
 * @param ret_json  as there.
 * @return as there.
 */
int zl_json_parse_list(
    const void *data, size_t size, struct zl_json **ret_json) ZL_CHECKED;

/**
 * Free a document and everything borrowed from it.
 *
 * @param json  NULL is allowed.
 */
void zl_json_free(struct zl_json *json);

/*
 * Reading the fields of one object.  The first failure sticks; field names
 * the field that caused it (a constant string, NULL for the object itself).
 */
struct zl_json_reader {
        const struct zl_json *object;
        size_t seen;
        int status;
        const char *field;
};

/**
 * Start reading an object's fields.
 *
 * @param object  a document or an element; must outlive the reader.
 */
struct zl_json_reader zl_json_read(const struct zl_json *object);

/**
 * Is there such a field?  Does not count as reading it.
 *
 * @param r     the reader.
 * @param name  the field.
 */
bool zl_json_has(const struct zl_json_reader *r, const char *name);

/* What a text may hold. */
enum zl_json_text_kind {
        ZL_TEXT_LINE, /* no line breaks or tabs, not empty */
        ZL_TEXT_LINES /* line breaks and tabs too; may be empty */
};

/**
 * Read a text.
 *
 * @param r          the reader.
 * @param name       the field, which must be there.
 * @param kind       what it may hold.
 * @param max_chars  most code points allowed.
 * @return the NUL-terminated text, borrowed from the document; "" on
 *         failure.
 */
const char *zl_json_text(struct zl_json_reader *r, const char *name,
    enum zl_json_text_kind kind, size_t max_chars);

/**
 * As zl_json_text(), but NULL when the field is not there.
 *
 * @param r,name,kind,max_chars  as there.
 */
const char *zl_json_text_optional(struct zl_json_reader *r, const char *name,
    enum zl_json_text_kind kind, size_t max_chars);

/**
 * Read bytes written as lower-case hexadecimal.
 *
 * @param r     the reader.
 * @param name  the field.
 * @param ret   room for size bytes, zeros on failure.
 * @param size  how many bytes it must be.
 */
void zl_json_hex(
    struct zl_json_reader *r, const char *name, void *ret, size_t size);

/**
 * Read a whole number.
 *
 * @param r        the reader.
 * @param name     the field.
 * @param min,max  bounds, both allowed; max at most 2^53 - 1.
 * @return the number, min on failure.
 */
uint64_t zl_json_u64(
    struct zl_json_reader *r, const char *name, uint64_t min, uint64_t max);

/**
 * Read a boolean.
 *
 * @param r     the reader.
 * @param name  the field.
 */
bool zl_json_bool(struct zl_json_reader *r, const char *name);

/**
 * Read one of a list of words.
 *
 * @param r      the reader.
 * @param name   the field.
 * @param words  the allowed words; the list ends with NULL.
 * @return index into words, 0 on failure.
 */
size_t zl_json_choice(
    struct zl_json_reader *r, const char *name, const char *const *words);

/**
 * Read a date "YYYY-MM-DD" that exists in the calendar.
 *
 * @param r     the reader.
 * @param name  the field.
 * @return days since 1970-01-01, 0 on failure.
 */
uint32_t zl_json_date(struct zl_json_reader *r, const char *name);

/**
 * Read an object.
 *
 * @param r     the reader.
 * @param name  the field.
 * @return borrowed from the document; an empty object on failure.
 */
const struct zl_json *zl_json_object(
    struct zl_json_reader *r, const char *name);

/**
 * Read an array.
 *
 * @param r          the reader.
 * @param name       the field.
 * @param max_count  most elements allowed.
 * @param ret_array  receives the array, borrowed; NULL on failure.
 * @return how many elements; 0 on failure.
 */
size_t zl_json_array(struct zl_json_reader *r, const char *name,
    size_t max_count, const struct zl_json **ret_array);

/**
 * An element of an array, which must be an object.
 *
 * @param r      the reader the array came from; notes the failure.
 * @param array  from zl_json_array().
 * @param index  below its count.
 * @return borrowed; an empty object on failure.
 */
const struct zl_json *zl_json_array_object(
    struct zl_json_reader *r, const struct zl_json *array, size_t index);

/**
 * An element of an array, as zl_json_hex().
 *
 * @param r      the reader the array came from; notes the failure.
 * @param array  from zl_json_array().
 * @param index  below its count.
 * @param ret    room for size bytes.
 * @param size   how many bytes it must be.
 */
void zl_json_array_hex(struct zl_json_reader *r, const struct zl_json *array,
    size_t index, void *ret, size_t size);

/**
 * An element of an array, as zl_json_choice().
 *
 * @param r      the reader the array came from; notes the failure.
 * @param array  from zl_json_array().
 * @param index  below its count.
 * @param words  the allowed words; the list ends with NULL.
 * @return index into words, 0 on failure.
 */
size_t zl_json_array_choice(struct zl_json_reader *r,
    const struct zl_json *array, size_t index, const char *const *words);

/**
 * Note a failure found outside (a rule between fields), if none was noted.
 *
 * @param r       the reader.
 * @param field   constant string: the field that is wrong.
 * @param status  what is wrong.
 */
void zl_json_fail(struct zl_json_reader *r, const char *field, int status);

/**
 * Finish: every field of the object must have been read, so that an
 * unknown one is refused.
 *
 * @param r  the reader.
 * @return ZL_OK, the first failure, or ZL_E_MALFORMED for unknown fields.
 */
int zl_json_end(struct zl_json_reader *r) ZL_CHECKED;

/**
 * As zl_json_end(), but unknown fields are allowed: for documents of others
 * (problem documents), never for ours.
 *
 * @param r  the reader.
 */
int zl_json_end_open(struct zl_json_reader *r) ZL_CHECKED;

/*
 * Writing.  A failure sticks in the writer and is reported by
 * zl_json_write_end().  Nested objects and arrays are opened and closed.
 */
struct zl_json_writer;

/**
 * Start a document, with its object open.
 *
 * @return for zl_json_write_end(); NULL when out of memory, which every
 *         function below accepts.
 */
struct zl_json_writer *zl_json_write(void);

/** Set a text. @param w the writer. @param name the field, NULL inside an
 *  array. @param text valid UTF-8; NULL leaves the field out. */
void zl_json_put_text(
    struct zl_json_writer *w, const char *name, const char *text);

/** Set bytes as hexadecimal. @param w the writer. @param name the field,
 *  NULL inside an array. @param data what. @param size at most 96. */
void zl_json_put_hex(
    struct zl_json_writer *w, const char *name, const void *data, size_t size);

/** Set a number. @param w the writer. @param name the field, NULL inside an
 *  array. @param v at most 2^53 - 1. */
void zl_json_put_u64(struct zl_json_writer *w, const char *name, uint64_t v);

/** Set a boolean. @param w the writer. @param name the field, NULL inside an
 *  array. @param v the value. */
void zl_json_put_bool(struct zl_json_writer *w, const char *name, bool v);

/** Set a date. @param w the writer. @param name the field, NULL inside an
 *  array. @param day days since 1970-01-01. */
void zl_json_put_date(struct zl_json_writer *w, const char *name, uint32_t day);

/** Set a moment as RFC 3339 in UTC. @param w the writer. @param name the
 *  field, NULL inside an array. @param time the moment. */
void zl_json_put_time(
    struct zl_json_writer *w, const char *name, struct zl_time time);

/** Open an object. @param w the writer. @param name the field, NULL inside
 *  an array. */
void zl_json_open_object(struct zl_json_writer *w, const char *name);

/** Open an array. @param w the writer. @param name the field, NULL inside
 *  an array. */
void zl_json_open_array(struct zl_json_writer *w, const char *name);

/** Close the innermost object or array. @param w the writer. */
void zl_json_close(struct zl_json_writer *w);

/**
 * Finish and free the writer.
 *
 * @param w    from zl_json_write(); NULL gives ZL_E_MEMORY.
 * @param buf  the document is appended, without white space.
 * @return ZL_OK, ZL_E_MEMORY, ZL_E_MALFORMED (a text that is not UTF-8), or
 *         what the buffer says.
 */
int zl_json_write_end(struct zl_json_writer *w, struct zl_buf *buf) ZL_CHECKED;

#endif
