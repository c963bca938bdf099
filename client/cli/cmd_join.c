/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn join: from a code to a profile. Who invited, and the six words,
 * are shown before anything is made: the words are what tells a true
 * organisation from a false one. */
#include <stdio.h>
#include <string.h>

#include "ask.h"
#include "certificate.h"
#include "command.h"
#include "out.h"
#include "prompt.h"
#include "recovery.h"
#include "session.h"
#include "show.h"
#include "transport.h"
#include "vault_sqlite.h"

enum { ORIGIN_ROOM = ZL_ORIGIN_CHARS + 16 };

/* What the person agreed to; the second fetch must bring the same. */
struct agreed {
        char words[54];
        enum zl_role role;
        struct zl_sign_key lost[ZL_DEVICES_MAX]; /* with a code of one's own */
        size_t lost_count;
        char organisation[4 * ZL_NAME_CHARS + 1];
};

/* ---- The code ---- */

/* "server/" becomes "https://server". */
static int take_origin(
    struct cli *cli, const char *text, size_t size, char ret[ORIGIN_ROOM])
{
        const char *scheme = "";

        while (size > 0 && text[size - 1] == '/')
                size--;
        if (memchr(text, ':', size) == NULL || strstr(text, "://") == NULL)
                scheme = "https://";
        if (size == 0 || size + strlen(scheme) >= ORIGIN_ROOM)
                return out__fail_with(
                    cli, ZL_E_USAGE, _("That is not the name of a server."));
        memcpy(ret, scheme, strlen(scheme));
        memcpy(ret + strlen(scheme), text, size);
        ret[strlen(scheme) + size] = '\0';
        if (!transport__allowed(ret, args__get(&cli->args, "socket") != NULL))
                return out__fail_with(cli, ZL_E_USAGE,
                    _("\"%s\" is not the address of a server: it begins with "
                      "https://."),
                    ret);
        return EXIT_DONE;
}

static int ask_origin(struct cli *cli, char ret[ORIGIN_ROOM])
{
        const char *server = args__get(&cli->args, "server");
        struct zl_buf line = {0};
        int code = EXIT_DONE;

        if (server != NULL)
                return take_origin(cli, server, strlen(server), ret);
        if (!prompt__possible())
                return out__fail_with(cli, ZL_E_USAGE,
                    _("A code stands with the name of the server: add "
                      "--server ORIGIN."));
        zl_buf_init(&line, 4096);
        code = ask__line(cli, _("The server named with the code: "), &line);
        if (code == EXIT_DONE)
                code = take_origin(cli, (const char *)line.data,
                    strlen((const char *)line.data), ret);
        zl_buf_free(&line);
        return code;
}

/* A link is "origin/#code"; a code comes alone. */
static int read_code(
    struct cli *cli, struct zl_code *ret_code, char ret_origin[ORIGIN_ROOM])
{
        struct zl_secret *line = NULL;
        const char *text = NULL;
        const char *mark = NULL;
        int code = EXIT_DONE;
        int status = prompt__code(_("Code or link: "), &line);

        if (status == ZL_E_USAGE)
                return out__fail_with(cli, ZL_E_CODE, _("No code was given."));
        if (status != ZL_OK)
                return out__fail(cli, status);
        text = (const char *)zl_secret_view(line);
        text += strspn(text, " \t");
        mark = strchr(text, '#');
        if (mark != NULL)
                code =
                    take_origin(cli, text, (size_t)(mark - text), ret_origin);
        if (code == EXIT_DONE) {
                status =
                    zl_code_parse(mark != NULL ? mark + 1 : text, ret_code);
                if (status != ZL_OK)
                        code = out__fail(cli, status);
        }
        zl_secret_free(line);
        if (code == EXIT_DONE && mark == NULL)
                code = ask_origin(cli, ret_origin);
        return code;
}

/* ---- The invitation ---- */

static int bad_invitation(struct cli *cli, int status, const char *origin)
{
        switch (status) {
        case ZL_E_NOT_FOUND:
                return out__fail_with(cli, status,
                    _("%s does not know this code. Is it typed right, for "
                      "this server, and not older than 14 days? Ask for a new "
                      "one if so."),
                    origin);
        case ZL_E_NETWORK:
                return out__fail_with(cli, status,
                    _("There is no connection with %s%s%s. Nothing was done; "
                      "the code still works. Type the server as it was given, "
                      "with http:// or https:// before it."),
                    origin, transport__detail(cli->transport)[0] ? ": " : "",
                    transport__detail(cli->transport));
        case ZL_E_EXPIRED:
                return out__fail_with(cli, status,
                    _("The invitation is no longer valid. Ask for a new "
                      "one."));
        default:
                return session__fail(cli, status);
        }
}

static int bad_own_code(struct cli *cli, int status, const char *origin)
{
        switch (status) {
        case ZL_E_NOT_FOUND:
                return out__fail_with(cli, status,
                    _("%s does not know this code: it is of another server or "
                      "organisation. Nothing was done."),
                    origin);
        case ZL_E_REVOKED:
                return out__fail_with(cli, status,
                    _("This code does not count any more: it was used, "
                      "replaced or ended, or your membership has ended. "
                      "Nothing was done. With a device of yours 'zijlijn "
                      "device add' makes another code; else ring your "
                      "coordinator, and join as somebody new."));
        case ZL_E_EXPIRED:
                return out__fail_with(cli, status,
                    _("The dates of your membership are over. Nothing was "
                      "done, and the code still works once they are extended: "
                      "ring your coordinator."));
        default:
                return bad_invitation(cli, status, origin);
        }
}

static int fetch(struct cli *cli, const struct zl_code *code,
    const char *origin, struct zl_offer *ret_offer)
{
        int status = zl_core_join(cli->core, cli__now(), code, origin);

        if (status == ZL_OK)
                status = session__loop(cli);
        if (status == ZL_OK)
                status = zl_core_offer(cli->core, ret_offer);
        if (status == ZL_OK)
                return EXIT_DONE;
        return code->kind == ZL_CODE_INVITATION
            ? bad_invitation(cli, status, origin)
            : bad_own_code(cli, status, origin);
}

/* A core that keeps nothing: its vault's key is thrown away. */
static int start_looking(struct cli *cli)
{
        struct zl_secret *key = NULL;
        struct zl_vault *vault = NULL;
        struct zl_buf header = {0};
        int status = zl_secret_new(ZL_KEY_FILE_SIZE, &key);

        zl_buf_init(&header, 1024);
        if (status == ZL_OK) {
                zl_random(zl_secret_bytes(key), ZL_KEY_FILE_SIZE);
                status =
                    zl_vault_new(ZL_LOCK_KEY_FILE, key, 0, 0, &header, &vault);
        }
        zl_secret_free(key);
        zl_buf_free(&header);
        if (status == ZL_OK)
                status = zl_core_new(vault, &cli->core);
        if (status == ZL_OK)
                status = zl_core_loaded(cli->core);
        if (status == ZL_OK)
                status =
                    certificate__connect(cli, args__get(&cli->args, "socket"));
        return status == ZL_OK ? EXIT_DONE : out__fail(cli, status);
}

static void show_offer(struct cli *cli, const struct zl_offer *offer)
{
        out__say(cli,
            _("Organisation: %s\nServer:       %s\nFor:          %s, as %s\n"),
            offer->organisation, offer->origin, offer->name, offer->role_name);
        if (offer->club != NULL)
                out__say(cli, _("Club:         %s\n"), offer->club);
        if (offer->team != NULL)
                out__say(cli, _("Team:         %s\n"), offer->team);
        out__say(cli,
            _("Invited by:   %s\n\nWords:        %s\n\n"
              "The organisation publishes these six words, and who invited "
              "you has them too.\n"),
            offer->invited_by, offer->words);
}

/* A code of one's own: no names stand in what the server showed. */
static void show_own(struct cli *cli, const struct zl_offer *offer)
{
        out__say(cli,
            _("Organisation: %s\nServer:       %s\nYou are:      %s\nWords:   "
              "     %s\n\nThe organisation publishes these six words.\n"),
            offer->organisation, offer->origin, offer->role_name, offer->words);
}

static const char *device_text(const struct zl_device_view *device)
{
        if (device->invited && device->made_code)
                return _("your first device, where this code was made");
        if (device->made_code)
                return _("the device where this code was made");
        if (device->invited)
                return _("your first device");
        return _("another device, or a code on paper");
}

/* Other devices go on to count, unless they are lost.  The one that made a
 * code for this device is at hand. */
static void ask_lost(
    struct cli *cli, const struct zl_code *code, struct agreed *agreed)
{
        bool all = args__get(&cli->args, "lost") != NULL;
        struct zl_device_view devices[ZL_DEVICES_MAX];
        size_t count = zl_core_devices(cli->core, cli__now(), devices);

        for (size_t i = 0; i < count; i++) {
                bool at_hand =
                    devices[i].made_code && code->kind == ZL_CODE_DEVICE;
                char since[SHOW_TIME];

                if (devices[i].what == ZL_DEVICE_USED)
                        continue;
                show__time(devices[i].since, since);
                out__say(cli, _("You also have: %s, since %s.\n"),
                    device_text(&devices[i]), since);
                if (all ||
                    (!at_hand && !cli->yes && prompt__possible() &&
                        prompt__yes(_(
                            "Is it lost? Then it is ended for good, "
                            "and what only it has is gone. [y/N] ")) == ZL_OK))
                        agreed->lost[agreed->lost_count++] = devices[i].key;
        }
}

static int confirm_words(struct cli *cli)
{
        const char *question = _("Are these the words you were given? [y/N] ");
        int status = ZL_E_POLICY;

        if (cli->yes || !prompt__possible())
                return ask__confirm(cli, "%s", question);
        status = prompt__yes(question);
        if (status == ZL_OK)
                return EXIT_DONE;
        return out__fail_with(cli, ZL_E_STATE,
            _("Do not join. Ring who invited you. The code still works."));
}

static int look(struct cli *cli, const struct zl_code *code, const char *origin,
    struct agreed *agreed)
{
        struct zl_offer offer = {0};
        int result = start_looking(cli);

        if (result == EXIT_DONE)
                result = fetch(cli, code, origin, &offer);
        if (result == EXIT_DONE) {
                if (code->kind == ZL_CODE_INVITATION)
                        show_offer(cli, &offer);
                else
                        show_own(cli, &offer);
                memcpy(agreed->words, offer.words, sizeof(agreed->words));
                agreed->role = offer.role;
                (void)snprintf(agreed->organisation,
                    sizeof(agreed->organisation), "%s", offer.organisation);
                result = confirm_words(cli);
        }
        if (result == EXIT_DONE && code->kind != ZL_CODE_INVITATION)
                ask_lost(cli, code, agreed);
        session__close(cli);
        return result;
}

/* Was our device refused, because its code is void by now? */
static bool is_void(const struct cli *cli)
{
        for (size_t i = 0; i < cli->message_count; i++) {
                const struct zl_message *message = &cli->messages[i];

                if (message->id == ZL_MSG_REFUSED &&
                    strcmp(message->args[0], "device") == 0)
                        return true;
        }
        return false;
}

/* Nothing was joined, so a new code can be tried in the same profile. */
static int refuse_void(struct cli *cli)
{
        int status = vault_file__erase(cli->file);

        cli->message_shown = cli->message_count;
        if (status != ZL_OK)
                return out__fail(cli, status);
        return out__fail_with(cli, ZL_E_EXPIRED,
            _("This code is void: it was withdrawn, a newer one was made, or "
              "its time is over. You have not joined. Ask who invited you for "
              "a new one."));
}

/* Nobody has joined before the server has the device: until then it is not
 * known whether the code was used by somebody else. */
static int deliver(struct cli *cli)
{
        bool twice = false;
        int status = ZL_OK;
        int code = EXIT_DONE;

        cli->message_hold = true;
        status = session__sync(cli);
        for (size_t i = 0; i < cli->message_count; i++)
                twice = twice || cli->messages[i].id == ZL_MSG_INVITATION_TWICE;
        if (!twice && is_void(cli))
                return refuse_void(cli);
        code = session__told(cli, status);
        if (twice) {
                cli->message_shown = cli->message_count;
                out__say(cli,
                    _("Somebody used this code before. Nothing can be sent "
                      "from here until you have a new invitation. Ring who "
                      "invited you.\n"));
        }
        status = out__messages_held(
            cli, code == EXIT_DONE ? ZL_MSG_NONE : ZL_MSG_JOINED);
        if (status != ZL_OK)
                return out__fail(cli, status);
        if (code == EXIT_LATER && !twice)
                out__say(cli,
                    _("The profile is made. You have joined as soon as "
                      "'zijlijn sync' reaches the server.\n"));
        return code;
}

static int join(struct cli *cli, const struct zl_code *code, const char *origin,
    const struct agreed *agreed)
{
        struct zl_offer offer = {0};
        int status = ZL_OK;
        int result = session__begin(cli, args__get(&cli->args, "socket"));

        if (result != EXIT_DONE)
                return result;
        /* Nothing is stored before it is the same that was agreed to. */
        vault_file__hold(cli->file, true);
        result = fetch(cli, code, origin, &offer);
        if (result != EXIT_DONE)
                return result;
        if (strcmp(offer.words, agreed->words) != 0 ||
            offer.role != agreed->role)
                return out__fail_with(cli, ZL_E_SERVER,
                    _("The server gave another invitation the second time. "
                      "Nothing was done; ring who invited you."));
        for (size_t i = 0; i < agreed->lost_count; i++)
                (void)!zl_core_lost(cli->core, &agreed->lost[i]);
        status = zl_core_join_accept(cli->core, cli__now());
        if (status == ZL_E_TOO_LARGE)
                return out__fail_with(cli, status,
                    _("You have six devices already, and this would be the "
                      "seventh. Nothing was done: say which are lost (--lost), "
                      "or end one on another device: 'zijlijn device "
                      "revoke'."));
        if (status != ZL_OK)
                return out__fail(cli, status);
        vault_file__hold(cli->file, false);
        zl_json_put_text(cli->json, "organisation", agreed->organisation);
        zl_json_put_text(cli->json, "words", agreed->words);
        zl_json_put_text(cli->json, "role", zl_role_str(agreed->role));
        status = session__save(cli);
        if (status != ZL_OK)
                return out__fail(cli, status);
        result = deliver(cli);
        if (result != EXIT_DONE || code->kind == ZL_CODE_DEVICE)
                return result;
        if (code->kind == ZL_CODE_RECOVERY)
                out__say(cli,
                    _("Everything that was sealed to your code is here. The "
                      "code does not count any more.\n"));
        return recovery__offer(cli);
}

static int run(struct cli *cli)
{
        struct zl_code code = {0};
        struct agreed agreed = {.role = ZL_ROLE_NONE};
        char origin[ORIGIN_ROOM];
        int result = session__absent(cli);

        if (result == EXIT_DONE)
                result = read_code(cli, &code, origin);
        if (result == EXIT_DONE)
                result = look(cli, &code, origin, &agreed);
        if (result == EXIT_DONE)
                result = join(cli, &code, origin, &agreed);
        if (result == EXIT_DONE)
                out__say(cli, "%s", show__next(agreed.role));
        zl_code_free(&code);
        return result;
}

static const struct option_spec options[] = {
    {"lost", NULL, false,
        N_("with a code of your own: all your other devices are lost, end "
           "them")},
    {"server", N_("ORIGIN"), false,
        N_("the server that was named with a typed code")},
    {"socket", N_("PATH"), false,
        N_("reach the server by this Unix socket, now and later")},
    {"ca", N_("FILE"), false,
        N_("trust the certificate authority in FILE only, now and later")},
    {NULL, NULL, false, NULL},
};

const struct command cmd__join = {
    .name = "join",
    .operands = "",
    .line = N_("Join with the code or link you were given"),
    .about = N_("Asks for the code (or reads one line, when it is no "
                "terminal), shows who invites you and six words to compare, "
                "and asks for a new passphrase. A code works once. It may be "
                "an invitation, your recovery code, or one that 'zijlijn "
                "device add' printed on another device of yours."),
    .json = "organisation, words, role",
    .options = options,
    .examples = "  zijlijn join --server https://zijlijn.example.nl\n"
                "  zijlijn join --key-file trial.key --yes < link.txt\n",
    .run = run,
};

const struct command cmd__recover = {
    .name = "recover",
    .operands = "",
    .line = N_("Have everything back on a new computer, with the recovery "
               "code"),
    .about =
        N_("The same as 'zijlijn join' with the code on your paper and the "
           "name of the server: shows six words to compare and your other "
           "devices, and asks which of them are lost. What was sealed to you "
           "is here again afterwards; then a new recovery code is needed. If "
           "it is interrupted, 'zijlijn sync' goes on."),
    .json = "organisation, words, role",
    .options = options,
    .examples = "  zijlijn recover --server https://zijlijn.example.nl\n",
    .run = run,
};
