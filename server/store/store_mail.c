/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the mail that waits: mailboxes, what is to be mailed to whom,
 * and how it goes with the server that takes it. What waits names what caused
 * it, so that it goes when that is over. */
#include <string.h>

#include "mail.h"
#include "store_internal.h"

static const char find_mailbox[] =
    ZL_DB_SELECT("mailbox", STORE__MAILBOX) "WHERE member = ?1";
static const char find_mailbox_of[] =
    ZL_DB_SELECT("mailbox", STORE__MAILBOX) "WHERE token = ?1";
static const char put_mailbox[] =
    "INSERT INTO mailbox(" STORE__MAILBOX ", row_hash) VALUES (" ZL_DB_P10
    ", " ZL_DB_HASH(
        "mailbox", ZL_DB_P10) ") ON CONFLICT (member) DO UPDATE SET "
                              "address = ?2, token = ?3, state = ?4, "
                              "since = ?5, sent = ?6, sent_day = ?7, "
                              "tries = ?8, failing = ?9, due = ?10, "
                              "row_hash = " ZL_DB_HASH("mailbox", ZL_DB_P10);
static const char drop_mailbox[] = "DELETE FROM mailbox WHERE member = ?1";
static const char each_mailbox[] =
    ZL_DB_SELECT("mailbox", STORE__MAILBOX) "ORDER BY member";
static const char each_failed[] = ZL_DB_SELECT(
    "mailbox", STORE__MAILBOX) "WHERE state IN (3, 4) ORDER BY member";
static const char newest_number[] =
    ZL_DB_SELECT("mail", STORE__MAIL) "ORDER BY number DESC LIMIT 1";
static const char add_mail[] =
    ZL_DB_INSERT("mail", STORE__MAIL, ZL_DB_P6) "ON CONFLICT DO NOTHING";
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
static const char next_mailbox[] = ZL_DB_SELECT(
    "mailbox", STORE__MAILBOX) "WHERE member IN (SELECT member FROM mail) "
                               "AND state NOT IN (0, 3) AND "
                               "(due <= ?1 OR due > ?1 + 86400000) "
                               "ORDER BY due LIMIT 1";
static const char newest_to[] = ZL_DB_SELECT(
    "mail", STORE__MAIL) "WHERE member = ?1 ORDER BY number DESC LIMIT 1";
static const char find_relay[] =
    ZL_DB_SELECT("relay", STORE__RELAY) "WHERE only = 1";
static const char put_relay[] =
    "INSERT OR REPLACE INTO relay(" STORE__RELAY ", row_hash) VALUES (" ZL_DB_P5
    ", " ZL_DB_HASH("relay", ZL_DB_P5) ")";

static const char *const state_words[] = {
    "none", "untried", "works", "refused", "unreachable"};

const char *zl_mail_state_str(enum zl_mail_state state)
{
        return (unsigned)state <= ZL_MAIL_UNREACHABLE ? state_words[state]
                                                      : "unknown";
}

static void read_mailbox(struct zl_db_query *q, struct zl_mailbox *ret)
{
        struct zl_bytes address = zl_db_get_bytes(q, 2);

        zl_db_get(q, 1, ret->member.bytes, ZL_ID_SIZE);
        if (address.size > ZL_MAIL_MAX)
                q->status = ZL_E_DAMAGED;
        memset(ret->address, 0, sizeof(ret->address));
        if (q->status == ZL_OK && address.size > 0)
                memcpy(ret->address, address.data, address.size);
        zl_db_get(q, 3, ret->token.bytes, ZL_ID_SIZE);
        ret->state = (enum zl_mail_state)zl_db_get_int(q, 4);
        ret->since.ms = zl_db_get_int(q, 5);
        ret->sent.ms = zl_db_get_int(q, 6);
        ret->sent_day = (unsigned)zl_db_get_int(q, 7);
        ret->tries = (unsigned)zl_db_get_int(q, 8);
        ret->failing.ms = zl_db_get_int(q, 9);
        ret->due.ms = zl_db_get_int(q, 10);
}

/* The one row of a query, all parameters bound. */
static int take_mailbox(struct zl_db_query *q, struct zl_mailbox *ret)
{
        struct zl_mailbox found;
        int status = zl_db_next(q);

        if (status == ZL_OK)
                read_mailbox(q, &found);
        if (zl_db_end(q) != ZL_OK)
                return q->status;
        if (status == ZL_OK)
                *ret = found;
        return status;
}

int zl_store_find_mailbox(
    struct zl_store *store, const struct zl_id *member, struct zl_mailbox *ret)
{
        struct zl_db_query q = zl_db_query(store->db, find_mailbox);

        zl_db_id(&q, member);
        return take_mailbox(&q, ret);
}

int zl_store_find_mailbox_of(
    struct zl_store *store, const struct zl_id *token, struct zl_mailbox *ret)
{
        struct zl_db_query q = zl_db_query(store->db, find_mailbox_of);

        zl_db_id(&q, token);
        return take_mailbox(&q, ret);
}

int zl_store_put_mailbox(
    struct zl_store *store, const struct zl_mailbox *mailbox)
{
        struct zl_db_query q = zl_db_change(store->db, put_mailbox);

        zl_db_id(&q, &mailbox->member);
        zl_db_blob(&q, mailbox->address, strlen(mailbox->address));
        zl_db_id(&q, &mailbox->token);
        zl_db_int(&q, (uint64_t)mailbox->state);
        zl_db_int(&q, mailbox->since.ms);
        zl_db_int(&q, mailbox->sent.ms);
        zl_db_int(&q, mailbox->sent_day);
        zl_db_int(&q, mailbox->tries);
        zl_db_int(&q, mailbox->failing.ms);
        zl_db_int(&q, mailbox->due.ms);
        return zl_db_run(&q);
}

int zl_store_drop_mailbox(struct zl_store *store, const struct zl_id *member)
{
        struct zl_db_query q;
        int status = zl_store_drop_mail_to(store, member, INT64_MAX);

        if (status != ZL_OK)
                return status;
        q = zl_db_change(store->db, drop_mailbox);
        zl_db_id(&q, member);
        return zl_db_run(&q);
}

int zl_store_each_mailbox(
    struct zl_store *store, bool failed, zl_mailbox_visit *visit, void *context)
{
        struct zl_db_query q =
            zl_db_query(store->db, failed ? each_failed : each_mailbox);
        struct zl_mailbox mailbox;
        int status;

        while ((status = zl_db_next(&q)) == ZL_OK) {
                read_mailbox(&q, &mailbox);
                if (q.status != ZL_OK)
                        break;
                status = visit(context, &mailbox);
                if (status != ZL_OK)
                        break;
        }
        if (zl_db_end(&q) != ZL_OK)
                return q.status;
        return status == ZL_E_NOT_FOUND ? ZL_OK : status;
}

/* The number in the one row of a query, all parameters bound. */
static int take_number(struct zl_db_query *q, uint64_t *ret_number)
{
        uint64_t number = 0;
        int status = zl_db_next(q);

        if (status == ZL_OK)
                number = zl_db_get_int(q, 1);
        if (zl_db_end(q) != ZL_OK)
                return q->status;
        if (status == ZL_OK)
                *ret_number = number;
        return status;
}

/* Numbers rise, whatever was dropped: who sends knows by them what came
 * meanwhile. */
static int next_number(struct zl_store *store, struct zl_time time)
{
        struct zl_db_query q;
        uint64_t newest = 0;
        int status;

        if (store->mails == 0) {
                q = zl_db_query(store->db, newest_number);
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
        struct zl_db_query q;
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
        q = zl_db_change(store->db, add_mail);
        zl_db_int(&q, store->mails);
        zl_db_id(&q, member);
        zl_db_int(&q, (uint64_t)mail->cause);
        zl_db_id(&q, &mail->about);
        zl_db_hash(&q, &mail->record);
        zl_db_int(&q, mail->time.ms);
        return zl_db_run(&q);
}

int zl_store_drop_mail(
    struct zl_store *store, const struct zl_id *about, enum zl_mail_cause cause)
{
        struct zl_db_query q = zl_db_change(store->db, drop_mail);

        zl_db_id(&q, about);
        zl_db_int(&q, (uint64_t)cause);
        return zl_db_run(&q);
}

int zl_store_drop_mail_read(struct zl_store *store, const struct zl_id *signal,
    const struct zl_hash *record, enum zl_role role)
{
        struct zl_db_query q = zl_db_change(store->db, drop_read);

        zl_db_id(&q, signal);
        zl_db_hash(&q, record);
        zl_db_int(&q, (uint64_t)role);
        return zl_db_run(&q);
}

int zl_store_drop_mail_about(struct zl_store *store, const struct zl_id *signal)
{
        struct zl_db_query q = zl_db_change(store->db, drop_about);

        zl_db_id(&q, signal);
        return zl_db_run(&q);
}

int zl_store_drop_mail_to(
    struct zl_store *store, const struct zl_id *member, uint64_t number)
{
        struct zl_db_query q = zl_db_change(store->db, drop_to);

        zl_db_id(&q, member);
        zl_db_int(&q, number);
        return zl_db_run(&q);
}

int zl_store_drop_mail_before(struct zl_store *store, struct zl_time before)
{
        struct zl_db_query q = zl_db_change(store->db, drop_before);

        zl_db_int(&q, before.ms);
        return zl_db_run(&q);
}

int zl_store_next_mail(struct zl_store *store, struct zl_time now,
    struct zl_mailbox *ret, uint64_t *ret_number)
{
        struct zl_db_query q = zl_db_query(store->db, next_mailbox);
        struct zl_mailbox mailbox;
        int status;

        zl_db_int(&q, now.ms);
        status = take_mailbox(&q, &mailbox);
        if (status != ZL_OK)
                return status;
        q = zl_db_query(store->db, newest_to);
        zl_db_id(&q, &mailbox.member);
        status = take_number(&q, ret_number);
        if (status != ZL_OK)
                return status == ZL_E_NOT_FOUND ? ZL_E_DAMAGED : status;
        *ret = mailbox;
        return ZL_OK;
}

int zl_store_relay(struct zl_store *store, struct zl_relay *ret)
{
        struct zl_db_query q = zl_db_query(store->db, find_relay);
        struct zl_relay relay = {.failing = false};
        int status = zl_db_next(&q);

        if (status == ZL_OK) {
                relay.failing = zl_db_get_int(&q, 2) == 2;
                relay.since.ms = zl_db_get_int(&q, 3);
                relay.tries = (unsigned)zl_db_get_int(&q, 4);
                relay.due.ms = zl_db_get_int(&q, 5);
        }
        if (zl_db_end(&q) != ZL_OK)
                return q.status;
        if (status != ZL_OK && status != ZL_E_NOT_FOUND)
                return status;
        *ret = relay;
        return ZL_OK;
}

int zl_store_put_relay(struct zl_store *store, const struct zl_relay *relay)
{
        struct zl_db_query q = zl_db_change(store->db, put_relay);

        zl_db_int(&q, 1);
        zl_db_int(&q, relay->failing ? 2 : 1);
        zl_db_int(&q, relay->since.ms);
        zl_db_int(&q, relay->tries);
        zl_db_int(&q, relay->due.ms);
        return zl_db_run(&q);
}
