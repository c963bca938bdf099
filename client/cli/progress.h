/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_PROGRESS_H
#define ZL_CLI_PROGRESS_H

/*
 * A sign of life for whatever takes over a second: a line on standard error
 * that counts the seconds, when that is a terminal, and goes away by itself.
 * Between begin and end nothing else may write there.
 */

/**
 * Something begins that may take long.  Inside another one it is part of
 * that.
 *
 * @param what  what it is, as people call it; copied.
 */
void progress__begin(const char *what);

/** It is something else by now. @param what as for progress__begin(). */
void progress__change(const char *what);

/** It ended: the line goes away, if there was one. */
void progress__end(void);

#endif
