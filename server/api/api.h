/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_API_H
#define ZL_API_H

#include "commit/committer.h"
#include "http/http.h"
#include "limits.h"
#include "readers.h"
#include "registers.h"
#include "shared.h"
#include "waiters.h"

/*
 * What can be asked of the server (docs/protocol.md, 7): one table of
 * routes, one file for each of them.
 */
struct zl_api;

struct zl_api_settings {
        const char *origin; /* the public one; copied */
        struct zl_shared *shared; /* all borrowed */
        struct zl_committer *committer;
        struct zl_readers *readers;
        struct zl_registers *registers;
        struct zl_limits *limits;
        struct zl_waiters *waiters;
};

struct zl_call;

/* What may stand behind the question mark. */
enum zl_query {
        ZL_QUERY_NONE,
        ZL_QUERY_AFTER, /* after=<index> */
        ZL_QUERY_SIZES, /* fromStatements=, fromRecords=, toStatements= and
                           toRecords=, all four in this order */
        ZL_QUERY_WAIT /* that, or after=<index>&wait=<seconds> */
};

/* One thing that can be asked. */
struct zl_route {
        const char *name; /* in events */
        const char *method; /* GET (HEAD too), PUT or DELETE */
        const char *path; /* {id} and {item} are 32 digits, {hash} and
                             {key} 64, {part} a number */
        bool is_signed; /* the request itself must be */
        enum zl_act act; /* of the policy table, when signed */
        size_t body_max; /* bytes; 0: takes none */
        enum zl_query query;
        const char *takes; /* media type of the body; NULL: takes none */
        const char *gives; /* media type of the answer */
        void (*handle)(struct zl_call *call);
};

/**
 * All routes.
 *
 * @param ret_count  receives how many.
 * @return constant.
 */
const struct zl_route *zl_api_routes(size_t *ret_count);

/**
 * Make the api.
 *
 * @param settings  see there.
 * @param ret_api   free with zl_api_free(), when nothing can ask any more.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int zl_api_new(
    const struct zl_api_settings *settings, struct zl_api **ret_api) ZL_CHECKED;

/** Go on with a call that waited for news; see zl_waiter_wake. @param call
 *  the call. @param last whether it is to be answered now. */
void zl_api_wake(void *call, bool last);

/** Free it. @param api NULL is allowed. */
void zl_api_free(struct zl_api *api);

/**
 * What the listener asks, answered by this api.
 *
 * @param api  the api.
 */
struct zl_http_asks zl_api_asks(struct zl_api *api);

#endif
