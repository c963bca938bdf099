/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the data directory. Files are opened below its descriptor, so
 * what was looked at is what is used. */
#include "data.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char key_name[] = "log.key";
static const char next_name[] = "log.next.key";
static const char lock_name[] = "lock";
static const char database_name[] = "zijlijn.db";
static const char register_name[] = "register.db";

enum { PATH_ROOM = 256 };

struct zl_data {
        int directory;
        int lock;
        struct zl_signer log_key;
        struct zl_signer next_key; /* all zero: none was read */
        char database[PATH_ROOM];
        char reg[PATH_ROOM];
};

static int fail(int status, const char *detail, const char **ret_detail)
{
        *ret_detail = detail;
        return status;
}

/* The account's own, and nobody else may look. */
static bool is_private(int fd, mode_t type)
{
        struct stat st;

        return fstat(fd, &st) == 0 && (st.st_mode & S_IFMT) == type &&
            st.st_uid == geteuid() && (st.st_mode & 077) == 0;
}

static int open_directory(
    const char *path, int *ret_fd, const char **ret_detail)
{
        int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

        if (fd < 0)
                return fail(ZL_E_NOT_FOUND,
                    "the data directory cannot be opened; "
                    "zijlijnd --init makes it",
                    ret_detail);
        if (!is_private(fd, S_IFDIR)) {
                (void)close(fd);
                return fail(ZL_E_SYSTEM,
                    "the data directory must belong to this account and be "
                    "closed to others (chmod 700)",
                    ret_detail);
        }
        *ret_fd = fd;
        return ZL_OK;
}

/* All of it, or nothing: a key that is half there is removed. */
static int write_key(
    int directory, const char *name, const struct zl_secret *seed)
{
        const uint8_t *bytes = zl_secret_view(seed);
        size_t done = 0;
        int status = ZL_E_STORAGE;
        int fd = openat(directory, name,
            O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

        if (fd < 0)
                return errno == EEXIST ? ZL_E_CONFLICT : ZL_E_STORAGE;
        while (done < ZL_SEED_SIZE) {
                ssize_t n = write(fd, bytes + done, ZL_SEED_SIZE - done);

                if (n < 0 && errno == EINTR)
                        continue;
                if (n <= 0)
                        goto out;
                done += (size_t)n;
        }
        if (fsync(fd) == 0)
                status = ZL_OK;
out:
        if (close(fd) != 0)
                status = ZL_E_STORAGE;
        if (status == ZL_OK && fsync(directory) != 0)
                status = ZL_E_STORAGE;
        if (status != ZL_OK)
                (void)unlinkat(directory, name, 0);
        return status;
}

static int make_key(
    int directory, const char *name, struct zl_sign_key *ret_key)
{
        struct zl_signer signer = {0};
        struct zl_secret *seed = NULL;
        int status = zl_signer_new(&signer);

        if (status == ZL_OK)
                status = zl_secret_new(ZL_SEED_SIZE, &seed);
        if (status == ZL_OK) {
                zl_signer_seed(&signer, zl_secret_bytes(seed));
                status = write_key(directory, name, seed);
        }
        if (status == ZL_OK)
                *ret_key = signer.key;
        zl_secret_free(seed);
        zl_signer_free(&signer);
        return status;
}

int zl_data_init(
    const char *path, struct zl_sign_key *ret_key, const char **ret_detail)
{
        int directory = -1;
        int status = ZL_OK;

        if (mkdir(path, 0700) != 0 && errno != EEXIST)
                return fail(
                    ZL_E_STORAGE, "the directory cannot be made", ret_detail);
        status = open_directory(path, &directory, ret_detail);
        if (status != ZL_OK)
                return status;
        status = make_key(directory, key_name, ret_key);
        (void)close(directory);
        if (status == ZL_E_CONFLICT)
                *ret_detail =
                    "there is a log key already; it is not written over";
        else if (status != ZL_OK)
                *ret_detail = "the log key cannot be written";
        return status;
}

static int read_seed(int fd, struct zl_secret *seed)
{
        uint8_t *bytes = zl_secret_bytes(seed);
        size_t done = 0;
        uint8_t more = 0;

        while (done < ZL_SEED_SIZE) {
                ssize_t n = read(fd, bytes + done, ZL_SEED_SIZE - done);

                if (n < 0 && errno == EINTR)
                        continue;
                if (n <= 0)
                        return ZL_E_DAMAGED;
                done += (size_t)n;
        }
        return read(fd, &more, 1) == 0 ? ZL_OK : ZL_E_DAMAGED;
}

static int read_key(int directory, const char *name,
    struct zl_signer *ret_signer, const char **ret_detail)
{
        struct zl_secret *seed = NULL;
        int status = ZL_OK;
        int fd = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

        if (fd < 0)
                return fail(ZL_E_NOT_FOUND,
                    "log.key is not there; zijlijnd --init makes it",
                    ret_detail);
        if (!is_private(fd, S_IFREG)) {
                (void)close(fd);
                return fail(ZL_E_SYSTEM,
                    "a log key must belong to this account and be closed to "
                    "others (chmod 600)",
                    ret_detail);
        }
        status = zl_secret_new(ZL_SEED_SIZE, &seed);
        if (status == ZL_OK)
                status = read_seed(fd, seed);
        if (status == ZL_OK)
                status = zl_signer_of_seed(zl_secret_view(seed), ret_signer);
        zl_secret_free(seed);
        (void)close(fd);
        if (status != ZL_OK)
                *ret_detail = "a log key cannot be read: it is 32 bytes";
        return status;
}

static int take_lock(int directory, int *ret_fd, const char **ret_detail)
{
        int fd = openat(directory, lock_name,
            O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);

        if (fd < 0)
                return fail(
                    ZL_E_STORAGE, "the lock cannot be opened", ret_detail);
        if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
                (void)close(fd);
                return fail(ZL_E_BUSY,
                    "another zijlijnd has the data directory", ret_detail);
        }
        *ret_fd = fd;
        return ZL_OK;
}

int zl_data_next_key(
    const char *path, struct zl_sign_key *ret_key, const char **ret_detail)
{
        struct zl_signer signer = {0};
        struct zl_sign_key key;
        int directory = -1;
        int status = open_directory(path, &directory, ret_detail);

        if (status != ZL_OK)
                return status;
        /* Without a first key there is nothing to follow. */
        status = read_key(directory, key_name, &signer, ret_detail);
        zl_signer_free(&signer);
        if (status != ZL_OK)
                goto out;
        status = make_key(directory, next_name, &key);
        if (status == ZL_E_CONFLICT) {
                status = read_key(directory, next_name, &signer, ret_detail);
                key = signer.key;
                zl_signer_free(&signer);
        } else if (status != ZL_OK) {
                *ret_detail = "the log key cannot be written";
        }
        if (status == ZL_OK)
                *ret_key = key;
out:
        (void)close(directory);
        return status;
}

int zl_data_open(
    const char *path, struct zl_data **ret_data, const char **ret_detail)
{
        struct zl_data *data = calloc(1, sizeof(*data));
        int size = 0;
        int status = ZL_OK;

        if (data == NULL)
                return fail(ZL_E_MEMORY, "no memory", ret_detail);
        data->lock = -1;
        data->directory = -1;
        size = snprintf(data->database, sizeof(data->database), "%s/%s", path,
            database_name);
        if (size < 0 || (size_t)size >= sizeof(data->database))
                status = fail(ZL_E_USAGE, "the path is too long", ret_detail);
        /* its name is as long */
        (void)snprintf(
            data->reg, sizeof(data->reg), "%s/%s", path, register_name);
        if (status == ZL_OK)
                status = open_directory(path, &data->directory, ret_detail);
        if (status == ZL_OK)
                status = take_lock(data->directory, &data->lock, ret_detail);
        if (status == ZL_OK)
                status = read_key(
                    data->directory, key_name, &data->log_key, ret_detail);
        if (status != ZL_OK) {
                zl_data_close(data);
                return status;
        }
        *ret_data = data;
        return ZL_OK;
}

void zl_data_close(struct zl_data *data)
{
        if (data == NULL)
                return;
        zl_signer_free(&data->log_key);
        zl_signer_free(&data->next_key);
        if (data->directory >= 0)
                (void)close(data->directory);
        if (data->lock >= 0)
                (void)close(data->lock);
        free(data);
}

const struct zl_signer *zl_data_log_key(const struct zl_data *data)
{
        return &data->log_key;
}

int zl_data_find_key(struct zl_data *data, const struct zl_sign_key *key,
    const struct zl_signer **ret_signer)
{
        const char *detail = "";

        if (zl_sign_key_equal(key, &data->log_key.key)) {
                *ret_signer = &data->log_key;
                return ZL_OK;
        }
        /* It may have been made since, so it is read when asked for. */
        zl_signer_free(&data->next_key);
        data->next_key = (struct zl_signer){0};
        if (read_key(data->directory, next_name, &data->next_key, &detail) !=
                ZL_OK ||
            !zl_sign_key_equal(key, &data->next_key.key))
                return ZL_E_NOT_FOUND;
        *ret_signer = &data->next_key;
        return ZL_OK;
}

int zl_data_take_key(struct zl_data *data, const struct zl_sign_key *key)
{
        const struct zl_signer *signer = NULL;
        int status = zl_data_find_key(data, key, &signer);

        if (status != ZL_OK || signer == &data->log_key)
                return status;
        /* One step, so that there is a key whatever happens. */
        if (renameat(data->directory, next_name, data->directory, key_name) !=
                0 ||
            fsync(data->directory) != 0)
                return ZL_E_STORAGE;
        zl_signer_free(&data->log_key);
        data->log_key = data->next_key;
        data->next_key = (struct zl_signer){0};
        return ZL_OK;
}

const char *zl_data_database(const struct zl_data *data)
{
        return data->database;
}

const char *zl_data_register(const struct zl_data *data)
{
        return data->reg;
}
