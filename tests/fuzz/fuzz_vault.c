/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Hello! What a client keeps. First line "header": the rest is the vault's
 * header. First line "row": the rest is a row as it is stored. First line
 * "plain" or "rows": u8 kind, u8 key size, key, u16 size, value, which is
 * locked with the right key and given to a core; "rows" goes on with more.
 */
#include <stdlib.h>
#include <string.h>

#include "core.h"
#include "fuzz.h"

static struct zl_secret *key;
static struct zl_buf header;

static struct zl_vault *vault(void)
{
        struct zl_vault *made = NULL;

        if (key == NULL) {
                INSIST(zl_secret_new(ZL_KEY_FILE_SIZE, &key) == ZL_OK);
                zl_buf_init(&header, 1024);
                INSIST(zl_vault_new(ZL_LOCK_KEY_FILE, key, 0, 0, &header,
                           &made) == ZL_OK);
                return made;
        }
        INSIST(zl_vault_unlock(zl_buf_bytes(&header), ZL_LOCK_KEY_FILE, key,
                   &made) == ZL_OK);
        return made;
}

static void open_header(const uint8_t *data, size_t size)
{
        uint8_t *copy = fuzz_copy(data, size);
        struct zl_bytes bytes = {copy, size};
        struct zl_vault *opened = NULL;
        enum zl_lock lock = ZL_LOCK_KEY_FILE;

        zl_vault_free(vault());
        /* A passphrase is stretched for as long as the header says. */
        if (zl_vault_lock_of(bytes, &lock) == ZL_OK &&
            lock == ZL_LOCK_KEY_FILE &&
            zl_vault_unlock(bytes, lock, key, &opened) == ZL_OK) {
                INSIST(fuzz_same(
                    &header, &(struct zl_buf){.data = copy, .size = size}));
                zl_vault_free(opened);
        }
        free(copy);
}

static void load_row(const uint8_t *data, size_t size)
{
        struct zl_core *core = NULL;
        struct zl_row row;

        if (size <= ZL_ROW_NAME_SIZE)
                return;
        memcpy(row.name, data, ZL_ROW_NAME_SIZE);
        row.value.size = size - ZL_ROW_NAME_SIZE;
        row.value.data = fuzz_copy(data + ZL_ROW_NAME_SIZE, row.value.size);
        INSIST(zl_core_new(vault(), &core) == ZL_OK);
        /* Nobody without the key makes a row. */
        INSIST(zl_core_load(core, &row) == ZL_E_DAMAGED);
        zl_core_free(core);
        free((void *)(uintptr_t)row.value.data);
}

/* One row, locked and loaded; false: nothing is left. */
static bool load_plain(
    struct zl_reader *r, struct zl_core *core, const struct zl_vault *locker)
{
        uint8_t kind = zl_read_u8(r);
        struct zl_bytes name = zl_read_view(r, zl_read_u8(r));
        struct zl_bytes value = zl_read_view(r, zl_read_u16(r));
        struct zl_row row;
        struct zl_buf buf;
        int status = ZL_OK;

        if (r->status != ZL_OK || name.size > ZL_ROW_KEY_MAX)
                return false;
        zl_buf_init(&buf, 256 * 1024);
        INSIST(zl_vault_lock_row(locker, kind, name, value, row.name, &buf) ==
            ZL_OK);
        row.value = zl_buf_bytes(&buf);
        status = zl_core_load(core, &row);
        INSIST(status == ZL_OK || status == ZL_E_DAMAGED ||
            status == ZL_E_VERSION);
        zl_buf_free(&buf);
        return status == ZL_OK;
}

static void load(const uint8_t *data, size_t size, bool many)
{
        struct zl_reader r = zl_reader_of(data, size);
        struct zl_vault *locker = vault();
        struct zl_core *core = NULL;
        struct zl_self self;

        INSIST(zl_core_new(vault(), &core) == ZL_OK);
        while (load_plain(&r, core, locker) && many && zl_reader_left(&r) > 0)
                continue;
        if (zl_core_loaded(core) == ZL_OK)
                zl_core_self(core, &self);
        zl_core_free(core);
        zl_vault_free(locker);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        char word[32];

        fuzz_start();
        fuzz_line(&data, &size, word);
        if (strcmp(word, "header") == 0)
                open_header(data, size);
        if (strcmp(word, "row") == 0)
                load_row(data, size);
        if (strcmp(word, "plain") == 0 || strcmp(word, "rows") == 0)
                load(data, size, strcmp(word, "rows") == 0);
        return 0;
}
