/* SPDX-License-Identifier: EUPL-1.2 */
/* The answer that holds two heads against each other; docs/protocol.md, 7.14.
 */
#include "log_consistency.h"

#include <assert.h>

enum { VERSION = 1 };

static void write_path(const struct zl_consistency *path, struct zl_buf *buf)
{
        assert(path->count <= ZL_PATH_MAX + 1);
        zl_put_u8(buf, path->count);
        for (uint8_t i = 0; i < path->count; i++)
                zl_put_bytes(buf, path->hashes[i].bytes, ZL_HASH_SIZE);
}

static void read_path(struct zl_reader *r, struct zl_consistency *path)
{
        path->count = zl_read_u8(r);
        if (r->status == ZL_OK && path->count > ZL_PATH_MAX + 1)
                r->status = ZL_E_MALFORMED;
        for (uint8_t i = 0; r->status == ZL_OK && i < path->count; i++)
                zl_read_bytes(r, path->hashes[i].bytes, ZL_HASH_SIZE);
}

void zl_log_consistency_write(
    const struct zl_log_consistency *of, struct zl_buf *buf)
{
        zl_put_u8(buf, VERSION);
        write_path(&of->statements, buf);
        write_path(&of->records, buf);
}

int zl_log_consistency_read(
    const uint8_t *data, size_t size, struct zl_log_consistency *ret)
{
        struct zl_reader r = zl_reader_of(data, size);
        struct zl_log_consistency read;
        uint8_t version = zl_read_u8(&r);
        int status = ZL_OK;

        if (r.status == ZL_OK && version != VERSION)
                return ZL_E_VERSION;
        read_path(&r, &read.statements);
        read_path(&r, &read.records);
        status = zl_reader_end(&r);
        if (status == ZL_OK)
                *ret = read;
        return status;
}
