/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: everybody leaves an e-mail address of their own and sees nobody
 * else's; what is no address is refused; and only a coordinator is told what
 * needs attention, whatever clubs do. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "events.h"
#include "live_world.h"
#include "store/mail.h"

static const struct zl_bytes nothing = {NULL, 0};

static struct zl_bytes text(const char *of)
{
        return (struct zl_bytes){(const uint8_t *)of, strlen(of)};
}

static void check_json(const struct live_answer *answer, const char *expected)
{
        CHECK_INT(answer->status, 200);
        CHECK_STR(live_header(answer, "\r\nContent-Type:"), "application/json");
        REQUIRE_UINT(answer->body.size, strlen(expected));
        CHECK(memcmp(answer->body.data, expected, strlen(expected)) == 0);
}

static void put(const struct live *live, enum live_person who, const char *body,
    struct live_answer *ret)
{
        live_ask_signed(live, &live->devices[who], "PUT", "/v1/mail-address",
            text(body), ret);
}

static void get(const struct live *live, enum live_person who,
    const char *target, struct live_answer *ret)
{
        live_ask_signed(live, &live->devices[who], "GET", target, nothing, ret);
}

/* This server sends no mail, and says so with each. */
static void an_address_is_its_owners(void)
{
        struct live *live = live_founded();
        struct live_answer answer;

        for (enum live_person who = 0; who < LIVE_OUTSIDER; who++) {
                get(live, who, "/v1/mail-address", &answer);
                check_json(
                    &answer, "{\"v\":1,\"mail\":\"\",\"state\":\"off\"}");
                live_done(&answer);
        }
        put(live, LIVE_HOLDER, "{\"v\":1,\"mail\":\"a.b+c@mail.example\"}",
            &answer);
        check_json(&answer,
            "{\"v\":1,\"mail\":\"a.b+c@mail.example\",\"state\":\"off\"}");
        live_done(&answer);
        live_stop(live);
        live_start(live);
        get(live, LIVE_HOLDER, "/v1/mail-address", &answer);
        check_json(&answer,
            "{\"v\":1,\"mail\":\"a.b+c@mail.example\",\"state\":\"off\"}");
        live_done(&answer);
        get(live, LIVE_DEPUTY, "/v1/mail-address", &answer);
        check_json(&answer, "{\"v\":1,\"mail\":\"\",\"state\":\"off\"}");
        live_done(&answer);
        put(live, LIVE_HOLDER, "{\"v\":1,\"mail\":\"\"}", &answer);
        check_json(&answer, "{\"v\":1,\"mail\":\"\",\"state\":\"off\"}");
        live_done(&answer);
        get(live, LIVE_HOLDER, "/v1/mail-address", &answer);
        check_json(&answer, "{\"v\":1,\"mail\":\"\",\"state\":\"off\"}");
        live_done(&answer);
        live_free(live);
}

static void what_is_no_address_is_refused(void)
{
        static const char *const wrong[] = {"", "{}", "[]", "{\"v\":1}",
            "{\"v\":2,\"mail\":\"a@b\"}", "{\"v\":1,\"mail\":null}",
            "{\"v\":1,\"mail\":\"a@b\",\"x\":1}", "{\"v\":1,\"mail\":\"a\"}",
            "{\"v\":1,\"mail\":\"@b\"}", "{\"v\":1,\"mail\":\"a@\"}",
            "{\"v\":1,\"mail\":\"a@b@c\"}", "{\"v\":1,\"mail\":\"a b@c\"}",
            "{\"v\":1,\"mail\":\"<a@b>\"}", "{\"v\":1,\"mail\":\"a@b,c@d\"}",
            "{\"v\":1,\"mail\":\"a@b\\nBcc: c@d\"}",
            "{\"v\":1,\"mail\":\"\\\"a\\\"@b\"}", "{\"v\":1,\"mail\":\" \"}",
            "{\"v\":1,\"mail\":\"-a@b\"}", "{\"v\":1,\"mail\":\"a%b@c\"}",
            "{\"v\":1,\"mail\":\"a@-b\"}",
            "{\"v\":1,\"mail\":\"a@[127.0.0.1]\"}",
            "{\"v\":1,\"mail\":\"\xc3\xa9@b\"}"};
        struct live *live = live_founded();
        struct live_answer answer;
        char body[400];
        char domain[ZL_MAIL_MAX];

        for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
                put(live, LIVE_CONTACT, wrong[i], &answer);
                live_check_problem(&answer, 400, "malformed");
                live_done(&answer);
        }
        for (size_t i = 0; i < sizeof(domain); i++)
                domain[i] = i % 2 == 0 ? 'b' : '.';
        for (int size = ZL_MAIL_MAX - 3; size <= ZL_MAIL_MAX - 2; size++) {
                (void)snprintf(body, sizeof(body),
                    "{\"v\":1,\"mail\":\"aa@%.*s\"}", size, domain);
                put(live, LIVE_CONTACT, body, &answer);
                CHECK_INT(answer.status, size == ZL_MAIL_MAX - 3 ? 200 : 413);
                live_done(&answer);
        }
        live_free(live);
}

/* Takes the moment up to which the server has looked at its clock out of what a
 * coordinator is told, so that the rest can be compared. */
static uint64_t take_looked(struct live_answer *answer)
{
        static const char name[] = "\"looked\":";
        char *text = NULL;
        char *digits = NULL;
        char *end = NULL;
        uint64_t looked = 0;

        REQUIRE_UINT(answer->status, 200);
        zl_put_u8(&answer->body, 0);
        REQUIRE_OK(answer->body.status);
        text = (char *)answer->body.data;
        digits = strstr(text, name);
        REQUIRE(digits != NULL);
        digits += strlen(name);
        looked = strtoull(digits, &end, 10);
        memmove(digits, end, strlen(end) + 1);
        answer->body.size = strlen(text);
        return looked;
}

/* Until it has done what its clock brings since it started. */
static void get_looked(struct live *live, struct live_answer *ret)
{
        uint64_t began = zl_clock_now().ms;

        for (int i = 0; i < 10000; i++) {
                uint64_t looked;

                get(live, LIVE_COORDINATOR, "/v1/attention", ret);
                looked = take_looked(ret);
                if (looked != 0) {
                        CHECK(looked <= zl_clock_now().ms);
                        CHECK(looked + 3600000 > began);
                        return;
                }
                live_done(ret);
                (void)usleep(10000);
        }
        REQUIRE(!"it never looks at its clock");
}

static void attention_is_for_coordinators(void)
{
        static const char quiet[] =
            "{\"v\":1,\"looked\":,\"waiting\":[],\"mail\":{\"state\":\"off\","
            "\"since\":0,\"members\":[]}}";
        struct live *live = live_founded();
        struct live_answer before[LIVE_OUTSIDER];
        struct live_answer answer;
        struct zl_buf bytes;
        struct zl_id id;

        for (enum live_person who = 0; who < LIVE_OUTSIDER; who++) {
                if (who != LIVE_COORDINATOR)
                        get(live, who, "/v1/attention", &before[who]);
                else
                        get_looked(live, &before[who]);
        }
        check_json(&before[LIVE_COORDINATOR], quiet);
        live_note(live, &id, &bytes);
        live_put_record(live, &id, &bytes, &answer);
        CHECK_INT(answer.status, 201);
        live_done(&answer);
        zl_buf_free(&bytes);
        for (enum live_person who = 0; who < LIVE_OUTSIDER; who++) {
                get(live, who, "/v1/attention", &answer);
                if (who != LIVE_COORDINATOR)
                        live_check_problem(&answer, 403, "not-allowed");
                else
                        CHECK(take_looked(&answer) != 0);
                REQUIRE_UINT(answer.body.size, before[who].body.size);
                CHECK(memcmp(answer.body.data, before[who].body.data,
                          answer.body.size) == 0);
                live_done(&answer);
                live_done(&before[who]);
        }
        live_free(live);
}

static const struct check_case cases[] = {
    CHECK_CASE(an_address_is_its_owners),
    CHECK_CASE(what_is_no_address_is_refused),
    CHECK_CASE(attention_is_for_coordinators),
};
CHECK_MAIN("live_mail", cases)
