/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_TEXT_H
#define ZL_CLI_TEXT_H

#include "lang.h"
#include "message.h"
#include "status.h"

/*
 * Every sentence about a status or a message of the core, in one place.  The
 * other texts of the program stand where they are used, inside _().
 */

/* Exit codes of the program, as `zijlijn --help` lists them. */
enum exit_code {
        EXIT_DONE = 0,
        EXIT_REFUSED = 1,
        EXIT_USAGE = 2,
        EXIT_PASSPHRASE = 3,
        EXIT_DAMAGED = 4,
        EXIT_LATER = 5,
        EXIT_CLOCK = 6,
        EXIT_DISTRUST = 7,
        EXIT_SYSTEM = 8,
        EXIT_IN_USE = 9,
        EXIT_COUNT
};

/* The same in English, for --help and the manual. */
extern const char *const text__exits[EXIT_COUNT];

/**
 * What happened and what to do, in a sentence or two.
 *
 * @param status  any status.
 * @return a constant string, never NULL.
 */
const char *text__status(int status);

/**
 * The exit code for a status.
 *
 * @param status  any status.
 */
enum exit_code text__exit(int status);

/** Which of two exit codes says more: trouble with trust before refusals,
 *  refusals before waiting. @param a,b the codes. @return one of them. */
enum exit_code text__worse(enum exit_code a, enum exit_code b);

enum {
        TEXT_ROOM = 2048, /* for any sentence with its arguments */
        TEXT_ID_DIGITS = 8, /* of an id, as people see it */
        TEXT_ID = TEXT_ID_DIGITS + 1
};

/**
 * A message as a sentence; arguments cannot break its line.
 *
 * @param message  the message.
 * @param ret      receives it.
 */
void text__message(
    const struct zl_message *message, char ret[static TEXT_ROOM]);

/**
 * Does a message end in this exit code, if nothing worse happens?
 *
 * @param message  the message.
 */
enum exit_code text__message_exit(const struct zl_message *message);

/**
 * An id as people see it: its last digits, since the first ones tell the
 * hour and are the same for many.
 *
 * @param id   the id.
 * @param ret  receives the digits.
 */
void text__id(const struct zl_id *id, char ret[static TEXT_ID]);

#endif
