/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_REGISTER_PAGE_H
#define ZL_REGISTER_PAGE_H

#include "bytes.h"
#include "directory.h"
#include "policy.h"
#include "register.h"

/*
 * A club's page (docs/protocol.md, 10.1): what is kept of it, and what follows
 * from the statements and from the day.
 */

/* Who asks, and when. */
struct zl_register_asker {
        struct zl_id member;
        enum zl_role role;
        struct zl_point at;
};

/** Is a district a supporter's own? @param supporter who. @param district
 *  which. */
bool zl_register_has_district(
    const struct zl_member *supporter, const struct zl_id *district);

/**
 * How somebody stands to a club.
 *
 * @param directory  the directory.
 * @param club       which club.
 * @param asker      who, and when.
 * @return bits of zl_relation: of the club, assigned to it, or in scope.
 */
unsigned zl_register_relations(const struct zl_directory *directory,
    const struct zl_id *club, const struct zl_register_asker *asker);

/**
 * Write a club's page as somebody sees it.
 *
 * @param reg        any.
 * @param directory  that nobody changes meanwhile.
 * @param club       which club.
 * @param asker      who may read it.
 * @param buf        receives it.
 * @return ZL_OK, ZL_E_NOT_FOUND (no such club was stated), ZL_E_MEMORY or
 *         what the register says.
 */
int zl_register_page(struct zl_register *reg,
    const struct zl_directory *directory, const struct zl_id *club,
    const struct zl_register_asker *asker, struct zl_buf *buf) ZL_CHECKED;

#endif
