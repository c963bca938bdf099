/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_TESTS_DOORS_INTERNAL_H
#define ZL_TESTS_DOORS_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

/** Add a line. @param name what it is about. @param text what came out. */
void doors_say_text(const char *name, const char *text);

/** Add a line with bytes in hex. @param name what they are. @param data the
 *  bytes. @param size how many. */
void doors_say_hex(const char *name, const void *data, size_t size);

/** Add a line with yes or no; no fails the test. @param name what should
 *  hold. @param yes whether it does. */
void doors_say_yes(const char *name, bool yes);

/** Add a line with a status. @param name of what. @param status of
 *  common/status.h. */
void doors_say_status(const char *name, int status);

/** Do what only clients do: seal, open, lock, derive, stretch, invite. */
void doors_envelope(void);

#endif
