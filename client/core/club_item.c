/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! The things of the club register, one by one: read as the server
 * gives them, and written as it takes them. */
#include "club_item.h"

#include <stdlib.h>
#include <string.h>

#include "club_internal.h"
#include "crypto.h"

const char *const zl_club_posts[] = {
    "contact", "chair", "secretary", "trainer", "other", NULL};
const char *const zl_club_hows[] = {"visit", "phone", "other", NULL};
const char *const zl_club_abouts[] = {
    "acquaintance", "rhythm", "need", "training", "other", NULL};
const char *const zl_club_whats[] = {"contact", "training", "code-of-conduct",
    "vog", "volunteers", "talk", "other", NULL};
const char *const zl_club_statuses[] = {"open", "in-hand", "done", NULL};
const char *const zl_club_requirements[] = {"contact", "account-holder", "vog",
    "training", "code-of-conduct", "trainers", "visit", "need", "invitation",
    NULL};
const char *const zl_club_colours[] = {"green", "amber", "red", NULL};
const char *const zl_club_reasons[] = {"vacant", "ends", "invited", "nobody",
    "no-deputy", "missing", "expired", "overdue", "due", "unanswered", "open",
    "unused", NULL};
const char *const zl_club_urgencies[] = {"now", "2-weeks", "8-weeks", NULL};

bool zl_club_is_nobody(const struct zl_id *id)
{
        static const struct zl_id nobody;

        return zl_id_equal(id, &nobody);
}

/* ---- Reading ---- */

void club__id(struct zl_json_reader *r, const char *name, struct zl_id *ret)
{
        zl_json_hex(r, name, ret->bytes, ZL_ID_SIZE);
}

void club__optional_id(
    struct zl_json_reader *r, const char *name, struct zl_id *ret)
{
        *ret = (struct zl_id){{0}};
        if (zl_json_has(r, name))
                club__id(r, name, ret);
}

const char *club__line(
    struct zl_json_reader *r, const char *name, size_t points)
{
        const char *text = zl_json_text_optional(r, name, ZL_TEXT_LINE, points);

        return text != NULL ? text : "";
}

uint32_t club__day(struct zl_json_reader *r, const char *name)
{
        return zl_json_has(r, name) ? zl_json_date(r, name) : 0;
}

static uint32_t number(
    struct zl_json_reader *r, const char *name, uint64_t min, uint64_t max)
{
        return zl_json_has(r, name) ? (uint32_t)zl_json_u64(r, name, min, max)
                                    : 0;
}

void club__read_details(struct zl_json_reader *r, struct zl_club_details *ret)
{
        ret->address = club__line(r, "address", ZL_CLUB_LINE);
        ret->website = club__line(r, "website", ZL_CLUB_LINE);
        ret->has_youth_members = zl_json_has(r, "youth_members");
        ret->youth_members = number(r, "youth_members", 0, ZL_CLUB_YOUTH_MAX);
        ret->extra_support = club__line(r, "extra_support", ZL_CLUB_LINE);
        ret->visit_days =
            number(r, "visit_days", ZL_CLUB_RHYTHM_MIN, ZL_CLUB_RHYTHM_MAX);
        ret->code_of_conduct = club__day(r, "code_of_conduct");
        ret->trainers_trained = club__day(r, "trainers_trained");
}

void club__read_person(struct zl_json_reader *r, void *ret)
{
        struct zl_club_person *person = ret;

        club__id(r, "id", &person->id);
        person->given = zl_json_text(r, "given", ZL_TEXT_LINE, ZL_CLUB_NAME);
        person->prefix = club__line(r, "prefix", ZL_CLUB_PREFIX);
        person->family = zl_json_text(r, "family", ZL_TEXT_LINE, ZL_CLUB_NAME);
        person->post = (unsigned)zl_json_choice(r, "post", zl_club_posts);
        club__optional_id(r, "member", &person->member);
        person->phone = club__line(r, "phone", ZL_CLUB_PHONE);
        person->mail = club__line(r, "mail", ZL_CLUB_MAIL);
        person->vog_seen = club__day(r, "vog_seen");
        person->trained_until = club__day(r, "trained_until");
}

void club__read_visit(struct zl_json_reader *r, void *ret)
{
        struct zl_club_visit *visit = ret;

        club__id(r, "id", &visit->id);
        visit->on = zl_json_date(r, "on");
        visit->done = zl_json_bool(r, "done");
        club__id(r, "by", &visit->by);
        visit->how = (unsigned)zl_json_choice(r, "how", zl_club_hows);
        visit->about = (unsigned)zl_json_choice(r, "about", zl_club_abouts);
        visit->note = club__line(r, "note", ZL_CLUB_LINE);
}

void club__read_need(struct zl_json_reader *r, void *ret)
{
        struct zl_club_need *need = ret;

        club__id(r, "id", &need->id);
        need->what = (unsigned)zl_json_choice(r, "what", zl_club_whats);
        need->asked = zl_json_bool(r, "asked");
        need->status = (unsigned)zl_json_choice(r, "status", zl_club_statuses);
        need->since = zl_json_date(r, "since");
        club__optional_id(r, "helper", &need->helper);
        need->note = club__line(r, "note", ZL_CLUB_LINE);
}

/* "invitation" is a to-do and no requirement. */
static unsigned requirement(struct zl_json_reader *r, const char *name)
{
        return (unsigned)zl_json_choice(r, name, zl_club_requirements);
}

void club__read_light(struct zl_json_reader *r, void *ret)
{
        struct zl_club_light *light = ret;

        light->requirement = requirement(r, "requirement");
        if (light->requirement == ZL_CLUB_INVITATION)
                zl_json_fail(r, "requirement", ZL_E_MALFORMED);
        light->colour = (unsigned)zl_json_choice(r, "colour", zl_club_colours);
        light->reason = ZL_CLUB_FINE;
        if (light->colour != ZL_CLUB_GREEN)
                light->reason =
                    (unsigned)zl_json_choice(r, "reason", zl_club_reasons);
        light->on = club__day(r, "on");
}

void club__read_to_do(struct zl_json_reader *r, struct zl_club_to_do *ret)
{
        ret->what = requirement(r, "what");
        ret->reason = (unsigned)zl_json_choice(r, "reason", zl_club_reasons);
        ret->urgency =
            (unsigned)zl_json_choice(r, "urgency", zl_club_urgencies);
        ret->on = club__day(r, "on");
}

void *club__read_array(struct zl_json_reader *outer,
    const struct club__array *array, size_t *ret_count)
{
        const struct zl_json *values = NULL;
        size_t count = zl_json_array(outer, array->name, array->max, &values);
        uint8_t *elements = NULL;

        *ret_count = 0;
        if (outer->status != ZL_OK)
                return NULL;
        elements = calloc(count + 1, array->size);
        if (elements == NULL)
                zl_json_fail(outer, array->name, ZL_E_MEMORY);
        for (size_t i = 0; i < count && outer->status == ZL_OK; i++) {
                struct zl_json_reader r =
                    zl_json_read(zl_json_array_object(outer, values, i));

                if (outer->status == ZL_OK)
                        array->read(&r, elements + i * array->size);
                if (outer->status == ZL_OK && zl_json_end(&r) != ZL_OK)
                        zl_json_fail(outer, array->name, r.status);
        }
        if (outer->status != ZL_OK) {
                free(elements);
                return NULL;
        }
        *ret_count = count;
        return elements;
}

/* ---- Writing ---- */

static void put_line(
    struct zl_json_writer *w, const char *name, const char *text)
{
        zl_json_put_text(w, name, text[0] != '\0' ? text : NULL);
}

static void put_day(struct zl_json_writer *w, const char *name, uint32_t day)
{
        if (day != 0)
                zl_json_put_date(w, name, day);
}

static void put_somebody(
    struct zl_json_writer *w, const char *name, const struct zl_id *id)
{
        if (!zl_club_is_nobody(id))
                zl_json_put_hex(w, name, id->bytes, ZL_ID_SIZE);
}

static struct zl_json_writer *begin(void)
{
        struct zl_json_writer *w = zl_json_write();

        zl_json_put_u64(w, "v", 1);
        return w;
}

void club__put_details(
    struct zl_json_writer *w, const struct zl_club_details *details)
{
        put_line(w, "address", details->address);
        put_line(w, "website", details->website);
        if (details->has_youth_members)
                zl_json_put_u64(w, "youth_members", details->youth_members);
        put_line(w, "extra_support", details->extra_support);
        if (details->visit_days != 0)
                zl_json_put_u64(w, "visit_days", details->visit_days);
        put_day(w, "code_of_conduct", details->code_of_conduct);
        put_day(w, "trainers_trained", details->trainers_trained);
}

int zl_club_write_details(
    const struct zl_club_details *details, struct zl_buf *buf)
{
        struct zl_json_writer *w = begin();

        club__put_details(w, details);
        return zl_json_write_end(w, buf);
}

void club__put_person(
    struct zl_json_writer *w, const struct zl_club_person *person)
{
        zl_json_put_text(w, "given", person->given);
        put_line(w, "prefix", person->prefix);
        zl_json_put_text(w, "family", person->family);
        zl_json_put_text(w, "post", zl_club_posts[person->post]);
        put_somebody(w, "member", &person->member);
        put_line(w, "phone", person->phone);
        put_line(w, "mail", person->mail);
        put_day(w, "vog_seen", person->vog_seen);
        put_day(w, "trained_until", person->trained_until);
}

int zl_club_write_person(
    const struct zl_club_person *person, struct zl_buf *buf)
{
        struct zl_json_writer *w = begin();

        club__put_person(w, person);
        return zl_json_write_end(w, buf);
}

int zl_club_write_visit(const struct zl_club_visit *visit, struct zl_buf *buf)
{
        struct zl_json_writer *w = begin();

        zl_json_put_date(w, "on", visit->on);
        zl_json_put_bool(w, "done", visit->done);
        zl_json_put_hex(w, "by", visit->by.bytes, ZL_ID_SIZE);
        zl_json_put_text(w, "how", zl_club_hows[visit->how]);
        zl_json_put_text(w, "about", zl_club_abouts[visit->about]);
        put_line(w, "note", visit->note);
        return zl_json_write_end(w, buf);
}

int zl_club_write_need(const struct zl_club_need *need, struct zl_buf *buf)
{
        struct zl_json_writer *w = begin();

        zl_json_put_text(w, "what", zl_club_whats[need->what]);
        zl_json_put_bool(w, "asked", need->asked);
        zl_json_put_text(w, "status", zl_club_statuses[need->status]);
        zl_json_put_date(w, "since", need->since);
        put_somebody(w, "helper", &need->helper);
        put_line(w, "note", need->note);
        return zl_json_write_end(w, buf);
}

/* The writer makes objects; what is hashed is the array within. */
int zl_club_person_id(const struct zl_id *club,
    const struct zl_club_person *person, struct zl_id *ret)
{
        /* The label of protocol 10.2. */
        static const char label[] = "zijlijn person 1";
        static const char before[] = "{\"a\":";
        struct zl_json_writer *w = zl_json_write();
        struct zl_hasher h;
        struct zl_hash hash;
        struct zl_buf buf;
        int status = ZL_OK;

        zl_buf_init(&buf, ZL_CLUB_BODY_MAX);
        zl_json_open_array(w, "a");
        zl_json_put_text(w, NULL, person->given);
        zl_json_put_text(w, NULL, person->prefix);
        zl_json_put_text(w, NULL, person->family);
        zl_json_close(w);
        status = zl_json_write_end(w, &buf);
        if (status == ZL_OK) {
                zl_hasher_init(&h);
                zl_hasher_add(&h, label, sizeof(label) - 1);
                zl_hasher_add(&h, club->bytes, ZL_ID_SIZE);
                zl_hasher_add(&h, buf.data + sizeof(before) - 1,
                    buf.size - sizeof(before));
                hash = zl_hasher_end(&h);
                memcpy(ret->bytes, hash.bytes, ZL_ID_SIZE);
        }
        zl_buf_free(&buf);
        return status;
}

/* ---- What may be written ---- */

/* Reads a code point; 0 when it is no UTF-8 (RFC 3629). */
static size_t code_point(const unsigned char *at, uint32_t *ret)
{
        static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
        size_t size = at[0] < 0x80   ? 1
            : (at[0] & 0xe0) == 0xc0 ? 2
            : (at[0] & 0xf0) == 0xe0 ? 3
            : (at[0] & 0xf8) == 0xf0 ? 4
                                     : 0;
        uint32_t point = size == 1 ? at[0] : at[0] & (0x7fU >> size);

        for (size_t i = 1; i < size; i++) {
                if ((at[i] & 0xc0) != 0x80)
                        return 0;
                point = point << 6 | (at[i] & 0x3fU);
        }
        if (size == 0 || point < least[size] || point > 0x10ffff ||
            (point >= 0xd800 && point <= 0xdfff))
                return 0;
        *ret = point;
        return size;
}

/* Control characters, and what turns or hides the writing around it. */
static bool is_hostile(uint32_t point)
{
        return point < 0x20 || (point >= 0x7f && point <= 0x9f) ||
            point == 0xad || point == 0x61c || point == 0x200b ||
            point == 0x200e || point == 0x200f ||
            (point >= 0x2028 && point <= 0x202e) ||
            (point >= 0x2060 && point <= 0x206f) || point == 0xfeff ||
            (point >= 0xe0000 && point <= 0xe007f);
}

int zl_club_check_line(const char *text, size_t points)
{
        const unsigned char *at = (const unsigned char *)text;
        size_t count = 0;

        if (text[0] == '\0')
                return ZL_E_MALFORMED;
        while (*at != '\0') {
                uint32_t point = 0;
                size_t size = code_point(at, &point);

                if (size == 0 || is_hostile(point))
                        return ZL_E_MALFORMED;
                at += size;
                count++;
        }
        return count <= points ? ZL_OK : ZL_E_TOO_LARGE;
}
