/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_REGISTER_ROWS_H
#define ZL_REGISTER_ROWS_H

#include "status.h"
#include "types.h"

/*
 * Rows of one size, kept in an order while some go and others come: whoever
 * changes little pays for little sorting.
 */
struct zl_rows {
        uint8_t *data;
        size_t size; /* of a row; set before anything else */
        size_t count;
        size_t room;
};

/** As that of qsort_r(). @param a a row. @param b another. @param context
 *  what the caller passed along. */
typedef int zl_rows_compare(const void *a, const void *b, void *context);

/** Whether a row stays; one that goes is given back here. @param context what
 *  the caller passed along. @param row which. */
typedef bool zl_rows_keep(void *context, void *row);

/** A row. @param rows them. @param i below their count. */
void *zl_rows_at(const struct zl_rows *rows, size_t i);

/** Add a row at the end. @param rows them. @param row copied. @return ZL_OK or
 *  ZL_E_MEMORY. */
int zl_rows_add(struct zl_rows *rows, const void *row) ZL_CHECKED;

/** Leave out what need not stay; the order of the rest holds. @param rows
 *  them. @param keep asked of each. @param context for keep. */
void zl_rows_filter(struct zl_rows *rows, zl_rows_keep *keep, void *context);

/**
 * Sort what was added behind rows that are sorted already, and put it in its
 * place among them.
 *
 * @param rows     them.
 * @param sorted   how many are.
 * @param compare  never 0 for two of them.
 * @param context  for compare.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int zl_rows_merge(struct zl_rows *rows, size_t sorted, zl_rows_compare *compare,
    void *context) ZL_CHECKED;

/** Free what it holds; it is empty then. @param rows them. */
void zl_rows_free(struct zl_rows *rows);

#endif
