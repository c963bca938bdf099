/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! GET /v1/cards/{hash}: name and phone, to those who may see the
 * statement that names this document. */
#include "api_internal.h"
#include "sight.h"

static bool is_seen(const struct zl_directory *directory,
    const struct zl_sight *sight, const struct zl_hash *card)
{
        for (size_t i = zl_directory_count(directory); i-- > 0;) {
                const struct zl_statement *statement =
                    zl_directory_statement(directory, i, NULL);

                if (statement->type == ZL_CARD &&
                    zl_hash_equal(&statement->is.card.card, card) &&
                    zl_directory_visible(directory, sight, statement))
                        return true;
        }
        return false;
}

static int may_see(struct zl_store *store, const struct zl_directory *directory,
    const struct zl_call *call)
{
        struct zl_asking asking = api__asking(call);
        struct zl_sight sight = {.extra = NULL};
        int status = zl_sight_find(store, directory, &asking, &sight);

        if (status == ZL_OK && !is_seen(directory, &sight, &call->hash))
                status = ZL_E_NOT_FOUND;
        zl_sight_free(&sight);
        return status;
}

static void read_card(struct zl_store *store, void *context)
{
        struct zl_call *call = context;
        const struct zl_directory *directory =
            zl_shared_read(call->api->shared);
        struct zl_bytes card;
        int status = ZL_E_STORAGE;

        if (directory != NULL)
                status = may_see(store, directory, call);
        zl_shared_read_end(call->api->shared);
        if (status == ZL_OK)
                status = zl_store_find_card(store, &call->hash, &card);
        if (status == ZL_OK)
                api__answer(call, 200, card);
        else
                api__refuse_status(call, status);
        api__done(call);
}

void api__get_card(struct zl_call *call)
{
        api__read(call, read_card);
}
