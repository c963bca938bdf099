/* SPDX-License-Identifier: EUPL-1.2 */
/* Signals and records as a person looks at them. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core_internal.h"

/* Is it a signal's first note? */
static bool opens(const struct core__record *record)
{
        return record->kind == ZL_NOTE;
}

size_t zl_core_signal_count(const struct zl_core *core)
{
        size_t count = 0;

        for (size_t i = 0; i < core->record_count; i++)
                count += opens(core->records[i]);
        return count;
}

/* Who opened it first, and when it was first answered; what is on its way
 * counts as well. */
static void look_at_answers(const struct zl_core *core,
    const struct core__record *note, struct zl_signal_view *view)
{
        for (size_t i = 0; i < core->record_count; i++) {
                const struct core__record *record = core->records[i];

                if (!zl_id_equal(&record->signal, &note->id))
                        continue;
                if (record->kind == ZL_ACKNOWLEDGEMENT &&
                    !view->acknowledged_by_known &&
                    record->author_role == ZL_ROLE_PROFESSIONAL &&
                    zl_hash_equal(&record->follows, &note->hash)) {
                        view->acknowledged_by_known = true;
                        view->acknowledged_by = record->author;
                        view->acknowledged_at = record->time;
                }
                if (record->kind == ZL_FEEDBACK && !view->answered &&
                    record->progress != ZL_FAILED) {
                        view->answered = true;
                        view->answered_at = record->time;
                }
        }
}

/* Something to be opened: by who holds it, or by who is its author. */
static bool is_new(
    const struct zl_core *core, const struct core__record *record)
{
        return record->progress == ZL_LISTED && !record->closed &&
            !zl_kind_is_status(record->kind) && record->bytes != NULL &&
            (core__can_open(core, record) ||
                core__among(record->persons, record->person_count,
                    &core->profile.member));
}

static void look_at_facts(const struct zl_core *core,
    const struct core__record *note, struct zl_signal_view *view)
{
        struct zl_signal_facts facts;

        core__facts(core, &note->id, false, ZL_POSITION_END, &facts);
        view->state = ZL_STATE_WAITING;
        view->author = note->author;
        if (facts.state == ZL_STATE_NONE)
                return;
        view->state = facts.state;
        view->held = facts.held;
        view->author = facts.author;
        zl_signal_holders(core->directory, &facts, core__point(core),
            view->holders, &view->holder_count);
        view->is_holder = core__among(
            view->holders, view->holder_count, &core->profile.member);
}

static void look_at(const struct zl_core *core, const struct core__record *note,
    struct zl_signal_view *ret)
{
        const struct zl_club_entry *club =
            zl_directory_club(core__shown(core), &note->club);
        struct zl_signal_view view = {.id = note->id,
            .club = note->club,
            .club_name = club == NULL ? "" : club->club.name,
            .time = note->time};
        bool reads = false;

        look_at_facts(core, note, &view);
        look_at_answers(core, note, &view);
        reads = view.is_holder || core->profile.role == ZL_ROLE_CONTACT;
        for (size_t i = 0; i < core->record_count; i++) {
                const struct core__record *record = core->records[i];

                if (!zl_id_equal(&record->signal, &note->id))
                        continue;
                view.record_count++;
                view.has_new = view.has_new || (reads && is_new(core, record));
        }
        *ret = view;
}

void zl_core_signal_at(
    const struct zl_core *core, size_t index, struct zl_signal_view *ret_signal)
{
        assert(index < zl_core_signal_count(core));
        for (size_t i = core->record_count; i-- > 0;) {
                if (opens(core->records[i]) && index-- == 0) {
                        look_at(core, core->records[i], ret_signal);
                        return;
                }
        }
}

int zl_core_find_signal(const struct zl_core *core, const char *suffix,
    struct zl_signal_view *ret_signal)
{
        const struct core__record *found = NULL;
        size_t size = strlen(suffix);

        if (size < 4 || size >= ZL_ID_TEXT ||
            strspn(suffix, "0123456789abcdef") != size)
                return ZL_E_MALFORMED;
        for (size_t i = 0; i < core->record_count; i++) {
                char text[ZL_ID_TEXT];

                if (!opens(core->records[i]))
                        continue;
                zl_hex_of(core->records[i]->id.bytes, ZL_ID_SIZE, text);
                if (strcmp(text + ZL_ID_TEXT - 1 - size, suffix) != 0)
                        continue;
                if (found != NULL)
                        return ZL_E_CONFLICT;
                found = core->records[i];
        }
        if (found == NULL)
                return ZL_E_NOT_FOUND;
        look_at(core, found, ret_signal);
        return ZL_OK;
}

/* Was that device stated, by somebody whose word is void since?  (Who is not
 * in sight any more was not stated here at all.) */
static bool was_stated(
    const struct zl_core *core, const struct zl_sign_key *key)
{
        size_t count = zl_directory_count(core->directory);

        for (size_t i = 0; i < count; i++) {
                const struct zl_statement *statement =
                    zl_directory_statement(core->directory, i, NULL);

                if (statement->type == ZL_DEVICE &&
                    zl_sign_key_equal(&statement->is.device.key, key))
                        return true;
        }
        return false;
}

/* What was declared compromised since is void from there on, also what was
 * read before anybody knew.  At its point in the log, not now: who left since
 * wrote it rightly. */
static bool is_void(
    const struct zl_core *core, const struct core__record *record)
{
        struct zl_point at = {record->statements, record->time};
        int status = ZL_OK;

        if (!record->logged)
                return false;
        status = zl_directory_device_in_force(
            core->directory, &record->device, at, NULL);
        return status == ZL_E_REVOKED ||
            (status == ZL_E_CHAIN && was_stated(core, &record->device));
}

void core__look_at_record(const struct zl_core *core,
    const struct core__record *record, struct zl_record_view *ret)
{
        const struct zl_device_entry *device =
            zl_directory_device(core->directory, &record->device);
        int in_force = zl_directory_member_in_force(
            core->directory, &record->author, core__point(core));

        *ret = (struct zl_record_view){.id = record->id,
            .kind = record->kind,
            .author = record->author,
            .author_name = core__name_of(core, &record->author),
            .ours = zl_id_equal(&record->author, &core->profile.member),
            .former = in_force != ZL_OK,
            .unproven = device != NULL && device->voided,
            .is_void = is_void(core, record),
            .progress = record->progress,
            .time = record->time,
            .has_body = record->has_body};
        if (ret->is_void)
                ret->has_body = false;
}

void zl_core_record_at(const struct zl_core *core, const struct zl_id *signal,
    size_t index, struct zl_record_view *ret_record)
{
        for (size_t i = 0; i < core->record_count; i++) {
                if (zl_id_equal(&core->records[i]->signal, signal) &&
                    index-- == 0) {
                        core__look_at_record(
                            core, core->records[i], ret_record);
                        return;
                }
        }
        assert(false); /* beyond record_count */
}

int zl_core_body(
    const struct zl_core *core, const struct zl_id *record, struct zl_buf *buf)
{
        const struct core__record *known = core__record(core, record);

        if (known != NULL && is_void(core, known))
                return ZL_E_REVOKED;
        return core__read_kept(core, CORE__BODY, record, buf);
}
