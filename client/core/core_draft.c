/* SPDX-License-Identifier: EUPL-1.2 */
/* What is being typed, kept as one row. */
#include "core_draft.h"

#include "core_internal.h"

static int take(struct zl_core *core, struct zl_bytes draft)
{
        struct zl_buf fresh;

        zl_buf_init(&fresh, ZL_DRAFT_MAX);
        zl_put_bytes(&fresh, draft.data, draft.size);
        if (fresh.status != ZL_OK) {
                int status = fresh.status;

                zl_buf_free(&fresh);
                return status;
        }
        zl_buf_free(&core->draft);
        core->draft = fresh;
        return ZL_OK;
}

static int put(struct zl_core *core, struct zl_bytes draft)
{
        struct zl_buf row;
        int status = ZL_OK;

        if (draft.size > ZL_DRAFT_MAX)
                return ZL_E_TOO_LARGE;
        if (draft.size == 0) {
                zl_buf_free(&core->draft);
                return core__delete(core, CORE__DRAFT, NULL, 0);
        }
        zl_buf_init(&row, CORE__VALUE_MAX);
        zl_put_u8(&row, CORE__ROW_VERSION);
        zl_put_var(&row, draft.data, draft.size);
        status = core__put(core, CORE__DRAFT, NULL, 0, &row);
        zl_buf_free(&row);
        return status == ZL_OK ? take(core, draft) : status;
}

int zl_core_put_draft(
    struct zl_core *core, struct zl_time now, struct zl_bytes draft)
{
        int status = core__begin(core, now);

        if (status == ZL_OK && !core->profile.joined)
                status = ZL_E_STATE;
        if (status == ZL_OK)
                status = put(core, draft);
        return core__finish(core, status);
}

struct zl_bytes zl_core_draft(const struct zl_core *core)
{
        return zl_buf_bytes(&core->draft);
}

int core__draft_load(struct zl_core *core, struct zl_reader *r)
{
        struct zl_bytes draft = zl_read_var(r, ZL_DRAFT_MAX);
        int status = zl_reader_end(r);

        return status == ZL_OK ? take(core, draft) : status;
}
