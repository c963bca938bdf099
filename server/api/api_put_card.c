/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! PUT /v1/cards/{hash}: anybody may bring the document that a card
 * statement named; nobody else can make one that fits. */
#include "api_internal.h"

void api__put_card(struct zl_call *call)
{
        struct zl_bytes body = zl_request_body(call->request);
        struct zl_hash hash = zl_hash_of(body.data, body.size);
        int status = ZL_OK;

        if (!zl_hash_equal(&hash, &call->hash)) {
                api__refuse_malformed(
                    call, "The path is not the document's hash.");
                return;
        }
        api__hold(call);
        status =
            zl_commit_card(call->api->committer, &hash, body, api__told, call);
        if (status != ZL_OK)
                api__not_taken(call, status);
}
