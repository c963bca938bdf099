/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn sync: send what waits, fetch what is new, or wait for it. */
#include "calendar.h"
#include "command.h"
#include "out.h"
#include "session.h"

enum { WAIT_MAX_S = 24 * 60 * 60 };

/* The server lets nobody wait for long, so it is asked again and again until
 * there is something to tell. */
static int wait_for_news(struct cli *cli, uint64_t seconds)
{
        uint64_t now = cli__now().ms / ZL_MS_SECOND;
        uint64_t until = now + seconds;
        int code = EXIT_DONE;

        while (code == EXIT_DONE && cli->message_count == 0 && now < until) {
                uint64_t left = until - now;

                code = session__wait(cli,
                    left < ZL_CORE_WAIT_MAX ? (unsigned)left
                                            : ZL_CORE_WAIT_MAX);
                now = cli__now().ms / ZL_MS_SECOND;
        }
        return code;
}

static int sync(struct cli *cli)
{
        const char *wait = args__get(&cli->args, "wait");
        unsigned long long seconds = 0;
        int code = EXIT_DONE;

        if (wait != NULL &&
            (!args__number(wait, WAIT_MAX_S, &seconds) || seconds == 0))
                return out__fail_with(cli, ZL_E_USAGE,
                    _("--wait is a number of seconds from 1 to %d."),
                    (int)WAIT_MAX_S);
        code = session__open_joined(cli);
        if (code != EXIT_DONE)
                return code;
        return wait != NULL ? wait_for_news(cli, seconds)
                            : session__deliver(cli);
}

static int run(struct cli *cli)
{
        struct zl_self self;
        int code = sync(cli);

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

static const struct option_spec options[] = {
    {"wait", N_("SECONDS"), false,
        N_("when nothing is new, wait for it, at most so long")},
    {NULL, NULL, false, NULL},
};

const struct command cmd__sync = {
    .name = "sync",
    .operands = "",
    .line = N_("Send what waits, fetch what is new"),
    .about = N_("Without a connection everything stays where it is, and "
                "nothing is lost. With --wait it ends when there is something "
                "to tell; meanwhile the profile is in use."),
    .json = "outbox, messages",
    .options = options,
    .examples = "  zijlijn sync\n  zijlijn sync --wait 3600\n",
    .run = run,
};
