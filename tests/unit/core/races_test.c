/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: who receives what changes between writing, sending, opening and
 * reading; whoever was left out stays left out, whoever is new is asked
 * about, and what nobody can read any more finds its way to those in force. */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "check.h"
#include "core_internal.h"
#include "races.h"

static int note_without(struct town *town, const struct person *out)
{
        struct zl_note note = zl_note_empty();
        const char *field = NULL;

        note.text = "Over zijn buurvrouw.";
        return zl_core_note(town->contact->core, people_now, &town->club, &note,
            &out->member, 1, &town->signal, &field);
}

static void check_has_nothing(struct town *town, struct person *p)
{
        struct zl_record_view record;

        REQUIRE_OK(person_sync(p, town->loop));
        CHECK(!town_record(town, p, ZL_NOTE, &record));
        CHECK(!town_record(town, p, ZL_ADDENDUM, &record));
        CHECK_UINT(zl_core_signal_count(p->core), 0);
}

/* Left out while receiving the club's notes, off the club when it is sent,
 * and account holder's deputy again later: never a recipient. */
static void who_is_left_out_stays_left_out(void)
{
        struct town *town = town_new();
        struct person *petra = races_professional(town, "Petra Proef");
        struct zl_id all[4];
        const char *field = NULL;
        struct zl_id id;

        town_confirm(town, town->contact);
        REQUIRE_OK(note_without(town, town->deputy));
        races_assign(town, town->holder, NULL);
        REQUIRE_OK(person_run(town->contact, town->loop));
        CHECK_UINT(loop_records(town->loop), 1);
        races_assign(town, petra, town->deputy);
        /* Nobody opened it: it is sealed to those now in force. */
        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK_STR(races_say_yes(town, town->contact), "Petra Proef");
        check_has_nothing(town, town->deputy);
        races_open(town, petra);
        CHECK(races_reads(town, petra, ZL_NOTE, "buurvrouw"));
        REQUIRE_OK(person_sync(town->contact, town->loop));
        REQUIRE_OK(races_add(town, town->contact, "Vandaag weer."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        check_has_nothing(town, town->deputy);
        races_open(town, petra);
        CHECK(races_reads(town, petra, ZL_ADDENDUM, "Vandaag weer."));
        /* Nor can it be handed over. */
        for (size_t i = zl_core_receivers(
                 petra->core, people_now, ZL_HANDOVER, &town->signal, all, 4);
             i-- > 0;)
                CHECK(!zl_id_equal(&all[i], &town->deputy->member));
        CHECK_STATUS(zl_core_handover(petra->core, people_now, &town->signal,
                         &town->deputy->member, 1, false, NULL, &id, &field),
            ZL_E_RECIPIENTS);
        check_has_nothing(town, town->deputy);
        person_free(petra);
        town_free(town);
}

/* Nobody but who was left out receives the club's notes any more. */
static void left_out_and_alone_means_ring(void)
{
        struct town *town = town_new();
        struct zl_record_view record;

        town_confirm(town, town->contact);
        REQUIRE_OK(note_without(town, town->deputy));
        races_assign(town, town->deputy, NULL);
        REQUIRE_OK(person_run(town->contact, town->loop));
        CHECK(person_heard(town->contact, ZL_MSG_NOT_SENT_RING) != NULL);
        CHECK_UINT(loop_records(town->loop), 0);
        REQUIRE(town_record(town, town->contact, ZL_NOTE, &record));
        CHECK_INT(record.progress, ZL_FAILED);
        town_free(town);
}

static size_t count_heard(struct person *p, enum zl_message_id id)
{
        size_t count = 0;

        person_listen(p);
        for (size_t i = 0; i < p->message_count; i++)
                count += p->messages[i].id == id;
        return count;
}

static void three_times_sealed_anew_and_then_ring(void)
{
        struct town *town = town_new();

        town_confirm(town, town->contact);
        REQUIRE_OK(town_note(town, town->contact, "Iets gezien."));
        loop_lies(town->loop, LOOP_OTHER_PERSONS);
        REQUIRE_OK(person_run(town->contact, town->loop));
        CHECK_UINT(count_heard(town->contact, ZL_MSG_SEALED_ANEW), 3);
        CHECK_UINT(count_heard(town->contact, ZL_MSG_NOT_SENT_RING), 1);
        CHECK_UINT(count_heard(town->contact, ZL_MSG_ASK_NEW_RECIPIENTS), 0);
        /* It is over: nothing more goes out by itself. */
        person_forget(town->contact);
        loop_lies(town->loop, LOOP_HONEST);
        person_reload(town->contact);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK_UINT(loop_records(town->loop), 0);
        REQUIRE_OK(zl_core_send_anyway(
            town->contact->core, people_now, &town->signal));
        REQUIRE_OK(person_run(town->contact, town->loop));
        CHECK_UINT(loop_records(town->loop), 1);
        town_free(town);
}

/* The same persons, but the hour is over before the server answers again. */
static void an_hour_after_the_first_try_is_too_late(void)
{
        struct town *town = town_new();

        town_confirm(town, town->contact);
        REQUIRE_OK(town_note(town, town->contact, "Iets gezien."));
        loop_lies(town->loop, LOOP_OTHER_PERSONS);
        for (int i = 0; i < 100 && town->contact->core->items[0]->tries == 0;
             i++) {
                struct zl_request request;
                struct zl_buf answer;
                int http = 0;

                person_store(town->contact);
                REQUIRE_OK(zl_core_next_request(
                    town->contact->core, people_now, &request));
                zl_buf_init(&answer, ZL_BUNDLE_MAX);
                loop_time(town->loop, people_now);
                http = loop_ask(town->loop, &request, &answer);
                REQUIRE_OK(zl_core_answer(town->contact->core, people_now, http,
                    zl_buf_bytes(&answer)));
                zl_buf_free(&answer);
        }
        person_store(town->contact);
        person_reload(town->contact);
        loop_lies(town->loop, LOOP_HONEST);
        people_now.ms += 61 * ZL_MS_MINUTE;
        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK_UINT(count_heard(town->contact, ZL_MSG_NOT_SENT_RING), 1);
        CHECK_UINT(loop_records(town->loop), 0);
        town_free(town);
}

/* Written by a directory that was too old, and somebody is new since. */
static void a_draft_asks_about_who_is_new(void)
{
        struct town *town = town_new();
        struct person *petra = races_professional(town, "Petra Proef");

        town_confirm(town, town->contact);
        people_now.ms += 50 * ZL_MS_DAY;
        REQUIRE_OK(town_note(town, town->contact, "Lang geleden gezien."));
        person_store(town->contact);
        person_reload(town->contact);
        REQUIRE_OK(person_sync(town->supporter, town->loop));
        REQUIRE_OK(person_sync(petra, town->loop));
        races_assign(town, petra, NULL);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK_UINT(loop_records(town->loop), 0);
        CHECK_STR(races_say_yes(town, town->contact), "Petra Proef");
        races_open(town, petra);
        CHECK(races_reads(town, petra, ZL_NOTE, "Lang geleden"));
        person_free(petra);
        town_free(town);
}

/* What was opened stays with who opened it; when none of these is left, those
 * who receive the club's notes hold it, and the author's client sees to it
 * that they can read it. */
static void what_was_opened_stays_until_nobody_is_left(void)
{
        struct town *town = races_with_note();
        struct person *petra = races_professional(town, "Petra Proef");
        struct zl_record_view record;
        struct zl_signal_view view;

        races_open(town, town->holder);
        races_answer(town, town->holder, "Dank je, ik bel.");
        races_assign(town, petra, NULL);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK(person_heard(town->contact, ZL_MSG_ASK_NEW_RECIPIENTS) == NULL);
        check_has_nothing(town, petra);
        REQUIRE_OK(races_add(town, town->contact, "Vandaag weer."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        races_open(town, town->holder);
        CHECK(races_reads(town, town->holder, ZL_ADDENDUM, "Vandaag weer."));
        /* Both leave. */
        races_revoke(town, town->coordinator, town->deputy, NULL);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK(person_heard(town->contact, ZL_MSG_ASK_NEW_RECIPIENTS) == NULL);
        races_revoke(town, town->coordinator, town->holder, NULL);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK_STR(races_say_yes(town, town->contact), "Petra Proef");
        races_open(town, petra);
        CHECK(races_reads(town, petra, ZL_NOTE, "laat"));
        REQUIRE_OK(town_look(town, petra, &view));
        CHECK(view.is_holder);
        /* What they wrote stays readable, and is marked. */
        races_open(town, town->contact);
        CHECK(races_reads(town, town->contact, ZL_FEEDBACK, "ik bel"));
        REQUIRE(town_record(town, town->contact, ZL_FEEDBACK, &record));
        CHECK(record.former && !record.is_void && !record.unproven);
        CHECK_STR(record.author_name, "Samira Sociaal");
        person_free(petra);
        town_free(town);
}

/* Appointed for forty days, and alone with the club. */
static void an_unopened_note_survives_an_appointment(void)
{
        struct town *town = town_new();
        struct person *petra = person_new();
        struct zl_id team =
            zl_directory_charter(zl_core_directory(town->coordinator->core))
                ->teams[0]
                .id;
        struct zl_invite invite = {.role = ZL_ROLE_PROFESSIONAL,
            .scope = &team,
            .scope_count = 1,
            .name = "Petra Proef",
            .phone = "06-12345678",
            .from = zl_time_day(people_now),
            .until = zl_time_day(people_now) + 40,
            .link = true};
        struct zl_code code = {.bits = NULL};

        REQUIRE_OK(zl_core_invite(town->coordinator->core, people_now, &invite,
            &petra->member, &code));
        REQUIRE_OK(person_run(town->coordinator, town->loop));
        REQUIRE_OK(town_join_with(town, petra, &code));
        zl_code_free(&code);
        races_assign(town, petra, NULL);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        town_confirm(town, town->contact);
        REQUIRE_OK(town_note(town, town->contact, "Iets gezien."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        CHECK_UINT(loop_records(town->loop), 1);
        people_now.ms += 41 * ZL_MS_DAY;
        REQUIRE_OK(person_sync(town->supporter, town->loop));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        races_assign(town, town->holder, NULL);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK_STR(races_say_yes(town, town->contact), "Samira Sociaal");
        races_open(town, town->holder);
        CHECK(races_reads(town, town->holder, ZL_NOTE, "Iets gezien."));
        person_free(petra);
        town_free(town);
}

/* The account holder's key was stolen: what it wrote since is void at who
 * read it already, at who never did, and what came before stands. */
static void what_a_stolen_key_wrote_is_void(void)
{
        struct town *town = races_with_note();
        struct zl_record_view record;
        struct zl_buf body;
        uint64_t since = 0;

        races_open(town, town->holder);
        races_answer(town, town->holder, "Dank je.");
        /* Something in the log between what was said before and after. */
        REQUIRE_OK(person_sync(town->supporter, town->loop));
        people_now.ms += 8 * ZL_MS_DAY;
        REQUIRE_OK(person_sync(town->supporter, town->loop));
        since = loop_statements(town->loop);
        races_assign(town, town->holder, town->deputy);
        REQUIRE_OK(person_sync(town->holder, town->loop));
        REQUIRE_OK(zl_core_mark(town->holder->core, people_now, ZL_HOLD,
            &town->signal, &(struct zl_id){{0}}));
        REQUIRE_OK(person_run(town->holder, town->loop));
        races_open(town, town->contact);
        REQUIRE(town_record(town, town->contact, ZL_HOLD, &record));
        CHECK(!record.is_void);
        races_revoke(town, town->coordinator, town->holder, &since);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        REQUIRE(town_record(town, town->contact, ZL_HOLD, &record));
        CHECK(record.is_void && record.former);
        REQUIRE(town_record(town, town->contact, ZL_FEEDBACK, &record));
        CHECK(!record.is_void && record.former);
        CHECK(races_reads(town, town->contact, ZL_FEEDBACK, "Dank je."));
        /* Who has not seen it yet is not shown it. */
        REQUIRE_OK(person_sync(town->deputy, town->loop));
        CHECK(person_heard(town->deputy, ZL_MSG_RECORD_REFUSED) != NULL);
        CHECK(!town_record(town, town->deputy, ZL_HOLD, &record));
        CHECK(town_record(town, town->deputy, ZL_NOTE, &record));
        /* Since the beginning: then its answer is void as well, and hidden. */
        zl_buf_init(&body, ZL_BODY_JSON_MAX);
        since = 0;
        races_revoke(town, town->coordinator, town->holder, &since);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        REQUIRE(town_record(town, town->contact, ZL_FEEDBACK, &record));
        CHECK(record.is_void);
        CHECK_STATUS(
            zl_core_body(town->contact->core, &record.id, &body), ZL_E_REVOKED);
        person_reload(town->contact);
        REQUIRE(town_record(town, town->contact, ZL_FEEDBACK, &record));
        CHECK(record.is_void);
        zl_buf_free(&body);
        town_free(town);
}

static void hand_over(
    struct town *town, struct person *from, const struct person *to, bool stay)
{
        const char *field = NULL;
        struct zl_id id;

        REQUIRE_OK(zl_core_handover(from->core, people_now, &town->signal,
            &to->member, 1, stay, "Voor jou.", &id, &field));
}

/* Written and logged after the handover was made and before it was sent: the
 * receiver gets it, and nobody is told that it was read. */
static void what_comes_just_before_a_handover_goes_along(void)
{
        for (int stay = 0; stay < 2; stay++) {
                struct town *town = races_with_note();
                struct person *petra = races_professional(town, "Petra Proef");
                struct zl_signal_view view;
                uint64_t sent = 0;

                races_open(town, town->holder);
                races_revoke(town, town->coordinator, town->deputy, NULL);
                REQUIRE_OK(person_sync(town->contact, town->loop));
                REQUIRE_OK(person_sync(town->holder, town->loop));
                hand_over(town, town->holder, petra, stay == 1);
                REQUIRE_OK(races_add(town, town->contact, "Vandaag weer."));
                REQUIRE_OK(person_run(town->contact, town->loop));
                sent = loop_records(town->loop);
                person_forget(town->holder);
                REQUIRE_OK(person_run(town->holder, town->loop));
                CHECK_UINT(loop_records(town->loop), sent + 1);
                CHECK_UINT(count_heard(town->holder, ZL_MSG_SEALED_ANEW), 1);
                CHECK(person_heard(town->holder, ZL_MSG_REFUSED) == NULL);
                races_open(town, petra);
                CHECK(races_reads(town, petra, ZL_NOTE, "laat"));
                CHECK(races_reads(town, petra, ZL_ADDENDUM, "Vandaag weer."));
                CHECK(person_heard(petra, ZL_MSG_KEY_REFUSED) == NULL);
                /* Read by who received it, by nobody else before that. */
                sent = loop_records(town->loop);
                REQUIRE_OK(town_look(town, town->holder, &view));
                CHECK(view.is_holder == (stay == 1));
                if (stay == 1) {
                        CHECK(view.has_new);
                        races_open(town, town->holder);
                        CHECK_UINT(loop_records(town->loop), sent + 1);
                        CHECK(races_reads(
                            town, town->holder, ZL_ADDENDUM, "Vandaag weer."));
                }
                person_free(petra);
                town_free(town);
        }
}

/* Something came before each of the tries: the phone is quicker, by then. */
static void three_times_something_new_and_then_ring(void)
{
        struct town *town = races_with_note();
        struct person *petra = races_professional(town, "Petra Proef");
        struct zl_record_view record;

        races_open(town, town->holder);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        hand_over(town, town->holder, petra, false);
        person_forget(town->holder);
        loop_lies(town->loop, LOOP_OUTRUN);
        REQUIRE_OK(person_run(town->holder, town->loop));
        CHECK_UINT(count_heard(town->holder, ZL_MSG_SEALED_ANEW), 3);
        CHECK_UINT(count_heard(town->holder, ZL_MSG_NOT_SENT_RING), 1);
        REQUIRE(town_record(town, town->holder, ZL_HANDOVER, &record));
        CHECK_INT(record.progress, ZL_FAILED);
        person_free(petra);
        town_free(town);
}

/* As person_run(), but halts before a request for such a path is sent. */
static void run_until(struct town *town, struct person *p, const char *path)
{
        struct zl_request request;
        struct zl_buf answer;
        int status = 0;

        zl_buf_init(&answer, ZL_BUNDLE_MAX);
        loop_time(town->loop, people_now);
        person_store(p);
        REQUIRE_OK(zl_core_next_request(p->core, people_now, &request));
        while (strncmp(request.path, path, strlen(path)) != 0) {
                zl_buf_reset(&answer);
                status = loop_ask(town->loop, &request, &answer);
                REQUIRE_OK(zl_core_answer(
                    p->core, people_now, status, zl_buf_bytes(&answer)));
                person_store(p);
                REQUIRE_OK(zl_core_next_request(p->core, people_now, &request));
        }
        zl_buf_free(&answer);
}

/* A receipt brought a newer head than what was listed: a handover names no
 * head that it knows nothing of, and waits for the list. */
static void a_head_that_was_not_listed_is_not_named(void)
{
        struct town *town = races_with_note();
        struct person *petra = races_professional(town, "Petra Proef");
        struct zl_record_view record;

        races_open(town, town->holder);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        REQUIRE_OK(races_add(town, town->contact, "Vandaag weer."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        /* The receipt of a mark of ours, and then no connection any more. */
        REQUIRE_OK(zl_core_mark(town->holder->core, people_now, ZL_HOLD,
            &town->signal, &(struct zl_id){{0}}));
        run_until(town, town->holder, "/v1/statements?");
        zl_core_no_answer(town->holder->core);
        CHECK(!town_record(town, town->holder, ZL_ADDENDUM, &record));
        hand_over(town, town->holder, petra, false);
        REQUIRE_OK(person_sync(town->holder, town->loop));
        races_open(town, petra);
        CHECK(races_reads(town, petra, ZL_ADDENDUM, "Vandaag weer."));
        person_free(petra);
        town_free(town);
}

/* What we sent since the list is no news to us: no list is waited for. */
static void what_we_sent_ourselves_holds_nothing_up(void)
{
        struct town *town = races_with_note();
        struct person *petra = races_professional(town, "Petra Proef");
        const struct zl_core *core = NULL;
        uint64_t sent = 0;

        races_open(town, town->holder);
        core = town->holder->core;
        /* The receipt of the acknowledgement came after the list. */
        REQUIRE(core->state.next_record > 0);
        REQUIRE_UINT(core->state.head.records, core->state.next_record + 1);
        sent = loop_records(town->loop);
        hand_over(town, town->holder, petra, false);
        run_until(town, town->holder, "/v1/statements?");
        CHECK_UINT(loop_records(town->loop), sent + 1);
        person_free(petra);
        town_free(town);
}

/* The deputy steps out in favour of the account holder, whose list breaks off
 * before that was judged, with an addendum behind it. */
static struct town *with_something_unjudged(struct person **ret_petra)
{
        struct town *town = races_with_note();
        const char *field = NULL;
        struct zl_id id;

        *ret_petra = races_professional(town, "Petra Proef");
        races_open(town, town->holder);
        races_open(town, town->deputy);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        REQUIRE_OK(
            zl_core_step_out(town->deputy->core, people_now, &town->signal,
                &town->holder->member, 1, "Ga jij verder?", &id, &field));
        REQUIRE_OK(person_run(town->deputy, town->loop));
        REQUIRE_OK(person_sync(town->contact, town->loop));
        REQUIRE_OK(races_add(town, town->contact, "Vandaag weer."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        REQUIRE_OK(zl_core_sync(town->holder->core, people_now));
        run_until(town, town->holder, "/v1/signals/");
        zl_core_no_answer(town->holder->core);
        return town;
}

/* It is on the list, and yet not known: a handover waits until it is. */
static void what_waits_to_be_judged_goes_along(void)
{
        struct person *petra = NULL;
        struct town *town = with_something_unjudged(&petra);

        hand_over(town, town->holder, petra, false);
        REQUIRE_OK(person_sync(town->holder, town->loop));
        races_open(town, petra);
        CHECK(races_reads(town, petra, ZL_NOTE, "laat"));
        CHECK(races_reads(town, petra, ZL_ADDENDUM, "Vandaag weer."));
        person_free(petra);
        town_free(town);
}

/* Something about another signal is written between a sync's list and what it
 * fetches then: it lists once more, and the handover still goes in it. */
static void a_sync_lists_twice_for_a_handover(void)
{
        struct person *petra = NULL;
        struct town *town = with_something_unjudged(&petra);
        struct zl_id signal = town->signal;

        hand_over(town, town->holder, petra, false);
        REQUIRE_OK(zl_core_sync(town->holder->core, people_now));
        run_until(town, town->holder, "/v1/signals/");
        REQUIRE_OK(town_note(town, town->contact, "Iemand anders."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        town->signal = signal;
        REQUIRE_OK(person_run(town->holder, town->loop));
        races_open(town, petra);
        CHECK(races_reads(town, petra, ZL_NOTE, "laat"));
        CHECK(races_reads(town, petra, ZL_ADDENDUM, "Vandaag weer."));
        person_free(petra);
        town_free(town);
}

/* Nobody's name is known, or there are more names than fit. */
static void who_has_no_name_here_is_described(void)
{
        struct town *town = town_new();
        struct person *petra = races_professional(town, "Petra Proef");
        const struct zl_message *m = NULL;
        struct core__names *names = calloc(1, sizeof(*names));
        struct zl_id many[8];

        REQUIRE(names != NULL);
        town_confirm(town, town->contact);
        loop_lose(town->loop, "/v1/cards/");
        races_assign(town, petra, NULL);
        REQUIRE_OK(town_note(town, town->contact, "Iets gezien."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        m = person_heard(town->contact, ZL_MSG_ASK_NEW_RECIPIENTS);
        REQUIRE(m != NULL);
        CHECK_STR(m->args[1], "sociaal werker (Team Noord)");
        CHECK_STR(m->args[4], "");
        m = person_heard(town->contact, ZL_MSG_NEW_RECIPIENT);
        CHECK(m == NULL ||
            strcmp(m->args[0], "sociaal werker (Team Noord)") == 0);
        /* "Samira Sociaal" is 14 long. */
        for (size_t i = 0; i < 8; i++)
                many[i] = town->holder->member;
        core__names(town->contact->core, many, 8, names);
        CHECK_UINT(strlen(names->names), 8 * 14 + 7 * 2);
        CHECK_STR(names->others, "");
        many[0] = (struct zl_id){{1}}; /* of whom nothing is known */
        core__names(town->contact->core, many, 8, names);
        CHECK_UINT(strlen(names->names), 7 * 14 + 6 * 2);
        CHECK_STR(names->others, "1");
        free(names);
        person_free(petra);
        town_free(town);
}

static void a_name_is_never_cut_in_half(void)
{
        struct town *town = town_new();
        struct zl_id many[40];
        struct core__names *names = calloc(1, sizeof(*names));

        REQUIRE(names != NULL);
        for (size_t i = 0; i < 40; i++)
                many[i] = town->holder->member;
        core__names(town->contact->core, many, 40, names);
        /* 25 names and 24 commas are 398 bytes; another would not fit. */
        CHECK_UINT(strlen(names->names), 398);
        CHECK_STR(names->names + 398 - 14, "Samira Sociaal");
        CHECK_STR(names->others, "15");
        free(names);
        town_free(town);
}

static const struct check_case cases[] = {
    CHECK_CASE(who_is_left_out_stays_left_out),
    CHECK_CASE(left_out_and_alone_means_ring),
    CHECK_CASE(three_times_sealed_anew_and_then_ring),
    CHECK_CASE(an_hour_after_the_first_try_is_too_late),
    CHECK_CASE(a_draft_asks_about_who_is_new),
    CHECK_CASE(what_was_opened_stays_until_nobody_is_left),
    CHECK_CASE(an_unopened_note_survives_an_appointment),
    CHECK_CASE(what_a_stolen_key_wrote_is_void),
    CHECK_CASE(what_comes_just_before_a_handover_goes_along),
    CHECK_CASE(three_times_something_new_and_then_ring),
    CHECK_CASE(a_head_that_was_not_listed_is_not_named),
    CHECK_CASE(what_we_sent_ourselves_holds_nothing_up),
    CHECK_CASE(what_waits_to_be_judged_goes_along),
    CHECK_CASE(a_sync_lists_twice_for_a_handover),
    CHECK_CASE(who_has_no_name_here_is_described),
    CHECK_CASE(a_name_is_never_cut_in_half),
};
CHECK_MAIN("core races", cases)
