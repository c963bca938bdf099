/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! GET /v1/figures: to a coordinator, what was published of the closed
 * quarters (docs/protocol.md, 11). Nothing is counted here: it is given as it
 * was kept. */
#include "api_internal.h"
#include "figures/figures.h"
#include "json.h"
#include "store/quarters.h"

enum { QUARTERS_MAX = 40, ANSWER_MAX = 1024 * 1024 };

struct gathering {
        struct zl_store *store;
        struct zl_json_writer *w;
};

static int put_figure(void *context, const struct zl_figure *figure)
{
        static const char *const part[] = {[ZL_FIGURE_CLUBS] = "with_contact",
            [ZL_FIGURE_NOTES] = "within_term",
            [ZL_FIGURE_OWN_NOTES] = "within_term"};
        struct gathering *g = context;

        zl_json_open_object(g->w, NULL);
        zl_json_open_array(g->w, "districts");
        for (size_t i = 0; i < figure->district_count; i++)
                zl_json_put_hex(
                    g->w, NULL, figure->districts[i].bytes, ZL_ID_SIZE);
        zl_json_close(g->w);
        zl_json_put_u64(g->w,
            figure->list == ZL_FIGURE_CLUBS ? "clubs" : "notes", figure->whole);
        if (figure->part != 0)
                zl_json_put_u64(g->w, part[figure->list], figure->part);
        zl_json_close(g->w);
        return ZL_OK;
}

static int put_quarter(void *context, uint32_t quarter)
{
        static const char *const lists[] = {[ZL_FIGURE_CLUBS] = "clubs",
            [ZL_FIGURE_NOTES] = "notes",
            [ZL_FIGURE_OWN_NOTES] = "own_notes"};
        struct gathering *g = context;
        char text[ZL_QUARTER_TEXT];
        int status = ZL_OK;

        zl_quarter_text(quarter, text);
        zl_json_open_object(g->w, NULL);
        zl_json_put_text(g->w, "quarter", text);
        for (int list = 1; status == ZL_OK && list <= ZL_FIGURE_LISTS; list++) {
                zl_json_open_array(g->w, lists[list]);
                status = zl_store_each_figure(g->store, quarter,
                    (enum zl_figure_list)list, put_figure, g);
                zl_json_close(g->w);
        }
        zl_json_close(g->w);
        return status;
}

static int gather(struct zl_store *store, struct zl_buf *buf)
{
        struct gathering g = {.store = store, .w = zl_json_write()};
        uint32_t newest = 0;
        int written = ZL_OK;
        int status = zl_store_newest_quarter(store, &newest);

        zl_json_put_u64(g.w, "v", 1);
        zl_json_open_array(g.w, "quarters");
        if (status == ZL_OK)
                status = zl_store_each_quarter(
                    store, newest + 1 - QUARTERS_MAX, put_quarter, &g);
        zl_json_close(g.w);
        written = zl_json_write_end(g.w, buf);
        return status == ZL_OK || status == ZL_E_NOT_FOUND ? written : status;
}

static void read_figures(struct zl_store *store, void *context)
{
        struct zl_call *call = context;
        struct zl_buf buf;
        int status = ZL_OK;

        zl_buf_init(&buf, ANSWER_MAX);
        status = gather(store, &buf);
        api__answer_done(call, status, &buf);
}

void api__get_figures(struct zl_call *call)
{
        api__read(call, read_figures);
}
