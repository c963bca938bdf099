/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! A device that asks too often is told so, and nobody else is. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "live_world.h"

static const struct zl_bytes nothing = {NULL, 0};

/* One token a second, so that within a test there is no other. */
static struct live *founded_with_limits(unsigned at_once)
{
        struct live *live = live_founded();

        live->config.device_asks = 1;
        live->config.device_asks_at_once = at_once;
        live->config.device_writes = 1;
        live->config.device_writes_at_once = at_once;
        zl_server_reload(live->server, &live->config);
        return live;
}

/* Asks until refused; how often it was answered. */
static unsigned ask_until_refused(
    const struct live *live, enum live_person who, const char *target)
{
        unsigned count = 0;
        int status = 200;

        while (status == 200 && count < 200) {
                struct live_answer answer;

                live_ask_signed(
                    live, &live->devices[who], "GET", target, nothing, &answer);
                status = answer.status;
                if (status == 200)
                        count++;
                else
                        live_check_problem(&answer, 429, "too-many");
                if (status == 429)
                        CHECK_STR(
                            live_header(&answer, "\r\nRetry-After:"), "1");
                live_done(&answer);
        }
        CHECK(count < 200);
        return count;
}

static void who_asks_too_often_is_told(void)
{
        struct live *live = founded_with_limits(5);
        struct live_answer answer;

        CHECK(ask_until_refused(live, LIVE_CONTACT, "/v1/records") >= 5);
        /* Whatever it asks. */
        (void)ask_until_refused(live, LIVE_CONTACT, "/v1/statements");
        /* The others go on, and so do those who need no device. */
        CHECK(ask_until_refused(live, LIVE_HOLDER, "/v1/records") >= 5);
        live_ask(live, "GET", "/v1/health", NULL, nothing, &answer);
        CHECK_INT(answer.status, 200);
        live_done(&answer);
        live_free(live);
}

/* A wrong signature is refused as such, and takes no token of its victim. */
static void only_who_signed_pays(void)
{
        struct live *live = founded_with_limits(5);
        struct live_answer answer;

        live->config.origin[8] = 'S';
        for (int i = 0; i < 20; i++) {
                live_ask_signed(live, &live->devices[LIVE_CONTACT], "GET",
                    "/v1/records", nothing, &answer);
                live_check_problem(&answer, 401, "signature-wrong");
                live_done(&answer);
        }
        live->config.origin[8] = 's';
        CHECK(ask_until_refused(live, LIVE_CONTACT, "/v1/records") >= 5);
        live_free(live);
}

/* Records and statements count for the key that signed them, apart from what
 * is asked; what was refused so is taken when it comes again. */
static void writing_is_limited_too(void)
{
        struct live *live = founded_with_limits(3);
        struct live_answer answer;
        struct zl_id id;
        struct zl_buf note;
        int taken = 0;
        int status = 0;

        (void)ask_until_refused(live, LIVE_CONTACT, "/v1/records");
        do {
                live_note(live, &id, &note);
                live_put_record(live, &id, &note, &answer);
                status = answer.status;
                if (status == 429)
                        live_check_problem(&answer, 429, "too-many");
                live_done(&answer);
                if (status == 201)
                        zl_buf_free(&note);
        } while (status == 201 && ++taken < 200);
        CHECK_INT(status, 429);
        CHECK(taken >= 3);
        live->config.device_writes = 0;
        zl_server_reload(live->server, &live->config);
        live_put_record(live, &id, &note, &answer);
        CHECK_INT(answer.status, 201);
        live_done(&answer);
        zl_buf_free(&note);
        live_free(live);
}

static void statements_count_for_their_signer(void)
{
        struct live *live = founded_with_limits(3);
        struct zl_club club = {.written = {1795458419123},
            .kind = "football",
            .district = live->district,
            .name = "vv Zuid"};
        int status = 201;

        for (int i = 0; i < 200 && status == 201; i++) {
                club.club = zl_random_id();
                status = live_say(live, &live->devices[LIVE_COORDINATOR],
                    ZL_CLUB, &club, NULL);
        }
        CHECK_INT(status, 429);
        club.club = zl_random_id();
        CHECK_INT(live_say(live, &live->devices[LIVE_SUPPORTER], ZL_CLUB, &club,
                      NULL),
            201);
        live_free(live);
}

static const struct check_case cases[] = {
    CHECK_CASE(who_asks_too_often_is_told),
    CHECK_CASE(only_who_signed_pays),
    CHECK_CASE(writing_is_limited_too),
    CHECK_CASE(statements_count_for_their_signer),
};
CHECK_MAIN("live_limits", cases)
