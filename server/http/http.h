/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_HTTP_H
#define ZL_HTTP_H

#include "bytes.h"

/*
 * The door to libmicrohttpd: a listener on a Unix socket or a loopback
 * address, and requests that are answered at once or later.  It knows HTTP
 * and nothing of what is asked; the api decides that.  Where it stands
 * alone: what the library refuses by itself (a request line or header that
 * is malformed or does not fit 8 KiB), it answers in its own words.
 */
struct zl_http;

/*
 * One request.  The listener owns it; whoever hands it to another thread
 * holds it meanwhile (zl_request_hold()).
 */
struct zl_request;

/* The headers that anybody here asks for. */
enum zl_header {
        ZL_HEADER_ACCEPT,
        ZL_HEADER_CONTENT_DIGEST,
        ZL_HEADER_CONTENT_LENGTH,
        ZL_HEADER_CONTENT_TYPE,
        ZL_HEADER_IF_MATCH,
        ZL_HEADER_IF_NONE_MATCH,
        ZL_HEADER_SIGNATURE,
        ZL_HEADER_SIGNATURE_INPUT,
        ZL_HEADER_TRANSFER_ENCODING,
        ZL_HEADER_COUNT
};

/* What is sent back. */
struct zl_answer {
        unsigned status; /* of HTTP */
        const char *type; /* constant: media type of the body */
        struct zl_bytes body; /* copied */
        const char *etag; /* of the body, or NULL */
        const char *allow; /* methods, for 405; else NULL */
        unsigned retry_after; /* seconds, 0: not said */
        bool any_origin; /* pages of any origin may read it */
};

/* Whom the listener asks.  All but `late` run on its threads, and none may
 * wait for long. */
struct zl_http_asks {
        void *context;
        /* The headers are in.  Answer now, and no body is read; or allow a
         * body with zl_request_allow_body(). */
        void (*begin)(void *context, struct zl_request *request);
        /* The body is in, too.  Answer now, or hold the request and answer
         * later. */
        void (*handle)(void *context, struct zl_request *request);
        /* Nobody answered in time.  Answer now, or see to it that somebody
         * does: there is as much time again, but none once the listener
         * was told to stop. */
        void (*late)(void *context, struct zl_request *request);
        /* The request is over: free what zl_request_keep() kept. */
        void (*end)(void *context, void *kept);
};

/* How long each part of an exchange may take, from its beginning and however
 * busily bytes trickle: who takes longer is cut off. */
struct zl_http_times {
        unsigned head_seconds; /* until a request's head is in, counted from
                                  the connection or the answer before */
        unsigned body_seconds; /* until its body is in, or its answer out */
        unsigned answer_seconds; /* a held request waits no longer */
};

struct zl_http_settings {
        const char *listen; /* "unix:/path", "127.0.0.1:port", "[::1]:port" */
        unsigned connections; /* at most, 1 to ZL_HTTP_CONNECTIONS_MAX */
        struct zl_http_times times;
};

enum { ZL_HTTP_CONNECTIONS_MAX = 3840, ZL_HTTP_ADDRESS_TEXT = 128 };

/**
 * Is this an address that may be listened on?  Only Unix sockets with an
 * absolute path and loopback addresses are: TLS and the outside world are
 * for the web server in front.
 *
 * @param listen  the address.
 * @return ZL_OK or ZL_E_USAGE.
 */
int zl_http_check_address(const char *listen) ZL_CHECKED;

/**
 * Bind, listen and serve.  Port 0 takes a free one.
 *
 * @param settings  copied where needed.
 * @param asks      copied; its functions must be ready.
 * @param ret_http  stop with zl_http_stop().
 * @return ZL_OK, ZL_E_USAGE (not an allowed address), ZL_E_BUSY (somebody
 *         listens there), ZL_E_SYSTEM or ZL_E_MEMORY.
 */
int zl_http_start(const struct zl_http_settings *settings,
    const struct zl_http_asks *asks, struct zl_http **ret_http) ZL_CHECKED;

/**
 * Where it listens, with the port it got.
 *
 * @param http  the listener.
 */
const char *zl_http_address(const struct zl_http *http);

/**
 * From now on other times hold; what has begun keeps its own.
 *
 * @param http   the listener.
 * @param times  copied.
 */
void zl_http_set_times(struct zl_http *http, const struct zl_http_times *times);

/**
 * Accept nothing more and wait until every request that came in is
 * answered and sent, no longer than the settings' answer_seconds.
 *
 * @param http  the listener; requests on connections that are open already
 *              are still served, and their connections then closed.
 */
void zl_http_drain(struct zl_http *http);

/**
 * Answer whoever still waits by `late`, stop and free.
 *
 * @param http  NULL is allowed.
 */
void zl_http_stop(struct zl_http *http);

/** The method. @param request the request. */
const char *zl_request_method(const struct zl_request *request);

/** Path as sent, up to the question mark. @param request the request. */
const char *zl_request_path(const struct zl_request *request);

/** Query as sent, after the question mark. @param request the request.
 *  @return NULL without one. */
const char *zl_request_query(const struct zl_request *request);

/** Path and query as sent. @param request the request. */
const char *zl_request_target(const struct zl_request *request);

/**
 * A header's value; only within begin and handle.
 *
 * @param request  the request.
 * @param header   which one.
 * @return NULL when it is not there.
 */
const char *zl_request_header(
    const struct zl_request *request, enum zl_header header);

/**
 * Is it doubtful what the headers say: did one of these, other than Accept,
 * come twice, or did white space stand between a name and its colon (RFC 9112,
 * 5.1)?  Where the next request begins is then doubtful too, so the connection
 * is closed after the answer.
 *
 * @param request  the request.
 */
bool zl_request_doubtful(const struct zl_request *request);

/**
 * Let the body be read; within begin only.
 *
 * @param request  the request.
 * @param size     how many bytes Content-Length says.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int zl_request_allow_body(struct zl_request *request, size_t size) ZL_CHECKED;

/** The body, as long as the request is held. @param request the request. */
struct zl_bytes zl_request_body(const struct zl_request *request);

/** Keep something with the request. @param request the request.
 *  @param kept goes to `end`. */
void zl_request_keep(struct zl_request *request, void *kept);

/** What was kept. @param request the request. @return NULL: nothing. */
void *zl_request_kept(const struct zl_request *request);

/** Make sure the request outlives the connection. @param request it. */
void zl_request_hold(struct zl_request *request);

/**
 * Say how long a held request waits for its answer, from now on; else it is
 * as long as the listener's settings say.
 *
 * @param request  held.
 * @param seconds  0: as the settings say.
 */
void zl_request_patience(struct zl_request *request, unsigned seconds);

/** Has it been answered, for one because its time was over? @param request
 *  held. */
bool zl_request_is_answered(struct zl_request *request);

/** Let go of a request that was held. @param request it. */
void zl_request_release(struct zl_request *request);

/**
 * Answer, from any thread.  Only the first answer counts.
 *
 * @param request  the request.
 * @param answer   copied.
 * @return whether this one was the first.
 */
bool zl_request_answer(
    struct zl_request *request, const struct zl_answer *answer);

#endif
