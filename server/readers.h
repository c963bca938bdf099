/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_READERS_H
#define ZL_READERS_H

#include "store/store.h"

/*
 * A few threads that read, each with its own connection to the database, so
 * that a listener's thread never waits for the disk.
 */
struct zl_readers;

/**
 * What a reader does.
 *
 * @param store    a reading store, for the time of the call.
 * @param context  what the caller passed along.
 */
typedef void zl_reading(struct zl_store *store, void *context);

/**
 * Start.
 *
 * @param path          the database, which must be there.
 * @param organisation  whose it is.
 * @param threads       how many, 1 to 16.
 * @param queue         how many readings may wait.
 * @param ret_readers   stop and free with zl_readers_free().
 * @return ZL_OK, what zl_store_open() says, ZL_E_SYSTEM or ZL_E_MEMORY.
 */
int zl_readers_new(const char *path, const struct zl_id *organisation,
    unsigned threads, unsigned queue,
    struct zl_readers **ret_readers) ZL_CHECKED;

/**
 * Have something read.
 *
 * @param readers  the readers.
 * @param reading  is called once, on a reader's thread.
 * @param context  for reading.
 * @return ZL_OK; ZL_E_BUSY when too many wait, or when stopped.
 */
int zl_readers_ask(
    struct zl_readers *readers, zl_reading *reading, void *context) ZL_CHECKED;

/** Finish what waits and take no more. @param readers NULL is allowed. */
void zl_readers_stop(struct zl_readers *readers);

/** Stop, and free. @param readers NULL is allowed. */
void zl_readers_free(struct zl_readers *readers);

#endif
