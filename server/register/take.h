/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_REGISTER_TAKE_H
#define ZL_REGISTER_TAKE_H

#include "part_walk.h"
#include "register_import.h"

/* Taking an import (docs/protocol.md, 10.8): all parts or nothing. */

enum { ZL_IMPORT_ANSWER_MAX = 256 * 1024 };

/* What only the statements know.  It is asked club by club, so that nobody
 * who changes the statements waits for a whole import. */
struct zl_import_judge {
        void *context;
        /* May who asks import this club: ZL_OK, ZL_E_SCOPE or another
         * failure.  Receives whether it was stated. */
        int (*club)(void *context, const struct zl_id *club, bool *ret_stated);
        /* Is a person's membership, if there is one, that of a contact of the
         * club: ZL_OK, ZL_E_MALFORMED or another failure. */
        int (*person)(void *context, const struct zl_register_person *person);
};

struct zl_import_asking {
        struct zl_import_part part; /* the first one */
        unsigned parts; /* how many */
        bool dry_run;
        uint64_t after; /* entries to leave out of the answer */
        struct zl_time now;
};

/* Why an import was not taken. */
struct zl_import_refusal {
        unsigned part; /* from 0 */
        struct zl_part_place place;
        const char *wrong; /* constant; in English */
};

/**
 * Take an import, or try it, and end the group: either all of it is durable and
 * its parts are erased, or nothing has changed.
 *
 * @param reg          the writer, in a group that has nothing else.
 * @param asking       which, and how.
 * @param judge        who may.
 * @param answer       receives what came of it, as JSON.
 * @param ret_refusal  receives why not, of ZL_E_MALFORMED, ZL_E_TOO_LARGE,
 *                     ZL_E_SCOPE and ZL_E_NOT_FOUND.
 * @return ZL_OK; ZL_E_MALFORMED or ZL_E_TOO_LARGE (a part does not have its
 *         form), ZL_E_SCOPE, ZL_E_NOT_FOUND (a part is missing); ZL_E_MEMORY
 *         or what the register says.
 */
int zl_import_take(struct zl_register *reg,
    const struct zl_import_asking *asking, const struct zl_import_judge *judge,
    struct zl_buf *answer, struct zl_import_refusal *ret_refusal) ZL_CHECKED;

#endif
