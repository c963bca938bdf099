/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CORE_H
#define ZL_CORE_H

#include "body.h"
#include "core_devices.h"
#include "core_draft.h"
#include "core_invitations.h"
#include "core_mail.h"
#include "core_organising.h"
#include "core_print.h"
#include "core_register.h"
#include "core_root.h"
#include "core_signals.h"
#include "directory.h"
#include "invitation.h"
#include "message.h"
#include "record.h"
#include "vault.h"

/*
 * The client core: joins, writes, seals, queues, verifies, opens, and does
 * no I/O.  The shell brings time, stored rows, commands and answers; it
 * takes rows to store, requests to send and messages to show.
 *
 * The rule between them: after every command and every answer the shell
 * stores zl_core_changes() in one durable transaction and says
 * zl_core_saved(); only then does zl_core_next_request() give anything.  So
 * whatever was sent had been stored before, and a shell that dies at any
 * moment can go on from its rows.
 *
 *     zl_core_note(...);                      a command
 *     for (;;) {
 *             store zl_core_changes(); zl_core_saved();
 *             if (zl_core_next_request(...) != ZL_OK) break;
 *             send it; zl_core_answer(...) or zl_core_no_answer(...);
 *     }
 *     show zl_core_next_message() until there is none
 *
 * Borrowed results hold until the next call that changes the core.
 *
 * After ZL_E_MEMORY the core is broken: it gives no more rows, every call
 * says so again, and the shell frees it and loads the stored rows anew.
 * Nothing is half done by that, since nothing of it was stored.
 */
struct zl_core; /* what it does with signals: core_signals.h, with people:
                   core_organising.h, with the root: core_root.h, with its
                   own devices: core_devices.h, on paper: core_print.h */

/* ---- Life and rows (core.c) ---- */

/**
 * Make a core on a vault.
 *
 * @param vault     taken over, also on failure.
 * @param ret_core  free with zl_core_free().
 * @return ZL_OK or ZL_E_MEMORY.
 */
int zl_core_new(struct zl_vault *vault, struct zl_core **ret_core) ZL_CHECKED;

/** Wipe and free. @param core NULL is allowed. */
void zl_core_free(struct zl_core *core);

/**
 * Give a stored row, in any order, before zl_core_loaded().
 *
 * @param core  the core.
 * @param row   as it was stored.
 * @return ZL_OK, ZL_E_DAMAGED, ZL_E_VERSION (another version of this program
 *         stored it) or ZL_E_MEMORY.
 */
int zl_core_load(struct zl_core *core, const struct zl_row *row) ZL_CHECKED;

/**
 * All rows were given: build the directory and check that the rows belong
 * together.
 *
 * @param core  the core.
 * @return ZL_OK, ZL_E_DAMAGED or ZL_E_MEMORY.
 */
int zl_core_loaded(struct zl_core *core) ZL_CHECKED;

/**
 * Rows to store now, in one transaction.
 *
 * @param core       the core.
 * @param ret_count  receives how many.
 * @return the rows, borrowed.
 */
const struct zl_row *zl_core_changes(
    const struct zl_core *core, size_t *ret_count);

/** The changes were stored durably. @param core the core. */
void zl_core_saved(struct zl_core *core);

/**
 * Take the next message.
 *
 * @param core         the core.
 * @param ret_message  receives it.
 * @return true if there was one.
 */
bool zl_core_next_message(struct zl_core *core, struct zl_message *ret_message);

/* ---- Requests (core_sync.c) ---- */

struct zl_request {
        const char *method; /* "GET", "PUT" or "DELETE" */
        const char *origin; /* "https://host[:port]", or http on loopback */
        const char *path; /* with query, begins with "/v1/" */
        struct zl_bytes body;
        bool is_json; /* the body is; else it is bytes */
        const char *if_match; /* NULL: no such header */
        const char *if_none_match; /* NULL: no such header */
        const char *content_digest; /* NULL: no such header */
        const char *signature_input; /* NULL: not signed */
        const char *signature;
        uint64_t wait_s; /* wait this long first (the server was busy) */
};

/**
 * Begin a sync: send what is queued, fetch what is new.
 *
 * @param core  the core.
 * @param now   the clock.
 * @return ZL_OK or ZL_E_STATE (not joined).
 */
int zl_core_sync(struct zl_core *core, struct zl_time now) ZL_CHECKED;

enum { ZL_CORE_WAIT_MAX = 50 };

/**
 * As zl_core_sync(), and when there is no new record then, wait for one: the
 * request for them is answered when there is, or when the time is over.
 *
 * @param core     the core.
 * @param now      the clock.
 * @param seconds  1 to ZL_CORE_WAIT_MAX.
 * @return ZL_OK, ZL_E_STATE (not joined) or ZL_E_POLICY (this role is given
 *         no records).
 */
int zl_core_wait(
    struct zl_core *core, struct zl_time now, unsigned seconds) ZL_CHECKED;

/**
 * The next request, if something is to be asked or sent now.
 *
 * @param core         the core.
 * @param now          the clock.
 * @param ret_request  receives it, borrowed.
 * @return ZL_OK, ZL_E_NOT_FOUND (nothing more to do), ZL_E_STATE (changes
 *         are not saved), or what went wrong.
 */
int zl_core_next_request(struct zl_core *core, struct zl_time now,
    struct zl_request *ret_request) ZL_CHECKED;

/**
 * The answer to the last request.
 *
 * @param core    the core.
 * @param now     the clock.
 * @param status  HTTP status.
 * @param body    the answer's body.
 * @return ZL_OK when the sync goes on (a refusal of one queued thing is a
 *         message, not a failure); else what stopped it, to be shown:
 *         ZL_E_SERVER, ZL_E_CLOCK, ZL_E_LOG, ZL_E_CHAIN, ZL_E_ROLLBACK,
 *         ZL_E_INCOMPLETE, ZL_E_NOT_FOUND (invitation), ZL_E_EXPIRED,
 *         ZL_E_BUSY, ZL_E_REVOKED, ZL_E_MEMORY ...
 */
int zl_core_answer(struct zl_core *core, struct zl_time now, int status,
    struct zl_bytes body) ZL_CHECKED;

/**
 * No answer came: the sync ends, everything stays queued.
 *
 * @param core  the core.
 */
void zl_core_no_answer(struct zl_core *core);

/* ---- Beginning (core_found.c, core_join.c) ---- */

/* What a coordinator gives to set up an organisation.  Ids are made. */
struct zl_founding {
        const char *origin;
        const struct zl_charter *charter; /* roots, number, previous and the
                                             ids are filled in; a team's
                                             district is told by index: */
        const size_t *team_districts; /* one for each team */
        const char *name; /* the coordinator's */
        const char *phone;
};

/**
 * Set up an organisation: root, spare root, charter, and the coordinator's
 * own appointment, card and device, all queued for the server.
 *
 * @param core       not joined yet.
 * @param now        the clock.
 * @param founding   what it says.
 * @param ret_spare  receives the spare root's seed, to be written down and
 *                   kept elsewhere; it is stored nowhere.  Free it.
 * @return ZL_OK, ZL_E_STATE, ZL_E_MALFORMED, ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
int zl_core_found(struct zl_core *core, struct zl_time now,
    const struct zl_founding *founding,
    struct zl_secret **ret_spare) ZL_CHECKED;

/**
 * Begin joining with a code; the next request fetches the invitation.  With a
 * code of one's own (core_devices.h) it fetches what the server shows of its
 * member.
 *
 * @param core    not joined yet.
 * @param now     the clock.
 * @param code    the code; the caller keeps it.
 * @param origin  the server.
 * @return ZL_OK, ZL_E_STATE, ZL_E_USAGE (origin) or ZL_E_MEMORY.
 */
int zl_core_join(struct zl_core *core, struct zl_time now,
    const struct zl_code *code, const char *origin) ZL_CHECKED;

/* What an invitation offers, its chain verified to the root it names. */
struct zl_offer {
        const char *organisation;
        const char *origin;
        char words[54]; /* the root's six words */
        enum zl_role role;
        const char *role_name; /* as the charter calls it */
        const char *name; /* whom it is for */
        const char *invited_by;
        const char *club; /* first club of a contact, or NULL */
        const char *team; /* of a professional, or NULL */
        enum zl_code_kind own_code; /* or ZL_CODE_INVITATION: of others.  With
                                       one's own neither names nor club */
};

/**
 * The invitation that was fetched.
 *
 * @param core       joining.
 * @param ret_offer  receives it, borrowed.
 * @return ZL_OK or ZL_E_STATE (none).
 */
int zl_core_offer(
    const struct zl_core *core, struct zl_offer *ret_offer) ZL_CHECKED;

/**
 * The person said the words are right: make keys, pin the root, queue the
 * device (and sealing key), and go on with a sync.
 *
 * @param core  joining.
 * @param now   the clock.
 * @return ZL_OK, ZL_E_STATE, ZL_E_TOO_LARGE (a code of one's own, and no place
 *         for another device: zl_core_lost() makes one) or ZL_E_MEMORY.
 */
int zl_core_join_accept(struct zl_core *core, struct zl_time now) ZL_CHECKED;

/* ---- Who we are, and the directory (core_view.c) ---- */

struct zl_self {
        bool joined;
        struct zl_id organisation;
        struct zl_id member;
        enum zl_role role;
        const char *origin;
        const char *name; /* own card, or "" */
        struct zl_sign_key root;
        struct zl_sign_key device;
        char words[54];
        size_t outbox; /* things still to be sent */
};

/** Who we are. @param core the core. @param ret_self receives it. */
void zl_core_self(const struct zl_core *core, struct zl_self *ret_self);

/**
 * The directory as far as we hold it.
 *
 * @param core  joined.
 * @return borrowed; NULL when not joined.
 */
const struct zl_directory *zl_core_directory(const struct zl_core *core);

/** The card of a member. @param core the core. @param member who.
 *  @return borrowed; NULL when we have none. */
const struct zl_card_document *zl_core_card(
    const struct zl_core *core, const struct zl_id *member);

/** Now, as a point for the directory. @param core the core. @param now the
 *  clock. */
struct zl_point zl_core_point(const struct zl_core *core, struct zl_time now);

#endif
