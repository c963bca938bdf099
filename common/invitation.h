/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_INVITATION_H
#define ZL_INVITATION_H

#include "locker.h"
#include "statement.h"

/*
 * Invitations: the code, what is derived from it, and the packet
 * (docs/protocol.md, 6).  Part of zl_envelope: only clients link it.
 */

enum {
        ZL_CODE_TYPED_BYTES = 10,
        ZL_CODE_LINK_BYTES = 16,
        ZL_CODE_TEXT = 36, /* longest text of a code with its NUL */
        ZL_PACKET_MAX = 64 * 1024,
        ZL_ORIGIN_CHARS = 200
};

/* What a code is for: the two bits left over in its last symbol.  Values are
 * written down. */
enum zl_code_kind {
        ZL_CODE_INVITATION = 0,
        ZL_CODE_RECOVERY = 1, /* kept on paper */
        ZL_CODE_DEVICE = 2 /* typed on a new device within a day */
};

/* A code: its size says whether it is typed or stands in a link.  Codes of
 * one's own (own_code.h) have the size of a link's. */
struct zl_code {
        struct zl_secret *bits;
        enum zl_code_kind kind;
};

/* What a code turns into. */
struct zl_invitation {
        struct zl_id lookup;
        struct zl_secret *packet_key;
        struct zl_signer signer;
};

/**
 * Make a fresh code of an invitation.
 *
 * @param size      ZL_CODE_TYPED_BYTES or ZL_CODE_LINK_BYTES.
 * @param ret_code  free with zl_code_free().
 * @return ZL_OK or ZL_E_MEMORY.
 */
int zl_code_new(size_t size, struct zl_code *ret_code) ZL_CHECKED;

/**
 * Read a code as a person types it.
 *
 * @param text      NUL-terminated; case, hyphens, spaces do not matter.
 * @param ret_code  free with zl_code_free().
 * @return ZL_OK, ZL_E_CODE (length, symbol or check symbol is wrong) or
 *         ZL_E_MEMORY.
 */
int zl_code_parse(const char *text, struct zl_code *ret_code) ZL_CHECKED;

/**
 * Write a code, in groups of four but for that of a link.
 *
 * @param code  the code.
 * @param ret   receives it; secret, so wipe it.
 */
void zl_code_text(const struct zl_code *code, char ret[static ZL_CODE_TEXT]);

/** Wipe a code. @param code all zero is allowed; all zero afterwards. */
void zl_code_free(struct zl_code *code);

/**
 * Derive look-up id, packet key and signer; takes about a tenth of a second
 * and 64 MiB.
 *
 * @param code            the code.
 * @param ret_invitation  free with zl_invitation_free().
 * @return ZL_OK or ZL_E_MEMORY.
 */
int zl_invitation_of(const struct zl_code *code,
    struct zl_invitation *ret_invitation) ZL_CHECKED;

/** Wipe. @param invitation all zero is allowed; all zero afterwards. */
void zl_invitation_free(struct zl_invitation *invitation);

/* What a packet holds.  Values are on the wire. */
enum zl_packet_what { ZL_PACKET_STATEMENT = 1, ZL_PACKET_CARD = 2 };

struct zl_packet_item {
        enum zl_packet_what what;
        struct zl_bytes bytes;
};

enum { ZL_PACKET_ITEMS_MAX = 64 };

struct zl_packet {
        struct zl_sign_key root;
        const char *origin; /* borrowed from plain, or the caller's */
        struct zl_packet_item items[ZL_PACKET_ITEMS_MAX];
        size_t item_count;
        struct zl_buf plain; /* when opened: owns what is borrowed */
};

/**
 * Lock a packet.
 *
 * @param invitation  whose packet key.
 * @param packet      what it holds; plain is not read.
 * @param buf         receives the locked packet.
 * @return ZL_OK, ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
int zl_packet_lock(const struct zl_invitation *invitation,
    const struct zl_packet *packet, struct zl_buf *buf) ZL_CHECKED;

/**
 * Open a packet.  Nothing in it is verified but that its maker had the code.
 *
 * @param invitation  whose packet key.
 * @param locked      the bytes.
 * @param ret_packet  free with zl_packet_done().
 * @return ZL_OK, ZL_E_DECRYPT, ZL_E_MALFORMED, ZL_E_VERSION or ZL_E_MEMORY.
 */
int zl_packet_unlock(const struct zl_invitation *invitation,
    struct zl_bytes locked, struct zl_packet *ret_packet) ZL_CHECKED;

/** Free what an opened packet holds. @param packet all zero is allowed. */
void zl_packet_done(struct zl_packet *packet);

#endif
