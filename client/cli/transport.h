/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_TRANSPORT_H
#define ZL_CLI_TRANSPORT_H

#include "bytes.h"

/*
 * Requests over the network: HTTPS, or plain HTTP to this machine itself or
 * a Unix socket.  No redirect is followed, no proxy used, no answer read that
 * is larger than it may be.
 */
struct transport;

struct transport_limits {
        long connect_ms;
        long total_ms; /* from beginning to end, also of a slow answer */
        size_t answer_max; /* bytes */
};

/* What the program uses. */
extern const struct transport_limits transport__usual;

/* What was wrong with the server's certificate. */
enum transport_trouble {
        TRANSPORT_FINE,
        TRANSPORT_UNTRUSTED, /* nobody trusted vouches for the certificate */
        TRANSPORT_OTHER_NAME, /* it is for another name */
        TRANSPORT_OUT_OF_DATE, /* no longer valid, or not yet */
        TRANSPORT_NO_AUTHORITY /* the file of authorities is not usable */
};

/* One request; NULL where it does not have such a header. */
struct transport_request {
        const char *method;
        const char *origin;
        const char *path;
        struct zl_bytes body;
        bool is_json; /* the body is; else it is bytes */
        const char *if_match;
        const char *if_none_match;
        const char *content_digest;
        const char *signature_input;
        const char *signature;
};

/**
 * Make one.  Nothing is started yet.
 *
 * @param limits         copied.
 * @param socket         a Unix socket to reach the server by, or NULL.
 * @param ret_transport  free with transport__free().
 * @return ZL_OK or ZL_E_MEMORY.
 */
int transport__new(const struct transport_limits *limits, const char *socket,
    struct transport **ret_transport) ZL_CHECKED;

/**
 * Trust these certificate authorities, and no longer the machine's own.
 *
 * @param transport    the transport.
 * @param authorities  path of a file in PEM form; copied.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int transport__trust(
    struct transport *transport, const char *authorities) ZL_CHECKED;

/** Close all connections. @param transport NULL is allowed. */
void transport__free(struct transport *transport);

/**
 * May we talk to this origin?
 *
 * @param origin      "https://host[:port]", or http on loopback.
 * @param has_socket  a Unix socket leads there: http is no danger.
 */
bool transport__allowed(const char *origin, bool has_socket);

/**
 * Send a request and wait for the answer.
 *
 * @param transport   the transport.
 * @param request     what.
 * @param ret_status  receives the HTTP status.
 * @param body        receives the answer's body; emptied first.
 * @return ZL_OK, ZL_E_NETWORK (no connection, or it broke), ZL_E_SERVER (a
 *         redirect, too large, or a certificate that does not hold),
 *         ZL_E_USAGE (an origin that is not allowed) or ZL_E_MEMORY.
 */
int transport__send(struct transport *transport,
    const struct transport_request *request, int *ret_status,
    struct zl_buf *body) ZL_CHECKED;

/** The ETag of the last answer. @param transport the transport. @return
 *  borrowed until the next request; NULL when it had none. */
const char *transport__etag(const struct transport *transport);

/** What was wrong with the server's certificate at the last request.
 *  @param transport the transport. */
enum transport_trouble transport__trouble(const struct transport *transport);

/** More about the last failure, in English. @param transport the transport.
 *  @return borrowed until the next request; never NULL. */
const char *transport__detail(const struct transport *transport);

#endif
