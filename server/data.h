/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_DATA_H
#define ZL_DATA_H

#include "crypto.h"

/*
 * The data directory: the server's log key (log.key), for a while the one
 * that is to follow it (log.next.key), a lock that keeps a second server out,
 * and the two databases.  Nobody but the server's own account may look into it.
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
 * Make the log key that is to follow, for the charter that names it; or find
 * the one that was made already.  A server may be running.
 *
 * @param path        the directory.
 * @param ret_key     receives its public key.
 * @param ret_detail  receives what is wrong, constant; untouched on success.
 * @return ZL_OK; ZL_E_NOT_FOUND (no directory or log key), ZL_E_STORAGE,
 *         ZL_E_SYSTEM (others may look into it), ZL_E_DAMAGED (not a key) or
 *         ZL_E_MEMORY.
 */
int zl_data_next_key(const char *path, struct zl_sign_key *ret_key,
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

/**
 * The log key, or the one that is to follow it.  By one thread at a time, as
 * zl_data_take_key().
 *
 * @param data        the directory.
 * @param key         the public key.
 * @param ret_signer  receives it, borrowed until the next call.
 * @return ZL_OK or ZL_E_NOT_FOUND (neither is of this key).
 */
int zl_data_find_key(struct zl_data *data, const struct zl_sign_key *key,
    const struct zl_signer **ret_signer) ZL_CHECKED;

/**
 * A charter that names this key is durable: if it is the one that was to
 * follow, it takes the place of the old key, which is gone then.
 *
 * @param data  the directory.
 * @param key   the public key.
 * @return ZL_OK, also when it was the log key before; ZL_E_NOT_FOUND or
 *         ZL_E_STORAGE (it follows at the next start).
 */
int zl_data_take_key(
    struct zl_data *data, const struct zl_sign_key *key) ZL_CHECKED;

/** File name of the database. @param data the directory. */
const char *zl_data_database(const struct zl_data *data);

/** File name of the club register. @param data the directory. */
const char *zl_data_register(const struct zl_data *data);

#endif
