/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_PROFILE_H
#define ZL_CLI_PROFILE_H

#include "cli.h"

/*
 * The profile: the folder of one person on this machine.  ZIJLIJN_HOME
 * chooses it; else it is $XDG_DATA_HOME/zijlijn or ~/.local/share/zijlijn.
 */

/**
 * Find out which folder it is, without looking at it.
 *
 * @param ret  receives the path.
 * @return ZL_OK or ZL_E_USAGE (no absolute path can be made, or too long).
 */
int profile__path(char ret[static CLI_PATH]) ZL_CHECKED;

/**
 * Make the folder and those above it, closed to others.
 *
 * @param path  the folder.
 * @return ZL_OK or ZL_E_STORAGE.
 */
int profile__make(const char *path) ZL_CHECKED;

/**
 * Is the folder there, ours, and closed to others?
 *
 * @param path  the folder.
 * @return ZL_OK, ZL_E_NOT_FOUND or ZL_E_SYSTEM (not ours, or open to
 *         others).
 */
int profile__check(const char *path) ZL_CHECKED;

#endif
