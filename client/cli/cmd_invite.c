/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn invite: appoint somebody, and make the code to join with. */
#include <stdio.h>

#include "calendar.h"
#include "command.h"
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

static int read_options(struct cli *cli, struct wanted *wanted)
{
        const char *role = args__get(&cli->args, "role");
        const char *until = args__get(&cli->args, "until");
        int code = EXIT_DONE;

        wanted->invite.name = args__get(&cli->args, "name");
        wanted->invite.phone = args__get(&cli->args, "phone");
        wanted->invite.link = args__get(&cli->args, "link") != NULL;
        wanted->invite.role = role != NULL ? zl_role_of(role) : ZL_ROLE_NONE;
        if (wanted->invite.role == ZL_ROLE_NONE)
                return out__fail_with(cli, ZL_E_USAGE,
                    _("An invitation needs --role contact, professional, "
                      "supporter or coordinator%s%s%s."),
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

static void show_code(struct cli *cli, const struct wanted *wanted,
    const struct zl_id *member, const struct zl_code *code)
{
        char text[ZL_CODE_TEXT];
        char until[ZL_DATE_TEXT];
        char link[ZL_ORIGIN_CHARS + 3 + ZL_CODE_TEXT];
        struct zl_self self;

        zl_core_self(cli->core, &self);
        zl_code_text(code, text);
        (void)snprintf(link, sizeof(link), "%s/#%s", self.origin, text);
        zl_date_of(zl_time_day(cli__now()) + ZL_INVITATION_DAYS, until);
        out__say(cli,
            _("%s is appointed. To join, with 'zijlijn join', there is this "
              "%s. It is shown once:\n\n    %s\n\n"),
            wanted->invite.name, wanted->invite.link ? _("link") : _("code"),
            wanted->invite.link ? link : text);
        if (!wanted->invite.link)
                out__say(cli, _("The server to name with it (--server): %s\n"),
                    self.origin);
        out__say(cli,
            _("Words to compare: %s\nIt works once, until %s. Hand it over in "
              "person or by phone: whoever has it can join as %s.\n"),
            self.words, until, wanted->invite.name);
        zl_json_put_hex(cli->json, "member", member->bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "code", text);
        zl_json_put_text(cli->json, "link", wanted->invite.link ? link : NULL);
        zl_json_put_text(cli->json, "server", self.origin);
        zl_json_put_text(cli->json, "words", self.words);
        zl_json_put_text(cli->json, "valid_until", until);
        zl_wipe(text, sizeof(text));
        zl_wipe(link, sizeof(link));
}

static int refused(struct cli *cli, int status)
{
        switch (status) {
        case ZL_E_POLICY:
                return out__fail_with(cli, status,
                    _("Your role does not appoint this one: the root appoints "
                      "coordinators, a coordinator supporters and "
                      "professionals, a supporter contacts."));
        case ZL_E_MALFORMED:
                return out__fail_with(cli, status,
                    _("Name and phone number are one line each, and the last "
                      "day is not before today."));
        default:
                return out__fail(cli, status);
        }
}

static int invite(struct cli *cli, struct wanted *wanted)
{
        struct zl_code made = {0};
        struct zl_id member;
        int status = ZL_OK;
        int code = resolve_scope(cli, wanted);

        if (code != EXIT_DONE)
                return code;
        status = zl_core_invite(
            cli->core, cli__now(), &wanted->invite, &member, &made);
        if (status != ZL_OK)
                return refused(cli, status);
        /* The code is worth nothing before what it opens is stored, and is
         * shown even if the server cannot be reached now. */
        status = session__save(cli);
        if (status != ZL_OK) {
                zl_code_free(&made);
                return out__fail(cli, status);
        }
        show_code(cli, wanted, &member, &made);
        zl_code_free(&made);
        return session__deliver(cli);
}

static int run(struct cli *cli)
{
        struct wanted wanted = {0};
        int code = read_options(cli, &wanted);

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
        N_("what that person will be")},
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
    {NULL, NULL, false, NULL},
};

const struct command cmd__invite = {
    .name = "invite",
    .operands = "",
    .line = N_("Appoint somebody and make the code to join with"),
    .about = N_("A coordinator invites supporters and professionals, a "
                "supporter contacts, and the root another coordinator: two "
                "are better than one. The code works once, for 14 days. Who "
                "left before, or lost every device, is invited under the same "
                "name and is somebody new: end the old membership first "
                "('zijlijn revoke NAME --left'). Old answers come back when "
                "the professional has rung, and seals the signal again "
                "('zijlijn reseal')."),
    .json = "member, code, link (with --link), server, words, valid_until",
    .options = options,
    .examples =
        "  zijlijn invite --role supporter --name Petra --phone 0612345678\n"
        "  zijlijn invite --role professional --name Samira --phone "
        "0612345679 \\\n      --team \"Team Zuid\"\n"
        "  zijlijn invite --role contact --name Henk --phone 0612345670 \\\n"
        "      --club \"SV Zuiderpark\"\n",
    .run = run,
};
