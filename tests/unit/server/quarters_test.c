/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! What is counted of a quarter, and that it is published once: a
 * small organisation with two districts, and its days. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "check.h"
#include "fault_alloc.h"
#include "figures/publish.h"
#include "store/quarters.h"
#include "store_world.h"

enum { COORDINATOR, SUPPORTER, NORTH_CLUBS = 6, SOUTH_CLUBS = 5, TEXT = 512 };

/* 2026-Q2, by number. */
static const uint32_t q2 = 4 * 2026 + 1;

static struct store_world *w;
static struct zl_id south;
static struct zl_id north_clubs[NORTH_CLUBS];
static struct zl_id south_clubs[SOUTH_CLUBS];

static struct zl_time at(const char *date, uint64_t ms)
{
        uint32_t day = 0;

        REQUIRE_OK(zl_date_parse(date, &day));
        return (struct zl_time){day * ZL_MS_DAY + ms};
}

/* ---- An organisation ---- */

static void say_charter(void)
{
        struct zl_district districts[] = {
            {w->district, "Noord"}, {south, "Zuid"}};
        struct zl_charter charter = *zl_directory_charter(w->directory);

        charter.number = 2;
        charter.has_previous = true;
        charter.previous = zl_directory_statement(w->directory, 0, NULL)->hash;
        charter.districts = districts;
        charter.district_count = 2;
        store_world_say(w, &w->root, ZL_CHARTER, &charter, NULL);
}

static void say_club(
    const struct zl_id *id, const struct zl_id *district, bool ended)
{
        struct zl_club club = {.written = w->now,
            .club = *id,
            .kind = "football",
            .district = *district,
            .name = "vv Ergens",
            .ended = ended};

        store_world_say(w, &w->devices[COORDINATOR], ZL_CLUB, &club, NULL);
}

/* A contact of a club, with a device; the statement of its appointment. */
static struct zl_hash say_contact(struct zl_id *club, const char *until)
{
        struct zl_appointment a = {.member = zl_random_id(),
            .role = ZL_ROLE_CONTACT,
            .scope = club,
            .scope_count = 1,
            .from = zl_time_day(w->now),
            .until = zl_time_day(at(until, 0))};
        struct zl_device device = {.member = a.member};
        struct zl_signer invitation;
        struct zl_signer own;

        REQUIRE_OK(zl_signer_new(&invitation));
        REQUIRE_OK(zl_signer_new(&own));
        a.invitation = invitation.key;
        store_world_say(
            w, &w->devices[SUPPORTER], ZL_APPOINTMENT, &a, &device.appointment);
        device.key = own.key;
        device.proof = zl_device_proof(&own, &w->organisation, &a.member);
        store_world_say(w, &invitation, ZL_DEVICE, &device, NULL);
        zl_signer_free(&invitation);
        zl_signer_free(&own);
        return device.appointment;
}

static void begin(void)
{
        w = store_world_new();
        w->now = at("2026-02-10", 0);
        south = zl_random_id();
        REQUIRE_OK(store_world_open(w));
        store_world_found(w);
        REQUIRE_OK(zl_store_begin(w->store));
        say_charter();
        north_clubs[0] = w->club;
        for (size_t i = 1; i < NORTH_CLUBS; i++) {
                north_clubs[i] = zl_random_id();
                say_club(&north_clubs[i], &w->district, false);
        }
        for (size_t i = 0; i < SOUTH_CLUBS; i++) {
                south_clubs[i] = zl_random_id();
                say_club(&south_clubs[i], &south, false);
        }
}

static void end(void)
{
        store_world_head(w);
        REQUIRE_OK(zl_store_commit(w->store));
        CHECK_OK(zl_store_check(w->store));
        store_world_free(w);
}

/* ---- Notes ---- */

/* A contact's note of a club, opened by somebody so many days later; 0 of
 * these: never. */
static struct store_written note_at(const struct zl_id *club,
    struct zl_time time, const struct zl_id *reader, uint64_t days)
{
        struct zl_id all[] = {w->holder, w->deputy, w->contact};
        struct store_written written = {.body_size = 0};
        struct zl_id usual = w->club;

        w->now = time;
        w->club = *club;
        REQUIRE_OK(store_world_write(w, ZL_NOTE,
            store_world_member(w, &w->contact), NULL, NULL, all, 3, &written));
        w->club = usual;
        if (days > 0)
                REQUIRE_OK(zl_store_note_opened(w->store, &written.id, reader,
                    (struct zl_time){w->now.ms + days * ZL_MS_DAY}));
        free((void *)(uintptr_t)written.bytes.data);
        return written;
}

static struct store_written note(const struct zl_id *club, const char *date,
    const struct zl_id *reader, uint64_t days)
{
        return note_at(club, at(date, 9 * ZL_MS_HOUR), reader, days);
}

static void notes(size_t count, const struct zl_id *club, const char *date,
    const struct zl_id *reader, uint64_t days)
{
        for (size_t i = 0; i < count; i++)
                (void)note(club, date, reader, days);
}

static void own_note(const struct zl_id *club, const char *date)
{
        struct zl_id all[] = {w->holder, w->deputy};
        struct zl_id usual = w->club;

        w->now = at(date, 9 * ZL_MS_HOUR);
        w->club = *club;
        REQUIRE_OK(store_world_write(w, ZL_NOTE,
            store_world_member(w, &w->holder), NULL, NULL, all, 2, NULL));
        w->club = usual;
}

static void follow(enum zl_kind kind, const struct zl_id *who,
    const struct store_written *written)
{
        REQUIRE_OK(store_world_write(w, kind, store_world_member(w, who),
            &written->id, &written->hash, NULL, 0, NULL));
}

/* ---- What was published ---- */

static size_t published_on(const char *date)
{
        size_t published = 99;

        CHECK_OK(zl_figures_publish(
            w->store, w->directory, at(date, 0), &published));
        return published;
}

static int put_figure(void *context, const struct zl_figure *figure)
{
        struct zl_buf *buf = context;
        char number[32];

        zl_put_text(buf, " ");
        for (size_t i = 0; i < figure->district_count; i++)
                zl_put_text(buf,
                    zl_id_equal(&figure->districts[i], &south) ? "S" : "N");
        (void)snprintf(
            number, sizeof(number), "%u/%u", figure->whole, figure->part);
        zl_put_text(buf, number);
        return ZL_OK;
}

/* Such as "clubs N6/5 S5/0 notes NS6/0 own". */
static void check_published(uint32_t quarter, const char *want)
{
        static const char *const names[] = {"", "clubs", " notes", " own"};
        struct zl_buf buf;

        zl_buf_init(&buf, TEXT);
        for (int list = 1; list <= ZL_FIGURE_LISTS; list++) {
                zl_put_text(&buf, names[list]);
                CHECK_OK(zl_store_each_figure(w->store, quarter,
                    (enum zl_figure_list)list, put_figure, &buf));
        }
        zl_put_bytes(&buf, "", 1);
        CHECK_STR((const char *)buf.data, want);
        zl_buf_free(&buf);
}

static void check_newest(uint32_t want)
{
        uint32_t newest = 0;

        CHECK_OK(zl_store_newest_quarter(w->store, &newest));
        CHECK_UINT(newest, want);
}

/* ---- The cases ---- */

static void notes_count_by_when_they_came(void)
{
        begin();
        notes(2, &w->club, "2026-03-31", &w->holder, 1);
        (void)note_at(&w->club, at("2026-04-01", 0), &w->holder, 1);
        notes(9, &w->club, "2026-05-12", &w->holder, 1);
        (void)note_at(&w->club, at("2026-06-30", ZL_MS_DAY - 1), NULL, 0);
        (void)note_at(&w->club, at("2026-07-01", 0), &w->holder, 1);
        CHECK_UINT(published_on("2026-09-01"), 2);
        check_published(q2 - 1, "clubs N6/0 S5/0 notes own");
        /* Ten of eleven in time: so nothing is said of that. */
        check_published(q2, "clubs N6/0 S5/0 notes NS11/0 own");
        end();
}

/* Of one working day, each: from Good Friday until Tuesday, from Monday 4 May
 * until the next day. */
static void in_time_is_by_professionals_and_working_days(void)
{
        begin();
        notes(3, &w->club, "2026-04-03", &w->holder, 4); /* over Easter */
        notes(2, &w->club, "2026-05-04", &w->deputy, 1);
        notes(2, &w->club, "2026-05-04", &w->holder, 2);
        notes(2, &w->club, "2026-05-05", &w->contact, 1);
        notes(1, &w->club, "2026-05-06", &w->holder, 0);
        CHECK_UINT(published_on("2026-09-01"), 2);
        check_published(q2, "clubs N6/0 S5/0 notes NS10/5 own");
        end();
}

static void taken_back_is_not_counted_and_erased_is(void)
{
        struct store_written written;

        begin();
        notes(5, &w->club, "2026-04-07", &w->holder, 1);
        written = note(&w->club, "2026-04-08", NULL, 0);
        follow(ZL_RETRACTION, &w->contact, &written);
        written = note(&w->club, "2026-04-09", &w->holder, 1);
        follow(ZL_ACKNOWLEDGEMENT, &w->holder, &written);
        follow(ZL_ERASURE, &w->holder, &written);
        CHECK_UINT(published_on("2026-08-30"), 2);
        check_published(q2, "clubs N6/0 S5/0 notes NS6/0 own");
        end();
}

static void what_professionals_note_is_apart(void)
{
        begin();
        notes(5, &w->club, "2026-04-07", &w->holder, 1);
        for (int i = 0; i < 5; i++)
                own_note(&south_clubs[0], "2026-04-08");
        own_note(&w->club, "2026-04-08");
        CHECK_UINT(published_on("2026-08-30"), 2);
        check_published(q2, "clubs N6/0 S5/0 notes NS5/0 own NS6/0");
        end();
}

/* Six in the north and five in the south; later one moves and one ends. */
static void all_goes_by_the_last_day(void)
{
        begin();
        notes(5, &north_clubs[1], "2026-04-07", NULL, 0);
        w->now = at("2026-06-30", ZL_MS_DAY - 1);
        say_club(&north_clubs[1], &south, false);
        w->now = at("2026-07-01", 0);
        say_club(&north_clubs[2], &south, false);
        say_club(&south_clubs[0], &south, true);
        notes(5, &north_clubs[1], "2026-07-02", NULL, 0);
        CHECK_UINT(published_on("2026-12-01"), 3);
        check_published(q2 - 1, "clubs N6/0 S5/0 notes own");
        check_published(q2, "clubs N5/0 S6/0 notes NS5/0 own");
        /* Four are left in the north. */
        check_published(q2 + 1, "clubs NS10/0 notes NS5/0 own");
        end();
}

static void contacts_count_who_are_in_force(void)
{
        struct zl_revocation gone = {.compromised = false};
        struct zl_hash last = {{0}};

        begin();
        for (size_t i = 1; i < NORTH_CLUBS; i++)
                last = say_contact(&north_clubs[i], "2028-01-01");
        /* The sixth is over a day before the quarter is. */
        (void)say_contact(&south_clubs[0], "2026-06-29");
        for (size_t i = 0; i < SOUTH_CLUBS; i++)
                say_club(&south_clubs[i], &w->district, false);
        w->now = at("2026-07-01", 0);
        gone.subject = last;
        store_world_say(w, &w->devices[SUPPORTER], ZL_REVOCATION, &gone, NULL);
        CHECK_UINT(published_on("2026-12-01"), 3);
        check_published(q2 - 1, "clubs N11/6 notes own");
        check_published(q2, "clubs N11/5 notes own");
        check_published(q2 + 1, "clubs N11/0 notes own");
        end();
}

static void each_quarter_is_published_once_and_in_order(void)
{
        begin();
        notes(5, &w->club, "2026-02-11", NULL, 0);
        CHECK_UINT(published_on("2026-05-30"), 0);
        CHECK_UINT(published_on("2026-05-31"), 1);
        CHECK_UINT(published_on("2026-05-31"), 0);
        check_newest(q2 - 1);
        /* The clock went back, and what came then is too late. */
        CHECK_UINT(published_on("2026-02-20"), 0);
        notes(1, &w->club, "2026-03-31", NULL, 0);
        CHECK_UINT(published_on("2026-08-29"), 0);
        /* A year and a half of nothing. */
        CHECK_UINT(published_on("2027-12-01"), 6);
        check_newest(q2 + 5);
        check_published(q2 - 1, "clubs N6/0 S5/0 notes NS5/0 own");
        CHECK_UINT(published_on("2027-12-01"), 0);
        end();
}

/* Whichever allocation fails, all of a quarter is published or nothing. */
static void without_memory_nothing_is_published(void)
{
        struct zl_time now = at("2026-08-30", 0);
        size_t published = 0;
        uint32_t newest = 0;
        int status = ZL_OK;

        begin();
        (void)say_contact(&w->club, "2028-01-01");
        notes(5, &w->club, "2026-04-07", &w->holder, 1);
        for (size_t n = 1;; n++) {
                REQUIRE_OK(zl_store_savepoint(w->store));
                fault_alloc_fail_at(n);
                status =
                    zl_figures_publish(w->store, w->directory, now, &published);
                if (!fault_alloc_stop())
                        break;
                CHECK_STATUS(status, ZL_E_MEMORY);
                CHECK_UINT(published, 0);
                REQUIRE_OK(zl_store_undo(w->store));
                CHECK_STATUS(
                    zl_store_newest_quarter(w->store, &newest), ZL_E_NOT_FOUND);
        }
        CHECK_OK(status);
        CHECK_UINT(published, 2);
        check_published(q2, "clubs N6/0 S5/0 notes NS5/0 own");
        REQUIRE_OK(zl_store_release(w->store));
        end();
}

/* Whatever the program believes. */
static void the_database_refuses_what_is_under_five(void)
{
        struct zl_figure figure = {
            .quarter = q2, .list = ZL_FIGURE_NOTES, .district_count = 1};
        static const uint32_t refused[][2] = {
            {4, 0}, {10, 4}, {10, 6}, {5, 5}, {0, 0}};

        begin();
        figure.districts = &w->district;
        CHECK_OK(zl_store_put_quarter(w->store, q2, w->now));
        CHECK_STATUS(zl_store_put_quarter(w->store, q2, w->now), ZL_E_CONFLICT);
        for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
                figure.whole = refused[i][0];
                figure.part = refused[i][1];
                CHECK_STATUS(
                    zl_store_put_figure(w->store, &figure), ZL_E_CONFLICT);
        }
        figure.whole = 10;
        figure.part = 5;
        CHECK_OK(zl_store_put_figure(w->store, &figure));
        CHECK_STATUS(zl_store_put_figure(w->store, &figure), ZL_E_CONFLICT);
        end();
}

static const struct check_case cases[] = {
    CHECK_CASE(notes_count_by_when_they_came),
    CHECK_CASE(in_time_is_by_professionals_and_working_days),
    CHECK_CASE(taken_back_is_not_counted_and_erased_is),
    CHECK_CASE(what_professionals_note_is_apart),
    CHECK_CASE(all_goes_by_the_last_day),
    CHECK_CASE(contacts_count_who_are_in_force),
    CHECK_CASE(each_quarter_is_published_once_and_in_order),
    CHECK_CASE(without_memory_nothing_is_published),
    CHECK_CASE(the_database_refuses_what_is_under_five),
};
CHECK_MAIN("quarters", cases)
