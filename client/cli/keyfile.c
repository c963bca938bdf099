/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to key files. What is looked at is what is read: one descriptor
 * from beginning to end. */
#include "keyfile.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crypto.h"
#include "files.h"
#include "vault.h"

int keyfile__make(const char *path)
{
        struct zl_secret *key = NULL;
        int status = zl_secret_new(ZL_KEY_FILE_SIZE, &key);

        if (status != ZL_OK)
                return status;
        zl_random(zl_secret_bytes(key), ZL_KEY_FILE_SIZE);
        status = files__write_new(
            path, (struct zl_bytes){zl_secret_view(key), ZL_KEY_FILE_SIZE});
        zl_secret_free(key);
        return status;
}

/* All 32 bytes and not one more. */
static int read_key(int fd, uint8_t *ret)
{
        size_t done = 0;
        uint8_t more = 0;

        while (done < ZL_KEY_FILE_SIZE) {
                ssize_t n = read(fd, ret + done, ZL_KEY_FILE_SIZE - done);

                if (n < 0 && errno == EINTR)
                        continue;
                if (n < 0)
                        return ZL_E_STORAGE;
                if (n == 0)
                        return ZL_E_MALFORMED;
                done += (size_t)n;
        }
        return read(fd, &more, 1) == 0 ? ZL_OK : ZL_E_MALFORMED;
}

int keyfile__read(const char *path, struct zl_secret **ret_secret)
{
        struct zl_secret *key = NULL;
        struct stat st;
        int status = ZL_OK;
        int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

        if (fd < 0)
                return errno == ENOENT ? ZL_E_NOT_FOUND : ZL_E_STORAGE;
        if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) ||
            st.st_uid != geteuid() || (st.st_mode & 077) != 0)
                status = ZL_E_SYSTEM;
        if (status == ZL_OK)
                status = zl_secret_new(ZL_KEY_FILE_SIZE, &key);
        if (status == ZL_OK)
                status = read_key(fd, zl_secret_bytes(key));
        (void)close(fd);
        if (status != ZL_OK) {
                zl_secret_free(key);
                return status;
        }
        *ret_secret = key;
        return ZL_OK;
}
