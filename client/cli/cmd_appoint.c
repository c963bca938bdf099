/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn appoint: more time, another team or other clubs for somebody who has
 * joined. Whoever never joined is invited. */
#include "alarm.h"
#include "calendar.h"
#include "command.h"
#include "out.h"
#include "resolve.h"
#include "session.h"
#include "show.h"

enum { USUAL_DAYS = 730 };

struct wanted {
        struct zl_id member;
        struct zl_id scope[ZL_SCOPE_MAX];
        size_t count;
        uint32_t until;
};

/* What an option names, instead of what the person had. */
static int read_scope(struct cli *cli, struct wanted *wanted,
    const char *option,
    int (*resolve)(struct cli *, const char *, struct zl_id *))
{
        size_t i = 0;

        for (; args__many(&cli->args, option, i) != NULL; i++) {
                int code = i < ZL_SCOPE_MAX
                    ? resolve(cli, args__many(&cli->args, option, i),
                          &wanted->scope[i])
                    : out__fail(cli, ZL_E_TOO_LARGE);

                if (code != EXIT_DONE)
                        return code;
        }
        if (i > 0)
                wanted->count = i;
        return EXIT_DONE;
}

/* Which option is for which role. */
static int check_scope(struct cli *cli, enum zl_role role)
{
        static const struct {
                const char *option;
                enum zl_role role;
        } of[] = {{"team", ZL_ROLE_PROFESSIONAL}, {"club", ZL_ROLE_CONTACT},
            {"district", ZL_ROLE_SUPPORTER}};

        for (size_t i = 0; i < sizeof(of) / sizeof(*of); i++) {
                if (of[i].role != role &&
                    args__get(&cli->args, of[i].option) != NULL)
                        return out__fail_with(cli, ZL_E_USAGE,
                            _("A professional is of one --team, a contact of "
                              "each --club, a supporter of each --district."));
        }
        return EXIT_DONE;
}

static int read_wanted(struct cli *cli, struct wanted *wanted)
{
        const char *until = args__get(&cli->args, "until");
        const struct zl_member *member = NULL;
        int code = resolve__member(
            cli, cli->args.operands[0], ZL_ROLE_NONE, &wanted->member);

        if (code != EXIT_DONE)
                return code;
        member =
            zl_directory_member(zl_core_directory(cli->core), &wanted->member);
        wanted->count = member->scope_count;
        for (size_t i = 0; i < member->scope_count; i++)
                wanted->scope[i] = member->scope[i];
        wanted->until = zl_time_day(cli__now()) + USUAL_DAYS;
        code = check_scope(cli, member->role);
        if (code == EXIT_DONE)
                code = read_scope(cli, wanted, "team", resolve__team);
        if (code == EXIT_DONE)
                code = read_scope(cli, wanted, "club", resolve__club);
        if (code == EXIT_DONE)
                code = read_scope(cli, wanted, "district", resolve__district);
        if (code == EXIT_DONE && until != NULL)
                code = resolve__day(cli, until, &wanted->until);
        return code;
}

static int refused(struct cli *cli, int status)
{
        switch (status) {
        case ZL_E_STATE:
                return out__fail_with(cli, status,
                    _("That person has not joined, or has no device any more: "
                      "'zijlijn invite' makes a code."));
        case ZL_E_MALFORMED:
                return out__fail_with(
                    cli, status, _("The last day is not before today."));
        case ZL_E_POLICY:
                return out__fail_with(cli, status,
                    _("Your role does not appoint this one: the root appoints "
                      "coordinators, a coordinator supporters and "
                      "professionals, a supporter contacts."));
        default:
                return out__fail(cli, status);
        }
}

static int run(struct cli *cli)
{
        struct wanted wanted = {.count = 0};
        char name[SHOW_NAME];
        char until[ZL_DATE_TEXT];
        uint64_t position = 0;
        int status = ZL_OK;
        int code = session__open_joined(cli);

        if (code == EXIT_DONE)
                code = session__refresh(cli);
        if (code == EXIT_DONE)
                code = read_wanted(cli, &wanted);
        if (code == EXIT_DONE)
                code = alarm__before(cli, &position);
        if (code != EXIT_DONE)
                return code;
        status = zl_core_appoint(cli->core, cli__now(), &wanted.member,
            wanted.scope, wanted.count, wanted.until);
        if (status != ZL_OK)
                return refused(cli, status);
        code = alarm__allow_said(cli, position);
        if (code != EXIT_DONE)
                return code;
        show__name(cli, &wanted.member, name);
        zl_date_of(wanted.until, until);
        out__say(cli, _("%s is appointed until %s.\n"), name, until);
        zl_json_put_hex(cli->json, "member", wanted.member.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "until", until);
        return session__deliver(cli);
}

static const struct option_spec options[] = {
    {"until", N_("DATE"), false, N_("the last day (usually in two years)")},
    {"team", N_("NAME"), false, N_("of a professional: the team from now on")},
    {"club", N_("NAME"), true,
        N_("of a contact: each club from now on, those of before as well")},
    {"district", N_("NAME"), true,
        N_("of a supporter: each district from now on")},
    ALARM_OPTION,
    {NULL, NULL, false, NULL},
};

const struct command cmd__appoint = {
    .name = "appoint",
    .operands = N_("NAME"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Give more time, another team or other clubs (coordinator, "
               "supporter)"),
    .about =
        N_("For somebody who has joined; who has not is invited. What is not "
           "said stays: without --team, --club or --district only the time "
           "changes. Whoever may invite that role may do this. Who moves to a "
           "team of another district no longer receives what clubs of the "
           "first one note."),
    .json = "member, until, nobody (clubs that have nobody then)",
    .options = options,
    .examples = "  zijlijn appoint Samira --until 2028-12-31\n"
                "  zijlijn appoint Henk --club \"SV Zuiderpark\" --club "
                "\"Scouting De Meeuw\"\n",
    .run = run,
};
