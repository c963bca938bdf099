/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the PDF. What draws letters stays in a program of its own, which
 * gets the pages, an empty environment and some seconds. */
#include "pdf.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Its pages are files 3, 4, ...; until it has them they stand far above. */
enum { FIRST = 3, ABOVE = FIRST + PDF_PAGES_MAX, PATH = 16, PAUSE = 5 };

struct job {
        int pages[PDF_PAGES_MAX];
        size_t count;
        int from; /* what it writes; -1 is closed, as below */
        int to;
        pid_t pid;
        long long deadline;
};

static long long now_ms(void)
{
        struct timespec now = {0};

        (void)clock_gettime(CLOCK_MONOTONIC, &now);
        return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static void close_it(int *fd)
{
        if (*fd >= 0)
                (void)close(*fd);
        *fd = -1;
}

/* A page as a file without a name, in memory. */
static int lay_down(struct zl_bytes page, int *ret_fd)
{
        int low = memfd_create("page", MFD_CLOEXEC);
        int fd = low >= 0 ? fcntl(low, F_DUPFD_CLOEXEC, ABOVE) : -1;
        size_t written = 0;

        close_it(&low);
        while (fd >= 0 && written < page.size) {
                ssize_t n = write(fd, page.data + written, page.size - written);

                if (n <= 0)
                        close_it(&fd);
                else
                        written += (size_t)n;
        }
        if (fd < 0)
                return ZL_E_SYSTEM;
        *ret_fd = fd;
        return ZL_OK;
}

static int prepare(struct job *job, const struct zl_buf *pages, size_t count)
{
        int ends[2];
        int status = ZL_OK;

        for (size_t i = 0; i < count && status == ZL_OK; i++) {
                status = lay_down(zl_buf_bytes(&pages[i]), &job->pages[i]);
                if (status == ZL_OK)
                        job->count++;
        }
        if (status == ZL_OK && pipe2(ends, O_CLOEXEC) != 0)
                status = ZL_E_SYSTEM;
        if (status == ZL_OK) {
                job->from = ends[0];
                job->to = ends[1];
        }
        return status;
}

/* It has nothing open but its pages and the end of the pipe. */
static int arrange(const struct job *job, posix_spawn_file_actions_t *actions)
{
        int error =
            posix_spawn_file_actions_adddup2(actions, job->to, STDOUT_FILENO);

        if (error == 0)
                error = posix_spawn_file_actions_addopen(
                    actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        if (error == 0)
                error = posix_spawn_file_actions_addopen(
                    actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        for (size_t i = 0; i < job->count && error == 0; i++)
                error = posix_spawn_file_actions_adddup2(
                    actions, job->pages[i], FIRST + (int)i);
        if (error == 0)
                error = posix_spawn_file_actions_addclosefrom_np(
                    actions, FIRST + (int)job->count);
        return error;
}

/* SIGPIPE is ignored here, and would be there. */
static int start_with(struct job *job, char **arguments)
{
        static char path[] = "PATH=/usr/bin:/bin";
        static char letters[] = "LC_ALL=C.UTF-8";
        char *environment[] = {path, letters, NULL};
        posix_spawn_file_actions_t actions;
        posix_spawnattr_t attributes;
        sigset_t pipe_signal;
        int error = 0;

        if (posix_spawn_file_actions_init(&actions) != 0)
                return ZL_E_MEMORY;
        if (posix_spawnattr_init(&attributes) != 0) {
                (void)posix_spawn_file_actions_destroy(&actions);
                return ZL_E_MEMORY;
        }
        (void)sigemptyset(&pipe_signal);
        (void)sigaddset(&pipe_signal, SIGPIPE);
        error = arrange(job, &actions);
        if (error == 0)
                error =
                    posix_spawnattr_setsigdefault(&attributes, &pipe_signal);
        if (error == 0)
                error = posix_spawnattr_setflags(
                    &attributes, POSIX_SPAWN_SETSIGDEF);
        if (error == 0)
                error = posix_spawnp(&job->pid, arguments[0], &actions,
                    &attributes, arguments, environment);
        (void)posix_spawnattr_destroy(&attributes);
        (void)posix_spawn_file_actions_destroy(&actions);
        if (error == ENOENT)
                return ZL_E_NOT_FOUND;
        return error == 0 ? ZL_OK : ZL_E_SYSTEM;
}

static int start(struct job *job)
{
        static char name[] = "rsvg-convert";
        static char format[] = "--format=pdf";
        char paths[PDF_PAGES_MAX][PATH];
        char *arguments[PDF_PAGES_MAX + 3] = {name, format};
        int status = ZL_OK;

        for (size_t i = 0; i < job->count; i++) {
                (void)snprintf(paths[i], PATH, "/dev/fd/%d", FIRST + (int)i);
                arguments[2 + i] = paths[i];
        }
        status = start_with(job, arguments);
        close_it(&job->to);
        return status;
}

static int read_pdf(const struct job *job, struct zl_buf *pdf)
{
        uint8_t block[4096];

        for (;;) {
                struct pollfd wait = {.fd = job->from, .events = POLLIN};
                long long left = job->deadline - now_ms();
                ssize_t n = 0;

                if (left <= 0)
                        return ZL_E_SYSTEM;
                if (poll(&wait, 1, (int)left) <= 0)
                        continue; /* the clock decides */
                n = read(job->from, block, sizeof(block));
                if (n < 0 && errno == EINTR)
                        continue;
                if (n < 0)
                        return ZL_E_SYSTEM;
                if (n == 0)
                        return ZL_OK;
                zl_put_bytes(pdf, block, (size_t)n);
                if (pdf->status != ZL_OK)
                        return pdf->status;
        }
}

/* It is over in the end, whatever it does. */
static int finish(struct job *job, int status)
{
        int how = 0;

        while (status == ZL_OK && waitpid(job->pid, &how, WNOHANG) == 0) {
                if (now_ms() >= job->deadline)
                        status = ZL_E_SYSTEM;
                (void)poll(NULL, 0, PAUSE);
        }
        if (status != ZL_OK) {
                (void)kill(job->pid, SIGKILL);
                while (waitpid(job->pid, &how, 0) < 0 && errno == EINTR)
                        continue;
                return status;
        }
        return WIFEXITED(how) && WEXITSTATUS(how) == 0 ? ZL_OK : ZL_E_SYSTEM;
}

static bool is_pdf(const struct zl_buf *pdf)
{
        return pdf->size > 5 &&
            strncmp((const char *)pdf->data, "%PDF-", 5) == 0;
}

int pdf__make(const struct zl_buf *pages, size_t count, unsigned seconds,
    struct zl_buf *pdf)
{
        struct job job = {.from = -1, .to = -1};
        int status = ZL_OK;

        assert(count > 0 && count <= PDF_PAGES_MAX);
        zl_buf_init(pdf, PDF_MAX);
        job.deadline = now_ms() + seconds * 1000LL;
        status = prepare(&job, pages, count);
        if (status == ZL_OK)
                status = start(&job);
        if (status == ZL_OK)
                status = finish(&job, read_pdf(&job, pdf));
        if (status == ZL_OK && !is_pdf(pdf))
                status = ZL_E_SYSTEM;
        for (size_t i = 0; i < job.count; i++)
                close_it(&job.pages[i]);
        close_it(&job.from);
        close_it(&job.to);
        return status;
}
