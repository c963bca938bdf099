/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn step-out: a professional who stands too near leaves a signal, for
 * good. */
#include "act.h"
#include "ask.h"
#include "command.h"
#include "out.h"
#include "progress.h"
#include "resolve.h"

enum { TEXT_MAX = 64 * 1024 };

static const struct act act = {
    .role = ZL_ROLE_PROFESSIONAL,
    .not_yours =
        N_("Only a professional who holds this signal steps out of it."),
};

static int refused(
    struct cli *cli, const struct zl_signal_view *signal, int status)
{
        bool unopened = resolve__unopened(cli, signal);

        if ((status == ZL_E_RECIPIENTS || status == ZL_E_STATE) && unopened)
                return out__fail_with(cli, status,
                    _("It cannot be left to them. As long as you have not "
                      "opened it, it can only be left to somebody who has it "
                      "already."));
        if (status == ZL_E_RECIPIENTS)
                return out__fail_with(cli, status,
                    _("It cannot be left to them: they were left out, stepped "
                      "out, or have not joined."));
        if (status == ZL_E_MALFORMED || status == ZL_E_TOO_LARGE)
                return out__fail_with(cli, status,
                    _("The text for them is at most 4,000 signs."));
        return act__refused(cli, &act, signal, status);
}

static int nobody(struct cli *cli, const struct zl_signal_view *signal)
{
        if (!signal->is_holder)
                return refused(cli, signal, ZL_E_POLICY);
        if (resolve__unopened(cli, signal))
                return out__fail_with(cli, ZL_E_RECIPIENTS,
                    _("As long as you have not opened it, it can only be left "
                      "to somebody who has it already, and only you have it. "
                      "Open it first, or ask the contact to take it back and "
                      "to send it without you."));
        return out__fail_with(cli, ZL_E_RECIPIENTS,
            _("There is no colleague it can be left to: everybody else was "
              "left out, stepped out, or has not joined. Nothing was done; "
              "ring your coordinator."));
}

/* Unopened, it can only be left to who has it already. */
static void list(
    struct cli *cli, const struct zl_signal_view *signal, struct persons *ret)
{
        size_t kept = 0;

        act__receivers(cli, ZL_STEP_OUT, &signal->id, ret);
        if (!resolve__unopened(cli, signal))
                return;
        for (size_t i = 0; i < ret->count; i++) {
                for (size_t k = 0; k < signal->holder_count; k++) {
                        if (zl_id_equal(&ret->of[i], &signal->holders[k]))
                                ret->of[kept++] = ret->of[i];
                }
        }
        ret->count = kept;
}

static int choose(
    struct cli *cli, const struct zl_signal_view *signal, struct chosen *ret)
{
        struct persons from;
        int code = EXIT_DONE;

        list(cli, signal, &from);
        if (from.count == 0)
                return nobody(cli, signal);
        code = act__choose(
            cli, _("Who is to have this signal without you?"), &from, ret);
        if (code == EXIT_DONE && ret->count == 0)
                return out__fail_with(
                    cli, ZL_E_USAGE, _("Say who is to have it: --to NAME."));
        return code;
}

static int step_out(struct cli *cli, const struct zl_signal_view *signal,
    const struct chosen *to, struct zl_buf *text)
{
        char names[PERSONS_NAMES];
        const char *field = NULL;
        struct zl_id id;
        int status = ZL_OK;
        int code = ask__text(cli, "text-file",
            _("What should they know? You need not say why you step out. (Or "
              "nothing; end with a line with only a full stop):\n"),
            TEXT_MAX, text);

        persons__names(cli, to->of, to->count, names);
        if (code == EXIT_DONE)
                code = ask__confirm(cli,
                    _("You leave this signal to %s. You can no longer read "
                      "it, and nobody can ever give it back to you. Step out? "
                      "[y/N] "),
                    names);
        if (code != EXIT_DONE)
                return code;
        progress__begin(_("Sealing everything for them"));
        status = zl_core_step_out(cli->core, cli__now(), &signal->id, to->of,
            to->count, text->size > 1 ? (const char *)text->data : NULL, &id,
            &field);
        progress__end();
        if (status != ZL_OK)
                return refused(cli, signal, status);
        return act__deliver(cli, &signal->id, &id,
            _("You have stepped out. What was kept of it here is wiped.\n"));
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
                code = step_out(cli, &signal, &to, &text);
        zl_buf_free(&text);
        return code;
}

static const struct option_spec options[] = {
    {"to", N_("NAME"), true, N_("who has it from now on")},
    {"text-file", N_("FILE"), false, N_("what they should know ('-': stdin)")},
    {NULL, NULL, false, NULL},
};

const struct command cmd__step_out = {
    .name = "step-out",
    .operands = N_("SIGNAL"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Step out of a signal that is too near, for good "
               "(professional)"),
    .about =
        N_("For a signal about your own family, friends or street. It is left "
           "to whoever you name; you need not say why, and need not have "
           "opened it: then it is left to somebody who has it already. From "
           "then on you cannot read it, and nobody can hand it to you."),
    .json = "record, signal",
    .options = options,
    .examples = "  zijlijn step-out 3f9a1c2e --to Joris\n",
    .run = run,
};
