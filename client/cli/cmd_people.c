/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn people: who is who, since when, and whether all is well. */
#include "calendar.h"
#include "command.h"
#include "csv_write.h"
#include "out.h"
#include "session.h"
#include "show.h"

/* What the devices of a member tell. */
struct devices {
        size_t count;
        bool twice;
};

static struct devices devices_of(struct cli *cli,
    const struct zl_directory *directory, const struct zl_member *member)
{
        struct devices devices = {0};

        zl_json_open_array(cli->json, "devices");
        for (size_t i = 0; i < zl_directory_device_count(directory); i++) {
                const struct zl_device_entry *entry =
                    zl_directory_device_at(directory, i);

                if (!zl_id_equal(&entry->member, &member->id))
                        continue;
                devices.count++;
                devices.twice = devices.twice || entry->voided;
                zl_json_open_object(cli->json, NULL);
                zl_json_put_hex(
                    cli->json, "key", entry->key.bytes, ZL_SIGN_KEY_SIZE);
                zl_json_put_u64(cli->json, "position", entry->position);
                zl_json_put_bool(
                    cli->json, "by_invitation", entry->by_invitation);
                zl_json_put_bool(
                    cli->json, "ended", entry->ended != ZL_POSITION_END);
                zl_json_put_bool(cli->json, "voided", entry->voided);
                zl_json_close(cli->json);
        }
        zl_json_close(cli->json);
        return devices;
}

static const char *standing(int in_force, struct devices devices)
{
        if (devices.twice)
                return _("INVITATION USED TWICE: ring, and invite anew");
        switch (in_force) {
        case ZL_OK:
                return devices.count > 0 ? _("joined")
                                         : _("has not joined yet");
        case ZL_E_REVOKED:
                return _("revoked");
        case ZL_E_EXPIRED:
                return _("not in force today");
        default:
                return text__status(in_force);
        }
}

static void show_member(struct cli *cli, const struct zl_directory *directory,
    const struct zl_member *member, struct csv_sheet *sheet)
{
        const struct zl_card_document *card =
            zl_core_card(cli->core, &member->id);
        int in_force = zl_directory_member_in_force(
            directory, &member->id, zl_core_point(cli->core, cli__now()));
        char name[SHOW_NAME];
        char from[ZL_DATE_TEXT];
        char until[ZL_DATE_TEXT];
        char id[TEXT_ID];
        struct devices devices;

        show__name(cli, &member->id, name);
        text__id(&member->id, id);
        zl_date_of(member->from, from);
        zl_date_of(member->until, until);
        zl_json_open_object(cli->json, NULL);
        zl_json_put_hex(cli->json, "member", member->id.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "name", card != NULL ? name : NULL);
        zl_json_put_text(cli->json, "phone", card != NULL ? card->phone : NULL);
        zl_json_put_text(cli->json, "role", zl_role_str(member->role));
        zl_json_put_text(cli->json, "from", from);
        zl_json_put_text(cli->json, "until", until);
        zl_json_put_bool(cli->json, "in_force", in_force == ZL_OK);
        zl_json_put_bool(
            cli->json, "revoked", member->ended != ZL_POSITION_END);
        out__say(cli, "%s, %s", name, show__role(cli, member->role));
        show__scope(cli, member);
        devices = devices_of(cli, directory, member);
        zl_json_put_bool(cli->json, "joined", devices.count > 0);
        zl_json_put_bool(cli->json, "invitation_twice", devices.twice);
        zl_json_close(cli->json);
        out__say(cli, _("\n    %s; %s until %s; %s; %s\n"), id, from, until,
            standing(in_force, devices),
            card != NULL ? card->phone : _("no phone number"));
        csv_write__text(sheet, name);
        csv_write__text(sheet, show__role(cli, member->role));
        csv_write__text(sheet, card != NULL ? card->phone : NULL);
        csv_write__day(sheet, member->from);
        csv_write__day(sheet, member->until);
        csv_write__text(sheet, standing(in_force, devices));
        csv_write__row(sheet);
}

static int run(struct cli *cli)
{
        const char *const heads[] = {_("Name"), _("Role"), _("Phone"),
            _("From"), _("Until"), _("How it stands"), NULL};
        const struct zl_directory *directory = NULL;
        struct csv_sheet *sheet = NULL;
        int code = session__open_joined(cli);

        if (code == EXIT_DONE)
                code = csv_write__begin(cli, &sheet);
        if (code != EXIT_DONE)
                return code;
        csv_write__texts(sheet, heads);
        csv_write__row(sheet);
        directory = zl_core_directory(cli->core);
        zl_json_open_array(cli->json, "people");
        for (size_t i = 0; i < zl_directory_member_count(directory); i++)
                show_member(cli, directory,
                    zl_directory_member_at(directory, i), sheet);
        zl_json_close(cli->json);
        return csv_write__end(cli, sheet, EXIT_DONE);
}

static const struct option_spec options[] = {
    CSV_OPTION,
    {NULL, NULL, false, NULL},
};

const struct command cmd__people = {
    .name = "people",
    .operands = "",
    .line = N_("List the people this profile knows"),
    .about = N_("With role, what they are there for, since when, and whether "
                "they have joined."),
    .json = "people (member, name, phone, role, from, until, in_force, "
            "revoked, scope, devices, joined, invitation_twice), csv",
    .options = options,
    .examples = "  zijlijn people\n",
    .run = run,
};
