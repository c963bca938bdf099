/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Lists of clubs, of people and of what is to be done. Entry by entry
 * is written as a document of its own, so that an answer ends before it is too
 * large and no tree of a whole list is ever made. */
#include "lists.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parts.h"
#include "write.h"

enum { END_ROOM = 64 }; /* bytes of what ends a list */

/* A list being written. */
struct list {
        const struct zl_listing *of;
        struct zl_buf *buf;
        bool *mine; /* by the number of a club: may who asks see it? */
        unsigned parts;
        uint64_t seen; /* entries of the asker's so far */
        size_t taken; /* of those that were asked for */
        size_t most;
        bool has_any;
        bool more; /* there are entries after the last one */
};

static const struct zl_club *club_at(const struct list *list, size_t number)
{
        return &zl_directory_club_at(list->of->directory, number)->club;
}

static int find_mine(struct list *list)
{
        const struct zl_listing *of = list->of;
        size_t count = zl_directory_club_count(of->directory);

        list->mine = calloc(count + 1, sizeof(*list->mine));
        if (list->mine == NULL)
                return ZL_E_MEMORY;
        for (size_t i = 0; i < count; i++) {
                unsigned relations = zl_register_relations(
                    of->directory, &club_at(list, i)->club, of->asker);

                list->mine[i] = zl_policy_allows(of->act,
                    zl_actor_of(of->asker->role), relations, ZL_STATE_NONE);
        }
        return ZL_OK;
}

/* Is the asker's next entry to be written?  It is not when it comes before
 * those that were asked for, or after as many as an answer has. */
static bool is_wanted(struct list *list)
{
        if (list->more)
                return false;
        if (list->seen++ < list->of->after)
                return false;
        list->more = list->taken == list->most;
        list->taken += !list->more;
        return !list->more;
}

/* An entry that was written.  What does not fit is the next answer's. */
static int put_entry(struct list *list, struct zl_json_writer *w)
{
        struct zl_buf entry;
        int status = ZL_OK;

        zl_buf_init(&entry, ZL_LIST_ROOM);
        status = zl_json_write_end(w, &entry);
        if (status == ZL_OK &&
            list->buf->size + entry.size + END_ROOM > ZL_LIST_ROOM) {
                list->more = true;
                list->taken--;
        } else if (status == ZL_OK) {
                if (list->has_any)
                        zl_put_u8(list->buf, ',');
                list->has_any = true;
                zl_put_bytes(list->buf, entry.data, entry.size);
                status = list->buf->status;
        }
        zl_buf_free(&entry);
        return status;
}

static void begin(struct list *list, const char *name)
{
        zl_put_text(list->buf, "{\"v\":1,\"");
        zl_put_text(list->buf, name);
        zl_put_text(list->buf, "\":[");
}

static int end(struct list *list)
{
        char next[END_ROOM];

        zl_put_u8(list->buf, ']');
        if (list->more) {
                (void)snprintf(next, sizeof(next), ",\"next\":%llu",
                    (unsigned long long)(list->of->after + list->taken));
                zl_put_text(list->buf, next);
        }
        zl_put_u8(list->buf, '}');
        return list->buf->status;
}

/* --- clubs --- */

/* To a coordinator a club is there to be assigned. */
static bool is_listed(const struct list *list, size_t number)
{
        const struct zl_index_club *club =
            zl_index_club(list->of->index, number);

        return list->mine[number] && !club->ended &&
            (list->of->asker->role != ZL_ROLE_COORDINATOR ||
                club->lights[ZL_REQUIRE_ACCOUNT_HOLDER].colour >
                    ZL_LIGHT_GREEN);
}

static int put_club(struct list *list, size_t number)
{
        const struct zl_index_club *known =
            zl_index_club(list->of->index, number);
        const struct zl_club *club = club_at(list, number);
        struct zl_json_writer *w = zl_json_write();

        register__write_id(w, "club", &club->club);
        zl_json_put_text(w, "name", club->name);
        zl_json_put_text(w, "kind", club->kind);
        register__write_id(w, "district", &club->district);
        if ((list->parts & ZL_PART_DONE) != 0)
                register__write_day(w, "visited", known->visited);
        if ((list->parts & ZL_PART_VISITS) != 0)
                register__write_day(w, "planned", known->planned);
        if ((list->parts & ZL_PART_CONTACTS) != 0)
                zl_json_put_u64(w, "contacts", known->contacts);
        if ((list->parts & ZL_PART_LIGHTS) != 0)
                parts__put_lights(w, known->lights, list->parts);
        return put_entry(list, w);
}

static int put_clubs(struct list *list)
{
        size_t count = 0;
        const uint32_t *clubs = zl_index_by_name(list->of->index, &count);
        int status = ZL_OK;

        list->most = ZL_LIST_CLUBS;
        begin(list, "clubs");
        for (size_t i = 0; status == ZL_OK && !list->more && i < count; i++) {
                if (is_listed(list, clubs[i]) && is_wanted(list))
                        status = put_club(list, clubs[i]);
        }
        return status == ZL_OK ? end(list) : status;
}

/* --- to-dos --- */

static int put_to_do(struct list *list, const struct zl_index_to_do *to_do)
{
        const struct zl_club *club = club_at(list, to_do->club);
        struct zl_json_writer *w = zl_json_write();

        register__write_id(w, "club", &club->club);
        zl_json_put_text(w, "name", club->name);
        parts__put_to_do(w, &to_do->is);
        return put_entry(list, w);
}

static int put_to_dos(struct list *list)
{
        size_t count = 0;
        const struct zl_index_to_do *all =
            zl_index_to_dos(list->of->index, &count);
        int status = ZL_OK;

        list->most = ZL_LIST_TO_DOS;
        begin(list, "to_dos");
        for (size_t i = 0; status == ZL_OK && !list->more && i < count; i++) {
                if (list->mine[all[i].club] &&
                    zl_parts_light(list->parts, all[i].is.what) &&
                    is_wanted(list))
                        status = put_to_do(list, &all[i]);
        }
        return status == ZL_OK ? end(list) : status;
}

/* --- people --- */

/* Somebody who was erased since is skipped; who asks again sees it. */
static int put_person(struct list *list, const struct zl_index_person *person)
{
        const struct zl_id *club = &club_at(list, person->club)->club;
        struct zl_json_writer *w = NULL;
        struct zl_register_person found;
        int status =
            zl_register_person(list->of->reg, club, &person->id, &found);

        if (status == ZL_E_NOT_FOUND)
                return ZL_OK;
        if (status != ZL_OK)
                return status;
        w = zl_json_write();
        register__write_id(w, "club", club);
        register__write_person(w, &found);
        return put_entry(list, w);
}

static int put_people(struct list *list)
{
        size_t count = 0;
        const struct zl_index_person *all =
            zl_index_people(list->of->index, &count);
        int status = ZL_OK;

        list->most = ZL_LIST_PEOPLE;
        begin(list, "people");
        for (size_t i = 0; status == ZL_OK && !list->more && i < count; i++) {
                if (list->mine[all[i].club] && is_wanted(list))
                        status = put_person(list, &all[i]);
        }
        return status == ZL_OK ? end(list) : status;
}

/* --- the overview --- */

/* What is counted of a district. */
struct district {
        size_t clubs;
        size_t contacts;
        size_t lights[ZL_REQUIREMENTS][ZL_LIGHT_RED + 1];
};

/* ZL_DISTRICTS_MAX: the charter has none of that id. */
static size_t district_of(
    const struct zl_charter *charter, const struct zl_id *id)
{
        for (size_t i = 0; i < charter->district_count; i++) {
                if (zl_id_equal(&charter->districts[i].id, id))
                        return i;
        }
        return ZL_DISTRICTS_MAX;
}

static void count_clubs(const struct list *list,
    const struct zl_charter *charter, struct district *ret)
{
        size_t count = zl_directory_club_count(list->of->directory);

        for (size_t i = 0; i < count; i++) {
                const struct zl_index_club *club =
                    zl_index_club(list->of->index, i);
                size_t number =
                    district_of(charter, &club_at(list, i)->district);

                if (!list->mine[i] || club->ended || number == ZL_DISTRICTS_MAX)
                        continue;
                ret[number].clubs++;
                ret[number].contacts += club->contacts > 0;
                for (unsigned j = 0; j < ZL_REQUIREMENTS; j++)
                        ret[number].lights[j][club->lights[j].colour]++;
        }
}

/* Of few clubs nothing is counted: that would point at one. */
static void put_district(struct zl_json_writer *w, const struct zl_id *id,
    const struct district *district)
{
        zl_json_open_object(w, NULL);
        register__write_id(w, "district", id);
        zl_json_put_u64(w, "clubs", district->clubs);
        if (district->clubs >= ZL_OVERVIEW_LEAST) {
                zl_json_put_u64(w, "contacts", district->contacts);
                zl_json_open_array(w, "lights");
                for (unsigned i = 0; i < ZL_REQUIREMENTS; i++) {
                        const size_t *lights = district->lights[i];

                        zl_json_open_object(w, NULL);
                        zl_json_put_text(w, "requirement",
                            zl_requirement_str((enum zl_requirement)i));
                        zl_json_put_u64(w, "green", lights[ZL_LIGHT_GREEN]);
                        zl_json_put_u64(w, "amber", lights[ZL_LIGHT_AMBER]);
                        zl_json_put_u64(w, "red", lights[ZL_LIGHT_RED]);
                        zl_json_close(w);
                }
                zl_json_close(w);
        }
        zl_json_close(w);
}

/* Does a supporter have this district?  Coordinators have all. */
static bool is_own(const struct list *list, const struct zl_id *district)
{
        const struct zl_member *member =
            zl_directory_member(list->of->directory, &list->of->asker->member);

        return list->of->asker->role == ZL_ROLE_COORDINATOR ||
            (member != NULL && zl_register_has_district(member, district));
}

static int put_overview(struct list *list)
{
        const struct zl_charter *charter =
            zl_directory_charter(list->of->directory);
        struct district *districts =
            calloc(ZL_DISTRICTS_MAX, sizeof(*districts));
        struct zl_json_writer *w = NULL;

        if (districts == NULL)
                return ZL_E_MEMORY;
        w = zl_json_write();
        zl_json_put_u64(w, "v", 1);
        zl_json_open_array(w, "districts");
        if (charter != NULL)
                count_clubs(list, charter, districts);
        for (size_t i = 0; charter != NULL && i < charter->district_count;
             i++) {
                if (is_own(list, &charter->districts[i].id))
                        put_district(
                            w, &charter->districts[i].id, &districts[i]);
        }
        zl_json_close(w);
        free(districts);
        return zl_json_write_end(w, list->buf);
}

int zl_list_write(const struct zl_listing *listing, struct zl_buf *buf)
{
        struct list list = {
            .of = listing,
            .buf = buf,
            .parts = zl_parts_of(listing->asker->role),
        };
        int status = find_mine(&list);

        if (status == ZL_OK) {
                switch (listing->act) {
                case ZL_ACT_LIST_CLUBS:
                        status = put_clubs(&list);
                        break;
                case ZL_ACT_LIST_TO_DOS:
                        status = put_to_dos(&list);
                        break;
                case ZL_ACT_LIST_PEOPLE:
                        status = put_people(&list);
                        break;
                default:
                        status = put_overview(&list);
                        break;
                }
        }
        free(list.mine);
        return status;
}
