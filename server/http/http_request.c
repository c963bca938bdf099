/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to a request: what came in, who holds it, what goes back. It lives
 * until its connection and everybody that held it have let go. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "http_internal.h"

static const char *const header_names[ZL_HEADER_COUNT] = {
    [ZL_HEADER_ACCEPT] = "Accept",
    [ZL_HEADER_CONTENT_DIGEST] = "Content-Digest",
    [ZL_HEADER_CONTENT_LENGTH] = "Content-Length",
    [ZL_HEADER_CONTENT_TYPE] = "Content-Type",
    [ZL_HEADER_IF_MATCH] = "If-Match",
    [ZL_HEADER_IF_NONE_MATCH] = "If-None-Match",
    [ZL_HEADER_SIGNATURE] = "Signature",
    [ZL_HEADER_SIGNATURE_INPUT] = "Signature-Input",
    [ZL_HEADER_TRANSFER_ENCODING] = "Transfer-Encoding",
};

/* What every answer carries (docs/protocol.md, 7). */
static const char *const every_answer[][2] = {
    {"API-Version", "1.0.0"},
    {"Cache-Control", "no-store"},
    {"X-Content-Type-Options", "nosniff"},
    {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Strict-Transport-Security", "max-age=31536000"},
};

struct zl_request *http__request_new(
    struct zl_http *http, const char *target, struct MHD_Connection *connection)
{
        struct zl_request *request = calloc(1, sizeof(*request));
        char *mark = NULL;

        if (request == NULL)
                return NULL;
        request->http = http;
        request->connection = connection;
        request->holders = 1;
        request->target = strdup(target);
        request->path = strdup(target);
        if (request->target == NULL || request->path == NULL) {
                free(request->target);
                free(request->path);
                free(request);
                return NULL;
        }
        mark = strchr(request->path, '?');
        if (mark != NULL) {
                *mark = '\0';
                request->query = mark + 1;
        }
        return request;
}

static enum MHD_Result note_header(
    void *context, enum MHD_ValueKind kind, const char *name, const char *value)
{
        struct zl_request *request = context;

        (void)kind;
        /* The library leaves the space in the name, and so another peer may
         * see a header here that we do not. */
        if (strpbrk(name, " \t") != NULL)
                request->doubtful = true;
        for (size_t i = 0; i < ZL_HEADER_COUNT; i++) {
                if (strcasecmp(name, header_names[i]) != 0)
                        continue;
                if (request->headers[i] != NULL && i != ZL_HEADER_ACCEPT)
                        request->doubtful = true;
                request->headers[i] = value != NULL ? value : "";
        }
        return MHD_YES;
}

void http__request_headers(struct zl_request *request)
{
        (void)MHD_get_connection_values(
            request->connection, MHD_HEADER_KIND, note_header, request);
}

int http__request_body(
    struct zl_request *request, const char *data, size_t size)
{
        if (size > request->body_size - request->body_have)
                return ZL_E_TOO_LARGE;
        memcpy(request->body + request->body_have, data, size);
        request->body_have += size;
        return ZL_OK;
}

const char *zl_request_method(const struct zl_request *request)
{
        return request->method;
}

const char *zl_request_path(const struct zl_request *request)
{
        return request->path;
}

const char *zl_request_query(const struct zl_request *request)
{
        return request->query;
}

const char *zl_request_target(const struct zl_request *request)
{
        return request->target;
}

const char *zl_request_header(
    const struct zl_request *request, enum zl_header header)
{
        assert((unsigned)header < ZL_HEADER_COUNT);
        return request->headers[header];
}

bool zl_request_doubtful(const struct zl_request *request)
{
        return request->doubtful;
}

int zl_request_allow_body(struct zl_request *request, size_t size)
{
        assert(request->body == NULL);
        if (size == 0)
                return ZL_OK;
        request->body = malloc(size);
        if (request->body == NULL)
                return ZL_E_MEMORY;
        request->body_size = size;
        return ZL_OK;
}

struct zl_bytes zl_request_body(const struct zl_request *request)
{
        return (struct zl_bytes){request->body, request->body_have};
}

void zl_request_keep(struct zl_request *request, void *kept)
{
        request->kept = kept;
}

void *zl_request_kept(const struct zl_request *request)
{
        return request->kept;
}

void zl_request_hold(struct zl_request *request)
{
        pthread_mutex_lock(&request->http->lock);
        request->holders++;
        pthread_mutex_unlock(&request->http->lock);
}

void zl_request_release(struct zl_request *request)
{
        struct zl_http *http = request->http;
        bool last = false;

        pthread_mutex_lock(&http->lock);
        assert(request->holders > 0);
        last = --request->holders == 0;
        if (last && request->counted) {
                assert(http->active > 0);
                http->active--;
                if (http->draining)
                        pthread_cond_broadcast(&http->changed);
        }
        pthread_mutex_unlock(&http->lock);
        if (!last)
                return;
        if (request->kept != NULL)
                http->asks.end(http->asks.context, request->kept);
        if (request->response != NULL)
                MHD_destroy_response(request->response);
        free(request->body);
        free(request->target);
        free(request->path);
        free(request);
}

static bool add_headers(
    struct MHD_Response *response, const struct zl_answer *answer)
{
        char seconds[16];
        size_t count = sizeof(every_answer) / sizeof(every_answer[0]);
        bool ok = true;

        for (size_t i = 0; i < count; i++)
                ok = ok &&
                    MHD_add_response_header(response, every_answer[i][0],
                        every_answer[i][1]) == MHD_YES;
        if (answer->type != NULL)
                ok = ok &&
                    MHD_add_response_header(
                        response, "Content-Type", answer->type) == MHD_YES;
        if (answer->etag != NULL)
                ok = ok &&
                    MHD_add_response_header(response, "ETag", answer->etag) ==
                        MHD_YES;
        if (answer->allow != NULL)
                ok = ok &&
                    MHD_add_response_header(response, "Allow", answer->allow) ==
                        MHD_YES;
        if (answer->any_origin)
                ok = ok &&
                    MHD_add_response_header(response,
                        "Access-Control-Allow-Origin", "*") == MHD_YES;
        if (answer->retry_after != 0) {
                (void)snprintf(
                    seconds, sizeof(seconds), "%u", answer->retry_after);
                ok = ok &&
                    MHD_add_response_header(response, "Retry-After", seconds) ==
                        MHD_YES;
        }
        return ok;
}

static struct MHD_Response *response_of(const struct zl_answer *answer)
{
        struct MHD_Response *response = NULL;

        /* MHD copies the bytes, so the caller keeps its own. */
        response = MHD_create_response_from_buffer(answer->body.size,
            (void *)(uintptr_t)answer->body.data, MHD_RESPMEM_MUST_COPY);
        if (response == NULL)
                return NULL;
        if (!add_headers(response, answer)) {
                MHD_destroy_response(response);
                return NULL;
        }
        return response;
}

/* Without the lock: to wake the connection's thread takes longer than all that
 * is done under it, and that thread then asks for the lock. */
static void resume(struct zl_request *request)
{
        struct zl_http *http = request->http;

        MHD_resume_connection(request->connection);
        pthread_mutex_lock(&http->lock);
        http->suspended--;
        if (http->stopping)
                pthread_cond_broadcast(&http->changed);
        pthread_mutex_unlock(&http->lock);
}

bool zl_request_answer(
    struct zl_request *request, const struct zl_answer *answer)
{
        struct zl_http *http = request->http;
        struct MHD_Response *response = response_of(answer);
        bool first = false;
        bool suspended = false;

        pthread_mutex_lock(&http->lock);
        first = request->status == 0;
        if (first) {
                /* Without memory for a response the connection is closed. */
                request->response = response;
                request->status = answer->status;
                if ((http->draining || request->doubtful) && response != NULL)
                        (void)MHD_add_response_header(
                            response, "Connection", "close");
                suspended = request->suspended;
        }
        if (suspended) {
                request->suspended = false;
                request->peer->waiting = NULL;
                http__peer_due(request->peer, 0);
        }
        pthread_mutex_unlock(&http->lock);
        if (suspended)
                resume(request);
        if (!first && response != NULL)
                MHD_destroy_response(response);
        return first;
}

static void wait_from_now(struct zl_request *request)
{
        http__peer_due(request->peer,
            request->patience != 0 ? request->patience
                                   : request->http->times.answer_seconds);
}

void zl_request_patience(struct zl_request *request, unsigned seconds)
{
        struct zl_http *http = request->http;

        pthread_mutex_lock(&http->lock);
        request->patience = seconds;
        /* Its connection may be gone, unless it is held up for this. */
        if (request->suspended)
                wait_from_now(request);
        pthread_mutex_unlock(&http->lock);
}

bool zl_request_is_answered(struct zl_request *request)
{
        struct zl_http *http = request->http;
        bool answered = false;

        pthread_mutex_lock(&http->lock);
        answered = request->status != 0;
        pthread_mutex_unlock(&http->lock);
        return answered;
}

bool http__wait(struct zl_request *request)
{
        struct zl_http *http = request->http;
        bool waits = false;

        pthread_mutex_lock(&http->lock);
        if (request->status == 0 && http->stopping) {
                /* The timer is gone: the connection is closed unanswered. */
                request->status = MHD_HTTP_SERVICE_UNAVAILABLE;
        } else if (request->status == 0) {
                waits = true;
                request->suspended = true;
                request->peer->waiting = request;
                http->suspended++;
                wait_from_now(request);
                MHD_suspend_connection(request->connection);
        }
        pthread_mutex_unlock(&http->lock);
        return waits;
}
