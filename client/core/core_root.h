/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CORE_ROOT_H
#define ZL_CORE_ROOT_H

#include "invitation.h"

struct zl_core; /* core.h */

/*
 * The root: what only it may say (a charter, a coordinator), how it is kept
 * away from machines, and how an organisation begins again with nothing but
 * its file.
 *
 * A root's seed is *here* when it can sign now.  It is *kept* when it stands
 * in the vault, as after founding.  zl_core_root_export() makes a root file,
 * locked with a passphrase (docs/root-file.md), and zl_core_root_check() reads
 * it back; then zl_core_root_forget() takes the seed out of the vault, and
 * zl_core_root_take() brings it back: for as long as the core lives, or to be
 * kept.  The newest charter's spare root stands for the root everywhere here.
 */

struct zl_root_view {
        bool here; /* it can sign now */
        bool kept; /* it stands in the vault */
        bool spare; /* it is the spare root, not the first one */
        struct zl_sign_key key; /* of which this speaks */
        struct zl_time exported; /* when it was last written to a file here;
                                    0: never */
        struct zl_time checked; /* when that was last read back; 0: never */
};

/**
 * Where is the root?  Of the one that is here, else of the first one.
 *
 * @param core      joined.
 * @param ret_view  receives it.
 */
void zl_core_root(const struct zl_core *core, struct zl_root_view *ret_view);

/* How a root file is locked.  The passphrase is without its NUL. */
struct zl_root_lock {
        const struct zl_secret *passphrase;
        uint32_t passes; /* Argon2id; 0: the default of docs/root-file.md */
        uint32_t memory_kib;
};

/**
 * Write the root that is here to a file.
 *
 * @param core  joined, a root is here.
 * @param now   the clock.
 * @param lock  what locks it.
 * @param file  receives the bytes, for the shell to write.
 * @return ZL_OK, ZL_E_ROOT (none is here), ZL_E_USAGE (cost out of bounds),
 *         ZL_E_STATE (not joined) or ZL_E_MEMORY.
 */
int zl_core_root_export(struct zl_core *core, struct zl_time now,
    const struct zl_root_lock *lock, struct zl_buf *file) ZL_CHECKED;

/**
 * Read a root file back: does it open, and hold the root that is here?
 *
 * @param core        joined, a root is here.
 * @param now         the clock.
 * @param file        the file as it stands on its medium.
 * @param passphrase  its passphrase.
 * @return ZL_OK, ZL_E_ROOT (none is here), ZL_E_PASSPHRASE (wrong, or the
 *         file was altered), ZL_E_ORGANISATION (of another one), ZL_E_CONFLICT
 *         (another root of this organisation), ZL_E_MALFORMED (not a root
 *         file), ZL_E_VERSION, ZL_E_STATE or ZL_E_MEMORY.
 */
int zl_core_root_check(struct zl_core *core, struct zl_time now,
    struct zl_bytes file, const struct zl_secret *passphrase) ZL_CHECKED;

/**
 * Take the root's seed out of the vault, and out of memory.
 *
 * @param core  joined.
 * @param now   the clock.
 * @return ZL_OK, ZL_E_ROOT (none is kept), ZL_E_STATE (not joined, or no file
 *         of it was read back: zl_core_root_check()) or ZL_E_MEMORY.
 */
int zl_core_root_forget(struct zl_core *core, struct zl_time now) ZL_CHECKED;

/**
 * Open a root file, so that the root is here: until the core is freed, or in
 * the vault until zl_core_root_forget().
 *
 * @param core        joined, as a coordinator.
 * @param now         the clock.
 * @param file        the file.
 * @param passphrase  its passphrase.
 * @param keep        keep it in the vault.
 * @return ZL_OK, ZL_E_PASSPHRASE (wrong, or the file was altered),
 *         ZL_E_ORGANISATION (of another one), ZL_E_REVOKED (a spare root that
 *         a later charter replaced), ZL_E_CONFLICT (another root is kept
 *         here), ZL_E_MALFORMED (not a root file), ZL_E_VERSION, ZL_E_POLICY
 *         (no coordinator), ZL_E_STATE or ZL_E_MEMORY.
 */
int zl_core_root_take(struct zl_core *core, struct zl_time now,
    struct zl_bytes file, const struct zl_secret *passphrase,
    bool keep) ZL_CHECKED;

/**
 * As zl_core_root_take(), with a seed as it was written down.
 *
 * @param core  joined, as a coordinator.
 * @param now   the clock.
 * @param seed  ZL_SEED_SIZE bytes; the caller keeps it.
 * @param keep  keep it in the vault.
 * @return as zl_core_root_take(); a seed of no root of ours is ZL_E_REVOKED.
 */
int zl_core_root_take_seed(struct zl_core *core, struct zl_time now,
    const struct zl_secret *seed, bool keep) ZL_CHECKED;

/* What a root file says to anybody, before its passphrase. */
struct zl_root_file_view {
        struct zl_sign_key root; /* the organisation's first root */
        struct zl_sign_key key; /* whose seed it holds; of a spare another */
        char words[54]; /* of the first root */
        char origin[ZL_ORIGIN_CHARS + 1];
        struct zl_time made;
};

/**
 * Look at a root file.  What it says may have been altered: only who opens it
 * knows.
 *
 * @param file      the file.
 * @param ret_view  receives it.
 * @return ZL_OK, ZL_E_MALFORMED or ZL_E_VERSION.
 */
int zl_core_root_look(
    struct zl_bytes file, struct zl_root_file_view *ret_view) ZL_CHECKED;

/* ---- What the root says (core_charter.c) ---- */

struct zl_charter_change {
        /* All that is to hold from now on.  Number, previous and spare root
         * are filled in; a log key of all zeros stays as it was.  A district
         * or team is known by its id; with an id of all zeros it is new. */
        const struct zl_charter *charter;
        /* As in struct zl_founding: for each team the index of its district;
         * NULL: the teams name their districts by id. */
        const size_t *team_districts;
        bool new_spare;
};

/**
 * Change the charter, signed by the root or spare root that is here.
 *
 * @param core       joined, as a coordinator, a root is here.
 * @param now        the clock.
 * @param change     what holds from now on.
 * @param ret_spare  receives the new spare root's seed, as zl_core_found()
 *                   does; NULL without new_spare.  Free it.
 * @return ZL_OK, ZL_E_ROOT (none is here), ZL_E_NOT_FOUND (the charter before
 *         is not here yet: sync), ZL_E_CONFLICT (a team in another district
 *         than before), ZL_E_MALFORMED, ZL_E_TOO_LARGE, ZL_E_POLICY (no
 *         coordinator), ZL_E_STATE or ZL_E_MEMORY.
 */
int zl_core_change_charter(struct zl_core *core, struct zl_time now,
    const struct zl_charter_change *change,
    struct zl_secret **ret_spare) ZL_CHECKED;

/* ---- Beginning again with the root alone (core_restore.c) ---- */

/* The coordinator that is appointed by it. */
struct zl_restoring {
        const char *name;
        const char *phone;
};

/**
 * Begin restoring on an empty vault; the next request fetches the charters.
 * When they were fetched, zl_core_offer() tells of them, with the six words
 * to compare, and zl_core_join_accept() goes on: the root appoints us, a new
 * coordinator, and a sync follows.  The root is not kept.
 *
 * @param core        not joined yet.
 * @param now         the clock.
 * @param file        a root file, of the first root or a spare root.
 * @param passphrase  its passphrase.
 * @param origin      another server than the file says; NULL: that one.
 * @param who         the new coordinator; copied.
 * @return ZL_OK, ZL_E_PASSPHRASE, ZL_E_MALFORMED, ZL_E_VERSION,
 *         ZL_E_TOO_LARGE (name or phone), ZL_E_USAGE (origin), ZL_E_STATE or
 *         ZL_E_MEMORY.  The answer to the request says ZL_E_CHAIN (charters
 *         that do not rest on this root), ZL_E_REVOKED (a spare root that was
 *         replaced) or what zl_core_answer() says.
 */
int zl_core_restore(struct zl_core *core, struct zl_time now,
    struct zl_bytes file, const struct zl_secret *passphrase,
    const char *origin, const struct zl_restoring *who) ZL_CHECKED;

/**
 * As zl_core_restore(), with a seed as it was written down.  Of a spare root
 * only the six words say whose it is: the server names the organisation.
 *
 * @param core    not joined yet.
 * @param now     the clock.
 * @param seed    ZL_SEED_SIZE bytes; the caller keeps it.
 * @param origin  the server.
 * @param who     the new coordinator; copied.
 * @return as zl_core_restore().
 */
int zl_core_restore_seed(struct zl_core *core, struct zl_time now,
    const struct zl_secret *seed, const char *origin,
    const struct zl_restoring *who) ZL_CHECKED;

#endif
