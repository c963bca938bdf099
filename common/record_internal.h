/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_RECORD_INTERNAL_H
#define ZL_RECORD_INTERNAL_H

#include "record.h"

/* Between record.c and record_parse.c. */

enum { RECORD__VERSION = 1 };

/* What a record's signature is made under. */
extern const char record__label[];

/**
 * Is there such a kind?
 *
 * @param kind  any value.
 */
bool record__is_kind(enum zl_kind kind);

/**
 * Is this a UUIDv7 whose time is on the hour?
 *
 * @param id  the id.
 */
bool record__is_id(const struct zl_id *id);

/**
 * Are a context's lists sorted, and does nothing stand twice?
 *
 * @param context  the context.
 */
bool record__in_order(const struct zl_context *context);

#endif
