/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the api: it finds the route, refuses what its headers show to
 * be wrong before a body is read, and lets the route's own file do the
 * rest. */
#include "api.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "api_internal.h"
#include "events.h"

enum { PROBLEM_MAX = 2048, RETRY_BUSY = 2, RETRY_TOO_MANY = 1 };

int zl_api_new(const struct zl_api_settings *settings, struct zl_api **ret_api)
{
        struct zl_api *api = calloc(1, sizeof(*api));

        if (api == NULL)
                return ZL_E_MEMORY;
        api->origin = strdup(settings->origin);
        if (api->origin == NULL || api__scopes_new(&api->scopes) != ZL_OK) {
                zl_api_free(api);
                return ZL_E_MEMORY;
        }
        api->shared = settings->shared;
        api->committer = settings->committer;
        api->readers = settings->readers;
        api->registers = settings->registers;
        api->limits = settings->limits;
        api->waiters = settings->waiters;
        *ret_api = api;
        return ZL_OK;
}

void zl_api_free(struct zl_api *api)
{
        if (api == NULL)
                return;
        api__scopes_free(api->scopes);
        free(api->origin);
        free(api);
}

/* One line for each answer: what was asked, how it went, and of what. */
static void note_answer(
    const struct zl_call *call, unsigned status, const char *problem)
{
        const char *name = call->route != NULL ? call->route->name : "-";
        char text[ZL_HASH_TEXT] = "-";

        if (call->route != NULL && strstr(call->route->path, "{hash}") != NULL)
                zl_hex_of(call->hash.bytes, ZL_HASH_SIZE, text);
        else if (call->route != NULL &&
            (strncmp(call->route->path, "/v1/records/", 12) == 0 ||
                strncmp(call->route->path, "/v1/signals/", 12) == 0))
                zl_hex_of(call->id.bytes, ZL_ID_SIZE, text);
        zl_event("%s %u %s %s", name, status, problem, text);
}

void api__answer(struct zl_call *call, unsigned status, struct zl_bytes body)
{
        api__answer_tagged(call, status, body, NULL);
}

void api__answer_tagged(struct zl_call *call, unsigned status,
    struct zl_bytes body, const char *etag)
{
        struct zl_answer answer = {
            .status = status,
            .type = body.size > 0 ? call->route->gives : NULL,
            .body = body,
            .etag = etag,
            .any_origin = call->any_origin,
        };

        if (zl_request_answer(call->request, &answer))
                note_answer(call, status, "-");
}

/* The methods that a path has routes for. */
static const char *allowed(const char *path)
{
        size_t count = 0;
        const struct zl_route *all = zl_api_routes(&count);
        bool get = false;
        bool put = false;
        bool drop = false;

        for (size_t i = 0; i < count; i++) {
                if (!api__path_fits(all[i].path, path))
                        continue;
                if (strcmp(all[i].method, "GET") == 0)
                        get = true;
                else if (strcmp(all[i].method, "PUT") == 0)
                        put = true;
                else
                        drop = true;
        }
        if (drop)
                return get ? "GET, HEAD, DELETE" : "PUT, DELETE";
        if (get && put)
                return "GET, HEAD, PUT";
        return get ? "GET, HEAD" : "PUT";
}

void api__refuse(struct zl_call *call, enum zl_problem problem,
    const struct zl_problem_more *more)
{
        const struct zl_problem_row *row = zl_problem_row(problem);
        struct zl_problem_more nothing = {0};
        struct zl_answer answer = {
            .status = row->status,
            .type = "application/problem+json",
        };
        struct zl_buf buf;

        zl_buf_init(&buf, PROBLEM_MAX);
        /* Without memory for the words, the status alone is sent. */
        if (zl_problem_write(problem, more != NULL ? more : &nothing, &buf) ==
            ZL_OK)
                answer.body = zl_buf_bytes(&buf);
        if (problem == ZL_PROBLEM_METHOD_NOT_ALLOWED)
                answer.allow = allowed(zl_request_path(call->request));
        if (problem == ZL_PROBLEM_BUSY)
                answer.retry_after = RETRY_BUSY;
        if (problem == ZL_PROBLEM_TOO_MANY)
                answer.retry_after = RETRY_TOO_MANY;
        if (zl_request_answer(call->request, &answer))
                note_answer(call, row->status, row->name);
        zl_buf_free(&buf);
}

void api__refuse_status(struct zl_call *call, int status)
{
        api__refuse(call, zl_problem_of(status), NULL);
}

bool api__is_within_limits(struct zl_call *call, const struct zl_sign_key *key)
{
        enum zl_limited what = strcmp(call->route->method, "GET") != 0
            ? ZL_LIMITED_WRITE
            : ZL_LIMITED_ASK;

        if (zl_limits_take(call->api->limits, key, what, zl_clock_steady()))
                return true;
        api__refuse(call, ZL_PROBLEM_TOO_MANY, NULL);
        return false;
}

void api__refuse_malformed(struct zl_call *call, const char *detail)
{
        struct zl_problem_more more = {.detail = detail};

        api__refuse(call, ZL_PROBLEM_MALFORMED, &more);
}

void api__hold(struct zl_call *call)
{
        zl_request_hold(call->request);
}

void api__done(struct zl_call *call)
{
        zl_request_release(call->request);
}

void api__read(struct zl_call *call, zl_reading *reading)
{
        int status = ZL_OK;

        api__hold(call);
        status = zl_readers_ask(call->api->readers, reading, call);
        if (status != ZL_OK)
                api__not_taken(call, status);
}

void api__answer_done(struct zl_call *call, int status, struct zl_buf *buf)
{
        if (status == ZL_OK)
                api__answer(call, 200, zl_buf_bytes(buf));
        else
                api__refuse_status(call, status);
        zl_buf_free(buf);
        api__done(call);
}

void api__read_directory(struct zl_store *store, struct zl_call *call,
    size_t max, api_writing *write)
{
        const struct zl_directory *directory =
            zl_shared_read(call->api->shared);
        struct zl_buf buf;
        int status = ZL_E_STORAGE;

        zl_buf_init(&buf, max);
        if (directory != NULL)
                status = write(store, call, directory, &buf);
        zl_shared_read_end(call->api->shared);
        api__answer_done(call, status, &buf);
}

void api__not_taken(struct zl_call *call, int status)
{
        api__refuse_status(call, status);
        api__done(call);
}

void api__told(void *context, const struct zl_outcome *outcome)
{
        struct zl_call *call = context;
        struct zl_problem_more more = {
            .detail = outcome->detail,
            .has_statements = outcome->status == ZL_E_RECIPIENTS,
            .statements = outcome->statements,
        };

        if (outcome->status == ZL_OK)
                api__answer(call, outcome->fresh ? 201 : 200, outcome->receipt);
        else
                api__refuse(call, zl_problem_of(outcome->status), &more);
        api__done(call);
}

/* A GET route answers HEAD, too; the library leaves the body away. */
static bool method_fits(const struct zl_route *route, const char *method)
{
        if (strcmp(method, "HEAD") == 0)
                method = "GET";
        return strcmp(route->method, method) == 0;
}

/* ZL_PROBLEM_COUNT: none. */
static enum zl_problem find_route(struct zl_call *call)
{
        const char *path = zl_request_path(call->request);
        const char *method = zl_request_method(call->request);
        size_t count = 0;
        const struct zl_route *all = zl_api_routes(&count);
        bool seen = false;

        for (size_t i = 0; i < count; i++) {
                if (!api__path_fits(all[i].path, path))
                        continue;
                seen = true;
                if (!method_fits(&all[i], method))
                        continue;
                call->route = &all[i];
                return ZL_PROBLEM_COUNT;
        }
        return seen ? ZL_PROBLEM_METHOD_NOT_ALLOWED : ZL_PROBLEM_NOT_FOUND;
}

static int parse_length(const char *text, size_t *ret_length)
{
        size_t length = 0;
        size_t size = strlen(text);

        if (size == 0)
                return ZL_E_MALFORMED;
        for (size_t i = 0; i < size; i++) {
                if (text[i] < '0' || text[i] > '9')
                        return ZL_E_MALFORMED;
                /* Beyond every limit is enough to know. */
                if (length < SIZE_MAX / 16)
                        length = length * 10 + (size_t)(text[i] - '0');
        }
        *ret_length = length;
        return ZL_OK;
}

/* What Content-Length and its company say; ZL_PROBLEM_COUNT: all is well. */
static enum zl_problem check_body(const struct zl_call *call, size_t *ret_size)
{
        const struct zl_request *request = call->request;
        const char *length =
            zl_request_header(request, ZL_HEADER_CONTENT_LENGTH);
        const char *type = zl_request_header(request, ZL_HEADER_CONTENT_TYPE);
        size_t size = 0;

        if (zl_request_header(request, ZL_HEADER_TRANSFER_ENCODING) != NULL)
                return ZL_PROBLEM_LENGTH_REQUIRED;
        if (length == NULL && call->route->body_max > 0)
                return ZL_PROBLEM_LENGTH_REQUIRED;
        if (length != NULL && parse_length(length, &size) != ZL_OK)
                return ZL_PROBLEM_MALFORMED;
        if (size > call->route->body_max)
                return ZL_PROBLEM_TOO_LARGE;
        if (call->route->body_max > 0 &&
            (type == NULL || strcasecmp(type, call->route->takes) != 0))
                return ZL_PROBLEM_UNSUPPORTED_MEDIA_TYPE;
        *ret_size = size;
        return ZL_PROBLEM_COUNT;
}

static enum zl_problem check_headers(struct zl_call *call, size_t *ret_size)
{
        const struct zl_request *request = call->request;
        enum zl_problem problem = find_route(call);

        if (problem != ZL_PROBLEM_COUNT)
                return problem;
        if (zl_request_doubtful(request) || api__parse_target(call) != ZL_OK)
                return ZL_PROBLEM_MALFORMED;
        if (!api__accepts(zl_request_header(request, ZL_HEADER_ACCEPT),
                call->route->gives))
                return ZL_PROBLEM_NOT_ACCEPTABLE;
        problem = check_body(call, ret_size);
        if (problem != ZL_PROBLEM_COUNT)
                return problem;
        if (call->route->is_signed &&
            (zl_request_header(request, ZL_HEADER_SIGNATURE) == NULL ||
                zl_request_header(request, ZL_HEADER_SIGNATURE_INPUT) == NULL))
                return ZL_PROBLEM_SIGNATURE_MISSING;
        return ZL_PROBLEM_COUNT;
}

static void begin(void *context, struct zl_request *request)
{
        struct zl_call *call = calloc(1, sizeof(*call));
        struct zl_answer failed = {.status = 500};
        enum zl_problem problem = ZL_PROBLEM_COUNT;
        size_t size = 0;

        if (call == NULL) {
                (void)zl_request_answer(request, &failed);
                return;
        }
        call->api = context;
        call->request = request;
        zl_request_keep(request, call);
        problem = check_headers(call, &size);
        if (problem != ZL_PROBLEM_COUNT)
                api__refuse(call, problem, NULL);
        else if (zl_request_allow_body(request, size) != ZL_OK)
                api__refuse_status(call, ZL_E_MEMORY);
}

static void handle(void *context, struct zl_request *request)
{
        struct zl_call *call = zl_request_kept(request);
        struct zl_problem_more more = {0};
        int status = ZL_OK;

        (void)context;
        if (call->route->is_signed)
                status = api__find_sender(call, &more);
        if (status != ZL_OK) {
                api__refuse(call, zl_problem_of(status), &more);
                return;
        }
        if (call->route->is_signed &&
            !api__is_within_limits(call, &call->device))
                return;
        call->route->handle(call);
}

static void late(void *context, struct zl_request *request)
{
        struct zl_call *call = zl_request_kept(request);

        (void)context;
        if (!api__wait_ends(call))
                api__refuse(call, ZL_PROBLEM_BUSY, NULL);
}

static void end(void *context, void *kept)
{
        struct zl_call *call = kept;

        (void)context;
        zl_buf_free(&call->body);
        free(call->reg);
        free(call);
}

struct zl_http_asks zl_api_asks(struct zl_api *api)
{
        return (struct zl_http_asks){
            .context = api,
            .begin = begin,
            .handle = handle,
            .late = late,
            .end = end,
        };
}
