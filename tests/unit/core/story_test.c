/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: the whole way of a signal, from founding to the answer, with cores
 * that know nothing but what the server and their rows give them; and the
 * same with a shell that dies at every step there is. */
#include <string.h>

#include "calendar.h"
#include "check.h"
#include "people.h"

static void assess(struct town *town)
{
        struct zl_assessment assessment = {.text = "Kort overleg gehad.",
            .step = 2,
            .report_needed = -1,
            .help_possible = -1};
        const char *field = NULL;
        struct zl_id id;

        REQUIRE_OK(zl_core_assess(town->holder->core, people_now, &town->signal,
            &assessment, &id, &field));
        REQUIRE_OK(person_run(town->holder, town->loop));
}

static void answer(struct town *town)
{
        struct zl_feedback feedback = {
            .state = 1, .text = "Dank je, ik bel het gezin."};
        const char *field = NULL;
        struct zl_id id;

        REQUIRE_OK(zl_core_feedback(town->holder->core, people_now,
            &town->signal, &feedback, &id, &field));
        REQUIRE_OK(person_run(town->holder, town->loop));
}

static void check_body(
    struct town *town, struct person *p, enum zl_kind kind, const char *text)
{
        struct zl_record_view record;
        struct zl_buf buf;

        zl_buf_init(&buf, ZL_BODY_JSON_MAX);
        REQUIRE(town_record(town, p, kind, &record));
        CHECK(record.has_body);
        REQUIRE_OK(zl_core_body(p->core, &record.id, &buf));
        zl_put_u8(&buf, 0);
        CHECK(strstr((const char *)buf.data, text) != NULL);
        zl_buf_free(&buf);
}

/* From the contact's note to the contact's reading of the answer. */
static void play(struct town *town)
{
        struct zl_record_view record;
        struct zl_signal_view signal;

        town_confirm(town, town->contact);
        REQUIRE_OK(town_note(town, town->contact, "Vaak heel laat opgehaald."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        REQUIRE_OK(town_look(town, town->holder, &signal));
        CHECK(signal.has_new);
        CHECK_STR(signal.club_name, "VV Noord");
        CHECK_INT(signal.state, ZL_STATE_WAITING);
        CHECK(!town_record(town, town->holder, ZL_ACKNOWLEDGEMENT, &record));
        REQUIRE_OK(zl_core_open(town->holder->core, people_now, &town->signal));
        REQUIRE_OK(person_run(town->holder, town->loop));
        check_body(town, town->holder, ZL_NOTE, "Vaak heel laat opgehaald.");
        assess(town);
        answer(town);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        REQUIRE_OK(town_look(town, town->contact, &signal));
        CHECK_INT(signal.state, ZL_STATE_ACKNOWLEDGED);
        CHECK(zl_id_equal(&signal.acknowledged_by, &town->holder->member));
        REQUIRE_OK(
            zl_core_open(town->contact->core, people_now, &town->signal));
        REQUIRE_OK(person_run(town->contact, town->loop));
        check_body(
            town, town->contact, ZL_FEEDBACK, "Dank je, ik bel het gezin.");
}

static void check_end(struct town *town, uint64_t signals)
{
        struct zl_record_view record;
        struct zl_signal_view signal;
        struct zl_self self;

        /* Note, acknowledgement, assessment, feedback, acknowledgement. */
        CHECK_UINT(loop_records(town->loop), 5 * signals);
        CHECK(!town_record(town, town->contact, ZL_ASSESSMENT, &record));
        CHECK(town_record(town, town->contact, ZL_NOTE, &record));
        CHECK_INT(record.progress, ZL_STORED);
        CHECK(record.ours);
        CHECK_UINT(zl_core_signal_count(town->contact->core), signals);
        zl_core_signal_at(town->contact->core, 0, &signal);
        CHECK(zl_id_equal(&signal.id, &town->signal));
        CHECK(!signal.has_new);
        REQUIRE_OK(person_sync(town->deputy, town->loop));
        CHECK(town_record(town, town->deputy, ZL_ASSESSMENT, &record));
        CHECK_INT(record.progress, ZL_LISTED);
        CHECK_STR(record.author_name, "Samira Sociaal");
        zl_core_self(town->contact->core, &self);
        CHECK_UINT(self.outbox, 0);
        CHECK_STR(self.name, "Kees Club");
}

static void a_signal_travels_and_is_answered(void)
{
        struct town *town = town_new();

        play(town);
        check_end(town, 1);
        CHECK(person_heard(town->contact, ZL_MSG_SENT) != NULL);
        CHECK(person_heard(town->contact, ZL_MSG_ACKNOWLEDGED) != NULL);
        CHECK(person_heard(town->contact, ZL_MSG_NEW_RECORD) != NULL);
        CHECK(person_heard(town->holder, ZL_MSG_NEW_SIGNAL) != NULL);
        CHECK(person_heard(town->holder, ZL_MSG_RECORD_REFUSED) == NULL);
        town_free(town);
}

static void an_offer_shows_whose_it_is(void)
{
        struct town *town = town_founded();
        struct person *p = person_new();
        struct zl_invite invite = {.role = ZL_ROLE_SUPPORTER,
            .name = "Sanne Steun",
            .phone = "06-12345678",
            .from = zl_time_day(people_now),
            .until = zl_time_day(people_now) + 30};
        struct zl_code code = {.bits = NULL};
        struct zl_offer offer;
        struct zl_self self;

        REQUIRE_OK(zl_core_invite(
            town->coordinator->core, people_now, &invite, &p->member, &code));
        REQUIRE_OK(person_run(town->coordinator, town->loop));
        CHECK_STATUS(zl_core_offer(p->core, &offer), ZL_E_STATE);
        REQUIRE_OK(
            zl_core_join(p->core, people_now, &code, "http://127.0.0.1:8080"));
        REQUIRE_OK(person_run(p, town->loop));
        REQUIRE_OK(zl_core_offer(p->core, &offer));
        zl_core_self(town->coordinator->core, &self);
        CHECK_STR(offer.words, self.words);
        CHECK_STR(offer.organisation, "Gemeente Voorbeeld");
        CHECK_STR(offer.role_name, "verenigingsondersteuner");
        CHECK_STR(offer.name, "Sanne Steun");
        CHECK_STR(offer.invited_by, "Carla Coördinator");
        CHECK(offer.club == NULL && offer.team == NULL);
        zl_core_self(p->core, &self);
        CHECK(!self.joined);
        zl_code_free(&code);
        person_free(p);
        town_free(town);
}

static void the_core_survives_being_thrown_away(void)
{
        struct town *town = town_new();
        struct person *all[] = {town->coordinator, town->supporter,
            town->holder, town->deputy, town->contact};

        for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
                person_reload(all[i]);
        play(town);
        for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
                person_reload(all[i]);
        check_end(town, 1);
        town_free(town);
}

/* The shell of everybody who acts dies at step n of what is left to do; for
 * ever higher n, until nobody lives to see it. */
static void a_shell_may_die_at_every_step(void)
{
        struct town *town = town_new();
        unsigned crashed = 1;

        for (unsigned n = 1; crashed > 0; n++) {
                REQUIRE(n < 80);
                town->contact->crash_at = n;
                town->contact->step = 0;
                town->contact->crashes = 0;
                town->holder->crash_at = n;
                town->holder->step = 0;
                town->holder->crashes = 0;
                play(town);
                crashed = town->contact->crashes + town->holder->crashes;
                check_end(town, n);
                person_forget(town->contact);
                person_forget(town->holder);
                person_forget(town->deputy);
        }
        CHECK(person_heard(town->contact, ZL_MSG_REFUSED) == NULL);
        town_free(town);
}

/* The same for joining, where keys are made. */
static void joining_may_be_interrupted_anywhere(void)
{
        unsigned crashed = 1;

        for (unsigned n = 5; crashed > 0; n++) {
                struct town *town = town_founded();
                struct zl_invite invite = {.role = ZL_ROLE_SUPPORTER,
                    .name = "Sanne Steun",
                    .phone = "06-12345678",
                    .from = zl_time_day(people_now),
                    .until = zl_time_day(people_now) + 30,
                    .link = true};
                struct zl_code code = {.bits = NULL};
                struct person *p = person_new();
                struct zl_point at = {ZL_POSITION_END, people_now};
                struct zl_self self;

                REQUIRE(n < 100);
                REQUIRE_OK(zl_core_invite(town->coordinator->core, people_now,
                    &invite, &p->member, &code));
                REQUIRE_OK(person_run(town->coordinator, town->loop));
                p->crash_at = n; /* before that nothing is stored yet */
                REQUIRE_OK(town_join_with(town, p, &code));
                crashed = p->crashes;
                zl_core_self(p->core, &self);
                CHECK(self.joined);
                CHECK_OK(zl_directory_device_in_force(
                    loop_directory(town->loop), &self.device, at, NULL));
                zl_code_free(&code);
                person_free(p);
                town_free(town);
        }
}

static void nothing_is_sent_before_it_is_stored(void)
{
        struct town *town = town_new();
        struct zl_request request;
        size_t count = 0;

        town_confirm(town, town->contact);
        REQUIRE_OK(town_note(town, town->contact, "Iets gezien."));
        CHECK_STATUS(
            zl_core_next_request(town->contact->core, people_now, &request),
            ZL_E_STATE);
        (void)zl_core_changes(town->contact->core, &count);
        CHECK(count > 0);
        person_store(town->contact);
        REQUIRE_OK(
            zl_core_next_request(town->contact->core, people_now, &request));
        CHECK_STR(request.method, "PUT");
        CHECK(request.signature == NULL);
        CHECK(strncmp(request.path, "/v1/records/", 12) == 0);
        town_free(town);
}

/* Runs the sync that has begun; how many of its requests would wait. */
static unsigned run_counting(struct town *town, struct person *p)
{
        struct zl_request request;
        unsigned waits = 0;

        person_store(p);
        while (zl_core_next_request(p->core, people_now, &request) == ZL_OK) {
                struct zl_buf answer;
                int http = 0;

                if (strstr(request.path, "wait") != NULL) {
                        waits++;
                        CHECK(strncmp(request.path, "/v1/records?after=", 18) ==
                            0);
                        CHECK(strstr(request.path, "&wait=45") != NULL);
                }
                zl_buf_init(&answer, 3 * 1024 * 1024);
                http = loop_ask(town->loop, &request, &answer);
                REQUIRE_OK(zl_core_answer(
                    p->core, people_now, http, zl_buf_bytes(&answer)));
                zl_buf_free(&answer);
                person_store(p);
        }
        return waits;
}

static void what_is_typed_is_kept(void)
{
        static const char typed[] = "Hij had al drie weken";
        struct zl_bytes draft = {(const uint8_t *)typed, sizeof(typed)};
        struct zl_bytes nothing = {NULL, 0};
        struct town *town = town_new();
        struct person *p = town->contact;

        CHECK_UINT(zl_core_draft(p->core).size, 0);
        CHECK_OK(zl_core_put_draft(p->core, people_now, draft));
        person_store(p);
        person_reload(p);
        CHECK_UINT(zl_core_draft(p->core).size, sizeof(typed));
        CHECK(memcmp(zl_core_draft(p->core).data, typed, sizeof(typed)) == 0);
        CHECK_OK(zl_core_put_draft(p->core, people_now, nothing));
        person_store(p);
        person_reload(p);
        CHECK_UINT(zl_core_draft(p->core).size, 0);
        draft.size = ZL_DRAFT_MAX + 1;
        CHECK_STATUS(
            zl_core_put_draft(p->core, people_now, draft), ZL_E_TOO_LARGE);
        town_free(town);
}

static void news_is_waited_for_once(void)
{
        struct town *town = town_new();
        struct zl_request request;

        REQUIRE_OK(zl_core_wait(town->holder->core, people_now, 45));
        CHECK_UINT(run_counting(town, town->holder), 1);
        town_confirm(town, town->contact);
        REQUIRE_OK(town_note(town, town->contact, "Iets gezien."));
        REQUIRE_OK(person_sync(town->contact, town->loop));
        REQUIRE_OK(zl_core_wait(town->holder->core, people_now, 45));
        CHECK_UINT(run_counting(town, town->holder), 1);
        CHECK(person_heard(town->holder, ZL_MSG_NEW_SIGNAL) != NULL);
        /* The next sync is one like any other. */
        REQUIRE_OK(zl_core_sync(town->holder->core, people_now));
        CHECK_UINT(run_counting(town, town->holder), 0);
        /* To who is given no records, there is nothing to wait for. */
        CHECK_STATUS(
            zl_core_wait(town->supporter->core, people_now, 45), ZL_E_POLICY);
        CHECK_STATUS(
            zl_core_next_request(town->supporter->core, people_now, &request),
            ZL_E_NOT_FOUND);
        town_free(town);
}

static const struct check_case cases[] = {
    CHECK_CASE(a_signal_travels_and_is_answered),
    CHECK_CASE(an_offer_shows_whose_it_is),
    CHECK_CASE(the_core_survives_being_thrown_away),
    CHECK_CASE(nothing_is_sent_before_it_is_stored),
    CHECK_CASE(joining_may_be_interrupted_anywhere),
    CHECK_CASE(a_shell_may_die_at_every_step),
    CHECK_CASE(news_is_waited_for_once),
    CHECK_CASE(what_is_typed_is_kept),
};
CHECK_MAIN("core story", cases)
