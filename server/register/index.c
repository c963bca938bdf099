/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the index: every club at a glance. A list of all clubs cannot
 * ask for each of them; so what was asked is kept, and asked again only of
 * clubs that something happened to. The answers are those of view.c. */
#include "index.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "rows.h"

#define UNKNOWN UINT32_MAX

/* A club whose view depends on a member: a contact, or somebody assigned to
 * it or standing in. */
struct naming {
        uint32_t member; /* number; UNKNOWN: not in the directory */
        uint32_t club;
};

struct zl_index {
        struct zl_register_news *news;
        bool is_whole; /* else nothing here counts */
        size_t statements; /* of the directory, that it knows */
        uint32_t day;
        struct zl_index_club *clubs;
        bool *stale; /* by club: to be looked at anew */
        size_t club_count;
        struct zl_rows by_name; /* uint32_t */
        struct zl_rows people;
        struct zl_rows to_dos;
        struct zl_rows namings; /* in no order */
};

int zl_index_new(struct zl_register_news *news, struct zl_index **ret_index)
{
        struct zl_index *index = calloc(1, sizeof(*index));

        if (index == NULL)
                return ZL_E_MEMORY;
        index->news = news;
        index->by_name.size = sizeof(uint32_t);
        index->people.size = sizeof(struct zl_index_person);
        index->to_dos.size = sizeof(struct zl_index_to_do);
        index->namings.size = sizeof(struct naming);
        *ret_index = index;
        return ZL_OK;
}

static void empty(struct zl_index *index)
{
        for (size_t i = 0; i < index->people.count; i++) {
                struct zl_index_person *person = zl_rows_at(&index->people, i);

                free(person->name);
        }
        for (size_t i = 0; i < index->club_count; i++)
                free(index->clubs[i].name);
        free(index->clubs);
        free(index->stale);
        index->clubs = NULL;
        index->stale = NULL;
        index->club_count = 0;
        zl_rows_free(&index->by_name);
        zl_rows_free(&index->people);
        zl_rows_free(&index->to_dos);
        zl_rows_free(&index->namings);
        index->is_whole = false;
}

void zl_index_free(struct zl_index *index)
{
        if (index == NULL)
                return;
        empty(index);
        free(index);
}

/* --- which clubs are stale --- */

/* Room for all clubs of the directory; a new one is stale. */
static int grow(struct zl_index *index, size_t count)
{
        struct zl_index_club *clubs = NULL;
        bool *stale = NULL;

        if (count == index->club_count)
                return ZL_OK;
        clubs = realloc(index->clubs, count * sizeof(*clubs));
        if (clubs != NULL)
                index->clubs = clubs;
        stale = realloc(index->stale, count * sizeof(*stale));
        if (stale != NULL)
                index->stale = stale;
        if (clubs == NULL || stale == NULL)
                return ZL_E_MEMORY;
        for (size_t i = index->club_count; i < count; i++) {
                clubs[i] = (struct zl_index_club){.name = NULL};
                stale[i] = true;
        }
        index->club_count = count;
        return ZL_OK;
}

static void mark_club(struct zl_index *index,
    const struct zl_directory *directory, const struct zl_id *club)
{
        size_t number = zl_directory_club_number(directory, club);

        if (number < index->club_count)
                index->stale[number] = true;
}

/* Somebody of whom something was stated: for whatever depends on that, and
 * for the clubs that the newest appointment names. */
static void mark_member(struct zl_index *index,
    const struct zl_directory *directory, const struct zl_id *id, bool *about)
{
        const struct zl_member *member = zl_directory_member(directory, id);
        size_t number = zl_directory_member_number(directory, id);

        if (member == NULL)
                return;
        about[number] = true;
        for (size_t i = 0; i < member->scope_count; i++)
                mark_club(index, directory, &member->scope[i]);
}

/* False: it may be about any club. */
static bool mark_statement(struct zl_index *index,
    const struct zl_directory *directory, const struct zl_statement *statement,
    bool *about)
{
        const struct zl_id *member = NULL;

        switch (statement->type) {
        case ZL_CHARTER: /* which team is of which district */
                return false;
        case ZL_REVOCATION:
                if (statement->is.revocation.compromised)
                        return false; /* what was said is judged again */
                break;
        case ZL_CLUB:
                mark_club(index, directory, &statement->is.club.club);
                return true;
        case ZL_ASSIGNMENT:
                mark_club(index, directory, &statement->is.assignment.club);
                return true;
        case ZL_DIRECTORY:
                return true;
        default:
                break;
        }
        member = zl_directory_about(directory, statement);
        if (member != NULL)
                mark_member(index, directory, member, about);
        return true;
}

/* Of whom nothing was known when a view was made, something may be now. */
static void mark_dependent(struct zl_index *index, const bool *about)
{
        for (size_t i = 0; i < index->namings.count; i++) {
                const struct naming *naming = zl_rows_at(&index->namings, i);

                if (naming->member == UNKNOWN || about[naming->member])
                        index->stale[naming->club] = true;
        }
}

/* What was stated since.  Statements are only ever added, and nobody sees one
 * before it is durable: so many mean the same ones.  False: read everything. */
static bool mark_stated(
    struct zl_index *index, const struct zl_directory *directory)
{
        size_t count = zl_directory_count(directory);
        bool *about = NULL;
        bool is_known = true;

        if (count <= index->statements)
                return count == index->statements;
        about = calloc(zl_directory_member_count(directory) + 1, 1);
        if (about == NULL)
                return false;
        for (size_t i = index->statements; is_known && i < count; i++)
                is_known = mark_statement(index, directory,
                    zl_directory_statement(directory, i, NULL), about);
        if (is_known)
                mark_dependent(index, about);
        free(about);
        return is_known;
}

static bool mark_written(
    struct zl_index *index, const struct zl_directory *directory)
{
        struct zl_id *clubs = NULL;
        size_t count = 0;
        bool told = zl_register_news_take(index->news, &clubs, &count);

        for (size_t i = 0; told && i < count; i++)
                mark_club(index, directory, &clubs[i]);
        free(clubs);
        return told;
}

static int mark(
    struct zl_index *index, const struct zl_directory *directory, uint32_t day)
{
        size_t count = zl_directory_club_count(directory);
        bool written = mark_written(index, directory);
        int status = ZL_OK;

        if (!index->is_whole || !written || day != index->day ||
            count < index->club_count)
                empty(index);
        else
                status = grow(index, count);
        if (status == ZL_OK && index->is_whole &&
            !mark_stated(index, directory))
                empty(index);
        if (status == ZL_OK)
                status = grow(index, count);
        return status;
}

/* --- looking at them anew --- */

static bool is_fresh_name(void *context, void *row)
{
        const struct zl_index *index = context;
        const uint32_t *club = row;

        return !index->stale[*club];
}

static bool is_fresh_person(void *context, void *row)
{
        const struct zl_index *index = context;
        struct zl_index_person *person = row;

        if (!index->stale[person->club])
                return true;
        free(person->name);
        return false;
}

static bool is_fresh_to_do(void *context, void *row)
{
        const struct zl_index *index = context;
        const struct zl_index_to_do *to_do = row;

        return !index->stale[to_do->club];
}

static bool is_fresh_naming(void *context, void *row)
{
        const struct zl_index *index = context;
        const struct naming *naming = row;

        return !index->stale[naming->club];
}

/* What of all clubs one reading makes. */
struct reading {
        struct zl_index *index;
        const struct zl_order *order;
        struct zl_club_viewing viewing;
        uint32_t *members; /* who name the stale clubs, club after club */
        struct zl_rows named; /* struct naming, by club and member */
        uint32_t club; /* the one being read */
};

static int compare_namings(const void *a, const void *b, void *context)
{
        const struct naming *one = a;
        const struct naming *other = b;

        (void)context;
        if (one->club != other->club)
                return one->club < other->club ? -1 : 1;
        return (one->member > other->member) - (one->member < other->member);
}

/* One walk over all members tells which contacts the stale clubs have. */
static int find_members(struct reading *r)
{
        const struct zl_directory *directory = r->viewing.directory;
        size_t count = zl_directory_member_count(directory);
        int status = ZL_OK;

        for (size_t i = 0; i < count; i++) {
                const struct zl_member *member =
                    zl_directory_member_at(directory, i);
                /* Others have districts and teams there. */
                size_t scopes =
                    member->role == ZL_ROLE_CONTACT ? member->scope_count : 0;

                for (size_t j = 0; j < scopes && status == ZL_OK; j++) {
                        size_t club = zl_directory_club_number(
                            directory, &member->scope[j]);
                        struct naming naming = {(uint32_t)i, (uint32_t)club};

                        if (club < r->index->club_count &&
                            r->index->stale[club])
                                status = zl_rows_add(&r->named, &naming);
                }
        }
        if (status == ZL_OK)
                status = zl_rows_merge(&r->named, 0, compare_namings, NULL);
        r->members = calloc(r->named.count + 1, sizeof(*r->members));
        if (status != ZL_OK || r->members == NULL)
                return ZL_E_MEMORY;
        for (size_t i = 0; i < r->named.count; i++)
                r->members[i] =
                    ((const struct naming *)zl_rows_at(&r->named, i))->member;
        return ZL_OK;
}

static int add_person(void *context, const struct zl_register_person *person)
{
        const char *const names[] = {
            person->family, person->prefix, person->given};
        struct reading *r = context;
        struct zl_index_person row = {.club = r->club, .id = person->id};
        int status = zl_order_key_new(
            r->order, names, ZL_ORDER_TEXTS, &person->id, &row.name);

        if (status == ZL_OK)
                status = zl_rows_add(&r->index->people, &row);
        if (status != ZL_OK)
                free(row.name);
        return status;
}

static int add_naming(struct reading *r, const struct zl_id *member)
{
        size_t number =
            zl_directory_member_number(r->viewing.directory, member);
        struct naming naming = {
            number < UNKNOWN ? (uint32_t)number : UNKNOWN, r->club};

        return zl_rows_add(&r->index->namings, &naming);
}

static int add_namings(struct reading *r, const struct zl_club_view *view)
{
        int status = ZL_OK;

        for (size_t i = 0; status == ZL_OK && i < view->contact_count; i++)
                status = add_naming(r, &view->contacts[i].member);
        for (size_t i = 0; status == ZL_OK && i < view->reach_count; i++)
                status = add_naming(r, &view->reach[i].member);
        return status;
}

static int add_to_dos(struct reading *r, const struct zl_club_facts *facts)
{
        struct zl_to_do all[ZL_TO_DOS_MAX];
        size_t count = zl_to_dos_of(facts, r->index->day, all);
        int status = ZL_OK;

        for (size_t i = 0; status == ZL_OK && i < count; i++) {
                struct zl_index_to_do row = {all[i], r->club};

                status = zl_rows_add(&r->index->to_dos, &row);
        }
        return status;
}

static int add_club(struct reading *r, const struct zl_club_view *view)
{
        struct zl_index_club *club = &r->index->clubs[r->club];
        const char *const names[] = {view->club->club.name};
        int status = ZL_OK;

        free(club->name);
        *club = (struct zl_index_club){
            .ended = view->ended,
            .visited = view->facts.visited,
            .planned = view->facts.visit_planned,
            .contacts = (uint32_t)view->facts.contact_count,
        };
        zl_lights_of(&view->facts, r->index->day, club->lights);
        status = zl_order_key_new(
            r->order, names, 1, &view->club->club.club, &club->name);
        if (status == ZL_OK)
                status = zl_rows_add(&r->index->by_name, &r->club);
        if (status == ZL_OK)
                status = add_namings(r, view);
        if (status == ZL_OK && !view->ended)
                status = add_to_dos(r, &view->facts);
        return status;
}

/* The club's members stand from *at on, and those of the next after them. */
static int read_club(struct reading *r, size_t *at)
{
        const struct zl_club *club =
            &zl_directory_club_at(r->viewing.directory, r->club)->club;
        size_t first = *at;
        struct zl_club_view view = {.club = NULL};
        int status = ZL_OK;

        while (*at < r->named.count &&
            ((const struct naming *)zl_rows_at(&r->named, *at))->club ==
                r->club)
                (*at)++;
        status = zl_club_view_with(
            &r->viewing, &club->club, r->members + first, *at - first, &view);
        if (status != ZL_OK)
                return status;
        status = add_club(r, &view);
        zl_club_view_free(&view);
        return status;
}

static int compare_names(const void *a, const void *b, void *context)
{
        const struct zl_index *index = context;
        const uint32_t *one = a;
        const uint32_t *other = b;

        return zl_order_compare(
            index->clubs[*one].name, index->clubs[*other].name);
}

static int compare_people(const void *a, const void *b, void *context)
{
        const struct zl_index_person *one = a;
        const struct zl_index_person *other = b;
        int order = zl_order_compare(one->name, other->name);

        (void)context;
        /* The same id at two clubs: by whoever was stated first. */
        return order != 0
            ? order
            : (one->club > other->club) - (one->club < other->club);
}

static int compare_to_dos(const void *a, const void *b, void *context)
{
        const struct zl_index_to_do *one = a;
        const struct zl_index_to_do *other = b;
        int order = zl_to_do_weigh(&one->is, &other->is);

        if (order == 0 && one->club != other->club)
                order = compare_names(&one->club, &other->club, context);
        return order != 0 ? order : zl_to_do_compare(&one->is, &other->is);
}

/* Leave out what is stale, read it anew, and put it in its place. */
static int read_stale(struct zl_index *index, struct reading *r)
{
        size_t names = 0;
        size_t people = 0;
        size_t to_dos = 0;
        size_t at = 0;
        int status = find_members(r);

        zl_rows_filter(&index->by_name, is_fresh_name, index);
        zl_rows_filter(&index->people, is_fresh_person, index);
        zl_rows_filter(&index->to_dos, is_fresh_to_do, index);
        zl_rows_filter(&index->namings, is_fresh_naming, index);
        names = index->by_name.count;
        people = index->people.count;
        to_dos = index->to_dos.count;
        for (size_t i = 0; status == ZL_OK && i < index->club_count; i++) {
                if (!index->stale[i])
                        continue;
                r->club = (uint32_t)i;
                status = read_club(r, &at);
        }
        if (status == ZL_OK)
                status =
                    zl_rows_merge(&index->by_name, names, compare_names, index);
        if (status == ZL_OK)
                status =
                    zl_rows_merge(&index->people, people, compare_people, NULL);
        if (status == ZL_OK)
                status = zl_rows_merge(
                    &index->to_dos, to_dos, compare_to_dos, index);
        return status;
}

int zl_index_refresh(struct zl_index *index, struct zl_register *reg,
    const struct zl_directory *directory, struct zl_point at)
{
        struct reading r = {
            .index = index,
            .viewing = {reg, directory, at, add_person, &r},
            .named = {.size = sizeof(struct naming)},
        };
        int status = mark(index, directory, zl_time_day(at.time));

        index->day = zl_time_day(at.time);
        index->statements = zl_directory_count(directory);
        if (status == ZL_OK && index->club_count > 0 &&
            memchr(index->stale, true, index->club_count) != NULL) {
                status = zl_register_order(reg, &r.order);
                if (status == ZL_OK)
                        status = read_stale(index, &r);
        }
        zl_rows_free(&r.named);
        free(r.members);
        if (status != ZL_OK) {
                empty(index);
                return status;
        }
        if (index->club_count > 0)
                memset(index->stale, false, index->club_count);
        index->is_whole = true;
        return ZL_OK;
}

/* --- what lists ask --- */

const struct zl_index_club *zl_index_club(
    const struct zl_index *index, size_t number)
{
        assert(number < index->club_count);
        return &index->clubs[number];
}

const uint32_t *zl_index_by_name(
    const struct zl_index *index, size_t *ret_count)
{
        *ret_count = index->by_name.count;
        return (const uint32_t *)(const void *)index->by_name.data;
}

const struct zl_index_person *zl_index_people(
    const struct zl_index *index, size_t *ret_count)
{
        *ret_count = index->people.count;
        return (const struct zl_index_person *)(const void *)index->people.data;
}

const struct zl_index_to_do *zl_index_to_dos(
    const struct zl_index *index, size_t *ret_count)
{
        *ret_count = index->to_dos.count;
        return (const struct zl_index_to_do *)(const void *)index->to_dos.data;
}
