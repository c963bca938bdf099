/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn root: where the organisation's root is, and its way to a medium
 * away from machines and back. */
#include "ask.h"
#include "command.h"
#include "files.h"
#include "out.h"
#include "progress.h"
#include "rootfile.h"
#include "session.h"
#include "show.h"

static int check_role(struct cli *cli)
{
        struct zl_self self;

        zl_core_self(cli->core, &self);
        if (self.role == ZL_ROLE_COORDINATOR)
                return EXIT_DONE;
        return rootfile__refused(cli, "", ZL_E_POLICY);
}

static int begin(struct cli *cli)
{
        int code = session__open_joined(cli);

        return code == EXIT_DONE ? check_role(cli) : code;
}

static int save(struct cli *cli)
{
        int status = session__save(cli);

        return status == ZL_OK ? EXIT_DONE : out__fail(cli, status);
}

/* ---- show ---- */

static void say_moment(struct cli *cli, const char *field, const char *sentence,
    struct zl_time time)
{
        char when[SHOW_TIME];

        if (time.ms == 0)
                return;
        show__time(time, when);
        out__say(cli, "%s %s.\n", sentence, when);
        zl_json_put_time(cli->json, field, time);
}

static int run_show(struct cli *cli)
{
        struct zl_root_view root;
        int code = begin(cli);

        if (code != EXIT_DONE)
                return code;
        zl_core_root(cli->core, &root);
        out__say(cli,
            root.kept
                ? _("The root is kept on this computer. 'zijlijn root export "
                    "FILE' writes it to a medium to keep elsewhere, and "
                    "'zijlijn root forget' takes it away from here.\n")
                : _("The root is not on this computer, as it should be. What "
                    "needs it takes --root FILE.\n"));
        if (root.spare)
                out__say(cli, _("It is the spare root.\n"));
        zl_json_put_bool(cli->json, "kept", root.kept);
        zl_json_put_bool(cli->json, "spare", root.spare);
        zl_json_put_hex(cli->json, "key", root.key.bytes, ZL_SIGN_KEY_SIZE);
        say_moment(
            cli, "exported", _("Last written to a file:"), root.exported);
        say_moment(cli, "checked", _("Last read back:"), root.checked);
        return EXIT_DONE;
}

/* ---- export ---- */

/* Whether what stands on the medium opens is known once it was read. */
static int read_back(
    struct cli *cli, const char *path, const struct zl_secret *secret)
{
        struct zl_buf file = {0};
        int status = ZL_OK;
        int code = rootfile__read(cli, path, &file);

        if (code != EXIT_DONE)
                return code;
        progress__begin(_("Reading the root file back"));
        status = zl_core_root_check(
            cli->core, cli__now(), zl_buf_bytes(&file), secret);
        progress__end();
        zl_buf_free(&file);
        return status == ZL_OK ? save(cli)
                               : rootfile__refused(cli, path, status);
}

static int write_file(
    struct cli *cli, const char *path, const struct zl_secret *secret)
{
        struct zl_root_lock lock = {.passphrase = secret};
        struct zl_buf file = {0};
        int status = ZL_OK;

        zl_buf_init(&file, 4096);
        progress__begin(_("Locking the root file"));
        status = zl_core_root_export(cli->core, cli__now(), &lock, &file);
        progress__end();
        if (status == ZL_OK)
                status = files__write_new(path, zl_buf_bytes(&file));
        zl_buf_free(&file);
        return status == ZL_OK ? save(cli) : out__fail_file(cli, path, status);
}

static int export(struct cli *cli, const char *path)
{
        struct zl_secret *secret = NULL;
        int code = rootfile__secret(cli, true, &secret);

        if (code == EXIT_DONE)
                code = write_file(cli, path, secret);
        if (code == EXIT_DONE)
                code = read_back(cli, path, secret);
        zl_secret_free(secret);
        return code;
}

static int run_export(struct cli *cli)
{
        const char *path = cli->args.operands[0];
        struct zl_root_view root;
        int code = begin(cli);

        if (code != EXIT_DONE)
                return code;
        zl_core_root(cli->core, &root);
        if (!root.here)
                return out__fail(cli, ZL_E_ROOT);
        code = export(cli, path);
        if (code != EXIT_DONE)
                return code;
        out__say(cli,
            _("Written to %s and read back. Keep it away from every computer, "
              "in two places, and its passphrase in a third. Then 'zijlijn "
              "root forget' takes the root away from here.\n"),
            path);
        zl_json_put_text(cli->json, "file", path);
        return EXIT_DONE;
}

/* ---- forget, take ---- */

static int forget_refused(struct cli *cli, int status)
{
        if (status == ZL_E_ROOT)
                return out__fail_with(cli, status,
                    _("The root is not on this computer; there is nothing to "
                      "take away."));
        if (status == ZL_E_STATE)
                return out__fail_with(cli, status,
                    _("No root file was written and read back yet: 'zijlijn "
                      "root export FILE' first."));
        return out__fail(cli, status);
}

static int run_forget(struct cli *cli)
{
        struct zl_root_view root;
        int status = ZL_OK;
        int code = begin(cli);

        if (code != EXIT_DONE)
                return code;
        /* Nobody is frightened by a question that leads nowhere. */
        zl_core_root(cli->core, &root);
        if (!root.kept)
                return forget_refused(cli, ZL_E_ROOT);
        if (root.here && root.checked.ms == 0)
                return forget_refused(cli, ZL_E_STATE);
        code = ask__confirm(cli,
            _("Take the root away from this computer? From then on it "
              "is only in the root file and, if you wrote it down, on "
              "paper. If those are lost too, or the file's passphrase "
              "is forgotten, it is lost for good: no new charter, no "
              "new coordinator. [y/N] "));
        if (code != EXIT_DONE)
                return code;
        status = zl_core_root_forget(cli->core, cli__now());
        if (status != ZL_OK)
                return forget_refused(cli, status);
        code = save(cli);
        if (code == EXIT_DONE)
                out__say(cli, _("The root is no longer on this computer.\n"));
        return code;
}

static int run_take(struct cli *cli)
{
        int code = begin(cli);

        if (code == EXIT_DONE)
                code = rootfile__take(cli, cli->args.operands[0], true);
        if (code == EXIT_DONE)
                code = save(cli);
        if (code == EXIT_DONE)
                out__say(cli,
                    _("The root is on this computer until 'zijlijn root "
                      "forget'.\n"));
        return code;
}

static const struct option_spec key_options[] = {
    ROOTFILE_KEY_OPTION,
    {NULL, NULL, false, NULL},
};

const struct command cmd__root = {
    .name = "root",
    .operands = "",
    .line = N_("Say where the organisation's root is (coordinator)"),
    .about = N_("The root signs the charter and appoints coordinators. "
                "Whoever has it can do all of that, so it belongs on a medium "
                "away from computers."),
    .json = "kept, spare, key, exported, checked",
    .examples = "  zijlijn root\n",
    .run = run_show,
};

const struct command cmd__root_export = {
    .name = "root",
    .verb = "export",
    .operands = N_("FILE"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Write the root to a file, to keep elsewhere (coordinator)"),
    .about = N_("Asks for a passphrase of its own, writes FILE and reads it "
                "back. A file that is there is not written over."),
    .json = "file",
    .options = key_options,
    .examples = "  zijlijn root export /media/usb/root.zlroot\n",
    .run = run_export,
};

const struct command cmd__root_forget = {
    .name = "root",
    .verb = "forget",
    .operands = "",
    .line = N_("Take the root away from this computer (coordinator)"),
    .about = N_("Only after a root file was written and read back."),
    .examples = "  zijlijn root forget\n",
    .run = run_forget,
};

const struct command cmd__root_take = {
    .name = "root",
    .verb = "take",
    .operands = N_("FILE"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Bring the root back to this computer (coordinator)"),
    .about = N_("Seldom needed: what needs the root takes --root FILE, and "
                "forgets it afterwards by itself."),
    .options = key_options,
    .examples = "  zijlijn root take /media/usb/root.zlroot\n",
    .run = run_take,
};
