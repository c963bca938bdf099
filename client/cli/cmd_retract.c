/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn retract: a note taken back before anybody opened it. The server
 * knows whether somebody did, so it has the last word. */
#include "act.h"
#include "ask.h"
#include "command.h"
#include "out.h"
#include "resolve.h"
#include "session.h"
#include "show.h"

static const struct act act = {
    .role = ZL_ROLE_CONTACT,
    .not_yours = N_("Only the contact who wrote a note takes it back."),
};

static int too_late(struct cli *cli, const struct zl_signal_view *signal)
{
        char name[SHOW_NAME];

        if (!signal->acknowledged_by_known)
                return out__fail_with(cli, ZL_E_STATE,
                    _("Too late: somebody has just opened it. You did nothing "
                      "wrong. What else you want to say, 'zijlijn add %s' "
                      "sends along."),
                    cli->args.operands[0]);
        show__name(cli, &signal->acknowledged_by, name);
        return out__fail_with(cli, ZL_E_STATE,
            _("Too late: %s has opened it. You did nothing wrong. What else "
              "you want to say, 'zijlijn add %s' sends along."),
            name, cli->args.operands[0]);
}

/* It waits here still, so nothing need be taken back. */
static int never_sent(struct cli *cli, const struct zl_signal_view *signal)
{
        int status = zl_core_withdraw(cli->core, &signal->id);

        if (status == ZL_E_STATE)
                return out__fail_with(cli, status,
                    _("It may have reached the server, and there is no "
                      "connection to find out. Try again when there is."));
        if (status == ZL_OK)
                status = session__save(cli);
        if (status != ZL_OK)
                return out__fail(cli, status);
        out__say(cli, _("Taken back: it was never sent.\n"));
        zl_json_put_hex(cli->json, "signal", signal->id.bytes, ZL_ID_SIZE);
        zl_json_put_bool(cli->json, "taken_back", true);
        return EXIT_DONE;
}

static bool is_sent(struct cli *cli, const struct zl_signal_view *signal)
{
        struct zl_record_view note;

        zl_core_record_at(cli->core, &signal->id, 0, &note);
        return note.progress == ZL_STORED || !note.ours;
}

static int take_back(struct cli *cli, struct zl_signal_view *signal)
{
        struct zl_id id;
        int status = zl_core_retract(cli->core, cli__now(), &signal->id, &id);
        int code = EXIT_DONE;

        if (status == ZL_E_STATE)
                return too_late(cli, signal);
        if (status != ZL_OK)
                return act__refused(cli, &act, signal, status);
        /* What the server says of it is said better here. */
        cli->message_hold = true;
        code = act__deliver(cli, &signal->id, &id, NULL);
        if (out__messages_held(cli, ZL_MSG_REFUSED) != ZL_OK)
                return out__fail(cli, ZL_E_MEMORY);
        if (code != EXIT_DONE)
                return code;
        code = resolve__signal(cli, cli->args.operands[0], signal);
        if (code != EXIT_DONE)
                return code;
        if (signal->state != ZL_STATE_RETRACTED)
                return too_late(cli, signal);
        zl_json_put_bool(cli->json, "taken_back", true);
        out__say(cli,
            _("Taken back. Nobody opened it, and nobody can any "
              "more.\n"));
        return EXIT_DONE;
}

static int run(struct cli *cli)
{
        struct zl_signal_view signal;
        struct zl_self self;
        int code = act__begin(cli, &act, &signal);

        if (code != EXIT_DONE)
                return code;
        zl_core_self(cli->core, &self);
        if (!zl_id_equal(&signal.author, &self.member))
                return act__refused(cli, &act, &signal, ZL_E_POLICY);
        code = ask__confirm(cli,
            _("Take your note of %s back? What it says is gone then. [y/N] "),
            signal.club_name);
        if (code != EXIT_DONE)
                return code;
        return is_sent(cli, &signal) ? take_back(cli, &signal)
                                     : never_sent(cli, &signal);
}

const struct command cmd__retract = {
    .name = "retract",
    .operands = N_("SIGNAL"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Take a note back, as long as nobody opened it"),
    .about = N_("Nobody can read it afterwards, you neither. That there was a "
                "note, and that it was taken back, remains to be seen. Once "
                "somebody has opened it, it stays."),
    .json = "record, signal, taken_back",
    .examples = "  zijlijn retract 3f9a1c2e\n",
    .run = run,
};
