/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_SHARED_H
#define ZL_SHARED_H

#include "directory.h"
#include "store/store.h"

/*
 * The directory that all threads share: many read it, the committer alone
 * changes it, and keeps the others out until what it changed is durable.
 */
struct zl_shared;

/**
 * Make one, with no directory in it.
 *
 * @param root        the pinned root.
 * @param ret_shared  free with zl_shared_free().
 * @return ZL_OK or ZL_E_MEMORY.
 */
int zl_shared_new(
    const struct zl_sign_key *root, struct zl_shared **ret_shared) ZL_CHECKED;

/** Free it. @param shared NULL is allowed. */
void zl_shared_free(struct zl_shared *shared);

/**
 * Build the directory from the store, every statement verified again.
 * Afterwards, or without any directory after a failure, nothing of the one
 * before is left.  Alone, or between zl_shared_write() and _write_end().
 *
 * @param shared  the shared directory.
 * @param store   any.
 * @return ZL_OK; ZL_E_DAMAGED when a stored statement does not hold;
 *         ZL_E_STORAGE or ZL_E_MEMORY.
 */
int zl_shared_load(struct zl_shared *shared, struct zl_store *store) ZL_CHECKED;

/**
 * Read: nothing changes until zl_shared_read_end().
 *
 * @param shared  the shared directory.
 * @return the directory; NULL when loading it failed.
 */
const struct zl_directory *zl_shared_read(struct zl_shared *shared);

/** Done reading. @param shared the shared directory. */
void zl_shared_read_end(struct zl_shared *shared);

/** Keep readers out, to change. @param shared the shared directory. */
void zl_shared_write(struct zl_shared *shared);

/** Done changing. @param shared the shared directory. */
void zl_shared_write_end(struct zl_shared *shared);

/**
 * The directory as the committer has it, who needs no lock to read.
 *
 * @param shared  the shared directory.
 * @return NULL when loading it failed.
 */
struct zl_directory *zl_shared_own(struct zl_shared *shared);

/** The organisation. @param shared the shared directory. */
const struct zl_id *zl_shared_organisation(const struct zl_shared *shared);

#endif
