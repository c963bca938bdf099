/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_API_REGISTER_H
#define ZL_API_REGISTER_H

#include "api_internal.h"
#include "register/page.h"

/* Between the files of the register's routes. */

enum {
        API_REGISTER_ETAG = 2 + 32 + 1, /* quotes, digits and NUL */
        API_REGISTER_PAGE_MAX = 4 * 1024 * 1024
};

/* Which import to take, and how. */
struct api_import {
        unsigned parts;
        bool dry_run;
        uint64_t after; /* entries to leave out of the answer */
};

/* What a PUT or DELETE of the register asks for. */
struct api_register {
        bool drops;
        bool is_new; /* If-None-Match: *; else If-Match */
        char match[API_REGISTER_ETAG]; /* "": what no page has */
        union {
                struct zl_register_club club;
                struct zl_register_person person;
                struct zl_register_visit visit;
                struct zl_register_need need;
                struct api_import import;
        } is;
};

/**
 * Begin a group for a call that waited for it.  Who was told meanwhile that the
 * server is busy was told that nothing came of it, and so nothing does.
 *
 * @param reg   the writer.
 * @param call  held.
 * @return ZL_OK; ZL_E_BUSY when it was answered already.
 */
int api__begin_change(
    struct zl_register *reg, const struct zl_call *call) ZL_CHECKED;

/** Who asks, and that it is now. @param call signed. */
struct zl_register_asker api__asker(const struct zl_call *call);

/**
 * May who asks do what the route is for with a club?
 *
 * @param call       signed.
 * @param directory  that nobody changes meanwhile.
 * @param club       which club.
 * @param asker      as api__asker() says.
 * @return ZL_OK or ZL_E_SCOPE.
 */
int api__may(const struct zl_call *call, const struct zl_directory *directory,
    const struct zl_id *club, const struct zl_register_asker *asker) ZL_CHECKED;

/**
 * Is a person's membership that of a contact of the club?
 *
 * @param directory  that nobody changes meanwhile.
 * @param asker      for the point.
 * @param person     whom.
 * @return ZL_OK, also without a membership; ZL_E_MALFORMED.
 */
int api__check_member(const struct zl_directory *directory,
    const struct zl_register_asker *asker,
    const struct zl_register_person *person) ZL_CHECKED;

/**
 * Read the body of a PUT.
 *
 * @param body  JSON.
 * @param club  of the path.
 * @param item  of the path.
 * @param ret   receives it.
 * @return ZL_OK, ZL_E_MALFORMED, ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
typedef int api_register_parse(struct zl_bytes body, const struct zl_id *club,
    const struct zl_id *item, struct api_register *ret);

/** Of a club. @param body JSON. @param club of the path. @param item not
 *  used. @param ret receives it. @return see api_register_parse. */
int api__parse_club(struct zl_bytes body, const struct zl_id *club,
    const struct zl_id *item, struct api_register *ret) ZL_CHECKED;

/** Of a person. @param body JSON. @param club of the path. @param item of the
 *  path. @param ret receives it. @return see api_register_parse. */
int api__parse_person(struct zl_bytes body, const struct zl_id *club,
    const struct zl_id *item, struct api_register *ret) ZL_CHECKED;

/** Of a visit. @param body JSON. @param club of the path. @param item of the
 *  path. @param ret receives it. @return see api_register_parse. */
int api__parse_visit(struct zl_bytes body, const struct zl_id *club,
    const struct zl_id *item, struct api_register *ret) ZL_CHECKED;

/** Of a need. @param body JSON. @param club of the path. @param item of the
 *  path. @param ret receives it. @return see api_register_parse. */
int api__parse_need(struct zl_bytes body, const struct zl_id *club,
    const struct zl_id *item, struct api_register *ret) ZL_CHECKED;

/** Of the request that has an import taken. @param body JSON. @param club not
 *  used. @param item not used. @param ret receives it. @return see
 *  api_register_parse. */
int api__parse_import(struct zl_bytes body, const struct zl_id *club,
    const struct zl_id *item, struct api_register *ret) ZL_CHECKED;

#endif
