/* SPDX-License-Identifier: EUPL-1.2 */
#include "bytes.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "crypto.h"

struct zl_reader zl_reader_of(const uint8_t *data, size_t size)
{
        return (struct zl_reader){
            data, data == NULL ? NULL : data + size, ZL_OK};
}

size_t zl_reader_left(const struct zl_reader *r)
{
        return r->at == NULL ? 0 : (size_t)(r->end - r->at);
}

struct zl_bytes zl_read_view(struct zl_reader *r, size_t size)
{
        struct zl_bytes view = {NULL, 0};

        if (r->status == ZL_OK && zl_reader_left(r) < size)
                r->status = ZL_E_MALFORMED;
        if (r->status == ZL_OK) {
                view = (struct zl_bytes){r->at, size};
                if (size > 0)
                        r->at += size;
        }
        return view;
}

static uint64_t read_uint(struct zl_reader *r, size_t size)
{
        struct zl_bytes view = zl_read_view(r, size);
        uint64_t v = 0;

        for (size_t i = 0; i < view.size; i++)
                v = v << 8 | view.data[i];
        return v;
}

uint8_t zl_read_u8(struct zl_reader *r)
{
        return (uint8_t)read_uint(r, 1);
}

uint16_t zl_read_u16(struct zl_reader *r)
{
        return (uint16_t)read_uint(r, 2);
}

uint32_t zl_read_u32(struct zl_reader *r)
{
        return (uint32_t)read_uint(r, 4);
}

uint64_t zl_read_u64(struct zl_reader *r)
{
        return read_uint(r, 8);
}

void zl_read_bytes(struct zl_reader *r, void *ret, size_t size)
{
        struct zl_bytes view = zl_read_view(r, size);

        if (size == 0)
                return;
        if (view.data != NULL)
                memcpy(ret, view.data, size);
        else
                memset(ret, 0, size);
}

struct zl_bytes zl_read_var(struct zl_reader *r, size_t max)
{
        size_t size = zl_read_u32(r);

        if (r->status == ZL_OK && size > max)
                r->status = ZL_E_TOO_LARGE;
        return zl_read_view(r, size);
}

int zl_reader_end(const struct zl_reader *r)
{
        if (r->status != ZL_OK)
                return r->status;
        return zl_reader_left(r) == 0 ? ZL_OK : ZL_E_MALFORMED;
}

void zl_buf_init(struct zl_buf *buf, size_t max)
{
        *buf = (struct zl_buf){.max = max};
}

void zl_buf_free(struct zl_buf *buf)
{
        if (buf->data != NULL) {
                zl_wipe(buf->data, buf->room);
                free(buf->data);
        }
        zl_buf_init(buf, buf->max);
}

void zl_buf_reset(struct zl_buf *buf)
{
        if (buf->data != NULL)
                zl_wipe(buf->data, buf->size);
        buf->size = 0;
        buf->status = ZL_OK;
}

/* Not realloc(): the old bytes may be plaintext and must be wiped. */
static int grow(struct zl_buf *buf, size_t need)
{
        size_t room = buf->room == 0 ? 256 : buf->room;
        uint8_t *data = NULL;

        if (need > buf->max)
                return ZL_E_TOO_LARGE;
        while (room < need)
                room *= 2;
        data = malloc(room);
        if (data == NULL)
                return ZL_E_MEMORY;
        if (buf->data != NULL) {
                memcpy(data, buf->data, buf->size);
                zl_wipe(buf->data, buf->room);
                free(buf->data);
        }
        buf->data = data;
        buf->room = room;
        return ZL_OK;
}

void zl_put_bytes(struct zl_buf *buf, const void *data, size_t size)
{
        assert(size == 0 || data != NULL);
        if (buf->status != ZL_OK || size == 0)
                return;
        if (size > buf->max - buf->size) {
                buf->status = ZL_E_TOO_LARGE;
                return;
        }
        if (buf->size + size > buf->room)
                buf->status = grow(buf, buf->size + size);
        if (buf->status != ZL_OK)
                return;
        memcpy(buf->data + buf->size, data, size);
        buf->size += size;
}

static void put_uint(struct zl_buf *buf, uint64_t v, size_t size)
{
        uint8_t bytes[8];

        for (size_t i = 0; i < size; i++)
                bytes[i] = (uint8_t)(v >> (8 * (size - 1 - i)));
        zl_put_bytes(buf, bytes, size);
}

void zl_put_u8(struct zl_buf *buf, uint8_t v)
{
        put_uint(buf, v, 1);
}

void zl_put_u16(struct zl_buf *buf, uint16_t v)
{
        put_uint(buf, v, 2);
}

void zl_put_u32(struct zl_buf *buf, uint32_t v)
{
        put_uint(buf, v, 4);
}

void zl_put_u64(struct zl_buf *buf, uint64_t v)
{
        put_uint(buf, v, 8);
}

void zl_put_var(struct zl_buf *buf, const void *data, size_t size)
{
        if (size > UINT32_MAX) {
                buf->status = ZL_E_TOO_LARGE;
                return;
        }
        zl_put_u32(buf, (uint32_t)size);
        zl_put_bytes(buf, data, size);
}

void zl_put_text(struct zl_buf *buf, const char *text)
{
        zl_put_bytes(buf, text, strlen(text));
}

struct zl_bytes zl_buf_bytes(const struct zl_buf *buf)
{
        return (struct zl_bytes){buf->data, buf->size};
}

int zl_bytes_copy(const void *data, size_t size, uint8_t **ret_copy)
{
        uint8_t *copy = malloc(size + 1);

        if (copy == NULL)
                return ZL_E_MEMORY;
        if (size > 0)
                memcpy(copy, data, size);
        copy[size] = 0;
        *ret_copy = copy;
        return ZL_OK;
}

void zl_hex_of(const void *data, size_t size, char *ret)
{
        static const char digits[] = "0123456789abcdef";
        const uint8_t *bytes = data;

        for (size_t i = 0; i < size; i++) {
                ret[2 * i] = digits[bytes[i] >> 4];
                ret[2 * i + 1] = digits[bytes[i] & 15];
        }
        ret[2 * size] = '\0';
}

static int digit_of(char c)
{
        if (c >= '0' && c <= '9')
                return c - '0';
        if (c >= 'a' && c <= 'f')
                return c - 'a' + 10;
        return -1;
}

int zl_hex_parse(const char *text, void *ret, size_t size)
{
        uint8_t *bytes = ret;

        if (strlen(text) != 2 * size)
                return ZL_E_MALFORMED;
        for (size_t i = 0; i < 2 * size; i++) {
                if (digit_of(text[i]) < 0)
                        return ZL_E_MALFORMED;
        }
        for (size_t i = 0; i < size; i++)
                bytes[i] = (uint8_t)(digit_of(text[2 * i]) << 4 |
                    digit_of(text[2 * i + 1]));
        return ZL_OK;
}
