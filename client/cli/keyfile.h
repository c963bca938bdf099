/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_KEYFILE_H
#define ZL_CLI_KEYFILE_H

#include "secret.h"

/*
 * Key files: 32 random bytes that unlock a vault where nobody can type a
 * passphrase.  Only their owner may read them.
 */

/**
 * Make one.  A file that is there is never written over.
 *
 * @param path  where.
 * @return ZL_OK, ZL_E_CONFLICT (there is one), ZL_E_STORAGE or ZL_E_MEMORY.
 */
int keyfile__make(const char *path) ZL_CHECKED;

/**
 * Read one.
 *
 * @param path        where.
 * @param ret_secret  receives 32 bytes; zl_secret_free() it.
 * @return ZL_OK, ZL_E_NOT_FOUND, ZL_E_SYSTEM (not a file of ours with mode
 *         0600), ZL_E_MALFORMED (not 32 bytes), ZL_E_STORAGE or ZL_E_MEMORY.
 */
int keyfile__read(const char *path, struct zl_secret **ret_secret) ZL_CHECKED;

#endif
