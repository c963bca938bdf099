/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_REGISTER_IMPORT_H
#define ZL_REGISTER_IMPORT_H

#include "bytes.h"
#include "register.h"

/*
 * The parts of imports that wait to be taken (docs/protocol.md, 10.8): kept
 * for their sender alone, for a day.
 */

enum {
        ZL_IMPORT_PARTS_MAX = 64, /* of one import */
        ZL_IMPORT_PART_MAX = 256 * 1024, /* bytes of one */
        ZL_IMPORTS_MAX = 3 /* of one sender */
};

/* Which part, of whose import. */
struct zl_import_part {
        struct zl_id sender;
        struct zl_id import;
        unsigned number; /* from 0 */
};

/**
 * Keep a part, in the place of one of the same number.  Of too many imports
 * of one sender the one that was added to longest ago goes.
 *
 * @param reg    the writer, in a group.
 * @param part   which.
 * @param now    the clock.
 * @param bytes  its content.
 */
int zl_import_put_part(struct zl_register *reg,
    const struct zl_import_part *part, struct zl_time now,
    struct zl_bytes bytes) ZL_CHECKED;

/**
 * Get a part.
 *
 * @param reg   any.
 * @param part  which.
 * @param now   the clock: one that is older than a day is not there.
 * @param buf   receives its content.
 * @return ZL_OK, ZL_E_NOT_FOUND or what the register and the buffer say.
 */
int zl_import_part(struct zl_register *reg, const struct zl_import_part *part,
    struct zl_time now, struct zl_buf *buf) ZL_CHECKED;

/** Erase an import. @param reg the writer, in a group. @param part any part
 *  of it. */
int zl_import_drop(
    struct zl_register *reg, const struct zl_import_part *part) ZL_CHECKED;

/**
 * Erase all parts that are older than a day.
 *
 * @param reg  the writer, not in a group.
 * @param now  the clock.
 */
int zl_import_sweep(struct zl_register *reg, struct zl_time now) ZL_CHECKED;

#endif
