/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! The table of problems against the one in docs/protocol.md, 7.2. */
#include "api/problem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "crypto.h"
#include "json.h"

/* Looks for "| `name` | status |" in the protocol; counts its rows. */
static bool is_written(const char *name, unsigned status, size_t *ret_rows)
{
        char path[512];
        char row[128];
        char line[1024];
        bool found = false;
        FILE *file = NULL;

        (void)snprintf(
            path, sizeof(path), "%s/docs/protocol.md", getenv("ZL_SOURCE"));
        (void)snprintf(row, sizeof(row), "| `%s` | %u |", name, status);
        file = fopen(path, "r");
        REQUIRE(file != NULL);
        *ret_rows = 0;
        while (fgets(line, sizeof(line), file) != NULL) {
                const char *end = strstr(line, "` | ");

                if (strncmp(line, row, strlen(row)) == 0)
                        found = true;
                if (line[0] == '|' && end != NULL && end[4] >= '4' &&
                    end[4] <= '5' && end[7] == ' ')
                        (*ret_rows)++;
        }
        (void)fclose(file);
        return found;
}

static void the_table_is_the_protocols(void)
{
        size_t rows = 0;

        for (int i = 0; i < ZL_PROBLEM_COUNT; i++) {
                const struct zl_problem_row *row =
                    zl_problem_row((enum zl_problem)i);

                if (!CHECK(is_written(row->name, row->status, &rows)))
                        (void)fprintf(stderr, "not written: %s\n", row->name);
        }
        CHECK_UINT(rows, ZL_PROBLEM_COUNT);
}

static void every_status_a_peer_can_cause_has_its_problem(void)
{
        CHECK_INT(zl_problem_of(ZL_E_MALFORMED), ZL_PROBLEM_MALFORMED);
        CHECK_INT(zl_problem_of(ZL_E_VERSION), ZL_PROBLEM_VERSION_UNKNOWN);
        CHECK_INT(zl_problem_of(ZL_E_TOO_LARGE), ZL_PROBLEM_TOO_LARGE);
        CHECK_INT(zl_problem_of(ZL_E_SIGNATURE), ZL_PROBLEM_SIGNATURE_WRONG);
        CHECK_INT(
            zl_problem_of(ZL_E_ORGANISATION), ZL_PROBLEM_ORGANISATION_WRONG);
        CHECK_INT(zl_problem_of(ZL_E_CHAIN), ZL_PROBLEM_CHAIN_BROKEN);
        CHECK_INT(zl_problem_of(ZL_E_EXPIRED), ZL_PROBLEM_EXPIRED);
        CHECK_INT(zl_problem_of(ZL_E_REVOKED), ZL_PROBLEM_REVOKED);
        CHECK_INT(zl_problem_of(ZL_E_SCOPE), ZL_PROBLEM_OUT_OF_SCOPE);
        CHECK_INT(zl_problem_of(ZL_E_POLICY), ZL_PROBLEM_NOT_ALLOWED);
        CHECK_INT(
            zl_problem_of(ZL_E_RECIPIENTS), ZL_PROBLEM_RECIPIENTS_CHANGED);
        CHECK_INT(zl_problem_of(ZL_E_CONFLICT), ZL_PROBLEM_CONFLICT);
        CHECK_INT(zl_problem_of(ZL_E_ROLLBACK), ZL_PROBLEM_CONFLICT);
        CHECK_INT(zl_problem_of(ZL_E_NOT_FOUND), ZL_PROBLEM_NOT_FOUND);
        CHECK_INT(zl_problem_of(ZL_E_CODE_USED), ZL_PROBLEM_INVITATION_USED);
        CHECK_INT(zl_problem_of(ZL_E_CLOCK), ZL_PROBLEM_CLOCK_OFF);
        CHECK_INT(zl_problem_of(ZL_E_STATE), ZL_PROBLEM_STATE);
        CHECK_INT(zl_problem_of(ZL_E_BUSY), ZL_PROBLEM_BUSY);
        CHECK_INT(zl_problem_of(ZL_E_STORAGE), ZL_PROBLEM_STORAGE);
}

static void what_no_peer_can_cause_is_internal(void)
{
        CHECK_INT(zl_problem_of(ZL_E_MEMORY), ZL_PROBLEM_INTERNAL);
        CHECK_INT(zl_problem_of(ZL_E_DAMAGED), ZL_PROBLEM_INTERNAL);
        CHECK_INT(zl_problem_of(ZL_E_LOG), ZL_PROBLEM_INTERNAL);
        CHECK_INT(zl_problem_of(-9999), ZL_PROBLEM_INTERNAL);
}

static void a_document_says_it_all(void)
{
        struct zl_problem_more more = {
            .detail = "Why.",
            .has_statements = true,
            .statements = 7,
            .has_time = true,
            .time = {1795458419123},
        };
        static const char want[] =
            "{\"type\":\"urn:zijlijn:problem:clock-off\","
            "\"title\":\"Clock off\",\"status\":401,\"detail\":\"Why.\","
            "\"statements\":7,\"server_time\":\"2026-11-23T18:26:59.123Z\"}";
        struct zl_buf buf;

        REQUIRE_OK(zl_crypto_start());
        REQUIRE_OK(zl_json_start());
        zl_buf_init(&buf, 1024);
        CHECK_OK(zl_problem_write(ZL_PROBLEM_CLOCK_OFF, &more, &buf));
        CHECK_BYTES(buf.data, buf.size, want, strlen(want));
        zl_buf_free(&buf);
}

static const struct check_case cases[] = {
    CHECK_CASE(the_table_is_the_protocols),
    CHECK_CASE(every_status_a_peer_can_cause_has_its_problem),
    CHECK_CASE(what_no_peer_can_cause_is_internal),
    CHECK_CASE(a_document_says_it_all),
};
CHECK_MAIN("problem", cases)
