/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the catalogue. A sentence here says what happened, and then
 * what to do about it. %1 to %4 are a message's arguments, #1 to #4 the same
 * as an id, shortened. */
#include "text.h"

#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "args.h"
#include "bytes.h"
#include "label.h"

const char *const text__exits[EXIT_COUNT] = {
    [EXIT_DONE] = N_("done"),
    [EXIT_REFUSED] = N_("refused, or it failed; the sentence says why"),
    [EXIT_USAGE] = N_("the command was not understood"),
    [EXIT_PASSPHRASE] = N_("wrong passphrase or key file"),
    [EXIT_DAMAGED] = N_("stored data is damaged"),
    [EXIT_LATER] =
        N_("no connection: what was written is kept and goes out later"),
    [EXIT_CLOCK] = N_("this computer's clock is wrong"),
    [EXIT_DISTRUST] = N_("the server cannot be trusted; nothing is sent to it"),
    [EXIT_SYSTEM] = N_("the computer refused: disk, memory, permissions"),
    [EXIT_IN_USE] = N_("another zijlijn is using this profile"),
};

struct status_text {
        enum exit_code exit;
        const char *text;
};

/* By status, negated. */
static const struct status_text statuses[] = {
    [-ZL_OK] = {EXIT_DONE, N_("Done.")},
    [-ZL_E_MEMORY] = {EXIT_SYSTEM,
        N_("There is not enough memory. Close other programs and try again.")},
    [-ZL_E_LOCK] = {EXIT_SYSTEM,
        N_("Memory for keys cannot be locked, so they could end up on disk. "
           "Allow more locked memory (ulimit -l 1024) and try again. Nothing "
           "was done.")},
    [-ZL_E_RANDOM] = {EXIT_SYSTEM,
        N_("The cryptographic library would not start. Nothing was done.")},
    [-ZL_E_MALFORMED] = {EXIT_REFUSED,
        N_("It does not have the form it should have. Look at it again; --help "
           "says what is expected.")},
    [-ZL_E_VERSION] = {EXIT_REFUSED,
        N_("It was made by a newer version of Zijlijn. Install the newest "
           "version and try again.")},
    [-ZL_E_TOO_LARGE] = {EXIT_REFUSED,
        N_("It is too long. Make it shorter and try again.")},
    [-ZL_E_SIGNATURE] = {EXIT_DISTRUST,
        N_("A signature is not right: somebody altered it on the way. It is "
           "not used. Ring your supporter or coordinator.")},
    [-ZL_E_ORGANISATION] = {EXIT_DISTRUST,
        N_("It belongs to another organisation. It is not used.")},
    [-ZL_E_CHAIN] = {EXIT_DISTRUST,
        N_("It does not rest on the organisation's root, so it may be forged. "
           "It is not used. Ring your supporter or coordinator.")},
    [-ZL_E_EXPIRED] = {EXIT_REFUSED,
        N_("It is no longer valid. Ask whoever appointed you for a new one.")},
    [-ZL_E_REVOKED] = {EXIT_REFUSED,
        N_("It was revoked: the membership or the device is no longer in "
           "force. If that is a mistake, ring your supporter or coordinator.")},
    [-ZL_E_SCOPE] = {EXIT_REFUSED,
        N_("That is outside your own clubs or districts. Ask your coordinator "
           "if it should be yours.")},
    [-ZL_E_POLICY] = {EXIT_REFUSED,
        N_("Your role does not allow this. Nothing was sent.")},
    [-ZL_E_RECIPIENTS] = {EXIT_REFUSED,
        N_("Nobody can receive this now: the club has no account holder or "
           "deputy who has joined. Ring the district team.")},
    [-ZL_E_CONFLICT] = {EXIT_REFUSED,
        N_("Something else is known under this name or number already. Choose "
           "differently and try again.")},
    [-ZL_E_NOT_FOUND] = {EXIT_REFUSED,
        N_("It is not known here, or not meant for you. Run 'zijlijn sync' and "
           "look at the name again.")},
    [-ZL_E_NOT_FOR_US] = {EXIT_REFUSED,
        N_("It was not sealed to this device, so it cannot be read here.")},
    [-ZL_E_COMMITMENT] = {EXIT_DISTRUST,
        N_("Its seal does not fit, so it is not opened. Ring who wrote it.")},
    [-ZL_E_DECRYPT] = {EXIT_DISTRUST,
        N_("It cannot be decrypted: it was altered, or the code is not the "
           "right one. It is not used. Ring who wrote it or gave you the "
           "code.")},
    [-ZL_E_CODE] = {EXIT_REFUSED,
        N_("There is a typing mistake in the code. Compare it sign by sign and "
           "type it again.")},
    [-ZL_E_CODE_USED] = {EXIT_REFUSED,
        N_("Somebody used this invitation before. If that was not you, ring "
           "who invited you at once, and ask for a new one.")},
    [-ZL_E_PASSPHRASE] = {EXIT_PASSPHRASE,
        N_("The passphrase or key file is not the right one. Nothing was "
           "changed; try again.")},
    [-ZL_E_DAMAGED] = {EXIT_DAMAGED,
        N_("What is stored in this profile is damaged. Nothing was written "
           "over it: keep the file, and have whoever appointed you invite you "
           "again into a new profile.")},
    [-ZL_E_CLOCK] = {EXIT_CLOCK,
        N_("This computer's clock is wrong by minutes or more. Set date and "
           "time right and try again. What was written is kept.")},
    [-ZL_E_LOG] = {EXIT_DISTRUST,
        N_("The server's log contradicts itself. Nothing more is sent to it. "
           "Tell your coordinator.")},
    [-ZL_E_ROLLBACK] = {EXIT_DISTRUST,
        N_("The server gives an older state than it gave before. Nothing more "
           "is sent to it. Tell your coordinator.")},
    [-ZL_E_INCOMPLETE] = {EXIT_DISTRUST,
        N_("The server holds back part of the directory, so nothing can be "
           "sealed. Try again later; if it stays so, tell your coordinator.")},
    [-ZL_E_STATE] = {EXIT_REFUSED, N_("That is not possible now.")},
    [-ZL_E_BUSY] = {EXIT_LATER,
        N_("The server is busy. What was written is kept; run 'zijlijn sync' "
           "in a while.")},
    [-ZL_E_STORAGE] = {EXIT_SYSTEM,
        N_("The disk refused to store it. Make room, or look at its "
           "permissions, and try again. What could not be stored was not "
           "sent.")},
    [-ZL_E_NETWORK] = {EXIT_LATER,
        N_("There is no connection with the server. What was written is kept "
           "safely here; 'zijlijn sync' sends it when there is.")},
    [-ZL_E_SERVER] = {EXIT_DISTRUST,
        N_("The server answered what it should not. Nothing was lost; try "
           "again later, and tell the administrator if it stays so.")},
    [-ZL_E_USAGE] = {EXIT_USAGE,
        N_("That does not fit together. --help says what is expected.")},
    [-ZL_E_SYSTEM] = {EXIT_SYSTEM, N_("The operating system refused it.")},
    [-ZL_E_ERASED] = {EXIT_REFUSED,
        N_("It was taken back or erased; only the mark is left.")},
    [-ZL_E_ROOT] = {EXIT_REFUSED,
        N_("Only the organisation's root may say this, and it is not on this "
           "computer. Get the root file from where it is kept.")},
    [-ZL_E_OUTRUN] = {EXIT_LATER,
        N_("Something new came just before it. 'zijlijn sync' sends it again, "
           "with that.")},
};

enum { STATUS_COUNT = sizeof(statuses) / sizeof(statuses[0]) };

const char *text__status(int status)
{
        if (status > 0 || status <= -(int)STATUS_COUNT)
                return _("Something went wrong that has no name.");
        return lang__text(statuses[-status].text);
}

enum exit_code text__exit(int status)
{
        if (status > 0 || status <= -(int)STATUS_COUNT)
                return EXIT_REFUSED;
        return statuses[-status].exit;
}

enum exit_code text__worse(enum exit_code a, enum exit_code b)
{
        static const int weight[] = {
            [EXIT_DONE] = 0,
            [EXIT_LATER] = 1,
            [EXIT_REFUSED] = 2,
            [EXIT_USAGE] = 3,
            [EXIT_IN_USE] = 4,
            [EXIT_PASSPHRASE] = 5,
            [EXIT_CLOCK] = 6,
            [EXIT_SYSTEM] = 7,
            [EXIT_DAMAGED] = 8,
            [EXIT_DISTRUST] = 9,
        };

        return weight[b] > weight[a] ? b : a;
}

struct message_text {
        enum exit_code exit;
        const char *text;
};

static const struct message_text messages[] = {
    [ZL_MSG_NONE] = {EXIT_DONE, ""},
    [ZL_MSG_JOINED] = {EXIT_DONE, N_("You have joined %1.")},
    [ZL_MSG_INVITATION_TWICE] = {EXIT_REFUSED,
        N_("The invitation of %1 was used twice, so somebody else may have had "
           "the code. Neither device counts any more. Ring %1 and whoever sent "
           "the invitation; a new one is needed.")},
    [ZL_MSG_CODE_REDEEMED] = {EXIT_DONE,
        N_("A new device came in with the code that you made here. If that was "
           "not you: 'zijlijn devices' shows which it is, end it with 'zijlijn "
           "device revoke', and ring your coordinator.")},
    [ZL_MSG_STRANGE_DEVICE] = {EXIT_DISTRUST,
        N_("The directory has a device in your name that is not known here. If "
           "you did not add one, ring your supporter or coordinator at once: "
           "somebody may be posing as you.")},
    [ZL_MSG_STATEMENT_REFUSED] = {EXIT_DISTRUST,
        N_("The server gave a statement (%1) that is not right (%2). Nothing "
           "is sent. Tell your coordinator.")},
    [ZL_MSG_STATEMENTS_MISSING] = {EXIT_DISTRUST,
        N_("The server holds back part of the directory. Nothing is sealed "
           "until that is solved. Tell your coordinator.")},
    [ZL_MSG_DIRECTORY_EXPIRED] = {EXIT_DONE,
        N_("The directory has not been confirmed since %1, so who receives "
           "what may have changed. If in doubt, ring %2.")},
    [ZL_MSG_DIRECTORY_ROLLBACK] = {EXIT_DISTRUST,
        N_("The server offered directory %2, but %1 was seen already. It is "
           "refused, and nothing is sent. Tell your coordinator.")},
    [ZL_MSG_LOG_CONTRADICTS] = {EXIT_DISTRUST,
        N_("The server's log contradicts itself (%1). It cannot be trusted, "
           "and nothing is sent. Tell your coordinator.")},
    [ZL_MSG_LOG_FORKED] = {EXIT_DISTRUST,
        N_("The server showed %1 another log than it shows you. It hides "
           "something from one of you. Ring each other, and tell your "
           "coordinator.")},
    [ZL_MSG_LOG_KEY_NEW] = {EXIT_DONE,
        N_("The organisation's new charter names another key for the "
           "server's log. From now on only that key is believed.")},
    [ZL_MSG_DEVICE_VOID] = {EXIT_DONE,
        N_("The invitation of %1 was used twice. Nothing goes to %1 until "
           "there is a new one. Ring %1 before you trust what came from "
           "there.")},
    [ZL_MSG_NEW_RECIPIENT] = {EXIT_DONE,
        N_("New: %1 now receives the notes of %2. Whoever writes one is shown "
           "this first.")},
    [ZL_MSG_SENT] = {EXIT_DONE, N_("Sent: %1 #2 is on the server.")},
    [ZL_MSG_REFUSED] = {EXIT_REFUSED,
        N_("Not accepted by the server: %1 #2 (%3).")},
    [ZL_MSG_SEALED_ANEW] = {EXIT_DONE,
        N_("#1 was sealed again, for the same persons with newer keys.")},
    [ZL_MSG_ASK_NEW_RECIPIENTS] = {EXIT_REFUSED,
        N_("#1 waits for you: it would now also go to %2. 'zijlijn outbox send "
           "#1' sends it, 'zijlijn outbox drop #1' does not.")},
    [ZL_MSG_NOT_SENT_RING] = {EXIT_LATER,
        N_("#1 has not been sent. You did nothing wrong. Ring the district "
           "team: %2.")},
    [ZL_MSG_SENT_AFTER_ALL] = {EXIT_DONE,
        N_("It was sent after all: %1 #2. An earlier copy arrived. Who has it "
           "now: 'zijlijn timeline #3'.")},
    [ZL_MSG_CLOCK_OFF] = {EXIT_CLOCK,
        N_("This computer's clock is wrong. Set it right and try again. What "
           "was written is kept.")},
    [ZL_MSG_BUSY] = {EXIT_LATER,
        N_("The server is busy and asks to wait %1 seconds. What was written "
           "is kept.")},
    [ZL_MSG_NEW_SIGNAL] = {EXIT_DONE,
        N_("New signal #1 from %3, %2. 'zijlijn open #1' opens it.")},
    [ZL_MSG_NEW_RECORD] = {EXIT_DONE,
        N_("New on signal #2: %1 from %3. 'zijlijn open #2' opens it.")},
    [ZL_MSG_ACKNOWLEDGED] = {EXIT_DONE, N_("%2 has opened signal #1.")},
    [ZL_MSG_RECORD_REFUSED] = {EXIT_DISTRUST,
        N_("#1 does not pass the checks (%2) and is not shown.")},
    [ZL_MSG_SEAL_REFUSED] = {EXIT_DISTRUST,
        N_("#1 is addressed to you but cannot be opened (%2). Ring who wrote "
           "it.")},
    [ZL_MSG_UNREADABLE] = {EXIT_REFUSED,
        N_("%3 could not open what you wrote in signal #1 (%2). Ring %3 now, "
           "and tell it by phone.")},
    [ZL_MSG_HANDED_OVER] = {EXIT_DONE,
        N_("Signal #1 is now with %3 (%2, by %4).")},
    [ZL_MSG_HANDED_TO_US] = {EXIT_DONE,
        N_("Signal #1 is with you now (%2, by %3). 'zijlijn open #1' opens "
           "it.")},
    [ZL_MSG_RECORD_WAITS] = {EXIT_LATER,
        N_("#1 cannot be checked yet (%2). It is kept, and tried again at the "
           "next sync.")},
    [ZL_MSG_KEY_REFUSED] = {EXIT_DISTRUST,
        N_("Part of what %2 passed on of signal #1 does not fit, and is not "
           "opened. Ring %2.")},
    [ZL_MSG_NO_LONGER_HELD] = {EXIT_DONE,
        N_("You no longer hold signal #1. What was kept of it here was "
           "wiped.")},
    [ZL_MSG_MEMBER_LEFT] = {EXIT_REFUSED,
        N_("Your membership has ended. You can still read what is here, and "
           "send nothing more. If that is a mistake, ring your supporter or "
           "coordinator.")},
    [ZL_MSG_ENDED] = {EXIT_REFUSED, N_("Your membership has ended.")},
    [ZL_MSG_RENAMED] = {EXIT_DONE,
        N_("%1 is now called %2. If you did not expect that, ring before you "
           "write: it must be the same person.")},
    [ZL_MSG_ASSIGNED] = {EXIT_DONE, N_("%1 is not yours any more.")},
    [ZL_MSG_NEW_HOLDER] = {EXIT_DONE,
        N_("%1 is now the account holder of %2.")},
    [ZL_MSG_STANDS_IN] = {EXIT_DONE,
        N_("%1 is away from %2 until %3, and you stand in. 'zijlijn absence' "
           "shows it, and ends it.")},
    [ZL_MSG_ABSENCE_ENDED] = {EXIT_DONE,
        N_("%1 is back: you do not stand in any more.")},
    [ZL_MSG_APPOINTED] = {EXIT_DONE,
        N_("Your appointment changed; it holds until %1. 'zijlijn people' "
           "shows for what.")},
    [ZL_MSG_PERSON_JOINED] = {EXIT_DONE, N_("%1 has joined.")},
    [ZL_MSG_RESEAL] = {EXIT_DONE,
        N_("Signal #2 is of a contact who is gone. Is %1 the same person, or "
           "the one to go on with it? Ring first; then 'zijlijn reseal #2 --to "
           "\"%1\"' gives the answers.")},
};

_Static_assert(sizeof(messages) / sizeof(messages[0]) == ZL_MSG_COUNT,
    "every message has a text");

/* A mark has nothing to open: it says itself what it is. */
static const char *mark_text(const char *kind)
{
        static const struct {
                const char *kind;
                const char *text;
        } marks[] = {
            {"retraction",
                N_("%3 has taken signal #2 back. Nobody can read it any "
                   "more.")},
            {"closing", N_("%3 has closed signal #2.")},
            {"reopening", N_("%3 has opened signal #2 again.")},
            {"hold", N_("%3 keeps signal #2 longer.")},
            {"erasure",
                N_("%3 has erased signal #2. Nobody can read it any more.")},
        };

        for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
                if (strcmp(marks[i].kind, kind) == 0)
                        return _(marks[i].text);
        }
        return NULL;
}

/* More persons than there are names for. */
static const char *with_others(
    const struct zl_message *message, unsigned long number)
{
        if (message->id == ZL_MSG_ASK_NEW_RECIPIENTS)
                return message->args[1][0] == '\0'
                    ? P_("#1 waits for you: it would now also go to %5 person "
                         "whose name is not known here. 'zijlijn outbox send "
                         "#1' sends it, 'zijlijn outbox drop #1' does not.",
                          "#1 waits for you: it would now also go to %5 "
                          "persons whose names are not known here. 'zijlijn "
                          "outbox send #1' sends it, 'zijlijn outbox drop #1' "
                          "does not.",
                          number)
                    : P_("#1 waits for you: it would now also go to %2 and %5 "
                         "other. 'zijlijn outbox send #1' sends it, 'zijlijn "
                         "outbox drop #1' does not.",
                          "#1 waits for you: it would now also go to %2 and %5 "
                          "others. 'zijlijn outbox send #1' sends it, 'zijlijn "
                          "outbox drop #1' does not.",
                          number);
        return message->args[2][0] == '\0'
            ? P_("Signal #1 is now with %5 person whose name is not known here "
                 "(%2, by %4).",
                  "Signal #1 is now with %5 persons whose names are not known "
                  "here (%2, by %4).",
                  number)
            : P_("Signal #1 is now with %3 and %5 other (%2, by %4).",
                  "Signal #1 is now with %3 and %5 others (%2, by %4).",
                  number);
}

/* What somebody is of a club, or of several. */
static const char *assigned_text(const struct zl_message *message)
{
        const char *part = message->args[1];
        unsigned long long others = 0;
        bool holder = strcmp(part, "account-holder") == 0;
        bool deputy = strcmp(part, "deputy") == 0;

        if (!args__number(message->args[4], UINT32_MAX, &others) || others == 0)
                return holder ? _("You are now the account holder of %1.")
                    : deputy  ? _("You are now a deputy for %1.")
                              : NULL;
        if (holder)
                return P_("You are now the account holder of %1 and %5 other "
                          "club: 'zijlijn club list'.",
                    "You are now the account holder of %1 and %5 other clubs: "
                    "'zijlijn club list'.",
                    (unsigned long)others);
        if (deputy)
                return P_("You are now a deputy for %1 and %5 other club: "
                          "'zijlijn club list'.",
                    "You are now a deputy for %1 and %5 other clubs: 'zijlijn "
                    "club list'.",
                    (unsigned long)others);
        return P_("%1 and %5 other club are not yours any more.",
            "%1 and %5 other clubs are not yours any more.",
            (unsigned long)others);
}

/* Where a name that they begin with is not known, or a number has a plural. */
static const char *special(const struct zl_message *message)
{
        unsigned long long number = 0;

        if ((message->id == ZL_MSG_ASK_NEW_RECIPIENTS ||
                message->id == ZL_MSG_HANDED_OVER) &&
            args__number(message->args[4], UINT32_MAX, &number) && number > 0)
                return with_others(message, (unsigned long)number);
        if (message->id == ZL_MSG_CLOCK_OFF &&
            args__number(message->args[0], UINT32_MAX, &number))
                return P_(
                    "This computer's clock is %1 minute %2. Set it right and "
                    "try again. What was written is kept.",
                    "This computer's clock is %1 minutes %2. Set it right and "
                    "try again. What was written is kept.",
                    (unsigned long)number);
        if (message->id == ZL_MSG_NEW_RECORD)
                return mark_text(message->args[0]);
        if (message->id == ZL_MSG_ASSIGNED)
                return assigned_text(message);
        if (message->id == ZL_MSG_ABSENCE_ENDED &&
            strcmp(message->args[1], "own") == 0)
                return _("%1 has ended your absence.");
        if (message->id == ZL_MSG_PERSON_JOINED && message->args[1][0] != '\0')
                return _("%1 has joined, as a contact of %2.");
        if (message->id == ZL_MSG_ENDED &&
            strcmp(message->args[0], "device") == 0)
                return _("This device was ended, by you or by who may appoint "
                         "you.");
        if (message->id == ZL_MSG_CODE_REDEEMED &&
            strcmp(message->args[0], "recovery") == 0)
                return _(
                    "Your recovery code was used on a new device. If that was "
                    "not you, somebody else has it: 'zijlijn devices' shows "
                    "the device, end it at once with 'zijlijn device revoke', "
                    "and ring your coordinator.");
        if (message->args[0][0] != '\0')
                return NULL;
        if (message->id == ZL_MSG_INVITATION_TWICE)
                return _(
                    "The invitation was used twice, so somebody else may have "
                    "had the code. Neither device counts any more. Ring "
                    "whoever sent the invitation; a new one is needed.");
        if (message->id == ZL_MSG_DEVICE_VOID)
                return _("The invitation of somebody was used twice. Nothing "
                         "goes to that person until there is a new one.");
        return NULL;
}

/* Is this argument a word of the protocol, which people know by another? */
static bool is_word(enum zl_message_id id, size_t index)
{
        switch (id) {
        case ZL_MSG_REFUSED: /* its detail is English, and for tools */
                return index == 0 || index == 2;
        case ZL_MSG_SENT:
        case ZL_MSG_NEW_RECORD:
        case ZL_MSG_STATEMENT_REFUSED:
                return index == 0;
        case ZL_MSG_CLOCK_OFF:
        case ZL_MSG_UNREADABLE:
        case ZL_MSG_HANDED_OVER:
        case ZL_MSG_HANDED_TO_US:
                return index == 1;
        default:
                return false;
        }
}

static const char *word_of(const struct zl_message *message, size_t index)
{
        const char *word = message->args[index];

        return is_word(message->id, index) ? label__of(word) : word;
}

/* Appends as far as there is room, and nothing that breaks a line. */
static size_t append(char *ret, size_t at, const char *from, bool id)
{
        size_t size = strlen(from);

        if (id && size == ZL_ID_TEXT - 1) {
                /* What has no id of its own has zeros. */
                if (strspn(from, "0") == size)
                        return at > 0 && ret[at - 1] == ' ' ? at - 1 : at;
                from += size - TEXT_ID_DIGITS;
        }
        for (; *from != '\0' && at + 1 < TEXT_ROOM; from++)
                ret[at++] = (unsigned char)*from < 0x20 ? ' ' : *from;
        return at;
}

void text__message(const struct zl_message *message, char ret[static TEXT_ROOM])
{
        const char *from = NULL;
        size_t at = 0;

        assert((unsigned)message->id < ZL_MSG_COUNT);
        from = special(message);
        if (from == NULL)
                from = lang__text(messages[message->id].text);
        for (; *from != '\0' && at + 1 < TEXT_ROOM; from++) {
                if ((*from == '%' || *from == '#') && from[1] >= '1' &&
                    from[1] <= '0' + ZL_MSG_ARGS) {
                        at = append(ret, at,
                            word_of(message, (size_t)(from[1] - '1')),
                            *from == '#');
                        from++;
                } else {
                        ret[at++] = *from;
                }
        }
        ret[at] = '\0';
}

enum exit_code text__message_exit(const struct zl_message *message)
{
        assert((unsigned)message->id < ZL_MSG_COUNT);
        return messages[message->id].exit;
}

void text__id(const struct zl_id *id, char ret[static TEXT_ID])
{
        zl_hex_of(&id->bytes[ZL_ID_SIZE - TEXT_ID_DIGITS / 2],
            TEXT_ID_DIGITS / 2, ret);
}
