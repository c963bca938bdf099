/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn club change, end and resume: a club that moves or is renamed, one
 * that stops or becomes part of another, and one that goes on after all. */
#include <string.h>

#include "alarm.h"
#include "ask.h"
#include "command.h"
#include "out.h"
#include "resolve.h"
#include "session.h"

static int find(struct cli *cli, struct zl_club *ret)
{
        struct zl_id id;
        int code = session__open_joined(cli);

        if (code == EXIT_DONE)
                code = session__refresh(cli);
        if (code == EXIT_DONE)
                code = resolve__club(cli, cli->args.operands[0], &id);
        if (code == EXIT_DONE)
                *ret =
                    zl_directory_club(zl_core_directory(cli->core), &id)->club;
        return code;
}

/* Says it, once nobody minds what it causes. */
static int state(struct cli *cli, const struct zl_club *club, const char *said)
{
        uint64_t position = 0;
        struct zl_id id;
        int status = ZL_OK;
        int code = alarm__before(cli, &position);

        if (code != EXIT_DONE)
                return code;
        status = zl_core_put_club(cli->core, cli__now(), club, &id);
        if (status == ZL_E_MALFORMED)
                return out__fail_with(cli, status,
                    _("A kind is one word of small letters, digits and '-', "
                      "such as football; a name is one line."));
        if (status != ZL_OK)
                return out__fail(cli, status);
        code = alarm__allow_said(cli, position);
        if (code != EXIT_DONE)
                return code;
        zl_json_put_hex(cli->json, "club", id.bytes, ZL_ID_SIZE);
        out__say(cli, "%s", said);
        return session__deliver(cli);
}

static int run_change(struct cli *cli)
{
        const char *district = args__get(&cli->args, "district");
        const char *name = args__get(&cli->args, "name");
        const char *kind = args__get(&cli->args, "kind");
        struct zl_club club;
        int code = EXIT_DONE;

        if (district == NULL && name == NULL && kind == NULL)
                return out__fail_with(cli, ZL_E_USAGE,
                    _("Say what changes: --name, --kind or --district."));
        code = find(cli, &club);
        if (code == EXIT_DONE && district != NULL)
                code = resolve__district(cli, district, &club.district);
        if (code != EXIT_DONE)
                return code;
        if (name != NULL)
                club.name = name;
        if (kind != NULL)
                club.kind = kind;
        return state(cli, &club, _("Changed.\n"));
}

static int run_end(struct cli *cli)
{
        struct zl_club club;
        int code = find(cli, &club);

        if (code == EXIT_DONE && club.ended)
                code = out__fail_with(
                    cli, ZL_E_STATE, _("This club has ended already."));
        if (code == EXIT_DONE)
                code = ask__confirm(cli,
                    _("No notes of %s are taken from now on. Signals there "
                      "are stay with who holds them. Go on? [y/N] "),
                    club.name);
        if (code != EXIT_DONE)
                return code;
        club.ended = true;
        return state(cli, &club,
            _("It has ended. 'zijlijn club resume' lets it go on.\n"));
}

static int run_resume(struct cli *cli)
{
        struct zl_club club;
        int code = find(cli, &club);

        if (code == EXIT_DONE && !club.ended)
                code = out__fail_with(
                    cli, ZL_E_STATE, _("This club has not ended."));
        if (code != EXIT_DONE)
                return code;
        club.ended = false;
        return state(cli, &club, _("It goes on.\n"));
}

static const struct option_spec change_options[] = {
    {"name", N_("NAME"), false, N_("what it is called from now on")},
    {"kind", N_("WORD"), false,
        N_("football, scouting, music, ... (one word)")},
    {"district", N_("NAME"), false, N_("the district it is in from now on")},
    ALARM_OPTION,
    {NULL, NULL, false, NULL},
};

const struct command cmd__club_change = {
    .name = "club",
    .verb = "change",
    .operands = N_("CLUB"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Change a club's name, kind or district (coordinator, "
               "supporter)"),
    .about = N_("A supporter changes clubs of the own districts. A club that "
                "moves to another district has nobody until it is assigned to "
                "professionals there."),
    .json = "club (id), nobody (clubs that have nobody then)",
    .options = change_options,
    .examples = "  zijlijn club change \"SV Zuiderpark\" --district Noord\n",
    .run = run_change,
};

const struct command cmd__club_end = {
    .name = "club",
    .verb = "end",
    .operands = N_("CLUB"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("A club closes, or becomes part of another (coordinator, "
               "supporter)"),
    .about =
        N_("No new notes of it are taken, and nobody is alarmed that it has "
           "nobody. Signals there are go on as they are, with who holds them; "
           "their contacts can read them and add to them.\n"
           "When clubs merge: end the one, and let the supporter appoint its "
           "contacts to the other, with both clubs, so that they keep what "
           "they noted: 'zijlijn appoint NAME --club OLD --club NEW'."),
    .json = "club (id)",
    .examples = "  zijlijn club end \"SV Zuiderpark\"\n",
    .run = run_end,
};

static const struct option_spec resume_options[] = {
    ALARM_OPTION,
    {NULL, NULL, false, NULL},
};

const struct command cmd__club_resume = {
    .name = "club",
    .verb = "resume",
    .operands = N_("CLUB"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("A club that ended goes on (coordinator, supporter)"),
    .about = N_("It has whom it was assigned to before, as far as they are "
                "there."),
    .json = "club (id), nobody (clubs that have nobody then)",
    .options = resume_options,
    .examples = "  zijlijn club resume \"SV Zuiderpark\"\n",
    .run = run_resume,
};
