/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_BLACKOUT_H
#define ZL_BLACKOUT_H

#include "bytes.h"

/*
 * Words taken out of a text before others read it.  They are gone from what
 * comes out; a mark that is always as long stands in their place.
 *
 * Words are found as fold.h says, and always taken out as whole words.  A name
 * of four letters or more is also found inside a longer word ("Noortje"); a
 * shorter one only by itself, with an s behind it ("Bo's") or with a number on
 * it ("bo2010").  Words with six digits or more and no letter are a telephone
 * number, which is found however it is written.  Of other scripts than Latin a
 * letter counts for the bytes it takes, so there too much is taken out rather
 * than too little.
 */
struct zl_blackout;

#define ZL_BLACKOUT_MARK "█████"

enum { ZL_BLACKOUT_MAX = 200 }; /* words or names */

/** Begin. @param ret free with zl_blackout_free(). @return ZL_OK or
 *  ZL_E_MEMORY. */
int zl_blackout_new(struct zl_blackout **ret) ZL_CHECKED;

/** Wipe and free. @param blackout NULL is allowed. */
void zl_blackout_free(struct zl_blackout *blackout);

/**
 * Take these words out from here on.
 *
 * @param blackout  it.
 * @param words     a word, a name or a phrase; copied.
 * @return ZL_OK (also when it was there already), ZL_E_USAGE (less than two
 *         letters or digits), ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
int zl_blackout_add(struct zl_blackout *blackout, const char *words) ZL_CHECKED;

/**
 * Append a text without them.
 *
 * @param blackout  it; counts what it finds.
 * @param text      NUL-terminated.
 * @param buf       is appended to; its status says whether all fitted.
 * @return ZL_OK, ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
int zl_blackout_apply(struct zl_blackout *blackout, const char *text,
    struct zl_buf *buf) ZL_CHECKED;

/**
 * One of the words there are, in the order they were added.
 *
 * @param blackout   it.
 * @param index      from 0.
 * @param ret_found  receives how often it was found.
 * @return as it was added; NULL behind the last.
 */
const char *zl_blackout_at(
    const struct zl_blackout *blackout, size_t index, size_t *ret_found);

#endif
