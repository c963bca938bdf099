/* SPDX-License-Identifier: EUPL-1.2 */
/* What every act on a signal begins and ends with: may we, and then sealing
 * and queueing what it says. */
#include "core_internal.h"

static unsigned relations_of(
    const struct zl_core *core, const struct zl_signal_facts *facts)
{
        const struct zl_id *self = &core->profile.member;
        unsigned relations = 0;

        if (core__holds(core, facts, self))
                relations |= ZL_REL_HOLDER;
        if (zl_id_equal(&facts->author, self))
                relations |= ZL_REL_AUTHOR;
        return relations;
}

/* The table only says no; this finds the reason to tell. */
static int check_policy(const struct zl_core *core, enum zl_act act,
    const struct zl_signal_facts *facts)
{
        static const enum zl_state states[] = {ZL_STATE_WAITING,
            ZL_STATE_OPENED, ZL_STATE_ACKNOWLEDGED, ZL_STATE_CLOSED};
        enum zl_actor actor = zl_actor_of(core->profile.role);
        unsigned relations = relations_of(core, facts);

        if (zl_policy_allows(act, actor, relations, facts->state))
                return ZL_OK;
        for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
                if (zl_policy_allows(act, actor, relations, states[i]))
                        return ZL_E_STATE;
        }
        return ZL_E_POLICY;
}

int core__check_act(const struct zl_core *core, enum zl_act act,
    const struct zl_id *signal, const struct core__record **ret_note)
{
        const struct core__record *note = NULL;
        struct zl_signal_facts facts;
        int status = ZL_OK;

        if (!core->profile.joined)
                return ZL_E_STATE;
        note = core__record(core, signal);
        if (note == NULL || note->kind != ZL_NOTE)
                return ZL_E_NOT_FOUND;
        core__facts(core, signal, false, ZL_POSITION_END, &facts);
        if (facts.state == ZL_STATE_NONE)
                return ZL_E_STATE; /* it was never sent */
        if (facts.state == ZL_STATE_RETRACTED || facts.state == ZL_STATE_ERASED)
                return ZL_E_ERASED;
        status = check_policy(core, act, &facts);
        if (status == ZL_OK)
                status = core__may_seal(core);
        if (status == ZL_OK && ret_note != NULL)
                *ret_note = note;
        return status;
}

int core__write_later(struct zl_core *core, enum zl_kind kind,
    const struct core__record *note, const struct core__item *choice,
    const struct zl_buf *kept, struct zl_id *ret_id)
{
        struct core__record *record = NULL;
        int status =
            core__new_record(core, kind, &note->id, &note->club, &record);
        struct zl_id id;

        if (status != ZL_OK)
                return status;
        id = record->id;
        status = core__queue_record(
            core, record, kept, (struct zl_bytes){NULL, 0}, choice);
        if (status != ZL_OK)
                return status;
        *ret_id = id;
        core__sync_begin(core);
        return ZL_OK;
}

int core__write_about(struct zl_core *core, enum zl_kind kind,
    const struct core__record *note, const struct core__item *choice,
    const struct zl_buf *body, const struct zl_buf *kept, struct zl_id *ret_id)
{
        struct core__record *record = NULL;
        struct zl_bytes plain = {NULL, 0};
        struct zl_buf sealed;
        struct zl_id id;
        int status =
            core__new_record(core, kind, &note->id, &note->club, &record);

        if (status != ZL_OK)
                return status;
        id = record->id;
        if (body != NULL)
                plain = zl_buf_bytes(body);
        zl_buf_init(&sealed, ZL_RECORD_MAX);
        status = core__seal(core, record, choice, plain, NULL, &sealed);
        if (status == ZL_OK) {
                status = core__queue_record(
                    core, record, kept, zl_buf_bytes(&sealed), choice);
                record = NULL;
        }
        if (status == ZL_OK) {
                *ret_id = id;
                core__sync_begin(core);
        }
        core__record_free(record);
        zl_buf_free(&sealed);
        return status;
}
