/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Keeps some connections busy: bench_load PORT CONNECTIONS FIRST COUNT FILE.
 * The file holds requests made beforehand, each after its size (u32, most
 * significant byte first); they are sent as they are, one at a time on each
 * connection, and each has to be answered with 201.  Prints seconds, the
 * median and the 99th percentile of the answers in ms, and its own CPU in
 * seconds.  One thread that neither makes nor copies anything, so that the
 * two cores are for whom it asks.
 */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS_MAX = 1024, ANSWER_MAX = 16 * 1024 };

struct request {
        const uint8_t *data;
        size_t size;
};

struct connection {
        int fd;
        double began;
        struct request request;
        size_t sent;
        size_t have;
        char answer[ANSWER_MAX + 1];
};

struct load {
        int epoll;
        struct request *requests; /* those to send */
        size_t count;
        size_t next;
        double *took; /* ms of each answer that came */
        size_t done;
};

static void fail(const char *what)
{
        fprintf(stderr, "bench_load: %s: errno %d\n", what, errno);
        exit(1);
}

static double now_ms(void)
{
        struct timespec t;

        (void)clock_gettime(CLOCK_MONOTONIC, &t);
        return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static size_t number(const char *text, size_t max)
{
        char *end = NULL;
        unsigned long long value = strtoull(text, &end, 10);

        if (*text < '0' || *text > '9' || *end != '\0' || value > max) {
                fprintf(stderr, "bench_load: not a fit number: %s\n", text);
                exit(2);
        }
        return (size_t)value;
}

/* Find the requests in the file, which stays mapped. */
static void take_requests(struct load *load, const char *path, size_t first)
{
        int fd = open(path, O_RDONLY);
        struct stat about;
        const uint8_t *at = NULL;
        const uint8_t *end = NULL;

        if (fd < 0 || fstat(fd, &about) != 0)
                fail(path);
        at = mmap(NULL, (size_t)about.st_size, PROT_READ,
            MAP_PRIVATE | MAP_POPULATE, fd, 0);
        if (at == MAP_FAILED)
                fail(path);
        (void)close(fd);
        end = at + about.st_size;
        for (size_t i = 0; i < first + load->count; i++) {
                size_t size = 0;

                if (end - at < 4)
                        fail("too few requests in the file");
                size = (size_t)at[0] << 24 | (size_t)at[1] << 16 |
                    (size_t)at[2] << 8 | at[3];
                at += 4;
                if ((size_t)(end - at) < size)
                        fail("half a request in the file");
                if (i >= first)
                        load->requests[i - first] = (struct request){at, size};
                at += size;
        }
}

static void watch(
    struct load *load, struct connection *c, int what, uint32_t for_)
{
        struct epoll_event event = {.events = for_, .data.ptr = c};

        if (epoll_ctl(load->epoll, what, c->fd, &event) != 0)
                fail("epoll_ctl");
}

static void send_more(struct load *load, struct connection *c)
{
        ssize_t n = send(c->fd, c->request.data + c->sent,
            c->request.size - c->sent, MSG_NOSIGNAL);

        if (n < 0 && errno != EAGAIN)
                fail("send");
        c->sent += n > 0 ? (size_t)n : 0;
        watch(load, c, EPOLL_CTL_MOD,
            c->sent < c->request.size ? EPOLLOUT : EPOLLIN);
}

static void send_next(struct load *load, struct connection *c)
{
        if (load->next == load->count)
                return;
        c->request = load->requests[load->next++];
        c->sent = 0;
        c->have = 0;
        c->began = now_ms();
        send_more(load, c);
}

static void connect_one(struct load *load, struct connection *c, size_t port)
{
        struct sockaddr_in where = {
            .sin_family = AF_INET,
            .sin_port = htons((uint16_t)port),
            .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
        };
        int on = 1;

        c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (c->fd < 0 ||
            connect(c->fd, (struct sockaddr *)&where, sizeof(where)) != 0 ||
            setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on)) != 0 ||
            fcntl(c->fd, F_SETFL, O_NONBLOCK) != 0)
                fail("connect");
        watch(load, c, EPOLL_CTL_ADD, EPOLLIN);
}

/* Is the answer in?  It has a Content-Length, as all answers here have. */
static bool is_whole(const struct connection *c)
{
        const char *body = strstr(c->answer, "\r\n\r\n");
        const char *length = strcasestr(c->answer, "\r\nContent-Length: ");

        if (body == NULL || length == NULL || length > body)
                return false;
        return c->have ==
            (size_t)(body + 4 - c->answer) +
            strtoul(length + strlen("\r\nContent-Length: "), NULL, 10);
}

static void receive(struct load *load, struct connection *c)
{
        ssize_t n = recv(c->fd, c->answer + c->have, ANSWER_MAX - c->have, 0);

        if (n < 0 && errno == EAGAIN)
                return;
        if (n <= 0)
                fail("recv");
        c->have += (size_t)n;
        c->answer[c->have] = '\0';
        if (!is_whole(c))
                return;
        if (strncmp(c->answer, "HTTP/1.1 201 ", 13) != 0) {
                fprintf(stderr, "bench_load: answered %.60s\n", c->answer);
                exit(1);
        }
        load->took[load->done++] = now_ms() - c->began;
        send_next(load, c);
}

static void run(struct load *load)
{
        struct epoll_event events[64];

        while (load->done < load->count) {
                int n = epoll_wait(load->epoll, events, 64, 30 * 1000);

                if (n == 0)
                        errno = ETIMEDOUT;
                if (n <= 0)
                        fail("epoll_wait");
                for (int i = 0; i < n; i++) {
                        struct connection *c = events[i].data.ptr;

                        if ((events[i].events & EPOLLOUT) != 0)
                                send_more(load, c);
                        else
                                receive(load, c);
                }
        }
}

static int compare(const void *a, const void *b)
{
        double x = *(const double *)a;
        double y = *(const double *)b;

        return (x > y) - (x < y);
}

static double own_cpu(void)
{
        struct rusage usage;

        (void)getrusage(RUSAGE_SELF, &usage);
        return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
            (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

int main(int argc, char **argv)
{
        struct load load = {0};
        struct connection *connections = NULL;
        size_t wide = 0;
        double began = 0;
        double cpu = 0;

        if (argc != 6) {
                fprintf(stderr,
                    "usage: bench_load PORT CONNECTIONS FIRST "
                    "COUNT FILE\n");
                return 2;
        }
        wide = number(argv[2], CONNECTIONS_MAX);
        load.count = number(argv[4], 10 * 1000 * 1000);
        load.requests = calloc(load.count + 1, sizeof(*load.requests));
        load.took = calloc(load.count + 1, sizeof(*load.took));
        connections = calloc(wide + 1, sizeof(*connections));
        load.epoll = epoll_create1(EPOLL_CLOEXEC);
        if (load.requests == NULL || load.took == NULL || connections == NULL ||
            load.epoll < 0)
                fail("start");
        take_requests(&load, argv[5], number(argv[3], 10 * 1000 * 1000));
        for (size_t i = 0; i < wide; i++)
                connect_one(&load, &connections[i], number(argv[1], 65535));
        cpu = own_cpu();
        began = now_ms();
        for (size_t i = 0; i < wide; i++)
                send_next(&load, &connections[i]);
        run(&load);
        began = now_ms() - began;
        cpu = own_cpu() - cpu;
        qsort(load.took, load.done, sizeof(*load.took), compare);
        printf("%.6f %.4f %.4f %.6f\n", began / 1e3, load.took[load.done / 2],
            load.took[load.done * 99 / 100], cpu);
        free(load.requests);
        free(load.took);
        free(connections);
        return 0;
}
