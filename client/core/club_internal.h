/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLUB_INTERNAL_H
#define ZL_CLUB_INTERNAL_H

#include "club_item.h"
#include "json.h"

/* Between the files that read the register's answers.  Each reads one object
 * into an element of an array; what it lacks is noted in the reader. */

/** Details of a club. @param r its reader. @param ret receives them. */
void club__read_details(struct zl_json_reader *r, struct zl_club_details *ret);
/** A person. @param r its reader. @param ret a struct zl_club_person. */
void club__read_person(struct zl_json_reader *r, void *ret);
/** A visit. @param r its reader. @param ret a struct zl_club_visit. */
void club__read_visit(struct zl_json_reader *r, void *ret);
/** A need. @param r its reader. @param ret a struct zl_club_need. */
void club__read_need(struct zl_json_reader *r, void *ret);
/** A light. @param r its reader. @param ret a struct zl_club_light. */
void club__read_light(struct zl_json_reader *r, void *ret);
/** A to-do, of a page or a list. @param r its reader. @param ret receives
 *  it. */
void club__read_to_do(struct zl_json_reader *r, struct zl_club_to_do *ret);

/** An id. @param r its reader. @param name the field. @param ret receives
 *  it. */
void club__id(struct zl_json_reader *r, const char *name, struct zl_id *ret);
/** As club__id(); zeros when it is not there. @param r its reader. @param
 *  name the field. @param ret receives it. */
void club__optional_id(
    struct zl_json_reader *r, const char *name, struct zl_id *ret);
/** A line, "" when it is not there. @param r its reader. @param name the
 *  field. @param points most code points. */
const char *club__line(
    struct zl_json_reader *r, const char *name, size_t points);
/** A day, 0 when it is not there. @param r its reader. @param name the
 *  field. */
uint32_t club__day(struct zl_json_reader *r, const char *name);

/** What is put of a club, into an object that is open. @param w its writer.
 *  @param details all of it. */
void club__put_details(
    struct zl_json_writer *w, const struct zl_club_details *details);
/** What is put of a person. @param w the writer. @param person all of it. */
void club__put_person(
    struct zl_json_writer *w, const struct zl_club_person *person);

/* How elements of an array are read. */
struct club__array {
        const char *name; /* the field */
        size_t max;
        size_t size; /* of one element here */
        void (*read)(struct zl_json_reader *r, void *ret);
};

/**
 * Read an array of objects.
 *
 * @param outer      the reader of its object; notes what fails.
 * @param array      how.
 * @param ret_count  receives how many.
 * @return an array for free(), or NULL after a failure.
 */
void *club__read_array(struct zl_json_reader *outer,
    const struct club__array *array, size_t *ret_count);

#endif
