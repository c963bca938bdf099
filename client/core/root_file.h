/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_ROOT_FILE_H
#define ZL_ROOT_FILE_H

#include "invitation.h"

/*
 * A root's seed as a file, for a place away from machines (docs/root-file.md):
 * locked with a passphrase, and saying in the open which organisation it
 * belongs to and where its server is.
 */

enum {
        ZL_ROOT_FILE_MAX = 1024,
        /* What guessing costs: such a file is opened once in years. */
        ZL_ROOT_FILE_PASSES = 3,
        ZL_ROOT_FILE_KIB = 256 * 1024
};

struct zl_root_file {
        struct zl_time made;
        struct zl_sign_key root; /* the organisation's first root */
        struct zl_sign_key key; /* whose seed it holds */
        char origin[ZL_ORIGIN_CHARS + 1];
        struct zl_stretch stretch;
        struct zl_bytes opening; /* all of the above, borrowed */
        struct zl_bytes locked; /* borrowed */
};

/**
 * Read a root file without opening it.  Nothing of it is vouched for yet.
 *
 * @param file      the bytes; parts are borrowed.
 * @param ret_file  receives it.
 * @return ZL_OK, ZL_E_MALFORMED (no root file, or not the whole of it) or
 *         ZL_E_VERSION.
 */
int zl_root_file_read(
    struct zl_bytes file, struct zl_root_file *ret_file) ZL_CHECKED;

/**
 * Open it.
 *
 * @param file        what was read.
 * @param passphrase  without its NUL.
 * @param ret_signer  receives the root; zl_signer_free() it.
 * @return ZL_OK, ZL_E_PASSPHRASE (wrong, or anything in it was altered),
 *         ZL_E_MALFORMED (the seed is not that of `key`) or ZL_E_MEMORY.
 */
int zl_root_file_open(const struct zl_root_file *file,
    const struct zl_secret *passphrase,
    struct zl_signer *ret_signer) ZL_CHECKED;

/**
 * Write one, with a fresh salt.
 *
 * @param file        made, root, origin, and the costs of stretch are taken;
 *                    costs of 0 are the defaults.
 * @param signer      the root or spare root.
 * @param passphrase  without its NUL.
 * @param buf         receives the bytes.
 * @return ZL_OK, ZL_E_USAGE (costs out of bounds) or ZL_E_MEMORY.
 */
int zl_root_file_write(const struct zl_root_file *file,
    const struct zl_signer *signer, const struct zl_secret *passphrase,
    struct zl_buf *buf) ZL_CHECKED;

#endif
