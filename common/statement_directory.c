/* SPDX-License-Identifier: EUPL-1.2 */
/* The payload of a directory statement (docs/protocol.md, 2.9). */
#include "statement_internal.h"

static void read(struct statement__in *in, struct zl_statement *ret)
{
        struct zl_directory_claim *claim = &ret->is.directory;
        struct zl_json_reader *r = in->r;
        uint64_t max = STATEMENT__NUMBER_MAX;

        claim->version = zl_json_u64(r, "version", 1, max);
        claim->has_previous = zl_json_has(r, "previous");
        if (claim->has_previous)
                zl_json_hex(r, "previous", claim->previous.bytes, ZL_HASH_SIZE);
        if (claim->has_previous != (claim->version > 1))
                zl_json_fail(r, "previous", ZL_E_MALFORMED);
        claim->statements = zl_json_u64(r, "statements", 0, max);
        claim->scopes = zl_json_u64(r, "scopes", 0, max);
        zl_json_hex(r, "root", claim->root.bytes, ZL_HASH_SIZE);
        claim->expires.ms = zl_json_u64(r, "expires", 0, max);
}

static int write(struct zl_json_writer *w, const void *of)
{
        const struct zl_directory_claim *claim = of;

        if (claim->version > STATEMENT__NUMBER_MAX ||
            claim->statements > STATEMENT__NUMBER_MAX ||
            claim->scopes > STATEMENT__NUMBER_MAX ||
            claim->expires.ms > STATEMENT__NUMBER_MAX)
                return ZL_E_MALFORMED;
        zl_json_put_u64(w, "version", claim->version);
        if (claim->has_previous)
                zl_json_put_hex(
                    w, "previous", claim->previous.bytes, ZL_HASH_SIZE);
        zl_json_put_u64(w, "statements", claim->statements);
        zl_json_put_u64(w, "scopes", claim->scopes);
        zl_json_put_hex(w, "root", claim->root.bytes, ZL_HASH_SIZE);
        zl_json_put_u64(w, "expires", claim->expires.ms);
        return ZL_OK;
}

const struct statement__form statement__directory = {
    .word = "directory",
    .read = read,
    .write = write,
};
