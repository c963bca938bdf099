/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Welcome to the policy: the whole of who may do what, in one table.  A club
 * notes, a professional assesses; what has no row is refused.  It is printed
 * in docs/protocol.md, 8, and a test holds the two together.
 */
#include "policy.h"

enum {
        NONE = ZL_STATE_NONE,
        UNREAD = ZL_STATE_WAITING | ZL_STATE_OPENED,
        ACKNOWLEDGED = ZL_STATE_ACKNOWLEDGED,
        CLOSED = ZL_STATE_CLOSED,
        OPEN = UNREAD | ACKNOWLEDGED,
        TAKEN_UP = ACKNOWLEDGED | CLOSED,
        THERE = OPEN | CLOSED,
        SOME = THERE | ZL_STATE_RETRACTED | ZL_STATE_ERASED
};

/* clang-format off */
static const struct zl_policy_row rows[] = {
    /* The root signs charters and coordinators only; its scope is the
     * coordinators. */
    {ZL_ACT_CHARTER, ZL_ACTOR_ROOT, ZL_REL_ANY, NONE},
    {ZL_ACT_APPOINT_COORDINATOR, ZL_ACTOR_ROOT, ZL_REL_ANY, NONE},
    {ZL_ACT_APPOINT_SUPPORTER, ZL_ACTOR_COORDINATOR, ZL_REL_ANY, NONE},
    {ZL_ACT_APPOINT_PROFESSIONAL, ZL_ACTOR_COORDINATOR, ZL_REL_ANY, NONE},
    {ZL_ACT_APPOINT_CONTACT, ZL_ACTOR_SUPPORTER, ZL_REL_SCOPE, NONE},
    {ZL_ACT_CLUB, ZL_ACTOR_COORDINATOR, ZL_REL_ANY, NONE},
    {ZL_ACT_CLUB, ZL_ACTOR_SUPPORTER, ZL_REL_SCOPE, NONE},
    {ZL_ACT_ASSIGN, ZL_ACTOR_COORDINATOR, ZL_REL_ANY, NONE},
    {ZL_ACT_REVOKE, ZL_ACTOR_ROOT, ZL_REL_SCOPE, NONE},
    {ZL_ACT_REVOKE, ZL_ACTOR_COORDINATOR, ZL_REL_ANY, NONE},
    {ZL_ACT_REVOKE, ZL_ACTOR_SUPPORTER, ZL_REL_SCOPE, NONE},
    {ZL_ACT_REVOKE, ZL_ACTOR_COORDINATOR, ZL_REL_SELF, NONE},
    {ZL_ACT_REVOKE, ZL_ACTOR_SUPPORTER, ZL_REL_SELF, NONE},
    {ZL_ACT_REVOKE, ZL_ACTOR_PROFESSIONAL, ZL_REL_SELF, NONE},
    {ZL_ACT_REVOKE, ZL_ACTOR_CONTACT, ZL_REL_SELF, NONE},
    {ZL_ACT_DEVICE, ZL_ACTOR_INVITATION, ZL_REL_SELF, NONE},
    {ZL_ACT_DEVICE, ZL_ACTOR_COORDINATOR, ZL_REL_SELF, NONE},
    {ZL_ACT_DEVICE, ZL_ACTOR_SUPPORTER, ZL_REL_SELF, NONE},
    {ZL_ACT_DEVICE, ZL_ACTOR_PROFESSIONAL, ZL_REL_SELF, NONE},
    {ZL_ACT_DEVICE, ZL_ACTOR_CONTACT, ZL_REL_SELF, NONE},
    {ZL_ACT_SEALING_KEY, ZL_ACTOR_PROFESSIONAL, ZL_REL_SELF, NONE},
    {ZL_ACT_SEALING_KEY, ZL_ACTOR_CONTACT, ZL_REL_SELF, NONE},
    {ZL_ACT_ABSENCE, ZL_ACTOR_PROFESSIONAL, ZL_REL_SELF, NONE},
    {ZL_ACT_END_ABSENCE, ZL_ACTOR_PROFESSIONAL, ZL_REL_SELF, NONE},
    {ZL_ACT_END_ABSENCE, ZL_ACTOR_PROFESSIONAL, ZL_REL_DEPUTY, NONE},
    {ZL_ACT_DIRECTORY, ZL_ACTOR_COORDINATOR, ZL_REL_ANY, NONE},
    {ZL_ACT_DIRECTORY, ZL_ACTOR_SUPPORTER, ZL_REL_ANY, NONE},

    /* A club notes, a professional assesses. */
    {ZL_ACT_NOTE, ZL_ACTOR_CONTACT, ZL_REL_OF_CLUB, NONE},
    {ZL_ACT_NOTE, ZL_ACTOR_PROFESSIONAL, ZL_REL_ASSIGNED, NONE},
    {ZL_ACT_ADDENDUM, ZL_ACTOR_CONTACT, ZL_REL_AUTHOR, OPEN},
    {ZL_ACT_ADDENDUM, ZL_ACTOR_PROFESSIONAL, ZL_REL_AUTHOR, ACKNOWLEDGED},
    {ZL_ACT_RETRACT, ZL_ACTOR_CONTACT, ZL_REL_AUTHOR, ZL_STATE_WAITING},
    {ZL_ACT_ACKNOWLEDGE, ZL_ACTOR_PROFESSIONAL, ZL_REL_HOLDER, THERE},
    {ZL_ACT_ACKNOWLEDGE, ZL_ACTOR_CONTACT, ZL_REL_RECIPIENT, THERE},
    {ZL_ACT_UNREADABLE, ZL_ACTOR_PROFESSIONAL, ZL_REL_HOLDER, THERE},
    {ZL_ACT_UNREADABLE, ZL_ACTOR_CONTACT, ZL_REL_RECIPIENT, THERE},
    {ZL_ACT_ASSESS, ZL_ACTOR_PROFESSIONAL, ZL_REL_HOLDER, TAKEN_UP},
    {ZL_ACT_FEEDBACK, ZL_ACTOR_PROFESSIONAL, ZL_REL_HOLDER, THERE},
    {ZL_ACT_FAMILY_STATEMENT, ZL_ACTOR_PROFESSIONAL, ZL_REL_HOLDER, TAKEN_UP},
    {ZL_ACT_HANDOVER, ZL_ACTOR_PROFESSIONAL, ZL_REL_HOLDER, TAKEN_UP},
    {ZL_ACT_STEP_OUT, ZL_ACTOR_PROFESSIONAL, ZL_REL_HOLDER, THERE},
    {ZL_ACT_RESEAL, ZL_ACTOR_PROFESSIONAL, ZL_REL_HOLDER, TAKEN_UP},
    {ZL_ACT_RESEAL, ZL_ACTOR_CONTACT, ZL_REL_AUTHOR, OPEN},
    {ZL_ACT_CLOSE, ZL_ACTOR_PROFESSIONAL, ZL_REL_HOLDER, TAKEN_UP},
    {ZL_ACT_REOPEN, ZL_ACTOR_PROFESSIONAL, ZL_REL_HOLDER, CLOSED},
    {ZL_ACT_HOLD, ZL_ACTOR_PROFESSIONAL, ZL_REL_HOLDER, TAKEN_UP},
    {ZL_ACT_ERASE, ZL_ACTOR_PROFESSIONAL, ZL_REL_HOLDER, TAKEN_UP},

    {ZL_ACT_READ_STATEMENTS, ZL_ACTOR_COORDINATOR, ZL_REL_ANY, NONE},
    {ZL_ACT_READ_STATEMENTS, ZL_ACTOR_SUPPORTER, ZL_REL_ANY, NONE},
    {ZL_ACT_READ_STATEMENTS, ZL_ACTOR_PROFESSIONAL, ZL_REL_ANY, NONE},
    {ZL_ACT_READ_STATEMENTS, ZL_ACTOR_CONTACT, ZL_REL_ANY, NONE},
    {ZL_ACT_READ_CARD, ZL_ACTOR_COORDINATOR, ZL_REL_ANY, NONE},
    {ZL_ACT_READ_CARD, ZL_ACTOR_SUPPORTER, ZL_REL_ANY, NONE},
    {ZL_ACT_READ_CARD, ZL_ACTOR_PROFESSIONAL, ZL_REL_ANY, NONE},
    {ZL_ACT_READ_CARD, ZL_ACTOR_CONTACT, ZL_REL_ANY, NONE},

    /* A holder reads all of a signal, and nothing once it is no holder any
     * more; what was listed before stays listed. */
    {ZL_ACT_READ_RECORDS, ZL_ACTOR_PROFESSIONAL, ZL_REL_AUTHOR, SOME},
    {ZL_ACT_READ_RECORDS, ZL_ACTOR_PROFESSIONAL, ZL_REL_RECIPIENT, SOME},
    {ZL_ACT_READ_RECORDS, ZL_ACTOR_PROFESSIONAL, ZL_REL_HOLDER, SOME},
    {ZL_ACT_READ_RECORDS, ZL_ACTOR_CONTACT, ZL_REL_AUTHOR, SOME},
    {ZL_ACT_READ_RECORDS, ZL_ACTOR_CONTACT, ZL_REL_RECIPIENT, SOME},
    {ZL_ACT_READ_BODY, ZL_ACTOR_PROFESSIONAL, ZL_REL_HOLDER, THERE},
    {ZL_ACT_READ_BODY, ZL_ACTOR_CONTACT, ZL_REL_AUTHOR, THERE},
    {ZL_ACT_READ_BODY, ZL_ACTOR_CONTACT, ZL_REL_RECIPIENT, THERE},
    {ZL_ACT_PUT_SEAL, ZL_ACTOR_PROFESSIONAL, ZL_REL_HOLDER, THERE},
    {ZL_ACT_PUT_SEAL, ZL_ACTOR_CONTACT, ZL_REL_RECIPIENT, THERE},

    {ZL_ACT_PUT_INVITATION, ZL_ACTOR_COORDINATOR, ZL_REL_ANY, NONE},
    {ZL_ACT_PUT_INVITATION, ZL_ACTOR_SUPPORTER, ZL_REL_ANY, NONE},

    /* Everybody's own, and nobody else's. */
    {ZL_ACT_MAIL_ADDRESS, ZL_ACTOR_COORDINATOR, ZL_REL_SELF, NONE},
    {ZL_ACT_MAIL_ADDRESS, ZL_ACTOR_SUPPORTER, ZL_REL_SELF, NONE},
    {ZL_ACT_MAIL_ADDRESS, ZL_ACTOR_PROFESSIONAL, ZL_REL_SELF, NONE},
    {ZL_ACT_MAIL_ADDRESS, ZL_ACTOR_CONTACT, ZL_REL_SELF, NONE},
    {ZL_ACT_OWN_DATA, ZL_ACTOR_COORDINATOR, ZL_REL_SELF, NONE},
    {ZL_ACT_OWN_DATA, ZL_ACTOR_SUPPORTER, ZL_REL_SELF, NONE},
    {ZL_ACT_OWN_DATA, ZL_ACTOR_PROFESSIONAL, ZL_REL_SELF, NONE},
    {ZL_ACT_OWN_DATA, ZL_ACTOR_CONTACT, ZL_REL_SELF, NONE},
    {ZL_ACT_READ_ATTENTION, ZL_ACTOR_COORDINATOR, ZL_REL_ANY, NONE},
    {ZL_ACT_READ_FIGURES, ZL_ACTOR_COORDINATOR, ZL_REL_ANY, NONE},

    /* The register is the supporter's; it is told what others did. */
    {ZL_ACT_READ_CLUB, ZL_ACTOR_SUPPORTER, ZL_REL_SCOPE, NONE},
    {ZL_ACT_READ_CLUB, ZL_ACTOR_PROFESSIONAL, ZL_REL_ASSIGNED, NONE},
    {ZL_ACT_READ_CLUB, ZL_ACTOR_CONTACT, ZL_REL_OF_CLUB, NONE},
    {ZL_ACT_PUT_CLUB, ZL_ACTOR_SUPPORTER, ZL_REL_SCOPE, NONE},
    {ZL_ACT_IMPORT, ZL_ACTOR_COORDINATOR, ZL_REL_ANY, NONE},
    {ZL_ACT_IMPORT, ZL_ACTOR_SUPPORTER, ZL_REL_SCOPE, NONE},
    {ZL_ACT_PUT_PERSON, ZL_ACTOR_SUPPORTER, ZL_REL_SCOPE, NONE},
    {ZL_ACT_PUT_VISIT, ZL_ACTOR_SUPPORTER, ZL_REL_SCOPE, NONE},
    {ZL_ACT_PUT_VISIT, ZL_ACTOR_PROFESSIONAL, ZL_REL_ASSIGNED, NONE},
    {ZL_ACT_PUT_NEED, ZL_ACTOR_SUPPORTER, ZL_REL_SCOPE, NONE},
    {ZL_ACT_PUT_NEED, ZL_ACTOR_PROFESSIONAL, ZL_REL_ASSIGNED, NONE},
    {ZL_ACT_PUT_NEED, ZL_ACTOR_CONTACT, ZL_REL_OF_CLUB, NONE},

    /* Lists give of each club what its page gives; a coordinator is told
     * which clubs want somebody assigned, and how districts fare. */
    {ZL_ACT_LIST_CLUBS, ZL_ACTOR_COORDINATOR, ZL_REL_ANY, NONE},
    {ZL_ACT_LIST_CLUBS, ZL_ACTOR_SUPPORTER, ZL_REL_SCOPE, NONE},
    {ZL_ACT_LIST_CLUBS, ZL_ACTOR_PROFESSIONAL, ZL_REL_ASSIGNED, NONE},
    {ZL_ACT_LIST_CLUBS, ZL_ACTOR_CONTACT, ZL_REL_OF_CLUB, NONE},
    {ZL_ACT_LIST_TO_DOS, ZL_ACTOR_SUPPORTER, ZL_REL_SCOPE, NONE},
    {ZL_ACT_LIST_TO_DOS, ZL_ACTOR_PROFESSIONAL, ZL_REL_ASSIGNED, NONE},
    {ZL_ACT_LIST_PEOPLE, ZL_ACTOR_SUPPORTER, ZL_REL_SCOPE, NONE},
    {ZL_ACT_READ_OVERVIEW, ZL_ACTOR_COORDINATOR, ZL_REL_ANY, NONE},
    {ZL_ACT_READ_OVERVIEW, ZL_ACTOR_SUPPORTER, ZL_REL_SCOPE, NONE},
};
/* clang-format on */

static const char *const act_words[ZL_ACT_COUNT] = {
    [ZL_ACT_CHARTER] = "charter",
    [ZL_ACT_CLUB] = "club",
    [ZL_ACT_APPOINT_COORDINATOR] = "appoint-coordinator",
    [ZL_ACT_APPOINT_SUPPORTER] = "appoint-supporter",
    [ZL_ACT_APPOINT_PROFESSIONAL] = "appoint-professional",
    [ZL_ACT_APPOINT_CONTACT] = "appoint-contact",
    [ZL_ACT_DEVICE] = "device",
    [ZL_ACT_SEALING_KEY] = "sealing-key",
    [ZL_ACT_ASSIGN] = "assign",
    [ZL_ACT_ABSENCE] = "absence",
    [ZL_ACT_END_ABSENCE] = "end-absence",
    [ZL_ACT_REVOKE] = "revoke",
    [ZL_ACT_DIRECTORY] = "directory",
    [ZL_ACT_NOTE] = "note",
    [ZL_ACT_ADDENDUM] = "addendum",
    [ZL_ACT_RETRACT] = "retract",
    [ZL_ACT_ACKNOWLEDGE] = "acknowledge",
    [ZL_ACT_UNREADABLE] = "unreadable",
    [ZL_ACT_ASSESS] = "assess",
    [ZL_ACT_FEEDBACK] = "feedback",
    [ZL_ACT_FAMILY_STATEMENT] = "family-statement",
    [ZL_ACT_HANDOVER] = "handover",
    [ZL_ACT_STEP_OUT] = "step-out",
    [ZL_ACT_RESEAL] = "reseal",
    [ZL_ACT_CLOSE] = "close",
    [ZL_ACT_REOPEN] = "reopen",
    [ZL_ACT_HOLD] = "hold",
    [ZL_ACT_ERASE] = "erase",
    [ZL_ACT_READ_STATEMENTS] = "read-statements",
    [ZL_ACT_READ_CARD] = "read-card",
    [ZL_ACT_READ_RECORDS] = "read-records",
    [ZL_ACT_READ_BODY] = "read-body",
    [ZL_ACT_PUT_SEAL] = "put-seal",
    [ZL_ACT_PUT_INVITATION] = "put-invitation",
    [ZL_ACT_MAIL_ADDRESS] = "mail-address",
    [ZL_ACT_READ_ATTENTION] = "read-attention",
    [ZL_ACT_OWN_DATA] = "own-data",
    [ZL_ACT_READ_FIGURES] = "read-figures",
    [ZL_ACT_READ_CLUB] = "read-club",
    [ZL_ACT_PUT_CLUB] = "put-club",
    [ZL_ACT_IMPORT] = "import",
    [ZL_ACT_PUT_PERSON] = "put-person",
    [ZL_ACT_PUT_VISIT] = "put-visit",
    [ZL_ACT_PUT_NEED] = "put-need",
    [ZL_ACT_LIST_CLUBS] = "list-clubs",
    [ZL_ACT_LIST_TO_DOS] = "list-to-dos",
    [ZL_ACT_LIST_PEOPLE] = "list-people",
    [ZL_ACT_READ_OVERVIEW] = "read-overview",
};

static const char *const actor_words[] = {"root", "invitation", "coordinator",
    "supporter", "professional", "contact", NULL};

static const char *const relation_words[] = {"any", "self", "in scope",
    "of the club", "assigned to the club", "recipient", "holder", "author",
    "deputy", NULL};

static const char *const state_words[] = {"none", "waiting", "opened",
    "acknowledged", "closed", "retracted", "erased", NULL};

/* The word for the one bit that is set. */
static const char *word_of(const char *const *words, unsigned bit)
{
        for (size_t i = 0; words[i] != NULL; i++) {
                if (bit == 1u << i)
                        return words[i];
        }
        return "unknown";
}

bool zl_policy_allows(enum zl_act act, enum zl_actor actor, unsigned relations,
    enum zl_state state)
{
        unsigned held = relations | ZL_REL_ANY;

        for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
                const struct zl_policy_row *row = &rows[i];

                if (row->act == act && row->actor == actor &&
                    (held & row->relation) != 0 && (row->states & state) != 0)
                        return true;
        }
        return false;
}

const struct zl_policy_row *zl_policy_rows(size_t *ret_count)
{
        *ret_count = sizeof(rows) / sizeof(rows[0]);
        return rows;
}

enum zl_actor zl_actor_of(enum zl_role role)
{
        switch (role) {
        case ZL_ROLE_COORDINATOR:
                return ZL_ACTOR_COORDINATOR;
        case ZL_ROLE_SUPPORTER:
                return ZL_ACTOR_SUPPORTER;
        case ZL_ROLE_PROFESSIONAL:
                return ZL_ACTOR_PROFESSIONAL;
        case ZL_ROLE_CONTACT:
                return ZL_ACTOR_CONTACT;
        case ZL_ROLE_NONE:
                break;
        }
        return (enum zl_actor)0;
}

enum zl_act zl_act_appoint(enum zl_role role)
{
        switch (role) {
        case ZL_ROLE_COORDINATOR:
                return ZL_ACT_APPOINT_COORDINATOR;
        case ZL_ROLE_SUPPORTER:
                return ZL_ACT_APPOINT_SUPPORTER;
        case ZL_ROLE_PROFESSIONAL:
                return ZL_ACT_APPOINT_PROFESSIONAL;
        case ZL_ROLE_CONTACT:
                return ZL_ACT_APPOINT_CONTACT;
        case ZL_ROLE_NONE:
                break;
        }
        return ZL_ACT_COUNT; /* no row has it */
}

const char *zl_act_str(enum zl_act act)
{
        return (unsigned)act < ZL_ACT_COUNT ? act_words[act] : "unknown";
}

const char *zl_actor_str(enum zl_actor actor)
{
        return word_of(actor_words, (unsigned)actor);
}

const char *zl_relation_str(enum zl_relation relation)
{
        return word_of(relation_words, (unsigned)relation);
}

const char *zl_state_str(enum zl_state state)
{
        return word_of(state_words, (unsigned)state);
}
