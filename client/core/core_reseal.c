/* SPDX-License-Identifier: EUPL-1.2 */
/*~ A note that nobody has taken up must not wait with people who are gone.
 * Its author's client seals it to those who receive the club's notes now, by
 * itself where the contact has been shown them, else after asking. */
#include "core_internal.h"

static bool has_reseal_queued(
    const struct zl_core *core, const struct zl_id *signal)
{
        for (size_t i = 0; i < core->record_count; i++) {
                const struct core__record *record = core->records[i];

                if (record->kind == ZL_RESEAL && !record->logged &&
                    zl_id_equal(&record->signal, signal))
                        return true;
        }
        return false;
}

/* Is there a holder who read the note, or who can have the key?  Who was
 * handed the signal and did not open it yet is not to be passed over. */
static bool is_held(struct zl_core *core, const struct core__record *note,
    const struct zl_signal_facts *facts)
{
        for (size_t i = 0; i < facts->holder_count; i++) {
                const struct zl_id *holder = &facts->holders[i];

                if (zl_directory_member_in_force(
                        core->directory, holder, core__point(core)) == ZL_OK &&
                    (core__among(facts->readers, facts->reader_count, holder) ||
                        core__may_have_key(core, note, holder)))
                        return true;
        }
        return false;
}

/* Does it wait for somebody else, as far as its author may see to that? */
static bool is_stranded(struct zl_core *core, const struct core__record *note,
    const struct zl_signal_facts *facts)
{
        if (!zl_id_equal(&facts->author, &core->profile.member))
                return false;
        if (facts->state == ZL_STATE_WAITING)
                return true;
        return facts->state == ZL_STATE_ACKNOWLEDGED &&
            !is_held(core, note, facts);
}

/* Is there somebody new, and nobody the contact did not want?  One who holds
 * it without the key is as good as new. */
static bool is_due(struct zl_core *core, const struct core__record *note,
    const struct zl_signal_facts *facts)
{
        struct zl_id persons[ZL_PERSONS_MAX];
        size_t count = 0;
        bool anybody = false;

        if (!is_stranded(core, note, facts) ||
            has_reseal_queued(core, &note->signal) ||
            zl_signal_persons(core->directory, ZL_RESEAL, &core->profile.member,
                &note->club, core__point(core), facts, NULL, 0, persons,
                &count) != ZL_OK)
                return false;
        for (size_t i = 0; i < count; i++) {
                if (core__among(
                        note->declined, note->declined_count, &persons[i]))
                        return false;
                anybody = anybody ||
                    !core__among(
                        facts->holders, facts->holder_count, &persons[i]) ||
                    !core__may_have_key(core, note, &persons[i]);
        }
        return anybody;
}

static int reseal(struct zl_core *core, const struct core__record *note)
{
        const struct core__item proto = {.quiet = false};
        const struct zl_passing said = {.written = core->state.now};
        struct core__record *record = NULL;
        struct core__item *item = NULL;
        struct zl_buf kept;
        struct zl_id id;
        int status =
            core__new_record(core, ZL_RESEAL, &note->id, &note->club, &record);

        if (status != ZL_OK)
                return status;
        id = record->id;
        zl_buf_init(&kept, ZL_BODY_JSON_MAX);
        status = zl_passing_write(&said, false, &kept, NULL);
        if (status == ZL_OK) {
                status = core__queue_record(
                    core, record, &kept, (struct zl_bytes){NULL, 0}, &proto);
                record = NULL;
        }
        core__record_free(record);
        zl_buf_free(&kept);
        if (status != ZL_OK)
                return status;
        item = core__item_of(core, &id);
        return core__seal_stale(core, item);
}

int core__reseal_waiting(struct zl_core *core)
{
        int status = ZL_OK;

        if (core->profile.role != ZL_ROLE_CONTACT || core__too_old(core))
                return ZL_OK;
        for (size_t i = 0; i < core->record_count && status == ZL_OK; i++) {
                const struct core__record *note = core->records[i];
                struct zl_signal_facts facts;

                if (note->kind != ZL_NOTE || !note->logged || note->closed ||
                    note->bytes == NULL)
                        continue;
                core__facts(
                    core, &note->signal, false, ZL_POSITION_END, &facts);
                if (is_due(core, note, &facts))
                        status = reseal(core, note);
        }
        return status;
}

int core__decline(struct zl_core *core, const struct core__record *record)
{
        struct core__record *note = core__record(core, &record->signal);
        const struct core__item nobody = {.left_out_count = 0};
        struct zl_id persons[ZL_PERSONS_MAX];
        size_t count = 0;

        if (record->kind != ZL_RESEAL || note == NULL ||
            core__persons(core, record, &nobody, persons, &count) != ZL_OK)
                return ZL_OK;
        for (size_t i = 0; i < count; i++) {
                if (!core__is_shown(core, &persons[i]) &&
                    !core__among(
                        note->declined, note->declined_count, &persons[i]) &&
                    note->declined_count < ZL_PERSONS_MAX)
                        note->declined[note->declined_count++] = persons[i];
        }
        return core__put_record(core, note);
}
