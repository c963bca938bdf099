/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_VAULT_SQLITE_H
#define ZL_CLI_VAULT_SQLITE_H

#include "vault.h"

/*
 * Where the vault's header and encrypted rows are kept: vault.db, a SQLite
 * file in the profile.  One process has it at a time.  A file that is damaged
 * is named so and never written over.
 */
struct vault_file;

enum { VAULT_FILE_SOCKET = 108 };

/**
 * Open the file, and wait a few seconds for another process to let it go.
 *
 * @param directory  the profile.
 * @param fresh      true: there must be no vault yet.
 * @param ret_file   close with vault_file__close().
 * @return ZL_OK; ZL_E_NOT_FOUND (no vault), ZL_E_STATE (there is one, and it
 *         should not be), ZL_E_BUSY, ZL_E_DAMAGED, ZL_E_VERSION,
 *         ZL_E_STORAGE, ZL_E_USAGE (path) or ZL_E_MEMORY.
 */
int vault_file__open(
    const char *directory, bool fresh, struct vault_file **ret_file) ZL_CHECKED;

/**
 * As vault_file__open(), and tell when another program has the file.
 *
 * @param directory  as vault_file__open().
 * @param fresh      as vault_file__open().
 * @param waiting    called once, before waiting for the other; or NULL.
 * @param user       given to it; must live until this returns.
 * @param ret_file   as vault_file__open().
 * @return as vault_file__open().
 */
int vault_file__open_telling(const char *directory, bool fresh,
    void (*waiting)(void *user), void *user,
    struct vault_file **ret_file) ZL_CHECKED;

/**
 * Close.  What was made and never saved leaves no file behind.
 *
 * @param file  NULL is allowed.
 */
void vault_file__close(struct vault_file *file);

/**
 * What a fresh vault begins with; the first save stores it with the rows.
 *
 * @param file    fresh.
 * @param header  copied.
 * @param socket  path of the server's Unix socket, or NULL.
 * @return ZL_OK, ZL_E_USAGE (socket too long) or ZL_E_MEMORY.
 */
int vault_file__begin(struct vault_file *file, struct zl_bytes header,
    const char *socket) ZL_CHECKED;

/**
 * Keep saved rows in memory for now: nothing was agreed to yet.  The first
 * save after vault_file__hold(file, false) stores all of them.
 *
 * @param file  fresh.
 * @param hold  whether to.
 */
void vault_file__hold(struct vault_file *file, bool hold);

/** The header. @param file open. @return borrowed. */
struct zl_bytes vault_file__header(const struct vault_file *file);

/**
 * Store another header in the place of the one there is, in one durable
 * transaction; what was there is overwritten.
 *
 * @param file    open, not fresh.
 * @param header  copied.
 * @return ZL_OK, ZL_E_USAGE (size), ZL_E_STORAGE or ZL_E_DAMAGED: the old one
 *         is still there then.
 */
int vault_file__reheader(
    struct vault_file *file, struct zl_bytes header) ZL_CHECKED;

/**
 * Erase everything: rows and header are overwritten in one transaction, then
 * the file goes.  What is saved afterwards is not kept.
 *
 * @param file  open.
 * @return ZL_OK, ZL_E_STORAGE or ZL_E_DAMAGED.
 */
int vault_file__erase(struct vault_file *file) ZL_CHECKED;

/** The Unix socket to use. @param file open. @return borrowed, or NULL. */
const char *vault_file__socket(const struct vault_file *file);

/**
 * Read all rows.
 *
 * @param file  open.
 * @param take  is called with each; a failure ends it.
 * @param user  handed on to it.
 * @return ZL_OK, what `take` said, ZL_E_DAMAGED or ZL_E_STORAGE.
 */
int vault_file__each(struct vault_file *file,
    int (*take)(void *user, const struct zl_row *row), void *user) ZL_CHECKED;

/**
 * Store rows in one durable transaction.
 *
 * @param file   open.
 * @param rows   as zl_core_changes() gives them.
 * @param count  how many.
 * @return ZL_OK, or ZL_E_STORAGE, ZL_E_DAMAGED, ZL_E_MEMORY: nothing of it
 *         counts then.
 */
int vault_file__save(struct vault_file *file, const struct zl_row *rows,
    size_t count) ZL_CHECKED;

#endif
