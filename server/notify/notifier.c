/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the notifier: a thread that looks at the clock some seven times
 * a second, since a clock may be set, and sleep says nothing about that. What
 * it finds it has the committer do; it keeps nothing of its own, so that it
 * may end at any moment. */
#include "notify/notifier.h"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bytes.h"
#include "calendar.h"
#include "events.h"
#include "notifier_internal.h"
#include "notify/spool.h"

enum { TICK_MS = 150, AGAIN_MS = 1000, THREAD_STACK = 256 * 1024 };

static void told(void *context, const struct zl_outcome *outcome)
{
        struct zl_notifier *notifier = context;

        pthread_mutex_lock(&notifier->lock);
        notifier->told = true;
        notifier->status = outcome->status;
        (void)pthread_cond_signal(&notifier->more);
        pthread_mutex_unlock(&notifier->lock);
}

int notifier__commit(struct zl_notifier *notifier, notifier__queue *queue)
{
        int status = ZL_OK;

        notifier->told = false;
        status = queue(notifier, told, notifier);
        if (status != ZL_OK)
                return status;
        pthread_mutex_lock(&notifier->lock);
        while (!notifier->told)
                (void)pthread_cond_wait(&notifier->more, &notifier->lock);
        status = notifier->status;
        pthread_mutex_unlock(&notifier->lock);
        return status;
}

/* ---- The sweep ---- */

static int queue_sweep(
    struct zl_notifier *notifier, zl_outcome_take *take, void *context)
{
        return zl_commit_sweep(
            notifier->committer, &notifier->sweep, take, context);
}

/* Said when it is durable, and so said once. */
static void say_steps(const struct zl_sweep *sweep)
{
        char text[ZL_ID_TEXT];

        for (size_t i = 0; i < sweep->step_count; i++) {
                zl_hex_of(sweep->steps[i].signal.bytes, ZL_ID_SIZE, text);
                for (unsigned step = sweep->steps[i].from;
                     step <= sweep->steps[i].to; step++)
                        zl_event("step %u %s", step, text);
        }
}

/* All rounds.  When one fails it begins anew, a second later. */
static int sweep_all(struct zl_notifier *notifier)
{
        int status = ZL_OK;

        notifier->sweep = (struct zl_sweep){.walk = notifier->walk};
        do {
                status = notifier__commit(notifier, queue_sweep);
                if (status == ZL_OK)
                        say_steps(&notifier->sweep);
                notifier->sweep.after = notifier->sweep.next;
        } while (status == ZL_OK && notifier->sweep.more);
        return status;
}

static int queue_bounced(
    struct zl_notifier *notifier, zl_outcome_take *take, void *context)
{
        return zl_commit_mail_bounced(
            notifier->committer, &notifier->token, take, context);
}

static void take_bounced(struct zl_notifier *notifier)
{
        while (zl_spool_next(notifier->data, &notifier->token) == ZL_OK &&
            notifier__commit(notifier, queue_bounced) == ZL_OK &&
            zl_spool_drop(notifier->data, &notifier->token))
                ;
}

static void do_sweep(struct zl_notifier *notifier)
{
        struct zl_time now = zl_clock_now();
        uint64_t minute = now.ms / ZL_MS_MINUTE;

        if ((notifier->swept && minute == notifier->minute) ||
            zl_clock_steady() < notifier->sweep_at)
                return;
        if (!notifier->swept ||
            minute * ZL_MS_MINUTE / ZL_MS_DAY !=
                notifier->minute * ZL_MS_MINUTE / ZL_MS_DAY ||
            zl_committer_changed(notifier->committer))
                notifier->walk = true;
        notifier->chore.run(notifier->chore.context);
        if (sweep_all(notifier) != ZL_OK) {
                notifier->sweep_at = zl_clock_steady() + AGAIN_MS;
                return;
        }
        notifier->swept = true;
        notifier->walk = false;
        notifier->minute = minute;
        notifier->looked = now;
        take_bounced(notifier);
        if (notifier->next == NOTIFIER__IDLE)
                notifier->next = NOTIFIER__ASK;
}

/* ---- The thread ---- */

static bool is_stopping(struct zl_notifier *notifier)
{
        bool stopping = false;

        pthread_mutex_lock(&notifier->lock);
        stopping = notifier->stopping;
        pthread_mutex_unlock(&notifier->lock);
        return stopping;
}

static void wake(struct zl_notifier *notifier)
{
        (void)!write(notifier->wake[1], "", 1);
}

static void calm_down(struct zl_notifier *notifier)
{
        char bytes[16];

        while (read(notifier->wake[0], bytes, sizeof(bytes)) ==
            (ssize_t)sizeof(bytes))
                ;
}

static void *work(void *context)
{
        struct zl_notifier *notifier = context;
        struct pollfd fds[2] = {
            {.fd = notifier->wake[0], .events = POLLIN}, {.events = POLLIN}};

        while (!is_stopping(notifier)) {
                do_sweep(notifier);
                notifier__do_mail(notifier);
                if (notifier->next == NOTIFIER__IDLE)
                        zl_committer_set_looked(
                            notifier->committer, notifier->looked);
                fds[1].fd = notifier->next == NOTIFIER__SENDING
                    ? notifier->child.ended
                    : -1;
                (void)poll(fds, 2, TICK_MS);
                calm_down(notifier);
        }
        notifier__stop_mail(notifier);
        return NULL;
}

static int start_thread(struct zl_notifier *notifier)
{
        pthread_attr_t attributes;

        if (pthread_attr_init(&attributes) != 0)
                return ZL_E_MEMORY;
        (void)pthread_attr_setstacksize(&attributes, THREAD_STACK);
        if (pthread_create(&notifier->thread, &attributes, work, notifier) == 0)
                notifier->runs = true;
        (void)pthread_attr_destroy(&attributes);
        return notifier->runs ? ZL_OK : ZL_E_SYSTEM;
}

void zl_notifier_set(
    struct zl_notifier *notifier, const struct zl_mail_settings *mail)
{
        pthread_mutex_lock(&notifier->lock);
        notifier->mail = *mail;
        pthread_mutex_unlock(&notifier->lock);
        zl_committer_set_mails(notifier->committer, mail->server[0] != '\0');
        wake(notifier);
}

int zl_notifier_new(struct zl_committer *committer, const char *data,
    const struct zl_mail_settings *mail, const struct zl_notifier_chore *chore,
    struct zl_notifier **ret_notifier)
{
        struct zl_notifier *notifier = calloc(1, sizeof(*notifier));
        int status = ZL_E_MEMORY;

        if (notifier == NULL)
                return ZL_E_MEMORY;
        notifier->committer = committer;
        notifier->chore = *chore;
        notifier->wake[0] = notifier->wake[1] = -1;
        notifier->child.ended = -1;
        (void)pthread_mutex_init(&notifier->lock, NULL);
        (void)pthread_cond_init(&notifier->more, NULL);
        notifier->data = strdup(data);
        if (notifier->data != NULL)
                status = pipe2(notifier->wake, O_CLOEXEC | O_NONBLOCK) == 0
                    ? ZL_OK
                    : ZL_E_SYSTEM;
        if (status == ZL_OK) {
                zl_notifier_set(notifier, mail);
                status = start_thread(notifier);
        }
        if (status != ZL_OK) {
                zl_notifier_free(notifier);
                return status;
        }
        *ret_notifier = notifier;
        return ZL_OK;
}

void zl_notifier_free(struct zl_notifier *notifier)
{
        if (notifier == NULL)
                return;
        pthread_mutex_lock(&notifier->lock);
        notifier->stopping = true;
        pthread_mutex_unlock(&notifier->lock);
        if (notifier->runs) {
                wake(notifier);
                (void)pthread_join(notifier->thread, NULL);
        }
        for (int i = 0; i < 2; i++) {
                if (notifier->wake[i] >= 0)
                        (void)close(notifier->wake[i]);
        }
        (void)pthread_cond_destroy(&notifier->more);
        (void)pthread_mutex_destroy(&notifier->lock);
        free(notifier->data);
        free(notifier);
}
