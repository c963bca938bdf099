/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_NOTIFY_SPOOL_H
#define ZL_NOTIFY_SPOOL_H

#include <stdbool.h>
#include <stdio.h>

#include "status.h"
#include "types.h"

/*
 * Mail that came back: `zijlijnd --bounced TOKEN`, which a mail alias calls,
 * leaves an empty file of that name in the folder `bounced` of the data
 * directory, where the server that runs finds it.
 */

/**
 * Leave a token, if the mail says for good that it was not delivered
 * (RFC 3464, 2.3.3): a delay or an answering machine comes back likewise.
 *
 * @param data   the data directory.
 * @param token  32 digits.
 * @param mail   what came back.
 * @return ZL_OK, also when it says something else; ZL_E_MALFORMED (no token)
 *         or ZL_E_STORAGE.
 */
int zl_spool_put(const char *data, const char *token, FILE *mail) ZL_CHECKED;

/**
 * The next token that was left.
 *
 * @param data       the data directory.
 * @param ret_token  receives it.
 * @return ZL_OK or ZL_E_NOT_FOUND.
 */
int zl_spool_next(const char *data, struct zl_id *ret_token) ZL_CHECKED;

/** A token was seen to. @param data the data directory. @param token which.
 *  @return no: it is still there, and would come next again. */
bool zl_spool_drop(const char *data, const struct zl_id *token);

#endif
