/* SPDX-License-Identifier: EUPL-1.2 */
/* The payload of a card (docs/protocol.md, 2.4); the document that its hash
 * points at is in card.c. */
#include "statement_internal.h"

static void read(struct statement__in *in, struct zl_statement *ret)
{
        struct zl_card *card = &ret->is.card;

        zl_json_hex(in->r, "member", card->member.bytes, ZL_ID_SIZE);
        zl_json_hex(in->r, "card", card->card.bytes, ZL_HASH_SIZE);
}

static int write(struct zl_json_writer *w, const void *of)
{
        const struct zl_card *card = of;

        zl_json_put_hex(w, "member", card->member.bytes, ZL_ID_SIZE);
        zl_json_put_hex(w, "card", card->card.bytes, ZL_HASH_SIZE);
        return ZL_OK;
}

const struct statement__form statement__card = {
    .word = "card",
    .read = read,
    .write = write,
};
