/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn figures: what coordinators and policy may know of signals, as
 * pictures. The server made the numbers once; here they are only shown. */
#include "bars.h"
#include "command.h"
#include "csv_write.h"
#include "figures_page.h"
#include "out.h"
#include "register.h"
#include "session.h"

enum { NEWEST = 4, NAMES_MAX = 16 * 1024 };

/* How each list is shown, in the order of enum zl_figures_list. */
static const struct {
        const char *json;
        const char *whole;
        const char *part; /* NULL: there is none */
        const char *title;
        const char *row; /* of a spreadsheet */
} lists[ZL_FIGURES_LISTS] = {
    {"notes", "notes", "within_term",
        N_("Notes of clubs; full: opened within the first term"),
        N_("notes of clubs")},
    {"own_notes", "notes", NULL, N_("Notes of professionals themselves"),
        N_("notes of professionals")},
    {"clubs", "clubs", "with_contact", N_("Clubs; full: with a contact"),
        N_("clubs")},
};

static const char *name_of(
    const struct zl_charter *charter, const struct zl_id *district)
{
        for (size_t i = 0; charter != NULL && i < charter->district_count; i++)
                if (zl_id_equal(&charter->districts[i].id, district))
                        return charter->districts[i].name;
        return _("a district of before");
}

static void put_names(const struct zl_charter *charter,
    const struct zl_figures_line *line, struct zl_buf *buf)
{
        for (size_t i = 0; i < line->district_count; i++) {
                zl_put_text(buf, i > 0 ? ", " : "");
                zl_put_text(buf, name_of(charter, &line->districts[i]));
        }
        zl_put_u8(buf, 0);
}

static void write_line(struct cli *cli, const struct zl_charter *charter,
    const struct zl_figures_line *line, int list)
{
        zl_json_open_object(cli->json, NULL);
        zl_json_open_array(cli->json, "districts");
        for (size_t i = 0; i < line->district_count; i++) {
                const struct zl_id *district = &line->districts[i];

                zl_json_open_object(cli->json, NULL);
                zl_json_put_hex(
                    cli->json, "district", district->bytes, ZL_ID_SIZE);
                zl_json_put_text(cli->json, "name", name_of(charter, district));
                zl_json_close(cli->json);
        }
        zl_json_close(cli->json);
        zl_json_put_u64(cli->json, lists[list].whole, line->whole);
        if (line->part != 0)
                zl_json_put_u64(cli->json, lists[list].part, line->part);
        zl_json_close(cli->json);
}

static int show_line(struct cli *cli, const struct zl_charter *charter,
    const struct zl_figures_line *line, int list, uint32_t most)
{
        struct zl_buf names;
        struct zl_buf bar;
        int status = ZL_OK;

        zl_buf_init(&names, NAMES_MAX);
        zl_buf_init(&bar, 4 * BARS_WIDTH + 1);
        put_names(charter, line, &names);
        if (lists[list].part == NULL)
                bars__put_full(line->whole, most, &bar);
        else
                bars__put(line->whole, line->part, most, &bar);
        zl_put_u8(&bar, 0);
        status = bar.status != ZL_OK ? bar.status : names.status;
        if (status == ZL_OK) {
                out__say(cli, "    %s\n", (const char *)names.data);
                out__say(cli, "      %s ", (const char *)bar.data);
                if (line->part == 0)
                        out__say(cli, "%u\n", line->whole);
                else
                        out__say(cli,
                            list == ZL_FIGURES_CLUBS
                                ? _("%u, with a contact: %u\n")
                                : _("%u, within the term: %u\n"),
                            line->whole, line->part);
        }
        zl_buf_free(&names);
        zl_buf_free(&bar);
        return status;
}

static int show_list(struct cli *cli, const struct zl_charter *charter,
    const struct zl_figures_quarter *quarter, int list)
{
        const struct zl_figures_line *lines = quarter->lines[list];
        uint32_t most = 1;
        int status = ZL_OK;

        for (size_t i = 0; i < quarter->counts[list]; i++)
                most = lines[i].whole > most ? lines[i].whole : most;
        out__say(cli, "  %s\n", _(lists[list].title));
        if (quarter->counts[list] == 0)
                out__say(cli, _("    Too few to tell.\n"));
        zl_json_open_array(cli->json, lists[list].json);
        for (size_t i = 0; status == ZL_OK && i < quarter->counts[list]; i++) {
                status = show_line(cli, charter, &lines[i], list, most);
                write_line(cli, charter, &lines[i], list);
        }
        zl_json_close(cli->json);
        return status;
}

/* ---- For a spreadsheet: every quarter, a line for each number ---- */

static void put_part(
    struct csv_sheet *sheet, const struct zl_figures_line *line, bool here)
{
        if (here && line->part != 0)
                csv_write__number(sheet, line->part);
        else
                csv_write__text(sheet, NULL);
}

static int put_row(struct csv_sheet *sheet, const struct zl_charter *charter,
    const char *quarter, const struct zl_figures_line *line, int list)
{
        struct zl_buf names;
        int status = ZL_OK;

        zl_buf_init(&names, NAMES_MAX);
        put_names(charter, line, &names);
        status = names.status;
        if (status == ZL_OK) {
                csv_write__text(sheet, quarter);
                csv_write__text(sheet, _(lists[list].row));
                csv_write__text(sheet, (const char *)names.data);
                csv_write__number(sheet, line->whole);
                put_part(sheet, line, list == ZL_FIGURES_NOTES);
                put_part(sheet, line, list == ZL_FIGURES_CLUBS);
                csv_write__row(sheet);
        }
        zl_buf_free(&names);
        return status;
}

static int put_sheet(struct cli *cli, const struct zl_figures_page *page,
    struct csv_sheet *sheet)
{
        const struct zl_charter *charter =
            zl_directory_charter(zl_core_directory(cli->core));
        const char *const head[] = {_("quarter"), _("what"), _("districts"),
            _("number"), _("within the term"), _("with a contact"), NULL};
        int status = ZL_OK;

        csv_write__texts(sheet, head);
        csv_write__row(sheet);
        for (size_t i = 0; i < page->count; i++) {
                const struct zl_figures_quarter *quarter = &page->quarters[i];

                for (int list = 0; list < ZL_FIGURES_LISTS; list++) {
                        for (size_t k = 0;
                             status == ZL_OK && k < quarter->counts[list]; k++)
                                status = put_row(sheet, charter, quarter->name,
                                    &quarter->lines[list][k], list);
                }
        }
        return status;
}

static int show(struct cli *cli, const struct zl_figures_page *page)
{
        const struct zl_charter *charter =
            zl_directory_charter(zl_core_directory(cli->core));
        bool all = args__get(&cli->args, "all") != NULL || cli->json != NULL;
        int status = ZL_OK;

        zl_json_open_array(cli->json, "quarters");
        for (size_t i = all || page->count < NEWEST ? 0 : page->count - NEWEST;
             status == ZL_OK && i < page->count; i++) {
                const struct zl_figures_quarter *quarter = &page->quarters[i];

                zl_json_open_object(cli->json, NULL);
                zl_json_put_text(cli->json, "quarter", quarter->name);
                out__say(cli, "%s\n", quarter->name);
                for (int k = 0; status == ZL_OK && k < ZL_FIGURES_LISTS; k++)
                        status = show_list(cli, charter, quarter, k);
                zl_json_close(cli->json);
                out__say(cli, "\n");
        }
        zl_json_close(cli->json);
        if (page->count == 0)
                out__say(cli,
                    _("There are no figures yet. They come once for each "
                      "quarter, 60 days after its end.\n"));
        else
                out__say(cli,
                    _("Districts that stand together have too few to be told "
                      "apart, so that no number points at anybody; a bar is "
                      "grey when how much of it would be full, or not, is "
                      "under five.\n"));
        return status;
}

static int run(struct cli *cli)
{
        struct zl_register_answer answer;
        struct zl_figures_page *page = NULL;
        struct csv_sheet *sheet = NULL;
        struct zl_self self;
        int status = ZL_OK;
        int code = session__open_joined(cli);

        if (code != EXIT_DONE)
                return code;
        zl_core_self(cli->core, &self);
        if (self.role != ZL_ROLE_COORDINATOR)
                return out__fail_with(
                    cli, ZL_E_POLICY, _("Figures are for coordinators."));
        code = register__get(cli, "/v1/figures", &answer);
        if (code != EXIT_DONE)
                return code;
        code = csv_write__begin(cli, &sheet);
        if (code != EXIT_DONE)
                return code;
        status = zl_figures_page_read(answer.body, &page);
        if (status == ZL_OK && sheet != NULL)
                status = put_sheet(cli, page, sheet);
        if (status == ZL_OK)
                status = show(cli, page);
        zl_figures_page_free(page);
        if (status != ZL_OK)
                code = out__fail(cli, status);
        return csv_write__end(cli, sheet, code);
}

static const struct option_spec options[] = {
    {"all", NULL, false, N_("ten years, and not the newest four quarters")},
    CSV_OPTION,
    {NULL, NULL, false, NULL},
};

const struct command cmd__figures = {
    .name = "figures",
    .operands = "",
    .line = N_("Show the figures of closed quarters, for policy (coordinator)"),
    .about =
        N_("Notes of clubs and how many were opened within the first term, "
           "notes of professionals, and clubs with a contact, by district. "
           "Each quarter is published once, 60 days after its end, and stays "
           "as it is. No number under five is told or can be reckoned out: "
           "districts are put together until they have five, in the order "
           "that 'zijlijn organisation show' has them."),
    .json = "quarters (quarter, notes (districts (district, name), notes, "
            "within_term), own_notes (districts, notes), clubs (districts, "
            "clubs, with_contact))",
    .options = options,
    .examples = "  zijlijn figures\n"
                "  zijlijn figures --csv figures.csv\n",
    .run = run,
};
