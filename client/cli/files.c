/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the files: texts are read without a buffer of the C library,
 * so that no copy of them stays behind. */
#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "crypto.h"

static int read_all(int fd, struct zl_buf *buf)
{
        uint8_t block[4096];
        int status = ZL_OK;

        for (;;) {
                ssize_t n = read(fd, block, sizeof(block));

                if (n < 0 && errno == EINTR)
                        continue;
                if (n < 0)
                        status = ZL_E_STORAGE;
                if (n <= 0)
                        break;
                zl_put_bytes(buf, block, (size_t)n);
                if (buf->status != ZL_OK) {
                        status = buf->status;
                        break;
                }
        }
        zl_wipe(block, sizeof(block));
        return status;
}

/* CR LF becomes LF, and so does a CR by itself, in place. */
static void straighten(struct zl_buf *buf)
{
        size_t to = 0;

        for (size_t i = 0; i < buf->size; i++) {
                uint8_t byte = buf->data[i];

                if (byte == '\r' && i + 1 < buf->size &&
                    buf->data[i + 1] == '\n')
                        continue;
                buf->data[to++] = byte == '\r' ? '\n' : byte;
        }
        while (to > 0 && buf->data[to - 1] == '\n')
                to--;
        if (buf->size > to)
                zl_wipe(buf->data + to, buf->size - to);
        buf->size = to;
}

int files__bytes(const char *path, size_t max, struct zl_buf *buf)
{
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        int status = ZL_OK;

        zl_buf_init(buf, max);
        if (fd < 0)
                return errno == ENOENT ? ZL_E_NOT_FOUND : ZL_E_STORAGE;
        status = read_all(fd, buf);
        (void)close(fd);
        if (status != ZL_OK)
                zl_buf_free(buf);
        return status;
}

static int write_all(int fd, const uint8_t *data, size_t size)
{
        while (size > 0) {
                ssize_t n = write(fd, data, size);

                if (n < 0 && errno == EINTR)
                        continue;
                if (n <= 0)
                        return ZL_E_STORAGE;
                data += n;
                size -= (size_t)n;
        }
        return ZL_OK;
}

int files__write_new(const char *path, struct zl_bytes bytes)
{
        int fd = open(
            path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        int status = ZL_OK;

        if (fd < 0)
                return errno == EEXIST ? ZL_E_CONFLICT : ZL_E_STORAGE;
        status = write_all(fd, bytes.data, bytes.size);
        if (fsync(fd) != 0 || close(fd) != 0)
                status = ZL_E_STORAGE;
        if (status != ZL_OK)
                (void)unlink(path);
        return status;
}

int files__text(const char *path, size_t max, struct zl_buf *buf)
{
        int fd = STDIN_FILENO;
        int status = ZL_OK;

        zl_buf_init(buf, max + 1);
        if (strcmp(path, "-") != 0)
                fd = open(path, O_RDONLY | O_CLOEXEC);
        if (fd < 0)
                return errno == ENOENT ? ZL_E_NOT_FOUND : ZL_E_STORAGE;
        status = read_all(fd, buf);
        if (fd != STDIN_FILENO)
                (void)close(fd);
        if (status == ZL_OK && buf->size > 0 &&
            memchr(buf->data, 0, buf->size) != NULL)
                status = ZL_E_MALFORMED;
        if (status == ZL_OK && buf->size > 0)
                straighten(buf);
        if (status == ZL_OK) {
                zl_put_u8(buf, 0);
                status = buf->status;
        }
        if (status != ZL_OK)
                zl_buf_free(buf);
        return status;
}
