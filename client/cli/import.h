/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_IMPORT_H
#define ZL_CLI_IMPORT_H

#include "cli.h"
#include "club_import.h"
#include "core.h"
#include "csv_read.h"
#include "csv_words.h"

/*
 * Clubs from a spreadsheet: which column is what, what each line says, and
 * which club it is about.  What is wrong is gathered, so that a person mends a
 * file once and not twenty times.
 */

enum { IMPORT_SHOWN_MAX = 100, IMPORT_WHY = 256 };

/* What is to be stated of a line's club. */
enum import_stated {
        IMPORT_AS_IS,
        IMPORT_NEW,
        IMPORT_RENAMED, /* other letters of the same name, or another kind */
        IMPORT_MORE /* of a club that an earlier line is about */
};

struct import_row {
        size_t line; /* of the file */
        char *text[CSV_COLUMN_COUNT]; /* on one line; NULL: nothing said */
        uint32_t number[CSV_COLUMN_COUNT]; /* dates and numbers */
        char kind[CSV_KIND_ROOM]; /* a word of the protocol */
        struct zl_id district;
        struct zl_id club;
        struct zl_club_person person; /* with no family name: none */
        enum import_stated stated;
        size_t first; /* the row that this club is first in */
        size_t next; /* the next row about this club; 0: none */
};

/* Why a line, or a cell of it, is refused. */
struct import_refusal {
        size_t line;
        size_t column; /* of the file, from 1; 0: none by itself */
        char why[IMPORT_WHY];
};

struct import {
        struct csv_table *table;
        enum csv_column of[CSV_COLUMNS_MAX]; /* what each column is */
        const char *district; /* for lines without one; or NULL */
        const char *kind;
        struct import_row *rows;
        size_t count;
        struct import_refusal refusals[IMPORT_SHOWN_MAX];
        size_t refused; /* more than are kept, perhaps */
        bool bad_kind; /* one of them is about a kind nobody knows */
        bool bad_district;
};

/** Free what it holds. @param import all zero is allowed. */
void import__free(struct import *import);

/** Note that a line is refused. @param import the import. @param row of which
 *  line. @param column of the table; CSV_COLUMNS_MAX: of none. @param format as
 *  printf(). */
void import__refuse(struct import *import, size_t row, size_t column,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/** In which column of the table something stands. @param import the import.
 *  @param what it. @return CSV_COLUMNS_MAX: in none. */
size_t import__column(const struct import *import, enum csv_column what);

/* ---- Columns (import_columns.c) ---- */

/**
 * Find out what each column is.
 *
 * @param import  with its table.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int import__columns(struct import *import) ZL_CHECKED;

/**
 * Somebody says what a column is.
 *
 * @param import  after import__columns().
 * @param map     "its name=key", key of csv_words__keys or "skip".
 * @return ZL_OK, ZL_E_USAGE (no such key), ZL_E_NOT_FOUND (no such column) or
 *         ZL_E_MEMORY.
 */
int import__map(struct import *import, const char *map) ZL_CHECKED;

/** Two columns that are the same? @param import the import. @param ret_first,
 *  ret_second receive which. @return whether there are. */
bool import__twice(
    const struct import *import, size_t *ret_first, size_t *ret_second);

/* ---- Lines (import_rows.c) ---- */

/**
 * Read what each line says.
 *
 * @param import  with its columns; receives rows and refusals.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int import__rows(struct import *import) ZL_CHECKED;

/* ---- Clubs (import_clubs.c) ---- */

/**
 * Find the club of each line, in its district by its name, or make it an id.
 *
 * @param import  with its rows; receives refusals.
 * @param core    joined.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int import__clubs(struct import *import, const struct zl_core *core) ZL_CHECKED;

/**
 * What is to be stated: clubs that are new or change.
 *
 * @param import  after import__clubs().
 * @param ret     room for as many as there are rows.
 * @return how many.
 */
size_t import__stated(const struct import *import, struct zl_club *ret);

/**
 * What the register is told of the club of a row.
 *
 * @param import  after import__clubs().
 * @param row     one that a club is first in.
 * @param ret     receives it; borrows from the import.
 */
void import__told(
    const struct import *import, size_t row, struct zl_club_import *ret);

/* ---- The server (import_send.c) ---- */

/* What would change, or did, as far as the register is told of it. */
struct import_answer {
        char id[ZL_ID_TEXT]; /* of the import */
        size_t parts; /* 0: the register is told nothing */
        struct zl_club_counts_of people;
        struct zl_club_changed *changes; /* in the order of the rows */
        size_t count;
};

/** Send all of it, and ask what it would change.  @param import with its
 *  clubs. @param cli the run. @param ret receives it; free its changes.
 *  @return EXIT_DONE, or an exit code after saying what is wrong. */
int import__try(
    const struct import *import, struct cli *cli, struct import_answer *ret);

/** Have it taken, now that all its clubs are stated.  @param cli the run.
 *  @param answer of import__try(). @return EXIT_DONE, or an exit code after
 *  saying what is wrong. */
int import__take(struct cli *cli, const struct import_answer *answer);

/* ---- For people (import_show.c) ---- */

/** Say what is refused, by line. @param import with refusals. @param cli the
 *  run. @return the exit code. */
int import__refusals(struct import *import, struct cli *cli);

/** How much changes. */
struct import_sum {
        size_t added;
        size_t changed;
        size_t same;
};

/** Show what changes, line by line. @param import with its clubs. @param cli
 *  the run. @param answer of import__try(). @param ret_clubs receives how many
 *  clubs. @return whether anything changes. */
bool import__show(const struct import *import, struct cli *cli,
    const struct import_answer *answer, struct import_sum *ret_clubs);

#endif
