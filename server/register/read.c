/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! How what is put into the register is read: docs/protocol.md, 10.1 to
 * 10.4. */
#include "read.h"

#include <string.h>

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

void zl_register_read_club(
    struct zl_json_reader *r, struct zl_register_club *ret)
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

void zl_register_read_person(
    struct zl_json_reader *r, struct zl_register_person *ret)
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

void zl_register_read_visit(
    struct zl_json_reader *r, struct zl_register_visit *ret)
{
        ret->on = day_of(r, "on");
        ret->done = zl_json_bool(r, "done");
        zl_json_hex(r, "by", ret->by.bytes, ZL_ID_SIZE);
        ret->how = (unsigned)zl_json_choice(r, "how", zl_visit_hows);
        ret->about = (unsigned)zl_json_choice(r, "about", zl_visit_abouts);
        line(r, "note", ZL_REGISTER_LINE, ret->note);
}

void zl_register_read_need(
    struct zl_json_reader *r, struct zl_register_need *ret)
{
        ret->what = (unsigned)zl_json_choice(r, "what", zl_need_whats);
        ret->asked = zl_json_bool(r, "asked");
        ret->status =
            (enum zl_need_status)zl_json_choice(r, "status", zl_need_statuses);
        ret->since = day_of(r, "since");
        optional_id(r, "helper", &ret->helper);
        line(r, "note", ZL_REGISTER_LINE, ret->note);
}
