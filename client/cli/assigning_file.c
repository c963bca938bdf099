/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the spreadsheet that says whose club is whose. A line names a
 * club and the persons by their whole names: beginnings of names are for who
 * types. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assigning.h"
#include "csv_open.h"
#include "csv_value.h"
#include "csv_words.h"
#include "out.h"
#include "resolve.h"

/* The columns that count. */
enum { CLUB, HOLDER, DEPUTIES, PHONE, COLUMNS };

enum { NAME_MAX_BYTES = 1024 };

static const struct {
        const char *word; /* as csv_words__column() takes them */
        int column;
} words[] = {
    {"accounthouder", HOLDER},
    {"accounthouderwijkteam", HOLDER},
    {"accountholder", HOLDER},
    {"sociaalwerker", HOLDER},
    {"professional", HOLDER},
    {"vervanger", DEPUTIES},
    {"vervangers", DEPUTIES},
    {"plaatsvervanger", DEPUTIES},
    {"plaatsvervangers", DEPUTIES},
    {"deputy", DEPUTIES},
    {"deputies", DEPUTIES},
    {"telefoonteam", PHONE},
    {"telefoonwijkteam", PHONE},
};

struct reading {
        struct cli *cli;
        const struct csv_table *table;
        struct assigning *plan;
        size_t columns[COLUMNS]; /* one more: 0 is none */
        size_t skipped;
};

/* ---- Which column is which ---- */

static int column_of(const char *key)
{
        for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
                if (strcmp(words[i].word, key) == 0)
                        return words[i].column;
        }
        if (csv_words__column(key) == CSV_NAME)
                return CLUB;
        if (csv_words__column(key) == CSV_PHONE)
                return PHONE;
        return COLUMNS;
}

static int find_columns(struct reading *r, const char *path)
{
        for (size_t i = 0; i < csv_read__columns(r->table); i++) {
                struct zl_buf key = {0};
                int status = csv_open__key(csv_read__header(r->table, i), &key);
                int column = status == ZL_OK ? column_of((const char *)key.data)
                                             : COLUMNS;

                zl_buf_free(&key);
                if (status != ZL_OK)
                        return out__fail(r->cli, status);
                if (column != COLUMNS && r->columns[column] == 0)
                        r->columns[column] = i + 1;
        }
        if (r->columns[CLUB] != 0 && r->columns[HOLDER] != 0)
                return EXIT_DONE;
        return out__fail_with(r->cli, ZL_E_MALFORMED,
            _("%s: the first line must name the columns club and account "
              "holder; deputies and phone may be there too."),
            path);
}

/* ---- A line ---- */

/* What a cell says, "" where there is none. */
static int cell(const struct reading *r, size_t row, int column,
    char ret[static NAME_MAX_BYTES])
{
        struct zl_buf text = {0};
        int status = ZL_OK;

        ret[0] = '\0';
        if (r->columns[column] == 0)
                return ZL_OK;
        zl_buf_init(&text, CSV_CELL_MAX);
        csv_value__line(
            csv_read__cell(r->table, row, r->columns[column] - 1), &text);
        status = text.status;
        if (status == ZL_OK && text.size <= NAME_MAX_BYTES)
                memcpy(ret, text.data, text.size);
        else if (status == ZL_OK)
                status = ZL_E_TOO_LARGE;
        zl_buf_free(&text);
        return status;
}

static void find_person(const struct reading *r, struct assigning_row *row,
    const char *name, struct zl_id *ret)
{
        int status = resolve__whole_professional(r->cli, name, ret);

        if (status == ZL_E_CONFLICT)
                assigning__refuse(row,
                    _("there are several professionals called %.80s: write the "
                      "digits that 'zijlijn people' shows"),
                    name);
        else if (status != ZL_OK)
                assigning__refuse(
                    row, _("there is no professional called %.80s"), name);
}

/* With commas, semicolons or strokes between them. */
static void find_deputies(
    const struct reading *r, struct assigning_row *row, char *names)
{
        static const char between[] = ",;/";
        char *next = names;

        while (next != NULL) {
                char *name = next + strspn(next, " ");
                size_t size = strcspn(name, between);

                next = name[size] != '\0' ? name + size + 1 : NULL;
                while (size > 0 && name[size - 1] == ' ')
                        size--;
                name[size] = '\0';
                if (size == 0)
                        continue;
                if (row->wanted.deputy_count == ZL_DEPUTIES_MAX) {
                        assigning__refuse(
                            row, _("at most %d deputies fit"), ZL_DEPUTIES_MAX);
                        return;
                }
                find_person(r, row, name,
                    &row->wanted.deputies[row->wanted.deputy_count++]);
        }
}

static void find_club(
    const struct reading *r, struct assigning_row *row, const char *name)
{
        int status = resolve__whole_club(r->cli, name, &row->wanted.club);

        (void)snprintf(row->label, sizeof(row->label), "%.200s", name);
        if (status == ZL_E_CONFLICT)
                assigning__refuse(row, "%s",
                    _("there are several clubs of that name: write the digits "
                      "that 'zijlijn club list --json' shows"));
        else if (status != ZL_OK)
                assigning__refuse(row, "%s", _("there is no such club"));
}

/* The number is kept in one buffer; it does not move any more once all lines
 * are read, so until then its place is kept as a number. */
static int read_row(struct reading *r, size_t at, size_t *ret_phone)
{
        char name[NAME_MAX_BYTES];
        char holder[NAME_MAX_BYTES];
        char deputies[NAME_MAX_BYTES];
        struct assigning_row *row = NULL;
        int status = cell(r, at, CLUB, name);

        *ret_phone = SIZE_MAX;
        if (status == ZL_OK)
                status = cell(r, at, HOLDER, holder);
        if (status == ZL_OK)
                status = cell(r, at, DEPUTIES, deputies);
        if (status != ZL_OK)
                return status;
        if (holder[0] == '\0' && deputies[0] == '\0') {
                r->skipped++;
                return ZL_OK;
        }
        status = assigning__add(r->plan, &row);
        if (status != ZL_OK)
                return status;
        row->line = csv_read__line(r->table, at);
        find_club(r, row, name);
        if (holder[0] == '\0')
                assigning__refuse(row, "%s", _("there is no account holder"));
        find_person(r, row, holder, &row->wanted.account_holder);
        find_deputies(r, row, deputies);
        status = cell(r, at, PHONE, name);
        if (status != ZL_OK || name[0] == '\0')
                return status;
        *ret_phone = r->plan->phones.size;
        zl_put_bytes(&r->plan->phones, name, strlen(name) + 1);
        return r->plan->phones.status;
}

static int read_rows(struct reading *r)
{
        size_t count = csv_read__rows(r->table);
        size_t *phones = calloc(count + 1, sizeof(*phones));
        int status = phones != NULL ? ZL_OK : ZL_E_MEMORY;

        for (size_t i = 0; i < count && status == ZL_OK; i++) {
                size_t before = r->plan->count;
                size_t phone = SIZE_MAX;

                status = read_row(r, i, &phone);
                if (r->plan->count > before)
                        phones[before] = phone;
        }
        for (size_t i = 0; i < r->plan->count && status == ZL_OK; i++) {
                if (phones[i] != SIZE_MAX)
                        r->plan->rows[i].wanted.phone =
                            (const char *)r->plan->phones.data + phones[i];
        }
        free(phones);
        return status;
}

int assigning__read(struct cli *cli, const char *path, struct assigning *plan)
{
        struct csv_table *table = NULL;
        struct reading r = {.cli = cli, .plan = plan};
        int status = ZL_OK;
        int code = csv_open__table(cli, path, &table);

        if (code != EXIT_DONE)
                return code;
        r.table = table;
        code = find_columns(&r, path);
        if (code == EXIT_DONE) {
                status = read_rows(&r);
                if (status != ZL_OK)
                        code = out__fail(cli, status);
        }
        if (code == EXIT_DONE && r.skipped > 0)
                out__say(cli,
                    P_("%zu line names nobody, and is left as it is.\n",
                        "%zu lines name nobody, and are left as they are.\n",
                        r.skipped),
                    r.skipped);
        csv_read__free(table);
        return code;
}
