/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! PUT /v1/invitations/{id}: a packet the server cannot read, from who
 * may invite. */
#include "api_internal.h"

/* Nonce, authenticator, version, root: less cannot be a packet. */
enum { PACKET_MIN = 24 + 16 + 1 + 32 };

void api__put_invitation(struct zl_call *call)
{
        struct zl_bytes body = zl_request_body(call->request);
        int status = ZL_OK;

        if (body.size < PACKET_MIN) {
                api__refuse_malformed(call, "Too short for a packet.");
                return;
        }
        api__hold(call);
        status = zl_commit_invitation(call->api->committer, &call->id, body,
            &call->member, api__told, call);
        if (status != ZL_OK)
                api__not_taken(call, status);
}
