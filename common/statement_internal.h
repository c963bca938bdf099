/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_STATEMENT_INTERNAL_H
#define ZL_STATEMENT_INTERNAL_H

#include "json.h"
#include "statement.h"

/* What the files of the statement types share: one file for each type, one
 * form for each file. */

/* Reading a payload.  Texts are copied to one block, which is as large as
 * the payload and so large enough: JSON puts two quotes around a text. */
struct statement__in {
        struct zl_json_reader *r;
        char *texts;
        size_t used;
        size_t room;
};

/* How one type is read, written and given back. */
struct statement__form {
        const char *word;
        bool has_texts;
        /* Fills ret->is; failures stick in the reader. */
        void (*read)(struct statement__in *in, struct zl_statement *ret);
        /* ZL_OK, or what is wrong with values that JSON cannot hold. */
        int (*write)(struct zl_json_writer *w, const void *of);
        /* Gives back arrays; NULL when there are none. */
        void (*done)(struct zl_statement *statement);
        /* Looks at what more must be right; NULL when nothing. */
        int (*check)(const struct zl_statement *statement);
};

extern const struct statement__form statement__charter;
extern const struct statement__form statement__club;
extern const struct statement__form statement__appointment;
extern const struct statement__form statement__card;
extern const struct statement__form statement__device;
extern const struct statement__form statement__sealing;
extern const struct statement__form statement__assignment;
extern const struct statement__form statement__absence;
extern const struct statement__form statement__revocation;
extern const struct statement__form statement__directory;

/* The largest number JSON carries exactly. */
#define STATEMENT__NUMBER_MAX ((UINT64_C(1) << 53) - 1)

/**
 * Read a line and keep a copy of it.
 *
 * @param in         where to read.
 * @param r          the reader of the object it stands in.
 * @param name       the field.
 * @param max_chars  most code points allowed.
 * @return the copy; "" on failure.
 */
const char *statement__line(struct statement__in *in, struct zl_json_reader *r,
    const char *name, size_t max_chars);

/**
 * Read the word for a kind of club: lower-case letters, digits, hyphens.
 *
 * @param in    where to read.
 * @param r     the reader of the object it stands in.
 * @param name  the field.
 * @return a copy; "" on failure.
 */
const char *statement__kind(
    struct statement__in *in, struct zl_json_reader *r, const char *name);

/**
 * Room for the elements of an array.
 *
 * @param r      notes ZL_E_MEMORY.
 * @param count  how many; 0 gives NULL.
 * @param size   of one.
 * @return zeroed memory for free(), NULL on failure.
 */
void *statement__array(struct zl_json_reader *r, size_t count, size_t size);

/**
 * Does an id stand twice in a list?
 *
 * @param ids    the first id.
 * @param count  how many.
 * @param step   bytes from one id to the next.
 */
bool statement__twice(const struct zl_id *ids, size_t count, size_t step);

/**
 * Finish reading an object inside the payload.
 *
 * @param outer  notes the failure.
 * @param inner  the object's reader.
 * @param field  the outer field it stands in.
 */
void statement__end(struct zl_json_reader *outer, struct zl_json_reader *inner,
    const char *field);

#endif
