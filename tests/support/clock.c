/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the clock of the tests: a library that is loaded before a program
 * (LD_PRELOAD) and tells it the time of a file that the test writes, however
 * many threads ask at once. clock.py writes it. Monotonic time is the true
 * one. */
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { MS_PER_S = 1000, NS_PER_MS = 1000000, US_PER_MS = 1000 };

/* The file, in this machine's order of bytes. */
struct face {
        _Atomic int64_t ms; /* since 1970; of one that runs, its lead */
        int64_t runs; /* 1: with the true clock; 0: it stands still */
};

static struct face *face;

static int true_time(clockid_t clock, struct timespec *ret)
{
        return (int)syscall(SYS_clock_gettime, clock, ret);
}

__attribute__((constructor)) static void begin(void)
{
        const char *path = getenv("ZL_TEST_CLOCK");
        int fd = path != NULL ? open(path, O_RDONLY | O_CLOEXEC) : -1;
        void *map = MAP_FAILED;

        if (fd >= 0) {
                map = mmap(NULL, sizeof(*face), PROT_READ, MAP_SHARED, fd, 0);
                (void)close(fd);
        }
        /* Never the true time by mistake. */
        if (map == MAP_FAILED)
                abort();
        face = map;
}

/* Also asked by other libraries while they begin, before us. */
int clock_gettime(clockid_t clock, struct timespec *ret)
{
        int64_t ms = 0;

        if (face == NULL ||
            (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE))
                return true_time(clock, ret);
        ms = atomic_load(&face->ms);
        if (face->runs) {
                (void)true_time(CLOCK_REALTIME, ret);
                ms +=
                    (int64_t)ret->tv_sec * MS_PER_S + ret->tv_nsec / NS_PER_MS;
        }
        ret->tv_sec = (time_t)(ms / MS_PER_S);
        ret->tv_nsec = (long)(ms % MS_PER_S) * NS_PER_MS;
        return 0;
}

time_t time(time_t *ret)
{
        struct timespec now;

        (void)clock_gettime(CLOCK_REALTIME, &now);
        if (ret != NULL)
                *ret = now.tv_sec;
        return now.tv_sec;
}

int gettimeofday(struct timeval *restrict ret, void *restrict zone)
{
        struct timespec now;

        (void)zone;
        (void)clock_gettime(CLOCK_REALTIME, &now);
        ret->tv_sec = now.tv_sec;
        ret->tv_usec = now.tv_nsec / (NS_PER_MS / US_PER_MS);
        return 0;
}
