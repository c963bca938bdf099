/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the deadlines. libmicrohttpd only knows how long nothing came,
 * so a byte now and then would keep a connection for ever; and one that is
 * suspended has no timeout there at all. Here each connection has one moment
 * at which what it is busy with must be over: a head or a body that came in,
 * an answer that went out, or a request that somebody answered.
 *
 * The deadlines stand in no order: they are set for each request and seldom
 * come. The timer looks at all of them when the earliest it saw is there. */
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

#include "events.h"
#include "http_internal.h"

enum { THREAD_STACK = 256 * 1024 };

void http__wait_changed(struct zl_http *http, uint64_t moment_ms)
{
        struct timespec when = {
            .tv_sec = (time_t)(moment_ms / 1000),
            .tv_nsec = (long)(moment_ms % 1000) * 1000000,
        };

        if (moment_ms == 0)
                (void)pthread_cond_wait(&http->changed, &http->lock);
        else
                (void)pthread_cond_timedwait(
                    &http->changed, &http->lock, &when);
}

void http__peer_due(struct http_peer *peer, unsigned seconds)
{
        struct zl_http *http = peer->http;

        if (seconds == 0) {
                peer->deadline_ms = 0;
                return;
        }
        peer->deadline_ms = zl_clock_steady() + (uint64_t)seconds * 1000;
        if (http->timer_ms == 0 || peer->deadline_ms < http->timer_ms) {
                http->timer_ms = peer->deadline_ms;
                pthread_cond_broadcast(&http->changed);
        }
}

struct http_peer *http__peer_new(
    struct zl_http *http, struct MHD_Connection *connection)
{
        int fd = MHD_get_connection_info(
            connection, MHD_CONNECTION_INFO_CONNECTION_FD)
                     ->connect_fd;
        struct http_peer *peer = calloc(1, sizeof(*peer));

        if (peer == NULL) {
                (void)shutdown(fd, SHUT_RDWR);
                return NULL;
        }
        peer->http = http;
        peer->fd = fd;
        pthread_mutex_lock(&http->lock);
        peer->next = http->peers;
        if (peer->next != NULL)
                peer->next->before = peer;
        http->peers = peer;
        http__peer_due(peer, http->times.head_seconds);
        pthread_mutex_unlock(&http->lock);
        return peer;
}

void http__peer_free(struct http_peer *peer)
{
        struct zl_http *http = NULL;

        if (peer == NULL)
                return;
        http = peer->http;
        pthread_mutex_lock(&http->lock);
        if (peer->before != NULL)
                peer->before->next = peer->next;
        else
                http->peers = peer->next;
        if (peer->next != NULL)
                peer->next->before = peer->before;
        pthread_mutex_unlock(&http->lock);
        free(peer);
}

/* Nobody answered it.  Unlocks meanwhile; the hold keeps the request alive
 * when somebody else answers it then. */
static void answer_late(struct http_peer *peer)
{
        struct zl_http *http = peer->http;
        struct zl_request *request = peer->waiting;

        http__peer_due(peer, http->times.answer_seconds);
        request->holders++;
        pthread_mutex_unlock(&http->lock);
        http->asks.late(http->asks.context, request);
        zl_request_release(request);
        pthread_mutex_lock(&http->lock);
}

/* Cut off those whose time is over, up to one that waits for an answer: it is
 * returned.  NULL: nobody is left, and the timer knows when the next is. */
static struct http_peer *find_late(struct zl_http *http)
{
        uint64_t now = zl_clock_steady();
        uint64_t next = 0;

        for (struct http_peer *p = http->peers; p != NULL; p = p->next) {
                bool is_due = p->deadline_ms != 0 && p->deadline_ms <= now;

                if (p->waiting != NULL && (is_due || http->stopping))
                        return p;
                if (is_due) {
                        p->deadline_ms = 0;
                        (void)shutdown(p->fd, SHUT_RDWR);
                } else if (p->deadline_ms != 0 &&
                    (next == 0 || p->deadline_ms < next)) {
                        next = p->deadline_ms;
                }
        }
        http->timer_ms = next;
        return NULL;
}

static void *work(void *context)
{
        struct zl_http *http = context;

        pthread_mutex_lock(&http->lock);
        while (!http->stopping || http->suspended > 0) {
                struct http_peer *peer = find_late(http);

                if (peer != NULL)
                        answer_late(peer);
                else
                        http__wait_changed(http, http->timer_ms);
        }
        pthread_mutex_unlock(&http->lock);
        return NULL;
}

int http__timer_start(struct zl_http *http)
{
        pthread_attr_t attributes;
        int failed = 0;

        if (pthread_attr_init(&attributes) != 0)
                return ZL_E_MEMORY;
        (void)pthread_attr_setstacksize(&attributes, THREAD_STACK);
        failed = pthread_create(&http->timer, &attributes, work, http);
        (void)pthread_attr_destroy(&attributes);
        if (failed != 0)
                return ZL_E_SYSTEM;
        http->timer_runs = true;
        return ZL_OK;
}
