/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: keys are replaced, and nothing becomes unreadable by that; what has
 * to be done is listed, and what happened can be seen. */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "check.h"
#include "core_internal.h"
#include "people.h"

static void sync_all(struct town *town)
{
        REQUIRE_OK(person_sync(town->coordinator, town->loop));
        REQUIRE_OK(person_sync(town->supporter, town->loop));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        REQUIRE_OK(person_sync(town->deputy, town->loop));
        REQUIRE_OK(person_sync(town->contact, town->loop));
}

static struct town *with_note(void)
{
        struct town *town = town_new();

        town_confirm(town, town->contact);
        REQUIRE_OK(town_note(town, town->contact, "Vaak heel laat opgehaald."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        REQUIRE_OK(person_sync(town->contact, town->loop));
        return town;
}

static void open_it(struct town *town, struct person *p)
{
        REQUIRE_OK(person_sync(p, town->loop));
        REQUIRE_OK(zl_core_open(p->core, people_now, &town->signal));
        REQUIRE_OK(person_run(p, town->loop));
}

/* Unopened for months: sealed anew to each newer key, the old secret gone. */
static void old_seals_follow_to_newer_keys(void)
{
        struct town *town = with_note();
        struct zl_record_view record;

        REQUIRE_OK(person_sync(town->holder, town->loop));
        for (int month = 0; month < 3; month++) {
                people_now.ms += 31 * ZL_MS_DAY;
                /* The key; its seals; and then the old one is not needed. */
                for (int i = 0; i < 3; i++)
                        sync_all(town);
                CHECK_UINT(town->holder->core->pair_count, 1);
                CHECK_UINT(town->contact->core->pair_count, 1);
                person_reload(town->holder);
        }
        open_it(town, town->holder);
        REQUIRE(town_record(town, town->holder, ZL_NOTE, &record));
        CHECK(record.has_body);
        CHECK(person_heard(town->holder, ZL_MSG_SEAL_REFUSED) == NULL);
        town_free(town);
}

/* The shell dies at every step of it, month after month. */
static void sealing_anew_may_be_interrupted_anywhere(void)
{
        struct town *town = NULL;
        unsigned crashed = 1;
        struct zl_record_view record;

        for (unsigned n = 1; crashed > 0; n++) {
                REQUIRE(n < 60);
                if (n % 10 == 1) { /* appointments are for a year */
                        town_free(town);
                        town = with_note();
                        REQUIRE_OK(person_sync(town->holder, town->loop));
                }
                people_now.ms += 31 * ZL_MS_DAY;
                REQUIRE_OK(person_sync(town->supporter, town->loop));
                town->holder->step = 0;
                town->holder->crashes = 0;
                town->holder->crash_at = n;
                for (int i = 0; i < 3; i++)
                        REQUIRE_OK(person_sync(town->holder, town->loop));
                crashed = town->holder->crashes;
                CHECK_UINT(town->holder->core->pair_count, 1);
                person_forget(town->holder);
        }
        open_it(town, town->holder);
        REQUIRE(town_record(town, town->holder, ZL_NOTE, &record));
        CHECK(record.has_body);
        town_free(town);
}

/* What the server does not take is kept, and tried again. */
static void an_old_secret_stays_while_a_seal_is_missing(void)
{
        struct town *town = with_note();

        REQUIRE_OK(person_sync(town->holder, town->loop));
        people_now.ms += 31 * ZL_MS_DAY;
        REQUIRE_OK(person_sync(town->supporter, town->loop));
        loop_lies(town->loop, LOOP_NO_SEALS);
        REQUIRE_OK(person_sync(town->holder, town->loop));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        CHECK_UINT(town->holder->core->pair_count, 2);
        loop_lies(town->loop, LOOP_HONEST);
        REQUIRE_OK(person_sync(town->holder, town->loop));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        CHECK_UINT(town->holder->core->pair_count, 1);
        town_free(town);
}

static void the_worklist_goes_by_working_days(void)
{
        struct town *town = with_note(); /* on a Monday; opened within two */
        struct zl_feedback feedback = {.state = 1, .text = "Dank je."};
        const char *field = NULL;
        struct zl_work work[2];
        struct zl_id id;

        REQUIRE(zl_day_is_working(zl_time_day(people_now)));
        CHECK_UINT(
            zl_core_worklist(town->contact->core, people_now, work, 2), 0);
        REQUIRE_OK(person_sync(town->holder, town->loop));
        REQUIRE(zl_core_worklist(town->holder->core, people_now, work, 2) == 1);
        CHECK_INT(work[0].stage, ZL_STAGE_NEW);
        CHECK_INT(work[0].urgency, ZL_IN_TIME);
        CHECK(!work[0].opened_here);
        CHECK_UINT(
            work[0].due, zl_working_day_after(zl_time_day(people_now), 2));
        people_now.ms = work[0].due * ZL_MS_DAY;
        (void)zl_core_worklist(town->holder->core, people_now, work, 2);
        CHECK_INT(work[0].urgency, ZL_NEAR_TERM);
        people_now.ms += ZL_MS_DAY;
        (void)zl_core_worklist(town->holder->core, people_now, work, 2);
        CHECK_INT(work[0].urgency, ZL_OVER_TERM);
        open_it(town, town->holder);
        (void)zl_core_worklist(town->holder->core, people_now, work, 2);
        CHECK_INT(work[0].stage, ZL_STAGE_WAITING);
        CHECK_INT(work[0].urgency, ZL_IN_TIME);
        CHECK(work[0].opened_here);
        REQUIRE_OK(zl_core_feedback(town->holder->core, people_now,
            &town->signal, &feedback, &id, &field));
        (void)zl_core_worklist(town->holder->core, people_now, work, 2);
        CHECK_INT(work[0].stage, ZL_STAGE_ANSWERED);
        CHECK_UINT(work[0].due, 0);
        REQUIRE_OK(person_run(town->holder, town->loop));
        REQUIRE_OK(zl_core_mark(
            town->holder->core, people_now, ZL_CLOSING, &town->signal, &id));
        CHECK_UINT(
            zl_core_worklist(town->holder->core, people_now, work, 2), 0);
        town_free(town);
}

static void the_timeline_tells_who_read_what(void)
{
        struct town *town = with_note();
        struct zl_event event;
        struct zl_id id;

        open_it(town, town->holder);
        open_it(town, town->deputy);
        REQUIRE_OK(zl_core_mark(
            town->holder->core, people_now, ZL_CLOSING, &town->signal, &id));
        REQUIRE_OK(person_run(town->holder, town->loop));
        REQUIRE_OK(person_sync(town->contact, town->loop));
        REQUIRE(zl_core_event_count(town->contact->core, &town->signal) == 2);
        zl_core_event_at(town->contact->core, &town->signal, 0, &event);
        CHECK_INT(event.record.kind, ZL_NOTE);
        CHECK_STR(event.record.author_name, "Kees Club");
        REQUIRE(event.reading_count == 2);
        CHECK_STR(event.readings[0].name, "Samira Sociaal");
        CHECK_STR(event.readings[1].name, "Dirk Deputy");
        CHECK(!event.readings[0].unreadable);
        zl_core_event_at(town->contact->core, &town->signal, 1, &event);
        CHECK_INT(event.record.kind, ZL_CLOSING);
        CHECK_STR(event.record.author_name, "Samira Sociaal");
        CHECK_UINT(event.reading_count, 0);
        town_free(town);
}

static void what_does_not_open_alarms_its_author(void)
{
        struct town *town = town_new();
        const struct zl_message *m = NULL;
        struct zl_event event;

        town_confirm(town, town->contact);
        REQUIRE_OK(town_note(town, town->contact, "Iets gezien."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        /* The holder's secret is not the one that was stated. */
        REQUIRE(town->holder->core->pair_count == 1);
        {
                struct zl_sealing_pair other = {.secret = NULL};
                struct zl_sealing_pair *pair =
                    &town->holder->core->pairs[0].pair;
                struct zl_sealing_key key = pair->key;

                REQUIRE_OK(zl_sealing_pair_new(&other));
                zl_sealing_pair_free(pair);
                *pair = other;
                pair->key = key;
        }
        REQUIRE_OK(person_sync(town->holder, town->loop));
        CHECK(person_heard(town->holder, ZL_MSG_SEAL_REFUSED) != NULL);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        m = person_heard(town->contact, ZL_MSG_UNREADABLE);
        REQUIRE(m != NULL);
        CHECK_STR(m->args[1], "note");
        CHECK_STR(m->args[2], "Samira Sociaal");
        zl_core_event_at(town->contact->core, &town->signal, 0, &event);
        REQUIRE(event.reading_count == 1);
        CHECK(event.readings[0].unreadable);
        town_free(town);
}

/* The first row again, as another version of the program would store it. */
static void store_as_version(struct person *p, uint8_t version)
{
        struct person_row *row = &p->rows[0];
        struct zl_vault *vault = NULL;
        struct zl_bytes key;
        struct zl_bytes plain;
        struct zl_buf room;
        struct zl_buf value;
        struct zl_row stored = {.value = {row->value, row->size}};
        uint8_t kind = 0;

        zl_buf_init(&room, CORE__VALUE_MAX + 256);
        zl_buf_init(&value, CORE__VALUE_MAX + 256);
        memcpy(stored.name, row->name, ZL_ROW_NAME_SIZE);
        REQUIRE_OK(zl_vault_unlock(
            zl_buf_bytes(&p->header), ZL_LOCK_KEY_FILE, p->key, &vault));
        REQUIRE_OK(
            zl_vault_unlock_row(vault, &stored, &room, &kind, &key, &plain));
        room.data[plain.data - room.data] = version;
        REQUIRE_OK(
            zl_vault_lock_row(vault, kind, key, plain, stored.name, &value));
        free(row->value);
        REQUIRE_OK(zl_bytes_copy(value.data, value.size, &row->value));
        row->size = value.size;
        memcpy(row->name, stored.name, ZL_ROW_NAME_SIZE);
        zl_vault_free(vault);
        zl_buf_free(&room);
        zl_buf_free(&value);
}

/* It is whole, and only not for us: to be told from one that is damaged. */
static void what_another_version_stored_is_not_called_damaged(void)
{
        struct town *town = town_new();
        struct person *p = town->contact;

        store_as_version(p, CORE__ROW_VERSION + 1);
        CHECK_STATUS(person_load(p), ZL_E_VERSION);
        store_as_version(p, CORE__ROW_VERSION);
        p->rows[0].value[p->rows[0].size - 1] ^= 1;
        CHECK_STATUS(person_load(p), ZL_E_DAMAGED);
        p->rows[0].value[p->rows[0].size - 1] ^= 1;
        town_free(town);
}

static const struct check_case cases[] = {
    CHECK_CASE(old_seals_follow_to_newer_keys),
    CHECK_CASE(sealing_anew_may_be_interrupted_anywhere),
    CHECK_CASE(an_old_secret_stays_while_a_seal_is_missing),
    CHECK_CASE(the_worklist_goes_by_working_days),
    CHECK_CASE(the_timeline_tells_who_read_what),
    CHECK_CASE(what_does_not_open_alarms_its_author),
    CHECK_CASE(what_another_version_stored_is_not_called_damaged),
};
CHECK_MAIN("core keys", cases)
