/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_FOLD_H
#define ZL_FOLD_H

#include "bytes.h"

/*
 * Texts compared as people do who look for a name: without capitals and
 * accents, however an accent is written; every run of white space is one
 * space, and what cannot be seen (soft hyphens, marks of direction, joiners)
 * is not there.  Punctuation beyond ASCII is a full stop, but for quotes and
 * hyphens, which are those of ASCII.
 */
struct zl_folded {
        struct zl_buf text; /* folded UTF-8 */
        uint32_t *from; /* where each of its bytes stood; one more: the end */
};

enum { ZL_FOLD_MAX = 1 << 20 }; /* bytes of a text */

/**
 * Fold a text.
 *
 * @param text  NUL-terminated; what is no UTF-8 in it is passed over.
 * @param ret   receives it; free with zl_folded_free(), also on failure.
 * @return ZL_OK, ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
int zl_fold(const char *text, struct zl_folded *ret) ZL_CHECKED;

/** Wipe and free. @param folded all zero is allowed. */
void zl_folded_free(struct zl_folded *folded);

/**
 * Find one folded text in another.
 *
 * @param in      where.
 * @param wanted  what; an empty text is nowhere.
 * @param at      from here on, in the folded text.
 * @return where it begins in the folded text; its size when it does not.
 */
size_t zl_folded_find(
    const struct zl_folded *in, const struct zl_folded *wanted, size_t at);

/** Is this byte of a folded text part of a word?  An apostrophe is, between
 *  letters. @param in the folded text. @param at below its size. */
bool zl_folded_in_word(const struct zl_folded *in, size_t at);

#endif
