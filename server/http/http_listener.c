/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the listener: it starts libmicrohttpd and turns what that says
 * into begin, handle and end. How long each part may take is not the
 * library's to judge: see http_deadline.c. */
#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "events.h"
#include "http_internal.h"

enum {
        /* One epoll thread that finds exactly 128 (256, 512) connections
         * ready waits before it serves them (libmicrohttpd 0.9.75), so each
         * gets fewer; the listening and the wake-up socket count too. */
        CONNECTIONS_A_THREAD = 120,
        CONNECTION_MEMORY = 8 * 1024,
        THREADS_MIN = 2,
        THREAD_STACK = 256 * 1024
};

static void *on_target(
    void *context, const char *target, struct MHD_Connection *connection)
{
        const union MHD_ConnectionInfo *info = MHD_get_connection_info(
            connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
        struct zl_request *request = NULL;

        if (info == NULL || info->socket_context == NULL)
                return NULL;
        request = http__request_new(context, target, connection);
        if (request != NULL)
                request->peer = info->socket_context;
        return request;
}

/* A body begins to come in, or an answer to go out. */
static void body_begins(struct zl_request *request)
{
        struct zl_http *http = request->http;

        pthread_mutex_lock(&http->lock);
        http__peer_due(request->peer, http->times.body_seconds);
        pthread_mutex_unlock(&http->lock);
}

static enum MHD_Result send_answer(struct zl_request *request)
{
        if (request->response == NULL)
                return MHD_NO;
        body_begins(request);
        return MHD_queue_response(
            request->connection, request->status, request->response);
}

/* It came in whole, or was refused: a stop waits for its answer to leave.  It
 * does not wait for a peer that sends half a body. */
static void count_active(struct zl_request *request)
{
        struct zl_http *http = request->http;

        pthread_mutex_lock(&http->lock);
        if (!request->counted)
                http->active++;
        request->counted = true;
        http__peer_due(request->peer, 0); /* until it waits, or leaves */
        pthread_mutex_unlock(&http->lock);
}

static bool has_body(const struct zl_request *request)
{
        const char *length =
            zl_request_header(request, ZL_HEADER_CONTENT_LENGTH);

        return zl_request_header(request, ZL_HEADER_TRANSFER_ENCODING) !=
            NULL ||
            (length != NULL && strcmp(length, "0") != 0);
}

static enum MHD_Result begin(struct zl_request *request, const char *method)
{
        struct zl_http *http = request->http;

        request->method = method;
        http__request_headers(request);
        request->begun = true;
        http->asks.begin(http->asks.context, request);
        /* Answered before its body was read: the library sends that and
         * closes the connection.  Without a body there is no need to. */
        if (request->status == 0) {
                body_begins(request);
                return MHD_YES;
        }
        count_active(request);
        return has_body(request) ? send_answer(request) : MHD_YES;
}

/* Called when the headers are in, for each part of the body, when the body
 * is in, and again after the connection was resumed. */
static enum MHD_Result on_request(void *context,
    struct MHD_Connection *connection, const char *url, const char *method,
    const char *version, const char *data, size_t *data_size, void **kept)
{
        struct zl_http *http = context;
        struct zl_request *request = *kept;

        (void)connection;
        (void)url;
        (void)version;
        if (request == NULL)
                return MHD_NO;
        if (!request->begun)
                return begin(request, method);
        if (*data_size != 0) {
                int status = http__request_body(request, data, *data_size);

                *data_size = 0;
                return status == ZL_OK ? MHD_YES : MHD_NO;
        }
        if (!request->handled && request->status == 0) {
                request->handled = true;
                count_active(request);
                http->asks.handle(http->asks.context, request);
        }
        return http__wait(request) ? MHD_YES : send_answer(request);
}

static void on_end(void *context, struct MHD_Connection *connection,
    void **kept, enum MHD_RequestTerminationCode why)
{
        struct zl_http *http = context;
        struct zl_request *request = *kept;

        (void)connection;
        (void)why;
        *kept = NULL;
        if (request == NULL)
                return;
        /* The next one's head may come now. */
        pthread_mutex_lock(&http->lock);
        http__peer_due(request->peer, http->times.head_seconds);
        pthread_mutex_unlock(&http->lock);
        zl_request_release(request);
}

static void on_connection(void *context, struct MHD_Connection *connection,
    void **kept, enum MHD_ConnectionNotificationCode what)
{
        if (what == MHD_CONNECTION_NOTIFY_STARTED) {
                *kept = http__peer_new(context, connection);
        } else {
                /* The library closes the socket after this. */
                http__peer_free(*kept);
                *kept = NULL;
        }
}

static int start_daemon(struct zl_http *http, unsigned connections)
{
        unsigned threads =
            (connections + CONNECTIONS_A_THREAD - 1) / CONNECTIONS_A_THREAD;

        if (threads < THREADS_MIN)
                threads = THREADS_MIN;
        if (connections < threads)
                connections = threads;
        http->daemon =
            MHD_start_daemon(MHD_USE_EPOLL | MHD_USE_INTERNAL_POLLING_THREAD |
                    MHD_USE_ITC | MHD_ALLOW_SUSPEND_RESUME,
                0, NULL, NULL, on_request, http, MHD_OPTION_LISTEN_SOCKET,
                http->fd, MHD_OPTION_URI_LOG_CALLBACK, on_target, http,
                MHD_OPTION_NOTIFY_COMPLETED, on_end, http,
                MHD_OPTION_NOTIFY_CONNECTION, on_connection, http,
                MHD_OPTION_CONNECTION_LIMIT, connections,
                MHD_OPTION_THREAD_POOL_SIZE, threads,
                MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
                MHD_OPTION_THREAD_STACK_SIZE, (size_t)THREAD_STACK,
                MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
        return http->daemon != NULL ? ZL_OK : ZL_E_SYSTEM;
}

static int make_locks(struct zl_http *http)
{
        pthread_condattr_t attributes;

        if (pthread_mutex_init(&http->lock, NULL) != 0)
                return ZL_E_MEMORY;
        if (pthread_condattr_init(&attributes) != 0)
                return ZL_E_MEMORY;
        (void)pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
        if (pthread_cond_init(&http->changed, &attributes) != 0)
                return ZL_E_MEMORY;
        (void)pthread_condattr_destroy(&attributes);
        return ZL_OK;
}

int zl_http_start(const struct zl_http_settings *settings,
    const struct zl_http_asks *asks, struct zl_http **ret_http)
{
        struct zl_http *http = NULL;
        int status = ZL_OK;

        assert(settings->connections >= 1);
        assert(settings->connections <= ZL_HTTP_CONNECTIONS_MAX);
        http = calloc(1, sizeof(*http));
        if (http == NULL)
                return ZL_E_MEMORY;
        http->asks = *asks;
        http->times = settings->times;
        http->fd = -1;
        status = make_locks(http);
        if (status != ZL_OK) {
                free(http);
                return status;
        }
        status = http__address_parse(settings->listen, &http->address);
        if (status == ZL_OK)
                status =
                    http__address_listen(&http->address, &http->fd, http->text);
        if (status == ZL_OK)
                status = http__timer_start(http);
        if (status == ZL_OK)
                status = start_daemon(http, settings->connections);
        if (status != ZL_OK) {
                zl_http_stop(http);
                return status;
        }
        *ret_http = http;
        return ZL_OK;
}

void zl_http_set_times(struct zl_http *http, const struct zl_http_times *times)
{
        pthread_mutex_lock(&http->lock);
        http->times = *times;
        pthread_mutex_unlock(&http->lock);
}

const char *zl_http_address(const struct zl_http *http)
{
        return http->text;
}

/* Whoever comes now is refused.  The socket itself is closed with the daemon:
 * its threads may still be taking it out of their sets. */
static void stop_accepting(struct zl_http *http)
{
        if (http->fd < 0 || http->closed)
                return;
        http->closed = true;
        if (http->daemon != NULL)
                (void)MHD_quiesce_daemon(http->daemon);
        (void)shutdown(http->fd, SHUT_RDWR);
        if (http->address.local)
                (void)unlink(http->address.path);
}

void zl_http_drain(struct zl_http *http)
{
        uint64_t until = 0;

        pthread_mutex_lock(&http->lock);
        http->draining = true;
        until = zl_clock_steady() + (uint64_t)http->times.answer_seconds * 1000;
        pthread_mutex_unlock(&http->lock);
        stop_accepting(http);
        pthread_mutex_lock(&http->lock);
        while (http->active > 0 && zl_clock_steady() < until)
                http__wait_changed(http, until);
        pthread_mutex_unlock(&http->lock);
}

void zl_http_stop(struct zl_http *http)
{
        if (http == NULL)
                return;
        stop_accepting(http);
        pthread_mutex_lock(&http->lock);
        http->draining = true;
        http->stopping = true;
        pthread_cond_broadcast(&http->changed);
        pthread_mutex_unlock(&http->lock);
        /* The timer answers all that still wait before it ends: the library
         * aborts when it is stopped with a suspended connection. */
        if (http->timer_runs)
                (void)pthread_join(http->timer, NULL);
        if (http->daemon != NULL)
                MHD_stop_daemon(http->daemon);
        if (http->fd >= 0)
                (void)close(http->fd);
        (void)pthread_cond_destroy(&http->changed);
        (void)pthread_mutex_destroy(&http->lock);
        free(http);
}
