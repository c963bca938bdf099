/* SPDX-License-Identifier: EUPL-1.2 */
/* Writing JSON: fields stand in the order they were set. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "crypto.h"
#include "json_internal.h"

enum { DEPTH = ZL_JSON_DEPTH, HEX_MAX = 96 };

struct zl_json_writer {
        json_t *open[DEPTH]; /* borrowed, but for the first */
        size_t depth;
        int status;
};

struct zl_json_writer *zl_json_write(void)
{
        struct zl_json_writer *w = calloc(1, sizeof(*w));

        if (w == NULL)
                return NULL;
        w->open[0] = json_object();
        w->depth = 1;
        if (w->open[0] == NULL)
                w->status = ZL_E_MEMORY;
        return w;
}

/* Steals value, also on failure; a NULL value is the failure `why`. */
static void put(
    struct zl_json_writer *w, const char *name, json_t *value, int why)
{
        json_t *top = NULL;
        int failed = 0;

        if (w == NULL || w->status != ZL_OK) {
                json_decref(value);
                return;
        }
        if (value == NULL) {
                w->status = why;
                return;
        }
        top = w->open[w->depth - 1];
        assert(json_is_array(top) == (name == NULL));
        if (name == NULL)
                failed = json_array_append_new(top, value);
        else
                failed = json_object_set_new(top, name, value);
        if (failed != 0)
                w->status = ZL_E_MEMORY;
}

void zl_json_put_text(
    struct zl_json_writer *w, const char *name, const char *text)
{
        json_t *value = NULL;

        if (text == NULL)
                return;
        json__memory_watch();
        value = json_string(text);
        /* The library says NULL in both cases. */
        put(w, name, value,
            json__memory_failed() ? ZL_E_MEMORY : ZL_E_MALFORMED);
}

void zl_json_put_hex(
    struct zl_json_writer *w, const char *name, const void *data, size_t size)
{
        char text[2 * HEX_MAX + 1];

        assert(size <= HEX_MAX);
        zl_hex_of(data, size, text);
        put(w, name, json_string(text), ZL_E_MEMORY);
        zl_wipe(text, sizeof(text)); /* it may be a key that is passed on */
}

void zl_json_put_u64(struct zl_json_writer *w, const char *name, uint64_t v)
{
        assert(v < UINT64_C(1) << 53);
        put(w, name, json_integer((json_int_t)v), ZL_E_MEMORY);
}

void zl_json_put_bool(struct zl_json_writer *w, const char *name, bool v)
{
        put(w, name, json_boolean(v), ZL_E_MEMORY);
}

void zl_json_put_date(struct zl_json_writer *w, const char *name, uint32_t day)
{
        char text[ZL_DATE_TEXT];

        zl_date_of(day, text);
        zl_json_put_text(w, name, text);
}

void zl_json_put_time(
    struct zl_json_writer *w, const char *name, struct zl_time time)
{
        char text[ZL_TIME_TEXT];

        zl_time_of(time, text);
        zl_json_put_text(w, name, text);
}

static void open_value(
    struct zl_json_writer *w, const char *name, json_t *value)
{
        put(w, name, value, ZL_E_MEMORY);
        if (w == NULL || w->status != ZL_OK)
                return;
        assert(w->depth < DEPTH);
        w->open[w->depth++] = value;
}

void zl_json_open_object(struct zl_json_writer *w, const char *name)
{
        open_value(w, name, json_object());
}

void zl_json_open_array(struct zl_json_writer *w, const char *name)
{
        open_value(w, name, json_array());
}

void zl_json_close(struct zl_json_writer *w)
{
        if (w == NULL || w->status != ZL_OK)
                return;
        assert(w->depth > 1);
        w->depth--;
}

static int append(const char *text, size_t size, void *data)
{
        struct zl_buf *buf = data;

        zl_put_bytes(buf, text, size);
        return buf->status == ZL_OK ? 0 : -1;
}

int zl_json_write_end(struct zl_json_writer *w, struct zl_buf *buf)
{
        int status = ZL_E_MEMORY;

        if (w == NULL)
                return status;
        assert(w->status != ZL_OK || w->depth == 1);
        status = w->status;
        if (status == ZL_OK &&
            json_dump_callback(w->open[0], append, buf, JSON_COMPACT) != 0)
                status = buf->status != ZL_OK ? buf->status : ZL_E_MEMORY;
        json_decref(w->open[0]);
        free(w);
        return status;
}
