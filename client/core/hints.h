/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_HINTS_H
#define ZL_HINTS_H

#include <stddef.h>

/*
 * Words of a note that judge instead of describe, and words for which the
 * telephone numbers are shown.  The shells ask about them, never refuse them;
 * what was found is neither stored nor sent.  The words stand in
 * schema/hints-*.txt.
 */

enum zl_hint_kind {
        ZL_HINT_JUDGES, /* what somebody is, instead of what was done */
        ZL_HINT_DIAGNOSIS,
        ZL_HINT_CAUSE, /* a cause or a conclusion */
        ZL_HINT_OFTEN, /* always, never */
        ZL_HINT_CRISIS, /* it may not be able to wait */
        ZL_HINT_KINDS
};

/* Whose words, to be added up. */
enum { ZL_HINTS_NL = 1, ZL_HINTS_EN = 2 };

struct zl_hint {
        enum zl_hint_kind kind;
        size_t at; /* bytes from the beginning of the text */
        size_t size;
};

/**
 * Find the words to ask about.  Whole words and phrases, however they are
 * capitalised or accented; what stands in quotation marks is left alone,
 * since it is what somebody said, but for the kind ZL_HINT_CRISIS.
 *
 * @param text       UTF-8 with a NUL; what is no UTF-8 matches nothing.
 * @param languages  ZL_HINTS_NL, ZL_HINTS_EN or both.
 * @param ret        receives them in the order of the text; may be NULL when
 *                   room is 0.
 * @param room       how many fit.
 * @return how many there are, which may be more than fit.
 */
size_t zl_hints_find(
    const char *text, unsigned languages, struct zl_hint *ret, size_t room);

#endif
