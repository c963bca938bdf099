/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Mail that came back, as empty files whose names are tokens: the
 * name is all there is to know, and making a file is one step. */
#include "notify/spool.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bytes.h"

enum { PATH_ROOM = 256, LINE_ROOM = 1024, LINES_MAX = 20000 };

/* Only the beginnings of lines count, also of long ones. */
static bool says_failed(FILE *mail)
{
        static const char says[] = "Action: failed";
        char line[LINE_ROOM];
        bool begins = true;

        for (int i = 0; i < LINES_MAX; i++) {
                if (fgets(line, sizeof(line), mail) == NULL)
                        return false;
                if (begins && strncasecmp(line, says, strlen(says)) == 0)
                        return true;
                begins = strchr(line, '\n') != NULL;
        }
        return false;
}

static bool make_path(
    const char *data, const char *name, char ret[static PATH_ROOM])
{
        int size = snprintf(ret, PATH_ROOM, "%s/bounced%s%s", data,
            name != NULL ? "/" : "", name != NULL ? name : "");

        return size > 0 && size < PATH_ROOM;
}

int zl_spool_put(const char *data, const char *token, FILE *mail)
{
        struct zl_id id;
        char path[PATH_ROOM];
        int fd = -1;

        if (zl_hex_parse(token, id.bytes, ZL_ID_SIZE) != ZL_OK ||
            !make_path(data, NULL, path))
                return ZL_E_MALFORMED;
        if (!says_failed(mail))
                return ZL_OK;
        if (mkdir(path, 0700) != 0 && errno != EEXIST)
                return ZL_E_STORAGE;
        if (!make_path(data, token, path))
                return ZL_E_MALFORMED;
        fd = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (fd < 0)
                return ZL_E_STORAGE;
        return close(fd) == 0 ? ZL_OK : ZL_E_STORAGE;
}

int zl_spool_next(const char *data, struct zl_id *ret_token)
{
        struct dirent *entry = NULL;
        char path[PATH_ROOM];
        DIR *folder = NULL;
        int status = ZL_E_NOT_FOUND;

        if (!make_path(data, NULL, path))
                return ZL_E_NOT_FOUND;
        folder = opendir(path);
        if (folder == NULL)
                return ZL_E_NOT_FOUND;
        while (status != ZL_OK && (entry = readdir(folder)) != NULL) {
                if (zl_hex_parse(entry->d_name, ret_token->bytes, ZL_ID_SIZE) ==
                    ZL_OK)
                        status = ZL_OK;
        }
        (void)closedir(folder);
        return status;
}

bool zl_spool_drop(const char *data, const struct zl_id *token)
{
        char name[ZL_ID_TEXT];
        char path[PATH_ROOM];

        zl_hex_of(token->bytes, ZL_ID_SIZE, name);
        return make_path(data, name, path) && unlink(path) == 0;
}
