/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_SIGHT_H
#define ZL_SIGHT_H

#include "access.h"

/*
 * What somebody sees besides the scopes of an appointment, because of the
 * signals there are (docs/protocol.md, 7.4): a professional the club of each
 * signal it holds; a contact the district of everybody who has, or had, a part
 * in a signal whose author it is.
 */

/**
 * Find out.
 *
 * @param store      any.
 * @param directory  that nobody changes meanwhile.
 * @param asking     who, and when.
 * @param ret_sight  free with zl_sight_free().
 * @return ZL_OK, ZL_E_MEMORY or what the store says.
 */
int zl_sight_find(struct zl_store *store, const struct zl_directory *directory,
    const struct zl_asking *asking, struct zl_sight *ret_sight) ZL_CHECKED;

/** Free what was found. @param sight all zero is allowed. */
void zl_sight_free(struct zl_sight *sight);

#endif
