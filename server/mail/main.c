/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to zijlijnd-mail, which zijlijnd starts for each mail: it knows
 * the one text that there is, and hands it to a mail server over TLS. It is a
 * program of its own, so that what talks to servers elsewhere has neither the
 * log key nor the database in its memory, and costs none while it is idle.
 *
 * What it needs comes in on standard input, a line each, never as an argument;
 * how it went is its exit status. It prints nothing. */
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "crypto.h"
#include "secret.h"
#include "smtp.h"

/* One line, without its end.  False: none, or it is too long. */
static bool read_line(char *ret, size_t room)
{
        size_t size = 0;

        if (fgets(ret, (int)room, stdin) == NULL)
                return false;
        size = strcspn(ret, "\n");
        if (ret[size] != '\n')
                return false;
        ret[size] = '\0';
        return true;
}

static bool read_order(struct smtp_order *order)
{
        char plain[4];

        if (!read_line(order->server, sizeof(order->server)) ||
            !read_line(order->from, sizeof(order->from)) ||
            !read_line(order->user, sizeof(order->user)) ||
            !read_line(order->password_file, sizeof(order->password_file)) ||
            !read_line(order->authorities, sizeof(order->authorities)) ||
            !read_line(plain, sizeof(plain)) ||
            !read_line(order->to, sizeof(order->to)) ||
            !read_line(order->token, sizeof(order->token)))
                return false;
        order->plain = strcmp(plain, "1") == 0;
        return true;
}

static bool settle_process(void)
{
        struct rlimit none = {0, 0};

        (void)signal(SIGPIPE, SIG_IGN);
        if (setrlimit(RLIMIT_CORE, &none) != 0)
                return false;
#ifndef __SANITIZE_ADDRESS__ /* whose leak check looks at us as a debugger */
        if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
                return false;
#endif
        return zl_crypto_start() == ZL_OK && zl_secret_start() == ZL_OK;
}

int main(int argc, char **argv)
{
        static struct smtp_order order;
        enum smtp_outcome outcome = SMTP_BROKEN;

        (void)argv;
        if (argc != 1 || !settle_process())
                return SMTP_BROKEN;
        if (read_order(&order))
                outcome = smtp_send(&order);
        zl_secret_stop();
        return (int)outcome;
}
