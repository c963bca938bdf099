/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! How people, visits and needs are written, on a page and in lists. */
#include "write.h"

void register__write_day(
    struct zl_json_writer *w, const char *name, uint32_t day)
{
        if (day != 0)
                zl_json_put_date(w, name, day);
}

void register__write_text(
    struct zl_json_writer *w, const char *name, const char *text)
{
        if (text[0] != '\0')
                zl_json_put_text(w, name, text);
}

void register__write_id(
    struct zl_json_writer *w, const char *name, const struct zl_id *id)
{
        zl_json_put_hex(w, name, id->bytes, ZL_ID_SIZE);
}

/* Zeros stand for nobody. */
static void write_somebody(
    struct zl_json_writer *w, const char *name, const struct zl_id *id)
{
        static const struct zl_id nobody;

        if (!zl_id_equal(id, &nobody))
                register__write_id(w, name, id);
}

void register__write_person(
    struct zl_json_writer *w, const struct zl_register_person *person)
{
        register__write_id(w, "id", &person->id);
        zl_json_put_text(w, "given", person->given);
        register__write_text(w, "prefix", person->prefix);
        zl_json_put_text(w, "family", person->family);
        zl_json_put_text(w, "post", zl_posts[person->post]);
        write_somebody(w, "member", &person->member);
        register__write_text(w, "phone", person->phone);
        register__write_text(w, "mail", person->mail);
        register__write_day(w, "vog_seen", person->vog_seen);
        register__write_day(w, "trained_until", person->trained_until);
}

void register__write_visit(struct zl_json_writer *w,
    const struct zl_register_visit *visit, bool with_note)
{
        register__write_id(w, "id", &visit->id);
        zl_json_put_date(w, "on", visit->on);
        zl_json_put_bool(w, "done", visit->done);
        register__write_id(w, "by", &visit->by);
        zl_json_put_text(w, "how", zl_visit_hows[visit->how]);
        zl_json_put_text(w, "about", zl_visit_abouts[visit->about]);
        if (with_note)
                register__write_text(w, "note", visit->note);
}

void register__write_need(
    struct zl_json_writer *w, const struct zl_register_need *need)
{
        register__write_id(w, "id", &need->id);
        zl_json_put_text(w, "what", zl_need_whats[need->what]);
        zl_json_put_bool(w, "asked", need->asked);
        zl_json_put_text(w, "status", zl_need_statuses[need->status]);
        zl_json_put_date(w, "since", need->since);
        write_somebody(w, "helper", &need->helper);
        register__write_text(w, "note", need->note);
}
