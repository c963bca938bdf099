/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the mail that waits: mailboxes, what is to be mailed to whom,
 * and how it goes with the server that takes it. What waits names what caused
 * it, so that it goes when that is over. */
#include <string.h>

#include "mail.h"
#include "store_internal.h"

static const char find_mailbox[] =
    STORE__SELECT("mailbox", STORE__MAILBOX) "WHERE member = ?1";
static const char find_mailbox_of[] =
    STORE__SELECT("mailbox", STORE__MAILBOX) "WHERE token = ?1";
static const char put_mailbox[] =
    "INSERT INTO mailbox(" STORE__MAILBOX ", row_hash) VALUES (" STORE__P10
    ", " STORE__HASH(
        "mailbox", STORE__P10) ") ON CONFLICT (member) DO UPDATE SET "
                               "address = ?2, token = ?3, state = ?4, "
                               "since = ?5, sent = ?6, sent_day = ?7, "
                               "tries = ?8, failing = ?9, due = ?10, "
                               "row_hash = " STORE__HASH("mailbox", STORE__P10);
static const char drop_mailbox[] = "DELETE FROM mailbox WHERE member = ?1";
static const char each_mailbox[] =
    STORE__SELECT("mailbox", STORE__MAILBOX) "ORDER BY member";
static const char each_failed[] = STORE__SELECT(
    "mailbox", STORE__MAILBOX) "WHERE state IN (3, 4) ORDER BY member";
static const char newest_number[] =
    STORE__SELECT("mail", STORE__MAIL) "ORDER BY number DESC LIMIT 1";
static const char add_mail[] =
    STORE__INSERT("mail", STORE__MAIL, STORE__P6) "ON CONFLICT DO NOTHING";
static const char drop_mail[] =
    "DELETE FROM mail WHERE about = ?1 AND cause = ?2";
static const char drop_read[] =
    "DELETE FROM mail WHERE about = ?1 AND cause = 1 AND record = ?2 AND "
    "member IN (SELECT id FROM member WHERE id = mail.member AND role = ?3)";
static const char drop_about[] = "DELETE FROM mail WHERE about = ?1";
static const char drop_to[] =
    "DELETE FROM mail WHERE member = ?1 AND number <= ?2";
static const char drop_before[] = "DELETE FROM mail WHERE time < ?1";
/* What lies more than a day ahead was set before somebody set the clock. */
static const char next_mailbox[] = STORE__SELECT(
    "mailbox", STORE__MAILBOX) "WHERE member IN (SELECT member FROM mail) "
                               "AND state NOT IN (0, 3) AND "
                               "(due <= ?1 OR due > ?1 + 86400000) "
                               "ORDER BY due LIMIT 1";
static const char newest_to[] = STORE__SELECT(
    "mail", STORE__MAIL) "WHERE member = ?1 ORDER BY number DESC LIMIT 1";
static const char find_relay[] =
    STORE__SELECT("relay", STORE__RELAY) "WHERE only = 1";
static const char put_relay[] =
    "INSERT OR REPLACE INTO relay(" STORE__RELAY
    ", row_hash) VALUES (" STORE__P5 ", " STORE__HASH("relay", STORE__P5) ")";

static const char *const state_words[] = {
    "none", "untried", "works", "refused", "unreachable"};

const char *zl_mail_state_str(enum zl_mail_state state)
{
        return (unsigned)state <= ZL_MAIL_UNREACHABLE ? state_words[state]
                                                      : "unknown";
}

static void read_mailbox(struct store__query *q, struct zl_mailbox *ret)
{
        struct zl_bytes address = store__get_bytes(q, 2);

        store__get(q, 1, ret->member.bytes, ZL_ID_SIZE);
        if (address.size > ZL_MAIL_MAX)
                q->status = ZL_E_DAMAGED;
        memset(ret->address, 0, sizeof(ret->address));
        if (q->status == ZL_OK && address.size > 0)
                memcpy(ret->address, address.data, address.size);
        store__get(q, 3, ret->token.bytes, ZL_ID_SIZE);
        ret->state = (enum zl_mail_state)store__get_int(q, 4);
        ret->since.ms = store__get_int(q, 5);
        ret->sent.ms = store__get_int(q, 6);
        ret->sent_day = (unsigned)store__get_int(q, 7);
        ret->tries = (unsigned)store__get_int(q, 8);
        ret->failing.ms = store__get_int(q, 9);
        ret->due.ms = store__get_int(q, 10);
}

/* The one row of a query, all parameters bound. */
static int take_mailbox(struct store__query *q, struct zl_mailbox *ret)
{
        struct zl_mailbox found;
        int status = store__next(q);

        if (status == ZL_OK)
                read_mailbox(q, &found);
        if (store__end(q) != ZL_OK)
                return q->status;
        if (status == ZL_OK)
                *ret = found;
        return status;
}

int zl_store_find_mailbox(
    struct zl_store *store, const struct zl_id *member, struct zl_mailbox *ret)
{
        struct store__query q = store__query(store, find_mailbox);

        store__id(&q, member);
        return take_mailbox(&q, ret);
}

int zl_store_find_mailbox_of(
    struct zl_store *store, const struct zl_id *token, struct zl_mailbox *ret)
{
        struct store__query q = store__query(store, find_mailbox_of);

        store__id(&q, token);
        return take_mailbox(&q, ret);
}

int zl_store_put_mailbox(
    struct zl_store *store, const struct zl_mailbox *mailbox)
{
        struct store__query q = store__change(store, put_mailbox);

        store__id(&q, &mailbox->member);
        store__blob(&q, mailbox->address, strlen(mailbox->address));
        store__id(&q, &mailbox->token);
        store__int(&q, (uint64_t)mailbox->state);
        store__int(&q, mailbox->since.ms);
        store__int(&q, mailbox->sent.ms);
        store__int(&q, mailbox->sent_day);
        store__int(&q, mailbox->tries);
        store__int(&q, mailbox->failing.ms);
        store__int(&q, mailbox->due.ms);
        return store__run(&q);
}

int zl_store_drop_mailbox(struct zl_store *store, const struct zl_id *member)
{
        struct store__query q;
        int status = zl_store_drop_mail_to(store, member, INT64_MAX);

        if (status != ZL_OK)
                return status;
        q = store__change(store, drop_mailbox);
        store__id(&q, member);
        return store__run(&q);
}

int zl_store_each_mailbox(
    struct zl_store *store, bool failed, zl_mailbox_visit *visit, void *context)
{
        struct store__query q =
            store__query(store, failed ? each_failed : each_mailbox);
        struct zl_mailbox mailbox;
        int status;

        while ((status = store__next(&q)) == ZL_OK) {
                read_mailbox(&q, &mailbox);
                if (q.status != ZL_OK)
                        break;
                status = visit(context, &mailbox);
                if (status != ZL_OK)
                        break;
        }
        if (store__end(&q) != ZL_OK)
                return q.status;
        return status == ZL_E_NOT_FOUND ? ZL_OK : status;
}

/* The number in the one row of a query, all parameters bound. */
static int take_number(struct store__query *q, uint64_t *ret_number)
{
        uint64_t number = 0;
        int status = store__next(q);

        if (status == ZL_OK)
                number = store__get_int(q, 1);
        if (store__end(q) != ZL_OK)
                return q->status;
        if (status == ZL_OK)
                *ret_number = number;
        return status;
}

/* Numbers rise, whatever was dropped: who sends knows by them what came
 * meanwhile. */
static int next_number(struct zl_store *store, struct zl_time time)
{
        struct store__query q;
        uint64_t newest = 0;
        int status;

        if (store->mails == 0) {
                q = store__query(store, newest_number);
                status = take_number(&q, &newest);
                if (status != ZL_OK && status != ZL_E_NOT_FOUND)
                        return status;
                store->mails = newest;
        }
        store->mails++;
        if (store->mails < time.ms)
                store->mails = time.ms;
        return ZL_OK;
}

int zl_store_queue_mail(struct zl_store *store, const struct zl_id *member,
    const struct zl_mail *mail)
{
        struct store__query q;
        struct zl_mailbox mailbox;
        int status = zl_store_find_mailbox(store, member, &mailbox);

        if (status == ZL_E_NOT_FOUND)
                return ZL_OK;
        if (status != ZL_OK)
                return status;
        if (mailbox.state == ZL_MAIL_NONE || mailbox.state == ZL_MAIL_REFUSED)
                return ZL_OK;
        status = next_number(store, mail->time);
        if (status != ZL_OK)
                return status;
        q = store__change(store, add_mail);
        store__int(&q, store->mails);
        store__id(&q, member);
        store__int(&q, (uint64_t)mail->cause);
        store__id(&q, &mail->about);
        store__hash(&q, &mail->record);
        store__int(&q, mail->time.ms);
        return store__run(&q);
}

int zl_store_drop_mail(
    struct zl_store *store, const struct zl_id *about, enum zl_mail_cause cause)
{
        struct store__query q = store__change(store, drop_mail);

        store__id(&q, about);
        store__int(&q, (uint64_t)cause);
        return store__run(&q);
}

int zl_store_drop_mail_read(struct zl_store *store, const struct zl_id *signal,
    const struct zl_hash *record, enum zl_role role)
{
        struct store__query q = store__change(store, drop_read);

        store__id(&q, signal);
        store__hash(&q, record);
        store__int(&q, (uint64_t)role);
        return store__run(&q);
}

int zl_store_drop_mail_about(struct zl_store *store, const struct zl_id *signal)
{
        struct store__query q = store__change(store, drop_about);

        store__id(&q, signal);
        return store__run(&q);
}

int zl_store_drop_mail_to(
    struct zl_store *store, const struct zl_id *member, uint64_t number)
{
        struct store__query q = store__change(store, drop_to);

        store__id(&q, member);
        store__int(&q, number);
        return store__run(&q);
}

int zl_store_drop_mail_before(struct zl_store *store, struct zl_time before)
{
        struct store__query q = store__change(store, drop_before);

        store__int(&q, before.ms);
        return store__run(&q);
}

int zl_store_next_mail(struct zl_store *store, struct zl_time now,
    struct zl_mailbox *ret, uint64_t *ret_number)
{
        struct store__query q = store__query(store, next_mailbox);
        struct zl_mailbox mailbox;
        int status;

        store__int(&q, now.ms);
        status = take_mailbox(&q, &mailbox);
        if (status != ZL_OK)
                return status;
        q = store__query(store, newest_to);
        store__id(&q, &mailbox.member);
        status = take_number(&q, ret_number);
        if (status != ZL_OK)
                return status == ZL_E_NOT_FOUND ? ZL_E_DAMAGED : status;
        *ret = mailbox;
        return ZL_OK;
}

int zl_store_relay(struct zl_store *store, struct zl_relay *ret)
{
        struct store__query q = store__query(store, find_relay);
        struct zl_relay relay = {.failing = false};
        int status = store__next(&q);

        if (status == ZL_OK) {
                relay.failing = store__get_int(&q, 2) == 2;
                relay.since.ms = store__get_int(&q, 3);
                relay.tries = (unsigned)store__get_int(&q, 4);
                relay.due.ms = store__get_int(&q, 5);
        }
        if (store__end(&q) != ZL_OK)
                return q.status;
        if (status != ZL_OK && status != ZL_E_NOT_FOUND)
                return status;
        *ret = relay;
        return ZL_OK;
}

int zl_store_put_relay(struct zl_store *store, const struct zl_relay *relay)
{
        struct store__query q = store__change(store, put_relay);

        store__int(&q, 1);
        store__int(&q, relay->failing ? 2 : 1);
        store__int(&q, relay->since.ms);
        store__int(&q, relay->tries);
        store__int(&q, relay->due.ms);
        return store__run(&q);
}
