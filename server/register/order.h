/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_REGISTER_ORDER_H
#define ZL_REGISTER_ORDER_H

#include "status.h"
#include "types.h"

/*
 * The door to ICU: the order in which readers of any language find a name, the
 * root of the Unicode collation (docs/protocol.md, 10.2).  Keys live in memory
 * only; another version of ICU may make others.
 */
struct zl_order;

/* Where something stands in an order. */
struct zl_order_key;

/**
 * Load the order; it takes some hundreds of KiB, so only who sorts loads it.
 *
 * @param ret_order  free with zl_order_free(); of one thread.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int zl_order_new(struct zl_order **ret_order) ZL_CHECKED;

/** Free it; keys stay. @param order NULL is allowed. */
void zl_order_free(struct zl_order *order);

enum { ZL_ORDER_TEXTS = 3 };

/**
 * Make a key: by the first text, among the same by the next, and last by id.
 *
 * @param order    the order.
 * @param texts    UTF-8, each at most a name of 100 code points.
 * @param count    at most ZL_ORDER_TEXTS.
 * @param id       sets apart what has the same texts.
 * @param ret_key  for free().
 * @return ZL_OK, ZL_E_MALFORMED (not UTF-8, or too long) or ZL_E_MEMORY.
 */
int zl_order_key_new(const struct zl_order *order, const char *const *texts,
    size_t count, const struct zl_id *id,
    struct zl_order_key **ret_key) ZL_CHECKED;

/** Which comes first: below 0 when the first does. @param a one. @param b
 *  another, made of as many texts. */
int zl_order_compare(
    const struct zl_order_key *a, const struct zl_order_key *b);

#endif
