/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! The way of a mail: it is claimed, which counts for the caps; the
 * program that sends it runs; how it went is kept. If anything ends in
 * between, the claim stands and what caused the mail is still there: later
 * there is another one, and never too many. */
#include <unistd.h>

#include "events.h"
#include "mail/smtp.h"
#include "notifier_internal.h"

enum { AGAIN_MS = 1000, LAST_MS = 500, LAST_STEP_MS = 20 };

static int queue_claim(
    struct zl_notifier *notifier, zl_outcome_take *take, void *context)
{
        return zl_commit_mail_claim(
            notifier->committer, &notifier->job, take, context);
}

static int queue_sent(
    struct zl_notifier *notifier, zl_outcome_take *take, void *context)
{
        return zl_commit_mail_sent(
            notifier->committer, &notifier->job, take, context);
}

/* What an exit status means, and what is said of it: never to whom. */
static enum zl_mail_result result_of(int code)
{
        static const struct {
                int code;
                enum zl_mail_result result;
                const char *says;
        } results[] = {
            {SMTP_DELIVERED, ZL_MAIL_DELIVERED, "one was sent"},
            {SMTP_UNSURE, ZL_MAIL_UNSURE, "the connection ended at the end"},
            {SMTP_LATER, ZL_MAIL_LATER, "an address was refused for now"},
            {SMTP_NO_SUCH, ZL_MAIL_NO_SUCH, "an address was refused"},
            {SMTP_UNREACHED, ZL_MAIL_RELAY, "the server is not reached"},
            {SMTP_UNSAFE, ZL_MAIL_RELAY, "no TLS, or a wrong certificate"},
            {SMTP_NO_LOGIN, ZL_MAIL_RELAY, "user or password is not taken"},
            {SMTP_SLOW, ZL_MAIL_RELAY, "the server took too long"},
            {SMTP_ENDED, ZL_MAIL_RELAY, "the connection ended"},
            {SMTP_UNWILLING, ZL_MAIL_RELAY, "the server takes none from us"},
        };

        for (size_t i = 0; i < sizeof(results) / sizeof(results[0]); i++) {
                if (results[i].code != code)
                        continue;
                zl_event("mail: %s", results[i].says);
                return results[i].result;
        }
        zl_event("mail: zijlijnd-mail does not work");
        return ZL_MAIL_RELAY;
}

static void ask(struct zl_notifier *notifier)
{
        struct zl_mail_settings mail;
        int status = notifier__commit(notifier, queue_claim);

        if (status == ZL_E_NOT_FOUND) {
                notifier->next = NOTIFIER__IDLE;
                return;
        }
        if (status != ZL_OK) {
                notifier->mail_at = zl_clock_steady() + AGAIN_MS;
                return;
        }
        pthread_mutex_lock(&notifier->lock);
        mail = notifier->mail;
        pthread_mutex_unlock(&notifier->lock);
        notifier->next = NOTIFIER__SENDING;
        if (notifier__spawn(&mail, &notifier->job.before, &notifier->child) !=
            ZL_OK) {
                notifier->job.result = result_of(SMTP_BROKEN);
                notifier->next = NOTIFIER__REPORT;
        }
}

static void report(struct zl_notifier *notifier)
{
        if (notifier__commit(notifier, queue_sent) == ZL_OK)
                notifier->next = NOTIFIER__ASK;
        else
                notifier->mail_at = zl_clock_steady() + AGAIN_MS;
}

void notifier__do_mail(struct zl_notifier *notifier)
{
        uint64_t now = zl_clock_steady();
        int code = 0;

        if (notifier->next == NOTIFIER__SENDING &&
            notifier__has_ended(&notifier->child, now, &code)) {
                notifier->job.result = result_of(code);
                notifier->next = NOTIFIER__REPORT;
        }
        if (now < notifier->mail_at)
                return;
        if (notifier->next == NOTIFIER__REPORT)
                report(notifier);
        if (notifier->next == NOTIFIER__IDLE &&
            zl_committer_mailed(notifier->committer))
                notifier->next = NOTIFIER__ASK;
        if (notifier->next == NOTIFIER__ASK)
                ask(notifier);
}

/* One that is nearly done may end; of any other it is not known how it
 * went, so its claim stands. */
void notifier__stop_mail(struct zl_notifier *notifier)
{
        uint64_t last = zl_clock_steady() + LAST_MS;
        int code = -1;

        if (notifier->next != NOTIFIER__SENDING)
                return;
        notifier->child.until_ms = last;
        while (!notifier__has_ended(&notifier->child, zl_clock_steady(), &code))
                (void)usleep(LAST_STEP_MS * 1000);
        if (code < 0)
                return;
        notifier->job.result = result_of(code);
        report(notifier);
}
