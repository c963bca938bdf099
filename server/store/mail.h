/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_STORE_MAIL_H
#define ZL_STORE_MAIL_H

#include "store.h"

/*
 * Mail without content (docs/protocol.md, 9.3): where each member wants it,
 * what somebody is to get one for, and how it goes.  Part of the store;
 * whoever changes any of it is in a group.  An address never leaves by
 * anything but mail and its owner's own request.
 */

enum { ZL_MAIL_MAX = 254 };

/* As numbered in the database. */
enum zl_mail_state {
        ZL_MAIL_NONE = 0, /* no address */
        ZL_MAIL_UNTRIED = 1,
        ZL_MAIL_WORKS = 2,
        ZL_MAIL_REFUSED = 3, /* gets none until it is left again */
        ZL_MAIL_UNREACHABLE = 4
};

/** Word for a state, as 7.17 has it. @param state which. */
const char *zl_mail_state_str(enum zl_mail_state state);

/* Where a member wants mail. */
struct zl_mailbox {
        struct zl_id member;
        char address[ZL_MAIL_MAX + 1]; /* "": nowhere */
        struct zl_id token; /* random, of this address alone */
        enum zl_mail_state state;
        struct zl_time since; /* of the state */
        struct zl_time sent; /* the newest mail */
        unsigned sent_day; /* how many on the day of that */
        unsigned tries; /* that failed, one after the other */
        struct zl_time failing; /* since the first of these */
        struct zl_time due; /* no mail before */
};

/**
 * A member's mailbox.
 *
 * @param store   any.
 * @param member  whose.
 * @param ret     receives it.
 * @return ZL_OK or ZL_E_NOT_FOUND.
 */
int zl_store_find_mailbox(struct zl_store *store, const struct zl_id *member,
    struct zl_mailbox *ret) ZL_CHECKED;

/**
 * The mailbox that a token is of.
 *
 * @param store  any.
 * @param token  the token.
 * @param ret    receives it.
 * @return ZL_OK or ZL_E_NOT_FOUND.
 */
int zl_store_find_mailbox_of(struct zl_store *store, const struct zl_id *token,
    struct zl_mailbox *ret) ZL_CHECKED;

/** Keep a mailbox. @param store the writer. @param mailbox all of it. */
int zl_store_put_mailbox(
    struct zl_store *store, const struct zl_mailbox *mailbox) ZL_CHECKED;

/** Erase a mailbox, and the mail that waits for it. @param store the writer.
 *  @param member whose. */
int zl_store_drop_mailbox(
    struct zl_store *store, const struct zl_id *member) ZL_CHECKED;

/**
 * Is called for each mailbox; another status than ZL_OK ends the walk.
 *
 * @param context  what the caller passed along.
 * @param mailbox  borrowed for this call.
 */
typedef int zl_mailbox_visit(void *context, const struct zl_mailbox *mailbox);

/**
 * Walk the mailboxes.
 *
 * @param store    any.
 * @param failed   only those refused or unreachable.
 * @param visit    what to do with each.
 * @param context  for visit.
 * @return ZL_OK, or what visit said.
 */
int zl_store_each_mailbox(struct zl_store *store, bool failed,
    zl_mailbox_visit *visit, void *context) ZL_CHECKED;

/* Why somebody gets mail; as numbered in the database. */
enum zl_mail_cause {
        ZL_MAIL_RECORD = 1,
        ZL_MAIL_STEP = 2,
        ZL_MAIL_ANSWER = 3,
        ZL_MAIL_OPEN = 4,
        ZL_MAIL_ALERT = 5,
        ZL_MAIL_ADDRESS = 6
};

/* One thing that somebody is to get mail for. */
struct zl_mail {
        enum zl_mail_cause cause;
        struct zl_id about; /* a signal, a club, or zeros */
        struct zl_hash record; /* of ZL_MAIL_RECORD, else zeros */
        struct zl_time time;
};

/**
 * Have somebody mailed.  Who left no address, or one that refuses, is passed
 * over; the same cause again is one.
 *
 * @param store   the writer.
 * @param member  who.
 * @param mail    what for.
 */
int zl_store_queue_mail(struct zl_store *store, const struct zl_id *member,
    const struct zl_mail *mail) ZL_CHECKED;

/** What caused it is over. @param store the writer. @param about which signal
 *  or club. @param cause which cause. */
int zl_store_drop_mail(struct zl_store *store, const struct zl_id *about,
    enum zl_mail_cause cause) ZL_CHECKED;

/**
 * A record was acknowledged: those of this role need no mail about it.
 *
 * @param store   the writer.
 * @param signal  its signal.
 * @param record  its hash.
 * @param role    of who acknowledged it.
 */
int zl_store_drop_mail_read(struct zl_store *store, const struct zl_id *signal,
    const struct zl_hash *record, enum zl_role role) ZL_CHECKED;

/** A signal is gone, and so is all mail about it. @param store the writer.
 *  @param signal which. */
int zl_store_drop_mail_about(
    struct zl_store *store, const struct zl_id *signal) ZL_CHECKED;

/** All that somebody was to be mailed for is over. @param store the writer.
 *  @param member who. @param number up to this one. */
int zl_store_drop_mail_to(struct zl_store *store, const struct zl_id *member,
    uint64_t number) ZL_CHECKED;

/** What waited since before a moment is given up. @param store the writer.
 *  @param before the moment. */
int zl_store_drop_mail_before(
    struct zl_store *store, struct zl_time before) ZL_CHECKED;

/**
 * Who is next.
 *
 * @param store       any.
 * @param now         the moment.
 * @param ret         receives the mailbox.
 * @param ret_number  receives the newest of its causes.
 * @return ZL_OK or ZL_E_NOT_FOUND (nobody, now).
 */
int zl_store_next_mail(struct zl_store *store, struct zl_time now,
    struct zl_mailbox *ret, uint64_t *ret_number) ZL_CHECKED;

/* How it goes with the server that takes the mail. */
struct zl_relay {
        bool failing;
        struct zl_time since; /* 0: it was not asked yet */
        unsigned tries; /* that failed, one after the other */
        struct zl_time due; /* no mail before */
};

/** How it goes with that server. @param store any. @param ret receives it. */
int zl_store_relay(struct zl_store *store, struct zl_relay *ret) ZL_CHECKED;

/** Keep how it goes. @param store the writer. @param relay all of it. */
int zl_store_put_relay(
    struct zl_store *store, const struct zl_relay *relay) ZL_CHECKED;

#endif
