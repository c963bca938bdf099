/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Who waits, who is woken, and that nobody is missed or woken
 * twice. */
#include "waiters.h"

#include <stdlib.h>

#include "check.h"

enum { PERSONS = 6, MOST = 4 };

/* What became of each; its address is what waits. */
struct person {
        unsigned woken;
        unsigned last;
};

static struct person persons[PERSONS];
static struct zl_waiters *waiters;

static void wake(void *who, bool last)
{
        struct person *person = who;

        person->woken++;
        person->last += last;
}

static void begin(unsigned most)
{
        for (int i = 0; i < PERSONS; i++)
                persons[i] = (struct person){0};
        REQUIRE_OK(zl_waiters_new(most, wake, &waiters));
}

static void end(void)
{
        zl_waiters_stop(waiters);
        zl_waiters_free(waiters);
}

static struct zl_id member_of(int person)
{
        struct zl_id id = {{0}};

        /* The other way round, so that the news has to be sorted. */
        id.bytes[0] = (uint8_t)(PERSONS - person);
        return id;
}

/* A person waits, on a device of that number. */
static int enter_on(int person, uint8_t device, uint64_t mark)
{
        struct zl_waiter waiter = {
            .member = member_of(person), .who = &persons[person]};

        waiter.device.bytes[31] = device;
        return zl_waiters_enter(waiters, mark, &waiter);
}

static int enter(int person)
{
        return enter_on(
            person, (uint8_t)(person + 1), zl_waiters_mark(waiters));
}

static void news_for(int a, int b)
{
        struct zl_id members[2] = {member_of(a), member_of(b)};

        zl_waiters_news(waiters, members, 2);
}

static void those_it_concerns_are_woken_once(void)
{
        begin(MOST);
        for (int i = 0; i < 3; i++)
                CHECK_OK(enter(i));
        news_for(2, 0);
        CHECK_UINT(persons[0].woken, 1);
        CHECK_UINT(persons[1].woken, 0);
        CHECK_UINT(persons[2].woken, 1);
        CHECK_UINT(persons[0].last, 0);
        news_for(0, 2);
        CHECK_UINT(persons[0].woken, 1);
        zl_waiters_news_for_all(waiters);
        CHECK_UINT(persons[1].woken, 1);
        end();
        CHECK_UINT(persons[1].last, 0);
}

/* What came between looking and waiting would else be missed. */
static void who_looked_before_the_news_looks_again(void)
{
        uint64_t mark = 0;

        begin(MOST);
        mark = zl_waiters_mark(waiters);
        news_for(4, 5);
        CHECK_STATUS(enter_on(0, 1, mark), ZL_E_STATE);
        CHECK_OK(enter(0));
        end();
        CHECK_UINT(persons[0].woken, 1);
        CHECK_UINT(persons[0].last, 1);
}

static void a_device_waits_once(void)
{
        begin(1);
        CHECK_OK(enter_on(0, 7, zl_waiters_mark(waiters)));
        CHECK_OK(enter_on(1, 7, zl_waiters_mark(waiters)));
        CHECK_UINT(persons[0].woken, 1);
        CHECK_UINT(persons[0].last, 1);
        CHECK_UINT(persons[1].woken, 0);
        /* Another device is one too many. */
        CHECK_STATUS(enter_on(2, 8, zl_waiters_mark(waiters)), ZL_E_BUSY);
        zl_waiters_set(waiters, 2);
        CHECK_OK(enter_on(2, 8, zl_waiters_mark(waiters)));
        end();
}

static void who_left_is_not_woken(void)
{
        begin(MOST);
        CHECK_OK(enter(0));
        CHECK_OK(enter(1));
        CHECK(zl_waiters_leave(waiters, &persons[0]));
        CHECK(!zl_waiters_leave(waiters, &persons[0]));
        CHECK(!zl_waiters_leave(waiters, &persons[3]));
        news_for(0, 0);
        CHECK_UINT(persons[0].woken, 0);
        news_for(1, 1);
        CHECK(!zl_waiters_leave(waiters, &persons[1]));
        end();
}

/* Looks once more, finds nothing, and waits again within its own wake. */
static void wake_and_wait_on(void *who, bool last)
{
        struct person *person = who;

        person->woken++;
        if (!last)
                CHECK_OK(enter((int)(person - persons)));
}

static void who_waits_again_is_not_woken_by_the_same_news(void)
{
        begin(MOST);
        zl_waiters_free(waiters);
        REQUIRE_OK(zl_waiters_new(MOST, wake_and_wait_on, &waiters));
        CHECK_OK(enter(0));
        CHECK_OK(enter(1));
        zl_waiters_news_for_all(waiters);
        CHECK_UINT(persons[0].woken, 1);
        CHECK_UINT(persons[1].woken, 1);
        end();
        CHECK_UINT(persons[0].woken, 2);
}

static void nobody_waits_for_a_server_that_ends(void)
{
        begin(MOST);
        zl_waiters_stop(waiters);
        CHECK_STATUS(enter(0), ZL_E_BUSY);
        zl_waiters_free(waiters);
}

static const struct check_case cases[] = {
    CHECK_CASE(those_it_concerns_are_woken_once),
    CHECK_CASE(who_looked_before_the_news_looks_again),
    CHECK_CASE(a_device_waits_once),
    CHECK_CASE(who_left_is_not_woken),
    CHECK_CASE(who_waits_again_is_not_woken_by_the_same_news),
    CHECK_CASE(nobody_waits_for_a_server_that_ends),
};
CHECK_MAIN("waiters", cases)
