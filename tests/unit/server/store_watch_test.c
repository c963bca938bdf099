/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: what a signal waits for comes back as it was put; what is due is
 * found by its moment and nothing else; addenda and clubs without anybody are
 * there until they are dropped, and each only once. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "store/watch.h"
#include "store_world.h"

enum { SIGNALS = 5 };

static struct store_world *w;
static struct zl_id signals[SIGNALS]; /* in order of their ids */

static void sort_signals(void)
{
        for (size_t i = 0; i < SIGNALS; i++) {
                for (size_t k = i + 1; k < SIGNALS; k++) {
                        struct zl_id held = signals[i];

                        if (memcmp(signals[k].bytes, held.bytes, ZL_ID_SIZE) >
                            0)
                                continue;
                        signals[i] = signals[k];
                        signals[k] = held;
                }
        }
}

/* Signals, none of them watched, and a group that is open. */
static void set_up(void)
{
        w = store_world_new();
        REQUIRE_OK(store_world_open(w));
        store_world_found(w);
        REQUIRE_OK(zl_store_begin(w->store));
        for (size_t i = 0; i < SIGNALS; i++) {
                struct store_written written;

                REQUIRE_OK(store_world_write(w, ZL_NOTE,
                    store_world_member(w, &w->contact), NULL, NULL, &w->holder,
                    1, &written));
                signals[i] = written.id;
                free((void *)(uintptr_t)written.bytes.data);
        }
        sort_signals();
}

static void tear_down(void)
{
        store_world_head(w);
        CHECK_OK(zl_store_commit(w->store));
        store_world_free(w);
}

static struct zl_watch watch_of(size_t signal, uint64_t due)
{
        struct zl_watch watch = {.signal = signals[signal],
            .unread = {11},
            .unheld = {12},
            .since = {13},
            .step = 2,
            .unanswered = {14},
            .answer_told = true,
            .open = {15},
            .open_told = 16,
            .actor = w->holder,
            .due = {due}};

        return watch;
}

static void check_is(const struct zl_watch *a, const struct zl_watch *b)
{
        CHECK(zl_id_equal(&a->signal, &b->signal));
        CHECK_UINT(a->unread.ms, b->unread.ms);
        CHECK_UINT(a->unheld.ms, b->unheld.ms);
        CHECK_UINT(a->since.ms, b->since.ms);
        CHECK_UINT(a->step, b->step);
        CHECK_UINT(a->unanswered.ms, b->unanswered.ms);
        CHECK_UINT(a->answer_told, b->answer_told);
        CHECK_UINT(a->open.ms, b->open.ms);
        CHECK_UINT(a->open_told, b->open_told);
        CHECK(zl_id_equal(&a->actor, &b->actor));
        CHECK_UINT(a->due.ms, b->due.ms);
}

static void what_was_put_comes_back(void)
{
        struct zl_watch watch = watch_of(1, 17);
        struct zl_watch found;

        CHECK_STATUS(
            zl_store_find_watch(w->store, &signals[1], &found), ZL_E_NOT_FOUND);
        REQUIRE_OK(zl_store_put_watch(w->store, &watch));
        REQUIRE_OK(zl_store_find_watch(w->store, &signals[1], &found));
        check_is(&found, &watch);
        watch = (struct zl_watch){.signal = signals[1], .open = {1}};
        REQUIRE_OK(zl_store_put_watch(w->store, &watch));
        REQUIRE_OK(zl_store_find_watch(w->store, &signals[1], &found));
        check_is(&found, &watch);
        CHECK_STATUS(
            zl_store_find_watch(w->store, &signals[0], &found), ZL_E_NOT_FOUND);
        CHECK_OK(zl_store_drop_watch(w->store, &signals[0]));
        REQUIRE_OK(zl_store_find_watch(w->store, &signals[1], &found));
        CHECK_OK(zl_store_drop_watch(w->store, &signals[1]));
        CHECK_STATUS(
            zl_store_find_watch(w->store, &signals[1], &found), ZL_E_NOT_FOUND);
}

/* Which of the signals are due by a moment, as digits behind a 1. */
static unsigned due_by(uint64_t ms, size_t max)
{
        struct zl_watch found[SIGNALS];
        size_t count = 99;
        unsigned digits = 1;

        REQUIRE_OK(zl_store_due_watches(
            w->store, (struct zl_time){ms}, found, max, &count));
        REQUIRE(count <= max);
        for (size_t i = 0; i < count; i++) {
                for (unsigned k = 0; k < SIGNALS; k++) {
                        if (zl_id_equal(&found[i].signal, &signals[k]))
                                digits = 10 * digits + k;
                }
        }
        return digits;
}

static void what_is_due_is_found_by_its_moment(void)
{
        static const uint64_t dues[SIGNALS] = {50, 10, 40, 20, 30};

        CHECK_UINT(due_by(1000, SIGNALS), 1);
        for (size_t i = 0; i < SIGNALS; i++) {
                struct zl_watch watch = watch_of(i, dues[i]);

                REQUIRE_OK(zl_store_put_watch(w->store, &watch));
        }
        CHECK_UINT(due_by(9, SIGNALS), 1);
        CHECK_UINT(due_by(10, SIGNALS), 11);
        CHECK_UINT(due_by(39, SIGNALS), 1134);
        CHECK_UINT(due_by(50, SIGNALS), 113420);
        CHECK_UINT(due_by(50, 2), 113);
        CHECK_UINT(due_by(50, 0), 1);
}

static void a_walk_comes_past_each(void)
{
        struct zl_id after = {.bytes = {0}};
        struct zl_watch found[2];
        size_t count = 0;
        size_t seen = 0;

        for (size_t i = SIGNALS; i > 0; i--) {
                struct zl_watch watch = watch_of(i - 1, 7);

                REQUIRE_OK(zl_store_put_watch(w->store, &watch));
        }
        do {
                REQUIRE_OK(
                    zl_store_watches_after(w->store, &after, found, 2, &count));
                for (size_t i = 0; i < count; i++) {
                        REQUIRE(seen < SIGNALS);
                        CHECK(zl_id_equal(&found[i].signal, &signals[seen++]));
                        after = found[i].signal;
                }
        } while (count > 0);
        CHECK_UINT(seen, SIGNALS);
}

static int add_since(void *context, const struct zl_watch *watch)
{
        uint64_t *seen = context;

        CHECK_UINT(watch->step, 3);
        *seen = 10 * *seen + watch->since.ms;
        return *seen > 1000 ? ZL_E_BUSY : ZL_OK;
}

static void who_waits_longest_stands_first(void)
{
        static const uint64_t since[SIGNALS] = {5, 3, 4, 9, 1};
        static const unsigned steps[SIGNALS] = {3, 3, 2, 0, 3};
        uint64_t seen = 0;

        for (size_t i = 0; i < SIGNALS; i++) {
                struct zl_watch watch = watch_of(i, 7);

                watch.since.ms = since[i];
                watch.step = steps[i];
                REQUIRE_OK(zl_store_put_watch(w->store, &watch));
        }
        CHECK_OK(zl_store_each_escalated(w->store, 9, add_since, &seen));
        CHECK_UINT(seen, 135);
        seen = 0;
        CHECK_OK(zl_store_each_escalated(w->store, 2, add_since, &seen));
        CHECK_UINT(seen, 13);
        seen = 100;
        CHECK_STATUS(
            zl_store_each_escalated(w->store, 9, add_since, &seen), ZL_E_BUSY);
        CHECK_UINT(seen, 1001);
}

static uint64_t first_addendum(size_t signal)
{
        struct zl_time time = {77};

        REQUIRE_OK(zl_store_first_addendum(w->store, &signals[signal], &time));
        return time.ms;
}

static void addenda_wait_until_they_are_dropped(void)
{
        struct zl_hash hashes[3] = {
            {.bytes = {1}}, {.bytes = {2}}, {.bytes = {3}}};

        CHECK_UINT(first_addendum(0), 0);
        for (size_t i = 0; i < 3; i++)
                REQUIRE_OK(zl_store_put_addendum(w->store, &signals[0],
                    &hashes[i], (struct zl_time){30 - 10 * i}));
        REQUIRE_OK(zl_store_put_addendum(
            w->store, &signals[1], &hashes[0], (struct zl_time){5}));
        CHECK_UINT(first_addendum(0), 10);
        CHECK_OK(zl_store_drop_addendum(w->store, &signals[0], &hashes[2]));
        CHECK_UINT(first_addendum(0), 20);
        CHECK_OK(zl_store_drop_addendum(w->store, &signals[0], &hashes[2]));
        CHECK_OK(zl_store_drop_addendum(w->store, &signals[1], &hashes[1]));
        CHECK_UINT(first_addendum(0), 20);
        CHECK_OK(zl_store_drop_addenda(w->store, &signals[0]));
        CHECK_UINT(first_addendum(0), 0);
        CHECK_UINT(first_addendum(1), 5);
}

static void an_alert_is_there_once(void)
{
        struct zl_id other = signals[0];

        CHECK_STATUS(zl_store_find_alert(w->store, &w->club), ZL_E_NOT_FOUND);
        CHECK_OK(zl_store_drop_alert(w->store, &w->club));
        REQUIRE_OK(zl_store_put_alert(w->store, &w->club, (struct zl_time){5}));
        REQUIRE_OK(zl_store_put_alert(w->store, &w->club, (struct zl_time){9}));
        CHECK_OK(zl_store_find_alert(w->store, &w->club));
        CHECK_STATUS(zl_store_find_alert(w->store, &other), ZL_E_NOT_FOUND);
        CHECK_OK(zl_store_drop_alert(w->store, &other));
        CHECK_OK(zl_store_find_alert(w->store, &w->club));
        CHECK_OK(zl_store_drop_alert(w->store, &w->club));
        CHECK_STATUS(zl_store_find_alert(w->store, &w->club), ZL_E_NOT_FOUND);
}

/* Each case on a database of its own, in a group. */
#define ON_A_STORE(name) \
        static void name##_case(void) \
        { \
                set_up(); \
                name(); \
                tear_down(); \
        }

ON_A_STORE(what_was_put_comes_back)
ON_A_STORE(what_is_due_is_found_by_its_moment)
ON_A_STORE(a_walk_comes_past_each)
ON_A_STORE(who_waits_longest_stands_first)
ON_A_STORE(addenda_wait_until_they_are_dropped)
ON_A_STORE(an_alert_is_there_once)

static const struct check_case cases[] = {
    CHECK_CASE(what_was_put_comes_back_case),
    CHECK_CASE(what_is_due_is_found_by_its_moment_case),
    CHECK_CASE(a_walk_comes_past_each_case),
    CHECK_CASE(who_waits_longest_stands_first_case),
    CHECK_CASE(addenda_wait_until_they_are_dropped_case),
    CHECK_CASE(an_alert_is_there_once_case),
};
CHECK_MAIN("store_watch", cases)
