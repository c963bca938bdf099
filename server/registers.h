/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_REGISTERS_H
#define ZL_REGISTERS_H

#include "register/index.h"

/*
 * The threads of the club register: one that writes, one that reads, each
 * with a connection of its own, so that no listener's thread waits for the
 * disk.
 */
struct zl_registers;

/**
 * What is done on one of them.
 *
 * @param reg      its connection, for the time of the call.
 * @param context  what the caller passed along.
 */
typedef void zl_registering(struct zl_register *reg, void *context);

/**
 * Open the register, and start.
 *
 * @param path           the database; made when it is not there.
 * @param organisation   whose it is.
 * @param queue          how much may wait, on either thread.
 * @param ret_registers  stop and free with zl_registers_free().
 * @return ZL_OK, what zl_register_open() says, ZL_E_SYSTEM or ZL_E_MEMORY.
 */
int zl_registers_new(const char *path, const struct zl_id *organisation,
    unsigned queue, struct zl_registers **ret_registers) ZL_CHECKED;

/** Have something done by the reader. @param registers them. @param what is
 *  called once. @param context for it. @return ZL_OK or ZL_E_BUSY. */
int zl_registers_read(struct zl_registers *registers, zl_registering *what,
    void *context) ZL_CHECKED;

/** Have something done by the one writer. @param registers them. @param what
 *  is called once. @param context for it. @return ZL_OK or ZL_E_BUSY. */
int zl_registers_write(struct zl_registers *registers, zl_registering *what,
    void *context) ZL_CHECKED;

/** The index of all clubs, which is the reader's.  @param registers them.
 *  @return for what the reader does, while it does that. */
struct zl_index *zl_registers_index(struct zl_registers *registers);

/** Have what is too old erased, by the writer. @param registers them. */
void zl_registers_sweep(struct zl_registers *registers);

/** Finish what waits and take no more. @param registers NULL is allowed. */
void zl_registers_stop(struct zl_registers *registers);

/** Stop, and free. @param registers NULL is allowed. */
void zl_registers_free(struct zl_registers *registers);

#endif
