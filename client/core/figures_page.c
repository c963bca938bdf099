/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! The figures that a coordinator is given, read as strictly as
 * anything else a server says: a number under five in it would be a server
 * that tells what it must not, and is not passed on. */
#include "figures_page.h"

#include <stdlib.h>
#include <string.h>

#include "json.h"

enum { LINES_MAX = 1000, DISTRICTS_MAX = 4096, LEAST = 5 };

static const struct {
        const char *list;
        const char *whole;
        const char *part;
} names[ZL_FIGURES_LISTS] = {
    [ZL_FIGURES_NOTES] = {"notes", "notes", "within_term"},
    [ZL_FIGURES_OWN_NOTES] = {"own_notes", "notes", NULL},
    [ZL_FIGURES_CLUBS] = {"clubs", "clubs", "with_contact"},
};

static void read_districts(
    struct zl_json_reader *r, struct zl_figures_line *line)
{
        const struct zl_json *array = NULL;
        size_t count = zl_json_array(r, "districts", DISTRICTS_MAX, &array);

        if (count == 0) {
                zl_json_fail(r, "districts", ZL_E_MALFORMED);
                return;
        }
        line->districts = calloc(count, sizeof(*line->districts));
        if (line->districts == NULL) {
                zl_json_fail(r, "districts", ZL_E_MEMORY);
                return;
        }
        line->district_count = count;
        for (size_t i = 0; i < count; i++)
                zl_json_array_hex(
                    r, array, i, line->districts[i].bytes, ZL_ID_SIZE);
}

static void read_line(struct zl_json_reader *r, enum zl_figures_list list,
    struct zl_figures_line *line)
{
        const char *part = names[list].part;

        read_districts(r, line);
        line->whole =
            (uint32_t)zl_json_u64(r, names[list].whole, LEAST, UINT32_MAX);
        if (part == NULL || !zl_json_has(r, part))
                return;
        line->part = (uint32_t)zl_json_u64(r, part, LEAST, UINT32_MAX);
        if (line->part > line->whole || line->whole - line->part < LEAST)
                zl_json_fail(r, part, ZL_E_MALFORMED);
}

static void read_list(struct zl_json_reader *outer, enum zl_figures_list list,
    struct zl_figures_quarter *quarter)
{
        const struct zl_json *array = NULL;
        size_t count =
            zl_json_array(outer, names[list].list, LINES_MAX, &array);

        quarter->lines[list] =
            calloc(count + 1, sizeof(struct zl_figures_line));
        if (quarter->lines[list] == NULL) {
                zl_json_fail(outer, names[list].list, ZL_E_MEMORY);
                return;
        }
        quarter->counts[list] = count;
        for (size_t i = 0; i < count && outer->status == ZL_OK; i++) {
                struct zl_json_reader r =
                    zl_json_read(zl_json_array_object(outer, array, i));

                read_line(&r, list, &quarter->lines[list][i]);
                if (zl_json_end(&r) != ZL_OK)
                        zl_json_fail(outer, names[list].list, r.status);
        }
}

static bool is_quarter(const char *text)
{
        return strlen(text) == ZL_FIGURES_QUARTER_TEXT - 1 &&
            strspn(text, "0123456789") == 4 && text[4] == '-' &&
            text[5] == 'Q' && text[6] >= '1' && text[6] <= '4';
}

static void read_quarter(
    struct zl_json_reader *r, struct zl_figures_quarter *quarter)
{
        const char *name = zl_json_text(
            r, "quarter", ZL_TEXT_LINE, ZL_FIGURES_QUARTER_TEXT - 1);

        if (!is_quarter(name))
                zl_json_fail(r, "quarter", ZL_E_MALFORMED);
        else
                memcpy(quarter->name, name, ZL_FIGURES_QUARTER_TEXT);
        for (int list = 0; list < ZL_FIGURES_LISTS; list++)
                read_list(r, (enum zl_figures_list)list, quarter);
}

static int read_page(const struct zl_json *json, struct zl_figures_page *page)
{
        struct zl_json_reader outer = zl_json_read(json);
        const struct zl_json *array = NULL;

        (void)zl_json_u64(&outer, "v", 1, 1);
        page->count =
            zl_json_array(&outer, "quarters", ZL_FIGURES_QUARTERS, &array);
        for (size_t i = 0; i < page->count && outer.status == ZL_OK; i++) {
                struct zl_json_reader r =
                    zl_json_read(zl_json_array_object(&outer, array, i));

                read_quarter(&r, &page->quarters[i]);
                if (zl_json_end(&r) != ZL_OK)
                        zl_json_fail(&outer, "quarters", r.status);
        }
        return zl_json_end(&outer);
}

int zl_figures_page_read(
    struct zl_bytes body, struct zl_figures_page **ret_page)
{
        struct zl_figures_page *page = calloc(1, sizeof(*page));
        struct zl_json *json = NULL;
        int status = ZL_E_MEMORY;

        if (page != NULL)
                status = zl_json_parse_list(body.data, body.size, &json);
        if (status == ZL_OK)
                status = read_page(json, page);
        zl_json_free(json);
        if (status != ZL_OK) {
                zl_figures_page_free(page);
                return status == ZL_E_MEMORY ? status : ZL_E_SERVER;
        }
        *ret_page = page;
        return ZL_OK;
}

void zl_figures_page_free(struct zl_figures_page *page)
{
        if (page == NULL)
                return;
        for (size_t i = 0; i < page->count; i++) {
                struct zl_figures_quarter *quarter = &page->quarters[i];

                for (int list = 0; list < ZL_FIGURES_LISTS; list++) {
                        for (size_t k = 0; k < quarter->counts[list]; k++)
                                free(quarter->lines[list][k].districts);
                        free(quarter->lines[list]);
                }
        }
        free(page);
}
