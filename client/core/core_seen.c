/* SPDX-License-Identifier: EUPL-1.2 */
/* Who has been shown to this person, or told of.  A device that came by
 * another invitation makes a new person of somebody known. */
#include "core_internal.h"

/* The newest of a member's devices that came by an invitation: whoever made
 * the invitation could have used it. */
static struct zl_sign_key invited_device(
    const struct zl_core *core, const struct zl_id *member)
{
        size_t count = zl_directory_device_count(core->directory);
        struct zl_sign_key key = {{0}};

        for (size_t i = 0; i < count; i++) {
                const struct zl_device_entry *device =
                    zl_directory_device_at(core->directory, i);

                if (device->by_invitation && !device->voided &&
                    zl_id_equal(&device->member, member))
                        key = device->key;
        }
        return key;
}

static struct core__seen *find_seen(
    const struct zl_core *core, const struct zl_id *member)
{
        struct zl_sign_key device = invited_device(core, member);

        for (size_t i = 0; i < core->seen_count; i++) {
                if (zl_id_equal(&core->seen[i].member, member) &&
                    zl_sign_key_equal(&core->seen[i].device, &device))
                        return &core->seen[i];
        }
        return NULL;
}

bool core__is_told(const struct zl_core *core, const struct zl_id *member)
{
        return find_seen(core, member) != NULL;
}

bool core__is_shown(const struct zl_core *core, const struct zl_id *member)
{
        const struct core__seen *seen = find_seen(core, member);

        return zl_id_equal(member, &core->profile.member) ||
            (seen != NULL && seen->shown);
}

int core__mark_seen(
    struct zl_core *core, const struct zl_id *member, bool shown)
{
        struct core__seen *seen = find_seen(core, member);

        if (seen == NULL) {
                int status = core__grow(
                    &core->seen, core->seen_count, sizeof(*core->seen));

                if (status != ZL_OK)
                        return status;
                seen = &core->seen[core->seen_count++];
                *seen = (struct core__seen){
                    .member = *member, .device = invited_device(core, member)};
        }
        seen->shown = seen->shown || shown;
        return core__put_seen(core);
}
