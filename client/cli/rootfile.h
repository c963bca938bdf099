/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_ROOTFILE_H
#define ZL_CLI_ROOTFILE_H

#include "cli.h"
#include "core.h"

/*
 * Root files: the organisation's root on a medium away from machines, locked
 * with a passphrase of its own.  All return EXIT_DONE, or an exit code after
 * saying what is wrong.
 */

/** The option that every command takes which opens a root file. */
#define ROOTFILE_KEY_OPTION \
        { \
                "root-key", N_("FILE"), false, \
                    N_("the root file's key file, instead of its passphrase") \
        }

/**
 * What locks a root file: the key file of --root-key, else a passphrase.
 *
 * @param cli  the run.
 * @param fresh  for a new file: asked twice.
 * @param ret  receives it; zl_secret_free() it.
 */
int rootfile__secret(struct cli *cli, bool fresh, struct zl_secret **ret);

/**
 * Read the bytes of one.
 *
 * @param cli   the run.
 * @param path  the file.
 * @param buf   initialised here; zl_buf_free() it.
 */
int rootfile__read(struct cli *cli, const char *path, struct zl_buf *buf);

/**
 * Open one, so that the root is here.
 *
 * @param cli   the run, joined.
 * @param path  the file; NULL: nothing is done.
 * @param keep  in the profile, and not for this run only.
 */
int rootfile__take(struct cli *cli, const char *path, bool keep);

/**
 * Say why a root file does not open.
 *
 * @param cli     the run.
 * @param path    the file.
 * @param status  what the core said.
 * @return the exit code.
 */
int rootfile__refused(struct cli *cli, const char *path, int status);

#endif
