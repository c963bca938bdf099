/* SPDX-License-Identifier: EUPL-1.2 */
/* The payload of a club (docs/protocol.md, 2.2). */
#include "statement_internal.h"

static void read(struct statement__in *in, struct zl_statement *ret)
{
        struct zl_club *club = &ret->is.club;

        club->written.ms =
            zl_json_u64(in->r, "written", 0, STATEMENT__NUMBER_MAX);
        zl_json_hex(in->r, "club", club->club.bytes, ZL_ID_SIZE);
        club->kind = statement__kind(in, in->r, "kind");
        zl_json_hex(in->r, "district", club->district.bytes, ZL_ID_SIZE);
        club->name = statement__line(in, in->r, "name", ZL_NAME_CHARS);
        if (!zl_json_has(in->r, "ended"))
                return;
        club->ended = zl_json_bool(in->r, "ended");
        if (!club->ended)
                zl_json_fail(in->r, "ended", ZL_E_MALFORMED);
}

static int write(struct zl_json_writer *w, const void *of)
{
        const struct zl_club *club = of;

        if (club->written.ms > STATEMENT__NUMBER_MAX)
                return ZL_E_MALFORMED;
        zl_json_put_u64(w, "written", club->written.ms);
        zl_json_put_hex(w, "club", club->club.bytes, ZL_ID_SIZE);
        zl_json_put_text(w, "kind", club->kind);
        zl_json_put_hex(w, "district", club->district.bytes, ZL_ID_SIZE);
        zl_json_put_text(w, "name", club->name);
        if (club->ended)
                zl_json_put_bool(w, "ended", true);
        return ZL_OK;
}

const struct statement__form statement__club = {
    .word = "club",
    .has_texts = true,
    .read = read,
    .write = write,
};
