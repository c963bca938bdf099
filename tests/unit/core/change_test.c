/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: who is who changes while notes are on their way; nobody receives a
 * note unseen, nothing is lost, and what cannot be sent is said. */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "check.h"
#include "people.h"

static void sync_all(struct town *town)
{
        REQUIRE_OK(person_sync(town->coordinator, town->loop));
        REQUIRE_OK(person_sync(town->supporter, town->loop));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        REQUIRE_OK(person_sync(town->deputy, town->loop));
}

static void assign(
    struct town *town, const struct person *holder, const struct person *deputy)
{
        REQUIRE_OK(person_sync(town->coordinator, town->loop));
        REQUIRE_OK(town_assign(town, holder, deputy));
        REQUIRE_OK(person_run(town->coordinator, town->loop));
}

static struct person *another_professional(struct town *town)
{
        const struct zl_charter *charter =
            zl_directory_charter(zl_core_directory(town->coordinator->core));
        struct zl_id team = charter->teams[0].id;

        return town_join(town, town->coordinator, ZL_ROLE_PROFESSIONAL, &team,
            "Petra Proef");
}

static void recipients_are_shown_before_the_first_note(void)
{
        struct town *town = town_new();
        struct zl_id unseen[ZL_PERSONS_MAX];

        CHECK_UINT(zl_core_unseen(
                       town->contact->core, people_now, &town->club, unseen),
            2);
        CHECK_STATUS(
            town_note(town, town->contact, "Iets gezien."), ZL_E_STATE);
        town_confirm(town, town->contact);
        person_store(town->contact);
        person_reload(town->contact);
        CHECK_UINT(zl_core_unseen(
                       town->contact->core, people_now, &town->club, unseen),
            0);
        CHECK_OK(town_note(town, town->contact, "Iets gezien."));
        town_free(town);
}

/* A month later keys are new; the persons are the same. */
static void newer_keys_are_sealed_to_silently(void)
{
        struct town *town = town_new();
        struct zl_record_view record;

        town_confirm(town, town->contact);
        people_now.ms += 31 * ZL_MS_DAY;
        sync_all(town);
        REQUIRE_OK(town_note(town, town->contact, "Iets gezien."));
        CHECK_OK(person_run(town->contact, town->loop));
        CHECK(person_heard(town->contact, ZL_MSG_SEALED_ANEW) != NULL);
        REQUIRE(town_record(town, town->contact, ZL_NOTE, &record));
        CHECK_INT(record.progress, ZL_STORED);
        REQUIRE_OK(person_sync(town->holder, town->loop));
        REQUIRE_OK(zl_core_open(town->holder->core, people_now, &town->signal));
        CHECK_OK(person_run(town->holder, town->loop));
        REQUIRE(town_record(town, town->holder, ZL_NOTE, &record));
        CHECK(record.has_body);
        town_free(town);
}

static void a_new_recipient_is_asked_about(void)
{
        struct town *town = town_new();
        struct person *petra = another_professional(town);
        const struct zl_message *m = NULL;
        struct zl_record_view record;

        town_confirm(town, town->contact);
        assign(town, town->holder, petra);
        REQUIRE_OK(town_note(town, town->contact, "Iets gezien."));
        CHECK_OK(person_run(town->contact, town->loop));
        m = person_heard(town->contact, ZL_MSG_ASK_NEW_RECIPIENTS);
        REQUIRE(m != NULL);
        CHECK_STR(m->args[1], "Petra Proef");
        CHECK_UINT(loop_records(town->loop), 0);
        person_reload(town->contact);
        REQUIRE(town_record(town, town->contact, ZL_NOTE, &record));
        CHECK_INT(record.progress, ZL_ASKING);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK_UINT(loop_records(town->loop), 0);
        REQUIRE_OK(zl_core_send_anyway(
            town->contact->core, people_now, &town->signal));
        CHECK_OK(person_run(town->contact, town->loop));
        CHECK_UINT(loop_records(town->loop), 1);
        REQUIRE_OK(person_sync(petra, town->loop));
        CHECK(town_record(town, petra, ZL_NOTE, &record));
        REQUIRE_OK(person_sync(town->deputy, town->loop));
        CHECK(!town_record(town, town->deputy, ZL_NOTE, &record));
        person_free(petra);
        town_free(town);
}

static void who_does_not_want_that_takes_the_note_back(void)
{
        struct town *town = town_new();
        struct person *petra = another_professional(town);
        struct zl_self self;

        town_confirm(town, town->contact);
        assign(town, petra, NULL);
        REQUIRE_OK(town_note(town, town->contact, "Iets gezien."));
        CHECK_OK(person_run(town->contact, town->loop));
        REQUIRE_OK(zl_core_withdraw(town->contact->core, &town->signal));
        CHECK_STATUS(zl_core_withdraw(town->contact->core, &town->signal),
            ZL_E_NOT_FOUND);
        CHECK_OK(person_sync(town->contact, town->loop));
        CHECK_UINT(loop_records(town->loop), 0);
        CHECK_UINT(zl_core_signal_count(town->contact->core), 0);
        person_reload(town->contact);
        zl_core_self(town->contact->core, &self);
        CHECK_UINT(self.outbox, 0);
        person_free(petra);
        town_free(town);
}

static void after_an_hour_the_person_is_told_to_ring(void)
{
        struct town *town = town_new();
        struct person *petra = another_professional(town);
        const struct zl_message *m = NULL;

        town_confirm(town, town->contact);
        assign(town, petra, NULL);
        REQUIRE_OK(town_note(town, town->contact, "Iets gezien."));
        CHECK_OK(person_run(town->contact, town->loop));
        CHECK(person_heard(town->contact, ZL_MSG_NOT_SENT_RING) == NULL);
        people_now.ms += 61 * ZL_MS_MINUTE;
        CHECK_OK(person_sync(town->contact, town->loop));
        m = person_heard(town->contact, ZL_MSG_NOT_SENT_RING);
        REQUIRE(m != NULL);
        CHECK_STR(m->args[1], "010-4444444");
        person_forget(town->contact);
        CHECK_OK(person_sync(town->contact, town->loop));
        CHECK(person_heard(town->contact, ZL_MSG_NOT_SENT_RING) == NULL);
        /* It can still be answered. */
        REQUIRE_OK(zl_core_send_anyway(
            town->contact->core, people_now, &town->signal));
        CHECK_OK(person_run(town->contact, town->loop));
        CHECK_UINT(loop_records(town->loop), 1);
        person_free(petra);
        town_free(town);
}

static void who_is_left_out_receives_nothing(void)
{
        struct town *town = town_new();
        struct zl_note note = zl_note_empty();
        struct zl_record_view record;
        struct zl_id both[2];
        const char *field = NULL;

        both[0] = town->holder->member;
        both[1] = town->deputy->member;
        note.text = "Over een buurvrouw.";
        town_confirm(town, town->contact);
        CHECK_STATUS(zl_core_note(town->contact->core, people_now, &town->club,
                         &note, both, 2, &town->signal, &field),
            ZL_E_RECIPIENTS);
        REQUIRE_OK(zl_core_note(town->contact->core, people_now, &town->club,
            &note, both, 1, &town->signal, &field));
        REQUIRE_OK(person_run(town->contact, town->loop));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        REQUIRE_OK(person_sync(town->deputy, town->loop));
        CHECK(!town_record(town, town->holder, ZL_NOTE, &record));
        CHECK(town_record(town, town->deputy, ZL_NOTE, &record));
        town_free(town);
}

static void an_invitation_used_twice_voids_both(void)
{
        struct town *town = town_new();
        struct zl_invite invite = {.role = ZL_ROLE_CONTACT,
            .scope = &town->club,
            .scope_count = 1,
            .name = "Nora Nieuw",
            .phone = "06-87654321",
            .from = zl_time_day(people_now),
            .until = zl_time_day(people_now) + 365};
        struct person *first = person_new();
        struct person *second = person_new();
        struct zl_code code = {.bits = NULL};

        REQUIRE_OK(zl_core_invite(
            town->supporter->core, people_now, &invite, &first->member, &code));
        REQUIRE_OK(person_run(town->supporter, town->loop));
        REQUIRE_OK(town_join_with(town, first, &code));
        CHECK_STATUS(town_join_with(town, second, &code), ZL_E_CODE_USED);
        CHECK(person_heard(second, ZL_MSG_INVITATION_TWICE) != NULL);
        CHECK_STATUS(person_sync(first, town->loop), ZL_E_CODE_USED);
        CHECK(person_heard(first, ZL_MSG_INVITATION_TWICE) != NULL);
        /* And everybody who may know them is told. */
        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK(person_heard(town->contact, ZL_MSG_DEVICE_VOID) != NULL);
        REQUIRE_OK(person_sync(town->supporter, town->loop));
        CHECK(person_heard(town->supporter, ZL_MSG_DEVICE_VOID) != NULL);
        zl_code_free(&code);
        person_free(first);
        person_free(second);
        town_free(town);
}

static void who_was_revoked_hears_of_it(void)
{
        struct town *town = town_new();
        const struct zl_member *member = zl_directory_member(
            zl_core_directory(town->supporter->core), &town->contact->member);
        struct zl_revocation revocation = {.compromised = false};

        REQUIRE_OK(person_sync(town->supporter, town->loop));
        member = zl_directory_member(
            zl_core_directory(town->supporter->core), &town->contact->member);
        REQUIRE(member != NULL);
        revocation.subject = member->appointment;
        REQUIRE_OK(
            zl_core_revoke(town->supporter->core, people_now, &revocation));
        REQUIRE_OK(person_run(town->supporter, town->loop));
        CHECK_STATUS(person_sync(town->contact, town->loop), ZL_E_REVOKED);
        CHECK(person_heard(town->contact, ZL_MSG_ENDED) != NULL);
        town_free(town);
}

static void an_old_directory_is_warned_of(void)
{
        struct town *town = town_new();
        const struct zl_message *m = NULL;

        people_now.ms += 20 * ZL_MS_DAY;
        CHECK_OK(person_sync(town->contact, town->loop));
        m = person_heard(town->contact, ZL_MSG_DIRECTORY_EXPIRED);
        REQUIRE(m != NULL);
        CHECK_STR(m->args[0], "2026-12-07");
        CHECK_STR(m->args[1], "010-4444444");
        /* A supporter's next sync mends it. */
        REQUIRE_OK(person_sync(town->supporter, town->loop));
        person_forget(town->contact);
        CHECK_OK(person_sync(town->contact, town->loop));
        CHECK(person_heard(town->contact, ZL_MSG_DIRECTORY_EXPIRED) == NULL);
        town_free(town);
}

/* Long without a connection: the note is safe, and sealed afterwards. */
static void a_note_by_a_stale_directory_waits(void)
{
        struct town *town = town_new();
        struct zl_record_view record;
        struct zl_buf body;

        zl_buf_init(&body, ZL_BODY_JSON_MAX);
        town_confirm(town, town->contact);
        people_now.ms += 50 * ZL_MS_DAY;
        REQUIRE_OK(town_note(town, town->contact, "Lang geleden gezien."));
        person_store(town->contact);
        person_reload(town->contact);
        REQUIRE(town_record(town, town->contact, ZL_NOTE, &record));
        CHECK_INT(record.progress, ZL_QUEUED);
        CHECK_OK(zl_core_body(town->contact->core, &record.id, &body));
        sync_all(town);
        CHECK_OK(person_sync(town->contact, town->loop));
        CHECK_UINT(loop_records(town->loop), 1);
        REQUIRE(town_record(town, town->contact, ZL_NOTE, &record));
        CHECK_INT(record.progress, ZL_STORED);
        zl_buf_free(&body);
        town_free(town);
}

static void fellow_recipients_are_told_of_a_new_one(void)
{
        struct town *town = town_new();
        struct person *petra = another_professional(town);
        const struct zl_message *m = NULL;

        assign(town, town->holder, petra);
        person_forget(town->holder);
        REQUIRE_OK(person_sync(town->holder, town->loop));
        m = person_heard(town->holder, ZL_MSG_NEW_RECIPIENT);
        REQUIRE(m != NULL);
        CHECK_STR(m->args[0], "Petra Proef");
        CHECK_STR(m->args[1], "VV Noord");
        person_forget(town->holder);
        REQUIRE_OK(person_sync(town->holder, town->loop));
        CHECK(person_heard(town->holder, ZL_MSG_NEW_RECIPIENT) == NULL);
        person_free(petra);
        town_free(town);
}

static void everybody_keeps_to_the_own_task(void)
{
        struct town *town = town_new();
        struct zl_assessment assessment = {.text = "Ernstig.",
            .step = -1,
            .report_needed = -1,
            .help_possible = -1};
        struct zl_note note = zl_note_empty();
        struct zl_club club = {.kind = "football", .name = "VV Ander"};
        struct zl_id id;
        const char *field = NULL;

        town_confirm(town, town->contact);
        REQUIRE_OK(town_note(town, town->contact, "Iets gezien."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        CHECK_STATUS(zl_core_assess(town->contact->core, people_now,
                         &town->signal, &assessment, &id, &field),
            ZL_E_POLICY);
        CHECK_STATUS(zl_core_assess(town->holder->core, people_now,
                         &town->signal, &assessment, &id, &field),
            ZL_E_STATE);
        CHECK_STATUS(
            town_note(town, town->supporter, "Iets gezien."), ZL_E_POLICY);
        CHECK_STATUS(
            zl_core_put_club(town->contact->core, people_now, &club, &id),
            ZL_E_POLICY);
        note.text = "Iets gezien.";
        note.came = 0;
        CHECK_STATUS(zl_core_note(town->contact->core, people_now, &town->club,
                         &note, NULL, 0, &id, &field),
            ZL_E_MALFORMED);
        CHECK_STR(field, "came");
        note.came = -1;
        note.about = "Jantje";
        CHECK_STATUS(zl_core_note(town->contact->core, people_now, &town->club,
                         &note, NULL, 0, &id, &field),
            ZL_E_POLICY);
        CHECK_STR(field, "about");
        town_free(town);
}

static void a_professional_notes_what_was_told(void)
{
        struct town *town = town_new();
        struct zl_signal_view signal;
        struct zl_record_view record;

        town_confirm(town, town->holder);
        REQUIRE_OK(town_note(town, town->holder, "Trainer vertelde."));
        REQUIRE_OK(person_run(town->holder, town->loop));
        REQUIRE_OK(town_look(town, town->holder, &signal));
        CHECK_INT(signal.state, ZL_STATE_ACKNOWLEDGED);
        REQUIRE_OK(person_sync(town->deputy, town->loop));
        CHECK(town_record(town, town->deputy, ZL_NOTE, &record));
        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK(!town_record(town, town->contact, ZL_NOTE, &record));
        town_free(town);
}

static void what_is_missing_is_found_when_loading(void)
{
        struct town *town = town_new();
        struct person *p = town->contact;
        struct person_row row;

        town_confirm(town, p);
        REQUIRE_OK(town_note(town, p, "Iets gezien."));
        REQUIRE_OK(person_run(p, town->loop));
        /* Any one row may be gone. */
        for (size_t i = 0; i < p->row_count; i++) {
                row = p->rows[i];
                p->rows[i] = p->rows[--p->row_count];
                CHECK_STATUS(person_load(p), ZL_E_DAMAGED);
                p->rows[p->row_count++] = p->rows[i];
                p->rows[i] = row;
        }
        person_reload(p);
        town_free(town);
}

static void an_old_row_put_back_is_found_when_loading(void)
{
        struct town *town = town_new();
        struct person *p = town->contact;
        struct person_row old[64];
        size_t count = p->row_count;
        size_t tried = 0;

        REQUIRE(count <= 64);
        for (size_t i = 0; i < count; i++) {
                old[i] = p->rows[i];
                REQUIRE_OK(zl_bytes_copy(
                    p->rows[i].value, p->rows[i].size, &old[i].value));
        }
        town_confirm(town, p);
        person_store(p);
        for (size_t i = 0; i < count; i++) {
                struct person_row now = p->rows[i];

                if (now.size == old[i].size &&
                    memcmp(now.value, old[i].value, now.size) == 0)
                        continue;
                p->rows[i] = old[i];
                CHECK_STATUS(person_load(p), ZL_E_DAMAGED);
                p->rows[i] = now;
                tried++;
        }
        CHECK_UINT(tried, 2); /* who was shown, and how far we are */
        person_reload(p);
        for (size_t i = 0; i < count; i++)
                free(old[i].value);
        town_free(town);
}

static const struct check_case cases[] = {
    CHECK_CASE(recipients_are_shown_before_the_first_note),
    CHECK_CASE(newer_keys_are_sealed_to_silently),
    CHECK_CASE(a_new_recipient_is_asked_about),
    CHECK_CASE(who_does_not_want_that_takes_the_note_back),
    CHECK_CASE(after_an_hour_the_person_is_told_to_ring),
    CHECK_CASE(who_is_left_out_receives_nothing),
    CHECK_CASE(an_invitation_used_twice_voids_both),
    CHECK_CASE(who_was_revoked_hears_of_it),
    CHECK_CASE(an_old_directory_is_warned_of),
    CHECK_CASE(a_note_by_a_stale_directory_waits),
    CHECK_CASE(fellow_recipients_are_told_of_a_new_one),
    CHECK_CASE(everybody_keeps_to_the_own_task),
    CHECK_CASE(a_professional_notes_what_was_told),
    CHECK_CASE(what_is_missing_is_found_when_loading),
    CHECK_CASE(an_old_row_put_back_is_found_when_loading),
};
CHECK_MAIN("core change", cases)
