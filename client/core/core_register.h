/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CORE_REGISTER_H
#define ZL_CORE_REGISTER_H

#include <stdbool.h>

#include "status.h"
#include "types.h"

struct zl_core; /* core.h */

/*
 * The door to the club register, and to whatever else the server answers in
 * JSON (docs/protocol.md, 10 and 11).  Nothing of it is stored here: it is
 * asked, and the answer is there once the requests that follow were answered.
 * What the answer says is for its reader to check (club_page.h).
 */

struct zl_register_ask {
        const char *method; /* "GET", "PUT" or "DELETE" */
        const char *path; /* with query; begins with "/v1/" */
        struct zl_bytes body; /* JSON of a PUT; else empty */
        const char *match; /* the ETag of the page it is made from; or NULL */
        bool is_new; /* nothing may be there under this name yet */
        bool at_once; /* no sync goes before it: one did just now */
};

struct zl_register_answer {
        int status; /* ZL_OK; or what the server says of this question:
                       ZL_E_CONFLICT (the page is another one by now),
                       ZL_E_SCOPE, ZL_E_POLICY, ZL_E_NOT_FOUND,
                       ZL_E_MALFORMED, ZL_E_TOO_LARGE, ZL_E_STATE, or
                       ZL_E_USAGE (it says not from which page it is made) */
        const char *detail; /* what it says more, in English, or "" */
        struct zl_bytes body; /* of ZL_OK; may be empty */
        const char *etag; /* of the page it gives, or NULL */
};

/**
 * Ask it something.
 *
 * @param core  joined.
 * @param now   the clock.
 * @param ask   what; copied.
 * @return ZL_OK, ZL_E_STATE (not joined), ZL_E_TOO_LARGE or ZL_E_MEMORY.
 *         A refusal of the question as such does not stop the requests that
 *         follow; it stands in the answer.
 */
int zl_core_ask_register(struct zl_core *core, struct zl_time now,
    const struct zl_register_ask *ask) ZL_CHECKED;

/**
 * What the server answered.
 *
 * @param core        the core.
 * @param ret_answer  receives it, borrowed until the next question.
 * @return ZL_OK or ZL_E_NOT_FOUND (no answer came).
 */
int zl_core_register(const struct zl_core *core,
    struct zl_register_answer *ret_answer) ZL_CHECKED;

/**
 * The shell tells the ETag of an answer, before zl_core_answer().
 *
 * @param core  the core.
 * @param etag  as the header has it (RFC 9110, 8.8.3); NULL: it has none.
 *              What could be no ETag counts as none.
 */
void zl_core_answer_etag(struct zl_core *core, const char *etag);

#endif
