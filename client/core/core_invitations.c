/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! What became of invitations: open, used, over, withdrawn. Nothing is
 * kept of that: a device that was stated says that a code was used, and when
 * the log took an appointment says how long its code lasts. */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "core_internal.h"
#include "fold.h"

static const struct zl_device_entry *first_device(
    const struct zl_directory *directory, const struct zl_id *member)
{
        for (size_t i = 0; i < zl_directory_device_count(directory); i++) {
                const struct zl_device_entry *device =
                    zl_directory_device_at(directory, i);

                if (zl_id_equal(&device->member, member))
                        return device;
        }
        return NULL;
}

bool zl_core_has_joined(const struct zl_core *core, const struct zl_id *member)
{
        return zl_directory_ever_joined(core__shown(core), member);
}

/* ---- The list ---- */

/* When the log took what stands at a position. */
static struct zl_time time_at(
    const struct zl_directory *directory, uint64_t position)
{
        for (size_t i = zl_directory_count(directory); i-- > 0;) {
                struct zl_point at;

                (void)zl_directory_statement(directory, i, &at);
                if (at.position == position)
                        return at.time;
        }
        return (struct zl_time){0};
}

static struct zl_invitation_view view_of(const struct zl_directory *directory,
    const struct zl_member *member, struct zl_time now)
{
        const struct zl_device_entry *device =
            first_device(directory, &member->id);
        struct zl_invitation_view view = {.member = member->id};
        struct zl_point at = {0};

        (void)core__find_statement(directory, &member->appointment, &at);
        view.made = at.time;
        view.ends.ms = at.time.ms + ZL_INVITATION_DAYS * ZL_MS_DAY;
        if (device != NULL) {
                view.state =
                    device->voided ? ZL_INVITED_TWICE : ZL_INVITED_USED;
                view.became = time_at(directory, device->position);
        } else if (member->ended != ZL_POSITION_END) {
                view.state = ZL_INVITED_WITHDRAWN;
                view.became = time_at(directory, member->ended);
        } else {
                view.state =
                    now.ms > view.ends.ms || zl_time_day(now) > member->until
                    ? ZL_INVITED_EXPIRED
                    : ZL_INVITED_OPEN;
        }
        return view;
}

bool core__is_first_device(const struct zl_directory *directory,
    const struct zl_id *member, const struct zl_sign_key *key)
{
        const struct zl_device_entry *device = first_device(directory, member);

        return device != NULL && !device->voided &&
            zl_sign_key_equal(&device->key, key);
}

bool core__appoints(const struct zl_directory *directory,
    const struct zl_member *self, const struct zl_member *member)
{
        if (zl_id_equal(&self->id, &member->id))
                return false;
        if (self->role == ZL_ROLE_COORDINATOR)
                return member->role != ZL_ROLE_CONTACT;
        if (member->role != ZL_ROLE_CONTACT)
                return false;
        for (size_t i = 0; i < member->scope_count; i++) {
                const struct zl_club_entry *entry =
                    zl_directory_club(directory, &member->scope[i]);

                if (entry != NULL && core__covers(self, &entry->club.district))
                        return true;
        }
        return false;
}

/* In the order of enum zl_invited, and the newest first. */
static int by_need(const void *a, const void *b)
{
        const struct zl_invitation_view *one = a;
        const struct zl_invitation_view *other = b;

        if (one->state != other->state)
                return one->state < other->state ? -1 : 1;
        if (one->made.ms != other->made.ms)
                return one->made.ms > other->made.ms ? -1 : 1;
        return memcmp(one->member.bytes, other->member.bytes, ZL_ID_SIZE);
}

int zl_core_invitations(struct zl_core *core, struct zl_time now,
    struct zl_invitation_view **ret_views, size_t *ret_count)
{
        struct zl_invitation_view *views = NULL;
        const struct zl_member *self = NULL;
        struct zl_directory *working = NULL;
        size_t members = 0;
        size_t count = 0;
        int status = core__act(core, now);

        if (status == ZL_OK && core->profile.role != ZL_ROLE_COORDINATOR &&
            core->profile.role != ZL_ROLE_SUPPORTER)
                return ZL_E_POLICY;
        if (status == ZL_OK)
                status = core__working(core, &working);
        if (status != ZL_OK)
                return core__finish(core, status);
        self = zl_directory_member(working, &core->profile.member);
        members = zl_directory_member_count(working);
        if (self != NULL && members > 0) {
                views = calloc(members, sizeof(*views));
                if (views == NULL)
                        return core__finish(core, ZL_E_MEMORY);
        }
        for (size_t i = 0; views != NULL && i < members; i++) {
                const struct zl_member *member =
                    zl_directory_member_at(working, i);

                if (core__appoints(working, self, member))
                        views[count++] = view_of(working, member, now);
        }
        if (count > 1)
                qsort(views, count, sizeof(*views), by_need);
        *ret_views = views;
        *ret_count = count;
        return core__finish(core, ZL_OK);
}

/* ---- Withdrawing ---- */

int zl_core_uninvite(
    struct zl_core *core, struct zl_time now, const struct zl_id *member)
{
        struct zl_revocation revocation = {.compromised = false};
        const struct zl_member *known = NULL;
        struct zl_directory *working = NULL;
        int status = core__act(core, now);

        if (status == ZL_OK)
                status = core__working(core, &working);
        if (status != ZL_OK)
                return core__finish(core, status);
        known = zl_directory_member(working, member);
        if (known == NULL)
                return ZL_E_NOT_FOUND;
        if (known->ended != ZL_POSITION_END)
                return ZL_E_STATE;
        if (view_of(working, known, now).state == ZL_INVITED_USED)
                return ZL_E_CODE_USED;
        revocation.subject = known->appointment;
        return zl_core_revoke(core, now, &revocation);
}

/* ---- Perhaps the same person ---- */

/* By name alone: colleagues share a telephone, and so do families. */
static int same_name(const char *a, const char *b, bool *ret)
{
        struct zl_folded one = {.from = NULL};
        struct zl_folded other = {.from = NULL};
        int status = zl_fold(a, &one);

        if (status == ZL_OK)
                status = zl_fold(b, &other);
        if (status == ZL_OK)
                *ret = one.text.size == other.text.size &&
                    zl_folded_find(&one, &other, 0) == 0;
        zl_folded_free(&one);
        zl_folded_free(&other);
        return status;
}

int zl_core_known_already(const struct zl_core *core, struct zl_time now,
    const struct zl_invite *invite, struct zl_id *ret)
{
        const struct zl_directory *directory = core__shown(core);
        uint32_t today = zl_time_day(now);

        for (size_t i = 0; i < zl_directory_member_count(directory); i++) {
                const struct zl_member *member =
                    zl_directory_member_at(directory, i);
                const struct zl_card_document *card =
                    zl_core_card(core, &member->id);
                bool like = false;
                int status = ZL_OK;

                if (member->role != invite->role || card == NULL ||
                    member->ended != ZL_POSITION_END || member->until < today)
                        continue;
                status = same_name(card->name, invite->name, &like);
                if (status != ZL_OK)
                        return status;
                if (like) {
                        *ret = member->id;
                        return ZL_OK;
                }
        }
        return ZL_E_NOT_FOUND;
}
