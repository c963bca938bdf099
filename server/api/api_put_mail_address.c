/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! PUT /v1/mail-address: where the member wants mail; an empty text
 * for nowhere. It is kept, used for mail and shown to nobody else. */
#include <string.h>

#include "api_internal.h"
#include "json.h"

/* One @ with something before it and a name after it, and nothing that means
 * more than itself in a mail or on its way. */
static bool is_address(const char *text)
{
        static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                      "abcdefghijklmnopqrstuvwxyz0123456789";
        static const char besides[] = "!#$%&'*+-/=?^_`{|}~.";
        const char *at = strchr(text, '@');

        if (at == NULL || at == text || at[1] == '\0' || text[0] == '-')
                return false;
        for (const char *c = text; c < at; c++) {
                if (strchr(letters, *c) == NULL && strchr(besides, *c) == NULL)
                        return false;
        }
        for (const char *c = at + 1; *c != '\0'; c++) {
                if (strchr(letters, *c) == NULL && *c != '-' && *c != '.')
                        return false;
        }
        return strchr("-.", at[1]) == NULL;
}

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
        if (text[0] != '\0' && !is_address(text))
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
