/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the patience of people. Deriving a key is one long step, and so
 * is waiting for an answer: neither can tell how far it is. So a timer ticks
 * each second, and what writes the line is a handler that calls nothing but
 * write(2). */
#include "progress.h"

#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

enum { WHAT_MAX = 120, DIGITS_MAX = 10, ROOM = WHAT_MAX + DIGITS_MAX + 16 };

static char what_text[WHAT_MAX + 1];
static size_t what_size;
static volatile sig_atomic_t seconds;
static unsigned depth;

/* "\r" and the line anew, so that the terminal needs to know nothing. */
static void tick(int number)
{
        char line[ROOM];
        char digits[DIGITS_MAX];
        size_t size = 0;
        size_t count = 0;
        unsigned left = 0;
        int before = errno;

        (void)number;
        seconds = seconds + 1;
        left = (unsigned)seconds;
        line[size++] = '\r';
        memcpy(line + size, what_text, what_size);
        size += what_size;
        for (size_t i = 0; i < 3; i++)
                line[size++] = '.';
        line[size++] = ' ';
        do {
                digits[count++] = (char)('0' + left % 10);
                left /= 10;
        } while (left > 0 && count < DIGITS_MAX);
        while (count > 0)
                line[size++] = digits[--count];
        line[size++] = ' ';
        line[size++] = 's';
        (void)!write(STDERR_FILENO, line, size);
        errno = before;
}

static void set_timer(time_t every)
{
        struct itimerval timer = {
            .it_interval = {.tv_sec = every}, .it_value = {.tv_sec = every}};

        (void)setitimer(ITIMER_REAL, &timer, NULL);
}

/* Whole letters of it. */
static void take_text(const char *what)
{
        size_t size = strlen(what);

        if (size > WHAT_MAX) {
                size = WHAT_MAX;
                while (size > 0 && ((unsigned char)what[size] & 0xc0) == 0x80)
                        size--;
        }
        memcpy(what_text, what, size);
        what_size = size;
}

static void catch_ticks(void)
{
        struct sigaction action = {0};

        action.sa_handler = tick;
        action.sa_flags = SA_RESTART;
        (void)sigemptyset(&action.sa_mask);
        (void)sigaction(SIGALRM, &action, NULL);
}

/* The line is written over with spaces, as wide as it can be. */
static void clear_line(void)
{
        char line[ROOM + 2];
        size_t size = what_size + DIGITS_MAX + 6;

        line[0] = '\r';
        memset(line + 1, ' ', size);
        line[size + 1] = '\r';
        (void)!write(STDERR_FILENO, line, size + 2);
}

void progress__begin(const char *what)
{
        if (depth++ > 0 || isatty(STDERR_FILENO) != 1)
                return;
        take_text(what);
        seconds = 0;
        catch_ticks();
        set_timer(1);
}

/* The clock that runs goes on; what it writes must not change under it. */
void progress__change(const char *what)
{
        sigset_t ticks;
        sigset_t before;

        if (depth == 0 || isatty(STDERR_FILENO) != 1)
                return;
        (void)sigemptyset(&ticks);
        (void)sigaddset(&ticks, SIGALRM);
        (void)sigprocmask(SIG_BLOCK, &ticks, &before);
        if (seconds > 0)
                clear_line();
        take_text(what);
        (void)sigprocmask(SIG_SETMASK, &before, NULL);
}

void progress__end(void)
{
        assert(depth > 0);
        if (--depth > 0)
                return;
        set_timer(0);
        if (seconds > 0)
                clear_line();
        seconds = 0;
}
