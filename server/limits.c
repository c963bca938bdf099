/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the limits of each device. A key has its place in one row of
 * the table; when the row is full, who was quiet for longest makes room, and
 * finds full buckets when it comes back. So memory is bounded, whoever asks:
 * a device that is pushed out gains what it would have had by waiting. */
#include "limits.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
        ROWS = 512,
        WAYS = 8, /* devices in a row */
        TOKEN = 1000 /* rate tokens a second are rate parts a millisecond */
};

struct device {
        struct zl_sign_key key;
        uint64_t seen_ms; /* 0: nobody's */
        uint64_t parts[ZL_LIMITED_COUNT]; /* of tokens that are left */
};

struct zl_limits {
        pthread_mutex_t lock;
        struct zl_limit limits[ZL_LIMITED_COUNT];
        struct device devices[ROWS][WAYS];
};

int zl_limits_new(const struct zl_limit limits[static ZL_LIMITED_COUNT],
    struct zl_limits **ret_limits)
{
        struct zl_limits *table = calloc(1, sizeof(*table));

        if (table == NULL || pthread_mutex_init(&table->lock, NULL) != 0) {
                free(table);
                return ZL_E_MEMORY;
        }
        memcpy(table->limits, limits, sizeof(table->limits));
        *ret_limits = table;
        return ZL_OK;
}

void zl_limits_free(struct zl_limits *limits)
{
        if (limits == NULL)
                return;
        (void)pthread_mutex_destroy(&limits->lock);
        free(limits);
}

void zl_limits_set(struct zl_limits *limits,
    const struct zl_limit fresh[static ZL_LIMITED_COUNT])
{
        pthread_mutex_lock(&limits->lock);
        memcpy(limits->limits, fresh, sizeof(limits->limits));
        pthread_mutex_unlock(&limits->lock);
}

static uint64_t full(const struct zl_limit *limit)
{
        return (uint64_t)limit->burst * TOKEN;
}

/* What has passed fills the buckets, and no longer than it takes: so nothing
 * overflows. */
static void fill(
    const struct zl_limits *limits, struct device *device, uint64_t passed_ms)
{
        for (size_t i = 0; i < ZL_LIMITED_COUNT; i++) {
                const struct zl_limit *limit = &limits->limits[i];
                uint64_t whole = full(limit);
                uint64_t missing =
                    whole > device->parts[i] ? whole - device->parts[i] : 0;

                if (limit->rate == 0 || passed_ms >= missing / limit->rate)
                        device->parts[i] = whole;
                else
                        device->parts[i] += passed_ms * limit->rate;
        }
}

static struct device *find(
    struct zl_limits *limits, const struct zl_sign_key *key, uint64_t now_ms)
{
        struct device *row =
            limits->devices[(key->bytes[0] << 8 | key->bytes[1]) % ROWS];
        struct device *oldest = &row[0];

        for (size_t i = 0; i < WAYS; i++) {
                struct device *device = &row[i];

                if (device->seen_ms != 0 &&
                    zl_sign_key_equal(&device->key, key)) {
                        /* Another thread may have looked at the clock first. */
                        if (now_ms > device->seen_ms) {
                                fill(limits, device, now_ms - device->seen_ms);
                                device->seen_ms = now_ms;
                        }
                        return device;
                }
                if (device->seen_ms < oldest->seen_ms)
                        oldest = device;
        }
        *oldest = (struct device){.key = *key, .seen_ms = now_ms};
        fill(limits, oldest, UINT64_MAX);
        return oldest;
}

bool zl_limits_take(struct zl_limits *limits, const struct zl_sign_key *key,
    enum zl_limited what, uint64_t now_ms)
{
        bool taken = true;

        pthread_mutex_lock(&limits->lock);
        if (limits->limits[what].rate > 0) {
                struct device *device = find(limits, key, now_ms);

                taken = device->parts[what] >= TOKEN;
                if (taken)
                        device->parts[what] -= TOKEN;
        }
        pthread_mutex_unlock(&limits->lock);
        return taken;
}
