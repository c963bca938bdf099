/* SPDX-License-Identifier: EUPL-1.2 */
/* The payload of an absence, in its two forms (docs/protocol.md, 2.11). */
#include "calendar.h"
#include "statement_internal.h"

static void read(struct statement__in *in, struct zl_statement *ret)
{
        struct zl_absence *a = &ret->is.absence;
        struct zl_json_reader *r = in->r;

        a->written.ms = zl_json_u64(r, "written", 0, STATEMENT__NUMBER_MAX);
        zl_json_hex(r, "member", a->member.bytes, ZL_ID_SIZE);
        zl_json_hex(r, "absence", a->absence.bytes, ZL_ID_SIZE);
        a->ended = !zl_json_has(r, "from") && !zl_json_has(r, "until") &&
            !zl_json_has(r, "deputy");
        if (a->ended)
                return;
        a->from = zl_json_date(r, "from");
        a->until = zl_json_date(r, "until");
        zl_json_hex(r, "deputy", a->deputy.bytes, ZL_ID_SIZE);
        if (a->until < a->from || a->until - a->from > ZL_ABSENCE_DAYS)
                zl_json_fail(r, "until", ZL_E_MALFORMED);
        if (zl_id_equal(&a->deputy, &a->member))
                zl_json_fail(r, "deputy", ZL_E_MALFORMED);
}

static int write(struct zl_json_writer *w, const void *of)
{
        const struct zl_absence *a = of;

        if (a->written.ms > STATEMENT__NUMBER_MAX ||
            (!a->ended && (a->from > ZL_DAY_MAX || a->until > ZL_DAY_MAX)))
                return ZL_E_MALFORMED;
        zl_json_put_u64(w, "written", a->written.ms);
        zl_json_put_hex(w, "member", a->member.bytes, ZL_ID_SIZE);
        zl_json_put_hex(w, "absence", a->absence.bytes, ZL_ID_SIZE);
        if (a->ended)
                return ZL_OK;
        zl_json_put_date(w, "from", a->from);
        zl_json_put_date(w, "until", a->until);
        zl_json_put_hex(w, "deputy", a->deputy.bytes, ZL_ID_SIZE);
        return ZL_OK;
}

const struct statement__form statement__absence = {
    .word = "absence",
    .read = read,
    .write = write,
};
