/* SPDX-License-Identifier: EUPL-1.2 */
/* The words of messages, for tools. */
#include "message.h"

static const char *const words[ZL_MSG_COUNT] = {
    [ZL_MSG_NONE] = "none",
    [ZL_MSG_JOINED] = "joined",
    [ZL_MSG_INVITATION_TWICE] = "invitation-twice",
    [ZL_MSG_CODE_REDEEMED] = "code-redeemed",
    [ZL_MSG_STRANGE_DEVICE] = "strange-device",
    [ZL_MSG_STATEMENT_REFUSED] = "statement-refused",
    [ZL_MSG_STATEMENTS_MISSING] = "statements-missing",
    [ZL_MSG_DIRECTORY_EXPIRED] = "directory-expired",
    [ZL_MSG_DIRECTORY_ROLLBACK] = "directory-rollback",
    [ZL_MSG_LOG_CONTRADICTS] = "log-contradicts",
    [ZL_MSG_LOG_FORKED] = "log-forked",
    [ZL_MSG_LOG_KEY_NEW] = "log-key-new",
    [ZL_MSG_DEVICE_VOID] = "device-void",
    [ZL_MSG_NEW_RECIPIENT] = "new-recipient",
    [ZL_MSG_SENT] = "sent",
    [ZL_MSG_REFUSED] = "refused",
    [ZL_MSG_SEALED_ANEW] = "sealed-anew",
    [ZL_MSG_ASK_NEW_RECIPIENTS] = "ask-new-recipients",
    [ZL_MSG_SENT_AFTER_ALL] = "sent-after-all",
    [ZL_MSG_NOT_SENT_RING] = "not-sent-ring",
    [ZL_MSG_CLOCK_OFF] = "clock-off",
    [ZL_MSG_BUSY] = "busy",
    [ZL_MSG_NEW_SIGNAL] = "new-signal",
    [ZL_MSG_NEW_RECORD] = "new-record",
    [ZL_MSG_ACKNOWLEDGED] = "acknowledged",
    [ZL_MSG_RECORD_REFUSED] = "record-refused",
    [ZL_MSG_SEAL_REFUSED] = "seal-refused",
    [ZL_MSG_UNREADABLE] = "unreadable",
    [ZL_MSG_HANDED_OVER] = "handed-over",
    [ZL_MSG_HANDED_TO_US] = "handed-to-us",
    [ZL_MSG_RECORD_WAITS] = "record-waits",
    [ZL_MSG_KEY_REFUSED] = "key-refused",
    [ZL_MSG_NO_LONGER_HELD] = "no-longer-held",
    [ZL_MSG_MEMBER_LEFT] = "member-left",
    [ZL_MSG_ENDED] = "ended",
    [ZL_MSG_RENAMED] = "renamed",
    [ZL_MSG_ASSIGNED] = "assigned",
    [ZL_MSG_NEW_HOLDER] = "new-holder",
    [ZL_MSG_STANDS_IN] = "stands-in",
    [ZL_MSG_ABSENCE_ENDED] = "absence-ended",
    [ZL_MSG_APPOINTED] = "appointed",
    [ZL_MSG_PERSON_JOINED] = "person-joined",
    [ZL_MSG_RESEAL] = "reseal",
};

const char *zl_message_str(enum zl_message_id id)
{
        return (unsigned)id < ZL_MSG_COUNT ? words[id] : "unknown";
}
