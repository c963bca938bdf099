/* SPDX-License-Identifier: EUPL-1.2 */
/* The payload of a revocation (docs/protocol.md, 2.8). */
#include "statement_internal.h"

static const char *const reasons[] = {"left", "compromised", NULL};

static void read(struct statement__in *in, struct zl_statement *ret)
{
        struct zl_revocation *revocation = &ret->is.revocation;
        struct zl_json_reader *r = in->r;

        zl_json_hex(r, "subject", revocation->subject.bytes, ZL_HASH_SIZE);
        revocation->compromised = zl_json_choice(r, "reason", reasons) == 1;
        if (revocation->compromised)
                revocation->since =
                    zl_json_u64(r, "since", 0, STATEMENT__NUMBER_MAX);
}

static int write(struct zl_json_writer *w, const void *of)
{
        const struct zl_revocation *revocation = of;

        if (revocation->compromised &&
            revocation->since > STATEMENT__NUMBER_MAX)
                return ZL_E_MALFORMED;
        zl_json_put_hex(w, "subject", revocation->subject.bytes, ZL_HASH_SIZE);
        zl_json_put_text(w, "reason", reasons[revocation->compromised ? 1 : 0]);
        if (revocation->compromised)
                zl_json_put_u64(w, "since", revocation->since);
        return ZL_OK;
}

const struct statement__form statement__revocation = {
    .word = "revocation",
    .read = read,
    .write = write,
};
