/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! GET /v1/records/{id}/body: the sealed body, to who may have it now.
 * That somebody gets it who did not write it is durable before it leaves. */
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

static int may_have(
    struct zl_store *store, struct zl_call *call, bool *ret_author)
{
        struct zl_asking asking = api__asking(call);
        struct zl_stored_about about;
        const struct zl_directory *directory =
            zl_shared_read(call->api->shared);
        int status = directory != NULL
            ? zl_access_body(store, directory, &call->id, &asking, &about)
            : ZL_E_STORAGE;

        zl_shared_read_end(call->api->shared);
        if (status == ZL_OK)
                *ret_author = about.author;
        return status;
}

static int find_body(
    struct zl_store *store, struct zl_call *call, bool *ret_author)
{
        struct zl_bytes body = {NULL, 0};
        int status = may_have(store, call, ret_author);

        if (status != ZL_OK)
                return status;
        status = zl_store_body(store, &call->id, &body);
        /* It was there when it was asked who may have it. */
        if (status == ZL_E_NOT_FOUND)
                status = ZL_E_ERASED;
        if (status != ZL_OK)
                return status;
        zl_buf_init(&call->body, BODY_MAX);
        zl_put_bytes(&call->body, body.data, body.size);
        return call->body.status;
}

static void read_body(struct zl_store *store, void *context)
{
        struct zl_call *call = context;
        bool author = false;
        bool opened = false;
        int status = find_body(store, call, &author);

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
