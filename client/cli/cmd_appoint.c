/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn appoint: more time, another team or other clubs for somebody who has
 * joined. Whoever never joined is invited. */
#include "alarm.h"
#include "calendar.h"
#include "command.h"
#include "inviting.h"
#include "out.h"
#include "resolve.h"
#include "session.h"
#include "show.h"

enum { USUAL_DAYS = 730 };

struct wanted {
        struct zl_id member;
        struct zl_id scope[ZL_SCOPE_MAX];
        size_t count;
        struct zl_id left[ZL_SCOPE_MAX]; /* clubs had, and no longer */
        size_t left_count;
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

static bool has(const struct zl_id *ids, size_t count, const struct zl_id *id)
{
        for (size_t i = 0; i < count; i++) {
                if (zl_id_equal(&ids[i], id))
                        return true;
        }
        return false;
}

static int add_clubs(struct cli *cli, struct wanted *wanted)
{
        for (size_t i = 0; args__many(&cli->args, "add-club", i); i++) {
                struct zl_id club;
                int code = resolve__club(
                    cli, args__many(&cli->args, "add-club", i), &club);

                if (code != EXIT_DONE)
                        return code;
                if (has(wanted->scope, wanted->count, &club))
                        continue;
                if (wanted->count == ZL_SCOPE_MAX)
                        return out__fail(cli, ZL_E_TOO_LARGE);
                wanted->scope[wanted->count++] = club;
        }
        return EXIT_DONE;
}

static int drop_clubs(struct cli *cli, struct wanted *wanted)
{
        for (size_t i = 0; args__many(&cli->args, "drop-club", i); i++) {
                const char *text = args__many(&cli->args, "drop-club", i);
                struct zl_id club;
                size_t kept = 0;
                int code = resolve__club(cli, text, &club);

                if (code != EXIT_DONE)
                        return code;
                for (size_t k = 0; k < wanted->count; k++) {
                        if (!zl_id_equal(&wanted->scope[k], &club))
                                wanted->scope[kept++] = wanted->scope[k];
                }
                if (kept == wanted->count)
                        return out__fail_with(cli, ZL_E_NOT_FOUND,
                            _("%s is no contact of %s, so nothing was done."),
                            cli->args.operands[0], text);
                wanted->count = kept;
        }
        if (wanted->count > 0)
                return EXIT_DONE;
        return out__fail_with(cli, ZL_E_STATE,
            _("That is the last club. A contact who leaves altogether: "
              "'zijlijn revoke \"%s\" --left'."),
            cli->args.operands[0]);
}

static bool changes_clubs(struct cli *cli)
{
        return args__get(&cli->args, "add-club") != NULL ||
            args__get(&cli->args, "drop-club") != NULL;
}

/* As long as it was when only clubs come and go; else the usual time. */
static int read_until(
    struct cli *cli, const struct zl_member *member, struct wanted *wanted)
{
        uint32_t today = zl_time_day(cli__now());
        const char *until = args__get(&cli->args, "until");

        wanted->until = today + USUAL_DAYS;
        if (until != NULL)
                return resolve__day(cli, until, &wanted->until);
        if (changes_clubs(cli) && member->until >= today)
                wanted->until = member->until;
        return EXIT_DONE;
}

/* Which clubs of a contact are none any more. */
static void find_left(const struct zl_member *member, struct wanted *wanted)
{
        if (member->role != ZL_ROLE_CONTACT)
                return;
        for (size_t i = 0; i < member->scope_count; i++) {
                if (!has(wanted->scope, wanted->count, &member->scope[i]))
                        wanted->left[wanted->left_count++] = member->scope[i];
        }
}

/* Which option is for which role. */
static int check_scope(struct cli *cli, enum zl_role role)
{
        static const struct {
                const char *option;
                enum zl_role role;
        } of[] = {{"team", ZL_ROLE_PROFESSIONAL}, {"club", ZL_ROLE_CONTACT},
            {"add-club", ZL_ROLE_CONTACT}, {"drop-club", ZL_ROLE_CONTACT},
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
        code = check_scope(cli, member->role);
        if (code == EXIT_DONE)
                code = read_scope(cli, wanted, "team", resolve__team);
        if (code == EXIT_DONE)
                code = read_scope(cli, wanted, "club", resolve__club);
        if (code == EXIT_DONE)
                code = read_scope(cli, wanted, "district", resolve__district);
        if (code == EXIT_DONE)
                code = add_clubs(cli, wanted);
        if (code == EXIT_DONE && member->role == ZL_ROLE_CONTACT)
                code = drop_clubs(cli, wanted);
        if (code == EXIT_DONE)
                code = read_until(cli, member, wanted);
        find_left(member, wanted);
        return code;
}

static int refused(struct cli *cli, int status)
{
        if (status == ZL_E_STATE)
                return out__fail_with(cli, status,
                    _("That person has not joined, or has no device any more: "
                      "'zijlijn invite' makes a code."));
        if (status == ZL_E_MALFORMED)
                return out__fail_with(
                    cli, status, _("The last day is not before today."));
        return inviting__refused(cli, status);
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
        inviting__vacant(cli, &wanted.member, wanted.left, wanted.left_count);
        zl_json_put_hex(cli->json, "member", wanted.member.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "until", until);
        return session__deliver(cli);
}

static const struct option_spec options[] = {
    {"until", N_("DATE"), false, N_("the last day (usually in two years)")},
    {"team", N_("NAME"), false, N_("of a professional: the team from now on")},
    {"club", N_("NAME"), true,
        N_("of a contact: each club from now on, those of before as well")},
    {"add-club", N_("NAME"), true, N_("of a contact: one club more")},
    {"drop-club", N_("NAME"), true, N_("of a contact: not this club any more")},
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
    .json = "member, until, vacant (clubs without a contact then), nobody "
            "(clubs that have nobody then)",
    .options = options,
    .examples = "  zijlijn appoint Samira --until 2028-12-31\n"
                "  zijlijn appoint Henk --add-club \"Scouting De Meeuw\"\n",
    .run = run,
};
