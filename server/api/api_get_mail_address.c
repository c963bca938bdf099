/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! GET /v1/mail-address: the member's own, and how it went last. */
#include "api_internal.h"
#include "json.h"

enum { ANSWER_MAX = 4096 };

void api__answer_mail_address(
    struct zl_call *call, const char *address, enum zl_mail_state state)
{
        struct zl_json_writer *w = zl_json_write();
        struct zl_buf buf;
        int status = ZL_OK;

        zl_buf_init(&buf, ANSWER_MAX);
        zl_json_put_u64(w, "v", 1);
        zl_json_put_text(w, "mail", address);
        zl_json_put_text(w, "state",
            zl_committer_mails(call->api->committer) ? zl_mail_state_str(state)
                                                     : "off");
        status = zl_json_write_end(w, &buf);
        if (status == ZL_OK)
                api__answer(call, 200, zl_buf_bytes(&buf));
        else
                api__refuse_status(call, status);
        zl_buf_free(&buf);
}

static void read_mail_address(struct zl_store *store, void *context)
{
        struct zl_call *call = context;
        struct zl_mailbox mailbox = {.state = ZL_MAIL_NONE};
        int status = zl_store_find_mailbox(store, &call->member, &mailbox);

        if (status == ZL_OK || status == ZL_E_NOT_FOUND)
                api__answer_mail_address(call, mailbox.address, mailbox.state);
        else
                api__refuse_status(call, status);
        api__done(call);
}

void api__get_mail_address(struct zl_call *call)
{
        api__read(call, read_mail_address);
}
