/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_JSON_INTERNAL_H
#define ZL_JSON_INTERNAL_H

#include <jansson.h>

#include "json.h"

/*
 * struct zl_json is never defined: a pointer to it is a json_t pointer, and
 * these two functions are the only place that knows.
 */

/** See the library's value in ours. @param json ours. */
static inline const json_t *json__in(const struct zl_json *json)
{
        return (const json_t *)(const void *)json;
}

/** See ours in the library's value. @param value the library's. */
static inline const struct zl_json *json__out(const json_t *value)
{
        return (const struct zl_json *)(const void *)value;
}

/** Start watching whether memory runs out, in this thread. */
void json__memory_watch(void);

/** Did an allocation of the library fail since json__memory_watch()? */
bool json__memory_failed(void);

#endif
