/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the lists of the register: made by the thread that reads it,
 * from an index that is brought up to date first. */
#include "api_register.h"
#include "register/lists.h"

static void read_list(struct zl_register *reg, void *context)
{
        struct zl_call *call = context;
        struct zl_register_asker asker = api__asker(call);
        struct zl_index *index = zl_registers_index(call->api->registers);
        struct zl_listing listing = {
            .index = index,
            .reg = reg,
            .directory = zl_shared_read(call->api->shared),
            .asker = &asker,
            .act = call->route->act,
            .after = call->after,
        };
        struct zl_buf list;
        int status = ZL_E_STORAGE;

        zl_buf_init(&list, API_REGISTER_PAGE_MAX);
        if (listing.directory != NULL)
                status =
                    zl_index_refresh(index, reg, listing.directory, asker.at);
        if (status == ZL_OK)
                status = zl_list_write(&listing, &list);
        zl_shared_read_end(call->api->shared);
        api__answer_done(call, status, &list);
}

void api__get_list(struct zl_call *call)
{
        int status;

        api__hold(call);
        status = zl_registers_read(call->api->registers, read_list, call);
        if (status != ZL_OK)
                api__not_taken(call, status);
}
