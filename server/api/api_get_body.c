/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! GET /v1/records/{id}/body: the sealed body, to author and
 * recipients. That a recipient gets it is durable before it leaves. */
#include <string.h>

#include "api_internal.h"

enum { BODY_MAX = ZL_RECORD_BODY_MAX };

/* The note that it was opened is durable, or it is not: then nothing leaves. */
static void noted(void *context, const struct zl_outcome *outcome)
{
        struct zl_call *call = context;

        if (outcome->status == ZL_OK)
                api__answer(call, 200, zl_buf_bytes(&call->body));
        else
                api__refuse_status(call, outcome->status);
        api__done(call);
}

static int find_body(struct zl_store *store, struct zl_call *call,
    struct zl_bytes *ret_body, bool *ret_author)
{
        int status = zl_store_body(
            store, &call->id, &call->member, ret_body, ret_author);

        if (status != ZL_OK)
                return status;
        /* A status has no body. */
        if (ret_body->size == 0)
                return ZL_E_NOT_FOUND;
        return zl_policy_allows(ZL_ACT_READ_BODY, zl_actor_of(call->role),
                   (*ret_author ? ZL_REL_AUTHOR : ZL_REL_RECIPIENT) |
                       (call->role == ZL_ROLE_PROFESSIONAL ? ZL_REL_HOLDER
                                                           : 0u),
                   ZL_STATE_WAITING)
            ? ZL_OK
            : ZL_E_POLICY;
}

static void read_body(struct zl_store *store, void *context)
{
        struct zl_call *call = context;
        struct zl_bytes body = {NULL, 0};
        bool author = false;
        bool opened = false;
        int status = find_body(store, call, &body, &author);

        if (status == ZL_OK) {
                zl_buf_init(&call->body, BODY_MAX);
                zl_put_bytes(&call->body, body.data, body.size);
                status = call->body.status;
        }
        if (status == ZL_OK && !author)
                status = zl_store_was_opened(
                    store, &call->id, &call->member, &opened);
        /* HEAD lets no byte of it go. */
        if (status == ZL_OK && !author && !opened &&
            strcmp(zl_request_method(call->request), "GET") == 0) {
                status = zl_commit_opened(call->api->committer, &call->id,
                    &call->member, noted, call);
                if (status == ZL_OK)
                        return;
        }
        if (status == ZL_OK)
                api__answer(call, 200, zl_buf_bytes(&call->body));
        else
                api__refuse_status(call, status);
        api__done(call);
}

void api__get_body(struct zl_call *call)
{
        api__read(call, read_body);
}
