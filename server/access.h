/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_ACCESS_H
#define ZL_ACCESS_H

#include "store/store.h"

/*
 * Who may have what of a signal now (docs/protocol.md, 7.10 and 7.12).  Asked
 * by those who answer, and once more by the committer before a body leaves,
 * since who holds a signal may have changed in between.
 */

/* Who asks, and when. */
struct zl_asking {
        struct zl_id member;
        enum zl_role role;
        struct zl_point at;
};

/**
 * How somebody stands to a signal: holds it, or stands in the place of its
 * note's author.
 *
 * @param directory  the directory.
 * @param facts      of the signal.
 * @param asking     who.
 * @return bits of enum zl_relation: ZL_REL_HOLDER, ZL_REL_AUTHOR.
 */
unsigned zl_access_relations(const struct zl_directory *directory,
    const struct zl_signal_facts *facts, const struct zl_asking *asking);

/**
 * Does a row of the policy table let somebody do this to the signal in the
 * state it is in?
 *
 * @param act        the act.
 * @param asking     who.
 * @param relations  those that hold.
 * @param state      of the signal.
 * @return ZL_OK; ZL_E_ERASED: it would, were the signal still there;
 *         ZL_E_NOT_FOUND: nothing here for this one.
 */
int zl_access_policy(enum zl_act act, const struct zl_asking *asking,
    unsigned relations, enum zl_state state) ZL_CHECKED;

/**
 * May somebody have the body of a record?
 *
 * @param store      any.
 * @param directory  the directory.
 * @param id         the record.
 * @param asking     who.
 * @param ret_about  receives how the member stands to the record.
 * @return ZL_OK, ZL_E_ERASED or ZL_E_NOT_FOUND (not here, not for this one,
 *         or a status, which has none).
 */
int zl_access_body(struct zl_store *store, const struct zl_directory *directory,
    const struct zl_id *id, const struct zl_asking *asking,
    struct zl_stored_about *ret_about) ZL_CHECKED;

#endif
