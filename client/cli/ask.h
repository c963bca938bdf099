/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_ASK_H
#define ZL_CLI_ASK_H

#include "cli.h"

/*
 * Questions as commands ask them: an option answers in advance, a person at
 * a terminal when there is none.  All return EXIT_DONE, or an exit code after
 * saying what is wrong.
 */

/** Go on?  --yes says so in advance. @param cli the run. @param format what
 *  is asked, as printf(). */
int ask__confirm(struct cli *cli, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Send what was written?  A no is asked once more, because it throws the
 *  text away. --yes says so in advance. @param cli the run, at a terminal. */
int ask__send(struct cli *cli);

/**
 * A text of several lines: from the file that an option names, else from the
 * terminal.
 *
 * @param cli       the run.
 * @param option    the option with the file.
 * @param question  NULL: do not ask.
 * @param max       most bytes.
 * @param buf       initialised here; free it.  Receives the text with a NUL,
 *                  or stays empty when there is none.
 */
int ask__text(struct cli *cli, const char *option, const char *question,
    size_t max, struct zl_buf *buf);

/** One line from the terminal. @param cli the run. @param question what is
 *  asked. @param buf initialised; receives it with a NUL. */
int ask__line(struct cli *cli, const char *question, struct zl_buf *buf);

/** One of a list of words, from the terminal, by its number; nothing typed is
 *  none.
 *  @param cli the run. @param question what is asked. @param words ends with
 *  NULL. @param needed must one be chosen? @param ret receives the index, or
 *  -1. */
int ask__word(struct cli *cli, const char *question, const char *const *words,
    bool needed, int *ret);

#endif
