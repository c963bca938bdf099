/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn show: a signal as far as it is here. */
#include "command.h"
#include "out.h"
#include "resolve.h"
#include "session.h"
#include "show.h"

static int run(struct cli *cli)
{
        struct zl_signal_view signal;
        int code = session__open_joined(cli);

        if (code == EXIT_DONE)
                code = resolve__signal(cli, cli->args.operands[0], &signal);
        if (code == EXIT_DONE)
                code = show__signal(cli, &signal);
        return code;
}

const struct command cmd__show = {
    .name = "show",
    .operands = N_("SIGNAL"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Show a signal as far as it is here"),
    .about = N_("Shows every record of it, and what those say that were "
                "opened. It opens nothing and tells nobody. SIGNAL is the "
                "digits that 'zijlijn list' shows."),
    .json = "signal with records, each with id, kind, author, author_name, "
            "ours, former, unproven, progress, time, body",
    .examples = "  zijlijn show 3f9a1c2e\n",
    .run = run,
};
