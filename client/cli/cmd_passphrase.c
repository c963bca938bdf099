/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn passphrase: another lock on the profile. Only the key of the vault
 * is locked anew; not a row is touched. */
#include "command.h"
#include "out.h"
#include "progress.h"
#include "prompt.h"
#include "session.h"
#include "vault_sqlite.h"

static int read_new(
    struct cli *cli, enum zl_lock *ret_lock, struct zl_secret **ret_secret)
{
        const char *path = args__get(&cli->args, "new-key-file");
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

static int relock(struct cli *cli, enum zl_lock lock,
    const struct zl_secret *secret, struct zl_buf *header)
{
        struct zl_secret *fresh = NULL;
        enum zl_lock new_lock = ZL_LOCK_PASSPHRASE;
        int status = ZL_OK;
        int code = read_new(cli, &new_lock, &fresh);

        if (code != EXIT_DONE)
                return code;
        progress__begin(_("Making a key of the passphrase"));
        status = zl_vault_relock(vault_file__header(cli->file),
            &(struct zl_vault_secret){.lock = lock, .secret = secret},
            &(struct zl_vault_secret){.lock = new_lock, .secret = fresh},
            header);
        progress__end();
        zl_secret_free(fresh);
        if (status == ZL_OK)
                status = vault_file__reheader(cli->file, zl_buf_bytes(header));
        if (status != ZL_OK)
                return out__fail(cli, status);
        out__say(cli, "%s\n",
            new_lock == ZL_LOCK_PASSPHRASE
                ? _("From now on the new passphrase opens this profile. Nobody "
                    "can find it out for you: who forgets it joins anew, or "
                    "uses the recovery code.")
                : _("From now on the key file opens this profile. Without it "
                    "nobody can."));
        out__say(cli,
            _("A copy of the profile that was made before still opens with "
              "the old one.\n"));
        zl_json_put_text(cli->json, "lock",
            new_lock == ZL_LOCK_PASSPHRASE ? "passphrase" : "key-file");
        return EXIT_DONE;
}

static int run(struct cli *cli)
{
        struct zl_secret *secret = NULL;
        enum zl_lock lock = ZL_LOCK_PASSPHRASE;
        struct zl_buf header;
        int code = session__unlock(cli, &lock, &secret);

        zl_buf_init(&header, 1024);
        if (code == EXIT_DONE)
                code = relock(cli, lock, secret, &header);
        zl_buf_free(&header);
        zl_secret_free(secret);
        return code;
}

static const struct option_spec options[] = {
    {"new-key-file", N_("FILE"), false,
        N_("a key file is to open it, instead of a passphrase")},
    {NULL, NULL, false, NULL},
};

const struct command cmd__passphrase = {
    .name = "passphrase",
    .operands = "",
    .line = N_("Change what opens this profile"),
    .about = N_("Asks for the passphrase of now (or reads --key-file), and for "
                "a new one twice. Nothing else changes, here or at the "
                "server."),
    .json = "lock",
    .options = options,
    .examples = "  zijlijn passphrase\n"
                "  zijlijn passphrase --key-file old.key --new-key-file "
                "new.key\n",
    .run = run,
};
