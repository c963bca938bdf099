/* SPDX-License-Identifier: EUPL-1.2 */
/* The charter's payload (docs/protocol.md, 2.1): the largest of them, since
 * every label that a client shows or routes by is signed. */
#include <stdlib.h>

#include "statement_internal.h"

enum { ROLE_CHARS = 60, ADDRESS_CHARS = 200 };

static const char *const naming_words[] = {"never", "known", "allowed", NULL};

static const char *line_of(
    struct statement__in *in, struct zl_json_reader *r, const char *name)
{
        return statement__line(in, r, name, ZL_NAME_CHARS);
}

static void read_terms(struct zl_json_reader *outer, struct zl_charter *charter)
{
        struct zl_json_reader r = zl_json_read(zl_json_object(outer, "terms"));

        charter->terms.remind_days =
            (uint8_t)zl_json_u64(&r, "remind_days", 1, 30);
        charter->terms.deputy_days =
            (uint8_t)zl_json_u64(&r, "deputy_days", 1, 30);
        charter->terms.coordinator_days =
            (uint8_t)zl_json_u64(&r, "coordinator_days", 1, 30);
        charter->terms.answer_days =
            (uint8_t)zl_json_u64(&r, "answer_days", 1, 60);
        statement__end(outer, &r, "terms");
}

static void read_retention(
    struct zl_json_reader *outer, struct zl_charter *charter)
{
        struct zl_json_reader r =
            zl_json_read(zl_json_object(outer, "retention"));

        charter->retention.closed_days =
            (uint16_t)zl_json_u64(&r, "closed_days", 1, 365);
        charter->retention.open_days =
            (uint16_t)zl_json_u64(&r, "open_days", 1, 730);
        statement__end(outer, &r, "retention");
}

static void read_roles(struct statement__in *in, struct zl_charter *charter)
{
        struct zl_json_reader r = zl_json_read(zl_json_object(in->r, "roles"));

        charter->roles.contact = statement__line(in, &r, "contact", ROLE_CHARS);
        charter->roles.professional =
            statement__line(in, &r, "professional", ROLE_CHARS);
        charter->roles.account_holder =
            statement__line(in, &r, "account_holder", ROLE_CHARS);
        charter->roles.supporter =
            statement__line(in, &r, "supporter", ROLE_CHARS);
        charter->roles.coordinator =
            statement__line(in, &r, "coordinator", ROLE_CHARS);
        statement__end(in->r, &r, "roles");
}

static void read_districts(struct statement__in *in, struct zl_charter *charter)
{
        const struct zl_json *array = NULL;
        size_t count =
            zl_json_array(in->r, "districts", ZL_DISTRICTS_MAX, &array);
        struct zl_district *districts =
            statement__array(in->r, count, sizeof(*districts));

        charter->districts = districts;
        for (size_t i = 0; i < count && in->r->status == ZL_OK; i++) {
                struct zl_json_reader r =
                    zl_json_read(zl_json_array_object(in->r, array, i));

                zl_json_hex(&r, "id", districts[i].id.bytes, ZL_ID_SIZE);
                districts[i].name = line_of(in, &r, "name");
                statement__end(in->r, &r, "districts");
        }
        if (in->r->status != ZL_OK || count == 0)
                return;
        charter->district_count = count;
        if (statement__twice(&districts->id, count, sizeof(*districts)))
                zl_json_fail(in->r, "districts", ZL_E_MALFORMED);
}

static bool has_district(
    const struct zl_charter *charter, const struct zl_id *id)
{
        for (size_t i = 0; i < charter->district_count; i++) {
                if (zl_id_equal(&charter->districts[i].id, id))
                        return true;
        }
        return false;
}

static void read_team(struct statement__in *in, const struct zl_json *object,
    const struct zl_charter *charter, struct zl_team *team)
{
        struct zl_json_reader r = zl_json_read(object);

        zl_json_hex(&r, "id", team->id.bytes, ZL_ID_SIZE);
        zl_json_hex(&r, "district", team->district.bytes, ZL_ID_SIZE);
        team->name = line_of(in, &r, "name");
        team->controller = statement__line(in, &r, "controller", ADDRESS_CHARS);
        team->privacy_contact =
            statement__line(in, &r, "privacy_contact", ADDRESS_CHARS);
        team->phone = statement__line(in, &r, "phone", ZL_PHONE_CHARS);
        if (!has_district(charter, &team->district))
                zl_json_fail(&r, "district", ZL_E_MALFORMED);
        statement__end(in->r, &r, "teams");
}

static void read_teams(struct statement__in *in, struct zl_charter *charter)
{
        const struct zl_json *array = NULL;
        size_t count = zl_json_array(in->r, "teams", ZL_TEAMS_MAX, &array);
        struct zl_team *teams = statement__array(in->r, count, sizeof(*teams));

        charter->teams = teams;
        for (size_t i = 0; i < count && in->r->status == ZL_OK; i++)
                read_team(in, zl_json_array_object(in->r, array, i), charter,
                    &teams[i]);
        if (in->r->status != ZL_OK || count == 0)
                return;
        charter->team_count = count;
        if (statement__twice(&teams->id, count, sizeof(*teams)))
                zl_json_fail(in->r, "teams", ZL_E_MALFORMED);
}

static void read_signposts(struct statement__in *in, struct zl_charter *charter)
{
        const struct zl_json *array = NULL;
        size_t count =
            zl_json_array(in->r, "signposts", ZL_SIGNPOSTS_MAX, &array);
        struct zl_signpost *posts =
            statement__array(in->r, count, sizeof(*posts));

        charter->signposts = posts;
        for (size_t i = 0; i < count && in->r->status == ZL_OK; i++) {
                struct zl_json_reader r =
                    zl_json_read(zl_json_array_object(in->r, array, i));

                if (zl_json_has(&r, "kind"))
                        posts[i].kind = statement__kind(in, &r, "kind");
                posts[i].name = line_of(in, &r, "name");
                posts[i].phone =
                    statement__line(in, &r, "phone", ZL_PHONE_CHARS);
                posts[i].when = statement__line(in, &r, "when", ADDRESS_CHARS);
                statement__end(in->r, &r, "signposts");
        }
        if (in->r->status == ZL_OK)
                charter->signpost_count = count;
}

static void read(struct statement__in *in, struct zl_statement *ret)
{
        struct zl_charter *charter = &ret->is.charter;
        struct zl_json_reader *r = in->r;

        charter->number = zl_json_u64(r, "number", 1, STATEMENT__NUMBER_MAX);
        charter->has_previous = zl_json_has(r, "previous");
        if (charter->has_previous)
                zl_json_hex(
                    r, "previous", charter->previous.bytes, ZL_HASH_SIZE);
        if (charter->has_previous != (charter->number > 1))
                zl_json_fail(r, "previous", ZL_E_MALFORMED);
        charter->name = line_of(in, r, "name");
        zl_json_hex(r, "log_key", charter->log_key.bytes, ZL_SIGN_KEY_SIZE);
        zl_json_hex(
            r, "spare_root", charter->spare_root.bytes, ZL_SIGN_KEY_SIZE);
        read_terms(r, charter);
        read_retention(r, charter);
        charter->naming =
            (enum zl_naming)zl_json_choice(r, "naming", naming_words);
        read_roles(in, charter);
        read_districts(in, charter);
        read_teams(in, charter);
        read_signposts(in, charter);
}

static void write_days(const struct zl_charter *c, struct zl_json_writer *w)
{
        zl_json_open_object(w, "terms");
        zl_json_put_u64(w, "remind_days", c->terms.remind_days);
        zl_json_put_u64(w, "deputy_days", c->terms.deputy_days);
        zl_json_put_u64(w, "coordinator_days", c->terms.coordinator_days);
        zl_json_put_u64(w, "answer_days", c->terms.answer_days);
        zl_json_close(w);
        zl_json_open_object(w, "retention");
        zl_json_put_u64(w, "closed_days", c->retention.closed_days);
        zl_json_put_u64(w, "open_days", c->retention.open_days);
        zl_json_close(w);
}

static void write_lists(const struct zl_charter *c, struct zl_json_writer *w)
{
        zl_json_open_array(w, "districts");
        for (size_t i = 0; i < c->district_count; i++) {
                zl_json_open_object(w, NULL);
                zl_json_put_hex(w, "id", c->districts[i].id.bytes, ZL_ID_SIZE);
                zl_json_put_text(w, "name", c->districts[i].name);
                zl_json_close(w);
        }
        zl_json_close(w);
        zl_json_open_array(w, "teams");
        for (size_t i = 0; i < c->team_count; i++) {
                const struct zl_team *team = &c->teams[i];

                zl_json_open_object(w, NULL);
                zl_json_put_hex(w, "id", team->id.bytes, ZL_ID_SIZE);
                zl_json_put_hex(
                    w, "district", team->district.bytes, ZL_ID_SIZE);
                zl_json_put_text(w, "name", team->name);
                zl_json_put_text(w, "controller", team->controller);
                zl_json_put_text(w, "privacy_contact", team->privacy_contact);
                zl_json_put_text(w, "phone", team->phone);
                zl_json_close(w);
        }
        zl_json_close(w);
        zl_json_open_array(w, "signposts");
        for (size_t i = 0; i < c->signpost_count; i++) {
                zl_json_open_object(w, NULL);
                zl_json_put_text(w, "kind", c->signposts[i].kind);
                zl_json_put_text(w, "name", c->signposts[i].name);
                zl_json_put_text(w, "phone", c->signposts[i].phone);
                zl_json_put_text(w, "when", c->signposts[i].when);
                zl_json_close(w);
        }
        zl_json_close(w);
}

static int write(struct zl_json_writer *w, const void *of)
{
        const struct zl_charter *c = of;

        if (c->number > STATEMENT__NUMBER_MAX ||
            (unsigned)c->naming > ZL_NAMING_ALLOWED)
                return ZL_E_MALFORMED;
        zl_json_put_u64(w, "number", c->number);
        if (c->has_previous)
                zl_json_put_hex(w, "previous", c->previous.bytes, ZL_HASH_SIZE);
        zl_json_put_text(w, "name", c->name);
        zl_json_put_hex(w, "log_key", c->log_key.bytes, ZL_SIGN_KEY_SIZE);
        zl_json_put_hex(w, "spare_root", c->spare_root.bytes, ZL_SIGN_KEY_SIZE);
        write_days(c, w);
        zl_json_put_text(w, "naming", naming_words[c->naming]);
        zl_json_open_object(w, "roles");
        zl_json_put_text(w, "contact", c->roles.contact);
        zl_json_put_text(w, "professional", c->roles.professional);
        zl_json_put_text(w, "account_holder", c->roles.account_holder);
        zl_json_put_text(w, "supporter", c->roles.supporter);
        zl_json_put_text(w, "coordinator", c->roles.coordinator);
        zl_json_close(w);
        write_lists(c, w);
        return ZL_OK;
}

static void done(struct zl_statement *statement)
{
        free(statement->is.charter.districts);
        free(statement->is.charter.teams);
        free(statement->is.charter.signposts);
}

const struct statement__form statement__charter = {
    .word = "charter",
    .has_texts = true,
    .read = read,
    .write = write,
    .done = done,
};
