/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! A club's page as its supporter, professional or contact is given
 * it. */
#include "club_page.h"

#include <stdlib.h>

#include "club_internal.h"
#include "statement.h"

const char *const zl_club_filled_words[] = {
    "in-force", "invited", "invitation-expired", "not-yet", "ended", NULL};
const char *const zl_club_answers_words[] = {"there", "away", "unknown",
    "not-yet", "expired", "revoked", "elsewhere", "not-joined", NULL};

/* More than any club has; the page itself is limited as well. */
enum {
        CONTACTS_MAX = 1000,
        DEPUTIES_MAX = 1000,
        PEOPLE_MAX = 2000,
        VISITS_MAX = 10000,
        NEEDS_MAX = 10000,
        KIND_CHARS = 40
};

static void read_contact(struct zl_json_reader *r, void *ret)
{
        struct zl_club_contact *contact = ret;

        club__id(r, "member", &contact->member);
        contact->from = zl_json_date(r, "from");
        contact->until = zl_json_date(r, "until");
        contact->state =
            (unsigned)zl_json_choice(r, "state", zl_club_filled_words);
        contact->since = zl_json_date(r, "since");
}

static void read_answers(struct zl_json_reader *r, void *ret)
{
        struct zl_club_answers *answers = ret;

        club__id(r, "member", &answers->member);
        answers->state =
            (unsigned)zl_json_choice(r, "state", zl_club_answers_words);
}

static void read_to_do(struct zl_json_reader *r, void *ret)
{
        club__read_to_do(r, ret);
}

static const struct club__array contacts = {
    "contacts", CONTACTS_MAX, sizeof(struct zl_club_contact), read_contact};
static const struct club__array deputies = {
    "deputies", DEPUTIES_MAX, sizeof(struct zl_club_answers), read_answers};
static const struct club__array people = {
    "people", PEOPLE_MAX, sizeof(struct zl_club_person), club__read_person};
static const struct club__array visits = {
    "visits", VISITS_MAX, sizeof(struct zl_club_visit), club__read_visit};
static const struct club__array needs = {
    "needs", NEEDS_MAX, sizeof(struct zl_club_need), club__read_need};
static const struct club__array lights = {"lights", ZL_CLUB_REQUIREMENTS,
    sizeof(struct zl_club_light), club__read_light};
static const struct club__array to_dos = {"to_dos", ZL_CLUB_REQUIREMENTS + 1,
    sizeof(struct zl_club_to_do), read_to_do};

/* An object within, whose failure is the page's. */
static void end_inner(
    struct zl_json_reader *r, struct zl_json_reader *inner, const char *field)
{
        if (r->status == ZL_OK && zl_json_end(inner) != ZL_OK)
                zl_json_fail(r, field, inner->status);
}

static void read_club(struct zl_json_reader *r, struct zl_club_page *page)
{
        struct zl_json_reader details;
        struct zl_json_reader holder;

        club__id(r, "club", &page->club);
        page->name = zl_json_text(r, "name", ZL_TEXT_LINE, ZL_NAME_CHARS);
        page->kind = zl_json_text(r, "kind", ZL_TEXT_LINE, KIND_CHARS);
        club__id(r, "district", &page->district);
        page->ended = zl_json_bool(r, "ended");
        details = zl_json_read(zl_json_object(r, "details"));
        if (r->status == ZL_OK)
                club__read_details(&details, &page->details);
        end_inner(r, &details, "details");
        page->has_account_holder = zl_json_has(r, "account_holder");
        if (!page->has_account_holder)
                return;
        holder = zl_json_read(zl_json_object(r, "account_holder"));
        if (r->status == ZL_OK)
                read_answers(&holder, &page->account_holder);
        end_inner(r, &holder, "account_holder");
}

static void read_page(struct zl_json_reader *r, struct zl_club_page *page)
{
        (void)zl_json_u64(r, "v", 1, 1);
        read_club(r, page);
        page->contacts = club__read_array(r, &contacts, &page->contact_count);
        page->vacant_since = club__day(r, "vacant_since");
        page->deputies = club__read_array(r, &deputies, &page->deputy_count);
        page->has_people = zl_json_has(r, "people");
        if (page->has_people)
                page->people =
                    club__read_array(r, &people, &page->person_count);
        page->visits = club__read_array(r, &visits, &page->visit_count);
        page->needs = club__read_array(r, &needs, &page->need_count);
        page->has_lights = zl_json_has(r, "lights");
        if (!page->has_lights)
                return;
        page->lights = club__read_array(r, &lights, &page->light_count);
        page->to_dos = club__read_array(r, &to_dos, &page->to_do_count);
}

int zl_club_page_read(struct zl_bytes body, const struct zl_id *club,
    struct zl_club_page *ret_page)
{
        struct zl_club_page page = {0};
        struct zl_json_reader r;
        int status = zl_json_parse_list(body.data, body.size, &page.json);

        if (status != ZL_OK)
                return status;
        r = zl_json_read(page.json);
        read_page(&r, &page);
        status = zl_json_end(&r);
        if (status == ZL_OK && !zl_id_equal(&page.club, club))
                status = ZL_E_MALFORMED;
        if (status == ZL_OK)
                *ret_page = page;
        else
                zl_club_page_free(&page);
        return status;
}

void zl_club_page_free(struct zl_club_page *page)
{
        free(page->contacts);
        free(page->deputies);
        free(page->people);
        free(page->visits);
        free(page->needs);
        free(page->lights);
        free(page->to_dos);
        zl_json_free(page->json);
        *page = (struct zl_club_page){0};
}
