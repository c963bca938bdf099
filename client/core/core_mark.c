/* SPDX-License-Identifier: EUPL-1.2 */
/* Marks: taking a note back, closing, reopening, hold and erasure.  They have
 * no words; the server and every client that sees them act on them. */
#include "core_internal.h"

static int write_mark(struct zl_core *core, struct zl_time now,
    enum zl_kind kind, const struct zl_id *signal, struct zl_id *ret_id)
{
        const struct core__item proto = {.quiet = false};
        const struct core__record *note = NULL;
        int status = core__begin(core, now);

        if (status != ZL_OK)
                return status;
        status = core__check_act(core, zl_kind_act(kind), signal, &note);
        if (status == ZL_OK)
                status = core__write_about(
                    core, kind, note, &proto, NULL, NULL, ret_id);
        return core__finish(core, status);
}

int zl_core_retract(struct zl_core *core, struct zl_time now,
    const struct zl_id *signal, struct zl_id *ret_id)
{
        return write_mark(core, now, ZL_RETRACTION, signal, ret_id);
}

int zl_core_mark(struct zl_core *core, struct zl_time now, enum zl_kind kind,
    const struct zl_id *signal, struct zl_id *ret_id)
{
        if (kind != ZL_CLOSING && kind != ZL_REOPENING && kind != ZL_HOLD &&
            kind != ZL_ERASURE)
                return ZL_E_USAGE;
        return write_mark(core, now, kind, signal, ret_id);
}
