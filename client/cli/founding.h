/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_FOUNDING_H
#define ZL_CLI_FOUNDING_H

#include "core.h"
#include "json.h"

/*
 * The description of an organisation, as its coordinator writes it before
 * there is one: tests/data/organisation.json is an example.
 */
struct founding {
        struct zl_founding founding; /* points into the rest */
        struct zl_charter charter;
        struct zl_district districts[ZL_DISTRICTS_MAX];
        struct zl_team teams[ZL_TEAMS_MAX];
        struct zl_signpost signposts[ZL_SIGNPOSTS_MAX];
        size_t team_districts[ZL_TEAMS_MAX];
        struct zl_json *json; /* owns the texts */
};

/**
 * Read a description.
 *
 * @param data       the JSON.
 * @param size       how many bytes.
 * @param log_key    64 hexadecimal digits instead of what it says, or NULL.
 * @param origin     the server's origin instead of what it says, or NULL.
 * @param ret        receives it; free with founding__done().
 * @param ret_field  receives the name of the field that is wrong, or NULL.
 * @return ZL_OK, ZL_E_MALFORMED, ZL_E_NOT_FOUND (a team's district),
 *         ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
int founding__read(const void *data, size_t size, const char *log_key,
    const char *origin, struct founding *ret,
    const char **ret_field) ZL_CHECKED;

/** Free. @param founding all zero is allowed. */
void founding__done(struct founding *founding);

#endif
