/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! The transport: bytes go where they should and nowhere else, and a
 * server that misbehaves cannot hold or fill us.  A child process plays it. */
#include "transport.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check.h"

static const struct transport_limits quick = {
    .connect_ms = 2000, .total_ms = 700, .answer_max = 1000};

struct peer {
        pid_t child;
        char origin[64];
        char socket[64];
        int seen; /* what it was sent comes back here */
};

/* Sends `text`, then what `more` says. */
static void play(int client, int seen, const char *text, char more)
{
        char request[4096];
        ssize_t n = read(client, request, sizeof(request));

        if (n > 0)
                (void)!write(seen, request, (size_t)n);
        (void)!write(client, text, strlen(text));
        while (more == 'f') { /* floods */
                if (write(client, request, sizeof(request)) < 0)
                        break;
        }
        for (int i = 0; more == 's' && i < 100; i++) { /* drips */
                if (write(client, "x", 1) < 0)
                        break;
                (void)usleep(50000);
        }
        (void)close(client);
}

static int listen_on(struct peer *peer, bool unix_socket)
{
        struct sockaddr_in in = {
            .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        struct sockaddr_un un = {.sun_family = AF_UNIX};
        socklen_t size = sizeof(in);
        int fd = socket(unix_socket ? AF_UNIX : AF_INET, SOCK_STREAM, 0);

        REQUIRE(fd >= 0);
        if (unix_socket) {
                (void)snprintf(peer->socket, sizeof(peer->socket),
                    "/tmp/zl-transport-%d", (int)getpid());
                (void)unlink(peer->socket);
                (void)snprintf(
                    un.sun_path, sizeof(un.sun_path), "%s", peer->socket);
                REQUIRE_INT(
                    bind(fd, (struct sockaddr *)(void *)&un, sizeof(un)), 0);
                (void)snprintf(peer->origin, sizeof(peer->origin),
                    "https://signalen.example");
        } else {
                REQUIRE_INT(
                    bind(fd, (struct sockaddr *)(void *)&in, sizeof(in)), 0);
                REQUIRE_INT(
                    getsockname(fd, (struct sockaddr *)(void *)&in, &size), 0);
                (void)snprintf(peer->origin, sizeof(peer->origin),
                    "http://127.0.0.1:%u", ntohs(in.sin_port));
        }
        REQUIRE_INT(listen(fd, 8), 0);
        return fd;
}

static struct peer start(const char *text, char more, bool unix_socket)
{
        struct peer peer = {0};
        int pipes[2];
        int fd = listen_on(&peer, unix_socket);

        REQUIRE_INT(pipe(pipes), 0);
        peer.child = fork();
        if (peer.child == 0) {
                (void)close(pipes[0]);
                (void)signal(SIGPIPE, SIG_IGN);
                for (;;) {
                        int client = accept(fd, NULL, NULL);

                        if (client < 0)
                                _exit(1);
                        play(client, pipes[1], text, more);
                }
        }
        (void)close(pipes[1]);
        (void)close(fd);
        peer.seen = pipes[0];
        return peer;
}

static void stop(struct peer *peer)
{
        (void)kill(peer->child, SIGKILL);
        (void)waitpid(peer->child, NULL, 0);
        (void)close(peer->seen);
        if (peer->socket[0] != '\0')
                (void)unlink(peer->socket);
}

static int ask(const struct peer *peer, const struct transport_request *given,
    int *ret_http, struct zl_buf *body)
{
        struct transport_request request = *given;
        struct transport *transport = NULL;
        int status = ZL_OK;

        request.origin = peer->origin;
        REQUIRE_OK(transport__new(
            &quick, peer->socket[0] != '\0' ? peer->socket : NULL, &transport));
        zl_buf_init(body, 1);
        status = transport__send(transport, &request, ret_http, body);
        if (status != ZL_OK)
                CHECK(transport__detail(transport)[0] != '\0');
        transport__free(transport);
        return status;
}

static const struct transport_request get = {
    .method = "GET", .path = "/v1/health"};

static void an_answer_comes_back_whole(void)
{
        struct peer peer =
            start("HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\n"
                  "a\001b\xff"
                  "c",
                0, false);
        const struct transport_request put = {.method = "PUT",
            .path = "/v1/records/1",
            .body = {(const uint8_t *)"body!", 5},
            .content_digest = "sha-256=:x:",
            .signature_input = "zl=()",
            .signature = "zl=:y:"};
        struct zl_buf body = {0};
        char seen[4096] = "";
        int http = 0;

        CHECK_OK(ask(&peer, &put, &http, &body));
        CHECK_INT(http, 201);
        CHECK_BYTES(body.data, body.size,
            "a\001b\xff"
            "c",
            5);
        REQUIRE(read(peer.seen, seen, sizeof(seen) - 1) > 0);
        CHECK(strncmp(seen, "PUT /v1/records/1 HTTP/1.1\r\n", 28) == 0);
        CHECK(strstr(seen, "\r\nContent-Digest: sha-256=:x:\r\n") != NULL);
        CHECK(strstr(seen, "\r\nSignature-Input: zl=()\r\n") != NULL);
        CHECK(strstr(seen, "\r\nSignature: zl=:y:\r\n") != NULL);
        CHECK(strstr(seen, "\r\nContent-Length: 5\r\n") != NULL);
        CHECK(strstr(seen, "\r\nContent-Type: application/octet-stream\r\n") !=
            NULL);
        CHECK(strstr(seen, "\r\n\r\nbody!") != NULL);
        zl_buf_free(&body);
        stop(&peer);
}

static void an_etag_goes_and_comes(void)
{
        struct peer peer = start("HTTP/1.1 200 OK\r\nETag: \"b\"\r\n"
                                 "Connection: close\r\n"
                                 "Content-Length: 2\r\n\r\n{}",
            0, false);
        struct transport_request erase = {.method = "DELETE",
            .origin = peer.origin,
            .path = "/v1/register/clubs/1/visits/2",
            .if_match = "\"a\""};
        struct transport *transport = NULL;
        struct zl_buf body = {0};
        char seen[4096] = "";
        int http = 0;

        REQUIRE_OK(transport__new(&quick, NULL, &transport));
        CHECK(transport__etag(transport) == NULL);
        CHECK_OK(transport__send(transport, &erase, &http, &body));
        CHECK_STR(transport__etag(transport), "\"b\"");
        REQUIRE(read(peer.seen, seen, sizeof(seen) - 1) > 0);
        CHECK(strncmp(seen, "DELETE /v1/register/", 20) == 0);
        CHECK(strstr(seen, "\r\nIf-Match: \"a\"\r\n") != NULL);
        CHECK(strstr(seen, "\r\nIf-None-Match") == NULL);
        erase.method = "PUT";
        erase.if_match = NULL;
        erase.if_none_match = "*";
        CHECK_OK(transport__send(transport, &erase, &http, &body));
        memset(seen, 0, sizeof(seen));
        REQUIRE(read(peer.seen, seen, sizeof(seen) - 1) > 0);
        CHECK(strncmp(seen, "PUT /v1/register/", 17) == 0);
        CHECK(strstr(seen, "\r\nIf-None-Match: *\r\n") != NULL);
        CHECK(strstr(seen, "\r\nIf-Match") == NULL);
        zl_buf_free(&body);
        transport__free(transport);
        stop(&peer);
}

static void a_refusal_is_an_answer_too(void)
{
        struct peer peer = start(
            "HTTP/1.1 409 Conflict\r\nContent-Length: 2\r\n\r\n{}", 0, false);
        struct zl_buf body = {0};
        int http = 0;

        CHECK_OK(ask(&peer, &get, &http, &body));
        CHECK_INT(http, 409);
        CHECK_UINT(body.size, 2);
        zl_buf_free(&body);
        stop(&peer);
}

static void fails(const char *text, char more, int wanted)
{
        struct peer peer = start(text, more, false);
        struct zl_buf body = {0};
        int http = 77;

        CHECK_STATUS(ask(&peer, &get, &http, &body), wanted);
        CHECK_INT(http, 77);
        zl_buf_free(&body);
        stop(&peer);
}

static void a_redirect_is_not_followed(void)
{
        struct peer other =
            start("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 0, false);
        char text[200];
        char seen[16];
        ssize_t asked = 0;

        (void)snprintf(text, sizeof(text),
            "HTTP/1.1 307 Temporary Redirect\r\nLocation: %s/v1/health\r\n"
            "Content-Length: 0\r\n\r\n",
            other.origin);
        fails(text, 0, ZL_E_SERVER);
        /* Nobody asked the other one anything. */
        (void)kill(other.child, SIGKILL);
        asked = read(other.seen, seen, sizeof(seen));
        CHECK_INT(asked, 0);
        stop(&other);
}

static void a_flood_ends_at_the_limit(void)
{
        fails("HTTP/1.1 200 OK\r\n\r\n", 'f', ZL_E_SERVER);
        fails("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n", 'f',
            ZL_E_SERVER);
}

static void a_drip_ends_in_time(void)
{
        struct timespec before;
        struct timespec after;

        (void)clock_gettime(CLOCK_MONOTONIC, &before);
        fails("HTTP/1.1 200 OK\r\n\r\n", 's', ZL_E_NETWORK);
        (void)clock_gettime(CLOCK_MONOTONIC, &after);
        CHECK(after.tv_sec - before.tv_sec <= 3);
}

static void half_an_answer_is_none(void)
{
        fails("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", 0,
            ZL_E_NETWORK);
        fails("", 0, ZL_E_NETWORK);
        fails("<html>hello</html>", 0, ZL_E_SERVER);
}

static void nobody_there_is_no_connection(void)
{
        struct peer peer = start("", 0, false);
        struct zl_buf body = {0};
        int http = 0;

        stop(&peer);
        CHECK_STATUS(ask(&peer, &get, &http, &body), ZL_E_NETWORK);
        zl_buf_free(&body);
}

static void a_unix_socket_carries_an_https_origin(void)
{
        struct peer peer =
            start("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 0, true);
        struct zl_buf body = {0};
        char seen[4096] = "";
        int http = 0;

        CHECK_OK(ask(&peer, &get, &http, &body));
        CHECK_INT(http, 200);
        REQUIRE(read(peer.seen, seen, sizeof(seen) - 1) > 0);
        CHECK(strstr(seen, "\r\nHost: signalen.example\r\n") != NULL);
        zl_buf_free(&body);
        stop(&peer);
}

static void https_to_a_server_without_tls_fails(void)
{
        struct peer peer =
            start("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 0, false);
        struct zl_buf body = {0};
        char http_origin[32];
        int http = 0;

        (void)snprintf(http_origin, sizeof(http_origin), "%.31s", peer.origin);
        (void)snprintf(peer.origin, sizeof(peer.origin), "https%s",
            http_origin + strlen("http"));
        CHECK_STATUS(ask(&peer, &get, &http, &body), ZL_E_NETWORK);
        zl_buf_free(&body);
        stop(&peer);
}

static void only_https_or_this_machine(void)
{
        CHECK(transport__allowed("https://signalen.example", false));
        CHECK(transport__allowed("https://signalen.example:8443", false));
        CHECK(transport__allowed("http://127.0.0.1:8440", false));
        CHECK(transport__allowed("http://localhost:8440", false));
        CHECK(transport__allowed("http://[::1]:8440", false));
        CHECK(!transport__allowed("http://signalen.example", false));
        CHECK(transport__allowed("http://signalen.example", true));
        CHECK(!transport__allowed("http://127.0.0.1.example", false));
        CHECK(!transport__allowed("http://localhost.example:80", false));
        CHECK(!transport__allowed("http://127.0.0.1@example.org", false));
        CHECK(!transport__allowed("https://user@example.org", false));
        CHECK(!transport__allowed("https://example.org/path", false));
        CHECK(!transport__allowed("https://example.org:123456", false));
        CHECK(!transport__allowed("https://", false));
        CHECK(!transport__allowed("ftp://127.0.0.1", true));
        CHECK(!transport__allowed("file:///etc/passwd", true));
        CHECK(!transport__allowed("", true));
}

static void what_is_not_allowed_is_not_sent(void)
{
        struct transport *transport = NULL;
        struct zl_buf body = {0};
        struct transport_request request = get;
        int http = 0;

        REQUIRE_OK(transport__new(&quick, NULL, &transport));
        request.origin = "http://example.org";
        CHECK_STATUS(
            transport__send(transport, &request, &http, &body), ZL_E_USAGE);
        request.origin = "http://127.0.0.1:1";
        request.path = "//example.org";
        CHECK_STATUS(
            transport__send(transport, &request, &http, &body), ZL_E_NETWORK);
        request.path = "@example.org/";
        CHECK_STATUS(
            transport__send(transport, &request, &http, &body), ZL_E_USAGE);
        zl_buf_free(&body);
        transport__free(transport);
}

static void the_environment_names_no_proxy(void)
{
        struct peer peer =
            start("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 0, false);
        struct zl_buf body = {0};
        int http = 0;

        (void)setenv("http_proxy", "http://127.0.0.1:1", 1);
        (void)setenv("all_proxy", "http://127.0.0.1:1", 1);
        CHECK_OK(ask(&peer, &get, &http, &body));
        (void)unsetenv("http_proxy");
        (void)unsetenv("all_proxy");
        zl_buf_free(&body);
        stop(&peer);
}

static const struct check_case cases[] = {
    CHECK_CASE(an_answer_comes_back_whole),
    CHECK_CASE(an_etag_goes_and_comes),
    CHECK_CASE(a_refusal_is_an_answer_too),
    CHECK_CASE(a_redirect_is_not_followed),
    CHECK_CASE(a_flood_ends_at_the_limit),
    CHECK_CASE(a_drip_ends_in_time),
    CHECK_CASE(half_an_answer_is_none),
    CHECK_CASE(nobody_there_is_no_connection),
    CHECK_CASE(a_unix_socket_carries_an_https_origin),
    CHECK_CASE(https_to_a_server_without_tls_fails),
    CHECK_CASE(only_https_or_this_machine),
    CHECK_CASE(what_is_not_allowed_is_not_sent),
    CHECK_CASE(the_environment_names_no_proxy),
};
CHECK_MAIN("cli_transport", cases)
