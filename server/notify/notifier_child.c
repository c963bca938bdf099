/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! The program that sends a mail: zijlijnd-mail, which stands beside
 * this one. What it needs goes to its standard input, where nobody else can
 * see it; it inherits no other descriptor. */
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bytes.h"
#include "events.h"
#include "notifier_internal.h"

enum { PATH_ROOM = 512, ORDER_ROOM = 2048, CHILD_MS = 75 * 1000 };

static const char name[] = "zijlijnd-mail";

static bool find_program(char ret[static PATH_ROOM])
{
        ssize_t size = readlink("/proc/self/exe", ret, PATH_ROOM - 1);
        char *slash = NULL;

        if (size <= 0)
                return false;
        ret[size] = '\0';
        slash = strrchr(ret, '/');
        if (slash == NULL ||
            (size_t)(slash + 1 - ret) + sizeof(name) > PATH_ROOM)
                return false;
        memcpy(slash + 1, name, sizeof(name));
        return true;
}

/* The end where the program reads, with all of it in the pipe. */
static int write_order(const struct zl_mail_settings *mail,
    const struct zl_mailbox *mailbox, int *ret_fd)
{
        char order[ORDER_ROOM];
        char token[ZL_ID_TEXT];
        int fds[2];
        bool fine = false;
        int size = 0;

        zl_hex_of(mailbox->token.bytes, ZL_ID_SIZE, token);
        size = snprintf(order, sizeof(order),
            "%s\n%s\n%s\n%s\n%s\n%d\n%s\n%s\n", mail->server, mail->from,
            mail->user, mail->password_file, mail->authorities,
            mail->plain ? 1 : 0, mailbox->address, token);
        if (size < 0 || size >= ORDER_ROOM || pipe2(fds, O_CLOEXEC) != 0)
                return ZL_E_SYSTEM;
        /* Less than any pipe holds: it waits for nobody. */
        fine = write(fds[1], order, (size_t)size) == size;
        (void)close(fds[1]);
        zl_wipe(order, sizeof(order));
        if (!fine) {
                (void)close(fds[0]);
                return ZL_E_SYSTEM;
        }
        *ret_fd = fds[0];
        return ZL_OK;
}

static int start(const char *path, int in, int out, pid_t *ret_pid)
{
        char *arguments[] = {(char *)(uintptr_t)name, NULL};
        posix_spawn_file_actions_t actions;
        posix_spawnattr_t attributes;
        sigset_t none;
        bool fine = false;

        (void)sigemptyset(&none);
        if (posix_spawn_file_actions_init(&actions) != 0)
                return ZL_E_MEMORY;
        if (posix_spawnattr_init(&attributes) != 0) {
                (void)posix_spawn_file_actions_destroy(&actions);
                return ZL_E_MEMORY;
        }
        fine = posix_spawn_file_actions_adddup2(&actions, in, 0) == 0 &&
            posix_spawn_file_actions_adddup2(&actions, out, 1) == 0 &&
            posix_spawn_file_actions_addclosefrom_np(&actions, 3) == 0 &&
            posix_spawnattr_setsigmask(&attributes, &none) == 0 &&
            posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK) ==
                0 &&
            posix_spawn(
                ret_pid, path, &actions, &attributes, arguments, environ) == 0;
        (void)posix_spawnattr_destroy(&attributes);
        (void)posix_spawn_file_actions_destroy(&actions);
        return fine ? ZL_OK : ZL_E_SYSTEM;
}

int notifier__spawn(const struct zl_mail_settings *mail,
    const struct zl_mailbox *mailbox, struct notifier__child *ret_child)
{
        char path[PATH_ROOM];
        int ended[2] = {-1, -1};
        pid_t pid = 0;
        int in = -1;
        int status = ZL_E_SYSTEM;

        if (!find_program(path) || write_order(mail, mailbox, &in) != ZL_OK)
                return ZL_E_SYSTEM;
        if (pipe2(ended, O_CLOEXEC) == 0)
                status = start(path, in, ended[1], &pid);
        (void)close(in);
        if (ended[1] >= 0)
                (void)close(ended[1]);
        if (status != ZL_OK) {
                if (ended[0] >= 0)
                        (void)close(ended[0]);
                return status;
        }
        *ret_child = (struct notifier__child){
            .pid = pid,
            .ended = ended[0],
            .until_ms = zl_clock_steady() + CHILD_MS,
        };
        return ZL_OK;
}

bool notifier__has_ended(
    struct notifier__child *child, uint64_t now, int *ret_code)
{
        int how = 0;
        bool late = now >= child->until_ms;

        if (late)
                (void)kill(child->pid, SIGKILL);
        if (waitpid(child->pid, &how, late ? 0 : WNOHANG) != child->pid)
                return false;
        (void)close(child->ended);
        *child = (struct notifier__child){.ended = -1};
        *ret_code = WIFEXITED(how) ? WEXITSTATUS(how) : -1;
        return true;
}
