/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_NOTIFIER_INTERNAL_H
#define ZL_NOTIFIER_INTERNAL_H

#include <pthread.h>
#include <sys/types.h>

#include "notifier.h"

/* The program that sends one mail, while it runs. */
struct notifier__child {
        pid_t pid; /* 0: none */
        int ended; /* reads its end; -1: none */
        uint64_t until_ms; /* of zl_clock_steady(): then it is stopped */
};

/* What is done next about mail. */
enum notifier__mail {
        NOTIFIER__IDLE, /* until there is a reason */
        NOTIFIER__ASK, /* whether somebody is to get one */
        NOTIFIER__SENDING, /* the program runs */
        NOTIFIER__REPORT /* how it went is to be kept */
};

struct zl_notifier {
        struct zl_committer *committer;
        char *data;
        struct zl_notifier_chore chore;
        pthread_t thread;
        bool runs;
        int wake[2]; /* a pipe: the clock is to be looked at now */
        pthread_mutex_t lock; /* of what follows, up to the blank line */
        pthread_cond_t more;
        bool stopping;
        bool told; /* the committer said how it went */
        int status; /* with the entry */
        struct zl_mail_settings mail;

        bool swept; /* since the start */
        bool walk; /* a walk is to be finished */
        uint64_t minute; /* of the clock when it was last swept */
        struct zl_time looked; /* the clock then */
        struct zl_sweep sweep; /* the round that is under way */
        struct zl_id token; /* of mail that came back */
        uint64_t sweep_at; /* of zl_clock_steady(): not before */
        enum notifier__mail next;
        uint64_t mail_at; /* likewise */
        struct zl_mail_job job;
        struct notifier__child child;
};

/* Hands one entry to the committer. */
typedef int notifier__queue(
    struct zl_notifier *notifier, zl_outcome_take *take, void *context);

/**
 * Have the committer do something, and wait for it.
 *
 * @param notifier  the notifier, on its own thread.
 * @param queue     hands it over.
 * @return what the committer said.
 */
int notifier__commit(
    struct zl_notifier *notifier, notifier__queue *queue) ZL_CHECKED;

/** Do what is next about mail, if it is time. @param notifier the notifier. */
void notifier__do_mail(struct zl_notifier *notifier);

/** The program that sends is stopped. @param notifier the notifier. */
void notifier__stop_mail(struct zl_notifier *notifier);

/**
 * Start the program that sends a mail.
 *
 * @param mail       how.
 * @param mailbox    to whom.
 * @param ret_child  receives it.
 * @return ZL_OK or ZL_E_SYSTEM.
 */
int notifier__spawn(const struct zl_mail_settings *mail,
    const struct zl_mailbox *mailbox,
    struct notifier__child *ret_child) ZL_CHECKED;

/**
 * Has the program ended?
 *
 * @param child     it; forgotten when it has.
 * @param now       of zl_clock_steady(); past its time it is stopped.
 * @param ret_code  receives its exit status, or -1.
 * @return false: it runs.
 */
bool notifier__has_ended(
    struct notifier__child *child, uint64_t now, int *ret_code);

#endif
