/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Where the server may listen: on a Unix socket or on loopback, and
 * nowhere else. What comes from outside passes the web server in front. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "http_internal.h"

enum { BACKLOG = 511 };

_Static_assert(sizeof(((struct http_address *)0)->path) ==
        sizeof(((struct sockaddr_un *)0)->sun_path),
    "a socket's path");

static int parse_port(const char *text, uint16_t *ret_port)
{
        unsigned port = 0;
        size_t length = strlen(text);

        if (length == 0 || length > 5)
                return ZL_E_USAGE;
        for (size_t i = 0; i < length; i++) {
                if (text[i] < '0' || text[i] > '9')
                        return ZL_E_USAGE;
                port = port * 10 + (unsigned)(text[i] - '0');
        }
        if (port > UINT16_MAX)
                return ZL_E_USAGE;
        *ret_port = (uint16_t)port;
        return ZL_OK;
}

static int parse_host(const char *host, size_t size, struct http_address *ret)
{
        struct in_addr four;

        if (size == 0 || size >= sizeof(ret->host))
                return ZL_E_USAGE;
        memcpy(ret->host, host, size);
        ret->host[size] = '\0';
        if (strcmp(ret->host, "[::1]") == 0) {
                ret->six = true;
                return ZL_OK;
        }
        if (inet_pton(AF_INET, ret->host, &four) != 1)
                return ZL_E_USAGE;
        return ntohl(four.s_addr) >> 24 == 127 ? ZL_OK : ZL_E_USAGE;
}

int http__address_parse(const char *listen, struct http_address *ret_address)
{
        struct http_address address = {0};
        const char *colon = NULL;
        int status = ZL_OK;

        if (strncmp(listen, "unix:", 5) == 0) {
                size_t size = strlen(listen + 5);

                if (listen[5] != '/' || size >= sizeof(address.path))
                        return ZL_E_USAGE;
                address.local = true;
                memcpy(address.path, listen + 5, size + 1);
                *ret_address = address;
                return ZL_OK;
        }
        colon = strrchr(listen, ':');
        if (colon == NULL)
                return ZL_E_USAGE;
        status = parse_host(listen, (size_t)(colon - listen), &address);
        if (status == ZL_OK)
                status = parse_port(colon + 1, &address.port);
        if (status == ZL_OK)
                *ret_address = address;
        return status;
}

int zl_http_check_address(const char *listen)
{
        struct http_address address;

        return http__address_parse(listen, &address);
}

/* The socket's address for the system. */
static socklen_t system_address(
    const struct http_address *address, struct sockaddr_storage *ret)
{
        struct sockaddr_un local = {.sun_family = AF_UNIX};
        struct sockaddr_in6 six = {.sin6_family = AF_INET6};
        struct sockaddr_in four = {.sin_family = AF_INET};

        memset(ret, 0, sizeof(*ret));
        if (address->local) {
                memcpy(local.sun_path, address->path, sizeof(local.sun_path));
                memcpy(ret, &local, sizeof(local));
                return sizeof(local);
        }
        if (address->six) {
                six.sin6_port = htons(address->port);
                six.sin6_addr = in6addr_loopback;
                memcpy(ret, &six, sizeof(six));
                return sizeof(six);
        }
        four.sin_port = htons(address->port);
        (void)inet_pton(AF_INET, address->host, &four.sin_addr);
        memcpy(ret, &four, sizeof(four));
        return sizeof(four);
}

/* A socket file that nobody listens on is left over from a crash. */
static void remove_left_over(
    const struct sockaddr_storage *where, socklen_t size, const char *path)
{
        struct stat st;
        int fd = -1;

        if (lstat(path, &st) != 0 || !S_ISSOCK(st.st_mode))
                return;
        fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (fd < 0)
                return;
        if (connect(fd, (const struct sockaddr *)where, size) != 0 &&
            errno == ECONNREFUSED)
                (void)unlink(path);
        (void)close(fd);
}

static int port_of(int fd, uint16_t *ret_port)
{
        struct sockaddr_storage got;
        struct sockaddr_in four;
        struct sockaddr_in6 six;
        socklen_t size = sizeof(got);

        if (getsockname(fd, (struct sockaddr *)&got, &size) != 0)
                return ZL_E_SYSTEM;
        if (got.ss_family == AF_INET6) {
                memcpy(&six, &got, sizeof(six));
                *ret_port = ntohs(six.sin6_port);
        } else {
                memcpy(&four, &got, sizeof(four));
                *ret_port = ntohs(four.sin_port);
        }
        return ZL_OK;
}

static void text_of(const struct http_address *address,
    char ret_text[static ZL_HTTP_ADDRESS_TEXT])
{
        if (address->local)
                (void)snprintf(
                    ret_text, ZL_HTTP_ADDRESS_TEXT, "unix:%s", address->path);
        else
                (void)snprintf(ret_text, ZL_HTTP_ADDRESS_TEXT, "%s:%u",
                    address->host, (unsigned)address->port);
}

int http__address_listen(struct http_address *address, int *ret_fd,
    char ret_text[static ZL_HTTP_ADDRESS_TEXT])
{
        struct sockaddr_storage where;
        socklen_t size = system_address(address, &where);
        int status = ZL_E_SYSTEM;
        int yes = 1;
        int fd = -1;

        fd = socket(
            where.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        if (fd < 0)
                return ZL_E_SYSTEM;
        if (address->local)
                remove_left_over(&where, size, address->path);
        else
                (void)setsockopt(
                    fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
        if (bind(fd, (const struct sockaddr *)&where, size) != 0) {
                status = errno == EADDRINUSE ? ZL_E_BUSY : ZL_E_SYSTEM;
                goto out;
        }
        /* The web server in front reaches it by its group. */
        if (address->local && chmod(address->path, 0660) != 0)
                goto out;
        if (listen(fd, BACKLOG) != 0)
                goto out;
        if (!address->local && port_of(fd, &address->port) != ZL_OK)
                goto out;
        text_of(address, ret_text);
        *ret_fd = fd;
        return ZL_OK;
out:
        (void)close(fd);
        return status;
}
