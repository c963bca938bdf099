/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Clients that are never silent and never done. Each is cut off at
 * its deadline and not before, and honest ones are served meanwhile. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "live_world.h"

/* The deadline is a second; that it comes at all is waited for far longer. */
enum { DEADLINE_MS = 1000, STEP_MS = 100, STEPS_MAX = 300 };

static const struct zl_bytes nothing = {NULL, 0};

static long now_ms(void)
{
        struct timespec now;

        (void)clock_gettime(CLOCK_MONOTONIC, &now);
        return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static struct live *start_impatient(void)
{
        struct live *live = live_new();

        live->config.head_seconds = DEADLINE_MS / 1000;
        live->config.body_seconds = DEADLINE_MS / 1000;
        live_start(live);
        return live;
}

static void check_honest(const struct live *live)
{
        struct live_answer answer;

        live_ask(live, "GET", "/v1/health", NULL, nothing, &answer);
        CHECK_INT(answer.status, 200);
        live_done(&answer);
}

/* Did the server end the connection?  What it sends is not read. */
static bool is_cut(int fd)
{
        struct pollfd wait = {.fd = fd, .events = POLLRDHUP};

        return poll(&wait, 1, STEP_MS) == 1 &&
            (wait.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

/* A byte at a time, for as long as the server lets us. */
static void trickles_until_cut(
    const struct live *live, int fd, const char *text)
{
        long began = now_ms();
        size_t size = strlen(text);
        int steps = 0;

        while (steps < STEPS_MAX && !is_cut(fd)) {
                if ((size_t)steps < size)
                        (void)!send(fd, text + steps, 1, MSG_NOSIGNAL);
                check_honest(live);
                steps++;
        }
        CHECK(steps < STEPS_MAX);
        CHECK(now_ms() - began >= DEADLINE_MS - STEP_MS);
        (void)close(fd);
}

static void a_slow_head_is_cut(void)
{
        static const char head[] =
            "GET /v1/health HTTP/1.1\r\nHost: h\r\nA: aaaaaaaaaaaaaaaaaaaaaaaa"
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
        struct live *live = start_impatient();

        trickles_until_cut(live, live_connect(live), head);
        live_free(live);
}

static void a_connection_without_a_request_is_cut(void)
{
        struct live *live = start_impatient();

        trickles_until_cut(live, live_connect(live), "");
        live_free(live);
}

/* The time for a head begins anew after each answer. */
static void so_is_one_that_asks_nothing_more(void)
{
        static const char ask[] = "GET /v1/health HTTP/1.1\r\nHost: h\r\n\r\n";
        struct live *live = start_impatient();
        int fd = live_connect(live);
        char part[2048];

        for (int i = 0; i < 3; i++) {
                REQUIRE(send(fd, ask, strlen(ask), MSG_NOSIGNAL) ==
                    (ssize_t)strlen(ask));
                CHECK(recv(fd, part, sizeof(part), 0) > 12);
                CHECK(strncmp(part, "HTTP/1.1 200", 12) == 0);
        }
        trickles_until_cut(live, fd, "GET /");
        live_free(live);
}

static void a_slow_body_is_cut(void)
{
        static const char head[] =
            "PUT /v1/records/0123456789abcdef0123456789abcdef HTTP/1.1\r\n"
            "Host: h\r\nContent-Type: application/octet-stream\r\n"
            "Content-Length: 100000\r\n\r\n";
        struct live *live = start_impatient();
        int fd = live_connect(live);

        REQUIRE(send(fd, head, strlen(head), MSG_NOSIGNAL) ==
            (ssize_t)strlen(head));
        trickles_until_cut(live, fd, head);
        live_free(live);
}

/* Asks and asks, and reads no answer: in the end none can leave. */
static void who_does_not_read_is_cut(void)
{
        static const char ask[] = "GET /v1/health HTTP/1.1\r\nHost: h\r\n\r\n";
        enum { MANY = 20000, FULL = 20 };
        struct live *live = live_new();
        struct sockaddr_un where = {.sun_family = AF_UNIX};
        int steps = 0;
        int full = 0;
        int fd = -1;

        live->config.head_seconds = 60;
        live->config.body_seconds = 1;
        (void)snprintf(
            where.sun_path, sizeof(where.sun_path), "%s/socket", live->folder);
        (void)snprintf(live->config.listen, sizeof(live->config.listen),
            "unix:%s", where.sun_path);
        live_start(live);
        fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        REQUIRE(connect(fd, (struct sockaddr *)&where, sizeof(where)) == 0);
        for (int i = 0; i < MANY && full < FULL; i++) {
                /* A step in which the server may take more. */
                if (send(fd, ask, strlen(ask), MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
                        full += is_cut(fd) ? FULL : 1;
        }
        while (steps < STEPS_MAX && !is_cut(fd))
                steps++;
        CHECK(steps < STEPS_MAX);
        (void)close(fd);
        live_free(live);
}

/* What a reload brings holds for who comes next. */
static void new_times_hold_from_then_on(void)
{
        struct live *live = live_new();

        live->config.head_seconds = 300;
        live_start(live);
        live->config.head_seconds = DEADLINE_MS / 1000;
        zl_server_reload(live->server, &live->config);
        trickles_until_cut(live, live_connect(live), "GET /");
        live_free(live);
}

static const struct check_case cases[] = {
    CHECK_CASE(a_slow_head_is_cut),
    CHECK_CASE(a_connection_without_a_request_is_cut),
    CHECK_CASE(so_is_one_that_asks_nothing_more),
    CHECK_CASE(a_slow_body_is_cut),
    CHECK_CASE(who_does_not_read_is_cut),
    CHECK_CASE(new_times_hold_from_then_on),
};
CHECK_MAIN("live_slow", cases)
