/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! A club's page. Supporters see all of it; others what they need for
 * their part, as parts.c says. */
#include "page.h"

#include <stdlib.h>

#include "calendar.h"
#include "order.h"
#include "parts.h"
#include "view.h"
#include "write.h"

/* By zl_reach_why. */
static const char *const reach_words[] = {"there", "away", "unknown", "not-yet",
    "expired", "revoked", "elsewhere", "not-joined"};

struct writing {
        struct zl_json_writer *w;
        unsigned parts;
        uint32_t day;
};

bool zl_register_has_district(
    const struct zl_member *supporter, const struct zl_id *district)
{
        if (supporter->scope_count == 0) /* all districts (2.3) */
                return true;
        for (size_t i = 0; i < supporter->scope_count; i++) {
                if (zl_id_equal(&supporter->scope[i], district))
                        return true;
        }
        return false;
}

unsigned zl_register_relations(const struct zl_directory *directory,
    const struct zl_id *club, const struct zl_register_asker *asker)
{
        const struct zl_club_entry *entry = zl_directory_club(directory, club);
        const struct zl_member *member =
            zl_directory_member(directory, &asker->member);
        unsigned relations = 0;

        if (entry == NULL || member == NULL)
                return 0;
        relations = zl_directory_club_relation(
            directory, &asker->member, club, asker->at);
        if (asker->role == ZL_ROLE_SUPPORTER &&
            zl_register_has_district(member, &entry->club.district))
                relations |= ZL_REL_SCOPE;
        return relations;
}

static void put_details(struct writing *g, const struct zl_register_club *club)
{
        zl_json_open_object(g->w, "details");
        register__write_text(g->w, "address", club->address);
        register__write_text(g->w, "website", club->website);
        if (club->has_youth_members)
                zl_json_put_u64(g->w, "youth_members", club->youth_members);
        if ((g->parts & ZL_PART_SUPPORT) != 0)
                register__write_text(
                    g->w, "extra_support", club->extra_support);
        if (club->visit_days != 0)
                zl_json_put_u64(g->w, "visit_days", club->visit_days);
        register__write_day(g->w, "code_of_conduct", club->code_of_conduct);
        register__write_day(g->w, "trainers_trained", club->trainers_trained);
        zl_json_close(g->w);
}

static void put_contacts(struct writing *g, const struct zl_club_view *view)
{
        zl_json_open_array(g->w, "contacts");
        for (size_t i = 0; i < view->contact_count; i++) {
                const struct zl_club_contact *one = &view->contacts[i];

                zl_json_open_object(g->w, NULL);
                register__write_id(g->w, "member", &one->member);
                zl_json_put_date(g->w, "from", one->from);
                zl_json_put_date(g->w, "until", one->until);
                zl_json_put_text(
                    g->w, "state", zl_contact_state_str(one->state));
                zl_json_put_date(g->w, "since", one->since);
                zl_json_close(g->w);
        }
        zl_json_close(g->w);
        register__write_day(g->w, "vacant_since", view->facts.vacant_since);
}

static void put_reached(struct writing *g, const struct zl_reach *reach)
{
        register__write_id(g->w, "member", &reach->member);
        zl_json_put_text(g->w, "state", reach_words[reach->why]);
        zl_json_close(g->w);
}

static void put_account_holder(
    struct writing *g, const struct zl_club_view *view)
{
        for (size_t i = 0; i < view->reach_count; i++) {
                if (view->reach[i].as != ZL_REACH_HOLDER)
                        continue;
                zl_json_open_object(g->w, "account_holder");
                put_reached(g, &view->reach[i]);
        }
        zl_json_open_array(g->w, "deputies");
        for (size_t i = 0; i < view->reach_count; i++) {
                if (view->reach[i].as == ZL_REACH_HOLDER)
                        continue;
                zl_json_open_object(g->w, NULL);
                put_reached(g, &view->reach[i]);
        }
        zl_json_close(g->w);
}

/* A person, and where it stands among the others. */
struct placed {
        struct zl_order_key *key;
        struct zl_register_person person;
};

struct placing {
        const struct zl_order *order;
        struct placed *all;
        size_t count;
        size_t room;
};

static int place_person(void *context, const struct zl_register_person *person)
{
        const char *const names[] = {
            person->family, person->prefix, person->given};
        struct placing *p = context;
        int status = ZL_OK;

        if (p->count == p->room) {
                size_t room = p->room == 0 ? 8 : 2 * p->room;
                struct placed *all = realloc(p->all, room * sizeof(*all));

                if (all == NULL)
                        return ZL_E_MEMORY;
                p->all = all;
                p->room = room;
        }
        p->all[p->count].person = *person;
        status = zl_order_key_new(p->order, names, ZL_ORDER_TEXTS, &person->id,
            &p->all[p->count].key);
        p->count += status == ZL_OK;
        return status;
}

static int compare_placed(const void *a, const void *b)
{
        const struct placed *one = a;
        const struct placed *other = b;

        return zl_order_compare(one->key, other->key);
}

static int put_people(
    struct writing *g, struct zl_register *reg, const struct zl_id *club)
{
        struct placing p = {.order = NULL};
        int status = zl_register_order(reg, &p.order);

        if (status == ZL_OK)
                status = zl_register_each_person(reg, club, place_person, &p);
        if (status == ZL_OK && p.count > 0)
                qsort(p.all, p.count, sizeof(*p.all), compare_placed);
        zl_json_open_array(g->w, "people");
        for (size_t i = 0; i < p.count; i++) {
                zl_json_open_object(g->w, NULL);
                register__write_person(g->w, &p.all[i].person);
                zl_json_close(g->w);
                free(p.all[i].key);
        }
        zl_json_close(g->w);
        free(p.all);
        return status;
}

static int put_visit(void *context, const struct zl_register_visit *visit)
{
        struct writing *g = context;

        if (visit->done && (g->parts & ZL_PART_DONE) == 0)
                return ZL_OK;
        zl_json_open_object(g->w, NULL);
        register__write_visit(g->w, visit, (g->parts & ZL_PART_DONE) != 0);
        zl_json_close(g->w);
        return ZL_OK;
}

static int put_need(void *context, const struct zl_register_need *need)
{
        struct writing *g = context;

        if (!need->asked && (g->parts & ZL_PART_NOTICED) == 0)
                return ZL_OK;
        zl_json_open_object(g->w, NULL);
        register__write_need(g->w, need);
        zl_json_close(g->w);
        return ZL_OK;
}

static void put_to_dos(struct writing *g, const struct zl_club_facts *facts)
{
        struct zl_to_do all[ZL_TO_DOS_MAX];
        size_t count = zl_to_dos_of(facts, g->day, all);

        zl_json_open_array(g->w, "to_dos");
        for (size_t i = 0; i < count; i++) {
                if (!zl_parts_light(g->parts, all[i].what))
                        continue;
                zl_json_open_object(g->w, NULL);
                parts__put_to_do(g->w, &all[i]);
                zl_json_close(g->w);
        }
        zl_json_close(g->w);
}

/* None of a club that has ended. */
static void put_lights(struct writing *g, const struct zl_club_view *view)
{
        struct zl_light lights[ZL_REQUIREMENTS];

        if (view->ended) {
                zl_json_open_array(g->w, "lights");
                zl_json_close(g->w);
                zl_json_open_array(g->w, "to_dos");
                zl_json_close(g->w);
                return;
        }
        zl_lights_of(&view->facts, g->day, lights);
        parts__put_lights(g->w, lights, g->parts);
        put_to_dos(g, &view->facts);
}

static int put_rows(
    struct writing *g, struct zl_register *reg, const struct zl_club_view *view)
{
        const struct zl_id *club = &view->club->club.club;
        int status = ZL_OK;

        if ((g->parts & ZL_PART_PEOPLE) != 0)
                status = put_people(g, reg, club);
        zl_json_open_array(g->w, "visits");
        if (status == ZL_OK)
                status = zl_register_each_visit(reg, club, put_visit, g);
        zl_json_close(g->w);
        zl_json_open_array(g->w, "needs");
        if (status == ZL_OK)
                status = zl_register_each_need(reg, club, put_need, g);
        zl_json_close(g->w);
        if ((g->parts & ZL_PART_LIGHTS) != 0)
                put_lights(g, view);
        return status;
}

static int put_page(
    struct writing *g, struct zl_register *reg, const struct zl_club_view *view)
{
        const struct zl_club *club = &view->club->club;

        zl_json_put_u64(g->w, "v", 1);
        register__write_id(g->w, "club", &club->club);
        zl_json_put_text(g->w, "name", club->name);
        zl_json_put_text(g->w, "kind", club->kind);
        register__write_id(g->w, "district", &club->district);
        zl_json_put_bool(g->w, "ended", view->ended);
        put_details(g, &view->details);
        put_contacts(g, view);
        put_account_holder(g, view);
        return put_rows(g, reg, view);
}

int zl_register_page(struct zl_register *reg,
    const struct zl_directory *directory, const struct zl_id *club,
    const struct zl_register_asker *asker, struct zl_buf *buf)
{
        struct writing g = {.parts = zl_parts_of(asker->role),
            .day = zl_time_day(asker->at.time)};
        struct zl_club_view view;
        int status = zl_club_view(reg, directory, club, asker->at, &view);
        int written = ZL_OK;

        if (status != ZL_OK)
                return status;
        g.w = zl_json_write();
        status = put_page(&g, reg, &view);
        written = zl_json_write_end(g.w, buf);
        zl_club_view_free(&view);
        return status == ZL_OK ? written : status;
}
