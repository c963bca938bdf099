/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn handover: a signal goes on to a colleague, another team or an
 * agency, with everything that was written about it. */
#include "act.h"
#include "ask.h"
#include "command.h"
#include "out.h"
#include "progress.h"

enum { TEXT_MAX = 64 * 1024 };

static const struct act act = {
    .role = ZL_ROLE_PROFESSIONAL,
    .not_yours = N_("Only a professional who holds this signal hands it over."),
    .opened = true,
};

static int refused(
    struct cli *cli, const struct zl_signal_view *signal, int status)
{
        switch (status) {
        case ZL_E_RECIPIENTS:
                return out__fail_with(cli, status,
                    _("It cannot be handed over to them: each must be a "
                      "professional in force who has joined, and who has not "
                      "stepped out of this signal or been left out of it."));
        case ZL_E_MALFORMED:
        case ZL_E_TOO_LARGE:
                return out__fail_with(cli, status,
                    _("The text for them is at most 4,000 signs."));
        default:
                return act__refused(cli, &act, signal, status);
        }
}

/* Nobody chosen, and ourselves not either, would be nobody at all. */
static int choose(
    struct cli *cli, const struct zl_signal_view *signal, struct chosen *ret)
{
        bool with_me = args__get(&cli->args, "with-me") != NULL;
        struct persons from;
        int code = EXIT_DONE;

        act__receivers(cli, ZL_HANDOVER, &signal->id, &from);
        if (from.count == 0 && !with_me)
                return refused(cli, signal,
                    signal->is_holder ? ZL_E_RECIPIENTS : ZL_E_POLICY);
        code = act__choose(
            cli, _("Who is to have this signal from now on?"), &from, ret);
        if (code == EXIT_DONE && ret->count == 0 && !with_me)
                return out__fail_with(
                    cli, ZL_E_USAGE, _("Say who is to have it: --to NAME."));
        return code;
}

static int confirm(struct cli *cli, const struct chosen *to, bool with_me)
{
        char names[PERSONS_NAMES];

        persons__names(cli, to->of, to->count, names);
        if (to->count == 0)
                return ask__confirm(cli,
                    _("From now on you alone hold this signal. Go on? [y/N] "));
        if (with_me)
                return ask__confirm(cli,
                    _("From now on %s and you hold this signal, and nobody "
                      "else. Go on? [y/N] "),
                    names);
        return ask__confirm(cli,
            _("From now on %s has this signal, and nobody else: you can no "
              "longer read it. Go on? [y/N] "),
            names);
}

static int hand_over(struct cli *cli, const struct zl_signal_view *signal,
    const struct chosen *to, struct zl_buf *text)
{
        bool with_me = args__get(&cli->args, "with-me") != NULL;
        const char *field = NULL;
        struct zl_id id;
        int status = ZL_OK;
        int code = ask__text(cli, "text-file",
            _("What should they know? (or nothing; end with a line with only "
              "a full stop):\n"),
            TEXT_MAX, text);

        if (code == EXIT_DONE)
                code = confirm(cli, to, with_me);
        if (code != EXIT_DONE)
                return code;
        progress__begin(_("Sealing everything for them"));
        status = zl_core_handover(cli->core, cli__now(), &signal->id, to->of,
            to->count, with_me,
            text->size > 1 ? (const char *)text->data : NULL, &id, &field);
        progress__end();
        if (status != ZL_OK)
                return refused(cli, signal, status);
        return act__deliver(cli, &signal->id, &id,
            _("Handed over. The contact sees by name who has it now.\n"));
}

static int run(struct cli *cli)
{
        struct zl_signal_view signal;
        struct zl_buf text = {0};
        struct chosen to;
        int code = act__begin(cli, &act, &signal);

        if (code == EXIT_DONE)
                code = choose(cli, &signal, &to);
        if (code == EXIT_DONE)
                code = hand_over(cli, &signal, &to, &text);
        zl_buf_free(&text);
        return code;
}

static const struct option_spec options[] = {
    {"to", N_("NAME"), true, N_("who has it from now on")},
    {"with-me", NULL, false, N_("besides them, you hold it too")},
    {"text-file", N_("FILE"), false, N_("what they should know ('-': stdin)")},
    {NULL, NULL, false, NULL},
};

const struct command cmd__handover = {
    .name = "handover",
    .operands = N_("SIGNAL"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Hand a signal over to others (professional)"),
    .about =
        N_("Whoever you name holds the signal from now on, and nobody else: "
           "all that was written about it goes along, as it was written. Any "
           "professional can be named, of other districts too, but who was "
           "left out or has stepped out. The contact sees who has it now."),
    .json = "record, signal",
    .options = options,
    .examples = "  zijlijn handover 3f9a1c2e\n"
                "  zijlijn handover 3f9a1c2e --to Joris --with-me --text-file "
                "why.txt\n",
    .run = run,
};
