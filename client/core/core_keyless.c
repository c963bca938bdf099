/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Who can have the content key of a note, as far as the records say:
 * whom it was sealed to, and whom it was passed on to by somebody who could
 * have it. One who holds a signal because nobody else is left has no key, and
 * passes none on; then nobody may be left who can read the note, and its
 * author's client seals it to them. */
#include "core_internal.h"

static bool is_of(const struct core__record *record, const struct zl_id *signal)
{
        return record->logged && !zl_kind_is_status(record->kind) &&
            zl_id_equal(&record->signal, signal);
}

/* Did one of the first records that bring the key name this member? */
static bool was_brought(const struct zl_core *core, const struct zl_id *signal,
    const struct zl_id *member, size_t before)
{
        for (size_t i = 0; i < before; i++) {
                const struct core__record *record = core->records[i];

                if (is_of(record, signal) && record->brings_key &&
                    core__among(record->persons, record->person_count, member))
                        return true;
        }
        return false;
}

/* What its author sealed brings it; what others pass on, if they had it. */
static void follow_key(struct zl_core *core, const struct zl_id *signal)
{
        for (size_t i = 0; i < core->record_count; i++) {
                struct core__record *record = core->records[i];

                if (!is_of(record, signal))
                        continue;
                record->brings_key = record->kind == ZL_NOTE ||
                    (record->kind == ZL_RESEAL &&
                        record->author_role == ZL_ROLE_CONTACT) ||
                    (core__passes_on(record->kind) &&
                        was_brought(core, signal, &record->author, i));
        }
}

/* What was passed on need not fit: whoever receives it says so. */
static bool was_refused(const struct zl_core *core,
    const struct core__record *note, const struct core__record *passing,
    const struct zl_id *member)
{
        for (size_t i = 0; i < core->record_count; i++) {
                const struct core__record *record = core->records[i];

                if (record->kind == ZL_UNREADABLE && record->logged &&
                    record->index > passing->index &&
                    zl_id_equal(&record->author, member) &&
                    zl_hash_equal(&record->follows, &note->hash))
                        return true;
        }
        return false;
}

bool core__may_have_key(struct zl_core *core, const struct core__record *note,
    const struct zl_id *member)
{
        follow_key(core, &note->id);
        for (size_t i = 0; i < core->record_count; i++) {
                const struct core__record *record = core->records[i];

                if (!is_of(record, &note->id) || !record->brings_key ||
                    !core__among(record->persons, record->person_count, member))
                        continue;
                if (record->author_role == ZL_ROLE_CONTACT ||
                    record->kind == ZL_NOTE ||
                    !was_refused(core, note, record, member))
                        return true;
        }
        return false;
}

int core__check_key(struct zl_core *core, const struct core__record *note,
    const struct zl_id *to, size_t count)
{
        const struct zl_id *self = &core->profile.member;

        if (!note->closed && core__can_open(core, note))
                return ZL_OK;
        for (size_t i = 0; i < count; i++) {
                if (!zl_id_equal(&to[i], self) &&
                    core__may_have_key(core, note, &to[i]))
                        return ZL_OK;
        }
        /* It may be in what was passed on, and was not opened yet. */
        return core__may_have_key(core, note, self) ? ZL_E_STATE
                                                    : ZL_E_NOT_FOR_US;
}
