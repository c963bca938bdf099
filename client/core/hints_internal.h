/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_HINTS_INTERNAL_H
#define ZL_HINTS_INTERNAL_H

#include "hints.h"

/* What hints_list.cmake makes of schema/hints-*.txt; phrase NULL ends it. */
struct hints__entry {
        const char *phrase;
        enum zl_hint_kind kind;
};

extern const struct hints__entry hints__nl[];
extern const struct hints__entry hints__en[];

/**
 * Where a quotation ends.
 *
 * @param text  the whole text.
 * @param at    a position in it.
 * @return the position behind the quotation that begins at `at`; `at` when
 *         none does.
 */
size_t hints__quoted(const char *text, size_t at);

/**
 * Is there a letter or digit?
 *
 * @param text  the whole text.
 * @param at    a position in it, or its end.
 */
int hints__is_letter(const char *text, size_t at);

/** Is what ends before `at` a letter or digit? @param text the whole text.
 *  @param at a position in it. */
int hints__after_letter(const char *text, size_t at);

#endif
