/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn club list: the clubs. Who is there for clubs sees their lights,
 * which the server reckons; others what this profile knows. */
#include <stdio.h>

#include "calendar.h"
#include "club_desk.h"
#include "club_list.h"
#include "club_text.h"
#include "command.h"
#include "csv_write.h"
#include "out.h"
#include "register.h"
#include "resolve.h"
#include "session.h"
#include "show.h"

enum { LINE_ROOM = 4096 };

static const char *const asked_colours[] = {"amber", "red", NULL};

/* What was asked for, and how many clubs that is. */
struct asked {
        bool has_district;
        struct zl_id district;
        int colour; /* -1: any but green */
        int requirement; /* -1: any */
        bool filters; /* by a light */
        size_t shown;
        size_t all;
        struct csv_sheet *sheet;
};

/* ---- For a spreadsheet ---- */

/* The first columns are those that 'club import' reads. */
static void put_club(struct cli *cli, struct csv_sheet *sheet, const char *name,
    const char *kind, const struct zl_id *district)
{
        csv_write__text(sheet, name);
        csv_write__text(sheet, kind);
        csv_write__text(sheet, club_list__district(cli, district));
}

static void put_heads(struct csv_sheet *sheet, bool lights)
{
        const char *const heads[] = {_("Club"), _("Kind"), _("District"), NULL};
        const char *const more[] = {
            _("Last contact"), _("Next visit"), _("Contacts"), NULL};

        csv_write__texts(sheet, heads);
        if (lights)
                csv_write__texts(sheet, more);
        for (unsigned i = 0; lights && i < ZL_CLUB_REQUIREMENTS; i++) {
                char head[LINE_ROOM];

                (void)snprintf(head, sizeof(head), _("Light: %s"),
                    club_text__requirement(i));
                csv_write__text(sheet, head);
        }
        csv_write__row(sheet);
}

static void put_lights(
    struct cli *cli, struct csv_sheet *sheet, const struct zl_club_row *row)
{
        put_club(cli, sheet, row->name, row->kind, &row->district);
        csv_write__day(sheet, row->visited);
        csv_write__day(sheet, row->planned);
        if (row->has_contacts)
                csv_write__number(sheet, row->contacts);
        else
                csv_write__text(sheet, NULL);
        for (unsigned i = 0; i < ZL_CLUB_REQUIREMENTS; i++) {
                const char *colour = NULL;

                for (size_t k = 0; k < row->light_count; k++) {
                        if (row->lights[k].requirement == i)
                                colour =
                                    club_text__colour(row->lights[k].colour);
                }
                csv_write__text(sheet, colour);
        }
        csv_write__row(sheet);
}

/* ---- What is known here ---- */

static void show_known(struct cli *cli, const struct zl_club *club)
{
        const char *district = club_list__district(cli, &club->district);

        out__say(cli, _("%s (%s), %s%s\n"), club->name, club->kind, district,
            club->ended ? _(": has ended") : "");
        zl_json_open_object(cli->json, NULL);
        zl_json_put_hex(cli->json, "club", club->club.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "club_name", club->name);
        zl_json_put_text(cli->json, "kind", club->kind);
        zl_json_put_text(cli->json, "district", district);
        zl_json_put_bool(cli->json, "ended", club->ended);
        if (!club->ended)
                (void)show__receivers(cli, &club->club, NULL, 0);
        zl_json_close(cli->json);
}

/* All of them, or those that ended, which the register does not list. */
static void list_known(
    struct cli *cli, const struct asked *asked, bool only_ended)
{
        const struct zl_directory *directory = zl_core_directory(cli->core);

        if (zl_directory_club_count(directory) == 0)
                out__say(cli, _("No clubs are known here.\n"));
        for (size_t i = 0; i < zl_directory_club_count(directory); i++) {
                const struct zl_club *club =
                    &zl_directory_club_at(directory, i)->club;

                if (asked->has_district &&
                    !zl_id_equal(&club->district, &asked->district))
                        continue;
                if (only_ended && !club->ended)
                        continue;
                show_known(cli, club);
                if (club->ended || asked->sheet == NULL)
                        continue;
                put_club(
                    cli, asked->sheet, club->name, club->kind, &club->district);
                csv_write__row(asked->sheet);
        }
}

/* ---- With lights ---- */

static bool is_asked(const struct asked *asked, const struct zl_club_row *row)
{
        if (asked->has_district &&
            !zl_id_equal(&row->district, &asked->district))
                return false;
        if (!asked->filters)
                return true;
        for (size_t i = 0; i < row->light_count; i++) {
                const struct zl_club_light *light = &row->lights[i];

                if (asked->requirement >= 0 &&
                    light->requirement != (unsigned)asked->requirement)
                        continue;
                if (asked->colour >= 0
                        ? light->colour == (unsigned)asked->colour
                        : light->colour != ZL_CLUB_GREEN)
                        return true;
        }
        return false;
}

static void show_row(struct cli *cli, const struct zl_club_row *row)
{
        char visited[ZL_DATE_TEXT];
        struct zl_buf buf;
        bool green = true;

        zl_buf_init(&buf, LINE_ROOM);
        out__say(cli, "%s (%s), %s\n", row->name, row->kind,
            club_list__district(cli, &row->district));
        for (size_t i = 0; i < row->light_count; i++) {
                if (row->lights[i].colour == ZL_CLUB_GREEN)
                        continue;
                green = false;
                zl_buf_reset(&buf);
                club_text__light(&row->lights[i], &buf);
                out__say(cli, "    %s\n", club_text__of(&buf));
        }
        if (green && row->light_count > 0)
                out__say(cli, "    %s %s\n", club_text__sign(ZL_CLUB_GREEN),
                    club_text__colour(ZL_CLUB_GREEN));
        zl_buf_free(&buf);
        if (row->visited != 0) {
                zl_date_of(row->visited, visited);
                out__say(cli, _("    last contact on %s\n"), visited);
        }
        if (row->planned != 0) {
                zl_date_of(row->planned, visited);
                out__say(cli, _("    next visit on %s\n"), visited);
        }
}

static void put_row(struct cli *cli, const struct zl_club_row *row)
{
        zl_json_open_object(cli->json, NULL);
        zl_json_put_hex(cli->json, "club", row->club.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "club_name", row->name);
        zl_json_put_text(cli->json, "kind", row->kind);
        zl_json_put_text(
            cli->json, "district", club_list__district(cli, &row->district));
        zl_json_put_bool(cli->json, "ended", false);
        if (row->visited != 0)
                zl_json_put_date(cli->json, "visited", row->visited);
        if (row->planned != 0)
                zl_json_put_date(cli->json, "planned", row->planned);
        if (row->has_contacts)
                zl_json_put_u64(cli->json, "contacts", row->contacts);
        desk__json_lights(cli, row->lights, row->light_count);
        zl_json_close(cli->json);
}

static void take(
    struct cli *cli, const struct zl_club_list *list, void *context)
{
        struct asked *asked = context;

        for (size_t i = 0; i < list->club_count; i++) {
                asked->all++;
                if (!is_asked(asked, &list->clubs[i]))
                        continue;
                asked->shown++;
                show_row(cli, &list->clubs[i]);
                put_row(cli, &list->clubs[i]);
                if (asked->sheet != NULL)
                        put_lights(cli, asked->sheet, &list->clubs[i]);
        }
}

static int list_lights(struct cli *cli, struct asked *asked)
{
        int code = EXIT_DONE;

        put_heads(asked->sheet, true);
        zl_json_open_array(cli->json, "clubs");
        code = club_list__each(cli, "clubs", ZL_CLUB_LIST_CLUBS, take, asked);
        if (code != EXIT_DONE)
                return code;
        if (!asked->filters)
                list_known(cli, asked, true);
        zl_json_close(cli->json);
        if (asked->filters)
                out__say(
                    cli, _("%zu of %zu clubs\n"), asked->shown, asked->all);
        return EXIT_DONE;
}

static int read_asked(struct cli *cli, struct asked *ret)
{
        const char *district = args__get(&cli->args, "district");
        int code = resolve__word(cli, "light", args__get(&cli->args, "light"),
            asked_colours, &ret->colour);

        if (code == EXIT_DONE)
                code = resolve__word(cli, "requirement",
                    args__get(&cli->args, "requirement"), zl_club_requirements,
                    &ret->requirement);
        ret->filters = ret->colour >= 0 || ret->requirement >= 0;
        if (ret->colour >= 0)
                ret->colour++; /* green is none of them */
        if (code == EXIT_DONE && district != NULL) {
                code = resolve__district(cli, district, &ret->district);
                ret->has_district = true;
        }
        return code;
}

static void list_all_known(struct cli *cli, struct asked *asked)
{
        put_heads(asked->sheet, false);
        zl_json_open_array(cli->json, "clubs");
        list_known(cli, asked, false);
        zl_json_close(cli->json);
}

static int list(struct cli *cli, struct asked *asked)
{
        enum zl_role role = ZL_ROLE_NONE;
        int status = ZL_OK;

        role = desk__role(cli);
        if (!asked->filters && role != ZL_ROLE_SUPPORTER &&
            role != ZL_ROLE_PROFESSIONAL) {
                list_all_known(cli, asked);
                return EXIT_DONE;
        }
        status = session__sync(cli);
        if (status == ZL_OK || asked->filters)
                return list_lights(cli, asked);
        if (status != ZL_E_NETWORK && status != ZL_E_BUSY)
                return session__fail(cli, status);
        out__say(cli,
            _("No connection now: this is what is known here, without "
              "lights.\n"));
        list_all_known(cli, asked);
        return EXIT_DONE;
}

static int run(struct cli *cli)
{
        struct asked asked = {.colour = -1, .requirement = -1};
        int code = session__open_joined(cli);

        if (code == EXIT_DONE)
                code = read_asked(cli, &asked);
        if (code == EXIT_DONE)
                code = csv_write__begin(cli, &asked.sheet);
        if (code == EXIT_DONE)
                code = list(cli, &asked);
        return csv_write__end(cli, asked.sheet, code);
}

static const struct option_spec options[] = {
    {"light", "amber|red", false, N_("clubs with such a light")},
    {"requirement",
        "contact|account-holder|vog|training|code-of-conduct|trainers|visit|"
        "need",
        false, N_("clubs where this light is not green, or as --light says")},
    {"district", N_("NAME"), false, N_("clubs of this district")},
    CSV_OPTION,
    {NULL, NULL, false, NULL},
};

const struct command cmd__club_list = {
    .name = "club",
    .verb = "list",
    .operands = "",
    .line = N_("List the clubs, with their lights"),
    .about =
        N_("A supporter sees the clubs of the own districts and what needs "
           "them, a professional the clubs assigned: who was not spoken to, "
           "who has no contact. Lights serve the supporter; no club is "
           "measured by them. A coordinator sees lights of the clubs that must "
           "be assigned, with --light red. Contacts and coordinators see who "
           "receives the notes of the clubs they know."),
    .json = "clubs (club, club_name, kind, district, ended; visited, planned, "
            "contacts, lights; or receivers, phone), csv",
    .options = options,
    .examples = "  zijlijn club list --light red --requirement contact\n"
                "  zijlijn club list --csv clubs.csv\n",
    .run = run,
};
