/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_PROBLEM_H
#define ZL_PROBLEM_H

#include "bytes.h"

/* Problem documents (RFC 9457): what a refusal says, in one table. */

enum zl_problem {
        ZL_PROBLEM_MALFORMED,
        ZL_PROBLEM_VERSION_UNKNOWN,
        ZL_PROBLEM_ORGANISATION_WRONG,
        ZL_PROBLEM_SIGNATURE_MISSING,
        ZL_PROBLEM_SIGNATURE_WRONG,
        ZL_PROBLEM_CLOCK_OFF,
        ZL_PROBLEM_CHAIN_BROKEN,
        ZL_PROBLEM_EXPIRED,
        ZL_PROBLEM_REVOKED,
        ZL_PROBLEM_OUT_OF_SCOPE,
        ZL_PROBLEM_NOT_ALLOWED,
        ZL_PROBLEM_NOT_FOUND,
        ZL_PROBLEM_METHOD_NOT_ALLOWED,
        ZL_PROBLEM_NOT_ACCEPTABLE,
        ZL_PROBLEM_RECIPIENTS_CHANGED,
        ZL_PROBLEM_SIGNAL_CHANGED,
        ZL_PROBLEM_ERASED,
        ZL_PROBLEM_CONFLICT,
        ZL_PROBLEM_STATE,
        ZL_PROBLEM_INVITATION_USED,
        ZL_PROBLEM_LENGTH_REQUIRED,
        ZL_PROBLEM_CHANGED,
        ZL_PROBLEM_TOO_LARGE,
        ZL_PROBLEM_UNSUPPORTED_MEDIA_TYPE,
        ZL_PROBLEM_PRECONDITION_REQUIRED,
        ZL_PROBLEM_TOO_MANY,
        ZL_PROBLEM_BUSY,
        ZL_PROBLEM_STORAGE,
        ZL_PROBLEM_INTERNAL,
        ZL_PROBLEM_COUNT
};

struct zl_problem_row {
        const char *name; /* the end of its `type` */
        unsigned status; /* of HTTP */
        const char *title;
        const char *detail; /* where nothing better is known */
};

/* What a document says beyond its row. */
struct zl_problem_more {
        const char *detail; /* NULL: the row's */
        bool has_statements;
        uint64_t statements;
        bool has_time;
        struct zl_time time; /* `server_time` */
};

/**
 * The row of a problem.
 *
 * @param problem  which.
 */
const struct zl_problem_row *zl_problem_row(enum zl_problem problem);

/**
 * The problem that a failure is on the wire.
 *
 * @param status  a failure of common/status.h; one that no peer can cause
 *                is ZL_PROBLEM_INTERNAL.
 */
enum zl_problem zl_problem_of(int status);

/**
 * Write a problem document.
 *
 * @param problem  which.
 * @param more     what it says beyond its row.
 * @param buf      receives it.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int zl_problem_write(enum zl_problem problem,
    const struct zl_problem_more *more, struct zl_buf *buf) ZL_CHECKED;

#endif
