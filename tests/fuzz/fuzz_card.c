/* SPDX-License-Identifier: EUPL-1.2 */
/* Hello! Card documents. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "statement.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        uint8_t *copy = fuzz_copy(data, size);
        struct zl_card_document card;
        struct zl_card_document again;
        struct zl_buf buf;

        fuzz_start();
        memset(&card, 0, sizeof(card));
        memset(&again, 0, sizeof(again));
        zl_buf_init(&buf, ZL_CARD_MAX);
        if (zl_card_parse(copy, size, &card) == ZL_OK) {
                INSIST(zl_card_write(&card, &buf) == ZL_OK);
                INSIST(zl_card_parse(buf.data, buf.size, &again) == ZL_OK);
                INSIST(zl_id_equal(&card.member, &again.member));
                INSIST(memcmp(card.salt, again.salt, sizeof(card.salt)) == 0);
                INSIST(strcmp(card.name, again.name) == 0);
                INSIST(strcmp(card.phone, again.phone) == 0);
        }
        zl_buf_free(&buf);
        free(copy);
        return 0;
}
