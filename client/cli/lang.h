/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_LANG_H
#define ZL_CLI_LANG_H

#include <stdbool.h>

/*
 * The person's language.  Sentences stand in the sources in English, marked
 * with _(), N_() or P_(); client/words holds their translations, and tells
 * how one is added (docs/decisions/translations.md).
 */

/**
 * A sentence in the person's language.
 *
 * @param english  the sentence, a constant string.
 * @return a constant string; the English one where there is no other.
 */
const char *lang__text(const char *english) __attribute__((format_arg(1)));

/**
 * A sentence in the person's language, with the plural that a number has.
 *
 * @param one    the English sentence for one.
 * @param many   the English sentence for every other number.
 * @param count  the number.
 * @return a constant string.
 */
const char *lang__plural(const char *one, const char *many, unsigned long count)
    __attribute__((format_arg(1), format_arg(2)));

#define _(english) lang__text(english)
#define P_(one, many, count) lang__plural(one, many, count)
/* Marks a constant that lang__text() translates later. */
#define N_(english) english

/** The languages there are, as --lang takes them; NULL ends them. */
extern const char *const lang__all[];

/**
 * Which language the environment asks for, by the rules of gettext: the first
 * of LC_ALL, LC_MESSAGES and LANG that says something, and LANGUAGE before it
 * unless that is the locale C.  No locale of that name need exist.
 *
 * @return one of lang__all.
 */
const char *lang__wanted(void);

/**
 * Speak a language from here on.
 *
 * @param language  one of lang__all.
 * @return whether its words were found; without them it is English.
 */
bool lang__speak(const char *language);

/** The language spoken now. @return one of lang__all. */
const char *lang__spoken(void);

/**
 * Is this a language we have?
 *
 * @param language  what was typed, or NULL.
 * @return the one of lang__all, or NULL.
 */
const char *lang__known(const char *language);

#endif
