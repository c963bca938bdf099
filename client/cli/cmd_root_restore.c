/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn root restore: an organisation goes on with nothing but its root
 * file, when the coordinator's computer is gone. */
#include "ask.h"
#include "command.h"
#include "out.h"
#include "progress.h"
#include "prompt.h"
#include "rootfile.h"
#include "session.h"
#include "transport.h"
#include "vault_sqlite.h"

static int fetch(struct cli *cli, struct zl_bytes file,
    const struct zl_restoring *who, struct zl_offer *ret_offer)
{
        const char *path = cli->args.operands[0];
        struct zl_secret *secret = NULL;
        int status = ZL_OK;
        int code = rootfile__secret(cli, false, &secret);

        if (code != EXIT_DONE)
                return code;
        progress__begin(_("Opening the root file"));
        status = zl_core_restore(cli->core, cli__now(), file, secret,
            args__get(&cli->args, "server"), who);
        progress__end();
        zl_secret_free(secret);
        if (status == ZL_E_TOO_LARGE)
                return out__fail_with(
                    cli, status, _("Name and phone number are one line each."));
        if (status != ZL_OK)
                return rootfile__refused(cli, path, status);
        status = session__loop(cli);
        if (status == ZL_OK)
                status = zl_core_offer(cli->core, ret_offer);
        if (status == ZL_E_REVOKED)
                return rootfile__refused(cli, path, status);
        return status == ZL_OK ? EXIT_DONE : session__fail(cli, status);
}

static int agree(struct cli *cli, const struct zl_offer *offer)
{
        out__say(cli,
            _("Organisation: %s\nServer:       %s\n\nWords:        %s\n\nThe "
              "organisation publishes these six words.\n"),
            offer->organisation, offer->origin, offer->words);
        zl_json_put_text(cli->json, "organisation", offer->organisation);
        zl_json_put_text(cli->json, "words", offer->words);
        return ask__confirm(
            cli, _("Are these the words of your organisation? [y/N] "));
}

/* Two passphrases are asked, of two things. */
static void say_which(struct cli *cli)
{
        if (!prompt__possible() || args__get(&cli->args, "key-file") != NULL)
                return;
        prompt__say(args__get(&cli->args, "root-key") != NULL
                ? _("A new passphrase is for what is kept on this computer "
                    "from now on.\n")
                : _("Two passphrases are asked. First a new one, for what is "
                    "kept on this computer from now on; then the one of the "
                    "root file, which stays as it is.\n"));
}

static int restore(struct cli *cli, struct zl_bytes file)
{
        const struct zl_restoring who = {
            .name = args__get(&cli->args, "name"),
            .phone = args__get(&cli->args, "phone"),
        };
        struct zl_offer offer = {0};
        int status = ZL_OK;
        int code = EXIT_DONE;

        say_which(cli);
        code = session__begin(cli, args__get(&cli->args, "socket"));
        if (code != EXIT_DONE)
                return code;
        /* Nothing is stored before the words were agreed to. */
        vault_file__hold(cli->file, true);
        code = fetch(cli, file, &who, &offer);
        if (code == EXIT_DONE)
                code = agree(cli, &offer);
        if (code != EXIT_DONE)
                return code;
        status = zl_core_join_accept(cli->core, cli__now());
        if (status != ZL_OK)
                return out__fail(cli, status);
        vault_file__hold(cli->file, false);
        status = session__save(cli);
        if (status != ZL_OK)
                return out__fail(cli, status);
        out__say(cli,
            _("You are a coordinator now. If somebody else may have the old "
              "computer, end that membership: 'zijlijn revoke'.\n"));
        code = session__deliver(cli);
        if (code == EXIT_DONE)
                out__say(cli,
                    _("What comes next: 'zijlijn people' shows who takes part, "
                      "and 'zijlijn alerts' the clubs that have nobody. Put "
                      "the root file back where it is kept.\n"));
        return code;
}

static int run(struct cli *cli)
{
        struct zl_buf file = {0};
        int code = EXIT_DONE;

        if (args__get(&cli->args, "name") == NULL ||
            args__get(&cli->args, "phone") == NULL)
                return out__fail_with(cli, ZL_E_USAGE,
                    _("Say who the coordinator will be: --name NAME and "
                      "--phone NUMBER."));
        code = session__absent(cli);
        if (code == EXIT_DONE)
                code = rootfile__read(cli, cli->args.operands[0], &file);
        if (code == EXIT_DONE)
                code = restore(cli, zl_buf_bytes(&file));
        zl_buf_free(&file);
        return code;
}

static const struct option_spec options[] = {
    {"name", N_("NAME"), false, N_("the new coordinator")},
    {"phone", N_("NUMBER"), false, N_("where to ring that person")},
    {"server", N_("ORIGIN"), false,
        N_("another server than the root file names")},
    {"socket", N_("PATH"), false,
        N_("reach the server by this Unix socket, now and later")},
    {"ca", N_("FILE"), false,
        N_("trust the certificate authority in FILE only, now and later")},
    ROOTFILE_KEY_OPTION,
    {NULL, NULL, false, NULL},
};

const struct command cmd__root_restore = {
    .name = "root",
    .verb = "restore",
    .operands = N_("FILE"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Go on with nothing but the root file (new coordinator)"),
    .about = N_("In a new profile, when the coordinator's computer is lost: "
                "the root appoints you as a coordinator. Everything else of "
                "the organisation stays as it is. The root is not kept here "
                "afterwards."),
    .json = "organisation, words",
    .options = options,
    .examples = "  zijlijn root restore /media/usb/root.zlroot --name Karin "
                "\\\n      --phone \"070 555 01 00\"\n",
    .run = run,
};
