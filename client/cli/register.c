/* SPDX-License-Identifier: EUPL-1.2 */
/* Questions to the club register, and the sentences when it does not answer
 * them. */
#include "register.h"

#include "out.h"
#include "session.h"

/* A change that was on its way may have arrived. */
static int fail(struct cli *cli, const struct zl_register_ask *ask, int status)
{
        if (status != ZL_E_NETWORK && status != ZL_E_BUSY)
                return session__fail(cli, status);
        return out__fail_with(cli, status,
            ask->method[0] == 'G'
                ? _("The club register is on the server, and there is no "
                    "connection with it now. Try again later.")
                : _("There is no connection with the club register now. Look "
                    "later whether the change arrived; doing it again does no "
                    "harm."));
}

int register__begin(struct cli *cli)
{
        const struct zl_register_ask none = {.method = "GET"};
        int status = ZL_OK;
        int code = session__open_joined(cli);

        if (code != EXIT_DONE)
                return code;
        status = session__sync(cli);
        if (status != ZL_OK)
                return fail(cli, &none, status);
        cli->register_asked = true;
        return EXIT_DONE;
}

int register__ask(struct cli *cli, const struct zl_register_ask *ask,
    struct zl_register_answer *ret_answer)
{
        struct zl_register_ask asked = *ask;
        int status = ZL_OK;

        asked.at_once = cli->register_asked;
        status = zl_core_ask_register(cli->core, cli__now(), &asked);
        if (status == ZL_OK)
                status = session__loop(cli);
        if (status == ZL_OK)
                status = zl_core_register(cli->core, ret_answer);
        if (status == ZL_E_NOT_FOUND) /* the sync ended before it was asked */
                status = ZL_E_SERVER;
        if (status != ZL_OK)
                return fail(cli, ask, status);
        cli->register_asked = true;
        return EXIT_DONE;
}

int register__refused(struct cli *cli, const struct zl_register_answer *answer)
{
        switch (answer->status) {
        case ZL_E_CONFLICT:
                return out__fail_with(cli, answer->status,
                    _("Somebody else changed this club meanwhile. Nothing was "
                      "changed; look at it and try again."));
        case ZL_E_NOT_FOUND:
                return out__fail_with(cli, answer->status,
                    _("The club register does not have it any more. Nothing "
                      "was changed."));
        case ZL_E_MALFORMED:
        case ZL_E_STATE:
                if (answer->detail[0] != '\0')
                        return out__fail_with(cli, answer->status,
                            _("The server does not take it: \"%s\" Nothing "
                              "was changed."),
                            answer->detail);
                break;
        default:
                break;
        }
        return out__fail(cli, answer->status);
}

int register__get(
    struct cli *cli, const char *path, struct zl_register_answer *ret_answer)
{
        const struct zl_register_ask ask = {.method = "GET", .path = path};
        int code = register__ask(cli, &ask, ret_answer);

        if (code == EXIT_DONE && ret_answer->status != ZL_OK)
                code = register__refused(cli, ret_answer);
        return code;
}
