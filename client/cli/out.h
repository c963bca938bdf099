/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_OUT_H
#define ZL_CLI_OUT_H

#include "cli.h"

/*
 * Output: sentences for a person, or one JSON object for a program.  A
 * command writes both: out__say() is silent under --json, and the JSON
 * writer `cli->json` is NULL, which it accepts, without it.
 */

/**
 * Begin; under --json the object is opened.
 *
 * @param cli   the run.
 * @param json  whether --json was given.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int out__begin(struct cli *cli, bool json) ZL_CHECKED;

/**
 * Say something to a person.  Control characters, whoever they come from,
 * are shown as escapes, so that no text of others moves the cursor; line
 * feeds belong in the format only.
 *
 * @param cli     the run.
 * @param format  as printf().
 */
void out__say(struct cli *cli, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/**
 * Show a text of several lines, each behind a margin, so that it cannot be
 * taken for what the program says.
 *
 * @param cli   the run.
 * @param text  the text; NULL shows nothing.
 */
void out__text(struct cli *cli, const char *text);

/**
 * Keep the messages the core has, and show those a person has not seen.
 *
 * @param cli  the run, with a core.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int out__messages(struct cli *cli) ZL_CHECKED;

/**
 * Show the messages that were held back.  The one that is not shown does not
 * count for the exit code either: the command says it.
 *
 * @param cli   the run.
 * @param skip  the one message not to show, or ZL_MSG_NONE.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int out__messages_held(struct cli *cli, enum zl_message_id skip) ZL_CHECKED;

/**
 * The command failed.
 *
 * @param cli     the run.
 * @param status  why.
 * @return the exit code.
 */
int out__fail(struct cli *cli, int status);

/**
 * The command failed, and there is a better sentence than the general one.
 *
 * @param cli     the run.
 * @param status  why.
 * @param format  as printf().
 * @return the exit code.
 */
int out__fail_with(struct cli *cli, int status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/**
 * A new file could not be written.
 *
 * @param cli     the run.
 * @param path    where it was to be.
 * @param status  of files__write_new().
 * @return the exit code.
 */
int out__fail_file(struct cli *cli, const char *path, int status);

/**
 * End: print the JSON object and flush.
 *
 * @param cli   the run.
 * @param code  what the command returned.
 * @return the program's exit code.
 */
int out__end(struct cli *cli, int code);

/** Wipe what is left in the buffer of standard output. */
void out__wipe(void);

/**
 * Copy text with everything made visible that a terminal would act on.
 *
 * @param text  NUL-terminated.
 * @param keep_lines  leave line feeds and tabs as they are.
 * @param buf   is appended to.
 */
void out__clean(const char *text, bool keep_lines, struct zl_buf *buf);

#endif
