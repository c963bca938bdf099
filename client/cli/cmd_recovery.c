/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn recovery: the code on paper that brings everything back. */
#include "command.h"
#include "out.h"
#include "recovery.h"
#include "session.h"

static int run(struct cli *cli)
{
        struct zl_self self;
        bool there = false;
        int code = session__open_joined(cli);

        if (code != EXIT_DONE)
                return code;
        zl_core_self(cli->core, &self);
        if (self.role == ZL_ROLE_CONTACT)
                return recovery__refused(cli, ZL_E_POLICY);
        there = recovery__is_there(cli);
        zl_json_put_bool(cli->json, "recovery_code", there);
        out__say(cli, "%s\n",
            there ? _("There is a recovery code that was made here. It is "
                      "nowhere but on your paper.")
                  : _("No recovery code was made here. 'zijlijn recovery new' "
                      "makes one."));
        return EXIT_DONE;
}

static int run_new(struct cli *cli)
{
        int code = session__open_joined(cli);

        if (code == EXIT_DONE)
                code = recovery__connect(cli);
        return code == EXIT_DONE ? recovery__make(cli) : code;
}

const struct command cmd__recovery = {
    .name = "recovery",
    .operands = "",
    .line = N_("Say whether there is a recovery code"),
    .about = N_("Professionals, supporters and coordinators keep one on paper. "
                "Only the device that made it knows of it."),
    .json = "recovery_code (true or false)",
    .examples = "  zijlijn recovery\n",
    .run = run,
};

static const struct option_spec options[] = {
    {"file", N_("FILE"), false,
        N_("write it to FILE, which only you may read, instead of showing "
           "it")},
    {NULL, NULL, false, NULL},
};

const struct command cmd__recovery_new = {
    .name = "recovery",
    .verb = "new",
    .operands = "",
    .line = N_("Make a recovery code, for when every device is lost"),
    .about = N_("Shows the code once, and has it typed back from your paper. "
                "One that was made here before does not count any more. "
                "Without a code and without a device everything that was "
                "sealed to you is lost for good. 'zijlijn recover' uses it."),
    .json = "recovery_code, or with --file: file",
    .options = options,
    .examples = "  zijlijn recovery new\n",
    .run = run_new,
};
