/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to what comes along with the program: words, and pages to print. */
#include "share.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool share__beside(const char *rest, char ret[static PATH_MAX])
{
        ssize_t size = readlink("/proc/self/exe", ret, PATH_MAX - 1);
        char *slash = NULL;
        size_t room = 0;
        int written = 0;

        if (size <= 0)
                return false;
        ret[size] = '\0';
        slash = strrchr(ret, '/');
        if (slash == NULL)
                return false;
        room = (size_t)PATH_MAX - (size_t)(slash - ret);
        written = snprintf(slash, room, "/../share/%s", rest);
        return written > 0 && (size_t)written < room && access(ret, F_OK) == 0;
}
