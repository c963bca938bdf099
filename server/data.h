/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_DATA_H
#define ZL_DATA_H

#include "crypto.h"

/*
 * The data directory: the server's log key, a lock that keeps a second
 * server out, and the database.  Nobody but the server's own account may
 * look into it.
 */
struct zl_data;

/**
 * Make the directory, if it is not there, and a log key in it.  What is
 * there is never written over.
 *
 * @param path        the directory.
 * @param ret_key     receives the log's public key, for the first charter.
 * @param ret_detail  receives what is wrong, constant; untouched on success.
 * @return ZL_OK; ZL_E_CONFLICT (there is a key already), ZL_E_STORAGE,
 *         ZL_E_SYSTEM (others may look into it) or ZL_E_MEMORY.
 */
int zl_data_init(const char *path, struct zl_sign_key *ret_key,
    const char **ret_detail) ZL_CHECKED;

/**
 * Lock the directory and read the log key.
 *
 * @param path        the directory.
 * @param ret_data    close with zl_data_close().
 * @param ret_detail  receives what is wrong, constant; untouched on success.
 * @return ZL_OK; ZL_E_NOT_FOUND (no directory or key), ZL_E_BUSY (another
 *         server has it), ZL_E_SYSTEM (others may look into it),
 *         ZL_E_DAMAGED (not a key), ZL_E_STORAGE or ZL_E_MEMORY.
 */
int zl_data_open(const char *path, struct zl_data **ret_data,
    const char **ret_detail) ZL_CHECKED;

/** Wipe the key and let go of the directory. @param data NULL is allowed. */
void zl_data_close(struct zl_data *data);

/** The log key. @param data the directory. */
const struct zl_signer *zl_data_log_key(const struct zl_data *data);

/** File name of the database. @param data the directory. */
const char *zl_data_database(const struct zl_data *data);

#endif
