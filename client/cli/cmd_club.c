/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn club: the register of clubs, as far as it is needed to route. */
#include "command.h"
#include "out.h"
#include "resolve.h"
#include "session.h"
#include "show.h"

static int run_add(struct cli *cli)
{
        const char *district = args__get(&cli->args, "district");
        const char *kind = args__get(&cli->args, "kind");
        struct zl_club club = {.name = cli->args.operands[0], .kind = kind};
        struct zl_id id = {{0}};
        int status = ZL_OK;
        int code = EXIT_DONE;

        if (district == NULL || kind == NULL)
                return out__fail_with(cli, ZL_E_USAGE,
                    _("A club needs --kind WORD and --district NAME."));
        code = session__open_joined(cli);
        if (code == EXIT_DONE)
                code = session__refresh(cli);
        if (code == EXIT_DONE)
                code = resolve__district(cli, district, &club.district);
        if (code != EXIT_DONE)
                return code;
        status = zl_core_put_club(cli->core, cli__now(), &club, &id);
        if (status == ZL_E_MALFORMED)
                return out__fail_with(cli, status,
                    _("A kind is one word of small letters, digits and '-', "
                      "such as football; a name is one line."));
        if (status != ZL_OK)
                return out__fail(cli, status);
        out__say(cli, _("%s is in the register.\n"), club.name);
        zl_json_put_hex(cli->json, "club", id.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "club_name", club.name);
        return session__deliver(cli);
}

static const char *district_name(
    const struct zl_charter *charter, const struct zl_id *id)
{
        for (size_t i = 0; charter != NULL && i < charter->district_count; i++)
                if (zl_id_equal(&charter->districts[i].id, id))
                        return charter->districts[i].name;
        return "?";
}

static void show_club(struct cli *cli, const struct zl_club *club)
{
        const struct zl_directory *directory = zl_core_directory(cli->core);
        const char *district =
            district_name(zl_directory_charter(directory), &club->district);

        out__say(cli, _("%s (%s), %s%s\n"), club->name, club->kind, district,
            club->ended ? _(": has ended") : "");
        zl_json_open_object(cli->json, NULL);
        zl_json_put_hex(cli->json, "club", club->club.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "club_name", club->name);
        zl_json_put_text(cli->json, "kind", club->kind);
        zl_json_put_text(cli->json, "district", district);
        zl_json_put_bool(cli->json, "ended", club->ended);
        if (!club->ended)
                (void)show__receivers(cli, &club->club, NULL, 0);
        zl_json_close(cli->json);
}

static int run_list(struct cli *cli)
{
        const struct zl_directory *directory = NULL;
        int code = session__open_joined(cli);

        if (code != EXIT_DONE)
                return code;
        directory = zl_core_directory(cli->core);
        if (zl_directory_club_count(directory) == 0)
                out__say(cli, _("No clubs are known here.\n"));
        zl_json_open_array(cli->json, "clubs");
        for (size_t i = 0; i < zl_directory_club_count(directory); i++)
                show_club(cli, &zl_directory_club_at(directory, i)->club);
        zl_json_close(cli->json);
        return EXIT_DONE;
}

static const struct option_spec add_options[] = {
    {"kind", N_("WORD"), false,
        N_("football, scouting, music, ... (one word)")},
    {"district", N_("NAME"), false, N_("the district it is in")},
    {NULL, NULL, false, NULL},
};

const struct command cmd__club_add = {
    .name = "club",
    .verb = "add",
    .operands = N_("NAME"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Add a club (coordinator, supporter)"),
    .about = N_("A supporter adds clubs of the own districts."),
    .json = "club (id), club_name",
    .options = add_options,
    .examples = "  zijlijn club add \"SV Zuiderpark\" --kind football "
                "--district Zuid\n",
    .run = run_add,
};

const struct command cmd__club_list = {
    .name = "club",
    .verb = "list",
    .operands = "",
    .line = N_("List the clubs, and who receives their notes"),
    .about = N_("The clubs this profile knows: of a contact the own ones, of a "
                "professional those of the district."),
    .json = "clubs (club, club_name, kind, district, ended, receivers, phone)",
    .examples = "  zijlijn club list\n",
    .run = run_list,
};
