/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn assign: which professional is there for a club, and who when that
 * one is away. */
#include "alarm.h"
#include "command.h"
#include "out.h"
#include "resolve.h"
#include "session.h"
#include "show.h"

static int read_persons(struct cli *cli, struct zl_assignment *assignment)
{
        const char *name = args__get(&cli->args, "account-holder");
        int code = resolve__member(
            cli, name, ZL_ROLE_PROFESSIONAL, &assignment->account_holder);

        for (size_t i = 0; code == EXIT_DONE; i++) {
                name = args__many(&cli->args, "deputy", i);
                if (name == NULL)
                        break;
                if (i == ZL_DEPUTIES_MAX)
                        return out__fail_with(cli, ZL_E_TOO_LARGE,
                            _("At most %d deputies fit."), ZL_DEPUTIES_MAX);
                code = resolve__member(
                    cli, name, ZL_ROLE_PROFESSIONAL, &assignment->deputies[i]);
                assignment->deputy_count = i + 1;
        }
        return code;
}

static void warn_absent(struct cli *cli, const struct zl_id *member)
{
        struct zl_sealing_entry key;
        char name[SHOW_NAME];

        if (zl_directory_sealing_keys(zl_core_directory(cli->core), member,
                zl_core_point(cli->core, cli__now()), &key, 1) > 0)
                return;
        show__name(cli, member, name);
        out__say(cli,
            _("%s has not joined yet and receives nothing until then.\n"),
            name);
}

static int run(struct cli *cli)
{
        struct zl_assignment assignment = {
            .phone = args__get(&cli->args, "phone")};
        uint64_t position = 0;
        int status = ZL_OK;
        int code = EXIT_DONE;

        if (args__get(&cli->args, "account-holder") == NULL ||
            assignment.phone == NULL)
                return out__fail_with(cli, ZL_E_USAGE,
                    _("An assignment needs --account-holder NAME and --phone "
                      "NUMBER."));
        code = session__open_joined(cli);
        if (code == EXIT_DONE)
                code = session__refresh(cli);
        if (code == EXIT_DONE)
                code =
                    resolve__club(cli, cli->args.operands[0], &assignment.club);
        if (code == EXIT_DONE)
                code = read_persons(cli, &assignment);
        if (code == EXIT_DONE)
                code = alarm__before(cli, &position);
        if (code != EXIT_DONE)
                return code;
        status = zl_core_assign(cli->core, cli__now(), &assignment);
        if (status == ZL_E_CONFLICT)
                return out__fail_with(cli, status,
                    _("Account holder and deputies must be different "
                      "professionals in force, of a team in the club's "
                      "district."));
        if (status != ZL_OK)
                return out__fail(cli, status);
        code = alarm__allow_said(cli, position);
        if (code != EXIT_DONE)
                return code;
        if (assignment.deputy_count == 0)
                out__say(cli,
                    _("Assigned. Nobody is deputy: notes wait while "
                      "the account holder is away.\n"));
        else
                out__say(cli, _("Assigned.\n"));
        warn_absent(cli, &assignment.account_holder);
        for (size_t i = 0; i < assignment.deputy_count; i++)
                warn_absent(cli, &assignment.deputies[i]);
        zl_json_put_hex(cli->json, "club", assignment.club.bytes, ZL_ID_SIZE);
        return session__deliver(cli);
}

static const struct option_spec options[] = {
    {"account-holder", N_("NAME"), false,
        N_("the professional who is there for it")},
    {"deputy", N_("NAME"), true, N_("who receives the notes as well")},
    {"phone", N_("NUMBER"), false, N_("where the contact can ring")},
    ALARM_OPTION,
    {NULL, NULL, false, NULL},
};

const struct command cmd__assign = {
    .name = "assign",
    .operands = N_("CLUB"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Assign a club to a professional (coordinator)"),
    .about =
        N_("What is said here holds from now on and replaces what held before. "
           "Contacts are shown whoever is new before their next note."),
    .json = "club (id), nobody (clubs that have nobody then)",
    .options = options,
    .examples = "  zijlijn assign \"SV Zuiderpark\" --account-holder Samira "
                "--deputy Joris \\\n      --phone \"070 123 45 67\"\n",
    .run = run,
};
