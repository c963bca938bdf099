/* SPDX-License-Identifier: EUPL-1.2 */
/* Strict reading of JSON: what is not exactly expected is refused. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "crypto.h"
#include "json_internal.h"

/* Every block carries its size so that it can be wiped when freed: texts
 * of notes pass through here. */
union header {
        size_t size;
        max_align_t align;
};

/* The library calls a text that found no memory a wrong one, so its
 * allocations are watched. */
static _Thread_local bool memory_failed;

void json__memory_watch(void)
{
        memory_failed = false;
}

bool json__memory_failed(void)
{
        return memory_failed;
}

static void *wiping_malloc(size_t size)
{
        union header *block = NULL;

        if (size <= SIZE_MAX - sizeof(*block))
                block = malloc(sizeof(*block) + size);
        if (block == NULL) {
                memory_failed = true;
                return NULL;
        }
        block->size = size;
        return block + 1;
}

static void wiping_free(void *data)
{
        union header *block = data;

        if (block == NULL)
                return;
        block--;
        zl_wipe(block + 1, block->size);
        free(block);
}

int zl_json_start(void)
{
        size_t seed = 0;
        json_t *first = NULL;

        json_set_alloc_funcs(wiping_malloc, wiping_free);
        do {
                zl_random(&seed, sizeof(seed));
        } while (seed == 0); /* 0 would make the library look for its own */
        json_object_seed(seed);
        first = json_object();
        if (first == NULL)
                return ZL_E_MEMORY;
        json_decref(first);
        return ZL_OK;
}

/* Depth is bounded before parsing, since the library's own limit is far
 * above what our forms need. */
static int check_depth(const char *text, size_t size)
{
        unsigned depth = 0;
        bool in_text = false;

        for (size_t i = 0; i < size; i++) {
                char c = text[i];

                if (in_text && c == '\\')
                        i++;
                else if (c == '"')
                        in_text = !in_text;
                else if (!in_text && (c == '{' || c == '['))
                        depth++;
                else if (!in_text && (c == '}' || c == ']') && depth > 0)
                        depth--;
                if (depth > ZL_JSON_DEPTH)
                        return ZL_E_TOO_LARGE;
        }
        return ZL_OK;
}

static int parse(
    const void *data, size_t size, size_t max, struct zl_json **ret_json)
{
        json_t *value = NULL;
        int status = ZL_OK;

        if (size > max)
                return ZL_E_TOO_LARGE;
        if (size == 0)
                return ZL_E_MALFORMED;
        status = check_depth(data, size);
        if (status != ZL_OK)
                return status;
        json__memory_watch();
        value = json_loadb(data, size, JSON_REJECT_DUPLICATES, NULL);
        if (json__memory_failed()) {
                /* It may even answer with an object that lacks fields. */
                json_decref(value);
                return ZL_E_MEMORY;
        }
        if (value == NULL)
                return ZL_E_MALFORMED;
        if (!json_is_object(value)) {
                json_decref(value);
                return ZL_E_MALFORMED;
        }
        *ret_json = (struct zl_json *)(void *)value;
        return ZL_OK;
}

int zl_json_parse(const void *data, size_t size, struct zl_json **ret_json)
{
        return parse(data, size, ZL_JSON_MAX, ret_json);
}

int zl_json_parse_list(const void *data, size_t size, struct zl_json **ret_json)
{
        return parse(data, size, ZL_JSON_LIST_MAX, ret_json);
}

void zl_json_free(struct zl_json *json)
{
        json_decref((json_t *)(void *)json);
}

struct zl_json_reader zl_json_read(const struct zl_json *object)
{
        return (struct zl_json_reader){.object = object};
}

bool zl_json_has(const struct zl_json_reader *r, const char *name)
{
        return json_object_get(json__in(r->object), name) != NULL;
}

void zl_json_fail(struct zl_json_reader *r, const char *field, int status)
{
        assert(status != ZL_OK);
        if (r->status != ZL_OK)
                return;
        r->status = status;
        r->field = field;
}

/* The field's value, counted as read; NULL (and a failure) if missing. */
static const json_t *take(struct zl_json_reader *r, const char *name)
{
        const json_t *value = json_object_get(json__in(r->object), name);

        if (value == NULL)
                zl_json_fail(r, name, ZL_E_MALFORMED);
        else
                r->seen++;
        return value;
}

/* Counts code points; control characters are refused. */
static int check_text(const char *text, size_t size,
    enum zl_json_text_kind kind, size_t max_chars)
{
        size_t chars = 0;

        if (size == 0 && kind == ZL_TEXT_LINE)
                return ZL_E_MALFORMED;
        for (size_t i = 0; i < size; i++) {
                unsigned char c = (unsigned char)text[i];
                bool is_break = c == '\n' || c == '\t';

                if (c == 0x7f ||
                    (c < 0x20 && !(is_break && kind == ZL_TEXT_LINES)))
                        return ZL_E_MALFORMED;
                if ((c & 0xc0) != 0x80)
                        chars++;
        }
        return chars > max_chars ? ZL_E_TOO_LARGE : ZL_OK;
}

const char *zl_json_text(struct zl_json_reader *r, const char *name,
    enum zl_json_text_kind kind, size_t max_chars)
{
        const json_t *value = take(r, name);
        int status = ZL_E_MALFORMED;

        if (json_is_string(value))
                status = check_text(json_string_value(value),
                    json_string_length(value), kind, max_chars);
        if (status != ZL_OK) {
                zl_json_fail(r, name, status);
                return "";
        }
        return json_string_value(value);
}

const char *zl_json_text_optional(struct zl_json_reader *r, const char *name,
    enum zl_json_text_kind kind, size_t max_chars)
{
        if (!zl_json_has(r, name))
                return NULL;
        return zl_json_text(r, name, kind, max_chars);
}

static int hex_value(const json_t *value, void *ret, size_t size)
{
        int status = ZL_E_MALFORMED;

        if (json_is_string(value))
                status = zl_hex_parse(json_string_value(value), ret, size);
        if (status != ZL_OK)
                memset(ret, 0, size);
        return status;
}

void zl_json_hex(
    struct zl_json_reader *r, const char *name, void *ret, size_t size)
{
        int status = hex_value(take(r, name), ret, size);

        if (status != ZL_OK)
                zl_json_fail(r, name, status);
}

uint64_t zl_json_u64(
    struct zl_json_reader *r, const char *name, uint64_t min, uint64_t max)
{
        const json_t *value = take(r, name);
        json_int_t v = json_integer_value(value);

        if (!json_is_integer(value) || v < 0 || (uint64_t)v < min ||
            (uint64_t)v > max) {
                zl_json_fail(r, name, ZL_E_MALFORMED);
                return min;
        }
        return (uint64_t)v;
}

bool zl_json_bool(struct zl_json_reader *r, const char *name)
{
        const json_t *value = take(r, name);

        if (!json_is_boolean(value))
                zl_json_fail(r, name, ZL_E_MALFORMED);
        return json_is_true(value);
}

/* Which of them it is; none: as many as there are. */
static size_t choice_of(const json_t *value, const char *const *words)
{
        const char *word = json_string_value(value);
        size_t i = 0;

        for (; words[i] != NULL; i++) {
                if (word != NULL &&
                    strlen(words[i]) == json_string_length(value) &&
                    strcmp(words[i], word) == 0)
                        break;
        }
        return i;
}

size_t zl_json_choice(
    struct zl_json_reader *r, const char *name, const char *const *words)
{
        size_t at = choice_of(take(r, name), words);

        if (words[at] != NULL)
                return at;
        zl_json_fail(r, name, ZL_E_MALFORMED);
        return 0;
}

uint32_t zl_json_date(struct zl_json_reader *r, const char *name)
{
        const json_t *value = take(r, name);
        uint32_t day = 0;

        if (!json_is_string(value) ||
            zl_date_parse(json_string_value(value), &day) != ZL_OK)
                zl_json_fail(r, name, ZL_E_MALFORMED);
        return day;
}

const struct zl_json *zl_json_object(struct zl_json_reader *r, const char *name)
{
        const json_t *value = take(r, name);

        if (!json_is_object(value)) {
                zl_json_fail(r, name, ZL_E_MALFORMED);
                return NULL;
        }
        return json__out(value);
}

size_t zl_json_array(struct zl_json_reader *r, const char *name,
    size_t max_count, const struct zl_json **ret_array)
{
        const json_t *value = take(r, name);
        size_t count = json_array_size(value);

        *ret_array = NULL;
        if (!json_is_array(value))
                zl_json_fail(r, name, ZL_E_MALFORMED);
        else if (count > max_count)
                zl_json_fail(r, name, ZL_E_TOO_LARGE);
        if (r->status != ZL_OK)
                return 0;
        *ret_array = json__out(value);
        return count;
}

const struct zl_json *zl_json_array_object(
    struct zl_json_reader *r, const struct zl_json *array, size_t index)
{
        const json_t *value = json_array_get(json__in(array), index);

        if (!json_is_object(value)) {
                zl_json_fail(r, NULL, ZL_E_MALFORMED);
                return NULL;
        }
        return json__out(value);
}

void zl_json_array_hex(struct zl_json_reader *r, const struct zl_json *array,
    size_t index, void *ret, size_t size)
{
        int status =
            hex_value(json_array_get(json__in(array), index), ret, size);

        if (status != ZL_OK)
                zl_json_fail(r, NULL, status);
}

size_t zl_json_array_choice(struct zl_json_reader *r,
    const struct zl_json *array, size_t index, const char *const *words)
{
        size_t at = choice_of(json_array_get(json__in(array), index), words);

        if (words[at] != NULL)
                return at;
        zl_json_fail(r, NULL, ZL_E_MALFORMED);
        return 0;
}

int zl_json_end(struct zl_json_reader *r)
{
        if (r->status == ZL_OK &&
            r->seen != json_object_size(json__in(r->object)))
                r->status = ZL_E_MALFORMED;
        return r->status;
}

int zl_json_end_open(struct zl_json_reader *r)
{
        return r->status;
}
