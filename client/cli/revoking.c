/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to revoking: why, since when, and what it would do. Shared by the
 * commands that end a membership, and a device. */
#include "revoking.h"

#include "alarm.h"
#include "out.h"
#include "resolve.h"
#include "show.h"

/* A day begins at midnight here: rather too much is void than too little. */
int revoking__since(struct cli *cli, struct zl_revocation *revocation)
{
        const char *since = args__get(&cli->args, "since");
        const char *position = args__get(&cli->args, "since-position");
        unsigned long long number = 0;
        struct zl_time time;
        int code = EXIT_DONE;

        if ((since != NULL) == (position != NULL))
                return out__fail_with(cli, ZL_E_USAGE,
                    _("Say since when somebody else had the keys: --since "
                      "DATE, or --since-position N."));
        if (position != NULL) {
                if (!args__number(position, UINT64_MAX - 1, &number))
                        return out__fail_with(cli, ZL_E_USAGE,
                            _("\"%s\" is not a position in the log, which is "
                              "a number. 'zijlijn people --json' tells the "
                              "position of each device."),
                            position);
                revocation->since = number;
                return EXIT_DONE;
        }
        code = resolve__midnight(cli, since, &time);
        if (code == EXIT_DONE)
                revocation->since = zl_core_position_at(cli->core, time);
        return code;
}

int revoking__reason(struct cli *cli, struct zl_revocation *revocation)
{
        bool left = args__get(&cli->args, "left") != NULL;

        revocation->compromised = args__get(&cli->args, "compromised") != NULL;
        if (left != revocation->compromised)
                return EXIT_DONE;
        return out__fail_with(cli, ZL_E_USAGE,
            _("Say why: --left, or --compromised --since DATE."));
}

static void show_members(struct cli *cli, const struct zl_preview *preview)
{
        if (preview->member_count > 0)
                out__say(cli, _("No longer in force:\n"));
        zl_json_open_array(cli->json, "members");
        for (size_t i = 0; i < preview->member_count; i++) {
                char name[SHOW_NAME];

                show__name(cli, &preview->members[i], name);
                out__say(cli, "  %s\n", name);
                zl_json_put_text(cli->json, NULL, name);
        }
        zl_json_close(cli->json);
}

static void show_clubs(struct cli *cli, const struct zl_preview *preview)
{
        const struct zl_directory *directory = zl_core_directory(cli->core);

        if (preview->club_count > 0)
                out__say(cli,
                    _("Clubs whose notes go to others then, or to nobody:\n"));
        zl_json_open_array(cli->json, "clubs");
        for (size_t i = 0; i < preview->club_count; i++) {
                const struct zl_club_entry *entry =
                    zl_directory_club(directory, &preview->clubs[i]);

                if (entry == NULL)
                        continue;
                out__say(cli, "  %s\n", entry->club.name);
                zl_json_put_text(cli->json, NULL, entry->club.name);
        }
        zl_json_close(cli->json);
}

/* What it does is shown before it is done: nobody undoes it. */
int revoking__preview(struct cli *cli, const struct zl_revocation *revocation)
{
        struct zl_preview preview = {.void_count = 0};
        int status =
            zl_core_preview(cli->core, cli__now(), revocation, &preview);
        int code = EXIT_DONE;

        if (status != ZL_OK)
                return out__fail(cli, status);
        show_members(cli, &preview);
        show_clubs(cli, &preview);
        if (preview.void_count > 0)
                out__say(cli,
                    P_("%zu statement becomes void.\n",
                        "%zu statements become void.\n", preview.void_count),
                    preview.void_count);
        zl_json_put_u64(cli->json, "voids", preview.void_count);
        code = alarm__allow(cli, preview.nobody, preview.nobody_count);
        zl_preview_free(&preview);
        return code;
}
