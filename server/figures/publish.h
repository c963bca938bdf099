/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_FIGURES_PUBLISH_H
#define ZL_FIGURES_PUBLISH_H

#include "directory.h"
#include "store/store.h"

/**
 * Publish the quarters that are closed for long enough and were not published
 * yet, one after another (docs/protocol.md, 11).
 *
 * @param store          the writer, in a group.
 * @param directory      the newest.
 * @param now            the earlier of the server's clock and the newest entry
 *                       of its logs.
 * @param ret_published  receives how many there were.
 * @return ZL_OK, ZL_E_MEMORY or what the store says.
 */
int zl_figures_publish(struct zl_store *store,
    const struct zl_directory *directory, struct zl_time now,
    size_t *ret_published) ZL_CHECKED;

#endif
