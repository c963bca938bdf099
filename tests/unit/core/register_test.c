/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: a question to the club register goes out as it was asked, signed,
 * behind a sync or at once, and its answer comes back as the server gave it;
 * a refusal of the question is told apart from trouble with the server. */
#include "core_register.h"

#include <stdio.h>
#include <string.h>

#include "check.h"
#include "fault_alloc.h"
#include "people.h"

static const char tag[] = "\"3f2a\"";
static const char path[] = "/v1/register/clubs/00/visits/01";

/* What the supporter asks in most cases. */
static struct zl_register_ask asking(void)
{
        return (struct zl_register_ask){.method = "PUT",
            .path = path,
            .body = {(const uint8_t *)"{\"v\":1}", 7},
            .match = tag};
}

/* Sends what goes before it; gives the question itself. */
static unsigned until_asked(
    struct town *town, struct person *p, struct zl_request *ret)
{
        unsigned before = 0;

        loop_time(town->loop, people_now);
        for (;; before++) {
                struct zl_buf answer;
                int http = 0;

                REQUIRE(before < 100);
                person_store(p);
                REQUIRE_OK(zl_core_next_request(p->core, people_now, ret));
                if (strncmp(ret->path, "/v1/register/", 13) == 0)
                        return before;
                zl_buf_init(&answer, ZL_BUNDLE_MAX);
                http = loop_ask(town->loop, ret, &answer);
                REQUIRE_OK(zl_core_answer(
                    p->core, people_now, http, zl_buf_bytes(&answer)));
                zl_buf_free(&answer);
        }
}

static int answer(
    struct person *p, int http, const char *etag, const char *body)
{
        zl_core_answer_etag(p->core, etag);
        return zl_core_answer(p->core, people_now, http,
            (struct zl_bytes){(const uint8_t *)body, strlen(body)});
}

static bool ends(struct person *p)
{
        struct zl_request request;

        person_store(p);
        return zl_core_next_request(p->core, people_now, &request) ==
            ZL_E_NOT_FOUND;
}

static void a_question_goes_out_as_it_was_asked(void)
{
        struct town *town = town_new();
        struct person *p = town->supporter;
        struct zl_register_ask ask = asking();
        struct zl_register_answer got;
        struct zl_request request;

        REQUIRE_OK(zl_core_ask_register(p->core, people_now, &ask));
        CHECK_STATUS(zl_core_register(p->core, &got), ZL_E_NOT_FOUND);
        CHECK(until_asked(town, p, &request) > 0);
        CHECK_STR(request.method, "PUT");
        CHECK_STR(request.path, path);
        CHECK_STR(request.if_match, tag);
        CHECK(request.if_none_match == NULL);
        CHECK(request.is_json);
        CHECK_UINT(request.body.size, 7);
        CHECK(request.signature != NULL && request.content_digest != NULL);
        CHECK_STATUS(zl_core_register(p->core, &got), ZL_E_NOT_FOUND);
        REQUIRE_OK(answer(p, 200, "\"new\"", "{\"v\":1,\"page\":2}"));
        REQUIRE_OK(zl_core_register(p->core, &got));
        CHECK_OK(got.status);
        CHECK_STR(got.etag, "\"new\"");
        CHECK_UINT(got.body.size, 16);
        CHECK(memcmp(got.body.data, "{\"v\":1,\"page\":2}", 16) == 0);
        CHECK(ends(p));
        /* A sync later does not ask it again. */
        REQUIRE_OK(zl_core_sync(p->core, people_now));
        REQUIRE_OK(person_run(p, town->loop));
        town_free(town);
}

static void at_once_nothing_else_is_asked(void)
{
        struct town *town = town_new();
        struct person *p = town->supporter;
        struct zl_register_ask ask = {
            .method = "DELETE", .path = path, .match = tag, .at_once = true};
        struct zl_register_answer got;
        struct zl_request request;

        REQUIRE_OK(zl_core_ask_register(p->core, people_now, &ask));
        CHECK_UINT(until_asked(town, p, &request), 0);
        CHECK_STR(request.method, "DELETE");
        CHECK_UINT(request.body.size, 0);
        REQUIRE_OK(answer(p, 204, NULL, ""));
        REQUIRE_OK(zl_core_register(p->core, &got));
        CHECK(got.etag == NULL);
        CHECK_UINT(got.body.size, 0);
        CHECK(ends(p));
        ask = (struct zl_register_ask){
            .method = "PUT", .path = path, .is_new = true, .at_once = true};
        REQUIRE_OK(zl_core_ask_register(p->core, people_now, &ask));
        CHECK_STATUS(zl_core_register(p->core, &got), ZL_E_NOT_FOUND);
        CHECK_UINT(until_asked(town, p, &request), 0);
        CHECK_STR(request.if_none_match, "*");
        CHECK(request.if_match == NULL);
        /* Nobody answered: it is not sent behind another's back later. */
        zl_core_no_answer(p->core);
        CHECK_STATUS(zl_core_register(p->core, &got), ZL_E_NOT_FOUND);
        REQUIRE_OK(zl_core_sync(p->core, people_now));
        person_store(p);
        REQUIRE_OK(zl_core_next_request(p->core, people_now, &request));
        CHECK(strncmp(request.path, "/v1/statements", 14) == 0);
        town_free(town);
}

static void what_was_refused_is_said(void)
{
        static const struct {
                int http;
                const char *problem;
                int status;
        } cases[] = {
            {412, "changed", ZL_E_CONFLICT},
            {428, "precondition-required", ZL_E_USAGE},
            {403, "out-of-scope", ZL_E_SCOPE},
            {403, "not-allowed", ZL_E_POLICY},
            {404, "not-found", ZL_E_NOT_FOUND},
            {400, "malformed", ZL_E_MALFORMED},
            {413, "too-large", ZL_E_TOO_LARGE},
            {409, "state", ZL_E_STATE},
        };
        struct town *town = town_new();
        struct person *p = town->supporter;
        struct zl_register_ask ask = asking();
        struct zl_register_answer got;
        struct zl_request request;

        ask.at_once = true;
        for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
                char body[200];

                (void)snprintf(body, sizeof(body),
                    "{\"type\":\"urn:zijlijn:problem:%s\",\"title\":\"x\","
                    "\"status\":%d,\"detail\":\"Club 3 of part 0.\"}",
                    cases[i].problem, cases[i].http);
                REQUIRE_OK(zl_core_ask_register(p->core, people_now, &ask));
                (void)until_asked(town, p, &request);
                REQUIRE_OK(answer(p, cases[i].http, tag, body));
                REQUIRE_OK(zl_core_register(p->core, &got));
                CHECK_STATUS(got.status, cases[i].status);
                CHECK_STR(got.detail, "Club 3 of part 0.");
                CHECK_UINT(got.body.size, 0);
                CHECK(got.etag == NULL);
                CHECK(ends(p));
        }
        town_free(town);
}

static void trouble_with_the_server_stops_it(void)
{
        static const struct {
                int http;
                const char *body;
                int status;
        } cases[] = {
            {404, "<html>not found</html>", ZL_E_SERVER},
            {500,
                "{\"type\":\"urn:zijlijn:problem:changed\",\"title\":\"x\","
                "\"status\":500}",
                ZL_E_SERVER},
            {403,
                "{\"type\":\"urn:zijlijn:problem:revoked\",\"title\":\"x\","
                "\"status\":403}",
                ZL_E_REVOKED},
            {302, "", ZL_E_SERVER},
            {507,
                "{\"type\":\"urn:zijlijn:problem:storage\",\"title\":\"x\","
                "\"status\":507}",
                ZL_E_STORAGE},
        };
        struct town *town = town_new();
        struct person *p = town->supporter;
        struct zl_register_ask ask = asking();
        struct zl_register_answer got;
        struct zl_request request;

        ask.at_once = true;
        for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
                REQUIRE_OK(zl_core_ask_register(p->core, people_now, &ask));
                (void)until_asked(town, p, &request);
                CHECK_STATUS(answer(p, cases[i].http, NULL, cases[i].body),
                    cases[i].status);
                CHECK_STATUS(zl_core_register(p->core, &got), ZL_E_NOT_FOUND);
        }
        /* Who is busy is asked again, once. */
        REQUIRE_OK(zl_core_ask_register(p->core, people_now, &ask));
        (void)until_asked(town, p, &request);
        REQUIRE_OK(answer(p, 503, NULL, ""));
        CHECK_UINT(until_asked(town, p, &request), 0);
        CHECK(request.wait_s > 0);
        CHECK_STR(request.if_match, tag);
        CHECK_STATUS(answer(p, 503, NULL, ""), ZL_E_BUSY);
        town_free(town);
}

static void what_is_no_etag_counts_as_none(void)
{
        static const char *const wrong[] = {"", "\"", "x", "\"a", "a\"",
            "\"a\"b\"", "\"a b\"", "\"a\r\nX: 1\"", "\"\x7f\"", "W/\"a\"",
            "\"\xc3\xa9\""};
        struct town *town = town_new();
        struct person *p = town->supporter;
        struct zl_register_ask ask = asking();
        struct zl_register_answer got;
        struct zl_request request;
        char longest[200];

        ask.at_once = true;
        for (size_t i = 0; i <= sizeof(wrong) / sizeof(wrong[0]); i++) {
                bool last = i == sizeof(wrong) / sizeof(wrong[0]);

                memset(longest, 'a', sizeof(longest));
                longest[0] = longest[198] = '"';
                longest[199] = '\0';
                REQUIRE_OK(zl_core_ask_register(p->core, people_now, &ask));
                (void)until_asked(town, p, &request);
                REQUIRE_OK(answer(p, 200, last ? longest : wrong[i], "{}"));
                REQUIRE_OK(zl_core_register(p->core, &got));
                CHECK(got.etag == NULL);
        }
        ask.match = longest;
        CHECK_STATUS(
            zl_core_ask_register(p->core, people_now, &ask), ZL_E_TOO_LARGE);
        town_free(town);
}

static void without_memory_nothing_is_half_asked(void)
{
        struct town *town = town_new();
        struct person *p = town->supporter;
        struct zl_register_ask ask = asking();
        bool failed = true;

        ask.at_once = true;
        person_store(p);
        for (size_t n = 1; failed; n++) {
                struct zl_register_answer got;
                struct zl_request request;
                int status = ZL_OK;

                REQUIRE(n < 100);
                person_reload(p);
                fault_alloc_fail_at(n);
                status = zl_core_ask_register(p->core, people_now, &ask);
                if (status == ZL_OK)
                        status =
                            zl_core_next_request(p->core, people_now, &request);
                if (status == ZL_OK)
                        status = answer(p, 200, tag, "{\"v\":1}");
                failed = fault_alloc_stop();
                CHECK_STATUS(status, failed ? ZL_E_MEMORY : ZL_OK);
                CHECK_STATUS(zl_core_register(p->core, &got),
                    failed ? ZL_E_NOT_FOUND : ZL_OK);
        }
        town_free(town);
}

static const struct check_case cases[] = {
    CHECK_CASE(a_question_goes_out_as_it_was_asked),
    CHECK_CASE(at_once_nothing_else_is_asked),
    CHECK_CASE(what_was_refused_is_said),
    CHECK_CASE(trouble_with_the_server_stops_it),
    CHECK_CASE(what_is_no_etag_counts_as_none),
    CHECK_CASE(without_memory_nothing_is_half_asked),
};

CHECK_MAIN("core register", cases)
