/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: a note that nobody who holds it can open finds its way to somebody
 * who can, whoever passed it on; and what was said not to be sent and then
 * arrives is told to be sent. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "core_internal.h"
#include "races.h"

static int hand_over(
    struct town *town, struct person *from, const struct person *to)
{
        const char *field = NULL;
        struct zl_id id;

        return zl_core_handover(from->core, people_now, &town->signal,
            to == NULL ? NULL : &to->member, to == NULL ? 0 : 1, to == NULL,
            NULL, &id, &field);
}

/* As a client would that does not look whether anybody can open it. */
static void hand_over_empty(
    struct town *town, struct person *from, const struct person *to)
{
        const struct core__record *note =
            core__record(from->core, &town->signal);
        const struct zl_passing nothing = {.written = people_now};
        struct core__item choice = {.chosen_count = 1, .chosen = {to->member}};
        struct zl_buf body;
        struct zl_id id;

        REQUIRE(note != NULL);
        zl_buf_init(&body, ZL_BODY_JSON_MAX);
        REQUIRE_OK(zl_passing_write(&nothing, true, &body, NULL));
        REQUIRE_OK(core__write_about(
            from->core, ZL_HANDOVER, note, &choice, &body, &body, &id));
        zl_buf_free(&body);
        REQUIRE_OK(person_run(from, town->loop));
        REQUIRE(person_heard(from, ZL_MSG_REFUSED) == NULL);
}

/* The only holder read the note and left; who receives the club's notes now
 * knows of the signal, and has no key. */
static struct town *left_to(struct person **ret_petra)
{
        struct town *town = town_new();
        struct person *petra = races_professional(town, "Petra Proef");

        races_assign(town, town->holder, NULL);
        town_confirm(town, town->contact);
        REQUIRE_OK(town_note(town, town->contact, "Vaak heel laat opgehaald."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        races_open(town, town->holder);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        races_assign(town, petra, NULL);
        races_revoke(town, town->coordinator, town->holder, NULL);
        REQUIRE_OK(person_sync(petra, town->loop));
        REQUIRE_OK(zl_core_sync(petra->core, people_now));
        petra->core->sync.fetches =
            calloc(1, sizeof(*petra->core->sync.fetches));
        REQUIRE(petra->core->sync.fetches != NULL);
        petra->core->sync.fetches[0].signal = town->signal;
        petra->core->sync.fetch_count = 1;
        REQUIRE_OK(person_run(petra, town->loop));
        *ret_petra = petra;
        return town;
}

static void nobody_hands_over_what_nobody_there_can_open(void)
{
        struct person *petra = NULL;
        struct town *town = left_to(&petra);
        struct person *joris = races_professional(town, "Joris Proef");
        struct zl_signal_view view;

        REQUIRE_OK(person_sync(petra, town->loop));
        REQUIRE_OK(town_look(town, petra, &view));
        CHECK(view.is_holder);
        CHECK_STATUS(hand_over(town, petra, NULL), ZL_E_NOT_FOR_US);
        CHECK_STATUS(hand_over(town, petra, joris), ZL_E_NOT_FOR_US);
        /* Once the contact's device was there, it goes. */
        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK_STR(races_say_yes(town, town->contact), "Petra Proef");
        REQUIRE_OK(person_sync(petra, town->loop));
        CHECK_STATUS(hand_over(town, petra, joris), ZL_E_STATE);
        races_open(town, petra);
        CHECK_OK(hand_over(town, petra, joris));
        REQUIRE_OK(person_run(petra, town->loop));
        races_open(town, joris);
        CHECK(races_reads(town, joris, ZL_NOTE, "laat"));
        person_free(joris);
        person_free(petra);
        town_free(town);
}

/* Nobody who holds it by its records could ever open it. */
static void a_handover_without_the_key_locks_nobody_out(void)
{
        struct person *petra = NULL;
        struct town *town = left_to(&petra);
        struct zl_signal_view view;
        uint64_t records = 0;

        hand_over_empty(town, petra, petra);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK_STR(races_say_yes(town, town->contact), "Petra Proef");
        CHECK(person_heard(town->contact, ZL_MSG_REFUSED) == NULL);
        races_open(town, petra);
        CHECK(races_reads(town, petra, ZL_NOTE, "laat"));
        REQUIRE_OK(town_look(town, petra, &view));
        CHECK(view.is_holder);
        /* Once is enough. */
        records = loop_records(town->loop);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK_UINT(loop_records(town->loop), records);
        person_free(petra);
        town_free(town);
}

/* Who had the key and passed on nothing, to somebody who says so. */
static void what_was_passed_on_and_does_not_open_comes_back(void)
{
        struct town *town = races_with_note();
        struct person *petra = races_professional(town, "Petra Proef");
        uint64_t records = 0;

        races_open(town, town->holder);
        hand_over_empty(town, town->holder, petra);
        /* She may open it any moment: that is not to be undone. */
        records = loop_records(town->loop);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK_UINT(loop_records(town->loop), records);
        races_open(town, petra);
        CHECK(person_heard(petra, ZL_MSG_KEY_REFUSED) != NULL);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK(person_heard(town->contact, ZL_MSG_UNREADABLE) != NULL);
        /* Those of the club, who were shown, hold it besides her. */
        races_open(town, town->holder);
        CHECK(races_reads(town, town->holder, ZL_NOTE, "laat"));
        CHECK_OK(hand_over(town, town->holder, petra));
        REQUIRE_OK(person_run(town->holder, town->loop));
        races_open(town, petra);
        CHECK(races_reads(town, petra, ZL_NOTE, "laat"));
        records = loop_records(town->loop);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK_UINT(loop_records(town->loop), records);
        person_free(petra);
        town_free(town);
}

/* ---- Sent after all ---- */

/* A note that was refused three times, and the copy of it that was sent
 * first. */
static struct town *town_not_sent(struct zl_buf *ret_copy)
{
        struct town *town = town_new();
        const struct core__item *item = NULL;
        struct zl_record_view record;

        town_confirm(town, town->contact);
        REQUIRE_OK(town_note(town, town->contact, "Iets gezien."));
        item = core__item_of(town->contact->core, &town->signal);
        REQUIRE(item != NULL && item->size > 0);
        zl_buf_init(ret_copy, ZL_RECORD_MAX);
        zl_put_bytes(ret_copy, item->bytes, item->size);
        loop_lies(town->loop, LOOP_OTHER_PERSONS);
        REQUIRE_OK(person_run(town->contact, town->loop));
        loop_lies(town->loop, LOOP_HONEST);
        REQUIRE(person_heard(town->contact, ZL_MSG_NOT_SENT_RING) != NULL);
        REQUIRE(town_record(town, town->contact, ZL_NOTE, &record));
        REQUIRE_INT(record.progress, ZL_FAILED);
        person_forget(town->contact);
        return town;
}

static int arrives(struct town *town, const struct zl_buf *copy)
{
        const struct zl_id to[] = {
            town->contact->member, town->holder->member, town->deputy->member};

        return loop_take(town->loop, zl_buf_bytes(copy), to, 3, NULL);
}

static void check_sent(struct town *town)
{
        struct zl_record_view record;
        struct zl_self self;

        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK(person_heard(town->contact, ZL_MSG_SENT_AFTER_ALL) != NULL);
        CHECK(person_heard(town->contact, ZL_MSG_RECORD_REFUSED) == NULL);
        person_reload(town->contact);
        REQUIRE(town_record(town, town->contact, ZL_NOTE, &record));
        CHECK_INT(record.progress, ZL_STORED);
        zl_core_self(town->contact->core, &self);
        CHECK_UINT(self.outbox, 0);
        /* It goes on as any other. */
        races_open(town, town->holder);
        person_forget(town->contact);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK(person_heard(town->contact, ZL_MSG_ACKNOWLEDGED) != NULL);
        CHECK(person_heard(town->contact, ZL_MSG_RECORD_WAITS) == NULL);
        REQUIRE_OK(races_add(town, town->contact, "Vandaag weer."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        races_open(town, town->deputy);
        CHECK(races_reads(town, town->deputy, ZL_NOTE, "Iets gezien."));
        CHECK(races_reads(town, town->deputy, ZL_ADDENDUM, "Vandaag weer."));
        CHECK_UINT(zl_core_signal_count(town->contact->core), 1);
}

static void a_copy_that_arrives_was_sent_after_all(void)
{
        struct zl_buf copy;
        struct town *town = town_not_sent(&copy);

        CHECK_OK(arrives(town, &copy));
        check_sent(town);
        zl_buf_free(&copy);
        town_free(town);
}

/* Somebody opened it before its author heard of it. */
static void an_answer_may_come_first(void)
{
        struct zl_buf copy;
        struct town *town = town_not_sent(&copy);

        CHECK_OK(arrives(town, &copy));
        races_open(town, town->deputy);
        check_sent(town);
        zl_buf_free(&copy);
        town_free(town);
}

static void it_arrives_though_it_was_taken_from_the_outbox(void)
{
        struct zl_buf copy;
        struct town *town = town_not_sent(&copy);

        REQUIRE_OK(zl_core_withdraw(town->contact->core, &town->signal));
        person_store(town->contact);
        CHECK_OK(arrives(town, &copy));
        check_sent(town);
        zl_buf_free(&copy);
        town_free(town);
}

/* The person says: send it anyway; but it was there. */
static void what_is_sealed_again_is_not_sent_twice(void)
{
        struct zl_buf copy;
        struct town *town = town_not_sent(&copy);

        CHECK_OK(arrives(town, &copy));
        REQUIRE_OK(zl_core_send_anyway(
            town->contact->core, people_now, &town->signal));
        check_sent(town);
        zl_buf_free(&copy);
        town_free(town);
}

static void check_not_sent(struct town *town, int reason)
{
        const struct zl_message *m = NULL;
        struct zl_record_view record;

        REQUIRE_OK(person_sync(town->contact, town->loop));
        m = person_heard(town->contact, ZL_MSG_RECORD_REFUSED);
        REQUIRE(m != NULL);
        CHECK_STR(m->args[1], zl_status_str(reason));
        CHECK(person_heard(town->contact, ZL_MSG_SENT_AFTER_ALL) == NULL);
        REQUIRE(town_record(town, town->contact, ZL_NOTE, &record));
        CHECK_INT(record.progress, ZL_FAILED);
        town_free(town);
}

/* Somebody else's bytes under the same id. */
static void what_somebody_else_signed_was_not_sent(void)
{
        struct zl_buf copy;
        struct town *town = town_not_sent(&copy);
        struct zl_core *deputy = town->deputy->core;
        const struct core__item nobody = {.left_out_count = 0};
        struct core__record *record = NULL;

        zl_buf_free(&copy);
        zl_buf_init(&copy, ZL_RECORD_MAX);
        REQUIRE_OK(
            core__new_record(deputy, ZL_NOTE, NULL, &town->club, &record));
        record->id = town->signal;
        record->signal = town->signal;
        REQUIRE_OK(core__seal(deputy, record, &nobody,
            (struct zl_bytes){(const uint8_t *)"{}", 2}, NULL, &copy));
        core__record_free(record);
        (void)arrives(town, &copy);
        zl_buf_free(&copy);
        check_not_sent(town, ZL_E_CONFLICT);
}

/* Its recipients will refuse it as well. */
static void what_no_honest_server_takes_was_not_sent(void)
{
        struct zl_buf copy;
        struct town *town = town_not_sent(&copy);

        races_revoke(town, town->coordinator, town->deputy, NULL);
        CHECK_STATUS(arrives(town, &copy), ZL_E_RECIPIENTS);
        zl_buf_free(&copy);
        check_not_sent(town, ZL_E_RECIPIENTS);
}

static const struct check_case cases[] = {
    CHECK_CASE(nobody_hands_over_what_nobody_there_can_open),
    CHECK_CASE(a_handover_without_the_key_locks_nobody_out),
    CHECK_CASE(what_was_passed_on_and_does_not_open_comes_back),
    CHECK_CASE(a_copy_that_arrives_was_sent_after_all),
    CHECK_CASE(an_answer_may_come_first),
    CHECK_CASE(it_arrives_though_it_was_taken_from_the_outbox),
    CHECK_CASE(what_is_sealed_again_is_not_sent_twice),
    CHECK_CASE(what_somebody_else_signed_was_not_sent),
    CHECK_CASE(what_no_honest_server_takes_was_not_sent),
};
CHECK_MAIN("core sealed", cases)
