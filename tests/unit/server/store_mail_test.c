/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: a mailbox comes back as it was put, and to its owner's token; who is
 * to be mailed is so once for each cause, in the order of the caps, until all
 * causes are over in any of the ways in which they end. */
#include <string.h>

#include "calendar.h"
#include "check.h"
#include "store/mail.h"
#include "store_world.h"

static const struct zl_time now = {1700000000000};

static struct store_world *w;

static void set_up(void)
{
        w = store_world_new();
        REQUIRE_OK(store_world_open(w));
        store_world_found(w);
        REQUIRE_OK(zl_store_begin(w->store));
}

static void tear_down(void)
{
        store_world_head(w);
        CHECK_OK(zl_store_commit(w->store));
        store_world_free(w);
}

static struct zl_mailbox box_of(const struct zl_id *member, uint64_t due)
{
        struct zl_mailbox box = {.member = *member,
            .address = "somebody@mail.example",
            .token = zl_random_id(),
            .state = ZL_MAIL_WORKS,
            .since = {11},
            .sent = {12},
            .sent_day = 3,
            .tries = 4,
            .failing = {13},
            .due = {due}};

        return box;
}

static struct zl_mailbox put_box(const struct zl_id *member, uint64_t due)
{
        struct zl_mailbox box = box_of(member, due);

        REQUIRE_OK(zl_store_put_mailbox(w->store, &box));
        return box;
}

static void check_is(const struct zl_mailbox *a, const struct zl_mailbox *b)
{
        CHECK(zl_id_equal(&a->member, &b->member));
        CHECK_STR(a->address, b->address);
        CHECK(zl_id_equal(&a->token, &b->token));
        CHECK_INT((int)a->state, (int)b->state);
        CHECK_UINT(a->since.ms, b->since.ms);
        CHECK_UINT(a->sent.ms, b->sent.ms);
        CHECK_UINT(a->sent_day, b->sent_day);
        CHECK_UINT(a->tries, b->tries);
        CHECK_UINT(a->failing.ms, b->failing.ms);
        CHECK_UINT(a->due.ms, b->due.ms);
}

static void a_mailbox_comes_back(void)
{
        struct zl_mailbox box = box_of(&w->contact, 17);
        struct zl_mailbox found;
        struct zl_id token = box.token;

        CHECK_STATUS(zl_store_find_mailbox(w->store, &w->contact, &found),
            ZL_E_NOT_FOUND);
        memset(box.address, 'a', ZL_MAIL_MAX);
        REQUIRE_OK(zl_store_put_mailbox(w->store, &box));
        REQUIRE_OK(zl_store_find_mailbox(w->store, &w->contact, &found));
        check_is(&found, &box);
        REQUIRE_OK(zl_store_find_mailbox_of(w->store, &token, &found));
        check_is(&found, &box);
        box =
            (struct zl_mailbox){.member = w->contact, .token = zl_random_id()};
        REQUIRE_OK(zl_store_put_mailbox(w->store, &box));
        REQUIRE_OK(zl_store_find_mailbox(w->store, &w->contact, &found));
        check_is(&found, &box);
        CHECK_STATUS(
            zl_store_find_mailbox_of(w->store, &token, &found), ZL_E_NOT_FOUND);
        CHECK_OK(zl_store_drop_mailbox(w->store, &w->holder));
        CHECK_OK(zl_store_drop_mailbox(w->store, &w->contact));
        CHECK_STATUS(zl_store_find_mailbox(w->store, &w->contact, &found),
            ZL_E_NOT_FOUND);
}

static int count(void *context, const struct zl_mailbox *mailbox)
{
        unsigned *seen = context;

        CHECK(mailbox->address[0] != '\0');
        (*seen)++;
        return *seen > 10 ? ZL_E_BUSY : ZL_OK;
}

static void a_walk_sees_all_or_those_that_fail(void)
{
        const struct zl_id *members[] = {
            &w->contact, &w->holder, &w->deputy, &w->supporter};
        static const enum zl_mail_state states[] = {ZL_MAIL_UNTRIED,
            ZL_MAIL_WORKS, ZL_MAIL_REFUSED, ZL_MAIL_UNREACHABLE};
        unsigned seen = 0;

        for (size_t i = 0; i < 4; i++) {
                struct zl_mailbox box = box_of(members[i], 1);

                box.state = states[i];
                REQUIRE_OK(zl_store_put_mailbox(w->store, &box));
        }
        CHECK_OK(zl_store_each_mailbox(w->store, false, count, &seen));
        CHECK_UINT(seen, 4);
        seen = 0;
        CHECK_OK(zl_store_each_mailbox(w->store, true, count, &seen));
        CHECK_UINT(seen, 2);
        seen = 10;
        CHECK_STATUS(
            zl_store_each_mailbox(w->store, false, count, &seen), ZL_E_BUSY);
        CHECK_UINT(seen, 11);
}

static void queue(const struct zl_id *member, enum zl_mail_cause cause,
    const struct zl_id *about, uint8_t record)
{
        struct zl_mail mail = {.cause = cause,
            .about = *about,
            .record = {.bytes = {record}},
            .time = now};

        REQUIRE_OK(zl_store_queue_mail(w->store, member, &mail));
}

/* The newest of somebody's causes; 0: nobody is to be mailed now. */
static uint64_t next_is(const struct zl_id *member, struct zl_time at)
{
        struct zl_mailbox box;
        uint64_t number = 0;
        int status = zl_store_next_mail(w->store, at, &box, &number);

        if (status == ZL_E_NOT_FOUND)
                return 0;
        REQUIRE_OK(status);
        CHECK(zl_id_equal(&box.member, member));
        CHECK(number != 0);
        return number;
}

static void who_is_due_first_is_next(void)
{
        struct zl_time later = {now.ms + 50};

        (void)put_box(&w->contact, now.ms + 20);
        (void)put_box(&w->holder, now.ms + 10);
        CHECK_UINT(next_is(&w->contact, later), 0);
        queue(&w->contact, ZL_MAIL_RECORD, &w->club, 1);
        CHECK(next_is(&w->contact, later) != 0);
        queue(&w->holder, ZL_MAIL_RECORD, &w->club, 1);
        CHECK(next_is(&w->holder, later) != 0);
        CHECK_UINT(next_is(&w->holder, (struct zl_time){now.ms + 9}), 0);
        CHECK(next_is(&w->holder, (struct zl_time){now.ms + 10}) != 0);
}

/* What lies more than a day ahead was set before somebody set the clock. */
static void a_due_far_ahead_is_none(void)
{
        (void)put_box(&w->contact, now.ms);
        queue(&w->contact, ZL_MAIL_STEP, &w->club, 0);
        CHECK_UINT(
            next_is(&w->contact, (struct zl_time){now.ms - ZL_MS_DAY}), 0);
        CHECK(next_is(&w->contact, (struct zl_time){now.ms - ZL_MS_DAY - 1}) !=
            0);
}

static void who_has_no_address_gets_none(void)
{
        static const enum zl_mail_state states[] = {
            ZL_MAIL_NONE, ZL_MAIL_REFUSED};

        queue(&w->contact, ZL_MAIL_STEP, &w->club, 0);
        for (size_t i = 0; i < 2; i++) {
                struct zl_mailbox box = box_of(&w->contact, 1);

                box.state = states[i];
                if (states[i] == ZL_MAIL_NONE)
                        box.address[0] = '\0';
                REQUIRE_OK(zl_store_put_mailbox(w->store, &box));
                queue(&w->contact, ZL_MAIL_STEP, &w->club, 0);
                CHECK_UINT(next_is(&w->contact, now), 0);
                box = box_of(&w->contact, 1);
                REQUIRE_OK(zl_store_put_mailbox(w->store, &box));
                CHECK_UINT(next_is(&w->contact, now), 0);
        }
        queue(&w->contact, ZL_MAIL_STEP, &w->club, 0);
        CHECK(next_is(&w->contact, now) != 0);
}

static void the_same_cause_again_is_one(void)
{
        uint64_t first = 0;
        uint64_t second = 0;

        (void)put_box(&w->contact, 1);
        queue(&w->contact, ZL_MAIL_RECORD, &w->club, 1);
        first = next_is(&w->contact, now);
        queue(&w->contact, ZL_MAIL_RECORD, &w->club, 1);
        CHECK_UINT(next_is(&w->contact, now), first);
        queue(&w->contact, ZL_MAIL_RECORD, &w->club, 2);
        second = next_is(&w->contact, now);
        CHECK(second > first);
        queue(&w->contact, ZL_MAIL_OPEN, &w->club, 0);
        CHECK(next_is(&w->contact, now) > second);
}

/* What came while a mail was under way is to be told of again. */
static void what_was_in_a_mail_is_over(void)
{
        uint64_t sent = 0;

        (void)put_box(&w->contact, 1);
        (void)put_box(&w->holder, 2);
        queue(&w->contact, ZL_MAIL_RECORD, &w->club, 1);
        queue(&w->holder, ZL_MAIL_RECORD, &w->club, 1);
        queue(&w->contact, ZL_MAIL_RECORD, &w->club, 2);
        sent = next_is(&w->contact, now);
        queue(&w->contact, ZL_MAIL_RECORD, &w->club, 3);
        CHECK_OK(zl_store_drop_mail_to(w->store, &w->contact, sent));
        sent = next_is(&w->contact, now);
        CHECK_OK(zl_store_drop_mail_to(w->store, &w->contact, sent));
        CHECK(next_is(&w->holder, now) != 0);
        /* Numbers rise all the same. */
        queue(&w->contact, ZL_MAIL_RECORD, &w->club, 4);
        CHECK(next_is(&w->contact, now) > sent);
}

static void a_cause_ends(void)
{
        struct zl_hash record = {.bytes = {1}};
        struct zl_id other = zl_random_id();

        (void)put_box(&w->contact, 1);
        (void)put_box(&w->holder, 2);
        queue(&w->contact, ZL_MAIL_RECORD, &w->club, 1);
        queue(&w->holder, ZL_MAIL_RECORD, &w->club, 1);
        /* read by a professional: professionals need no mail of it */
        CHECK_OK(zl_store_drop_mail_read(
            w->store, &other, &record, ZL_ROLE_PROFESSIONAL));
        CHECK_OK(zl_store_drop_mail_read(
            w->store, &w->club, &record, ZL_ROLE_PROFESSIONAL));
        CHECK(next_is(&w->contact, now) != 0);
        CHECK_OK(zl_store_drop_mail_read(
            w->store, &w->club, &record, ZL_ROLE_CONTACT));
        CHECK_UINT(next_is(&w->contact, now), 0);
        /* one kind of cause, and all of a signal */
        queue(&w->contact, ZL_MAIL_ALERT, &w->club, 0);
        CHECK_OK(zl_store_drop_mail(w->store, &w->club, ZL_MAIL_STEP));
        CHECK_OK(zl_store_drop_mail(w->store, &other, ZL_MAIL_ALERT));
        CHECK(next_is(&w->contact, now) != 0);
        CHECK_OK(zl_store_drop_mail(w->store, &w->club, ZL_MAIL_ALERT));
        CHECK_UINT(next_is(&w->contact, now), 0);
        queue(&w->contact, ZL_MAIL_STEP, &other, 0);
        CHECK_OK(zl_store_drop_mail_about(w->store, &w->club));
        CHECK(next_is(&w->contact, now) != 0);
        CHECK_OK(zl_store_drop_mail_about(w->store, &other));
        CHECK_UINT(next_is(&w->contact, now), 0);
        /* given up */
        queue(&w->contact, ZL_MAIL_STEP, &other, 0);
        CHECK_OK(zl_store_drop_mail_before(w->store, now));
        CHECK(next_is(&w->contact, now) != 0);
        CHECK_OK(
            zl_store_drop_mail_before(w->store, (struct zl_time){now.ms + 1}));
        CHECK_UINT(next_is(&w->contact, now), 0);
        /* with its mailbox */
        queue(&w->contact, ZL_MAIL_STEP, &other, 0);
        CHECK_OK(zl_store_drop_mailbox(w->store, &w->contact));
        (void)put_box(&w->contact, 1);
        CHECK_UINT(next_is(&w->contact, now), 0);
}

static void the_mail_server_is_remembered(void)
{
        struct zl_relay relay = {.failing = true, .since = {9}};

        REQUIRE_OK(zl_store_relay(w->store, &relay));
        CHECK(!relay.failing);
        CHECK_UINT(relay.since.ms, 0);
        for (int i = 0; i < 2; i++) {
                struct zl_relay put = {.failing = i == 0,
                    .since = {20 + (uint64_t)i},
                    .tries = 30,
                    .due = {40}};

                REQUIRE_OK(zl_store_put_relay(w->store, &put));
                REQUIRE_OK(zl_store_relay(w->store, &relay));
                CHECK(relay.failing == put.failing);
                CHECK_UINT(relay.since.ms, put.since.ms);
                CHECK_UINT(relay.tries, 30);
                CHECK_UINT(relay.due.ms, 40);
        }
}

/* Each case on a database of its own, in a group. */
#define ON_A_STORE(name) \
        static void name##_case(void) \
        { \
                set_up(); \
                name(); \
                tear_down(); \
        }

ON_A_STORE(a_mailbox_comes_back)
ON_A_STORE(a_walk_sees_all_or_those_that_fail)
ON_A_STORE(who_is_due_first_is_next)
ON_A_STORE(a_due_far_ahead_is_none)
ON_A_STORE(who_has_no_address_gets_none)
ON_A_STORE(the_same_cause_again_is_one)
ON_A_STORE(what_was_in_a_mail_is_over)
ON_A_STORE(a_cause_ends)
ON_A_STORE(the_mail_server_is_remembered)

static const struct check_case cases[] = {
    CHECK_CASE(a_mailbox_comes_back_case),
    CHECK_CASE(a_walk_sees_all_or_those_that_fail_case),
    CHECK_CASE(who_is_due_first_is_next_case),
    CHECK_CASE(a_due_far_ahead_is_none_case),
    CHECK_CASE(who_has_no_address_gets_none_case),
    CHECK_CASE(the_same_cause_again_is_one_case),
    CHECK_CASE(what_was_in_a_mail_is_over_case),
    CHECK_CASE(a_cause_ends_case),
    CHECK_CASE(the_mail_server_is_remembered_case),
};
CHECK_MAIN("store_mail", cases)
