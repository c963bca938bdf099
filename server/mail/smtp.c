/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to SMTP. libcurl talks; here is what it may do, what the mail
 * says, and what it means when it did not go well. What the server answers
 * counts by where it was said: an address that is refused is that person's
 * affair, anything else is the server's. */
#include "smtp.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bytes.h"
#include "crypto.h"
#include "secret.h"

enum {
        CONNECT_S = 10,
        TOTAL_S = 60,
        URL_ROOM = 600,
        ADDRESS_ROOM = 400,
        MESSAGE_ROOM = 2048,
        PASSWORD_MAX = 256
};

/* Nothing but two headers differs between any two mails. */
static const char message_form[] =
    "Date: %s\r\n"
    "From: Zijlijn <%s>\r\n"
    "To: undisclosed-recipients:;\r\n"
    "Subject: Zijlijn: er is iets nieuws / something is new\r\n"
    "Message-ID: <%s@%s>\r\n"
    "Auto-Submitted: auto-generated\r\n"
    "X-Auto-Response-Suppress: All\r\n"
    "MIME-Version: 1.0\r\n"
    "Content-Type: text/plain; charset=us-ascii\r\n"
    "Content-Language: nl, en\r\n"
    "\r\n"
    "Er is iets nieuws in Zijlijn. U ziet het als u Zijlijn opent op uw\r\n"
    "eigen apparaat. In deze mail staat met opzet niets anders, en nooit\r\n"
    "een link. Iedereen krijgt altijd dezelfde mail. U kunt er niet op\r\n"
    "antwoorden.\r\n"
    "\r\n"
    "There is something new in Zijlijn. You see it when you open Zijlijn on\r\n"
    "your own device. This mail says nothing else, on purpose, and never\r\n"
    "has a link. Everybody always gets the same mail. You cannot answer "
    "it.\r\n";

/* How far the dialogue came, as libcurl shows it. */
enum phase { PHASE_BEFORE, PHASE_TO, PHASE_DATA, PHASE_SENT };

struct sending {
        char message[MESSAGE_ROOM];
        size_t size;
        size_t done;
        enum phase phase;
        bool asked; /* about the address, and not answered yet */
        bool ours; /* what was answered is about us */
};

static size_t give_message(char *ret, size_t one, size_t room, void *context)
{
        struct sending *sending = context;
        size_t left = sending->size - sending->done;

        room *= one;
        if (left > room)
                left = room;
        memcpy(ret, sending->message + sending->done, left);
        sending->done += left;
        if (left == 0)
                sending->phase = PHASE_SENT;
        return left;
}

/* "554 5.7.1 Relay access denied" is said of an address, but about us. */
static bool is_about_us(const char *line, size_t size)
{
        return size >= 7 &&
            (strncmp(line, "530", 3) == 0 || strncmp(line, "535", 3) == 0 ||
                strncmp(line + 4, "5.7", 3) == 0 ||
                strncmp(line + 4, "4.7", 3) == 0);
}

static int note_dialogue(
    CURL *easy, curl_infotype type, char *data, size_t size, void *context)
{
        struct sending *sending = context;

        (void)easy;
        if (type == CURLINFO_HEADER_OUT && size > 4) {
                sending->asked = strncmp(data, "RCPT", 4) == 0;
                if (sending->asked)
                        sending->phase = PHASE_TO;
                else if (strncmp(data, "DATA", 4) == 0)
                        sending->phase = PHASE_DATA;
        } else if (type == CURLINFO_HEADER_IN && sending->asked) {
                sending->asked = false;
                sending->ours = is_about_us(data, size);
        }
        return 0;
}

/* name@host becomes name+token@host. */
static bool make_sender(
    const struct smtp_order *order, char ret[static ADDRESS_ROOM])
{
        const char *at = strchr(order->from, '@');
        int size = 0;

        if (at == NULL)
                return false;
        size = snprintf(ret, ADDRESS_ROOM, "<%.*s+%s%s>",
            (int)(at - order->from), order->from, order->token, at);
        return size > 0 && size < ADDRESS_ROOM;
}

static bool make_message(
    const struct smtp_order *order, struct sending *sending)
{
        static const char *const days[] = {
            "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
        static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May",
            "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
        const char *at = strchr(order->from, '@');
        uint8_t random[16];
        char id[2 * sizeof(random) + 1];
        char date[64];
        time_t now = time(NULL);
        struct tm tm;
        int size = 0;

        if (at == NULL || gmtime_r(&now, &tm) == NULL)
                return false;
        (void)snprintf(date, sizeof(date),
            "%s, %02d %s %04d %02d:%02d:%02d +0000", days[tm.tm_wday],
            tm.tm_mday, months[tm.tm_mon], tm.tm_year + 1900, tm.tm_hour,
            tm.tm_min, tm.tm_sec);
        zl_random(random, sizeof(random));
        zl_hex_of(random, sizeof(random), id);
        size = snprintf(sending->message, sizeof(sending->message),
            message_form, date, order->from, id, at + 1);
        if (size < 0 || (size_t)size >= sizeof(sending->message))
                return false;
        sending->size = (size_t)size;
        return true;
}

/* A line of a file, into memory that is wiped; libcurl makes a copy that
 * lives as long as this program, a few seconds. */
static bool read_password(const char *path, struct zl_secret *password)
{
        char *bytes = (char *)zl_secret_bytes(password);
        FILE *file = fopen(path, "re");
        bool fine = false;

        if (file == NULL)
                return false;
        /* Unbuffered: nothing of it stays in memory that is not wiped. */
        if (setvbuf(file, NULL, _IONBF, 0) == 0 &&
            fgets(bytes, PASSWORD_MAX, file) != NULL) {
                bytes[strcspn(bytes, "\r\n")] = '\0';
                fine = bytes[0] != '\0';
        }
        (void)fclose(file);
        return fine;
}

static CURLcode set_rules(CURL *easy, const struct smtp_order *order)
{
        CURLcode code = CURLE_OK;

#define SET(option, value) \
        if (code == CURLE_OK) \
        code = curl_easy_setopt(easy, CURLOPT_##option, value)
        SET(PROTOCOLS_STR, "smtp,smtps");
        SET(PROXY, "");
        SET(NETRC, (long)CURL_NETRC_IGNORED);
        SET(USE_SSL, (long)(order->plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
        SET(SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2); /* at least */
        SET(SSL_VERIFYPEER, 1L);
        SET(SSL_VERIFYHOST, 2L);
        SET(NOSIGNAL, 1L);
        SET(NOPROGRESS, 1L);
        SET(CONNECTTIMEOUT, (long)CONNECT_S);
        SET(TIMEOUT, (long)TOTAL_S);
        if (order->authorities[0] != '\0') {
                SET(CAINFO, order->authorities);
                SET(CAPATH, NULL);
        }
#undef SET
        return code;
}

static CURLcode set_mail(CURL *easy, const char *url, const char *sender,
    struct curl_slist *to, struct sending *sending)
{
        CURLcode code = CURLE_OK;

#define SET(option, value) \
        if (code == CURLE_OK) \
        code = curl_easy_setopt(easy, CURLOPT_##option, value)
        SET(URL, url);
        SET(MAIL_FROM, sender);
        SET(MAIL_RCPT, to);
        SET(UPLOAD, 1L);
        SET(READFUNCTION, give_message);
        SET(READDATA, sending);
        SET(VERBOSE, 1L);
        SET(DEBUGFUNCTION, note_dialogue);
        SET(DEBUGDATA, sending);
#undef SET
        return code;
}

static enum smtp_outcome judge_answer(const struct sending *sending, long code)
{
        if (code == 0)
                return sending->phase == PHASE_SENT ? SMTP_UNSURE : SMTP_ENDED;
        if (sending->phase != PHASE_TO || sending->ours)
                return SMTP_UNWILLING;
        return code >= 500 ? SMTP_NO_SUCH : SMTP_LATER;
}

static enum smtp_outcome judge(
    CURL *easy, CURLcode code, const struct sending *sending)
{
        long answer = 0;

        (void)curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &answer);
        switch (code) {
        case CURLE_OK:
                return SMTP_DELIVERED;
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_CONNECT:
                return SMTP_UNREACHED;
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_USE_SSL_FAILED:
                return SMTP_UNSAFE;
        case CURLE_LOGIN_DENIED:
                return SMTP_NO_LOGIN;
        case CURLE_OPERATION_TIMEDOUT:
                return sending->phase == PHASE_SENT ? SMTP_UNSURE : SMTP_SLOW;
        case CURLE_OUT_OF_MEMORY:
                return SMTP_BROKEN;
        default:
                return judge_answer(sending, answer >= 400 ? answer : 0);
        }
}

static enum smtp_outcome send_over(
    CURL *easy, const struct smtp_order *order, struct curl_slist *to)
{
        static struct sending sending;
        struct zl_secret *password = NULL;
        enum smtp_outcome outcome = SMTP_BROKEN;
        char sender[ADDRESS_ROOM];
        char url[URL_ROOM];
        int size = snprintf(url, sizeof(url), "%s/%s", order->server,
            strchr(order->from, '@') + 1);

        if (size < 0 || (size_t)size >= sizeof(url) ||
            !make_sender(order, sender) || !make_message(order, &sending) ||
            set_rules(easy, order) != CURLE_OK ||
            set_mail(easy, url, sender, to, &sending) != CURLE_OK)
                return SMTP_BROKEN;
        if (order->user[0] != '\0') {
                if (zl_secret_new(PASSWORD_MAX, &password) != ZL_OK)
                        return SMTP_BROKEN;
                if (!read_password(order->password_file, password)) {
                        outcome = SMTP_NO_LOGIN;
                        goto out;
                }
                if (curl_easy_setopt(easy, CURLOPT_USERNAME, order->user) !=
                        CURLE_OK ||
                    curl_easy_setopt(easy, CURLOPT_PASSWORD,
                        (const char *)zl_secret_view(password)) != CURLE_OK)
                        goto out;
        }
        outcome = judge(easy, curl_easy_perform(easy), &sending);
out:
        zl_secret_free(password);
        return outcome;
}

enum smtp_outcome smtp_send(const struct smtp_order *order)
{
        enum smtp_outcome outcome = SMTP_BROKEN;
        struct curl_slist *to = NULL;
        char address[ADDRESS_ROOM];
        CURL *easy = NULL;

        if (strchr(order->from, '@') == NULL ||
            curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
                return SMTP_BROKEN;
        (void)snprintf(address, sizeof(address), "<%s>", order->to);
        to = curl_slist_append(NULL, address);
        easy = curl_easy_init();
        if (to != NULL && easy != NULL)
                outcome = send_over(easy, order, to);
        curl_easy_cleanup(easy);
        curl_slist_free_all(to);
        curl_global_cleanup();
        return outcome;
}
