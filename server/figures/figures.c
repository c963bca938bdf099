/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the figures: how numbers of signals are made such that nobody
 * finds a family in them (docs/protocol.md, 11).
 *
 * The rule looks at districts one after another and never at which of them
 * has many or few. So an entry tells one sum, and that the districts before
 * its last have fewer than five together; how the sum is spread over them
 * stays open, whoever knows the rule and whatever other entries say. To put
 * small districts together with each other, or with the smallest of the rest,
 * would not do: of two small ones with eight together each has four. */
#include "figures/figures.h"

#include <assert.h>
#include <stdio.h>

#include "calendar.h"

/* The part is said only if as many are in it, and outside of it. */
static void close_entry(struct zl_figures_entry *entry, uint32_t part)
{
        bool said =
            part >= ZL_FIGURES_LEAST && entry->whole - part >= ZL_FIGURES_LEAST;

        entry->part = said ? part : 0;
}

size_t zl_figures_merge(const struct zl_figures_row *rows, size_t count,
    struct zl_figures_entry *ret)
{
        struct zl_figures_entry entry = {.count = 0};
        size_t entries = 0;
        uint32_t part = 0;
        uint32_t last = 0; /* the part of the entry before */

        for (size_t i = 0; i < count; i++) {
                assert(rows[i].part <= rows[i].whole);
                entry.count++;
                entry.whole += rows[i].whole;
                part += rows[i].part;
                if (entry.whole < ZL_FIGURES_LEAST)
                        continue;
                close_entry(&entry, part);
                ret[entries++] = entry;
                last = part;
                entry = (struct zl_figures_entry){.first = i + 1};
                part = 0;
        }
        /* What is over at the end goes with the last. */
        if (entry.count > 0 && entries > 0) {
                ret[entries - 1].count += entry.count;
                ret[entries - 1].whole += entry.whole;
                close_entry(&ret[entries - 1], last + part);
        }
        return entries;
}

/* ---- Quarters ---- */

/* Year and month of a day. */
static void split(uint32_t day, uint32_t *ret_year, uint32_t *ret_month)
{
        char text[ZL_DATE_TEXT];

        zl_date_of(day, text);
        *ret_year = (uint32_t)(text[0] - '0') * 1000 +
            (uint32_t)(text[1] - '0') * 100 + (uint32_t)(text[2] - '0') * 10 +
            (uint32_t)(text[3] - '0');
        *ret_month = (uint32_t)(text[5] - '0') * 10 + (uint32_t)(text[6] - '0');
}

uint32_t zl_quarter_of(uint32_t day)
{
        uint32_t year = 0;
        uint32_t month = 0;

        split(day, &year, &month);
        return 4 * year + (month - 1) / 3;
}

uint32_t zl_quarter_begins(uint32_t quarter)
{
        char text[ZL_DATE_TEXT + 16];
        uint32_t day = 0;

        (void)snprintf(text, sizeof(text), "%04u-%02u-01", quarter / 4,
            quarter % 4 * 3 + 1);
        if (zl_date_parse(text, &day) != ZL_OK)
                return ZL_DAY_MAX;
        return day;
}

void zl_quarter_text(uint32_t quarter, char ret[static ZL_QUARTER_TEXT])
{
        assert(quarter <= ZL_QUARTER_MAX);
        (void)snprintf(ret, ZL_QUARTER_TEXT, "%04u-Q%u", quarter / 4 % 10000,
            quarter % 4 + 1);
}
