/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to revoking.  A revocation as compromised works back in time, and
 * what rests on what it voids goes with it; so a person can see beforehand
 * what would be left, in a directory where it was said already. */
#include <stdlib.h>
#include <string.h>

#include "core_internal.h"

/* Whom an appointment or device is of; NULL if it is neither. */
static const struct zl_id *subject_of(
    const struct zl_directory *directory, const struct zl_hash *subject)
{
        const struct zl_statement *statement =
            core__find_statement(directory, subject, NULL);

        if (statement == NULL)
                return NULL;
        if (statement->type == ZL_APPOINTMENT)
                return &statement->is.appointment.member;
        return statement->type == ZL_DEVICE ? &statement->is.device.member
                                            : NULL;
}

/* Coordinators can revoke each other; what the root says of them stands. */
static const struct zl_signer *signer_for(const struct zl_core *core,
    const struct zl_directory *directory, const struct zl_hash *subject)
{
        const struct zl_signer *root = core__root_here(core);
        const struct zl_id *id = subject_of(directory, subject);
        const struct zl_member *member =
            id == NULL ? NULL : zl_directory_member(directory, id);

        return root != NULL && member != NULL &&
                member->role == ZL_ROLE_COORDINATOR
            ? root
            : &core->device;
}

int zl_core_revoke(struct zl_core *core, struct zl_time now,
    const struct zl_revocation *revocation)
{
        struct core__item proto = {.quiet = false};
        struct zl_directory *working = NULL;
        int status = core__act(core, now);

        if (status == ZL_OK)
                status = core__working(core, &working);
        if (status != ZL_OK)
                return core__finish(core, status);
        memcpy(proto.id.bytes, revocation->subject.bytes, ZL_ID_SIZE);
        status = core__say_statement(core,
            signer_for(core, working, &revocation->subject), ZL_REVOCATION,
            revocation, &proto, NULL, NULL);
        return core__acted(core, status);
}

uint64_t zl_core_position_at(const struct zl_core *core, struct zl_time time)
{
        for (size_t i = zl_directory_count(core->directory); i-- > 0;) {
                struct zl_point at;

                (void)zl_directory_statement(core->directory, i, &at);
                if (at.time.ms < time.ms)
                        return at.position + 1;
        }
        return 0;
}

int zl_core_position_of(const struct zl_core *core,
    const struct zl_hash *statement, uint64_t *ret_position)
{
        struct zl_point at;

        if (core__find_statement(core->directory, statement, &at) == NULL)
                return ZL_E_NOT_FOUND;
        *ret_position = at.position;
        return ZL_OK;
}

/* ---- What it would do ---- */

void zl_preview_free(struct zl_preview *preview)
{
        free(preview->voids);
        free(preview->members);
        free(preview->clubs);
        free(preview->nobody);
        *preview = (struct zl_preview){.voids = NULL};
}

/* Two directories: as it is, and as it would be. */
struct change {
        const struct zl_directory *before;
        const struct zl_directory *after;
        struct zl_point at;
};

static const struct zl_id *about(
    const struct zl_directory *directory, const struct zl_statement *statement)
{
        switch (statement->type) {
        case ZL_APPOINTMENT:
                return &statement->is.appointment.member;
        case ZL_CARD:
                return &statement->is.card.member;
        case ZL_DEVICE:
                return &statement->is.device.member;
        case ZL_SEALING_KEY:
                return &statement->is.sealing.member;
        case ZL_ABSENCE:
                return &statement->is.absence.member;
        case ZL_REVOCATION:
                return subject_of(directory, &statement->is.revocation.subject);
        case ZL_CHARTER:
        case ZL_CLUB:
        case ZL_ASSIGNMENT:
        case ZL_DIRECTORY:
                break;
        }
        return NULL;
}

static int list_voids(const struct change *change, struct zl_preview *preview)
{
        for (size_t i = 0; i < zl_directory_count(change->before); i++) {
                struct zl_void_view view = {.statement = NULL};
                const struct zl_id *member = NULL;

                if (zl_directory_is_void(change->before, i) ||
                    !zl_directory_is_void(change->after, i))
                        continue;
                if (core__grow(&preview->voids, preview->void_count,
                        sizeof(view)) != ZL_OK)
                        return ZL_E_MEMORY;
                view.statement =
                    zl_directory_statement(change->before, i, &view.at);
                member = about(change->before, view.statement);
                if (member != NULL)
                        view.member = *member;
                preview->voids[preview->void_count++] = view;
        }
        return ZL_OK;
}

static int add_member(struct zl_preview *preview, const struct zl_id *member)
{
        for (size_t i = 0; i < preview->member_count; i++) {
                if (zl_id_equal(&preview->members[i], member))
                        return ZL_OK;
        }
        if (core__grow(&preview->members, preview->member_count,
                sizeof(*member)) != ZL_OK)
                return ZL_E_MEMORY;
        preview->members[preview->member_count++] = *member;
        return ZL_OK;
}

static bool loses_membership(
    const struct change *change, const struct zl_id *member)
{
        return zl_directory_member_in_force(
                   change->before, member, change->at) == ZL_OK &&
            zl_directory_member_in_force(change->after, member, change->at) !=
            ZL_OK;
}

static bool loses_device(
    const struct change *change, const struct zl_sign_key *key)
{
        return zl_directory_device_in_force(
                   change->before, key, change->at, NULL) == ZL_OK &&
            zl_directory_device_in_force(
                change->after, key, change->at, NULL) != ZL_OK;
}

static int list_members(const struct change *change, struct zl_preview *preview)
{
        size_t members = zl_directory_member_count(change->before);
        size_t devices = zl_directory_device_count(change->before);
        int status = ZL_OK;

        for (size_t i = 0; i < members && status == ZL_OK; i++) {
                const struct zl_id *id =
                    &zl_directory_member_at(change->before, i)->id;

                if (loses_membership(change, id))
                        status = add_member(preview, id);
        }
        for (size_t i = 0; i < devices && status == ZL_OK; i++) {
                const struct zl_device_entry *device =
                    zl_directory_device_at(change->before, i);

                if (loses_device(change, &device->key))
                        status = add_member(preview, &device->member);
        }
        return status;
}

static bool same_people(
    const struct zl_routing *one, const struct zl_routing *other)
{
        if (one->has_account_holder != other->has_account_holder ||
            one->deputy_count != other->deputy_count ||
            (one->has_account_holder &&
                !zl_id_equal(&one->account_holder, &other->account_holder)))
                return false;
        for (size_t i = 0; i < one->deputy_count; i++) {
                if (!zl_id_equal(&one->deputies[i], &other->deputies[i]))
                        return false;
        }
        return true;
}

static int list_clubs(const struct change *change, struct zl_preview *preview)
{
        for (size_t i = 0; i < zl_directory_club_count(change->before); i++) {
                const struct zl_id *club =
                    &zl_directory_club_at(change->before, i)->club.club;
                struct zl_routing before;
                struct zl_routing after;

                if (zl_directory_routing(
                        change->before, club, change->at, &before) != ZL_OK ||
                    (zl_directory_routing(
                         change->after, club, change->at, &after) == ZL_OK &&
                        same_people(&before, &after)))
                        continue;
                if (core__grow(&preview->clubs, preview->club_count,
                        sizeof(*club)) != ZL_OK)
                        return ZL_E_MEMORY;
                preview->clubs[preview->club_count++] = *club;
        }
        return ZL_OK;
}

/* The directory as it would be with the revocation. */
static int as_revoked(struct zl_core *core, struct zl_directory *working,
    const struct zl_revocation *revocation, struct zl_directory **ret_after)
{
        struct zl_statement *statement = NULL;
        struct zl_directory *after = NULL;
        int status = core__copy_directory(core, working, &after);

        if (status == ZL_OK)
                status = zl_statement_make(
                    signer_for(core, working, &revocation->subject),
                    &core->profile.organisation, ZL_REVOCATION, revocation,
                    &statement);
        if (status == ZL_OK)
                status = zl_directory_add(
                    after, statement, core__next_point(core, after));
        if (status != ZL_OK) {
                zl_statement_free(statement);
                zl_directory_free(after);
                return status;
        }
        *ret_after = after;
        return ZL_OK;
}

int zl_core_preview(struct zl_core *core, struct zl_time now,
    const struct zl_revocation *revocation, struct zl_preview *ret_preview)
{
        struct zl_preview preview = {.voids = NULL};
        struct zl_directory *working = NULL;
        struct zl_directory *after = NULL;
        struct change change;
        int status = core__act(core, now);

        if (status == ZL_OK)
                status = core__working(core, &working);
        if (status == ZL_OK)
                status = as_revoked(core, working, revocation, &after);
        if (status != ZL_OK)
                return core__finish(core, status);
        change = (struct change){working, after, {ZL_POSITION_END, now}};
        status = list_voids(&change, &preview);
        if (status == ZL_OK)
                status = list_members(&change, &preview);
        if (status == ZL_OK)
                status = list_clubs(&change, &preview);
        if (status == ZL_OK)
                status = core__alarms_between(working, ZL_POSITION_END, after,
                    now, &preview.nobody, &preview.nobody_count);
        zl_directory_free(after);
        if (status == ZL_OK)
                *ret_preview = preview;
        else
                zl_preview_free(&preview);
        return core__finish(core, status);
}
