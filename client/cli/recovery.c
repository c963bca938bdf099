/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to recovery codes: the device that sleeps on paper. What is not
 * typed back was perhaps not written down, and is not stated. */
#include "recovery.h"

#include <string.h>

#include "crypto.h"
#include "files.h"
#include "out.h"
#include "own_code.h"
#include "prompt.h"
#include "session.h"

bool recovery__is_there(struct cli *cli)
{
        struct zl_device_view devices[ZL_DEVICES_MAX];
        size_t count = zl_core_devices(cli->core, cli__now(), devices);

        for (size_t i = 0; i < count; i++) {
                if (devices[i].what == ZL_DEVICE_RECOVERY)
                        return true;
        }
        return false;
}

int recovery__refused(struct cli *cli, int status)
{
        switch (status) {
        case ZL_E_POLICY:
                return out__fail_with(cli, status,
                    _("A contact has no code of its own. Who loses the device "
                      "rings the supporter, and is invited anew."));
        case ZL_E_TOO_LARGE:
                return out__fail_with(cli, status,
                    _("You have as many devices as there can be: six, codes "
                      "counted, and one place stays free. 'zijlijn devices' "
                      "shows them, 'zijlijn device revoke' ends one."));
        default:
                return out__fail(cli, status);
        }
}

int recovery__none_made(struct cli *cli, int status)
{
        if (status == ZL_E_NETWORK || status == ZL_E_BUSY)
                return out__fail_with(cli, status,
                    _("No code was made: the server cannot be reached now. "
                      "Try again when there is a connection."));
        out__say(cli, _("No code was made.\n"));
        return session__fail(cli, status);
}

int recovery__connect(struct cli *cli)
{
        int status = session__sync(cli);

        return status == ZL_OK ? EXIT_DONE : recovery__none_made(cli, status);
}

static void explain(struct cli *cli)
{
        out__say(cli,
            _("Recovery code. Write it down, keep it at home.\n\nWith this "
              "code and the name of the server you have everything back when "
              "your devices are lost. Whoever has the code can read what you "
              "can read. Without the code and without a device of yours it is "
              "lost for good: nobody can open it, and you are invited as "
              "somebody new.\n\n"));
}

static int write_file(struct cli *cli, const char *path, const char *text)
{
        struct zl_buf line;
        int status = ZL_OK;

        zl_buf_init(&line, 2 * ZL_CODE_TEXT);
        zl_put_text(&line, text);
        zl_put_text(&line, "\n");
        status = line.status;
        if (status == ZL_OK)
                status = files__write_new(path, zl_buf_bytes(&line));
        zl_buf_free(&line);
        if (status != ZL_OK)
                return out__fail_file(cli, path, status);
        zl_json_put_text(cli->json, "file", path);
        return EXIT_DONE;
}

/* Is this what was shown? */
static bool is_same(const struct zl_code *code, const struct zl_secret *line)
{
        struct zl_code typed = {.bits = NULL};
        bool same = false;

        if (zl_code_parse((const char *)zl_secret_view(line), &typed) != ZL_OK)
                return false;
        same = typed.kind == code->kind &&
            zl_equal_secret(zl_secret_view(typed.bits),
                zl_secret_view(code->bits), ZL_CODE_LINK_BYTES);
        zl_code_free(&typed);
        return same;
}

static int type_back(struct cli *cli, const struct zl_code *code)
{
        for (;;) {
                struct zl_secret *line = NULL;
                bool same = false;
                bool empty = false;
                int status =
                    prompt__code(_("Type the code from your paper: "), &line);

                if (status == ZL_OK) {
                        same = is_same(code, line);
                        empty = zl_secret_view(line)[0] == '\0';
                }
                zl_secret_free(line);
                if (same)
                        return EXIT_DONE;
                if (status != ZL_OK || empty)
                        return out__fail_with(cli, ZL_E_STATE,
                            _("The code on your paper is worth nothing: it was "
                              "not kept. 'zijlijn recovery new' makes another "
                              "one."));
                prompt__say(
                    _("That is not the code. Look at your paper, and try "
                      "again; nothing typed stops.\n"));
        }
}

/* To the paper, the file, or the script. */
static int hand_out(struct cli *cli, const struct zl_code *code)
{
        const char *path = args__get(&cli->args, "file");
        char text[ZL_CODE_TEXT];
        struct zl_self self;
        int result = EXIT_DONE;

        zl_core_self(cli->core, &self);
        zl_code_text(code, text);
        if (path != NULL) {
                result = write_file(cli, path, text);
        } else if (cli->json != NULL) {
                zl_json_put_text(cli->json, "recovery_code", text);
        } else if (!prompt__possible()) {
                result = out__fail_with(cli, ZL_E_USAGE,
                    _("A recovery code is shown at a terminal, and this is "
                      "none. Scripts use --file FILE or --json."));
        } else {
                explain(cli);
                out__say(
                    cli, _("    %s\n    server: %s\n\n"), text, self.origin);
                result = type_back(cli, code);
        }
        zl_wipe(text, sizeof(text));
        return result;
}

int recovery__make(struct cli *cli)
{
        struct zl_code code = {.bits = NULL};
        bool replaces = recovery__is_there(cli);
        int result = EXIT_DONE;
        int status =
            zl_core_may_add_code(cli->core, cli__now(), ZL_CODE_RECOVERY);

        if (status != ZL_OK)
                return recovery__refused(cli, status);
        status = zl_own_code_new(ZL_CODE_RECOVERY, &code);
        if (status != ZL_OK)
                return out__fail(cli, status);
        result = hand_out(cli, &code);
        if (result == EXIT_DONE) {
                status = zl_core_add_code(cli->core, cli__now(), &code);
                if (status != ZL_OK)
                        result = recovery__refused(cli, status);
        }
        zl_code_free(&code);
        if (result != EXIT_DONE)
                return result;
        result = session__deliver(cli);
        if (result == EXIT_LATER)
                out__say(cli,
                    _("The code that was just made counts once the server has "
                      "been reached. If you have an older one, keep it until "
                      "then.\n"));
        if (result == EXIT_DONE)
                out__say(cli, "%s",
                    replaces
                        ? _("The recovery code counts now. One that was made "
                            "here before does not any more.\n")
                        : _("The recovery code counts now.\n"));
        return result;
}

int recovery__offer(struct cli *cli)
{
        struct zl_self self;

        zl_core_self(cli->core, &self);
        if (self.role == ZL_ROLE_CONTACT) {
                out__say(cli,
                    _("If you lose this device, ring your supporter: you are "
                      "invited anew. What you read here is then gone, until "
                      "the professional has rung you.\n"));
                return EXIT_DONE;
        }
        if (!cli->yes && cli->json == NULL && prompt__possible() &&
            prompt__yes(_("Make a recovery code now? You need pen and paper. "
                          "[y/N] ")) == ZL_OK)
                return recovery__make(cli);
        out__say(cli,
            _("There is no recovery code yet. If every device of yours is "
              "lost, what was sealed to you is lost for good: make one with "
              "'zijlijn recovery new'.\n"));
        return EXIT_DONE;
}
