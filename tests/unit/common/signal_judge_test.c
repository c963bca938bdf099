/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: nobody reads a record but the persons of the table in
 * docs/protocol.md, 3.3, and nobody writes one but who may. Each case starts
 * from a record that is allowed and changes one thing. */
#include "common/signals.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "judge_world.h"
#include "samples.h"

static const enum person note_readers[] = {
    HOLDER, DEPUTY, OTHER_DEPUTY, CONTACT};
static const enum person holders[] = {HOLDER, DEPUTY, OTHER_DEPUTY};

/* What is known of a signal that the contact opened. */
static struct zl_signal_facts facts_of(
    const struct world *w, enum zl_state state)
{
        struct zl_signal_facts facts = {.state = ZL_STATE_NONE};
        struct zl_id author = world_id(CONTACT);
        struct zl_record *note =
            world_record(w, CONTACT, ZL_NOTE, note_readers, 4);

        REQUIRE_OK(zl_signal_advance(w->directory, note,
            zl_directory_member(w->directory, &author), NULL, &facts));
        facts.state = state;
        free(note);
        return facts;
}

static int judge_at(const struct world *w, const struct zl_record *record,
    enum zl_state state, struct zl_point at)
{
        const struct zl_signal_facts none = {.state = ZL_STATE_NONE};
        struct zl_signal_facts facts =
            state == ZL_STATE_NONE ? none : facts_of(w, state);
        const struct zl_member *author = NULL;
        int status =
            zl_signal_judge(w->directory, record, at, &facts, NULL, &author);

        CHECK((author != NULL) == (status == ZL_OK));
        return status;
}

/* Judges now, and frees the record. */
static int judge(
    const struct world *w, struct zl_record *record, enum zl_state state)
{
        int status = judge_at(w, record, state, world_now(w));

        free(record);
        return status;
}

static int judge_note(const struct world *w, enum person author,
    const enum person *to, size_t count)
{
        return judge(
            w, world_record(w, author, ZL_NOTE, to, count), ZL_STATE_NONE);
}

static void a_note_goes_to_exactly_these_persons(void)
{
        static const enum person without_deputy[] = {
            HOLDER, OTHER_DEPUTY, CONTACT};
        static const enum person without_author[] = {
            HOLDER, DEPUTY, OTHER_DEPUTY};
        static const enum person without_holder[] = {
            DEPUTY, OTHER_DEPUTY, CONTACT};
        static const enum person more[] = {STRANGER, OTHER_CONTACT};
        struct world w;

        world_start(&w);
        CHECK_OK(judge_note(&w, CONTACT, note_readers, 4));
        CHECK_STATUS(
            judge_note(&w, CONTACT, without_deputy, 3), ZL_E_RECIPIENTS);
        CHECK_STATUS(
            judge_note(&w, CONTACT, without_author, 3), ZL_E_RECIPIENTS);
        CHECK_STATUS(
            judge_note(&w, CONTACT, without_holder, 3), ZL_E_RECIPIENTS);
        CHECK_STATUS(judge_note(&w, CONTACT, NULL, 0), ZL_E_RECIPIENTS);
        for (size_t i = 0; i < sizeof(more) / sizeof(*more); i++) {
                struct zl_record *record =
                    world_record(&w, CONTACT, ZL_NOTE, note_readers, 4);
                struct zl_id member = world_id(more[i]);
                struct zl_sealing_key key = world_key(more[i]);

                world_seal_to(record, &member, &key);
                CHECK_STATUS(judge(&w, record, ZL_STATE_NONE), ZL_E_RECIPIENTS);
        }
        world_end(&w);
}

/* What came before it ended stands, and what comes after it goes on again. */
static void of_a_club_that_ended_no_note_is_taken(void)
{
        struct world w;
        struct zl_point before;
        struct zl_club club = {.written = {2},
            .kind = "football",
            .district = {{1}},
            .name = "vv De Linde",
            .ended = true};

        world_start(&w);
        club.club = w.club;
        club.district = zl_directory_club(w.directory, &w.club)->club.district;
        before = world_now(&w);
        (void)world_say(&w, &w.devices[COORDINATOR], ZL_CLUB, &club);
        CHECK_STATUS(judge_note(&w, CONTACT, note_readers, 4), ZL_E_STATE);
        CHECK_STATUS(judge_note(&w, HOLDER, holders, 3), ZL_E_STATE);
        CHECK_STATUS(judge_note(&w, OTHER_CONTACT, NULL, 0), ZL_E_SCOPE);
        CHECK(!zl_directory_club_ended(w.directory, &w.club, before));
        club.written.ms++;
        club.ended = false;
        (void)world_say(&w, &w.devices[COORDINATOR], ZL_CLUB, &club);
        CHECK_OK(judge_note(&w, CONTACT, note_readers, 4));
        CHECK_OK(judge_note(&w, HOLDER, holders, 3));
        world_end(&w);
}

static void supporter_and_coordinator_are_no_recipients(void)
{
        static const enum person more[] = {SUPPORTER, COORDINATOR};
        struct world w;

        world_start(&w);
        for (size_t i = 0; i < sizeof(more) / sizeof(*more); i++) {
                struct zl_record *record =
                    world_record(&w, CONTACT, ZL_NOTE, note_readers, 4);
                struct zl_id member = world_id(more[i]);
                struct zl_sealing_key key = world_key(more[i]);

                world_seal_to(record, &member, &key);
                CHECK_STATUS(judge(&w, record, ZL_STATE_NONE), ZL_E_RECIPIENTS);
        }
        world_end(&w);
}

static void each_key_is_its_persons_own_and_in_force(void)
{
        struct world w;
        struct zl_record *record = NULL;
        struct zl_sealing_key key;
        struct zl_id member = world_id(HOLDER);
        struct zl_point before;

        world_start(&w);
        record = world_record(&w, CONTACT, ZL_NOTE, note_readers, 4);
        before = world_now(&w);
        key = record->context.recipients[0].key;
        record->context.recipients[0].key = record->context.recipients[1].key;
        record->context.recipients[1].key = key;
        CHECK_STATUS(judge(&w, record, ZL_STATE_NONE), ZL_E_RECIPIENTS);

        world_new_key(&w, HOLDER, 0x22);
        record = world_record(&w, CONTACT, ZL_NOTE, note_readers, 4);
        CHECK_STATUS(judge_at(&w, record, ZL_STATE_NONE, world_now(&w)),
            ZL_E_RECIPIENTS);
        CHECK_OK(judge_at(&w, record, ZL_STATE_NONE, before));
        memset(key.bytes, 0x22, sizeof(key.bytes));
        for (uint8_t i = 0; i < record->context.recipient_count; i++) {
                struct zl_recipient *to = &record->context.recipients[i];

                if (zl_id_equal(&to->member, &member))
                        to->key = key;
        }
        CHECK_STATUS(
            judge_at(&w, record, ZL_STATE_NONE, before), ZL_E_RECIPIENTS);
        CHECK_OK(judge(&w, record, ZL_STATE_NONE));
        world_end(&w);
}

static void a_person_with_two_devices_is_one_person(void)
{
        struct zl_signal_facts facts = {.state = ZL_STATE_NONE};
        struct zl_id member = world_id(DEPUTY);
        struct zl_id author;
        struct zl_sealing_key key;
        struct zl_record *record = NULL;
        struct world w;

        world_start(&w);
        world_second_device(&w, DEPUTY, 0x23);
        record = world_record(&w, CONTACT, ZL_NOTE, note_readers, 4);
        CHECK_OK(judge_at(&w, record, ZL_STATE_NONE, world_now(&w)));
        memset(key.bytes, 0x23, sizeof(key.bytes));
        world_seal_to(record, &member, &key);
        CHECK_OK(judge_at(&w, record, ZL_STATE_NONE, world_now(&w)));
        author = world_id(CONTACT);
        REQUIRE_OK(zl_signal_advance(w.directory, record,
            zl_directory_member(w.directory, &author), NULL, &facts));
        REQUIRE_UINT(facts.holder_count, 3);
        for (size_t i = 0; i < 3; i++) {
                member = world_id(holders[i]);
                CHECK(zl_id_equal(&facts.holders[i], &member));
        }
        free(record);
        world_end(&w);
}

static void left_out(struct zl_record *record, enum person p)
{
        struct zl_context *c = &record->context;

        c->left_out[c->left_out_count++] = world_id(p);
        REQUIRE_OK(zl_context_sort(c));
}

static void a_contact_leaves_out_whom_it_wants_but_one_stays(void)
{
        static const enum person stay[] = {HOLDER, OTHER_DEPUTY, CONTACT};
        static const enum person alone[] = {CONTACT};
        struct zl_record *record = NULL;
        struct world w;

        world_start(&w);
        record = world_record(&w, CONTACT, ZL_NOTE, stay, 3);
        left_out(record, DEPUTY);
        CHECK_OK(judge(&w, record, ZL_STATE_NONE));

        record = world_record(&w, CONTACT, ZL_NOTE, note_readers, 4);
        left_out(record, DEPUTY); /* and sealed to all the same */
        CHECK_STATUS(judge(&w, record, ZL_STATE_NONE), ZL_E_RECIPIENTS);

        record = world_record(&w, CONTACT, ZL_NOTE, note_readers, 4);
        left_out(record, STRANGER); /* who may be assigned later */
        CHECK_OK(judge(&w, record, ZL_STATE_NONE));

        record = world_record(&w, CONTACT, ZL_NOTE, alone, 1);
        left_out(record, HOLDER);
        left_out(record, DEPUTY);
        left_out(record, OTHER_DEPUTY);
        CHECK_STATUS(judge(&w, record, ZL_STATE_NONE), ZL_E_RECIPIENTS);
        world_end(&w);
}

static void nobody_else_leaves_anybody_out(void)
{
        static const enum person two[] = {HOLDER, OTHER_DEPUTY};
        struct zl_record *record = NULL;
        struct world w;

        world_start(&w);
        record = world_record(&w, HOLDER, ZL_NOTE, two, 2);
        left_out(record, DEPUTY);
        CHECK_STATUS(judge(&w, record, ZL_STATE_NONE), ZL_E_POLICY);
        record = world_record(&w, HOLDER, ZL_ASSESSMENT, two, 2);
        left_out(record, DEPUTY);
        CHECK_STATUS(judge(&w, record, ZL_STATE_ACKNOWLEDGED), ZL_E_POLICY);
        record = world_record(&w, HOLDER, ZL_FEEDBACK, two, 2);
        left_out(record, DEPUTY);
        CHECK_STATUS(judge(&w, record, ZL_STATE_ACKNOWLEDGED), ZL_E_POLICY);
        world_end(&w);
}

static void a_club_notes_and_a_professional_assesses(void)
{
        static const struct {
                enum person author;
                enum zl_kind kind;
                enum zl_state state;
                int status;
        } table[] = {
            {CONTACT, ZL_ASSESSMENT, ZL_STATE_ACKNOWLEDGED, ZL_E_POLICY},
            {CONTACT, ZL_FEEDBACK, ZL_STATE_ACKNOWLEDGED, ZL_E_POLICY},
            {SUPPORTER, ZL_NOTE, ZL_STATE_NONE, ZL_E_POLICY},
            {SUPPORTER, ZL_ASSESSMENT, ZL_STATE_ACKNOWLEDGED, ZL_E_POLICY},
            {COORDINATOR, ZL_NOTE, ZL_STATE_NONE, ZL_E_POLICY},
            {COORDINATOR, ZL_FEEDBACK, ZL_STATE_WAITING, ZL_E_POLICY},
            {STRANGER, ZL_ASSESSMENT, ZL_STATE_ACKNOWLEDGED, ZL_E_POLICY},
            {STRANGER, ZL_FEEDBACK, ZL_STATE_ACKNOWLEDGED, ZL_E_POLICY},
            {STRANGER, ZL_NOTE, ZL_STATE_NONE, ZL_E_SCOPE},
            {OTHER_CONTACT, ZL_NOTE, ZL_STATE_NONE, ZL_E_SCOPE},
            {HOLDER, ZL_ASSESSMENT, ZL_STATE_NONE, ZL_E_POLICY},
            {HOLDER, ZL_ASSESSMENT, ZL_STATE_WAITING, ZL_E_STATE},
            {CONTACT, ZL_NOTE, ZL_STATE_WAITING, ZL_E_STATE},
            {HOLDER, ZL_ASSESSMENT, ZL_STATE_ACKNOWLEDGED, ZL_OK},
            {DEPUTY, ZL_ASSESSMENT, ZL_STATE_ACKNOWLEDGED, ZL_OK},
        };
        struct world w;

        world_start(&w);
        for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
                struct zl_record *record = world_record(
                    &w, table[i].author, table[i].kind, holders, 3);

                if (!CHECK_STATUS(
                        judge(&w, record, table[i].state), table[i].status))
                        (void)printf("row %zu\n", i);
        }
        world_end(&w);
}

static void no_contact_can_read_an_assessment(void)
{
        struct world w;

        world_start(&w);
        CHECK_STATUS(
            judge(&w, world_record(&w, HOLDER, ZL_ASSESSMENT, note_readers, 4),
                ZL_STATE_ACKNOWLEDGED),
            ZL_E_RECIPIENTS);
        CHECK_STATUS(
            judge(&w, world_record(&w, HOLDER, ZL_ASSESSMENT, holders, 2),
                ZL_STATE_ACKNOWLEDGED),
            ZL_E_RECIPIENTS);
        world_end(&w);
}

static void feedback_reaches_the_author_while_in_force(void)
{
        struct zl_record *record = NULL;
        struct zl_point before;
        struct world w;

        world_start(&w);
        before = world_now(&w);
        record = world_record(&w, DEPUTY, ZL_FEEDBACK, note_readers, 4);
        CHECK_OK(judge_at(&w, record, ZL_STATE_WAITING, before));
        world_revoke(&w, CONTACT);
        CHECK_OK(judge_at(&w, record, ZL_STATE_WAITING, before));
        CHECK_STATUS(judge(&w, record, ZL_STATE_WAITING), ZL_E_RECIPIENTS);
        record = world_record(&w, DEPUTY, ZL_FEEDBACK, holders, 3);
        CHECK_STATUS(
            judge_at(&w, record, ZL_STATE_WAITING, before), ZL_E_RECIPIENTS);
        CHECK_OK(judge(&w, record, ZL_STATE_WAITING));
        world_end(&w);
}

static void who_left_reads_nothing_new(void)
{
        static const enum person rest[] = {HOLDER, OTHER_DEPUTY, CONTACT};
        struct zl_record *record = NULL;
        struct zl_point before;
        struct world w;

        world_start(&w);
        before = world_now(&w);
        world_revoke(&w, DEPUTY);
        record = world_record(&w, CONTACT, ZL_NOTE, note_readers, 4);
        CHECK_OK(judge_at(&w, record, ZL_STATE_NONE, before));
        CHECK_STATUS(judge(&w, record, ZL_STATE_NONE), ZL_E_RECIPIENTS);
        CHECK_OK(judge_note(&w, CONTACT, rest, 3));
        CHECK_OK(judge(&w, world_record(&w, HOLDER, ZL_ASSESSMENT, rest, 2),
            ZL_STATE_ACKNOWLEDGED));
        CHECK_STATUS(judge(&w, world_record(&w, DEPUTY, ZL_ASSESSMENT, rest, 2),
                         ZL_STATE_ACKNOWLEDGED),
            ZL_E_REVOKED);
        world_end(&w);
}

static void the_author_is_in_force_at_the_point(void)
{
        struct zl_record *record = NULL;
        struct zl_point point;
        struct world w;

        world_start(&w);
        record = world_record(&w, CONTACT, ZL_NOTE, note_readers, 4);
        point = world_now(&w);
        point.time.ms += UINT64_C(400) * 24 * 3600 * 1000;
        CHECK_STATUS(judge_at(&w, record, ZL_STATE_NONE, point), ZL_E_EXPIRED);
        point = world_now(&w);
        point.position = 3; /* nobody had joined yet */
        CHECK_STATUS(judge_at(&w, record, ZL_STATE_NONE, point), ZL_E_CHAIN);
        record->context.author.bytes[0] ^= 1;
        CHECK_STATUS(
            judge_at(&w, record, ZL_STATE_NONE, world_now(&w)), ZL_E_CHAIN);
        free(record);
        world_revoke(&w, CONTACT);
        CHECK_STATUS(judge_note(&w, CONTACT, note_readers, 4), ZL_E_REVOKED);
        world_end(&w);
}

static void a_signal_stays_with_its_club(void)
{
        static const enum person alone[] = {HOLDER, OTHER_CONTACT};
        struct zl_record *record = NULL;
        struct world w;

        world_start(&w);
        record = world_record(&w, CONTACT, ZL_NOTE, note_readers, 4);
        record->context.club = sample_id(0x33);
        CHECK_STATUS(judge(&w, record, ZL_STATE_NONE), ZL_E_NOT_FOUND);
        record = world_record(&w, HOLDER, ZL_ASSESSMENT, holders, 3);
        record->context.club = w.other_club;
        CHECK_STATUS(judge(&w, record, ZL_STATE_ACKNOWLEDGED), ZL_E_SCOPE);
        record = world_record(&w, OTHER_CONTACT, ZL_NOTE, alone, 2);
        record->context.club = w.other_club;
        CHECK_OK(judge(&w, record, ZL_STATE_NONE));
        world_end(&w);
}

static void a_professional_notes_for_colleagues_or_for_nobody_else(void)
{
        static const enum person self[] = {HOLDER};
        struct zl_record *record = NULL;
        struct world w;

        world_start(&w);
        CHECK_OK(judge_note(&w, DEPUTY, holders, 3));
        CHECK_STATUS(judge_note(&w, DEPUTY, note_readers, 4), ZL_E_RECIPIENTS);
        record = world_record(&w, HOLDER, ZL_NOTE, self, 1);
        record->context.club = w.other_club; /* without deputies */
        CHECK_OK(judge(&w, record, ZL_STATE_NONE));
        world_end(&w);
}

static void a_note_opens_and_the_rest_follows(void)
{
        struct zl_record *record = NULL;
        struct world w;

        world_start(&w);
        record = world_record(&w, CONTACT, ZL_NOTE, note_readers, 4);
        record->context.previous_count = 1;
        CHECK_STATUS(judge(&w, record, ZL_STATE_NONE), ZL_E_POLICY);
        record = world_record(&w, HOLDER, ZL_ASSESSMENT, holders, 3);
        record->context.previous_count = 0;
        CHECK_STATUS(judge(&w, record, ZL_STATE_ACKNOWLEDGED), ZL_E_POLICY);
        world_end(&w);
}

/* An acknowledgement by `who` of a record of `author` to `to`; `spoil` may
 * change what is judged. */
static int acknowledge(const struct world *w, enum person who,
    struct zl_record *followed_record, enum person author,
    void (*spoil)(struct zl_record *, struct zl_followed *))
{
        struct zl_record *record =
            world_record(w, who, ZL_ACKNOWLEDGEMENT, NULL, 0);
        struct zl_signal_facts facts = facts_of(w, ZL_STATE_WAITING);
        struct zl_followed followed = {.known = true,
            .signal = sample_id(1),
            .author = world_id(author),
            .record = followed_record};
        int status = ZL_OK;

        record->context.previous[0] = followed_record->hash;
        if (spoil != NULL)
                spoil(record, &followed);
        status = zl_signal_judge(
            w->directory, record, world_now(w), &facts, &followed, NULL);
        free(record);
        return status;
}

static void unknown(struct zl_record *record, struct zl_followed *followed)
{
        (void)record;
        *followed = (struct zl_followed){.known = false};
}

static void other_signal(struct zl_record *record, struct zl_followed *followed)
{
        (void)record;
        followed->signal = sample_id(9);
}

static void other_hash(struct zl_record *record, struct zl_followed *followed)
{
        (void)followed;
        record->context.previous[0].bytes[0] ^= 1;
}

static void two_at_once(struct zl_record *record, struct zl_followed *followed)
{
        (void)followed;
        record->context.previous_count = 2;
}

static void leaves_out(struct zl_record *record, struct zl_followed *followed)
{
        (void)followed;
        left_out(record, DEPUTY);
}

static void a_recipient_acknowledges_what_is_not_its_own(void)
{
        struct zl_record *note = NULL;
        struct zl_record *feedback = NULL;
        struct world w;

        world_start(&w);
        note = world_record(&w, CONTACT, ZL_NOTE, note_readers, 4);
        feedback = world_record(&w, HOLDER, ZL_FEEDBACK, note_readers, 4);
        CHECK_OK(acknowledge(&w, HOLDER, note, CONTACT, NULL));
        CHECK_OK(acknowledge(&w, OTHER_DEPUTY, note, CONTACT, NULL));
        CHECK_OK(acknowledge(&w, CONTACT, feedback, HOLDER, NULL));
        CHECK_STATUS(
            acknowledge(&w, CONTACT, note, CONTACT, NULL), ZL_E_POLICY);
        CHECK_STATUS(
            acknowledge(&w, HOLDER, feedback, HOLDER, NULL), ZL_E_POLICY);
        CHECK_STATUS(
            acknowledge(&w, STRANGER, note, CONTACT, NULL), ZL_E_POLICY);
        CHECK_STATUS(
            acknowledge(&w, SUPPORTER, note, CONTACT, NULL), ZL_E_POLICY);
        free(note);
        free(feedback);
        world_end(&w);
}

static void an_acknowledgement_follows_one_known_record_of_its_signal(void)
{
        struct zl_record *note = NULL;
        struct world w;

        world_start(&w);
        note = world_record(&w, CONTACT, ZL_NOTE, note_readers, 4);
        CHECK_STATUS(
            acknowledge(&w, HOLDER, note, CONTACT, unknown), ZL_E_NOT_FOUND);
        CHECK_STATUS(acknowledge(&w, HOLDER, note, CONTACT, other_signal),
            ZL_E_NOT_FOUND);
        CHECK_STATUS(
            acknowledge(&w, HOLDER, note, CONTACT, other_hash), ZL_E_NOT_FOUND);
        CHECK_STATUS(
            acknowledge(&w, HOLDER, note, CONTACT, two_at_once), ZL_E_POLICY);
        CHECK_STATUS(
            acknowledge(&w, HOLDER, note, CONTACT, leaves_out), ZL_E_POLICY);
        free(note);
        world_end(&w);
}

static void persons_are_sorted_and_told_before_sealing(void)
{
        struct zl_signal_facts none = {.state = ZL_STATE_NONE};
        struct zl_id author = world_id(CONTACT);
        struct zl_id deputy = world_id(DEPUTY);
        struct zl_id nobody = sample_id(0x7f);
        struct zl_id ids[ZL_PERSONS_MAX];
        struct world w;
        size_t count = 99;

        world_start(&w);
        REQUIRE_OK(zl_signal_persons(w.directory, ZL_NOTE, &author, &w.club,
            world_now(&w), &none, &deputy, 1, ids, &count));
        REQUIRE_UINT(count, 3);
        for (size_t i = 1; i < count; i++)
                CHECK(memcmp(&ids[i - 1], &ids[i], sizeof(*ids)) < 0);
        count = 99;
        CHECK_STATUS(zl_signal_persons(w.directory, ZL_NOTE, &author, &nobody,
                         world_now(&w), &none, NULL, 0, ids, &count),
            ZL_E_NOT_FOUND);
        world_revoke(&w, HOLDER);
        CHECK_STATUS(
            zl_signal_persons(w.directory, ZL_NOTE, &author, &w.other_club,
                world_now(&w), &none, NULL, 0, ids, &count),
            ZL_E_RECIPIENTS);
        CHECK_UINT(count, 99);
        world_end(&w);
}

static const struct check_case cases[] = {
    CHECK_CASE(a_note_goes_to_exactly_these_persons),
    CHECK_CASE(of_a_club_that_ended_no_note_is_taken),
    CHECK_CASE(supporter_and_coordinator_are_no_recipients),
    CHECK_CASE(each_key_is_its_persons_own_and_in_force),
    CHECK_CASE(a_person_with_two_devices_is_one_person),
    CHECK_CASE(a_contact_leaves_out_whom_it_wants_but_one_stays),
    CHECK_CASE(nobody_else_leaves_anybody_out),
    CHECK_CASE(a_club_notes_and_a_professional_assesses),
    CHECK_CASE(no_contact_can_read_an_assessment),
    CHECK_CASE(feedback_reaches_the_author_while_in_force),
    CHECK_CASE(who_left_reads_nothing_new),
    CHECK_CASE(the_author_is_in_force_at_the_point),
    CHECK_CASE(a_signal_stays_with_its_club),
    CHECK_CASE(a_professional_notes_for_colleagues_or_for_nobody_else),
    CHECK_CASE(a_note_opens_and_the_rest_follows),
    CHECK_CASE(a_recipient_acknowledges_what_is_not_its_own),
    CHECK_CASE(an_acknowledgement_follows_one_known_record_of_its_signal),
    CHECK_CASE(persons_are_sorted_and_told_before_sealing),
};

CHECK_MAIN("signal_judge", cases)
