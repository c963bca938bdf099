/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the network. Everything that matters is signed and sealed
 * before it gets here; this file only sees to it that bytes go where they
 * should, and nowhere else. */
#include "transport.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lang.h"

const struct transport_limits transport__usual = {
    .connect_ms = 10 * 1000,
    .total_ms = 60 * 1000,
    .answer_max = 3 * 1024 * 1024,
};

enum { URL_ROOM = 2048, HEADER_ROOM = 1024 };

/* OpenSSL's results, as verify(1) numbers them; curl hands the number on. Where
 * curl itself found the name to be wrong, it is still "unspecified". */
enum {
        CHAIN_HOLDS = 0,
        CHAIN_UNSPECIFIED = 1,
        CHAIN_NOT_YET_VALID = 9,
        CHAIN_HAS_EXPIRED = 10
};

struct transport {
        struct transport_limits limits;
        char *socket;
        char *authorities; /* NULL: the machine's */
        CURL *easy; /* NULL until the first request */
        const char *detail;
        enum transport_trouble trouble;
};

int transport__new(const struct transport_limits *limits, const char *socket,
    struct transport **ret_transport)
{
        struct transport *transport = calloc(1, sizeof(*transport));

        if (transport == NULL)
                return ZL_E_MEMORY;
        transport->limits = *limits;
        transport->detail = "";
        if (socket != NULL) {
                transport->socket = strdup(socket);
                if (transport->socket == NULL) {
                        free(transport);
                        return ZL_E_MEMORY;
                }
        }
        *ret_transport = transport;
        return ZL_OK;
}

void transport__free(struct transport *transport)
{
        if (transport == NULL)
                return;
        if (transport->easy != NULL) {
                curl_easy_cleanup(transport->easy);
                curl_global_cleanup();
        }
        free(transport->socket);
        free(transport->authorities);
        free(transport);
}

int transport__trust(struct transport *transport, const char *authorities)
{
        char *copy = strdup(authorities);

        if (copy == NULL)
                return ZL_E_MEMORY;
        free(transport->authorities);
        transport->authorities = copy;
        return ZL_OK;
}

enum transport_trouble transport__trouble(const struct transport *transport)
{
        return transport->trouble;
}

const char *transport__etag(const struct transport *transport)
{
        struct curl_header *header = NULL;

        if (transport->easy == NULL ||
            curl_easy_header(transport->easy, "ETag", 0, CURLH_HEADER, -1,
                &header) != CURLHE_OK)
                return NULL;
        return header->value;
}

const char *transport__detail(const struct transport *transport)
{
        return transport->detail;
}

/* ---- Where to ---- */

/* host[:port] and nothing more: no user, no path. */
static bool is_authority(const char *text)
{
        size_t host = 0;
        const char *port = NULL;

        if (text[0] == '[') {
                host = strspn(text + 1, "0123456789abcdef:.") + 1;
                if (host < 3 || text[host] != ']')
                        return false;
                host++;
        } else {
                host = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-.");
        }
        if (host == 0 || host > 255)
                return false;
        if (text[host] == '\0')
                return true;
        port = text + host + 1;
        return text[host] == ':' && strlen(port) >= 1 && strlen(port) <= 5 &&
            strspn(port, "0123456789") == strlen(port);
}

static bool is_loopback(const char *text)
{
        static const char *const hosts[] = {"127.0.0.1", "localhost", "[::1]"};

        for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
                size_t size = strlen(hosts[i]);

                if (strncmp(text, hosts[i], size) == 0 &&
                    (text[size] == '\0' || text[size] == ':'))
                        return true;
        }
        return false;
}

bool transport__allowed(const char *origin, bool has_socket)
{
        if (strncmp(origin, "https://", 8) == 0)
                return is_authority(origin + 8);
        if (strncmp(origin, "http://", 7) == 0)
                return is_authority(origin + 7) &&
                    (has_socket || is_loopback(origin + 7));
        return false;
}

/* Over a Unix socket there is no TLS: who can reach it is on this machine. */
static int make_url(const struct transport *transport,
    const struct transport_request *request, char ret[static URL_ROOM])
{
        const char *origin = request->origin;
        const char *host = strstr(origin, "://");
        int size = 0;

        if (host == NULL || request->path[0] != '/' ||
            !transport__allowed(origin, transport->socket != NULL))
                return ZL_E_USAGE;
        if (transport->socket != NULL)
                size = snprintf(ret, URL_ROOM, "http%s%s", host, request->path);
        else
                size = snprintf(ret, URL_ROOM, "%s%s", origin, request->path);
        return size > 0 && size < URL_ROOM ? ZL_OK : ZL_E_USAGE;
}

/* ---- One request ---- */

static size_t take_body(char *data, size_t one, size_t size, void *user)
{
        struct zl_buf *body = user;

        (void)one; /* always 1 */
        zl_put_bytes(body, data, size);
        return body->status == ZL_OK ? size : 0;
}

static bool add_header(
    struct curl_slist **list, const char *name, const char *value)
{
        char line[HEADER_ROOM];
        struct curl_slist *grown = NULL;
        int size = 0;

        if (value == NULL)
                return true;
        if (strpbrk(value, "\r\n") != NULL)
                return false;
        size = snprintf(line, sizeof(line), "%s: %s", name, value);
        if (size < 0 || (size_t)size >= sizeof(line))
                return false;
        grown = curl_slist_append(*list, line);
        if (grown == NULL)
                return false;
        *list = grown;
        return true;
}

static bool add_headers(
    struct curl_slist **list, const struct transport_request *request)
{
        return add_header(list, "Accept",
                   "application/octet-stream, application/json, "
                   "application/problem+json") &&
            add_header(list, "Content-Type",
                request->body.size == 0 ? NULL
                    : request->is_json  ? "application/json"
                                        : "application/octet-stream") &&
            add_header(list, "If-Match", request->if_match) &&
            add_header(list, "If-None-Match", request->if_none_match) &&
            add_header(list, "Content-Digest", request->content_digest) &&
            add_header(list, "Signature-Input", request->signature_input) &&
            add_header(list, "Signature", request->signature);
}

/* What holds for every request.  The first failure is what counts. */
static CURLcode set_rules(struct transport *transport)
{
        CURL *easy = transport->easy;
        CURLcode code = CURLE_OK;

#define SET(option, value) \
        if (code == CURLE_OK) \
        code = curl_easy_setopt(easy, CURLOPT_##option, value)
        SET(PROTOCOLS_STR, "https,http");
        SET(FOLLOWLOCATION, 0L);
        SET(PROXY, ""); /* nor one from the environment */
        SET(NETRC, (long)CURL_NETRC_IGNORED);
        SET(SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2); /* at least */
        SET(SSL_VERIFYPEER, 1L);
        SET(SSL_VERIFYHOST, 2L);
        SET(NOSIGNAL, 1L);
        SET(NOPROGRESS, 1L);
        SET(HTTP09_ALLOWED, 0L);
        SET(USERAGENT, "zijlijn");
        SET(CONNECTTIMEOUT_MS, transport->limits.connect_ms);
        SET(TIMEOUT_MS, transport->limits.total_ms);
        SET(MAXFILESIZE_LARGE, (curl_off_t)transport->limits.answer_max);
        if (transport->authorities != NULL) {
                SET(CAINFO, transport->authorities);
                SET(CAPATH, NULL);
        }
        if (transport->socket != NULL)
                SET(UNIX_SOCKET_PATH, transport->socket);
#undef SET
        return code;
}

static CURLcode set_request(struct transport *transport, const char *url,
    const struct transport_request *request, struct curl_slist *headers,
    struct zl_buf *body)
{
        CURL *easy = transport->easy;
        CURLcode code = CURLE_OK;
        bool put = strcmp(request->method, "PUT") == 0;

#define SET(option, value) \
        if (code == CURLE_OK) \
        code = curl_easy_setopt(easy, CURLOPT_##option, value)
        SET(URL, url);
        SET(HTTPHEADER, headers);
        SET(WRITEFUNCTION, take_body);
        SET(WRITEDATA, body);
        if (put) {
                SET(POSTFIELDSIZE_LARGE, (curl_off_t)request->body.size);
                SET(POSTFIELDS,
                    request->body.size > 0 ? (const char *)request->body.data
                                           : "");
                SET(CUSTOMREQUEST, "PUT");
        } else {
                SET(HTTPGET, 1L);
                if (strcmp(request->method, "GET") != 0)
                        SET(CUSTOMREQUEST, request->method);
        }
#undef SET
        return code;
}

/* Curl says only that it failed; the chain's own result says where.  A chain
 * that holds was for another name. */
static enum transport_trouble judge_certificate(
    const struct transport *transport)
{
        long result = -1;

        if (curl_easy_getinfo(transport->easy, CURLINFO_SSL_VERIFYRESULT,
                &result) != CURLE_OK)
                return TRANSPORT_UNTRUSTED;
        switch (result) {
        case CHAIN_HOLDS:
        case CHAIN_UNSPECIFIED:
                return TRANSPORT_OTHER_NAME;
        case CHAIN_NOT_YET_VALID:
        case CHAIN_HAS_EXPIRED:
                return TRANSPORT_OUT_OF_DATE;
        default:
                return TRANSPORT_UNTRUSTED;
        }
}

/* What went wrong, for a person, and as what it counts. */
static int judge(
    struct transport *transport, CURLcode code, const struct zl_buf *body)
{
        switch (code) {
        case CURLE_OK:
                return ZL_OK;
        case CURLE_OUT_OF_MEMORY:
                return ZL_E_MEMORY;
        case CURLE_WRITE_ERROR:
        case CURLE_FILESIZE_EXCEEDED:
                if (body->status == ZL_E_MEMORY)
                        return ZL_E_MEMORY;
                transport->detail = _("its answer is larger than it may be");
                return ZL_E_SERVER;
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_INVALIDCERTSTATUS:
                transport->detail = _("its certificate is not trusted");
                transport->trouble = judge_certificate(transport);
                return ZL_E_SERVER;
        case CURLE_SSL_CACERT_BADFILE:
                transport->detail =
                    _("the certificate authority is not usable");
                transport->trouble = TRANSPORT_NO_AUTHORITY;
                return ZL_E_SERVER;
        case CURLE_SSL_CONNECT_ERROR:
                transport->detail = _("no safe connection can be made");
                return ZL_E_NETWORK;
        case CURLE_UNSUPPORTED_PROTOCOL: /* the origin's was looked at */
        case CURLE_WEIRD_SERVER_REPLY:
                transport->detail = _("what answers there is no such server");
                return ZL_E_SERVER;
        case CURLE_URL_MALFORMAT:
                return ZL_E_USAGE;
        case CURLE_OPERATION_TIMEDOUT:
                transport->detail = _("it took too long");
                return ZL_E_NETWORK;
        case CURLE_COULDNT_RESOLVE_HOST:
                transport->detail = _("its name is not known");
                return ZL_E_NETWORK;
        case CURLE_COULDNT_CONNECT:
                transport->detail = _("nobody answers there");
                return ZL_E_NETWORK;
        default:
                transport->detail = _("the connection broke");
                return ZL_E_NETWORK;
        }
}

static int start(struct transport *transport)
{
        if (transport->easy != NULL)
                return ZL_OK;
        if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
                return ZL_E_MEMORY;
        transport->easy = curl_easy_init();
        if (transport->easy == NULL) {
                curl_global_cleanup();
                return ZL_E_MEMORY;
        }
        return ZL_OK;
}

int transport__send(struct transport *transport,
    const struct transport_request *request, int *ret_status,
    struct zl_buf *body)
{
        struct curl_slist *headers = NULL;
        char url[URL_ROOM];
        long http = 0;
        CURLcode code = CURLE_OUT_OF_MEMORY;
        int status = make_url(transport, request, url);

        transport->detail = "";
        transport->trouble = TRANSPORT_FINE;
        zl_buf_free(body);
        zl_buf_init(body, transport->limits.answer_max);
        if (status == ZL_OK)
                status = start(transport);
        if (status != ZL_OK)
                return status;
        curl_easy_reset(transport->easy); /* connections stay */
        if (add_headers(&headers, request))
                code = set_rules(transport);
        if (code == CURLE_OK)
                code = set_request(transport, url, request, headers, body);
        if (code == CURLE_OK)
                code = curl_easy_perform(transport->easy);
        if (code == CURLE_OK)
                code = curl_easy_getinfo(
                    transport->easy, CURLINFO_RESPONSE_CODE, &http);
        curl_slist_free_all(headers);
        status = judge(transport, code, body);
        if (status == ZL_OK && http >= 300 && http < 400) {
                transport->detail = _("it sends us elsewhere");
                status = ZL_E_SERVER;
        }
        if (status == ZL_OK)
                *ret_status = (int)http;
        return status;
}
