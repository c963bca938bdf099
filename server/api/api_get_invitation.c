/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! GET /v1/invitations/{id}: the packet, for 14 days, to whoever knows
 * the look-up id that only the code gives. */
#include "api_internal.h"
#include "calendar.h"
#include "events.h"

static void read_invitation(struct zl_store *store, void *context)
{
        struct zl_call *call = context;
        struct zl_bytes packet;
        struct zl_time put;
        int status = zl_store_find_invitation(store, &call->id, &packet, &put);

        if (status == ZL_OK &&
            zl_clock_now().ms >= put.ms + ZL_INVITATION_DAYS * ZL_MS_DAY)
                status = ZL_E_EXPIRED;
        if (status == ZL_OK)
                api__answer(call, 200, packet);
        else
                api__refuse_status(call, status);
        api__done(call);
}

void api__get_invitation(struct zl_call *call)
{
        api__read(call, read_invitation);
}
