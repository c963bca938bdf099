/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Events and the clock: the two things every part of the server needs
 * of the system. One write a line, so that threads do not mix theirs. */
#include "events.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "calendar.h"

enum { LINE_MAX = 256 };

struct zl_time zl_clock_now(void)
{
        struct timespec now;

        (void)clock_gettime(CLOCK_REALTIME, &now);
        return (struct zl_time){(uint64_t)now.tv_sec * ZL_MS_SECOND +
            (uint64_t)now.tv_nsec / 1000000};
}

uint64_t zl_clock_steady(void)
{
        struct timespec now;

        (void)clock_gettime(CLOCK_MONOTONIC, &now);
        return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

void zl_event(const char *format, ...)
{
        char line[LINE_MAX + ZL_TIME_TEXT + 2];
        char what[LINE_MAX];
        char time[ZL_TIME_TEXT];
        va_list arguments;
        int size = 0;

        va_start(arguments, format);
        size = vsnprintf(what, sizeof(what), format, arguments);
        va_end(arguments);
        if (size < 0)
                return;
        zl_time_of(zl_clock_now(), time);
        size = snprintf(line, sizeof(line), "%s %s\n", time, what);
        if (size > 0 && (size_t)size < sizeof(line))
                /* Nowhere is left to say that saying it failed. */
                (void)!write(STDERR_FILENO, line, (size_t)size);
}
