/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Passing a signal on.  Whoever receives it gets the content keys of the
 * records as they are, so that nobody's words are written anew and every
 * author's signature still holds.  Only what was opened and verified here
 * goes along; the keys are put in when it is sealed, and never kept in what
 * is shown. */
#include <stdlib.h>
#include <string.h>

#include "core_internal.h"

/* ---- Who ---- */

static void insert(
    struct zl_id *ids, size_t count, size_t max, const struct zl_id *id)
{
        size_t at = count < max ? count : max;

        while (at > 0 && memcmp(ids[at - 1].bytes, id->bytes, ZL_ID_SIZE) > 0)
                at--;
        if (at == max)
                return;
        memmove(&ids[at + 1], &ids[at],
            ((count < max ? count : max - 1) - at) * sizeof(*ids));
        ids[at] = *id;
}

size_t zl_core_receivers(const struct zl_core *core, struct zl_time now,
    enum zl_kind kind, const struct zl_id *signal, struct zl_id *ret,
    size_t max)
{
        struct zl_signal_facts facts;
        size_t all = 0;
        size_t count = 0;

        if (!core->profile.joined || !core__passes_on(kind))
                return 0;
        core__facts(core, signal, false, ZL_POSITION_END, &facts);
        if (!core__holds(core, &facts, &core->profile.member))
                return 0;
        all = zl_directory_member_count(core->directory);
        for (size_t i = 0; i < all; i++) {
                const struct zl_id *id =
                    &zl_directory_member_at(core->directory, i)->id;

                if (zl_id_equal(id, &core->profile.member) ||
                    zl_signal_may_receive(core->directory, kind,
                        &core->profile.member, &facts, id,
                        zl_core_point(core, now)) != ZL_OK)
                        continue;
                insert(ret, count, max, id);
                count++;
        }
        return count;
}

/* ---- What goes along ---- */

/* What is passed on, while it is put together. */
struct manifest {
        const struct zl_core *core;
        const struct core__record *record; /* that passes it on */
        const struct zl_id *to;
        size_t to_count;
        bool as_author; /* only what the note's author could read */
        struct zl_record *room;
        struct zl_passing passing;
};

static bool goes_along(
    const struct manifest *m, const struct core__record *record)
{
        if (!record->logged || record->closed || record->bytes == NULL ||
            zl_kind_is_status(record->kind) ||
            !zl_id_equal(&record->signal, &m->record->signal))
                return false;
        return !m->as_author || record->kind == ZL_NOTE ||
            record->kind == ZL_ADDENDUM || record->kind == ZL_FEEDBACK;
}

/* Has it to be opened first?  Not where all who receive have it already, or
 * where we cannot open it ourselves.  A contact's client seals what waits by
 * itself, and what else there is will be passed on by others. */
static bool is_missing(
    const struct manifest *m, const struct core__record *record)
{
        if (record->has_body || m->core->profile.role == ZL_ROLE_CONTACT ||
            !core__can_open(m->core, record))
                return false;
        for (size_t i = 0; i < m->to_count; i++) {
                if (!core__among(
                        record->persons, record->person_count, &m->to[i]))
                        return true;
        }
        return false;
}

static int add_record(struct manifest *m, const struct core__record *record)
{
        struct zl_secret *key = NULL;
        struct zl_passed *passed = NULL;
        int status = ZL_OK;

        if (!record->has_body || !core__can_open(m->core, record))
                return is_missing(m, record) ? ZL_E_STATE : ZL_OK;
        if (m->passing.record_count == ZL_PASSED_MAX)
                return ZL_E_TOO_LARGE;
        status = core__parse(m->core, record, m->room);
        if (status == ZL_OK)
                status = core__content_key(m->core, record, m->room, &key);
        if (status == ZL_OK) {
                passed = &m->passing.records[m->passing.record_count++];
                passed->record = record->hash;
                memcpy(passed->key, zl_secret_view(key), sizeof(passed->key));
        }
        zl_secret_free(key);
        return status;
}

static int fill(struct manifest *m)
{
        int status = ZL_OK;

        m->room = calloc(1, sizeof(*m->room));
        m->passing.records = calloc(ZL_PASSED_MAX, sizeof(*m->passing.records));
        if (m->room == NULL || m->passing.records == NULL)
                return ZL_E_MEMORY;
        for (size_t i = 0; i < m->core->record_count && status == ZL_OK; i++) {
                if (goes_along(m, m->core->records[i]))
                        status = add_record(m, m->core->records[i]);
        }
        return status;
}

static void empty(struct manifest *m)
{
        if (m->passing.records != NULL)
                zl_wipe(m->passing.records,
                    ZL_PASSED_MAX * sizeof(*m->passing.records));
        free(m->passing.records);
        free(m->room);
}

static bool is_contact(const struct zl_core *core, const struct zl_id *id)
{
        const struct zl_member *member =
            zl_directory_member(core->directory, id);

        return member != NULL && member->role == ZL_ROLE_CONTACT;
}

int core__write_passing(const struct zl_core *core,
    const struct core__record *record, const struct core__item *choice,
    const struct zl_buf *kept, struct zl_buf *buf)
{
        bool with_text = record->kind != ZL_RESEAL;
        struct zl_id persons[ZL_PERSONS_MAX];
        struct zl_passing said = {.document = NULL};
        struct manifest m = {.core = core, .record = record, .to = persons};
        int status = core__persons(core, record, choice, persons, &m.to_count);

        if (status == ZL_OK)
                status = zl_passing_parse(
                    kept->data, kept->size, with_text, &said, NULL);
        if (status == ZL_OK) {
                m.as_author = m.to_count == 1 && is_contact(core, &persons[0]);
                m.passing.written = said.written;
                m.passing.text = said.text;
                status = fill(&m);
        }
        if (status == ZL_OK)
                status = zl_passing_write(&m.passing, with_text, buf, NULL);
        empty(&m);
        zl_passing_done(&said);
        return status;
}

const struct core__record *core__unopened(const struct zl_core *core,
    const struct core__record *record, const struct core__item *choice)
{
        struct zl_id persons[ZL_PERSONS_MAX];
        struct manifest m = {.core = core, .record = record, .to = persons};

        if (core__persons(core, record, choice, persons, &m.to_count) != ZL_OK)
                return NULL;
        m.as_author = m.to_count == 1 && is_contact(core, &persons[0]);
        for (size_t i = 0; i < core->record_count; i++) {
                if (goes_along(&m, core->records[i]) &&
                    is_missing(&m, core->records[i]))
                        return core->records[i];
        }
        return NULL;
}

/* ---- The acts ---- */

static int choose(const struct zl_id *to, size_t count,
    const struct zl_id *self, struct core__item *ret)
{
        if (count + (self != NULL) > ZL_PERSONS_MAX)
                return ZL_E_RECIPIENTS;
        for (size_t i = 0; i < count; i++) {
                if (core__among(ret->chosen, ret->chosen_count, &to[i]))
                        continue;
                ret->chosen[ret->chosen_count++] = to[i];
        }
        if (self != NULL && !core__among(ret->chosen, ret->chosen_count, self))
                ret->chosen[ret->chosen_count++] = *self;
        return ret->chosen_count > 0 ? ZL_OK : ZL_E_RECIPIENTS;
}

/* Ours, that has not reached the log: it could not go along. */
static bool is_on_its_way(
    const struct zl_core *core, const struct zl_id *signal)
{
        for (size_t i = 0; i < core->record_count; i++) {
                const struct core__record *record = core->records[i];

                if (zl_id_equal(&record->signal, signal) && !record->logged &&
                    !zl_kind_is_status(record->kind))
                        return true;
        }
        return false;
}

static int pass_on(struct zl_core *core, enum zl_kind kind,
    const struct core__record *note, const struct core__item *choice,
    const struct zl_passing *said, struct zl_id *ret_id, const char **ret_field)
{
        struct core__record record = {.kind = kind,
            .signal = note->id,
            .club = note->club,
            .author = core->profile.member,
            .index = ZL_POSITION_END};
        struct zl_buf kept;
        struct zl_buf body;
        int status = is_on_its_way(core, &note->id) ? ZL_E_STATE : ZL_OK;

        zl_buf_init(&kept, ZL_BODY_JSON_MAX);
        zl_buf_init(&body, ZL_BODY_JSON_MAX);
        if (status == ZL_OK)
                status =
                    zl_passing_write(said, kind != ZL_RESEAL, &kept, ret_field);
        if (status == ZL_OK)
                status =
                    core__write_passing(core, &record, choice, &kept, &body);
        if (status == ZL_OK)
                status = core__names_too_much(core, kind, &note->id)
                    ? core__write_later(core, kind, note, choice, &kept, ret_id)
                    : core__write_about(
                          core, kind, note, choice, &body, &kept, ret_id);
        zl_buf_free(&body);
        zl_buf_free(&kept);
        return status;
}

static int act(struct zl_core *core, struct zl_time now, enum zl_kind kind,
    const struct zl_id *signal, const struct core__item *choice,
    const char *text, struct zl_id *ret_id, const char **ret_field)
{
        const struct zl_passing said = {.written = now, .text = text};
        const struct core__record *note = NULL;
        int status = core__check_act(core, zl_kind_act(kind), signal, &note);

        /* A contact's reseal goes by itself. */
        if (status == ZL_OK && core->profile.role != ZL_ROLE_PROFESSIONAL)
                status = ZL_E_POLICY;
        /* Nobody is kept from stepping out. */
        if (status == ZL_OK && kind == ZL_HANDOVER)
                status = core__check_key(
                    core, note, choice->chosen, choice->chosen_count);
        if (status == ZL_OK)
                status =
                    pass_on(core, kind, note, choice, &said, ret_id, ret_field);
        return status;
}

int zl_core_handover(struct zl_core *core, struct zl_time now,
    const struct zl_id *signal, const struct zl_id *to, size_t to_count,
    bool with_me, const char *text, struct zl_id *ret_id,
    const char **ret_field)
{
        struct core__item choice = {.quiet = false};
        int status = core__begin(core, now);

        if (status != ZL_OK)
                return status;
        *ret_field = NULL;
        status = choose(
            to, to_count, with_me ? &core->profile.member : NULL, &choice);
        if (status == ZL_OK)
                status = act(core, now, ZL_HANDOVER, signal, &choice, text,
                    ret_id, ret_field);
        return core__finish(core, status);
}

int zl_core_step_out(struct zl_core *core, struct zl_time now,
    const struct zl_id *signal, const struct zl_id *to, size_t to_count,
    const char *text, struct zl_id *ret_id, const char **ret_field)
{
        struct core__item choice = {.quiet = false};
        int status = core__begin(core, now);

        if (status != ZL_OK)
                return status;
        *ret_field = NULL;
        status = choose(to, to_count, NULL, &choice);
        if (status == ZL_OK)
                status = act(core, now, ZL_STEP_OUT, signal, &choice, text,
                    ret_id, ret_field);
        return core__finish(core, status);
}

int zl_core_reseal(struct zl_core *core, struct zl_time now,
    const struct zl_id *signal, const struct zl_id *to, size_t to_count,
    struct zl_id *ret_id)
{
        struct core__item choice = {.quiet = false};
        const char *field = NULL;
        int status = core__begin(core, now);

        if (status != ZL_OK)
                return status;
        status = choose(to, to_count, NULL, &choice);
        if (status == ZL_OK)
                status = act(core, now, ZL_RESEAL, signal, &choice, NULL,
                    ret_id, &field);
        return core__finish(core, status);
}

/* ---- Receiving ---- */

/* ZL_OK: it fits, and is kept where we could not open it before. */
static int take_key(struct zl_core *core, const struct core__record *passing,
    const struct zl_passed *passed, struct zl_record *room)
{
        struct core__record *record =
            core__record_of_hash(core, &passed->record);
        struct zl_secret *key = NULL;
        int status = ZL_E_NOT_FOUND;

        if (record == NULL || zl_kind_is_status(record->kind) ||
            !zl_id_equal(&record->signal, &passing->signal))
                return status;
        status = core__parse(core, record, room);
        if (status == ZL_OK)
                status = zl_envelope_take_key(room, passed->key, &key);
        if (status == ZL_OK &&
            (record->closed || !core__can_open(core, record)))
                status = core__add_key(core, record, key);
        zl_secret_free(key);
        if (status != ZL_OK)
                return status;
        record->closed = false;
        record->wanted = !record->has_body;
        return core__put_record(core, record);
}

/* What the author of the note wrote and nobody here can open: it may be that
 * nobody at all can any more, so its author has to know. */
static int tell_unreadable(
    struct zl_core *core, const struct zl_id *signal, bool *ret_any)
{
        int status = ZL_OK;

        for (size_t i = 0; i < core->record_count && status == ZL_OK; i++) {
                const struct core__record *record = core->records[i];

                if ((record->kind != ZL_NOTE && record->kind != ZL_ADDENDUM) ||
                    !zl_id_equal(&record->signal, signal) || !record->logged ||
                    record->closed || core__can_open(core, record))
                        continue;
                *ret_any = true;
                status = core__answer(core, ZL_UNREADABLE, record);
        }
        return status;
}

static int take_keys(struct zl_core *core, const struct core__record *record,
    const struct zl_passing *passing)
{
        struct zl_record *room = calloc(1, sizeof(*room));
        bool misfit = false;
        char id[ZL_ID_TEXT];
        int status = room == NULL ? ZL_E_MEMORY : ZL_OK;

        for (size_t i = 0; i < passing->record_count && status == ZL_OK; i++) {
                int taken = take_key(core, record, &passing->records[i], room);

                misfit = misfit || taken != ZL_OK;
                status = taken == ZL_E_MEMORY ? taken : ZL_OK;
        }
        free(room);
        if (status == ZL_OK)
                status = tell_unreadable(core, &record->signal, &misfit);
        zl_hex_of(record->signal.bytes, ZL_ID_SIZE, id);
        if (misfit)
                core__say(core, ZL_MSG_KEY_REFUSED, id,
                    core__name_of(core, &record->author), NULL, NULL);
        return status;
}

int core__take_passing(struct zl_core *core, const struct core__record *record,
    const struct zl_buf *body, struct zl_buf *kept)
{
        bool with_text = record->kind != ZL_RESEAL;
        struct zl_passing passing = {.document = NULL};
        struct zl_passing said = {.document = NULL};
        int status =
            zl_passing_parse(body->data, body->size, with_text, &passing, NULL);

        if (status != ZL_OK)
                return status;
        said.written = passing.written;
        said.text = passing.text;
        status = zl_passing_write(&said, with_text, kept, NULL);
        if (status == ZL_OK &&
            !zl_id_equal(&record->author, &core->profile.member))
                status = take_keys(core, record, &passing);
        zl_passing_done(&passing);
        return status;
}
