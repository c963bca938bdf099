/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_HTTP_INTERNAL_H
#define ZL_HTTP_INTERNAL_H

#include <microhttpd.h>
#include <pthread.h>

#include "http.h"

/* An address split up: a path, or a loopback host and a port. */
struct http_address {
        bool local; /* a Unix socket */
        bool six; /* [::1] */
        char host[64];
        char path[108];
        uint16_t port;
};

/* One connection, which has one deadline at a time. */
struct http_peer {
        struct zl_http *http;
        int fd; /* open for as long as the peer is in the list */
        /* All below: under the listener's lock. */
        uint64_t deadline_ms; /* of zl_clock_steady(); 0: none */
        struct zl_request *waiting; /* suspended until it is answered */
        struct http_peer *next;
        struct http_peer *before;
};

struct zl_request {
        struct zl_http *http;
        struct MHD_Connection *connection;
        struct http_peer *peer; /* gone when the connection is */
        char *target; /* path and query as sent */
        char *path;
        const char *query; /* in path's memory, NULL: none */
        const char *method;
        const char *headers[ZL_HEADER_COUNT];
        bool doubtful;
        bool begun;
        bool handled;
        bool counted; /* among the active */
        uint8_t *body;
        size_t body_size; /* as announced */
        size_t body_have;
        void *kept;
        /* All below: under the listener's lock. */
        unsigned holders;
        bool suspended;
        unsigned patience; /* seconds; 0: as the settings say */
        struct MHD_Response *response;
        unsigned status;
};

struct zl_http {
        struct zl_http_asks asks;
        struct http_address address;
        char text[ZL_HTTP_ADDRESS_TEXT];
        struct zl_http_times times;
        int fd; /* listening, or -1 */
        bool closed; /* to who comes now */
        struct MHD_Daemon *daemon;
        pthread_t timer;
        bool timer_runs;
        pthread_mutex_t lock;
        pthread_cond_t changed; /* an earlier deadline, or nothing active */
        bool draining;
        bool stopping;
        size_t active; /* requests that came in whole, and are not over */
        struct http_peer *peers; /* all connections */
        size_t suspended; /* requests that wait */
        uint64_t timer_ms; /* the timer sleeps until then; 0: for ever */
};

/**
 * Split and judge an address.
 *
 * @param listen       the text.
 * @param ret_address  receives it.
 * @return ZL_OK or ZL_E_USAGE.
 */
int http__address_parse(
    const char *listen, struct http_address *ret_address) ZL_CHECKED;

/**
 * Bind and listen.
 *
 * @param address   where; a port of 0 is replaced by the one it got.
 * @param ret_fd    receives the socket.
 * @param ret_text  receives the address as text.
 * @return ZL_OK, ZL_E_BUSY or ZL_E_SYSTEM.
 */
int http__address_listen(struct http_address *address, int *ret_fd,
    char ret_text[static ZL_HTTP_ADDRESS_TEXT]) ZL_CHECKED;

/**
 * Make a request of its first line.
 *
 * @param http        the listener.
 * @param target      path and query as sent.
 * @param connection  the connection.
 * @return NULL when out of memory.
 */
struct zl_request *http__request_new(struct zl_http *http, const char *target,
    struct MHD_Connection *connection);

/** Note the headers we know. @param request the request. */
void http__request_headers(struct zl_request *request);

/**
 * Add a part of the body.
 *
 * @param request  the request.
 * @param data     the part.
 * @param size     how many bytes.
 * @return ZL_OK or ZL_E_TOO_LARGE: more than was announced.
 */
int http__request_body(
    struct zl_request *request, const char *data, size_t size) ZL_CHECKED;

/**
 * Let a request wait for its answer, or learn that it is there already.
 *
 * @param request  the request, on its connection's thread.
 * @return true when it now waits.
 */
bool http__wait(struct zl_request *request);

/**
 * A connection begins.
 *
 * @param http        the listener.
 * @param connection  the library's.
 * @return NULL when out of memory: the connection is cut off.
 */
struct http_peer *http__peer_new(
    struct zl_http *http, struct MHD_Connection *connection);

/** A connection ends; its socket is still open. @param peer NULL is allowed.
 */
void http__peer_free(struct http_peer *peer);

/**
 * Set the peer's deadline, under the lock.
 *
 * @param peer     the peer.
 * @param seconds  from now; 0: none.
 */
void http__peer_due(struct http_peer *peer, unsigned seconds);

/**
 * Start the thread that cuts off who takes too long, and ends the waiting of
 * those nobody answered.
 *
 * @param http  the listener.
 * @return ZL_OK, ZL_E_SYSTEM or ZL_E_MEMORY.
 */
int http__timer_start(struct zl_http *http) ZL_CHECKED;

/**
 * Wait until something changed, under the lock.
 *
 * @param http       the listener.
 * @param moment_ms  of zl_clock_steady(), and no longer; 0: for ever.
 */
void http__wait_changed(struct zl_http *http, uint64_t moment_ms);

#endif
