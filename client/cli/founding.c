/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the description of an organisation. Here it gets its form;
 * whether the charter made of it is right, the core says. */
#include "founding.h"

#include <string.h>

static const char *const namings[] = {"never", "known", "allowed", NULL};

static void read_terms(struct zl_json_reader *r, struct zl_charter *charter)
{
        struct zl_json_reader t = zl_json_read(zl_json_object(r, "terms"));

        charter->terms.remind_days =
            (uint8_t)zl_json_u64(&t, "remind_days", 1, 30);
        charter->terms.deputy_days =
            (uint8_t)zl_json_u64(&t, "deputy_days", 1, 30);
        charter->terms.coordinator_days =
            (uint8_t)zl_json_u64(&t, "coordinator_days", 1, 30);
        charter->terms.answer_days =
            (uint8_t)zl_json_u64(&t, "answer_days", 1, 60);
        if (zl_json_end(&t) != ZL_OK)
                zl_json_fail(r, t.field != NULL ? t.field : "terms", t.status);
}

static void read_retention(struct zl_json_reader *r, struct zl_charter *charter)
{
        struct zl_json_reader t = zl_json_read(zl_json_object(r, "retention"));

        charter->retention.closed_days =
            (uint16_t)zl_json_u64(&t, "closed_days", 1, 365);
        charter->retention.open_days =
            (uint16_t)zl_json_u64(&t, "open_days", 1, 730);
        if (zl_json_end(&t) != ZL_OK)
                zl_json_fail(
                    r, t.field != NULL ? t.field : "retention", t.status);
}

static void read_roles(struct zl_json_reader *r, struct zl_charter *charter)
{
        struct zl_json_reader t = zl_json_read(zl_json_object(r, "roles"));

        charter->roles.contact = zl_json_text(&t, "contact", ZL_TEXT_LINE, 60);
        charter->roles.professional =
            zl_json_text(&t, "professional", ZL_TEXT_LINE, 60);
        charter->roles.account_holder =
            zl_json_text(&t, "account_holder", ZL_TEXT_LINE, 60);
        charter->roles.supporter =
            zl_json_text(&t, "supporter", ZL_TEXT_LINE, 60);
        charter->roles.coordinator =
            zl_json_text(&t, "coordinator", ZL_TEXT_LINE, 60);
        if (zl_json_end(&t) != ZL_OK)
                zl_json_fail(r, t.field != NULL ? t.field : "roles", t.status);
}

static void read_districts(struct zl_json_reader *r, struct founding *ret)
{
        const struct zl_json *array = NULL;
        size_t count = zl_json_array(r, "districts", ZL_DISTRICTS_MAX, &array);

        for (size_t i = 0; i < count; i++) {
                struct zl_json_reader d =
                    zl_json_read(zl_json_array_object(r, array, i));

                ret->districts[i].name =
                    zl_json_text(&d, "name", ZL_TEXT_LINE, ZL_NAME_CHARS);
                if (zl_json_end(&d) != ZL_OK)
                        zl_json_fail(r, "districts", d.status);
        }
        ret->charter.districts = ret->districts;
        ret->charter.district_count = count;
}

static size_t find_district(
    struct zl_json_reader *r, const struct founding *of, const char *name)
{
        for (size_t i = 0; i < of->charter.district_count; i++) {
                if (strcmp(of->districts[i].name, name) == 0)
                        return i;
        }
        zl_json_fail(r, "district", ZL_E_NOT_FOUND);
        return 0;
}

static void read_teams(struct zl_json_reader *r, struct founding *ret)
{
        const struct zl_json *array = NULL;
        size_t count = zl_json_array(r, "teams", ZL_TEAMS_MAX, &array);

        for (size_t i = 0; i < count; i++) {
                struct zl_json_reader t =
                    zl_json_read(zl_json_array_object(r, array, i));
                struct zl_team *team = &ret->teams[i];
                const char *district =
                    zl_json_text(&t, "district", ZL_TEXT_LINE, ZL_NAME_CHARS);

                team->name =
                    zl_json_text(&t, "name", ZL_TEXT_LINE, ZL_NAME_CHARS);
                team->controller =
                    zl_json_text(&t, "controller", ZL_TEXT_LINE, 200);
                team->privacy_contact =
                    zl_json_text(&t, "privacy_contact", ZL_TEXT_LINE, 200);
                team->phone =
                    zl_json_text(&t, "phone", ZL_TEXT_LINE, ZL_PHONE_CHARS);
                if (zl_json_end(&t) != ZL_OK)
                        zl_json_fail(r, "teams", t.status);
                ret->team_districts[i] = find_district(r, ret, district);
        }
        ret->charter.teams = ret->teams;
        ret->charter.team_count = count;
}

static void read_signposts(struct zl_json_reader *r, struct founding *ret)
{
        const struct zl_json *array = NULL;
        size_t count = zl_json_array(r, "signposts", ZL_SIGNPOSTS_MAX, &array);

        for (size_t i = 0; i < count; i++) {
                struct zl_json_reader s =
                    zl_json_read(zl_json_array_object(r, array, i));
                struct zl_signpost *post = &ret->signposts[i];

                post->kind =
                    zl_json_text_optional(&s, "kind", ZL_TEXT_LINE, 40);
                post->name =
                    zl_json_text(&s, "name", ZL_TEXT_LINE, ZL_NAME_CHARS);
                post->phone =
                    zl_json_text(&s, "phone", ZL_TEXT_LINE, ZL_PHONE_CHARS);
                post->when = zl_json_text(&s, "when", ZL_TEXT_LINE, 200);
                if (zl_json_end(&s) != ZL_OK)
                        zl_json_fail(r, "signposts", s.status);
        }
        ret->charter.signposts = ret->signposts;
        ret->charter.signpost_count = count;
}

static void read_coordinator(struct zl_json_reader *r, struct founding *ret)
{
        struct zl_json_reader c =
            zl_json_read(zl_json_object(r, "coordinator"));

        ret->founding.name =
            zl_json_text(&c, "name", ZL_TEXT_LINE, ZL_NAME_CHARS);
        ret->founding.phone =
            zl_json_text(&c, "phone", ZL_TEXT_LINE, ZL_PHONE_CHARS);
        if (zl_json_end(&c) != ZL_OK)
                zl_json_fail(
                    r, c.field != NULL ? c.field : "coordinator", c.status);
}

/* What an option says stands before what the file says. */
static void read_server(struct zl_json_reader *r, const char *log_key,
    const char *origin, struct founding *ret)
{
        const char *said =
            zl_json_text_optional(r, "server", ZL_TEXT_LINE, ZL_ORIGIN_CHARS);

        ret->founding.origin = origin != NULL ? origin : said;
        if (ret->founding.origin == NULL)
                zl_json_fail(r, "server", ZL_E_MALFORMED);
        if (log_key == NULL) {
                zl_json_hex(
                    r, "log_key", ret->charter.log_key.bytes, ZL_SIGN_KEY_SIZE);
                return;
        }
        /* Whatever stands there, perhaps only where to put it. */
        (void)zl_json_text_optional(r, "log_key", ZL_TEXT_LINE, 200);
        if (zl_hex_parse(
                log_key, ret->charter.log_key.bytes, ZL_SIGN_KEY_SIZE) != ZL_OK)
                zl_json_fail(r, "log_key", ZL_E_MALFORMED);
}

int founding__read(const void *data, size_t size, const char *log_key,
    const char *origin, struct founding *ret, const char **ret_field)
{
        struct zl_json_reader r;
        int status = ZL_OK;

        memset(ret, 0, sizeof(*ret));
        *ret_field = NULL;
        status = zl_json_parse(data, size, &ret->json);
        if (status != ZL_OK)
                return status;
        r = zl_json_read(ret->json);
        ret->charter.name =
            zl_json_text(&r, "name", ZL_TEXT_LINE, ZL_NAME_CHARS);
        read_server(&r, log_key, origin, ret);
        read_coordinator(&r, ret);
        read_roles(&r, &ret->charter);
        ret->charter.naming =
            (enum zl_naming)zl_json_choice(&r, "naming", namings);
        read_terms(&r, &ret->charter);
        read_retention(&r, &ret->charter);
        read_districts(&r, ret);
        read_teams(&r, ret);
        read_signposts(&r, ret);
        ret->founding.charter = &ret->charter;
        ret->founding.team_districts = ret->team_districts;
        status = zl_json_end(&r);
        if (status != ZL_OK)
                *ret_field = r.field;
        return status;
}

void founding__done(struct founding *founding)
{
        zl_json_free(founding->json);
        founding->json = NULL;
}
