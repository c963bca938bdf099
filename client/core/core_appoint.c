/* SPDX-License-Identifier: EUPL-1.2 */
/* Appointing somebody anew: more time, other clubs, another team.  Who has a
 * device keeps it, so the invitation that the statement must name is of a key
 * that is forgotten at once: nobody can ever use it. */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "core_internal.h"

/* Has this person a device that an appointment would bring back to life? */
static bool has_device(
    const struct zl_directory *directory, const struct zl_id *member)
{
        for (size_t i = 0; i < zl_directory_device_count(directory); i++) {
                const struct zl_device_entry *device =
                    zl_directory_device_at(directory, i);

                if (zl_id_equal(&device->member, member) && !device->voided &&
                    device->ended == ZL_POSITION_END &&
                    device->compromised == ZL_POSITION_END)
                        return true;
        }
        return false;
}

static int say(struct zl_core *core, const struct zl_signer *signer,
    struct zl_appointment *appointment)
{
        struct core__item proto = {.id = appointment->member};
        struct zl_signer forgotten = {.secret = NULL};
        int status = zl_signer_new(&forgotten);

        if (status != ZL_OK)
                return status;
        appointment->invitation = forgotten.key;
        status = core__say_statement(
            core, signer, ZL_APPOINTMENT, appointment, &proto, NULL, NULL);
        zl_signer_free(&forgotten);
        return status;
}

int zl_core_appoint(struct zl_core *core, struct zl_time now,
    const struct zl_id *member, const struct zl_id *scope, size_t count,
    uint32_t until)
{
        struct zl_appointment appointment = {.member = *member,
            .scope_count = count,
            .from = zl_time_day(now),
            .until = until};
        const struct zl_signer *signer = &core->device;
        const struct zl_member *known = NULL;
        struct zl_directory *working = NULL;
        int status = core__act(core, now);

        if (status == ZL_OK)
                status = core__working(core, &working);
        if (status != ZL_OK)
                return core__finish(core, status);
        if (count > ZL_SCOPE_MAX)
                return ZL_E_TOO_LARGE;
        known = zl_directory_member(working, member);
        if (known == NULL)
                return ZL_E_NOT_FOUND;
        if (!has_device(working, member))
                return ZL_E_STATE;
        if (known->role == ZL_ROLE_COORDINATOR)
                signer = core__root_here(core);
        if (signer == NULL)
                return ZL_E_ROOT;
        appointment.role = known->role;
        appointment.scope = calloc(count + 1, sizeof(*appointment.scope));
        if (appointment.scope == NULL)
                return core__finish(core, ZL_E_MEMORY);
        if (count > 0)
                memcpy(appointment.scope, scope, count * sizeof(*scope));
        status = say(core, signer, &appointment);
        free(appointment.scope);
        return core__acted(core, status);
}
