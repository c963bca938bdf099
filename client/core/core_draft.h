/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CORE_DRAFT_H
#define ZL_CORE_DRAFT_H

#include "bytes.h"
#include "status.h"
#include "types.h"

struct zl_core; /* core.h */

/*
 * What is being typed: one row that a shell fills at every pause, in a form of
 * its own, so that nothing typed is lost when it is stopped.  It never leaves
 * the device.
 */
enum { ZL_DRAFT_MAX = 128 * 1024 };

/**
 * Keep what is being typed, instead of what was.
 *
 * @param core   joined.
 * @param now    the clock.
 * @param draft  copied; empty: nothing is being typed any more.
 * @return ZL_OK, ZL_E_STATE (not joined), ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
int zl_core_put_draft(
    struct zl_core *core, struct zl_time now, struct zl_bytes draft) ZL_CHECKED;

/** What was being typed. @param core the core. @return borrowed until the next
 *  zl_core_put_draft(); empty: nothing. */
struct zl_bytes zl_core_draft(const struct zl_core *core);

#endif
