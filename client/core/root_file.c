/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the root file, the one thing of an organisation that nobody can
 * make anew.  It is read by somebody in a hurry, years later, on a machine
 * that knows nothing: so it says by itself whose it is and where to go, and
 * whatever was altered in it makes that it does not open. */
#include "root_file.h"

#include <string.h>

enum {
        VERSION = 1,
        SALT_SIZE = 16,
        LOCKED_SIZE = ZL_SEED_SIZE + ZL_LOCKER_OVERHEAD
};

_Static_assert(LOCKED_SIZE == 72, "as docs/root-file.md has it");

static const char mark[] = "zijlijn-root"; /* without its NUL */

static bool is_bearable(const struct zl_stretch *stretch)
{
        return stretch->passes >= ZL_STRETCH_PASSES_MIN &&
            stretch->passes <= ZL_STRETCH_PASSES_MAX &&
            stretch->memory_kib >= ZL_STRETCH_KIB_MIN &&
            stretch->memory_kib <= ZL_STRETCH_KIB_MAX;
}

static bool has_mark(struct zl_reader *r)
{
        struct zl_bytes view = zl_read_view(r, sizeof(mark) - 1);

        return r->status == ZL_OK && memcmp(view.data, mark, view.size) == 0;
}

/* An origin is text: no NUL may hide the end of it. */
static bool read_origin(struct zl_reader *r, char ret[ZL_ORIGIN_CHARS + 1])
{
        struct zl_bytes view = zl_read_var(r, ZL_ORIGIN_CHARS);

        if (r->status != ZL_OK || view.size == 0 ||
            memchr(view.data, '\0', view.size) != NULL)
                return false;
        memcpy(ret, view.data, view.size);
        ret[view.size] = '\0';
        return true;
}

int zl_root_file_read(struct zl_bytes file, struct zl_root_file *ret_file)
{
        struct zl_reader r = zl_reader_of(file.data, file.size);
        struct zl_root_file read = {.made = {0}};
        uint8_t version = 0;

        if (!has_mark(&r))
                return ZL_E_MALFORMED;
        version = zl_read_u8(&r);
        if (r.status == ZL_OK && version != VERSION)
                return ZL_E_VERSION;
        read.made.ms = zl_read_u64(&r);
        zl_read_bytes(&r, read.root.bytes, ZL_SIGN_KEY_SIZE);
        zl_read_bytes(&r, read.key.bytes, ZL_SIGN_KEY_SIZE);
        if (!read_origin(&r, read.origin))
                return ZL_E_MALFORMED;
        zl_read_bytes(&r, read.stretch.salt, SALT_SIZE);
        read.stretch.passes = zl_read_u32(&r);
        read.stretch.memory_kib = zl_read_u32(&r);
        read.opening =
            (struct zl_bytes){file.data, file.size - zl_reader_left(&r)};
        read.locked = zl_read_view(&r, LOCKED_SIZE);
        if (zl_reader_end(&r) != ZL_OK || !is_bearable(&read.stretch))
                return ZL_E_MALFORMED;
        *ret_file = read;
        return ZL_OK;
}

/* The seed is opened into a buffer, which is wiped when freed. */
static int unlock_seed(const struct zl_secret *key,
    const struct zl_root_file *file, struct zl_signer *ret_signer)
{
        struct zl_buf seed;
        int status = ZL_OK;

        zl_buf_init(&seed, ZL_SEED_SIZE);
        status = zl_unlock(key, file->locked, file->opening, &seed);
        if (status == ZL_E_DECRYPT)
                status = ZL_E_PASSPHRASE;
        if (status == ZL_OK)
                status = zl_signer_of_seed(seed.data, ret_signer);
        zl_buf_free(&seed);
        return status;
}

int zl_root_file_open(const struct zl_root_file *file,
    const struct zl_secret *passphrase, struct zl_signer *ret_signer)
{
        struct zl_signer signer = {.secret = NULL};
        struct zl_secret *key = NULL;
        int status = zl_stretch_key(
            passphrase, zl_secret_size(passphrase), &file->stretch, &key);

        if (status == ZL_OK)
                status = unlock_seed(key, file, &signer);
        zl_secret_free(key);
        if (status == ZL_OK && !zl_sign_key_equal(&signer.key, &file->key)) {
                zl_signer_free(&signer);
                status = ZL_E_MALFORMED;
        }
        if (status == ZL_OK)
                *ret_signer = signer;
        return status;
}

static void write_opening(const struct zl_root_file *file,
    const struct zl_signer *signer, const struct zl_stretch *stretch,
    struct zl_buf *buf)
{
        zl_put_bytes(buf, mark, sizeof(mark) - 1);
        zl_put_u8(buf, VERSION);
        zl_put_u64(buf, file->made.ms);
        zl_put_bytes(buf, file->root.bytes, ZL_SIGN_KEY_SIZE);
        zl_put_bytes(buf, signer->key.bytes, ZL_SIGN_KEY_SIZE);
        zl_put_var(buf, file->origin, strlen(file->origin));
        zl_put_bytes(buf, stretch->salt, SALT_SIZE);
        zl_put_u32(buf, stretch->passes);
        zl_put_u32(buf, stretch->memory_kib);
}

int zl_root_file_write(const struct zl_root_file *file,
    const struct zl_signer *signer, const struct zl_secret *passphrase,
    struct zl_buf *buf)
{
        struct zl_stretch stretch = file->stretch;
        struct zl_secret *key = NULL;
        struct zl_secret *seed = NULL;
        struct zl_buf opening;
        int status = ZL_OK;

        if (stretch.passes == 0)
                stretch.passes = ZL_ROOT_FILE_PASSES;
        if (stretch.memory_kib == 0)
                stretch.memory_kib = ZL_ROOT_FILE_KIB;
        if (!is_bearable(&stretch))
                return ZL_E_USAGE;
        zl_random(stretch.salt, SALT_SIZE);
        zl_buf_init(&opening, ZL_ROOT_FILE_MAX);
        write_opening(file, signer, &stretch, &opening);
        status = opening.status;
        if (status == ZL_OK)
                status = zl_secret_new(ZL_SEED_SIZE, &seed);
        if (status == ZL_OK)
                status = zl_stretch_key(
                    passphrase, zl_secret_size(passphrase), &stretch, &key);
        if (status != ZL_OK)
                goto out;
        zl_signer_seed(signer, zl_secret_bytes(seed));
        zl_put_bytes(buf, opening.data, opening.size);
        status = buf->status;
        if (status == ZL_OK)
                status = zl_lock(key,
                    (struct zl_bytes){zl_secret_view(seed), ZL_SEED_SIZE},
                    zl_buf_bytes(&opening), buf);
out:
        zl_secret_free(key);
        zl_secret_free(seed);
        zl_buf_free(&opening);
        return status;
}
