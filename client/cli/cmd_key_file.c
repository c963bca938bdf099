/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn key-file: 32 random bytes for a profile that scripts open. */
#include "command.h"
#include "keyfile.h"
#include "out.h"

static int run(struct cli *cli)
{
        const char *path = cli->args.operands[0];
        int status = keyfile__make(path);

        if (status != ZL_OK)
                return out__fail_file(cli, path, status);
        out__say(cli,
            _("%s is made. Whoever has it can open the profiles it locks: "
              "keep it apart from them.\n"),
            path);
        zl_json_put_text(cli->json, "file", path);
        return EXIT_DONE;
}

const struct command cmd__key_file = {
    .name = "key-file",
    .operands = N_("FILE"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Make a key file, which opens a profile without a passphrase"),
    .about = N_("For scripts and trials: FILE gets 32 random bytes that only "
                "you may read. Give it as --key-file FILE when a profile is "
                "made (join, organisation create) and each time it is opened."),
    .examples = "  zijlijn key-file ~/trial.key\n"
                "  zijlijn join --key-file ~/trial.key\n",
    .run = run,
};
