/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn club add: a club is stated. */
#include "command.h"
#include "out.h"
#include "resolve.h"
#include "session.h"

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
