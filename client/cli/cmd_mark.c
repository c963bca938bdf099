/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn close, reopen, hold and erase: marks on a signal. They carry no
 * words; a reason goes into an assessment before. */
#include "act.h"
#include "ask.h"
#include "command.h"
#include "out.h"

enum { REASON_MAX = 4 * 16000 };

static const struct act act = {
    .role = ZL_ROLE_PROFESSIONAL,
    .not_yours = N_("Only a professional who holds this signal does that."),
};

/* Brings a mark to the server; `said` as for act__deliver(). */
static int mark(struct cli *cli, enum zl_kind kind,
    const struct zl_signal_view *signal, const char *said)
{
        struct zl_id id;
        int status =
            zl_core_mark(cli->core, cli__now(), kind, &signal->id, &id);

        if (status != ZL_OK)
                return act__refused(cli, &act, signal, status);
        return act__deliver(cli, &signal->id, &id, said);
}

static int run_close(struct cli *cli)
{
        const struct zl_charter *charter = NULL;
        struct zl_signal_view signal;
        int code = act__begin(cli, &act, &signal);

        if (code == EXIT_DONE && !signal.answered)
                code = ask__confirm(cli,
                    _("The contact has had no answer yet; 'zijlijn answer %s "
                      "--state closed' gives one. Close it without? [y/N] "),
                    cli->args.operands[0]);
        if (code == EXIT_DONE)
                code = mark(cli, ZL_CLOSING, &signal, _("Closed.\n"));
        charter = code == EXIT_DONE
            ? zl_directory_charter(zl_core_directory(cli->core))
            : NULL;
        if (charter != NULL)
                out__say(cli,
                    P_("Your organisation keeps it for %u day after closing. "
                       "Then "
                       "erase it: 'zijlijn erase %s'.\n",
                        "Your organisation keeps it for %u days after closing. "
                        "Then erase it: 'zijlijn erase %s'.\n",
                        charter->retention.closed_days),
                    (unsigned)charter->retention.closed_days,
                    cli->args.operands[0]);
        return code;
}

static int run_reopen(struct cli *cli)
{
        struct zl_signal_view signal;
        int code = act__begin(cli, &act, &signal);

        if (code == EXIT_DONE && signal.state != ZL_STATE_CLOSED)
                code = out__fail_with(
                    cli, ZL_E_STATE, _("The signal is not closed."));
        if (code != EXIT_DONE)
                return code;
        return mark(cli, ZL_REOPENING, &signal, _("Open again.\n"));
}

/* Held before, and since then open for as long as that again. */
static bool is_open_too_long(
    struct cli *cli, const struct zl_signal_view *signal)
{
        struct zl_clock clock;

        zl_core_clock(cli->core, cli__now(), signal, &clock);
        return clock.open_too_long;
}

/* Why it is held, as an assessment: a mark has no words. */
static int keep_reason(struct cli *cli, const struct zl_signal_view *signal)
{
        struct zl_assessment assessment = {
            .step = -1, .report_needed = -1, .help_possible = -1};
        const char *field = NULL;
        struct zl_buf text = {0};
        struct zl_id id;
        int status = ZL_OK;
        int code = ask__text(cli, "reason",
            _("Why does it have to stay? Only professionals who hold it read "
              "this.\n"),
            REASON_MAX, &text);

        if (code == EXIT_DONE && text.size <= 1)
                code = out__fail_with(cli, ZL_E_USAGE,
                    _("Holding a signal needs a reason: --reason FILE."));
        if (code == EXIT_DONE) {
                assessment.text = (const char *)text.data;
                status = zl_core_assess(cli->core, cli__now(), &signal->id,
                    &assessment, &id, &field);
                if (status != ZL_OK)
                        code = act__refused(cli, &act, signal, status);
        }
        zl_buf_free(&text);
        return code;
}

static int run_hold(struct cli *cli)
{
        struct zl_signal_view signal;
        int code = act__begin(cli, &act, &signal);

        if (code == EXIT_DONE && signal.held && !is_open_too_long(cli, &signal))
                code = out__fail_with(cli, ZL_E_STATE,
                    _("It is held already: it is not erased by itself."));
        if (code == EXIT_DONE)
                code = keep_reason(cli, &signal);
        if (code != EXIT_DONE)
                return code;
        return mark(cli, ZL_HOLD, &signal,
            _("Held: it is not erased by itself when its time is over.\n"));
}

static int run_erase(struct cli *cli)
{
        struct zl_signal_view signal;
        int code = act__begin(cli, &act, &signal);

        if (code == EXIT_DONE)
                code = ask__confirm(cli,
                    _("Everything of this signal (%s) is lost for good: the "
                      "note, what was added, assessments, answers and the "
                      "words of the family, for you, for all who hold it and "
                      "for the contact. Nobody can bring it back. What your "
                      "team has in its own file stays there. Only when and by "
                      "whom it was erased remains to be seen. Erase it? "
                      "[y/N] "),
                    signal.club_name);
        if (code != EXIT_DONE)
                return code;
        return mark(cli, ZL_ERASURE, &signal,
            _("Erased. Nobody can read it any more.\n"));
}

const struct command cmd__close = {
    .name = "close",
    .operands = N_("SIGNAL"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Close a signal (professional)"),
    .about = N_("When there is nothing more to do. The contact sees that it is "
                "closed, and can read it until it is erased. A reason goes "
                "into an assessment before."),
    .json = "record, signal",
    .examples = "  zijlijn close 3f9a1c2e\n",
    .run = run_close,
};

const struct command cmd__reopen = {
    .name = "reopen",
    .operands = N_("SIGNAL"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Open a closed signal again (professional)"),
    .about = N_("As long as it was not erased."),
    .json = "record, signal",
    .examples = "  zijlijn reopen 3f9a1c2e\n",
    .run = run_reopen,
};

static const struct option_spec hold_options[] = {
    {"reason", N_("FILE"), false, N_("why, from a file")},
    {NULL, NULL, false, NULL},
};

const struct command cmd__hold = {
    .name = "hold",
    .operands = N_("SIGNAL"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Keep a signal from being erased (professional)"),
    .about = N_("Its time may be over, and still it stays: for a complaint, a "
                "request of the family, or a court; or it is open longer than "
                "the organisation allows, and help goes on. Why is kept as an "
                "assessment. It ends when the signal is closed or opened "
                "again, or is erased by hand."),
    .json = "record, signal",
    .options = hold_options,
    .examples = "  zijlijn hold 3f9a1c2e --reason why.txt\n",
    .run = run_hold,
};

const struct command cmd__erase = {
    .name = "erase",
    .operands = N_("SIGNAL"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Erase a signal for good (professional)"),
    .about = N_("It asks first, and says what is lost. Nobody can read "
                "anything of it afterwards; the mark that it was erased, by "
                "whom and when, remains."),
    .json = "record, signal",
    .examples = "  zijlijn erase 3f9a1c2e\n",
    .run = run_erase,
};
