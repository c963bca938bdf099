/* SPDX-License-Identifier: EUPL-1.2 */
/* The card document (docs/protocol.md, 2.4): a person's name and phone, kept
 * out of the log so that it can be erased. */
#include <string.h>

#include "json.h"
#include "statement.h"

static void keep(char *ret, size_t room, const char *text,
    struct zl_json_reader *r, const char *name)
{
        size_t size = strlen(text) + 1;

        /* Cannot happen: code points are counted, four bytes at most each. */
        if (size > room) {
                zl_json_fail(r, name, ZL_E_TOO_LARGE);
                return;
        }
        memcpy(ret, text, size);
}

int zl_card_parse(
    const uint8_t *data, size_t size, struct zl_card_document *ret_card)
{
        struct zl_card_document card = {0};
        struct zl_json *json = NULL;
        struct zl_json_reader r;
        int status = ZL_OK;

        if (size > ZL_CARD_MAX)
                return ZL_E_TOO_LARGE;
        status = zl_json_parse(data, size, &json);
        if (status != ZL_OK)
                return status;
        r = zl_json_read(json);
        (void)zl_json_u64(&r, "v", 1, 1);
        zl_json_hex(&r, "member", card.member.bytes, ZL_ID_SIZE);
        zl_json_hex(&r, "salt", card.salt, sizeof(card.salt));
        keep(card.name, sizeof(card.name),
            zl_json_text(&r, "name", ZL_TEXT_LINE, ZL_NAME_CHARS), &r, "name");
        keep(card.phone, sizeof(card.phone),
            zl_json_text(&r, "phone", ZL_TEXT_LINE, ZL_PHONE_CHARS), &r,
            "phone");
        status = zl_json_end(&r);
        if (status == ZL_OK)
                *ret_card = card;
        zl_wipe(&card, sizeof(card));
        zl_json_free(json);
        return status;
}

int zl_card_write(const struct zl_card_document *card, struct zl_buf *buf)
{
        struct zl_card_document again;
        struct zl_json_writer *w = NULL;
        struct zl_buf written;
        int status = ZL_OK;

        if (memchr(card->name, '\0', sizeof(card->name)) == NULL ||
            memchr(card->phone, '\0', sizeof(card->phone)) == NULL)
                return ZL_E_MALFORMED;
        zl_buf_init(&written, ZL_CARD_MAX);
        w = zl_json_write();
        zl_json_put_u64(w, "v", 1);
        zl_json_put_hex(w, "member", card->member.bytes, ZL_ID_SIZE);
        zl_json_put_hex(w, "salt", card->salt, sizeof(card->salt));
        zl_json_put_text(w, "name", card->name);
        zl_json_put_text(w, "phone", card->phone);
        status = zl_json_write_end(w, &written);
        if (status == ZL_OK)
                status = zl_card_parse(written.data, written.size, &again);
        if (status == ZL_OK) {
                zl_put_bytes(buf, written.data, written.size);
                status = buf->status;
                zl_wipe(&again, sizeof(again));
        }
        zl_buf_free(&written);
        return status;
}
