/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the publishing of figures: each quarter once, in order, and for
 * ever. A quarter that was published is seen in the database, so it does not
 * matter how often, how late and by how wrong a clock somebody looks. */
#include "figures/publish.h"

#include <stdlib.h>

#include "calendar.h"
#include "figures_internal.h"

/* The quarter after the newest that was published, or the first there was. */
static int find_next(struct zl_store *store,
    const struct zl_directory *directory, uint32_t *ret_quarter)
{
        struct zl_point first = {0};
        uint32_t newest = 0;
        int status = zl_store_newest_quarter(store, &newest);

        if (status == ZL_OK)
                *ret_quarter = newest + 1;
        if (status != ZL_E_NOT_FOUND)
                return status;
        if (zl_directory_count(directory) == 0)
                return ZL_E_NOT_FOUND;
        (void)zl_directory_statement(directory, 0, &first);
        *ret_quarter = zl_quarter_of(zl_time_day(first.time));
        return ZL_OK;
}

static int put_list(struct zl_store *store, uint32_t quarter,
    enum zl_figure_list list, const struct figures__table *table)
{
        struct zl_figures_entry *entries =
            calloc(table->count + 1, sizeof(*entries));
        size_t count = 0;
        int status = ZL_OK;

        if (entries == NULL)
                return ZL_E_MEMORY;
        count = zl_figures_merge(table->rows[list], table->count, entries);
        for (size_t i = 0; status == ZL_OK && i < count; i++) {
                const struct zl_figure figure = {
                    .quarter = quarter,
                    .list = list,
                    .place = (uint32_t)i,
                    .districts = &table->districts[entries[i].first],
                    .district_count = entries[i].count,
                    .whole = entries[i].whole,
                    .part = entries[i].part,
                };

                status = zl_store_put_figure(store, &figure);
        }
        free(entries);
        return status;
}

static int publish(struct zl_store *store, const struct zl_directory *directory,
    uint32_t quarter, struct zl_time now)
{
        struct figures__table table;
        int status = figures__read(directory, quarter, &table);

        if (status == ZL_OK)
                status = figures__count(directory, store, &table);
        if (status == ZL_OK)
                status = zl_store_put_quarter(store, quarter, now);
        for (int list = 1; status == ZL_OK && list <= ZL_FIGURE_LISTS; list++)
                status =
                    put_list(store, quarter, (enum zl_figure_list)list, &table);
        figures__free(&table);
        return status;
}

int zl_figures_publish(struct zl_store *store,
    const struct zl_directory *directory, struct zl_time now,
    size_t *ret_published)
{
        uint32_t quarter = 0;
        size_t published = 0;
        int status = find_next(store, directory, &quarter);

        while (status == ZL_OK && quarter <= ZL_QUARTER_MAX &&
            zl_time_day(now) >=
                zl_quarter_begins(quarter + 1) + ZL_FIGURES_DAYS) {
                status = publish(store, directory, quarter++, now);
                published += status == ZL_OK ? 1 : 0;
        }
        if (status != ZL_OK && status != ZL_E_NOT_FOUND)
                return status;
        *ret_published = published;
        return ZL_OK;
}
