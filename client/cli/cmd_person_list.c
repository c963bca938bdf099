/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn person list: who is who at the clubs, by family name; and as a file
 * that 'club import' reads again. */
#include "calendar.h"
#include "club_list.h"
#include "club_text.h"
#include "command.h"
#include "csv_write.h"
#include "out.h"
#include "register.h"
#include "resolve.h"

enum { LINE_ROOM = 4096 };

struct asked {
        bool has_district;
        struct zl_id district;
        struct csv_sheet *sheet;
        size_t count;
};

static void put_row(struct cli *cli, struct csv_sheet *sheet,
    const struct zl_club *club, const struct zl_club_person *person)
{
        csv_write__text(sheet, club->name);
        csv_write__text(sheet, club_list__district(cli, &club->district));
        csv_write__text(sheet, person->given);
        csv_write__text(sheet, person->prefix);
        csv_write__text(sheet, person->family);
        csv_write__text(sheet, zl_club_posts[person->post]);
        csv_write__text(sheet, person->phone);
        csv_write__text(sheet, person->mail);
        csv_write__day(sheet, person->vog_seen);
        csv_write__day(sheet, person->trained_until);
        csv_write__row(sheet);
}

static void put_json(struct cli *cli, const struct zl_club *club,
    const struct zl_club_person *person)
{
        zl_json_open_object(cli->json, NULL);
        zl_json_put_hex(cli->json, "id", person->id.bytes, ZL_ID_SIZE);
        zl_json_put_hex(cli->json, "club", club->club.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "club_name", club->name);
        zl_json_put_text(cli->json, "given", person->given);
        zl_json_put_text(cli->json, "prefix", person->prefix);
        zl_json_put_text(cli->json, "family", person->family);
        zl_json_put_text(cli->json, "post", zl_club_posts[person->post]);
        zl_json_put_text(cli->json, "phone", person->phone);
        zl_json_put_text(cli->json, "mail", person->mail);
        if (person->vog_seen != 0)
                zl_json_put_date(cli->json, "vog_seen", person->vog_seen);
        if (person->trained_until != 0)
                zl_json_put_date(
                    cli->json, "trained_until", person->trained_until);
        zl_json_close(cli->json);
}

static void take(
    struct cli *cli, const struct zl_club_list *list, void *context)
{
        struct asked *asked = context;
        struct zl_buf name;

        zl_buf_init(&name, LINE_ROOM);
        for (size_t i = 0; i < list->person_count; i++) {
                const struct zl_club_person *person = &list->people[i].person;
                const struct zl_club_entry *entry = zl_directory_club(
                    zl_core_directory(cli->core), &list->people[i].club);

                if (entry == NULL || entry->club.ended ||
                    (asked->has_district &&
                        !zl_id_equal(&entry->club.district, &asked->district)))
                        continue;
                asked->count++;
                zl_buf_reset(&name);
                club_text__name(person, &name);
                out__say(cli, "%s, %s, %s  %s\n", club_text__of(&name),
                    club_text__post(person->post), entry->club.name,
                    person->phone);
                put_row(cli, asked->sheet, &entry->club, person);
                put_json(cli, &entry->club, person);
        }
        zl_buf_free(&name);
}

static int run(struct cli *cli)
{
        const char *district = args__get(&cli->args, "district");
        const char *const heads[] = {_("Club"), _("District"), _("Given name"),
            _("Prefix"), _("Family name"), _("Post"), _("Phone"), _("Mail"),
            _("VOG seen"), _("Trained until"), NULL};
        struct asked asked = {.count = 0};
        int code = register__begin(cli);

        if (code == EXIT_DONE && district != NULL) {
                asked.has_district = true;
                code = resolve__district(cli, district, &asked.district);
        }
        if (code == EXIT_DONE)
                code = csv_write__begin(cli, &asked.sheet);
        if (code != EXIT_DONE)
                return code;
        csv_write__texts(asked.sheet, heads);
        csv_write__row(asked.sheet);
        zl_json_open_array(cli->json, "people");
        code =
            club_list__each(cli, "people", ZL_CLUB_LIST_PEOPLE, take, &asked);
        if (code == EXIT_DONE)
                zl_json_close(cli->json);
        if (code == EXIT_DONE && asked.count == 0)
                out__say(cli, _("Nobody is kept of your clubs.\n"));
        return csv_write__end(cli, asked.sheet, code);
}

static const struct option_spec options[] = {
    {"district", N_("NAME"), false, N_("of clubs of this district")},
    CSV_OPTION,
    {NULL, NULL, false, NULL},
};

const struct command cmd__person_list = {
    .name = "person",
    .verb = "list",
    .operands = "",
    .line = N_("List the people of your clubs (supporter)"),
    .about = N_("By family name. 'zijlijn club import' reads the file of --csv "
                "again."),
    .json = "people (id, club, club_name, given, prefix, family, post, phone, "
            "mail, vog_seen, trained_until), csv",
    .options = options,
    .examples = "  zijlijn person list --csv people.csv\n",
    .run = run,
};
