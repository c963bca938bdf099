/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_MESSAGE_H
#define ZL_MESSAGE_H

#include "types.h"

/*
 * What the core has to say to a person: an id and arguments.  The shell puts
 * it into the person's language; nothing here holds a sentence.  The order
 * of arguments is written behind each id.
 */
enum zl_message_id {
        ZL_MSG_NONE = 0,
        /* joining */
        ZL_MSG_JOINED, /* organisation, role */
        ZL_MSG_INVITATION_TWICE, /* name: somebody used the code before */
        ZL_MSG_CODE_REDEEMED, /* "recovery" or "device": somebody used a code
                                 that was made here */
        ZL_MSG_STRANGE_DEVICE, /* a device of ours that we do not know */
        /* the directory */
        ZL_MSG_STATEMENT_REFUSED, /* type, status: the server gave one that
                                     does not verify; nothing is sent */
        ZL_MSG_STATEMENTS_MISSING, /* statements are withheld; nothing is
                                      sealed */
        ZL_MSG_DIRECTORY_EXPIRED, /* date ("": there never was one), phone
                                     or "" */
        ZL_MSG_DIRECTORY_ROLLBACK, /* known version, offered version */
        ZL_MSG_LOG_CONTRADICTS, /* what: the log cannot be trusted */
        ZL_MSG_LOG_FORKED, /* name: the server showed that person another
                              log than us */
        ZL_MSG_LOG_KEY_NEW, /* a later charter names another log key */
        ZL_MSG_DEVICE_VOID, /* name: invitation used twice */
        ZL_MSG_NEW_RECIPIENT, /* name, club: asks before the next note */
        /* sending */
        ZL_MSG_SENT, /* what, id */
        ZL_MSG_REFUSED, /* what, id, problem, detail */
        ZL_MSG_SEALED_ANEW, /* id: same persons, newer keys */
        ZL_MSG_ASK_NEW_RECIPIENTS, /* record id, names, kind, signal id, how
                                      many more than these names ("": none):
                                      waits for the contact */
        ZL_MSG_NOT_SENT_RING, /* id, phone: after three tries or an hour */
        ZL_MSG_SENT_AFTER_ALL, /* kind, id, signal id: it was told, or chosen,
                                  that it was not sent */
        ZL_MSG_CLOCK_OFF, /* minutes, "ahead" or "behind" */
        ZL_MSG_BUSY, /* seconds to wait */
        /* receiving */
        ZL_MSG_NEW_SIGNAL, /* id, club, author */
        ZL_MSG_NEW_RECORD, /* kind, signal id, author */
        ZL_MSG_ACKNOWLEDGED, /* signal id, name */
        ZL_MSG_RECORD_REFUSED, /* id, status: fails verification, not shown */
        ZL_MSG_SEAL_REFUSED, /* id, status: our seal does not open */
        ZL_MSG_UNREADABLE, /* signal id, kind, name: what we wrote did not
                              open there; ring */
        ZL_MSG_HANDED_OVER, /* signal id, kind, names of who has it now, name
                               of who did it, how many more than these
                               names ("": none) */
        ZL_MSG_HANDED_TO_US, /* signal id, kind, name of who did it */
        ZL_MSG_RECORD_WAITS, /* id, status: cannot be judged yet */
        ZL_MSG_KEY_REFUSED, /* signal id, name: of what was passed on, some
                               does not fit */
        ZL_MSG_NO_LONGER_HELD, /* signal id: others hold it; wiped here */
        ZL_MSG_MEMBER_LEFT, /* the server says: own membership has ended */
        ZL_MSG_ENDED, /* "member" or "device": verified; nothing is to be kept
                         here any more */
        ZL_MSG_RENAMED, /* name before, name now: of somebody known */
        /* what became new for us */
        ZL_MSG_ASSIGNED, /* club, "account-holder", "deputy" or "none": what we
                            are of it now, -, -, how many more clubs than this
                            one ("": none) */
        ZL_MSG_NEW_HOLDER, /* name of somebody known, club */
        ZL_MSG_STANDS_IN, /* name of who is away, first day, last day: we stand
                             in */
        ZL_MSG_ABSENCE_ENDED, /* name of who ended it, "own" or "deputy": one of
                                 ours, or one that named us */
        ZL_MSG_APPOINTED, /* last day: we are appointed anew */
        ZL_MSG_PERSON_JOINED, /* name, club in common or "" */
        ZL_MSG_RESEAL, /* name of a contact who joined, signal id, club: of a
                          signal whose contact is gone */
        ZL_MSG_COUNT
};

enum { ZL_MSG_ARGS = 5, ZL_MSG_ARG_CHARS = 400 };

struct zl_message {
        enum zl_message_id id;
        char args[ZL_MSG_ARGS][ZL_MSG_ARG_CHARS + 1]; /* "" where unused */
};

/**
 * The word of a message for tools: "sent", "statement-refused", ...
 *
 * @param id  the message.
 */
const char *zl_message_str(enum zl_message_id id);

#endif
