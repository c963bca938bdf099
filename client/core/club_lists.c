/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! The lists of the club register, piece by piece. */
#include "club_lists.h"

#include <stdlib.h>
#include <string.h>

#include "club_internal.h"
#include "statement.h"

enum {
        CLUBS_MAX = 500,
        TO_DOS_MAX = 1000,
        PEOPLE_MAX = 500,
        DISTRICTS_MAX = 1000,
        OWN_MAX = 10000,
        NUMBER_MAX = 10000000,
        KIND_CHARS = 40
};

static uint32_t number(struct zl_json_reader *r, const char *name)
{
        return (uint32_t)zl_json_u64(r, name, 0, NUMBER_MAX);
}

static void read_lights(struct zl_json_reader *r, struct zl_club_row *row)
{
        static const struct club__array lights = {"lights",
            ZL_CLUB_REQUIREMENTS, sizeof(struct zl_club_light),
            club__read_light};
        struct zl_club_light *read =
            club__read_array(r, &lights, &row->light_count);

        if (read != NULL && row->light_count > 0)
                memcpy(row->lights, read, row->light_count * sizeof(*read));
        free(read);
}

static void read_club(struct zl_json_reader *r, void *ret)
{
        struct zl_club_row *row = ret;

        club__id(r, "club", &row->club);
        row->name = zl_json_text(r, "name", ZL_TEXT_LINE, ZL_NAME_CHARS);
        row->kind = zl_json_text(r, "kind", ZL_TEXT_LINE, KIND_CHARS);
        club__id(r, "district", &row->district);
        row->visited = club__day(r, "visited");
        row->planned = club__day(r, "planned");
        row->has_contacts = zl_json_has(r, "contacts");
        if (row->has_contacts)
                row->contacts = number(r, "contacts");
        if (zl_json_has(r, "lights"))
                read_lights(r, row);
}

static void read_task(struct zl_json_reader *r, void *ret)
{
        struct zl_club_task *task = ret;

        club__id(r, "club", &task->club);
        task->name = zl_json_text(r, "name", ZL_TEXT_LINE, ZL_NAME_CHARS);
        club__read_to_do(r, &task->to_do);
}

static void read_person(struct zl_json_reader *r, void *ret)
{
        struct zl_club_people_row *row = ret;

        club__id(r, "club", &row->club);
        club__read_person(r, &row->person);
}

static void read_visit(struct zl_json_reader *r, void *ret)
{
        struct zl_club_visits_row *row = ret;

        club__id(r, "club", &row->club);
        club__read_visit(r, &row->visit);
}

static void read_need(struct zl_json_reader *r, void *ret)
{
        struct zl_club_needs_row *row = ret;

        club__id(r, "club", &row->club);
        club__read_need(r, &row->need);
}

static void read_counts(struct zl_json_reader *r, void *ret)
{
        struct zl_club_counts *counts = ret;

        counts->requirement =
            (unsigned)zl_json_choice(r, "requirement", zl_club_requirements);
        if (counts->requirement >= ZL_CLUB_REQUIREMENTS)
                zl_json_fail(r, "requirement", ZL_E_MALFORMED);
        for (unsigned i = 0; i < ZL_CLUB_COLOURS; i++)
                counts->clubs[i] = number(r, zl_club_colours[i]);
}

static void read_district(struct zl_json_reader *r, void *ret)
{
        static const struct club__array lights = {"lights",
            ZL_CLUB_REQUIREMENTS, sizeof(struct zl_club_counts), read_counts};
        struct zl_club_district *district = ret;
        struct zl_club_counts *read = NULL;

        club__id(r, "district", &district->district);
        district->clubs = number(r, "clubs");
        district->is_shown = zl_json_has(r, "lights");
        if (!district->is_shown)
                return;
        district->contacts = number(r, "contacts");
        read = club__read_array(r, &lights, &district->light_count);
        if (read != NULL && district->light_count > 0)
                memcpy(district->lights, read,
                    district->light_count * sizeof(*read));
        free(read);
}

static const struct club__array clubs = {
    "clubs", CLUBS_MAX, sizeof(struct zl_club_row), read_club};
static const struct club__array to_dos = {
    "to_dos", TO_DOS_MAX, sizeof(struct zl_club_task), read_task};
static const struct club__array people = {
    "people", PEOPLE_MAX, sizeof(struct zl_club_people_row), read_person};
static const struct club__array own_people = {
    "people", OWN_MAX, sizeof(struct zl_club_people_row), read_person};
static const struct club__array own_visits = {
    "visits", OWN_MAX, sizeof(struct zl_club_visits_row), read_visit};
static const struct club__array own_needs = {
    "needs", OWN_MAX, sizeof(struct zl_club_needs_row), read_need};
static const struct club__array districts = {
    "districts", DISTRICTS_MAX, sizeof(struct zl_club_district), read_district};

static void read_list(struct zl_json_reader *r, enum zl_club_list_kind kind,
    struct zl_club_list *list)
{
        (void)zl_json_u64(r, "v", 1, 1);
        switch (kind) {
        case ZL_CLUB_LIST_CLUBS:
                list->clubs = club__read_array(r, &clubs, &list->club_count);
                break;
        case ZL_CLUB_LIST_TO_DOS:
                list->to_dos = club__read_array(r, &to_dos, &list->to_do_count);
                break;
        case ZL_CLUB_LIST_PEOPLE:
                list->people =
                    club__read_array(r, &people, &list->person_count);
                break;
        case ZL_CLUB_LIST_OVERVIEW:
                list->districts =
                    club__read_array(r, &districts, &list->district_count);
                break;
        case ZL_CLUB_LIST_OWN:
                list->people =
                    club__read_array(r, &own_people, &list->person_count);
                list->visits =
                    club__read_array(r, &own_visits, &list->visit_count);
                list->needs =
                    club__read_array(r, &own_needs, &list->need_count);
                break;
        }
}

int zl_club_list_read(struct zl_bytes body, enum zl_club_list_kind kind,
    uint64_t after, struct zl_club_list *ret_list)
{
        struct zl_club_list list = {0};
        struct zl_json_reader r;
        int status = zl_json_parse_list(body.data, body.size, &list.json);

        if (status != ZL_OK)
                return status;
        r = zl_json_read(list.json);
        read_list(&r, kind, &list);
        /* A list that does not go on would never end. */
        if (zl_json_has(&r, "next"))
                list.next =
                    zl_json_u64(&r, "next", after + 1, UINT64_C(1) << 40);
        status = zl_json_end(&r);
        if (status == ZL_OK)
                *ret_list = list;
        else
                zl_club_list_free(&list);
        return status;
}

void zl_club_list_free(struct zl_club_list *list)
{
        free(list->clubs);
        free(list->to_dos);
        free(list->people);
        free(list->visits);
        free(list->needs);
        free(list->districts);
        zl_json_free(list->json);
        *list = (struct zl_club_list){0};
}
