/* SPDX-License-Identifier: EUPL-1.2 */
/* The payload of a sealing key (docs/protocol.md, 2.6). */
#include "statement_internal.h"

static void read(struct statement__in *in, struct zl_statement *ret)
{
        struct zl_sealing *sealing = &ret->is.sealing;

        zl_json_hex(in->r, "member", sealing->member.bytes, ZL_ID_SIZE);
        zl_json_hex(in->r, "key", sealing->key.bytes, ZL_SEALING_KEY_SIZE);
}

static int write(struct zl_json_writer *w, const void *of)
{
        const struct zl_sealing *sealing = of;

        zl_json_put_hex(w, "member", sealing->member.bytes, ZL_ID_SIZE);
        zl_json_put_hex(w, "key", sealing->key.bytes, ZL_SEALING_KEY_SIZE);
        return ZL_OK;
}

const struct statement__form statement__sealing = {
    .word = "sealing-key",
    .read = read,
    .write = write,
};
