/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! How a call waits for news: its reading found nothing, so the call
 * stays, held, with those who wait; when it is woken, or its time is over,
 * it is read again. The hold goes along from one to the next. */
#include "api_internal.h"
#include "events.h"

int api__wait(struct zl_call *call, uint64_t mark)
{
        struct zl_waiter waiter = {
            .device = call->device,
            .member = call->member,
            .who = call,
        };
        struct zl_request *request = call->request;
        uint64_t now = zl_clock_steady();
        int status = ZL_OK;

        if (call->wait_until_ms == 0)
                call->wait_until_ms = now + call->wait_s * 1000;
        if (call->wait_s == 0 || now >= call->wait_until_ms)
                return ZL_E_EXPIRED;
        /* Before it is with the others: then it may be woken at any time. */
        zl_request_patience(
            request, (unsigned)((call->wait_until_ms - now + 999) / 1000));
        status = zl_waiters_enter(call->api->waiters, mark, &waiter);
        if (status != ZL_OK)
                zl_request_patience(request, 0);
        return status;
}

void zl_api_wake(void *context, bool last)
{
        struct zl_call *call = context;
        int status = ZL_OK;

        if (last)
                call->wait_s = 0;
        zl_request_patience(call->request, 0);
        status = zl_readers_ask(call->api->readers, api__read_records, call);
        if (status != ZL_OK)
                api__not_taken(call, status);
}

bool api__wait_ends(struct zl_call *call)
{
        if (!zl_waiters_leave(call->api->waiters, call))
                return false;
        zl_api_wake(call, true);
        return true;
}
