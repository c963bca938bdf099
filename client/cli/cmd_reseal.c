/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn reseal: the keys of a signal once more, to a colleague who cannot
 * open all of it, or to a contact who lost every device. Whoever receives
 * them can read, so a voice on the telephone comes first. */
#include "act.h"
#include "ask.h"
#include "command.h"
#include "out.h"
#include "progress.h"
#include "show.h"

static const struct act act = {
    .role = ZL_ROLE_PROFESSIONAL,
    .not_yours = N_("Only a professional who holds this signal seals it again "
                    "for somebody."),
    .opened = true,
};

static int refused(
    struct cli *cli, const struct zl_signal_view *signal, int status)
{
        if (status != ZL_E_RECIPIENTS)
                return act__refused(cli, &act, signal, status);
        return out__fail_with(cli, status,
            _("It can be sealed again to those who hold it, or to one contact "
              "of the club who has joined, and to nobody else."));
}

static int choose(
    struct cli *cli, const struct zl_signal_view *signal, struct chosen *ret)
{
        struct persons from;
        int code = EXIT_DONE;

        act__receivers(cli, ZL_RESEAL, &signal->id, &from);
        if (from.count == 0)
                return refused(cli, signal,
                    signal->is_holder ? ZL_E_RECIPIENTS : ZL_E_POLICY);
        code = act__choose(
            cli, _("Who is to be able to read it again?"), &from, ret);
        if (code == EXIT_DONE && ret->count == 0)
                return out__fail_with(
                    cli, ZL_E_USAGE, _("Say for whom: --to NAME."));
        return code;
}

/* Is the one who receives it to take the place of the note's author? */
static bool takes_place(struct cli *cli, const struct chosen *to)
{
        const struct zl_member *member =
            zl_directory_member(zl_core_directory(cli->core), &to->of[0]);

        return member != NULL && member->role == ZL_ROLE_CONTACT;
}

static int confirm(struct cli *cli, const struct chosen *to)
{
        char names[PERSONS_NAMES];

        persons__names(cli, to->of, to->count, names);
        if (takes_place(cli, to))
                return ask__confirm(cli,
                    _("Whoever has the device of %s then reads what the "
                      "author of the note could read, and takes the author's "
                      "place. Did you ring %s yourself, on a number you knew "
                      "already, and was it the right voice? [y/N] "),
                    names, names);
        return ask__confirm(cli,
            _("Whoever has the device of %s then reads all of this signal. Did "
              "you ring, or meet, and was it the right person? [y/N] "),
            names);
}

static int run(struct cli *cli)
{
        struct zl_signal_view signal;
        struct chosen to;
        struct zl_id id;
        int status = ZL_OK;
        int code = act__begin(cli, &act, &signal);

        if (code == EXIT_DONE)
                code = choose(cli, &signal, &to);
        if (code == EXIT_DONE)
                code = confirm(cli, &to);
        if (code != EXIT_DONE)
                return code;
        progress__begin(_("Sealing everything for them"));
        status = zl_core_reseal(
            cli->core, cli__now(), &signal.id, to.of, to.count, &id);
        progress__end();
        if (status != ZL_OK)
                return refused(cli, &signal, status);
        return act__deliver(cli, &signal.id, &id,
            _("Sealed again. It can be read there after the next sync.\n"));
}

static const struct option_spec options[] = {
    {"to", N_("NAME"), true,
        N_("holders of the signal, or one contact of the club")},
    {NULL, NULL, false, NULL},
};

const struct command cmd__reseal = {
    .name = "reseal",
    .operands = N_("SIGNAL"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Seal a signal again, for who cannot open it any more "
               "(professional)"),
    .about =
        N_("For a contact who lost every device and was invited anew, or who "
           "takes over from one that left: that contact then takes the place "
           "of the note's author and reads the note and your answers. For a "
           "colleague who holds the signal and cannot open all of it. Ring "
           "first, on a number you knew already."),
    .json = "record, signal",
    .options = options,
    .examples = "  zijlijn reseal 3f9a1c2e --to Henk\n",
    .run = run,
};
