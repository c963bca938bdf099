/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! What is put into the register, taken apart: docs/protocol.md, 10.1
 * to 10.4. */
#include <string.h>

#include "api_register.h"

/* An optional line; an empty text where it is not there. */
static void line(
    struct zl_json_reader *r, const char *name, size_t points, char *ret)
{
        const char *text = zl_json_text_optional(r, name, ZL_TEXT_LINE, points);

        ret[0] = '\0';
        if (text != NULL)
                memcpy(ret, text, strlen(text) + 1);
}

/* One that must be there. */
static void must(
    struct zl_json_reader *r, const char *name, size_t points, char *ret)
{
        const char *text = zl_json_text(r, name, ZL_TEXT_LINE, points);

        memcpy(ret, text, strlen(text) + 1);
}

/* A day after the first of all, which stands for none. */
static uint32_t day_of(struct zl_json_reader *r, const char *name)
{
        uint32_t day = zl_json_date(r, name);

        if (day == 0)
                zl_json_fail(r, name, ZL_E_MALFORMED);
        return day;
}

static uint32_t optional_day(struct zl_json_reader *r, const char *name)
{
        return zl_json_has(r, name) ? day_of(r, name) : 0;
}

static void optional_id(
    struct zl_json_reader *r, const char *name, struct zl_id *ret)
{
        static const struct zl_id nobody;

        *ret = nobody;
        if (!zl_json_has(r, name))
                return;
        zl_json_hex(r, name, ret->bytes, ZL_ID_SIZE);
        if (zl_id_equal(ret, &nobody))
                zl_json_fail(r, name, ZL_E_MALFORMED);
}

static uint32_t optional_number(
    struct zl_json_reader *r, const char *name, uint64_t min, uint64_t max)
{
        return zl_json_has(r, name) ? (uint32_t)zl_json_u64(r, name, min, max)
                                    : 0;
}

void api__read_club(struct zl_json_reader *r, struct zl_register_club *ret)
{
        line(r, "address", ZL_REGISTER_LINE, ret->address);
        line(r, "website", ZL_REGISTER_LINE, ret->website);
        ret->has_youth_members = zl_json_has(r, "youth_members");
        ret->youth_members =
            optional_number(r, "youth_members", 0, ZL_REGISTER_YOUTH_MAX);
        line(r, "extra_support", ZL_REGISTER_LINE, ret->extra_support);
        ret->visit_days = optional_number(
            r, "visit_days", ZL_REGISTER_RHYTHM_MIN, ZL_REGISTER_RHYTHM_MAX);
        ret->code_of_conduct = optional_day(r, "code_of_conduct");
        ret->trainers_trained = optional_day(r, "trainers_trained");
}

void api__read_person(struct zl_json_reader *r, struct zl_register_person *ret)
{
        must(r, "given", ZL_REGISTER_NAME, ret->given);
        line(r, "prefix", ZL_REGISTER_PREFIX, ret->prefix);
        must(r, "family", ZL_REGISTER_NAME, ret->family);
        ret->post = (enum zl_post)zl_json_choice(r, "post", zl_posts);
        optional_id(r, "member", &ret->member);
        line(r, "phone", ZL_REGISTER_PHONE, ret->phone);
        line(r, "mail", ZL_REGISTER_MAIL, ret->mail);
        ret->vog_seen = optional_day(r, "vog_seen");
        ret->trained_until = optional_day(r, "trained_until");
}

static void read_club(struct zl_json_reader *r, struct api_register *ret)
{
        api__read_club(r, &ret->is.club);
}

static void read_person(struct zl_json_reader *r, struct api_register *ret)
{
        api__read_person(r, &ret->is.person);
}

static void read_visit(struct zl_json_reader *r, struct api_register *ret)
{
        struct zl_register_visit *visit = &ret->is.visit;

        visit->on = day_of(r, "on");
        visit->done = zl_json_bool(r, "done");
        zl_json_hex(r, "by", visit->by.bytes, ZL_ID_SIZE);
        visit->how = (unsigned)zl_json_choice(r, "how", zl_visit_hows);
        visit->about = (unsigned)zl_json_choice(r, "about", zl_visit_abouts);
        line(r, "note", ZL_REGISTER_LINE, visit->note);
}

static void read_need(struct zl_json_reader *r, struct api_register *ret)
{
        struct zl_register_need *need = &ret->is.need;

        need->what = (unsigned)zl_json_choice(r, "what", zl_need_whats);
        need->asked = zl_json_bool(r, "asked");
        need->status =
            (enum zl_need_status)zl_json_choice(r, "status", zl_need_statuses);
        need->since = day_of(r, "since");
        optional_id(r, "helper", &need->helper);
        line(r, "note", ZL_REGISTER_LINE, need->note);
}

static int parse(struct zl_bytes body,
    void (*read)(struct zl_json_reader *r, struct api_register *ret),
    struct api_register *ret)
{
        struct zl_json *json = NULL;
        struct zl_json_reader r;
        int status = zl_json_parse(body.data, body.size, &json);

        if (status != ZL_OK)
                return status;
        r = zl_json_read(json);
        (void)zl_json_u64(&r, "v", 1, 1);
        read(&r, ret);
        status = zl_json_end(&r);
        zl_json_free(json);
        return status;
}

int api__parse_club(struct zl_bytes body, const struct zl_id *club,
    const struct zl_id *item, struct api_register *ret)
{
        (void)item;
        ret->is.club.id = *club;
        return parse(body, read_club, ret);
}

int api__parse_person(struct zl_bytes body, const struct zl_id *club,
    const struct zl_id *item, struct api_register *ret)
{
        ret->is.person.club = *club;
        ret->is.person.id = *item;
        return parse(body, read_person, ret);
}

int api__parse_visit(struct zl_bytes body, const struct zl_id *club,
    const struct zl_id *item, struct api_register *ret)
{
        ret->is.visit.club = *club;
        ret->is.visit.id = *item;
        return parse(body, read_visit, ret);
}

int api__parse_need(struct zl_bytes body, const struct zl_id *club,
    const struct zl_id *item, struct api_register *ret)
{
        ret->is.need.club = *club;
        ret->is.need.id = *item;
        return parse(body, read_need, ret);
}
