/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_CSV_WORDS_H
#define ZL_CLI_CSV_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Words as they stand in the spreadsheets of others, in Dutch and English,
 * whatever language the person reads.
 */

/* What a column is about. */
enum csv_column {
        CSV_NAME,
        CSV_KIND,
        CSV_DISTRICT,
        CSV_ADDRESS,
        CSV_WEBSITE,
        CSV_YOUTH,
        CSV_SUPPORT,
        CSV_VISIT_DAYS,
        CSV_CONDUCT, /* code of conduct, adopted on */
        CSV_TRAINERS, /* trained on */
        CSV_CONTACT, /* the whole name in one cell */
        CSV_GIVEN,
        CSV_PREFIX,
        CSV_FAMILY,
        CSV_POST,
        CSV_PHONE,
        CSV_MAIL,
        CSV_VOG, /* seen on */
        CSV_TRAINED, /* the contact's training, until */
        CSV_COLUMN_COUNT,
        CSV_OURS, /* in our own lists, and follows from elsewhere */
        CSV_UNKNOWN
};

/* The name of a column as --map and --json have it, by column. */
extern const char *const csv_words__keys[CSV_COLUMN_COUNT];

enum { CSV_KIND_ROOM = 41 }; /* a kind of club, with its NUL */

/** What a column is. @param word its name, as folded by zl_fold(), letters and
 *  digits only. @return CSV_OURS or CSV_UNKNOWN, too. */
enum csv_column csv_words__column(const char *word);

/** The kind of a club. @param name what people call it. @param ret receives
 *  the word of the protocol. @return whether it is known. */
bool csv_words__kind(const char *name, char ret[static CSV_KIND_ROOM]);

/** The kinds there are. @param at from 0. @param dutch in Dutch, else the word
 *  of the protocol. @param ret receives it. @return whether there is one. */
bool csv_words__kind_at(int at, bool dutch, char ret[static CSV_KIND_ROOM]);

/** What somebody does at a club, as numbered by the register. @param word what
 *  people call it. @return -1: nobody knows it. */
int csv_words__post(const char *word);

/** Does it say yes? @param word what. */
bool csv_words__is_yes(const char *word);

/** Does it say no, or that nothing is known? @param word what. */
bool csv_words__is_no(const char *word);

/** Does it stand between given and family name: van, de, ...? @param word what.
 *  @param size its bytes. */
bool csv_words__is_prefix(const char *word, size_t size);

/** How often, in days. @param word what. @return 0: nobody knows it. */
uint32_t csv_words__often(const char *word);

/** How long such a time is: days / of. @param word what. @param ret_days,ret_of
 *  receive it. @return whether it is known. */
bool csv_words__unit(const char *word, uint32_t *ret_days, uint32_t *ret_of);

#endif
