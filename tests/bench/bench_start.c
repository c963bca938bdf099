/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How long a program takes from start to exit, and how much memory:
 * bench_start RUNS PROGRAM ARGUMENT... prints the median in ms and the most
 * in MiB.  In C, because what a child is told to have used begins with the
 * memory of the process that started it.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RUNS_MAX = 1000 };

static double now_ms(void)
{
        struct timespec t;

        (void)clock_gettime(CLOCK_MONOTONIC, &t);
        return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b)
{
        double x = *(const double *)a;
        double y = *(const double *)b;

        return (x > y) - (x < y);
}

static double run(char **argv, double *ret_mib)
{
        struct rusage usage;
        double before = now_ms();
        int status = 0;
        pid_t pid = fork();

        if (pid == 0) {
                int null = open("/dev/null", O_WRONLY);

                (void)dup2(null, STDOUT_FILENO);
                (void)execv(argv[0], argv);
                _exit(127);
        }
        if (pid < 0 || wait4(pid, &status, 0, &usage) != pid || status != 0) {
                fprintf(stderr, "bench_start: %s failed\n", argv[0]);
                exit(1);
        }
        if ((double)usage.ru_maxrss / 1024 > *ret_mib)
                *ret_mib = (double)usage.ru_maxrss / 1024;
        return now_ms() - before;
}

int main(int argc, char **argv)
{
        double times[RUNS_MAX];
        double mib = 0;
        int runs = argc > 2 ? (int)strtol(argv[1], NULL, 10) : 0;

        if (runs < 1 || runs > RUNS_MAX) {
                fprintf(stderr, "usage: bench_start RUNS PROGRAM ...\n");
                return 2;
        }
        for (int i = 0; i < runs; i++)
                times[i] = run(argv + 2, &mib);
        qsort(times, (size_t)runs, sizeof(times[0]), compare);
        printf("%.3f %.3f\n", times[runs / 2], mib);
        return 0;
}
