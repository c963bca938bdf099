/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: of every kind, who may write it in which state and to whom is what
 * docs/protocol.md, 3.3 and 8, say: nothing more, and nothing less. */
#include <stdio.h>
#include <stdlib.h>

#include "check.h"
#include "judge_scene.h"

/* What each person is to the signal of scene_start(), by its making. */
static const unsigned relations[PERSONS] = {
    [HOLDER] = ZL_REL_HOLDER | ZL_REL_ASSIGNED | ZL_REL_RECIPIENT,
    [DEPUTY] = ZL_REL_HOLDER | ZL_REL_ASSIGNED | ZL_REL_RECIPIENT,
    [OTHER_DEPUTY] = ZL_REL_ASSIGNED,
    [CONTACT] = ZL_REL_AUTHOR | ZL_REL_OF_CLUB,
    [SECOND_CONTACT] = ZL_REL_OF_CLUB,
};

static const enum zl_actor actors[PERSONS] = {
    [COORDINATOR] = ZL_ACTOR_COORDINATOR,
    [SUPPORTER] = ZL_ACTOR_SUPPORTER,
    [HOLDER] = ZL_ACTOR_PROFESSIONAL,
    [DEPUTY] = ZL_ACTOR_PROFESSIONAL,
    [OTHER_DEPUTY] = ZL_ACTOR_PROFESSIONAL,
    [STRANGER] = ZL_ACTOR_PROFESSIONAL,
    [CONTACT] = ZL_ACTOR_CONTACT,
    [OTHER_CONTACT] = ZL_ACTOR_CONTACT,
    [SECOND_CONTACT] = ZL_ACTOR_CONTACT,
    [OTHER_DISTRICT] = ZL_ACTOR_PROFESSIONAL,
};

/* Recipients with which the kind is allowed, whoever writes. */
static const enum person *right_recipients(enum zl_kind kind, enum person by)
{
        static const enum person all[][SCENE_TO + 1] = {
            {HOLDER, DEPUTY, OTHER_DEPUTY, PERSONS},
            {HOLDER, DEPUTY, OTHER_DEPUTY, CONTACT, PERSONS},
            {HOLDER, DEPUTY, OTHER_DEPUTY, SECOND_CONTACT, PERSONS},
            {HOLDER, DEPUTY, CONTACT, PERSONS},
            {HOLDER, DEPUTY, PERSONS},
            {STRANGER, PERSONS},
            {PERSONS},
        };

        if (zl_kind_is_status(kind))
                return all[6];
        if (kind == ZL_NOTE)
                return all[by == CONTACT ? 1 : by == SECOND_CONTACT ? 2 : 0];
        if (kind == ZL_ADDENDUM || kind == ZL_FEEDBACK)
                return all[3];
        return all[kind == ZL_HANDOVER || kind == ZL_STEP_OUT ? 5 : 4];
}

/* ZL_E_POLICY stands for each way in which the table says no. */
static int expected(enum zl_kind kind, enum person by, enum zl_state state)
{
        unsigned held = relations[by];

        if (state == ZL_STATE_RETRACTED || state == ZL_STATE_ERASED)
                return ZL_E_ERASED;
        /* No signal, so nobody is anything to it. */
        if (state == ZL_STATE_NONE)
                held &= ~(unsigned)(ZL_REL_AUTHOR | ZL_REL_HOLDER);
        if (kind == ZL_RESEAL && by == CONTACT &&
            state == ZL_STATE_ACKNOWLEDGED)
                return ZL_E_POLICY; /* a holder in force has read it */
        return zl_policy_allows(zl_kind_act(kind), actors[by], held, state)
            ? ZL_OK
            : ZL_E_POLICY;
}

static int said(int status)
{
        return status == ZL_E_STATE || status == ZL_E_SCOPE ? ZL_E_POLICY
                                                            : status;
}

static void every_kind_by_everybody_in_every_state(void)
{
        const struct zl_id holder = world_id(HOLDER);
        size_t allowed = 0;
        struct scene s;

        scene_start(&s, ZL_STATE_WAITING);
        zl_signal_read(&s.facts, &holder);
        for (unsigned state = 1; state <= ZL_STATE_ERASED; state <<= 1) {
                s.facts.state = (enum zl_state)state;
                for (int k = ZL_NOTE; k <= ZL_ERASURE; k++) {
                        for (enum person by = 0; by < PERSONS; by++) {
                                enum zl_kind kind = (enum zl_kind)k;
                                int want = expected(kind, by, s.facts.state);
                                int got = scene_try(
                                    &s, by, kind, right_recipients(kind, by));

                                allowed += got == ZL_OK;
                                if (!CHECK_INT(said(got), want))
                                        (void)printf("%s by %d in %s: %s\n",
                                            zl_kind_str(kind), (int)by,
                                            zl_state_str(s.facts.state),
                                            zl_status_str(got));
                        }
                }
        }
        /* 5 notes; of 2 holders: 2 kinds of answer in 4 states, feedback and
         * step-out in 4, six kinds in 2, reopening in 1; of the author:
         * addendum in 3, reseal in 2, retraction in 1. */
        CHECK_UINT(allowed, 5 + 2 * (8 + 8 + 14 + 1) + 6);
        scene_end(&s);
}

static void everything_but_a_note_follows_something(void)
{
        struct scene s;

        scene_start(&s, ZL_STATE_ACKNOWLEDGED);
        for (int k = ZL_ADDENDUM; k <= ZL_ERASURE; k++) {
                static const enum zl_state in[ZL_ERASURE + 1] = {
                    [ZL_RETRACTION] = ZL_STATE_WAITING,
                    [ZL_REOPENING] = ZL_STATE_CLOSED};
                enum zl_kind kind = (enum zl_kind)k;
                bool by_contact = k == ZL_ADDENDUM || k == ZL_RETRACTION;
                enum person by = by_contact ? CONTACT : HOLDER;
                const enum person *to = right_recipients(kind, by);
                size_t count = 0;
                struct zl_record *record = NULL;
                struct zl_followed followed = {.known = true,
                    .signal = s.note->context.signal,
                    .author = s.facts.author,
                    .record = s.note};

                while (to[count] != PERSONS)
                        count++;
                record = world_record(&s.w, by, kind, to, count);
                s.facts.state = in[k] != 0 ? in[k] : ZL_STATE_ACKNOWLEDGED;
                CHECK_OK(zl_signal_judge(s.w.directory, record, world_now(&s.w),
                    &s.facts, &followed, NULL));
                record->context.previous_count = 0;
                CHECK_STATUS(zl_signal_judge(s.w.directory, record,
                                 world_now(&s.w), &s.facts, &followed, NULL),
                    ZL_E_POLICY);
                free(record);
        }
        scene_end(&s);
}

static void an_addendum_goes_to_the_holders_and_its_author(void)
{
        struct scene s;

        scene_start(&s, ZL_STATE_WAITING);
        CHECK_OK(
            scene_try(&s, CONTACT, ZL_ADDENDUM, TO(HOLDER, DEPUTY, CONTACT)));
        CHECK_STATUS(scene_try(&s, CONTACT, ZL_ADDENDUM, TO(HOLDER, DEPUTY)),
            ZL_E_RECIPIENTS);
        CHECK_STATUS(scene_try(&s, CONTACT, ZL_ADDENDUM, TO(HOLDER, CONTACT)),
            ZL_E_RECIPIENTS);
        CHECK_STATUS(scene_try(&s, CONTACT, ZL_ADDENDUM,
                         TO(HOLDER, DEPUTY, OTHER_DEPUTY, CONTACT)),
            ZL_E_RECIPIENTS);
        scene_end(&s);

        scene_start_by_holder(&s);
        scene_play(&s, HOLDER, ZL_HANDOVER, TO(STRANGER));
        CHECK_OK(scene_try(&s, HOLDER, ZL_ADDENDUM, TO(HOLDER, STRANGER)));
        CHECK_STATUS(
            scene_try(&s, HOLDER, ZL_ADDENDUM, TO(STRANGER)), ZL_E_RECIPIENTS);
        CHECK_STATUS(scene_try(&s, DEPUTY, ZL_ADDENDUM, TO(DEPUTY, STRANGER)),
            ZL_E_POLICY);
        scene_end(&s);
}

static void the_family_is_read_by_holders_only(void)
{
        struct scene s;

        scene_start(&s, ZL_STATE_ACKNOWLEDGED);
        CHECK_OK(
            scene_try(&s, DEPUTY, ZL_FAMILY_STATEMENT, TO(HOLDER, DEPUTY)));
        CHECK_STATUS(scene_try(&s, DEPUTY, ZL_FAMILY_STATEMENT,
                         TO(HOLDER, DEPUTY, CONTACT)),
            ZL_E_RECIPIENTS);
        CHECK_STATUS(scene_try(&s, DEPUTY, ZL_FAMILY_STATEMENT, TO(DEPUTY)),
            ZL_E_RECIPIENTS);
        CHECK(zl_kind_is_inner(ZL_FAMILY_STATEMENT));
        CHECK(zl_kind_is_inner(ZL_ASSESSMENT));
        for (int k = ZL_NOTE; k <= ZL_ERASURE; k++)
                CHECK(zl_kind_is_inner((enum zl_kind)k) ==
                    (k == ZL_ASSESSMENT || k == ZL_FAMILY_STATEMENT));
        scene_end(&s);
}

static void a_handover_goes_to_professionals_whom_nothing_keeps_out(void)
{
        struct scene s;

        scene_start(&s, ZL_STATE_ACKNOWLEDGED);
        CHECK_OK(scene_try(&s, HOLDER, ZL_HANDOVER, TO(STRANGER)));
        CHECK_OK(scene_try(&s, HOLDER, ZL_HANDOVER, TO(HOLDER, STRANGER)));
        CHECK_OK(scene_try(&s, HOLDER, ZL_HANDOVER, TO(DEPUTY)));
        CHECK_STATUS(
            scene_try(&s, HOLDER, ZL_HANDOVER, NOBODY), ZL_E_RECIPIENTS);
        CHECK_STATUS(scene_try(&s, HOLDER, ZL_HANDOVER, TO(OTHER_DEPUTY)),
            ZL_E_RECIPIENTS);
        CHECK_STATUS(scene_try(&s, HOLDER, ZL_HANDOVER, TO(STRANGER, CONTACT)),
            ZL_E_RECIPIENTS);
        CHECK_STATUS(scene_try(&s, HOLDER, ZL_HANDOVER, TO(COORDINATOR)),
            ZL_E_RECIPIENTS);
        CHECK_OK(scene_try(&s, HOLDER, ZL_HANDOVER, TO(OTHER_DISTRICT)));
        CHECK_OK(scene_try(&s, HOLDER, ZL_STEP_OUT, TO(OTHER_DISTRICT)));
        world_revoke(&s.w, STRANGER);
        CHECK_STATUS(
            scene_try(&s, HOLDER, ZL_HANDOVER, TO(STRANGER)), ZL_E_RECIPIENTS);
        scene_end(&s);
}

/* Asked before sealing, so that nobody is offered who cannot receive. */
static void who_may_be_chosen_is_told_before(void)
{
        static const int wanted[PERSONS] = {[COORDINATOR] = ZL_E_RECIPIENTS,
            [SUPPORTER] = ZL_E_RECIPIENTS,
            [OTHER_DEPUTY] = ZL_E_RECIPIENTS,
            [STRANGER] = ZL_E_RECIPIENTS,
            [CONTACT] = ZL_E_RECIPIENTS,
            [OTHER_CONTACT] = ZL_E_RECIPIENTS,
            [SECOND_CONTACT] = ZL_E_RECIPIENTS};
        struct zl_id author = world_id(HOLDER);
        struct scene s;

        scene_start(&s, ZL_STATE_ACKNOWLEDGED);
        world_revoke(&s.w, STRANGER);
        for (enum person p = 0; p < PERSONS; p++) {
                struct zl_id id = world_id(p);

                CHECK_STATUS(zl_signal_may_receive(s.w.directory, ZL_HANDOVER,
                                 &author, &s.facts, &id, world_now(&s.w)),
                    wanted[p]);
        }
        scene_end(&s);
}

/* Another district is no bar, and no way around what is. */
static void a_signal_goes_to_another_district_and_back(void)
{
        struct scene s;

        scene_start(&s, ZL_STATE_ACKNOWLEDGED);
        scene_play(&s, HOLDER, ZL_HANDOVER, TO(OTHER_DISTRICT));
        scene_holders(&s, TO(OTHER_DISTRICT));
        CHECK_OK(
            scene_try(&s, OTHER_DISTRICT, ZL_ASSESSMENT, TO(OTHER_DISTRICT)));
        CHECK_OK(scene_try(
            &s, OTHER_DISTRICT, ZL_FEEDBACK, TO(OTHER_DISTRICT, CONTACT)));
        CHECK_OK(
            scene_try(&s, CONTACT, ZL_ADDENDUM, TO(OTHER_DISTRICT, CONTACT)));
        CHECK_STATUS(scene_try(&s, HOLDER, ZL_ASSESSMENT, TO(OTHER_DISTRICT)),
            ZL_E_POLICY);
        CHECK_STATUS(
            scene_try(&s, OTHER_DISTRICT, ZL_HANDOVER, TO(OTHER_DEPUTY)),
            ZL_E_RECIPIENTS);
        scene_play(&s, OTHER_DISTRICT, ZL_HANDOVER, TO(HOLDER));
        scene_holders(&s, TO(HOLDER));
        scene_play(&s, HOLDER, ZL_STEP_OUT, TO(OTHER_DISTRICT));
        CHECK_STATUS(scene_try(&s, OTHER_DISTRICT, ZL_HANDOVER, TO(HOLDER)),
            ZL_E_RECIPIENTS);
        scene_end(&s);
}

static void who_steps_out_is_not_among_those_who_stay(void)
{
        struct scene s;

        scene_start(&s, ZL_STATE_WAITING);
        CHECK_STATUS(scene_try(&s, HOLDER, ZL_STEP_OUT, TO(HOLDER, DEPUTY)),
            ZL_E_RECIPIENTS);
        CHECK_STATUS(scene_try(&s, HOLDER, ZL_STEP_OUT, TO(OTHER_DEPUTY)),
            ZL_E_RECIPIENTS);
        CHECK_STATUS(
            scene_try(&s, HOLDER, ZL_STEP_OUT, TO(CONTACT)), ZL_E_RECIPIENTS);
        scene_play(&s, HOLDER, ZL_STEP_OUT, TO(DEPUTY));
        s.facts.state = ZL_STATE_ACKNOWLEDGED;
        CHECK_STATUS(
            scene_try(&s, DEPUTY, ZL_HANDOVER, TO(HOLDER)), ZL_E_RECIPIENTS);
        CHECK_STATUS(
            scene_try(&s, DEPUTY, ZL_STEP_OUT, TO(HOLDER)), ZL_E_RECIPIENTS);
        CHECK_STATUS(
            scene_try(&s, HOLDER, ZL_ASSESSMENT, TO(DEPUTY)), ZL_E_POLICY);
        CHECK_OK(scene_try(&s, DEPUTY, ZL_ASSESSMENT, TO(DEPUTY)));
        scene_end(&s);
}

static void the_author_seals_anew_to_who_receives_now(void)
{
        struct scene s;

        scene_start(&s, ZL_STATE_OPENED);
        world_assign_to(&s.w, STRANGER);
        CHECK_OK(scene_try(&s, CONTACT, ZL_RESEAL, TO(STRANGER)));
        CHECK_STATUS(scene_try(&s, CONTACT, ZL_RESEAL, TO(HOLDER, DEPUTY)),
            ZL_E_RECIPIENTS);
        CHECK_STATUS(scene_try(&s, CONTACT, ZL_RESEAL, TO(STRANGER, CONTACT)),
            ZL_E_RECIPIENTS);
        world_assign_to(&s.w, OTHER_DEPUTY);
        CHECK_STATUS(scene_try(&s, CONTACT, ZL_RESEAL, TO(OTHER_DEPUTY)),
            ZL_E_RECIPIENTS);
        scene_end(&s);

        scene_start(&s, ZL_STATE_OPENED);
        scene_play(&s, HOLDER, ZL_STEP_OUT, TO(DEPUTY));
        CHECK_OK(scene_try(&s, CONTACT, ZL_RESEAL, TO(DEPUTY)));
        CHECK_STATUS(scene_try(&s, CONTACT, ZL_RESEAL, TO(HOLDER, DEPUTY)),
            ZL_E_RECIPIENTS);
        scene_end(&s);
}

static void once_taken_up_only_when_no_reader_is_left(void)
{
        struct scene s;

        scene_start(&s, ZL_STATE_WAITING);
        scene_play(&s, HOLDER, ZL_ACKNOWLEDGEMENT, NOBODY);
        scene_play(&s, DEPUTY, ZL_ACKNOWLEDGEMENT, NOBODY);
        world_assign_to(&s.w, STRANGER);
        world_revoke(&s.w, HOLDER);
        CHECK_STATUS(
            scene_try(&s, CONTACT, ZL_RESEAL, TO(STRANGER)), ZL_E_STATE);
        world_revoke(&s.w, DEPUTY);
        CHECK_OK(scene_try(&s, CONTACT, ZL_RESEAL, TO(STRANGER)));
        s.facts.state = ZL_STATE_CLOSED;
        CHECK_STATUS(
            scene_try(&s, CONTACT, ZL_RESEAL, TO(STRANGER)), ZL_E_STATE);
        scene_end(&s);
}

/* Who holds it may have been handed it by somebody who could not open it. */
static void who_did_not_read_it_shuts_nobody_out(void)
{
        struct scene s;

        scene_start(&s, ZL_STATE_WAITING);
        scene_play(&s, HOLDER, ZL_ACKNOWLEDGEMENT, NOBODY);
        CHECK_STATUS(
            scene_try(&s, CONTACT, ZL_RESEAL, TO(HOLDER, DEPUTY)), ZL_E_STATE);
        scene_play(&s, HOLDER, ZL_HANDOVER, TO(STRANGER));
        CHECK_OK(scene_try(&s, CONTACT, ZL_RESEAL, TO(HOLDER, DEPUTY)));
        scene_play(&s, STRANGER, ZL_UNREADABLE, NOBODY);
        CHECK_OK(scene_try(&s, CONTACT, ZL_RESEAL, TO(HOLDER, DEPUTY)));
        scene_play(&s, STRANGER, ZL_ACKNOWLEDGEMENT, NOBODY);
        CHECK_STATUS(
            scene_try(&s, CONTACT, ZL_RESEAL, TO(HOLDER, DEPUTY)), ZL_E_STATE);
        /* What somebody read once is remembered. */
        scene_play(&s, STRANGER, ZL_HANDOVER, TO(DEPUTY));
        CHECK_OK(scene_try(&s, CONTACT, ZL_RESEAL, TO(HOLDER, DEPUTY)));
        scene_play(&s, DEPUTY, ZL_HANDOVER, TO(HOLDER));
        CHECK_STATUS(
            scene_try(&s, CONTACT, ZL_RESEAL, TO(HOLDER, DEPUTY)), ZL_E_STATE);
        scene_end(&s);
}

static void readers_who_hold_it_are_remembered_first(void)
{
        struct zl_signal_facts facts = {
            .holder_count = 2, .holders = {{{1}}, {{3}}}};

        for (unsigned i = 1; i <= ZL_READERS_MAX; i++) {
                zl_signal_read(&facts, &(struct zl_id){{(uint8_t)i}});
                zl_signal_read(&facts, &(struct zl_id){{(uint8_t)i}});
        }
        CHECK_UINT(facts.reader_count, ZL_READERS_MAX);
        zl_signal_read(&facts, &(struct zl_id){{200}});
        REQUIRE_UINT(facts.reader_count, 3);
        CHECK_UINT(facts.readers[0].bytes[0], 1);
        CHECK_UINT(facts.readers[1].bytes[0], 3);
        CHECK_UINT(facts.readers[2].bytes[0], 200);
}

static void a_holder_seals_anew_to_holders(void)
{
        struct scene s;

        scene_start(&s, ZL_STATE_ACKNOWLEDGED);
        CHECK_OK(scene_try(&s, HOLDER, ZL_RESEAL, TO(DEPUTY)));
        CHECK_OK(scene_try(&s, HOLDER, ZL_RESEAL, TO(HOLDER, DEPUTY)));
        CHECK_STATUS(
            scene_try(&s, HOLDER, ZL_RESEAL, TO(STRANGER)), ZL_E_RECIPIENTS);
        CHECK_STATUS(scene_try(&s, HOLDER, ZL_RESEAL, TO(DEPUTY, OTHER_DEPUTY)),
            ZL_E_RECIPIENTS);
        CHECK_STATUS(scene_try(&s, HOLDER, ZL_RESEAL, NOBODY), ZL_E_RECIPIENTS);
        scene_end(&s);
}

static void somebody_takes_the_place_of_an_author_who_is_gone(void)
{
        struct scene s;

        scene_start(&s, ZL_STATE_ACKNOWLEDGED);
        CHECK_STATUS(scene_try(&s, HOLDER, ZL_RESEAL, TO(SECOND_CONTACT)),
            ZL_E_RECIPIENTS);
        CHECK_STATUS(
            scene_try(&s, HOLDER, ZL_RESEAL, TO(CONTACT)), ZL_E_RECIPIENTS);
        world_revoke(&s.w, CONTACT);
        CHECK_STATUS(
            scene_try(&s, HOLDER, ZL_RESEAL, TO(CONTACT)), ZL_E_RECIPIENTS);
        CHECK_STATUS(scene_try(&s, HOLDER, ZL_RESEAL, TO(OTHER_CONTACT)),
            ZL_E_RECIPIENTS);
        CHECK_STATUS(
            scene_try(&s, HOLDER, ZL_RESEAL, TO(DEPUTY, SECOND_CONTACT)),
            ZL_E_RECIPIENTS);
        CHECK_STATUS(scene_try(&s, HOLDER, ZL_HANDOVER, TO(SECOND_CONTACT)),
            ZL_E_RECIPIENTS);
        scene_play(&s, HOLDER, ZL_RESEAL, TO(SECOND_CONTACT));
        CHECK_OK(scene_try(&s, SECOND_CONTACT, ZL_ADDENDUM,
            TO(HOLDER, DEPUTY, SECOND_CONTACT)));
        CHECK_OK(scene_try(
            &s, DEPUTY, ZL_FEEDBACK, TO(HOLDER, DEPUTY, SECOND_CONTACT)));
        CHECK_STATUS(scene_try(&s, HOLDER, ZL_RESEAL, TO(SECOND_CONTACT)),
            ZL_E_RECIPIENTS);
        scene_end(&s);

        scene_start_by_holder(&s);
        scene_play(&s, HOLDER, ZL_HANDOVER, TO(DEPUTY));
        world_revoke(&s.w, HOLDER);
        CHECK_STATUS(scene_try(&s, DEPUTY, ZL_RESEAL, TO(SECOND_CONTACT)),
            ZL_E_RECIPIENTS);
        scene_end(&s);
}

static void a_holder_answers_and_who_handed_over_does_not(void)
{
        struct scene s;

        scene_start(&s, ZL_STATE_ACKNOWLEDGED);
        scene_play(&s, HOLDER, ZL_HANDOVER, TO(DEPUTY, STRANGER));
        for (int k = ZL_ACKNOWLEDGEMENT; k <= ZL_UNREADABLE; k++) {
                enum zl_kind kind = (enum zl_kind)k;

                CHECK_OK(scene_try(&s, STRANGER, kind, NOBODY));
                CHECK_OK(scene_try(&s, DEPUTY, kind, NOBODY));
                CHECK_STATUS(scene_try(&s, HOLDER, kind, NOBODY), ZL_E_POLICY);
                CHECK_STATUS(scene_try(&s, CONTACT, kind, NOBODY), ZL_E_POLICY);
        }
        s.note->context.kind = ZL_CLOSING;
        CHECK_STATUS(
            scene_try(&s, DEPUTY, ZL_ACKNOWLEDGEMENT, NOBODY), ZL_E_POLICY);
        CHECK_STATUS(scene_try(&s, DEPUTY, ZL_UNREADABLE, NOBODY), ZL_E_POLICY);
        scene_end(&s);
}

/* A contact who is refused for what others wrote could count it. */
static void a_signal_has_at_most_so_many_bodies(void)
{
        struct scene s;

        scene_start(&s, ZL_STATE_ACKNOWLEDGED);
        CHECK_UINT(s.facts.from_club, 1);
        s.facts.bodies = ZL_SIGNAL_BODIES_MAX - ZL_FROM_CLUB_MAX;
        scene_play(&s, HOLDER, ZL_ASSESSMENT, TO(HOLDER, DEPUTY));
        CHECK_UINT(s.facts.from_club, 1);
        CHECK_STATUS(scene_try(&s, HOLDER, ZL_ASSESSMENT, TO(HOLDER, DEPUTY)),
            ZL_E_TOO_LARGE);
        CHECK_OK(scene_try(&s, HOLDER, ZL_CLOSING, NOBODY));
        CHECK_OK(
            scene_try(&s, CONTACT, ZL_ADDENDUM, TO(HOLDER, DEPUTY, CONTACT)));
        scene_end(&s);
}

static void a_contact_leaves_room_for_those_who_work_on_it(void)
{
        struct scene s;

        scene_start(&s, ZL_STATE_ACKNOWLEDGED);
        s.facts.bodies = s.facts.from_club = ZL_FROM_CLUB_MAX - 1;
        scene_play(&s, CONTACT, ZL_ADDENDUM, TO(HOLDER, DEPUTY, CONTACT));
        CHECK_UINT(s.facts.from_club, ZL_FROM_CLUB_MAX);
        CHECK_STATUS(
            scene_try(&s, CONTACT, ZL_ADDENDUM, TO(HOLDER, DEPUTY, CONTACT)),
            ZL_E_TOO_LARGE);
        CHECK_OK(scene_try(&s, HOLDER, ZL_HANDOVER, TO(DEPUTY)));
        scene_end(&s);
}

static const struct check_case cases[] = {
    CHECK_CASE(every_kind_by_everybody_in_every_state),
    CHECK_CASE(everything_but_a_note_follows_something),
    CHECK_CASE(an_addendum_goes_to_the_holders_and_its_author),
    CHECK_CASE(the_family_is_read_by_holders_only),
    CHECK_CASE(a_handover_goes_to_professionals_whom_nothing_keeps_out),
    CHECK_CASE(who_may_be_chosen_is_told_before),
    CHECK_CASE(a_signal_goes_to_another_district_and_back),
    CHECK_CASE(who_steps_out_is_not_among_those_who_stay),
    CHECK_CASE(the_author_seals_anew_to_who_receives_now),
    CHECK_CASE(once_taken_up_only_when_no_reader_is_left),
    CHECK_CASE(who_did_not_read_it_shuts_nobody_out),
    CHECK_CASE(readers_who_hold_it_are_remembered_first),
    CHECK_CASE(a_holder_seals_anew_to_holders),
    CHECK_CASE(somebody_takes_the_place_of_an_author_who_is_gone),
    CHECK_CASE(a_holder_answers_and_who_handed_over_does_not),
    CHECK_CASE(a_signal_has_at_most_so_many_bodies),
    CHECK_CASE(a_contact_leaves_room_for_those_who_work_on_it),
};

CHECK_MAIN("signal_rules", cases)
