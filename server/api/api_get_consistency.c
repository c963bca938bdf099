/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! GET /v1/consistency: what shows that a later head is of the same two
 * logs as an earlier one. Any two sizes there ever were will do, so that the
 * heads others saw can be held against one's own. */
#include <stdlib.h>

#include "api_internal.h"
#include "log_consistency.h"

enum { ANSWER_MAX = 1 + 2 * (1 + (ZL_PATH_MAX + 1) * ZL_HASH_SIZE) };

/* Sizes that are none of this log are the sender's mistake, not ours. */
static int find(struct zl_store *store, enum zl_log log, uint64_t first,
    uint64_t second, struct zl_consistency *ret)
{
        int status = zl_store_log_consistency(store, log, first, second, ret);

        return status == ZL_E_USAGE ? ZL_E_MALFORMED : status;
}

static void read_consistency(struct zl_store *store, void *context)
{
        struct zl_call *call = context;
        struct zl_log_consistency *both = calloc(1, sizeof(*both));
        struct zl_buf buf;
        int status = both == NULL ? ZL_E_MEMORY : ZL_OK;

        zl_buf_init(&buf, ANSWER_MAX);
        if (status == ZL_OK)
                status = find(store, ZL_LOG_STATEMENTS, call->from.statements,
                    call->to.statements, &both->statements);
        if (status == ZL_OK)
                status = find(store, ZL_LOG_RECORDS, call->from.records,
                    call->to.records, &both->records);
        if (status == ZL_OK) {
                zl_log_consistency_write(both, &buf);
                status = buf.status;
        }
        free(both);
        api__answer_done(call, status, &buf);
}

void api__get_consistency(struct zl_call *call)
{
        api__read(call, read_consistency);
}
