/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_NOTIFIER_H
#define ZL_NOTIFIER_H

#include "commit/committer.h"

/*
 * The one who looks at the clock: whenever its minute changes, and at the
 * start, it has the committer look at what waits; and it sends the mail that
 * this and records cause, one at a time, by a program of its own.
 */
struct zl_notifier;

enum { ZL_NOTIFIER_TEXT = 160 };

/* How mail is sent.  Each text "" where there is none. */
struct zl_mail_settings {
        char server[ZL_NOTIFIER_TEXT]; /* "": no mail is sent */
        char from[ZL_NOTIFIER_TEXT];
        char user[ZL_NOTIFIER_TEXT];
        char password_file[ZL_NOTIFIER_TEXT];
        char authorities[ZL_NOTIFIER_TEXT];
        unsigned plain; /* 1: without TLS, on loopback */
};

/* Something else that is done whenever the clock's minute changes. */
struct zl_notifier_chore {
        void (*run)(void *context);
        void *context;
};

/**
 * Start.
 *
 * @param committer     who writes; borrowed.
 * @param data          the data directory; copied.
 * @param mail          how mail is sent; copied.
 * @param chore         done on the notifier's thread, so not for long; copied.
 * @param ret_notifier  stop and free with zl_notifier_free().
 * @return ZL_OK, ZL_E_SYSTEM or ZL_E_MEMORY.
 */
int zl_notifier_new(struct zl_committer *committer, const char *data,
    const struct zl_mail_settings *mail, const struct zl_notifier_chore *chore,
    struct zl_notifier **ret_notifier) ZL_CHECKED;

/** From now on mail is sent like this, and the clock is looked at at once.
 *  @param notifier the notifier. @param mail copied. */
void zl_notifier_set(
    struct zl_notifier *notifier, const struct zl_mail_settings *mail);

/** Stop, and free; the committer goes on.  @param notifier NULL is
 *  allowed. */
void zl_notifier_free(struct zl_notifier *notifier);

#endif
