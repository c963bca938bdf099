/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn mail and attention: where the server mails that something is new,
 * and what it tells a coordinator. */
#include "calendar.h"
#include "command.h"
#include "out.h"
#include "session.h"
#include "show.h"

/* ---- mail ---- */

static const char *state_text(const char *state)
{
        switch (state[0] == 'u' ? state[2] : state[0]) {
        case 't':
                return _("nothing was sent to it yet");
        case 'w':
                return _("mail arrives");
        case 'r':
                return _("mail is refused: leave another address, or this one "
                         "again");
        default:
                return _("mail cannot be delivered now");
        }
}

static int show_mail(struct cli *cli)
{
        struct zl_mail_view view;
        int status = zl_core_mail(cli->core, &view);

        if (status != ZL_OK)
                return out__fail(cli, status);
        zl_json_put_text(cli->json, "mail", view.mail);
        zl_json_put_text(cli->json, "state", view.state);
        if (view.state[0] == 'o' && view.mail[0] == '\0')
                out__say(cli,
                    _("This server sends no mail. 'zijlijn sync' tells what is "
                      "new.\n"));
        else if (view.state[0] == 'o')
                out__say(cli,
                    _("%s is kept, but this server sends no mail: 'zijlijn "
                      "sync' tells what is new.\n"),
                    view.mail);
        else if (view.mail[0] == '\0')
                out__say(cli,
                    _("You get no mail. 'zijlijn mail ADDRESS' changes "
                      "that.\n"));
        else
                out__say(cli, "%s: %s\n", view.mail, state_text(view.state));
        return EXIT_DONE;
}

static int run_mail(struct cli *cli)
{
        const char *mail =
            cli->args.operand_count > 0 ? cli->args.operands[0] : NULL;
        bool none = args__get(&cli->args, "none") != NULL;
        int status = ZL_OK;
        int code = EXIT_DONE;

        if (mail != NULL && none)
                return out__fail_with(
                    cli, ZL_E_USAGE, _("Either an address, or --none."));
        code = session__open_joined(cli);
        if (code != EXIT_DONE)
                return code;
        status = zl_core_ask_mail(cli->core, cli__now(), none ? "" : mail);
        if (status == ZL_OK)
                status = session__loop(cli);
        if (status == ZL_E_MALFORMED || status == ZL_E_TOO_LARGE)
                return out__fail_with(cli, status,
                    _("\"%s\" is no mail address that the server can use."),
                    mail != NULL ? mail : "");
        if (status != ZL_OK)
                return session__fail(cli, status);
        return show_mail(cli);
}

static const struct option_spec mail_options[] = {
    {"none", NULL, false, N_("no mail any more; the address is erased")},
    {NULL, NULL, false, NULL},
};

const struct command cmd__mail = {
    .name = "mail",
    .operands = N_("[ADDRESS]"),
    .operands_max = 1,
    .line = N_("Show or change where you get mail that something is new"),
    .about =
        N_("Every mail says the same: that there is something new in Zijlijn. "
           "No name, no club, and at most four a day. The server keeps the "
           "address and shows it to nobody; who runs the server can read it. "
           "Nothing waits for mail."),
    .json = "mail, state (none, untried, works, refused, unreachable, or off "
            "where the server sends no mail)",
    .options = mail_options,
    .examples = "  zijlijn mail samira@example.org\n"
                "  zijlijn mail --none\n",
    .run = run_mail,
};

/* ---- attention ---- */

static void show_waiting(struct cli *cli, const struct zl_attention *it)
{
        zl_json_open_array(cli->json, "waiting");
        for (size_t i = 0; i < it->waiting_count; i++) {
                const struct zl_team *team = it->waiting[i].has_team
                    ? zl_directory_team(
                          zl_core_directory(cli->core), &it->waiting[i].team)
                    : NULL;
                char since[SHOW_TIME];

                show__time(it->waiting[i].since, since);
                out__say(cli, _("A signal waits since %s: %s, %s\n"), since,
                    team != NULL ? team->name : _("of no team"),
                    team != NULL ? team->phone : "");
                zl_json_open_object(cli->json, NULL);
                zl_json_put_text(
                    cli->json, "team", team != NULL ? team->name : NULL);
                zl_json_put_time(cli->json, "since", it->waiting[i].since);
                zl_json_close(cli->json);
        }
        zl_json_close(cli->json);
        if (it->waiting_count > 0)
                out__say(
                    cli, _("  -> Ring the team: somebody has to open it.\n"));
}

static void show_trouble(struct cli *cli, const struct zl_attention *it)
{
        zl_json_put_text(cli->json, "mail", it->mail);
        zl_json_open_array(cli->json, "members");
        for (size_t i = 0; i < it->member_count; i++) {
                char name[SHOW_NAME];
                char since[SHOW_TIME];

                show__name(cli, &it->members[i].member, name);
                show__time(it->members[i].since, since);
                out__say(cli,
                    it->members[i].refused
                        ? _("Mail to %s is refused since %s: ask for another "
                            "address.\n")
                        : _("Mail to %s cannot be delivered since %s.\n"),
                    name, since);
                zl_json_open_object(cli->json, NULL);
                zl_json_put_hex(cli->json, "member",
                    it->members[i].member.bytes, ZL_ID_SIZE);
                zl_json_put_text(cli->json, "name", name);
                zl_json_put_bool(cli->json, "refused", it->members[i].refused);
                zl_json_put_time(cli->json, "since", it->members[i].since);
                zl_json_close(cli->json);
        }
        zl_json_close(cli->json);
        if (it->mail[0] == 'f')
                out__say(cli,
                    _("The server cannot send mail now. Tell the "
                      "administrator.\n"));
        else if (it->mail[0] == 'o')
                out__say(cli, _("This server sends no mail.\n"));
}

/* What a server that is stuck never says by mail. */
static void show_looked(struct cli *cli, const struct zl_attention *it)
{
        zl_json_put_time(cli->json, "looked", it->looked);
        if (cli__now().ms > it->looked.ms + ZL_MS_HOUR)
                out__say(cli,
                    _("The server is behind: reminders and mail may not go "
                      "out. Tell the administrator.\n"));
}

static int run_attention(struct cli *cli)
{
        struct zl_attention attention;
        int status = ZL_OK;
        int code = session__open_joined(cli);

        if (code != EXIT_DONE)
                return code;
        status = zl_core_ask_attention(cli->core, cli__now());
        if (status == ZL_E_POLICY)
                return out__fail_with(cli, status,
                    _("Only coordinators are told what needs attention."));
        if (status == ZL_OK)
                status = session__loop(cli);
        if (status != ZL_OK)
                return session__fail(cli, status);
        status = zl_core_attention(cli->core, &attention);
        if (status != ZL_OK)
                return out__fail(cli, status);
        show_waiting(cli, &attention);
        show_trouble(cli, &attention);
        show_looked(cli, &attention);
        if (attention.waiting_count == 0)
                out__say(cli, _("No signal waits too long.\n"));
        return EXIT_DONE;
}

const struct command cmd__attention = {
    .name = "attention",
    .operands = "",
    .line = N_("Ask the server what waits too long (coordinator)"),
    .about =
        N_("Signals that nobody opened in time, by their team and never by "
           "club; and people whom mail does not reach. 'zijlijn alerts' lists "
           "the clubs that have nobody."),
    .json = "waiting (team, since), mail (off, works or failing), members "
            "(member, name, refused, since), looked",
    .examples = "  zijlijn attention\n",
    .run = run_attention,
};
