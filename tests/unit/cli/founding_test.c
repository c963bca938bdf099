/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! The description of an organisation: the example is understood, and
 * each field that is wrong is named. */
#include "founding.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "files.h"

static const char key[] =
    "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

/* The example, with one piece of it replaced. */
static int read_with(const char *from, const char *to, const char *log_key,
    struct founding *ret, const char **ret_field)
{
        struct zl_buf text = {0};
        struct zl_buf changed = {0};
        const char *at = NULL;
        int status = files__text(ORGANISATION, 65536, &text);

        REQUIRE_OK(status);
        zl_buf_init(&changed, 65536);
        at = strstr((const char *)text.data, from);
        REQUIRE(at != NULL);
        zl_put_bytes(
            &changed, text.data, (size_t)(at - (const char *)text.data));
        zl_put_text(&changed, to);
        zl_put_text(&changed, at + strlen(from));
        status = founding__read(
            changed.data, changed.size, log_key, NULL, ret, ret_field);
        zl_buf_free(&text);
        zl_buf_free(&changed);
        return status;
}

static void refused(
    const char *from, const char *to, int wanted, const char *wanted_field)
{
        struct founding *founding = calloc(1, sizeof(*founding));
        const char *field = NULL;

        REQUIRE(founding != NULL);
        CHECK_STATUS(read_with(from, to, key, founding, &field), wanted);
        CHECK_STR(field, wanted_field);
        founding__done(founding);
        free(founding);
}

static void the_example_is_understood(void)
{
        struct founding *it = calloc(1, sizeof(*it));
        const char *field = NULL;

        REQUIRE(it != NULL);
        REQUIRE_OK(read_with("known", "known", key, it, &field));
        CHECK_STR(it->charter.name, "Wijkteams Waterhoven");
        CHECK_STR(it->founding.origin, "http://127.0.0.1:8440");
        CHECK_STR(it->founding.name, "Karin de Wit");
        CHECK_UINT(it->charter.log_key.bytes[1], 0x11);
        CHECK_INT(it->charter.naming, ZL_NAMING_KNOWN);
        CHECK_UINT(it->charter.terms.answer_days, 5);
        CHECK_UINT(it->charter.district_count, 2);
        CHECK_UINT(it->charter.team_count, 2);
        CHECK_UINT(it->team_districts[1], 1);
        CHECK_STR(it->charter.signposts[0].kind, "scouting");
        CHECK_STR(it->charter.signposts[1].kind, NULL);
        CHECK(it->founding.charter == &it->charter);
        founding__done(it);
        free(it);
}

/* Whoever forgets to put the log key in is told, and makes nothing. */
static void the_example_as_it_is_lacks_the_log_key(void)
{
        struct founding *it = calloc(1, sizeof(*it));
        const char *field = NULL;

        REQUIRE(it != NULL);
        CHECK_STATUS(
            read_with("known", "known", NULL, it, &field), ZL_E_MALFORMED);
        CHECK_STR(field, "log_key");
        founding__done(it);
        free(it);
}

static void what_is_wrong_is_named(void)
{
        refused("\"known\"", "\"sometimes\"", ZL_E_MALFORMED, "naming");
        refused("\"answer_days\": 5", "\"answer_days\": 61", ZL_E_MALFORMED,
            "answer_days");
        refused("\"server\"", "\"sevrer\"", ZL_E_MALFORMED, "server");
        refused("\"district\": \"Zuid\"", "\"district\": \"Oost\"",
            ZL_E_NOT_FOUND, "district");
        refused("\"name\": \"Karin de Wit\"", "\"name\": \"\"", ZL_E_MALFORMED,
            "name");
        refused("\"phone\": \"070 555 01 20\"", "\"fax\": \"070 555 01 20\"",
            ZL_E_MALFORMED, "teams");
        refused(
            "\"naming\"", "\"urgency\": 1, \"naming\"", ZL_E_MALFORMED, NULL);
        refused("{", "", ZL_E_MALFORMED, NULL);
}

static const struct check_case cases[] = {
    CHECK_CASE(the_example_is_understood),
    CHECK_CASE(the_example_as_it_is_lacks_the_log_key),
    CHECK_CASE(what_is_wrong_is_named),
};

int main(int argc, char **argv)
{
        if (zl_crypto_start() != ZL_OK || zl_json_start() != ZL_OK)
                return 1;
        return check_run("cli_founding", cases,
            sizeof(cases) / sizeof(cases[0]), argc, argv);
}
