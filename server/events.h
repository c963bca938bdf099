/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_EVENTS_H
#define ZL_EVENTS_H

#include "types.h"

/*
 * What happened, a line each on standard error: a moment, words of ours,
 * ids and codes.  Never content, names, keys or what a peer sent.
 */

/**
 * Write one event.
 *
 * @param format  as printf's; without a line feed.  What it shows beyond 255
 *                characters is cut.
 */
void zl_event(const char *format, ...) __attribute__((format(printf, 1, 2)));

/**
 * The server's clock.
 */
struct zl_time zl_clock_now(void);

/** Milliseconds of a clock that nobody sets, and that only goes forward. */
uint64_t zl_clock_steady(void);

#endif
