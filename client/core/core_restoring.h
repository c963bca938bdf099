/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CORE_RESTORING_H
#define ZL_CORE_RESTORING_H

#include "own_code.h"

/*
 * What core_restore.c and core_recover.c share: beginning again with a root,
 * or with a code of one's own.  Both first fetch the charters.
 */

struct core__recovering; /* core_recover.c */

struct core__restoring {
        char origin[ZL_ORIGIN_CHARS + 1];
        struct zl_signer signer; /* the root or a spare root */
        struct zl_card_document who; /* name and phone */
        bool has_root; /* the first root is known */
        struct zl_sign_key root;
        struct zl_directory *directory; /* of the charters; NULL: none yet */
        uint64_t after; /* the charter we have come to */
        bool fetched; /* the charters were */
        struct core__recovering *recovering; /* NULL: with a root */
};

/** Free. @param recovering NULL is allowed. */
void core__recovering_free(struct core__recovering *recovering);

/** Begin to recover with a code of one's own. @param core not joined, begun.
 *  @param code the code. @param origin the server. @return ZL_OK, ZL_E_USAGE
 *  or ZL_E_MEMORY. */
int core__recover(struct zl_core *core, const struct zl_code *code,
    const char *origin) ZL_CHECKED;

/** As zl_core_offer(). @param core recovering. @param ret_offer receives it.
 *  @return ZL_OK or ZL_E_STATE. */
int core__recover_offer(
    const struct zl_core *core, struct zl_offer *ret_offer) ZL_CHECKED;

/** As zl_core_join_accept(). @param core recovering. @return ZL_OK,
 *  ZL_E_TOO_LARGE (no place for another device) or ZL_E_MEMORY. */
int core__recover_accept(struct zl_core *core) ZL_CHECKED;

/** Whose statements to fetch to recover, or NULL. @param core the core. @param
 *  ret_origin of which server. @param ret_organisation of which organisation.
 *  @param ret_after those behind this one. @return who signs the request. */
const struct zl_signer *core__recover_wants(const struct zl_core *core,
    const char **ret_origin, struct zl_id *ret_organisation,
    uint64_t *ret_after);
/** Statements came. @param core recovering. @param status of HTTP. @param body
 *  the answer. @return as zl_core_answer(); ZL_E_NOT_FOUND (a code of nobody
 *  here), ZL_E_REVOKED (used, or of somebody who left) or ZL_E_EXPIRED. */
int core__recover_answer(
    struct zl_core *core, int status, struct zl_bytes body) ZL_CHECKED;
/** What the server showed of the member of a code. @param core the core.
 *  @param ret_member who. @param ret_key the code's own device. @return
 *  borrowed; NULL: not recovering, or not known yet. */
const struct zl_directory *core__recover_directory(const struct zl_core *core,
    struct zl_id *ret_member, struct zl_sign_key *ret_key);

#endif
