/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_SESSION_H
#define ZL_CLI_SESSION_H

#include "cli.h"
#include "core.h"

/*
 * A profile that is open: its file locked, its vault unlocked, its core
 * loaded.  Functions that return an exit code have said what went wrong.
 */

/**
 * Open the profile.
 *
 * @param cli  the run; file, transport and core are set.
 * @return EXIT_DONE, or the exit code.
 */
int session__open(struct cli *cli);

/**
 * As session__open(), and it must have joined.
 *
 * @param cli  the run.
 * @return EXIT_DONE, or the exit code.
 */
int session__open_joined(struct cli *cli);

/**
 * Open the profile's file and verify what unlocks it, and load nothing.
 *
 * @param cli         the run; file is set.
 * @param ret_lock    receives what it is.
 * @param ret_secret  receives it; zl_secret_free() it.
 * @return EXIT_DONE, or the exit code.
 */
int session__unlock(
    struct cli *cli, enum zl_lock *ret_lock, struct zl_secret **ret_secret);

/**
 * Begin a fresh profile: ask for a new passphrase (or read the key file),
 * make the vault and a core on it.  Nothing is stored before the first save.
 *
 * @param cli     the run.
 * @param socket  the server's Unix socket, or NULL.
 * @return EXIT_DONE, or the exit code.
 */
int session__begin(struct cli *cli, const char *socket);

/**
 * Is there no vault in the profile yet?
 *
 * @param cli  the run.
 * @return EXIT_DONE, or the exit code.
 */
int session__absent(struct cli *cli);

/**
 * If it is verified that the membership or this device has ended, erase what
 * is kept here, and say so.
 *
 * @param cli  the run, with a core.
 * @return whether it had, and nothing is to be done here any more.  Where the
 *         root is kept nothing is erased.
 */
bool session__erase_ended(struct cli *cli);

/**
 * Close what is open.
 *
 * @param cli  the run.
 */
void session__close(struct cli *cli);

/**
 * Store what the core changed, and send nothing.
 *
 * @param cli  the run.
 * @return ZL_OK, ZL_E_STORAGE, ZL_E_DAMAGED or ZL_E_MEMORY.
 */
int session__save(struct cli *cli) ZL_CHECKED;

/**
 * Save, send and take answers until there is nothing more to do, exactly as
 * core.h says; what is to be told is told.
 *
 * @param cli  the run, with a core.
 * @return ZL_OK, or what stopped it; everything is stored either way, unless
 *         it was the storing (ZL_E_STORAGE, ZL_E_DAMAGED).
 */
int session__loop(struct cli *cli) ZL_CHECKED;

/**
 * Sync, and then session__loop().
 *
 * @param cli  the run.
 * @return as session__loop().
 */
int session__sync(struct cli *cli) ZL_CHECKED;

/**
 * Get what is new before something is written, as far as there is a
 * connection.  Without one the command goes on with what is known here.
 *
 * @param cli  the run.
 * @return EXIT_DONE, or the exit code.
 */
int session__refresh(struct cli *cli);

/**
 * Say why the server could not be used.
 *
 * @param cli     the run.
 * @param status  what session__loop() returned.
 * @return the exit code.
 */
int session__fail(struct cli *cli, int status);

/**
 * Say what became of a sync that was to deliver something, if it did not all
 * go well.
 *
 * @param cli     the run.
 * @param status  what session__sync() returned.
 * @return EXIT_DONE, or the exit code.
 */
int session__told(struct cli *cli, int status);

/**
 * Store what a command made and bring it to the server, or say that it is
 * kept.
 *
 * @param cli  the run.
 * @return EXIT_DONE, or the exit code.
 */
int session__deliver(struct cli *cli);

/**
 * As session__deliver(), and wait for a new record if there is none.
 *
 * @param cli      the run.
 * @param seconds  1 to ZL_CORE_WAIT_MAX.
 * @return EXIT_DONE, or the exit code.
 */
int session__wait(struct cli *cli, unsigned seconds);

/**
 * Read a key file, and say what is wrong with it.
 *
 * @param cli         the run.
 * @param path        the file.
 * @param ret_secret  receives 32 bytes; zl_secret_free() it.
 * @return EXIT_DONE, or the exit code.
 */
int session__read_key_file(
    struct cli *cli, const char *path, struct zl_secret **ret_secret);

/**
 * Say why there is no passphrase.
 *
 * @param cli     the run.
 * @param status  what prompt__passphrase() said.
 * @return the exit code.
 */
int session__no_passphrase(struct cli *cli, int status);

#endif
