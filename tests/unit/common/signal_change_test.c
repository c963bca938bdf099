/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: server and readers make the same of every record: state, holders,
 * author, and who can never be a holder (docs/protocol.md, 3.3). */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "judge_scene.h"
#include "samples.h"

static void author_is(const struct scene *s, enum person p)
{
        struct zl_id id = world_id(p);

        CHECK(zl_id_equal(&s->facts.author, &id));
        CHECK_INT(s->facts.author_role,
            p == HOLDER ? ZL_ROLE_PROFESSIONAL : ZL_ROLE_CONTACT);
}

static void a_note_opens_its_signal(void)
{
        struct zl_id left_out = world_id(OTHER_DEPUTY);
        struct scene s;

        scene_start(&s, ZL_STATE_WAITING);
        CHECK(zl_id_equal(&s.facts.club, &s.w.club));
        author_is(&s, CONTACT);
        scene_holders(&s, TO(HOLDER, DEPUTY));
        REQUIRE_UINT(s.facts.left_out_count, 1);
        CHECK(zl_id_equal(&s.facts.left_out[0], &left_out));
        CHECK_UINT(s.facts.stepped_out_count, 0);
        CHECK_UINT(s.facts.bodies, 1);
        CHECK(!s.facts.held);
        scene_end(&s);

        scene_start_by_holder(&s);
        CHECK_INT(s.facts.state, ZL_STATE_ACKNOWLEDGED);
        author_is(&s, HOLDER);
        scene_holders(&s, TO(HOLDER, DEPUTY, OTHER_DEPUTY));
        scene_end(&s);
}

static void only_a_professional_who_opened_the_note_takes_it_up(void)
{
        static const enum zl_state states[] = {
            ZL_STATE_WAITING, ZL_STATE_OPENED};
        struct scene s;

        for (size_t i = 0; i < 2; i++) {
                scene_start(&s, states[i]);
                scene_play(&s, HOLDER, ZL_UNREADABLE, NOBODY);
                CHECK_INT(s.facts.state, states[i]);
                s.note->context.kind = ZL_ADDENDUM;
                scene_play(&s, HOLDER, ZL_ACKNOWLEDGEMENT, NOBODY);
                CHECK_INT(s.facts.state, states[i]);
                s.note->context.kind = ZL_NOTE;
                scene_play(&s, HOLDER, ZL_ACKNOWLEDGEMENT, NOBODY);
                CHECK_INT(s.facts.state, ZL_STATE_ACKNOWLEDGED);
                CHECK_UINT(s.facts.bodies, 1);
                scene_end(&s);
        }
        scene_start(&s, ZL_STATE_CLOSED);
        scene_play(&s, HOLDER, ZL_ACKNOWLEDGEMENT, NOBODY);
        CHECK_INT(s.facts.state, ZL_STATE_CLOSED);
        /* A contact's is that of what the contact received. */
        s.facts.state = ZL_STATE_WAITING;
        s.facts.author = world_id(HOLDER);
        s.note->context.kind = ZL_FEEDBACK;
        scene_play(&s, CONTACT, ZL_ACKNOWLEDGEMENT, NOBODY);
        CHECK_INT(s.facts.state, ZL_STATE_WAITING);
        scene_end(&s);
}

static void bodies_are_counted_and_change_nothing_else(void)
{
        struct zl_signal_facts before;
        struct scene s;

        scene_start(&s, ZL_STATE_ACKNOWLEDGED);
        before = s.facts;
        scene_play(&s, CONTACT, ZL_ADDENDUM, TO(HOLDER, DEPUTY, CONTACT));
        scene_play(&s, HOLDER, ZL_ASSESSMENT, TO(HOLDER, DEPUTY));
        scene_play(&s, HOLDER, ZL_FAMILY_STATEMENT, TO(HOLDER, DEPUTY));
        scene_play(&s, HOLDER, ZL_FEEDBACK, TO(HOLDER, DEPUTY, CONTACT));
        scene_play(&s, HOLDER, ZL_RESEAL, TO(DEPUTY));
        CHECK_UINT(s.facts.bodies, before.bodies + 5);
        CHECK_UINT(s.facts.from_club, before.from_club + 1);
        before.bodies = s.facts.bodies;
        before.from_club = s.facts.from_club;
        CHECK(memcmp(&before, &s.facts, sizeof(before)) == 0);
        scene_end(&s);
}

static void a_signal_closes_opens_again_and_is_held(void)
{
        struct scene s;

        scene_start(&s, ZL_STATE_ACKNOWLEDGED);
        scene_play(&s, HOLDER, ZL_HOLD, NOBODY);
        CHECK(s.facts.held);
        CHECK_INT(s.facts.state, ZL_STATE_ACKNOWLEDGED);
        scene_play(&s, HOLDER, ZL_CLOSING, NOBODY);
        CHECK(!s.facts.held);
        CHECK_INT(s.facts.state, ZL_STATE_CLOSED);
        scene_play(&s, DEPUTY, ZL_HOLD, NOBODY);
        CHECK(s.facts.held);
        CHECK_INT(s.facts.state, ZL_STATE_CLOSED);
        scene_play(&s, DEPUTY, ZL_REOPENING, NOBODY);
        CHECK(!s.facts.held);
        CHECK_INT(s.facts.state, ZL_STATE_ACKNOWLEDGED);
        scene_play(&s, HOLDER, ZL_CLOSING, NOBODY);
        scene_play(&s, HOLDER, ZL_CLOSING, NOBODY);
        CHECK_INT(s.facts.state, ZL_STATE_CLOSED);
        CHECK_UINT(s.facts.bodies, 1);
        scene_end(&s);
}

static void taken_back_and_erased_are_for_ever(void)
{
        struct scene s;

        scene_start(&s, ZL_STATE_WAITING);
        scene_play(&s, CONTACT, ZL_RETRACTION, NOBODY);
        CHECK_INT(s.facts.state, ZL_STATE_RETRACTED);
        CHECK_STATUS(
            scene_try(&s, CONTACT, ZL_ADDENDUM, TO(HOLDER, DEPUTY, CONTACT)),
            ZL_E_ERASED);
        scene_end(&s);
        scene_start(&s, ZL_STATE_CLOSED);
        scene_play(&s, HOLDER, ZL_HOLD, NOBODY);
        scene_play(&s, DEPUTY, ZL_ERASURE, NOBODY);
        CHECK_INT(s.facts.state, ZL_STATE_ERASED);
        CHECK_STATUS(scene_try(&s, HOLDER, ZL_REOPENING, NOBODY), ZL_E_ERASED);
        CHECK_STATUS(
            scene_try(&s, HOLDER, ZL_ACKNOWLEDGEMENT, NOBODY), ZL_E_ERASED);
        scene_end(&s);
}

static void a_handover_leaves_exactly_those_it_names(void)
{
        struct scene s;

        scene_start(&s, ZL_STATE_ACKNOWLEDGED);
        scene_play(&s, HOLDER, ZL_HANDOVER, TO(DEPUTY, STRANGER));
        scene_holders(&s, TO(DEPUTY, STRANGER));
        CHECK_INT(s.facts.state, ZL_STATE_ACKNOWLEDGED);
        CHECK_UINT(s.facts.stepped_out_count, 0);
        CHECK_UINT(s.facts.bodies, 2);
        scene_play(&s, STRANGER, ZL_HANDOVER, TO(HOLDER));
        scene_holders(&s, TO(HOLDER));
        scene_end(&s);
}

static void who_stepped_out_is_remembered(void)
{
        struct zl_id id = world_id(HOLDER);
        struct scene s;

        scene_start(&s, ZL_STATE_OPENED);
        scene_play(&s, HOLDER, ZL_STEP_OUT, TO(STRANGER));
        scene_holders(&s, TO(STRANGER));
        CHECK_INT(s.facts.state, ZL_STATE_OPENED);
        REQUIRE_UINT(s.facts.stepped_out_count, 1);
        CHECK(zl_id_equal(&s.facts.stepped_out[0], &id));
        scene_end(&s);
}

static void the_author_brings_others_in_and_drops_nobody(void)
{
        struct scene s;

        scene_start(&s, ZL_STATE_WAITING);
        world_assign_to(&s.w, STRANGER);
        scene_play(&s, CONTACT, ZL_RESEAL, TO(STRANGER));
        scene_holders(&s, TO(HOLDER, DEPUTY, STRANGER));
        CHECK_INT(s.facts.state, ZL_STATE_WAITING);
        author_is(&s, CONTACT);
        scene_end(&s);
}

static void a_new_author_takes_the_old_ones_place(void)
{
        struct scene s;

        scene_start(&s, ZL_STATE_ACKNOWLEDGED);
        world_revoke(&s.w, CONTACT);
        scene_play(&s, DEPUTY, ZL_RESEAL, TO(SECOND_CONTACT));
        author_is(&s, SECOND_CONTACT);
        scene_holders(&s, TO(HOLDER, DEPUTY));
        scene_end(&s);
}

/* Nobody is left with the signal: whoever the club has now holds it. */
static void without_holders_the_clubs_recipients_hold_it(void)
{
        struct scene s;

        scene_start(&s, ZL_STATE_ACKNOWLEDGED);
        scene_play(&s, HOLDER, ZL_STEP_OUT, TO(DEPUTY));
        world_assign_to(&s.w, STRANGER);
        scene_holders(&s, TO(DEPUTY));
        world_revoke(&s.w, DEPUTY);
        scene_holders(&s, TO(STRANGER));
        scene_play(&s, STRANGER, ZL_ASSESSMENT, TO(STRANGER));
        scene_play(&s, STRANGER, ZL_CLOSING, NOBODY);
        scene_holders(&s, TO(STRANGER));
        world_assign_to(&s.w, HOLDER); /* who stepped out */
        scene_holders(&s, NOBODY);
        world_assign_to(&s.w, OTHER_DEPUTY); /* who was left out */
        scene_holders(&s, NOBODY);
        world_assign_to(&s.w, STRANGER);
        scene_play(&s, STRANGER, ZL_HANDOVER, TO(STRANGER));
        world_assign_to(&s.w, HOLDER);
        scene_holders(&s, TO(STRANGER));
        scene_end(&s);
}

/* A holder who left stays one, beside who is in force; nothing is sealed to
 * who left. */
static void who_left_stays_a_holder_without_seals(void)
{
        struct scene s;

        scene_start(&s, ZL_STATE_ACKNOWLEDGED);
        world_revoke(&s.w, HOLDER);
        scene_holders(&s, TO(HOLDER, DEPUTY));
        CHECK_OK(scene_try(&s, DEPUTY, ZL_ASSESSMENT, TO(DEPUTY)));
        CHECK_STATUS(scene_try(&s, HOLDER, ZL_CLOSING, NOBODY), ZL_E_REVOKED);
        scene_end(&s);
}

static int change(struct scene *s, enum person by, enum zl_kind kind,
    const enum person to[static 2])
{
        struct zl_record *record = world_record(&s->w, by, kind, to, 2);
        struct zl_id id = world_id(by);
        int status = zl_signal_advance(s->w.directory, record,
            zl_directory_member(s->w.directory, &id), NULL, &s->facts);

        free(record);
        return status;
}

static void more_than_fits_changes_nothing(void)
{
        struct zl_signal_facts before;
        struct scene s;

        scene_start(&s, ZL_STATE_WAITING);
        for (uint8_t i = 0; i < ZL_STEPPED_OUT_MAX; i++)
                s.facts.stepped_out[i] = sample_id((uint8_t)(0xe0 + i));
        s.facts.stepped_out_count = ZL_STEPPED_OUT_MAX - 1;
        REQUIRE_OK(change(&s, HOLDER, ZL_STEP_OUT, TO(DEPUTY, STRANGER)));
        before = s.facts;
        CHECK_STATUS(change(&s, DEPUTY, ZL_STEP_OUT, TO(HOLDER, STRANGER)),
            ZL_E_TOO_LARGE);
        CHECK(memcmp(&before, &s.facts, sizeof(before)) == 0);
        for (uint8_t i = 0; i < ZL_PERSONS_MAX - 3; i++)
                s.facts.holders[i] = sample_id((uint8_t)(0xe0 + i));
        s.facts.holders[ZL_PERSONS_MAX - 3] = sample_id(0xff);
        s.facts.holder_count = ZL_PERSONS_MAX - 2;
        before = s.facts;
        CHECK_STATUS(change(&s, CONTACT, ZL_RESEAL, TO(DEPUTY, STRANGER)),
            ZL_E_TOO_LARGE); /* though one of both would fit */
        CHECK(memcmp(&before, &s.facts, sizeof(before)) == 0);
        s.facts.holder_count--;
        REQUIRE_OK(change(&s, CONTACT, ZL_RESEAL, TO(DEPUTY, STRANGER)));
        CHECK_UINT(s.facts.holder_count, 19);
        scene_end(&s);
}

static const struct check_case cases[] = {
    CHECK_CASE(a_note_opens_its_signal),
    CHECK_CASE(only_a_professional_who_opened_the_note_takes_it_up),
    CHECK_CASE(bodies_are_counted_and_change_nothing_else),
    CHECK_CASE(a_signal_closes_opens_again_and_is_held),
    CHECK_CASE(taken_back_and_erased_are_for_ever),
    CHECK_CASE(a_handover_leaves_exactly_those_it_names),
    CHECK_CASE(who_stepped_out_is_remembered),
    CHECK_CASE(the_author_brings_others_in_and_drops_nobody),
    CHECK_CASE(a_new_author_takes_the_old_ones_place),
    CHECK_CASE(without_holders_the_clubs_recipients_hold_it),
    CHECK_CASE(who_left_stays_a_holder_without_seals),
    CHECK_CASE(more_than_fits_changes_nothing),
};

CHECK_MAIN("signal_change", cases)
