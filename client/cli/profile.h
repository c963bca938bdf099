/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_PROFILE_H
#define ZL_CLI_PROFILE_H

#include "cli.h"

/*
 * The profile: the folder of one membership on this machine.  ZIJLIJN_HOME
 * chooses it; else it is $XDG_DATA_HOME/zijlijn or ~/.local/share/zijlijn.
 * Whoever is in a second organisation has a second one beside it, by a name:
 * the folder profiles/NAME in the first.
 */

enum { PROFILE_NAME_MAX = 40 };

/**
 * Find out which folder it is, without looking at it.
 *
 * @param name  of a further profile, or NULL: the usual one.
 * @param ret   receives the path.
 * @return ZL_OK, ZL_E_MALFORMED (no such name is possible) or ZL_E_USAGE (no
 *         absolute path can be made, or too long).
 */
int profile__path(const char *name, char ret[static CLI_PATH]) ZL_CHECKED;

/**
 * May a profile be called this: letters, digits, '-' and '_', and no '-' in
 * front?
 *
 * @param name  what was typed.
 */
bool profile__is_name(const char *name);

/**
 * The further profiles there are, by name.
 *
 * @param base  the folder of the usual one.
 * @param each  called with each name, in order; false ends it.
 * @param user  handed to it.
 * @return ZL_OK, ZL_E_SYSTEM (the folder cannot be read) or ZL_E_MEMORY.
 */
int profile__each(const char *base, bool (*each)(void *user, const char *name),
    void *user) ZL_CHECKED;

/**
 * Has somebody joined here?
 *
 * @param path  the folder of a profile.
 */
bool profile__is_used(const char *path);

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
