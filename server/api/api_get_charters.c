/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! GET /v1/charters: who the organisation is. A reader whose head is
 * signed by a key it does not know asks here, before it can believe anything
 * else; so nobody has to sign for it. */
#include "api_internal.h"

struct found {
        struct api_bundle bundle;
        uint64_t newest; /* the highest number in it */
};

/* ZL_E_TOO_LARGE: the rest is for another bundle. */
static int add_charter(struct zl_store *store,
    const struct zl_statement *statement, struct found *found)
{
        struct zl_stored_statement stored;
        int status = zl_store_find_statement(store, &statement->hash, &stored);

        /* The directory is a moment ahead of the disk, now and then. */
        if (status == ZL_E_NOT_FOUND)
                return ZL_E_TOO_LARGE;
        if (status != ZL_OK)
                return status;
        if (!api__bundle_fits(
                &found->bundle, stored.proof.index, stored.bytes.size))
                return ZL_E_TOO_LARGE;
        status = api__bundle_add(&found->bundle, &stored.proof, stored.bytes);
        if (status == ZL_OK)
                found->newest = statement->is.charter.number;
        return status;
}

static int gather(
    struct zl_store *store, struct zl_call *call, struct found *found)
{
        const struct zl_directory *directory =
            zl_shared_read(call->api->shared);
        size_t count = directory == NULL ? 0 : zl_directory_count(directory);
        int status = directory == NULL
            ? ZL_E_STORAGE
            : api__bundle_begin(store, ZL_LOG_STATEMENTS, &found->bundle);

        found->newest = call->after;
        for (size_t i = 0; i < count && status == ZL_OK; i++) {
                const struct zl_statement *statement =
                    zl_directory_statement(directory, i, NULL);

                if (statement->type == ZL_CHARTER &&
                    statement->is.charter.number > call->after)
                        status = add_charter(store, statement, found);
        }
        zl_shared_read_end(call->api->shared);
        return status == ZL_E_TOO_LARGE ? ZL_OK : status;
}

static void read_charters(struct zl_store *store, void *context)
{
        struct zl_call *call = context;
        struct found found = {.newest = 0};
        struct zl_buf buf;
        int status = gather(store, call, &found);

        zl_buf_init(&buf, ZL_BUNDLE_MAX);
        if (status == ZL_OK) {
                found.bundle.next = found.newest;
                status = api__bundle_write(&found.bundle, store, &buf);
        }
        api__bundle_free(&found.bundle);
        api__answer_done(call, status, &buf);
}

void api__get_charters(struct zl_call *call)
{
        api__read(call, read_charters);
}
