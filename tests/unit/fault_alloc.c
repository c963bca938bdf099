/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the failing allocator. It counts the allocations that our own
 * objects and jansson ask for, and refuses the chosen one. It is off until a
 * test turns it on. Tests that use it are single-threaded. */
#include "fault_alloc.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

/* The linker's names for --wrap: ours, and the ones behind them. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
char *__wrap_strdup(const char *text);
char *__wrap_strndup(const char *text, size_t max);

static bool armed;
static bool all_later;
static bool hit;
static size_t chosen;
static size_t seen;

static bool refuse(void)
{
        if (!armed)
                return false;
        seen++;
        if (seen == chosen || (all_later && seen > chosen)) {
                hit = true;
                return true;
        }
        return false;
}

void *__wrap_malloc(size_t size)
{
        return refuse() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
        return refuse() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
        return refuse() ? NULL : __real_realloc(old, size);
}

char *__wrap_strndup(const char *text, size_t max)
{
        size_t len = strnlen(text, max);
        char *copy = __wrap_malloc(len + 1);

        if (copy == NULL)
                return NULL;
        memcpy(copy, text, len);
        copy[len] = '\0';
        return copy;
}

char *__wrap_strdup(const char *text)
{
        return __wrap_strndup(text, SIZE_MAX);
}

static void arm(size_t n, bool later_too)
{
        json_malloc_t json_malloc = NULL;
        json_free_t json_free = NULL;

        /* jansson is a shared library: --wrap does not reach into it. Once
         * zl_json_start() was called it asks our door, which --wrap sees. */
        json_get_alloc_funcs(&json_malloc, &json_free);
        if (json_free == free)
                json_set_alloc_funcs(__wrap_malloc, free);
        chosen = n;
        all_later = later_too;
        hit = false;
        seen = 0;
        armed = true;
}

void fault_alloc_fail_at(size_t n)
{
        arm(n, false);
}

void fault_alloc_fail_from(size_t n)
{
        arm(n, true);
}

bool fault_alloc_stop(void)
{
        armed = false;
        return hit;
}

size_t fault_alloc_count(void)
{
        return seen;
}
