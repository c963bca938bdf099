/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_LOG_CONSISTENCY_H
#define ZL_LOG_CONSISTENCY_H

#include "merkle.h"

/*
 * What shows that a later head is of the same two logs as an earlier one, as
 * the server answers it (docs/protocol.md, 7.14).
 */
struct zl_log_consistency {
        struct zl_consistency statements;
        struct zl_consistency records;
};

/**
 * Write the answer.
 *
 * @param of   a path for each log.
 * @param buf  is appended to.
 */
void zl_log_consistency_write(
    const struct zl_log_consistency *of, struct zl_buf *buf);

/**
 * Read the answer, which must be all there is.
 *
 * @param data  the bytes.
 * @param size  how many.
 * @param ret   receives a path for each log, to be verified by
 *              zl_merkle_consistent().
 * @return ZL_OK, ZL_E_MALFORMED or ZL_E_VERSION.
 */
int zl_log_consistency_read(const uint8_t *data, size_t size,
    struct zl_log_consistency *ret) ZL_CHECKED;

#endif
