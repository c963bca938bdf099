/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_MAIL_SMTP_H
#define ZL_MAIL_SMTP_H

#include <stdbool.h>

/* The door to libcurl's SMTP: one mail, whose text is always the same. */

struct smtp_order {
        char server[256]; /* smtps:// or smtp://host[:port] */
        char from[256]; /* whom it is from */
        char user[256]; /* "": no password is asked for */
        char password_file[256];
        char authorities[256]; /* who vouches for it; "": the machine's */
        bool plain; /* without TLS; on loopback only */
        char to[256];
        char token[64]; /* by which mail that comes back is known */
};

/* As the program's exit status.  Anything else is a defect. */
enum smtp_outcome {
        SMTP_DELIVERED = 0,
        SMTP_BROKEN = 10, /* this program could not do its work */
        SMTP_UNSURE = 11, /* all was sent, and the connection ended */
        SMTP_LATER = 12, /* the address was refused for now */
        SMTP_NO_SUCH = 13, /* the address was refused for good */
        SMTP_UNREACHED = 14, /* no connection */
        SMTP_UNSAFE = 15, /* no TLS, or a wrong certificate */
        SMTP_NO_LOGIN = 16, /* user or password refused, or not to be read */
        SMTP_SLOW = 17, /* it took too long */
        SMTP_ENDED = 18, /* the connection ended in mid-dialogue */
        SMTP_UNWILLING = 19 /* the server takes no mail from us now */
};

/**
 * Send the mail.
 *
 * @param order  to whom and through which server.
 * @return how it went.
 */
enum smtp_outcome smtp_send(const struct smtp_order *order);

#endif
