/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn assess: a professional's own judgement, sealed to professionals
 * only. A contact is told, kindly, that it is not theirs to give. */
#include "act.h"
#include "ask.h"
#include "command.h"
#include "out.h"
#include "resolve.h"
#include "show.h"

enum { TEXT_MAX = 64 * 1024 };

static int tell(struct cli *cli);

static const struct act act = {
    .role = ZL_ROLE_PROFESSIONAL,
    .not_yours =
        N_("Only a professional who received this signal assesses it."),
    .opened = true,
    .tell = tell,
};

/* By name whose it is to judge: who opened it, else the account holder. */
static int not_yours(struct cli *cli)
{
        struct zl_routing routing = {0};
        struct zl_signal_view signal;
        char name[SHOW_NAME];
        int code = resolve__signal(cli, cli->args.operands[0], &signal);

        if (code != EXIT_DONE)
                return code;
        if (zl_directory_routing(zl_core_directory(cli->core), &signal.club,
                zl_core_point(cli->core, cli__now()), &routing) != ZL_OK)
                return out__fail(cli, ZL_E_POLICY);
        if (signal.acknowledged_by_known)
                show__name(cli, &signal.acknowledged_by, name);
        else if (routing.has_account_holder)
                show__name(cli, &routing.account_holder, name);
        else
                return out__fail_with(cli, ZL_E_POLICY,
                    _("What this means is for the district team to judge; you "
                      "need not."));
        return out__fail_with(cli, ZL_E_POLICY,
            _("What this means is for %s to judge; you need not."), name);
}

static int tell(struct cli *cli)
{
        struct zl_self self;

        zl_core_self(cli->core, &self);
        if (self.role == ZL_ROLE_CONTACT)
                return not_yours(cli);
        return out__fail_with(
            cli, ZL_E_POLICY, "%s", lang__text(act.not_yours));
}

static int read_options(struct cli *cli, struct zl_assessment *it)
{
        const char *step = args__get(&cli->args, "step");
        unsigned long long number = 0;
        int code = resolve__word(cli, "report-needed",
            args__get(&cli->args, "report-needed"), zl_yes_no,
            &it->report_needed);

        if (code == EXIT_DONE)
                code = resolve__word(cli, "help-possible",
                    args__get(&cli->args, "help-possible"), zl_yes_no,
                    &it->help_possible);
        it->step = -1;
        if (code == EXIT_DONE && step != NULL) {
                if (!args__number(step, 5, &number) || number == 0)
                        return out__fail_with(cli, ZL_E_USAGE,
                            _("A step of the meldcode is 1, 2, 3, 4 or 5."));
                it->step = (int)number;
        }
        return code;
}

static int refused(struct cli *cli, const struct zl_signal_view *signal,
    int status, const char *field)
{
        if (status != ZL_E_MALFORMED)
                return act__refused(cli, &act, signal, status);
        return out__fail_with(cli, status,
            _("The assessment is not complete%s%s: it needs a text; step 5 "
              "needs --report-needed and --help-possible, and only step 5 has "
              "them."),
            field != NULL ? ", " : "", field != NULL ? field : "");
}

static int send(struct cli *cli, const struct zl_signal_view *signal,
    const struct zl_assessment *it)
{
        const char *field = NULL;
        char name[TEXT_ID];
        struct zl_id id;
        int status =
            zl_core_assess(cli->core, cli__now(), &signal->id, it, &id, &field);

        if (status != ZL_OK)
                return refused(cli, signal, status, field);
        text__id(&signal->id, name);
        out__say(cli,
            _("The assessment is written. The contact does not receive it; to "
              "answer the contact, 'zijlijn answer %s'.\n"),
            name);
        return act__deliver(cli, &signal->id, &id, NULL);
}

static int assess(
    struct cli *cli, struct zl_assessment *it, struct zl_buf *text)
{
        struct zl_signal_view signal;
        int code = act__begin(cli, &act, &signal);

        if (code == EXIT_DONE)
                code = ask__text(cli, "text-file",
                    _("Your assessment (end with a line with only a full "
                      "stop):\n"),
                    TEXT_MAX, text);
        if (code != EXIT_DONE)
                return code;
        if (text->size < 2)
                return out__fail_with(cli, ZL_E_USAGE,
                    _("An assessment needs a text: --text-file FILE."));
        it->text = (const char *)text->data;
        return send(cli, &signal, it);
}

static int run(struct cli *cli)
{
        struct zl_assessment it = {0};
        struct zl_buf text = {0};
        int code = read_options(cli, &it);

        if (code == EXIT_DONE)
                code = assess(cli, &it, &text);
        zl_buf_free(&text);
        return code;
}

static const struct option_spec options[] = {
    {"text-file", N_("FILE"), false, N_("the text ('-': stdin)")},
    {"step", N_("N"), false, N_("step of the meldcode, 1 to 5")},
    {"report-needed", "yes|no", false, N_("with step 5")},
    {"help-possible", "yes|no", false, N_("with step 5")},
    {NULL, NULL, false, NULL},
};

const struct command cmd__assess = {
    .name = "assess",
    .operands = N_("SIGNAL"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Assess a signal (professional)"),
    .about =
        N_("Your own judgement, for the professionals who hold the signal. It "
           "is never sealed to a contact. The signal must be opened first."),
    .json = "record, signal",
    .options = options,
    .examples = "  zijlijn assess 3f9a1c2e --step 1 --text-file weging.txt\n",
    .run = run,
};
