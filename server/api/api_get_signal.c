/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! GET /v1/signals/{id}/records: all of a signal for a holder, and for
 * who stands in its author's place what the club may know of it. */
#include "api_internal.h"

static int may_list(
    struct zl_store *store, struct zl_call *call, bool *ret_hidden)
{
        struct zl_asking asking = api__asking(call);
        const struct zl_directory *directory = NULL;
        struct zl_signal_facts facts;
        unsigned relations = 0;
        int status = zl_store_signal(store, &call->id, &facts);

        if (status != ZL_OK)
                return status;
        directory = zl_shared_read(call->api->shared);
        if (directory != NULL)
                relations = zl_access_relations(directory, &facts, &asking);
        zl_shared_read_end(call->api->shared);
        if (directory == NULL)
                return ZL_E_STORAGE;
        /* A role for ever: no contact holds, no professional is the club. */
        *ret_hidden = asking.role == ZL_ROLE_PROFESSIONAL &&
            (relations & ZL_REL_HOLDER) != 0;
        return zl_access_policy(
            ZL_ACT_READ_RECORDS, &asking, relations, facts.state);
}

static int list(
    struct zl_store *store, struct zl_call *call, struct zl_buf *buf)
{
        struct api_bundle bundle = {0};
        struct zl_signal_walk walk = {
            .signal = call->id, .member = call->member, .from = call->after};
        int status = may_list(store, call, &walk.hidden);

        if (status == ZL_OK)
                status = api__bundle_begin(store, ZL_LOG_RECORDS, &bundle);
        if (status == ZL_OK)
                status = api__bundle_ended(zl_store_each_of_signal(
                    store, &walk, api__bundle_record, &bundle));
        if (status == ZL_OK)
                status = api__bundle_write(&bundle, store, buf);
        api__bundle_free(&bundle);
        return status;
}

static void read_signal(struct zl_store *store, void *context)
{
        struct zl_call *call = context;
        struct zl_buf buf;
        int status = ZL_OK;

        zl_buf_init(&buf, ZL_BUNDLE_MAX);
        status = list(store, call, &buf);
        api__answer_done(call, status, &buf);
}

void api__get_signal(struct zl_call *call)
{
        api__read(call, read_signal);
}
