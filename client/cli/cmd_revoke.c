/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn revoke: end a membership, or a device that was lost. */
#include "alarm.h"
#include "ask.h"
#include "command.h"
#include "inviting.h"
#include "out.h"
#include "resolve.h"
#include "revoking.h"
#include "session.h"
#include "show.h"

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

/* What it means for the clubs when a contact goes. */
static void show_clubs_left(
    struct cli *cli, const struct zl_id *member, const char *name)
{
        const struct zl_member *is =
            zl_directory_member(zl_core_directory(cli->core), member);

        if (is->role != ZL_ROLE_CONTACT || is->ended != ZL_POSITION_END ||
            args__get(&cli->args, "device") != NULL)
                return;
        inviting__vacant(cli, member, is->scope, is->scope_count);
        if (is->scope_count > 1)
                out__say(cli,
                    _("Only one of the clubs? 'zijlijn appoint \"%s\" "
                      "--drop-club CLUB' leaves the others.\n"),
                    name);
}

static int confirm(struct cli *cli, const struct zl_id *member)
{
        char name[SHOW_NAME];

        show__name(cli, member, name);
        show_clubs_left(cli, member, name);
        out__say(cli,
            args__get(&cli->args, "device") != NULL
                ? _("That device of %s never counts again, and erases itself "
                    "when it next reaches the server. What only it could open "
                    "is lost for good.\n")
                : _("The devices of %s erase themselves when they next reach "
                    "the server. What only this person could open is lost for "
                    "good; what was sent stays with those it was for.\n"),
            name);
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
        int code = revoking__reason(cli, &revocation);

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
                code = revoking__since(cli, &revocation);
        if (code == EXIT_DONE)
                code = revoking__preview(cli, &revocation);
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
           "go to others, or which have no contact then. A contact of "
           "several clubs leaves all of them by this, in one act; for one of "
           "them there is 'zijlijn appoint NAME --drop-club CLUB'."),
    .json = "members, clubs, voids, nobody (clubs that have nobody then), "
            "vacant (clubs without a contact then), member",
    .options = options,
    .examples = "  zijlijn revoke Henk --left\n"
                "  zijlijn revoke Samira --compromised --since 2026-11-20\n",
    .run = run,
};
