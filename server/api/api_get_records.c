/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! GET /v1/records: the records a member may know of, without their
 * bodies. */
#include "api_internal.h"

/* Ends a walk that went well: the bundle has what it can have. */
enum { ENOUGH = 1 };

static int add_record(void *context, const struct zl_stored_record *record)
{
        struct api_bundle *bundle = context;

        if (!api__bundle_fits(bundle, record->proof.index, record->bytes.size))
                return ENOUGH;
        return api__bundle_add(bundle, &record->proof, record->bytes);
}

static void read_records(struct zl_store *store, void *context)
{
        struct zl_call *call = context;
        struct api_bundle bundle = {0};
        struct zl_buf buf;
        int status = api__bundle_begin(store, ZL_LOG_RECORDS, &bundle);

        zl_buf_init(&buf, ZL_BUNDLE_MAX);
        if (status == ZL_OK)
                status = zl_store_each_record(
                    store, &call->member, call->after, add_record, &bundle);
        if (status == ENOUGH)
                status = ZL_OK;
        if (status == ZL_OK)
                status = api__bundle_write(&bundle, store, &buf);
        if (status == ZL_OK)
                api__answer(call, 200, zl_buf_bytes(&buf));
        else
                api__refuse_status(call, status);
        api__bundle_free(&bundle);
        zl_buf_free(&buf);
        api__done(call);
}

void api__get_records(struct zl_call *call)
{
        api__read(call, read_records);
}
