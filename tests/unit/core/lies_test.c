/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: a server that lies is found out, what it hides or alters is never
 * believed, nothing is sealed meanwhile, nothing is lost, and once it is
 * honest again everything goes on. */
#include <string.h>

#include "calendar.h"
#include "check.h"
#include "people.h"

/* Whoever sees the statements anew: somebody who has just joined. */
static struct person *joins_under(struct town *town, struct person *by,
    enum zl_role role, const struct zl_id *scope, enum loop_lie lie, int want)
{
        struct zl_invite invite = {.role = role,
            .scope = scope,
            .scope_count = 1,
            .name = "Nora Nieuw",
            .phone = "06-87654321",
            .from = zl_time_day(people_now),
            .until = zl_time_day(people_now) + 365,
            .link = true};
        struct zl_code code = {.bits = NULL};
        struct person *p = person_new();

        REQUIRE_OK(
            zl_core_invite(by->core, people_now, &invite, &p->member, &code));
        REQUIRE_OK(person_run(by, town->loop));
        REQUIRE_OK(person_sync(by, town->loop));
        REQUIRE_OK(
            zl_core_join(p->core, people_now, &code, "http://127.0.0.1:8080"));
        REQUIRE_OK(person_run(p, town->loop));
        REQUIRE_OK(zl_core_join_accept(p->core, people_now));
        loop_lies(town->loop, lie);
        CHECK_STATUS(person_run(p, town->loop), want);
        zl_code_free(&code);
        return p;
}

static struct person *newcomer(struct town *town, enum loop_lie lie, int want)
{
        return joins_under(
            town, town->supporter, ZL_ROLE_CONTACT, &town->club, lie, want);
}

static void check_seals_nothing(struct town *town, struct person *p)
{
        CHECK_STATUS(town_note(town, p, "Iets gezien."), ZL_E_INCOMPLETE);
        person_reload(p);
        CHECK_STATUS(town_note(town, p, "Iets gezien."), ZL_E_INCOMPLETE);
}

static void check_all_is_well_again(struct town *town, struct person *p)
{
        loop_lies(town->loop, LOOP_HONEST);
        REQUIRE_OK(person_sync(p, town->loop));
        town_confirm(town, p);
        CHECK_OK(town_note(town, p, "Iets gezien."));
        CHECK_OK(person_run(p, town->loop));
        CHECK_UINT(loop_records(town->loop), 1);
}

static void a_swapped_key_is_refused(void)
{
        struct town *town = town_new();
        struct person *p = newcomer(town, LOOP_SWAP_KEY, ZL_E_CHAIN);
        const struct zl_message *m = person_heard(p, ZL_MSG_STATEMENT_REFUSED);

        REQUIRE(m != NULL);
        CHECK_STR(m->args[0], "unknown"); /* its signature is wrong */
        check_seals_nothing(town, p);
        check_all_is_well_again(town, p);
        person_free(p);
        town_free(town);
}

static void withheld_statements_are_missed(void)
{
        static const enum loop_lie lies[] = {LOOP_WITHHOLD_OLD};

        for (size_t i = 0; i < sizeof(lies) / sizeof(lies[0]); i++) {
                struct town *town = town_new();
                struct person *p = newcomer(town, lies[i], ZL_E_INCOMPLETE);

                CHECK(person_heard(p, ZL_MSG_STATEMENTS_MISSING) != NULL);
                check_seals_nothing(town, p);
                check_all_is_well_again(town, p);
                person_free(p);
                town_free(town);
        }
}

/* Nothing that is given speaks of such a club; only that the clubs of the
 * district are one scope tells of it. */
static void a_whole_hidden_club_is_missed(void)
{
        struct town *town = town_new();
        const struct zl_charter *charter =
            zl_directory_charter(zl_core_directory(town->coordinator->core));
        struct zl_id team = charter->teams[0].id;
        struct zl_club club = {.kind = "music",
            .district = charter->districts[0].id,
            .name = "Fanfare Noord"};
        struct person *p = NULL;
        struct zl_id id;

        REQUIRE_OK(
            zl_core_put_club(town->supporter->core, people_now, &club, &id));
        REQUIRE_OK(person_run(town->supporter, town->loop));
        p = joins_under(town, town->coordinator, ZL_ROLE_PROFESSIONAL, &team,
            LOOP_WITHHOLD_CLUB, ZL_E_INCOMPLETE);
        CHECK(person_heard(p, ZL_MSG_STATEMENTS_MISSING) != NULL);
        CHECK(zl_directory_club(zl_core_directory(p->core), &id) == NULL);
        loop_lies(town->loop, LOOP_HONEST);
        CHECK_OK(person_sync(p, town->loop));
        CHECK(zl_directory_club(zl_core_directory(p->core), &id) != NULL);
        person_free(p);
        town_free(town);
}

/* Without devices no chain holds, and that is noticed sooner. */
static void a_chain_with_a_gap_is_refused(void)
{
        struct town *town = town_new();
        struct person *p = newcomer(town, LOOP_WITHHOLD, ZL_E_CHAIN);

        CHECK(person_heard(p, ZL_MSG_STATEMENT_REFUSED) != NULL);
        check_seals_nothing(town, p);
        check_all_is_well_again(town, p);
        person_free(p);
        town_free(town);
}

/* Noise of every sort stops a sync and changes nothing. */
static void noise_stops_a_sync_and_harms_nothing(void)
{
        static const struct {
                enum loop_lie lie;
                int status;
        } noises[] = {
            {LOOP_GARBAGE, ZL_E_LOG}, /* no receipt of ours */
            {LOOP_HTML, ZL_E_SERVER},
            {LOOP_BUSY, ZL_E_BUSY},
            {LOOP_TOO_MANY, ZL_E_BUSY},
            {LOOP_LOSE_RECEIPT, ZL_E_LOG},
        };

        for (size_t i = 0; i < sizeof(noises) / sizeof(noises[0]); i++) {
                struct town *town = town_new();
                struct zl_record_view record;

                town_confirm(town, town->contact);
                REQUIRE_OK(town_note(town, town->contact, "Iets gezien."));
                loop_lies(town->loop, noises[i].lie);
                CHECK_STATUS(
                    person_run(town->contact, town->loop), noises[i].status);
                person_reload(town->contact);
                REQUIRE(town_record(town, town->contact, ZL_NOTE, &record));
                CHECK_INT(record.progress, ZL_QUEUED);
                loop_lies(town->loop, LOOP_HONEST);
                CHECK_OK(person_sync(town->contact, town->loop));
                REQUIRE(town_record(town, town->contact, ZL_NOTE, &record));
                CHECK_INT(record.progress, ZL_STORED);
                CHECK_UINT(loop_records(town->loop), 1);
                town_free(town);
        }
}

static void bad_bundles_are_the_servers_fault(void)
{
        static const struct {
                enum loop_lie lie;
                int status;
        } lies[] = {
            {LOOP_GARBAGE, ZL_E_SERVER},
            {LOOP_TRUNCATE, ZL_E_SERVER},
        };

        for (size_t i = 0; i < sizeof(lies) / sizeof(lies[0]); i++) {
                struct town *town = town_new();

                REQUIRE_OK(person_sync(town->coordinator, town->loop));
                REQUIRE_OK(town_assign(town, town->deputy, NULL));
                REQUIRE_OK(person_run(town->coordinator, town->loop));
                loop_lies(town->loop, lies[i].lie);
                CHECK_STATUS(
                    person_sync(town->contact, town->loop), lies[i].status);
                person_reload(town->contact);
                loop_lies(town->loop, LOOP_HONEST);
                CHECK_OK(person_sync(town->contact, town->loop));
                town_free(town);
        }
}

static void is_waited_for_once(enum loop_lie lie)
{
        struct town *town = town_new();
        struct zl_request request;
        struct zl_buf answer;

        REQUIRE_OK(zl_core_sync(town->contact->core, people_now));
        loop_lies(town->loop, lie);
        for (unsigned i = 0; i < 2; i++) {
                int http = 0;

                zl_buf_init(&answer, 4096);
                REQUIRE_OK(zl_core_next_request(
                    town->contact->core, people_now, &request));
                CHECK_UINT(request.wait_s, i == 0 ? 0 : 2);
                http = loop_ask(town->loop, &request, &answer);
                CHECK_STATUS(zl_core_answer(town->contact->core, people_now,
                                 http, zl_buf_bytes(&answer)),
                    i == 0 ? ZL_OK : ZL_E_BUSY);
                zl_buf_free(&answer);
        }
        CHECK(person_heard(town->contact, ZL_MSG_BUSY) != NULL);
        CHECK_STATUS(
            zl_core_next_request(town->contact->core, people_now, &request),
            ZL_E_NOT_FOUND);
        town_free(town);
}

static void a_busy_server_is_waited_for_once(void)
{
        is_waited_for_once(LOOP_BUSY);
}

/* So is one that says we ask too often. */
static void too_many_is_waited_for_once(void)
{
        is_waited_for_once(LOOP_TOO_MANY);
}

/* Every second answer is that we ask too often: the sync comes to its end, and
 * that is no news. */
static void waiting_that_helps_is_not_told(void)
{
        struct town *town = town_new();
        struct zl_core *core = town->contact->core;
        struct zl_request request;
        unsigned waits = 0;
        unsigned told = 0;

        person_forget(town->contact);
        REQUIRE_OK(zl_core_sync(core, people_now));
        for (unsigned i = 0;
             zl_core_next_request(core, people_now, &request) == ZL_OK; i++) {
                struct zl_buf answer;
                int http = 0;

                REQUIRE(i < 100);
                waits += request.wait_s > 0;
                loop_lies(town->loop, i % 2 == 0 ? LOOP_TOO_MANY : LOOP_HONEST);
                zl_buf_init(&answer, 3 * 1024 * 1024);
                http = loop_ask(town->loop, &request, &answer);
                REQUIRE_OK(zl_core_answer(
                    core, people_now, http, zl_buf_bytes(&answer)));
                zl_buf_free(&answer);
                person_store(town->contact);
        }
        CHECK(waits > 1);
        person_listen(town->contact);
        for (size_t i = 0; i < town->contact->message_count; i++)
                told += town->contact->messages[i].id == ZL_MSG_BUSY;
        CHECK_UINT(told, 0);
        town_free(town);
}

static void a_log_that_goes_back_is_noticed(void)
{
        struct town *town = town_new();
        const struct zl_message *m = NULL;

        town_confirm(town, town->contact);
        REQUIRE_OK(town_note(town, town->contact, "Iets gezien."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        loop_roll_back(town->loop, loop_statements(town->loop), 0);
        CHECK_STATUS(person_sync(town->contact, town->loop), ZL_E_LOG);
        m = person_heard(town->contact, ZL_MSG_LOG_CONTRADICTS);
        REQUIRE(m != NULL);
        CHECK_STR(m->args[0], "size");
        /* The last head is remembered. */
        person_forget(town->contact);
        person_reload(town->contact);
        CHECK_STATUS(person_sync(town->contact, town->loop), ZL_E_LOG);
        town_free(town);
}

static void two_logs_of_one_size_are_noticed(void)
{
        struct town *town = town_new();
        const struct zl_message *m = NULL;

        loop_lies(town->loop, LOOP_OTHER_ROOT);
        CHECK_STATUS(person_sync(town->contact, town->loop), ZL_E_LOG);
        m = person_heard(town->contact, ZL_MSG_LOG_CONTRADICTS);
        REQUIRE(m != NULL);
        CHECK_STR(m->args[0], "root");
        town_free(town);
}

/* It is neither shown nor passed over: the next sync asks again. */
static void an_altered_record_is_asked_for_again(void)
{
        struct town *town = town_new();
        struct zl_record_view record;

        town_confirm(town, town->contact);
        REQUIRE_OK(town_note(town, town->contact, "Iets gezien."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        loop_lies(town->loop, LOOP_OTHER_RECORD);
        CHECK_STATUS(person_sync(town->holder, town->loop), ZL_E_SERVER);
        CHECK(person_heard(town->holder, ZL_MSG_RECORD_REFUSED) != NULL);
        CHECK(!town_record(town, town->holder, ZL_NOTE, &record));
        person_reload(town->holder);
        loop_lies(town->loop, LOOP_HONEST);
        CHECK_OK(person_sync(town->holder, town->loop));
        CHECK(town_record(town, town->holder, ZL_NOTE, &record));
        town_free(town);
}

static void an_altered_body_is_asked_for_again(void)
{
        struct town *town = town_new();
        struct zl_record_view record;

        town_confirm(town, town->contact);
        REQUIRE_OK(town_note(town, town->contact, "Iets gezien."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        REQUIRE_OK(zl_core_open(town->holder->core, people_now, &town->signal));
        loop_lies(town->loop, LOOP_OTHER_BODY);
        CHECK_STATUS(person_run(town->holder, town->loop), ZL_E_SERVER);
        REQUIRE(town_record(town, town->holder, ZL_NOTE, &record));
        CHECK(!record.has_body);
        CHECK_UINT(loop_records(town->loop), 1); /* not acknowledged */
        loop_lies(town->loop, LOOP_HONEST);
        CHECK_OK(person_sync(town->holder, town->loop));
        REQUIRE(town_record(town, town->holder, ZL_NOTE, &record));
        CHECK(record.has_body);
        CHECK_UINT(loop_records(town->loop), 2);
        town_free(town);
}

static void no_answer_leaves_everything_queued(void)
{
        struct town *town = town_new();
        struct zl_request request;
        struct zl_self self;

        town_confirm(town, town->contact);
        REQUIRE_OK(town_note(town, town->contact, "Iets gezien."));
        person_store(town->contact);
        REQUIRE_OK(
            zl_core_next_request(town->contact->core, people_now, &request));
        zl_core_no_answer(town->contact->core);
        CHECK_STATUS(
            zl_core_next_request(town->contact->core, people_now, &request),
            ZL_E_NOT_FOUND);
        zl_core_self(town->contact->core, &self);
        CHECK_UINT(self.outbox, 1);
        CHECK_STATUS(
            zl_core_withdraw(town->contact->core, &town->signal), ZL_E_STATE);
        CHECK_OK(person_sync(town->contact, town->loop));
        CHECK_UINT(loop_records(town->loop), 1);
        town_free(town);
}

static void a_clock_that_is_off_is_named(void)
{
        struct town *town = town_new();
        const struct zl_message *m = NULL;
        struct zl_time right = people_now;
        struct zl_request request;
        struct zl_buf answer;
        int http = 0;

        zl_buf_init(&answer, 4096);
        people_now.ms += 12 * ZL_MS_MINUTE;
        REQUIRE_OK(zl_core_sync(town->contact->core, people_now));
        REQUIRE_OK(
            zl_core_next_request(town->contact->core, people_now, &request));
        loop_time(town->loop, right);
        http = loop_ask(town->loop, &request, &answer);
        CHECK_INT(http, 401);
        CHECK_STATUS(zl_core_answer(town->contact->core, people_now, http,
                         zl_buf_bytes(&answer)),
            ZL_E_CLOCK);
        m = person_heard(town->contact, ZL_MSG_CLOCK_OFF);
        REQUIRE(m != NULL);
        CHECK_STR(m->args[0], "12");
        CHECK_STR(m->args[1], "ahead");
        zl_buf_free(&answer);
        town_free(town);
}

/* Whatever a server or a proxy says, a core copes. */
static void any_answer_is_borne(void)
{
        static const char *const bodies[] = {"", "{", "{}", "[]", "null",
            "{\"type\":1}", "{\"type\":\"urn:zijlijn:problem:\"}",
            "{\"type\":\"urn:zijlijn:problem:recipients-changed\"}",
            "{\"type\":\"urn:zijlijn:problem:clock-off\","
            "\"server_time\":\"yesterday\"}",
            "{\"type\":\"urn:zijlijn:problem:clock-off\","
            "\"server_time\":\"2026-99-99T99:99:99Z\"}",
            "{\"type\":\"about:blank\"}", "\x01\x01", "\x01\x02"};
        static const int codes[] = {
            0, 100, 200, 201, 204, 301, 400, 401, 404, 409, 500, 503, 507};
        struct town *town = town_new();

        town_confirm(town, town->contact);
        REQUIRE_OK(town_note(town, town->contact, "Iets gezien."));
        for (size_t b = 0; b < sizeof(bodies) / sizeof(bodies[0]); b++) {
                for (size_t c = 0; c < sizeof(codes) / sizeof(codes[0]); c++) {
                        struct zl_request request;
                        struct zl_bytes body = {
                            (const uint8_t *)bodies[b], strlen(bodies[b])};

                        person_store(town->contact);
                        REQUIRE_OK(
                            zl_core_sync(town->contact->core, people_now));
                        REQUIRE_OK(zl_core_next_request(
                            town->contact->core, people_now, &request));
                        CHECK(zl_core_answer(town->contact->core, people_now,
                                  codes[c], body) <= ZL_OK);
                        person_forget(town->contact);
                        /* Nothing of this was stored. */
                        person_reload(town->contact);
                }
        }
        CHECK_OK(person_sync(town->contact, town->loop));
        CHECK_UINT(loop_records(town->loop), 1);
        town_free(town);
}

static const struct check_case cases[] = {
    CHECK_CASE(a_swapped_key_is_refused),
    CHECK_CASE(withheld_statements_are_missed),
    CHECK_CASE(a_whole_hidden_club_is_missed),
    CHECK_CASE(a_chain_with_a_gap_is_refused),
    CHECK_CASE(noise_stops_a_sync_and_harms_nothing),
    CHECK_CASE(bad_bundles_are_the_servers_fault),
    CHECK_CASE(a_busy_server_is_waited_for_once),
    CHECK_CASE(too_many_is_waited_for_once),
    CHECK_CASE(waiting_that_helps_is_not_told),
    CHECK_CASE(a_log_that_goes_back_is_noticed),
    CHECK_CASE(two_logs_of_one_size_are_noticed),
    CHECK_CASE(an_altered_record_is_asked_for_again),
    CHECK_CASE(an_altered_body_is_asked_for_again),
    CHECK_CASE(no_answer_leaves_everything_queued),
    CHECK_CASE(a_clock_that_is_off_is_named),
    CHECK_CASE(any_answer_is_borne),
};
CHECK_MAIN("core lies", cases)
