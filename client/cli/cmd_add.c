/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn add: what was noticed later goes with the same signal, to whoever
 * holds it by now. */
#include "act.h"
#include "ask.h"
#include "command.h"
#include "hint.h"
#include "newcomers.h"
#include "note_form.h"
#include "out.h"
#include "prompt.h"
#include "show.h"

static const struct act act = {
    .role = ZL_ROLE_NONE, /* whoever wrote the note */
    .not_yours =
        N_("Only who wrote the note adds to it. If you noticed something, "
           "write a note of your own: 'zijlijn note'."),
};

/* Before anything can be typed. */
static int show_where(struct cli *cli, const struct zl_signal_view *signal)
{
        const struct zl_club_entry *entry =
            zl_directory_club(zl_core_directory(cli->core), &signal->club);
        struct zl_id ids[ZL_PERSONS_MAX];
        size_t count = 0;

        show__signposts(cli, entry != NULL ? entry->club.kind : NULL);
        out__say(
            cli, _("\nWhat you add goes to, and can be read by nobody but:\n"));
        show__holders(cli, signal);
        count = zl_core_unseen_holders(cli->core, cli__now(), &signal->id, ids);
        return newcomers__show(
            cli, ids, count, _("May what you add go to them too? [y/N] "));
}

static int review(struct cli *cli, enum zl_role role,
    const struct zl_signal_view *signal, const struct zl_note *note)
{
        bool asks = prompt__possible() && cli->json == NULL;

        if (asks) {
                out__say(cli, _("\nThis is what you send:\n"));
                show__note(cli, note);
        }
        if (role == ZL_ROLE_CONTACT)
                hint__show(cli, note->text, note->worry);
        if (!asks)
                return EXIT_DONE;
        out__say(cli, _("\nIt goes to:\n"));
        show__holders(cli, signal);
        show__emergency(cli);
        return ask__send(cli);
}

static int send(struct cli *cli, const struct zl_signal_view *signal,
    const struct zl_note *note)
{
        const char *field = NULL;
        struct zl_id id;
        int code = EXIT_DONE;
        int status = zl_core_addendum(
            cli->core, cli__now(), &signal->id, note, &id, &field);

        if (status == ZL_E_MALFORMED || status == ZL_E_TOO_LARGE)
                return note_form__refused(cli, status, field);
        if (status == ZL_E_POLICY && field != NULL)
                return note_form__no_naming(cli);
        if (status != ZL_OK)
                return act__refused(cli, &act, signal, status);
        code = act__deliver(cli, &signal->id, &id, _("\nSent.\n"));
        show__emergency(cli);
        return code;
}

static int add(struct cli *cli, struct note_form *form)
{
        struct zl_signal_view signal;
        struct zl_self self;
        int code = note_form__begin(cli, form);

        if (code == EXIT_DONE)
                code = act__begin(cli, &act, &signal);
        if (code != EXIT_DONE)
                return code;
        zl_core_self(cli->core, &self);
        if (!zl_id_equal(&signal.author, &self.member))
                return act__refused(cli, &act, &signal, ZL_E_POLICY);
        code = show_where(cli, &signal);
        if (code == EXIT_DONE)
                code = note_form__fill(cli, self.role,
                    zl_directory_charter(zl_core_directory(cli->core))->naming,
                    form);
        if (code == EXIT_DONE)
                code = review(cli, self.role, &signal, &form->note);
        return code == EXIT_DONE ? send(cli, &signal, &form->note) : code;
}

static int run(struct cli *cli)
{
        struct note_form form = {0};
        int code = add(cli, &form);

        note_form__done(&form);
        return code;
}

static const struct option_spec options[] = {
    NOTE_FORM_OPTIONS,
    {NULL, NULL, false, NULL},
};

const struct command cmd__add = {
    .name = "add",
    .operands = N_("SIGNAL"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Add something to a note you sent"),
    .about =
        N_("What you noticed later about the same signal. It goes to whoever "
           "holds the signal now; who that is, is shown first. Not an "
           "emergency line: immediate danger 112, Veilig Thuis 0800-2000, "
           "suicide prevention 113."),
    .json = "signposts, receivers (member, name, team, phone), hints, record, "
            "signal",
    .options = options,
    .examples = "  zijlijn add 3f9a1c2e\n"
                "  zijlijn add 3f9a1c2e --seen-on today --text-file seen.txt\n",
    .run = run,
};
