/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn who: who gets what is noted for a club. */
#include "command.h"
#include "out.h"
#include "resolve.h"
#include "session.h"
#include "show.h"

static int run(struct cli *cli)
{
        const struct zl_club_entry *entry = NULL;
        struct zl_id club;
        int code = session__open_joined(cli);

        if (code == EXIT_DONE)
                code = cli->args.operand_count > 0
                    ? resolve__club(cli, cli->args.operands[0], &club)
                    : resolve__own_club(cli, NULL, &club);
        if (code != EXIT_DONE)
                return code;
        entry = zl_directory_club(zl_core_directory(cli->core), &club);
        out__say(cli,
            _("A note for %s goes to, and can be read by nobody "
              "but:\n"),
            entry->club.name);
        zl_json_put_hex(cli->json, "club", club.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "club_name", entry->club.name);
        if (show__receivers(cli, &club, NULL, 0) > 0)
                return EXIT_DONE;
        out__say(cli,
            _("Nobody can receive a note now. Ring the district team; the "
              "coordinator assigns an account holder.\n"));
        return EXIT_REFUSED;
}

const struct command cmd__who = {
    .name = "who",
    .operands = N_("[CLUB]"),
    .operands_max = 1,
    .line = N_("Say who gets the notes of a club"),
    .about = N_("The account holder and the deputies who are in force and have "
                "joined, and who stands in for one of them on leave. Whoever "
                "has one club need not name it."),
    .json = "club, club_name, receivers (member, name, as: account-holder, "
            "deputy or absence-deputy, left_out), phone",
    .examples = "  zijlijn who\n  zijlijn who \"SV Zuiderpark\"\n",
    .run = run,
};
