/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the counting of a quarter: all by what the log had at its end,
 * however much later it is done. Which districts there are follows from clubs
 * alone, never from what was noted. */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "figures_internal.h"
#include "policy.h"
#include "terms.h"

static int compare_ids(const void *one, const void *other)
{
        return memcmp(one, other, ZL_ID_SIZE);
}

static int compare_clubs(const void *one, const void *other)
{
        const struct figures__club *a = one;
        const struct figures__club *b = other;
        int order = compare_ids(&a->said->club, &b->said->club);

        if (order == 0)
                order = a->position < b->position ? -1 : 1;
        return order;
}

/* ---- Clubs and districts ---- */

/* The charter and every statement about a club, and where the log ended. */
static int read_statements(
    const struct zl_directory *directory, struct figures__table *table)
{
        size_t count = zl_directory_count(directory);
        struct zl_point at = {0};

        table->clubs = calloc(count + 1, sizeof(*table->clubs));
        if (table->clubs == NULL)
                return ZL_E_MEMORY;
        for (size_t i = 0; i < count; i++) {
                const struct zl_statement *statement =
                    zl_directory_statement(directory, i, &at);

                if (at.time.ms >= table->until.ms)
                        break;
                table->end.position = at.position + 1;
                if (zl_directory_is_void(directory, i))
                        continue;
                if (statement->type == ZL_CHARTER)
                        table->charter = &statement->is.charter;
                if (statement->type == ZL_CLUB)
                        table->clubs[table->club_count++] =
                            (struct figures__club){.said = &statement->is.club,
                                .position = at.position};
        }
        return ZL_OK;
}

/* Of each club what was said last. */
static void keep_newest(struct figures__table *table)
{
        size_t kept = 0;

        qsort(table->clubs, table->club_count, sizeof(*table->clubs),
            compare_clubs);
        for (size_t i = 0; i < table->club_count; i++) {
                if (i + 1 == table->club_count ||
                    !zl_id_equal(&table->clubs[i].said->club,
                        &table->clubs[i + 1].said->club))
                        table->clubs[kept++] = table->clubs[i];
        }
        table->club_count = kept;
}

static bool has_club(
    const struct figures__table *table, const struct zl_id *district)
{
        for (size_t i = 0; i < table->club_count; i++) {
                if (zl_id_equal(&table->clubs[i].said->district, district))
                        return true;
        }
        return false;
}

static size_t row_of(
    const struct figures__table *table, const struct zl_id *district)
{
        size_t i = 0;

        while (i < table->count && !zl_id_equal(&table->districts[i], district))
                i++;
        return i;
}

/* Those of the charter, then the others by id. */
static int order_districts(struct figures__table *table)
{
        const struct zl_charter *charter = table->charter;
        size_t known = charter == NULL ? 0 : charter->district_count;
        size_t listed = 0;

        table->districts =
            calloc(known + table->club_count + 1, sizeof(*table->districts));
        if (table->districts == NULL)
                return ZL_E_MEMORY;
        for (size_t i = 0; i < known; i++) {
                if (has_club(table, &charter->districts[i].id))
                        table->districts[table->count++] =
                            charter->districts[i].id;
        }
        listed = table->count;
        for (size_t i = 0; i < table->club_count; i++) {
                const struct zl_id *district = &table->clubs[i].said->district;

                if (row_of(table, district) == table->count)
                        table->districts[table->count++] = *district;
        }
        qsort(table->districts + listed, table->count - listed,
            sizeof(*table->districts), compare_ids);
        for (size_t i = 0; i < table->club_count; i++)
                table->clubs[i].row =
                    row_of(table, &table->clubs[i].said->district);
        return ZL_OK;
}

int figures__read(const struct zl_directory *directory, uint32_t quarter,
    struct figures__table *ret)
{
        int status = ZL_OK;

        *ret = (struct figures__table){
            .from.ms = zl_quarter_begins(quarter) * ZL_MS_DAY,
            .until.ms = zl_quarter_begins(quarter + 1) * ZL_MS_DAY};
        ret->end.time.ms = ret->until.ms - 1;
        status = read_statements(directory, ret);
        if (status != ZL_OK)
                return status;
        keep_newest(ret);
        return order_districts(ret);
}

static struct figures__club *find_club(
    const struct figures__table *table, const struct zl_id *id)
{
        size_t from = 0;
        size_t until = table->club_count;

        while (from < until) {
                size_t middle = (from + until) / 2;
                int order = compare_ids(id, &table->clubs[middle].said->club);

                if (order == 0)
                        return &table->clubs[middle];
                if (order < 0)
                        until = middle;
                else
                        from = middle + 1;
        }
        return NULL;
}

/* ---- Contacts ---- */

/* The contacts who then had a device in force, in order of their ids. */
static int find_joined(const struct zl_directory *directory,
    struct zl_point end, struct zl_id **ret_ids, size_t *ret_count)
{
        size_t devices = zl_directory_device_count(directory);
        struct zl_id *ids = calloc(devices + 1, sizeof(*ids));
        size_t count = 0;

        if (ids == NULL)
                return ZL_E_MEMORY;
        for (size_t i = 0; i < devices; i++) {
                const struct zl_device_entry *device =
                    zl_directory_device_at(directory, i);
                const struct zl_member *member =
                    zl_directory_member(directory, &device->member);

                if (member != NULL && member->role == ZL_ROLE_CONTACT &&
                    zl_directory_device_in_force(
                        directory, &device->key, end, NULL) == ZL_OK)
                        ids[count++] = device->member;
        }
        qsort(ids, count, sizeof(*ids), compare_ids);
        *ret_ids = ids;
        *ret_count = count;
        return ZL_OK;
}

/* The clubs of one appointment, if it was the newest then. */
static void mark_clubs(const struct zl_directory *directory,
    struct figures__table *table, const struct zl_appointment *appointment)
{
        for (size_t i = 0; i < appointment->scope_count; i++) {
                struct figures__club *club =
                    find_club(table, &appointment->scope[i]);

                if (club != NULL && !club->has_contact)
                        club->has_contact =
                            (zl_directory_club_relation(directory,
                                 &appointment->member, &appointment->scope[i],
                                 table->end) &
                                ZL_REL_OF_CLUB) != 0;
        }
}

static int find_contacts(
    const struct zl_directory *directory, struct figures__table *table)
{
        struct zl_id *joined = NULL;
        struct zl_point at = {0};
        size_t count = 0;
        int status = find_joined(directory, table->end, &joined, &count);

        if (status != ZL_OK)
                return status;
        for (size_t i = 0; i < zl_directory_count(directory); i++) {
                const struct zl_statement *statement =
                    zl_directory_statement(directory, i, &at);

                if (at.position >= table->end.position)
                        break;
                if (statement->type == ZL_APPOINTMENT &&
                    bsearch(&statement->is.appointment.member, joined, count,
                        sizeof(*joined), compare_ids) != NULL)
                        mark_clubs(
                            directory, table, &statement->is.appointment);
        }
        free(joined);
        return ZL_OK;
}

/* ---- Notes ---- */

static int count_note(void *context, const struct zl_noted *noted)
{
        struct figures__table *table = context;
        const struct figures__club *club = find_club(table, &noted->club);
        bool own = noted->author == ZL_ROLE_PROFESSIONAL;
        struct zl_figures_row *row = NULL;

        /* Of a club that a void statement named, or what was taken back. */
        if (club == NULL || noted->state == ZL_STATE_RETRACTED)
                return ZL_OK;
        row =
            &table
                 ->rows[own ? ZL_FIGURE_OWN_NOTES : ZL_FIGURE_NOTES][club->row];
        row->whole++;
        if (!own && noted->opened.ms != 0 && table->charter != NULL &&
            zl_time_day(noted->opened) <
                zl_terms_over_day(
                    table->charter->terms.remind_days, noted->time))
                row->part++;
        return ZL_OK;
}

int figures__count(const struct zl_directory *directory, struct zl_store *store,
    struct figures__table *table)
{
        int status = ZL_OK;

        for (int list = 1; list <= ZL_FIGURE_LISTS; list++) {
                table->rows[list] =
                    calloc(table->count + 1, sizeof(*table->rows[list]));
                if (table->rows[list] == NULL)
                        return ZL_E_MEMORY;
        }
        status = find_contacts(directory, table);
        if (status != ZL_OK)
                return status;
        for (size_t i = 0; i < table->club_count; i++) {
                const struct figures__club *club = &table->clubs[i];
                struct zl_figures_row *row =
                    &table->rows[ZL_FIGURE_CLUBS][club->row];

                row->whole += club->said->ended ? 0 : 1;
                row->part += !club->said->ended && club->has_contact ? 1 : 0;
        }
        return zl_store_each_note(
            store, table->from, table->until, count_note, table);
}

void figures__free(struct figures__table *table)
{
        free(table->clubs);
        free(table->districts);
        for (int list = 1; list <= ZL_FIGURE_LISTS; list++)
                free(table->rows[list]);
}
