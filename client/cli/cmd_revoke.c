/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn revoke: end a membership, or a device that was lost. */
#include "alarm.h"
#include "ask.h"
#include "command.h"
#include "out.h"
#include "resolve.h"
#include "session.h"
#include "show.h"

/* A day begins at midnight here: rather too much is void than too little. */
static int read_since(struct cli *cli, struct zl_revocation *revocation)
{
        const char *since = args__get(&cli->args, "since");
        const char *position = args__get(&cli->args, "since-position");
        unsigned long long number = 0;
        struct zl_time time;
        int code = EXIT_DONE;

        if ((since != NULL) == (position != NULL))
                return out__fail_with(cli, ZL_E_USAGE,
                    _("Say since when somebody else had the keys: --since "
                      "DATE, or --since-position N."));
        if (position != NULL) {
                if (!args__number(position, UINT64_MAX - 1, &number))
                        return out__fail_with(cli, ZL_E_USAGE,
                            _("\"%s\" is not a position in the log, which is "
                              "a number. 'zijlijn people --json' tells the "
                              "position of each device."),
                            position);
                revocation->since = number;
                return EXIT_DONE;
        }
        code = resolve__midnight(cli, since, &time);
        if (code == EXIT_DONE)
                revocation->since = zl_core_position_at(cli->core, time);
        return code;
}

static int check_reason(struct cli *cli, struct zl_revocation *revocation)
{
        bool left = args__get(&cli->args, "left") != NULL;

        revocation->compromised = args__get(&cli->args, "compromised") != NULL;
        if (left != revocation->compromised)
                return EXIT_DONE;
        return out__fail_with(cli, ZL_E_USAGE,
            _("Say why: --left, or --compromised --since DATE."));
}

static int find_subject(struct cli *cli, const struct zl_id *member,
    struct zl_revocation *revocation)
{
        const struct zl_directory *directory = zl_core_directory(cli->core);
        const char *text = args__get(&cli->args, "device");
        const struct zl_device_entry *device = NULL;
        struct zl_sign_key key;

        if (text == NULL) {
                revocation->subject =
                    zl_directory_member(directory, member)->appointment;
                return EXIT_DONE;
        }
        if (zl_hex_parse(text, key.bytes, sizeof(key.bytes)) == ZL_OK)
                device = zl_directory_device(directory, &key);
        if (device == NULL || !zl_id_equal(&device->member, member))
                return out__fail_with(cli, ZL_E_NOT_FOUND,
                    _("That person has no such device. 'zijlijn people "
                      "--json' lists the keys."));
        revocation->subject = device->statement;
        return EXIT_DONE;
}

static void show_members(struct cli *cli, const struct zl_preview *preview)
{
        if (preview->member_count > 0)
                out__say(cli, _("No longer in force:\n"));
        zl_json_open_array(cli->json, "members");
        for (size_t i = 0; i < preview->member_count; i++) {
                char name[SHOW_NAME];

                show__name(cli, &preview->members[i], name);
                out__say(cli, "  %s\n", name);
                zl_json_put_text(cli->json, NULL, name);
        }
        zl_json_close(cli->json);
}

static void show_clubs(struct cli *cli, const struct zl_preview *preview)
{
        const struct zl_directory *directory = zl_core_directory(cli->core);

        if (preview->club_count > 0)
                out__say(cli,
                    _("Clubs whose notes go to others then, or to nobody:\n"));
        zl_json_open_array(cli->json, "clubs");
        for (size_t i = 0; i < preview->club_count; i++) {
                const struct zl_club_entry *entry =
                    zl_directory_club(directory, &preview->clubs[i]);

                if (entry == NULL)
                        continue;
                out__say(cli, "  %s\n", entry->club.name);
                zl_json_put_text(cli->json, NULL, entry->club.name);
        }
        zl_json_close(cli->json);
}

/* What it does is shown before it is done: nobody undoes it. */
static int show_preview(struct cli *cli, const struct zl_revocation *revocation)
{
        struct zl_preview preview = {.void_count = 0};
        int status =
            zl_core_preview(cli->core, cli__now(), revocation, &preview);
        int code = EXIT_DONE;

        if (status != ZL_OK)
                return out__fail(cli, status);
        show_members(cli, &preview);
        show_clubs(cli, &preview);
        if (preview.void_count > 0)
                out__say(cli,
                    P_("%zu statement becomes void.\n",
                        "%zu statements become void.\n", preview.void_count),
                    preview.void_count);
        zl_json_put_u64(cli->json, "voids", preview.void_count);
        code = alarm__allow(cli, preview.nobody, preview.nobody_count);
        zl_preview_free(&preview);
        return code;
}

static int confirm(struct cli *cli, const struct zl_id *member)
{
        char name[SHOW_NAME];

        show__name(cli, member, name);
        return ask__confirm(cli,
            args__get(&cli->args, "device") != NULL
                ? _("End this device of %s for good? [y/N] ")
                : _("End the membership of %s? [y/N] "),
            name);
}

static int run(struct cli *cli)
{
        struct zl_revocation revocation = {0};
        struct zl_id member;
        int status = ZL_OK;
        int code = check_reason(cli, &revocation);

        if (code == EXIT_DONE)
                code = session__open_joined(cli);
        if (code == EXIT_DONE)
                code = session__refresh(cli);
        if (code == EXIT_DONE)
                code = resolve__member(
                    cli, cli->args.operands[0], ZL_ROLE_NONE, &member);
        if (code == EXIT_DONE)
                code = find_subject(cli, &member, &revocation);
        if (code == EXIT_DONE && revocation.compromised)
                code = read_since(cli, &revocation);
        if (code == EXIT_DONE)
                code = show_preview(cli, &revocation);
        if (code == EXIT_DONE)
                code = confirm(cli, &member);
        if (code != EXIT_DONE)
                return code;
        status = zl_core_revoke(cli->core, cli__now(), &revocation);
        if (status != ZL_OK)
                return out__fail(cli, status);
        out__say(cli,
            revocation.compromised
                ? _("Revoked. What was signed from there on is void.\n")
                : _("Revoked. What was written before stands.\n"));
        zl_json_put_hex(cli->json, "member", member.bytes, ZL_ID_SIZE);
        return session__deliver(cli);
}

static const struct option_spec options[] = {
    {"left", NULL, false, N_("the person has left; what was written stands")},
    {"compromised", NULL, false,
        N_("somebody else had the keys; what was signed since then is void")},
    {"since", N_("DATE"), false, N_("with --compromised: from that day on")},
    {"since-position", N_("N"), false,
        N_("with --compromised: from this position in the log on")},
    {"device", N_("KEY"), false,
        N_("only this device, by its key in hexadecimal")},
    ALARM_OPTION,
    {NULL, NULL, false, NULL},
};

const struct command cmd__revoke = {
    .name = "revoke",
    .operands = N_("NAME"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("End a membership, or a device that was lost"),
    .about =
        N_("By whoever may appoint that person, or by the person. What it does "
           "is shown first: who is no longer in force, and which clubs' notes "
           "go to others."),
    .json = "members, clubs, voids, nobody (clubs that have nobody then), "
            "member",
    .options = options,
    .examples = "  zijlijn revoke Henk --left\n"
                "  zijlijn revoke Samira --compromised --since 2026-11-20\n",
    .run = run,
};
