/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_CSV_WORDS_H
#define ZL_CLI_CSV_WORDS_H

#include <stdint.h>

/*
 * Words as they stand in the spreadsheets of others, in Dutch and English,
 * whatever language the person reads.  Each list ends with NULL.
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

/* The names of columns, as folded by zl_fold() without anything but letters
 * and digits. */
extern const struct csv_column_word {
        const char *word;
        enum csv_column column;
} csv_words__columns[];

/* The name of a column as --map and --json have it, by column. */
extern const char *const csv_words__keys[CSV_COLUMN_COUNT];

/* What somebody does at a club, as numbered by the register. */
extern const struct csv_post_word {
        const char *word;
        uint32_t post;
} csv_words__posts[];

/* Kinds of clubs: the word of the protocol, and what people call it. */
extern const struct csv_kind_word {
        const char *word;
        const char *kind;
} csv_words__kinds[];

extern const char *const csv_words__yes[];
extern const char *const csv_words__no[];

/* How often, in days. */
extern const struct csv_often_word {
        const char *word;
        uint32_t days;
} csv_words__often[];

/* How long one of these is: days / of. */
extern const struct csv_unit_word {
        const char *word;
        uint32_t days;
        uint32_t of;
} csv_words__units[];

/* What stands between given and family name: van, de, ... */
extern const char *const csv_words__prefixes[];

#endif
