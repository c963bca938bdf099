/* SPDX-License-Identifier: EUPL-1.2 */
/* What stands on a club's page, for programs. */
#include "club_desk.h"
#include "club_text.h"
#include "show.h"

enum { LINE_ROOM = 4096 };

static void put_line(struct cli *cli, const char *field, const char *text)
{
        zl_json_put_text(cli->json, field, text[0] != '\0' ? text : NULL);
}

static void put_day(struct cli *cli, const char *field, uint32_t day)
{
        if (day != 0)
                zl_json_put_date(cli->json, field, day);
}

static void put_member(
    struct cli *cli, const char *field, const struct zl_id *id)
{
        char name[SHOW_NAME];

        if (zl_club_is_nobody(id))
                return;
        show__name(cli, id, name);
        zl_json_put_text(cli->json, field, name);
}

static void open(struct cli *cli, const struct zl_id *id)
{
        zl_json_open_object(cli->json, NULL);
        zl_json_put_hex(cli->json, "id", id->bytes, ZL_ID_SIZE);
}

void desk__json_details(struct cli *cli, const struct zl_club_details *details)
{
        zl_json_open_object(cli->json, "details");
        put_line(cli, "address", details->address);
        put_line(cli, "website", details->website);
        if (details->has_youth_members)
                zl_json_put_u64(
                    cli->json, "youth_members", details->youth_members);
        put_line(cli, "extra_support", details->extra_support);
        if (details->visit_days != 0)
                zl_json_put_u64(cli->json, "visit_days", details->visit_days);
        put_day(cli, "code_of_conduct", details->code_of_conduct);
        put_day(cli, "trainers_trained", details->trainers_trained);
        zl_json_close(cli->json);
}

void desk__json_contacts(struct cli *cli, const struct zl_club_page *page)
{
        zl_json_open_array(cli->json, "contacts");
        for (size_t i = 0; i < page->contact_count; i++) {
                const struct zl_club_contact *contact = &page->contacts[i];

                zl_json_open_object(cli->json, NULL);
                zl_json_put_hex(
                    cli->json, "member", contact->member.bytes, ZL_ID_SIZE);
                put_member(cli, "name", &contact->member);
                zl_json_put_text(
                    cli->json, "state", zl_club_filled_words[contact->state]);
                zl_json_put_date(cli->json, "since", contact->since);
                zl_json_put_date(cli->json, "until", contact->until);
                zl_json_close(cli->json);
        }
        zl_json_close(cli->json);
}

void desk__json_person(struct cli *cli, const struct zl_club_person *person)
{
        open(cli, &person->id);
        zl_json_put_text(cli->json, "given", person->given);
        put_line(cli, "prefix", person->prefix);
        zl_json_put_text(cli->json, "family", person->family);
        zl_json_put_text(cli->json, "post", zl_club_posts[person->post]);
        put_member(cli, "contact", &person->member);
        put_line(cli, "phone", person->phone);
        put_line(cli, "mail", person->mail);
        put_day(cli, "vog_seen", person->vog_seen);
        put_day(cli, "trained_until", person->trained_until);
        zl_json_close(cli->json);
}

void desk__json_visit(struct cli *cli, const struct zl_club_visit *visit)
{
        open(cli, &visit->id);
        zl_json_put_date(cli->json, "on", visit->on);
        zl_json_put_bool(cli->json, "done", visit->done);
        put_member(cli, "by", &visit->by);
        zl_json_put_text(cli->json, "how", zl_club_hows[visit->how]);
        zl_json_put_text(cli->json, "about", zl_club_abouts[visit->about]);
        put_line(cli, "note", visit->note);
        zl_json_close(cli->json);
}

void desk__json_need(struct cli *cli, const struct zl_club_need *need)
{
        open(cli, &need->id);
        zl_json_put_text(cli->json, "what", zl_club_whats[need->what]);
        zl_json_put_bool(cli->json, "asked", need->asked);
        zl_json_put_text(cli->json, "status", zl_club_statuses[need->status]);
        zl_json_put_date(cli->json, "since", need->since);
        put_member(cli, "helper", &need->helper);
        put_line(cli, "note", need->note);
        zl_json_close(cli->json);
}

void desk__json_lights(
    struct cli *cli, const struct zl_club_light *lights, size_t count)
{
        zl_json_open_array(cli->json, "lights");
        for (size_t i = 0; i < count; i++) {
                zl_json_open_object(cli->json, NULL);
                zl_json_put_text(cli->json, "requirement",
                    zl_club_requirements[lights[i].requirement]);
                zl_json_put_text(
                    cli->json, "colour", zl_club_colours[lights[i].colour]);
                zl_json_put_text(
                    cli->json, "reason", zl_club_reasons[lights[i].reason]);
                put_day(cli, "on", lights[i].on);
                zl_json_close(cli->json);
        }
        zl_json_close(cli->json);
}

void desk__json_to_do(
    struct cli *cli, const char *club, const struct zl_club_to_do *to_do)
{
        struct zl_buf next;

        zl_buf_init(&next, LINE_ROOM);
        club_text__next(desk__role(cli), club, to_do, &next);
        zl_json_put_text(cli->json, "what", zl_club_requirements[to_do->what]);
        zl_json_put_text(cli->json, "reason", zl_club_reasons[to_do->reason]);
        zl_json_put_text(
            cli->json, "urgency", zl_club_urgencies[to_do->urgency]);
        put_day(cli, "on", to_do->on);
        zl_json_put_text(cli->json, "next", club_text__of(&next));
        zl_buf_free(&next);
}

void desk__json_items(struct cli *cli, const struct zl_club_page *page)
{
        if (page->has_people) {
                zl_json_open_array(cli->json, "people");
                for (size_t i = 0; i < page->person_count; i++)
                        desk__json_person(cli, &page->people[i]);
                zl_json_close(cli->json);
        }
        zl_json_open_array(cli->json, "visits");
        for (size_t i = 0; i < page->visit_count; i++)
                desk__json_visit(cli, &page->visits[i]);
        zl_json_close(cli->json);
        zl_json_open_array(cli->json, "needs");
        for (size_t i = 0; i < page->need_count; i++)
                desk__json_need(cli, &page->needs[i]);
        zl_json_close(cli->json);
        if (!page->has_lights)
                return;
        desk__json_lights(cli, page->lights, page->light_count);
        zl_json_open_array(cli->json, "to_dos");
        for (size_t i = 0; i < page->to_do_count; i++) {
                zl_json_open_object(cli->json, NULL);
                desk__json_to_do(cli, page->name, &page->to_dos[i]);
                zl_json_close(cli->json);
        }
        zl_json_close(cli->json);
}
