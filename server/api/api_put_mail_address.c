/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! PUT /v1/mail-address: where the member wants mail; an empty text
 * for nowhere. It is kept, used for mail and shown to nobody else. */
#include <string.h>

#include "api_internal.h"
#include "json.h"
#include "notify/address.h"

static int parse(struct zl_bytes body, char ret[static ZL_MAIL_MAX + 1])
{
        struct zl_json *json = NULL;
        struct zl_json_reader r;
        const char *text = NULL;
        int status = zl_json_parse(body.data, body.size, &json);

        if (status != ZL_OK)
                return status;
        r = zl_json_read(json);
        (void)zl_json_u64(&r, "v", 1, 1);
        text = zl_json_text(&r, "mail", ZL_TEXT_LINES, ZL_MAIL_MAX);
        if (text[0] != '\0' && !zl_address_fits(text))
                zl_json_fail(&r, "mail", ZL_E_MALFORMED);
        status = zl_json_end(&r);
        if (status == ZL_OK)
                memcpy(ret, text, strlen(text) + 1);
        zl_json_free(json);
        return status;
}

static void told(void *context, const struct zl_outcome *outcome)
{
        struct zl_call *call = context;

        if (outcome->status == ZL_OK)
                api__answer_mail_address(call, call->mail,
                    call->mail[0] != '\0' ? ZL_MAIL_UNTRIED : ZL_MAIL_NONE);
        else
                api__refuse_status(call, outcome->status);
        api__done(call);
}

void api__put_mail_address(struct zl_call *call)
{
        struct zl_bytes address;
        int status = parse(zl_request_body(call->request), call->mail);

        if (status == ZL_E_MALFORMED) {
                api__refuse_malformed(call,
                    "Not {\"v\":1,\"mail\":\"somebody@example.org\"}, "
                    "or not such an address.");
                return;
        }
        if (status != ZL_OK) {
                api__refuse_status(call, status);
                return;
        }
        address =
            (struct zl_bytes){(const uint8_t *)call->mail, strlen(call->mail)};
        api__hold(call);
        status = zl_commit_mail_address(
            call->api->committer, &call->member, address, told, call);
        if (status != ZL_OK)
                api__not_taken(call, status);
}
