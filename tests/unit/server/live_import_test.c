/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: who is told that the register is busy was told the truth: nothing came
 * of it, now or later. */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "live_world.h"

static const struct zl_bytes nothing = {NULL, 0};

static void put(const struct live *live, const char *target, const char *body,
    int status, struct live_answer *ret)
{
        live_ask_signed(live, &live->devices[LIVE_COORDINATOR], "PUT", target,
            (struct zl_bytes){(const uint8_t *)body, strlen(body)}, ret);
        CHECK_INT(ret->status, status);
}

/* A part that says who the contact is. */
static void put_part(const struct live *live)
{
        struct live_answer answer;
        char club[ZL_ID_TEXT];
        char member[ZL_ID_TEXT];
        char body[400];

        zl_hex_of(live->club.bytes, ZL_ID_SIZE, club);
        zl_hex_of(live->members[LIVE_CONTACT].bytes, ZL_ID_SIZE, member);
        (void)snprintf(body, sizeof(body),
            "{\"v\":1,\"clubs\":[{\"club\":\"%s\",\"people\":[{\"id\":\"%s\","
            "\"given\":\"Bo\",\"family\":\"Vos\",\"post\":\"contact\","
            "\"member\":\"%s\"}]}]}",
            club, club, member);
        put(live, "/v1/register/imports/0123456789abcdef0123456789abcdef/0",
            body, 204, &answer);
        CHECK_UINT(answer.body.size, 0);
        live_done(&answer);
}

static void take(const struct live *live, int status)
{
        struct live_answer answer;

        put(live, "/v1/register/imports/0123456789abcdef0123456789abcdef",
            "{\"v\":1,\"parts\":1,\"dry_run\":false}", status, &answer);
        live_done(&answer);
}

/* What the register keeps of the contact; whether it is anything. */
static bool ask_own(const struct live *live, const char *method, int status)
{
        struct live_answer answer;
        char target[96];
        char member[ZL_ID_TEXT];
        bool kept = false;

        zl_hex_of(live->members[LIVE_CONTACT].bytes, ZL_ID_SIZE, member);
        (void)snprintf(
            target, sizeof(target), "/v1/register/persons/%s", member);
        live_ask_signed(live, &live->devices[LIVE_CONTACT], method, target,
            nothing, &answer);
        CHECK_INT(answer.status, status);
        kept = answer.body.size > 0 &&
            memmem(answer.body.data, answer.body.size, "Vos", 3) != NULL;
        live_done(&answer);
        return kept;
}

/* Somebody else keeps the register for a while, as a slow disk would. */
static sqlite3 *hold_register(const struct live *live)
{
        sqlite3 *db = NULL;
        char path[128];

        (void)snprintf(path, sizeof(path), "%s/register.db", live->data);
        REQUIRE_INT(sqlite3_open(path, &db), SQLITE_OK);
        (void)sqlite3_busy_timeout(db, 2000);
        REQUIRE_INT(
            sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
        return db;
}

static void who_is_told_busy_was_told_the_truth(void)
{
        struct live *live = live_founded();
        sqlite3 *db = NULL;

        put_part(live);
        take(live, 200);
        CHECK(ask_own(live, "GET", 200));
        live_stop(live);
        live->config.answer_seconds = 1;
        live_start(live);
        db = hold_register(live);
        (void)ask_own(live, "DELETE", 503);
        (void)ask_own(live, "DELETE", 503);
        (void)sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
        (void)sqlite3_close(db);
        /* What is asked of the writer now comes after these. */
        put_part(live);
        CHECK(ask_own(live, "GET", 200));
        CHECK(!ask_own(live, "DELETE", 200));
        CHECK(!ask_own(live, "GET", 200));
        live_free(live);
}

static const struct check_case cases[] = {
    CHECK_CASE(who_is_told_busy_was_told_the_truth),
};
CHECK_MAIN("live_import", cases)
