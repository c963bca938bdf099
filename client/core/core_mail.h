/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CORE_MAIL_H
#define ZL_CORE_MAIL_H

#include "status.h"
#include "types.h"

struct zl_core; /* core.h */

/*
 * What the server keeps of a member besides what is signed: where to mail
 * that something is new; and what it tells a coordinator (docs/protocol.md,
 * 7.17 and 7.18).  Nothing of it is stored here: it is asked, and the answer
 * is there once the requests that follow were answered.
 */

enum { ZL_CORE_MAIL_CHARS = 254 };

struct zl_mail_view {
        char mail[4 * ZL_CORE_MAIL_CHARS + 1]; /* "": none */
        char state[16]; /* none, untried, works, refused, unreachable, or off:
                          this server sends no mail */
};

/**
 * Ask for our own mail address, or leave one.
 *
 * @param core  joined.
 * @param now   the clock.
 * @param mail  the address from now on, "" for none any more; NULL: only ask.
 * @return ZL_OK, ZL_E_STATE (not joined), ZL_E_TOO_LARGE or ZL_E_MEMORY.
 *         The answer to the request says ZL_E_MALFORMED when it is no address.
 */
int zl_core_ask_mail(
    struct zl_core *core, struct zl_time now, const char *mail) ZL_CHECKED;

/**
 * What the server answered.
 *
 * @param core      the core.
 * @param ret_view  receives it.
 * @return ZL_OK or ZL_E_NOT_FOUND (no answer came).
 */
int zl_core_mail(
    const struct zl_core *core, struct zl_mail_view *ret_view) ZL_CHECKED;

struct zl_attention_signal {
        bool has_team;
        struct zl_id team;
        struct zl_time since;
};

struct zl_attention_member {
        struct zl_id member;
        bool refused; /* else the address cannot be reached */
        struct zl_time since;
};

struct zl_attention {
        struct zl_time looked; /* so far the server did what time brings */
        const struct zl_attention_signal *waiting; /* oldest first */
        size_t waiting_count;
        char mail[8]; /* off, works or failing */
        struct zl_time mail_since;
        const struct zl_attention_member *members; /* with mail trouble */
        size_t member_count;
};

/**
 * Ask what needs a coordinator.
 *
 * @param core  joined, as a coordinator.
 * @param now   the clock.
 * @return ZL_OK, ZL_E_POLICY (no coordinator) or ZL_E_STATE (not joined).
 */
int zl_core_ask_attention(struct zl_core *core, struct zl_time now) ZL_CHECKED;

/**
 * What the server answered.
 *
 * @param core           the core.
 * @param ret_attention  receives it, borrowed until the next question.
 * @return ZL_OK or ZL_E_NOT_FOUND (no answer came).
 */
int zl_core_attention(
    const struct zl_core *core, struct zl_attention *ret_attention) ZL_CHECKED;

#endif
