/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! GET /v1/records: the records a member may know of, without their
 * bodies; at once, or when there is one. */
#include "api_internal.h"

/* The list as it is now, and whether anything is in it. */
static int list(struct zl_store *store, const struct zl_call *call,
    struct zl_buf *buf, bool *ret_empty)
{
        struct api_bundle bundle = {0};
        int status = api__bundle_begin(store, ZL_LOG_RECORDS, &bundle);

        if (status == ZL_OK)
                status = zl_store_each_record(store, &call->member, call->after,
                    api__bundle_record, &bundle);
        status = api__bundle_ended(status);
        if (status == ZL_OK)
                status = api__bundle_write(&bundle, store, buf);
        *ret_empty = bundle.count == 0;
        api__bundle_free(&bundle);
        return status;
}

void api__read_records(struct zl_store *store, void *context)
{
        struct zl_call *call = context;
        struct zl_waiters *waiters = call->api->waiters;
        struct zl_buf buf;
        bool empty = false;
        int status = ZL_E_STATE;

        zl_buf_init(&buf, ZL_BUNDLE_MAX);
        while (status == ZL_E_STATE) {
                uint64_t mark = zl_waiters_mark(waiters);

                zl_buf_reset(&buf);
                status = list(store, call, &buf, &empty);
                if (status != ZL_OK || !empty || call->wait_s == 0)
                        break;
                status = api__wait(call, mark);
                if (status == ZL_OK)
                        goto out; /* the call is no longer ours */
        }
        if (status == ZL_OK || status == ZL_E_EXPIRED)
                api__answer(call, 200, zl_buf_bytes(&buf));
        else
                api__refuse_status(call, status);
        api__done(call);
out:
        zl_buf_free(&buf);
}

void api__get_records(struct zl_call *call)
{
        api__read(call, api__read_records);
}
