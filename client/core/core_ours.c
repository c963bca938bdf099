/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Is a record ours to be shown?  That its author could write it is not enough:
 * a server that lists it to somebody it was not for would tell that person
 * that there is a signal, about which club, by whom (docs/protocol.md, 7.9 and
 * 7.12).  So readers hold what they are given against the policy table as the
 * server should have. */
#include "core_internal.h"

static bool is_recipient(
    const struct zl_core *core, const struct zl_record *record)
{
        const struct zl_context *context = &record->context;

        for (uint8_t i = 0; i < context->recipient_count; i++) {
                if (zl_id_equal(
                        &context->recipients[i].member, &core->profile.member))
                        return true;
        }
        return false;
}

static bool is_holder(const struct zl_core *core,
    const struct zl_signal_facts *facts, struct zl_point at)
{
        struct zl_id holders[ZL_PERSONS_MAX];
        size_t count = 0;

        if (facts->state == ZL_STATE_NONE)
                return false;
        zl_signal_holders(core->directory, facts, at, holders, &count);
        return core__among(holders, count, &core->profile.member);
}

/* A contact must not learn that there is an assessment. */
static bool is_hidden(const struct zl_core *core,
    const struct zl_record *record, const struct zl_followed *followed)
{
        return core->profile.role == ZL_ROLE_CONTACT &&
            (zl_kind_is_inner(record->context.kind) ||
                (followed->known &&
                    zl_kind_is_inner(followed->record->context.kind)));
}

static const struct zl_member *author_of(
    const struct zl_core *core, const struct zl_record *record)
{
        const struct zl_device_entry *device =
            zl_directory_device(core->directory, &record->context.author);

        return device == NULL
            ? NULL
            : zl_directory_member(core->directory, &device->member);
}

/* May this record put the signal of that note into our hands?  Into those of
 * a contact only a professional may, once the note's author is gone. */
static bool may_bring(const struct zl_core *core,
    const struct zl_record *record, struct zl_point at,
    const struct zl_record *note)
{
        const struct zl_member *by = author_of(core, record);
        const struct zl_member *first = author_of(core, note);

        if (by == NULL || first == NULL || !is_recipient(core, record))
                return false;
        return core->profile.role == ZL_ROLE_PROFESSIONAL ||
            (by->role == ZL_ROLE_PROFESSIONAL &&
                record->context.kind == ZL_RESEAL &&
                zl_directory_member_in_force(core->directory, &first->id, at) !=
                    ZL_OK);
}

/* Does something that waits to be judged bring us this signal? */
static bool is_brought(const struct zl_core *core, const struct zl_record *note)
{
        struct zl_record *record = &core->scratch[CORE__SCRATCH_JUDGED];

        for (size_t i = 0; i < core->pending_count; i++) {
                const struct core__pending *pending = &core->pending[i];
                struct zl_point at = {pending->statements, pending->time};

                if (zl_id_equal(&pending->signal, &note->context.signal) &&
                    zl_record_parse(pending->bytes, pending->size, false,
                        &core->profile.organisation, record) == ZL_OK &&
                    may_bring(core, record, at, note))
                        return true;
        }
        return false;
}

/* Could we hold it now because nobody else is left? */
static bool is_left_to_us(
    const struct zl_core *core, const struct zl_record *note)
{
        const struct zl_context *context = &note->context;
        const struct zl_id *self = &core->profile.member;
        struct zl_routing routing = {0};

        if (zl_directory_routing(core->directory, &context->club,
                core__point(core), &routing) != ZL_OK ||
            core__among(context->left_out, context->left_out_count, self))
                return false;
        return (routing.has_account_holder &&
                   zl_id_equal(&routing.account_holder, self)) ||
            core__among(routing.deputies, routing.deputy_count, self);
}

/* What was before we had part in it is fetched whole, for a reason. */
static bool has_reason(
    const struct zl_core *core, const struct zl_record *record)
{
        return record->context.kind != ZL_NOTE || /* its note was taken */
            is_left_to_us(core, record) || is_brought(core, record);
}

int core__check_ours(const struct zl_core *core, const struct zl_record *record,
    struct zl_point at, const struct zl_signal_facts *facts,
    const struct zl_followed *followed, bool whole)
{
        const struct zl_member *author = author_of(core, record);
        bool note = record->context.kind == ZL_NOTE;
        unsigned relations = 0;

        if (is_hidden(core, record, followed))
                return ZL_E_POLICY;
        /* How it went with a record that we were shown. */
        if (core__answers(record->context.kind) && followed->known)
                return ZL_OK;
        if ((author != NULL &&
                zl_id_equal(&author->id, &core->profile.member)) ||
            zl_id_equal(&facts->author, &core->profile.member))
                relations |= ZL_REL_AUTHOR;
        if (is_recipient(core, record))
                relations |= ZL_REL_RECIPIENT;
        if (is_holder(core, facts, at))
                relations |= ZL_REL_HOLDER;
        if (zl_policy_allows(ZL_ACT_READ_RECORDS,
                zl_actor_of(core->profile.role), relations,
                note ? ZL_STATE_WAITING : facts->state))
                return ZL_OK;
        return whole && has_reason(core, record) ? ZL_OK : ZL_E_POLICY;
}
