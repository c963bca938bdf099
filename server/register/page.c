/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! A club's page. Supporters see all of it; others what they need for
 * their part, as the tables below say. */
#include "page.h"

#include "calendar.h"
#include "json.h"
#include "view.h"
#include "write.h"

/* What of a page is not for everybody. */
enum part {
        PART_SUPPORT = 1 << 0, /* details: the supporter's own words */
        PART_PEOPLE = 1 << 1,
        PART_DONE = 1 << 2, /* visits that were, and what was noted of any */
        PART_NOTICED = 1 << 3, /* needs that the club did not ask for */
        PART_LIGHTS = 1 << 4, /* and to-dos */
        PART_PAPERS = 1 << 5 /* lights about a contact's papers and the
                                club's own rules */
};

static const unsigned parts[] = {
    [ZL_ROLE_SUPPORTER] = PART_SUPPORT | PART_PEOPLE | PART_DONE |
        PART_NOTICED | PART_LIGHTS | PART_PAPERS,
    [ZL_ROLE_PROFESSIONAL] =
        PART_SUPPORT | PART_DONE | PART_NOTICED | PART_LIGHTS,
    [ZL_ROLE_CONTACT] = 0,
};

/* By zl_reach_why. */
static const char *const reach_words[] = {"there", "away", "unknown", "not-yet",
    "expired", "revoked", "elsewhere", "not-joined"};

struct writing {
        struct zl_json_writer *w;
        unsigned parts;
        uint32_t day;
};

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
        if (asker->role != ZL_ROLE_SUPPORTER)
                return relations;
        if (member->scope_count == 0) /* all districts (2.3) */
                relations |= ZL_REL_SCOPE;
        for (size_t i = 0; i < member->scope_count; i++) {
                if (zl_id_equal(&member->scope[i], &entry->club.district))
                        relations |= ZL_REL_SCOPE;
        }
        return relations;
}

static void put_details(struct writing *g, const struct zl_register_club *club)
{
        zl_json_open_object(g->w, "details");
        register__write_text(g->w, "address", club->address);
        register__write_text(g->w, "website", club->website);
        if (club->has_youth_members)
                zl_json_put_u64(g->w, "youth_members", club->youth_members);
        if ((g->parts & PART_SUPPORT) != 0)
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

static int put_person(void *context, const struct zl_register_person *person)
{
        struct writing *g = context;

        zl_json_open_object(g->w, NULL);
        register__write_person(g->w, person);
        zl_json_close(g->w);
        return ZL_OK;
}

static int put_visit(void *context, const struct zl_register_visit *visit)
{
        struct writing *g = context;

        if (visit->done && (g->parts & PART_DONE) == 0)
                return ZL_OK;
        zl_json_open_object(g->w, NULL);
        register__write_visit(g->w, visit, (g->parts & PART_DONE) != 0);
        zl_json_close(g->w);
        return ZL_OK;
}

static int put_need(void *context, const struct zl_register_need *need)
{
        struct writing *g = context;

        if (!need->asked && (g->parts & PART_NOTICED) == 0)
                return ZL_OK;
        zl_json_open_object(g->w, NULL);
        register__write_need(g->w, need);
        zl_json_close(g->w);
        return ZL_OK;
}

/* Whose lights are about a club's papers. */
static bool is_papers(const char *what)
{
        return what == zl_requirement_str(ZL_REQUIRE_VOG) ||
            what == zl_requirement_str(ZL_REQUIRE_TRAINING) ||
            what == zl_requirement_str(ZL_REQUIRE_CODE_OF_CONDUCT) ||
            what == zl_requirement_str(ZL_REQUIRE_TRAINERS);
}

static void put_lights(struct writing *g, const struct zl_club_facts *facts)
{
        struct zl_light lights[ZL_REQUIREMENTS];

        zl_lights_of(facts, g->day, lights);
        for (unsigned i = 0; i < ZL_REQUIREMENTS; i++) {
                const char *what = zl_requirement_str((enum zl_requirement)i);

                if (lights[i].colour == ZL_LIGHT_OUT ||
                    (is_papers(what) && (g->parts & PART_PAPERS) == 0))
                        continue;
                zl_json_open_object(g->w, NULL);
                zl_json_put_text(g->w, "requirement", what);
                zl_json_put_text(
                    g->w, "colour", zl_light_colour_str(lights[i].colour));
                zl_json_put_text(g->w, "reason", lights[i].reason);
                register__write_day(g->w, "on", lights[i].on);
                zl_json_close(g->w);
        }
}

static void put_to_dos(struct writing *g, const struct zl_club_facts *facts)
{
        struct zl_to_do all[ZL_TO_DOS_MAX];
        size_t count = zl_to_dos_of(facts, g->day, all);

        for (size_t i = 0; i < count; i++) {
                if (is_papers(all[i].what) && (g->parts & PART_PAPERS) == 0)
                        continue;
                zl_json_open_object(g->w, NULL);
                zl_json_put_text(g->w, "what", all[i].what);
                zl_json_put_text(g->w, "reason", all[i].reason);
                zl_json_put_text(
                    g->w, "urgency", zl_urgency_str(all[i].urgency));
                register__write_day(g->w, "on", all[i].on);
                zl_json_close(g->w);
        }
}

static int put_rows(
    struct writing *g, struct zl_register *reg, const struct zl_club_view *view)
{
        const struct zl_id *club = &view->club->club.club;
        int status = ZL_OK;

        if ((g->parts & PART_PEOPLE) != 0) {
                zl_json_open_array(g->w, "people");
                status = zl_register_each_person(reg, club, put_person, g);
                zl_json_close(g->w);
        }
        zl_json_open_array(g->w, "visits");
        if (status == ZL_OK)
                status = zl_register_each_visit(reg, club, put_visit, g);
        zl_json_close(g->w);
        zl_json_open_array(g->w, "needs");
        if (status == ZL_OK)
                status = zl_register_each_need(reg, club, put_need, g);
        zl_json_close(g->w);
        if ((g->parts & PART_LIGHTS) == 0)
                return status;
        zl_json_open_array(g->w, "lights");
        if (!view->ended)
                put_lights(g, &view->facts);
        zl_json_close(g->w);
        zl_json_open_array(g->w, "to_dos");
        if (!view->ended)
                put_to_dos(g, &view->facts);
        zl_json_close(g->w);
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
        struct writing g = {
            .parts = parts[asker->role], .day = zl_time_day(asker->at.time)};
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
