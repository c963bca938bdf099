/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: a signal goes to a professional of another district and comes back;
 * everybody verifies everybody, nothing rests on statements that may be old,
 * and the contact sees by name who has it. */
#include <string.h>

#include "acts.h"
#include "calendar.h"
#include "check.h"

/* Of a team in the other district. */
static struct person *from_elsewhere(struct town *town, const char *name)
{
        const struct zl_charter *charter =
            zl_directory_charter(zl_core_directory(town->coordinator->core));
        struct zl_id team = charter->teams[1].id;

        return town_join(
            town, town->coordinator, ZL_ROLE_PROFESSIONAL, &team, name);
}

static bool knows_club(const struct town *town, const struct person *p)
{
        return zl_directory_club(zl_core_directory(p->core), &town->club) !=
            NULL;
}

static void pass_to(
    struct town *town, struct person *from, const struct person *to)
{
        REQUIRE_OK(person_sync(from, town->loop));
        REQUIRE_OK(town_hand_over(town, from, to, false));
        REQUIRE_OK(person_run(from, town->loop));
}

static void a_signal_goes_to_another_district_and_back(void)
{
        struct town *town = town_with_opened_note();
        struct person *zita = from_elsewhere(town, "Zita Zuid");
        const struct zl_message *m = NULL;
        struct zl_signal_view view;

        CHECK(!knows_club(town, zita));
        REQUIRE_OK(town_assess(town, town->holder, "Samen gekeken."));
        REQUIRE_OK(person_run(town->holder, town->loop));
        pass_to(town, town->holder, zita);
        town_open(town, zita);
        CHECK(knows_club(town, zita));
        CHECK(town_reads(town, zita, ZL_NOTE, "laat"));
        CHECK(town_reads(town, zita, ZL_ASSESSMENT, "Samen gekeken."));
        REQUIRE_OK(town_assess(town, zita, "Ik ga langs."));
        REQUIRE_OK(town_answer(town, zita, "Ik ga er heen."));
        REQUIRE_OK(person_run(zita, town->loop));
        town_open(town, town->contact);
        m = person_heard(town->contact, ZL_MSG_HANDED_OVER);
        REQUIRE(m != NULL);
        CHECK_STR(m->args[2], "Zita Zuid");
        CHECK(town_reads(town, town->contact, ZL_FEEDBACK, "Ik ga er heen."));
        REQUIRE_OK(town_look(town, town->contact, &view));
        CHECK_STR(
            zl_core_name(town->contact->core, &view.holders[0]), "Zita Zuid");
        REQUIRE_OK(
            zl_core_seen(town->contact->core, view.holders, view.holder_count));
        REQUIRE_OK(town_add(town, town->contact, "Vandaag weer."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        town_open(town, zita);
        CHECK(town_reads(town, zita, ZL_ADDENDUM, "Vandaag weer."));
        pass_to(town, zita, town->holder);
        town_open(town, town->holder);
        CHECK(knows_club(town, town->holder));
        CHECK(town_reads(town, town->holder, ZL_FEEDBACK, "Ik ga er heen."));
        CHECK(town_reads(town, town->holder, ZL_ADDENDUM, "Vandaag weer."));
        REQUIRE_OK(person_sync(zita, town->loop));
        CHECK(!town_reads(town, zita, ZL_NOTE, "laat"));
        REQUIRE_OK(person_sync(town->contact, town->loop));
        REQUIRE_OK(person_sync(town->deputy, town->loop));
        person_check_quiet(town->contact);
        person_check_quiet(town->holder);
        person_check_quiet(town->deputy);
        person_check_quiet(zita);
        person_free(zita);
        town_free(town);
}

/* Further on than the contact ever looked in between: who once wrote of the
 * signal is verified all the same, and so it is after starting again. */
static void what_somebody_wrote_in_between_is_verified(void)
{
        struct town *town = town_with_opened_note();
        struct person *zita = from_elsewhere(town, "Zita Zuid");
        const struct zl_message *m = NULL;

        pass_to(town, town->holder, zita);
        town_open(town, zita);
        REQUIRE_OK(town_answer(town, zita, "Ik was er even."));
        REQUIRE_OK(person_run(zita, town->loop));
        pass_to(town, zita, town->deputy);
        person_store(town->contact);
        person_reload(town->contact);
        town_open(town, town->contact);
        m = person_heard(town->contact, ZL_MSG_NEW_RECORD);
        REQUIRE(m != NULL);
        CHECK_STR(m->args[2], "Zita Zuid");
        CHECK(town_reads(town, town->contact, ZL_FEEDBACK, "Ik was er even."));
        person_reload(town->contact);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        person_check_quiet(town->contact);
        person_free(zita);
        town_free(town);
}

/* Sync until the records are asked for, and let somebody else go first. */
static void sync_behind(
    struct town *town, struct person *p, struct person *first)
{
        REQUIRE_OK(zl_core_sync(p->core, people_now));
        for (unsigned turns = 0; turns < 100; turns++) {
                struct zl_request request;
                struct zl_buf answer;
                bool records = false;
                int http = 0;

                person_store(p);
                REQUIRE_OK(zl_core_next_request(p->core, people_now, &request));
                records = strncmp(request.path, "/v1/records?", 12) == 0;
                if (records)
                        REQUIRE_OK(person_run(first, town->loop));
                zl_buf_init(&answer, ZL_BUNDLE_MAX);
                http = loop_ask(town->loop, &request, &answer);
                REQUIRE_OK(zl_core_answer(
                    p->core, people_now, http, zl_buf_bytes(&answer)));
                zl_buf_free(&answer);
                if (records)
                        break;
        }
        REQUIRE_OK(person_run(p, town->loop));
}

/* A handover comes when the statements were fetched already. */
static void who_was_out_of_sight_is_looked_for_at_once(void)
{
        struct town *town = town_with_opened_note();
        struct person *zita = from_elsewhere(town, "Zita Zuid");
        const struct zl_message *m = NULL;

        REQUIRE_OK(person_sync(town->holder, town->loop));
        REQUIRE_OK(town_hand_over(town, town->holder, zita, false));
        sync_behind(town, zita, town->holder);
        REQUIRE_OK(zl_core_open(zita->core, people_now, &town->signal));
        REQUIRE_OK(person_run(zita, town->loop));
        CHECK(town_reads(town, zita, ZL_NOTE, "laat"));
        REQUIRE_OK(town_answer(town, zita, "Ik ga er heen."));
        sync_behind(town, town->contact, zita);
        m = person_heard(town->contact, ZL_MSG_HANDED_OVER);
        REQUIRE(m != NULL);
        CHECK_STR(m->args[2], "Zita Zuid");
        town_open(town, town->contact);
        CHECK(town_reads(town, town->contact, ZL_FEEDBACK, "Ik ga er heen."));
        person_check_quiet(town->contact);
        person_check_quiet(zita);
        person_free(zita);
        town_free(town);
}

/* No scope counts a contact's sealing keys, and one was made while nothing of
 * the club was shown. */
static void what_was_passed_over_is_fetched_when_it_comes_into_sight(void)
{
        struct town *town = town_with_opened_note();
        struct person *zita = from_elsewhere(town, "Zita Zuid");

        pass_to(town, town->holder, zita);
        town_open(town, zita);
        pass_to(town, zita, town->holder);
        people_now.ms += 31 * ZL_MS_DAY;
        REQUIRE_OK(person_sync(town->coordinator, town->loop));
        REQUIRE_OK(person_sync(town->contact, town->loop));
        REQUIRE_OK(person_sync(zita, town->loop));
        town_open(town, town->holder);
        pass_to(town, town->holder, zita);
        town_open(town, zita);
        person_forget(zita);
        REQUIRE_OK(town_answer(town, zita, "Ik ben er weer."));
        REQUIRE_OK(person_run(zita, town->loop));
        CHECK(person_heard(zita, ZL_MSG_SEALED_ANEW) == NULL);
        town_open(town, town->contact);
        CHECK(town_reads(town, town->contact, ZL_FEEDBACK, "Ik ben er weer."));
        person_check_quiet(zita);
        person_free(zita);
        town_free(town);
}

/* A server that does not let the contact see the new holder's district: what
 * is known of it may be old, so nothing is sealed to it. */
static void nothing_is_sealed_to_who_is_out_of_sight(void)
{
        struct town *town = town_with_opened_note();
        struct person *zita = from_elsewhere(town, "Zita Zuid");
        struct zl_signal_view view;

        pass_to(town, town->holder, zita);
        town_open(town, zita);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        REQUIRE_OK(town_look(town, town->contact, &view));
        REQUIRE_OK(
            zl_core_seen(town->contact->core, view.holders, view.holder_count));
        loop_lies(town->loop, LOOP_HIDE_ELSEWHERE);
        REQUIRE_OK(town_answer(town, zita, "Vals?"));
        REQUIRE_OK(person_run(zita, town->loop));
        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK(person_heard(town->contact, ZL_MSG_RECORD_WAITS) != NULL);
        CHECK_STATUS(
            town_add(town, town->contact, "Vandaag weer."), ZL_E_INCOMPLETE);
        loop_lies(town->loop, LOOP_HONEST);
        town_open(town, town->contact);
        CHECK(town_reads(town, town->contact, ZL_FEEDBACK, "Vals?"));
        CHECK_OK(town_add(town, town->contact, "Vandaag weer."));
        person_free(zita);
        town_free(town);
}

static const struct check_case cases[] = {
    CHECK_CASE(a_signal_goes_to_another_district_and_back),
    CHECK_CASE(what_somebody_wrote_in_between_is_verified),
    CHECK_CASE(who_was_out_of_sight_is_looked_for_at_once),
    CHECK_CASE(what_was_passed_over_is_fetched_when_it_comes_into_sight),
    CHECK_CASE(nothing_is_sealed_to_who_is_out_of_sight),
};

CHECK_MAIN("core elsewhere", cases)
