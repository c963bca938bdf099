/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! GET /v1/statements: what a member may see of the organisation. The
 * store has bytes and proofs, the directory knows who may see them. */
#include "api_internal.h"
#include "sight.h"

enum { ENOUGH = 1 };

struct walk {
        const struct zl_directory *directory;
        struct zl_sight sight;
        uint64_t until; /* nothing after this position is shown */
        struct api_bundle bundle;
};

/* The statement the directory has at a position; NULL: not this one. */
static const struct zl_statement *at_position(
    const struct zl_directory *directory, uint64_t position)
{
        size_t low = 0;
        size_t high = zl_directory_count(directory);

        while (low < high) {
                size_t middle = low + (high - low) / 2;
                struct zl_point point;
                const struct zl_statement *statement =
                    zl_directory_statement(directory, middle, &point);

                if (point.position == position)
                        return statement;
                if (point.position < position)
                        low = middle + 1;
                else
                        high = middle;
        }
        return NULL;
}

static int add_statement(
    void *context, const struct zl_stored_statement *stored)
{
        struct walk *walk = context;
        const struct zl_statement *statement = NULL;

        if (stored->proof.index >= walk->bundle.size)
                return ENOUGH;
        statement = at_position(walk->directory, stored->proof.index);
        if (statement == NULL || stored->proof.index > walk->until ||
            !zl_directory_visible(walk->directory, &walk->sight, statement))
                return ZL_OK;
        if (!api__bundle_fits(
                &walk->bundle, stored->proof.index, stored->bytes.size))
                return ENOUGH;
        return api__bundle_add(&walk->bundle, &stored->proof, stored->bytes);
}

static int gather(
    struct zl_store *store, struct zl_call *call, struct walk *walk)
{
        struct zl_asking asking = api__asking(call);
        int status = ZL_E_STORAGE;

        walk->until = call->until;
        walk->directory = zl_shared_read(call->api->shared);
        if (walk->directory != NULL)
                status =
                    api__bundle_begin(store, ZL_LOG_STATEMENTS, &walk->bundle);
        /* Mostly nothing is new, and then nobody needs to look. */
        if (status == ZL_OK && call->after < walk->bundle.size)
                status = zl_sight_find(
                    store, walk->directory, &asking, &walk->sight);
        if (status == ZL_OK && call->after < walk->bundle.size)
                status = zl_store_each_statement(
                    store, call->after, add_statement, walk);
        zl_shared_read_end(call->api->shared);
        return status == ENOUGH ? ZL_OK : status;
}

static void read_statements(struct zl_store *store, void *context)
{
        struct zl_call *call = context;
        struct walk walk = {0};
        struct zl_buf buf;
        int status = gather(store, call, &walk);

        zl_buf_init(&buf, ZL_BUNDLE_MAX);
        if (status == ZL_OK)
                status = api__bundle_write(&walk.bundle, store, &buf);
        api__bundle_free(&walk.bundle);
        zl_sight_free(&walk.sight);
        api__answer_done(call, status, &buf);
}

void api__get_statements(struct zl_call *call)
{
        api__read(call, read_statements);
}
