/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn list: the signals; for a professional the list of what to do. */
#include "command.h"
#include "out.h"
#include "session.h"
#include "show.h"

/* What somebody has to look at stands before what is done: first what is new,
 * then what nobody opened, then the rest.  Newest first within each. */
static int rank(const struct zl_signal_view *signal)
{
        if (signal->has_new)
                return 0;
        return signal->state == ZL_STATE_WAITING ||
                signal->state == ZL_STATE_OPENED
            ? 1
            : 2;
}

/* A professional who handed it over, or stepped out of it, has nothing to do
 * with it any more. */
static bool is_others(
    const struct zl_self *self, const struct zl_signal_view *signal)
{
        return self->role == ZL_ROLE_PROFESSIONAL && !signal->is_holder &&
            signal->holder_count > 0 &&
            !zl_id_equal(&signal->author, &self->member) &&
            signal->state != ZL_STATE_RETRACTED &&
            signal->state != ZL_STATE_ERASED;
}

static int run(struct cli *cli)
{
        bool all = args__get(&cli->args, "all") != NULL;
        struct zl_self self;
        size_t count = 0;
        size_t others = 0;
        bool any_new = false;
        int code = session__open_joined(cli);

        if (code != EXIT_DONE)
                return code;
        zl_core_self(cli->core, &self);
        count = zl_core_signal_count(cli->core);
        zl_json_open_array(cli->json, "signals");
        for (int wanted = 0; wanted <= 2; wanted++) {
                for (size_t i = 0; i < count; i++) {
                        struct zl_signal_view signal;

                        zl_core_signal_at(cli->core, i, &signal);
                        if (rank(&signal) != wanted)
                                continue;
                        if (!all && is_others(&self, &signal)) {
                                others++;
                                continue;
                        }
                        any_new = any_new || signal.has_new;
                        show__signal_line(cli, &signal);
                }
        }
        zl_json_close(cli->json);
        if (count == 0)
                out__say(cli,
                    _("No signals here. 'zijlijn sync' fetches what "
                      "is new.\n"));
        else if (any_new)
                out__say(cli,
                    _("* has something new: 'zijlijn open SIGNAL' "
                      "opens it.\n"));
        if (others > 0)
                out__say(cli,
                    P_("%zu signal is with others now: 'zijlijn list --all' "
                       "shows it too.\n",
                        "%zu signals are with others now: 'zijlijn list --all' "
                        "shows them too.\n",
                        others),
                    others);
        return EXIT_DONE;
}

static const struct option_spec options[] = {
    {"all", NULL, false,
        N_("also what is with others since you handed it over or stepped out")},
    {NULL, NULL, false, NULL},
};

const struct command cmd__list = {
    .name = "list",
    .operands = "",
    .line = N_("List the signals, what is new first"),
    .about = N_("Shows what is here, without asking the server: 'zijlijn sync' "
                "does that."),
    .json = "signals, each with id, club, club_name, state, held, time, new, "
            "record_count, acknowledged_by, acknowledged_at, holders, step (0 "
            "to 3), "
            "waits_since, answer_by, answer_late, open_too_long, ring",
    .options = options,
    .examples = "  zijlijn sync && zijlijn list\n",
    .run = run,
};
