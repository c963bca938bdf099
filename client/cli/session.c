/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the session: how a profile is opened and closed. Talking with
 * the server is in loop.c. */
#include "session.h"

#include <string.h>

#include "certificate.h"
#include "keyfile.h"
#include "out.h"
#include "profile.h"
#include "progress.h"
#include "prompt.h"
#include "transport.h"
#include "vault_sqlite.h"

/* ---- What unlocks ---- */

int session__read_key_file(
    struct cli *cli, const char *path, struct zl_secret **ret_secret)
{
        int status = keyfile__read(path, ret_secret);

        switch (status) {
        case ZL_OK:
                return EXIT_DONE;
        case ZL_E_NOT_FOUND:
                return out__fail_with(cli, status,
                    _("There is no key file %s. 'zijlijn key-file %s' makes "
                      "one."),
                    path, path);
        case ZL_E_SYSTEM:
                return out__fail_with(cli, status,
                    _("The key file %s must be a file of yours that nobody "
                      "else may read: chmod 600 %s"),
                    path, path);
        case ZL_E_MALFORMED:
                return out__fail_with(cli, ZL_E_PASSPHRASE,
                    _("%s is not a key file: those are exactly 32 bytes."),
                    path);
        default:
                return out__fail(cli, status);
        }
}

int session__no_passphrase(struct cli *cli, int status)
{
        if (status == ZL_E_STATE)
                return out__fail_with(cli, status,
                    _("A passphrase is typed at a terminal, and this is none. "
                      "Scripts use --key-file FILE."));
        if (status == ZL_E_USAGE)
                return out__fail_with(
                    cli, ZL_E_PASSPHRASE, _("No passphrase was given."));
        return out__fail(cli, status);
}

static int ask_secret(
    struct cli *cli, enum zl_lock lock, struct zl_secret **ret_secret)
{
        const char *path = args__get(&cli->args, "key-file");
        int status = ZL_OK;

        if (path != NULL && lock == ZL_LOCK_KEY_FILE)
                return session__read_key_file(cli, path, ret_secret);
        if (path != NULL)
                return out__fail_with(cli, ZL_E_PASSPHRASE,
                    _("This profile opens with a passphrase, not with a key "
                      "file. Leave --key-file out."));
        if (lock == ZL_LOCK_KEY_FILE)
                return out__fail_with(cli, ZL_E_PASSPHRASE,
                    _("This profile opens with a key file. Add --key-file "
                      "FILE."));
        status = prompt__passphrase(_("Passphrase: "), ret_secret);
        return status == ZL_OK ? EXIT_DONE
                               : session__no_passphrase(cli, status);
}

/* ---- The profile's file ---- */

static int bad_profile(struct cli *cli, int status)
{
        switch (status) {
        case ZL_E_NOT_FOUND:
                return out__fail_with(cli, ZL_E_STATE,
                    _("Nobody has joined in this profile (%s). 'zijlijn join' "
                      "joins with a code; ZIJLIJN_HOME chooses another "
                      "profile."),
                    cli->home);
        case ZL_E_SYSTEM:
                return out__fail_with(cli, status,
                    _("The profile must be a folder of yours that is closed "
                      "to others: chmod 700 %s"),
                    cli->home);
        case ZL_E_BUSY:
                (void)out__fail_with(cli, status,
                    _("Another zijlijn is using this profile. Let it finish, "
                      "or close it, and try again."));
                return EXIT_IN_USE;
        case ZL_E_STATE:
                return out__fail_with(cli, status,
                    _("Somebody has joined in this profile already (%s). "
                      "ZIJLIJN_HOME chooses another one."),
                    cli->home);
        case ZL_E_VERSION:
                return out__fail_with(cli, status,
                    _("The profile %s was made by another version of Zijlijn, "
                      "and this one cannot read it. Nothing was written over "
                      "it: use that version, or install the newest one."),
                    cli->home);
        case ZL_E_DAMAGED:
                return out__fail_with(cli, status,
                    _("%s/vault.db is damaged. Nothing was written over it: "
                      "keep it, and have whoever appointed you invite you "
                      "again into a new profile."),
                    cli->home);
        case ZL_E_STORAGE:
                return out__fail_with(cli, status,
                    _("The profile %s cannot be read or written. Look at the "
                      "disk and its permissions."),
                    cli->home);
        default:
                return out__fail(cli, status);
        }
}

static int find_profile(struct cli *cli)
{
        const char *name = args__get(&cli->args, "profile");
        int status = profile__path(name, cli->home);

        if (status == ZL_OK)
                return EXIT_DONE;
        if (status == ZL_E_MALFORMED)
                return out__fail_with(cli, ZL_E_USAGE,
                    _("\"%s\" cannot be the name of a profile: at most %d "
                      "letters, digits, - or _."),
                    name, (int)PROFILE_NAME_MAX);
        return out__fail_with(cli, status,
            _("There is no folder for the profile. Set ZIJLIJN_HOME to one."));
}

static void say_waiting(void *user)
{
        const struct cli *cli = user;

        if (cli->json == NULL)
                prompt__say(
                    _("Another zijlijn is using this profile; waiting...\n"));
}

static int open_file(struct cli *cli, bool fresh)
{
        int code = find_profile(cli);
        int status = ZL_OK;

        if (code != EXIT_DONE)
                return code;
        if (fresh)
                status = profile__make(cli->home);
        if (status == ZL_OK)
                status = profile__check(cli->home);
        if (status == ZL_OK)
                status = vault_file__open_telling(
                    cli->home, fresh, say_waiting, cli, &cli->file);
        return status == ZL_OK ? EXIT_DONE : bad_profile(cli, status);
}

int session__absent(struct cli *cli)
{
        struct vault_file *file = NULL;
        int code = find_profile(cli);
        int status = ZL_OK;

        if (code != EXIT_DONE)
                return code;
        status = profile__check(cli->home);
        if (status == ZL_E_NOT_FOUND)
                return EXIT_DONE;
        if (status == ZL_OK)
                status = vault_file__open_telling(
                    cli->home, false, say_waiting, cli, &file);
        vault_file__close(file);
        if (status == ZL_E_NOT_FOUND)
                return EXIT_DONE;
        return bad_profile(cli, status == ZL_OK ? ZL_E_STATE : status);
}

/* ---- Opening ---- */

static int load_row(void *user, const struct zl_row *row)
{
        return zl_core_load(user, row);
}

static int load(struct cli *cli)
{
        int status = vault_file__each(cli->file, load_row, cli->core);

        if (status == ZL_OK)
                status = zl_core_loaded(cli->core);
        return status;
}

static int unlock(struct cli *cli, enum zl_lock *ret_lock,
    struct zl_secret **ret_secret, struct zl_vault **ret_vault)
{
        struct zl_bytes header = vault_file__header(cli->file);
        struct zl_secret *secret = NULL;
        int status = zl_vault_lock_of(header, ret_lock);
        int code = EXIT_DONE;

        if (status != ZL_OK)
                return bad_profile(cli, status);
        code = ask_secret(cli, *ret_lock, &secret);
        if (code != EXIT_DONE)
                return code;
        progress__begin(_("Opening the profile"));
        status = zl_vault_unlock(header, *ret_lock, secret, ret_vault);
        progress__end();
        if (status != ZL_OK) {
                zl_secret_free(secret);
                return bad_profile(cli, status);
        }
        *ret_secret = secret;
        return EXIT_DONE;
}

int session__unlock(
    struct cli *cli, enum zl_lock *ret_lock, struct zl_secret **ret_secret)
{
        struct zl_vault *vault = NULL;
        int code = open_file(cli, false);

        if (code == EXIT_DONE)
                code = unlock(cli, ret_lock, ret_secret, &vault);
        zl_vault_free(vault);
        return code;
}

static int start_core(struct cli *cli, struct zl_vault *vault)
{
        int status = zl_core_new(vault, &cli->core);

        progress__begin(_("Opening the profile"));
        if (status == ZL_OK)
                status = load(cli);
        progress__end();
        if (status == ZL_OK)
                status =
                    certificate__connect(cli, vault_file__socket(cli->file));
        return status == ZL_OK ? EXIT_DONE : bad_profile(cli, status);
}

int session__open(struct cli *cli)
{
        struct zl_secret *secret = NULL;
        struct zl_vault *vault = NULL;
        enum zl_lock lock = ZL_LOCK_PASSPHRASE;
        int code = open_file(cli, false);

        if (code == EXIT_DONE)
                code = unlock(cli, &lock, &secret, &vault);
        zl_secret_free(secret);
        if (code == EXIT_DONE)
                code = start_core(cli, vault);
        return code;
}

int session__open_joined(struct cli *cli)
{
        struct zl_self self;
        int code = session__open(cli);

        if (code != EXIT_DONE)
                return code;
        zl_core_self(cli->core, &self);
        if (!self.joined)
                return bad_profile(cli, ZL_E_NOT_FOUND);
        /* Known before, and not done: the power went. */
        return session__erase_ended(cli) ? out__fail(cli, ZL_E_REVOKED)
                                         : EXIT_DONE;
}

bool session__erase_ended(struct cli *cli)
{
        struct zl_root_view root;
        int status = ZL_OK;

        if (cli->file == NULL || zl_core_over(cli->core) == ZL_OVER_NONE)
                return false;
        zl_core_root(cli->core, &root);
        if (root.kept) {
                out__say(cli,
                    _("The root of the organisation is kept here, so nothing "
                      "is erased. 'zijlijn root export FILE' writes it to a "
                      "file; after 'zijlijn root forget' the rest goes.\n"));
                return false;
        }
        status = vault_file__erase(cli->file);
        if (status != ZL_OK) {
                (void)out__fail(cli, status);
                return true;
        }
        out__say(cli,
            _("What was kept on this device is erased: signals, names and "
              "keys. What you sent stays with those it was for.\n"));
        zl_json_put_bool(cli->json, "erased", true);
        return true;
}

static int new_secret(
    struct cli *cli, enum zl_lock *ret_lock, struct zl_secret **ret_secret)
{
        const char *path = args__get(&cli->args, "key-file");
        int status = ZL_OK;

        if (path != NULL) {
                *ret_lock = ZL_LOCK_KEY_FILE;
                return session__read_key_file(cli, path, ret_secret);
        }
        *ret_lock = ZL_LOCK_PASSPHRASE;
        status = prompt__new_passphrase(ret_secret);
        return status == ZL_OK ? EXIT_DONE
                               : session__no_passphrase(cli, status);
}

int session__begin(struct cli *cli, const char *socket)
{
        struct zl_secret *secret = NULL;
        struct zl_vault *vault = NULL;
        struct zl_buf header = {0};
        enum zl_lock lock = ZL_LOCK_PASSPHRASE;
        int status = ZL_OK;
        int code = open_file(cli, true);

        if (code == EXIT_DONE)
                code = certificate__keep(cli);
        if (code == EXIT_DONE)
                code = new_secret(cli, &lock, &secret);
        if (code != EXIT_DONE)
                return code;
        zl_buf_init(&header, 1024);
        progress__begin(_("Making a key of the passphrase"));
        status = zl_vault_new(lock, secret, 0, 0, &header, &vault);
        progress__end();
        zl_secret_free(secret);
        if (status == ZL_OK)
                status =
                    vault_file__begin(cli->file, zl_buf_bytes(&header), socket);
        zl_buf_free(&header);
        if (status != ZL_OK) {
                zl_vault_free(vault);
                return out__fail(cli, status);
        }
        return start_core(cli, vault);
}

void session__close(struct cli *cli)
{
        zl_core_free(cli->core);
        cli->core = NULL;
        transport__free(cli->transport);
        cli->transport = NULL;
        vault_file__close(cli->file);
        cli->file = NULL;
}
