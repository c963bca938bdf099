/* SPDX-License-Identifier: EUPL-1.2 */
/* What the author of a note adds to it later, for whoever holds the signal by
 * then.  A contact is shown who that is first. */
#include "core_internal.h"

size_t zl_core_unseen_holders(const struct zl_core *core, struct zl_time now,
    const struct zl_id *signal, struct zl_id ret[static ZL_PERSONS_MAX])
{
        struct zl_id holders[ZL_PERSONS_MAX];
        struct zl_signal_facts facts;
        size_t all = 0;
        size_t count = 0;

        if (!core->profile.joined)
                return 0;
        core__facts(core, signal, false, ZL_POSITION_END, &facts);
        if (facts.state == ZL_STATE_NONE)
                return 0;
        zl_signal_holders(
            core->directory, &facts, zl_core_point(core, now), holders, &all);
        for (size_t i = 0; i < all; i++) {
                if (!core__is_shown(core, &holders[i]))
                        ret[count++] = holders[i];
        }
        return count;
}

static int write_body(const struct zl_core *core, const struct zl_note *note,
    struct zl_buf *body, const char **ret_field)
{
        const struct zl_charter *charter =
            zl_directory_charter(core->directory);
        int status = charter == NULL ? ZL_E_INCOMPLETE : ZL_OK;

        if (status == ZL_OK)
                status =
                    zl_note_write(note, core->profile.role, body, ret_field);
        if (status != ZL_OK)
                return status;
        status = zl_note_check_naming(note, charter->naming);
        if (status == ZL_E_POLICY)
                *ret_field = "about";
        return status;
}

/* The persons are those of any addendum: what it says makes no difference. */
static int check_shown(
    const struct zl_core *core, const struct core__record *note)
{
        const struct core__item nobody = {.left_out_count = 0};
        struct core__record record = {.kind = ZL_ADDENDUM,
            .signal = note->id,
            .club = note->club,
            .author = core->profile.member,
            .index = ZL_POSITION_END};

        return core->profile.role == ZL_ROLE_CONTACT
            ? core__check_shown(core, &record, &nobody)
            : ZL_OK;
}

int zl_core_addendum(struct zl_core *core, struct zl_time now,
    const struct zl_id *signal, const struct zl_note *note,
    struct zl_id *ret_id, const char **ret_field)
{
        const struct core__item proto = {.quiet = false};
        const struct core__record *first = NULL;
        struct zl_note written = *note;
        struct zl_buf body;
        int status = core__begin(core, now);

        if (status != ZL_OK)
                return status;
        *ret_field = NULL;
        status = core__check_act(core, ZL_ACT_ADDENDUM, signal, &first);
        zl_buf_init(&body, ZL_BODY_JSON_MAX);
        written.written = now;
        if (status == ZL_OK)
                status = write_body(core, &written, &body, ret_field);
        if (status == ZL_OK)
                status = check_shown(core, first);
        if (status == ZL_OK)
                status = core__write_about(
                    core, ZL_ADDENDUM, first, &proto, &body, &body, ret_id);
        zl_buf_free(&body);
        return core__finish(core, status);
}
