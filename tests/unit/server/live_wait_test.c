/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Requests that wait for news: they are answered when there is some,
 * when their time is over, and when the server ends; and never are any two of
 * one device left waiting. */
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "live_world.h"
#include "log.h"

/* So long nothing is said by one that waits; what is to come is waited for
 * far longer. */
enum { QUIET_MS = 300 };

static const struct zl_bytes nothing = {NULL, 0};

static bool is_quiet(int fd)
{
        struct pollfd wait = {.fd = fd, .events = POLLIN};

        return poll(&wait, 1, QUIET_MS) == 0;
}

static int send_wait(const struct live *live, enum live_person who,
    uint64_t after, unsigned seconds)
{
        char target[96];

        (void)snprintf(target, sizeof(target), "/v1/records?after=%llu&wait=%u",
            (unsigned long long)after, seconds);
        return live_send_signed(live, &live->devices[who], target);
}

/* Reads the answer: a bundle of how many, and where to ask next. */
static unsigned receive_bundle(int fd, uint64_t *ret_next)
{
        struct live_answer answer;
        struct zl_bundle bundle;
        unsigned count = 0;

        live_receive(fd, &answer);
        CHECK_INT(answer.status, 200);
        REQUIRE_OK(zl_bundle_read(answer.body.data, answer.body.size, &bundle));
        count = bundle.count;
        *ret_next = bundle.next;
        live_done(&answer);
        return count;
}

static void put_note(const struct live *live)
{
        struct live_answer answer;
        struct zl_id id;
        struct zl_buf note;

        live_note(live, &id, &note);
        live_put_record(live, &id, &note, &answer);
        CHECK_INT(answer.status, 201);
        live_done(&answer);
        zl_buf_free(&note);
}

static void news_ends_the_wait(void)
{
        struct live *live = live_founded();
        uint64_t next = 0;
        int fd = send_wait(live, LIVE_HOLDER, 0, 50);

        CHECK(is_quiet(fd));
        put_note(live);
        CHECK_UINT(receive_bundle(fd, &next), 1);
        CHECK_UINT(next, 1);
        /* What is there already is not waited for. */
        fd = send_wait(live, LIVE_DEPUTY, 0, 50);
        CHECK_UINT(receive_bundle(fd, &next), 1);
        /* Nor is it without the parameter. */
        fd = live_send_signed(
            live, &live->devices[LIVE_HOLDER], "/v1/records?after=1");
        CHECK_UINT(receive_bundle(fd, &next), 0);
        live_free(live);
}

static void the_time_ends_the_wait(void)
{
        struct live *live = live_founded();
        struct timespec began;
        struct timespec ended;
        uint64_t next = 0;
        int fd = -1;

        (void)clock_gettime(CLOCK_MONOTONIC, &began);
        fd = send_wait(live, LIVE_HOLDER, 0, 1);
        CHECK_UINT(receive_bundle(fd, &next), 0);
        (void)clock_gettime(CLOCK_MONOTONIC, &ended);
        CHECK((ended.tv_sec - began.tv_sec) * 1000 +
                (ended.tv_nsec - began.tv_nsec) / 1000000 >=
            999);
        live_free(live);
}

/* It may wait for longer than an answer may take otherwise. */
static void a_wait_is_not_late(void)
{
        struct live *live = live_new();
        uint64_t next = 0;
        int fd = -1;

        live->config.answer_seconds = 1;
        live_start(live);
        live_found(live);
        fd = send_wait(live, LIVE_HOLDER, 0, 3);
        CHECK_UINT(receive_bundle(fd, &next), 0);
        live_free(live);
}

static void a_newer_wait_ends_the_older(void)
{
        struct live *live = live_founded();
        uint64_t next = 0;
        int older = send_wait(live, LIVE_HOLDER, 0, 50);
        int newer = -1;

        CHECK(is_quiet(older));
        newer = send_wait(live, LIVE_HOLDER, 0, 50);
        CHECK_UINT(receive_bundle(older, &next), 0);
        CHECK(is_quiet(newer));
        put_note(live);
        CHECK_UINT(receive_bundle(newer, &next), 1);
        live_free(live);
}

static void not_all_may_wait(void)
{
        struct live *live = live_new();
        struct live_answer answer;
        uint64_t next = 0;
        int first = -1;

        live->config.waits = 1;
        live_start(live);
        live_found(live);
        first = send_wait(live, LIVE_HOLDER, 0, 50);
        CHECK(is_quiet(first));
        live_receive(send_wait(live, LIVE_DEPUTY, 0, 50), &answer);
        live_check_problem(&answer, 503, "busy");
        CHECK_STR(live_header(&answer, "\r\nRetry-After:"), "2");
        live_done(&answer);
        put_note(live);
        CHECK_UINT(receive_bundle(first, &next), 1);
        live_free(live);
}

/* The server does not wait for them when it ends. */
static void a_stop_answers_those_who_wait(void)
{
        struct live *live = live_founded();
        uint64_t next = 0;
        int fds[] = {send_wait(live, LIVE_HOLDER, 0, 50),
            send_wait(live, LIVE_DEPUTY, 0, 50),
            send_wait(live, LIVE_CONTACT, 0, 50)};

        for (size_t i = 0; i < 3; i++)
                CHECK(is_quiet(fds[i]));
        live_stop(live);
        for (size_t i = 0; i < 3; i++)
                CHECK_UINT(receive_bundle(fds[i], &next), 0);
        live_free(live);
}

/* Who is gone is not missed, and takes nobody along. */
static void who_waits_may_vanish(void)
{
        struct live *live = live_founded();
        uint64_t next = 0;
        int fd = -1;

        for (int i = 0; i < 5; i++) {
                fd = send_wait(live, LIVE_HOLDER, 0, 50);
                CHECK(is_quiet(fd));
                (void)close(fd);
                fd = send_wait(live, LIVE_DEPUTY, 0, 1);
                (void)close(fd);
        }
        put_note(live);
        fd = send_wait(live, LIVE_HOLDER, 0, 50);
        CHECK_UINT(receive_bundle(fd, &next), 1);
        fd = send_wait(live, LIVE_CONTACT, 1, 50);
        CHECK(is_quiet(fd));
        (void)close(fd);
        /* One that vanished still waits when the server ends. */
        live_free(live);
}

/* ---- Nothing is missed, however reading and writing fall together ---- */

enum { NOTES = 40 };

struct listener {
        const struct live *live;
        enum live_person who;
        unsigned heard;
        pthread_t thread;
};

static void *listen_for_notes(void *context)
{
        struct listener *listener = context;
        uint64_t next = 0;

        while (listener->heard < NOTES) {
                int fd = send_wait(listener->live, listener->who, next, 50);

                listener->heard += receive_bundle(fd, &next);
        }
        return NULL;
}

static void nothing_is_missed(void)
{
        static const enum live_person who[] = {
            LIVE_HOLDER, LIVE_DEPUTY, LIVE_CONTACT};
        struct live *live = live_founded();
        struct listener listeners[3];
        struct live_answer answer;

        for (size_t i = 0; i < 3; i++) {
                listeners[i] = (struct listener){.live = live, .who = who[i]};
                REQUIRE(pthread_create(&listeners[i].thread, NULL,
                            listen_for_notes, &listeners[i]) == 0);
        }
        for (int i = 0; i < NOTES; i++)
                put_note(live);
        for (size_t i = 0; i < 3; i++) {
                (void)pthread_join(listeners[i].thread, NULL);
                CHECK_UINT(listeners[i].heard, NOTES);
        }
        live_ask(live, "GET", "/v1/health", NULL, nothing, &answer);
        CHECK_INT(answer.status, 200);
        live_done(&answer);
        live_free(live);
}

static const struct check_case cases[] = {
    CHECK_CASE(news_ends_the_wait),
    CHECK_CASE(the_time_ends_the_wait),
    CHECK_CASE(a_wait_is_not_late),
    CHECK_CASE(a_newer_wait_ends_the_older),
    CHECK_CASE(not_all_may_wait),
    CHECK_CASE(a_stop_answers_those_who_wait),
    CHECK_CASE(who_waits_may_vanish),
    CHECK_CASE(nothing_is_missed),
};
CHECK_MAIN("live_wait", cases)
