/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn devices: which computers and codes can act in one's name, one more
 * of them, and one less. */
#include <string.h>

#include "alarm.h"
#include "ask.h"
#include "command.h"
#include "out.h"
#include "own_code.h"
#include "recovery.h"
#include "revoking.h"
#include "session.h"
#include "show.h"

static const char *const words[] = {
    [ZL_DEVICE_OTHER] = "other",
    [ZL_DEVICE_HERE] = "here",
    [ZL_DEVICE_RECOVERY] = "recovery-code",
    [ZL_DEVICE_CODE] = "device-code",
    [ZL_DEVICE_USED] = "used-code",
};

static const char *name_of(enum zl_device_what what)
{
        switch (what) {
        case ZL_DEVICE_HERE:
                return _("this device");
        case ZL_DEVICE_RECOVERY:
                return _("recovery code");
        case ZL_DEVICE_CODE:
                return _("code for a new device");
        case ZL_DEVICE_USED:
                return _("used code, ends by itself");
        case ZL_DEVICE_OTHER:
                break;
        }
        return _("another device, or a code made there");
}

static void show_device(
    struct cli *cli, size_t number, const struct zl_device_view *device)
{
        char key[ZL_HASH_TEXT];
        char since[SHOW_TIME];

        zl_hex_of(device->key.bytes, ZL_SIGN_KEY_SIZE, key);
        show__time(device->since, since);
        out__say(cli, _("%zu  %s\n   since %s, key %.16s%s\n"), number,
            name_of(device->what), since, key,
            device->queued ? _(" (not at the server yet)") : "");
        zl_json_open_object(cli->json, NULL);
        zl_json_put_u64(cli->json, "number", number);
        zl_json_put_text(cli->json, "what", words[device->what]);
        zl_json_put_text(cli->json, "key", key);
        zl_json_put_time(cli->json, "since", device->since);
        zl_json_put_bool(cli->json, "queued", device->queued);
        zl_json_close(cli->json);
}

static int run(struct cli *cli)
{
        struct zl_device_view devices[ZL_DEVICES_MAX];
        size_t count = 0;
        int code = session__open_joined(cli);

        if (code == EXIT_DONE)
                code = session__refresh(cli);
        if (code != EXIT_DONE)
                return code;
        count = zl_core_devices(cli->core, cli__now(), devices);
        zl_json_open_array(cli->json, "devices");
        for (size_t i = 0; i < count; i++)
                show_device(cli, i + 1, &devices[i]);
        zl_json_close(cli->json);
        if (count == 0)
                out__say(cli, _("You have no device that counts.\n"));
        return EXIT_DONE;
}

const struct command cmd__devices = {
    .name = "devices",
    .operands = "",
    .line = N_("List your own devices and codes"),
    .about = N_("Every one of them can act in your name and read what you can "
                "read. One that you do not know: ring your coordinator, and "
                "end it with 'zijlijn device revoke'."),
    .json = "devices (number, what, key, since, queued)",
    .examples = "  zijlijn devices\n",
    .run = run,
};

/* ---- One more ---- */

static int show_code(struct cli *cli, const struct zl_code *code)
{
        char text[ZL_CODE_TEXT];
        struct zl_self self;

        zl_core_self(cli->core, &self);
        zl_code_text(code, text);
        out__say(cli,
            _("On the new device: zijlijn join --server %s\n\n    "
              "%s\n\nThe code works once, and for a day. Whoever has "
              "it reads what you can read: give it to nobody.\n"),
            self.origin, text);
        zl_json_put_text(cli->json, "code", text);
        zl_json_put_text(cli->json, "server", self.origin);
        zl_wipe(text, sizeof(text));
        return EXIT_DONE;
}

/* It is not shown, so it must not count either.  A device that was ended
 * states nothing any more, and keeps nothing. */
static int take_back(struct cli *cli, const struct zl_code *code, int reason)
{
        int status = ZL_OK;

        if (reason == ZL_E_REVOKED)
                return recovery__none_made(cli, reason);
        status = zl_core_withdraw_code(cli->core, cli__now(), code);
        if (status == ZL_OK)
                status = session__save(cli);
        return status == ZL_OK ? recovery__none_made(cli, reason)
                               : out__fail(cli, status);
}

static int run_add(struct cli *cli)
{
        struct zl_code code = {.bits = NULL};
        int status = ZL_OK;
        int result = session__open_joined(cli);

        if (result == EXIT_DONE)
                result = recovery__connect(cli);
        if (result != EXIT_DONE)
                return result;
        status = zl_core_may_add_code(cli->core, cli__now(), ZL_CODE_DEVICE);
        if (status == ZL_OK)
                status = zl_own_code_new(ZL_CODE_DEVICE, &code);
        if (status == ZL_OK)
                status = zl_core_add_code(cli->core, cli__now(), &code);
        if (status != ZL_OK) {
                zl_code_free(&code);
                return recovery__refused(cli, status);
        }
        status = session__sync(cli);
        result = status == ZL_OK ? show_code(cli, &code)
                                 : take_back(cli, &code, status);
        zl_code_free(&code);
        return result;
}

const struct command cmd__device_add = {
    .name = "device",
    .verb = "add",
    .operands = "",
    .line = N_("Print a code that adds another device of yours"),
    .about = N_("Type it on the new device within a day: 'zijlijn join'. There "
                "can be six devices, codes counted, and one place stays free. "
                "Not for contacts."),
    .json = "code, server",
    .examples = "  zijlijn device add\n",
    .run = run_add,
};

/* ---- One less ---- */

static const struct zl_device_view *find(
    const struct zl_device_view *devices, size_t count, const char *text)
{
        const struct zl_device_view *found = NULL;
        unsigned long long number = 0;
        char key[ZL_HASH_TEXT];

        if (args__number(text, count, &number) && number > 0)
                return &devices[number - 1];
        for (size_t i = 0; i < count && strlen(text) >= 8; i++) {
                zl_hex_of(devices[i].key.bytes, ZL_SIGN_KEY_SIZE, key);
                if (strncmp(key, text, strlen(text)) != 0)
                        continue;
                if (found != NULL)
                        return NULL;
                found = &devices[i];
        }
        return found;
}

/* What cannot be brought back is said before it is done. */
static int confirm(
    struct cli *cli, const struct zl_device_view *device, size_t count)
{
        if (count == 1)
                out__say(cli,
                    _("It is the only one you have. What was sealed to you is "
                      "lost for good then: nobody can open it.\n"));
        if (device->what == ZL_DEVICE_HERE)
                out__say(cli,
                    _("It is the device you are working on: what is kept here "
                      "is erased.\n"));
        if (device->what == ZL_DEVICE_RECOVERY)
                out__say(
                    cli, _("The code on your paper is worth nothing then.\n"));
        if (device->what == ZL_DEVICE_OTHER)
                out__say(cli,
                    _("What only that device has, such as a note that it did "
                      "not send yet, is lost for good.\n"));
        return ask__confirm(
            cli, _("End it for good: %s? [y/N] "), name_of(device->what));
}

static int revoke(struct cli *cli, const struct zl_device_view *device,
    size_t count, struct zl_revocation *revocation)
{
        uint64_t position = 0;
        int status = ZL_OK;
        int code = EXIT_DONE;

        revocation->subject = device->statement;
        if (device->queued)
                return out__fail_with(cli, ZL_E_STATE,
                    _("It has not reached the server yet. 'zijlijn sync' "
                      "first."));
        if (revocation->compromised)
                code = revoking__since(cli, revocation);
        if (code == EXIT_DONE && revocation->compromised)
                code = revoking__preview(cli, revocation);
        if (code == EXIT_DONE)
                code = confirm(cli, device, count);
        if (code == EXIT_DONE)
                code = alarm__before(cli, &position);
        if (code != EXIT_DONE)
                return code;
        status = zl_core_revoke(cli->core, cli__now(), revocation);
        if (status != ZL_OK)
                return out__fail(cli, status);
        if (!revocation->compromised)
                code = alarm__allow_said(cli, position);
        if (code != EXIT_DONE)
                return code;
        zl_json_put_hex(cli->json, "key", device->key.bytes, ZL_SIGN_KEY_SIZE);
        /* That this one is refused from now on is what was asked for. */
        cli->message_hold = device->what == ZL_DEVICE_HERE;
        status = session__sync(cli);
        if (cli->message_hold && out__messages_held(cli, ZL_MSG_ENDED) != ZL_OK)
                return out__fail(cli, ZL_E_MEMORY);
        if (status == ZL_E_NETWORK || status == ZL_E_BUSY) {
                out__say(cli, "%s\n", text__status(status));
                return EXIT_LATER;
        }
        if (status != ZL_OK &&
            (status != ZL_E_REVOKED || device->what != ZL_DEVICE_HERE))
                return session__fail(cli, status);
        out__say(cli, _("It has ended.\n"));
        return EXIT_DONE;
}

static int run_revoke(struct cli *cli)
{
        struct zl_device_view devices[ZL_DEVICES_MAX];
        const struct zl_device_view *device = NULL;
        struct zl_revocation revocation = {.compromised = false};
        size_t count = 0;
        int code = EXIT_DONE;

        if (args__get(&cli->args, "compromised") != NULL)
                code = revoking__reason(cli, &revocation);
        if (code == EXIT_DONE)
                code = session__open_joined(cli);
        if (code == EXIT_DONE)
                code = session__refresh(cli);
        if (code != EXIT_DONE)
                return code;
        count = zl_core_devices(cli->core, cli__now(), devices);
        device = find(devices, count, cli->args.operands[0]);
        if (device == NULL)
                return out__fail_with(cli, ZL_E_NOT_FOUND,
                    _("You have no such device. 'zijlijn devices' shows the "
                      "numbers and keys."));
        return revoke(cli, device, count, &revocation);
}

static const struct option_spec revoke_options[] = {
    {"compromised", NULL, false,
        N_("somebody else had the keys; what was signed since then is void")},
    {"since", N_("DATE"), false, N_("with --compromised: from that day on")},
    {"since-position", N_("N"), false,
        N_("with --compromised: from this position in the log on")},
    ALARM_OPTION,
    {NULL, NULL, false, NULL},
};

const struct command cmd__device_revoke = {
    .name = "device",
    .verb = "revoke",
    .operands = N_("KEY|NUMBER"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("End a device or code of your own"),
    .about = N_("By its number in 'zijlijn devices', or the beginning of its "
                "key. What it wrote before stands, unless somebody else had "
                "it: --compromised. An ended device never counts again, and "
                "erases itself when it next reaches the server."),
    .json = "key",
    .options = revoke_options,
    .examples = "  zijlijn device revoke 2\n"
                "  zijlijn device revoke 2 --compromised --since 2026-11-20\n",
    .run = run_revoke,
};
