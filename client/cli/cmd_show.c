/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn show and timeline: a signal as far as it is here, with what it says
 * or without. */
#include "command.h"
#include "out.h"
#include "resolve.h"
#include "session.h"
#include "show.h"

static int show(struct cli *cli, bool with_bodies)
{
        struct zl_signal_view signal;
        int code = session__open_joined(cli);

        if (code == EXIT_DONE)
                code = resolve__signal(cli, cli->args.operands[0], &signal);
        if (code == EXIT_DONE)
                code = show__signal(cli, &signal, with_bodies);
        return code;
}

static int run_show(struct cli *cli)
{
        return show(cli, true);
}

static int run_timeline(struct cli *cli)
{
        return show(cli, false);
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
    .json = "signal as 'zijlijn list' has it, with records, each with id, "
            "kind, author, author_name, ours, former, unproven, void, "
            "refused, progress, time, receivers, readings (member, name, "
            "time, unreadable), body; and prints (by, for, time, black_out)",
    .examples = "  zijlijn show 3f9a1c2e\n",
    .run = run_show,
};

const struct command cmd__timeline = {
    .name = "timeline",
    .operands = N_("SIGNAL"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Show who did what with a signal, and when"),
    .about = N_("As 'zijlijn show', without what was written. In front stands "
                "what it is:\n"
                "  +  a note, or what was added to it\n"
                "  =  an assessment\n"
                "  \"  the words of the family\n"
                "  <  an answer to the contact\n"
                "  >  passed on: handed over, stepped out, sealed again\n"
                "  o  opened again\n"
                "  !  kept longer\n"
                "  x  closed, taken back or erased"),
    .json = "signal, as 'zijlijn show' has it, without bodies",
    .examples = "  zijlijn timeline 3f9a1c2e\n",
    .run = run_timeline,
};
