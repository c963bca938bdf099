/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn profiles: the memberships that one person has on this machine. It
 * opens none of them, so it cannot say of which organisation they are: a name
 * that tells is the person's to choose. */
#include <stdio.h>

#include "command.h"
#include "out.h"
#include "profile.h"

static void show(struct cli *cli, const char *name, const char *path)
{
        bool used = profile__is_used(path);

        zl_json_open_object(cli->json, NULL);
        zl_json_put_text(cli->json, "name", name);
        zl_json_put_text(cli->json, "path", path);
        zl_json_put_bool(cli->json, "joined", used);
        zl_json_close(cli->json);
        if (name == NULL)
                out__say(cli,
                    used ? _("  (the usual one)\n")
                         : _("  (the usual one; nobody has joined "
                             "there)\n"));
        else if (used)
                out__say(cli, "  %s\n", name);
        else
                out__say(cli, _("  %s (nobody has joined there)\n"), name);
}

static bool show_further(void *user, const char *name)
{
        struct cli *cli = user;
        char path[CLI_PATH];

        if (profile__path(name, path) == ZL_OK)
                show(cli, name, path);
        return true;
}

static int run(struct cli *cli)
{
        int status = profile__path(NULL, cli->home);

        if (status != ZL_OK)
                return out__fail_with(cli, status,
                    _("There is no folder for the profile. Set ZIJLIJN_HOME "
                      "to one."));
        out__say(cli, _("Profiles in %s:\n"), cli->home);
        zl_json_open_array(cli->json, "profiles");
        show(cli, NULL, cli->home);
        status = profile__each(cli->home, show_further, cli);
        zl_json_close(cli->json);
        if (status != ZL_OK)
                return out__fail(cli, status);
        out__say(cli,
            _("'zijlijn --profile NAME join' joins a second organisation; "
              "'zijlijn --profile NAME list' works in it.\n"));
        return EXIT_DONE;
}

const struct command cmd__profiles = {
    .name = "profiles",
    .operands = "",
    .line = N_("List your profiles on this machine"),
    .about =
        N_("Each membership has a profile of its own, with its own keys and "
           "passphrase: one for each organisation you are in, or for each role "
           "you have in one. The usual one needs no name. A further one gets "
           "its name from you when you join in it, and from then on --profile "
           "NAME, with any command, chooses it. What is in one profile can "
           "neither be seen nor sent from another."),
    .json = "profiles (name, path, joined)",
    .examples = "  zijlijn profiles\n"
                "  zijlijn --profile rijswijk join\n"
                "  zijlijn --profile rijswijk note\n",
    .run = run,
};
