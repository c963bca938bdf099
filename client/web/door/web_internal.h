/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_WEB_INTERNAL_H
#define ZL_WEB_INTERNAL_H

#include "core.h"
#include "json.h"

/* One command, while it is done. */
struct web__call {
        struct zl_core *core; /* NULL: nothing is unlocked yet */
        struct zl_json_reader in; /* `do` and `now` were read */
        struct zl_time now;
        struct zl_bytes bytes; /* that came beside it */
        struct zl_json_writer *out;
        struct zl_buf *ret_bytes; /* that go beside the result */
        const char *field; /* that is wrong */
        struct zl_core **ret_core; /* for the commands that begin */
};

/* What a command is called, and what does it. */
struct web__command {
        const char *name;
        /* Reads all of `in`, and says ZL_OK or what went wrong. */
        int (*run)(struct web__call *call);
        bool without_core;
};

/* Each list ends with a NULL name. */
extern const struct web__command web__beginning[]; /* web_begin.c */
extern const struct web__command web__talking[]; /* web_talk.c */
extern const struct web__command web__acts[]; /* web_act.c */
extern const struct web__command web__organising[]; /* web_organise.c */
extern const struct web__command web__registering[]; /* web_register.c */
extern const struct web__command web__views[]; /* web_view.c, _signal.c */
extern const struct web__command web__signal_views[];

/** Read an id. @param call the call. @param name the field. */
struct zl_id web__id(struct web__call *call, const char *name);

/**
 * Read a list of ids; one that is not there is empty.
 *
 * @param call  the call.
 * @param name  the field.
 * @param ret   room for max ids.
 * @param max   room.
 * @return how many.
 */
size_t web__ids(
    struct web__call *call, const char *name, struct zl_id *ret, size_t max);

/** Read a line that need not be there. @param call the call. @param name the
 *  field. @return borrowed, or NULL. */
const char *web__line(struct web__call *call, const char *name);

/**
 * Put a text from the bytes that came beside the command.
 *
 * @param call  the call.
 * @param max   most bytes.
 * @param ret   room for max + 1; receives it with a NUL.
 * @return ZL_OK, ZL_E_TOO_LARGE or ZL_E_MALFORMED (it has a NUL).
 */
int web__text(const struct web__call *call, size_t max, char *ret) ZL_CHECKED;

/** Write an id. @param call the call. @param name the field, NULL inside an
 *  array. @param id which. */
void web__put_id(
    struct web__call *call, const char *name, const struct zl_id *id);

/** Write a person: member, name, and without one what is known instead.
 *  @param call the call. @param name the field, NULL inside an array. @param
 *  member who. */
void web__put_person(
    struct web__call *call, const char *name, const struct zl_id *member);

#endif
