/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: a signal is added to, taken back, handed on, left, closed and
 * erased; whoever receives it reads everything, whoever has it no longer
 * reads nothing, and the contact sees by name who has it. */
#include <stdlib.h>
#include <string.h>

#include "acts.h"
#include "calendar.h"
#include "check.h"
#include "core_internal.h"

static struct person *another_professional(struct town *town, const char *name)
{
        const struct zl_charter *charter =
            zl_directory_charter(zl_core_directory(town->coordinator->core));
        struct zl_id team = charter->teams[0].id;

        return town_join(
            town, town->coordinator, ZL_ROLE_PROFESSIONAL, &team, name);
}

static void assign(
    struct town *town, const struct person *holder, const struct person *deputy)
{
        REQUIRE_OK(person_sync(town->coordinator, town->loop));
        REQUIRE_OK(town_assign(town, holder, deputy));
        REQUIRE_OK(person_run(town->coordinator, town->loop));
}

static enum zl_state state_of(struct town *town, struct person *p)
{
        struct zl_signal_view view;

        REQUIRE_OK(town_look(town, p, &view));
        return view.state;
}

static int step_out(
    struct town *town, struct person *from, const struct person *to)
{
        const char *field = NULL;
        struct zl_id id;

        return zl_core_step_out(from->core, people_now, &town->signal,
            &to->member, 1, NULL, &id, &field);
}

static int mark(struct town *town, struct person *p, enum zl_kind kind)
{
        struct zl_id id;

        return zl_core_mark(p->core, people_now, kind, &town->signal, &id);
}

static void an_author_adds_to_a_note(void)
{
        struct town *town = town_with_opened_note();

        CHECK_STATUS(town_add(town, town->holder, "Ik ook."), ZL_E_POLICY);
        REQUIRE_OK(town_add(town, town->contact, "Vandaag weer."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        town_open(town, town->holder);
        CHECK(town_reads(town, town->holder, ZL_ADDENDUM, "Vandaag weer."));
        town_open(town, town->deputy);
        CHECK(town_reads(town, town->deputy, ZL_ADDENDUM, "Vandaag weer."));
        person_check_quiet(town->holder);
        town_free(town);
}

static void a_note_is_taken_back_unopened(void)
{
        struct town *town = town_with_note();
        struct zl_id id;

        REQUIRE_OK(person_sync(town->holder, town->loop));
        REQUIRE_OK(zl_core_retract(
            town->contact->core, people_now, &town->signal, &id));
        REQUIRE_OK(person_run(town->contact, town->loop));
        CHECK(!town_reads(town, town->contact, ZL_NOTE, "laat"));
        CHECK_INT(state_of(town, town->contact), ZL_STATE_RETRACTED);
        REQUIRE_OK(person_sync(town->holder, town->loop));
        CHECK_INT(state_of(town, town->holder), ZL_STATE_RETRACTED);
        CHECK_STATUS(
            zl_core_open(town->holder->core, people_now, &town->signal),
            ZL_E_ERASED);
        CHECK_STATUS(town_add(town, town->contact, "Toch."), ZL_E_ERASED);
        person_store(town->holder);
        person_reload(town->holder);
        CHECK_INT(state_of(town, town->holder), ZL_STATE_RETRACTED);
        person_check_quiet(town->holder);
        town_free(town);
}

/* Opening and taking back at the same moment: whoever the server heard
 * first. */
static void opening_wins_from_taking_back(void)
{
        struct town *town = town_with_note();
        struct zl_id id;

        town_open(town, town->holder);
        REQUIRE_OK(zl_core_retract(
            town->contact->core, people_now, &town->signal, &id));
        REQUIRE_OK(person_run(town->contact, town->loop));
        CHECK(person_heard(town->contact, ZL_MSG_REFUSED) != NULL);
        CHECK_INT(state_of(town, town->contact), ZL_STATE_ACKNOWLEDGED);
        CHECK(town_reads(town, town->contact, ZL_NOTE, "laat"));
        CHECK_STATUS(zl_core_retract(
                         town->contact->core, people_now, &town->signal, &id),
            ZL_E_STATE);
        town_free(town);
}

static void a_signal_is_closed_and_opened_again(void)
{
        struct town *town = town_with_opened_note();
        struct zl_signal_view view;

        CHECK_STATUS(mark(town, town->holder, ZL_REOPENING), ZL_E_STATE);
        CHECK_STATUS(mark(town, town->holder, ZL_NOTE), ZL_E_USAGE);
        CHECK_STATUS(mark(town, town->contact, ZL_CLOSING), ZL_E_POLICY);
        REQUIRE_OK(mark(town, town->holder, ZL_HOLD));
        REQUIRE_OK(person_run(town->holder, town->loop));
        REQUIRE_OK(person_sync(town->contact, town->loop));
        REQUIRE_OK(town_look(town, town->contact, &view));
        CHECK(view.held);
        REQUIRE_OK(mark(town, town->holder, ZL_CLOSING));
        REQUIRE_OK(person_run(town->holder, town->loop));
        REQUIRE_OK(person_sync(town->contact, town->loop));
        REQUIRE_OK(town_look(town, town->contact, &view));
        CHECK_INT(view.state, ZL_STATE_CLOSED);
        CHECK(!view.held);
        CHECK_STATUS(town_add(town, town->contact, "Nog iets."), ZL_E_STATE);
        CHECK_OK(town_assess(town, town->holder, "Afgerond."));
        CHECK_OK(town_answer(town, town->holder, "Het gezin heeft hulp."));
        REQUIRE_OK(mark(town, town->holder, ZL_REOPENING));
        REQUIRE_OK(person_run(town->holder, town->loop));
        town_open(town, town->contact);
        CHECK_INT(state_of(town, town->contact), ZL_STATE_ACKNOWLEDGED);
        CHECK_OK(town_add(town, town->contact, "Nog iets."));
        person_check_quiet(town->contact);
        town_free(town);
}

static void what_is_erased_is_gone_everywhere(void)
{
        struct town *town = town_with_opened_note();

        REQUIRE_OK(town_assess(town, town->holder, "Bij vergissing."));
        REQUIRE_OK(person_run(town->holder, town->loop));
        town_open(town, town->deputy);
        REQUIRE_OK(town_add(town, town->contact, "Nog iets."));
        REQUIRE_OK(mark(town, town->holder, ZL_ERASURE));
        REQUIRE_OK(person_run(town->holder, town->loop));
        /* The addendum comes too late, and is not left lying either. */
        REQUIRE_OK(person_run(town->contact, town->loop));
        REQUIRE_OK(person_sync(town->contact, town->loop));
        REQUIRE_OK(person_sync(town->deputy, town->loop));
        CHECK_INT(state_of(town, town->contact), ZL_STATE_ERASED);
        CHECK(!town_reads(town, town->contact, ZL_NOTE, "laat"));
        CHECK(!town_reads(town, town->contact, ZL_ADDENDUM, "iets"));
        CHECK(!town_reads(town, town->deputy, ZL_NOTE, "laat"));
        CHECK(!town_reads(town, town->deputy, ZL_ASSESSMENT, "vergissing"));
        CHECK(!town_reads(town, town->holder, ZL_ASSESSMENT, "vergissing"));
        CHECK_STATUS(town_assess(town, town->deputy, "Toch."), ZL_E_ERASED);
        person_check_quiet(town->deputy);
        town_free(town);
}

static void the_familys_view_stays_with_professionals(void)
{
        struct town *town = town_with_opened_note();
        struct zl_family_statement said = {
            .text = "Wij werken allebei tot zeven.", .from = "moeder"};
        struct zl_record_view record;
        const char *field = NULL;
        struct zl_id id;

        CHECK_STATUS(zl_core_family_statement(town->contact->core, people_now,
                         &town->signal, &said, &id, &field),
            ZL_E_POLICY);
        REQUIRE_OK(zl_core_family_statement(
            town->holder->core, people_now, &town->signal, &said, &id, &field));
        REQUIRE_OK(person_run(town->holder, town->loop));
        town_open(town, town->deputy);
        CHECK(town_reads(town, town->deputy, ZL_FAMILY_STATEMENT, "tot zeven"));
        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK(!town_record(town, town->contact, ZL_FAMILY_STATEMENT, &record));
        person_check_quiet(town->contact);
        town_free(town);
}

/* From the holder to Petra and on to Bert: each reads everything, and who
 * had it before nothing any more. */
static void a_signal_is_handed_on_and_on(void)
{
        struct town *town = town_with_opened_note();
        struct person *petra = another_professional(town, "Petra Proef");
        struct person *bert = another_professional(town, "Bert Buurt");
        const struct zl_message *m = NULL;
        struct zl_signal_view view;
        struct zl_record_view record;

        REQUIRE_OK(town_assess(town, town->holder, "Samen gekeken."));
        REQUIRE_OK(person_run(town->holder, town->loop));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        REQUIRE_OK(town_hand_over(town, town->holder, petra, false));
        REQUIRE_OK(person_run(town->holder, town->loop));
        town_open(town, petra);
        CHECK(town_reads(town, petra, ZL_NOTE, "laat"));
        CHECK(town_reads(town, petra, ZL_ASSESSMENT, "Samen gekeken."));
        CHECK(town_reads(town, petra, ZL_HANDOVER, "Voor jouw wijk."));
        CHECK(!town_reads(town, petra, ZL_HANDOVER, "key"));
        CHECK(!town_reads(town, town->holder, ZL_NOTE, "laat"));
        REQUIRE_OK(town_look(town, town->holder, &view));
        CHECK(!view.is_holder && !view.has_new);
        CHECK_STATUS(town_assess(town, town->holder, "Nog iets."), ZL_E_POLICY);
        REQUIRE_OK(person_sync(town->deputy, town->loop));
        CHECK(person_heard(town->deputy, ZL_MSG_HANDED_OVER) != NULL);
        CHECK_STATUS(town_assess(town, town->deputy, "Nog iets."), ZL_E_POLICY);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        m = person_heard(town->contact, ZL_MSG_HANDED_OVER);
        REQUIRE(m != NULL);
        CHECK_STR(m->args[2], "Petra Proef");
        REQUIRE_OK(town_look(town, town->contact, &view));
        CHECK_UINT(view.holder_count, 1);
        CHECK_STR(
            zl_core_name(town->contact->core, &view.holders[0]), "Petra Proef");
        REQUIRE_OK(person_sync(petra, town->loop));
        REQUIRE_OK(town_hand_over(town, petra, bert, false));
        REQUIRE_OK(person_run(petra, town->loop));
        person_store(petra);
        person_reload(petra);
        CHECK(!town_reads(town, petra, ZL_NOTE, "laat"));
        town_open(town, bert);
        person_reload(bert);
        CHECK(town_reads(town, bert, ZL_NOTE, "laat"));
        CHECK(town_reads(town, bert, ZL_ASSESSMENT, "Samen gekeken."));
        REQUIRE_OK(town_answer(town, bert, "Ik ben nu je aanspreekpunt."));
        REQUIRE_OK(person_run(bert, town->loop));
        town_open(town, town->contact);
        CHECK(town_reads(town, town->contact, ZL_FEEDBACK, "aanspreekpunt"));
        CHECK(!town_record(town, town->contact, ZL_ASSESSMENT, &record));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        person_check_quiet(town->contact);
        person_check_quiet(town->holder);
        person_check_quiet(petra);
        person_check_quiet(bert);
        person_free(petra);
        person_free(bert);
        town_free(town);
}

static void what_was_handed_over_can_come_back(void)
{
        struct town *town = town_with_opened_note();

        REQUIRE_OK(town_hand_over(town, town->holder, town->deputy, false));
        REQUIRE_OK(person_run(town->holder, town->loop));
        town_open(town, town->deputy);
        REQUIRE_OK(town_assess(town, town->deputy, "Thuis geweest."));
        REQUIRE_OK(mark(town, town->deputy, ZL_CLOSING));
        REQUIRE_OK(mark(town, town->deputy, ZL_REOPENING));
        REQUIRE_OK(person_run(town->deputy, town->loop));
        REQUIRE_OK(person_sync(town->deputy, town->loop));
        REQUIRE_OK(town_hand_over(town, town->deputy, town->holder, true));
        REQUIRE_OK(person_run(town->deputy, town->loop));
        town_open(town, town->holder);
        CHECK(town_reads(town, town->holder, ZL_NOTE, "laat"));
        CHECK(town_reads(town, town->holder, ZL_ASSESSMENT, "Thuis geweest."));
        CHECK(town_reads(town, town->deputy, ZL_NOTE, "laat"));
        person_check_quiet(town->holder);
        person_check_quiet(town->deputy);
        town_free(town);
}

static void what_is_not_opened_is_not_handed_over(void)
{
        struct town *town = town_with_opened_note();
        struct person *petra = another_professional(town, "Petra Proef");

        REQUIRE_OK(town_add(town, town->contact, "Vandaag weer."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        CHECK_STATUS(
            town_hand_over(town, town->holder, petra, false), ZL_E_STATE);
        /* The deputy has it all already. */
        CHECK_OK(town_hand_over(town, town->holder, town->deputy, false));
        person_free(petra);
        town_free(town);
}

static void who_stepped_out_never_returns(void)
{
        struct town *town = town_with_note();
        struct zl_id all[4];
        struct zl_signal_view view;

        REQUIRE_OK(person_sync(town->holder, town->loop));
        REQUIRE_OK(step_out(town, town->holder, town->deputy));
        REQUIRE_OK(person_run(town->holder, town->loop));
        town_open(town, town->deputy);
        CHECK(town_reads(town, town->deputy, ZL_NOTE, "laat"));
        CHECK_UINT(zl_core_receivers(town->deputy->core, people_now,
                       ZL_HANDOVER, &town->signal, all, 4),
            0);
        CHECK_STATUS(town_hand_over(town, town->deputy, town->holder, true),
            ZL_E_RECIPIENTS);
        REQUIRE_OK(person_sync(town->holder, town->loop));
        CHECK_STATUS(town_assess(town, town->holder, "Toch."), ZL_E_POLICY);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        REQUIRE_OK(town_look(town, town->contact, &view));
        CHECK_UINT(view.holder_count, 1);
        CHECK(zl_id_equal(&view.holders[0], &town->deputy->member));
        town_free(town);
}

static void who_may_be_chosen_is_listed(void)
{
        struct town *town = town_with_opened_note();
        struct person *petra = another_professional(town, "Petra Proef");
        struct zl_id all[4];

        REQUIRE_OK(person_sync(town->holder, town->loop));
        CHECK_UINT(zl_core_receivers(town->holder->core, people_now,
                       ZL_HANDOVER, &town->signal, all, 4),
            2);
        CHECK(memcmp(all[0].bytes, all[1].bytes, ZL_ID_SIZE) < 0);
        CHECK_UINT(zl_core_receivers(town->holder->core, people_now, ZL_RESEAL,
                       &town->signal, all, 4),
            1);
        CHECK(zl_id_equal(&all[0], &town->deputy->member));
        CHECK_UINT(zl_core_receivers(town->contact->core, people_now,
                       ZL_HANDOVER, &town->signal, all, 4),
            0);
        person_free(petra);
        town_free(town);
}

/* Nobody opened it, and the account holder is another one now. */
static void an_unopened_note_follows_the_club(void)
{
        struct town *town = town_with_note();
        struct person *petra = another_professional(town, "Petra Proef");
        const struct zl_message *m = NULL;
        struct zl_id id;

        assign(town, petra, NULL);
        REQUIRE_OK(person_sync(petra, town->loop));
        CHECK_STATUS(zl_core_open(petra->core, people_now, &town->signal),
            ZL_E_NOT_FOUND);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        m = person_heard(town->contact, ZL_MSG_ASK_NEW_RECIPIENTS);
        REQUIRE(m != NULL);
        CHECK_STR(m->args[1], "Petra Proef");
        CHECK_STR(m->args[2], "reseal");
        REQUIRE_OK(zl_hex_parse(m->args[0], id.bytes, ZL_ID_SIZE));
        REQUIRE_OK(zl_core_send_anyway(town->contact->core, people_now, &id));
        REQUIRE_OK(person_run(town->contact, town->loop));
        town_open(town, petra);
        CHECK(town_reads(town, petra, ZL_NOTE, "laat"));
        REQUIRE_OK(town_assess(town, petra, "Ik bel het gezin."));
        person_check_quiet(petra);
        person_check_quiet(town->contact);
        /* Once is enough. */
        person_forget(town->contact);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK(person_heard(town->contact, ZL_MSG_SENT) == NULL);
        person_free(petra);
        town_free(town);
}

static void who_is_not_wanted_is_asked_about_once(void)
{
        struct town *town = town_with_note();
        struct person *petra = another_professional(town, "Petra Proef");
        const struct zl_message *m = NULL;
        struct zl_id id;

        assign(town, petra, NULL);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        m = person_heard(town->contact, ZL_MSG_ASK_NEW_RECIPIENTS);
        REQUIRE(m != NULL);
        REQUIRE_OK(zl_hex_parse(m->args[0], id.bytes, ZL_ID_SIZE));
        REQUIRE_OK(zl_core_withdraw(town->contact->core, &id));
        person_forget(town->contact);
        person_store(town->contact);
        person_reload(town->contact);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK(person_heard(town->contact, ZL_MSG_ASK_NEW_RECIPIENTS) == NULL);
        CHECK_UINT(loop_records(town->loop), 1);
        person_free(petra);
        town_free(town);
}

/* A holder the contact never saw must be shown before an addendum. */
static void a_new_holder_is_shown_before_an_addendum(void)
{
        struct town *town = town_with_opened_note();
        struct person *petra = another_professional(town, "Petra Proef");
        struct zl_id unseen[ZL_PERSONS_MAX];

        REQUIRE_OK(person_sync(town->holder, town->loop));
        REQUIRE_OK(town_hand_over(town, town->holder, petra, false));
        REQUIRE_OK(person_run(town->holder, town->loop));
        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK_STATUS(
            town_add(town, town->contact, "Vandaag weer."), ZL_E_STATE);
        REQUIRE(zl_core_unseen_holders(town->contact->core, people_now,
                    &town->signal, unseen) == 1);
        CHECK(zl_id_equal(&unseen[0], &petra->member));
        REQUIRE_OK(zl_core_seen(town->contact->core, unseen, 1));
        REQUIRE_OK(town_add(town, town->contact, "Vandaag weer."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        town_open(town, petra);
        CHECK(town_reads(town, petra, ZL_ADDENDUM, "Vandaag weer."));
        person_free(petra);
        town_free(town);
}

static void revoke(struct town *town, const struct person *p)
{
        struct zl_revocation revocation = {.compromised = false};
        const struct zl_member *member = NULL;

        REQUIRE_OK(person_sync(town->supporter, town->loop));
        member = zl_directory_member(
            zl_core_directory(town->supporter->core), &p->member);
        REQUIRE(member != NULL);
        revocation.subject = member->appointment;
        REQUIRE_OK(
            zl_core_revoke(town->supporter->core, people_now, &revocation));
        REQUIRE_OK(person_run(town->supporter, town->loop));
}

/* The hashes that feedback names would tell who takes the author's place that
 * there is an assessment. */
static void check_feedback_names_no_assessment(const struct person *p)
{
        struct zl_record *parsed = calloc(1, sizeof(*parsed));
        size_t found = 0;

        REQUIRE(parsed != NULL);
        for (size_t i = 0; i < p->core->record_count; i++) {
                if (p->core->records[i]->kind != ZL_FEEDBACK)
                        continue;
                REQUIRE_OK(core__parse(p->core, p->core->records[i], parsed));
                found++;
                for (uint8_t k = 0; k < parsed->context.previous_count; k++) {
                        const struct core__record *named = core__record_of_hash(
                            p->core, &parsed->context.previous[k]);

                        REQUIRE(named != NULL);
                        CHECK(!zl_kind_is_inner(named->kind));
                }
        }
        CHECK_UINT(found, 2);
        free(parsed);
}

/* The contact lost everything and joined as somebody new. */
static void somebody_new_takes_the_authors_place(void)
{
        struct town *town = town_with_opened_note();
        struct person *nora = NULL;
        struct zl_record_view record;
        struct zl_signal_view view;
        struct zl_id id;

        REQUIRE_OK(town_assess(town, town->holder, "Niet voor de club."));
        REQUIRE_OK(town_answer(town, town->holder, "Dank je, ik bel."));
        REQUIRE_OK(person_run(town->holder, town->loop));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        nora = town_join(
            town, town->supporter, ZL_ROLE_CONTACT, &town->club, "Nora Nieuw");
        REQUIRE_OK(person_sync(town->holder, town->loop));
        CHECK_STATUS(zl_core_reseal(town->holder->core, people_now,
                         &town->signal, &nora->member, 1, &id),
            ZL_E_RECIPIENTS);
        revoke(town, town->contact);
        REQUIRE_OK(person_sync(town->holder, town->loop));
        REQUIRE(town_record(town, town->holder, ZL_NOTE, &record));
        CHECK(record.former && record.has_body);
        REQUIRE_OK(town_answer(town, town->holder, "Is er iemand?"));
        REQUIRE_OK(person_run(town->holder, town->loop));
        check_feedback_names_no_assessment(town->holder);
        REQUIRE_OK(zl_core_reseal(town->holder->core, people_now, &town->signal,
            &nora->member, 1, &id));
        REQUIRE_OK(person_run(town->holder, town->loop));
        town_open(town, nora);
        CHECK(town_reads(town, nora, ZL_NOTE, "laat"));
        CHECK(town_reads(town, nora, ZL_FEEDBACK, "Dank je, ik bel."));
        CHECK(!town_record(town, nora, ZL_ASSESSMENT, &record));
        REQUIRE_OK(town_look(town, nora, &view));
        CHECK(zl_id_equal(&view.author, &nora->member));
        REQUIRE_OK(zl_core_seen(nora->core, view.holders, view.holder_count));
        REQUIRE_OK(town_add(town, nora, "Ik ben de nieuwe."));
        REQUIRE_OK(person_run(nora, town->loop));
        town_open(town, town->holder);
        CHECK(town_reads(town, town->holder, ZL_ADDENDUM, "Ik ben de nieuwe."));
        person_check_quiet(nora);
        person_check_quiet(town->holder);
        person_free(nora);
        town_free(town);
}

/* Two contacts of one club see their own signals only. */
static void fellow_contacts_see_nothing_of_each_other(void)
{
        struct town *town = town_with_opened_note();
        struct person *nora = town_join(
            town, town->supporter, ZL_ROLE_CONTACT, &town->club, "Nora Nieuw");
        struct zl_id first = town->signal;
        struct zl_signal_view view;

        town_confirm(town, nora);
        REQUIRE_OK(town_note(town, nora, "Een lege broodtrommel."));
        REQUIRE_OK(person_run(nora, town->loop));
        town_open(town, town->holder);
        REQUIRE_OK(town_answer(town, town->holder, "Dank je, Nora."));
        REQUIRE_OK(person_run(town->holder, town->loop));
        REQUIRE_OK(person_sync(town->contact, town->loop));
        REQUIRE_OK(person_sync(nora, town->loop));
        CHECK_UINT(zl_core_signal_count(nora->core), 1);
        CHECK_UINT(zl_core_signal_count(town->contact->core), 1);
        zl_core_signal_at(town->contact->core, 0, &view);
        CHECK(zl_id_equal(&view.id, &first));
        CHECK(!view.answered);
        zl_core_signal_at(nora->core, 0, &view);
        CHECK(view.answered);
        person_check_quiet(nora);
        person_check_quiet(town->contact);
        person_free(nora);
        town_free(town);
}

/* Meanwhile somebody else holds it: the contact is asked. */
static void an_addendum_asks_about_a_new_holder(void)
{
        struct town *town = town_with_opened_note();
        struct person *petra = another_professional(town, "Petra Proef");
        const struct zl_message *m = NULL;
        struct zl_id id;

        REQUIRE_OK(person_sync(town->contact, town->loop));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        REQUIRE_OK(town_hand_over(town, town->holder, petra, false));
        REQUIRE_OK(person_run(town->holder, town->loop));
        REQUIRE_OK(town_add(town, town->contact, "Vandaag weer."));
        CHECK_OK(person_run(town->contact, town->loop));
        m = person_heard(town->contact, ZL_MSG_ASK_NEW_RECIPIENTS);
        REQUIRE(m != NULL);
        CHECK_STR(m->args[1], "Petra Proef");
        CHECK_STR(m->args[2], "addendum");
        CHECK_UINT(loop_records(town->loop), 3);
        REQUIRE_OK(zl_hex_parse(m->args[0], id.bytes, ZL_ID_SIZE));
        REQUIRE_OK(zl_core_send_anyway(town->contact->core, people_now, &id));
        CHECK_OK(person_run(town->contact, town->loop));
        town_open(town, petra);
        CHECK(town_reads(town, petra, ZL_ADDENDUM, "Vandaag weer."));
        person_free(petra);
        town_free(town);
}

/* Those it goes to are the same persons, with others fewer: no question. */
static void an_assessment_follows_the_holders_silently(void)
{
        struct town *town = town_with_opened_note();

        REQUIRE_OK(person_sync(town->deputy, town->loop));
        REQUIRE_OK(town_hand_over(town, town->holder, town->deputy, true));
        REQUIRE_OK(person_run(town->holder, town->loop));
        town_open(town, town->deputy);
        REQUIRE_OK(step_out(town, town->holder, town->deputy));
        REQUIRE_OK(person_run(town->holder, town->loop));
        REQUIRE_OK(town_assess(town, town->deputy, "Thuis geweest."));
        CHECK_OK(person_run(town->deputy, town->loop));
        CHECK(person_heard(town->deputy, ZL_MSG_SEALED_ANEW) != NULL);
        CHECK(person_heard(town->deputy, ZL_MSG_ASK_NEW_RECIPIENTS) == NULL);
        CHECK(town_reads(town, town->deputy, ZL_ASSESSMENT, "Thuis geweest."));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        CHECK(!town_reads(town, town->holder, ZL_ASSESSMENT, "Thuis"));
        town_free(town);
}

/* A client that was changed hands over, with the note's record but another
 * key, or with nothing at all. */
static void hand_over_badly(
    struct town *town, const struct person *to, size_t records)
{
        struct zl_core *core = town->holder->core;
        struct zl_passed passed = {.key = {0x55}};
        struct zl_passing passing = {
            .written = people_now, .records = &passed, .record_count = records};
        struct core__item choice = {.chosen_count = 1};
        const struct core__record *note = NULL;
        struct zl_buf body;
        struct zl_id id;

        REQUIRE_OK(person_sync(town->holder, town->loop));
        note = core__record(core, &town->signal);
        choice.chosen[0] = to->member;
        passed.record = note->hash;
        zl_buf_init(&body, ZL_BODY_JSON_MAX);
        REQUIRE_OK(zl_passing_write(&passing, true, &body, NULL));
        REQUIRE_OK(core__write_about(
            core, ZL_HANDOVER, note, &choice, &body, &body, &id));
        zl_buf_free(&body);
        REQUIRE_OK(core__finish(core, ZL_OK));
        REQUIRE_OK(person_run(town->holder, town->loop));
}

static void check_nobody_is_left_to_read(size_t records)
{
        struct town *town = town_with_opened_note();
        struct person *petra = another_professional(town, "Petra Proef");
        const struct zl_message *m = NULL;
        struct zl_signal_view view;
        struct zl_clock clock = {.waits = false};

        hand_over_badly(town, petra, records);
        town_open(town, petra);
        CHECK(person_heard(petra, ZL_MSG_KEY_REFUSED) != NULL);
        CHECK(!town_reads(town, petra, ZL_NOTE, "laat"));
        /* Whoever wrote the note still has it, and must know. */
        REQUIRE_OK(person_run(petra, town->loop));
        /* It waits: that the handover came says nothing of the note. */
        REQUIRE_OK(town_look(town, petra, &view));
        zl_core_clock(petra->core, people_now, &view, &clock);
        CHECK(clock.waits);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        m = person_heard(town->contact, ZL_MSG_UNREADABLE);
        REQUIRE(m != NULL);
        CHECK_STR(m->args[1], "note");
        CHECK_STR(m->args[2], "Petra Proef");
        person_free(petra);
        town_free(town);
}

static void a_key_that_does_not_fit_is_passed_over(void)
{
        check_nobody_is_left_to_read(1);
}

static void what_was_handed_over_without_keys_is_told(void)
{
        check_nobody_is_left_to_read(0);
}

/* Nothing is passed over for ever because what it follows was held back. */
static void what_cannot_be_judged_yet_is_judged_later(void)
{
        struct town *town = town_with_note();
        struct zl_id id;

        REQUIRE_OK(zl_core_retract(
            town->contact->core, people_now, &town->signal, &id));
        REQUIRE_OK(person_run(town->contact, town->loop));
        loop_lies(town->loop, LOOP_HIDE_NOTES);
        REQUIRE_OK(person_sync(town->holder, town->loop));
        CHECK(person_heard(town->holder, ZL_MSG_RECORD_WAITS) != NULL);
        CHECK_UINT(zl_core_signal_count(town->holder->core), 0);
        person_forget(town->holder);
        person_store(town->holder);
        person_reload(town->holder);
        REQUIRE_OK(person_sync(town->holder, town->loop));
        CHECK(person_heard(town->holder, ZL_MSG_RECORD_WAITS) == NULL);
        loop_lies(town->loop, LOOP_HONEST);
        REQUIRE_OK(person_sync(town->holder, town->loop));
        CHECK_INT(state_of(town, town->holder), ZL_STATE_RETRACTED);
        CHECK_UINT(town->holder->core->pending_count, 0);
        town_free(town);
}

static const struct check_case cases[] = {
    CHECK_CASE(an_author_adds_to_a_note),
    CHECK_CASE(a_note_is_taken_back_unopened),
    CHECK_CASE(opening_wins_from_taking_back),
    CHECK_CASE(a_signal_is_closed_and_opened_again),
    CHECK_CASE(what_is_erased_is_gone_everywhere),
    CHECK_CASE(the_familys_view_stays_with_professionals),
    CHECK_CASE(a_signal_is_handed_on_and_on),
    CHECK_CASE(what_was_handed_over_can_come_back),
    CHECK_CASE(what_is_not_opened_is_not_handed_over),
    CHECK_CASE(who_stepped_out_never_returns),
    CHECK_CASE(who_may_be_chosen_is_listed),
    CHECK_CASE(an_unopened_note_follows_the_club),
    CHECK_CASE(who_is_not_wanted_is_asked_about_once),
    CHECK_CASE(a_new_holder_is_shown_before_an_addendum),
    CHECK_CASE(somebody_new_takes_the_authors_place),
    CHECK_CASE(an_addendum_asks_about_a_new_holder),
    CHECK_CASE(an_assessment_follows_the_holders_silently),
    CHECK_CASE(a_key_that_does_not_fit_is_passed_over),
    CHECK_CASE(what_was_handed_over_without_keys_is_told),
    CHECK_CASE(what_cannot_be_judged_yet_is_judged_later),
    CHECK_CASE(fellow_contacts_see_nothing_of_each_other),
};
CHECK_MAIN("core signal", cases)
