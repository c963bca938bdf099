/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CONFIG_H
#define ZL_CONFIG_H

#include "crypto.h"
#include "notify/notifier.h"

/*
 * What the operator decides: a file of `key = value` lines in the section
 * [zijlijnd], and flags that replace single values.  Anything that is not
 * understood is refused with its file and line; nothing is guessed.
 */

enum {
        ZL_CONFIG_ERROR = 320,
        ZL_CONFIG_LINE = 160, /* longest line, shorter than inih cuts */
        ZL_CONFIG_ORIGIN = 128,
        ZL_CONFIG_LISTEN = 128,
        ZL_CONFIG_DATA = 128
};

struct zl_config {
        bool has_root;
        struct zl_sign_key root; /* `root`: the organisation's first root */
        char origin[ZL_CONFIG_ORIGIN]; /* `origin` */
        char listen[ZL_CONFIG_LISTEN]; /* `listen` */
        char data[ZL_CONFIG_DATA]; /* `data`: the data directory */
        unsigned queue; /* `queue`: entries that may wait to be stored */
        unsigned connections; /* `connections`: at the same time */
        unsigned waits; /* `waits`: connections that may wait for news */
        unsigned answer_seconds; /* `answer_seconds`: before "busy" */
        unsigned head_seconds; /* `head_seconds`: for a request's head */
        unsigned body_seconds; /* `body_seconds`: for a body, in or out */
        unsigned device_asks; /* of one device each second; 0: no limit */
        unsigned device_asks_at_once; /* ... by one that was quiet before */
        unsigned device_writes;
        unsigned device_writes_at_once;
        struct zl_mail_settings mail; /* `mail_...` */
};

/**
 * A value that was read again differs.
 *
 * @param key   its name.
 * @param live  it holds now; else it will after a new start.
 */
typedef void zl_config_change(const char *key, bool live);

/**
 * What holds where nothing is said.
 */
struct zl_config zl_config_default(void);

/**
 * Set one value.
 *
 * @param config  the configuration.
 * @param key     its name.
 * @param value   as written.
 * @param error   receives what is wrong, on failure.
 * @return ZL_OK or ZL_E_MALFORMED (unknown key, or not such a value).
 */
int zl_config_set(struct zl_config *config, const char *key, const char *value,
    char error[static ZL_CONFIG_ERROR]) ZL_CHECKED;

/**
 * Read a file.
 *
 * @param path    its name.
 * @param config  values found replace what is there.
 * @param error   receives "file:line: what is wrong", on failure.
 * @return ZL_OK, ZL_E_NOT_FOUND, ZL_E_STORAGE or ZL_E_MALFORMED.
 */
int zl_config_read(const char *path, struct zl_config *config,
    char error[static ZL_CONFIG_ERROR]) ZL_CHECKED;

/**
 * Is everything there that serving needs?
 *
 * @param config  the configuration.
 * @param error   receives what is missing, on failure.
 * @return ZL_OK or ZL_E_USAGE.
 */
int zl_config_check(const struct zl_config *config,
    char error[static ZL_CONFIG_ERROR]) ZL_CHECKED;

/**
 * Take over the values that can change while the server runs.
 *
 * @param config  the one that holds; its other values stay as they are.
 * @param fresh   the one that was read again, checked.
 * @param tell    is called for every value that differs.
 */
void zl_config_reload(struct zl_config *config, const struct zl_config *fresh,
    zl_config_change *tell);

#endif
