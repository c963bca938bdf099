/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn sync: send what waits, fetch what is new. */
#include "command.h"
#include "out.h"
#include "session.h"

static int run(struct cli *cli)
{
        struct zl_self self;
        int code = session__open_joined(cli);

        if (code == EXIT_DONE)
                code = session__deliver(cli);
        if (code != EXIT_DONE)
                return code;
        zl_core_self(cli->core, &self);
        zl_json_put_u64(cli->json, "outbox", self.outbox);
        if (self.outbox > 0)
                out__say(cli,
                    _("%zu still to be sent: see 'zijlijn "
                      "outbox'.\n"),
                    self.outbox);
        else if (cli->message_count == 0)
                out__say(cli, _("Up to date; nothing new.\n"));
        return EXIT_DONE;
}

const struct command cmd__sync = {
    .name = "sync",
    .operands = "",
    .line = "Send what waits, fetch what is new",
    .about = "Without a connection everything stays where it is, and nothing "
             "is lost.\n\nJSON: outbox (how many things are still to be "
             "sent), messages.\n",
    .examples = "  zijlijn sync\n",
    .run = run,
};
