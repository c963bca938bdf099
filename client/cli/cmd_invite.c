/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn invite: appoint somebody, and make the code to join with. */
#include "calendar.h"
#include "command.h"
#include "invite_paper.h"
#include "inviting.h"
#include "out.h"
#include "resolve.h"
#include "rootfile.h"
#include "session.h"

enum { USUAL_DAYS = 730 };

struct wanted {
        struct zl_invite invite;
        struct zl_id scope[ZL_SCOPE_MAX];
};

static int add_scope(struct cli *cli, struct wanted *wanted, const char *option,
    int (*resolve)(struct cli *, const char *, struct zl_id *))
{
        for (size_t i = 0;; i++) {
                const char *text = args__many(&cli->args, option, i);
                int code = EXIT_DONE;

                if (text == NULL)
                        return EXIT_DONE;
                if (wanted->invite.scope_count == ZL_SCOPE_MAX)
                        return out__fail(cli, ZL_E_TOO_LARGE);
                code = resolve(
                    cli, text, &wanted->scope[wanted->invite.scope_count]);
                if (code != EXIT_DONE)
                        return code;
                wanted->invite.scope_count++;
        }
}

/* Which of the options belongs to which role. */
static int check_scope(struct cli *cli, const struct wanted *wanted)
{
        bool team = args__get(&cli->args, "team") != NULL;
        bool club = args__get(&cli->args, "club") != NULL;
        bool district = args__get(&cli->args, "district") != NULL;

        switch (wanted->invite.role) {
        case ZL_ROLE_CONTACT:
                if (!club || team || district)
                        return out__fail_with(cli, ZL_E_USAGE,
                            _("A contact is invited for --club NAME, once or "
                              "more."));
                break;
        case ZL_ROLE_PROFESSIONAL:
                if (!team || club || district)
                        return out__fail_with(cli, ZL_E_USAGE,
                            _("A professional is invited for one --team "
                              "NAME."));
                break;
        case ZL_ROLE_SUPPORTER:
                if (team || club)
                        return out__fail_with(cli, ZL_E_USAGE,
                            _("A supporter is invited for --district NAME, "
                              "once or more, or for all districts."));
                break;
        case ZL_ROLE_COORDINATOR:
        case ZL_ROLE_NONE:
                if (team || club || district)
                        return out__fail_with(cli, ZL_E_USAGE,
                            _("A coordinator is for the whole organisation."));
                break;
        }
        return EXIT_DONE;
}

/* A contact is for clubs, a professional of a team, and so on. */
static enum zl_role role_by_scope(struct cli *cli)
{
        static const struct {
                const char *option;
                enum zl_role role;
        } by[] = {{"club", ZL_ROLE_CONTACT}, {"team", ZL_ROLE_PROFESSIONAL},
            {"district", ZL_ROLE_SUPPORTER}};

        for (size_t i = 0; i < sizeof(by) / sizeof(*by); i++) {
                if (args__get(&cli->args, by[i].option) != NULL)
                        return by[i].role;
        }
        return ZL_ROLE_NONE;
}

static int read_options(struct cli *cli, struct wanted *wanted)
{
        const char *role = args__get(&cli->args, "role");
        const char *until = args__get(&cli->args, "until");
        int code = EXIT_DONE;

        wanted->invite.name = args__get(&cli->args, "name");
        wanted->invite.phone = args__get(&cli->args, "phone");
        wanted->invite.link = args__get(&cli->args, "link") != NULL;
        wanted->invite.role =
            role != NULL ? zl_role_of(role) : role_by_scope(cli);
        if (wanted->invite.role == ZL_ROLE_NONE)
                return out__fail_with(cli, ZL_E_USAGE,
                    _("An invitation is for --club NAME (a contact), --team "
                      "NAME (a professional), --district NAME or --role "
                      "supporter, or --role coordinator%s%s%s."),
                    role != NULL ? _("; there is no role \"") : "",
                    role != NULL ? role : "", role != NULL ? "\"" : "");
        if (wanted->invite.name == NULL)
                return out__fail_with(
                    cli, ZL_E_USAGE, _("An invitation needs --name NAME."));
        if (wanted->invite.phone == NULL)
                return out__fail_with(
                    cli, ZL_E_USAGE, _("An invitation needs --phone NUMBER."));
        wanted->invite.from = zl_time_day(cli__now());
        wanted->invite.until = wanted->invite.from + USUAL_DAYS;
        if (until != NULL)
                code = resolve__day(cli, until, &wanted->invite.until);
        return code == EXIT_DONE ? check_scope(cli, wanted) : code;
}

static int resolve_scope(struct cli *cli, struct wanted *wanted)
{
        int code = add_scope(cli, wanted, "club", resolve__club);

        if (code == EXIT_DONE)
                code = add_scope(cli, wanted, "team", resolve__team);
        if (code == EXIT_DONE)
                code = add_scope(cli, wanted, "district", resolve__district);
        wanted->invite.scope = wanted->scope;
        return code;
}

static int invite(struct cli *cli, struct wanted *wanted)
{
        struct zl_code made = {0};
        struct zl_id member;
        int status = ZL_OK;
        int code = resolve_scope(cli, wanted);

        if (code == EXIT_DONE)
                code = inviting__known_already(cli, &wanted->invite);
        if (code != EXIT_DONE)
                return code;
        status = zl_core_invite(
            cli->core, cli__now(), &wanted->invite, &member, &made);
        if (status != ZL_OK)
                return inviting__refused(cli, status);
        /* The code is worth nothing before what it opens is stored, and is
         * shown even if the server cannot be reached now. */
        status = session__save(cli);
        if (status != ZL_OK) {
                zl_code_free(&made);
                return out__fail(cli, status);
        }
        code = inviting__show_code(
            cli, wanted->invite.name, &member, &made, wanted->invite.link);
        zl_code_free(&made);
        status = session__deliver(cli);
        return status == EXIT_DONE ? code : status;
}

static int run(struct cli *cli)
{
        struct wanted wanted = {0};
        int code = read_options(cli, &wanted);

        if (code == EXIT_DONE)
                code = invite_paper__check(cli);
        if (code == EXIT_DONE)
                code = session__open_joined(cli);
        if (code == EXIT_DONE)
                code = session__refresh(cli);
        if (code == EXIT_DONE)
                code =
                    rootfile__take(cli, args__get(&cli->args, "root"), false);
        return code == EXIT_DONE ? invite(cli, &wanted) : code;
}

static const struct option_spec options[] = {
    {"role", "contact|professional|supporter|coordinator", false,
        N_("what that person will be; --club, --team and --district say it "
           "as well")},
    {"name", N_("NAME"), false, N_("whom it is for")},
    {"phone", N_("NUMBER"), false, N_("where to ring that person")},
    {"club", N_("NAME"), true, N_("of a contact")},
    {"team", N_("NAME"), false, N_("of a professional")},
    {"district", N_("NAME"), true, N_("of a supporter; none means all")},
    {"until", N_("DATE"), false,
        N_("the last day it holds (two years from now)")},
    {"root", N_("FILE"), false, N_("of a coordinator: the root file")},
    ROOTFILE_KEY_OPTION,
    {"link", NULL, false, N_("make a link instead of a code to type")},
    {"another", NULL, false,
        N_("it is somebody else than who has that name already")},
    INVITE_PAPER_OPTIONS,
    {NULL, NULL, false, NULL},
};

const struct command cmd__invite = {
    .name = "invite",
    .operands = "",
    .line = N_("Appoint somebody and make the code to join with"),
    .about = N_("A coordinator invites supporters and professionals, a "
                "supporter contacts, and the root another coordinator: two "
                "are better than one. The code works once, for 14 days: "
                "'zijlijn invitations' shows what became of it. A club can "
                "have two contacts, and a contact several clubs. Who "
                "left before, or lost every device, is invited under the same "
                "name and is somebody new: end the old membership first "
                "('zijlijn revoke NAME --left'). Old answers come back when "
                "the professional has rung, and seals the signal again "
                "('zijlijn reseal')."),
    .json =
        "member, code, link (with --link), server, words, valid_until, files "
        "(with --print)",
    .options = options,
    .examples =
        "  zijlijn invite --role supporter --name Petra --phone 0612345678\n"
        "  zijlijn invite --team \"Team Zuid\" --name Samira --phone "
        "0612345679\n"
        "  zijlijn invite --club \"SV Zuiderpark\" --name Henk --phone "
        "0612345670\n",
    .run = run,
};
