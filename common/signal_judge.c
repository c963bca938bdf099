/* SPDX-License-Identifier: EUPL-1.2 */
/* May this record be?  The server asks before it takes one, and every reader
 * asks again, of the same point in the log (docs/protocol.md, 3.3). */
#include <string.h>

#include "signal_internal.h"

/* What the judging of one record goes by. */
struct judging {
        const struct zl_directory *directory;
        const struct zl_context *context;
        struct zl_point at;
        const struct zl_signal_facts *facts;
        const struct zl_followed *followed;
        const struct zl_member *author;
};

static int find_author(struct judging *j)
{
        const struct zl_device_entry *device = NULL;
        int status = zl_directory_device_in_force(
            j->directory, &j->context->author, j->at, &device);

        if (status != ZL_OK)
                return status;
        j->author = zl_directory_member(j->directory, &device->member);
        return j->author != NULL ? ZL_OK : ZL_E_CHAIN;
}

static int check_club(const struct judging *j)
{
        const struct zl_club_entry *club =
            zl_directory_club(j->directory, &j->context->club);

        /* A signal stays with its club, which a reader of another district
         * need not see any more. */
        if (j->facts->state != ZL_STATE_NONE)
                return zl_id_equal(&j->facts->club, &j->context->club)
                    ? ZL_OK
                    : ZL_E_SCOPE;
        return club != NULL && club->position < j->at.position ? ZL_OK
                                                               : ZL_E_NOT_FOUND;
}

/* Taken back or erased is for ever, whoever comes with what. */
static int check_there(const struct judging *j)
{
        return j->facts->state == ZL_STATE_RETRACTED ||
                j->facts->state == ZL_STATE_ERASED
            ? ZL_E_ERASED
            : ZL_OK;
}

/* Does this kind say how it went with one other record? */
static bool answers(enum zl_kind kind)
{
        return kind == ZL_ACKNOWLEDGEMENT || kind == ZL_UNREADABLE;
}

/* What such a kind follows must be known, and of the same signal. */
static int check_followed(const struct judging *j)
{
        const struct zl_followed *followed = j->followed;

        if (!answers(j->context->kind))
                return ZL_OK;
        if (j->context->previous_count != 1)
                return ZL_E_POLICY;
        if (followed == NULL || !followed->known || followed->record == NULL ||
            !zl_id_equal(&followed->signal, &j->context->signal) ||
            !zl_hash_equal(&followed->record->hash, &j->context->previous[0]))
                return ZL_E_NOT_FOUND;
        /* Nobody reads or fails to read what has no body. */
        return zl_kind_is_status(followed->record->context.kind) ? ZL_E_POLICY
                                                                 : ZL_OK;
}

static bool is_holder(const struct judging *j, const struct zl_id *member)
{
        struct zl_id holders[ZL_PERSONS_MAX];
        size_t count = 0;

        if (j->facts->state == ZL_STATE_NONE)
                return false;
        zl_signal_holders(j->directory, j->facts, j->at, holders, &count);
        return signal__among(holders, count, member);
}

static bool is_recipient(
    const struct zl_record *record, const struct zl_id *member)
{
        for (uint8_t i = 0; i < record->context.recipient_count; i++) {
                if (zl_id_equal(&record->context.recipients[i].member, member))
                        return true;
        }
        return false;
}

static unsigned relations_of(const struct judging *j)
{
        const struct zl_id *member = &j->author->id;
        unsigned relations = zl_directory_club_relation(
            j->directory, member, &j->context->club, j->at);

        if (is_holder(j, member))
                relations |= ZL_REL_HOLDER;
        if (answers(j->context->kind)) {
                /* Notes are sealed to their author too, and the author may
                 * be a holder, but nobody acknowledges what is one's own. */
                if (zl_id_equal(&j->followed->author, member))
                        return ZL_REL_AUTHOR;
                if (is_recipient(j->followed->record, member))
                        relations |= ZL_REL_RECIPIENT;
        } else if (j->facts->state != ZL_STATE_NONE &&
            zl_id_equal(&j->facts->author, member)) {
                relations |= ZL_REL_AUTHOR;
        }
        return relations;
}

/* The table only says no; this finds the reason to tell. */
static int check_policy(const struct judging *j)
{
        enum zl_act act = zl_kind_act(j->context->kind);
        enum zl_actor actor = zl_actor_of(j->author->role);
        unsigned relations = relations_of(j);
        const enum zl_state states[] = {ZL_STATE_NONE, ZL_STATE_WAITING,
            ZL_STATE_OPENED, ZL_STATE_ACKNOWLEDGED, ZL_STATE_CLOSED};

        if (zl_policy_allows(act, actor, relations, j->facts->state))
                return ZL_OK;
        for (size_t i = 0; i < sizeof(states) / sizeof(*states); i++) {
                if (zl_policy_allows(act, actor, relations, states[i]))
                        return ZL_E_STATE;
        }
        /* Notes, but not about this club. */
        if (j->context->kind == ZL_NOTE &&
            zl_policy_allows(
                act, actor, ZL_REL_OF_CLUB | ZL_REL_ASSIGNED, ZL_STATE_NONE))
                return ZL_E_SCOPE;
        return ZL_E_POLICY;
}

/* Contacts have room of their own: what else there is neither takes it, which
 * would tell them how much is written about a signal, nor is kept from being
 * written by them. */
static bool is_full(const struct judging *j)
{
        const struct zl_signal_facts *facts = j->facts;

        if (zl_kind_is_status(j->context->kind))
                return false;
        return j->author->role == ZL_ROLE_CONTACT
            ? facts->from_club >= ZL_FROM_CLUB_MAX
            : facts->bodies - facts->from_club >=
                ZL_SIGNAL_BODIES_MAX - ZL_FROM_CLUB_MAX;
}

/* Who leaves out whom, and what follows what. */
static int check_lists(const struct judging *j)
{
        bool is_note = j->context->kind == ZL_NOTE;

        if (j->context->left_out_count > 0 &&
            (!is_note || j->author->role != ZL_ROLE_CONTACT))
                return ZL_E_POLICY;
        /* A note opens a signal, everything else follows something. */
        if ((j->context->previous_count == 0) != is_note)
                return ZL_E_POLICY;
        return is_full(j) ? ZL_E_TOO_LARGE : ZL_OK;
}

static bool is_reseal_by_author(const struct judging *j)
{
        return j->context->kind == ZL_RESEAL &&
            j->author->role == ZL_ROLE_CONTACT;
}

/* Once somebody took the signal up, its author brings in others only when
 * nobody who read the note and holds it by its records is left: those who are
 * left may have been handed it by somebody who could not open it either. */
static int check_need(const struct judging *j)
{
        const struct zl_signal_facts *facts = j->facts;

        if (!is_reseal_by_author(j) || facts->state != ZL_STATE_ACKNOWLEDGED)
                return ZL_OK;
        for (size_t i = 0; i < facts->holder_count; i++) {
                const struct zl_id *holder = &facts->holders[i];

                if (signal__among(
                        facts->readers, facts->reader_count, holder) &&
                    signal__any_in_force(j->directory, holder, 1, j->at))
                        return ZL_E_STATE;
        }
        return ZL_OK;
}

/* Of a club that has ended nothing new is begun. */
static int check_going_on(const struct judging *j)
{
        return j->context->kind == ZL_NOTE &&
                zl_directory_club_ended(j->directory, &j->context->club, j->at)
            ? ZL_E_STATE
            : ZL_OK;
}

static bool is_key_of(const struct judging *j, const struct zl_recipient *to)
{
        struct zl_sealing_entry keys[ZL_RECIPIENTS_MAX];
        size_t count = zl_directory_sealing_keys(
            j->directory, &to->member, j->at, keys, ZL_RECIPIENTS_MAX);

        for (size_t i = 0; i < count; i++) {
                if (zl_sealing_key_equal(&keys[i].key, &to->key))
                        return true;
        }
        return false;
}

/* The persons of the list, each once; it is sorted by member. */
static int persons_of(const struct judging *j,
    struct zl_id ret[static ZL_PERSONS_MAX], size_t *ret_count)
{
        const struct zl_recipient *to = j->context->recipients;
        size_t count = 0;

        for (uint8_t i = 0; i < j->context->recipient_count; i++) {
                if (!is_key_of(j, &to[i]))
                        return ZL_E_RECIPIENTS;
                if (count > 0 && zl_id_equal(&ret[count - 1], &to[i].member))
                        continue;
                if (count == ZL_PERSONS_MAX)
                        return ZL_E_RECIPIENTS;
                ret[count++] = to[i].member;
        }
        *ret_count = count;
        return count > 0 ? ZL_OK : ZL_E_RECIPIENTS;
}

/* Whom the author chose.  Somebody new in the place of the note's author
 * is told alone. */
static int check_chosen(
    const struct judging *j, const struct zl_id *persons, size_t count)
{
        int status = ZL_OK;

        for (size_t i = 0; i < count && status == ZL_OK; i++) {
                const struct zl_member *member =
                    zl_directory_member(j->directory, &persons[i]);

                status = zl_signal_may_receive(j->directory, j->context->kind,
                    &j->author->id, j->facts, &persons[i], j->at);
                if (status == ZL_OK && member->role == ZL_ROLE_CONTACT &&
                    count > 1)
                        status = ZL_E_RECIPIENTS;
        }
        return status;
}

static int check_recipients(const struct judging *j)
{
        enum zl_kind kind = j->context->kind;
        struct zl_id persons[ZL_PERSONS_MAX];
        struct zl_id wanted[ZL_PERSONS_MAX];
        size_t wanted_count = 0;
        size_t count = 0;
        int status = ZL_OK;

        if (zl_kind_is_status(kind))
                return ZL_OK; /* that it has none is a matter of its form */
        status = persons_of(j, persons, &count);
        if (status != ZL_OK)
                return status;
        if (kind == ZL_HANDOVER || kind == ZL_STEP_OUT ||
            (kind == ZL_RESEAL && !is_reseal_by_author(j)))
                return check_chosen(j, persons, count);
        status = zl_signal_persons(j->directory, kind, &j->author->id,
            &j->context->club, j->at, j->facts, j->context->left_out,
            j->context->left_out_count, wanted, &wanted_count);
        if (status != ZL_OK)
                return status;
        return count == wanted_count &&
                memcmp(persons, wanted, count * sizeof(*persons)) == 0
            ? ZL_OK
            : ZL_E_RECIPIENTS;
}

int zl_signal_judge(const struct zl_directory *directory,
    const struct zl_record *record, struct zl_point at,
    const struct zl_signal_facts *facts, const struct zl_followed *followed,
    const struct zl_member **ret_author)
{
        struct judging j = {.directory = directory,
            .context = &record->context,
            .at = at,
            .facts = facts,
            .followed = followed};
        int status = find_author(&j);

        if (status == ZL_OK)
                status = check_club(&j);
        if (status == ZL_OK)
                status = check_there(&j);
        if (status == ZL_OK)
                status = check_followed(&j);
        if (status == ZL_OK)
                status = check_policy(&j);
        if (status == ZL_OK)
                status = check_lists(&j);
        if (status == ZL_OK)
                status = check_need(&j);
        if (status == ZL_OK)
                status = check_going_on(&j);
        if (status == ZL_OK)
                status = check_recipients(&j);
        if (status == ZL_OK && ret_author != NULL)
                *ret_author = j.author;
        return status;
}
