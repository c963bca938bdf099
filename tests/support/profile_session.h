/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_PROFILE_SESSION_H
#define ZL_PROFILE_SESSION_H

#include "core_internal.h"
#include "transport.h"
#include "vault_sqlite.h"

/*
 * A member's profile as `zijlijn` keeps it, opened by a test program that
 * wants to see or do more than `zijlijn` does.
 */
struct profile_session {
        struct vault_file *file;
        struct zl_core *core;
        struct transport *transport;
};

/** The clock. */
struct zl_time profile_session_now(void);

/**
 * Open the profile that ZIJLIJN_HOME names.
 *
 * @param key_file  what unlocks it.
 * @param s         all zero; close it also after a failure.
 * @return ZL_OK, or what went wrong.
 */
int profile_session_open(
    const char *key_file, struct profile_session *s) ZL_CHECKED;

/** Close. @param s all zero is allowed. */
void profile_session_close(struct profile_session *s);

#endif
