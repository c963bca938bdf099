/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Writing a note.  Who receives it is not a question to the writer; who is
 * new among them is shown first.  Where the directory is too old to seal by,
 * the note is kept in the vault and sealed after the next sync. */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "core_internal.h"

size_t zl_core_unseen(const struct zl_core *core, struct zl_time now,
    const struct zl_id *club, struct zl_id ret[static ZL_PERSONS_MAX])
{
        struct zl_routing routing;
        size_t count = 0;

        if (!core->profile.joined ||
            zl_directory_routing(core->directory, club,
                zl_core_point(core, now), &routing) != ZL_OK)
                return 0;
        if (routing.has_account_holder &&
            !core__is_shown(core, &routing.account_holder))
                ret[count++] = routing.account_holder;
        for (size_t i = 0; i < routing.deputy_count; i++) {
                if (!core__is_shown(core, &routing.deputies[i]))
                        ret[count++] = routing.deputies[i];
        }
        return count;
}

int zl_core_seen(struct zl_core *core, const struct zl_id *ids, size_t count)
{
        int status = core__begin(core, core->state.now);

        if (status == ZL_OK && !core->profile.joined)
                status = ZL_E_STATE;
        for (size_t i = 0; i < count && status == ZL_OK; i++)
                status = core__mark_seen(core, &ids[i], true);
        return core__finish(core, status);
}

/* May this person note anything about this club?  Before a directory is
 * whole only the role is sure. */
static int check_club(const struct zl_core *core, const struct zl_id *club)
{
        enum zl_actor actor = zl_actor_of(core->profile.role);
        unsigned relations = ZL_REL_OF_CLUB | ZL_REL_ASSIGNED;
        int status = core__may_seal(core);

        if (!zl_policy_allows(ZL_ACT_NOTE, actor, relations, ZL_STATE_NONE))
                return ZL_E_POLICY;
        if (status != ZL_OK)
                return status;
        relations = zl_directory_club_relation(
            core->directory, &core->profile.member, club, core__point(core));
        if (!zl_policy_allows(ZL_ACT_NOTE, actor, relations, ZL_STATE_NONE))
                return ZL_E_POLICY;
        return zl_directory_club_ended(core->directory, club, core__point(core))
            ? ZL_E_NOT_FOUND
            : ZL_OK;
}

static int queue_note(struct zl_core *core, const struct zl_id *club,
    const struct zl_buf *body, const struct core__item *proto,
    struct zl_id *ret_id)
{
        struct core__record *record = NULL;
        bool draft = core__too_old(core);
        struct zl_id id;
        struct zl_buf sealed;
        int status = core__new_record(core, ZL_NOTE, NULL, club, &record);

        zl_buf_init(&sealed, ZL_RECORD_MAX);
        if (status != ZL_OK)
                goto out;
        id = record->id;
        if (!draft)
                status = core__check_shown(core, record, proto);
        if (status == ZL_OK && !draft)
                status = core__seal(
                    core, record, proto, zl_buf_bytes(body), NULL, &sealed);
        if (status != ZL_OK)
                goto out;
        status = core__queue_record(
            core, record, body, zl_buf_bytes(&sealed), proto);
        record = NULL;
        if (status == ZL_OK)
                *ret_id = id;
out:
        core__record_free(record);
        zl_buf_free(&sealed);
        return status;
}

int zl_core_note(struct zl_core *core, struct zl_time now,
    const struct zl_id *club, const struct zl_note *note,
    const struct zl_id *left_out, size_t left_count, struct zl_id *ret_id,
    const char **ret_field)
{
        struct core__item proto = {.quiet = false};
        struct zl_note written = *note;
        const struct zl_charter *charter = NULL;
        struct zl_buf body;
        int status = core__begin(core, now);

        if (status != ZL_OK)
                return status;
        *ret_field = NULL;
        if (!core->profile.joined)
                return ZL_E_STATE;
        if (left_count > ZL_LEFT_OUT_MAX)
                return ZL_E_TOO_LARGE;
        zl_buf_init(&body, ZL_BODY_JSON_MAX);
        written.written = now;
        charter = zl_directory_charter(core->directory);
        status = check_club(core, club);
        if (status == ZL_OK && charter == NULL)
                status = ZL_E_INCOMPLETE;
        if (status == ZL_OK)
                status = zl_note_write(
                    &written, core->profile.role, &body, ret_field);
        if (status == ZL_OK) {
                status = zl_note_check_naming(&written, charter->naming);
                if (status == ZL_E_POLICY)
                        *ret_field = "about";
        }
        if (status == ZL_OK) {
                proto.left_out_count = (uint8_t)left_count;
                if (left_count > 0)
                        memcpy(proto.left_out, left_out,
                            left_count * sizeof(*left_out));
                status = queue_note(core, club, &body, &proto, ret_id);
        }
        zl_buf_free(&body);
        if (status == ZL_OK)
                core__sync_begin(core);
        return core__finish(core, status);
}

int zl_core_send_anyway(
    struct zl_core *core, struct zl_time now, const struct zl_id *record)
{
        struct core__item *item = NULL;
        struct core__record *known = NULL;
        struct zl_id persons[ZL_PERSONS_MAX];
        size_t count = 0;
        int status = core__begin(core, now);

        if (status != ZL_OK)
                return status;
        item = core__item_of(core, record);
        known = core__record(core, record);
        if (item == NULL || known == NULL)
                return ZL_E_NOT_FOUND;
        if (item->state != CORE__ASKS && item->state != CORE__GIVEN_UP)
                return ZL_E_STATE;
        status = core__persons(core, known, item, persons, &count);
        for (size_t i = 0; i < count && status == ZL_OK; i++)
                status = core__mark_seen(core, &persons[i], true);
        if (status == ZL_OK) {
                /* Whoever comes after these is asked about again. */
                memcpy(known->persons, persons, count * sizeof(*persons));
                known->person_count = (uint8_t)count;
                known->progress = ZL_QUEUED;
                item->state = CORE__STALE;
                item->tries = 0;
                item->first_try.ms = 0;
                item->rung = false;
                core__sync_begin(core);
                core__sync_again(core);
                core->sync.done = false;
                status = core__put_item(core, item);
        }
        if (status == ZL_OK)
                status = core__put_record(core, known);
        return core__finish(core, status);
}

int zl_core_withdraw(struct zl_core *core, const struct zl_id *record)
{
        struct core__item *item = NULL;
        struct core__record *known = NULL;
        int status = core__begin(core, core->state.now);

        if (status != ZL_OK)
                return status;
        item = core__item_of(core, record);
        known = core__record(core, record);
        if (item == NULL || known == NULL)
                return ZL_E_NOT_FOUND;
        /* What waits may have been sent, and its answer lost. */
        if (known->logged || item->state == CORE__WAITING ||
            item->state == CORE__KEPT)
                return ZL_E_STATE;
        status = core__decline(core, known);
        if (status == ZL_OK)
                status = core__item_drop(core, item);
        if (status == ZL_OK)
                status = core__drop_record(core, known);
        return core__finish(core, status);
}
