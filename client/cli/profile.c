/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the profile: one folder per person, closed to others. */
#include "profile.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int join(const char *base, const char *rest, char *ret)
{
        int size = 0;

        if (base == NULL || base[0] != '/')
                return ZL_E_USAGE;
        size = snprintf(ret, CLI_PATH, "%s%s", base, rest);
        return size > 0 && size < CLI_PATH ? ZL_OK : ZL_E_USAGE;
}

/* A relative path counts from where we are now. */
static int join_relative(const char *path, char *ret)
{
        char here[CLI_PATH];
        int size = 0;

        if (getcwd(here, sizeof(here)) == NULL)
                return ZL_E_USAGE;
        size = snprintf(ret, CLI_PATH, "%s/%s", here, path);
        return size > 0 && size < CLI_PATH ? ZL_OK : ZL_E_USAGE;
}

int profile__path(char ret[static CLI_PATH])
{
        const char *home = getenv("ZIJLIJN_HOME");
        const char *data = getenv("XDG_DATA_HOME");

        if (home != NULL && home[0] != '\0')
                return home[0] == '/' ? join(home, "", ret)
                                      : join_relative(home, ret);
        if (data != NULL && data[0] == '/')
                return join(data, "/zijlijn", ret);
        return join(getenv("HOME"), "/.local/share/zijlijn", ret);
}

int profile__make(const char *path)
{
        char part[CLI_PATH];
        size_t size = strlen(path);

        if (size == 0 || size >= sizeof(part))
                return ZL_E_STORAGE;
        memcpy(part, path, size + 1);
        for (size_t i = 1; i <= size; i++) {
                if (part[i] != '/' && part[i] != '\0')
                        continue;
                part[i] = '\0';
                if (mkdir(part, 0700) != 0 && errno != EEXIST)
                        return ZL_E_STORAGE;
                part[i] = path[i];
        }
        return ZL_OK;
}

int profile__check(const char *path)
{
        struct stat st;

        if (stat(path, &st) != 0)
                return errno == ENOENT || errno == ENOTDIR ? ZL_E_NOT_FOUND
                                                           : ZL_E_SYSTEM;
        if (!S_ISDIR(st.st_mode) || st.st_uid != geteuid() ||
            (st.st_mode & 077) != 0)
                return ZL_E_SYSTEM;
        return ZL_OK;
}
