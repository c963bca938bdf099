/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_LIMITS_H
#define ZL_LIMITS_H

#include "crypto.h"

/*
 * How often one device may ask, and how often it may write: two buckets of
 * tokens for each key, in a table of fixed size.  Only a key whose signature
 * was verified is looked at; addresses are limited by the web server in
 * front.
 */
struct zl_limits;

/* What is counted. */
enum zl_limited { ZL_LIMITED_ASK, ZL_LIMITED_WRITE, ZL_LIMITED_COUNT };

struct zl_limit {
        unsigned rate; /* each second; 0: there is no limit */
        unsigned burst; /* at once, by who was quiet before; 1 at least */
};

/**
 * Make the table.
 *
 * @param limits      one for each of enum zl_limited; copied.
 * @param ret_limits  free with zl_limits_free().
 * @return ZL_OK or ZL_E_MEMORY.
 */
int zl_limits_new(const struct zl_limit limits[static ZL_LIMITED_COUNT],
    struct zl_limits **ret_limits) ZL_CHECKED;

/** Free it. @param limits NULL is allowed. */
void zl_limits_free(struct zl_limits *limits);

/**
 * From now on other limits hold.
 *
 * @param limits  the table.
 * @param fresh   one for each of enum zl_limited; copied.
 */
void zl_limits_set(struct zl_limits *limits,
    const struct zl_limit fresh[static ZL_LIMITED_COUNT]);

/**
 * Take a token.  From any thread.
 *
 * @param limits  the table.
 * @param key     whose, its signature verified.
 * @param what    what for.
 * @param now_ms  of a clock that only goes forward; above 0.
 * @return false: there is none, and there will be within a second.
 */
bool zl_limits_take(struct zl_limits *limits, const struct zl_sign_key *key,
    enum zl_limited what, uint64_t now_ms);

#endif
