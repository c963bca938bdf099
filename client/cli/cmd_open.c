/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn open: fetch what a signal says, tell its author that it was
 * opened, and show it. */
#include "command.h"
#include "out.h"
#include "resolve.h"
#include "session.h"
#include "show.h"

static int fetch(struct cli *cli, const struct zl_id *signal)
{
        int status = zl_core_open(cli->core, cli__now(), signal);

        if (status == ZL_OK)
                status = session__loop(cli);
        if (status == ZL_E_NETWORK || status == ZL_E_BUSY) {
                out__say(cli,
                    _("No connection now, so only what was fetched "
                      "before is shown.\n"));
                return EXIT_LATER;
        }
        return status == ZL_OK ? EXIT_DONE : session__fail(cli, status);
}

static int run(struct cli *cli)
{
        struct zl_signal_view signal;
        int code = session__open_joined(cli);
        int fetched = EXIT_DONE;

        if (code == EXIT_DONE)
                code = session__refresh(cli);
        if (code == EXIT_DONE)
                code = resolve__signal(cli, cli->args.operands[0], &signal);
        if (code == EXIT_DONE)
                fetched = fetch(cli, &signal.id);
        if (code == EXIT_DONE && fetched != EXIT_DONE && fetched != EXIT_LATER)
                return fetched;
        /* Once more, as it is now. */
        if (code == EXIT_DONE)
                code = resolve__signal(cli, cli->args.operands[0], &signal);
        if (code == EXIT_DONE)
                code = show__signal(cli, &signal, true);
        return code == EXIT_DONE ? fetched : code;
}

const struct command cmd__open = {
    .name = "open",
    .operands = N_("SIGNAL"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Open what is new of a signal, and show it"),
    .about = N_("Fetches and decrypts what was not opened yet. Who wrote it is "
                "told that you have opened it, and when. SIGNAL is the digits "
                "that 'zijlijn list' shows."),
    .json = "signal, as 'zijlijn show' has it",
    .examples = "  zijlijn open 3f9a1c2e\n",
    .run = run,
};
