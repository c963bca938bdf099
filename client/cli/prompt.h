/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_PROMPT_H
#define ZL_CLI_PROMPT_H

#include "bytes.h"
#include "secret.h"

/*
 * Asking a person.  Questions go to standard error, so that standard output
 * holds results only; answers are read without standard input's buffer, so
 * that no copy of them stays behind.
 */

enum { PROMPT_PASSPHRASE_MIN = 8 };

/** Can we ask?  @return whether standard input is a terminal. */
bool prompt__possible(void);

/**
 * Ask for a passphrase without showing it.  Signals restore the terminal.
 *
 * @param question    shown before.
 * @param ret_secret  receives it without its line end; zl_secret_free() it.
 * @return ZL_OK, ZL_E_STATE (no terminal), ZL_E_USAGE (the input ended, or it
 *         is empty), ZL_E_TOO_LARGE, ZL_E_SYSTEM or ZL_E_MEMORY.
 */
int prompt__passphrase(
    const char *question, struct zl_secret **ret_secret) ZL_CHECKED;

/**
 * Ask for a new passphrase, twice, until both are the same and long enough.
 *
 * @param ret_secret  as prompt__passphrase().
 * @return as prompt__passphrase().
 */
int prompt__new_passphrase(struct zl_secret **ret_secret) ZL_CHECKED;

/**
 * Read a line that is secret though it may be seen: a code.  Also from a
 * pipe.
 *
 * @param question    shown before when there is a terminal.
 * @param ret_secret  receives it, NUL-terminated.
 * @return ZL_OK, ZL_E_USAGE (the input ended), ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
int prompt__code(
    const char *question, struct zl_secret **ret_secret) ZL_CHECKED;

/**
 * Ask for one line.
 *
 * @param question  shown before.
 * @param buf       receives it with a NUL behind; emptied first.
 * @return ZL_OK, ZL_E_STATE (no terminal), ZL_E_USAGE (the input ended),
 *         ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
int prompt__line(const char *question, struct zl_buf *buf) ZL_CHECKED;

/**
 * Ask for lines, up to a line with a single full stop; an empty first line
 * is no lines.
 *
 * @param question  shown before.
 * @param buf       receives them with a NUL behind; emptied first.
 * @return as prompt__line().
 */
int prompt__lines(const char *question, struct zl_buf *buf) ZL_CHECKED;

/**
 * Say something to whoever answers, where the questions go.
 *
 * @param text  with its line end.
 */
void prompt__say(const char *text);

/**
 * Ask yes or no (y, yes, j, ja; n, no, nee or nothing), until it is one.
 *
 * @param question  shown before.
 * @return ZL_OK (yes), ZL_E_POLICY (no), ZL_E_STATE (no terminal) or
 *         ZL_E_USAGE (the input ended).
 */
int prompt__yes(const char *question) ZL_CHECKED;

#endif
