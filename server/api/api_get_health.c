/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! GET /v1/health: does the database answer? */
#include <string.h>

#include "api_internal.h"

static const char fine[] = "{\"status\":\"ok\"}";

static void read_health(struct zl_store *store, void *context)
{
        struct zl_call *call = context;
        uint64_t size = 0;
        int status = zl_store_log_size(store, ZL_LOG_STATEMENTS, &size);

        if (status == ZL_OK)
                api__answer(call, 200,
                    (struct zl_bytes){(const uint8_t *)fine, strlen(fine)});
        else
                api__refuse_status(call, status);
        api__done(call);
}

void api__get_health(struct zl_call *call)
{
        api__read(call, read_health);
}
