/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! /v1/register/persons/{member}: what the register keeps of a member,
 * to that member and to nobody else; and its erasure. */
#include "api_register.h"
#include "register/own.h"

static int check_self(const struct zl_call *call)
{
        unsigned relations =
            zl_id_equal(&call->id, &call->member) ? ZL_REL_SELF : 0;

        return zl_policy_allows(call->route->act, zl_actor_of(call->role),
                   relations, ZL_STATE_NONE)
            ? ZL_OK
            : ZL_E_POLICY;
}

static void read_own(struct zl_register *reg, void *context)
{
        struct zl_call *call = context;
        struct zl_buf buf;

        zl_buf_init(&buf, API_REGISTER_PAGE_MAX);
        api__answer_done(call, zl_register_own(reg, &call->member, &buf), &buf);
}

static void drop_own(struct zl_register *reg, void *context)
{
        struct zl_call *call = context;
        struct zl_buf buf;
        int status = api__begin_change(reg, call);

        zl_buf_init(&buf, API_REGISTER_PAGE_MAX);
        if (status == ZL_OK) {
                status = zl_register_drop_member(reg, &call->member);
                if (status == ZL_OK)
                        status = zl_register_own(reg, &call->member, &buf);
                if (status == ZL_OK)
                        status = zl_register_commit(reg);
                else
                        zl_register_rollback(reg);
        }
        api__answer_done(call, status, &buf);
}

static void start(struct zl_call *call,
    int (*ask)(
        struct zl_registers *registers, zl_registering *what, void *context),
    zl_registering *what)
{
        int status = check_self(call);

        if (status != ZL_OK) {
                api__refuse_status(call, status);
                return;
        }
        api__hold(call);
        status = ask(call->api->registers, what, call);
        if (status != ZL_OK)
                api__not_taken(call, status);
}

void api__get_own_data(struct zl_call *call)
{
        start(call, zl_registers_read, read_own);
}

void api__drop_own_data(struct zl_call *call)
{
        start(call, zl_registers_write, drop_own);
}
