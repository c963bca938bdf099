/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_WEB_H
#define ZL_WEB_H

#include <stddef.h>
#include <stdint.h>

#include "status.h"

/*
 * The door of the WebAssembly module: one client core behind one function.
 * The shell brings the clock, stored rows, commands and answers, and takes
 * rows, requests and messages, exactly as core.h says; client/web/README.md
 * lists the commands.  Keys stay behind the door: out come only what the
 * core gives a shell anyhow, and an invitation's code, to be shown once.
 *
 * A command is one JSON object: "do" names it, "now" is the clock in
 * milliseconds since 1970, and the other fields are its own.  What is not
 * text goes beside it as bytes: a passphrase, a row, an answer, what a record
 * says.  In the same way a result is one JSON object and bytes beside it; of
 * a command that failed it says "text", the status in English and for tools,
 * and "field" where one field of the command or of what was written is wrong.
 *
 * There is one core in a module, and no thread: another profile is another
 * instance.
 */

/**
 * Begin; once, after _initialize.
 *
 * @return ZL_OK, ZL_E_MEMORY or ZL_E_RANDOM.
 */
int zl_web_start(void) ZL_CHECKED;

/** End: wipe the core, what was said, and all secrets. */
void zl_web_stop(void);

/**
 * Do something.
 *
 * @param command       UTF-8 of a JSON object, in the module's memory.
 * @param command_size  how many bytes.
 * @param bytes         what goes beside it; may be NULL when there are none.
 * @param bytes_size    how many.  Both are wiped here; the caller frees them.
 * @return ZL_OK or what went wrong.  Either way there is a result.
 */
int zl_web_do(uint8_t *command, size_t command_size, uint8_t *bytes,
    size_t bytes_size) ZL_CHECKED;

/** The result's JSON: borrowed until the next call. */
const uint8_t *zl_web_said(void);

/** How many bytes of JSON. */
size_t zl_web_said_size(void);

/** The result's bytes: borrowed until the next call. */
const uint8_t *zl_web_bytes(void);

/** How many bytes beside it. */
size_t zl_web_bytes_size(void);

/** Wipe the result, once it was taken. */
void zl_web_forget(void);

#endif
