/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn overview: districts side by side, as a picture. Only of five clubs
 * or more, so that no number points at one. */
#include "club_list.h"
#include "club_text.h"
#include "command.h"
#include "csv_write.h"
#include "out.h"
#include "register.h"
#include "wrap.h"

enum { LABEL_WIDTH = 24, BAR_WIDTH = 24, LINE_ROOM = 1024 };

/* One part of a bar, rounded so that all parts together fill it. */
static uint32_t put_part(struct zl_buf *buf, uint32_t before, uint32_t part,
    uint32_t all, const char *sign)
{
        uint32_t from = before * BAR_WIDTH / all;
        uint32_t to = (before + part) * BAR_WIDTH / all;

        /* What is there is seen. */
        if (part > 0 && to == from)
                to++;
        for (uint32_t i = from; i < to; i++)
                zl_put_text(buf, sign);
        return to - from;
}

/* By colour, as long as there are clubs of it. */
static const char *const parts[] = {"█", "▒", "░"};

static void show_counts(struct cli *cli, const struct zl_club_counts *counts)
{
        uint32_t all = 0;
        uint32_t before = 0;
        uint32_t wide = 0;
        struct zl_buf label;
        struct zl_buf bar;

        zl_buf_init(&label, LINE_ROOM);
        zl_buf_init(&bar, LINE_ROOM);
        for (unsigned i = 0; i < ZL_CLUB_COLOURS; i++)
                all += counts->clubs[i];
        wrap__cell(
            club_text__requirement(counts->requirement), LABEL_WIDTH, &label);
        for (unsigned i = 0; all > 0 && i < ZL_CLUB_COLOURS; i++) {
                wide += put_part(&bar, before, counts->clubs[i], all, parts[i]);
                before += counts->clubs[i];
        }
        while (wide < BAR_WIDTH + 2) {
                zl_put_text(&bar, " ");
                wide++;
        }
        for (unsigned i = 0; i < ZL_CLUB_COLOURS; i++)
                club_text__put(
                    &bar, " %s%4u", club_text__sign(i), counts->clubs[i]);
        out__say(cli, "  %s %s\n", club_text__of(&label), club_text__of(&bar));
        zl_buf_free(&label);
        zl_buf_free(&bar);
}

static void put_counts(struct cli *cli, const struct zl_club_counts *counts)
{
        zl_json_open_object(cli->json, NULL);
        zl_json_put_text(cli->json, "requirement",
            zl_club_requirements[counts->requirement]);
        for (unsigned i = 0; i < ZL_CLUB_COLOURS; i++)
                zl_json_put_u64(
                    cli->json, zl_club_colours[i], counts->clubs[i]);
        zl_json_close(cli->json);
}

/* A line for each light, or one of a district too small for them. */
static void put_rows(struct csv_sheet *sheet, const char *name,
    const struct zl_club_district *it)
{
        if (!it->is_shown) {
                csv_write__text(sheet, name);
                csv_write__number(sheet, it->clubs);
                csv_write__row(sheet);
        }
        for (size_t k = 0; it->is_shown && k < it->light_count; k++) {
                csv_write__text(sheet, name);
                csv_write__number(sheet, it->clubs);
                csv_write__number(sheet, it->contacts);
                csv_write__text(
                    sheet, club_text__requirement(it->lights[k].requirement));
                for (unsigned i = 0; i < ZL_CLUB_COLOURS; i++)
                        csv_write__number(sheet, it->lights[k].clubs[i]);
                csv_write__row(sheet);
        }
}

static void take(
    struct cli *cli, const struct zl_club_list *list, void *context)
{
        for (unsigned i = 0; i < ZL_CLUB_COLOURS; i++)
                out__say(cli,
                    i + 1 < ZL_CLUB_COLOURS ? "%s %s %s    " : "%s %s %s\n",
                    parts[i], club_text__sign(i), club_text__colour(i));
        for (size_t i = 0; i < list->district_count; i++) {
                const struct zl_club_district *it = &list->districts[i];
                const char *name = club_list__district(cli, &it->district);

                zl_json_open_object(cli->json, NULL);
                zl_json_put_text(cli->json, "district", name);
                zl_json_put_u64(cli->json, "clubs", it->clubs);
                if (!it->is_shown) {
                        out__say(cli,
                            P_("%s: %u club, too few to show more\n",
                                "%s: %u clubs, too few to show more\n",
                                it->clubs),
                            name, it->clubs);
                } else {
                        out__say(cli, _("%s: %u clubs, %u with a contact\n"),
                            name, it->clubs, it->contacts);
                        zl_json_put_u64(cli->json, "contacts", it->contacts);
                        zl_json_open_array(cli->json, "lights");
                        for (size_t k = 0; k < it->light_count; k++) {
                                show_counts(cli, &it->lights[k]);
                                put_counts(cli, &it->lights[k]);
                        }
                        zl_json_close(cli->json);
                }
                zl_json_close(cli->json);
                put_rows(context, name, it);
        }
}

static int run(struct cli *cli)
{
        const char *const heads[] = {_("District"), _("Clubs"),
            _("With a contact"), _("Requirement"),
            club_text__colour(ZL_CLUB_GREEN), club_text__colour(ZL_CLUB_AMBER),
            club_text__colour(ZL_CLUB_RED), NULL};
        struct csv_sheet *sheet = NULL;
        int code = register__begin(cli);

        if (code == EXIT_DONE)
                code = csv_write__begin(cli, &sheet);
        if (code != EXIT_DONE)
                return code;
        if (sheet != NULL) {
                csv_write__texts(sheet, heads);
                csv_write__row(sheet);
        }
        zl_json_open_array(cli->json, "districts");
        code = club_list__each(
            cli, "overview", ZL_CLUB_LIST_OVERVIEW, take, sheet);
        if (code == EXIT_DONE)
                zl_json_close(cli->json);
        return csv_write__end(cli, sheet, code);
}

static const struct option_spec options[] = {
    CSV_OPTION,
    {NULL, NULL, false, NULL},
};

const struct command cmd__overview = {
    .name = "overview",
    .operands = "",
    .line = N_("Districts side by side (coordinator, supporter)"),
    .about = N_("How many clubs have which light, to see where help is needed "
                "most. A district of fewer than five clubs shows no lights. A "
                "supporter sees the own districts."),
    .json = "districts (district, clubs, contacts, lights (requirement, green, "
            "amber, red)), csv",
    .options = options,
    .examples = "  zijlijn overview\n",
    .run = run,
};
