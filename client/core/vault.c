/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the vault. Whoever finds the shell's file learns how many rows
 * there are and how long they are, and nothing else; whoever alters it is
 * noticed. The vault key is random and only itself locked by the passphrase,
 * so that a passphrase can be changed without touching a row. */
#include "vault.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
        VERSION = 1,
        SALT_SIZE = 16,
        OPENING_SIZE = 1 + 1 + SALT_SIZE + 4 + 4,
        LOCKED_KEY_SIZE = ZL_LOCKER_KEY_SIZE + ZL_LOCKER_OVERHEAD,
        HEADER_SIZE = OPENING_SIZE + LOCKED_KEY_SIZE,
        NAME_KEY = 1, /* subkeys of the vault key */
        ROW_KEY = 2,
        ROW_MAX = 512 * 1024
};

_Static_assert(LOCKED_KEY_SIZE == 72, "as the header is written down");

static const char purpose[] = "zl-vault";

struct zl_vault {
        struct zl_secret *name_key;
        struct zl_secret *row_key;
};

/* What stands before the locked key, and is bound to it. */
struct opening {
        enum zl_lock lock;
        struct zl_stretch stretch;
};

static int subkey(
    const struct zl_secret *key, uint64_t number, struct zl_secret **ret_key)
{
        int status = zl_secret_new(ZL_LOCKER_KEY_SIZE, ret_key);

        if (status == ZL_OK)
                zl_derive(key, purpose, number, zl_secret_bytes(*ret_key),
                    ZL_LOCKER_KEY_SIZE);
        return status;
}

static int vault_of(const struct zl_secret *key, struct zl_vault **ret_vault)
{
        struct zl_vault *vault = calloc(1, sizeof(*vault));
        int status = ZL_OK;

        if (vault == NULL)
                return ZL_E_MEMORY;
        status = subkey(key, NAME_KEY, &vault->name_key);
        if (status == ZL_OK)
                status = subkey(key, ROW_KEY, &vault->row_key);
        if (status != ZL_OK) {
                zl_vault_free(vault);
                return status;
        }
        *ret_vault = vault;
        return ZL_OK;
}

void zl_vault_free(struct zl_vault *vault)
{
        if (vault == NULL)
                return;
        zl_secret_free(vault->name_key);
        zl_secret_free(vault->row_key);
        free(vault);
}

/* A key file is as good as a key; a passphrase is made hard to guess. */
static int outer_key(const struct opening *opening,
    const struct zl_secret *secret, struct zl_secret **ret_key)
{
        struct zl_secret *key = NULL;
        int status = ZL_OK;

        if (opening->lock == ZL_LOCK_PASSPHRASE)
                return zl_stretch_key(
                    secret, zl_secret_size(secret), &opening->stretch, ret_key);
        status = zl_secret_new(ZL_LOCKER_KEY_SIZE, &key);
        if (status != ZL_OK)
                return status;
        memcpy(
            zl_secret_bytes(key), zl_secret_view(secret), ZL_LOCKER_KEY_SIZE);
        *ret_key = key;
        return ZL_OK;
}

static void write_opening(const struct opening *opening, struct zl_buf *buf)
{
        zl_put_u8(buf, VERSION);
        zl_put_u8(buf, (uint8_t)opening->lock);
        zl_put_bytes(buf, opening->stretch.salt, SALT_SIZE);
        zl_put_u32(buf, opening->stretch.passes);
        zl_put_u32(buf, opening->stretch.memory_kib);
}

static bool fits(const struct opening *opening)
{
        const struct zl_stretch *s = &opening->stretch;

        if (opening->lock == ZL_LOCK_KEY_FILE)
                return s->passes == 0 && s->memory_kib == 0;
        return opening->lock == ZL_LOCK_PASSPHRASE &&
            s->passes >= ZL_STRETCH_PASSES_MIN &&
            s->passes <= ZL_STRETCH_PASSES_MAX &&
            s->memory_kib >= ZL_STRETCH_KIB_MIN &&
            s->memory_kib <= ZL_STRETCH_KIB_MAX;
}

static int lock_key(const struct opening *opening,
    const struct zl_secret *secret, const struct zl_secret *key,
    struct zl_buf *header)
{
        struct zl_secret *outer = NULL;
        struct zl_buf data;
        int status = outer_key(opening, secret, &outer);

        zl_buf_init(&data, OPENING_SIZE);
        if (status != ZL_OK)
                goto out;
        write_opening(opening, &data);
        write_opening(opening, header);
        status = data.status;
        if (status == ZL_OK)
                status = zl_lock(outer,
                    (struct zl_bytes){zl_secret_view(key), ZL_LOCKER_KEY_SIZE},
                    zl_buf_bytes(&data), header);
out:
        zl_buf_free(&data);
        zl_secret_free(outer);
        return status;
}

/* A fresh one; what it costs not to know the passphrase is bounded. */
static int make_opening(enum zl_lock lock, const struct zl_secret *secret,
    uint32_t passes, uint32_t memory_kib, struct opening *ret)
{
        *ret = (struct opening){.lock = lock};
        if (lock == ZL_LOCK_PASSPHRASE) {
                ret->stretch.passes =
                    passes != 0 ? passes : ZL_STRETCH_PASSES_MIN;
                ret->stretch.memory_kib =
                    memory_kib != 0 ? memory_kib : ZL_STRETCH_KIB_MIN;
        }
        if (!fits(ret) ||
            (lock == ZL_LOCK_KEY_FILE &&
                zl_secret_size(secret) != ZL_KEY_FILE_SIZE))
                return ZL_E_USAGE;
        zl_random(ret->stretch.salt, SALT_SIZE);
        return ZL_OK;
}

int zl_vault_new(enum zl_lock lock, const struct zl_secret *secret,
    uint32_t passes, uint32_t memory_kib, struct zl_buf *header,
    struct zl_vault **ret_vault)
{
        struct opening opening;
        struct zl_vault *vault = NULL;
        struct zl_secret *key = NULL;
        int status = make_opening(lock, secret, passes, memory_kib, &opening);

        if (status == ZL_OK)
                status = zl_secret_new(ZL_LOCKER_KEY_SIZE, &key);
        if (status != ZL_OK)
                return status;
        zl_random(zl_secret_bytes(key), ZL_LOCKER_KEY_SIZE);
        status = vault_of(key, &vault);
        if (status == ZL_OK)
                status = lock_key(&opening, secret, key, header);
        if (status == ZL_OK) {
                *ret_vault = vault;
                vault = NULL;
        }
        zl_vault_free(vault);
        zl_secret_free(key);
        return status;
}

static int read_opening(
    struct zl_bytes header, struct opening *ret, struct zl_bytes *ret_locked)
{
        struct zl_reader r = zl_reader_of(header.data, header.size);
        struct opening opening;
        uint8_t version = zl_read_u8(&r);

        if (r.status == ZL_OK && version != VERSION)
                return ZL_E_VERSION;
        opening.lock = (enum zl_lock)zl_read_u8(&r);
        zl_read_bytes(&r, opening.stretch.salt, SALT_SIZE);
        opening.stretch.passes = zl_read_u32(&r);
        opening.stretch.memory_kib = zl_read_u32(&r);
        *ret_locked = zl_read_view(&r, LOCKED_KEY_SIZE);
        if (zl_reader_end(&r) != ZL_OK || !fits(&opening))
                return ZL_E_DAMAGED;
        *ret = opening;
        return ZL_OK;
}

int zl_vault_lock_of(struct zl_bytes header, enum zl_lock *ret_lock)
{
        struct opening opening;
        struct zl_bytes locked;
        int status = read_opening(header, &opening, &locked);

        if (status == ZL_OK)
                *ret_lock = opening.lock;
        return status;
}

/* The key is opened into a buffer first, which is wiped when freed. */
static int unlock_key(const struct zl_secret *outer, struct zl_bytes locked,
    struct zl_bytes data, struct zl_secret *key)
{
        struct zl_buf buf;
        int status = ZL_OK;

        zl_buf_init(&buf, ZL_LOCKER_KEY_SIZE);
        status = zl_unlock(outer, locked, data, &buf);
        if (status == ZL_OK)
                memcpy(zl_secret_bytes(key), buf.data, ZL_LOCKER_KEY_SIZE);
        zl_buf_free(&buf);
        return status == ZL_E_DECRYPT ? ZL_E_PASSPHRASE : status;
}

/* The vault key of a header; free it. */
static int key_of(struct zl_bytes header, enum zl_lock lock,
    const struct zl_secret *secret, struct zl_secret **ret_key)
{
        struct opening opening;
        struct zl_bytes locked;
        struct zl_bytes data = {header.data, OPENING_SIZE};
        struct zl_secret *outer = NULL;
        struct zl_secret *key = NULL;
        int status = read_opening(header, &opening, &locked);

        if (status != ZL_OK)
                return status;
        if (opening.lock != lock ||
            (lock == ZL_LOCK_KEY_FILE &&
                zl_secret_size(secret) != ZL_KEY_FILE_SIZE))
                return ZL_E_PASSPHRASE;
        status = outer_key(&opening, secret, &outer);
        if (status == ZL_OK)
                status = zl_secret_new(ZL_LOCKER_KEY_SIZE, &key);
        if (status == ZL_OK)
                status = unlock_key(outer, locked, data, key);
        if (status == ZL_OK) {
                *ret_key = key;
                key = NULL;
        }
        zl_secret_free(key);
        zl_secret_free(outer);
        return status;
}

int zl_vault_unlock(struct zl_bytes header, enum zl_lock lock,
    const struct zl_secret *secret, struct zl_vault **ret_vault)
{
        struct zl_secret *key = NULL;
        int status = key_of(header, lock, secret, &key);

        if (status == ZL_OK)
                status = vault_of(key, ret_vault);
        zl_secret_free(key);
        return status;
}

int zl_vault_relock(struct zl_bytes header, const struct zl_vault_secret *from,
    const struct zl_vault_secret *to, struct zl_buf *ret_header)
{
        struct opening opening;
        struct zl_secret *key = NULL;
        int status = make_opening(
            to->lock, to->secret, to->passes, to->memory_kib, &opening);

        if (status == ZL_OK)
                status = key_of(header, from->lock, from->secret, &key);
        if (status == ZL_OK)
                status = lock_key(&opening, to->secret, key, ret_header);
        zl_secret_free(key);
        return status;
}

void zl_vault_name(const struct zl_vault *vault, uint8_t kind,
    struct zl_bytes key, uint8_t ret[static ZL_ROW_NAME_SIZE])
{
        uint8_t what[1 + ZL_ROW_KEY_MAX];

        assert(key.size <= ZL_ROW_KEY_MAX);
        what[0] = kind;
        if (key.size > 0)
                memcpy(what + 1, key.data, key.size);
        zl_keyed_hash(vault->name_key, what, 1 + key.size, ret);
}

int zl_vault_lock_row(const struct zl_vault *vault, uint8_t kind,
    struct zl_bytes key, struct zl_bytes plain,
    uint8_t name[static ZL_ROW_NAME_SIZE], struct zl_buf *value)
{
        struct zl_buf buf;
        int status = ZL_OK;

        zl_vault_name(vault, kind, key, name);
        zl_buf_init(&buf, ROW_MAX);
        zl_put_u8(&buf, kind);
        zl_put_u8(&buf, (uint8_t)key.size);
        zl_put_bytes(&buf, key.data, key.size);
        zl_put_bytes(&buf, plain.data, plain.size);
        status = buf.status;
        if (status == ZL_OK)
                status = zl_lock(vault->row_key, zl_buf_bytes(&buf),
                    (struct zl_bytes){name, ZL_ROW_NAME_SIZE}, value);
        zl_buf_free(&buf);
        return status;
}

int zl_vault_unlock_row(const struct zl_vault *vault, const struct zl_row *row,
    struct zl_buf *buf, uint8_t *ret_kind, struct zl_bytes *ret_key,
    struct zl_bytes *ret_plain)
{
        struct zl_bytes name = {row->name, ZL_ROW_NAME_SIZE};
        uint8_t expected[ZL_ROW_NAME_SIZE];
        struct zl_reader r;
        struct zl_bytes key;
        uint8_t kind = 0;
        int status = zl_unlock(vault->row_key, row->value, name, buf);

        if (status != ZL_OK)
                return status == ZL_E_MEMORY ? status : ZL_E_DAMAGED;
        r = zl_reader_of(buf->data, buf->size);
        kind = zl_read_u8(&r);
        key = zl_read_view(&r, zl_read_u8(&r));
        if (r.status != ZL_OK || key.size > ZL_ROW_KEY_MAX)
                return ZL_E_DAMAGED;
        zl_vault_name(vault, kind, key, expected);
        if (!zl_equal_secret(expected, row->name, ZL_ROW_NAME_SIZE))
                return ZL_E_DAMAGED;
        *ret_kind = kind;
        *ret_key = key;
        *ret_plain = zl_read_view(&r, zl_reader_left(&r));
        return ZL_OK;
}
