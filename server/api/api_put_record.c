/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! PUT /v1/records/{id}: form, hashes and signature are looked at
 * here, on the listener's thread; the rest is the committer's. */
#include <stdlib.h>

#include "api_internal.h"

void api__put_record(struct zl_call *call)
{
        struct zl_bytes body = zl_request_body(call->request);
        struct zl_record *record = malloc(sizeof(*record)); /* 24 KB */
        int status = ZL_E_MEMORY;

        if (record != NULL)
                status = zl_record_parse(body.data, body.size, true,
                    zl_shared_organisation(call->api->shared), record);
        if (status != ZL_OK) {
                free(record);
                api__refuse_status(call, status);
                return;
        }
        if (!zl_id_equal(&record->context.id, &call->id)) {
                free(record);
                api__refuse_malformed(call, "The path is not the record's id.");
                return;
        }
        if (!api__is_within_limits(call, &record->context.author)) {
                free(record);
                return;
        }
        api__hold(call);
        status = zl_commit_record(
            call->api->committer, record, body, api__told, call);
        if (status != ZL_OK) {
                free(record);
                api__not_taken(call, status);
        }
}
