/* SPDX-License-Identifier: EUPL-1.2 */
/* What an invitation carries, locked and opened; docs/protocol.md, 6. */
#include <assert.h>
#include <string.h>

#include "invitation.h"

enum {
        VERSION = 1,
        PLAIN_MAX = ZL_PACKET_MAX - ZL_LOCKER_OVERHEAD,
        /* Opened packets keep the origin once more, with its NUL. */
        OPENED_MAX = PLAIN_MAX + ZL_ORIGIN_CHARS + 1
};

static struct zl_bytes lookup_of(const struct zl_invitation *invitation)
{
        return (struct zl_bytes){
            invitation->lookup.bytes, sizeof(invitation->lookup.bytes)};
}

int zl_packet_lock(const struct zl_invitation *invitation,
    const struct zl_packet *packet, struct zl_buf *buf)
{
        struct zl_buf plain;
        int status = ZL_OK;

        if (packet->item_count > ZL_PACKET_ITEMS_MAX ||
            strlen(packet->origin) > ZL_ORIGIN_CHARS)
                return ZL_E_TOO_LARGE;
        zl_buf_init(&plain, PLAIN_MAX);
        zl_put_u8(&plain, VERSION);
        zl_put_bytes(&plain, packet->root.bytes, sizeof(packet->root.bytes));
        zl_put_var(&plain, packet->origin, strlen(packet->origin));
        zl_put_u16(&plain, (uint16_t)packet->item_count);
        for (size_t i = 0; i < packet->item_count; i++) {
                const struct zl_packet_item *item = &packet->items[i];

                zl_put_u8(&plain, (uint8_t)item->what);
                zl_put_var(&plain, item->bytes.data, item->bytes.size);
        }
        status = plain.status;
        if (status == ZL_OK)
                status = zl_lock(invitation->packet_key, zl_buf_bytes(&plain),
                    lookup_of(invitation), buf);
        zl_buf_free(&plain);
        return status;
}

/* An origin is printable ASCII: it goes into requests as it is. */
static bool is_origin(struct zl_bytes text)
{
        for (size_t i = 0; i < text.size; i++) {
                if (text.data[i] <= ' ' || text.data[i] > '~')
                        return false;
        }
        return text.size > 0;
}

static void read_item(struct zl_reader *r, struct zl_packet_item *ret_item)
{
        uint8_t what = zl_read_u8(r);

        if (r->status == ZL_OK && what != ZL_PACKET_STATEMENT &&
            what != ZL_PACKET_CARD)
                r->status = ZL_E_MALFORMED;
        ret_item->what = (enum zl_packet_what)what;
        ret_item->bytes = zl_read_var(r, SIZE_MAX);
}

/* Reads what lies in `plain`; what it borrows moves when plain grows. */
static int read_plain(
    struct zl_reader r, struct zl_packet *packet, struct zl_bytes *ret_origin)
{
        uint8_t version = zl_read_u8(&r);

        if (r.status == ZL_OK && version != VERSION)
                return ZL_E_VERSION;
        zl_read_bytes(&r, packet->root.bytes, sizeof(packet->root.bytes));
        *ret_origin = zl_read_var(&r, SIZE_MAX);
        packet->item_count = zl_read_u16(&r);
        if (r.status != ZL_OK)
                return r.status;
        if (ret_origin->size > ZL_ORIGIN_CHARS || !is_origin(*ret_origin) ||
            packet->item_count > ZL_PACKET_ITEMS_MAX)
                return ZL_E_MALFORMED;
        for (size_t i = 0; i < packet->item_count; i++)
                read_item(&r, &packet->items[i]);
        return zl_reader_end(&r);
}

/*
 * The origin has no NUL in the packet, so it is put once more behind it; the
 * buffer may move by that, and everything is read again where it then lies.
 */
static int read_opened(struct zl_packet *packet)
{
        size_t size = packet->plain.size;
        char origin[ZL_ORIGIN_CHARS + 1] = {0};
        struct zl_bytes view;
        int status =
            read_plain(zl_reader_of(packet->plain.data, size), packet, &view);

        if (status != ZL_OK)
                return status;
        memcpy(origin, view.data, view.size);
        zl_put_bytes(&packet->plain, origin, view.size + 1);
        if (packet->plain.status != ZL_OK)
                return packet->plain.status;
        packet->origin = (const char *)packet->plain.data + size;
        return read_plain(
            zl_reader_of(packet->plain.data, size), packet, &view);
}

int zl_packet_unlock(const struct zl_invitation *invitation,
    struct zl_bytes locked, struct zl_packet *ret_packet)
{
        struct zl_packet packet = {.origin = NULL};
        int status = ZL_OK;

        if (locked.size > ZL_PACKET_MAX)
                return ZL_E_MALFORMED;
        zl_buf_init(&packet.plain, OPENED_MAX);
        status = zl_unlock(invitation->packet_key, locked,
            lookup_of(invitation), &packet.plain);
        if (status == ZL_OK)
                status = read_opened(&packet);
        if (status == ZL_OK) {
                *ret_packet = packet;
                return ZL_OK;
        }
        zl_buf_free(&packet.plain);
        return status;
}

void zl_packet_done(struct zl_packet *packet)
{
        zl_buf_free(&packet->plain);
        *packet = (struct zl_packet){.origin = NULL};
}
