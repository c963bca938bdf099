/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! The server's manners on the wire, against one that runs: what it
 * refuses by the request's head alone, each row of its route table, and who
 * it believes a request is from. */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "api/api.h"
#include "check.h"
#include "events.h"
#include "json.h"
#include "live_world.h"

static const struct zl_bytes nothing = {NULL, 0};

/* How many digits stand for a {mark}. */
static int digits_of(const char *mark)
{
        if (strncmp(mark, "{part}", 6) == 0)
                return 1;
        return strncmp(mark, "{id}", 4) == 0 || strncmp(mark, "{item}", 6) == 0
            ? 32
            : 64;
}

/* A path that has the shape of a route. */
static void sample(const char *pattern, char *ret, size_t room)
{
        static const char digits[] = "0123456789abcdef0123456789abcdef"
                                     "0123456789abcdef0123456789abcdef";
        const char *mark = NULL;
        size_t size = 0;

        while ((mark = strchr(pattern, '{')) != NULL) {
                (void)snprintf(ret + size, room - size, "%.*s%.*s",
                    (int)(mark - pattern), pattern, digits_of(mark), digits);
                size = strlen(ret);
                pattern = strchr(mark, '}') + 1;
        }
        (void)snprintf(ret + size, room - size, "%s", pattern);
}

static void health_is_answered(void)
{
        struct live *live = live_new();
        struct live_answer answer;
        static const char fine[] = "{\"status\":\"ok\"}";

        live_start(live);
        live_ask(live, "GET", "/v1/health", NULL, nothing, &answer);
        CHECK_INT(answer.status, 200);
        CHECK_STR(
            live_header(&answer, "\r\nContent-Type:"), "application/json");
        CHECK_STR(live_header(&answer, "\r\nAPI-Version:"), "1.0.0");
        CHECK_BYTES(answer.body.data, answer.body.size, fine, strlen(fine));
        live_done(&answer);
        live_ask(live, "HEAD", "/v1/health", NULL, nothing, &answer);
        CHECK_INT(answer.status, 200);
        CHECK_STR(live_header(&answer, "\r\nContent-Length:"), "15");
        CHECK_UINT(answer.body.size, 0);
        live_done(&answer);
        live_free(live);
}

static void check_row(const struct live *live, const struct zl_route *route)
{
        bool put = strcmp(route->method, "PUT") == 0;
        struct live_answer answer;
        char target[240];
        char request[500];

        sample(route->path, target, sizeof(target));
        if (route->query == ZL_QUERY_SIZES)
                (void)snprintf(target, sizeof(target),
                    "%s?fromStatements=0&fromRecords=0&toStatements=0"
                    "&toRecords=0",
                    route->path);
        /* No route knows POST. */
        live_ask(live, "POST", target, NULL, nothing, &answer);
        live_check_problem(&answer, 405, "method-not-allowed");
        CHECK(
            strstr(live_header(&answer, "\r\nAllow:"), route->method) != NULL);
        live_done(&answer);
        live_ask(live, route->method, target, "Accept: text/html\r\n", nothing,
            &answer);
        live_check_problem(&answer, 406, "not-acceptable");
        live_done(&answer);
        /* One byte over the limit is refused unread: none is sent. */
        (void)snprintf(request, sizeof(request),
            "%s %s HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
            "Content-Type: application/octet-stream\r\n"
            "Content-Length: %zu\r\n\r\n",
            route->method, target, route->body_max + 1);
        live_raw(live, request, strlen(request), &answer);
        live_check_problem(&answer, 413, "too-large");
        live_done(&answer);
        (void)snprintf(request, sizeof(request), "%s%cother=1", target,
            strchr(target, '?') == NULL ? '?' : '&');
        live_ask(live, route->method, request, NULL, nothing, &answer);
        live_check_problem(&answer, 400, "malformed");
        live_done(&answer);
        if (route->is_signed) {
                live_ask(live, route->method, target, NULL, nothing, &answer);
                live_check_problem(&answer, 401, "signature-missing");
                live_done(&answer);
        } else if (put) {
                live_ask(live, route->method, target, NULL,
                    (struct zl_bytes){(const uint8_t *)"\1", 1}, &answer);
                live_check_problem(&answer, 400, "malformed");
                live_done(&answer);
        }
}

static void every_row_refuses_alike(void)
{
        struct live *live = live_new();
        size_t count = 0;
        const struct zl_route *routes = zl_api_routes(&count);

        live_start(live);
        REQUIRE_UINT(count, 36);
        for (size_t i = 0; i < count; i++)
                check_row(live, &routes[i]);
        live_free(live);
}

static void refused(
    const struct live *live, const char *head, int status, const char *name)
{
        struct live_answer answer;

        live_raw(live, head, strlen(head), &answer);
        live_check_problem(&answer, status, name);
        live_done(&answer);
}

#define PUT_RECORD \
        "PUT /v1/records/0123456789abcdef0123456789abcdef HTTP/1.1\r\n"
#define REST "Host: h\r\nConnection: close\r\n"
#define OCTETS "Content-Type: application/octet-stream\r\n"

static void a_body_must_be_announced(void)
{
        struct live *live = live_new();

        live_start(live);
        refused(live, PUT_RECORD REST OCTETS "\r\n", 411, "length-required");
        refused(live,
            PUT_RECORD REST OCTETS
            "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
            411, "length-required");
        refused(live, PUT_RECORD REST "Content-Length: 1\r\n\r\nx", 415,
            "unsupported-media-type");
        refused(live,
            PUT_RECORD REST "Content-Type: text/plain\r\n"
                            "Content-Length: 1\r\n\r\nx",
            415, "unsupported-media-type");
        refused(live,
            PUT_RECORD REST OCTETS OCTETS "Content-Length: 1\r\n\r\nx", 400,
            "malformed");
        live_free(live);
}

static void the_interface_describes_itself(void)
{
        struct live *live = live_new();
        struct live_answer answer;
        static const char begins[] = "{\"openapi\":\"3.1.0\",";

        live_start(live);
        live_ask(live, "GET", "/v1/openapi.json", NULL, nothing, &answer);
        CHECK_INT(answer.status, 200);
        CHECK_STR(
            live_header(&answer, "\r\nContent-Type:"), "application/json");
        CHECK_STR(
            live_header(&answer, "\r\nAccess-Control-Allow-Origin:"), "*");
        REQUIRE(answer.body.size > strlen(begins));
        CHECK(memcmp(answer.body.data, begins, strlen(begins)) == 0);
        CHECK(answer.body.data[answer.body.size - 1] == '}');
        live_done(&answer);
        /* What tells of somebody is for nobody else's pages. */
        live_ask(live, "GET", "/v1/health", NULL, nothing, &answer);
        CHECK(live_header(&answer, "\r\nAccess-Control-Allow-Origin:") == NULL);
        live_done(&answer);
        live_free(live);
}

static void paths_have_one_form(void)
{
        static const char *const nowhere[] = {"/", "/v1", "/v1/health/",
            "/v1/records/", "/v2/health", "/v1/records//body", "/v1//records",
            "/v1/records/a/b/c", "/v1/%68ealth"};
        static const char *const malformed[] = {
            "/v1/records/0123456789abcdef0123456789ABCDEF/body",
            "/v1/records/0123456789abcdef/body", "/v1/records/..%2f/body",
            "/v1/records?after=", "/v1/records?after=-1",
            "/v1/records?after=1&after=2", "/v1/records?",
            "/v1/records?after=9999999999999999", "/v1/health?after=1",
            "/v1/records?wait=1",
            "/v1/records?after=1&wait=", "/v1/records?after=1&wait=0",
            "/v1/records?after=1&wait=51", "/v1/records?after=1&wait=1&wait=1",
            "/v1/records?wait=1&after=1", "/v1/records?after=1&",
            "/v1/statements?after=1&wait=1",
            "/v1/charters?after=", "/v1/charters?number=1",
            "/v1/charters?after=1&wait=1", "/v1/consistency",
            "/v1/consistency?", "/v1/consistency?after=1",
            "/v1/consistency?fromStatements=0&fromRecords=0&toStatements=0",
            "/v1/consistency?fromStatements=0&fromRecords=0&toStatements=0"
            "&toRecords=-1",
            "/v1/consistency?fromStatements=0&fromRecords=0&toStatements=0"
            "&toRecords=0&after=0",
            "/v1/consistency?fromRecords=0&fromStatements=0&toStatements=0"
            "&toRecords=0"};
        struct live *live = live_new();
        struct live_answer answer;

        live_start(live);
        for (size_t i = 0; i < sizeof(nowhere) / sizeof(nowhere[0]); i++) {
                live_ask(live, "GET", nowhere[i], NULL, nothing, &answer);
                live_check_problem(&answer, 404, "not-found");
                live_done(&answer);
        }
        for (size_t i = 0; i < sizeof(malformed) / sizeof(malformed[0]); i++) {
                live_ask(live, "GET", malformed[i], NULL, nothing, &answer);
                live_check_problem(&answer, 400, "malformed");
                live_done(&answer);
        }
        live_free(live);
}

static void accept_is_read(void)
{
        static const char *const good[] = {"*/*", "application/json",
            "application/*", "text/html, application/json;q=0.1",
            "text/*;q=1,*/*;q=0.5", "APPLICATION/JSON", ""};
        static const char *const bad[] = {"text/html", "application/json;q=0",
            "*/*;q=0.0", "application/jso", "application/json;q=0, */*",
            "application/octet-stream"};
        struct live *live = live_new();
        struct live_answer answer;
        char header[128];

        live_start(live);
        for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
                (void)snprintf(
                    header, sizeof(header), "Accept: %s\r\n", good[i]);
                live_ask(live, "GET", "/v1/health", header, nothing, &answer);
                if (!CHECK_INT(answer.status, 200))
                        (void)fprintf(stderr, "%s\n", good[i]);
                live_done(&answer);
        }
        for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
                (void)snprintf(
                    header, sizeof(header), "Accept: %s\r\n", bad[i]);
                live_ask(live, "GET", "/v1/health", header, nothing, &answer);
                if (!CHECK_INT(answer.status, 406))
                        (void)fprintf(stderr, "%s\n", bad[i]);
                live_done(&answer);
        }
        live_free(live);
}

/* What the library refuses by itself is no crash, and no leak. */
static void what_is_no_request_ends_nothing(void)
{
        static const char *const odd[] = {"\r\n\r\n", "GET\r\n\r\n",
            "GET /v1/health HTTP/9.9\r\n\r\n", "\x16\x03\x01\x02\x01",
            "GET /v1/health HTTP/1.1\r\nHost h\r\n\r\n",
            "GET /v1/health HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n",
            "PUT /v1/records/0123456789abcdef0123456789abcdef HTTP/1.1\r\n" REST
                OCTETS "Content-Length: 100\r\n\r\nhalf"};
        struct live *live = live_new();
        struct live_answer answer;
        char *long_head = malloc(20000);

        REQUIRE(long_head != NULL);
        live_start(live);
        for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
                int fd = live_connect(live);

                (void)!send(fd, odd[i], strlen(odd[i]), MSG_NOSIGNAL);
                (void)close(fd);
        }
        (void)snprintf(long_head, 20000,
            "GET /v1/health HTTP/1.1\r\nHost: h\r\nX: %015000d\r\n\r\n", 1);
        live_raw(live, long_head, strlen(long_head), &answer);
        CHECK(answer.status != 200);
        live_done(&answer);
        (void)snprintf(
            long_head, 20000, "GET /%015000d HTTP/1.1\r\nHost: h\r\n\r\n", 1);
        live_raw(live, long_head, strlen(long_head), &answer);
        CHECK(answer.status != 200);
        live_done(&answer);
        live_ask(live, "GET", "/v1/health", NULL, nothing, &answer);
        CHECK_INT(answer.status, 200);
        live_done(&answer);
        free(long_head);
        live_free(live);
}

static void who_asks_is_who_signed(void)
{
        struct live *live = live_founded();
        const struct zl_signer *contact = &live->devices[LIVE_CONTACT];
        struct live_answer answer;
        struct zl_signer stranger;

        live_ask_signed(live, contact, "GET", "/v1/records", nothing, &answer);
        CHECK_INT(answer.status, 200);
        live_done(&answer);
        live_ask_signed(live, contact, "HEAD", "/v1/records", nothing, &answer);
        CHECK_INT(answer.status, 200);
        live_done(&answer);
        REQUIRE_OK(zl_signer_new(&stranger));
        live_ask_signed(
            live, &stranger, "GET", "/v1/records", nothing, &answer);
        live_check_problem(&answer, 401, "signature-wrong");
        live_done(&answer);
        zl_signer_free(&stranger);
        live->tag.bytes[0] ^= 1;
        live_ask_signed(live, contact, "GET", "/v1/records", nothing, &answer);
        live_check_problem(&answer, 400, "organisation-wrong");
        live_done(&answer);
        live->tag = live->organisation;
        /* The origin is the configured one, not what a connection says. */
        live->config.origin[8] = 'S';
        live_ask_signed(live, contact, "GET", "/v1/records", nothing, &answer);
        live_check_problem(&answer, 401, "signature-wrong");
        live_done(&answer);
        live_free(live);
}

static void a_clock_that_is_off_is_named(void)
{
        struct live *live = live_founded();
        struct live_answer answer;
        struct zl_json *json = NULL;
        struct zl_json_reader r;

        live->skew = 3600;
        live_ask_signed(live, &live->devices[LIVE_CONTACT], "GET",
            "/v1/records", nothing, &answer);
        live_check_problem(&answer, 401, "clock-off");
        REQUIRE_OK(zl_json_parse(answer.body.data, answer.body.size, &json));
        r = zl_json_read(json);
        CHECK_INT(
            strlen(zl_json_text(&r, "server_time", ZL_TEXT_LINE, 40)), 24);
        zl_json_free(json);
        live_done(&answer);
        live->skew = -250;
        live_ask_signed(live, &live->devices[LIVE_CONTACT], "GET",
            "/v1/records", nothing, &answer);
        CHECK_INT(answer.status, 200);
        live_done(&answer);
        live_free(live);
}

static void supporters_may_not_ask_for_records(void)
{
        static const enum live_person these[] = {
            LIVE_SUPPORTER, LIVE_COORDINATOR};
        struct live *live = live_founded();
        struct live_answer answer;

        for (size_t i = 0; i < 2; i++) {
                live_ask_signed(live, &live->devices[these[i]], "GET",
                    "/v1/records", nothing, &answer);
                live_check_problem(&answer, 403, "not-allowed");
                live_done(&answer);
                live_ask_signed(live, &live->devices[these[i]], "GET",
                    "/v1/records/0123456789abcdef0123456789abcdef/body",
                    nothing, &answer);
                live_check_problem(&answer, 403, "not-allowed");
                live_done(&answer);
        }
        live_free(live);
}

static void one_connection_serves_several(void)
{
        static const char two[] =
            "GET /v1/health HTTP/1.1\r\nHost: h\r\n\r\n"
            "GET /v1/health HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
        struct live *live = live_new();
        struct live_answer answer;

        live_start(live);
        live_raw(live, two, strlen(two), &answer);
        CHECK_INT(answer.status, 200);
        CHECK(memmem(answer.body.data, answer.body.size, "HTTP/1.1 200", 12) !=
            NULL);
        live_done(&answer);
        live_free(live);
}

/* One epoll thread with exactly 128 or 256 ready connections would wait
 * before it served them. */
static void many_at_once_are_all_served(void)
{
        static const char ask[] = "GET /v1/health HTTP/1.1\r\nHost: h\r\n\r\n";
        enum { MANY = 256 };
        struct live *live = live_new();
        int fds[MANY];
        int served = 0;
        char part[1024];

        live_start(live);
        for (int i = 0; i < MANY; i++)
                fds[i] = live_connect(live);
        for (int i = 0; i < MANY; i++)
                REQUIRE(send(fds[i], ask, strlen(ask), MSG_NOSIGNAL) ==
                    (ssize_t)strlen(ask));
        for (int i = 0; i < MANY; i++) {
                struct pollfd wait = {.fd = fds[i], .events = POLLIN};

                if (poll(&wait, 1, 5000) == 1 &&
                    recv(fds[i], part, sizeof(part), 0) > 12 &&
                    memcmp(part + 9, "200", 3) == 0)
                        served++;
                (void)close(fds[i]);
        }
        CHECK_INT(served, MANY);
        live_free(live);
}

static void a_unix_socket_is_served_too(void)
{
        static const char ask[] = "GET /v1/health HTTP/1.1\r\nHost: h\r\n"
                                  "Connection: close\r\n\r\n";
        struct live *live = live_new();
        struct sockaddr_un where = {.sun_family = AF_UNIX};
        struct stat st;
        char part[1024] = "";
        int fd = -1;

        (void)snprintf(
            where.sun_path, sizeof(where.sun_path), "%s/socket", live->folder);
        (void)snprintf(live->config.listen, sizeof(live->config.listen),
            "unix:%s", where.sun_path);
        /* What a crash leaves behind is in nobody's way. */
        fd = socket(AF_UNIX, SOCK_STREAM, 0);
        REQUIRE(bind(fd, (struct sockaddr *)&where, sizeof(where)) == 0);
        (void)close(fd);
        live_start(live);
        CHECK_STR(zl_server_address(live->server), live->config.listen);
        REQUIRE(stat(where.sun_path, &st) == 0);
        CHECK_UINT(st.st_mode & 07777, 0660);
        fd = socket(AF_UNIX, SOCK_STREAM, 0);
        REQUIRE(connect(fd, (struct sockaddr *)&where, sizeof(where)) == 0);
        REQUIRE(send(fd, ask, strlen(ask), 0) == (ssize_t)strlen(ask));
        CHECK(recv(fd, part, sizeof(part) - 1, 0) > 12);
        CHECK(strncmp(part, "HTTP/1.1 200", 12) == 0);
        (void)close(fd);
        live_stop(live);
        CHECK(stat(where.sun_path, &st) != 0 && errno == ENOENT);
        live_free(live);
}

static void a_data_directory_has_one_server(void)
{
        struct live *live = live_new();
        struct zl_failure failure = {.detail = ""};
        struct zl_config config;
        struct zl_server *server = NULL;

        live_start(live);
        config = live->config;
        /* The data directory first: it has a server already. */
        CHECK_STATUS(zl_server_start(&config, &server, &failure), ZL_E_BUSY);
        CHECK_INT(failure.stage, ZL_STAGE_DATA);
        (void)snprintf(
            config.data, sizeof(config.data), "%s/other", live->folder);
        CHECK_STATUS(
            zl_server_start(&config, &server, &failure), ZL_E_NOT_FOUND);
        CHECK_INT(failure.stage, ZL_STAGE_DATA);
        live_free(live);
}

static const struct check_case cases[] = {
    CHECK_CASE(health_is_answered),
    CHECK_CASE(every_row_refuses_alike),
    CHECK_CASE(a_body_must_be_announced),
    CHECK_CASE(the_interface_describes_itself),
    CHECK_CASE(paths_have_one_form),
    CHECK_CASE(accept_is_read),
    CHECK_CASE(what_is_no_request_ends_nothing),
    CHECK_CASE(who_asks_is_who_signed),
    CHECK_CASE(a_clock_that_is_off_is_named),
    CHECK_CASE(supporters_may_not_ask_for_records),
    CHECK_CASE(one_connection_serves_several),
    CHECK_CASE(many_at_once_are_all_served),
    CHECK_CASE(a_unix_socket_is_served_too),
    CHECK_CASE(a_data_directory_has_one_server),
};
CHECK_MAIN("live_http", cases)
