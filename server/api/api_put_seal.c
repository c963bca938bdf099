/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! PUT /v1/records/{id}/seals/{key}: a seal that a recipient made for
 * a newer sealing key of its own. */
#include <string.h>

#include "api_internal.h"

void api__put_seal(struct zl_call *call)
{
        struct zl_bytes body = zl_request_body(call->request);
        struct zl_seal seal;
        int status = ZL_OK;

        if (body.size != sizeof(seal.bytes)) {
                api__refuse_malformed(call, "A seal is 96 bytes.");
                return;
        }
        memcpy(seal.bytes, body.data, sizeof(seal.bytes));
        api__hold(call);
        status = zl_commit_seal(call->api->committer, &call->id, &call->member,
            &call->key, &seal, api__told, call);
        if (status != ZL_OK)
                api__not_taken(call, status);
}
