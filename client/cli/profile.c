/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the profile: one folder per membership, closed to others. */
#include "profile.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Below the usual profile. */
#define FOLDER "/profiles"
#define VAULT "/vault.db"

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

static int usual_path(char ret[static CLI_PATH])
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

bool profile__is_name(const char *name)
{
        static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
                                      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                      "0123456789-_";
        size_t size = strlen(name);

        return size > 0 && size <= PROFILE_NAME_MAX && name[0] != '-' &&
            strspn(name, letters) == size;
}

int profile__path(const char *name, char ret[static CLI_PATH])
{
        char base[CLI_PATH];
        int size = 0;
        int status = ZL_OK;

        if (name == NULL)
                return usual_path(ret);
        if (!profile__is_name(name))
                return ZL_E_MALFORMED;
        status = usual_path(base);
        if (status != ZL_OK)
                return status;
        size = snprintf(ret, CLI_PATH, "%s" FOLDER "/%s", base, name);
        return size > 0 && size < CLI_PATH ? ZL_OK : ZL_E_USAGE;
}

static int is_profile(const struct dirent *entry)
{
        return profile__is_name(entry->d_name);
}

int profile__each(
    const char *base, bool (*each)(void *user, const char *name), void *user)
{
        struct dirent **found = NULL;
        char path[CLI_PATH];
        bool more = true;
        int size = snprintf(path, sizeof(path), "%s" FOLDER, base);
        int count = 0;

        if (size < 0 || (size_t)size >= sizeof(path))
                return ZL_E_SYSTEM;
        count = scandir(path, &found, is_profile, alphasort);
        if (count < 0)
                return errno == ENOENT || errno == ENOTDIR ? ZL_OK
                    : errno == ENOMEM                      ? ZL_E_MEMORY
                                                           : ZL_E_SYSTEM;
        for (int i = 0; i < count; i++) {
                more = more && each(user, found[i]->d_name);
                free(found[i]);
        }
        free(found);
        return ZL_OK;
}

bool profile__is_used(const char *path)
{
        char file[CLI_PATH + sizeof(VAULT)];

        (void)snprintf(file, sizeof(file), "%s%s", path, VAULT);
        return access(file, F_OK) == 0;
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
