/* SPDX-License-Identifier: EUPL-1.2 */
/*~ What rests on a directory that was found complete: sealing what waits,
 * sealing anew what others must receive, a new sealing key once a month, a
 * new directory statement, and telling of new recipients; and then what rests
 * on all records being there. */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "core_internal.h"

static bool seals(const struct zl_core *core)
{
        return core->profile.role == ZL_ROLE_CONTACT ||
            core->profile.role == ZL_ROLE_PROFESSIONAL;
}

static void warn_of_age(struct zl_core *core)
{
        struct zl_claim_view claim = zl_directory_claim(core->directory);
        char date[ZL_DATE_TEXT] = "";

        if (!seals(core) ||
            (claim.claim != NULL &&
                core->state.now.ms <= claim.claim->expires.ms))
                return;
        if (claim.claim != NULL)
                zl_date_of(zl_time_day(claim.claim->expires), date);
        core__say(core, ZL_MSG_DIRECTORY_EXPIRED, date, core__phone(core, NULL),
            NULL, NULL);
}

static struct zl_time newest_pair(const struct zl_core *core)
{
        struct zl_time newest = {0};

        for (size_t i = 0; i < core->pair_count; i++) {
                if (core->pairs[i].made.ms > newest.ms)
                        newest = core->pairs[i].made;
        }
        return newest;
}

/* The old secret stays: what was sealed to it is still to be opened. */
static int renew_sealing(struct zl_core *core)
{
        struct core__item proto = {.quiet = true, .id = core->profile.member};
        struct zl_sealing sealing = {.member = core->profile.member};
        struct zl_sealing_pair pair = {.secret = NULL};
        int status = ZL_OK;

        if (!seals(core) ||
            newest_pair(core).ms + CORE__SEALING_DAYS * ZL_MS_DAY >
                core->state.now.ms ||
            zl_directory_device_in_force(core->directory, &core->device.key,
                core__point(core), NULL) != ZL_OK)
                return ZL_OK;
        status = zl_sealing_pair_new(&pair);
        if (status != ZL_OK)
                return status;
        sealing.key = pair.key;
        status = core__add_pair(core, &pair, core->state.now);
        zl_sealing_pair_free(&pair);
        if (status == ZL_OK)
                status = core__say_statement(core, &core->device,
                    ZL_SEALING_KEY, &sealing, &proto, NULL, NULL);
        return status == ZL_E_MEMORY ? status : ZL_OK;
}

static int tell_of(struct zl_core *core, const struct zl_id *member,
    const struct zl_club_entry *club)
{
        char name[ZL_MSG_ARG_CHARS + 1];

        if (zl_id_equal(member, &core->profile.member) ||
            core__is_told(core, member))
                return ZL_OK;
        zl_core_describe(core, member, name);
        /* At the very first sync everybody is new. */
        if (core->state.met)
                core__say(core, ZL_MSG_NEW_RECIPIENT, name, club->club.name,
                    NULL, NULL);
        return core__mark_seen(core, member, false);
}

static int tell_of_recipients(struct zl_core *core)
{
        size_t count = zl_directory_club_count(core->directory);
        int status = ZL_OK;

        for (size_t i = 0; i < count && status == ZL_OK; i++) {
                const struct zl_club_entry *club =
                    zl_directory_club_at(core->directory, i);
                struct zl_routing routing;

                if (zl_directory_club_relation(core->directory,
                        &core->profile.member, &club->club.club,
                        core__point(core)) == 0 ||
                    zl_directory_routing(core->directory, &club->club.club,
                        core__point(core), &routing) != ZL_OK)
                        continue;
                if (routing.has_account_holder)
                        status = tell_of(core, &routing.account_holder, club);
                for (size_t d = 0; d < routing.deputy_count && status == ZL_OK;
                     d++)
                        status = tell_of(core, &routing.deputies[d], club);
        }
        return status;
}

int core__settle(struct zl_core *core)
{
        int status = ZL_OK;

        warn_of_age(core);
        core__news_tell(core);
        if (seals(core)) {
                status = renew_sealing(core);
                if (status == ZL_OK)
                        status = core__settle_items(core, true);
                if (status == ZL_OK)
                        status = tell_of_recipients(core);
        } else {
                status = core__claim(core);
        }
        core->state.met = true;
        core->dirty = true;
        return status;
}

int core__settle_records(struct zl_core *core)
{
        int status = core__take_pending(core);

        if (status == ZL_OK && core->sync.look_again) {
                core->sync.look_again = false;
                core->sync.looked_again = true;
                core->sync.done = false;
                core__sync_again(core);
                return ZL_OK;
        }
        if (status == ZL_OK && core->state.good)
                status = core__wipe(core);
        if (status == ZL_OK && core->state.good)
                status = core__settle_items(core, false);
        if (status == ZL_OK && core->state.good)
                status = core__seal_own(core);
        if (status == ZL_OK && core->state.good)
                status = core__reseal_waiting(core);
        core->dirty = true;
        return status;
}
