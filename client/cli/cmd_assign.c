/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn assign: which professional is there for a club, and who when that
 * one is away; of one club, a district, or all that a file names. */
#include "alarm.h"
#include "ask.h"
#include "assigning.h"
#include "command.h"
#include "out.h"
#include "resolve.h"
#include "session.h"

/* ---- Which clubs, by the words of the command ---- */

struct chosen_clubs {
        bool in_district;
        struct zl_id district;
        bool held_by; /* whose clubs they are now */
        struct zl_id holder;
};

static int read_choice(struct cli *cli, struct chosen_clubs *ret)
{
        const char *district = args__get(&cli->args, "district");
        const char *holder = args__get(&cli->args, "held-by");
        int code = EXIT_DONE;

        ret->in_district = district != NULL;
        ret->held_by = holder != NULL;
        if (district != NULL)
                code = resolve__district(cli, district, &ret->district);
        if (code == EXIT_DONE && holder != NULL)
                code = resolve__member(
                    cli, holder, ZL_ROLE_PROFESSIONAL, &ret->holder);
        return code;
}

static bool is_chosen(struct cli *cli, const struct chosen_clubs *chosen,
    const struct zl_club *club)
{
        const struct zl_assignment *now = NULL;

        if (club->ended ||
            (chosen->in_district &&
                !zl_id_equal(&chosen->district, &club->district)))
                return false;
        if (!chosen->held_by)
                return true;
        now = zl_core_assignment_of(cli->core, &club->club);
        return now != NULL &&
            zl_id_equal(&now->account_holder, &chosen->holder);
}

static int add(struct cli *cli, const struct zl_assignment *persons,
    const struct zl_id *club, struct assigning *plan)
{
        struct assigning_row *row = NULL;
        int status = assigning__add(plan, &row);

        if (status != ZL_OK)
                return out__fail(cli, status);
        row->wanted = *persons;
        row->wanted.club = *club;
        return EXIT_DONE;
}

static int add_named(struct cli *cli, const struct zl_assignment *persons,
    struct assigning *plan)
{
        for (size_t i = 0; i < cli->args.operand_count; i++) {
                struct zl_id club;
                int code = resolve__club(cli, cli->args.operands[i], &club);

                if (code == EXIT_DONE)
                        code = add(cli, persons, &club, plan);
                if (code != EXIT_DONE)
                        return code;
        }
        return EXIT_DONE;
}

static int add_chosen(struct cli *cli, const struct zl_assignment *persons,
    struct assigning *plan)
{
        const struct zl_directory *directory = zl_core_directory(cli->core);
        struct chosen_clubs chosen = {.held_by = false};
        int code = read_choice(cli, &chosen);

        if (code != EXIT_DONE || (!chosen.in_district && !chosen.held_by))
                return code;
        for (size_t i = 0; i < zl_directory_club_count(directory); i++) {
                const struct zl_club *club =
                    &zl_directory_club_at(directory, i)->club;

                if (!is_chosen(cli, &chosen, club))
                        continue;
                code = add(cli, persons, &club->club, plan);
                if (code != EXIT_DONE)
                        return code;
        }
        if (plan->count > 0)
                return EXIT_DONE;
        return out__fail_with(
            cli, ZL_E_NOT_FOUND, _("There are no such clubs."));
}

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

/* ---- The command ---- */

static int check_options(struct cli *cli)
{
        bool file = args__get(&cli->args, "file") != NULL;
        bool clubs = cli->args.operand_count > 0;
        bool group = args__get(&cli->args, "district") != NULL ||
            args__get(&cli->args, "held-by") != NULL;

        if ((file ? 1 : 0) + (clubs ? 1 : 0) + (group ? 1 : 0) != 1)
                return out__fail_with(cli, ZL_E_USAGE,
                    _("Say which clubs: one or more CLUB, or --district NAME "
                      "or --held-by NAME or both, or --file FILE."));
        if (!file && args__get(&cli->args, "account-holder") == NULL)
                return out__fail_with(cli, ZL_E_USAGE,
                    _("An assignment needs --account-holder NAME."));
        if (file && args__get(&cli->args, "account-holder") != NULL)
                return out__fail_with(cli, ZL_E_USAGE,
                    _("The file says who the account holders are: leave "
                      "--account-holder out."));
        return EXIT_DONE;
}

static int gather(struct cli *cli, struct assigning *plan)
{
        const char *file = args__get(&cli->args, "file");
        struct zl_assignment persons = {
            .phone = args__get(&cli->args, "phone")};
        int code = EXIT_DONE;

        if (file != NULL)
                return assigning__read(cli, file, plan);
        code = read_persons(cli, &persons);
        if (code == EXIT_DONE)
                code = add_named(cli, &persons, plan);
        if (code == EXIT_DONE)
                code = add_chosen(cli, &persons, plan);
        return code;
}

static int say(struct cli *cli, const struct assigning *plan, size_t changes)
{
        uint64_t position = 0;
        int code = EXIT_DONE;

        /* One club that was named is what was asked for. */
        if (changes > 1 || cli->args.operand_count == 0)
                code = ask__confirm(cli,
                    P_("Assign %zu club like this? [y/N] ",
                        "Assign %zu clubs like this? [y/N] ", changes),
                    changes);
        if (code == EXIT_DONE)
                code = alarm__before(cli, &position);
        if (code == EXIT_DONE)
                code = assigning__say(cli, plan);
        if (code == EXIT_DONE)
                code = alarm__allow_said(cli, position);
        if (code == EXIT_DONE)
                assigning__warn(cli, plan);
        return code;
}

static int run(struct cli *cli)
{
        struct assigning plan;
        size_t changes = 0;
        int code = check_options(cli);

        assigning__init(&plan);
        if (code == EXIT_DONE)
                code = session__open_joined(cli);
        if (code == EXIT_DONE)
                code = session__refresh(cli);
        if (code == EXIT_DONE)
                code = gather(cli, &plan);
        if (code == EXIT_DONE)
                code = assigning__show(cli, &plan, &changes);
        if (code == EXIT_DONE && changes > 0)
                code = say(cli, &plan, changes);
        if (code == EXIT_DONE && plan.count == 1)
                zl_json_put_hex(cli->json, "club",
                    plan.rows[0].wanted.club.bytes, ZL_ID_SIZE);
        if (code == EXIT_DONE)
                code = session__deliver(cli);
        assigning__free(&plan);
        return code;
}

static const struct option_spec options[] = {
    {"account-holder", N_("NAME"), false,
        N_("the professional who is there for it")},
    {"deputy", N_("NAME"), true, N_("who receives the notes as well")},
    {"phone", N_("NUMBER"), false,
        N_("where the contact can ring (as it was)")},
    {"district", N_("NAME"), false, N_("all clubs of a district")},
    {"held-by", N_("NAME"), false,
        N_("all clubs of which this one is the account holder now")},
    {"file", N_("FILE"), false,
        N_("a file of a spreadsheet, with the columns club, account holder, "
           "deputies and phone")},
    ALARM_OPTION,
    {NULL, NULL, false, NULL},
};

const struct command cmd__assign = {
    .name = "assign",
    .operands = N_("[CLUB...]"),
    .operands_max = ARGS_OPERANDS_MAX,
    .line = N_("Assign clubs to a professional (coordinator)"),
    .about =
        N_("What is said here holds from now on and replaces what held before. "
           "Contacts are shown whoever is new before their next note.\n"
           "Of several clubs it shows first what would change, and asks. If "
           "one of them cannot be assigned like this, nothing is done, and it "
           "says why. When it is interrupted, the same command goes on: what "
           "is so already is not said again.\n"
           "In a file each line is a club, by its whole name; deputies stand "
           "with commas between them, and where there is no phone number it "
           "stays as it was."),
    .json = "changes (club, club_name, before, after), same, club (of one), "
            "nobody (clubs that have nobody then)",
    .options = options,
    .examples = "  zijlijn assign \"SV Zuiderpark\" --account-holder Samira "
                "--deputy Joris \\\n      --phone \"070 123 45 67\"\n"
                "  zijlijn assign --held-by Samira --account-holder Joris\n"
                "  zijlijn assign --file clubs.csv\n",
    .run = run,
};
