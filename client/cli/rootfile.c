/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the root files. The root is seldom needed, so it is seldom
 * here: a command that needs it opens the file for as long as it runs. */
#include "rootfile.h"

#include "files.h"
#include "out.h"
#include "progress.h"
#include "prompt.h"
#include "session.h"

enum { FILE_MAX = 4096 };

int rootfile__secret(struct cli *cli, bool fresh, struct zl_secret **ret)
{
        const char *path = args__get(&cli->args, "root-key");
        int status = ZL_OK;

        if (path != NULL)
                return session__read_key_file(cli, path, ret);
        if (fresh && prompt__possible())
                prompt__say(_("This passphrase is for the file. Take another "
                              "than the one of this computer.\n"));
        status = fresh
            ? prompt__new_passphrase(ret)
            : prompt__passphrase(_("Passphrase of the root file: "), ret);
        return status == ZL_OK ? EXIT_DONE
                               : session__no_passphrase(cli, status);
}

int rootfile__read(struct cli *cli, const char *path, struct zl_buf *buf)
{
        int status = files__bytes(path, FILE_MAX, buf);

        switch (status) {
        case ZL_OK:
                return EXIT_DONE;
        case ZL_E_NOT_FOUND:
                return out__fail_with(
                    cli, status, _("There is no file %s."), path);
        case ZL_E_TOO_LARGE:
                return rootfile__refused(cli, path, ZL_E_MALFORMED);
        default:
                return out__fail_with(
                    cli, status, _("%s cannot be read."), path);
        }
}

int rootfile__refused(struct cli *cli, const char *path, int status)
{
        switch (status) {
        case ZL_E_MALFORMED:
                return out__fail_with(
                    cli, status, _("%s is not a root file."), path);
        case ZL_E_PASSPHRASE:
                return out__fail_with(cli, status,
                    _("%s does not open: the passphrase is not the right one, "
                      "or the file was altered."),
                    path);
        case ZL_E_ORGANISATION:
                return out__fail_with(cli, status,
                    _("%s holds the root of another organisation."), path);
        case ZL_E_REVOKED:
                return out__fail_with(cli, status,
                    _("%s holds a spare root that a later charter replaced. "
                      "Look for the newer one."),
                    path);
        case ZL_E_CONFLICT:
                return out__fail_with(cli, status,
                    _("%s holds another root of this organisation than the "
                      "one that is here."),
                    path);
        case ZL_E_POLICY:
                return out__fail_with(
                    cli, status, _("Only a coordinator works with the root."));
        default:
                return out__fail(cli, status);
        }
}

int rootfile__take(struct cli *cli, const char *path, bool keep)
{
        struct zl_secret *secret = NULL;
        struct zl_buf file = {0};
        int status = ZL_OK;
        int code = EXIT_DONE;

        if (path == NULL)
                return EXIT_DONE;
        code = rootfile__read(cli, path, &file);
        if (code == EXIT_DONE)
                code = rootfile__secret(cli, false, &secret);
        if (code == EXIT_DONE) {
                progress__begin(_("Opening the root file"));
                status = zl_core_root_take(
                    cli->core, cli__now(), zl_buf_bytes(&file), secret, keep);
                progress__end();
                if (status != ZL_OK)
                        code = rootfile__refused(cli, path, status);
        }
        zl_secret_free(secret);
        zl_buf_free(&file);
        return code;
}
