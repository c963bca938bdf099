/* SPDX-License-Identifier: EUPL-1.2 */
/* May this record be?  The server asks before it takes one, and every reader
 * asks again, of the same point in the log (docs/protocol.md, 3.3). */
#include "record.h"

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

        if (club == NULL || club->position >= j->at.position)
                return ZL_E_NOT_FOUND;
        /* A signal stays with its club. */
        if (j->facts->state != ZL_STATE_NONE &&
            !zl_id_equal(&j->facts->club, &j->context->club))
                return ZL_E_SCOPE;
        return ZL_OK;
}

/* What an acknowledgement follows must be known, and of the same signal. */
static int check_followed(const struct judging *j)
{
        const struct zl_followed *followed = j->followed;

        if (j->context->kind != ZL_ACKNOWLEDGEMENT)
                return ZL_OK;
        if (j->context->previous_count != 1)
                return ZL_E_POLICY;
        if (followed == NULL || !followed->known || followed->record == NULL ||
            !zl_id_equal(&followed->signal, &j->context->signal) ||
            !zl_hash_equal(&followed->record->hash, &j->context->previous[0]))
                return ZL_E_NOT_FOUND;
        return ZL_OK;
}

static bool is_holder(
    const struct zl_signal_facts *facts, const struct zl_id *member)
{
        for (size_t i = 0; i < facts->holder_count; i++) {
                if (zl_id_equal(&facts->holders[i], member))
                        return true;
        }
        return false;
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

        if (j->facts->state != ZL_STATE_NONE && is_holder(j->facts, member))
                relations |= ZL_REL_HOLDER;
        if (j->context->kind == ZL_ACKNOWLEDGEMENT) {
                /* Notes are sealed to their author too, but nobody
                 * acknowledges what is one's own. */
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
        return ZL_OK;
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

/* Both lists are sorted by member; a person may have several keys. */
static int check_recipients(const struct judging *j)
{
        const struct zl_recipient *to = j->context->recipients;
        struct zl_id persons[ZL_PERSONS_MAX];
        size_t count = 0;
        size_t person = 0;
        int status = ZL_OK;

        if (zl_kind_is_status(j->context->kind))
                return ZL_OK; /* that it has none is a matter of its form */
        status = zl_record_persons(j->directory, j->context->kind,
            &j->author->id, &j->context->club, j->at, j->facts,
            j->context->left_out, j->context->left_out_count, persons, &count);
        if (status != ZL_OK)
                return status;
        for (uint8_t i = 0; i < j->context->recipient_count; i++) {
                if (i > 0 && !zl_id_equal(&to[i].member, &to[i - 1].member))
                        person++;
                if (person >= count ||
                    !zl_id_equal(&persons[person], &to[i].member) ||
                    !is_key_of(j, &to[i]))
                        return ZL_E_RECIPIENTS;
        }
        return person + 1 == count && j->context->recipient_count > 0
            ? ZL_OK
            : ZL_E_RECIPIENTS;
}

int zl_record_judge(const struct zl_directory *directory,
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
                status = check_followed(&j);
        if (status == ZL_OK)
                status = check_policy(&j);
        if (status == ZL_OK)
                status = check_lists(&j);
        if (status == ZL_OK)
                status = check_recipients(&j);
        if (status == ZL_OK && ret_author != NULL)
                *ret_author = j.author;
        return status;
}
